"""What opens the answer where one measure is named, and the words that name one."""

from __future__ import annotations

import pytest

from bot import Explainer


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(engine="extractive")


OPENS = [
    ("甲骨文目前的負債是多少？", "1,060"),
    ("甲骨文有多少負債？", "1,060"),
    ("甲骨文的合約總額是多少？", "3,000"),
    ("甲骨文的RPO裡有多少百分比是OpenAI的？", "57%"),
    ("How much was raised in bonds by Oracle in September 2025?", "$18.0 billion"),
    ("CoreWeave與OpenAI的合約是600億美元，對嗎？", "224"),
    ("The deal between CoreWeave and OpenAI is worth $60 billion, right?", "$22.4 billion"),
]


@pytest.mark.parametrize(("question", "figure"), OPENS)
def test_the_measure_named_opens_the_answer(explainer, question, figure) -> None:
    """Not a figure of a like name, and not another part of it."""
    answer = explainer.ask(question)
    assert answer.status == "answered"
    assert figure in answer.sentences[0].text


def test_a_multiple_between_the_two_parties_named_is_not_worked_out_of_others(explainer) -> None:
    """A source tells it: no revenue of the other party is divided instead."""
    answer = explainer.ask("OpenAI's annual payment to Oracle is how many times its revenue?")
    assert "4.6" in " ".join(s.text for s in answer.sentences)
    assert "13.3" not in " ".join(s.text for s in answer.sentences)


@pytest.mark.parametrize(
    "question", ["核能電廠的電賣給誰？", "太陽能板賣給哪些客戶？", "合作社能把米賣給農會嗎？"]
)
def test_selling_to_somebody_is_no_advice(explainer, question) -> None:
    """能 of 太陽能 and 核能 is no "can", and 賣給 names a buyer."""
    answer = explainer.ask(question)
    assert answer.refusal is None or answer.refusal.code != "investment_advice"
