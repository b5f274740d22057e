"""Numbers of a question that are no figures of the reader's: how many sides it sets apart, how many
of a whole are meant.

"Which of the two companies" counts what is named; of "8 of the 10 gigawatts" both are gigawatts. It
reads one question's figures as they were read and changes only those.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.script import fold
from bot.records import Quantity

__all__ = ["figures_meant"]

SIDES = range(2, 5)
_ASKS_WHICH = re.compile(r"\bwho(?:se|m)?\b|\bwhich\b|谁|哪")
_OF_SIDES = re.compile(
    r"^\s?(?:other |big |large |rival )?(?:chip ?makers?|makers?|compan(?:y|ies)|firms?|suppliers?"
    r"|vendors?|rivals?|players?)\b|^(?:家|个|間|间|大|者)"
)
_OF = re.compile(r"\s(?:out )?of (?:the |its |those |these |all )?$")


def figures_meant(text: str, read: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The figures without those that only count the sides; a part in the unit of its whole."""
    folded = fold(text)
    which = _ASKS_WHICH.search(folded) is not None
    kept: list[Quantity] = []
    for place, one in enumerate(read):
        if which and _counts_sides(folded, one):
            continue
        after = read[place + 1] if place + 1 < len(read) else None
        kept.append(_in_unit_of(folded, one, after) if after is not None else one)
    return tuple(kept)


def _counts_sides(folded: str, one: Quantity) -> bool:
    if one.low is not None or one.value not in SIDES:
        return False
    at = one.start + len(one.text.rstrip())
    return one.unit == "companies" or (
        one.unit in ("1", "GPUs") and _OF_SIDES.match(folded[at:]) is not None
    )


def _in_unit_of(folded: str, part: Quantity, whole: Quantity) -> Quantity:
    """A bare number "of the" next figure, in that one's unit."""
    single = part.low is None and whole.low is None and part.unit == "1" != whole.unit
    between = folded[part.end : whole.start]
    if single and 0 < part.value < whole.value and _OF.fullmatch(between):
        return replace(part, unit=whole.unit)
    return part
