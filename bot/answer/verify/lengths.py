"""Lengths of time told in another unit, or counted out between two days: 半年 of 6 months.

"A year and a half" is eighteen months, two and a half minutes are somewhat more than 142 seconds,
and what happened on the 17th came two weeks after the 3rd. It widens what holds and finds no fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import date
from decimal import Decimal
from itertools import combinations

from bot.answer.verify.reading import read
from bot.language.dates import Dated
from bot.records import Quantity

__all__ = ["told_otherwise"]

MONTHS = {"years": Decimal(12), "quarters": Decimal(3), "months": Decimal(1)}
DAYS = {"weeks": Decimal(7), "days": Decimal(1)}
# Units that the reader of figures does not take, behind a bare number.
CLOCK = (
    (Decimal(1), re.compile(r"[ -]?(?:seconds?\b|秒)")),
    (Decimal(60), re.compile(r"[ -]?(?:minutes?\b|分[钟鐘]?(?!之|[点別别店行公析]))")),
    (Decimal(3600), re.compile(r"[ -]?(?:hours?\b|个?小[时時])")),
)
LATER = re.compile(r" (?:later|earlier|before|after|on|ago|apart)\b|之?[后前后]")
# A stretch that the years of the quotes mark off: five years in charge, 三年間.
DURING = re.compile(r" (?:in|at|as|of|on|with|under)\b|之?[间來来]|以来")
OVER_TIME = re.compile(r"\b(?:over|within|in|for|after)(?: the| those| these)? $")
UNDER = re.compile(
    r"\b(?:less than|under|just under|nearly|almost|not quite)(?: a)? $|(?:不到|将近|近)$"
)
OVER = re.compile(r"\b(?:more than|over|just over)(?: a)? $|(?:超过|逾)$")
# "Just under" two and a half minutes: so much nearer than this.
NEAR = Decimal("0.1")


def told_otherwise(folded: str, figure: Quantity, quotes: Sequence[str]) -> bool:
    """Whether a quote has a length of time that the figure tells in another unit or counts out."""
    for units in (MONTHS, DAYS):
        if figure.unit in units:
            mine = figure.value * units[figure.unit]
            own = (q for quote in quotes for q in read(quote).figures)
            if any(q.unit in units and q.value * units[q.unit] == mine for q in own):
                return True
    if figure.unit == "years" and not any(
        f.unit in MONTHS for quote in quotes for f in read(quote).figures
    ):
        years = {d.year for quote in quotes for d in read(quote).dates if d.year}
        during = DURING.match(folded, figure.end) or OVER_TIME.search(folded[: figure.start])
        between = {abs(int(a) - int(b)) for a, b in combinations(years, 2)}
        if during and figure.value in between:
            return True
    if figure.unit in DAYS and LATER.match(folded, figure.end):
        days = {day for quote in quotes for day in _days(read(quote).dates)}
        apart = figure.value * DAYS[figure.unit]
        if any(abs((a - b).days) == apart for a, b in combinations(sorted(days), 2)):
            return True
    return figure.unit == "1" and _by_the_clock(folded, figure, quotes)


def _days(dates: Sequence[Dated]) -> Iterator[date]:
    """The days that a text names, one without a year in that of the next that has one."""
    for number, found in enumerate(dates):
        year = next((d.year for d in dates[number:] if d.year), None)
        if year and found.month and found.day:
            with suppress(ValueError):
                yield date(int(year), int(found.month), int(found.day))


def _by_the_clock(folded: str, figure: Quantity, quotes: Sequence[str]) -> bool:
    """Whether minutes are the seconds of a quote, or seconds its minutes."""
    mine = next(_seconds(folded, [figure]), None)
    if mine is None:
        return False
    before = folded[max(0, figure.start - 20) : figure.start]
    for quote in quotes:
        reading = read(quote)
        for theirs in _seconds(reading.folded, reading.figures):
            beyond = (mine - theirs) if UNDER.search(before) else (theirs - mine)
            hedged = UNDER.search(before) or OVER.search(before)
            if mine == theirs or (hedged and 0 < beyond <= theirs * NEAR):
                return True
    return False


def _seconds(folded: str, figures: Sequence[Quantity]) -> Iterator[Decimal]:
    for figure in figures:
        for size, word in CLOCK:
            if figure.unit == "1" and word.match(folded, figure.end):
                yield figure.value * size
