"""Conflicts: both sides of it stand in the Answer where accounts of one thing differ."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.plan.conflicts import asks_how_they_differ
from bot.answer.understand import understand


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


MARKED = [
    ("Bloomberg says Oracle's sites for OpenAI slipped. How did Oracle respond?", "no site"),
    ("彭博說甲骨文替OpenAI蓋的機房要延後，甲骨文怎麼回應？", "均無延誤"),
    ("Does the article's account of who carries out Stargate match OpenAI's?", "MGX"),
    ("甲骨文2026會計年度第二季營收，不同來源的數字有出入，哪個才對？", "160.6"),
]


@pytest.mark.parametrize(("question", "said"), MARKED)
def test_both_sides_are_marked(explainer, question, said) -> None:
    """Each side has its statement and the marker of the citation that shows it."""
    answer = explainer.ask(question)
    sides = [side for conflict in answer.conflicts for side in conflict.sides]
    assert len(sides) >= 2
    assert any(said in side.statement for side in sides)
    assert all(len(c.sides) >= 2 and c.sides[0] != c.sides[1] for c in answer.conflicts)


@pytest.mark.parametrize(
    "question",
    [
        "How do NVIDIA's and AMD's deals with OpenAI differ?",
        "甲骨文跟微軟的RPO哪個比較大？",
        "How much of OpenAI does Microsoft own?",
    ],
)
def test_two_things_are_no_conflict(explainer, question) -> None:
    """Two deals, or two companies' figures, are not two accounts of one thing."""
    assert explainer.ask(question).conflicts == ()


def test_a_claim_is_held_against_a_fact_of_its_own_parties(explainer) -> None:
    """What was put into another company says nothing against a claim about OpenAI."""
    answer = explainer.ask("Which other companies had NVIDIA invested in by the end of 2025?")
    told = [side.statement for c in answer.conflicts for side in c.sides]
    assert not any("Intel" in text for text in told)


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        ("Do the two reports agree on the sum?", True),
        ("Which figure is right, the paper's or the filing's?", True),
        ("報紙和公司的說法對不起來", True),
        ("What was the revenue in the second quarter?", False),
        ("第二季營收多少？", False),
    ],
)
def test_whether_accounts_are_said_to_differ(explainer, text, differ) -> None:
    shelf = explainer.library
    assert asks_how_they_differ(understand(text, (), shelf.glossary, shelf.phrases)) is differ
