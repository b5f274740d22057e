"""bot.language.causal: what a sentence says of why, and what a question asks of it."""

from __future__ import annotations

import pytest

from bot.language.causal import (
    asks_outcome,
    asks_why_it_happened,
    asks_why_not,
    denies,
    states_cause,
    states_outcome,
)

CAUSES = [
    ("The bakery closed early because the oven broke.", True),
    ("After the bridge was shut in May, the ferry doubled its crossings.", True),
    ("It sold the depot to help pay for new trams.", True),
    ("Sales rose, lifted by a warm spring.", True),
    ("The ferry made 40 crossings a day in May.", False),
    ("The depot has been there since 1990.", False),
    ("因為烤箱壞了，麵包店提早打烊。", True),
    ("橋在5月封閉後，渡輪班次加倍。", True),
    ("賣地所得墊高了當季獲利。", True),
    ("渡輪5月每天開40班。", False),
    ("因此班次加倍。", False),
]
OUTCOMES = [
    ("What happens to the ferry if the bridge opens again?", True),
    ("How would the port be hit if trade fell?", True),
    ("How much does the ferry cost?", False),
    ("要是橋重新開放，渡輪會怎樣？", True),
    ("渡輪票價多少？", False),
]
HAPPENED = [
    ("Why did the ferry line cut its fares?", True),
    ("So why was the tunnel closed?", True),
    ("Why does a tunnel need a second tube?", False),
    ("Why did nobody notice?", False),
    ("渡輪公司為什麼調降票價？", True),
    ("隧道為什麼需要第二條管？", False),
]


@pytest.mark.parametrize(("text", "stated"), CAUSES)
def test_a_cause_is_known_by_its_connective(text: str, stated: bool) -> None:
    """A date is no cause, and a conclusion drawn is none either."""
    assert states_cause(text) is stated


@pytest.mark.parametrize(("text", "asked"), OUTCOMES)
def test_what_would_come_of_something_is_asked_for(text: str, asked: bool) -> None:
    assert asks_outcome(text) is asked


@pytest.mark.parametrize(("text", "asked"), HAPPENED)
def test_the_cause_of_what_happened_is_asked_for(text: str, asked: bool) -> None:
    """Not why something is needed in general, nor why something did not happen."""
    assert asks_why_it_happened(text) is asked


def test_a_denial_answers_why_not() -> None:
    """Who asks why a thing is not so is answered by a sentence that denies it."""
    assert asks_why_not("Why isn't a full order book money in the till?")
    assert asks_why_not("為什麼訂單不算現金？")
    assert not asks_why_not("Why did orders rise?")
    assert denies("An order is a promise and not cash.")
    assert not denies("Orders rose by a third.")
    assert states_outcome("The loss of that buyer would leave half the mill idle.")
