"""An outcome beside what was expected of it, and plans that leave out no party that is named."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.explainer import Explainer
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.library import Library

OVER = [
    ("By what percentage did Oracle's Q2 capex exceed what analysts expected?", "45.45"),
    ("甲骨文第二季資本支出比市場預期高出百分之幾？", "45.45"),
]
OF_THE_NAMED = [
    ("How much is OpenAI's Oracle contract a year if it is spread over five years?", "60000000000"),
    ("OpenAI跟甲骨文的合約攤成六年，一年是多少？", "50000000000"),
]
YEARS = ["從26會計年度到30會計年度", "27財年的營收", "from FY26 to FY30"]


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library)


@pytest.mark.parametrize(("text", "value"), OVER)
def test_what_was_expected_is_the_whole(explainer: Explainer, text: str, value: str) -> None:
    """How far above expectations: per cent of what was expected, and never the other way round."""
    found = [
        Decimal(c.value) for c in explainer.ask(text).calculations if c.value and c.unit == "%"
    ]
    assert [round(v, 2) for v in found] == [Decimal(value)]


@pytest.mark.parametrize(("text", "value"), OF_THE_NAMED)
def test_another_partys_figures_take_no_calculations_place(
    explainer: Explainer, text: str, value: str
) -> None:
    """The contract of the parties that are named is the one that is spread."""
    assert value in [c.value for c in explainer.ask(text).calculations]


@pytest.mark.parametrize("text", YEARS)
def test_two_digits_of_a_fiscal_year_are_no_figure(text: str) -> None:
    """A year is a time, however short it is written."""
    assert read_quantities(fold(text)) == ()
    assert read_quantities(text) == ()


def test_a_gigawatt_that_is_mused_about_is_no_sum(explainer: Explainer) -> None:
    """Where no amount is asked for, a quantity that is named starts no calculation."""
    answer = explainer.ask("What did Altman imagine ten gigawatts might do about cancer?")
    assert answer.status == "answered"
    assert answer.calculations == ()


CONFIRMED = [
    "SoftBank has paid OpenAI everything by now, final instalment included, right?",
    "軟銀欠OpenAI的錢連最後一期都付清了，對吧？",
]


@pytest.mark.parametrize("text", CONFIRMED)
def test_a_statement_put_to_be_confirmed_is_told_what_the_sources_say(
    explainer: Explainer, text: str
) -> None:
    """A word that no passage has is no reason to refuse what the parties' passages tell."""
    assert explainer.ask(text).status in ("answered", "partial")
