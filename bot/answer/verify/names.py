"""The parties that a text names: of the glossary, capitalised, or ending like a Chinese firm.

A name is known by its glossary id, by its first word, or by the two letters before an ending and
the ending. It takes the name of a place for a party as well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answer.verify.leads import heads_of, leads_of, places_of
from bot.answer.verify.spelled import goes_on, spelled_as
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han
from bot.language.timewords import MONTHS
from bot.language.units import CURRENCIES
from bot.records import Mention, Span

__all__ = ["MANY", "Name", "heard", "led", "measures", "mentions", "names_of", "unified"]

_WORD = r"[A-Z][A-Za-z0-9&'’.-]*[A-Za-z0-9]"
LATIN = re.compile(rf"(?<![A-Za-z0-9]){_WORD}(?:(?: of| de)? {_WORD})*")
# How Chinese firms' names end: legal and financial forms; the industries, in the two letters by
# which firms call themselves, of the Taiwan Stock Exchange's classes and of the Ministry of
# Economic Affairs' table of business items; words that firms like; offices and spokesmen.
_FORMS = "公司|集团|控股|企业|实业|银行|证券|保险|投资|投信|创投|资本|基金|国际"
_CLASSES = (
    "水泥|食品|塑胶|纺织|纤维|电机|机械|电器|电缆|化学|生技|医疗|玻璃|陶瓷|造纸|钢铁|橡胶|汽车|半导体|电脑"
    "|光电|通信|网路|电子|资讯|建材|营造|航运|观光|金融|贸易|百货|油电|燃气|能源|环保|云端|工业"
)
_ITEMS = (
    "饲料|皮革|印刷|石油|化工|制药|金属|电池|电力|车辆|造船|航空|精密|矿业|仓储|物流|运输|电信|软体|传播|租赁"
    "|建设|餐饮|出版|广告|顾问"
)
_LIKED = "科技|重工|精机|材料|传媒|网络|软件"
_OFFICES = (
    "(?<!全)部(?!分|份|位|门|署)|(?<!部)署(?!名)|局(?!面|势|部)"
    "|处(?!理|分|置|于|罚|境)|院|会(?!计)|代表"
)
ENDS = f"{_FORMS}|{_CLASSES}|{_ITEMS}|{_LIKED}|{_OFFICES}"
FIRM = re.compile(rf"[\u3400-\u9fff]{{2}}(?:{ENDS})(?![事分子产费额率业商厂者界设类])")
# Words that stand before such an ending without naming a firm: large banks, emerging carriers.
MODIFIER = re.compile(
    "^(?:大型|小型|中型|新兴|新型|主要|传统|国内|国外|海外|外国|本国|本土|全球|世界|国际|区域|地方|中央|当地|在地"
    "|基础|公共|公用|公营|私人|民间|民营|国营|上市|上柜|挂牌|其他|其它|各大|多家|几家|两家|三家|先进|高阶|重大|相关|整体"
    "|一般|部分|全部|创投|风险|外部|内部|直接|间接|对外|长期|短期|股权|策略|机构|个人|美国|中国|台湾|日本|韩国|欧洲|亚洲"
    "|英国|德国|法国|印度|数位|智慧|人工|资料|营收|获利|成本|支出|答应|同意|决定|持续|进行|增加|减少|计划|打算|可能|预计"
    "|研究|市场|管理|信用|财务|商业|零售|母|子|关系|控股|合资|独立|竞争|供应|客户|顾问|投资|科技|半导体|能源|电信|网路"
    "|媒体|新闻|消费|家用|车用|工业|军工|绿色|再生|离岸|太阳|风力|核能)$"
)
# Endings that are verbs or common nouns as well: at a border of words alone.
WORD_END = re.compile("(?:投资|运输|建设|广告|顾问|出版|租赁|印刷|保险|贸易|传播|会)$")
EDGE_BEFORE = re.compile(r"(?:^|[，,。；;：:、「『《（( ]|[与和向由给跟被为对是])$")
EDGE_AFTER = re.compile(
    r"^(?:$|[，,。；;：:、」』》）) ]|[与和向由的将已则也表指宣发警认说称拟同签在于]|预[计估期])"
)
NO_NAME = re.compile(
    "[与和及向对由的以在为是被将从到等于其该各这那年月日季度当元亿万个家台中之间并则也而都或即上下前后内外多少]"
)
# Words that open a sentence without being a name: those that open one of the shipped English
# digests and stand there in small letters too, the nouns of the shipped measures' names, the closed
# classes of English, titles and the calendar.
_OPENING = (
    "a according accounts after all an another anyone as at because before both but buying by "
    "capacity capital cash chips cloud commentary companies computing constant cost debt demand "
    "depreciation diluted each earnings fast for free gross guidance here his how if in "
    "infrastructure investor investors it leaked lender long many money monthly net networking new "
    "news no not of on one part payment pre press private read real rented reports sales seen "
    "selling setting short side some spending stock such that the their then these this to totals "
    "trading under unlike venture visibility when whether while with yet"
)
_NOUNS = (
    "assets backlog commitments contracts customers deal development effect financing firms "
    "growth income interest inventory investment investments loans loss margin market obligations "
    "operating orders outlook output power price production profit purchase rate receivables "
    "research results revenue revenues risk servers share shares software stake supply target term "
    "users valuation value vendor vendors"
)
_CLOSED = (
    "and or from its those her he she they we over between during where about two three four five "
    "first second third fourth most more any every there nobody until only also since through per "
    "so than what who why roughly almost nearly around other much few half nothing neither either "
    "none someone everyone against without within upon into"
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_TITLES = "chief executive chairman chairwoman president minister professor mr mrs ms dr"
COMMON = frozenset(
    f"{_OPENING} {_NOUNS} {_CLOSED} {_DAYS} {_TITLES} {' '.join(MONTHS).lower()}".split()
)
POSSESSIVE = re.compile(r"[’']s$|[’']$")
ACRONYM = 5
MANY = 2
DOES = re.compile(
    r"[’']s\b| ?[\u3400-\u9fff\d]|, (?:an?|the|which|who|whose|based|for) "
    r"| (?:already |also |now |then )?(?:is|was|has|had|will|would|may|might|could|can|made|paid"
    r"|sold|bought|lost|rose|fell|got|took|won|gave|did|does|spent|put|held|grew|[a-z]{2,}(?:ed"
    r"|s))\b"
)
AMOUNT = re.compile(r" ?\d")
# Behind these a name is more likely a place.
WHERE = re.compile(r"\b(?:in|near|outside|across|at) (?:the )?$")
# A sentence's first word with such an end is more likely a word than a name.
PLAIN = re.compile(r"(?:ing|ed|ly|tion|ment|ness|ity|s)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A party's place in a folded text, and who it is: a concept, or its own first word."""

    who: str
    span: Span
    text: str


