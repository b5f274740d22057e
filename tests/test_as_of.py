"""A day that an answer is asked as of: nothing that came out after it is told."""

from __future__ import annotations

import pytest

from bot import Explainer


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


EARLIER = [
    ("2019-01-01", "Oracle's RPO?"),
    ("2019-01-01", "甲骨文為什麼要發債？"),
    ("2025-10-01", "How much free cash flow did Oracle have in fiscal Q2 2026?"),
    ("2025-08-01", "輝達與OpenAI的意向書金額是多少？"),
]


@pytest.mark.parametrize(("day", "question"), EARLIER)
def test_nothing_is_known_before_it_came_out(explainer, day, question) -> None:
    answer = explainer.ask(question, as_of=day)
    assert (answer.status, answer.refusal.code) == ("refused", "not_in_corpus")


LATER = [
    ("2025-10-01", "甲骨文的RPO？", "4,550億"),
    ("2025-12-31", "甲骨文的RPO？", "5,230億"),
    ("2025-12-31", "How much free cash flow did Oracle have in fiscal Q2 2026?", "$10 billion"),
    ("2025-10-01", "輝達與OpenAI的意向書金額是多少？", "1,000億"),
]


@pytest.mark.parametrize(("day", "question", "told"), LATER)
def test_what_was_known_by_then_is_told(explainer, day, question, told) -> None:
    assert told in explainer.ask(question, as_of=day).answer
