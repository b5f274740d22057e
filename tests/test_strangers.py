"""Texts of strangers: finance prose with its questions, and the ways of searching them."""

from __future__ import annotations

import numpy as np
import pytest
from index_parts import table

from evals.search import load_pairs
from evals.strangers import FINANCE, Row, bm25, lines, ranks, vectors

POOL: tuple[Row, ...] = tuple(load_pairs(FINANCE))


def test_every_finance_text_is_asked_for_in_both_languages() -> None:
    """Twins with a question each, all different, under ids of their own."""
    assert len({row["id"] for row in POOL}) == len(POOL) >= 60
    for key in ("en", "zh", "question_en", "question_zh"):
        assert len({row[key] for row in POOL}) == len(POOL)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_text_finds_itself_by_words_and_by_vectors(language: str) -> None:
    """Asked with its own words each way puts a text first."""
    for way in (bm25(POOL), vectors(POOL, table())):
        assert [way(row[language], language)[0] for row in POOL[:10]] == [
            f"{row['id']}-{language}" for row in POOL[:10]
        ]


def test_words_find_nothing_where_none_is_shared() -> None:
    """BM25 gives no text that has none of the words."""
    assert bm25(POOL)("zzzz", "en") == []


def test_bm25_is_asked_in_the_language_of_the_texts_alone() -> None:
    """Its rows stand in two directions, the others' in four."""
    ways = {"BM25": bm25(POOL), "vectors": vectors(POOL, table())}
    told = list(lines(POOL, ways))
    assert sum("BM25" in line for line in told) == 2
    assert sum("vectors" in line for line in told) == 4
    assert all("n=60" in line for line in told)


def test_ranks_count_from_the_first() -> None:
    """A way that always puts the right text third has a third as reciprocal rank."""
    right = {row["question_en"]: row["id"] for row in POOL}
    found = ranks(POOL, "en", "en", lambda question, _: ["a", "b", f"{right[question]}-en"])
    np.testing.assert_allclose([one.reciprocal for one in found], 1 / 3)
