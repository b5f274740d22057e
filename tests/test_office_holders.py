"""Who holds an office: the glossary's entry of the person says it, or the sources do not."""

from __future__ import annotations

import pytest

from bot import Explainer


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


KNOWN = [
    ("Who is NVIDIA's chief executive?", "Jensen Huang"),
    ("who runs nvidia", "Jensen Huang"),
    ("輝達執行長是誰？", "黃仁勳"),
    ("誰創辦了輝達？", "黃仁勳"),
    ("Who's the CFO of NVIDIA?", "Colette Kress"),
    ("甲骨文的老闆是誰", "卡茲"),
    ("Who is in charge of SoftBank?", "Masayoshi Son"),
    ("OpenAI的執行長叫什麼名字？", "奧特曼"),
]


@pytest.mark.parametrize(("question", "person"), KNOWN)
def test_the_person_of_the_office_is_named(explainer, question, person) -> None:
    answer = explainer.ask(question)
    assert answer.status == "answered"
    assert answer.answer.startswith(person)
    assert answer.citations[0].passage_id.startswith("glossary/")


@pytest.mark.parametrize("question", ["Who is AMD's CEO?", "Who is the boss of Broadcom?"])
def test_an_office_of_which_nothing_is_known_is_refused(explainer, question) -> None:
    """A definition of the company does not say who leads it."""
    answer = explainer.ask(question)
    assert (answer.status, answer.refusal.code) == ("refused", "not_in_corpus")


@pytest.mark.parametrize(
    "question", ["輝達執行長說10吉瓦等於多少GPU？", "Who led OpenAI's 2025 round?"]
)
def test_what_a_holder_says_or_leads_is_no_question_of_who_it_is(explainer, question) -> None:
    answer = explainer.ask(question)
    assert not answer.citations[0].passage_id.startswith("glossary/")
