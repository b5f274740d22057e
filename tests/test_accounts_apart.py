"""Two accounts of one figure, set apart and marked as a conflict; a tagged figure set right."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.library import Library


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


ACCOUNTS = [
    ("OpenAI's 2025 revenue: what was targeted in September 2025 and what was reported in February "
     "2026 do not match. How far apart are they?", "100000000"),
    ("The article says Oracle's capital spending over the past year was $35 billion; by how much "
     "is another source off?", "500000000"),
    ("雜誌說甲骨文近四季資本支出是350億美元，跟別的來源差多少？", "500000000"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), ACCOUNTS)
def test_accounts_of_one_figure_are_subtracted(explainer, question, value) -> None:
    """Of one party, measure and time; both sides are marked."""
    answer = explainer.ask(question, as_of="latest")
    assert [c.value for c in answer.calculations] == [value]
    assert len(answer.conflicts[0].sides) > 1


NONE = [
    "輝達2026會計年度第二季最大與第二大的直接客戶，各占營收多少？",
    "What shares of NVIDIA's revenue did its largest and its second largest direct customer supply "
    "in the second quarter of fiscal 2026?",
]


@pytest.mark.parametrize("question", NONE)
def test_members_of_one_list_are_no_conflict(explainer, question) -> None:
    """Two figures of one source, none of which takes the other's place."""
    assert not explainer.ask(question).conflicts


RIGHTED = [
    ("NVIDIA paid $10 a share for its Nokia stock, didn't it? How much did the 166 million shares "
     "cost?", "6.01", "997660000.00"),
    ("OpenAI pays $5 a share for AMD stock under the warrant, right? What would all 160 million "
     "shares cost it?", "0.01", "1600000.00"),
    ("微軟手上有OpenAI 45%，對吧？照4,000億美元的估值，這些股份值多少？", "27%", "108000000000"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "told", "value"), RIGHTED)
def test_a_tagged_figure_is_set_right_and_worked_with(explainer, question, told, value) -> None:
    """The correction first, then the result with the sources' figure."""
    answer = explainer.ask(question)
    assert answer.sentences[0].kind == "correction"
    assert told in answer.sentences[0].text
    assert [float(c.value) for c in answer.calculations] == [float(value)]


BORNE_OUT = [
    "Microsoft holds 27% of OpenAI, doesn't it?",
    "NVIDIA paid $23.28 a share for its Intel stock, correct?",
    "軟銀手上有OpenAI 11%，對吧？",
    "Out of every $100 of Oracle's revenue in fiscal Q2 2026, how much was cloud?",
]


@pytest.mark.parametrize("question", BORNE_OUT)
def test_what_holds_is_not_corrected(explainer, question) -> None:
    """Nor is the hundred of which so many are asked for."""
    answer = explainer.ask(question)
    assert all(s.kind != "correction" for s in answer.sentences)
    assert not any(o.given for c in answer.calculations for o in c.operands)


VALUED = [
    ("At a valuation of $600 billion, what is SoftBank's holding in OpenAI worth?", 66e9),
    ("照8,000億美元的估值，微軟持有的OpenAI股份值多少？", 216e9),
]


@pytest.mark.parametrize(("question", "value"), VALUED)
def test_a_part_is_worth_its_share_of_the_readers_valuation(explainer, question, value) -> None:
    """The part is the ledger's, the valuation the reader's."""
    assert [float(c.value) for c in explainer.ask(question).calculations] == [value]


def test_the_sum_of_a_deal_is_no_premise_about_another_measure(explainer) -> None:
    """That it has not been paid is told; it is not held against a cash flow."""
    question = "輝達已經把1,000億美元匯給OpenAI了，這是它2026財年Q3營收的幾倍？"
    answer = explainer.ask(question)
    assert "意向書" in answer.sentences[0].text
    assert [float(f"{float(c.value):.3g}") for c in answer.calculations] == [1.75]
