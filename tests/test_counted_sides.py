"""Numbers of a question that are no figures of the reader's."""

from __future__ import annotations

import pytest

from bot.language.counted_sides import figures_meant
from bot.language.quantities import read_quantities

MEANT = [
    ("Which of the two companies earned more?", []),
    ("兩家誰的營收多？", []),
    ("With two other chip makers, whose deal is larger?", []),
    ("The bill is split between two companies.", [("2", "companies")]),
    ("The build stalls at 8 of the 10 gigawatts.", [("8", "GW"), ("10", "GW")]),
    ("3 of the 20% are mine.", [("3", "%"), ("20", "%")]),
    ("In the December 2024 quarter it grew 5%.", [("5", "%")]),
    ("the October 2025 share sale of $6 billion", [("6000000000", "USD")]),
    ("2,024 shares were sold", [("2024", "shares")]),
]


@pytest.mark.parametrize(("text", "figures"), MEANT)
def test_counts_of_sides_and_years_are_left_out(text, figures) -> None:
    """How many sides there are, a year before a noun; a part has the unit of its whole."""
    language = "en" if text.isascii() else "zh-TW"
    found = figures_meant(text, read_quantities(text, language))
    assert [(str(q.value), q.unit) for q in found] == figures
