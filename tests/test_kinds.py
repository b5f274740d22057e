"""bot.answer.retrieve.kinds: what kind of figure, and of which time, a question asks for."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.kinds import answers_kind, asks_name, of_time, same_stretch, sentence_fits
from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.knowledge.readings import read_facts
from bot.language.glossary import Glossary
from bot.language.periods import read_periods
from bot.language.phrases import Phrases
from bot.language.script import has_han
from bot.language.sentences import split_sentences
from bot.records import Passage
from bot.settings import data_root


@pytest.fixture(scope="module")
def parts():
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)
    phrases = Phrases(data_root("prompts"))

    def asked(text):
        return understand(text, (), glossary, phrases)

    def fact(text):
        lang = "zh-TW" if has_han(text) else "en"
        spans = {lang: split_sentences(text)}
        passage = Passage("a/p1", "own", "a", "¶1", {lang: ""}, {lang: ""}, {lang: text}, spans)
        return read_facts(passage, glossary)[0]

    return asked, fact


KINDS = [
    ("How many ships does the line have?", "The fleet counts 23 ships.", 1),
    ("How many ships does the line have?", "The ships cost £74 million.", -1),
    ("How much did the ships cost?", "The ships cost £74 million.", 1),
    ("How much did the ships cost?", "The fleet counts 23 ships.", -1),
    ("這家公司有幾座倉庫？", "公司共有18座倉庫。", 1),
    ("這家公司有幾座倉庫？", "倉庫耗資6億元。", -1),
    ("Who ordered the ships?", "The fleet counts 23 ships.", -1),
    ("How large was the loss?", "The net loss was £2 million.", 1),
]


@pytest.mark.parametrize(("question", "text", "kind"), KINDS)
def test_a_figure_is_of_the_kind_asked_for(parts, question, text, kind):
    """Money for money, a count of the things that are counted, no figure for a name."""
    asked, fact = parts
    assert answers_kind(asked(question), fact(text)) == kind


STRETCHES = [
    ("Q3 2025", "nine months ended 30 September 2025", False),
    ("nine months ended 30 September 2025", "nine months ended 30 September 2025", True),
    ("2025", "Q3 2025", False),
    ("2025", "30 September 2025", True),
    ("Q3 2025", "three months ended 30 September 2025", True),
]


@pytest.mark.parametrize(("asked", "told", "same"), STRETCHES)
def test_nine_months_are_no_quarter(asked, told, same):
    """A stretch of time is answered by one of its length; a day has none."""
    assert same_stretch(read_periods(asked), read_periods(told)[0]) is same


TIMES = [
    ("What was the revenue in the second quarter?", "First-quarter revenue was £8 million.", False),
    ("What was the revenue in 2023?", "Revenue was £8 million in 2024.", False),
    ("What was the revenue in 2023?", "Revenue was £8 million.", True),
]


@pytest.mark.parametrize(("question", "text", "meets"), TIMES)
def test_a_text_of_another_time_does_not_answer(parts, question, text, meets):
    """A text that speaks of other times only is no answer; one that names none may be."""
    assert of_time(parts[0](question), text, "") is meets


def test_who_asks_for_a_name(parts):
    """Who, where and when ask for no figure; how many does."""
    asked = parts[0]
    assert asks_name(asked("Who chaired the meeting?"))
    assert asks_name(asked("誰主持會議？"))
    assert not asks_name(asked("How many people were there when it closed?"))


def test_money_is_answered_by_a_sentence_with_money(parts):
    """A sentence without an amount counts for less where an amount is asked for."""
    question = parts[0]("How much did the repair cost?")
    assert sentence_fits(question, "The repair took 14 months.") < 1
    assert sentence_fits(question, "The repair cost £41 million.") == 1
