"""Whether two figures are one, by the digits that a sentence writes and the words around it.

A figure may be rounded, what a calculation comes to more than what a quote says; a multiple in
words may be a little more or less. It knows neither units nor signs.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.language.script import fold
from bot.records import Bound, Quantity

__all__ = ["NUMBER", "about", "beyond", "close", "is_rounded"]

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# How far a share in words may be from what was worked out.
WORDED = Decimal("0.06")
# How far a hedged figure (nearly 6, over 1.8) may be from the one it tells of.
SHY = Decimal("0.08")
SHY_OF = Decimal(5)
TEN, HALF, QUARTER = Decimal(10), Decimal("0.5"), Decimal("0.25")


def is_rounded(mine: Decimal, theirs: Decimal, written: Quantity) -> bool:
    """Whether a figure is what a calculation comes to, rounded to the digits that it writes."""
    return close(mine, theirs, written, made=True)


def close(mine: Decimal, theirs: Decimal, written: Quantity, made: bool = False) -> bool:
    """Equal, or equal once theirs is rounded to the digits that the sentence writes.

    What a calculation comes to (`made`) may be rounded to two digits, whatever that takes off.
    """
    if mine == theirs:
        return True
    if mine == 0 or theirs == 0:
        return False
    found = NUMBER.search(fold(written.text))
    if _just(mine, theirs, written, found is not None, made):
        return True
    if made and written.unit == "x" and mine < TEN and mine == int(mine):
        return about(mine, theirs, written.bound)
    if made and found is None and written.unit == "%":
        return abs(mine - theirs) <= mine * WORDED  # nearly half
    digits = len(re.sub(r"\D", "", found.group()).lstrip("0")) if found else 2
    step = Decimal(10) ** (mine.adjusted() - max(digits, 2) + 1)
    tolerance = step / 2 if made or written.bound == "exact" or digits > 2 else step
    return (
        digits >= 2
        and abs(mine - theirs) <= tolerance
        and (made or abs(mine - theirs) / theirs < Decimal("0.006"))
    )


def beyond(mine: Decimal, theirs: Decimal, bound: Bound) -> Decimal | None:
    """How far a figure lies on the side of another that its bound tells; None where it tells none.

    "Nearly 6" lies above what it tells of, "over 1.8" below it.
    """
    if bound in ("less_than", "up_to"):
        return mine - theirs
    return theirs - mine if bound in ("more_than", "at_least") else None


def _just(
    mine: Decimal, theirs: Decimal, written: Quantity, digits: bool, made: bool = False
) -> bool:
    """Whether "nearly 6 million", "over 1.8 million" or "fewer than half" is said of a figure."""
    if not digits and written.unit == "%" and written.bound == "about":
        return abs(mine - theirs) <= SHY_OF
    if written.bound not in ("less_than", "more_than", "about"):
        return False
    gap = abs(mine - theirs) if written.bound == "about" else beyond(mine, theirs, written.bound)
    if gap is None or gap <= 0:
        return False
    if made and mine == int(mine) and abs(mine) <= TEN:
        return gap < 1  # what comes to 1.6 is under two
    if not digits and written.unit == "%":
        return gap <= TEN
    # Of the digits written: rounded up to the last, or the rest left off.
    step = Decimal(10) ** int(mine.normalize().as_tuple().exponent)
    return gap <= theirs * SHY and gap <= (step if written.bound == "more_than" else step / 2)


def about(times: Decimal, made: Decimal, bound: Bound) -> bool:
    """Whether "a little over four times" or "almost five times" tells what was worked out."""
    beyond = made - times
    if bound in ("more_than", "at_least"):
        return 0 <= beyond < HALF
    if bound in ("less_than", "up_to"):
        return 0 <= -beyond < HALF
    return abs(beyond) <= (HALF if bound == "about" else QUARTER)
