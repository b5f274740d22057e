"""Whether the sources answer: signals of retrieval, their weighing, kinds of answers."""

from __future__ import annotations

import pytest

from bot.answer.plan.answerable import LIMIT, NAMES, answerable
from bot.answer.retrieve import retrieve
from bot.answer.retrieve.signals import fits
from bot.answer.understand import understand
from bot.library import Library
from bot.records import ASKS

ASKED = [
    ("What share of revenue is that?", "percent"),
    ("一年可以拿到多少趴的利息？", "percent"),
    ("For how many years does the lease run?", "duration"),
    ("租約要簽幾年？", "duration"),
    ("When does the contract begin?", "when"),
    ("合約什麼時候開始？", "when"),
    ("Who runs the company?", "who"),
    ("是誰說的？", "who"),
    ("Which company rents the chips?", "organisation"),
    ("是哪一家媒體報導的？", "organisation"),
    ("What was the price per share?", "price"),
    ("一股要多少？", "price"),
    ("How much power has been handed over?", "power"),
    ("How much did the stake cost?", "money"),
    ("總共花了多少錢？", "money"),
    ("How many carriers failed?", "count"),
    ("倒了幾家？", "count"),
    ("Explain the loop.", ""),
]
HELD = [
    ("percent", "Rates were 7% to 15%.", True),
    ("percent", "The loan was $2 billion.", False),
    ("duration", "The lease runs for 19 years.", True),
    ("when", "It starts in 2027.", True),
    ("when", "It starts soon.", False),
    ("who", "Larry Ellison said so.", True),
    ("who", "The company said so.", False),
    ("organisation", "Oracle said so.", True),
    ("price", "It paid $23.28 a share.", True),
    ("power", "Oracle handed over nearly 400 megawatts.", True),
    ("power", "Oracle handed over the halls.", False),
    ("money", "It cost $5 billion.", True),
    ("money", "It covered 214.8 million shares.", False),
    ("count", "By then 47 carriers had failed.", True),
    ("", "Anything at all.", True),
]


@pytest.mark.parametrize(("question", "kind"), ASKED)
def test_the_kind_of_thing_asked_for(library: Library, question: str, kind: str) -> None:
    """By the first cue that fits; none where nothing tells."""
    assert understand(question, (), library.glossary, library.phrases).answer_type == kind


@pytest.mark.parametrize(("kind", "sentence", "held"), HELD)
def test_what_a_sentence_holds(library: Library, kind: str, sentence: str, held: bool) -> None:
    """A figure in its unit, a day, a person's or a company's name."""
    assert fits(kind, sentence, "en", library.glossary) is held


def test_every_signal_is_weighed_and_none_is_missing(library: Library) -> None:
    """Retrieval measures just the signals that have a weight, and those of a reader's documents."""
    question = understand("What is Oracle's RPO?", (), library.glossary, library.phrases)
    found = retrieve(question, library.searcher, library.ledger, library.glossary)
    assert {name for name in found.signals if not name.startswith(("own_", ASKS))} == set(NAMES)


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("How much was Oracle's backlog at the end of November 2025?", True),
        ("軟銀在2025年12月付給OpenAI多少錢？", True),
        ("What is the capital of France?", False),
        ("牛肉麵要怎麼煮？", False),
    ],
)
def test_what_the_corpus_knows_is_told_from_what_it_does_not(
    library: Library, question: str, answered: bool
) -> None:
    """In both languages."""
    asked = understand(question, (), library.glossary, library.phrases)
    found = retrieve(asked, library.searcher, library.ledger, library.glossary)
    sure = answerable(found.signals)
    assert sure >= LIMIT if answered else sure < LIMIT


def test_the_probability_stays_between_its_ends() -> None:
    """Whatever the signals are."""
    for value in (-1e9, 0.0, 1e9):
        assert 0.0 <= answerable(dict.fromkeys(NAMES, value)) <= 1.0
