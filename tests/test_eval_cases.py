"""The shipped cases keep their own rules, and a broken case file is named, not guessed at."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
import yaml

from bot.records import RefusalCode
from evals.cases import KINDS, CaseError, load_cases
from evals.script import reads_as

CASES = load_cases()


def test_there_are_enough_cases_in_both_languages():
    """At least 150, about half in each language, some Simplified."""
    languages = Counter(case.lang for case in CASES)
    assert len(CASES) >= 150
    assert abs(languages["zh-TW"] - languages["en"]) <= 0.1 * len(CASES)
    assert languages["zh-CN"] >= 3


def test_every_kind_and_every_refusal_code_is_asked_for():
    """Nothing that the contract names goes unjudged."""
    kinds = Counter(case.kind for case in CASES)
    codes = Counter(case.expected.refusal for case in CASES)
    assert all(kinds[kind] >= 6 for kind in KINDS)
    assert all(codes[code] >= 4 for code in get_args(RefusalCode))


def test_a_topic_is_wholly_in_one_split():
    """What rules are tuned on is not what they are judged by."""
    splits = {(case.topic, case.split) for case in CASES}
    assert len(splits) == len({topic for topic, _ in splits})
    assert Counter(split for _, split in splits)["test"] >= 8


def test_no_question_stands_in_both_splits():
    """The same wording in both would leak."""
    asked = {split: {c.question for c in CASES if c.split == split} for split in ("dev", "test")}
    shared = asked["dev"] & asked["test"]
    assert not shared


@pytest.mark.parametrize("case", [c for c in CASES if c.kind != "hostile"], ids=lambda c: c.id)
def test_a_question_is_in_the_language_that_it_names(case):
    """By the evaluation's own script test; a follow-up may be too short to tell."""
    assert reads_as(case.question) in (case.lang, None) or len(case.question) < 12


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


def test_a_split_must_be_known(tmp_path):
    """A file says which split it belongs to."""
    with pytest.raises(CaseError, match="train"):
        load_cases(write(tmp_path, GOOD, split="train"))


@pytest.mark.parametrize(
    ("tolerance", "absolute"), [("1%", "0.05"), ("0.2", "0.2"), (None, "0.025")]
)
def test_a_tolerance_is_a_share_or_absolute(tmp_path, tolerance, absolute):
    """A share is taken of the value; without one half a percent holds."""
    number = {"value": "5", "unit": "%"} | ({"tolerance": tolerance} if tolerance else {})
    (case,) = load_cases(write(tmp_path, GOOD | {"expected": {"numbers": [number]}}))
    assert str(case.expected.numbers[0].tolerance.normalize()) == absolute
