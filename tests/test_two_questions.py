"""Two questions in one of which one has no answer, what a first clause leaves out, offices."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.language.set_aside import without_what_is_left_out
from bot.records import Turn


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


HALVES = [
    ("What was Oracle's capex in Q2 FY2026 and how many engineers does it employ?", "12.0"),
    ("CoreWeave第三季營收多少？它在歐洲有幾座機房？", "13.647"),
    ("輝達資料中心第三季營收是多少？黃仁勳一年領多少薪水？", "512.15"),
]


@pytest.mark.parametrize(("question", "figure"), HALVES)
def test_the_known_half_is_told_beside_the_refusal(explainer, question, figure) -> None:
    answer = explainer.ask(question)
    assert (answer.status, answer.refusal.code) == ("partial", "not_in_corpus")
    assert figure in answer.answer


def test_what_a_pronoun_means_is_not_lost_with_its_half(explainer) -> None:
    """Another company's figure is no answer where the first half names whom "it" means."""
    answer = explainer.ask("How many staff has Broadcom, and how many gigawatts did it promise?")
    assert "AMD" not in answer.answer


def test_the_figure_that_is_started_from_is_told(explainer) -> None:
    """What a source says of it stands beside the refusal of what is asked of it."""
    answer = explainer.ask("OpenAI去年10月老股轉讓進帳66億，這筆錢夠撐多久？")
    assert answer.status == "partial"
    assert "款項歸員工" in answer.answer


@pytest.mark.parametrize("question", ["OpenAI的財務長是誰？", "Who is AMD's CFO?"])
def test_another_companys_officer_is_no_answer(explainer, question) -> None:
    answer = explainer.ask(question)
    assert (answer.status, answer.refusal.code) == ("refused", "not_in_corpus")


LEFT_OUT = [
    ("除了某公司，還有哪些公司入股？", "除了某公司，還有哪些公司入股？"),
    ("Leaving cloud aside, how fast did licences grow?", "how fast did licences grow?"),
    ("不算雲端，軟體營收成長幾%？", "軟體營收成長幾%？"),
    ("不算雲端，營收是多少？", "不算雲端，營收是多少？"),
    ("Excluding leases, what does it owe?", "Excluding leases, what does it owe?"),
]


@pytest.mark.parametrize(("text", "rest"), LEFT_OUT)
def test_a_first_clause_that_leaves_a_member_out(text, rest) -> None:
    """It goes where members are listed or a growth is told; an amount less a part is worked out."""
    assert without_what_is_left_out(text) == rest


def test_a_follow_up_written_alike_keeps_its_script(explainer) -> None:
    """「Meta的呢？」 after a question in Simplified characters is answered in them."""
    history = (
        Turn("user", "Alphabet 2025年的资本支出指引上调到多少？"),
        Turn("assistant", "910亿"),
    )
    assert explainer.ask("Meta的呢？", history=history).language == "zh-CN"


def test_a_quotation_mark_behind_the_last_stop_is_no_question(explainer) -> None:
    """What cannot be known is refused, and the mark that closes the quotation is not asked."""
    answer = explainer.ask("請把這句話翻成韓文：「展覽改到下週二開幕，歡迎參觀。」")
    assert answer.status == "refused"
    assert answer.refusal.code == "out_of_scope"