@lru_cache(maxsize=4096)
def mentions(text: str, glossary: Glossary) -> tuple[Mention, ...]:
    """What the glossary finds in a text, found once, but for parts of longer spelled names."""
    return tuple(
        m
        for m in glossary.find(text)
        # NOK 214 million is no Nokia.
        if not _of_a_longer_name(m, text)
        and not (m.text in CURRENCIES and AMOUNT.match(text, m.end))
    )


def _of_a_longer_name(mention: Mention, text: str) -> bool:
    """Whether characters that spell sounds go on behind a name: 克雷斯 of 塔斯曼克雷斯特."""
    if mention.kind != "person" or not has_han(mention.text):
        return False
    return goes_on(fold(text[mention.end : mention.end + 2]))


@lru_cache(maxsize=4096)
def measures(text: str, glossary: Glossary) -> tuple[Mention, ...]:
    """The measures that a text names, found once."""
    return glossary.find_metrics(text)


@lru_cache(maxsize=4096)
def names_of(text: str, glossary: Glossary) -> tuple[Name, ...]:
    """The parties of a text, in text order, without overlaps."""
    found = [
        Name(m.concept, (m.start, m.end), m.text)
        for m in mentions(text, glossary)
        if m.kind in ("company", "person")
    ]
    taken = [name.span for name in found]
    known = [(m.start, m.end) for m in mentions(text, glossary)]
    free = [
        name
        for name in _unlisted(text)
        if not any(_meet(name.span, span) for span in taken)
        and not any(a <= name.span[0] and name.span[1] <= b for a, b in known)
    ]
    return tuple(sorted((*found, *free), key=lambda name: name.span))


