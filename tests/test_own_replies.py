"""How a sentence of a reader's own document replies: a name, a place, a denial, a reason."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.retrieve.own_aliases import aliases_of, with_aliases
from bot.answer.retrieve.own_replies import asks_whether, denies, names_one, reply_asked
from bot.language.grounds import (
    adds_reason,
    announces,
    asks_reason,
    concludes,
    gives_grounds,
)


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who follows the harbour master?", "who"),
        ("Which firm supplies the pumps?", "firm"),
        ("Where was the mast repaired?", "place"),
        ("由誰接任護理長？", "who"),
        ("是哪一家蓋的？", "firm"),
        ("大會在哪裡舉行？", "place"),
        ("How long is the pier?", ""),
    ],
)
def test_a_question_asks_for_a_kind_of_name(question, kind):
    """A person, a firm and a place are asked for in words of their own."""
    assert reply_asked(question) == kind


@pytest.mark.parametrize(
    ("kind", "text", "asked", "has"),
    [
        ("who", "The trustees appointed Samir Haddow.", "Who follows Olwen Tarrant?", True),
        ("who", "Olwen Tarrant left in September.", "Who follows Olwen Tarrant?", False),
        ("who", "The hall was full.", "Who spoke?", False),
        ("who", "職務由現任副護理長邱筱嵐接任。", "誰接任？", True),
        ("who", "診所目前有十四位醫師。", "誰接任？", False),
        ("firm", "Norlund Rotor makes them.", "Which firm makes the blades?", True),
        ("firm", "車子是向立程客車訂做的。", "是哪一家做的？", True),
        ("place", "It comes ashore at Sandle Bay.", "Where does it land?", True),
        ("place", "It comes ashore in June.", "Where does it land?", False),
        ("place", "地點：蓮山國小禮堂。", "在哪裡開會？", True),
    ],
)
def test_a_name_that_the_question_has_not_replies(kind, text, asked, has):
    """No list of names is needed; one of the question is no reply to it."""
    assert names_one(kind, text, asked) is has


@pytest.mark.parametrize(
    ("question", "whether"),
    [
        ("Was anyone hurt?", True),
        ("The shed is old; will it be pulled down?", True),
        ("有人受傷嗎？", True),
        ("是否會漲價？", True),
        ("Who was hurt?", False),
        ("誰受傷？", False),
    ],
)
def test_yes_or_no_is_asked_for(question, whether):
    """A verb first in English, a particle last or both answers offered in Chinese."""
    assert asks_whether(question) is whether


@pytest.mark.parametrize(
    ("text", "denied"),
    [
        ("Nobody was hurt.", True),
        ("There is no truth in it.", True),
        ("沒有病人受傷。", True),
        ("本案不通過。", True),
        ("不過春茶漲了。", False),
        ("無線網路已裝好。", False),
        ("Two were hurt.", False),
    ],
)
def test_a_text_denies(text, denied):
    """Words that only look like a denial are none."""
    assert denies(text) is denied


def test_a_reason_is_given_or_drawn_from():
    """A sentence gives a reason itself, or the next one draws its conclusion from it."""
    assert asks_reason("Why is it late?")
    assert asks_reason("為什麼延後？")
    assert not asks_reason("When is it due?")
    assert gives_grounds("It is late because the mast broke.")
    assert gives_grounds("隔壁工地挖斷電纜，因而停電。")
    assert not gives_grounds("The mast broke.")
    assert gives_grounds("The mast broke.", "For that reason she is late.")
    assert concludes("因此延後開工。")
    assert announces("Two things account for this.")
    assert adds_reason("And the tide was low.")


def test_both_names_of_a_thing_are_told():
    """A name in capitals beside a Chinese one is that of the same thing, in every passage."""
    aliases = aliases_of(
        ("青穗設計公司（Chingsui Design，以下稱「青穗」）承做。", "青穗九月交件。")
    )
    assert aliases == (("青穗", "Chingsui Design"),)
    assert with_aliases("青穗九月交件。", aliases) == "青穗 Chingsui Design 九月交件。"
    assert aliases_of(("位於白沙（Baisha）的工廠",)) == (("白沙", "Baisha"),)


MUSEUM = """# Brassby Maritime Museum: trustees' report for 2025

The café was leased to Harbour Kitchen from April.

## The lightship

