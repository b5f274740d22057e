"""Fits bot/language/operations.json: how likely a question asks for each operation.

    .venv/bin/python -m tools.fit_operations [--write]

Reads evals/tuning/operations.jsonl: development questions with the operations that give their
figure ("none" where no arithmetic is asked for, "other" where it is no single operation on two
figures), and example wordings with names, times, figures and measures as @ § # ~. Of the words and
sequences that occur at least twice the telling ones are kept and weighed with the cues found by a
multinomial logistic regression with a penalty. Prints, leaving out one author's questions at a
time, how often the likeliest operation is the right one and how often it is among those above a
limit; with --write, writes the weights of all together.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answer.retrieve.program_kinds import CALLED
from bot.answer.understand import understand
from bot.answer.understand.reading import Reader
from bot.language.glossary import Glossary
from bot.language.operations import CLASSES, CUE, cues_of, grams, masked
from bot.language.phrases import Phrases
from bot.language.script import fold
from bot.records import Question
from tools.logistic import multinomial
from tools.questions import TUNING, language_of_product, rows_of

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = TUNING / "operations.jsonl"
WEIGHTS = ROOT / "bot" / "language" / "operations.json"
PENALTY, LEAST_OFTEN, KEPT, LEAST_WEIGHT = 1e-4, 2, 3000, 0.05
OPEN = 0.1
WORDING = "wording"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One question or wording as it is counted."""

    text: str
    grams: frozenset[str]
    cues: tuple[str, ...]
    right: frozenset[str]
    by: str
    english: bool


def main() -> int:
    """Print the cross-validation; write the weights where asked."""
    rows = read_rows(QUESTIONS)
    told = _left_out(rows)
    for language, english in (("en", True), ("zh", False)):
        _report(language, [(row, told[row.text]) for row in rows if row.english == english])
    if "--write" in sys.argv:
        text = json.dumps(fit(rows), ensure_ascii=False, separators=(",", ":"))
        WEIGHTS.write_text(text.replace("},", "},\n") + "\n", encoding="utf-8")
    return 0


def left_out() -> dict[str, dict[str, float]]:
    """The probabilities for each question by what the others' questions and the wordings tell."""
    told = _left_out(read_rows(QUESTIONS))
    return {text: dict(zip(CLASSES, map(float, p), strict=True)) for text, p in told.items()}


def _left_out(rows: Sequence[Row]) -> dict[str, Floats]:
    told = {row.text: np.zeros(len(CLASSES)) for row in rows}
    for author in sorted({row.by for row in rows} - {WORDING}):
        model = fit([row for row in rows if row.by != author])
        told |= {row.text: chances(model, row) for row in rows if row.by == author}
    return told


def _report(name: str, told: Sequence[tuple[Row, Floats]]) -> None:
    questions = [(row, chances) for row, chances in told if row.by != WORDING]
    asked = [(r, p) for r, p in questions if not r.right & {"none", "other"}]
    best = sum(CLASSES[2 + int(np.argmax(p[2:]))] in r.right for r, p in asked)
    likely = sum(any(p[CLASSES.index(c)] >= OPEN for c in r.right) for r, p in asked)
    called = sum(
        any({f"op_{o}" for o in CALLED[c]} & set(r.cues) for c in r.right) for r, _ in asked
    )
    silent = [p for r, p in questions if "none" in r.right]
    opened = sum(p[2:].max() >= OPEN for p in silent)
    print(
        f"{name}: {len(asked)} ask for an operation: likeliest right {best}, above {OPEN} {likely},"
        f" named by a cue {called}; of {len(silent)} that ask for none, above {OPEN} {opened}"
    )


def read_rows(path: Path) -> list[Row]:
    """The lines of a tuning file as they are counted."""
    glossary, phrases = language_of_product()
    return [_row(row, glossary, phrases) for row in rows_of(path)]


def _row(line: dict[str, Any], glossary: Glossary, phrases: Phrases) -> Row:
    text = line["question"]
    if line["author"] == WORDING:
        question = Reader(glossary, phrases).read(text, "en", "standard", "article")
        spoken = fold(text)
    else:
        question = understand(text, (), glossary, phrases)
        spoken = masked(question)
    right = frozenset(line.get("groups") or line["operations"])
    return Row(text, grams(spoken), cues_of(question), right, line["author"], text.isascii())


def question_row(question: Question, author: str) -> Row:
    """A question as it is counted, with nothing known of what is right."""
    said = grams(masked(question))
    english = question.language == "en"
    return Row(question.text, said, cues_of(question), frozenset(), author, english)


def fit(rows: Sequence[Row], classes: Sequence[str] = CLASSES) -> dict[str, Any]:
    """The weights as they are stored: first of all grams, then of the telling ones alone."""
    often = Counter(gram for row in rows for gram in row.grams)
    known = sorted(gram for gram, count in often.items() if count >= LEAST_OFTEN)
    cues = sorted({cue for row in rows for cue in row.cues})
    weights = _solve(rows, known, cues, classes)
    telling = np.argsort(-np.abs(weights[: len(known)]).max(axis=1))[:KEPT]
    known = sorted(known[n] for n in telling)
    weights = _solve(rows, known, cues, classes)
    return {
        "start": [round(float(w), 2) for w in weights[-1]],
        "cues": {
            cue: [round(float(w), 2) for w in weights[len(known) + n]] for n, cue in enumerate(cues)
        },
        "grams": {
            gram: {
                name: round(float(w), 2)
                for name, w in zip(classes, weights[n], strict=True)
                if abs(w) >= LEAST_WEIGHT
            }
            for n, gram in enumerate(known)
        },
    }


def _solve(
    rows: Sequence[Row], known: Sequence[str], cues: Sequence[str], classes: Sequence[str]
) -> Floats:
    from scipy.sparse import csr_matrix  # type: ignore[import-untyped]

    place = {gram: n for n, gram in enumerate(known)}
    beside = {cue: len(known) + n for n, cue in enumerate(cues)}
    values: list[tuple[int, int, float]] = []
    for n, row in enumerate(rows):
        held = [place[gram] for gram in row.grams if gram in place]
        values += [(n, at, 1 / max(len(held), 1) ** 0.5) for at in held]
        values += [(n, beside[cue], CUE) for cue in row.cues]
    lines, columns, counts = zip(*values, strict=True)
    size = len(known) + len(cues)
    table = csr_matrix((counts, (lines, columns)), shape=(len(rows), size))
    right = np.array([[name in row.right for name in classes] for row in rows])
    return multinomial(table, right, PENALTY)


def chances(model: dict[str, Any], row: Row, classes: Sequence[str] = CLASSES) -> Floats:
    """The probability of each class for a row."""
    scores = np.array(model["start"])
    held = [model["grams"][gram] for gram in row.grams if gram in model["grams"]]
    for adds in held:
        for name, weight in adds.items():
            scores[classes.index(name)] += weight / max(len(held), 1) ** 0.5
    for cue in row.cues:
        scores = scores + CUE * np.array(model["cues"].get(cue, [0.0] * len(classes)))
    scores = np.exp(scores - scores.max())
    return np.asarray(scores / scores.sum())


if __name__ == "__main__":
    sys.exit(main())
