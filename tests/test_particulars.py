"""bot.language.particulars: what deals, firms and reports can have, places, words of rank."""

from __future__ import annotations

import pytest

from bot.language.particulars import (
    particulars,
    places,
    places_of_business,
    ranks,
    words_of_particulars,
)


@pytest.mark.parametrize(
    ("english", "chinese", "named"),
    [
        ("Which law firm drew it up?", "是哪家律師事務所擬的？", "lawyer"),
        ("Who underwrote the issue?", "這批債由誰承銷？", "underwriter"),
        ("Is there a lock-up on the shares?", "這批股票有閉鎖期嗎？", "lockup"),
        ("What dividend was paid?", "配了多少股利？", "dividend"),
        ("Did the board agree?", "董事會同意了嗎？", "board"),
        ("What penalty is due for leaving early?", "提前解約要付多少違約金？", "penalty"),
        ("How much water does the site need?", "園區一年用水多少？", "water"),
        ("What is the effective tax rate?", "有效稅率是多少？", "tax"),
        ("How many subscribers are there?", "有多少訂戶？", "paying"),
        ("How many pages has the report?", "報告有幾頁？", "pages"),
        ("Whose foundry makes the chip?", "晶片交給誰代工？", "foundry"),
        ("Clients prepay a third.", "客戶預付三成。", "instalments"),
        ("Sales of $5, plus or minus 2%", "營收5元，上下2%", "accuracy"),
        ("How many does the mill employ?", "紗廠有多少員工？", "staff"),
    ],
)
def test_a_particular_is_told_by_the_words_of_both_languages(english, chinese, named):
    """One dictionary's entry answers to its words in either language."""
    assert named in particulars(english)
    assert named in particulars(chinese)


@pytest.mark.parametrize(
    ("text", "not_named"),
    [
        ("毛利率是多少？", "coupon"),
        ("How big was the gain before tax?", "tax"),
        ("稅前賺了多少？", "tax"),
        ("They want to strike a deal.", "strike_price"),
        ("Who wrote the largest cheque?", "author"),
        ("What had it pledged to pay?", "collateral"),
        ("They said the looms still ran. How old were they?", "age"),
        ("When did the two go public with their pact?", "listing"),
    ],
)
def test_a_word_of_another_meaning_names_none(text, not_named):
    """A gross margin is no interest rate, and a deal that is struck no exercise price."""
    assert not_named not in particulars(text)


@pytest.mark.parametrize(
    ("english", "chinese", "named"),
    [
        ("revenue from Singapore", "新加坡的營收", {"singapore"}),
        ("sites in Japan and Texas", "日本與德州的據點", {"japan", "texas"}),
        ("revenue of the cloud", "雲端的營收", set()),
    ],
)
def test_places_are_told_by_the_words_of_both_languages(english, chinese, named):
    """Countries and regions, and nothing else."""
    assert places(english) == places(chinese) == named


@pytest.mark.parametrize(
    ("english", "chinese", "named"),
    [
        ("the first hurdle", "第一檔門檻", {"first"}),
        ("the shortest tranche", "期限最短的那一檔", {"shortest"}),
        ("the first quarter", "第一季", set()),
    ],
)
def test_words_of_rank_are_told_by_the_words_of_both_languages(english, chinese, named):
    """The first of several; a first quarter is no rank."""
    assert ranks(english) == ranks(chinese) == named


def test_the_words_stand_as_the_reader_wrote_them():
    """A refusal quotes them, in the script and case of the question."""
    assert words_of_particulars("Who UNDERWROTE it, and is there a Lock-up?") == (
        "UNDERWROTE",
        "Lock-up",
    )
    assert words_of_particulars("這批股票有閉鎖期嗎？") == ("閉鎖期",)


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("How many halls does it run in Finland?", {"finland"}),
        ("它在芬蘭有幾座機房？", {"finland"}),
        ("What was its Chinese revenue?", {"china"}),
        ("How much of the Finnish maker does it own?", set()),
        ("What does it mean for Finland's chip suppliers?", {"finland"}),
        ("對芬蘭供應鏈有什麼影響？", {"finland"}),
        ("芬蘭政府怎麼看？", {"finland"}),
        ("它入股芬蘭那家廠商，占幾成？", set()),
    ],
)
def test_a_place_that_says_whose_a_party_is_is_not_asked_about(text, sought):
    """Only where or whence something is asked for must the sources name it."""
    assert places_of_business(text) == sought


@pytest.mark.parametrize(
    ("text", "sought"),
    [
        ("Which was the first of the notes?", {"first"}),
        ("How much did it lift profit that first year?", set()),
        ("What were the figures, from first to last?", set()),
        ("What did the mill alone bring in?", {"alone"}),
        ("What did it bring in during the third quarter alone?", set()),
        ("這筆錢光公司債的部分是多少？", {"alone"}),
    ],
)
def test_a_word_of_rank_picks_one_of_several(text, sought):
    """Not where it belongs to a time or to a whole row of figures."""
    assert ranks(text) == sought
