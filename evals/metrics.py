"""Scores one answer against its case, and adds up scores; every metric is a ratio of two sums.

`score` gives for each metric a pair (earned, possible); a metric that does not apply to a case
gives none. Wrong answers and refusals are told apart (`outcome`). Each verdict keeps its reason.
All definitions stand in `README.md`. It reads the Answer's JSON only: any system that writes it
can be judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from evals.cases import Case, ExpectedNumber, groups_of
from evals.denial import claims
from evals.grounding import StoredText, score_grounding, score_quotes
from evals.matching import equals
from evals.numbers import Number, read_numbers
from evals.prose import score_prose
from evals.script import reads_as, unquoted
from evals.sheet import Ratio, Sheet
from evals.statistics import RESAMPLES, Metric, Paired, metrics_of, paired
from evals.wording import says, spoken

__all__ = [
    "RESAMPLES",
    "Metric",
    "Outcome",
    "Ratio",
    "Scored",
    "StoredText",
    "add_up",
    "language_gap",
    "score",
]

Outcome = Literal["right", "wrong", "refused", "error"]
_ALIKE = {"more_than": "at_least", "less_than": "up_to"}


@dataclass(frozen=True, slots=True)
class Scored:
    """What one answer earned, with the reasons for what it did not."""

    outcome: Outcome
    ratios: Mapping[str, Ratio]
    reasons: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()


def score(case: Case, answer: Mapping[str, Any], stored: StoredText | None = None) -> Scored:
    """Judge one Answer (its JSON) against its case."""
    sheet = Sheet()
    text = spoken(answer["answer"])
    found = read_numbers(text)
    _score_expectations(case, answer, text, found, sheet)
    _score_refusal(case, answer, sheet)
    if answer["status"] not in ("refused", "error"):
        score_grounding(case, answer, sheet)
        score_prose(case, answer, sheet)
        _score_sides(case, answer, sheet)
    if answer["status"] != "error":
        _score_language(case, answer, text, sheet)
    if stored is not None:
        score_quotes(answer, stored, sheet)
    outcome = _outcome(case, answer, sheet.ratios)
    sheet.ratios["accuracy"] = (float(outcome == "right"), 1.0)
    return Scored(outcome, sheet.ratios, tuple(sheet.reasons), tuple(n.text for n in found))


def _score_expectations(
    case: Case, answer: Mapping[str, Any], spoken: str, found: Sequence[Number], sheet: Sheet
) -> None:
    expected = case.expected
    if expected.numbers:
        missing = [
            f"{n.value} {n.unit}" for n in expected.numbers if not any(_states(f, n) for f in found)
        ]
        said = ", ".join(f.text for f in found) or "no figure"
        sheet.check(
            "numeric_exact", not missing, f"{'; '.join(missing)} not stated; it says {said}"
        )
    holds = [any(says(spoken, choice) for choice in point) for point in expected.points]
    lost = [p[0] for p, ok in zip(expected.points, holds, strict=True) if not ok]
    sheet.share("points_found", holds, lost)
    if expected.forbidden or expected.never:
        shown = [text for text in expected.forbidden if claims(spoken, text)]
        shown += [text for text in expected.never if says(spoken, text)]
        sheet.check("forbidden_absent", not shown, f"it says {shown}")
    cited = [
        any(_cites(citation, choice) for citation in answer["citations"] for choice in wanted)
        for wanted in expected.citations
    ]
    lost = [w[0] for w, ok in zip(expected.citations, cited, strict=True) if not ok]
    sheet.share("citation_recall", cited, lost)


def _states(found: Number, wanted: ExpectedNumber) -> bool:
    """Whether a figure states an expected value, with its bound where the case names one."""
    if wanted.bound is not None:
        bound = _ALIKE.get(found.bound, found.bound)
        if bound != _ALIKE.get(wanted.bound, wanted.bound):
            return False
    return equals(found, wanted.value, wanted.unit, wanted.tolerance, signed=wanted.signed)


def _score_sides(case: Case, answer: Mapping[str, Any], sheet: Sheet) -> None:
    """Whether a conflict's sides are shown, and a wrong premise is corrected at once."""
    held = _holds(case, [s for s in answer["sentences"] if s["markers"] or s["calculations"]])
    if case.kind == "conflict":
        sheet.check("conflict_shown", held, "a side is missing or stands without a citation")
        sides = [c for c in answer.get("conflicts", ()) if len(c["sides"]) > 1]
        sheet.check("conflict_marked", bool(sides), "the answer marks no conflict")
    if case.kind == "premise" and case.answerable:
        marked = any(s["kind"] == "correction" for s in answer["sentences"])
        first = _holds(case, answer["sentences"][:2], all_of_them=False)
        said = _holds(case, answer["sentences"])
        sheet.check("premise_corrected", said and (marked or first), "not corrected, or too late")


