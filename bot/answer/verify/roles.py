"""What stands in a party's name in both languages: its officers, its products, its app or its fund.

"NVIDIA's finance chief" and 輝達財務長 name one thing of one party, whatever verb follows. In a
sentence a thing is taken for a party's only where the name stands right before it; in a quote also
where words come between. Of things that are bought and used (chips, systems) only a name joined to
them without 's tells whose make they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.answer.verify.names import Name, mentions
from bot.answer.verify.reading import Reading
from bot.answer.verify.relations import role_of
from bot.language.glossary import Glossary
from bot.records import Mention

__all__ = ["SPEECH", "held", "meant_for", "speakers"]

# Label, English, Chinese (folded).
OFFICES = (
    ("finance chief", "finance chief|chief financial officer|cfo", "财务长|首席财务官|财务主管"),
    ("chief executive", "chief executive|ceo", "执行长|首席执行官"),
    ("chair", "chairman|chairwoman|chair", "董事长|主席"),
    ("president", "president", "总裁"),
    ("founder", "co-?founder|founder", "创办人|创始人"),
    ("analyst", "analysts?", "分析师"),
    ("staff", "employees|staff|workers", "员工"),
    ("fund", "fund", "基金"),
    ("app", "app", "应用程式|应用"),
    ("round", "(?:funding |financing )?round", "(?:这一?轮)?(?:募资|融资)|这一?轮"),
    ("site", "data cent(?:re|er)s?|campus|plant|factory", "资料中心|园区|厂房|工厂"),
    ("filing", "10-q|10-k|filings?", "10-q|10-k|申报文件"),
    ("memo", "memo", "备忘录"),
    ("committee", "committee", "委员会"),
    ("shareholders", "shareholders", "股东"),
    ("value", "(?:market )?valu(?:e|ation)|price tag", "估值|市值|身价"),
    ("commitments", "commitments", "投资承诺|出资承诺|承诺"),
    ("accounts", "after-tax amount|pre-tax amount", "税后金额|税前金额"),
    ("recapitalisation", "recapitali[sz]ation", "资本重整"),
    ("target", "(?:revenue )?target", "(?:营收)?目标"),
    ("projects", "projects?", "案"),
    ("deal", "deal", "交易"),
)
MAKES = (
    ("chips", "chips|silicon|accelerators|processors", "晶片|芯片|加速器|处理器"),
    ("systems", "systems|servers|racks", "系统|伺服器|机柜"),
)


# What may follow a Chinese noun that is whole.
OFFICE_ENDS = (
    r"(?![一-鿿])|(?=[，,。、；的在到于由以是为将会已也都则仍还再又曾说表认指宣提透称强坚谈预估警"
    r"中前后里裡时约达近逾从增升降高低仅只有会])"
)
MAKE_ENDS = r"(?![商厂业性])"


def _either(rows: Sequence[tuple[str, str, str]], ends: str) -> re.Pattern[str]:
    """One pattern for all the things, each a group of its own number."""
    parts = [rf"((?:{en})\b|(?:{zh})(?:{ends}))" for _, en, zh in rows]
    return re.compile("|".join(parts))


OFFICE, MAKE = _either(OFFICES, OFFICE_ENDS), _either(MAKES, MAKE_ENDS)
# Between a name and what is its own: 's or 的 and a few words that are no verbs.
OWN = re.compile(
    r"^(?:['’]s? (?:own )?(?:[$€£]?[\w.,%-]+ ){0,4}|的[^，,。；：]{0,8}"
    r"|[ \d年月日底初末中第季上下半会计度这]{0,20}的?)$"
)
ATTRIBUTE = re.compile(r"^['’]s? (?:[$€£]?[\w.,%-]+ ){0,4}$|^的[^，,。；：]{0,8}$")
JOINED = re.compile(r"^ ?(?:new(?:est)? |latest |最新)?(?:[a-z]+ ){0,2}$")
NEAR = re.compile(r"^[^;；。：]{0,40}$")
PRODUCT = re.compile(r"^(?:['’]s?)? ?(?:new(?:est)? |latest |own )?$|^的?(?:最新的?|自家的?)?$")
PRONOUN = re.compile(r"\b(?:its|their|his|her)\b|[其自]")
REACH = 48

SPEECH = re.compile(
    r"^ ?(?:also |had |has |then |itself )?(?:attributed|said|says|wrote|writes|reported|reports"
    r"|estimate[sd]?|expect(?:s|ed)?|warn(?:s|ed)|argue[sd]?|forecasts?|projected|noted|announced"
    r"|count(?:s|ed)|tall(?:y|ies|ied)|suggest(?:s|ed)|reckon(?:s|ed)|insist(?:s|ed)"
    r"|contend(?:s|ed)|maintain(?:s|ed)|foresaw|thinks?|thought|told|puts?(?= [^.;]{1,90} at\b)"
    r"|found|finds"
    r"|observed|predict(?:s|ed)|as (?:saying|writing))\b"
    r"|^[)）]?['’]s (?:\w+ ){0,2}?(?:estimates?|tally|count|forecasts?|reckoning|scenarios?|polls?)"
    r"\b"
    r"|^,? (?:is|was|are) (?:quoted|cited|reported|said)\b"
    r"|^[》」』)）]?的?(?:\d|[年月日底初中已曾也则 ]){0,12}(?:称(?!为|之|作)|提醒|写|公布|公告|表示"
    r"|指出|估计|估算|预估|预期|预测|警告|认为|主张|统计|报导|宣布|建议|算出|算过|推估|说|写道|坚称|披露|透露|直言"
    r"|整理)"
)
NEXT = re.compile(
    r"^(?:['’]s?)?[ (（的]{0,2}(?:[\w.’'-]+ ){0,3}[(（]?$"
    r"|^的?(?:执行长|财务长|分析师|创办人|总裁|董事长|合伙人|发言人)$"
)
QUOTED = re.compile(
    r"\b(?:quot(?:es|ed|ing)|citing|according to|relaying|by) (?:the )?(?:\w+ ){0,3}$"
    r"|(?:[据依照]|引述|引用|转述)[^，,。]{0,10}$"
)
TAKES_PART = re.compile(r"\b(?:for|with|from|at|in)(?: the)? $|[位设]于$|设在$|[为替帮与和跟向对]$")
FOR = re.compile(r"^ ?(?:\w+ ){0,2}for (?:the )?$")


def held(
    reading: Reading, names: Sequence[Name], glossary: Glossary, *, loose: bool
) -> set[tuple[str, str]]:
    """Which things are whose; with `loose` also those that stand farther behind a name."""
    found: set[tuple[str, str]] = set()
    if not names:
        return found
    products = [m for m in mentions(reading.text, glossary) if m.kind == "product"]
    for place, name in enumerate(names):
        # Of "Oracle's Michigan site" the site is Oracle's.
        before = reading.folded[names[place - 1].span[1] : name.span[0]] if place else ""
        named_after = bool(ATTRIBUTE.match(before)) and not loose
        end = _end(reading, names, place)
        start = name.span[1]
        behind = reading.folded[start : min(end, start + REACH)]
        for pattern, rows, between in ((OFFICE, OFFICES, OWN), (MAKE, MAKES, JOINED)):
            for match in pattern.finditer(behind):
                if named_after and pattern is OFFICE:
                    continue
                if (NEAR if loose else between).match(behind[: match.start()]):
                    found.add((rows[(match.lastindex or 1) - 1][0], name.who))
        for product in products:
            gap = reading.folded[start : product.start]
            if start <= product.start < end and (NEAR if loose else PRODUCT).match(gap):
                found.add((product.concept, name.who))
    return found | (_loosely(reading, names, products, found) if loose else set())


def _loosely(
    reading: Reading,
    names: Sequence[Name],
    products: Sequence[Mention],
    found: set[tuple[str, str]],
) -> set[tuple[str, str]]:
    """What else may be whose: by a pronoun, by an officer of a firm, of any party before it."""
    wider = _its(reading, names)
    for product in products:
        wider |= {(product.concept, n.who) for n in names if n.span[1] <= product.start}
    for one, other in pairwise(names):
        between = reading.folded[one.span[1] : other.span[0]]
        # "Raised by A in a round led by B, at a valuation of": the valuation may be A's.
        aside = role_of(reading.folded, other) == "by"
        if NEXT.match(between) or TAKES_PART.search(between) or aside:
            wider |= {(what, one.who) for what, who in found if who == other.who}
    return wider


def _end(reading: Reading, names: Sequence[Name], place: int) -> int:
    """Where the next name begins that is no attribute of what this one's is."""
    for one, other in pairwise(names[place:]):
        between = reading.folded[names[place].span[1] : other.span[0]]
        if not ATTRIBUTE.match(between) or one is not names[place]:
            return other.span[0]
    return len(reading.folded)


