"""bot.answer.understand.history: the earlier turns as records or as dicts."""

from __future__ import annotations

import pytest

import bot
from bot import Explainer, Turn
from bot.answer.understand.history import read_turns
from bot.errors import InputError

ASKED = "How much is OpenAI's contract with Oracle worth?"
NEXT = "And how much is that a year?"


def test_records_and_dicts_are_the_same_turns() -> None:
    """A dict of a batch line is the record that it names; the answer may be left out."""
    shown = {"status": "answered"}
    dicts = [{"role": "user", "content": "RPO?"}, {"role": "assistant", "content": "523"}]
    assert read_turns([*dicts, {"role": "assistant", "content": "x", "answer": shown}]) == (
        Turn("user", "RPO?"),
        Turn("assistant", "523"),
        Turn("assistant", "x", shown),
    )
    assert read_turns([Turn("user", "RPO?"), dicts[1]])[0] == Turn("user", "RPO?")


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ([{"role": "user"}], "no 'content'"),
        ([{}], "no 'role' and no 'content'"),
        ([{"role": "system", "content": "x"}], "role 'system'"),
        ([{"role": "user", "content": 3}], "content of type int"),
        (["RPO?"], "turn 1 of the history is a str"),
        ([Turn("user", "RPO?"), None], "turn 2 of the history is a NoneType"),
        ("RPO?", "the history is a str"),
        ({"role": "user", "content": "RPO?"}, "the history is a dict"),
    ],
)
def test_what_is_no_turn_is_told(history, said) -> None:
    """The message names the turn, what was found and what was expected."""
    with pytest.raises(InputError, match=said):
        read_turns(history)


def test_a_question_follows_turns_of_either_shape() -> None:
    """From Python a follow-up is answered alike whether its turns are records or dicts."""
    explainer = Explainer()
    first = explainer.ask(ASKED)
    dicts = [{"role": "user", "content": ASKED}, {"role": "assistant", "content": first.answer}]
    records = [Turn("user", ASKED), Turn("assistant", first.answer)]
    answers = [explainer.ask(NEXT, history=turns) for turns in (dicts, records)]
    assert answers[0].answer == answers[1].answer
    assert answers[0].answer != explainer.ask(NEXT).answer
    with pytest.raises(InputError):
        explainer.ask(NEXT, history=[{"role": "user"}])


def test_the_public_face() -> None:
    """What `from bot import` gives."""
    assert sorted(bot.__all__) == ["Explainer", "Turn", "__version__"]
