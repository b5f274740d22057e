"""Which units a kind of answer has."""

from __future__ import annotations

import pytest

from bot.language.answer_units import UNIT_KINDS, any_of_kind, unit_of_kind

FITS = [
    ("money", "USD", True),
    ("money", "INR/year", True),
    ("money", "%", False),
    ("percent", "pp", True),
    ("percent", "x", False),
    ("duration", "months", True),
    ("duration", "USD", False),
    ("power", "MW", True),
    ("price", "USD/share", True),
    ("price", "USD", False),
    ("shares", "shares", True),
    ("chips", "GPUs", True),
    ("chips", "GW", False),
    ("count", "partners", True),
    ("count", "GW", False),
    ("count", "years", False),
    ("people", "users", True),
    ("figure", "x", True),
    ("part", "days", False),
]


@pytest.mark.parametrize(("kind", "unit", "fits"), FITS)
def test_a_unit_is_of_a_kind_or_not(kind: str, unit: str, fits: bool) -> None:
    """One table: what is counted has none of the measured units."""
    assert unit_of_kind(kind, unit) is fits
    assert any_of_kind(kind, ("years", unit) if kind not in ("duration",) else (unit,)) is fits


def test_a_kind_that_is_no_figure_has_no_units() -> None:
    """A name or a day is none of the kinds; asking raises."""
    assert {"who", "when", "place"}.isdisjoint(UNIT_KINDS)
    with pytest.raises(KeyError):
        unit_of_kind("who", "USD")