def _its(reading: Reading, names: Sequence[Name]) -> set[tuple[str, str]]:
    """What a pronoun holds may be anybody's whom the sentence names."""
    found: set[tuple[str, str]] = set()
    for pattern, rows in ((OFFICE, OFFICES), (MAKE, MAKES)):
        for match in pattern.finditer(reading.folded):
            if PRONOUN.search(reading.folded[max(0, match.start() - 24) : match.start()]):
                found |= {(rows[(match.lastindex or 1) - 1][0], name.who) for name in names}
    return found


def speakers(reading: Reading, names: Sequence[Name], *, loose: bool) -> set[str]:
    """Who says, counts or estimates what is told; with `loose` also those named beside them."""
    folded = reading.folded
    said = [bool(SPEECH.match(folded[n.span[1] : n.span[1] + 40])) for n in names]
    if loose:
        said = [
            own or bool(QUOTED.search(folded[max(0, n.span[0] - 30) : n.span[0]]))
            for own, n in zip(said, names, strict=True)
        ]
        # NVIDIA's Jensen Huang said: the firm has said it as well.
        for place, (one, other) in reversed(list(enumerate(pairwise(names)))):
            between = folded[one.span[1] : other.span[0]]
            said[place] = said[place] or (said[place + 1] and bool(NEXT.match(between)))
    return {n.who for n, own in zip(names, said, strict=True) if own}


def meant_for(reading: Reading, names: Sequence[Name]) -> Iterator[tuple[int, str]]:
    """The figures that are told to be for a party, each by its place."""
    for number, figure in enumerate(reading.figures):
        for name in names:
            if figure.end <= name.span[0] and FOR.match(reading.folded[figure.end : name.span[0]]):
                yield number, name.who
