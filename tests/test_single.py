"""Which questions ask for one thing, so that one sentence must hold its kind."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.single import asks_one_thing
from bot.answer.retrieve.wanted import kind_asked
from bot.answer.understand import understand
from bot.library import Library

ONE = [
    ("How many years does NVIDIA rent from Lambda?", True),
    ("輝達跟Lambda租幾年？", True),
    ("Who bought the mill, and how much did it cost?", False),
    ("紗廠賣給誰、賣了多少錢？", False),
    ("How much did Amazon and NVIDIA each put in?", False),
    ("亞馬遜跟輝達各出多少？", False),
    ("Does Microsoft or Amazon spend more?", False),
    ("Put Burry against NVIDIA.", False),
    ("貝瑞對上輝達，怎麼說？", False),
    ("微軟和亞馬遜誰花得比較多？", False),
    ("In which states and which towns are the sites, respectively?", True),
    ("那些據點分別在哪幾州？", True),
]


@pytest.mark.parametrize(("question", "one"), ONE)
def test_one_thing_is_asked_for_or_several(library: Library, question: str, one: bool) -> None:
    """A choice, parts for each and two questions in one are several; places may be told apart."""
    read = understand(question, (), library.glossary, library.phrases)
    assert asks_one_thing(read, kind_asked(question), 0) is one


def test_a_question_that_was_cut_into_sides_asks_for_several(library: Library) -> None:
    """The parts that retrieval made of it count too."""
    read = understand("How large is Oracle's RPO?", (), library.glossary, library.phrases)
    assert asks_one_thing(read, "figure", 1)
    assert not asks_one_thing(read, "figure", 2)
