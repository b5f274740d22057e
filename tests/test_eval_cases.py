"""The shipped cases keep their own rules, and a broken case file is named, not guessed at."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import get_args

import pytest
import yaml

from bot.records import RefusalCode
from evals.cases import KINDS, Case, CaseError, load_cases
from evals.leakage import find_leaks
from evals.options import ready
from evals.script import reads_as
from evals.search import load_pairs, pair_questions, sought_in
from evals.wording import says

CASES = load_cases()


ROOT = Path(__file__).parents[1]
TUNED_ON = ("train", "dev")


def digests(case: Case) -> set[str]:
    """The digests that a case cites."""
    return {choice.split("/")[0] for group in case.expected.citations for choice in group}


def names() -> list[str]:
    """Every name of the glossary that is a company, person or product, in all languages."""
    found: list[str] = []
    for line in (ROOT / "corpus" / "glossary.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["kind"] in ("company", "person", "product"):
            found += [row["en"], row["zh_tw"], row["zh_cn"], *row["aliases"], *row["tickers"]]
    return [name for name in found if name]


def test_there_are_enough_cases_in_both_languages():
    """At least 600, about half in each language, some Simplified, some on own documents."""
    languages = Counter(case.lang for case in CASES)
    assert len(CASES) >= 600
    assert abs(languages["zh-TW"] - languages["en"]) <= 0.05 * len(CASES)
    assert languages["zh-CN"] >= 15
    assert sum(bool(case.documents) for case in CASES) >= 30


def test_every_kind_and_every_refusal_code_is_asked_for():
    """Nothing that the contract names goes unjudged."""
    kinds = Counter(case.kind for case in CASES)
    codes = Counter(case.expected.refusal for case in CASES)
    assert all(kinds[kind] >= 6 for kind in KINDS)
    assert all(codes[code] >= 10 for code in get_args(RefusalCode))


def test_a_topic_is_wholly_in_one_split():
    """What rules are tuned on is not what they are judged by."""
    splits = {(case.topic, case.split) for case in CASES}
    assert len(splits) == len({topic for topic, _ in splits})
    assert Counter(split for _, split in splits)["test"] >= 8


def test_two_thirds_of_the_test_split_are_written_by_outsiders():
    """By authors who saw at most the ledger's first rows, and none of the product's code.

    Those of `sources` saw no other case either (docs/decisions/0068).
    """
    own = [case for case in CASES if case.split == "test" and case.paraphrase_of is None]
    authors = Counter(case.written_from for case in own)
    assert authors["sources"] + authors["digests"] >= 0.65 * authors.total()
    assert authors["sources"] >= 170


def test_each_language_has_enough_questions_and_each_code_enough_refusals():
    """In the test split alone: 300 questions in each language, 40 refusals of each code."""
    judged = [case for case in CASES if case.split == "test"]
    languages = Counter(case.lang[:2] for case in judged)
    codes = Counter(case.expected.refusal for case in judged)
    assert min(languages["en"], languages["zh"]) >= 300
    assert min(codes[code] for code in get_args(RefusalCode)) >= 40


def test_paraphrases_are_in_both_languages_and_expect_the_same():
    """Each is a case of its own, in the language of the one that it rewords."""
    known = {case.id: case for case in CASES}
    reworded = [case for case in CASES if case.paraphrase_of is not None]
    languages = Counter(case.lang[:2] for case in reworded)
    assert languages["en"] == languages["zh"] >= 30
    for case in reworded:
        root = known[str(case.paraphrase_of)]
        assert (root.lang, root.expected, case.twin) == (case.lang, case.expected, None)
        assert root.question != case.question


def test_no_digest_of_a_test_case_is_cited_in_development():
    """The splits go by source; cases on sources of both are `familiar` and reported apart."""
    tuned = set().union(*(digests(c) for c in CASES if c.split in TUNED_ON))
    tested = set().union(*(digests(c) for c in CASES if c.split == "test"))
    assert tuned & tested == set()


def test_no_wording_and_no_template_leaks_into_the_test():
    """Near-duplicate search, as they stand and masked; weights are fitted to questions as well."""
    tuned = [c.question for c in CASES if c.split in TUNED_ON and not c.history]
    for fitted in (ROOT / "evals" / "tuning").glob("*.jsonl"):
        rows = [json.loads(line) for line in fitted.read_text("utf-8").splitlines()]
        tuned += [row["question"] for row in rows if not row.get("history")]
    judged = [c.question for c in CASES if c.split not in TUNED_ON and not c.history]
    assert find_leaks(tuned, judged, names()) == ()


def test_most_retrieval_questions_carry_no_figure():
    """Figures do much of the crossing between languages; they must not do all."""
    sought = (*sought_in(CASES), *pair_questions(load_pairs()))
    assert sum(not one.figures for one in sought) >= 0.6 * len(sought)


# Facts on other subjects whose value happens to be the same, looked at one by one.
COINCIDENCES = {
    "lt-cut-share": {"ORCL-071", "MRKT-010"},
    "lt-rpo-rise": {"LATER-027b"},
    "hy-alphabet-from-first": {"ORCL-036"},
    "dp-straight-line": {"NVDA-036"},
    "loi-first-share": {"ORCL-027a", "ORCL-056", "MRKT-013"},
    "ol-adjusted-gap": {"ORCL-037b", "NVDA-034", "LATER-004"},
    "ol-market-value": {"LATER-015"},
    "pt-stargate-first": {"OPAI-041"},
    "pt-two-sales": {"ORCL-022"},
}


def test_arithmetic_asks_for_what_no_fact_states():
    """Else the answer could be looked up; coincidences are listed, each looked at."""
    facts = [
        (row["id"], row["unit"], Decimal(str(row["value"])), str(row["stated_in"]))
        for name in ("facts", "facts_later")
        for row in map(json.loads, (ROOT / "corpus" / f"{name}.jsonl").read_text().splitlines())
        if row["value"] is not None
    ]
    stated = [
        (case.id, fact)
        for case in CASES
        if case.kind == "arithmetic" and not case.documents
        for number in case.expected.numbers
        for fact, unit, value, place in facts
        if unit == number.unit
        and abs(value - number.value) <= abs(number.value) * Decimal("0.0005")
        and (not digests(case) or any(digest in place for digest in digests(case)))
        and fact not in COINCIDENCES.get(case.id.rsplit("-", 1)[0], ())
    ]
    assert stated == []


@pytest.mark.parametrize("case", [c for c in CASES if c.kind != "hostile"], ids=lambda c: c.id)
def test_a_question_is_in_the_language_that_it_names(case):
    """By the evaluation's own script test; a follow-up may be too short to tell."""
    assert reads_as(case.question) in (case.lang, None) or len(case.question) < 12


