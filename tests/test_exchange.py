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
