"""Years that a sentence counts from another: the year before, 隔年, a month later.

Two figures a year from one another must not both have moved by a year or more from where the quotes
set them; what the quotes set in several years is not told as a month apart. Knows only years that
are counted from one that stands before (`times` reads those that are written).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Anchor, Reading, alike, beside, read
from bot.records import Quantity

__all__ = ["months_apart", "shifted"]

YEAR_BEFORE = re.compile(
    r"\b(?:the|a|one) (?:year|season) (?:before|earlier|ago|previous)\b|\bthe (?:previous|prior)"
    r" (?:year|season)\b|\b(?:twelve|12) months (?:before|earlier)\b|前一(?:年|个?球?季(?=[^度]))"
    r"|上(?:一)?年度?|去年|一年前|前一年度"
)
YEAR_AFTER = re.compile(
    r"\b(?:the|a|one) (?:year|season) (?:after|later|on)\b"
    r"|\bthe (?:following|next) (?:year|season)\b"
    r"|\b(?:twelve|12) months (?:later|on|after)\b|隔年|次年|翌年|一年[之以]?后"
)
MONTH_APART = re.compile(
    r"\b(?:a|one) month (?:earlier|later|before|after|ago|on)\b|(?<!\d)[一1]个月[之以]?[前后]"
)
LENGTHS = ("years", "quarters", "months", "weeks", "days")


def months_apart(
    mine: Reading, theirs: Sequence[Reading], years: set[int], months: set[int]
) -> list[Fault]:
    """A month earlier or later, told of what the quotes set in several years."""
    said = MONTH_APART.search(mine.folded)
    if not said or any(MONTH_APART.search(r.folded) for r in theirs):
        return []
    if len(years) > 1 and not any((m % 12) + 1 in months for m in months):
        reason = "the cited sentences set these times further apart"
        return [Fault("wrong_period", said.group(), reason)]
    return []


def shifted(mine: Reading, theirs: Sequence[Reading]) -> list[Fault]:
    """Two figures a year from one another, both told of another year than in the quotes."""
    own = _with_relative(mine)
    if not own:
        return []
    their = {id(r): _with_relative(r) or _years(r) for r in theirs}
    apart: dict[int, str] = {}
    for figure in mine.figures:
        if figure.unit in LENGTHS:
            continue
        said = _carried(mine, figure, own)
        told = {_carried(r, f, their[id(r)]) for r, f in alike(figure, theirs)}
        if said is None or None in told or len(told) != 1:
            continue
        by = int(said) - int(str(told.pop()))
        if by and apart.get(by, figure.text) != figure.text:
            reason = "the cited sentences set these figures beside other years"
            return [Fault("wrong_period", figure.text.strip(), reason)]
        if not by:
            return []
        apart[by] = figure.text
    return []


def _with_relative(reading: Reading) -> list[Anchor]:
    """The years of a text and those that it counts from them; none where it counts none."""
    return list(_relative_in(reading.text))


@lru_cache(maxsize=4096)
def _relative_in(text: str) -> tuple[Anchor, ...]:
    reading = read(text)
    years = _years(reading)
    found = []
    for pattern, by in ((YEAR_BEFORE, -1), (YEAR_AFTER, 1)):
        for match in pattern.finditer(reading.folded):
            before = [a for a in years if a.span[1] <= match.start()]
            near = before[-1] if before else None
            if near:
                found.append(Anchor(str(int(near.value) + by), match.span()))
    return tuple(sorted((*years, *found), key=lambda a: a.span)) if found else ()


def _carried(reading: Reading, figure: Quantity, among: Sequence[Anchor]) -> str | None:
    """The year of a figure: beside it, or, where its clause names none, the last before it."""
    home = reading.clause((figure.start, figure.end))
    if any(reading.clause(a.span) == home for a in among):
        return beside(reading, (figure.start, figure.end), among)
    before = [a for a in among if a.span[1] <= figure.start]
    return before[-1].value if before else None


def _years(reading: Reading) -> list[Anchor]:
    return [Anchor(str(d.year), d.span) for d in reading.dates if d.year]
