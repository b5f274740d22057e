"""What kind of figure a question asks for: money, a percentage, a count of which things, when.

A document holds many figures near the words of a question; the one that is asked for is of the
right kind: "how many ships" is answered by a count of ships, not by their price, and a quarter by
no figure of nine months. Knows the wording of questions and nothing of what is asked about.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from bot.answer.retrieve.asking import plainly
from bot.knowledge.readings import CELL
from bot.language.periods import overlaps, read_periods
from bot.language.quantities import read_quantities
from bot.language.script import fold, has_han
from bot.records import Fact, Period, Question

__all__ = [
    "answers_kind",
    "asks_name",
    "counted_things",
    "counts",
    "figures_beyond_dates",
    "has_figures",
    "of_time",
    "same_stretch",
    "sentence_fits",
]

MONEY = frozenset({"USD", "TWD", "EUR", "JPY", "CNY", "GBP", "HKD", "KRW", "CHF"})
_ASKS_MONEY = re.compile(
    r"\bhow much (?:money|cash|loss|profit|debt|tax|rent|of the money"
    r"|did .{1,60}(?:cost|pay|spend|raise)"
    r"|(?:does|will|would|do) .{1,60} (?:cost|pay|give|spend))"
    r"|\bprice\b|\bwhat (?:is|was|are|were|will|would) (?:be )?[^?]{0,48}"
    r"\b(?:cost|budget|fare|fee|rent|toll|wage|salary|investment|subsidy|fine)s?\b"
    r"|(?:成本|经费|预算|租金|票价|投资额|造价|罚款|薪[资水]?)(?:各?[是为])?多少|多少(?:钱|元|资金|金额|经费|费用|预算)|售价|价格|定价|花费多少|金额"
)
_IN_WORDS = re.compile(
    r"[〇零一二兩两三四五六七八九十百千萬万億亿]{2,}(?!一)|[一二兩两三四五六七八九][成倍元人名年天個个]"
    r"|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|million|half|third|quarter)s?\b"
)
_ASKS_FIGURE = re.compile(r"\bhow much\b|多少|[几幾](?![月号號年日時时歲岁点點])")
_COUNTED = re.compile(r"\bhow many (?:more |other )?((?:[a-z-]+ ?){1,2})")
_COUNTED_HAN = re.compile(
    r"(?:几|多少)[家间个名位台辆座条艘部栋款种项所人次颗片张户头只]?([\u3400-\u9fff]{0,3})"
)
_VERBS = frozenset("are is were was did do does have has had will would can could in on at".split())
_FIRMS = re.compile(
    r"\b(?:compan(?:y|ies)|firms?|business(?:es)?|operators?|suppliers?|contractors?|bidders?"
    r"|customers?|clients?|agencies|makers?|banks?)\b"
)
_PERSONS = re.compile(
    r"people|persons?|m[ae]n|wom[ae]n|child(?:ren)?|kids|staff|nurses|members"
    r"|[a-z]{2,}(?:er|or|ist|ee|ant|ent)s"
)
_CURRENCY = re.compile(
    r"\bhow many (?:(?P<EUR>euros?)|(?P<GBP>pounds)|(?:us )?(?P<USD>dollars))\b"
    r"|多少(?:(?P<EUR2>欧元)|(?P<GBP2>英镑)|(?P<USD2>美[元金])|(?P<JPY>日[元圆]))"
)
_MEASURED = re.compile(r"(?:几|多少)([人位名辆台间户座艘班趟件席])")
_COUNTERS = {
    "人": "(?:人(?!次)|位|名)", "位": "(?:人(?!次)|位|名)", "名": "(?:人(?!次)|位|名)",
    "辆": "[辆台部]", "台": "[辆台部]", "间": "[间户家所]", "户": "[间户]", "座": "[座处]",
    "艘": "艘", "班": "[班趟]", "趟": "[班趟]", "件": "件", "席": "席",
}  # fmt: skip
"""The measure words with which a text may count what a question counts by one of them."""
_ASKS_YEAR = re.compile(r"\b(?:which|what) year\b|哪一?年|几年(?:成立|完工|开始|创立|建)")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|\d{2,3}年|[〇零一二三四五六七八九]{2,4}年")
_LENGTH = re.compile(
    r"\b(?:years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?)\b"
    r"|[年月周天日时秒]|小时|分钟|钟头|季"
)
_NUMBER_HAN = r"[\d〇零一二两三四五六七八九十百千万亿](?:余|多|几)?"
NOT_OF_THEM = 0.8
_NOT_COUNTED = frozenset("percent percentage dollars euros pounds years months days times".split())
_WHO = re.compile(
    r"^(?:who|whom|whose|where|when)\b"
    r"|\b(?:who|where|when) (?:is|was|were|did|does|do|will|are|has)\b"
    r"|谁|哪[一]?[位里天年]|何时|何地|什么时候|什么地方|哪家公司|哪一?个(?:人|单位|机构)"
)
_NOT_COUNTED_HAN = re.compile(r"[钱元]|资金|金额|经费|费用|预算|比例|百分|时间|成本|营收|收入|利")
_ASKS_LOSS = re.compile(r"\bloss(?:es)?\b|亏损|净损|损失")
_YEARLY = re.compile(
    r"\b(?:per|a|each|every) year\b|\bannual(?:ly)?\b|\byearly\b|每年|一年(?![前后内])"
)
_REACH = 24
LONGEST_STRETCH = 400
"""Days: from one year to another is no stretch that a figure covers, but two times."""
WITHOUT, OWN = 0.4, 0.15
QUARTER = re.compile(r"Q[1-4]")
_SLACK = 0.15


def asks_name(question: Question) -> bool:
    """Whether a person, a place or a day is asked for, and no figure."""
    folded = fold(question.standalone)
    ranked = {"highest", "lowest"} & {m.concept for m in question.operations}
    return bool(_WHO.search(folded)) and not _COUNTED.search(folded) and not ranked


def answers_kind(question: Question, fact: Fact, own: float = 0.0) -> int:
    """1 where the figure is of the kind asked for, -1 where of another, 0 where nothing tells.

    `own` is the share of the question that the figure's words hold: in another language it tells
    whether they name what is counted.
    """
    folded, unit = _plain(question.standalone), (fact.unit or "1").partition("/")[0]
    if asks_name(question):
        return -1
    operations = {m.concept for m in question.operations}
    if operations & {"share", "growth", "per_unit", "difference", "times"}:
        return 0
    rate = _yearly(folded, (fact.unit or "1").partition("/")[2]) if unit in MONEY else 0
    if rate:
        return rate
    if question.answer_type == "percent" and unit in ("%", "pp", *MONEY):
        return -1 if unit in MONEY else 1
    if _ASKS_LOSS.search(folded) and unit in MONEY and fact.signed:
        return 1
    if other_money(folded, unit):
        return -1
    if question.answer_type == "duration" and unit in (*MONEY, "%", "pp"):
        return -1
    if _ASKS_MONEY.search(folded):
        return 1 if unit in MONEY else -1
    counted = _COUNTED.search(folded)
    if counted and counted[1].split()[0] not in _NOT_COUNTED:
        if unit in MONEY or unit in ("%", "pp"):
            return -1
        if unit in ("companies", "people") and _of_others(counted[1].split(), unit):
            return -1
        if has_han(fact.clause):
            return 1 if own >= OWN else 0
        return 1 if counts(fact, counted[1].split()) else 0
    if counted is None and has_han(folded):
        han = _COUNTED_HAN.search(folded)
        if han and (han[0][0] == "几" or (len(han[1]) > 1 and not _NOT_COUNTED_HAN.match(han[1]))):
            if unit in MONEY or unit in ("%", "pp"):
                return -1
            if not has_han(fact.clause):
                return 1 if own >= OWN else 0
            return 1 if han[1] and any(pair in fold(fact.clause) for pair in _pairs(han[1])) else 0
    return 0


def other_money(folded: str, unit: str) -> bool:
    """Whether a question names a currency ("how many euros") that a figure is not in."""
    named = _CURRENCY.search(folded)
    if named is None:
        return False
    code = next(code for code, said in named.groupdict().items() if said)[:3]
    return unit in MONEY and unit != code


def _of_others(nouns: Sequence[str], unit: str) -> bool:
    """Whether persons are counted and the figure is of firms, or the other way round."""
    last = nouns[-1] if len(nouns) > 1 and nouns[-1] not in _VERBS else nouns[0]
    firms = _FIRMS.search(" ".join(nouns)) is not None
    persons = _PERSONS.fullmatch(last) is not None or _PERSONS.fullmatch(nouns[0]) is not None
    return (unit == "companies" and persons and not firms) or (
        unit == "people" and firms and not persons
    )


def counted_things(question: Question) -> str:
    """What a question counts, folded: "how many beds", 幾座起重機; empty where it names nothing."""
    folded = _plain(question.standalone)
    counted = _COUNTED.search(folded)
    if counted:
        return "" if counted[1].split()[0] in _NOT_COUNTED else counted[1].strip()
    han = _COUNTED_HAN.search(folded) if has_han(folded) else None
    return "" if han is None or _NOT_COUNTED_HAN.match(han[1]) else han[1]


def _yearly(folded: str, below: str) -> int:
    """1 where money a year is asked for and the figure is so, -1 where it is one a month or day."""
    if not below or not _YEARLY.search(folded):
        return 0
    return 1 if below == "year" else -1


@lru_cache(maxsize=8192)
def has_figures(text: str) -> bool:
    """Whether a text holds a figure, in digits or in words."""
    return any(c.isdigit() for c in text) or _IN_WORDS.search(text) is not None


@lru_cache(maxsize=256)
def _plain(question: str) -> str:
    """The folded question in plain words; it is held against every sentence and figure found."""
    return fold(plainly(question))


def sentence_fits(question: Question, text: str) -> float:
    """1, or less where money or a number is asked for and the sentence holds none."""
    folded = _plain(question.standalone)
    currency = _CURRENCY.search(folded)
    if currency or _ASKS_MONEY.search(folded):
        units = {q.unit.partition("/")[0] for q in read_quantities(text)} & MONEY
        named = not currency or any(not other_money(folded, unit) for unit in units)
        return 1.0 if units and named else WITHOUT
    if _ASKS_YEAR.search(folded):
        return 1.0 if _YEAR.search(fold(text)) else WITHOUT
    if question.answer_type == "duration":
        return 1.0 if _LENGTH.search(fold(text)) else WITHOUT
    counted = _MEASURED.search(folded)
    if counted and counted[1] in _COUNTERS and has_han(text):
        return 1.0 if re.search(_NUMBER_HAN + _COUNTERS[counted[1]], fold(text)) else NOT_OF_THEM
    asks = _COUNTED.search(folded) or _ASKS_FIGURE.search(folded)
    return WITHOUT if asks and not figures_beyond_dates(text) else 1.0


@lru_cache(maxsize=4096)
def figures_beyond_dates(text: str) -> bool:
    """Whether a text holds a figure besides its days and years."""
    for period in read_periods(text):
        if period.span is not None:
            start, end = period.span
            text = text[:start] + " " * (end - start) + text[end:]
    return has_figures(text)


def _pairs(word: str) -> list[str]:
    return [word[i : i + 2] for i in range(len(word) - 1)] or [word]


def counts(fact: Fact, nouns: Sequence[str]) -> bool:
    """Whether one of the nouns stands just after the figure, or heads its row or column."""
    folded = fold(fact.clause)
    if CELL in folded:
        return any(_stem(noun) in folded for noun in nouns)
    for match in re.finditer(
        r"\d[\d,.]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten)\b", folded
    ):
        after = re.split(r"\d", folded[match.end() : match.end() + _REACH])[0]
        if _says(match.group(), fact) and any(_stem(noun) in after for noun in nouns):
            return True
    return False


def _says(written: str, fact: Fact) -> bool:
    plain = written.replace(",", "").rstrip(".")
    return any(plain == format(value.normalize(), "f") for value in fact.values)


def _stem(noun: str) -> str:
    return noun.strip("-").removesuffix("s")[:6]


def same_stretch(asked: Sequence[Period], theirs: Period) -> bool:
    """False where a stretch of one length is asked for and the figure is of another.

    A quarter's figure is not that of nine months which end on the same day.
    """
    wanted = [length for p in asked if (length := _days(p)) is not None]
    own = _days(theirs)
    if not wanted or own is None or max(wanted) > LONGEST_STRETCH:
        return True
    return any(abs(own - length) <= _SLACK * length for length in wanted)


def of_time(question: Question, text: str, around: str) -> bool:
    """False where a text and the titles around it speak of other times only.

    Where a figure is asked for, the stretch must be of the length asked for too.
    """
    asked = [p for p in question.periods if p.start or p.end or p.kind == "quarter"]
    if not asked or question.followed_up:
        return True
    said = (*_spoken(text), *_spoken(around))
    if not said:
        return True
    figures = any(m.concept == "asks_number" for m in question.refusal_cues) or question.metrics
    return any(_meets(a, s, exact=bool(figures)) for a in asked for s in said)


@lru_cache(maxsize=4096)
def _spoken(text: str) -> tuple[Period, ...]:
    return tuple(p for p in read_periods(text) if p.start or p.end or p.kind == "quarter")


def _meets(asked: Period, said: Period, *, exact: bool) -> bool:
    if not (asked.start or asked.end) or not (said.start or said.end):
        quarters = (QUARTER.search(asked.label), QUARTER.search(said.label))
        return not all(quarters) or quarters[0][0] == quarters[1][0]  # type: ignore[index]
    return overlaps(asked, said) and (not exact or same_stretch((asked,), said))


def _days(period: Period) -> int | None:
    if not (period.start and period.end) or period.kind in ("instant", "contract_term"):
        return None
    if period.start == period.end:
        return None
    return (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days + 1