ECHOES = {"so-doc-tea-counters-cn"}
"""Cases of the test split with a point whose only wording stands in the question."""


def given_away(question: str, points: Iterable[Iterable[str]]) -> list[str]:
    """Alternatives that the question holds itself, or that are a single character."""
    wordings = [wording for point in points for wording in point]
    return [w for w in wordings if says(question, w) or len(w.strip()) < 2]


def test_no_point_is_earned_with_the_questions_words():
    """Nor with one character, which stands in most answers; the questions on prose included."""
    prose = (ROOT / "tests" / "data" / "prose_questions.jsonl").read_text("utf-8").splitlines()
    asked = {row["id"]: (row["question"], row["points"]) for row in map(json.loads, prose)}
    own = [case for case in CASES if case.paraphrase_of is None]
    asked |= {case.id: (case.question, case.expected.points) for case in own}
    found = {name: given_away(*one) for name, one in asked.items()}
    assert {name for name, wordings in found.items() if wordings} == ECHOES


def test_what_is_given_away_is_seen():
    """In either language, whatever the script."""
    assert given_away("Was it paid or promised?", [["has been paid", "paid"]]) == ["paid"]
    assert given_away("員工为什么出售？", [["員工", "借"], ["不歸公司"]]) == ["員工", "借"]


