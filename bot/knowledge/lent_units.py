"""The unit that a document states once, lent to the bare amounts of its prose.

"Amounts are in £ million unless stated otherwise", 「除另有註明外，金額以新台幣千元計」. A figure
without a unit of its own takes it where its clause speaks of money: not a percentage, a count, a
year, a ratio, an amount per share or a figure with a noun behind it. Where nothing tells, it stays
bare. The text that is quoted is never changed: what is read and said is. How rows take such
a unit, `bot.knowledge.prefaces` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.knowledge.magnitudes import Magnitude, carry, read_magnitude
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.records import Passage, Preface, Quantity, SentenceRef

__all__ = [
    "MONEY_WORD",
    "UNIT",
    "YEAR",
    "lender_of",
    "lenders",
    "lent",
    "preface_of",
    "sentence_lent",
    "unit_stated",
]

UNIT, YEAR, DATE = "unit", "year", "date"
MONEY_WORD = re.compile(
    r"\b(?:revenues?|turnover|sales|incomes?|proceeds|profits?|loss(?:es)?|earnings|ebitda?|ebita"
    r"|margin|costs?|expens\w+|expenditures?|spend(?:ing)?|spent|wages|salar(?:y|ies)|payroll"
    r"|charges?|provisions?|depreciation|amorti[sz]ation|impairments?|tax(?:es|ation)?|interest"
    r"|dividends?|cash|debts?|borrowings?|loans?|receivables?|payables?|inventor(?:y|ies)|assets"
    r"|liabilit(?:y|ies)|equity|capital|reserves?|goodwill|capex|investments?|invest(?:ed|s)?"
    r"|price|paid|pays?|payments?|fees?|grants?|donations?|gifts|legac(?:y|ies)|budgets?|funds?"
    r"|funding|deficit|surplus|rents?|subsid(?:y|ies)|overheads|purchases|insurance|pensions?"
    r"|exceptional items|backlog|order book|bookings)\b"
    r"|营收|营业额|收入|收益|毛利|净利|营业利益|利润|盈余|亏损|损失|成本|费用|支出|开支|薪资|薪酬"
    r"|折旧|摊销|减损|税|利息|股利|股息|现金|负债|借款|贷款|应收|应付|存货|资产|权益|资本|公积"
    r"|商誉|投资|价金|价款|付款|支付|经费|预算|捐款|补助|赤字|结余|租金|基金|金额|款项|订单|采购"
)
"""Folded words that say of a figure beside them that it is an amount of money."""
_OTHERWISE = (
    r"unless (?:otherwise )?(?:stated|noted|indicated|shown|specified|marked)(?: otherwise)?"
    r"|(?:except|unless) where (?:otherwise )?\w+(?: otherwise)?|unless (?:we say so|otherwise \w+)"
)
_ENGLISH = re.compile(
    rf"^[\W_]*(?:(?:{_OTHERWISE}),? )?(?:in (?:this|these) [\w ]{{3,30}},? )?(?:all |the )?"
    r"(?:(?:monetary|money|financial|dollar|currency|tabular|following) )?"
    r"(?:amounts?|figures|numbers|sums|values|accounts|tables)(?: of money)?"
    r"(?: (?:in|throughout|of|below|given in|shown in) (?:this|these|the) [\w ]{3,40}?)?"
    r" (?:(?:are|is|have been|being|were) )?(?:all |also |always )?"
    r"(?:(?:stated|shown|given|expressed|presented|reported|quoted|set out|written) )?"
    rf"(?:throughout )?in (?P<unit>[^.;,()]{{1,48}}?)(?:,? (?:{_OTHERWISE})|,? rounded\b.*)?"
    r"(?:[.;,)*_]|$)",
    re.IGNORECASE,
)
_CHINESE = re.compile(
    r"(?:所有|各项|本(?:报告|文|表|年报|公告|说明|公司|会)[^,。;]{0,10}?)?"
    r"(?:金额|数字|数额|款项)[^,。;]{0,8}?(?:均|皆|都|一律|系|概)*(?:以|为|是)"
    r"(?P<unit>[^,。;、()]{1,14}?)(?:为单位|计(?:算|价)?|列示|表示|表达|列报)?(?=[,。;)*_]|$)"
)
_LABELLED = re.compile(
    r"(?:金额|货币|币别)?单位(?:均|皆|都)?(?:为|是)?\s*[:：]?\s*(?P<unit>[^,。;、()*_]{1,14})"
)
_CLAUSE = re.compile(
    r"[;：。、]|,(?!\d{3})(?=\D)|\bwhile\b|\bwhereas\b"
    r"|\band (?=[a-z]+ (?:\w+ )?(?:rose|fell|was|were|came))"
)
_APART = re.compile(
    r"\bper [a-z]+\b|\ba (?:share|head|unit|tonne|ton|day|hour|week|month|kilometre|mile)\b"
    r"|\brates?\b|\bratios?\b|\btimes\b|\bindex\b|\bscores?\b|\bpoints?\b|\baverage age\b"
    r"|\bheadcount\b|\bemployees\b|\bstaff\b|\bpeople\b|\bworkers\b|\bmembers\b|\bstores\b|\bunits\b"
    r"|\bcustomers\b|\bnumber of\b|\bshares\b|\bemissions\b|\binjur\w+|\baccidents?\b|\boccupancy\b"
    r"|\btonnes\b|\bvisitors?\b|\bpassengers\b|\bpatients\b|\bpositions\b|\bsites\b|\bvolumes?\b"
    r"|每股|率|倍|人数|人次|家数|户数|件数|员工|股数|分数|指数|点数|排放|比重|占比|天数|年龄|数量"
)
_NOT_AFTER = re.compile(
    r"(?:\b(?:tables?|figs?\.?|figures?|notes?|sections?|pages?|chapters?|no\.?|number|item|stage"
    r"|phase|version|part|annex|appendix|level|tier|class|grade|aged?|scope|line|route|unit|lot)"
    r" |[#§$€£¥₩₹/.:a-z-]|第|表|图|注|附)$"
)
_FUNCTION = (
    "on at of in to from for and or after against before by with as than respectively towards into"
    " which was is compared up down over under a the this that while but because since"
    " during versus following including excluding including higher lower more less earlier ago so"
    " when where plus minus net gross"
)
_BARE_AFTER = re.compile(
    rf"\s*(?:$|[.,;:!?)\]”\"'](?!\d)|[(（]|[—–-] |(?:{'|'.join(_FUNCTION.split())})\b"
    r"|[。、」』]|[与和及或较比至到增减成上下，的]|其中|分别)"
)
_NOT_A = re.compile(
    r"\s*(?:a (?:share|head|unit|tonne|day|week|month|piece)\b|to \d+\b|of (?:the )?\d)"
)
_OF_WHICH = re.compile(r"\bof (?:which|this|that|it)(?: (?:some|about|around))? $|其中(?:有|约)?$")
_VERB = re.compile(
    r"\s*(?:was|were|is|are|went|came|has|had|will|relates?|falls?|fell)\b|\s+[a-z]+ed\b"
    r"|用[于在]|来自|投入|属|系|为|是"
)
_PLAIN = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LINKS = re.compile(
    r"\b(?:from|after|against|than|and|to|with|versus|earlier)\b|[:：(（]|[由从较比与和及至到、]"
)


@lru_cache(maxsize=4096)
def unit_stated(sentence: str) -> tuple[Magnitude, bool] | None:
    """The unit of money that a sentence states for what follows it, and whether for the prose too;
    None where it states none.
    """
    folded = fold(sentence)
    for pattern, prose in ((_ENGLISH, True), (_CHINESE, True), (_LABELLED, False)):
        found = pattern.search(folded)
        if found is None:
            continue
        unit = sentence[slice(*found.span("unit"))].strip()
        magnitude = read_magnitude(f"({unit})") or read_magnitude(f"(單位：{unit})")
        if magnitude is not None and magnitude.currency:
            return magnitude, prose
    return None


def preface_of(passage: Passage, kind: str = UNIT) -> Preface | None:
    """What the document of a passage stated before it: its unit of money, or its year."""
    return next((p for p in passage.prefaces if p.kind == kind), None)


def sentence_lent(passage: Passage, lang: str, sentence: int) -> str:
    """A sentence as it is to be read: its bare amounts with the unit that its document states."""
    start, end = passage.sentences[lang][sentence]
    text = passage.text[lang][start:end]
    preface = preface_of(passage)
    return lent(text, preface.text) if preface else text


def lender_of(passage: Passage) -> SentenceRef | None:
    """The sentence that lends the amounts of a passage their unit; None where there is none."""
    preface = preface_of(passage)
    return SentenceRef(preface.passage_id, preface.sentence, passage.index) if preface else None


def lenders(
    refs: Iterable[SentenceRef], passages: Mapping[tuple[str, str], Passage]
) -> list[SentenceRef]:
    """The sentences that lend the amounts of the cited ones their unit, each once."""
    found: list[SentenceRef] = []
    for ref in refs:
        passage = passages.get((ref.index, ref.passage_id))
        lender = lender_of(passage) if passage else None
        if passage is None or lender is None or lender in found:
            continue
        for lang, spans in passage.sentences.items():
            start, end = spans[ref.sentence] if ref.sentence < len(spans) else (0, 0)
            if end and sentence_lent(passage, lang, ref.sentence) != passage.text[lang][start:end]:
                found.append(lender)
                break
    return [ref for ref in found if (ref.index, ref.passage_id) in passages]


@lru_cache(maxsize=4096)
def lent(text: str, preface: str) -> str:
    """A sentence with the unit of a preface written out beside each bare amount of money."""
    stated = unit_stated(preface)
    if stated is None or text == preface or not stated[1]:
        return text
    folded = fold(text)
    written, at, money = "", 0, False
    figures = read_quantities(text)
    for place, figure in enumerate(figures):
        before = figures[place - 1] if place else None
        if _is_bare(figure, folded):
            money = _of_money(figure, before, folded, money=money)
        else:
            money = money and figure.unit != "1"
            continue
        if money:
            full = carry(figure.text.strip(), stated[0])
            begin = figure.start + len(figure.text) - len(figure.text.lstrip())
            written += text[at:begin] + full
            at = begin + len(figure.text.strip())
    return written + text[at:]


def _is_bare(figure: Quantity, folded: str) -> bool:
    """Whether a figure has no unit, no name and no noun of its own."""
    if figure.unit != "1" or figure.low is not None or not _PLAIN.fullmatch(figure.text.strip()):
        return False
    if _NOT_AFTER.search(folded[max(0, figure.start - 14) : figure.start]):
        return False
    after = folded[figure.end : figure.end + 24]
    if _NOT_A.match(after):
        return False
    if _BARE_AFTER.match(after):
        return True
    return bool(_OF_WHICH.search(folded[: figure.start]) and _VERB.match(after))


def _of_money(figure: Quantity, before: Quantity | None, folded: str, *, money: bool) -> bool:
    """Whether the words nearest to a bare figure speak of money; where its clause has none, as the
    figure before it that it is set against.
    """
    marks = [m.end() for m in _CLAUSE.finditer(folded, 0, figure.start)]
    start = max([0, *marks, *([before.end] if before else [])])
    lead = folded[start : figure.start]
    own, apart = _last(MONEY_WORD, lead), _last(_APART, lead)
    if own >= 0 or apart >= 0:
        return own > apart
    if before is not None and _LINKS.search(folded[before.end : figure.start]):
        between = folded[before.end : figure.start]
        if _last(_APART, between) < 0 and len(between) <= 60 and money:
            return True
    following = _CLAUSE.search(folded, figure.end)
    rest = folded[figure.end : following.start() if following else len(folded)]
    rest = re.split(r"\d", rest)[0]
    first, other = MONEY_WORD.search(rest), _APART.search(rest)
    if first is not None:
        return other is None or first.start() < other.start()
    sentence = folded[: figure.start]
    own, apart = _last(MONEY_WORD, sentence), _last(_APART, sentence)
    return other is None and own > apart


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((m.start() for m in pattern.finditer(text)), default=-1)
