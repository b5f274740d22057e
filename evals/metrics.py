"""Scores one answer against its case, and adds up scores; every metric is a ratio of two sums.

`score` gives for each metric a pair (earned, possible); a metric that does not apply to a case
gives none. Wrong answers and refusals are told apart (`outcome`). Each verdict keeps its reason.
All definitions stand in `README.md`. It reads the Answer's JSON only: any system that writes it
can be judged.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from evals.cases import Case
from evals.matching import equals, traced
from evals.numbers import Number, read_numbers
from evals.script import reads_as

Outcome = Literal["right", "wrong", "refused", "error"]
Ratio = tuple[float, float]
StoredText = Callable[[str, str, str], str | None]
"""Index, passage id, language → the stored text, or None when there is none."""

RESAMPLES = 1000
_MARKER = re.compile(r"\s*\[\d{1,3}\]")
_WORD = re.compile(r"[a-z][a-z'-]{3,}")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&-]{1,}")
_COMMON = frozenset(
    "about after also been before from have into more most only over said says than that their "
    "them then there these they this those under were what when which while with would year".split()
)
WORDS_SHARED = 0.3
WORDS_SHARED_WITH_FIGURES = 0.5


@dataclass(frozen=True, slots=True)
class Scored:
    """What one answer earned, with the reasons for what it did not."""

    outcome: Outcome
    ratios: Mapping[str, Ratio]
    reasons: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric over many cases: value, its 95% interval, and the possible points behind it."""

    value: float
    low: float
    high: float
    n: int


@dataclass(slots=True)
class _Sheet:
    ratios: dict[str, Ratio] = field(default_factory=dict)
    reasons: list[str] = field(default_factory=list)

    def check(self, metric: str, passed: bool, reason: str) -> None:
        self.ratios[metric] = (float(passed), 1.0)
        if not passed:
            self.reasons.append(f"{metric}: {reason}")

    def share(self, metric: str, passed: Sequence[bool], reasons: Iterable[str]) -> None:
        if passed:
            self.ratios[metric] = (float(sum(passed)), float(len(passed)))
            self.reasons += [f"{metric}: {reason}" for reason in reasons]


def score(case: Case, answer: Mapping[str, Any], stored: StoredText | None = None) -> Scored:
    """Judge one Answer (its JSON) against its case."""
    sheet = _Sheet()
    spoken = _MARKER.sub("", answer["answer"])
    found = read_numbers(spoken)
    refused = answer["status"] in ("refused", "error")
    _score_expectations(case, answer, spoken, found, sheet)
    _score_refusal(case, answer, sheet)
    if not refused:
        _score_citations(answer, sheet)
        _score_tracing(case, answer, sheet)
    if answer["status"] != "error":
        _score_language(case, answer, spoken, sheet)
    if stored is not None:
        _score_quotes(answer, stored, sheet)
    outcome = _outcome(case, answer, sheet.ratios)
    sheet.ratios["accuracy"] = (float(outcome == "right"), 1.0)
    return Scored(outcome, sheet.ratios, tuple(sheet.reasons), tuple(n.text for n in found))


def _score_expectations(
    case: Case, answer: Mapping[str, Any], spoken: str, found: Sequence[Number], sheet: _Sheet
) -> None:
    expected = case.expected
    if expected.numbers:
        missing = [
            f"{n.value} {n.unit}"
            for n in expected.numbers
            if not any(equals(f, n.value, n.unit, n.tolerance, signed=n.signed) for f in found)
        ]
        said = ", ".join(f.text for f in found) or "no figure"
        sheet.check(
            "numeric_exact", not missing, f"{'; '.join(missing)} not stated; it says {said}"
        )
    holds = [any(_says(spoken, choice) for choice in point) for point in expected.points]
    lost = [p[0] for p, ok in zip(expected.points, holds, strict=True) if not ok]
    sheet.share("points_found", holds, lost)
    if expected.forbidden:
        shown = [text for text in expected.forbidden if _says(spoken, text)]
        sheet.check("forbidden_absent", not shown, f"it says {shown}")
    cited = [
        any(_cites(citation, choice) for citation in answer["citations"] for choice in wanted)
        for wanted in expected.citations
    ]
    lost = [w[0] for w, ok in zip(expected.citations, cited, strict=True) if not ok]
    sheet.share("citation_recall", cited, lost)


