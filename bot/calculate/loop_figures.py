"""How the figures of the loop are written: amounts to the cent, so that every column adds up.

Shared by the reading, the tables and the web page. It rounds nothing that the calculation has not
rounded already, but for ratios, which are shown with five digits.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from bot.language.amounts import display, grouped, write_quantity
from bot.records import Lang

__all__ = ["column", "money", "percent", "times"]

_RATIO_DIGITS = 5
_CENTS = -2
_PARTS = -9


def money(value: Decimal, unit: str, language: Lang) -> str:
    """An amount with all its digits: US$197.024 billion, 1,970.24億美元."""
    if language == "zh-CN":
        return write_quantity(value, unit, language)
    place = _PARTS if unit == "1" else _CENTS
    return display(value, unit, place=place)["en" if language == "en" else "zh-TW"]


def percent(ratio: Decimal) -> str:
    """A share of one as a percentage: 4.8%."""
    return write_quantity(ratio * 100, "%", "en", digits=_RATIO_DIGITS)


def times(ratio: Decimal) -> str:
    """A ratio as a bare number: 1.0504."""
    return write_quantity(ratio, "1", "en", digits=_RATIO_DIGITS)


def column(values: Iterable[Decimal]) -> tuple[str, ...]:
    """Amounts in full digits with as many decimals each, so that they can be added as printed."""
    values = tuple(values)
    places = max((-int(v.normalize().as_tuple().exponent) for v in values if v), default=0)
    places = 0 if places <= 0 else max(places, 2)
    return tuple(f"{v:,.{places}f}" if places else grouped(v) for v in values)
