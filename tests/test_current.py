"""What is left of a deal or level of which a part is supposed, and how far a plan moved."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.library import Library


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


LEFT = [
    ("If Anthropic uses up only 30% of its Azure commitment, what remains of it?", "21000000000"),
    ("如果OpenAI取消跟CoreWeave合約的兩成，還剩多少？", "17920000000"),
    ("If OpenAI pays just half of what it signed for, how much of Oracle's RPO is left?",
     "373000000000"),
    ("要是亞馬遜取消一成的2025年資本支出，還剩多少？", "112500000000"),
]  # fmt: skip
OF_ONES_OWN = [
    ("If Oracle pays back a quarter of its $106 billion debt, what is left?", "79500000000"),
]
MOVED = [
    ("By what percentage did Amazon lift its 2025 capex forecast from the previous one?", "5.93"),
    ("亞馬遜的2025年資本支出預估，比先前那份高幾%？", "5.93"),
]
REACHED = [
    ("What share of its fiscal 2026 revenue target has Oracle booked so far?", "46.27"),
    ("甲骨文2026會計年度的資本支出指引，到目前花了幾成？", "41"),
]
SHORT = [
    ("By what per cent did Oracle's revenue in fiscal 2026 Q2 fall short of estimates?", "0.925"),
    ("Oracle's free cash flow in that quarter fell short of what was expected by what percentage "
     "(second quarter of fiscal 2026)?", "92.3"),
]  # fmt: skip
NOT_TOLD = [
    "What fraction of Stargate's $500 billion has been spent so far?",
    "甲骨文的營收有幾成是付給Blue Owl的？",
    "How much of NVIDIA's revenue hangs on OpenAI?",
    "What share of SoftBank's profit came from OpenAI?",
]


def _value(answer) -> Decimal:
    return Decimal(answer.calculations[-1].value)


@pytest.mark.parametrize(("question", "value"), [*LEFT, *OF_ONES_OWN])
def test_what_is_left_is_the_whole_less_the_part(explainer, question, value) -> None:
    """Of a backlog the deal inside it counts, at the latest level and the last plan."""
    assert _value(explainer.ask(question)) == Decimal(value)


@pytest.mark.parametrize(("question", "value"), [*MOVED, *REACHED])
def test_a_plan_is_set_against_the_one_before_or_what_was_done(explainer, question, value) -> None:
    """The later plan over the earlier one, never the other way round."""
    assert abs(_value(explainer.ask(question)) - Decimal(value)) < Decimal("0.01")


@pytest.mark.parametrize(("question", "value"), SHORT)
def test_a_miss_is_told_in_per_cent_of_what_was_expected(explainer, question, value) -> None:
    """Alone, where no money is asked for, by the source's own count; nothing fell, so nothing is
    to be corrected.
    """
    answer = explainer.ask(question)
    assert abs(abs(_value(answer)) - Decimal(value)) < Decimal("0.05")
    assert len(answer.calculations) == 1
    assert not any(s.kind == "correction" for s in answer.sentences)


@pytest.mark.parametrize("question", NOT_TOLD)
def test_unlike_things_are_no_share(explainer, question) -> None:
    """Neither plan over plan for what was spent, nor figures in which a party has no part."""
    assert explainer.ask(question).calculations == ()
