"""A follow-up that asks something else carries the subject, and not what was asked of it."""

from __future__ import annotations

import pytest

from bot import Explainer, Turn

CARRIED = [
    (("How much is Anthropic's contract with Microsoft worth?", "who gains more?"), "Anthropic's"),
    (("What is CoreWeave's revenue?", "who keeps most?"), "CoreWeave's revenue: who keeps most?"),
]


@pytest.mark.parametrize(("turns", "told"), CARRIED)
def test_the_subject_is_carried_and_not_the_question(follow, turns, told):
    """What was asked before is left out where another thing is asked."""
    question = follow(*turns)
    assert question.standalone.startswith(told)
    assert turns[0] not in question.standalone


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (
            ("What is CoreWeave's revenue?", "why is that important?"),
            "What is CoreWeave's revenue?",
        ),
        (("What is CoreWeave's revenue?", "per employee?"), "What is CoreWeave's revenue?"),
        (("CoreWeave的營收多少？", "為什麼？"), "CoreWeave的營收多少？"),
    ],
)
def test_a_pronoun_an_operation_and_a_bare_why_keep_the_question(follow, turns, told):
    """Each leans on what was asked."""
    assert told in follow(*turns).standalone or "CoreWeave" in follow(*turns).text


WHY = [
    (
        ("How much is AMD's contract with OpenAI worth?", "who is better off?", "why?"),
        "who is better off, and why?",
    ),
    (("超微與OpenAI的合約值多少？", "誰比較吃虧？", "為什麼？"), "誰比較吃虧，為什麼？"),
]


@pytest.mark.parametrize(("turns", "told"), WHY)
def test_why_is_asked_of_what_was_asked_last(follow, turns, told):
    """A bare why takes the words of the turn before it, once, with what that leant on."""
    question = follow(*turns)
    assert question.text == told
    assert question.standalone.endswith(told)
    assert question.standalone.count(told[:5]) == 1
    assert question.asked == turns[-1]


LENGTHS = [
    (("How much does CoreWeave owe?", "make it shorter", "now in Chinese please"), "brief"),
    (("CoreWeave欠多少錢？", "簡短一點", "in English please"), "brief"),
    (("CoreWeave欠多少錢？", "請說詳細一點", "in English please"), "detailed"),
    (("How much does CoreWeave owe?", "in Chinese please"), "standard"),
    (("How much does CoreWeave owe?", "shorter", "longer please, in Chinese"), "detailed"),
]


@pytest.mark.parametrize(("turns", "level"), LENGTHS)
def test_another_language_keeps_the_length(follow, turns, level):
    """A length asked for before stays, unless another is asked for."""
    assert follow(*turns).level == level


def test_another_language_keeps_the_number_of_sentences(follow):
    """So does a number of sentences; a longer answer has none."""
    turns = ("How much does CoreWeave owe?", "in one sentence")
    assert follow(*turns, "用中文說").form.at_most == 1
    assert follow(*turns, "longer please").form.at_most == 0


def test_a_follow_ups_own_words_may_ask_for_our_reading():
    """ "What are the main dangers?" is told where the passage speaks of those carried."""
    explainer = Explainer(engine="extractive")

    def opening(first: str) -> str:
        turns = (Turn("user", first), Turn("assistant", "…"))
        answer = explainer.ask("then what are the main dangers?", history=turns)
        return answer.citations[0].source_id

    assert opening("How much is OpenAI's contract with Oracle worth?") == "looplens-reading"
    assert opening("How much is OpenAI's contract with Broadcom?") != "looplens-reading"