The lightship *Gull Sand* was towed to Renwick's yard at Hexley in October. Her hull plates had rusted through in eleven places, which was far more than the survey had found. For that reason she will not be back on her berth until June 2027, a year later than promised. There is no truth in the rumour that the ship will be scrapped. No visitor has been hurt on board.

## People

Olwen Tarrant, director since 2014, left at the end of September. The trustees appointed Samir Haddow to follow her. The Museum employs 38 people.

## Opening hours

The Museum shuts on Mondays between November and March. The trustees took this step because heating the long shed cost more than the shop took in.

## Is anyone losing a job?

No. Two wardens asked to work fewer hours, and that was granted.
"""  # noqa: E501
CLINIC = """# 禾欣牙醫聯合診所社區通訊

禾欣牙醫聯合診所（Hexin Dental，以下稱「禾欣」）在竹埔市有三家診所。

## 停電事件

9月14日本店停電三小時，是因為隔壁工地挖斷電纜。當天有兩臺手術改期，沒有病人受傷。

## 人事

服務了二十六年的護理長蘇美玲將在明年2月退休，職務由現任副護理長邱筱嵐接任。診所目前有14位醫師。

## 檢查車

檢查車今年跑了二十三所國小。車子是向立程客車訂做的，由扶輪社捐了五百萬元。
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("replies")
    (folder / "museum.md").write_text(MUSEUM, encoding="utf-8")
    (folder / "clinic.md").write_text(CLINIC, encoding="utf-8")
    library.add("replies", [folder])
    yield Explainer(library.settings, library.over(["replies"])).ask
    library.remove("replies")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who took over from Olwen Tarrant as head of the museum?", "Haddow"),
        ("Has anybody been injured on the lightship?", "No visitor has been hurt"),
        ("When will the Gull Sand be scrapped?", "no truth in the rumour"),
        ("護理長退休以後由誰接手？", "邱筱嵐"),
        ("停電的時候有人受傷嗎？", "沒有病人受傷"),
        ("Was anyone hurt in the power cut at the Hexin clinic?", "沒有病人受傷"),
    ],
)
def test_a_sentence_that_replies_is_told_plainly(ask, question, said):
    """A name, a place or a denial that is asked for is told first and without a doubt."""
    answer = ask(question)
    told = [c.quote for c in answer.citations][:1]
    assert answer.status == "answered", answer.answer
    assert said in answer.sentences[0].text + " ".join(told), answer.answer


def test_both_names_find_the_sentence_in_the_other_language(ask):
    """A document's English name of itself is no more told by the sentence that gives it."""
    quotes = [c.quote for c in ask("Which firm built the examination van for Hexin?").citations]
    assert "立程" in quotes[0]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why will the lightship come home a year late?", "rusted through"),
        ("Why does the museum shut on Mondays in winter?", "heating the long shed"),
        ("為什麼停電？", "挖斷電纜"),
    ],
)
def test_a_reason_that_stands_beside_is_told_too(ask, question, said):
    """The sentence before a conclusion, or after what it is the reason of, belongs to it."""
    assert said in ask(question).answer


def test_a_bare_no_is_told_with_what_it_opens(ask):
    """A bare word answers nothing alone, and the sentence after it lacks the word."""
    text = ask("Is anyone losing a job at the museum?").answer
    assert "No" in text
    assert "fewer hours" in text


@pytest.mark.parametrize(
    "question",
    [
        "What is the director's salary at the museum?",
        "What profit did the museum make?",
        "禾欣院長的年薪多少？",
        "禾欣去年的營收多少？",
    ],
)
def test_a_measure_of_which_the_document_has_no_word_is_refused(ask, question):
    """Another figure is no answer to a question for pay or profit, not even the nearest one."""
    answer = ask(question)
    assert answer.status == "refused", answer.answer
    assert answer.refusal.code == "not_in_corpus"


def test_a_reason_is_not_refused_for_a_measure(ask):
    """A word for pay in a question for a reason is no figure that is asked for."""
    refused = ask("Why did the salary of the wardens of the lightship change?").status == "refused"
    assert not refused


def test_an_office_that_nobody_holds_is_not_told_plainly(ask):
    """A sentence with somebody's name does not say who holds an office that it does not name."""
    assert ask("Who is the auditor of the museum?").status != "answered"
