"""What a figure is for each of, what limit is set, what is numbered as a list: words alone."""

from __future__ import annotations

import pytest

from bot.language.enumerated import asks_list, enumerates, listed_around, ordinal
from bot.language.limits import limits
from bot.language.quantities import read_quantities
from bot.language.rates import rates_asked, rates_told


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("It costs £3.10 a ride.", {"visit"}),
        ("krone per kg", {"kg"}),
        ("每公斤三十元", {"kg"}),
        ("每月每攤兩千元", {"month", "stall"}),
        ("Yearly cost (£)", {"year"}),
        ("It rose in a day.", set()),
        ("第一天就賣完", set()),
    ],
)
def test_a_rate_is_read_in_either_language(text, things):
    """ "A day" is a rate where a figure stands before it."""
    assert rates_told(text) == things


def test_one_is_each_where_a_question_asks():
    """一天 in a question is for each day; 第一天 is a day."""
    assert rates_asked("請一天短工要多少錢？") == {"day"}
    assert rates_asked("第一天賣了多少？") == set()


@pytest.mark.parametrize(
    ("text", "set_limits"),
    [
        ("No driver should work more than nine hours.", {"most"}),
        ("Each pass covers up to four people.", {"most"}),
        ("每人最多借幾本？", {"most"}),
        ("哪一類的申訴最多？", set()),
        ("每班至少兩人", {"least"}),
        ("More than nine drivers came.", set()),
    ],
)
def test_a_limit_is_no_superlative(text, set_limits):
    """What is most of several sets no limit."""
    assert limits(text) == set_limits


def test_lists_are_told_by_their_marks():
    """A list is numbered from one and has two items or more; its announcement stands before it."""
    said = ["They agreed on two things.", "First, a roof.", "Second, a door.", "It rained."]
    assert [ordinal(s) for s in said] == [0, 1, 2, 0]
    assert listed_around(said, 0) == listed_around(said, 2) == [0, 1, 2]
    assert listed_around(said, 3) == []
    assert enumerates("他們要求：(1) 延長開放；(2) 增設座位。")
    assert not enumerates("他們要求延長開放。")
    assert asks_list("What measures were passed?")
    assert asks_list("通過了哪些辦法？")
    assert not asks_list("Which bus goes there?")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("由二十點三次變為九點八次", ["20.3", "9.8"]),
        ("分數由十一點二分降到八點六分", ["11.2", "8.6"]),
        ("晚上九點五分打烊", []),
        ("下午三點三十分開會", []),
        ("二十點三十分打烊", []),
        ("有四十七攤、五十二桌", ["47", "52"]),
    ],
)
def test_decimals_in_words_are_no_times_of_day(text, values):
    """The minutes of a time below ten have a nought; what is counted has a measure word."""
    assert [format(q.value, "f") for q in read_quantities(text, "zh-TW")] == values
