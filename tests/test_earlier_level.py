"""An earlier level that no source tells, from a later one and what it moved by since."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.library import Library


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


def value(explainer: Explainer, question: str) -> str:
    """The last result, to three digits; empty where nothing was worked out."""
    made = explainer.ask(question, as_of="latest").calculations
    return f"{float(made[-1].value or 0):.3g} {made[-1].unit}" if made else ""


EARLIER = [
    ("What was NVIDIA's revenue in the third quarter of fiscal 2025, given what it reported for "
     "the same quarter of fiscal 2026?", "3.52e+10 USD"),
    ("甲骨文2024年11月底的RPO是多少？", "9.72e+10 USD"),
    ("How high was Microsoft's commercial RPO at the end of December 2024?", "2.98e+11 USD"),
    ("Microsoft's capex in the December 2024 quarter, going by the one a year later?",
     "2.26e+10 USD"),
    ("CoreWeave's revenue was up 134% in Q3 2025. What had it been in the same quarter of 2024?",
     "5.83e+08 USD"),
    ("Google、微軟、Meta、亞馬遜2025年第三季資本支出合計年增76%，2024年同一季是多少？",
     "6.48e+10 USD"),
    ("NVIDIA's commitments to rent cloud capacity rose a lot in the third quarter of fiscal 2026. "
     "Where had they stood when the quarter began?", "1.26e+10 USD"),
    ("輝達租用雲端的承諾到2025年10月底那季增加不少，比季初多了百分之幾？", "106 %"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "result"), EARLIER)
def test_the_earlier_level_is_worked_out(explainer, question, result) -> None:
    """From the level and its growth over the year, or the amount that it rose by in a quarter."""
    assert value(explainer, question) == result


LEFT_ALONE = [
    "How much did CoreWeave's revenue grow between Q3 2024 and Q3 2025?",
    "What was Oracle's capex in fiscal 2025?",
    "甲骨文2025年5月底的RPO大約多少？",
    "What was Oracle's revenue growth in the second quarter of fiscal 2026?",
    "甲骨文2026會計年度第二季營收年增率是多少？",
]


@pytest.mark.parametrize("question", LEFT_ALONE)
def test_what_is_told_is_not_worked_out(explainer, question) -> None:
    """A rate that is asked for by itself, and a level that a source tells."""
    assert value(explainer, question) == ""


LASTING = [
    ("At the pace of the first half of 2025, how many months would OpenAI's cash last?",
     "42 months"),
    ("OpenAI 2025年年中的現金，照上半年的燒法還能撐多久？", "3.5 years"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "result"), LASTING)
def test_cash_lasts_at_the_rate_of_its_own_time(explainer, question, result) -> None:
    """What is in hand at the end of a stretch, over what was burnt in it; in the unit asked for."""
    assert value(explainer, question) == result


def test_the_evening_before_a_rise(explainer) -> None:
    """A level that the reader quotes, less what it rose by on that day."""
    question = (
        "NVIDIA's market value was about $4.46 trillion on 22 September 2025. What had it been the "
        "evening before?"
    )
    assert value(explainer, question) == "4.29e+12 USD"
