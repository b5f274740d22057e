"""An amount that the question writes beside a measure that it names: which is divided by which."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.library import Library


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


ASKED = [
    ("$12 billion is how many times Oracle's fiscal 2025 revenue?", "12", "57.4"),
    ("How many times Oracle's fiscal 2025 revenue is $400 billion?", "400", "57.4"),
    ("How many times $12 billion is Oracle's fiscal 2025 revenue?", "57.4", "12"),
    ("How many times would Oracle's FY2025 revenue cover $8 billion?", "57.4", "8"),
    ("700億美元是輝達2026財年Q3營收的幾倍？", "70", "57.006"),
    ("輝達2026財年Q3營收是140億美元的幾倍？", "57.006", "14"),
]
SHARES = [
    ("What share of Oracle's fiscal 2025 revenue is $3 billion?", "3", "57.4"),
    ("30億美元占甲骨文2025會計年度營收幾成？", "3", "57.4"),
    ("$9 billion as a percentage of NVIDIA's Q3 FY2026 revenue", "9", "57.006"),
]


def _made(explainer, question: str) -> list[Decimal]:
    return [Decimal(c.value) for c in explainer.ask(question).calculations if c.value]


@pytest.mark.parametrize(("question", "upper", "lower"), ASKED)
def test_the_multiple_is_taken_the_way_it_is_asked(explainer, question, upper, lower) -> None:
    """What stands nearest to the words that ask is divided by."""
    (found,) = _made(explainer, question)
    assert abs(found - Decimal(upper) / Decimal(lower)) < Decimal("0.001")


@pytest.mark.parametrize(("question", "part", "whole"), SHARES)
def test_the_share_is_taken_of_what_is_named_so(explainer, question, part, whole) -> None:
    """The amount is the part."""
    (found,) = _made(explainer, question)
    assert abs(found - 100 * Decimal(part) / Decimal(whole)) < Decimal("0.01")


def test_an_amount_set_to_be_divided_claims_nothing(explainer) -> None:
    """The amount of a multiple is no premise about the measure."""
    answer = explainer.ask("$90 billion is how many times NVIDIA's Q3 FY2026 revenue?")
    assert all(s.kind != "correction" for s in answer.sentences)


def test_an_amount_that_is_told_of_two_parties_is_cited(explainer) -> None:
    """NVIDIA's $100 billion for OpenAI is a source's figure, although the reader writes it."""
    question = "NVIDIA gives OpenAI $100 billion. How many times its Q3 FY2026 revenue is that?"
    (made,) = explainer.ask(question).calculations
    assert not any(o.given for o in made.operands)


def test_without_a_figure_for_the_time_nothing_is_set_to_the_amount(explainer) -> None:
    """Oracle's revenue of 1999 is not told; another year's is not put in its place."""
    answer = explainer.ask("How many times Oracle's 1999 revenue is $400 billion?")
    assert not any(o.given for c in answer.calculations for o in c.operands)


@pytest.mark.parametrize("question", ["Oracle revenue 2011", "甲骨文2009年的營收是多少？"])
def test_a_units_figures_of_other_years_do_not_answer_for_the_company(explainer, question) -> None:
    """What is told of Oracle's cloud in 2026 is no answer about the company years before."""
    answer = explainer.ask(question)
    assert answer.refusal is not None
    assert answer.refusal.code == "not_in_corpus"
