"""When the money of a leg moves, as far as its fact says: paid, running, to start, only planned.

Reads a fact's status, period and date; it guesses no date. A signing or an announcement is no
payment, so such a leg has no date of its own here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.language.periods import read_periods
from bot.records import Fact, Lang, Period, Status

State = Literal["paid", "told", "running", "starts", "signed", "planned", "estimated"]
STATES: tuple[State, ...] = ("paid", "told", "running", "starts", "signed", "planned", "estimated")
_PLANS: frozenset[Status] = frozenset({"letter_of_intent", "guidance"})
_SPOKEN = re.compile(r"\b(announced|signed|issued|contracts? of)\b", re.IGNORECASE)
# A part of a round that was announced is agreed; when it was paid is not said.
_AGREED = re.compile(r"\bpart of\b.*\bround\b|\bannounced\b", re.IGNORECASE)
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


@dataclass(frozen=True, slots=True)
class Timing:
    """When a leg's money moves: `date` is ISO and may be None, `kind` says how fine it is.

    `paid` is money reported as moved by that date; `told` is reported, but not when it moves;
    `running` and `starts` are terms that began before, or begin after, their fact was known;
    `signed` has no term; `planned` binds nobody yet.
    `known` is the date of the fact: nothing is paid under a contract before it.
    """

    state: State
    known: str
    date: str | None = None
    kind: str = "none"


def timing_of(fact: Fact) -> Timing:
    """The timing of a leg from the fact behind it."""
    period = _dated(fact.period)
    if fact.status == "reported" and _AGREED.search(fact.statement_en):
        return Timing("told", fact.as_of)
    if fact.status == "reported":
        date = period.end or period.start or fact.as_of
        return Timing(
            "paid", fact.as_of, date, period.kind if period.end or period.start else "instant"
        )
    if fact.status in _PLANS:
        begins = period.start if fact.period.kind in ("contract_term", "multi_year") else None
        return Timing("planned", fact.as_of, begins, period.kind if begins else "none")
    if fact.status != "contract":
        return Timing("estimated", fact.as_of, period.end or period.start, period.kind)
    if fact.period.kind not in ("contract_term", "multi_year") or not period.start:
        return Timing("signed", fact.as_of)
    state: State = "starts" if period.start > fact.as_of else "running"
    if _SPOKEN.search(fact.period.label):
        return Timing("signed", fact.as_of)
    return Timing(state, fact.as_of, period.start, period.kind)


def _dated(period: Period) -> Period:
    """The period with dates: its own, or those that its label states ("5 years from 2027")."""
    found = read_periods(period.label)
    if period.start is None and period.end is None:
        return found[0] if found else period
    if found and found[0].start == period.start and period.start is not None:
        return found[0]
    return period


def first_to_move(timings: Sequence[tuple[str, Timing]]) -> str | None:
    """The leg whose money moves first by the dates given; None where dates do not tell.

    A plan moves nothing; a contract without dates moves nothing before it was signed.
    """
    dated = sorted(
        (timing.date, leg)
        for leg, timing in timings
        if timing.date and timing.state not in ("signed", "planned", "told")
    )
    undated = [t.known for _, t in timings if not t.date and t.state != "planned"]
    if not dated or any(known < dated[0][0] for known in undated):
        return None
    if len(dated) > 1 and dated[0][0] == dated[1][0]:
        return None
    return dated[0][1]


def write_when(date: str, kind: str, language: Lang) -> str:
    """A date as fine as it is known: 2027, second half of 2026, November 2025, 2025年11月."""
    year, month, day = (int(part) for part in (date + "-01-01")[:10].split("-"))
    chinese = language != "en"
    if kind in ("year", "multi_year") and month in (1, 12):
        return f"{year}年" if chinese else str(year)
    if kind in ("half", "multi_year") and month in (7, 12):
        return f"{year}年下半年" if chinese else f"the second half of {year}"
    if kind in ("month", "year", "half", "multi_year", "quarter", "none"):
        return f"{year}年{month}月" if chinese else f"{_MONTHS[month - 1]} {year}"
    return f"{year}年{month}月{day}日" if chinese else f"{day} {_MONTHS[month - 1]} {year}"