def _says(text: str, wanted: str) -> bool:
    """Whether a text holds a phrase, whatever the case and spacing; … stands for a short gap."""
    gap = r"[^。.!?！？]{0,40}?"
    pattern = gap.join(re.escape(_plain(part)) for part in wanted.split("…"))
    return re.search(pattern, _plain(text)) is not None


def _plain(text: str) -> str:
    folded = text.casefold().replace("，", ",").replace("’", "'").replace("臺", "台")
    return re.sub(r"\s+", "", folded)


def _cites(citation: Mapping[str, Any], wanted: str) -> bool:
    source, passage = str(citation["source_id"]), str(citation["passage_id"])
    return source == wanted or passage.startswith(wanted)


def _score_refusal(case: Case, answer: Mapping[str, Any], sheet: _Sheet) -> None:
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


def _state(answer: Mapping[str, Any]) -> str:
    code = (answer.get("refusal") or answer.get("error") or {}).get("code")
    return f"{answer['status']}{f' ({code})' if code else ''}"


def _score_language(case: Case, answer: Mapping[str, Any], spoken: str, sheet: _Sheet) -> None:
    read = reads_as(spoken) or answer["language"]
    same = answer["language"] == case.lang and read == case.lang
    sheet.check("language_right", same, f"it says {answer['language']} and reads as {read}")


# --- citations --------------------------------------------------------------------------------


def _score_citations(answer: Mapping[str, Any], sheet: _Sheet) -> None:
    quotes = {c["marker"]: c for c in answer["citations"]}
    supported: list[bool] = []
    reasons: list[str] = []
    grounded: list[bool] = []
    for sentence in answer["sentences"]:
        if sentence["kind"] == "transition":
            continue
        grounded.append(bool(sentence["markers"] or sentence["calculations"]))
        operands = _operands(answer, sentence)
        for marker in sentence["markers"]:
            quote = quotes.get(marker)
            verdict = quote is not None and _supports(quote["quote"], sentence["text"], operands)
            supported.append(verdict)
            if not verdict:
                reasons.append(f"[{marker}] does not bear: {sentence['text']}")
    sheet.share("citation_precision", supported, reasons)
    sheet.share("sentences_cited", grounded, [])


def _supports(quote: str, sentence: str, operands: Sequence[tuple[Decimal, str]]) -> bool:
    """Whether a quote holds a figure or enough of the words that the sentence claims."""
    text = _MARKER.sub("", sentence)
    quoted = read_numbers(quote)
    figures = read_numbers(text)
    if any(traced(figure, quoted) for figure in figures):
        return True
    if any(traced(n, [operand]) for n in quoted for operand in operands):
        return True
    needed = WORDS_SHARED_WITH_FIGURES if figures else WORDS_SHARED
    if (reads_as(quote) == "en") != (reads_as(text) == "en"):
        names = {name.casefold() for name in _LATIN.findall(text)}
        shared = names & {name.casefold() for name in _LATIN.findall(quote)}
        return bool(shared) and len(shared) >= needed * len(names)
    claimed = _terms(text)
    return bool(claimed) and len(claimed & _terms(quote)) >= needed * len(claimed)


def _terms(text: str) -> set[str]:
    """English content words and Chinese character pairs."""
    lowered = text.casefold()
    words = (word for word in _WORD.findall(lowered) if word not in _COMMON)
    terms = {word.removesuffix("'s").rstrip("s") for word in words}
    for run in re.findall(r"[\u4e00-\u9fff]+", lowered):
        terms |= {run[at : at + 2] for at in range(len(run) - 1)}
    return terms


