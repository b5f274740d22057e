"""bot.answer.retrieve.catalogue: questions about the sources are answered from the catalogue."""

from __future__ import annotations

import pytest

from bot.answer.extractive import compose
from bot.answer.retrieve.catalogue import KINDS, asked_entries
from bot.answer.understand import understand
from bot.answer.verify import verify
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.timewords import write_date
from bot.records import Evidence, Plan
from bot.settings import data_root


@pytest.fixture(scope="module")
def parts():
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)
    return corpus, glossary, Phrases(data_root("prompts"))


def entries(parts, text):
    corpus, glossary, phrases = parts
    question = understand(text, (), glossary, phrases)
    return question, asked_entries(question, corpus.sources, corpus.passages)


@pytest.mark.parametrize(
    "text",
    [
        "Which issue of the magazine is the article from?",
        "Who wrote the article?",
        "When was the article published?",
        "文章是誰寫的？",
        "這篇文章是哪一期、什麼時候登的？",
        "這篇文章的標題是什麼？",
    ],
)
def test_a_question_about_the_article_means_its_entry(parts, text):
    """Its title, publisher, issue and date stand in the catalogue."""
    _, found = entries(parts, text)
    assert [source.provenance for source, _ in found] == ["article"]


@pytest.mark.parametrize(
    "text", ["What sources do you use?", "Where do your figures come from?", "你的資料來源有哪些？"]
)
def test_a_question_about_the_sources_gets_one_of_each_kind(parts, text):
    """In the order of their weight, none from after the article."""
    _, found = entries(parts, text)
    assert [source.provenance for source, _ in found] == list(KINDS)
    assert all(source.date < "2026-02" for source, _ in found)


@pytest.mark.parametrize(
    "text",
    [
        "Which publication does the article cite on Oracle's backlog?",
        "What does the article say about Oracle?",
        "文章說甲骨文的RPO來自哪家媒體？",
        "Where does Oracle's cash come from?",
    ],
)
def test_a_question_about_what_sources_say_is_none_about_the_sources(parts, text):
    """Those are answered from passages."""
    assert entries(parts, text)[1] == ()


@pytest.mark.parametrize("text", ["Who wrote the article?", "你的資料來源有哪些？"])
def test_what_is_said_of_the_sources_is_cited_and_holds(parts, text):
    """Every claim passes verification against the catalogue, and cites its source."""
    corpus, glossary, phrases = parts
    question, found = entries(parts, text)
    passages = {(p.index, p.id): p for p in corpus.passages}
    evidence = Evidence((), (), (), passages, catalogue=found)
    plan = Plan(about_sources=True)
    claims = list(compose(question, evidence, plan, phrases, glossary))
    assert [r for c in claims for r in c.refs] == [ref for _, ref in found]
    for claim in claims:
        assert verify(claim, question, evidence, plan, glossary) == ()


@pytest.mark.parametrize(
    ("date", "en", "zh"),
    [
        ("2026", "2026", "2026年"),
        ("2026-01", "January 2026", "2026年1月"),
        ("2025-12-10", "10 December 2025", "2025年12月10日"),
    ],
)
def test_a_catalogue_date_is_written_in_words(date, en, zh):
    """As exact as the catalogue has it."""
    assert (write_date(date, "en"), write_date(date, "zh-TW")) == (en, zh)
