"""Each side worked out alike, which is ahead told first; a second relation that is asked too."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.library import Library
from bot.records import Answer


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


def results(answer: Answer) -> list[float]:
    """What was worked out, to three digits."""
    values = [Decimal(c.value or "0") for c in answer.calculations]
    return [float(f"{v:.3g}") for v in values]


GROWTHS = [
    ("Whose RPO rose more in per cent: Oracle's from August to November 2025, or CoreWeave's from "
     "September to December 2025?", "CoreWeave grew faster than Oracle", [14.9, 21.4, 6.45]),
    ("甲骨文2026財年第一季到第二季的資本支出跟營收，哪個增加得快？",
     "甲骨文的資本支出的成長比甲骨文的營收快", [41.2, 8.05, 33.1]),
    ("Which added more revenue in dollars quarter on quarter, NVIDIA in fiscal Q3 2026 or Oracle "
     "in fiscal Q2 2026?", "NVIDIA gained more than Oracle", [1.03e10, 1.2e9, 9.06e9]),
    ("Was OpenAI's jump in valuation from October 2024 to March 2025 bigger in percent than the "
     "one from March to October 2025?", "grew faster", [91.1, 66.7, 24.4]),
    ("From June–August to September–November 2025, did Oracle's infrastructure revenue outgrow "
     "its cloud revenue?", "grew faster than Oracle's cloud revenue", [24.2, 11.1, 13.1]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "first", "values"), GROWTHS)
def test_growth_is_set_against_growth(explainer, question, first, values) -> None:
    """Each side's change between its own two times, and the side that is ahead in front."""
    answer = explainer.ask(question, as_of="latest")
    assert results(answer) == values
    assert first in answer.sentences[0].text
    assert len(answer.sentences[0].markers) > 2, "both sides are cited"


RATIOS = [
    ("輝達2026財年第三季和甲骨文2026財年第二季，淨利各占營收的百分之幾？", [56.0, 37.9, 18.1]),
    ("Out of every $100 of sales, how much stayed as net income at NVIDIA in fiscal Q3 2026 and at "
     "Oracle in fiscal Q2 2026?", [56.0, 37.9, 18.1]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "values"), RATIOS)
def test_a_ratio_is_worked_out_for_each(explainer, question, values) -> None:
    """The same part of the same whole, at each company in its own quarter."""
    answer = explainer.ask(question)
    assert results(answer) == values
    assert answer.sentences[0].calculations == (2,)


REST = [
    ("Did Nortel lend customers more than Lucent and Cisco combined, and what is the difference?",
     "7400000000", "less than"),
    ("電信泡沫時，思科的客戶融資比朗訊與北電合起來少多少？", "8800000000", "加起來少"),
    ("How much more did Lucent lend its customers than Cisco and Nortel together?",
     "2600000000", "exceeds"),
    ("Was OpenAI's contract with Oracle larger than those with AWS and CoreWeave combined, and by "
     "how much?", "239600000000", "exceeds"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "said"), REST)
def test_one_is_set_against_the_rest_together(explainer, question, value, said) -> None:
    """Not against one of them, and not all added up."""
    answer = explainer.ask(question)
    assert [c.value for c in answer.calculations] == [value]
    assert said in answer.sentences[0].text


GAVE = [
    ("Who had put more money into OpenAI by the end of 2025, SoftBank or Microsoft?",
     ["30000000000", "18400000000"], "SoftBank put in more than Microsoft"),
    ("OpenAI 2026年2月那輪，亞馬遜和軟銀誰投入的錢多？", ["20000000000"], "亞馬遜投入的比軟銀多"),
    ("Did NVIDIA or Microsoft pledge more money to Anthropic?", ["5000000000"],
     "NVIDIA has announced more than Microsoft"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "values", "said"), GAVE)
def test_what_each_put_in_is_added_up_and_compared(explainer, question, values, said) -> None:
    """Payments with payments, within the time that is named; plans with plans, and said so."""
    answer = explainer.ask(question, as_of="latest")
    assert [c.value for c in answer.calculations] == values
    assert said in answer.sentences[0].text


LIKE = [
    ("Who had the larger order book at the end of September 2025, Google Cloud or CoreWeave, and "
     "by how much?", "99400000000"),
    ("甲骨文和微軟的伺服器耐用年限差幾年？", "1"),
    ("輝達2026財年第三季，資料中心營收和網路產品營收哪個年增快？快幾個百分點？", "96"),
    ("甲骨文FY26 Q2的營業現金流比Q1少多少？", "6000000000"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), LIKE)
def test_like_is_set_against_like(explainer, question, value) -> None:
    """A unit's figure beside a company's, the life that holds now, stated rates with each other."""
    values = {(c.value or "").lstrip("-") for c in explainer.ask(question).calculations}
    assert value in values


TOO = [
    ("甲骨文2025年11月底的RPO比8月底多多少？成長百分之幾？", {14.9, 6.8e10}),
    ("By how much did Oracle's lease commitments rise between August and November 2025, and how "
     "many times the earlier figure are they?", {2.48, 1.48e11}),
    ("輝達和微軟在Anthropic身上的投資，誰多？多多少、幾倍？", {2.0, 5e9}),
    ("How many more gigawatts has CoreWeave contracted than it has active, and how many times as "
     "much is it?", {2.31, 4.92}),
    ("CoreWeave下修2025年資本支出指引，下限少了多少、降幅幾%？", {-40.0, -8e9}),
]  # fmt: skip


@pytest.mark.parametrize(("question", "values"), TOO)
def test_the_other_relation_is_told_too(explainer, question, values) -> None:
    """An amount, a rate and a multiple of two figures, as far as each is asked for."""
    assert set(results(explainer.ask(question))) == values


ONE = [
    ("How far is Oracle's RPO of November 2025 above that of August 2025?", 1),
    ("甲骨文2025年11月底的RPO是8月底的幾倍？", 1),
    ("Which is larger, Microsoft's commercial RPO or Oracle's RPO, and by how much?", 1),
    ("Did Oracle's revenue grow faster than NVIDIA's over the year?", 1),
    ("How much of OpenAI do SoftBank and Microsoft each own, in percent?", 0),
    ("What share of NVIDIA's revenue came from data centres in fiscal Q3 2026?", 0),
]


@pytest.mark.parametrize(("question", "count"), ONE)
def test_no_more_is_worked_out_than_is_asked(explainer, question, count) -> None:
    """A plain difference or multiple, and figures that are told for each, stay as they are."""
    assert len(explainer.ask(question).calculations) <= count


STATED = [
    "Compare the growth of Oracle's software revenue with that of its cloud applications in the "
    "second quarter of fiscal 2026.",
]


@pytest.mark.parametrize("question", STATED)
def test_stated_rates_of_two_measures_are_compared(explainer, question) -> None:
    """Of two measures of one company the rates, and not the amounts."""
    made = explainer.ask(question).calculations
    assert [(c.value, c.unit) for c in made] == [("14", "pp")]


def test_an_outcome_is_told_beside_the_end_of_its_range(explainer) -> None:
    """Above which end it came, in words."""
    question = "Meta 2025年實際的資本支出，比指引區間的下限高多少？"
    first = explainer.ask(question, as_of="latest").sentences[0].text
    assert "高於先前計畫區間的下限" in first
    assert "22.2億美元" in first
