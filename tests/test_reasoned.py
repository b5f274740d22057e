"""An answer to a why-question opens with a cause, or says that the sources name none."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.extractive.causeless import no_cause_told
from bot.answer.plan.reasoned import cause_first
from bot.answer.retrieve.causes import hangs_on, results_before
from bot.answer.understand import understand
from bot.library import Library
from bot.records import Evidence, Plan, ScoredFact, ScoredSentence, SentenceRef

AFTER = ("corpus", "oracle-fy2026-q1/share-price")
CUT = ("corpus", "coreweave/capex-cut")
USERS = ("corpus", "openai-product-and-vision/chatgpt-users")
OUTLOOK = ("corpus", "hyperscaler-capex/amazon")


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


def _evidence(library: Library, place: tuple[str, str], *scores: float) -> Evidence:
    """A passage, and its sentences as weighed."""
    passage = library.searcher.passage(*place)
    assert passage is not None
    told = tuple(
        ScoredSentence(SentenceRef(place[1], n, place[0]), score, 0.5)
        for n, score in enumerate(scores)
    )
    return Evidence(hits=(), sentences=told, facts=(), passages={place: passage}, telling=told)


FIRST = [
    ("Why did Oracle's stock soar on 10 September 2025?", AFTER, (0.3, 1.2), 0),
    ("甲骨文股價在2025年9月10日為什麼飆升？", AFTER, (0.3, 1.2), 0),
    ("Why did CoreWeave trim what it meant to spend?", CUT, (-0.4, 1.0), 0),
    ("Why isn't a crowd of ChatGPT users the same as revenue?", USERS, (0.9, -0.5), 1),
    ("How far did Oracle's stock soar on 10 September 2025?", AFTER, (0.3, 1.2), 1),
    ("What was Oracle's market value, and why did it soar?", AFTER, (0.3, 1.2), 1),
    ("Why did Amazon raise its outlook for 2025?", OUTLOOK, (-1.0, 0.6), 1),
]


@pytest.mark.parametrize(("question", "place", "scores", "first"), FIRST)
def test_a_sentence_that_states_a_cause_goes_first(
    library: Library, question, place, scores, first
) -> None:
    """Before the one nearest to the question; where none does, or something else is asked for
    first, the nearest stays.
    """
    read = understand(question, (), library.glossary, library.phrases)
    evidence = _evidence(library, place, *scores)
    told = cause_first(read, evidence, (), evidence.telling, library.glossary)
    assert told[0].ref.sentence == first


NONE = [
    ("Why did Amazon raise its outlook for 2025?", OUTLOOK, True),
    ("亞馬遜為什麼上調2025年的資本支出？", OUTLOOK, True),
    ("Why did CoreWeave trim what it meant to spend?", CUT, False),
    ("What did Amazon expect to spend in 2025?", OUTLOOK, False),
]


@pytest.mark.parametrize(("question", "place", "said"), NONE)
def test_where_no_sentence_names_a_cause_it_is_said(
    library: Library, question, place, said
) -> None:
    """Only of what happened, and where it is asked why."""
    read = understand(question, (), library.glossary, library.phrases)
    evidence = _evidence(library, place, 0.5, 0.4)
    assert no_cause_told(read, evidence, Plan(sentences=evidence.telling)) is said


@pytest.mark.parametrize(
    ("question", "fact", "told"),
    [
        ("Why did Oracle's stock drop on 11 December 2025?", "ORCL-064", True),
        ("2025年12月11日甲骨文股價為什麼重挫？", "ORCL-064", True),
        ("Why did Oracle's stock soar on 10 September 2025?", "ORCL-062", False),
        ("How far did Oracle's stock drop on 11 December 2025?", "ORCL-064", False),
    ],
)
def test_results_of_the_days_before_a_move_are_told(library: Library, question, fact, told) -> None:
    """Those that went the same way as the price: what fell short before it fell."""
    read = understand(question, (), library.glossary, library.phrases)
    moved = library.ledger.get(fact)
    assert moved is not None
    refs = results_before(read, (ScoredFact(moved, 1.0, ()),), library.ledger)
    stated = {f.metric for ref in refs for f in library.ledger.stated_at(ref)}
    assert ({"revenue_vs_consensus", "free_cash_flow_consensus"} <= stated) is told
    assert bool(refs) is told


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("What would happen to Oracle if OpenAI went broke?", "oracle-fy2026-q2/rpo-openai-share"),
        ("萬一OpenAI倒了，甲骨文會怎樣？", "oracle-fy2026-q2/rpo-openai-share"),
        ("What happens to CoreWeave if its top client walks away?", "coreweave/largest-customer"),
        ("What happens to Nokia if OpenAI went broke?", ""),
        ("How much of Oracle's backlog is OpenAI's?", ""),
    ],
)
def test_how_much_hangs_on_a_party_is_told(library: Library, question, place) -> None:
    """Where it is asked what would become of another, the share of its business that it is."""
    read = understand(question, (), library.glossary, library.phrases)
    refs = hangs_on(read, library.ledger)
    assert [r.passage_id for r in refs] == [place] * bool(place)


def test_the_share_stands_first_behind_the_explanation(explainer: Explainer) -> None:
    """What would follow is told by our reading; how much hangs on it is the first figure."""
    told = explainer.ask("What would happen to Oracle if OpenAI went broke?").sentences
    assert told[0].text.startswith("If OpenAI could not pay, Oracle would be hit first")
    figures = [s.text for s in told if any(c.isdigit() for c in s.text.split("[")[0])]
    assert "57%" in figures[0]
