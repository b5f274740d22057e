"""Which clauses ask for yes or no about a deal, and what they ask: invented parties and deals."""

from __future__ import annotations

import pytest

from bot.language.yes_or_no import date_asked, whether_asked

NAMES = ("Alder", "Birch", "艾德", "柏奇")

ASKED = [
    ("Is the deal between Alder and Birch signed?", "signed"),
    ("Do Alder and Birch have a contract?", "signed"),
    ("So, do we know whether Birch has actually paid Alder yet?", "paid"),
    ("Birch has paid Alder, right?", "paid"),
    ("Is Alder's agreement with Birch legally binding?", "binding"),
    ("Has Alder started using Birch chips?", "started"),
    ("Is the Birch deal just a letter of intent?", "letter"),
    ("Is the Birch deal a firm contract or only talk?", "alternative"),
    ("Is the Alder deal still on?", "standing"),
    ("艾德和柏奇的合約簽了沒？", "signed"),
    ("請問艾德跟柏奇的協議有沒有約束力？", "binding"),
    ("艾德有沒有付錢給柏奇？", "paid"),
    ("艾德已經在付錢給柏奇了，對嗎？", "paid"),
    ("柏奇開始交貨了嗎？", "started"),
    ("艾德跟柏奇的案子還在嗎？", "standing"),
    ("艾德跟柏奇是簽約還是只有意向書？", "alternative"),
]


@pytest.mark.parametrize(("text", "aspect"), ASKED)
def test_a_clause_for_yes_or_no_is_read_with_what_it_asks(text: str, aspect: str) -> None:
    """In whichever way a language puts it, with what stands around it left out."""
    asked = whether_asked(text, NAMES)
    assert asked is not None
    assert asked.aspect == aspect


@pytest.mark.parametrize(
    "text",
    [
        "Did Alder pay the electricity bill of Birch?",
        "Has Alder paid back its notes to Birch?",
        "艾德有沒有付權利金給柏奇的股東？",
    ],
)
def test_a_clause_that_asks_of_another_thing_has_no_aspect(text: str) -> None:
    """Words that say more than that a deal is so leave it to others."""
    asked = whether_asked(text, NAMES)
    assert asked is not None
    assert asked.aspect == ""
    assert asked.left


@pytest.mark.parametrize(
    "text",
    [
        "Why has Birch not paid?",
        "How much has Alder paid Birch?",
        "艾德付了多少？",
        "Alder signed.",
    ],
)
def test_a_question_for_more_than_yes_or_no_is_none(text: str) -> None:
    """A reason, an amount or a statement asks for no verdict."""
    assert whether_asked(text, NAMES) is None


def test_the_way_it_is_put_is_told() -> None:
    """A statement to confirm, a denial, who receives and all of it."""
    stated = whether_asked("Is it true that Birch paid Alder?", NAMES)
    denied = whether_asked("艾德還沒付錢給柏奇嗎？", NAMES)
    received = whether_asked("Has Birch received money from Alder?", NAMES)
    whole = whether_asked("艾德的錢都付清了嗎？", NAMES)
    assert stated is not None
    assert stated.stated
    assert not stated.denied
    assert denied is not None
    assert denied.denied
    assert received is not None
    assert received.receives
    assert whole is not None
    assert whole.whole


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("When will Alder begin to pay Birch?", "start"),
        ("艾德從哪一年開始付錢給柏奇？", "start"),
        ("When does the contract of Alder with Birch end?", "end"),
        ("艾德與柏奇的合約什麼時候到期？", "end"),
        ("Until when does Birch guarantee capacity of Alder?", "end"),
        ("When will Birch's money reach Alder?", "pay"),
        ("When will Alder go public?", ""),
        ("When was the contract announced?", ""),
    ],
)
def test_which_date_of_a_deal_is_asked_for(text: str, asked: str) -> None:
    """Its start, its payment or its end; no other date."""
    assert date_asked(text) == asked
