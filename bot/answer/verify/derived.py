"""What a figure may be without standing in a quote: a multiple told in words.

"More than doubled" holds of a growth of 134%, "tripled" of 200 and 600, "less than half" of a
sentence's own 120 and 280. Numbers that order things
(months 13 to 36, 第60個月) are no figures: they must stand in the quotes as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from bot.language.script import fold
from bot.records import Bound, Quantity

__all__ = ["fraction", "multiple", "ordinals"]

ORDINAL = re.compile(
    r"\bmonths? (\d+)(?:(?: to | and |[–-])(\d+))?(?! ?%)|(?<![\w.,])(\d+)(?:st|nd|rd|th)\b"
    r"|第(\d+)(?:[至到~–-]第?(\d+))?(?=个月|年|吉瓦|百万瓦|档|份|批|轮|笔|名|大|次|页|款)"
)
DIGIT = re.compile(r"\d")
TOGETHER = Decimal(100)
MOST = 12
# How far a share in words may be from what two figures come to, in percent.
EXACT, ABOUT, BEYOND = Decimal("2.5"), Decimal(5), Decimal(10)


def multiple(
    figure: Quantity,
    known: Sequence[Quantity],
    about: Callable[[Decimal, Decimal, Bound], bool],
) -> bool:
    """Whether a multiple in words is what a growth in percent comes to, or two figures' ratio."""
    if figure.unit != "x" or DIGIT.search(figure.text):
        return False
    grown = [1 + abs(q.value) / TOGETHER for q in known if q.unit == "%" and q.value > 0]
    if any(about(figure.value, factor, figure.bound) for factor in grown):
        return True
    pairs = combinations([q for q in known if q.value][:MOST], 2)
    return any(
        about(figure.value, _ratio(a.value, b.value), figure.bound)
        for a, b in pairs
        if a.unit == b.unit and a.unit != "%"
    )


def fraction(figure: Quantity, told: Sequence[Quantity], known: Sequence[Quantity]) -> bool:
    """Whether a share in words is what two figures of the sentence itself, both known, come to."""
    if figure.unit != "%" or DIGIT.search(figure.text):
        return False
    has = {(abs(q.value), q.unit) for q in known}
    own = [q for q in told[:MOST] if q.value and q.unit != "%" and (abs(q.value), q.unit) in has]
    for one, other in combinations(own, 2):
        if one.unit != other.unit or one.value == other.value:
            continue
        gap = TOGETHER / _ratio(one.value, other.value) - figure.value
        if figure.bound in ("more_than", "at_least") and 0 <= gap <= BEYOND:
            return True
        if figure.bound in ("less_than", "up_to") and 0 <= -gap <= BEYOND:
            return True
        if abs(gap) <= (ABOUT if figure.bound == "about" else EXACT):
            return figure.bound in ("about", "exact")
    return False


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    """The larger by the smaller, whatever their signs."""
    return max(abs(one), abs(other)) / min(abs(one), abs(other))


def ordinals(text: str) -> Iterator[tuple[str, Decimal]]:
    """The numbers of a text that order months, years and pieces, each with its words."""
    for match in ORDINAL.finditer(fold(text)):
        for number in filter(None, match.groups()):
            yield match.group(), Decimal(number)
