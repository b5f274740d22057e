"""BM25 from bm25s' matrix, where of a clause's alternatives the best counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from bm25s import BM25

from bot.index.lexical import K1, B, Lexical, LexicalBuilder, Weights
from bot.index.terms import Alternative, Clause, TextTerms

TEXTS = (
    ("w:cat", "w:sat", "w:mat"),
    ("w:dog", "w:sat", "w:sat"),
    ("w:cat", "w:dog", "w:ran", "w:far", "w:off"),
    (),
)
EVEN = Weights(crossed=1.0)


def lexical(folder: Path, texts: tuple[tuple[str, ...], ...] = TEXTS) -> Lexical:
    """An open matrix of these own terms, their first also as a gloss."""
    builder = LexicalBuilder()
    for own in texts:
        builder.add(TextTerms(own, tuple("g" + t[1:] for t in own[:1])))
    builder.write(folder)
    return Lexical(folder, len(texts))


def word(*terms: str, crossed: bool = False) -> Clause:
    """A clause with these alternatives."""
    return Clause(terms[0], "word", tuple(Alternative(t, 1.0, crossed) for t in terms))


def test_single_terms_score_as_bm25s_does(tmp_path: Path) -> None:
    """Without alternatives the scores are bm25s' own."""
    model = BM25(method="lucene", k1=K1, b=B)
    model.index([list(own) for own in TEXTS], show_progress=False, create_empty_token=False)
    expected = model.get_scores(["w:cat", "w:sat"])
    found = lexical(tmp_path).scoring([word("w:cat"), word("w:sat")], EVEN)
    np.testing.assert_allclose(found.all(), expected, rtol=1e-6)


def test_of_alternatives_the_best_counts(tmp_path: Path) -> None:
    """A text that meets both alternatives gets the better one, not the sum."""
    opened = lexical(tmp_path)
    both = opened.scoring([word("w:cat", "w:dog")], EVEN).all()
    cat, dog = (opened.scoring([word(term)], EVEN).all() for term in ("w:cat", "w:dog"))
    np.testing.assert_allclose(both, np.maximum(cat, dog))


def test_crossed_alternatives_count_less(tmp_path: Path) -> None:
    """What a dictionary stands between counts by its share."""
    opened = lexical(tmp_path)
    plain = opened.scoring([word("w:cat")], EVEN).all()
    crossed = opened.scoring([word("w:cat", crossed=True)], Weights(crossed=0.25)).all()
    np.testing.assert_allclose(crossed, plain * 0.25)


@pytest.mark.parametrize("kind", ["name", "number", "metric"])
def test_names_figures_and_measures_count_more_than_words(tmp_path: Path, kind: str) -> None:
    """Of two texts with one term of equal rarity each, the one with the name comes first."""
    part = lexical(tmp_path, (("w:left", "w:x"), ("w:right", "w:x")))
    plain = word("w:left")
    telling = Clause("right", kind, (Alternative("w:right"),))  # type: ignore[arg-type]
    left, right = part.scoring([plain, telling], Weights()).all()
    assert right > 2 * left > 0


def test_glosses_are_a_field_of_their_own(tmp_path: Path) -> None:
    """A gloss is not met by a text's own word of the same letters."""
    scores = lexical(tmp_path).scoring([word("g:cat")], EVEN).all()
    assert list(scores > 0) == [True, False, True, False]


def test_scores_are_a_share_of_what_was_possible(tmp_path: Path) -> None:
    """No row gets more than the possible, whatever it repeats."""
    texts = (("w:cat",) * 50, ("w:dog",), ("w:mat",))
    found = lexical(tmp_path, texts).scoring([word("w:cat"), word("w:dog")], EVEN)
    assert 0 < found.all().max() < found.possible


def test_an_absent_word_counts_in_what_was_possible(tmp_path: Path) -> None:
    """A part that lacks a word of the query cannot look as good as one that has it."""
    opened = lexical(tmp_path)
    some = opened.scoring([word("w:cat")], EVEN)
    more = opened.scoring([word("w:cat"), word("w:unheard")], EVEN)
    assert more.possible > some.possible
    assert (some.readable, more.readable) == (1.0, 0.5)


def test_a_rarer_term_weighs_more(tmp_path: Path) -> None:
    """Rarity falls with the number of texts that hold a term; an unseen one is rarest."""
    opened = lexical(tmp_path)
    assert opened.rarity("w:cat") < opened.rarity("w:mat") < opened.rarity("w:unheard")


def test_met_clauses_say_what_each_added(tmp_path: Path) -> None:
    """The explanation of a row adds up to its score."""
    opened = lexical(tmp_path)
    clauses = [word("w:cat", "w:dog"), word("w:sat"), word("w:unheard")]
    scores = opened.scoring(clauses, EVEN).all()
    for row in range(len(TEXTS)):
        met = opened.terms_met(clauses, row, EVEN)
        assert sum(met.values()) == pytest.approx(float(scores[row]), abs=1e-3)


def test_texts_without_terms_make_an_index_that_finds_nothing(tmp_path: Path) -> None:
    """Empty texts are indexed and never found."""
    found = lexical(tmp_path, ((), ())).scoring([word("w:cat")], EVEN)
    assert list(found.all()) == [0.0, 0.0]


@pytest.mark.parametrize("look_up", [0, 2, 40])
@pytest.mark.parametrize("count", [1, 10, 60])
def test_skipping_common_clauses_loses_no_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, count: int, look_up: int
) -> None:
    """In a large part the best rows are the same ones as when every clause is scored everywhere."""
    from bot.index import lexical as module

    rng = np.random.default_rng(4)
    words = [f"w:{n}" for n in range(300)]
    share = 1 / np.arange(1, 301)
    texts = tuple(tuple(rng.choice(words, 12, p=share / share.sum())) for _ in range(3000))
    opened = lexical(tmp_path, texts)
    monkeypatch.setattr(module, "LARGE", 10)
    monkeypatch.setattr(module, "LOOK_UP", look_up)
    for _ in range(60):
        drawn = rng.choice(words, 8, p=share / share.sum(), replace=False)
        clauses = [word(drawn[0]), word(*drawn[1:4], crossed=True), *map(word, drawn[4:])]
        found = opened.scoring(clauses, Weights())
        expected = np.sort(found.all())[::-1][:count]
        rows = found.best(count)
        np.testing.assert_allclose(np.sort(found.at(rows))[::-1], expected, rtol=1e-5)
        assert len(set(rows.tolist())) == len(rows)


def test_the_scores_of_some_rows_are_those_of_all(tmp_path: Path) -> None:
    """Looked up row by row or added up over everything: the same."""
    found = lexical(tmp_path).scoring([word("w:cat", "w:dog"), word("w:sat")], EVEN)
    rows = np.array([3, 1, 0])
    np.testing.assert_allclose(found.at(rows), found.all()[rows])


def test_scores_that_were_added_up_are_not_looked_up_again(tmp_path: Path) -> None:
    """Once the best rows were asked for, any row's score is the one that it has there."""
    found = lexical(tmp_path).scoring([word("w:cat", "w:dog"), word("w:sat")], EVEN)
    rows = np.array([3, 1, 0])
    before = found.at(rows)
    found.best(2)
    np.testing.assert_allclose(found.at(rows), before)
