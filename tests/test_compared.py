"""A plain comparison sets one measure of the two sides beside each other, with the difference."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.library import Library


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


APART = [
    ("Set NVIDIA's and Oracle's free cash flow side by side.", "32.089"),
    ("輝達和甲骨文的自由現金流比較起來如何？", "320.89"),
    ("Compare Oracle's revenue with its capital spending in the second quarter of fiscal 2026.",
     "4.1"),
]  # fmt: skip
GROWTH = [
    ("Whose revenue grew faster, CoreWeave's or NVIDIA's?", "72"),
    ("Compare CoreWeave's revenue growth with Oracle's.", "120"),
    ("CoreWeave和甲骨文，誰的營收成長比較快？", "120"),
]


@pytest.mark.parametrize(("question", "figure"), APART)
def test_the_difference_stands_beside_the_two(explainer, question, figure) -> None:
    """A minus counts: what one has in hand and the other lacks is the sum of both."""
    answer = explainer.ask(question)
    assert figure in answer.sentences[0].text
    assert answer.calculations


@pytest.mark.parametrize(("question", "points"), GROWTH)
def test_rates_of_growth_are_set_beside_each_other(explainer, question, points) -> None:
    """Not the levels: who grew faster is told in points."""
    answer = explainer.ask(question)
    assert points in answer.sentences[0].text
    assert answer.calculations[0].unit == "pp"


def test_a_plan_is_not_set_against_a_deed(explainer) -> None:
    answer = explainer.ask("Compare Amazon's planned 2025 capex with Microsoft's last quarter's.")
    assert answer.calculations == ()


def test_a_loss_spoken_of_is_no_gain_taken_for_granted(explainer) -> None:
    """One party's profit and another's loss in one question: nothing is to be corrected."""
    answer = explainer.ask("OpenAI的虧損怎麼影響微軟的獲利？")
    assert not any(s.kind == "correction" for s in answer.sentences)