def unified(texts: Sequence[Sequence[Name]]) -> list[tuple[Name, ...]]:
    """The same names, where "Founder Ardmore" is known as the Ardmore of another place."""
    firsts = Counter(name.who for names in texts for name in names)
    heads: dict[str, set[str]] = {}
    for name in (name for names in texts for name in names):
        *_, last = name.text.lower().split(" ")
        if last != name.who and name.text.isascii():
            heads.setdefault(last, set()).add(name.who)

    def known(name: Name) -> Name:
        words = name.text.lower().split(" ")
        if len(words) > 1 and words[0] == name.who and firsts[name.who] == 1 and words[1] in firsts:
            return replace(name, who=words[1])
        if len(words) == 1 and len(heads.get(words[0], ())) == 1:
            return replace(name, who=next(iter(heads[words[0]])))  # the Commission
        return name

    return [tuple(known(name) for name in names) for names in texts]


def heard(texts: Sequence[str], named: Sequence[Sequence[Name]]) -> list[tuple[Name, ...]]:
    """The same names, with those that a Chinese text spells by the sound of another's Latin one."""
    latin = {
        n.who
        for text, names in zip(texts, named, strict=True)
        for n in names
        if n.who.isascii() and n.who.islower() and not WHERE.search(text[: n.span[0]])
    }
    if not latin or len({has_han(text) for text in texts}) == 1:
        return [tuple(names) for names in named]
    found = []
    for text, names in zip(texts, named, strict=True):
        spelt = [
            Name(who, span, text[slice(*span)])
            for who, span in (spelled_as(fold(text), sorted(latin)) if has_han(text) else ())
        ]
        listed = [n for n in names if n.who.startswith("GLO-") or n.who in latin]
        spelt = [n for n in spelt if not any(_meet(n.span, other.span) for other in listed)]
        kept = [n for n in names if not any(_meet(n.span, other.span) for other in spelt)]
        found.append(tuple(sorted((*kept, *spelt), key=lambda name: name.span)))
    return found


def led(texts: Sequence[str], named: Sequence[Sequence[Name]]) -> list[tuple[Name, ...]]:
    """The same names, with the Chinese parties that the texts name at their head."""
    leads = dict.fromkeys(lead for text in texts if has_han(text) for lead in leads_of(text))
    leads |= dict.fromkeys(heads_of([text for text in texts if has_han(text)]))
    if not leads:
        return [tuple(names) for names in named]
    listed = [n.text for names in named for n in names if n.who.startswith("GLO-")]
    leads = dict.fromkeys(lead for lead in leads if not any(lead[:2] in fold(x) for x in listed))
    found = []
    for text, names in zip(texts, named, strict=True):
        places = places_of(fold(text), leads) if has_han(text) else ()
        new = [Name(who, span, text[slice(*span)]) for who, span in places]
        taken = [n for n in names if n.who.startswith("GLO-") or n.who.isascii()]
        new = [n for n in new if not any(_meet(n.span, other.span) for other in taken)]
        kept = [n for n in names if not any(_meet(n.span, other.span) for other in new)]
        found.append(tuple(sorted((*kept, *new), key=lambda name: name.span)))
    return found


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _unlisted(text: str) -> Iterator[Name]:
    for match in LATIN.finditer(text):
        start, words = match.start(), match.group().split(" ")
        while words and POSSESSIVE.sub("", words[0]).lower() in COMMON:
            start += len(words[0]) + 1
            words = words[1:]
        said = POSSESSIVE.sub("", " ".join(words))
        first = POSSESSIVE.sub("", words[0]).lower() if words else ""
        if len(first) <= MANY or (said.rstrip("s").isupper() and len(said) <= ACRONYM):
            continue
        if not first[-1].isdigit() and not (
            start == 0 and len(words) == 1 and not _a_name(said, text)
        ):
            yield Name(first, (start, start + len(said)), said)
    folded = fold(text)
    for match in FIRM.finditer(folded):
        if _named_firm(folded, match):
            yield Name(match.group(), match.span(), text[slice(*match.span())])


def _named_firm(folded: str, match: re.Match[str]) -> bool:
    """Whether letters before an ending name a firm, and are no words of their own."""
    said = match.group()
    if NO_NAME.search(said[:MANY]) or MODIFIER.search(said[:MANY]):
        return False
    if not WORD_END.search(said):
        return True
    start, end = match.span()
    before, after = folded[max(0, start - 1) : start], folded[end : end + 2]
    return bool(EDGE_BEFORE.search(before) and EDGE_AFTER.search(after))


def _a_name(word: str, text: str) -> bool:
    """Whether a sentence's first word is more likely a name: it does something, or has."""
    return not PLAIN.search(word) and DOES.match(text, len(word)) is not None
