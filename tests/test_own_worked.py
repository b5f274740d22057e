"""What a reader's document is asked to tell, and what to work out, end to end.

The documents are ours; their names stand in no glossary.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer

ORCHARD = """# Alderwick growers: report for 2025

The county pays £3.20 a kilo for the plums that go into school meals. It took 4,600 kilos in May.

Altogether 17 people applied for the vacant post of deputy, and 6 were interviewed.

The press cost £19.6 million against a budget of £17.8 million.

Crates, which sold for £520 a lorry-load last week, were changing hands at £585 yesterday.

## Courses

| Course | 2022/23 | 2023/24 | 2024/25 |
|---|---|---|---|
| Grafting | 310 | 400 | 500 |
| Bee-keeping | 120 | 150 | 135 |
"""
VALLEY = """# 霜葉村發展協會年報

養蜂戶從八年前的520戶減為390戶。

新吊橋全長86公尺、重52公噸，由協會委託興建。

展演館總經費3,600萬元，主管機關核定補助1,800萬元，擬向農會貸款1,100萬元，餘額由協會公積金支應。

協會今年把織布班的學員由190人增加為240人。
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("worked")
    (folder / "alderwick.md").write_text(ORCHARD, encoding="utf-8")
    (folder / "shuangye.md").write_text(VALLEY, encoding="utf-8")
    library.add("worked", [folder])
    yield Explainer(library.settings, library.over(["worked"])).ask
    library.remove("worked")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What does the county pay per kilo for the plums in school meals?", "3.20"),
        ("How many people applied for the vacant deputy job altogether?", "17"),
        ("協會今年要讓織布班的學員增加到多少人？", "240"),
    ],
)
def test_a_figure_as_it_stands_is_told(ask, question, told):
    """Words that also name an operation (per kilo, altogether, 增加到) ask for the figure here."""
    answer = ask(question)
    assert not answer.calculations
    assert told in answer.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("By how much did they overshoot the budget for the press?", "1800000"),
        ("By what percentage did the price of a lorry-load of crates go up?", "12.5"),
        ("By what percentage did grafting go up on the year before?", "25"),
        ("八年來養蜂戶減少了百分之幾？", "25"),
        ("蓋展演館的總經費扣掉補助跟貸款，協會自己還得湊多少萬元？", "7000000"),
    ],
)
def test_what_the_leading_sentence_lays_out_is_worked_out(ask, question, value):
    """The way it moved is the question's, the time before is the last one, the rest is told."""
    answer = ask(question)
    found = [abs(Decimal(c.value or 0)) for c in answer.calculations]
    assert Decimal(value) in found, answer.answer


def test_the_figure_is_the_one_in_the_measure_asked_for(ask):
    """Tonnes asked for in English are 公噸, and not the 公尺 of the same sentence."""
    assert "52" in ask("How many tonnes does the new footbridge weigh?").answer


@pytest.mark.parametrize(
    "question",
    ["What will the plums cost the county in the end?", "養蜂戶以後會剩多少戶？"],
)
def test_a_document_is_no_reason_to_call_a_question_the_future(ask, question):
    """Of a day to come a reader's document tells, or it does not."""
    refusal = ask(question).refusal
    assert refusal is None or refusal.code == "not_in_corpus"