def _holds(case: Case, sentences: Sequence[Mapping[str, Any]], *, all_of_them: bool = True) -> bool:
    """Whether sentences say every point and figure of a case, or one of them."""
    text = spoken(" ".join(sentence["text"] for sentence in sentences))
    found = read_numbers(text)
    parts = [any(says(text, choice) for choice in point) for point in case.expected.points]
    parts += [any(_states(f, n) for f in found) for n in case.expected.numbers]
    return all(parts) if all_of_them else any(parts) or not parts


def _cites(citation: Mapping[str, Any], wanted: str) -> bool:
    source, passage = str(citation["source_id"]), str(citation["passage_id"])
    return source == wanted or passage.startswith(wanted)


def _score_refusal(case: Case, answer: Mapping[str, Any], sheet: Sheet) -> None:
    given = (answer.get("refusal") or {}).get("code")
    wanted = case.expected.refusal
    if given in case.expected.may_refuse:
        return
    right = given == wanted and (
        case.expected.status is None or answer["status"] == case.expected.status
    )
    if wanted is not None:
        full = right and (case.answerable or answer["status"] == "refused")
        sheet.check("refusal_recall", full, f"{wanted} was expected; it is {_state(answer)}")
        sheet.ratios[f"refusal_recall_{wanted}"] = sheet.ratios["refusal_recall"]
    elif case.expected.status is not None:
        sheet.check("status_right", answer["status"] == case.expected.status, _state(answer))
    if given is not None:
        sheet.check("refusal_precision", given == wanted, f"{given}; {wanted} was expected")
        sheet.ratios[f"refusal_precision_{given}"] = sheet.ratios["refusal_precision"]
    if case.answerable:
        tried = answer["status"] in ("answered", "partial")
        sheet.check("answered_when_answerable", tried, _state(answer))
    else:
        held_back = answer["status"] == "refused"
        sheet.check("refused_when_unanswerable", held_back, f"{_state(answer)}, of {wanted}")


def _state(answer: Mapping[str, Any]) -> str:
    code = (answer.get("refusal") or answer.get("error") or {}).get("code")
    return f"{answer['status']}{f' ({code})' if code else ''}"


def _score_language(case: Case, answer: Mapping[str, Any], spoken: str, sheet: Sheet) -> None:
    read = reads_as(unquoted(spoken)) or answer["language"]
    same = answer["language"] == case.lang and read == case.lang
    sheet.check("language_right", same, f"it says {answer['language']} and reads as {read}")


# --- the whole --------------------------------------------------------------------------------

MUST_HOLD = (
    "numeric_exact",
    "forbidden_absent",
    "refusal_recall",
    "status_right",
    "language_right",
    "answered_when_answerable",
)


def _outcome(case: Case, answer: Mapping[str, Any], ratios: Mapping[str, Ratio]) -> Outcome:
    """Right when all that the case demands holds; a refusal is never called wrong, but refused."""
    if answer["status"] == "error" and case.expected.status != "error":
        return "error"
    given = (answer.get("refusal") or {}).get("code")
    allowed = given == case.expected.refusal or given in case.expected.may_refuse
    if case.answerable and answer["status"] == "refused" and not allowed:
        return "refused"
    points = ratios.get("points_found", (0.0, 0.0))
    holds = all(ratios.get(metric, (1.0, 1.0))[0] for metric in MUST_HOLD)
    return "right" if holds and points[0] == points[1] else "wrong"


def add_up(scored: Mapping[str, Scored], cases: Sequence[Case]) -> dict[str, Metric]:
    """Every metric over the scored cases, with bootstrap intervals over groups of twins.

    A question, its twin and their paraphrases are drawn together: they share their mistakes. Twins
    of which both were scored also give `twins_agree`, paraphrases `wordings_agree`: the share with
    the same outcome.
    """
    groups: dict[str, list[Mapping[str, Ratio]]] = {}
    names = groups_of(cases)
    for case in cases:
        if case.id in scored:
            groups.setdefault(names[case.id], []).append(scored[case.id].ratios)
    alike = [("twins_agree", one.id, other.id) for one, other in _twins(scored, cases)]
    alike += [
        ("wordings_agree", case.id, case.paraphrase_of)
        for case in cases
        if case.paraphrase_of is not None and {case.id, case.paraphrase_of} <= scored.keys()
    ]
    for metric, first, second in alike:
        same = scored[first].outcome == scored[second].outcome
        groups[names[first]].append({metric: (float(same), 1.0)})
    return metrics_of(list(groups.values()))


def _twins(scored: Mapping[str, Scored], cases: Sequence[Case]) -> list[tuple[Case, Case]]:
    """Pairs of which both were scored, the English one first."""
    known = {case.id: case for case in cases if case.id in scored}
    return [
        (case, known[case.twin])
        for case in known.values()
        if case.lang == "en" and case.twin in known
    ]


def language_gap(scored: Mapping[str, Scored], cases: Sequence[Case]) -> Paired | None:
    """Right answers to English questions against their Chinese twins, tested in pairs."""
    sides = [
        (scored[one.id].outcome == "right", scored[other.id].outcome == "right")
        for one, other in _twins(scored, cases)
    ]
    return paired("language_gap", sides)
