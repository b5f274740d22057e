"""Parts and wholes told by their sentences, numbers bought, and results that are let through."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


WORKED_OUT = [
    # what is left of a whole without the part that its sentence names
    ("CoreWeave的營收積壓訂單去掉RPO之後還有多少？", "5600000000"),
    ("How much of CoreWeave's backlog of September 2025 was other than RPO?", "5600000000"),
    ("How much of Microsoft's pledge to OpenAI hadn't yet been paid?", "1400000000"),
    ("大摩估的資料中心支出裡，扣掉硬體還剩多少？", "1300000000000"),
    # a share that is told, where the amount is asked for
    ("貝恩情境裡，美國要分到幾吉瓦的新增算力？", "100"),
    (
        "Of the AI build-out the Bank of England talks about, how much money would come from "
        "outside funding?",
        "2500000000000",
    ),
    ("If 25% of Oracle's August 2025 RPO converts in months 13 to 36, what is that in dollars?",
     "113750000000"),
    # an amount over the price of one
    ("拿甲骨文2026會計年度第二季淨利除以每股盈餘，流通股數大約多少？", "2904761904"),
    # several that are named, together
    ("微軟跟輝達合計占CoreWeave營收幾%？", "77"),
    ("What do NVIDIA's stakes in Intel and Nokia add up to?", "6000000000"),
    # some years of a row
    ("Total of Oracle's OCI projection for fiscal 2028 to 2030?", "331000000000"),
    ("甲骨文2026到2028會計年度的OCI預測合計多少？", "123000000000"),
    # the reader's own price for so many
    ("If 2 GW cost 90 billion dollars, what would 7 GW cost?", "315000000000"),
    ("用3吉瓦900億美元來估，8吉瓦要花多少？", "240000000000"),
    ("20吉瓦分攤3000億美元，每吉瓦多少錢", "15000000000"),
    # the upper end set against what was spent
    ("Alphabet 2025年資本支出指引的上限比2024年實際支出多百分之幾？", "77.1428"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), WORKED_OUT)
def test_what_two_figures_are_to_one_another_is_worked_out(explainer, question, value) -> None:
    """The names and sentences of the figures tell what follows from them."""
    made = [c.value for c in explainer.ask(question).calculations]
    assert any(v is not None and v.startswith(value) for v in made), made


NOT_WORKED_OUT = [
    "How much of CoreWeave's RPO has not been recognised yet?",
    "甲骨文RPO有多少還沒認列？",
    "How many shares did SoftBank sell in October 2025?",
    "How much of the $300 billion has OpenAI not paid Oracle?",
    "How much did Oracle's RPO and its OCI revenue grow?",
]


@pytest.mark.parametrize("question", NOT_WORKED_OUT)
def test_a_figure_that_is_told_or_of_another_thing_is_not_worked_out(explainer, question) -> None:
    """Words of a remainder or a number alone ask for no difference and no quotient."""
    assert explainer.ask(question).calculations == ()


HELD_BEFORE = [
    ("CoreWeave 2025年第三季的淨損，是營收的百分之幾？", "8.06"),
    ("What would it cost OpenAI to exercise all of its AMD warrant shares?", "1600000"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), HELD_BEFORE)
def test_the_ledgers_own_names_are_not_held_against_the_quotes(explainer, question, value) -> None:
    """A result is shown though its label puts two parties, a loss or a ceiling in other words."""
    answer = explainer.ask(question)
    assert [c.value for c in answer.calculations if c.value and c.value.startswith(value)]
    assert answer.status == "answered"


def test_two_ceilings_set_against_each_other_are_no_ceiling(explainer) -> None:
    answer = explainer.ask("輝達投資Anthropic的錢是微軟投資Anthropic的幾倍？")
    assert [Decimal(c.value or "0") for c in answer.calculations] == [Decimal(2)]
    assert "最高2倍" not in answer.answer
