"""How likely a question asks for each operation, by all of its words."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.answer.retrieve.program_gate import OPEN, Gate, is_open
from bot.answer.retrieve.program_kinds import CALLED
from bot.answer.understand import understand
from bot.knowledge.corpus import Corpus, load_corpus
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.operations import CLASSES, grams, likely_operations, masked
from bot.language.phrases import Phrases
from bot.records import Question
from bot.settings import data_root

UNNAMED = [
    ("How much weight does Microsoft carry in CoreWeave's revenue, in per cent?", "share"),
    ("甲骨文的訂單抵得上它幾年的營收？", "times"),
]
NAMED = [
    ("By how many dollars did AMD's pledge outdo Broadcom's?", "difference"),
    ("AMD給的瓦數跟博通給的比，落差多少吉瓦？", "difference"),
    ("How much, percentage-wise, did CoreWeave's backlog swell over the quarter?", "growth"),
    ("CoreWeave的積壓訂單一季之內膨脹了百分之多少？", "growth"),
]
SILENT = [
    "Why did Oracle's shares fall after the December results?",
    "Who supplies the chips for the Abilene site?",
    "甲骨文公布財報後股價為什麼跌？",
    "誰供應Abilene園區的晶片？",
]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """The shipped corpus; no index is needed."""
    return load_corpus(data_root("corpus"))


def read(corpus: Corpus, text: str) -> Question:
    """A question as every later step reads it."""
    glossary = Glossary(corpus.terms, corpus.metrics)
    return understand(text, (), glossary, Phrases(data_root("prompts")))


@pytest.mark.parametrize(("text", "operation"), UNNAMED)
def test_an_operation_that_no_cue_names(corpus: Corpus, text: str, operation: str) -> None:
    """It is open by the whole wording, and was not by the cues."""
    question = read(corpus, text)
    assert not CALLED[operation] & {m.concept for m in question.operations}
    assert likely_operations(question)[operation] >= OPEN
    assert is_open(question)


@pytest.mark.parametrize(("text", "operation"), NAMED)
def test_the_likeliest_operation(corpus: Corpus, text: str, operation: str) -> None:
    """Of the operations the one that is asked for is the likeliest."""
    chances = likely_operations(read(corpus, text))
    assert max(CLASSES[2:], key=chances.__getitem__) == operation


@pytest.mark.parametrize("text", SILENT)
def test_a_question_that_asks_for_none(corpus: Corpus, text: str) -> None:
    """No operation is open, and none at all is the likeliest."""
    question = read(corpus, text)
    chances = likely_operations(question)
    assert max(CLASSES, key=chances.__getitem__) == "none"
    assert not is_open(question)
    assert sum(chances.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        (
            "What share of Oracle's revenue was $4 billion in 2025?",
            "what share of @'s ~ was # in §?",
        ),
        ("甲骨文2025年比40億美元多幾成？", "@§比#多几成?"),
    ],
)
def test_names_times_and_figures_are_masked(corpus: Corpus, text: str, spoken: str) -> None:
    """What is measured is the wording, and no party, time or figure."""
    assert masked(read(corpus, text)).replace(" ", "") == spoken.replace(" ", "")


def test_words_are_read_alone_and_in_sequence() -> None:
    """English words by their stems, Chinese ones by the character."""
    assert grams("he added it") == {"he", "add", "it", "he add", "add it", "he add it"}
    assert grams("几成") == {"几", "成", "几 成"}


def test_no_likelihood_opens_nothing(corpus: Corpus) -> None:
    """A question read without the measure keeps to its cues."""
    question = replace(read(corpus, UNNAMED[0][0]), likely={})
    gate = Gate(question, ())
    ledger = Ledger(corpus.facts, corpus.flows)
    one, other = (ledger.get(i) for i in ("ORCL-002", "ORCL-004"))
    assert one is not None
    assert other is not None
    assert not gate.lets("share", other, one)
    assert Gate(replace(question, likely={"share": OPEN}), ()).lets("share", other, one)
    assert gate.likelihood("share") == {}


def test_the_weights_are_of_the_classes() -> None:
    """One start for each class; grams speak of classes only."""
    from bot.language import operations

    text = operations.Path(operations.__file__).with_name("operations.json").read_text("utf-8")
    read_in = json.loads(text)
    assert len(read_in["start"]) == len(CLASSES)
    assert {len(row) for row in read_in["cues"].values()} == {len(CLASSES)}
    assert {name for row in read_in["grams"].values() for name in row} <= set(CLASSES)
