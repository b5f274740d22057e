"""Which figure of a stranger's sentence counts what the question counts, in either language.

"How many tonnes does it weigh" is answered by 94公噸 and not by 8.6公里 of the same sentence: the
measure that follows the figure is the one asked for. Measures are grouped over both languages as a
dictionary has them. It reads one clause and scores nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.language.quantities import read_quantities
from bot.language.script import fold, has_han
from bot.language.units import CURRENCIES, TIME_UNITS
from bot.records import Fact, Question

__all__ = [
    "counts_the_asked",
    "gloss_lacking",
    "holds_the_measure",
    "measures_head",
    "never_counted",
    "type_asked",
]

_MEASURES = tuple(
    re.compile(rf"\b(?:{latin})\b|{han}")
    for latin, han in (
        ("tonnes?|tons?", "公?吨"),
        ("kg|kilos?|kilograms?", "公斤|千克"),
        ("grams?", "公克|克(?!隆|服|里)"),
        ("km|kilomet(?:re|er)s?", "公里"),
        ("met(?:re|er)s?", "公尺|[米](?!元)"),
        ("mm|millimet(?:re|er)s?", "毫米|公厘"),
        ("cm|centimet(?:re|er)s?", "公分|厘米"),
        ("seconds?", "秒"),
        ("miles?", "英里|英哩"),
        ("hectares?", "公顷"),
        ("acres?", "英亩"),
        ("square met(?:re|er)s?|floor area", "平方公尺|坪"),
        ("litres?|liters?", "公?升(?!至|到|级)"),
        ("cubic met(?:re|er)s?", "立方公?[尺米]"),
        ("mwh|kwh|kilowatt-hours?|megawatt-hours?|units of electricity", "度(?:电)?|千瓦时"),
        ("mw|gw|megawatts?|kilowatts?|kw", "千瓦|百万瓦|吉瓦"),
        ("hours?", "小时|钟头"),
        ("minutes?", "分钟"),
        ("days?", "[天日](?![前后起止])"),
        ("weeks?", "周|星期|礼拜"),
        ("months?", "个月"),
        ("households?|homes?|families|flats?", "户"),
        ("votes?", "票"),
        ("seats?", "席|座位"),
        ("schools?", "所|校"),
        ("shops?|stores?|firms?|companies|branches|businesses|banks?|hospitals?", "家|间"),
        ("cars?|vehicles?|buses|lorries|trucks?|vans?", "辆|台|部"),
        ("ships?|vessels?|boats?|ferries", "艘"),
        ("trips?|journeys?|visits?|passengers?|visitors?|rides?", "人次|趟"),
        ("people|persons?|staff|employees|workers|members|pupils|students|children|patients"
         "|residents|men|women|volunteers|drivers|nurses", "人(?!次)|位|名"),
        ("boxes|crates|cases", "箱|盒"),
        ("books|volumes", "册|本"),
        ("copies|replies|responses|meals", "份"),
        ("routes?|lines?|roads?|pipes?", "条"),
        ("pieces|items|complaints?|cases|accidents|applications|objects", "件|笔"),
        ("trees", "棵|株"),
        ("animals|cows|cattle|pigs|sheep", "头|只"),
        ("flights?|sailings?|crossings?|trains?", "班|航次"),
        ("shows?|performances?|concerts?|matches|games|sessions", "场(?!地|所|馆)"),
        ("stations?|stops?", "站"),
        ("rooms?|classrooms?", "间"),
        ("teams?|groups?", "队|组"),
        ("pages?", "页"),
        ("times", "次(?!年)|倍"),
    )
)  # fmt: skip
_ASKED = re.compile(
    r"\bhow (?:many|much) (?:more |other |of the )?((?:[a-z-]+ ?){1,3})"
    r"|(?:[几幾]|多少)([万亿千百]?[\u3400-\u9fff]{1,4})|[（(](?:in )?([^（()）]{1,12})[)）]"
    r"|,? in ((?:square |cubic )?[a-z-]+)[?,.]?$"
)
_FIGURE = re.compile(r"[\d〇零一二两三四五六七八九十百千万亿][\d.,]*[百千万亿]*[余多几]?")
_REACH = 14
_BY_HOW_MUCH = re.compile(r"\bby how much\b(?! money)")
_OF_MONEY = re.compile(
    r"\b(?:cost|price|fee|fare|rent|wage|salar|pay|paid|spen[dt]|budget|revenue|income|profit|sales|loss"
    r"|debt|money|dollar|pound|euro|grant|tax|bill|charge|subsid|donation|fund|invest)[a-z]*\b|[$£€]"
)
_GLOSS = re.compile(r"[（(]([^（()）]{2,40})[)）]")
_WORD = re.compile(r"[a-z]{3,}")
STEM = 4
_THINGS = re.compile(
    r"\bhow many (?:of the |other |different )?(?:[a-z-]+ ){0,2}?(?P<thing>[a-z-]{2,}[^s\W]s)"
    r" (?=(?:are|were|did|does|do|has|have|had|will|would|can|work|live|stand|belong|in|at|on)\b)"
)
_THINGS_HAN = re.compile(
    r"(?:几|多少)[位名家间个座支台艘张件只头户栋棵株条部](?P<thing>[\u3400-\u9fff]{2,3})(?:[?？。]|$)"
)
_ANYONE = frozenset(
    "people persons employees workers staff members residents visitors times years months weeks"
    " households homes days hours minutes percent dollars pounds euros"
    " 员工 人员 工人 职员 同仁 居民 住户 小时 星期 月份".split()
)
"""Whom a document may well count without the word."""
_NO_NUMBER = frozenset({"%", "pp", "x", "pence", "cents", *CURRENCIES, *TIME_UNITS})
_FEW = re.compile(
    r"\b(?:one|two|three|four|five|six|seven|eight|nine|ten|no|several|dozens?)\b"
    r"(?! (?:hours?|days?|weeks?|months?|years?|minutes?|of the)\b)"
    r"|[一二两三四五六七八九十\d](?:余|多)?[位名家间座支台艘张件只头户栋棵株条部人]"
)


@lru_cache(maxsize=256)
def _asked_of(question: str) -> tuple[re.Pattern[str], ...]:
    """The measures in which the question asks."""
    said = [next(g for g in m.groups() if g) for m in _ASKED.finditer(fold(question))]
    return tuple(p for p in _MEASURES if any(p.search(part) for part in said))


@lru_cache(maxsize=8192)
def holds_the_measure(question: str, text: str) -> bool:
    """Whether a figure of a text is followed by the measure in which the question asks."""
    asked, folded = _asked_of(question), fold(text)
    return bool(asked) and any(
        _measured(asked, _behind(folded, match.end())) for match in _FIGURE.finditer(folded)
    )


def measures_head(question: str, head: str) -> bool:
    """Whether the head of a column names a measure in which the question asks: tonnes, 公噸."""
    return any(p.search(fold(head)) for p in _asked_of(question))


def counts_the_asked(question: str, fact: Fact) -> int:
    """1 where the measure asked for follows the figure in its clause, -1 where it follows another
    figure of the clause alone, 0 where nothing tells.
    """
    asked = _asked_of(question)
    if not asked or not fact.values:
        return 0
    clause = fold(fact.clause)
    value = fact.values[0]
    met = {True: False, False: False}
    for match in _FIGURE.finditer(clause):
        written = match.group().rstrip(".,").replace(",", "")
        rest = _behind(clause, match.end())
        own = written == format(value.normalize(), "f") or not written[0].isdigit()
        of_them = rest.startswith(" of ")  # 140 of the 365 workers
        if of_them or _measured(asked, rest):
            met[own] = True
    return 1 if met[True] else -1 if met[False] else 0


def never_counted(question: str, sentences: Sequence[str]) -> bool:
    """Whether the things that a question counts stand in the sentences of a document in its
    language, and no number of things in any of those: another number is not theirs.
    """
    folded = fold(question)
    found = _THINGS_HAN.search(folded) if has_han(folded) else _THINGS.search(folded)
    if found is None or found["thing"] in _ANYONE:
        return False
    thing = found["thing"]
    stem = thing if has_han(thing) else thing[: max(STEM, len(thing) - 3)]
    named = [text for text in sentences if stem in fold(text)]
    return bool(named) and not any(_has_number(text) for text in named)


def gloss_lacking(question: str, texts: Sequence[str]) -> bool:
    """Whether a question gives a word of the document's language in brackets (haddock, 石屏), as
    the name of what it asks about, and none of the texts has it.
    """
    asked_in_han, told_in_han = has_han(_GLOSS.sub(" ", question)), any(map(has_han, texts))
    found = [m[1] for m in _GLOSS.finditer(question)]
    theirs = [g for g in found if has_han(g) == told_in_han != asked_in_han]
    folded = [fold(text) for text in texts]
    words = [w for g in theirs for w in ([fold(g)] if has_han(g) else _WORD.findall(fold(g)))]
    said = [re.compile(w if has_han(w) else rf"\b{w}") for w in words]
    return bool(words) and not any(pattern.search(text) for pattern in said for text in folded)


def _has_number(text: str) -> bool:
    """Whether a sentence has a number that is no money, percentage or length of time."""
    units = {q.unit.partition("/")[0] for q in read_quantities(text)}
    return bool(units - _NO_NUMBER) or _FEW.search(fold(text)) is not None


def type_asked(question: Question) -> str:
    """The kind of answer asked for: "by how much" asks for money only where a word of money says
    so, which a question of a stranger's document need not mean.
    """
    folded = fold(question.standalone)
    plain = question.answer_type == "money" and _BY_HOW_MUCH.search(folded)
    return "" if plain and not _OF_MONEY.search(folded) else question.answer_type


def _behind(folded: str, at: int) -> str:
    """What follows a figure in its clause."""
    return re.split(r"[\d，。,;；、]", folded[at : at + _REACH])[0]


def _measured(asked: tuple[re.Pattern[str], ...], rest: str) -> bool:
    """Whether what follows a figure begins with a measure asked for, or has it as a word."""
    return any(p.match(rest.lstrip()) or (p.search(rest) and rest[:1] == " ") for p in asked)
