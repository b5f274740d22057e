"""Events taken for granted of which no source tells, and what a deal comes to."""

from __future__ import annotations

import pytest

from bot.answer.plan import plan
from bot.answer.plan.deal_asked import deal_asked
from bot.answer.plan.happened import unhappened
from bot.answer.retrieve import retrieve
from bot.answer.understand import understand
from bot.language.field_words import of_the_field_itself
from bot.language.investing import only_says_whom
from bot.language.quantities import read_quantities
from bot.library import Library

EVENTS = [
    ("When did Broadcom sue OpenAI?", True),
    ("Why was OpenAI's contract with Oracle terminated?", True),
    ("Has Meta laid off its auditors?", True),
    ("Did OpenAI default on its payments to Oracle?", True),
    ("輝達為什麼控告甲骨文？", True),
    ("甲骨文把OpenAI告上法院是哪一天？", True),
    ("為什麼微軟違約？", True),
    ("微軟為什麼退出與OpenAI的合作？", True),
    ("Why has NVIDIA shelved its deal with Anthropic?", True),
    ("When did AMD turn down OpenAI?", True),
    ("輝達何時裁罰了博通？", True),
    ("亞馬遜為什麼回絕OpenAI？", True),
    ("Why was Broadcom's deal with OpenAI postponed?", True),
    ("What happens when Microsoft abandons OpenAI?", False),
    ("What happens to Oracle if OpenAI cancels its contract?", False),
    ("Can OpenAI cancel its contract with Oracle?", False),
    ("Did SoftBank exit NVIDIA?", False),
    ("OpenAI可以取消和甲骨文的合約嗎？", False),
    ("萬一OpenAI違約，甲骨文會怎樣？", False),
    ("Who audits Oracle?", False),
]
DEALS = [
    ("OpenAI和CoreWeave的合約有多大？", True),
    ("How big is the deal between OpenAI and AWS?", True),
    ("甲骨文和OpenAI的交易金額是多少？", True),
    ("How much must OpenAI pay Microsoft?", True),
    ("OpenAI要付AWS多少錢？", True),
    ("OpenAI每年要付甲骨文多少錢？", False),
    ("How much power does the contract between OpenAI and Oracle cover?", False),
    ("OpenAI與甲骨文的合約占甲骨文RPO多少？", False),
    ("How much is Oracle's revenue?", False),
]
FIELD = [
    ("What are the main risks?", True),
    ("Explain in two sentences why the sceptics worry.", True),
    ("Who pays whom in the loop?", True),
    ("主要的隱憂有哪些？", True),
    ("批評者怎麼說？", True),
    ("What are the risks of skydiving?", False),
    ("摘要吸菸的主要風險。", False),
    ("What do critics say about the new film?", False),
    ("誰會贏世界盃？", False),
    ("What is money?", False),
]
MEANT = [
    ("不是，我是問台積電的", True),
    ("No, I meant Intel's", True),
    ("我要買台積電的股票", False),
    ("I meant: should I buy the stock?", False),
]


@pytest.mark.parametrize(("question", "denied"), EVENTS)
def test_an_event_that_no_source_tells_of_is_denied(
    library: Library, question: str, denied: bool
) -> None:
    """By its class of verbs and its parties; what may happen claims nothing."""
    assert library.ledger is not None
    read = understand(question, (), library.glossary, library.phrases)
    found = retrieve(read, library.searcher, library.ledger, library.glossary)
    assert bool(unhappened(read, found, library.ledger, library.glossary)) is denied


@pytest.mark.parametrize(("question", "told"), DEALS)
def test_a_deals_own_amount_leads(library: Library, question: str, told: bool) -> None:
    """The first fact is the leg's own amount, and nothing is worked out before it."""
    read = understand(question, (), library.glossary, library.phrases)
    found = retrieve(read, library.searcher, library.ledger, library.glossary)
    deal = deal_asked(read, found, library.ledger)
    assert bool(deal) is told
    if told:
        made = plan(read, found, library.ledger, library.glossary, library.phrases)
        assert made.refusal is None
        assert not made.calculations
        assert made.facts[0].fact.id == deal[0].id


@pytest.mark.parametrize(("question", "whole"), FIELD)
def test_questions_of_the_field_itself(question: str, whole: bool) -> None:
    """A single word of another subject makes it none."""
    assert of_the_field_itself(question) is whole


@pytest.mark.parametrize(("text", "only"), MEANT)
def test_a_message_that_only_says_whom(text: str, only: bool) -> None:
    """It asks for no advice."""
    assert only_says_whom(text) is only


def test_a_chinese_amount_right_after_a_latin_name_is_read() -> None:
    """A model's number still hangs on its name."""
    assert [q.text for q in read_quantities("二千億美元占IBM三千億合約的幾成")] == [
        "二千億美元",
        "三千億",
    ]
    assert not read_quantities("IBM360的售價")
