"""Calculations that cannot be what is asked are not told; what the sources state is."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.records import Turn


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


STATED = [
    ("OCI營收在FY26 Q1成長多少%？", "55%"),
    ("By what percentage did Oracle's RPO grow over the year to November 2025?", "438%"),
    ("甲骨文雲端營收在2026會計年度第一季成長百分之幾？", "28%"),
    ("By what percentage did CoreWeave's revenue grow in Q3 2025?", "134%"),
]


@pytest.mark.parametrize(("question", "figure"), STATED)
def test_a_stated_growth_is_told_and_no_other_worked_out(explainer, question, figure) -> None:
    """A change to the next quarter is no growth of the year that is asked about."""
    answer = explainer.ask(question)
    assert figure in answer.answer
    assert answer.calculations == ()


@pytest.mark.parametrize(
    "question",
    [
        "Of all that Oracle owed at the end of November 2025, what percentage were the bonds?",
        "How much of CoreWeave's backlog hung on its biggest client in September 2025?",
    ],
)
def test_a_share_of_another_thing_is_not_told(explainer, question) -> None:
    """The RPO is no debt, and a backlog is no part of the RPO."""
    shares = [c.unit for c in explainer.ask(question).calculations]
    assert "%" not in shares


def test_a_bare_ordinal_is_a_quarter_of_the_same_year(explainer) -> None:
    answer = explainer.ask(
        "By how much did Oracle's revenue in the second quarter of fiscal 2026 exceed that of the "
        "first?"
    )
    assert "16.1" in answer.answer
    assert "14.9" in answer.answer


def test_two_like_sales_are_added_up(explainer) -> None:
    """Where two disposals are named, no other amount takes the place of the second."""
    answer = explainer.ask("What cash did SoftBank's two disposals, NVIDIA and T-Mobile, bring in?")
    assert "9.17" in answer.answer
    assert "50.3" not in answer.answer


def test_what_percent_after_a_growth_is_a_growth(explainer) -> None:
    history = (Turn("user", "甲骨文雲端營收FY26 Q1年增多少？"), Turn("assistant", "年增28%。"))
    answer = explainer.ask("Q2的時候是多少%？", history=history)
    assert "34%" in answer.answer
    assert not any(c.unit == "%" for c in answer.calculations)


def test_a_figure_of_the_readers_firm_is_no_premise(explainer) -> None:
    """The sources' revenue does not contradict what the reader's own firm earns."""
    answer = explainer.ask("我們公司一年營收5億美元，OpenAI 2025上半年燒了多少錢？")
    assert not answer.answer.startswith("來源所說的並非")


GAPS = [
    ("微軟2025年9月底的商業RPO比甲骨文2025年8月底的RPO少百分之幾？", "13.8"),
    ("甲骨文2025年11月底的RPO比微軟2025年9月底的商業RPO多百分之幾？", "33.4"),
    (
        "What percentage smaller is Oracle's SaaS revenue than its cloud revenue in fiscal Q2 "
        "2026?",
        "51.25",
    ),
    ("甲骨文2026會計年度第二季的OCI營收比SaaS營收高幾%？", "5.1"),
]


@pytest.mark.parametrize(("question", "rate"), GAPS)
def test_a_gap_in_per_cent_is_of_what_stands_after_than(explainer, question, rate) -> None:
    """How much less one is than the other is no share, and its base is the other."""
    made = explainer.ask(question).calculations
    assert len(made) == 1
    assert made[0].value.startswith(rate[:3])


@pytest.mark.parametrize(
    ("question", "stranger"),
    [
        ("OpenAI's 2025 revenue is what percent of its Oracle contract?", "9.9"),
        ("Meta's 2025 capex is how many times Oracle's fiscal 2025 capex?", "380"),
        ("輝達2026會計年度第三季網路營收占資料中心營收多少？", "570"),
    ],
)
def test_no_figure_of_another_measure_or_party_stands_in(explainer, question, stranger) -> None:
    for made in explainer.ask(question).calculations:
        assert not any(stranger in step for step in made.steps)


def test_growth_at_two_times_is_told_for_each(explainer) -> None:
    answer = explainer.ask(
        "By what percentage did Oracle's revenue grow in fiscal Q1 2026, and in Q2?"
    )
    assert answer.calculations == ()
    assert "12%" in answer.answer


def test_a_growth_over_the_quarter_is_worked_out_where_only_the_years_is_told(explainer) -> None:
    """The growth over a year that a source tells is another one."""
    answer = explainer.ask("NVIDIA data-centre sales, Q2 to Q3 of FY26: sequential growth in %?")
    assert any(c.unit == "%" for c in answer.calculations), answer.answer


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("NVIDIA revenue in the quarter that ended July 2025?", "$46.743 billion"),
        ("輝達截至2025年7月那一季的營收是多少？", "467.43億"),
        (
            "What did Oracle's free cash flow come to in the quarter that ended November 2025?",
            "minus $10",
        ),
    ],
)
def test_the_figure_of_the_quarter_named_opens(explainer, question, opening) -> None:
    """However close a passage on another stretch is, and whatever day the quarter closed on."""
    assert opening in explainer.ask(question).answer.split("[1]")[0]


def test_a_rate_is_no_share_of_itself_at_another_time(explainer) -> None:
    """ "Share of the backlog" is the measure here, not what is to be worked out."""
    answer = explainer.ask("What is the biggest customer's share of CoreWeave's backlog?")
    assert answer.calculations == ()
    assert "35%" in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        (
            "What percentage of NVIDIA's Q3 FY2026 revenue was not data centre?",
            "without its data-centre revenue in the same period comes to 10.2% of the whole",
        ),
        (
            "甲骨文2026會計年度第二季營收有百分之幾不是雲端？",
            "扣除同期雲端營收之後，占全部的約50.3%",
        ),
        (
            "How much of Oracle's Q2 FY2026 revenue was software outside the cloud, in percent?",
            "36.6% of its revenue",
        ),
    ],
)
def test_what_a_part_leaves_is_said_of_the_whole(explainer, question, told) -> None:
    """The rest is no share of one in the other; a measure whose own name leaves something out is
    the part itself.
    """
    assert told in explainer.ask(question).answer
