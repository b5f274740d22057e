"""What a figure may be without standing in a quote: a multiple told in words.

"More than doubled" holds of a growth of 134%, "tripled" of 200 and 600. Numbers that order things
(months 13 to 36, 第60個月) are no figures: they must stand in the quotes as they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from bot.language.script import fold
from bot.records import Bound, Quantity

__all__ = ["multiple", "ordinals"]

ORDINAL = re.compile(
    r"\bmonths? (\d+)(?:(?: to | and |[–-])(\d+))?(?! ?%)|(?<![\w.,])(\d+)(?:st|nd|rd|th)\b"
    r"|第(\d+)(?:[至到~–-]第?(\d+))?(?=个月|年|吉瓦|百万瓦|档|份|批|轮|笔|名|大|次|页|款)"
)
DIGIT = re.compile(r"\d")
TOGETHER = Decimal(100)
MOST = 12


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


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    """The larger by the smaller, whatever their signs."""
    return max(abs(one), abs(other)) / min(abs(one), abs(other))


def ordinals(text: str) -> Iterator[tuple[str, Decimal]]:
    """The numbers of a text that order months, years and pieces, each with its words."""
    for match in ORDINAL.finditer(fold(text)):
        for number in filter(None, match.groups()):
            yield match.group(), Decimal(number)
