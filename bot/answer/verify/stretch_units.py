"""A number by another stretch of time than in its quote: 12 months for 12 years, 5 a month.

Only where a quote writes the figure out, in digits or in the words for numbers, and nowhere in the
unit of the sentence. It says nothing of sums that turn one stretch into another (`worded`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.records import Quantity

__all__ = ["NUMBERED", "by_another"]

LENGTHS = frozenset("years quarters months weeks days".split())
# A figure that is written as one, in digits or in the words for numbers.
NUMBERED = re.compile(
    r"\d|[一二三四五六七八九十]|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b",
    re.IGNORECASE,
)


def by_another(quantity: Quantity, known: Sequence[Quantity]) -> Quantity | None:
    """The figure of a quote that has the same number by another stretch of time: 12 years, not
    months; 5 a year, not a month.
    """
    unit, _, by = quantity.unit.partition("/")
    if not by and unit not in LENGTHS:
        return None
    same = [q for q in known if q.value == quantity.value and NUMBERED.search(q.text)]
    if by:
        rated = [q for q in same if q.unit.startswith(f"{unit}/")]
        return None if any(q.unit == quantity.unit for q in rated) else next(iter(rated), None)
    timed = [q for q in same if q.unit in LENGTHS]
    return None if any(q.unit == unit for q in timed) else next(iter(timed), None)
