"""Sentences of a reader's own document by their form, and what is told beside the first of them."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.retrieve.own_aliases import aliases_of, with_aliases
from bot.answer.retrieve.own_counted import holds_the_measure
from bot.answer.retrieve.own_replies import names_one
from bot.answer.retrieve.own_shapes import (
    asks_present,
    asks_weekday,
    has_passed,
    is_heading,
    is_question,
    names_weekday,
    points_back,
    says_what_is_not,
    tells_when,
)
from bot.language.grounds import says_because
from bot.language.investing import names_investment

GARDEN = """# Thornley Allotment Society: notes of the June meeting

The works sub-committee (WSC) met on 12 June in the potting shed.

The strawberry crop came to 318 kg, down from 402 kg. Mrs Aldous put this down to slugs after the \
mild winter, and not to the new netting.

Until the end of 2023 a plot cost £28. A plot now costs £35 a year and a half plot £20.

There was a proposal to sell the lower field. Members did not sell it: the vote was 41 to 6 against.

The old pump house will not be pulled down. The society means to turn it into a seed library.

The WSC will next meet in the Quaker hall. Membership stands at 143.
"""

BATHS = """# 松崗溫泉浴場常見問答

**問：一張票可以泡多久？**
答：每張票可泡九十分鐘。

**問：哪一天不開？**
答：浴場逢週三公休，其餘日子上午十時開門。

整修工程由昇禾土木承作，共拆換管線260公尺。

去年浴場辦了37場音樂會，都在戶外池畔。
"""


@pytest.mark.parametrize(
    ("judge", "text", "so"),
    [
        (is_heading, "Minutes of the works sub-committee", True),
        (is_heading, "The pump was mended.", False),
        (is_heading, "- free on Sundays", False),
        (is_heading, "Pond; depth: 2 m; area: 40", False),
        (is_question, "問：哪一天不開？", True),
        (is_question, "**How long is a ticket good for?**", True),
        (is_question, "他問「養得起嗎？」後離席。", False),
        (points_back, "She put this down to slugs.", True),
        (points_back, "該工程延後。", True),
        (points_back, "Slugs ate the crop.", False),
        (asks_present, "What does a plot cost now?", True),
        (asks_present, "What did a plot cost in 2023?", False),
        (has_passed, "Until the end of 2023 a plot cost £28.", True),
        (has_passed, "A plot costs £35.", False),
        (asks_weekday, "On which day of the week is it shut?", True),
        (asks_weekday, "浴場星期幾休息？", True),
        (asks_weekday, "Which day was chosen?", False),
        (names_weekday, "逢週三公休", True),
        (tells_when, "by the end of January", True),
        (tells_when, "You may swim there.", False),
        (says_what_is_not, "It will not be pulled down.", True),
        (says_what_is_not, "It closed without notice.", False),
        (says_because, "Mrs Aldous put this down to slugs.", True),
        (says_because, "He went down to the pond.", False),
    ],
)
def test_a_sentence_is_told_by_its_form(judge, text, so):
    """Marks and words of the language say what a sentence is; no document need be known."""
    assert judge(text) is so


@pytest.mark.parametrize(
    ("question", "text", "holds"),
    [
        ("草莓收了多少公斤？", "The crop came to 318 kg.", True),
        ("草莓收了多少公斤？", "The crop cost £318.", False),
        ("How many concerts were there?", "去年辦了37場音樂會。", True),
        ("How many metres of pipe?", "共拆換管線260公尺。", True),
        ("Who mended it?", "共拆換管線260公尺。", False),
    ],
)
def test_the_measure_asked_for_follows_a_figure(question, text, holds):
    """A unit or a counter of the other language is the one that is asked for."""
    assert holds_the_measure(question, text) is holds


def test_a_short_form_is_the_long_one():
    """What a document shortens in brackets is read under both names everywhere."""
    aliases = aliases_of((GARDEN, "松崗鄉公所溫泉管理課（以下簡稱溫管課）負責。"))
    assert ("works sub-committee", "WSC") not in aliases  # a hyphen joins two initials
    assert aliases[-1] == ("溫泉管理課", "溫管課")
    short = aliases_of(("The Board of River Trustees (BRT) met.",))
    assert short == (("Board of River Trustees", "BRT"),)
    assert with_aliases("The BRT met.", short) == "The BRT Board of River Trustees  met."
    assert not aliases_of(("The reading room (NEW) is open.",))


def test_whoever_does_the_work_is_a_firm():
    """A name behind 由 and before what is done needs no word for a kind of firm."""
    assert names_one("firm", "整修工程由昇禾土木承作。", "哪一家承作？")
    assert not names_one("firm", "整修工程已完成。", "哪一家承作？")


@pytest.mark.parametrize(
    ("question", "so"),
    [
        ("Should I buy shares of it?", True),
        ("Should I buy Thornley now?", True),
        ("值得買嗎？", True),
        ("要不要買門票？", False),
        ("How high should I put the shelf?", False),
        ("番茄賣給誰？", False),
    ],
)
def test_a_thing_to_invest_in_is_named(question, so):
    """A ticket or a shelf is no investment."""
    assert names_investment(question) is so


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("shapes")
    (folder / "thornley.md").write_text(GARDEN, encoding="utf-8")
    (folder / "songgang.md").write_text(BATHS, encoding="utf-8")
    library.add("shapes", [folder])
    yield Explainer(library.settings, library.over(["shapes"])).ask
    library.remove("shapes")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Thornley 的草莓收了多少公斤？", "318 kg"),
        ("Thornley 的草莓為什麼減產？", "slugs"),
        ("What does a plot at Thornley cost now?", "£35"),
        ("Who bought the lower field from Thornley?", "did not sell it"),
        ("What will become of the old pump house at Thornley?", "seed library"),
        ("How many members does Thornley have?", "143"),
        ("On which day of the week are the Songgang baths shut?", "週三"),
        ("How many concerts did the Songgang (松崗) baths hold last year?", "37場"),
        ("松崗浴場的整修工程由哪一家承作？", "昇禾土木"),
        ("松崗浴場一張票可以泡多久？", "九十分鐘"),
    ],
)
def test_the_sentence_that_answers_is_told(ask, question, said):
    """In either language, with the sentence before or after it where it leans on that."""
    answer = ask(question)
    assert answer.status != "refused", answer.answer
    assert said in answer.answer


def test_a_question_of_the_document_is_no_answer(ask):
    """What a list of questions asks itself is not told; the line after it is."""
    told = [s.text for s in ask("松崗浴場哪一天不開？").sentences]
    assert not any(text.startswith("問") for text in told)
    assert any("週三公休" in text for text in told)


def test_a_stranger_s_words_are_no_names_of_ours(ask):
    """A foreign sentence is brought without names from the glossary of another field."""
    text = ask("Thornley 的草莓為什麼減產？").answer
    assert "就" not in text.split("「")[0]


def test_a_brief_answer_has_one_sentence(ask):
    """What goes on in the next sentence is told from the standard level on."""
    answer = ask("What will become of the old pump house at Thornley?", level="brief")
    assert len([s for s in answer.sentences if s.kind == "claim"]) == 1
