"""What a plain answer leaves out: definitions and remarks that nobody asked for."""

from __future__ import annotations

import pytest

from bot import Explainer


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library)


@pytest.mark.parametrize(
    ("question", "idle"),
    [
        ("甲骨文額外租約的租期最長幾年？", "不列入資產負債表"),
    ],
)
def test_one_fact_is_told_without_a_lecture(explainer, question, idle):
    assert idle not in explainer.ask(question).answer


@pytest.mark.parametrize(
    ("question", "kept"),
    [
        ("What is free cash flow?", "capital spending"),
        ("Why is Oracle's free cash flow negative?", "capital spending goes out first"),
        ("What did press reports put Oracle's total debt at?", "comes from the press"),
    ],
)
def test_a_meaning_a_reason_and_what_a_figure_rests_on_are_told(explainer, question, kept):
    assert kept in explainer.ask(question).answer
