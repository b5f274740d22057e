"""What a sentence holds, read once: its figures, its dates, its clauses, and what stands nearest.

The checks ask which word a figure belongs to: the year, the party, the rise or the loss beside it.
Nearness is measured in letters, with a toll for every border that lies between; a figure whose
two nearest words are about as near belongs to neither. It knows no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.language.dates import Dated, read_dates
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.turns import IN_BRACKETS
from bot.language.units import CURRENCIES
from bot.records import Quantity, Span

__all__ = ["MEASURED", "Anchor", "Reading", "alike", "anchors", "beside", "read", "same_kind"]

REMEMBERED = 4096
# Units in which a thing is measured; whatever else is counted by the piece (people, visitors).
MEASURED = CURRENCIES | frozenset(
    "% pp x GW MW kW TWh GWh MWh kWh years months quarters weeks days hours shares".split()
)
# Sought in the text as it is written: folding makes the comma of 1,000 of a Chinese one.
CLAUSE = re.compile(
    r"[;:，；：。！？!?()（）]|,(?!\d)|\.(?=\s|$)|\b(?:while|whereas|but|although)\b|而(?!且"
    r"|言)|但是?"
)
BORDER = re.compile(
    r"\b(?:and|from|to|than|against|compared|versus|vs|after|before|having|as|of which)\b"
    r"|[、与和及由从至到较比则]"
)
# Set by hand, on the invented development answers: a border counts as far as two words; a rival a
# fifth farther off leaves no doubt; beyond some twenty words nothing is beside anything; figures
# are one within half a percent.
TOLL = 12
DOUBT = 0.8
FAR = 120
ROUNDING = 200


@dataclass(frozen=True, slots=True)
class Anchor:
    """A word with a meaning that a figure may belong to, and where it stands."""

    value: str
    span: Span


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence as the checks read it; spans count in its folded text."""

    text: str
    folded: str
    figures: tuple[Quantity, ...]
    dates: tuple[Dated, ...]
    clauses: tuple[Span, ...]
    asides: tuple[Span, ...]

    def aside(self, span: Span) -> int:
        """Which remark in brackets a place stands in; -1 for none."""
        return next((n for n, (a, b) in enumerate(self.asides) if a <= span[0] < b), -1)

    def clause(self, span: Span) -> int:
        """The number of the clause in which a place begins."""
        return next(
            (n for n, (start, end) in enumerate(self.clauses) if start <= span[0] < end),
            len(self.clauses) - 1,
        )


@lru_cache(maxsize=REMEMBERED)
def read(text: str) -> Reading:
    """The sentence, read; the same text gives the same Reading."""
    folded = fold(text)
    edges = [0, *(m.start() for m in CLAUSE.finditer(text)), len(folded)]
    asides = tuple(m.span() for m in IN_BRACKETS.finditer(text))
    clauses = tuple((a, b) for a, b in pairwise(edges) if b > a) or ((0, 1),)
    return Reading(text, folded, read_quantities(text), tuple(read_dates(text)), clauses, asides)


@lru_cache(maxsize=REMEMBERED)
def anchors(folded: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> tuple[Anchor, ...]:
    """Every word of the patterns, named by its pattern, in text order."""
    found = [Anchor(name, m.span()) for name, pattern in patterns for m in pattern.finditer(folded)]
    return tuple(sorted(found, key=lambda anchor: anchor.span))


def beside(
    reading: Reading, span: Span, among: Sequence[Anchor], *, reach: int = FAR, remark: bool = False
) -> str | None:
    """What the word nearest to a place says, in its own clause; None where that is in doubt.

    With `remark`, a clause without such a word takes that of the next, if that has no figure.
    """
    home, aside = reading.clause(span), reading.aside(span)
    places = [
        (reading.clause(anchor.span), anchor)
        for anchor in among
        if reading.aside(anchor.span) in (-1, aside)
    ]
    here = [anchor for clause, anchor in places if clause == home]
    if not here and remark and home + 1 < len(reading.clauses):
        begin, end = reading.clauses[home + 1]
        if not any(begin <= figure.start < end for figure in reading.figures):
            here = [anchor for clause, anchor in places if clause == home + 1]
    if not here:
        return None
    far = sorted((_distance(reading.folded, span, anchor.span), anchor.value) for anchor in here)
    nearest, value = far[0]
    if nearest > reach:
        return None
    rival = next((cost for cost, other in far if other != value), None)
    if rival is not None and nearest > DOUBT * rival:
        return None
    return value


def _distance(folded: str, one: Span, other: Span) -> int:
    start, end = (one[1], other[0]) if one[0] <= other[0] else (other[1], one[0])
    gap = folded[start:end] if start < end else ""
    return 1 + len(gap) + TOLL * len(BORDER.findall(gap))


def alike(figure: Quantity, readings: Iterable[Reading]) -> Iterator[tuple[Reading, Quantity]]:
    """The same figure in other sentences, whatever its sign."""
    for reading in readings:
        for other in reading.figures:
            if _counted(other) == _counted(figure) and any(
                abs(abs(a) - abs(b)) * ROUNDING <= abs(b)
                for a in figure.values
                for b in other.values
            ):
                yield reading, other


def same_kind(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are in one unit, or both count things by the piece."""
    return one.unit == other.unit or (
        "/" not in one.unit + other.unit and _counted(one) == _counted(other) == "1"
    )


def _counted(figure: Quantity) -> str:
    """What a figure counts: its unit, or 1 for whatever is counted by the piece."""
    unit = figure.unit.split("/")[0]
    return unit if unit in MEASURED else "1"
