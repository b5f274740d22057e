"""Search metrics on small rankings, and the rules by which directions and figures are told."""

from __future__ import annotations

import json
from math import log2

import pytest

from evals.cases import Case, CaseError, Expected
from evals.outputs import RetrievalRow
from evals.robustness import FORMS, sample
from evals.robustness import measure as otherwise
from evals.search import (
    Sought,
    find,
    load_pairs,
    measure,
    pair_questions,
    sought_in,
    summary_of,
)

RANKING = [("a/one", "s1"), ("b/two", "s2"), ("c/three", "s3"), ("a/four", "s1")]


@pytest.mark.parametrize(
    ("wanted", "ranks", "recall", "reciprocal"),
    [
        ((("a/",),), (1,), 1, 1),
        ((("s3",),), (3,), 1, 1 / 3),
        ((("x",),), (), 0, 0),
        ((("b/", "c/"), ("x",)), (2,), 0.5, 0.5),
        ((("b/",), ("c/",)), (2, 3), 1, 0.5),
        ((("b/",), ("s2",)), (2, 3), 1, 0.5),
    ],
)
def test_ranks_recall_and_reciprocal_rank(wanted, ranks, recall, reciprocal):
    """A group of alternatives is found once, by passage or source."""
    found = find(Sought("q", "en", "?", wanted), RANKING)
    assert found.ranks == ranks
    assert found.recall(5) == recall
    assert found.reciprocal == reciprocal


def test_gain_is_discounted_and_normalised():
    """Second place of one is worth 1/log2(3); the best order is worth one."""
    assert find(Sought("q", "en", "?", (("b/",),)), RANKING).ndcg == 1 / log2(3)
    assert find(Sought("q", "en", "?", (("a/one",), ("b/",))), RANKING).ndcg == 1


def test_each_direction_searches_only_its_own_texts():
    """X→Y asks in X over Y; three rows where questions with and without figures exist."""
    asked: list[tuple[str, str]] = []

    def search(query: str, k: int, language: str) -> list[tuple[str, str]]:
        asked.append((query, language))
        return RANKING if language == "en" else []

    sought = [
        Sought("1", "en", "How much?", (("a/",),)),
        Sought("2", "en", "Why 5%?", (("x",),)),
        Sought("3", "zh-CN", "为什么？", (("b/",),)),
    ]
    rows = {(r.direction, r.questions): r for r in measure("corpus", sought, search)}
    assert sorted(asked) == sorted(
        (one.question, language) for one in sought for language in ("en", "zh-TW")
    )
    assert rows["en→en", "all"].recall_5 == 0.5
    assert rows["en→en", "with figures"].recall_1 == 0
    assert rows["en→en", "without"].recall_1 == 1
    assert rows["zh→en", "all"].mrr_10 == 0.5
    assert rows["zh→zh", "all"].recall_5 == 0
    assert ("zh→en", "with figures") not in rows


def test_language_bias_is_same_language_less_crossed():
    """Positive where crossing costs; the share of questions without figures stands beside."""
    rows = [
        RetrievalRow("corpus", direction, "all", 1, 0, recall, (0, 1), 0, 0)
        for direction, recall in (("en→en", 1.0), ("zh→zh", 0.9), ("en→zh", 0.8), ("zh→en", 0.7))
    ]
    found = summary_of(rows, [Sought("1", "en", "Why?", ()), Sought("2", "en", "Why 3?", ())])
    assert found.language_bias == {"corpus": 0.2}
    assert found.without_figures == 0.5


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("How much did RPO grow?", False),
        ("Is it 57%?", True),
        ("五年合約一年多少？", True),
        ("哪一家公司？", False),
        ("１００億？", True),
    ],
)
def test_figures_in_a_question_are_seen(question, figures):
    """Digits in any width and Chinese numerals with a unit."""
    assert Sought("q", "zh-TW", question, ()).figures is figures


def test_follow_ups_and_own_documents_are_not_searched_for():
    """Their question does not stand alone, or not over the corpus."""
    wanted = Expected(citations=(("a/",),))
    alone = Case("a", "fact", "dev", "t", "en", "?", wanted)
    own = Case("b", "fact", "dev", "t", "en", "?", wanted, documents=("x.txt",))
    none = Case("c", "fact", "dev", "t", "en", "?", Expected())
    assert [s.id for s in sought_in([alone, own, none])] == ["a"]


def test_pairs_are_twins_with_questions():
    """Every pair has both texts; enough have questions in both languages."""
    pairs = load_pairs()
    assert len({row["id"] for row in pairs}) == len(pairs) >= 80
    assert len(pair_questions(pairs)) >= 80


def test_a_broken_pair_is_named(tmp_path):
    """The line and its keys."""
    path = tmp_path / "pairs.jsonl"
    path.write_text(json.dumps({"id": "a", "en": "x"}) + "\n", encoding="utf-8")
    with pytest.raises(CaseError, match="line 1"):
        load_pairs(path)


# --- questions written otherwise --------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "question", "written"),
    [
        ("full width", "RPO是5%？", "ＲＰＯ是５％？"),
        ("lower case", "What is Oracle's RPO?", "what is oracle's rpo?"),
        ("loose", "What is RPO?", "  What  is  RPO?? "),
        ("slip", "What are the obligations?", "What are the oblgiations?"),
        ("slip", "What is RPO?", "What is RPO?"),
    ],
)
def test_forms_change_the_writing_only(form, question, written):
    """No figure and no Chinese character changes."""
    assert FORMS[form](question) == written


def test_a_changed_outcome_is_named():
    """Cases that a form does not change are not asked again."""
    case = Case("a", "fact", "dev", "t", "zh-TW", "甲骨文欠多少？", Expected())
    rows = otherwise([case], {"a": "right"}, lambda c: "wrong" if c.question[0] == " " else "right")
    assert {(r.form, r.same, r.n, r.changed) for r in rows} == {
        ("full width", 0, 0, ()),
        ("lower case", 0, 0, ()),
        ("loose", 0, 1, ("a",)),
        ("slip", 0, 0, ()),
    }


def test_the_sample_is_the_same_every_time():
    """By a hash of the ids, whatever their order."""
    cases = [Case(f"c{n}", "fact", "dev", "t", "en", "?", Expected()) for n in range(100)]
    assert sample(cases) == sample(cases[::-1])
    assert len(sample(cases)) == 40
