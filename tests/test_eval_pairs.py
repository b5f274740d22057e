"""evals.pairs: which questions are drawn, and that the texts do not tell whose they are."""

from __future__ import annotations

import pytest

from evals.cases import load_cases
from evals.pairs import count, draw, make, without_markers


def test_questions_are_drawn_from_development_half_in_each_language():
    """Never from the test split, never twins, and the same ones each time."""
    cases = load_cases()
    drawn = draw(cases, 20)
    assert [c.id for c in drawn] == [c.id for c in draw(tuple(reversed(cases)), 20)]
    assert {c.split for c in drawn} == {"dev"}
    assert sum(c.lang == "en" for c in drawn) == 10
    assert not {c.id for c in drawn} & {c.twin for c in drawn}


def test_too_many_pairs_are_refused():
    with pytest.raises(ValueError, match="found"):
        draw(load_cases(), 100_000)


def test_sides_are_mixed_and_the_key_tells_them():
    """The product stands on either side, as its key says, without markers."""
    cases = draw(load_cases(), 20)
    pairs = make(cases, lambda _: "One [1]. Two [2][3].", lambda _, count: f"plain {count}")
    assert {p.product for p in pairs} == {"A", "B"}
    assert all(p.texts[p.product] == "One. Two." for p in pairs)
    assert all("plain 2" in p.texts.values() for p in pairs)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("It is 4% [1][2].", "It is 4%."),
        ("約4%[1][12]。", "約4%。"),
        ("[sic] stays", "[sic] stays"),
    ],
)
def test_markers_are_taken_out(text, plain):
    assert without_markers(text) == plain


def test_votes_are_counted_for_the_product():
    """A vote for its letter is a win, a tie counts half."""
    key = {"1": {"product": "A"}, "2": {"product": "B"}, "3": {"product": "A"}}
    assert "1 won, 1 alike, 1 lost; preferred 0.50" in count(key, "1 A\n2 =\n3 B\n")


@pytest.mark.parametrize("votes", ["1 A\n", "1 A\n2 C\n"])
def test_a_pair_without_a_vote_is_named(votes):
    key = {"1": {"product": "A"}, "2": {"product": "B"}}
    with pytest.raises(ValueError, match="found none for 2"):
        count(key, votes)
