"""What an answer rests on: its quotes, the figures in them, its calculations and their operands.

Every metric of this file is defined in `README.md`. Reads the Answer's JSON and, for the check to
the character, the stored texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from evals.calculations import executes, operand_stands
from evals.cases import Case
from evals.matching import equals, traced
from evals.names import parties
from evals.numbers import Number, read_numbers
from evals.script import reads_as
from evals.sheet import Sheet
from evals.wording import LATIN, says, spoken, terms

StoredText = Callable[[str, str, str], str | None]
"""Index, passage id, language → the stored text, or None when there is none."""

WORDS_SHARED = 0.3
WORDS_SHARED_WITH_FIGURES = 0.5


def score_grounding(case: Case, answer: Mapping[str, Any], sheet: Sheet) -> None:
    """Citations, locality, tracing, names and calculations of an answer that is no refusal."""
    _score_citations(answer, sheet)
    _score_names(case, answer, sheet)
    _score_locality(case, answer, sheet)
    _score_tracing(case, answer, sheet)
    _score_calculations(case, answer, sheet)


def _score_citations(answer: Mapping[str, Any], sheet: Sheet) -> None:
    quotes = {c["marker"]: c for c in answer["citations"]}
    supported: list[bool] = []
    reasons: list[str] = []
    grounded: list[bool] = []
    for sentence in answer["sentences"]:
        if sentence["kind"] == "transition":
            continue
        grounded.append(bool(sentence["markers"] or sentence["calculations"]))
        rests_on = operands(answer, sentence)
        for marker in sentence["markers"]:
            quote = quotes.get(marker)
            verdict = quote is not None and _supports(quote["quote"], sentence["text"], rests_on)
            supported.append(verdict)
            if not verdict:
                reasons.append(f"[{marker}] does not bear: {sentence['text']}")
    sheet.share("citation_precision", supported, reasons)
    sheet.share("sentences_cited", grounded, [])


def _supports(quote: str, sentence: str, rests_on: Sequence[tuple[Decimal, str]]) -> bool:
    """Whether a quote holds a figure or enough of the words that the sentence claims."""
    text = spoken(sentence)
    quoted = read_numbers(quote)
    figures = read_numbers(text)
    if any(traced(figure, quoted) for figure in figures):
        return True
    if any(traced(n, [operand]) for n in quoted for operand in rests_on):
        return True
    needed = WORDS_SHARED_WITH_FIGURES if figures else WORDS_SHARED
    if (reads_as(quote) == "en") != (reads_as(text) == "en"):
        names = {name.casefold() for name in LATIN.findall(text)}
        shared = names & {name.casefold() for name in LATIN.findall(quote)}
        return bool(shared) and len(shared) >= needed * len(names)
    claimed = terms(text)
    return bool(claimed) and len(claimed & terms(quote)) >= needed * len(claimed)


def operands(answer: Mapping[str, Any], sentence: Mapping[str, Any]) -> list[tuple[Decimal, str]]:
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


def _score_names(case: Case, answer: Mapping[str, Any], sheet: Sheet) -> None:
    """Every party that a sentence names, against its quotes, their titles and the reader."""
    citations = {c["marker"]: c for c in answer["citations"]}
    asked = parties("\n".join([case.question, *(t.content for t in case.history)]))
    passed, reasons = [], []
    for sentence in answer["sentences"]:
        near = [citations[marker] for marker in sentence["markers"] if marker in citations]
        if not near or sentence["kind"] == "transition":
            continue
        known = asked.union(*(_named(citation) for citation in near))
        for party in sorted(parties(spoken(sentence["text"]))):
            passed.append(party in known)
            if not passed[-1]:
                reasons.append(f"{party} in: {sentence['text']}")
    sheet.share("names_traced", passed, reasons)


def _named(citation: Mapping[str, Any]) -> frozenset[str]:
    keys = ("quote", "title", "publisher", "passage_id")
    return parties("\n".join(str(citation.get(key, "")).replace("-", " ") for key in keys))


def _score_locality(case: Case, answer: Mapping[str, Any], sheet: Sheet) -> None:
    """Whether the quote of the sentence that holds a point or figure holds it too."""
    quotes = {c["marker"]: c["quote"] for c in answer["citations"]}
    carried, reasons = [], []
    for sentence in answer["sentences"]:
        near = [quotes[marker] for marker in sentence["markers"] if marker in quotes]
        if not near or sentence["kind"] == "transition":
            continue
        text = spoken(sentence["text"])
        verdicts = [_quoted(point, near) for point in case.expected.points if _any(text, point)]
        stated = read_numbers(text)
        for n in case.expected.numbers:
            if any(equals(f, n.value, n.unit, n.tolerance, signed=n.signed) for f in stated):
                origins = [(n.value, n.unit), *operands(answer, sentence)]
                verdicts.append(any(traced(q, origins) for one in near for q in read_numbers(one)))
        judged = [verdict for verdict in verdicts if verdict is not None]
        carried += judged
        if not all(judged):
            reasons.append(f"no quote at hand carries: {text}")
    sheet.share("citation_locality", carried, reasons)


def _any(text: str, point: Sequence[str]) -> bool:
    return any(says(text, choice) for choice in point)


def _quoted(point: Sequence[str], quotes: Sequence[str]) -> bool | None:
    """Whether one of the quotes holds a point; None where no wording is in their language."""
    judged = False
    for quote in quotes:
        english = reads_as(quote) == "en"
        wordings = [choice for choice in point if (reads_as(choice) in ("en", None)) == english]
        judged |= bool(wordings)
        if _any(quote, point):
            return True
    return False if judged else None


def score_quotes(answer: Mapping[str, Any], stored: StoredText, sheet: Sheet) -> None:
    """Quote, offsets and hash of every citation against the stored text."""
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


def _given(case: Case) -> tuple[Number, ...]:
    asked = "\n".join([case.question, *(t.content for t in case.history if t.role == "user")])
    return read_numbers(asked)


def _score_tracing(case: Case, answer: Mapping[str, Any], sheet: Sheet) -> None:
    """Every figure of the answer, against its sentence's quotes and calculations and the reader."""
    quotes = {c["marker"]: c["quote"] for c in answer["citations"]}
    given = _given(case)
    passed, reasons = [], []
    for sentence in answer["sentences"]:
        origins: list[Number | tuple[Decimal, str]] = [*given, *operands(answer, sentence)]
        for marker in sentence["markers"]:
            origins += read_numbers(quotes.get(marker, ""))
        for position in sentence["calculations"]:
            if 0 <= position < len(answer["calculations"]):
                made = answer["calculations"][position]
                for shown in (*made["steps"], *made["display"].values()):
                    origins += read_numbers(shown)
        for figure in read_numbers(spoken(sentence["text"])):
            passed.append(traced(figure, origins))
            if not passed[-1]:
                reasons.append(f"{figure.text} in: {sentence['text']}")
    sheet.share("traceable", passed, reasons)


def _score_calculations(case: Case, answer: Mapping[str, Any], sheet: Sheet) -> None:
    """Whether each calculation gives its value, and each operand stands where it says."""
    given = _given(case)
    right: list[bool] = []
    stands: list[bool] = []
    wrong: list[str] = []
    lost: list[str] = []
    for made in answer["calculations"]:
        if (verdict := executes(made)) is not None:
            right.append(verdict)
            wrong += [] if verdict else [f"{made['expression']} is not {made['value']}"]
        for operand in made["operands"]:
            stands.append(operand_stands(operand, answer, given))
            lost += [] if stands[-1] else [f"{operand['value']} {operand['unit']}: no origin"]
    sheet.share("calculations_right", right, wrong)
    sheet.share("operands_traced", stands, lost)
