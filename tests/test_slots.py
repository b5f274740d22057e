"""Operands by the phrases of a question: which two facts of the ledger it compares."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.facts import within
from bot.answer.retrieve.slots import find_slots
from bot.answer.understand import understand
from bot.library import Library

PAIRS = [
    (
        "甲骨文2026會計年度第二季的資本支出占當季營收多少百分比？",
        {"capex", "revenue"},
    ),
    (
        "What share of Oracle's revenue in fiscal 2026 Q2 was its cloud revenue?",
        {"revenue", "cloud_revenue"},
    ),
    (
        "How much did Oracle's RPO increase between 31 May 2025 and 30 November 2025?",
        {"rpo"},
    ),
]


@pytest.mark.parametrize(("text", "metrics"), PAIRS)
def test_each_phrase_names_its_figure(library: Library, text: str, metrics: set[str]) -> None:
    """Two facts of the metrics named, of one unit, never twice the same figure."""
    question = understand(text, (), library.glossary, library.phrases)
    hits = library.searcher.search(text, 12)
    facts = within(question, library.ledger)
    pair, _ = find_slots(question, facts, library.ledger, library.searcher, library.glossary, hits)
    assert pair is not None
    one, other = (library.ledger.get(i) for i in pair)
    assert one is not None
    assert other is not None
    assert {one.metric, other.metric} == metrics
    assert one.unit == other.unit
    assert one.values != other.values


def test_a_question_that_compares_nothing_has_no_pair(library: Library) -> None:
    """No operation, no operands."""
    question = understand("Who leads Oracle?", (), library.glossary, library.phrases)
    facts = within(question, library.ledger)
    found = find_slots(question, facts, library.ledger, library.searcher, library.glossary, ())
    assert found == (None, None)
