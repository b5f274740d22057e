"""A figure that a reader brings in from elsewhere (`hearsay`), held against the sources."""

from __future__ import annotations

import pytest

from bot.explainer import Explainer
from bot.language.hearsay import brought_in
from bot.records import Turn

CLAIMS = [
    ("My uncle says it is 70 billion", "70 billion"),
    ("hm, I read it was only 3 gigawatts", "3 gigawatts"),
    ("wasn't that $90 billion?", "$90 billion"),
    ("somebody told me they hold 35%", "35%"),
    ("but I thought it was worth 640 billion", "640 billion"),
    ("我以為是九百億", "九百億"),
    ("可是同事說只有兩成", "兩成"),
    ("不是250億嗎？", "250億"),
    ("我在報紙上看到是80億美元", "80億美元"),
]
NO_CLAIMS = [
    "what if it were 70 billion?",
    "I heard it owns 35%, so how much is that worth?",
    "is it more than 90 billion?",
    "What is 35% of that?",
    "I read that it runs over 6 years",
    "聽說是80億，跟去年差多少？",
    "如果我聽說的250億是真的呢",
    "是不是赤字？",
]


@pytest.mark.parametrize(("text", "said"), CLAIMS)
def test_a_figure_heard_of_is_a_claim(follow, text, said):
    """Whoever is said to have told it, and where the words hold it against the answer."""
    claimed = brought_in(follow(text))
    assert claimed is not None
    assert claimed.text.strip() == said


@pytest.mark.parametrize("text", NO_CLAIMS)
def test_a_figure_that_is_supposed_or_worked_with_is_none(follow, text):
    """Nor is one that is asked about, or a length of time."""
    assert brought_in(follow(text)) is None


def test_the_question_before_is_asked_again_without_a_calculation(follow):
    """The claim is no operand, and the topic stays what it was."""
    asked = follow("What is Nokia's total debt?", "people say it's 12 billion")
    assert asked.text == "What is Nokia's total debt?"
    assert asked.working is None
    assert asked.claimed is not None
    assert (
        follow("What is Nokia's total debt?", "people say it's 12 billion", "why?").claimed is None
    )


def test_a_claim_is_no_second_figure_to_relate(follow):
    """What grew, after it, is one figure."""
    turns = ("How many users does Gemini have?", "somebody said 900 million", "is it growing?")
    working = follow(*turns).working
    assert working is None or working.operation != "rate"


def test_a_claim_of_another_thing_is_not_held_against_the_question_before(follow):
    """Words that name what the figure is of do not lean on what was asked for."""
    asked = follow("What was Meta's revenue?", "I heard the penalty is 9 billion")
    assert asked.claimed is None


@pytest.fixture(scope="module")
def told(library):
    explainer = Explainer(library=library, engine="extractive")

    def told(*messages: str) -> str:
        history: list[Turn] = []
        for message in messages[:-1]:
            history += [Turn("user", message), Turn("assistant", "…")]
        return explainer.ask(messages[-1], history=history).answer

    return told


AGAINST = [
    (
        ("How large was OpenAI's contract with AWS?", "my boss says 83 billion"),
        "The sources do not say 83 billion",
        "$38 billion",
    ),
    (("NVIDIA花了多少錢買Intel的股票？", "我記得是90億美元"), "來源所說的並非90億美元", "50億美元"),
    (
        ("What did SoftBank pay into OpenAI?", "isn't its stake 30%?"),
        "The sources do not say 30%",
        "11%",
    ),
    (
        ("How much data-centre revenue did NVIDIA report for Q3 FY2026?", "I read it was 51.2bn"),
        "The sources do say 51.2bn",
        "$51.215 billion",
    ),
]


@pytest.mark.parametrize(("messages", "verdict", "figure"), AGAINST)
def test_a_claim_is_held_against_what_the_sources_say(told, messages, verdict, figure):
    """The verdict stands first, with the figure that answers the question before."""
    answer = told(*messages)
    assert answer.startswith(verdict)
    assert figure in answer


def test_a_figure_of_another_measure_bears_no_claim_out(told):
    """12 billion of its capital spending is not what its contracts come to."""
    answer = told("How big are OpenAI's contracts with CoreWeave?", "I read it was 14 billion")
    assert answer.startswith("The sources do not say 14 billion: OpenAI's 3 contracts")


def test_a_count_is_claimed_without_its_unit(told):
    """A billion, after users were asked about, is a billion users."""
    answer = told("How many weekly users does ChatGPT have?", "I heard it's 2 billion")
    assert answer.startswith("The sources do not say 2 billion")
    assert "800 million" in answer


def test_a_percentage_of_another_measure_bears_no_claim_out(told):
    """20% of its revenue that a party pays is not 20% that another owns of it."""
    assert "do say 20%" not in told("How much has SoftBank paid OpenAI?", "I heard it owns 20%")


def test_when_it_was_is_told_of_what_the_claim_was_held_against(told):
    """The sentence with its date, and nothing else."""
    answer = told(
        "How large was OpenAI's contract with AWS?", "my boss says 83 billion", "when was that?"
    )
    assert "November 2025" in answer
    assert answer.count("[") == 1
