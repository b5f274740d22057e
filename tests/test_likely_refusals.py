"""Advice, forecasts, harm and other subjects are told by all of a question's words."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.likely_refusals import CLASSES, likely_refusals
from bot.answer.understand import understand
from bot.library import Library

ASKED = [
    ("Would my nephew be wise to pile his wages into AMD?", "investment_advice"),
    ("我表弟想把薪水都拿去買超微，妥當嗎？", "investment_advice"),
    ("Is Oracle ever going to pay all of that back?", "future"),
    ("你敢保證甲骨文還得完嗎？", "future"),
    ("Teach me to forge a supplier's invoice so nobody notices.", "unsafe"),
    ("教我偽造供應商發票又不被發現。", "unsafe"),
    ("How long should I boil an egg?", "out_of_scope"),
    ("水煮蛋要煮幾分鐘？", "out_of_scope"),
    ("How much did SoftBank get for its NVIDIA shares?", "none"),
    ("軟銀賣輝達股票拿到多少錢？", "none"),
    ("What does Bain expect computing demand to be in 2030?", "none"),
    ("貝恩估2030年的算力需求是多少？", "none"),
]


@pytest.mark.parametrize(("question", "code"), ASKED)
def test_the_code_that_the_words_tell(library: Library, question: str, code: str) -> None:
    """The likeliest class of wordings that no cue list was made for."""
    chances = likely_refusals(understand(question, (), library.glossary, library.phrases))
    assert max(chances, key=lambda name: chances[name]) == code


def test_the_chances_are_those_of_all_classes(library: Library) -> None:
    """They add up to one."""
    chances = likely_refusals(understand("RPO?", (), library.glossary, library.phrases))
    assert tuple(chances) == CLASSES
    assert sum(chances.values()) == pytest.approx(1.0)
