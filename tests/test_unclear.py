"""bot.answer.plan.unclear and silence: questions too bare, and sentences on what is unknown."""

from __future__ import annotations

import pytest

from bot.answer.plan.unclear import says_nothing
from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.silence import tells_silence
from bot.settings import data_root


@pytest.fixture(scope="module")
def parts():
    corpus = load_corpus(data_root("corpus"))
    return Glossary(corpus.terms, corpus.metrics), Phrases(data_root("prompts"))


@pytest.mark.parametrize(
    ("text", "unclear"),
    [
        ("How much did it go up?", True),
        ("那個合約多少錢？", True),
        ("What was the growth rate?", True),
        ("年增率是多少？", True),
        ("營收多少？", True),
        ("How big is the debt?", True),
        ("How much did revenue grow in the second quarter?", True),
        ("Who are their lenders?", True),
        ("它最大的客戶是誰？", True),
        ("他們的金主有誰？", True),
        ("Who are CoreWeave's lenders?", False),
        ("輝達最大的客戶是誰？", False),
        ("How much did Oracle's debt go up?", False),
        ("甲骨文的合約多少錢？", False),
        ("How tall is Taipei 101?", False),
        ("怎麼煮滷肉飯？", False),
        ("Will it rain in Taipei tomorrow?", False),
        ("It is cold in Taipei, is it not?", False),
    ],
)
def test_a_bare_figure_or_pronoun_is_asked_back(parts, text, unclear):
    """A figure of nobody says too little; a question off the subject says enough."""
    assert says_nothing(understand(text, (), *parts)) is unclear


@pytest.mark.parametrize(
    ("sentence", "silent"),
    [
        ("The partners did not disclose the financial terms.", True),
        ("雙方沒有公布財務條件。", True),
        ("How much of the plan has been funded is not established here.", True),
        ("No itemised list was found.", True),
        ("Oracle sold $18 billion of notes in September 2025.", False),
        ("甲骨文2025年9月發行180億美元票據。", False),
        ("The price is not the same as the value.", False),
    ],
)
def test_a_sentence_that_says_what_is_not_known(sentence, silent):
    """In both languages, by its own words."""
    assert tells_silence(sentence) is silent
