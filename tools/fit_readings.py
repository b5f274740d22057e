"""Fits bot/answer/retrieve/our_reading.json: which passage of our own reading a question asks for.

    .venv/bin/python -m tools.fit_readings [--write]

Reads evals/tuning/readings.jsonl: wordings by several authors with the key of the passage that
answers them ("none" where none does), the headings of the passages, and as further "none" the
questions of evals/tuning/operations.jsonl and refusals.jsonl that ask for a calculation, advice, a
forecast or another subject. The words that occur twice and the embedded encoder's vector are
weighed by a multinomial logistic regression with a penalty. Prints, leaving out one author at a
time, how often the right passage is the likeliest and how often one above the limit is right or
wrong; with --write, writes the weights of all together.
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

from bot.answer.retrieve.our_reading import LIKELY, NONE, VECTOR
from bot.index.encoder import EMBEDDED, open_encoder
from bot.index.search import READING
from bot.knowledge.corpus import load_corpus
from bot.language.operations import grams
from bot.language.script import fold
from bot.settings import data_root
from tools.logistic import multinomial
from tools.questions import TUNING, rows_of

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = TUNING / "readings.jsonl"
WEIGHTS = ROOT / "bot" / "answer" / "retrieve" / "our_reading.json"
HEADING, OTHER = "heading", "other"
PENALTY, LEAST_OFTEN, LEAST_WEIGHT = 2e-5, 2, 0.1

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One wording: its words, its vector, the passage that answers it and who wrote it."""

    text: str
    grams: frozenset[str]
    vector: NDArray[np.float32]
    right: str
    by: str


def main() -> int:
    """Print the cross-validation; write the weights where asked."""
    rows = read_rows()
    for author in sorted({row.by for row in rows if row.right != NONE} - {HEADING}):
        model = fit([row for row in rows if row.by != author])
        _report(author, model, [row for row in rows if row.by == author])
    if "--write" in sys.argv:
        text = json.dumps(stored(fit(rows)), ensure_ascii=False, separators=(",", ":"))
        WEIGHTS.write_text(text.replace("},", "},\n") + "\n", encoding="utf-8")
    return 0


def read_rows() -> list[Row]:
    """Every wording: of authors, of the headings, and the questions that ask for something else."""
    told = [(r["question"], r["reading"], r["by"]) for r in rows_of(QUESTIONS)]
    passages = load_corpus(data_root("corpus")).passages
    mine = [p for p in passages if p.source_id == READING]
    told += [(text, p.id, HEADING) for p in mine for text in p.heading.values()]
    told += [
        (row["question"], NONE, OTHER)
        for name, key, kept in (("operations", "operations", "none"), ("refusals", "code", "none"))
        for row in rows_of(TUNING / f"{name}.jsonl")
        if kept not in row[key] and not row.get("history")
    ]
    told = list({text: (text, right, by) for text, right, by in reversed(told)}.values())
    vectors = open_encoder(EMBEDDED).queries([text for text, _, _ in told])
    return [
        Row(text, grams(fold(text)), vector, right if right == NONE else _whole(right), by)
        for (text, right, by), vector in zip(told, vectors, strict=True)
    ]


def _whole(key: str) -> str:
    return key if "/" in key else f"{READING}/{key}"


@dataclass(frozen=True, slots=True)
class Model:
    """The weights of each gram and each axis of the vector for each class."""

    classes: tuple[str, ...]
    known: tuple[str, ...]
    weights: Floats


def fit(rows: Sequence[Row]) -> Model:
    """The weights on the rows, of the grams that occur often enough."""
    often = Counter(gram for row in rows for gram in row.grams)
    known = tuple(sorted(gram for gram, count in often.items() if count >= LEAST_OFTEN))
    classes = tuple(sorted({row.right for row in rows}))
    right = np.array([[row.right == name for name in classes] for row in rows])
    return Model(classes, known, multinomial(_table(rows, known), right, PENALTY, 200))


def _table(rows: Sequence[Row], known: Sequence[str]) -> Any:
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]

    place = {gram: n for n, gram in enumerate(known)}
    values: list[tuple[int, int, float]] = []
    for n, row in enumerate(rows):
        held = [place[gram] for gram in row.grams if gram in place]
        values += [(n, at, 1 / len(held) ** 0.5) for at in held]
    lines, columns, counts = zip(*values, strict=True)
    words = csr_matrix((counts, (lines, columns)), shape=(len(rows), len(known)))
    vectors = VECTOR * np.stack([row.vector for row in rows])
    return hstack([words, csr_matrix(vectors)]).tocsr()


def stored(model: Model) -> dict[str, Any]:
    """The weights as they are written: small ones of words left out."""
    count = len(model.known)
    return {
        "classes": list(model.classes),
        "start": [round(float(w), 2) for w in model.weights[-1]],
        "vector": [[round(float(w), 2) for w in row] for row in model.weights[count:-1]],
        "grams": {
            gram: kept
            for gram, row in zip(model.known, model.weights, strict=False)
            if (
                kept := {
                    name: round(float(w), 2)
                    for name, w in zip(model.classes, row, strict=True)
                    if abs(w) >= LEAST_WEIGHT
                }
            )
        },
    }


def _report(author: str, model: Model, rows: Sequence[Row]) -> None:
    scores = _table(rows, model.known) @ model.weights[:-1] + model.weights[-1]
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    none = model.classes.index(NONE)
    told = chances.copy()
    told[:, none] = 0.0
    best = [model.classes[n] for n in told.argmax(axis=1)]
    above = told.max(axis=1) >= LIKELY
    asked = [row.right != NONE for row in rows]
    hit = [one == row.right for one, row in zip(best, rows, strict=True)]
    right = sum(a and h for a, h in zip(above, hit, strict=True))
    wrong = sum(a and not h for a, h in zip(above, hit, strict=True))
    print(
        f"{author}: of {sum(asked)} wordings the likeliest passage is right for {sum(hit)}; above "
        f"{LIKELY} {right} right and {wrong} wrong; {len(rows) - sum(asked)} ask for none"
    )


if __name__ == "__main__":
    sys.exit(main())
