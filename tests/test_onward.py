"""A second step of what a question's first part comes to, and where there is none."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.plan.onward import second_step
from bot.answer.understand import understand
from bot.records import Plan


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


TWO_STEPS = [
    # over a figure that the second part names
    ("If OpenAI paid its $22.4 billion CoreWeave contract over 4 years, how much is that a year, "
     "and how many times its 2025 revenue target is that?", ("5600000000", "0.4307")),
    ("微軟的Azure合約若分5年，一年多少？這是OpenAI 2025年營收目標的幾倍？",
     ("50000000000", "3.846")),
    ("甲骨文的租賃承諾如果分20年付，一年多少？這相當於它2026會計年度營收目標的百分之幾？",
     ("12400000000", "18.507")),
    # over one year of another contract
    ("OpenAI每年付給CoreWeave多少，如果224億美元分5年付？又是AWS那張一年的幾倍？",
     ("4480000000", "5428571428", "0.8252")),
    # at a percentage, or a rate of exchange, of the reader's
    ("How much is OpenAI's contract with Oracle per gigawatt, and what if only 60% is ever paid?",
     ("66666666666", "40000000000")),
    ("OpenAI跟AWS的合約如果分10年付，一年多少錢？匯率用31換成台幣是多少？",
     ("3800000000", "117800000000")),
    # since the level of before
    ("輝達的雲端租用承諾在一季裡增加134億美元，那上一季是多少？等於增加了百分之幾？",
     ("12600000000", "106.34")),
]  # fmt: skip


@pytest.mark.parametrize(("question", "values"), TWO_STEPS)
def test_the_second_part_goes_on_from_the_first_result(explainer, question, values) -> None:
    """What the first part comes to is an operand of what the second part asks."""
    answer = explainer.ask(question)
    made = [c.value or "" for c in answer.calculations]
    assert all(any(m.startswith(v) for m in made) for v in values), made
    assert answer.status == "answered"


def test_which_way_round_follows_from_the_words(explainer) -> None:
    """What is asked as so many times "that" is set over the first result."""
    asked = "Spread OpenAI's AWS contract over 10 years. How much is that a year, and "
    over = explainer.ask(f"{asked}how many times OpenAI's 2025 revenue target is that?")
    under = explainer.ask(f"{asked}what share of OpenAI's 2025 revenue target is that?")
    assert (over.calculations[-1].value or "").startswith("0.292")
    assert (under.calculations[-1].value or "").startswith("29.23")


ONE_STEP = [
    "What is Oracle's RPO?",
    "What is OpenAI's contract with Oracle worth, and who reported it?",
    "How much revenue did NVIDIA make in its October 2025 quarter, and how much was net income?",
    "甲骨文的RPO是多少？輝達的營收又是多少？",
]


@pytest.mark.parametrize("question", ONE_STEP)
def test_two_things_that_stand_alone_are_no_two_steps(explainer, question) -> None:
    """A second question with a subject of its own takes nothing from the first."""
    assert explainer.ask(question).calculations == ()


CUT = [
    ("What does that leave for the year, and per quarter?", "per quarter?"),
    ("剩下多少？平均一季呢？", "平均一季呢？"),
    ("一年多少？匯率抓30的話，折合新台幣多少？", "匯率抓30的話，折合新台幣多少？"),
    ("How much is left?", None),
    ("How much did it cost? A rough figure will do.", None),
]


@pytest.mark.parametrize(("text", "second"), CUT)
def test_the_last_question_is_cut_off(explainer, text, second) -> None:
    """Only a part that asks, and that points back or names a stretch of time alone, is a step."""
    shelf = explainer.library
    found = second_step(understand(text, (), shelf.glossary, shelf.phrases), Plan())
    assert (found.second if found else None) == second
