"""bot.answer.retrieve.parties: whose figures a document's texts are."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.parties import named_groups, stands_for_document, told_in

ENGLISH = (
    "Ravensgill Optics makes lenses. Since 2024 it has been led by Ann Marsh, once of Skelwith "
    "Rotor.",
    "Revenue was £238.4 million.",
    "A single customer, Luma Yard, took 18% of it.",
)
CHINESE = (
    "鯨嶼物流昨日動土。",
    "公司去年營收為63億元。",
    "南方的鼎潤倉儲將興建冷凍倉庫。",
)


@pytest.mark.parametrize(
    ("question", "words", "document", "names"),
    [
        ("What was Luma Yard's revenue?", [], ENGLISH, [("luma", "yard")]),
        ("What was the revenue of Skelwith Rotor?", [], ENGLISH, [("skelwith", "rotor")]),
        ("What was the revenue of Oakhurst Paper?", [], ENGLISH, []),
        ("鼎潤倉儲去年的營收是多少？", ["營收", "鼎", "潤", "倉儲"], CHINESE, [("鼎润仓储",)]),
        ("公司去年的營收是多少？", ["公司", "營收"], CHINESE, []),
    ],
)
def test_names_of_the_question_that_the_document_has_are_found(question, words, document, names):
    """By capitals, or by Chinese letters that the dictionary joins to nothing."""
    assert list(named_groups(question, words, document)) == names


@pytest.mark.parametrize(
    ("name", "title", "document", "home"),
    [
        (("ravensgill", "optics"), "Annual report", ENGLISH, True),
        (("skelwith", "rotor"), "Annual report", ENGLISH, False),
        (("luma", "yard"), "Annual report", ENGLISH, False),
        (("luma", "yard"), "Luma Yard: annual report", ENGLISH, True),
        (("luma", "yard"), "News", (*ENGLISH, "Luma Yard grew.", "Luma Yard paid."), True),
        (("鼎润仓储",), "鯨嶼物流押注轉運", CHINESE, False),
    ],
)
def test_a_document_is_about_its_title_its_opening_and_what_returns(name, title, document, home):
    """A party mentioned once, even in the opening's later sentences, is not whose figures stand."""
    assert stands_for_document(name, title, document) is home


def test_a_name_is_told_where_all_its_words_stand():
    """ "Yard" alone is not Luma Yard."""
    assert told_in(("luma", "yard"), ENGLISH)
    assert not told_in(("luma", "yard"), ["The yard had sales of £74 million."])
