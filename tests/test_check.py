"""bot.check: a sentence without a figure is supported by its words, not by a name in common."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.check import check_paragraph


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


SENTENCES = [
    ("Larry Ellison likes sailing.", "not_found"),
    ("艾利森喜歡打網球。", "not_found"),
    ("A letter of intent must be registered with a court.", "not_found"),
    (
        "A letter of intent states what two parties plan to do and is usually not binding.",
        "supported",
    ),
    ("意向書寫下雙方打算做的事，通常沒有法律約束力。", "supported"),
]


@pytest.mark.parametrize(("sentence", "verdict"), SENTENCES)
def test_a_sentence_without_a_figure_needs_its_words(explainer, sentence, verdict) -> None:
    """Invented claims about known parties are not found; reworded ones are supported."""
    assert check_paragraph(explainer.library, sentence).sentences[0].verdict == verdict
