"""A heading that asks what the reader asks: what stands under it answers, and whose it is."""

from __future__ import annotations

import re

import pytest

from bot import Explainer
from bot.index.search import OURS
from bot.knowledge.corpus import load_corpus
from bot.settings import data_root

READING = "looplens-reading"
DATES = re.compile(r"(?:December|September) 2025|2025年\d+月|10-Q")

FERRY = """# Questions about the Saltmere ferry

## Why was the night ferry given up?

The crew could no longer be found for three night shifts a week.
The last crossing left on 4 May 2024.

## Who pays for the new pier?

The county pays two thirds of the pier, and the Saltmere harbour board the rest.

## Fares

A return ticket costs 14 pounds. Children under six travel free of charge.
"""


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(engine="extractive")


@pytest.fixture(scope="module")
def ferry(library, tmp_path_factory):
    """Ask of an index that holds one list of questions and answers and nothing else."""
    folder = tmp_path_factory.mktemp("ferry")
    (folder / "ferry.md").write_text(FERRY, encoding="utf-8")
    library.add("ferry", [folder])
    yield Explainer(library.settings, library.over(["ferry"])).ask
    library.remove("ferry")


@pytest.fixture(scope="module")
def corpus():
    return load_corpus(data_root("corpus"))


def first_of(answer) -> str:
    return answer.citations[0].passage_id if answer.citations else ""


@pytest.mark.parametrize(
    ("question", "passage"),
    [
        ("Why does Oracle borrow such a lot of money?", "why-so-much-debt"),
        ("What part does Microsoft play in this loop?", "microsoft-role"),
        ("晶片折舊這件事為什麼重要？", "why-depreciation-matters"),
        ("RPO、營收和現金到底有什麼不同？", "rpo-revenue-cash"),
        ("RPO、营收和现金到底有什么不同？", "rpo-revenue-cash"),
    ],
)
def test_what_a_heading_asks_is_answered_by_what_stands_under_it(explainer, question, passage):
    """In other words and in each script; the sources' own sentences follow."""
    answer = explainer.ask(question)
    assert answer.status == "answered"
    assert first_of(answer) == f"{READING}/{passage}"


def test_a_readers_own_list_of_answers_is_read_like_ours(ferry):
    """Any heading that is a question counts; one that is none does not."""
    answer = ferry("Why has the night ferry been given up?")
    assert answer.answer.startswith("The crew could no longer be found")
    answer = ferry("What does a return ticket cost?")
    assert "14 pounds" in answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "How much debt does Oracle have?",
        "甲骨文2025年11月底的RPO是多少？",
        "How much is the OpenAI contract with Oracle worth?",
        "When did Oracle's shares fall by 10.83%?",
    ],
)
def test_a_figure_is_told_by_the_source_that_gives_it(explainer, question):
    """Not by our reading, though its heading has the same words."""
    answer = explainer.ask(question)
    assert answer.status in ("answered", "partial")
    assert not first_of(answer).startswith(READING)
    assert re.search(r"\d", answer.sentences[0].text)


def test_the_sources_stand_behind_the_explanation(explainer):
    """An answer of our reading alone would leave the reader without a figure to check it by."""
    answer = explainer.ask("Why is Oracle's free cash flow negative?")
    cited = [c.passage_id.startswith(READING) for c in answer.citations]
    assert cited[0]
    assert not all(cited)
    assert any(re.search(r"\d", c.quote) for c in answer.citations)


def test_a_number_of_sentences_is_kept(explainer):
    """As many as the question asks for."""
    answer = explainer.ask("Why does Oracle borrow so much? One sentence, please.")
    assert len([s for s in answer.sentences if s.kind == "claim"]) == 1


def test_our_reading_is_no_digest_of_another_and_says_whose_it_is(explainer):
    """The citation names LoopLens and its standing is commentary, never reported."""
    citation = explainer.ask("Why does Oracle borrow so much?").citations[0]
    assert (citation.publisher, citation.text_kind) == ("LoopLens", "original")
    assert citation.status == "commentary"


def test_our_reading_states_no_figure_and_every_heading_asks(corpus):
    """What it says rests on passages that state figures; it is no source of any."""
    mine = [p for p in corpus.passages if p.source_id == READING]
    assert len(mine) >= 50
    for passage in mine:
        assert set(passage.heading) == {"en", "zh-TW"}
        assert passage.heading["en"].endswith("?")
        assert passage.heading["zh-TW"].endswith("？")
        for text in passage.text.values():
            assert not re.search(r"\d", DATES.sub("", text)), text


def test_our_own_passages_count_less_than_a_sources(corpus):
    """In a search as such: what a source says goes before what we read out of it."""
    ours = {s.id for s in corpus.sources.values() if s.use == "own"}
    assert set(OURS) == ours
    assert all(0 < share < 1 for share in OURS.values())
