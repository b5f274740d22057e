"""Whether a text states a value, and whether a figure can be traced to where it came from.

Compares figures that `evals.numbers` read, with their unit and sign. Decides nothing about a case.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from evals.numbers import MONEY, Number

TIME = frozenset({"years", "quarters", "months", "weeks", "days"})
ROUNDED = Decimal("0.5")
"""A displayed figure may be half of its last digit away from the value that it rounds."""


def same_unit(one: Number, unit: str) -> bool:
    """Whether a figure is in a unit, or in one that says the same.

    A rate counts only when both write one; counted things are alike whatever their noun; a bare
    magnitude (5,230億) may be money or a count.
    """
    left, _, left_rate = one.unit.partition("/")
    right, _, right_rate = unit.partition("/")
    if left_rate and right_rate and left_rate != right_rate:
        return False
    kinds = (_kind(left), _kind(right))
    if one.implied and kinds[1] in MONEY | {"count"}:
        return True
    return kinds[0] == kinds[1]


def _kind(unit: str) -> str:
    if unit in MONEY or unit in TIME or unit in ("%", "pp", "x"):
        return unit
    return "power" if unit in ("GW", "MW") else "count"


def in_unit(one: Number, unit: str) -> Decimal:
    """The figure's value in a unit that it is the same as (megawatts in gigawatts and back)."""
    left, right = one.unit.partition("/")[0], unit.partition("/")[0]
    if (left, right) == ("MW", "GW"):
        return one.value / 1000
    if (left, right) == ("GW", "MW"):
        return one.value * 1000
    return one.value


def equals(found: Number, value: Decimal, unit: str, tolerance: Decimal, *, signed: bool) -> bool:
    """Whether a figure states a value: unit, and sign unless told otherwise, within a tolerance.

    A negative value may be stated with a minus or in words ("fell 10.83%", 淨損135億美元).
    """
    if not same_unit(found, unit):
        return False
    stated = in_unit(found, unit)
    if not signed:
        return abs(abs(stated) - abs(value)) <= tolerance
    if value < 0 and stated > 0 and found.falling:
        stated = -stated
    return abs(stated - value) <= tolerance


def traced(figure: Number, origins: Iterable[Number | tuple[Decimal, str]]) -> bool:
    """Whether one of the origins (figures read from text, or values) gives this figure.

    Signs are not compared: "fell by 5" may rest on minus 5. A value may have been rounded to the
    figure's last digit.
    """
    for origin in origins:
        value, unit = (origin.value, origin.unit) if isinstance(origin, Number) else origin
        if not same_unit(figure, unit) and "1" not in (figure.unit, unit):
            continue
        # A sum in words (1兆4,000億) has two steps; its smaller one is the last digit's.
        if equals(figure, value, figure.unit, figure.step * ROUNDED, signed=False):
            return True
        if equals(figure, value, unit, figure.step * ROUNDED, signed=False):
            return True
    return False
