"""The ledger arm of retrieval: which facts come first, and whether later ones count."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.facts import find_facts, wants_later
from bot.answer.understand import understand
from bot.language.answer_units import unit_of_kind
from bot.library import Library

FORETOLD = [
    ("甲骨文2025年9月預告2030會計年度的雲端營收是多少？", False),
    ("In September 2025, what did Oracle say fiscal 2030 would bring?", False),
    ("What did Oracle's revenue come to in the quarter to May 2026?", True),
    ("2026年第一季輝達的營收是多少？", True),
    ("What will it spend by 2030?", True),
]


@pytest.mark.parametrize(("text", "later"), FORETOLD)
def test_a_far_year_spoken_of_before_the_horizon_asks_for_no_later_report(
    library: Library, text: str, *, later: bool
) -> None:
    """A plan told in 2025 is found in what was known then."""
    question = understand(text, (), library.glossary, library.phrases)
    assert wants_later(question) is later


OF_KIND = [
    ("How many megawatts did Oracle hand over in the quarter to November 2025?", "power"),
    ("2025年11月底為止那一季，甲骨文交付了多少百萬瓦？", "power"),
    ("What percentage of Nokia did NVIDIA end up with?", "percent"),
    ("輝達占諾基亞幾成股份？", "percent"),
]


@pytest.mark.parametrize(("text", "kind"), OF_KIND)
def test_figures_of_the_unit_asked_for_come_first(library: Library, text: str, kind: str) -> None:
    """Among facts that the words suit alike, the unit tells which is meant."""
    question = understand(text, (), library.glossary, library.phrases)
    assert question.answer_type == kind
    hits = library.searcher.search(text, 12)
    facts = find_facts(question, hits, library.searcher, library.ledger, library.glossary)
    assert unit_of_kind(kind, facts[0].fact.unit or "")
