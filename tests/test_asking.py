"""bot.answer.retrieve.asking: the verb that carries the figure asked for, and turns of speech."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.asking import carries_figure, plainly


@pytest.mark.parametrize(
    ("question", "word", "carries"),
    [
        ("How much did Brackenholt Hospital fork out for taxis?", "fork", True),
        ("How much should Pell Quay shoulder?", "shoulder", True),
        ("How many passengers can each ferry carry in winter?", "carry", True),
        ("How much revenue did Ravensgill book in 2025?", "book", True),
        ("How much is the yard itself chipping in for the slipway?", "chipping", True),
        ("How much did the insurance of the fleet cost?", "insurance", False),
        ("How many accidents did the buses have?", "accidents", False),
        ("How many night workers smoke?", "smoke", False),
        ("What is the top speed of the bike?", "speed", False),
        ("How much did Tarn spend on advertising?", "advertising", False),
        ("醫院砸下多少錢買設備？", "砸下", True),
        ("鯨嶼自己要掏多少錢蓋園區？", "掏", True),
        ("鯨嶼自己要掏多少錢蓋園區？", "蓋", True),
        ("自救會收到多少份連署？", "收到", True),
        ("公司2025年廣告費多少？", "廣告費", False),
        ("公司的保險費是多少？", "保險費", False),
    ],
)
def test_the_verb_before_a_figure_is_known_by_its_place(question, word, carries):
    """A document need not have that verb; a noun in such a place stays what is asked for."""
    assert carries_figure(question, word) is carries


@pytest.mark.parametrize(
    ("asked", "plain"),
    [
        ("Who runs Ravensgill Optics now?", "who leads Ravensgill Optics now?"),
        ("Who set up the firm?", "who founded the firm?"),
        ("How big is the fleet?", "how much is the fleet?"),
        ("Who wrote it?", "Who wrote it?"),
        ("How much red ink did it produce?", "How much loss did it produce?"),
        ("How much did they get back?", "How much did they recover?"),
        ("台幣變貴，賠了多少？", "台幣升值，賠了多少？"),
    ],
)
def test_turns_of_speech_are_said_plainly(asked, plain):
    """ "Who runs" asks who leads; nothing else of the question changes."""
    assert plainly(asked) == plain


def test_a_turn_of_speech_that_the_document_has_stays():
    """What a document says so is looked for as it says it."""
    asked = "How many people did they lay off?"
    assert plainly(asked, ["It laid off 130 people."]) == asked
    assert plainly(asked, ["It cut 130 posts."]) != asked
