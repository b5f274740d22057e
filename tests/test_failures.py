"""Failures of a party that a question takes for granted, and what no source says of it."""

from __future__ import annotations

import pytest

from bot import Explainer


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(engine="extractive")


CLAIMED = [
    ("NVIDIA went bankrupt: what did SoftBank lose by it?", "NVIDIA"),
    ("After the bankruptcy of Oracle, who took over its leases?", "Oracle"),
    ("微軟已經破產，OpenAI少了多少錢？", "微軟"),
    ("CoreWeave倒閉之後，輝達賠了多少？", "CoreWeave"),
]


@pytest.mark.parametrize(("question", "party"), CLAIMED)
def test_a_failure_that_no_source_tells_of_is_denied(explainer, question, party) -> None:
    """No loss is named for it; the answer says that no source says so, and of whom."""
    answer = explainer.ask(question)
    assert answer.status == "refused"
    assert answer.refusal is not None
    assert party in answer.refusal.message
    assert answer.refusal.message.startswith(("No source says so", "沒有來源這麼說"))


@pytest.mark.parametrize(
    "question",
    [
        "If NVIDIA went bankrupt, what would SoftBank lose?",
        "How many telecom carriers went bankrupt?",
        "How far had Lucent's revenue collapsed by 2002?",
        "CoreWeave failed to build how much of its planned capacity in 2025?",
        "Who would pay Oracle once OpenAI went bankrupt?",
        "假如微軟破產了，OpenAI會少多少錢？",
    ],
)
def test_a_supposed_or_told_failure_is_not_denied(explainer, question) -> None:
    """A supposition claims nothing, and what sources tell is not denied."""
    answer = explainer.ask(question)
    message = answer.refusal.message if answer.refusal else ""
    assert not message.startswith(("No source says so", "沒有來源這麼說"))
