"""A figure of the reader's at the one figure of the sources that its words and unit call for."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.library import Library


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


def results(explainer: Explainer, question: str) -> list[str]:
    """What was worked out, to four digits, with its unit."""
    made = explainer.ask(question, as_of="latest").calculations
    return [f"{float(c.value or 0):.4g} {c.unit}" for c in made]


APPLIED = [
    ("I own 300 NVIDIA shares; how much of its diluted earnings for the third quarter of fiscal "
     "2026 is mine in dollars?", "390 USD"),
    ("我有1,200股甲骨文，2026會計年度第二季調整後獲利，我的份是多少美元？", "2712 USD"),
    ("What would 50 CoreWeave shares cost at the price NVIDIA paid in January 2026?", "4360 USD"),
    ("If NVIDIA's revenue of Q3 fiscal 2026 fell 15%, what would it be?", "4.846e+10 USD"),
    ("如果CoreWeave的淨利息支出比2025年第三季多三成，會是多少？", "4.038e+08 USD"),
    ("要是甲骨文2025年11月底的債務，借款成本多0.5個百分點，一年多付多少利息？", "5.3e+08 USD"),
    ("Suppose 6 gigawatts of NVIDIA's letter with OpenAI get built: pro rata, what does NVIDIA pay "
     "OpenAI?", "6e+10 USD"),
    ("If OpenAI were listed at $900 billion, what would the slice that Microsoft holds be worth?",
     "2.43e+11 USD"),
    ("Share the original Stargate plan among 1,000,000 people: how much is that for each of them?",
     "5e+05 USD"),
    ("If Intel is quoted at $30, how big is NVIDIA's profit on its block of December 2025?",
     "1.443e+09 USD"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), APPLIED)
def test_the_readers_figure_is_set_to_the_one_that_is_meant(explainer, question, value) -> None:
    """Of the party, the time and the measure that are named."""
    assert results(explainer, question) == [value]


OTHERWISE = [
    ("What is 15% of Oracle's RPO at the end of November 2025?", ["7.845e+10 USD"]),
    ("If Oracle only gets 60% of the OpenAI contract, how much is that?", ["1.8e+11 USD"]),
    ("Should I buy 300 Oracle shares?", []),
    ("Would 500 shares of Oracle have made me money since September?", []),
]  # fmt: skip


@pytest.mark.parametrize(("question", "values"), OTHERWISE)
def test_a_share_is_no_rise_and_advice_is_not_given(explainer, question, values) -> None:
    """A part of a figure stays a part; what to buy is refused."""
    assert results(explainer, question) == values


BESIDE = [
    ("Infer Oracle's fiscal 2026 capex from its operating and free cash flow: how many times its "
     "fiscal 2025 capex is that?", ["5.57e+10 USD", "2.627 x"]),
    ("用營運現金流減自由現金流推算甲骨文2026會計年度的資本支出，比2025年12月的指引多多少？",
     ["5.57e+10 USD", "5.7e+09 USD"]),
    ("軟銀2025年賣輝達和T-Mobile的錢加起來，夠付12月給OpenAI那筆的百分之幾？", ["66.67 %"]),
    ("Would NVIDIA's and Microsoft's investments in Anthropic together cover Anthropic's Azure "
     "commitment? What percent of it?", ["50 %"]),
    ("By how many percentage points did OCI's share of Oracle's cloud revenue change between the "
     "first and second quarters of fiscal 2026?", ["5.417 pp"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "values"), BESIDE)
def test_two_steps_are_worked_out_in_turn(explainer, question, values) -> None:
    """What follows is set beside what is stated, several together over one."""
    assert results(explainer, question) == values


def test_loss_of_worth_is_told_and_no_advice(explainer) -> None:
    """What shares lost between two days asks for no advice."""
    question = (
        "My aunt holds 200 Oracle shares. Between the peak of September 2025 and the after-hours "
        "price of 10 December, how many dollars did they lose?"
    )
    assert results(explainer, question) == ["2.974e+04 USD"]


EXPECTED = [
    ("What was the gap between Oracle's free cash flow and what analysts had expected in fiscal "
     "Q2 2026?", ["-4.8e+09 USD"]),
    ("甲骨文2026會計年度第二季資本支出比分析師預期多多少美元？", ["3.75e+09 USD"]),
    ("What is Microsoft's 27% of OpenAI worth at the October 2025 employee-sale valuation?",
     ["1.35e+11 USD"]),
    ("軟銀持有的OpenAI股份，照2025年10月的估值值多少？", ["5.5e+10 USD"]),
    ("How much more did Lucent lend customers than Cisco, as a multiple?",
     ["5.7e+09 USD", "3.375 x"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "values"), EXPECTED)
def test_the_figure_that_belongs_beside_another_is_taken(explainer, question, values) -> None:
    """What analysts expected of that measure, what the other company was valued at then."""
    assert results(explainer, question) == values


def test_a_gain_of_the_quarter_that_is_told_is_not_that_of_the_year(explainer) -> None:
    """The source's own figure for the stretch that is named; over the year it is worked out."""
    assert not results(explainer, "甲骨文2026會計年度第二季RPO增加多少美元？")
    over_the_year = "By how many dollars did Oracle's RPO grow over the year to November 2025?"
    assert results(explainer, over_the_year) == ["4.258e+11 USD"]
