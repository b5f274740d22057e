"""The kind of thing that a question asks for, and whether a sentence holds one.

Finer than the kinds of `bot.answer.retrieve.signals`: a number of shares, of people, a length of
time. Patterns run over folded text; they hold no name and no figure.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet

from bot.language.answer_units import any_of_kind
from bot.language.glossary import Glossary
from bot.language.particulars import places
from bot.language.script import fold, has_han
from bot.language.turns import PERSON

__all__ = [
    "OF_FIGURES",
    "OF_NAMES",
    "asks_person",
    "asks_teller",
    "has_name",
    "holds_kind",
    "kind_asked",
    "only_tells",
]

OF_NAMES = frozenset({"who", "organisation", "name"})
OF_FIGURES = frozenset(
    {"money", "percent", "figure", "shares", "count", "chips", "price", "power", "people", "part"}
)

_PEOPLE = (
    r"people|users?|employees|workers|staff|jobs|engineers|subscribers|customers|clients|readers"
)
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(cues))
    for name, cues in (
        (
            "organisation",
            r"\b(?:who|where)(?:'s| is| was| does| did| do)? [^?,]{1,40}\bwork(?:s|ed|ing)?\b"
            r"|\b(?:his|her|their|whose) (?:employer|firm|company)\b|\bemployed by\b"
            r"|在哪(?:里|儿)?(?:上班|工作|任职|高就)|任职于?(?:哪|什么)|东家|雇主|服务于?哪",
        ),
        (
            "name",
            r"\bname of\b|\b(?:actual|real|full|legal) name\b|\bby name\b|\bgo(?:es)? by\b"
            r"|\bwhat (?:is|was|are|were) [^?,]{1,50} (?:called|named)\b"
            r"|\bwhat(?:'s| is| was) (?:his|her|their|the [a-z ]{1,30}['’]s) name\b"
            r"|\bput (?:his|her|their) names? to\b"
            r"|(?:叫|是)(?:做|作)?(?:什么|啥)(?:名字?|大名)|(?:全|本|姓)名|名字(?:是|叫|为)"
            r"|叫(?:什么|啥)[?？]?$",
        ),
        (
            "place",
            r"^(?:so |and |but )?where (?:exactly |in [a-z]+ )?(?:is|are|was|were|will|does|did)\b"
            r"(?!.{1,60}\b(?:stand|end up|go|come|get|put|see|money|figure|number|say)\b)"
            r"|\b(?:which|what) (?:[a-z]+ ?/? ){0,2}?(?:states?|cit(?:y|ies)|towns?|countr(?:y|ies)"
            r"|count(?:y|ies)|regions?|continents?|districts?)\b"
            r"|哪[几些一]?个?(?:州|城[市镇]?|国家?|地方|地点|地区|县|省|城镇|乡镇|region)"
            r"|(?:位于|设在|盖在|建在|座落|坐落|落脚|放在|盖到)(?:哪|什么地方)|什么地方",
        ),
        (
            "duration",
            r"\bhow many (?:more )?(?:years|months|days|weeks)\b"
            r"|\bhow long\b(?!.{0,30}\b(?:ago|before))|\bover what (?:period|term)"
            r"|\bnumber of (?:years|months)"
            r"|(?:(?<![那这前后近头好])几|多少)个?(?:年(?!级|度)|月|天|周)(?!止|底)|多久|多长(?:时间)?",
        ),
        (
            "people",
            rf"\bhow many (?:of (?:[a-z'’]+ ){{1,2}})?(?:[a-z]+ ){{0,2}}?(?:{_PEOPLE})\b"
            r"|\bheadcount\b|(?:几|多少)(?:个|名|位)?(?:人|员工|用户|使用者|客户|工程师|订户)",
        ),
        (
            "part",
            r"\bhow (?:much|many|(?:big|large) a (?:part|piece)) of"
            r" (?:its|their|his|her|the|that|this|those|[a-z]+['’]s|it|them)\b"
            r"|\bhow much [^?,]{0,50}\b(?:rise|rose|grow|grew|jump|climb|gain|fall|fell|drop|slip"
            r"|sink|shrink|change|increase|decrease)\b",
        ),
        (
            "shares",
            r"\bhow many [^?,]{0,40}\bshares?\b|\bnumber of [^?,]{0,20}\bshares\b"
            r"|几(?:万|亿)?股(?!权)|多少(?:万|亿)?股(?!权|份|价|利)|[有握]多少[^，。?？]{0,8}股票",
        ),
        (
            "price",
            r"\b(?:per|a|each|one) [a-z' ]{0,12}share\b|\bshare price"
            r"|\bprice (?:of|for) (?:each|one|a) |一股|每股",
        ),
        (
            "percent",
            r"per ?cent|percentage|\bwhat (?:share|fraction|proportion|slice|cut|stake)\b"
            r"|\bhow (?:big|large) an? (?:slice|share|stake|chunk)|\binterest rate"
            r"|\brate of interest|\bcoupon|%|\bmargin\b|趴|百分|几成|利率|占比|比重|比例|利益率"
            r"|多少(?:比例的)?股[权份]",
        ),
        (
            "chips",
            r"\bhow many (?:[a-z0-9/'-]+ ){0,3}?(?:gpus?|chips?|cards?|processors?)\b"
            r"|(?:几|多少)[百千万亿]*[颗片枚]",
        ),
        ("power", r"\b(?:gigawatts?|megawatts?|[gm]w)\b|吉瓦|百万瓦"),
        (
            "money",
            r"\bhow many (?:billions?|millions?|trillions?|dollars|bucks)\b|\bprice ?tag\b"
            r"|\bhow much (?:money|cash)\b"
            r"|\bhow much (?:did|does|do|has|have|had|will|would|was|were|is) .{0,60}"
            r"\b(?:pay|paid|spen[dt]|invest\w*|cost|earn\w*|raise\w*|put|lend|lent|borrow\w*"
            r"|owe\w*|sell|sold|book\w*|contribut\w*|chip(?:ped)?|fork|pocket|fetch|lay|bring"
            r"|burn\w*|lose|lost)\b|\bwhat (?:did|does) .{0,40}\b(?:cost|pay|spend|earn)\b"
            r"|\bdollars?\b|\bcheque\b|\bsalary\b"
            r"|^(?!.*\b(?:by how|share|part|growth|rate|margin|wrong|inflat|overstat)).*"
            r"\b(?:revenue|profit|sales)\b"
            r"|(?:多少|几亿?)(?:钱|美元|美金)|金额"
            r"|[花付投赚赔亏烧借募砸掏出](?:了|掉|资|下)?多少(?!.{0,3}[股%颗张])"
            r"|(?:营收|净利|获利|资本支出|现金|薪水|税)[^低高增减长涨跌占比被灌]{0,6}多少"
            r"|多少.{0,3}(?:营收|现金|薪水|税)",
        ),
        (
            "when",
            r"\bwhen (?:did|does|do|is|was|will|were)\b|^when\b"
            r"|\b(?:which|what) (?:year|month|day|date|quarter)\b"
            r"|哪一?[年天季]|何时|什么时候|几月|几号",
        ),
        (
            "who",
            r"\bwho(?:se|m)?\b|\bwhich (?:analyst|person|executive|judge)\b|谁|哪(?:一?位|个人)",
        ),
        (
            "organisation",
            r"\b(?:which|what|name (?:the|all|every)) (?!(?:do|did|does|will|would|should|can"
            r"|could|must|have|has|had)\b)(?:[a-z/]+ ){0,3}?(?:compan(?:y|ies)|firms?"
            r"|banks?(?:/funds?)?|houses?|makers?|suppliers?|partners?|lenders?|investors?|funds?"
            r"|buyers?|sellers?|developers?|landlords?|agenc(?:y|ies)|backers?)\b|哪一?[家间]"
            r"|哪几[家个](?:公司|银行|基金)?|哪些(?:公司|客户|企业|业者|银行|投资[人方者]|基金|机构"
            r"|金主|买家|开发商)",
        ),
        ("count", r"\bhow many\b|\bnumber of\b|几[家个颗座名档间张笔台]|多少[个家颗座张台笔]"),
        (
            "figure",
            r"\bhow (?:much|big|large|high|low|far|wide|thin|thick|fast)\b"
            r"|多少|多[大高薄宽]|几",
        ),
    )
)
_SHARES = re.compile(r"\d[\d.,]* ?(?:million|billion)?[^.,;]{0,20}\bshares\b|\d[\d.,]*[万亿]?股")
_PEOPLE_COUNTED = re.compile(
    rf"(?:\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds"
    rf"|thousands|millions)\b)(?: ?[a-z]+){{0,4}} (?:{_PEOPLE})\b"
    r"|[\d一二三四五六七八九十百千万亿几两][\d.,]*[万亿]?(?:多|余)?[家名位个]?[^，。,;]{0,8}"
    r"(?:人(?!工)|员工|用户|使用者|客户|工程师|订户)"
)
_OFFICE = re.compile(
    r"\b(?:chief|cfo|ceo|coo|cto|officer|governor|executive|analyst|boss|head|director|person|man"
    r"|woman)\b|长(?!期|年)|负责人|分析师|主管|[他她]|人叫"
)
_SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id)|tells?|told|report(?:s|ed|ing)?|r[au]n it|wrote|writ\w+|publish\w*"
    r"|estimat\w+|reckon\w*|calculat\w+|forecast\w*|predict\w*|warn\w*|claim\w*|according|newspapers?|papers?"
    r"|magazines?|outlets?|media|publications?|analysts?|banks?|research\w*|sources?)\b"
    r"|说|称|报|讲|指出|转述|写|估|算|预|警告|主张|媒体|分析|研究|来源|刊|登"
)
_REPORTS = re.compile(
    r"[》」”\"']*,?(?: as relayed by [^,]{1,40},)? (?:has |had )?"
    r"(?:sa(?:id|ys)|report(?:s|ed)|wr(?:ote|ites))\b"
    r"|[》」”]*[^，。]{0,14}?(?:报导|报道|指出|称|转述)"
)
_NAME_IN_HAN = re.compile(r"(?<![A-Za-z])[A-Z][a-z]{3,}(?![A-Za-z])")


def kind_asked(text: str) -> str:
    """The kind of thing that a question asks for; empty where its words do not tell."""
    folded = fold(text)
    return next((name for name, cues in _KINDS if cues.search(folded)), "")


def holds_kind(
    kind: str, text: str, units: AbstractSet[str], dated: bool, glossary: Glossary
) -> bool:
    """Whether a sentence with figures of these units holds a thing of the kind."""
    if kind == "when":
        return dated
    if kind == "place":
        return bool(places(text))
    if kind in OF_NAMES:
        kinds = {m.kind for m in glossary.find(text)}
        named = "company" in kinds or (kind != "organisation" and bool(kinds))
        return named or (kind != "organisation" and has_name(text))
    if kind == "shares":
        return any_of_kind(kind, units) or _SHARES.search(fold(text)) is not None
    counted = kind != "people" or _PEOPLE_COUNTED.search(fold(text)) is not None
    return any_of_kind(kind, units) and counted


def only_tells(text: str, start: int, end: int) -> bool:
    """Whether what is named there opens a sentence as the one that says or reports the rest."""
    folded = fold(text)
    opens = not folded[:start].strip("《「“\"' ").removeprefix("the").strip()
    return opens and _REPORTS.match(folded, end) is not None


def asks_teller(text: str) -> bool:
    """Whether a question asks who says, reports or reckons something."""
    return _SAYS.search(fold(text)) is not None


def has_name(text: str) -> bool:
    """Whether two or three capitalised words stand together, or one among Chinese ones."""
    return (_NAME_IN_HAN if has_han(text) else PERSON).search(text) is not None


def asks_person(text: str) -> bool:
    """Whether the name that is asked for is that of a person by the office or pronoun."""
    return _OFFICE.search(fold(text)) is not None
