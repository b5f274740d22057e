"""Amounts that follow from a price or a level and what it moved by; quarters of a year together."""

from __future__ import annotations

import pytest

from bot import Explainer


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


WORKED_OUT = [
    # a level at the end of a fall
    ("2002年朗訊營收剩多少美元？", "11755200000"),
    ("Lucent's revenue collapsed after its peak. How much was it in 2002 in dollars?",
     "11755200000"),
    # two prices of a share, or the reader's and the one that was paid
    ("甲骨文股價從2025年9月高點跌到12月10日盤後，市值不見了多少？", "417457040000"),
    ("How much did NVIDIA gain on its Intel shares if the stock stands at $36?", "2732256000"),
    ("諾基亞股價如果跌到5美元，輝達買的那批會虧多少？", "-167660000"),
    # the quarters of a year, all or the first
    ("甲骨文2026會計年度前三季的營收合計多少？", "48200000000"),
    ("Add up Oracle's capital spending in the first two quarters of fiscal 2026.", "20500000000"),
    ("Put Oracle's revenue of all four quarters of fiscal 2026 together: how much is it?",
     "67400000000"),
    # a plan that the reader repeats is no figure of the reader's own
    ("Oracle told investors to expect $50bn of capital spending in fiscal 2026. With the first "
     "half's figures known, what remains for the second half?", "29500000000"),
    # a series between two of its years
    ("甲骨文的OCI營收預測從2027會計年度到2030會計年度，平均每年要成長百分之幾？", "65.09"),
    ("By what percent a year, compounded, must Oracle's OCI revenue grow from fiscal 2026 to "
     "fiscal 2028?", "101.3"),
    # parts of one whole, and several sales over another figure
    ("亞馬遜跟軟銀合起來占OpenAI 2026年2月那輪募資的百分之幾？", "72.72"),
    # one of a thing
    ("OpenAI的30吉瓦承諾總額1.4兆美元，一吉瓦要花多少？", "46666666666"),
    # the reader's own cost over the lives of two companies
    ("We buy $6 million of servers. If we wrote them off like CoreWeave does and like Nebius "
     "does, how much would the yearly charges differ?", "500000"),
    ("公司買了1,200萬美元的GPU，照CoreWeave的折舊年限和照Nebius的折舊年限，一年折舊差多少？",
     "1000000"),
    # the middle of the range of the company that is named beside it
    ("Take the midpoint of Meta's 2025 capex guidance: how much more is that than Alphabet's 2024 "
     "capex?", "18500000000"),
    ("Taking the midpoint of Alphabet's October 2025 capex range, how far is that above its 2024 "
     "capex, in percent?", "75.2"),
    # of two yearly amounts the larger over the smaller
    ("OpenAI跟AWS在2025年11月的合約平均一年的錢，甲骨文那張平均一年的錢是它的幾倍？", "11.05"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), WORKED_OUT)
def test_what_follows_is_worked_out(explainer, question, value) -> None:
    """No source tells it, and the figures that it follows from are told."""
    made = [c.value or "" for c in explainer.ask(question).calculations]
    assert any(m.startswith(value) for m in made), made


LEFT_ALONE = [
    "What was Lucent's revenue in 1999?",
    "How much did Oracle's share price fall in December 2025?",
    "輝達買了多少英特爾股票？每股多少錢？",
    # its first two quarters are not told, and other stretches are none of them
    "What do NVIDIA's first two quarters of fiscal 2026 add up to in revenue?",
]


@pytest.mark.parametrize("question", LEFT_ALONE)
def test_what_is_told_or_cannot_be_known_is_not_worked_out(explainer, question) -> None:
    """A figure that a source tells is told, and other figures stand in for none."""
    assert explainer.ask(question).calculations == ()


def test_of_one_share_the_difference_of_two_prices_is_told(explainer) -> None:
    """What one share lost is not taken times their number."""
    asked = (
        "How many dollars a share did Oracle lose from its September 2025 high to December 2025?"
    )
    made = [c.value or "" for c in explainer.ask(asked).calculations]
    assert not any(m.startswith("417") for m in made), made


def test_all_quarters_are_held_against_the_plan_where_it_is_spoken_of(explainer) -> None:
    """How far the sum of a year came above the plan for it stands beside the sum."""
    answer = explainer.ask("甲骨文2026會計年度四季營收加起來多少？比全年目標多多少？")
    assert [c.value for c in answer.calculations][:2] == ["67400000000", "400000000"]
    assert "高於" in answer.answer
