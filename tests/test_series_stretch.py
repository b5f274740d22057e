"""What some entries of a told series come to, and the middles of ranges."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.library import Library


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


def results(explainer: Explainer, question: str) -> list[str]:
    """What was worked out, to four digits, with its unit."""
    made = explainer.ask(question).calculations
    return [f"{float(c.value or 0):.4g} {c.unit}" for c in made]


STRETCHES = [
    ("What would Oracle's OCI revenue come to over fiscal 2027 to 2029 in total?", "2.19e+11 USD"),
    ("甲骨文2025年9月預估的OCI營收，2026到2030會計年度全部加起來多少？", "3.81e+11 USD"),
    ("輝達雲端租用付款，2028到2030會計年度平均每年多少？", "5e+09 USD/year"),
    ("nvda cloud rental payments: yearly average of fiscal 2027 and 2028?", "6e+09 USD/year"),
    ("Of NVIDIA's cloud rental payments, what percentage is due in fiscal 2029 and later?", "50 %"),
    ("輝達應收帳款裡，前兩大客戶合計占多少？", "39 %"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), STRETCHES)
def test_the_entries_that_are_named_are_taken(explainer, question, value) -> None:
    """From one year to another, one by one, from one on, or so many of the largest."""
    assert results(explainer, question) == [value]


OTHERS = [
    ("How much OCI revenue does Oracle project for fiscal 2028?", []),
    ("What growth a year does Oracle's OCI projection imply from fiscal 2026 to 2030?",
     ["68.18 %"]),
    ("NVDA 2025年10月底的應收帳款，最大的直接客戶占百分之幾？", []),
]  # fmt: skip


@pytest.mark.parametrize(("question", "values"), OTHERS)
def test_one_entry_or_a_growth_is_no_stretch(explainer, question, values) -> None:
    """A single year is told; a growth a year is worked out between its two ends."""
    assert results(explainer, question) == values


MIDDLES = [
    ("What do the midpoints of Alphabet's and Meta's 2025 capex guidance of October add up to?",
     "1.63e+11 USD"),
    ("Alphabet跟Meta 2025年10月的資本支出指引中間值差多少？", "2.1e+10 USD"),
    ("By what percentage did the midpoint of CoreWeave's 2025 capex guidance come down?",
     "-39.53 %"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), MIDDLES)
def test_middles_are_added_or_set_apart(explainer, question, value) -> None:
    """Those of the companies that are named, or of a range and the one that it replaced."""
    assert results(explainer, question) == [value]
