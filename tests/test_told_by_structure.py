"""Calculations told by what figures are to one another: stretches of time, ranges, definitions.

The values are computed by hand from the corpus' sentences; nothing is read from the product.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.language.phrases import Phrases
from bot.records import Turn
from bot.settings import data_root


@pytest.fixture(scope="module")
def explainer(library):
    return Explainer(library.settings, library)


def results(answer):
    return [(Decimal(c.value or "0"), c.unit) for c in answer.calculations]


def near(found, value):
    return abs(found - Decimal(value)) <= abs(Decimal(value)) * Decimal("0.0005")


def holds(explainer, question, value, unit):
    """The value is the last result of the answer, and nothing was held back."""
    answer = explainer.ask(question)
    made = results(answer)
    assert made, answer.answer
    assert near(made[-1][0], value), (made, answer.answer)
    assert made[-1][1] == unit, made
    assert not answer.findings


STRETCHES = [
    ("What is left of Oracle's fiscal 2026 capex guidance after the end of November 2025?", 29.5),
    ("甲骨文2026會計年度的資本支出指引，到2025年11月底還剩多少可以花？", 29.5),
    ("What must NVIDIA's revenue have been in Q1, from its nine months, Q2 and Q3 of fiscal 2026?",
     44.062),
    ("OpenAI要達到2025年的營收目標，下半年得再進帳多少？", 8.7),
    ("How much did OpenAI still plan to burn in the second half of 2025?", 6),
    ("甲骨文2026會計年度的營收目標，還差多少才達成？", 36),
]  # fmt: skip


@pytest.mark.parametrize(("question", "billions"), STRETCHES)
def test_a_stretch_that_no_source_tells_is_what_the_others_leave(explainer, question, billions):
    holds(explainer, question, Decimal(str(billions)) * 10**9, "USD")


RANGES = [
    ("How far did the top end of CoreWeave's 2025 capex outlook come down when it was cut?",
     "9000000000", "USD"),
    ("CoreWeave下修2025年資本支出指引，區間上緣砍了多少美元？", "9000000000", "USD"),
    ("What is the bottom end of NVIDIA's revenue guidance for the fourth quarter of fiscal 2026?",
     "63700000000", "USD"),
    ("A year's interest on CoreWeave's mid-2025 debt at the highest of the effective rates?",
     "1675500000", "USD"),
    ("甲骨文2025年11月底的總債務如果付6%利息，一季要多少？", "1590000000", "USD"),
    ("By what percent did NVIDIA's Q4 FY26 revenue actually exceed the midpoint of its guidance?",
     "4.76923", "%"),
    ("亞馬遜把2025年資本支出預估上修了百分之幾？", "5.9322", "%"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "unit"), RANGES)
def test_an_end_of_a_range_is_an_operand(explainer, question, value, unit):
    holds(explainer, question, value, unit)


DEFINED = [
    ("What did the goods cost that NVIDIA sold in fiscal Q3 2026, in dollars, going by its gross"
     " margin?", "15163596000", "USD"),
    ("輝達2026會計年度第二季最大的直接客戶，占比換成金額是多少美元？", "10750890000", "USD"),
    ("What were OpenAI's orders with Oracle, AWS and CoreWeave worth altogether?",
     "360400000000", "USD"),
    ("OpenAI跟甲骨文、微軟、CoreWeave簽的合約加起來是多少？", "572400000000", "USD"),
    ("What was Oracle paying per chip at Abilene, by the FT's report?", "100000", "USD/GPU"),
    ("How much did Oracle's RPO grow per month from the end of August to the end of November 2025?",
     "22666666667", "USD/month"),
    ("By what percent must Oracle shares rise from the December after-hours price to get back to"
     " the September high?", "75.4924", "%"),
    ("甲骨文2025年12月11日與12日兩天連乘，股價合計跌了百分之幾？", "14.8159", "%"),
    ("甲骨文第二季資本支出佔營收幾成？", "74.5342", "%"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "unit"), DEFINED)
def test_what_follows_from_a_definition(explainer, question, value, unit):
    holds(explainer, question, value, unit)


SUPPOSED = [
    ("If only 70% of OpenAI's contract is honoured and it all sits in Oracle's November 2025 RPO,"
     " what is the RPO then?", "433000000000", "USD"),
    ("假設OpenAI那張合約整張算在甲骨文2025年11月底的RPO裡，結果只履約八成，RPO會剩多少？",
     "463000000000", "USD"),
    ("Suppose every quarter were like CoreWeave's third quarter of 2025: what revenue is that for a"
     " full year?", "5458800000", "USD/year"),
    ("What does OpenAI's AWS contract of November 2025 come to per year in NT dollars, at 31 NT"
     " dollars to the US dollar?", "168285714286", "TWD/year"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value", "unit"), SUPPOSED)
def test_what_is_supposed_of_a_figure_of_the_sources(explainer, question, value, unit):
    holds(explainer, question, value, unit)


PLAIN = [
    "What is Oracle's capex guidance for fiscal 2026?",
    "輝達2026會計年度第三季的毛利率是多少？",
    "How many GPUs did Oracle plan to buy for Abilene?",
    "甲骨文2026會計年度的營收目標是多少？",
    "What is the range of CoreWeave's capital spending guidance for 2025?",
]


@pytest.mark.parametrize("question", PLAIN)
def test_a_figure_that_is_told_is_not_worked_out(explainer, question):
    assert not explainer.ask(question).calculations


TURNS = [
    (("How much did OpenAI expect to burn in 2025?", "and a month?"), "708333333", "USD/month"),
    (("軟銀2025年4月對OpenAI投入多少？", "2025年12月呢？", "這兩筆加起來？"), "30000000000", "USD"),
    (("What share of Oracle's RPO comes from OpenAI?", "And if RPO were 600bn?"), "49.685", "%"),
    (("How big is OpenAI's contract with Oracle?", "how many would it get at $40,000 each?"),
     "7500000", "1"),
]  # fmt: skip


@pytest.mark.parametrize(("turns", "value", "unit"), TURNS)
def test_a_follow_up_has_the_earlier_question_for_an_operand(explainer, turns, value, unit):
    history: list[Turn] = []
    for text in turns[:-1]:
        answer = explainer.ask(text, history=history)
        history += [Turn("user", text), Turn("assistant", answer.answer)]
    made = results(explainer.ask(turns[-1], history=history))
    assert any(near(v, value) and u == unit for v, u in made), made


EARLIER = [
    ("How much was Oracle's RPO at the end of November 2025?", "What was it three months earlier?",
     "455"),
    ("甲骨文2025年11月底的租賃承諾是多少？", "三個月前呢？", "1,000"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "then", "figure"), EARLIER)
def test_so_long_before_is_the_same_asked_of_that_day(explainer, first, then, figure):
    history = [Turn("user", first), Turn("assistant", explainer.ask(first).answer)]
    assert figure in explainer.ask(then, history=history).answer


def test_every_new_cue_is_in_both_languages():
    phrases = Phrases(data_root("prompts"))
    keys = ("work_top_end", "work_bottom_end", "work_outcome", "work_moved", "work_inside")
    assert all(phrases.cues(key, language) for key in keys for language in ("en", "zh-TW"))
