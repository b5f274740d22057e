"""Which units a kind of answer has: money a currency, a length of time years or months, and so on.

The one table behind every question of the form "may this figure be what is asked for". It reads no
text and knows no question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from bot.language.units import CURRENCIES, POWER_UNITS, TIME_UNITS

__all__ = ["PERCENT", "UNIT_KINDS", "any_of_kind", "unit_of_kind"]

PERCENT = frozenset({"%", "pp"})
_MEASURED = CURRENCIES | PERCENT | TIME_UNITS | POWER_UNITS | {"x"}
"""Units that nothing is counted in."""


def _bare(unit: str) -> str:
    return unit.partition("/")[0]


_OF_KIND: Mapping[str, Callable[[str], bool]] = {
    "money": lambda unit: _bare(unit) in CURRENCIES,
    "percent": lambda unit: _bare(unit) in PERCENT,
    "duration": lambda unit: _bare(unit) in TIME_UNITS,
    "power": lambda unit: _bare(unit) in POWER_UNITS,
    "price": lambda unit: unit.endswith("/share"),
    "shares": lambda unit: unit == "shares",
    "chips": lambda unit: unit == "GPUs",
    "people": lambda unit: unit not in _MEASURED,
    "count": lambda unit: unit not in _MEASURED,
    "figure": lambda unit: unit not in TIME_UNITS,
    "part": lambda unit: unit not in TIME_UNITS,
}
UNIT_KINDS = frozenset(_OF_KIND)
"""The kinds of answer that are figures."""


def unit_of_kind(kind: str, unit: str) -> bool:
    """Whether a figure of this unit may be of the kind; raises KeyError where the kind is none."""
    return _OF_KIND[kind](unit)


def any_of_kind(kind: str, units: Iterable[str]) -> bool:
    """Whether a figure of one of these units may be of the kind; KeyError as above."""
    return any(map(_OF_KIND[kind], units))