GOOD = {
    "id": "a",
    "kind": "fact",
    "lang": "en",
    "question": "?",
    "expected": {"numbers": [{"value": "5", "unit": "%"}]},
}


def write(folder: Path, *rows: dict[str, object], split: str = "dev") -> Path:
    document = {"split": split, "cases": list(rows)}
    (folder / "topic.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"kind": "riddle"}, "riddle"),
        ({"lang": "fr"}, "fr"),
        ({"exepcted": {}}, "exepcted"),
        ({"expected": {}}, "nothing is expected"),
        ({"expected": {"number": []}}, "unknown keys"),
        ({"expected": {"numbers": [{"value": "five", "unit": "%"}]}}, "Invalid"),
        ({"expected": {"refusal": "tired"}}, "tired"),
        ({"expected": {"refusal": "unsafe", "numbers": [{"value": "5", "unit": "%"}]}}, "refused"),
        ({"kind": "arithmetic", "expected": {"points": ["x"]}}, "lacks"),
        ({"kind": "explanation", "expected": {"points": ["x"]}}, "lacks"),
        ({"kind": "followup"}, "lacks"),
        ({"twin": "b"}, "twin"),
        ({"documents": ["absent.txt"]}, "absent.txt"),
        (
            {"expected": {"numbers": [{"value": "5", "unit": "%", "bound": "maybe"}]}},
            "maybe",
        ),
    ],
)
def test_a_broken_case_is_named(tmp_path, change, says):
    """A typing error in a case must not look like a wrong answer."""
    with pytest.raises(CaseError, match=says):
        load_cases(write(tmp_path, GOOD | change))


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([GOOD, GOOD], "twice"),
        ([GOOD | {"twin": "b"}, GOOD | {"id": "b", "twin": "a"}], "another language"),
        (
            [
                GOOD | {"twin": "b"},
                GOOD
                | {
                    "id": "b",
                    "twin": "a",
                    "lang": "zh-TW",
                    "expected": {"numbers": [{"value": "6", "unit": "%"}]},
                },
            ],
            "same numbers",
        ),
    ],
)
def test_cases_must_agree_with_each_other(tmp_path, rows, says):
    """Ids are unique; twins name each other and expect the same values."""
    with pytest.raises(CaseError, match=says):
        load_cases(write(tmp_path, *rows))


@pytest.mark.parametrize(
    ("head", "says"),
    [({"split": "exam"}, "exam"), ({"written_from": "memory"}, "memory"), ({"author": 1}, "hold")],
)
def test_the_head_of_a_file_is_checked(tmp_path, head, says):
    """A file says which split it belongs to and what its author saw."""
    document = {"split": "dev", "cases": [GOOD]} | head
    (tmp_path / "topic.yaml").write_text(yaml.safe_dump(document), encoding="utf-8")
    with pytest.raises(CaseError, match=says):
        load_cases(tmp_path)


def test_a_case_may_wait_for_a_later_version(tmp_path):
    """What is still to come is listed, not counted as wrong."""
    later = GOOD | {"id": "b", "expected_from": "0.10"}
    cases = load_cases(write(tmp_path, GOOD, later))
    now, waiting = ready(cases, "0.9.1")
    assert [c.id for c in now] == ["a"]
    assert [c.id for c in waiting] == ["b"]
    assert ready(cases, "0.10")[1] == ()


@pytest.mark.parametrize(
    ("tolerance", "absolute"), [("1%", "0.05"), ("0.2", "0.2"), (None, "0.025")]
)
def test_a_tolerance_is_a_share_or_absolute(tmp_path, tolerance, absolute):
    """A share is taken of the value; without one half a percent holds."""
    number = {"value": "5", "unit": "%"} | ({"tolerance": tolerance} if tolerance else {})
    (case,) = load_cases(write(tmp_path, GOOD | {"expected": {"numbers": [number]}}))
    assert str(case.expected.numbers[0].tolerance.normalize()) == absolute
