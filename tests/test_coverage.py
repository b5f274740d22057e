"""How much of a question a text covers, in either language, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from index_parts import searcher

from bot.index.search import Searcher

TEXTS = [
    "Oracle's capital expenditure was $12 billion in the second quarter of fiscal 2026.",
    "NVIDIA sells chips to Oracle.",
    "Depreciation of servers lowers profit.",
    "Oracle reported revenue of $16.1 billion.",
]


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """An index that knows how common a few words are."""
    made = searcher(tmp_path_factory.mktemp("coverage"), [{"en": text} for text in TEXTS])
    yield made
    made.close()


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("What was Oracle's capital expenditure?", TEXTS[0]),
        ("甲骨文的資本支出是多少？", TEXTS[0]),
        ("甲骨文的資本支出是多少？", "甲骨文的資本支出為120億美元。"),
        ("What was Oracle's capital expenditure?", "甲骨文的資本支出為120億美元。"),
        ("What was Oracle's capex?", "甲骨文的资本支出为120亿美元。"),
        ("Did Oracle spend $12 billion?", "甲骨文花費120億美元"),
        ("哪家公司賣晶片給甲骨文？", TEXTS[1]),
        ("折舊如何影響獲利？", TEXTS[2]),
    ],
)
def test_a_text_that_answers_covers_the_question(opened: Searcher, query: str, text: str) -> None:
    """By stem, pairs, concept, figure or gloss, in either language."""
    (found,) = opened.coverage(query, [text])
    assert found.score >= 0.7
    assert len(found.missing) <= 1


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("What does Oracle's cat eat?", ("cat", "eat")),
        ("甲骨文養了幾隻大象？", ("大象",)),
        ("Will it rain in Paris?", ("rain", "Paris")),
    ],
)
def test_what_no_text_has_is_missing(
    opened: Searcher, query: str, missing: tuple[str, ...]
) -> None:
    """The weighty words that are nowhere are named as they are written."""
    (found,) = opened.coverage(query, ["\n".join(TEXTS)])
    assert found.score < 0.4
    assert set(missing) <= set(found.missing)


def test_a_better_sentence_covers_more(opened: Searcher) -> None:
    """The share orders sentences of one passage."""
    query = "甲骨文第二季資本支出是多少？"
    scores = [found.score for found in opened.coverage(query, TEXTS)]
    assert scores[0] == max(scores)
    assert scores[0] > 2 * scores[1]


def test_a_rare_word_weighs_more_than_a_common_one(opened: Searcher) -> None:
    """Oracle stands in most texts, depreciation in one."""
    oracle, depreciation = opened.coverage("Oracle depreciation", ["Oracle", "Depreciation"])
    assert depreciation.score > oracle.score


def test_a_name_of_several_words_is_covered_by_its_abbreviation(opened: Searcher) -> None:
    """The words of a term are not asked for again when the term is there."""
    (found,) = opened.coverage("What is capital expenditure?", ["capex rose"])
    assert found.missing == ()
    assert found.score == pytest.approx(1.0)


@pytest.mark.parametrize("query", ["", "什麼是？", "What is it?"])
def test_a_query_without_content_is_covered_by_nothing(opened: Searcher, query: str) -> None:
    """Nothing asked, nothing covered, nothing missing."""
    (found,) = opened.coverage(query, TEXTS[:1])
    assert found.score == 0.0
    assert found.missing == ()


def test_no_texts_give_no_coverage(opened: Searcher) -> None:
    """One result for each text, in order."""
    assert opened.coverage("Oracle", []) == ()
    assert len(opened.coverage("Oracle", TEXTS)) == len(TEXTS)


def test_words_are_told_one_by_one(opened: Searcher) -> None:
    """Each word of a query has its share of every text, in the order of the texts."""
    words = {w.text: w for w in opened.words("Oracle depreciation", ["Oracle", "Depreciation"])}
    assert words["Oracle"].shares == (1.0, 0.0)
    assert words["depreciation"].shares == (0.0, 1.0)


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("Oracle depreciation profit", ("NVIDIA sells chips to Oracle.", TEXTS[2])),
        ("甲骨文的折舊與獲利", ("輝達賣晶片給甲骨文。", TEXTS[2])),
    ],
)
def test_parts_of_a_text_count_as_one(opened: Searcher, query: str, parts: tuple[str, str]) -> None:
    """A title and a sentence that are read one by one cover what the two hold together."""
    whole, joined, *alone = opened.coverage(query, [parts, " ".join(parts), *parts])
    assert whole == joined
    assert whole.score > max(found.score for found in alone)
    for word in opened.words(query, [parts, *parts]):
        assert word.shares[0] == max(word.shares[1:])


def test_queries_in_turn_are_told_apart(opened: Searcher) -> None:
    """What one query made of a text is not given to another, nor to other texts."""
    queries = ("Oracle revenue", "甲骨文的營收", "depreciation", "Oracle revenue")
    found = [opened.coverage(query, TEXTS) for query in queries]
    assert found[0] == found[3]
    assert found[2][2].score > found[0][2].score
    assert found[2][3].score < found[1][3].score


def test_equal_sentences_of_two_indexes_weigh_by_their_own(tmp_path: Path) -> None:
    """A word that is common in one index and rare in the other keeps both weights."""
    common = ["Widgets cost money.", "Widgets are blue.", "Widgets break.", "Gadgets cost money."]
    rare = ["Widgets cost money.", "Gadgets are blue.", "Gadgets break.", "Gadgets cost money."]
    one, other = (
        searcher(tmp_path / name, [{"en": text} for text in texts])
        for name, texts in (("one", common), ("other", rare))
    )
    asked = "widgets gadgets", ["Widgets cost money."]
    ((first,), (second,), (again,)) = (s.coverage(*asked) for s in (one, other, one))
    one.close()
    other.close()
    assert first == again
    assert second.score > first.score
