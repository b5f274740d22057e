"""The level at an earlier time that no source tells, from a later one and what it moved by since.

Of a level and its growth over the year: the level a year before, where that year, quarter or day is
named, or "twelve months earlier". Of a level and the amount that it rose by in a quarter: where it
stood when that began, and what the rise is in per cent of it. A source that tells the earlier level
itself is told instead. The reader may bring the level or the rate in their own words: they are then
the sources' own. It reads no other change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.answer.plan.operands import Desk
from bot.knowledge.ledger import alike, family, is_change, is_growth, known_at
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact, Period

__all__ = ["earlier_than_told"]

OTHERWISE = frozenset(
    "difference times share average convert remaining highest per_year per_quarter"
    " per_month".split()
)
"""Operations that want more than the earlier level."""
LOOKED_AT, AT_ONCE, SLACK = 8, 0.8, 20
TWO = 2
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SAME = re.compile(
    r"\b(?:same|equivalent|corresponding|matching|earlier) (?:quarter|period|months|stretch|time)\b"
    r"|\byear[- ]earlier\b|同一?[季期]|同期|同月"
)
_BACK = re.compile(
    r"\b(?:one|a|1) year (?:earlier|before|ago|prior)\b|\btwelve months (?:earlier|before|ago)\b"
    r"|\byear[- ]earlier\b|\bthe year before\b|\b12 months (?:earlier|before|ago)\b"
    r"|一年前|去年同期|前一年|上年同期|12个月前"
)
_ASKS_RATE = re.compile(
    r"\bhow (?:much|fast|far|quickly|strongly) [^,.;?]{0,50}?\b(?:gr[eo]w\w*|ris\w+|rose|increas\w+"
    r"|climb\w*|jump\w*|go up|gone up)\b|\bgrowth rate\b|\bby what per ?cent\w*\b"
    r"|(?:成长|增长|年增|增加|涨)(?:了)?(?:多少|几|百分|幅度?|率)"
)
_STARTED = re.compile(
    r"\bwhen (?:the|that) (?:quarter|period|year) (?:began|opened|started)\b"
    r"|\bat the (?:start|beginning|outset) of (?:the|that) (?:quarter|period)\b"
    r"|\bbefore (?:the|that|this) (?:rise|increase|jump|addition)\b"
    r"|\bbefore it (?:rose|grew|jumped)\b"
    r"|\b(?:evening|day|night|close) before\b"
    r"|季初|期初|前一[天晚日夜]|[增上](?:加|涨|升)(?:之)?前"
)


def earlier_than_told(desk: Desk) -> bool:
    """The earlier level, where the question asks for one and no source tells it."""
    if desk.ledger is None or any(f.clause for f in desk.facts[:TWO]):
        return False
    more = OTHERWISE & desk.asked - {"sum"}
    if more:  # by how many per cent it is above where it stood
        started = _STARTED.search(fold(desk.question.text)) is not None
        percent = desk.question.answer_type == "percent" and more <= {"difference", "share"}
        return started and percent and _before_the_rise(desk)
    if any(is_growth(m.concept) for m in desk.question.metrics):
        return False
    return _a_year_before(desk) or _before_the_rise(desk)


# --- a level and its growth ----------------------------------------------------------------------


def _a_year_before(desk: Desk) -> bool:
    folded = fold(desk.question.text)
    if _ASKS_RATE.search(folded) and not {"implied", "before"} & desk.asked:
        return False
    for level in _levels(desk):
        growth = _beside(desk, level, "_growth")
        if growth is None or not _of_theirs(desk, (level, growth)):
            continue
        if not _year_before_asked(desk, level, folded) or _told_then(desk, level):
            continue
        shown = f"{desk.of_fact(level)} / (1 + {desk.of_fact(growth)})"
        return desk.work("before_year", shown, [level, growth])
    return False


def _levels(desk: Desk) -> Iterator[Fact]:
    """The levels of the measures and the parties that are named, the best found first; those of a
    group where several of its members are named.
    """
    measures = {family(m.concept) for m in desk.question.metrics}
    named = {m.concept for m in desk.question.entities if m.kind == "company"}
    own = desk.ledger.facts if desk.ledger else ()
    place = {f.id: n for n, f in enumerate(desk.facts)}
    found = [
        f
        for f in own
        if len(f.values) == 1
        and f.stated_in is not None
        and f.unit != "%"
        and not is_change(f.metric)
        and not f.metric.endswith("_consensus")
        and known_at(f, desk.question.as_of)
        and (family(f.metric) in measures or alike(f.metric, measures))
        and (f.subject in named or (f.id in place and (len(named) > TWO or not named)))
    ]
    return iter(sorted(found, key=lambda f: place.get(f.id, len(place))))


def _beside(desk: Desk, level: Fact, suffix: str) -> Fact | None:
    """The rate or the amount by which a level moved, over the stretch that ends with it."""
    for fact in desk.ledger.find(subject=level.subject) if desk.ledger else ():
        ends = fact.period.end == level.period.end
        if fact.metric == level.metric + suffix and ends and len(fact.values) == 1:
            return fact if fact.stated_in is not None else None
    return None


def _of_theirs(desk: Desk, facts: tuple[Fact, ...]) -> bool:
    """Whether every figure of the reader's is one of these: then they quote what is told."""
    told = {(f.unit, f.values[0]) for f in facts}
    values = {value for _, value in told}
    own = [q for q in desk.question.quantities if q.unit != "months"]
    return all((q.unit, q.value) in told or (q.unit == "1" and q.value in values) for q in own)


