"""bot.language.exchange: a follow-up that names another party asks the same of it."""

from __future__ import annotations

import pytest

from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.records import Turn
from bot.settings import data_root


@pytest.fixture(scope="module")
def follow():
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)
    phrases = Phrases(data_root("prompts"))

    def follow(earlier: str, text: str):
        turns = (Turn("user", earlier), Turn("assistant", "…"))
        return understand(text, turns, glossary, phrases)

    follow.alone = lambda text: understand(text, (), glossary, phrases)
    return follow


EXCHANGED = [
    (
        "What is OpenAI's contract with AWS worth?",
        "And with CoreWeave?",
        "What is OpenAI's contract with CoreWeave worth?",
    ),
    ("How much did Lucent lend its customers?", "And Nortel?", "How much did Nortel lend its"),
    ("輝達投資諾基亞多少錢？", "那甲骨文呢？", "甲骨文投資諾基亞多少錢？"),
    (
        "朗訊借給客戶多少？",
        "北電呢？跟它差多少？",
        "朗訊借給客戶多少？ 北電借給客戶多少？ 跟它差多少？",
    ),
]


@pytest.mark.parametrize(("earlier", "text", "whole"), EXCHANGED)
def test_the_earlier_question_is_asked_of_the_new_party(follow, earlier, text, whole):
    """The party after the same preposition, else the first, makes way for the new one."""
    question = follow(earlier, text)
    assert question.followed_up
    assert question.standalone.startswith(whole)
    assert question.asked == text


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("How much did Masayoshi Son's firm pay in?", "How much did SoftBank pay in?"),
        ("老黃的公司買了什麼？", "輝達買了什麼？"),
        ("What does Masayoshi Son say?", "What does Masayoshi Son say?"),
    ],
)
def test_the_firm_of_a_person_is_the_company(follow, text, whole):
    """As the glossary's definition of the person names it; the person alone stays one."""
    question = follow.alone(text)
    assert question.standalone == whole
    assert (question.asked or question.text) == text


RATIO = "甲骨文2025年11月底的RPO是營收的幾倍？"


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("那微軟呢？", True),
        ("換成微軟", True),
        ("那2025年8月底呢？", True),
        ("那2025年為什麼會這樣？", False),
    ],
)
def test_a_working_is_asked_again_where_nothing_else_is_asked(follow, text, same):
    """Another party or day repeats it; a question of its own, such as a why, does not."""
    question = follow(RATIO, text)
    assert (question.asked == text) is same
    assert ("幾倍" in question.text) is same


@pytest.mark.parametrize(
    ("earlier", "text"),
    [
        ("What is OpenAI's contract with AWS worth?", "And what is Oracle's revenue?"),
        ("輝達投資諾基亞多少錢？", "那甲骨文的營收呢？"),
    ],
)
def test_a_question_with_a_figure_of_its_own_exchanges_nothing(follow, earlier, text):
    """It asks something else of the other party."""
    assert follow(earlier, text).standalone == text