def _operands(answer: Mapping[str, Any], sentence: Mapping[str, Any]) -> list[tuple[Decimal, str]]:
    """Value and operands of the calculations that a sentence shows, earlier ones included."""
    found: list[tuple[Decimal, str]] = []
    waiting = list(sentence["calculations"])
    seen: set[int] = set()
    while waiting:
        position = waiting.pop()
        if position in seen or not 0 <= position < len(answer["calculations"]):
            continue
        seen.add(position)
        made = answer["calculations"][position]
        if made["value"] is not None:
            found.append((Decimal(made["value"]), made["unit"]))
        for operand in made["operands"]:
            found.append((Decimal(operand["value"]), operand["unit"]))
            if operand.get("calculation") is not None:
                waiting.append(operand["calculation"])
    return found


def _score_quotes(answer: Mapping[str, Any], stored: StoredText, sheet: _Sheet) -> None:
    same, reasons = [], []
    for citation in answer["citations"]:
        text = stored(citation["index"], citation["passage_id"], citation["lang"])
        exact = (
            text is not None
            and citation["quote"] == text[citation["start"] : citation["end"]]
            and citation["sha256"] == hashlib.sha256(text.encode()).hexdigest()
        )
        same.append(exact)
        if not exact:
            reasons.append(f"[{citation['marker']}] differs from {citation['passage_id']}")
    sheet.share("quotes_equal", same, reasons)


def _score_tracing(case: Case, answer: Mapping[str, Any], sheet: _Sheet) -> None:
    """Every figure of the answer, against its sentence's quotes and calculations and the reader."""
    quotes = {c["marker"]: c["quote"] for c in answer["citations"]}
    asked = "\n".join([case.question, *(t.content for t in case.history if t.role == "user")])
    given = read_numbers(asked)
    passed, reasons = [], []
    for sentence in answer["sentences"]:
        origins: list[Number | tuple[Decimal, str]] = [*given, *_operands(answer, sentence)]
        for marker in sentence["markers"]:
            origins += read_numbers(quotes.get(marker, ""))
        for position in sentence["calculations"]:
            if 0 <= position < len(answer["calculations"]):
                made = answer["calculations"][position]
                for shown in (*made["steps"], *made["display"].values()):
                    origins += read_numbers(shown)
        for figure in read_numbers(_MARKER.sub("", sentence["text"])):
            passed.append(traced(figure, origins))
            if not passed[-1]:
                reasons.append(f"{figure.text} in: {sentence['text']}")
    sheet.share("traceable", passed, reasons)


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

    A question and its twin are drawn together: they share their mistakes. Twins of which both were
    scored also give `twins_agree`: the share of pairs with the same outcome.
    """
    groups: dict[str, list[Mapping[str, Ratio]]] = {}
    for case in cases:
        if case.id in scored:
            name = min(case.id, case.twin or case.id)
            groups.setdefault(name, []).append(scored[case.id].ratios)
    for case in cases:
        if case.twin and case.id < case.twin and {case.id, case.twin} <= scored.keys():
            same = scored[case.id].outcome == scored[case.twin].outcome
            groups[case.id].append({"twins_agree": (float(same), 1.0)})
    names = sorted({name for group in groups.values() for ratios in group for name in ratios})
    return {name: _metric(name, list(groups.values())) for name in names}


def _metric(name: str, groups: Sequence[Sequence[Mapping[str, Ratio]]]) -> Metric:
    sums = []
    for group in groups:
        pairs = [ratios[name] for ratios in group if name in ratios]
        if pairs:
            sums.append((sum(earned for earned, _ in pairs), sum(total for _, total in pairs)))
    total = sum(possible for _, possible in sums)
    value = sum(earned for earned, _ in sums) / total
    draw = random.Random(name)  # the same run gives the same interval
    drawn = []
    for _ in range(RESAMPLES):
        sample = draw.choices(sums, k=len(sums))
        drawn.append(sum(e for e, _ in sample) / sum(p for _, p in sample))
    drawn.sort()
    return Metric(value, drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES)], int(total))
