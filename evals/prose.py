"""Whether an answer says what it must soon enough, and how much of it serves the question.

Dumping text must not pay: points count within a word budget, and sentences that serve no point
are counted. Judges no style: the rubric for that is in `README.md`, for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evals.cases import Case
from evals.grounding import operands
from evals.leakage import SAME_WORDS, alike, grams
from evals.matching import equals, traced
from evals.numbers import read_numbers
from evals.sheet import Sheet
from evals.wording import beginning, says, spoken

BUDGET: Mapping[str, int] = {"brief": 60, "standard": 150, "detailed": 300}
"""Words within which a reader of a level expects the points."""


def score_prose(case: Case, answer: Mapping[str, Any], sheet: Sheet) -> None:
    """Points within the budget, sentences that serve one and that are not the question again."""
    expected = case.expected
    if not (expected.points or expected.numbers):
        return
    start = beginning(spoken(answer["answer"]), BUDGET[case.level])
    early = [any(says(start, choice) for choice in point) for point in expected.points]
    sheet.share("points_in_budget", early, [])
    claims = [s for s in answer["sentences"] if s["kind"] in ("claim", "correction")]
    asked = grams(case.question.lower())
    new = [alike(asked, grams(spoken(s["text"]).lower())) < SAME_WORDS for s in claims]
    sheet.share("no_echo", new, [])
    serve = [_serves(case, answer, sentence) for sentence in claims]
    sheet.share("sentences_useful", serve, [])


def _serves(case: Case, answer: Mapping[str, Any], sentence: Mapping[str, Any]) -> bool:
    """Whether a sentence holds a point, an expected figure or an operand that gives one."""
    text = spoken(sentence["text"])
    if sentence["kind"] == "correction":
        return True
    if any(says(text, choice) for point in case.expected.points for choice in point):
        return True
    stated = read_numbers(text)
    for n in case.expected.numbers:
        if any(equals(f, n.value, n.unit, n.tolerance, signed=n.signed) for f in stated):
            return True
    return any(traced(f, _towards(case, answer)) for f in stated)


def _towards(case: Case, answer: Mapping[str, Any]) -> list[tuple[Decimal, str]]:
    """The operands of the calculations that give an expected figure."""
    found: list[tuple[Decimal, str]] = []
    for position, made in enumerate(answer["calculations"]):
        if made["value"] is None:
            continue
        value = abs(Decimal(made["value"]))
        if any(abs(value - abs(n.value)) <= n.tolerance for n in case.expected.numbers):
            found += operands(answer, {"calculations": [position]})
    return found
