"""Calculations that a question spells out: read as a tree, operands found, worked out, cited.

The values are computed by hand in the last column, from the corpus' sentences or from what the
question itself gives; nothing is read from the product.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.calculate.expression import evaluate
from bot.records import Turn

GIVEN = [
    ("US$40bn of chips are written off over four years: how much a year?", "10000000000", "USD/year", "40 / 4"),
    ("400億美元的晶片分五年攤提，殘值50億美元，每年折舊多少？", "7000000000", "USD/year", "(400 - 50) / 5"),
    ("Depreciate $12bn straight-line over 6 years with a residual value of 10%: how much a year?", "1800000000", "USD/year", "(12 - 1.2) / 6"),
    ("$30bn of servers, useful life five years: what is the depreciation a quarter?", "1500000000", "USD/quarter", "30 / 5 / 4"),
    ("US$40bn of chips are written off over four years instead of six: how much more depreciation is that a year?", "3333333333.33", "USD/year", "40 / 4 - 40 / 6"),
    ("600億美元的設備折舊年限從六年改成四年，每年折舊多多少？", "5000000000", "USD/year", "600 / 4 - 600 / 6"),
    ("設備成本80億美元，耐用年限8年，用直線法，三年後帳面價值剩多少？", "5000000000", "USD", "80 - 80 / 8 * 3"),
    ("With cash of $18bn and a burn of $1.5bn a month, how many months does the money last?", "12", "months", "18 / 1.5"),
    ("現金240億美元，每季燒20億美元，可以撐幾季？", "12", "quarters", "240 / 20"),
    ("A company holds $9bn in cash and burns $3bn in six months: how many months will the cash last?", "18", "months", "9 / (3 / 6)"),
    ("手上有90億美元現金，一年燒60億美元，可以撐幾個月？", "18", "months", "90 / 60 * 12"),
    ("How many years does it take to pay $300 billion at $45 billion a year?", "6.6667", "years", "300 / 45"),
    ("一座120億美元的資料中心每年賺30億美元，幾年回本？", "4", "years", "120 / 30"),
    ("A $12bn site earns $3bn a year: in how many years does it pay for itself?", "4", "years", "12 / 3"),
    ("How many times does $24bn of operating income cover $6bn of interest?", "4", "x", "24 / 6"),
    ("營業利益240億美元可以付幾次60億美元的利息？", "4", "x", "240 / 60"),
    ("Revenue grows from $10bn in 2022 to $20bn in 2025. What is the compound annual growth rate?", "25.992", "%", "(20 / 10) ^ (1 / 3) - 1"),
    ("營收從2021年的100億美元成長到2023年的144億美元，年複合成長率多少？", "20", "%", "(144 / 100) ^ (1 / 2) - 1"),
    ("A company makes $4.2bn in one quarter; what is that annualised?", "16800000000", "USD/year", "4.2 * 4"),
    ("單季營收42億美元，年化是多少？", "16800000000", "USD/year", "42 * 4"),
    ("If 60% is $36bn, what's the whole?", "60000000000", "USD", "36 / 0.6"),
    ("US$9.5bn is 19% of what?", "50000000000", "USD", "9.5 / 0.19"),
    ("如果六成是360億美元，整體是多少？", "60000000000", "USD", "360 / 0.6"),
    ("95億美元占了19%，那整筆金額是多少？", "50000000000", "USD", "95 / 0.19"),
    ("What is 15% of US$40bn?", "6000000000", "USD", "40 * 0.15"),
    ("400億美元的15%是多少？", "6000000000", "USD", "400 * 0.15"),
    ("Add $10bn and $20bn, take $6bn off and divide by four years.", "6000000000", "USD/year", "(10 + 20 - 6) / 4"),
    ("把100億美元和200億美元加起來，扣掉60億美元，再除以四年是多少？", "6000000000", "USD/year", "(100 + 200 - 60) / 4"),
    ("What share of $30bn plus $20bn is $15bn?", "30", "%", "15 / (30 + 20)"),
    ("150億美元占300億美元加200億美元的幾成？", "30", "%", "150 / (300 + 200)"),
    ("If only 60% of the $300 billion is spent over six years instead of five, how much is that a year?", "30000000000", "USD/year", "300 * 0.6 / 6"),
    ("如果3,000億美元只花六成，而且分六年而不是五年，一年多少？", "30000000000", "USD/year", "3000 * 0.6 / 6"),
    ("What is the midpoint of a range of $91bn to $93bn?", "92000000000", "USD", "(91 + 93) / 2"),
    ("700億至720億美元的中間值是多少？", "71000000000", "USD", "(700 + 720) / 2"),
]  # fmt: skip
FACTS = [
    ("How long would OpenAI's cash last at its first-half burn?", "42", "months", "17.5 / (2.5 / 6)"),
    ("照上半年燒錢的速度，OpenAI手上的現金可以撐幾個月？", "42", "months", "175 / (25 / 6)"),
    ("What is the midpoint of Meta's 2025 capex guidance?", "71000000000", "USD", "(70 + 72) / 2"),
    ("Alphabet 2025年資本支出指引的中間值是多少？", "92000000000", "USD", "(910 + 930) / 2"),
    ("What are the low end and the high end of NVIDIA's revenue guidance for the fourth quarter?", "66300000000", "USD", "65 * 1.02"),
    ("輝達第四季營收財測的上限和下限各是多少？", "63700000000", "USD", "650 * 0.98"),
    ("Take cloud and software away from Oracle's fiscal Q2 2026 revenue: what is left?", "2160000000", "USD", "16.06 - 8 - 5.9"),
    ("甲骨文第二季營收扣掉雲端和軟體，還剩多少？", "2200000000", "USD", "161 - 80 - 59"),
    ("Add Oracle's cloud revenue and software revenue, take $2bn off and divide by five years.", "2380000000", "USD/year", "(8 + 5.9 - 2) / 5"),
    ("把甲骨文的雲端營收和軟體營收加起來，扣掉20億美元，再除以五年是多少？", "2380000000", "USD/year", "(80 + 59 - 20) / 5"),
    ("What share of Oracle's cloud revenue plus software revenue is its infrastructure revenue?", "29.496", "%", "4.1 / (8 + 5.9)"),
    ("甲骨文雲端基礎設施營收占雲端營收加軟體營收的幾成？", "29.496", "%", "41 / (80 + 59)"),
    ("What is 15% of Oracle's capital spending in the second quarter of fiscal 2026?", "1800000000", "USD", "12 * 0.15"),
    ("甲骨文2026會計年度第二季資本支出的15%是多少？", "1800000000", "USD", "120 * 0.15"),
    ("What would Oracle's second-quarter fiscal 2026 capital spending come to, annualised?", "48000000000", "USD/year", "12 * 4"),
    ("甲骨文2026會計年度第二季資本支出年化是多少？", "48000000000", "USD/year", "120 * 4"),
    ("What was the compound annual growth of Oracle's lease commitments from May 2024 to May 2025?", "89.5197", "%", "(43.4 / 22.9) ^ 1 - 1"),
    ("Judging by what Microsoft's stake is worth, what would the whole of OpenAI be worth?", "500000000000", "USD", "135 / 0.27"),
    ("用微軟持股的價值和持股比例倒推，整家OpenAI值多少？", "500000000000", "USD", "1350 / 0.27"),
    ("甲骨文要達成全年營收目標，下半年平均每季還得做多少營收？", "18000000000", "USD/quarter", "(670 - 149 - 161) / 2"),
    ("甲骨文第二季的營業現金流減資本支出，再除以營收是多少？", "-0.6149", "1", "(21 - 120) / 161"),
    ("把OpenAI與甲骨文、亞馬遜AWS、CoreWeave的合約加起來，再除以五年是多少？", "72080000000", "USD/year", "(3000 + 380 + 224) / 5"),
    ("SoftBank's payments of April and December 2025 together as a share of the $41 billion round", "73.17", "%", "(7.5 + 22.5) / 41"),
    ("How many years would OpenAI need to pay Oracle's $300bn at $40bn a year?", "7.5", "years", "300 / 40"),
    ("若OpenAI每年付甲骨文400億美元，3,000億美元要付幾年才付得完？", "7.5", "years", "3000 / 400"),
]  # fmt: skip
CHANGED = [
    (("How much is OpenAI's Oracle contract a year if it is spread over five years?", "and if it were six years?"), "50000000000", "USD/year", "300 / 6"),
    (("OpenAI與甲骨文的3,000億美元合約，平均一年多少？", "那如果只有六成呢？"), "36000000000", "USD/year", "3000 * 0.6 / 5"),
    (("What is OpenAI's contract with Oracle in NT dollars at 31 to the dollar?", "and at 32.5 to the dollar?"), "9750000000000", "TWD", "300 * 32.5"),
    (("甲骨文的RPO以1美元兌31元新台幣換算是多少？", "那用32.5算呢？"), "16997500000000", "TWD", "5230 * 32.5"),
    (("What is the midpoint of Alphabet's 2025 capex guidance?", "same for Meta"), "71000000000", "USD", "(70 + 72) / 2"),
    (("Alphabet 2025年資本支出指引的中間值是多少？", "那Meta呢？"), "71000000000", "USD", "(700 + 720) / 2"),
    (("What is the total of Oracle's cloud revenue, software revenue and SaaS revenue?", "without the first one"), "9800000000", "USD", "5.9 + 3.9"),
    (("甲骨文的雲端營收、軟體營收和SaaS營收合計多少？", "不算第一個呢？"), "9800000000", "USD", "59 + 39"),
    (("US$40bn of chips are written off over four years: how much a year?", "and over six?"), "6666666666.67", "USD/year", "40 / 6"),
    (("400億美元的晶片分五年攤提，每年折舊多少？", "那改成四年呢？"), "10000000000", "USD/year", "400 / 4"),
    (("US$40bn of chips are written off over four years: how much a year?", "and over six?", "and with five years?"), "8000000000", "USD/year", "40 / 5"),
    (("If 60% is $36bn, what's the whole?", "and if it is 45%?"), "80000000000", "USD", "36 / 0.45"),
]  # fmt: skip


@pytest.fixture(scope="module")
def explainer(library):
    return Explainer(library.settings, library)


def told(explainer, turns):
    """The answer to the last of several turns."""
    history: list[Turn] = []
    for text in turns[:-1]:
        answer = explainer.ask(text, history=history)
        history += [Turn("user", text), Turn("assistant", answer.answer)]
    return explainer.ask(turns[-1], history=history)


def near(found: str | None, wanted: str) -> bool:
    """Equal to the digits that the row gives."""
    return found is not None and abs(Decimal(found) / Decimal(wanted) - 1) < Decimal("0.0005")


def holds(answer, value, unit):
    """The value is among the results, nothing was held back, and every result is reproducible."""
    results = [(c.value, c.unit) for c in answer.calculations]
    assert any(near(v, value) and u == unit for v, u in results), (results, answer.answer)
    assert not answer.findings
    for made in answer.calculations:
        again = evaluate(made.expression, language=answer.language)
        assert near(again.value, made.value or "0"), made.expression
        origins = [(o.marker, o.given, o.calculation, o.constant) for o in made.operands]
        assert all(sum(x is not None for x in four) == 1 for four in origins)


@pytest.mark.parametrize(("question", "value", "unit", "sum_"), GIVEN)
def test_the_readers_own_figures(explainer, question, value, unit, sum_):
    """No source is needed for what the question itself gives, and none is cited."""
    answer = told(explainer, (question,))
    holds(answer, value, unit)
    assert not answer.citations
    assert "given" in {n.code for n in answer.notes}


@pytest.mark.parametrize(("question", "value", "unit", "sum_"), FACTS)
def test_figures_of_the_corpus(explainer, question, value, unit, sum_):
    """Every operand that the reader does not give carries its sentence."""
    holds(told(explainer, (question,)), value, unit)


@pytest.mark.parametrize(("turns", "value", "unit", "sum_"), CHANGED)
def test_one_operand_changed(explainer, turns, value, unit, sum_):
    """A short follow-up takes the earlier calculation up with what it changes."""
    answer = told(explainer, turns)
    holds(answer, value, unit)
    assert answer.question == turns[-1]
