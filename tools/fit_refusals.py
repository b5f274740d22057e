"""Fits bot/language/likely_refusals.json: what no source should or can tell, by a question's words.

    .venv/bin/python -m tools.fit_refusals [--write]

Reads evals/tuning/refusals.jsonl: questions with the code of their refusal ("none" where they are
answered or the sources merely do not say), each with its author, and example wordings. Of the words
and sequences that occur at least twice the telling ones are kept and weighed with the cues found by
a multinomial logistic regression. Prints, leaving out one author's questions at a time, how often a
code is told above the limit and how often it is told wrongly; with --write, writes the weights of
all together.
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

from bot.answer.understand import understand
from bot.language.likely_refusals import CLASSES, CUE, signs_of
from bot.language.operations import grams, masked
from tools.questions import TUNING, language_of_product, rows_of

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = TUNING / "refusals.jsonl"
WEIGHTS = ROOT / "bot" / "language" / "likely_refusals.json"
LEAST_OFTEN, KEPT, SOFTNESS = 2, 2500, 10.0
LIMIT = 0.6
WORDING = "wording"

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One question or wording as it is counted."""

    text: str
    grams: frozenset[str]
    signs: tuple[str, ...]
    code: str
    by: str


def main() -> int:
    """Print the cross-validation; write the weights where asked."""
    rows = _rows()
    for limit in (0.5, LIMIT, 0.7, 0.8):
        print(limit, _left_out(rows, limit))
    if "--write" in sys.argv:
        text = json.dumps(_fit(rows), ensure_ascii=False, separators=(",", ":"))
        WEIGHTS.write_text(text.replace("],", "],\n") + "\n", encoding="utf-8")
    return 0


def _left_out(rows: Sequence[Row], limit: float) -> dict[str, str]:
    """By code: how many of how many are told above the limit by the others' questions, and how
    many are told of questions of another code.
    """
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for author in sorted({row.by for row in rows} - {WORDING}):
        model = _fit([row for row in rows if row.by != author])
        for row in (r for r in rows if r.by == author):
            chances = _chances(model, row)
            code = CLASSES[int(np.argmax(chances))]
            if code != "none" and chances.max() >= limit:
                (right if code == row.code else wrong)[code] += 1
    asked = Counter(row.code for row in rows if row.by != WORDING)
    return {c: f"{right[c]} of {asked[c]}, wrongly {wrong[c]}" for c in CLASSES[1:]}


def _rows() -> list[Row]:
    glossary, phrases = language_of_product()
    rows = []
    for read in rows_of(QUESTIONS):
        question = understand(read["question"], (), glossary, phrases)
        told = grams(masked(question))
        rows.append(Row(question.text, told, signs_of(question), read["code"], read["by"]))
    return rows


def _fit(rows: Sequence[Row]) -> dict[str, Any]:
    """The weights as they are stored: first of all grams, then of the telling ones alone."""
    often = Counter(gram for row in rows for gram in row.grams)
    known = sorted(gram for gram, count in often.items() if count >= LEAST_OFTEN)
    signs = sorted({sign for row in rows for sign in row.signs})
    weights, _ = _solve(rows, known, signs)
    telling = np.argsort(-np.abs(weights[:, : len(known)]).max(axis=0))[:KEPT]
    known = sorted(known[n] for n in telling)
    weights, start = _solve(rows, known, signs)
    rounded = [[round(float(w), 2) for w in column] for column in weights.T]
    return {
        "start": [round(float(w), 2) for w in start],
        "cues": dict(zip(signs, rounded[len(known) :], strict=True)),
        "grams": dict(zip(known, rounded[: len(known)], strict=True)),
    }


def _solve(
    rows: Sequence[Row], known: Sequence[str], signs: Sequence[str]
) -> tuple[Floats, Floats]:
    from scipy.sparse import lil_matrix  # type: ignore[import-untyped]
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    place = {name: n for n, name in enumerate((*known, *(f"sign {s}" for s in signs)))}
    table = lil_matrix((len(rows), len(place)))
    for n, row in enumerate(rows):
        held = [place[gram] for gram in row.grams if gram in place]
        for at in held:
            table[n, at] = 1 / max(len(held), 1) ** 0.5
        for sign in row.signs:
            table[n, place[f"sign {sign}"]] = CUE
    codes = np.array([CLASSES.index(row.code) for row in rows])
    fitted = LogisticRegression(C=SOFTNESS, max_iter=400).fit(table.tocsr(), codes)
    return np.asarray(fitted.coef_), np.asarray(fitted.intercept_)


def _chances(model: dict[str, Any], row: Row) -> Floats:
    scores = np.array(model["start"])
    held = [model["grams"][gram] for gram in row.grams if gram in model["grams"]]
    scores = (
        scores + sum((np.array(w) for w in held), np.zeros(len(CLASSES))) / max(len(held), 1) ** 0.5
    )
    for sign in row.signs:
        scores = scores + CUE * np.array(model["cues"].get(sign, np.zeros(len(CLASSES))))
    chances = np.exp(scores - scores.max())
    return np.asarray(chances / chances.sum())


if __name__ == "__main__":
    sys.exit(main())
