"""bot.answer.retrieve.causes: what the leading passage names as a cause and another one tells."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.causes import causes_named
from bot.answer.understand import understand
from bot.library import Library

PROFIT = ("corpus", "oracle-fy2026-q2/profit")
WHY = [
    ("Why was Oracle's net income above its operating income in that quarter?", True),
    ("甲骨文那一季的淨利為什麼比營業利益高？", True),
    ("How much was Oracle's net income in that quarter?", False),
    ("Why did Oracle's disposal gain lift its net income in that quarter?", False),
]


@pytest.mark.parametrize(("question", "named"), WHY)
def test_the_figure_of_a_cause_stands_elsewhere(
    library: Library, question: str, named: bool
) -> None:
    """Only of a reason, and not of what the question names itself."""
    read = understand(question, (), library.glossary, library.phrases)
    passage = library.searcher.passage(*PROFIT)
    assert passage is not None
    tools = (library.ledger, library.glossary)
    found = causes_named(read, {PROFIT: 1.0}, {PROFIT: passage}, *tools)
    told = [fact.metric for ref in found for fact in library.ledger.stated_at(ref)]
    assert ("disposal_gain" in told) is named


def test_without_a_ledger_nothing_is_named(library: Library) -> None:
    """A reader's documents have none."""
    read = understand(WHY[0][0], (), library.glossary, library.phrases)
    assert causes_named(read, {PROFIT: 1.0}, {}, library.ledger, library.glossary) == ()
    assert causes_named(read, {}, {}, None, library.glossary) == ()