def _year_before_asked(desk: Desk, level: Fact, folded: str) -> bool:
    """Whether the time a year before a level is asked about."""
    end = level.period.end or ""
    if not end:
        return False
    before = f"{int(end[:4]) - 1}{end[4:7]}"
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    own = [p for p in dated if timing((p,), level) >= AT_ONCE]
    fitting = [p for p in dated if p.kind != "year" or level.period.kind == "year"]
    if any((p.end or "")[:7] == before for p in fitting):
        return True
    years = set(_YEAR.findall(folded))
    if own and before[:4] in years and _SAME.search(folded):
        return True
    return bool(own) and _BACK.search(folded) is not None and "growth" not in desk.asked


def _told_then(desk: Desk, level: Fact) -> bool:
    """Whether a source tells the level of a year before itself."""
    end = level.period.end or ""
    before = f"{int(end[:4]) - 1}{end[4:7]}"
    others = desk.ledger.find(subject=level.subject, metric=level.metric) if desk.ledger else ()
    return any(
        (f.period.end or "")[:7] == before and f.period.kind == level.period.kind
        for f in others
        if f.stated_in is not None
    )


# --- a level and what it rose by -----------------------------------------------------------------


def _before_the_rise(desk: Desk) -> bool:
    folded = fold(desk.question.text)
    measures = {family(m.concept) for m in desk.question.metrics}
    for level in desk.facts[:LOOKED_AT]:
        change = None if is_change(level.metric) else _beside(desk, level, "_change")
        if change is None or not change.period.end or len(level.values) != 1:
            continue
        if measures and family(level.metric) not in measures:
            continue
        if not _of_theirs(desk, (level, change)) or not _began_asked(desk, change, folded):
            continue
        if _told_at_start(desk, level, change):
            return False
        top, rise = desk.of_fact(level), desk.of_fact(change)
        if not desk.work("before", f"{top} - {rise}", [level, change]):
            return False
        if desk.question.answer_type == "percent":
            base = desk.result(len(desk.calculations) - 1)
            return desk.work("work_result", f"pct_change({base}, {top})", [level])
        return True
    return False


def _told_at_start(desk: Desk, level: Fact, change: Fact) -> bool:
    """Whether a source tells the level on the day on which the change began."""
    start = _start_of(change)
    others = desk.ledger.find(subject=level.subject, metric=level.metric) if desk.ledger else ()
    days = (f.period.end for f in others if f.id != level.id and f.stated_in is not None)
    return any(d and abs((start - date.fromisoformat(d)).days) <= SLACK for d in days)


def _began_asked(desk: Desk, change: Fact, folded: str) -> bool:
    """Whether the day on which a change began is asked about."""
    if _STARTED.search(folded):
        return True
    if change.period.start is None:
        return False  # of one day: the day that is named is its own
    start = _start_of(change)
    days = [p for p in desk.question.periods if _is_day(p)]
    return any(abs((start - date.fromisoformat(p.end or "")).days) <= SLACK for p in days)


def _start_of(change: Fact) -> date:
    """The first day of a change, or the one day that it is of."""
    return date.fromisoformat(change.period.start or change.period.end or "")


def _is_day(period: Period) -> bool:
    return period.kind == "instant" and period.end is not None
