"""How well a fact's period answers the periods that a question names.

Dates decide where the question gives them; a bare quarter or month is compared by its name. The
figures are degrees of fit from -1 (another time) to 1 (the very period). Knows no fact but the
one it is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from bot.language.periods import overlaps, read_periods
from bot.language.timewords import MONTHS as NAMES
from bot.records import Fact, Period

ARTICLE_HORIZON = "2026-01-01"
"""The first day after those for which the article's facts speak."""
NEWEST = "2026-06-30"
"""The newest day that a source of the corpus speaks for; what ends later is the future."""
QUARTER = re.compile(r"Q[1-4]")
MONTH = re.compile(r"(\d{1,2})月")
MONTHS = tuple(name.lower() for name in NAMES)
ELSEWHERE = -1.0
DAYS_OFF = timedelta(days=6)
TIMES = 4096
"""Times of facts whose fit to some periods is kept."""


class Timing:
    """How well facts answer some periods; told once for all facts of one time."""

    def __init__(self, asked: tuple[Period, ...]) -> None:
        self._asked = asked
        self._known: dict[tuple[str | None, ...], float] = {}

    def of(self, fact: Fact) -> float:
        """The best fit of the fact to any of the periods; 0 where none says anything."""
        if not self._asked:
            return 0.0
        theirs = fact.period
        time = (theirs.start, theirs.end, theirs.label, theirs.kind, fact.as_of)
        found = self._known.get(time)
        if found is None:
            fits = [one for period in self._asked if (one := fit(period, fact)) is not None]
            if len(self._known) >= TIMES:
                self._known = {}
            found = self._known[time] = max(fits, default=0.0)
        return found


@lru_cache(maxsize=256)
def timing_of(asked: tuple[Period, ...]) -> Timing:
    """The one Timing of these periods."""
    return Timing(asked)


def timing(asked: Sequence[Period], fact: Fact) -> float:
    """The best fit of the fact to any of the asked periods; 0 where none says anything."""
    return timing_of(tuple(asked)).of(fact) if asked else 0.0


def fit(asked: Period, fact: Fact) -> float | None:
    """How well the fact answers this one period; None where the period says nothing."""
    if asked.kind == "relative":
        return None
    if asked.start or asked.end:
        return _dated(asked, fact)
    quarter = QUARTER.search(asked.label)
    if quarter:
        return _named_quarter(quarter.group(), fact.period)
    month = _month(asked.label)
    if month and fact.period.end:
        return 0.7 if int(fact.period.end[5:7]) == month else -0.3
    return None


def _month(label: str) -> int | None:
    """The number of the month that a label names, in either language."""
    if said := MONTH.search(label):
        return int(said.group(1))
    folded = label.lower()
    return next((n for n, name in enumerate(MONTHS, 1) if name in folded), None)


def _dated(asked: Period, fact: Fact) -> float:
    theirs = fact.period
    if (asked.start, asked.end) == (theirs.start, theirs.end) or _same_stretch(asked, theirs):
        return 1.0
    if theirs.end and asked.end == theirs.end:
        return 1.0 if theirs.kind == "instant" else 0.8
    within = asked.start and asked.end and theirs.end and asked.start <= theirs.end <= asked.end
    if theirs.kind == "instant" and within:
        return 0.8
    if theirs.kind != "none" and (theirs.start or theirs.end) and overlaps(asked, theirs):
        return 0.5 if within else 0.25
    spoken = Period("as of", fact.as_of, fact.as_of, "instant")
    return 0.4 if overlaps(asked, spoken) else ELSEWHERE


def _same_stretch(asked: Period, theirs: Period) -> bool:
    """Whether two stretches begin and end within days of one another: a fiscal quarter of thirteen
    weeks closes on a Sunday, and not with the month.
    """
    ends = ((asked.start, theirs.start), (asked.end, theirs.end))
    return all(
        one is not None
        and other is not None
        and abs(date.fromisoformat(one) - date.fromisoformat(other)) <= DAYS_OFF
        for one, other in ends
    ) and theirs.kind not in ("instant", "month")


def _named_quarter(quarter: str, theirs: Period) -> float:
    found = QUARTER.search(theirs.label)
    if found and theirs.kind in ("quarter", "instant"):
        return 0.8 if found.group() == quarter else -0.6
    return -0.3


def named_periods(periods: Sequence[Period]) -> tuple[Period, ...]:
    """The periods that are named, "the year before" of a dated one put into dates; of a range the
    months in which it begins and ends.
    """
    named = [p for p in periods if p.kind != "relative"]
    dated = [p for p in named if p.end is not None]
    earlier = [p for p in periods if means_earlier(p)]
    if len(dated) == 1 and earlier:
        return (dated[0], year_before(dated[0]))
    if len(dated) == 1 and _is_range(dated[0]):
        return _ends(dated[0])
    spans = {(p.start, p.end, p.label): p for p in named}
    return tuple(spans.values())


def _is_range(period: Period) -> bool:
    return " to " in period.label and bool(period.start and period.end)


def _ends(period: Period) -> tuple[Period, Period]:
    """The months in which a range begins and ends, for figures that stand at a day; of a range of
    quarters the first and the last.
    """
    named = [read_periods(part, period.fiscal_of) for part in period.label.split(" to ")]
    if len(named) == 2 and all(len(p) == 1 and p[0].kind == "quarter" and p[0].end for p in named):
        first_one, last_one = (replace(p[0], span=period.span) for p in named)
        return first_one, last_one
    assert period.start is not None
    assert period.end is not None
    first = date.fromisoformat(period.start)
    month_end = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    begins = replace(
        period, label="start", start=f"{period.start[:8]}01", end=month_end.isoformat()
    )
    return (begins, replace(period, label="end", start=f"{period.end[:8]}01"))


def means_earlier(period: Period) -> bool:
    """Whether it is a relative period that lies before the one spoken of: last year, 去年同期."""
    if period.kind != "relative":
        return False
    words = ("earlier", "before", "previous", "prior", "last", "前", "去年", "上")
    return any(w in period.label for w in words)


def year_before(period: Period) -> Period:
    """The same stretch of the year before."""

    def shifted(day: str | None) -> str | None:
        return f"{int(day[:4]) - 1}{day[4:]}".replace("-02-29", "-02-28") if day else None

    start, end = shifted(period.start), shifted(period.end)
    return replace(period, label=f"before {period.label}", start=start, end=end, span=None)
