"""bot.language.set_aside: what a reader knows already is not what they ask."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.held_in import without_known
from bot.answer.understand import understand
from bot.language.set_aside import known_already
from bot.library import Library

SAID = [
    ("I know its revenue. What was the loss?", ["I know its revenue"]),
    ("What was the loss? (We already have the revenue.)", ["We already have the revenue"]),
    ("Okay, I found the price. And the fee?", ["Okay, I found the price"]),
    ("營收我看到了，淨損是多少？", ["營收我看到了"]),
    ("淨損多少？我只知道它的營收", ["我只知道它的營收"]),
    ("指引有了，最後花了多少？", ["指引有了"]),
    ("I want to know its revenue. What was it?", []),
    ("I have to speak tomorrow. What was the loss?", []),
    ("I know nothing of it. What is a bond?", []),
    ("I know its revenue.", []),
    ("我想知道營收多少", []),
    ("你知道營收多少嗎？", []),
    ("公司有多少員工？", []),
]
ASKED = [
    ("I know Oracle's revenue for fiscal 2025. What was its net income?", {"net_income"}),
    ("甲骨文的營收我有了，那淨利呢？", {"net_income"}),
    ("What were Oracle's revenue and net income?", {"revenue", "net_income"}),
]


@pytest.mark.parametrize(("text", "known"), SAID)
def test_a_clause_that_only_tells_what_is_known_is_told_apart(text: str, known: list[str]) -> None:
    """By who knows it and by the verb, where the rest still asks something."""
    assert [text[start:end].strip() for start, end in known_already(text)] == known


@pytest.mark.parametrize(("text", "measures"), ASKED)
def test_the_measure_that_is_known_is_not_asked_for(
    library: Library, text: str, measures: set[str]
) -> None:
    """Its party stays where no other is named."""
    read = without_known(understand(text, (), library.glossary, library.phrases))
    assert {m.concept for m in read.metrics} == measures
    assert [m.concept for m in read.entities] == ["GLO-003"]
