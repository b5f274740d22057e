"""Fits bot/answer/retrieve/likely_refusals.json: by a question's words what no source can tell.

    .venv/bin/python -m tools.fit_refusals [--write]

Reads evals/tuning/refusals.jsonl: questions with the code of their refusal ("none" where they are
answered, "not_in_corpus" where the sources merely do not say, which counts as none), each with its
author, and example wordings; and as further "none", of less weight, the first messages of
evals/tuning/readings.jsonl, which name little and are answered. Of the words and sequences that
occur twice or more, as they stand and masked, the telling ones are kept and weighed with the cues
found and the encoder's vector by a multinomial logistic regression. Prints, leaving out one
author's questions at a time, how often a code is told above the limit, how often it is told of a
question of another code, and how often of one that is none of them; with --write, writes the
weights of all together.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answer.retrieve.embedded import opened
from bot.answer.retrieve.likely_refusals import CLASSES, CUE, VECTOR, signs_of
from bot.answer.understand import understand
from bot.language.operations import grams, masked, without_names
from tools.questions import TUNING, language_of_product, rows_of

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = TUNING / "refusals.jsonl"
WEIGHTS = ROOT / "bot" / "answer" / "retrieve" / "likely_refusals.json"
LEAST_OFTEN, KEPT, SOFTNESS, ROUNDS = 2, 3000, 10.0, 300
LIMITS = (0.4, 0.5, 0.6)
WORDING, NONE = "wording", "none"
FIRST_MESSAGES = frozenset((*(f"q{n}" for n in range(1, 10)), "s1"))
"""Authors of readings.jsonl who wrote what people first type, much of it without any name."""
OF_MESSAGE = 0.2
"""What a first message counts beside a question of refusals.jsonl."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Row:
    """One question or wording as it is counted."""

    masked: frozenset[str]
    plain: frozenset[str]
    signs: tuple[str, ...]
    vector: NDArray[np.float32]
    code: str
    by: str
    weight: float


@dataclass(frozen=True, slots=True)
class Known:
    """What has a weight: the sequences as masked and as they stand, and the signs."""

    masked: tuple[str, ...]
    plain: tuple[str, ...]
    signs: tuple[str, ...]


def main() -> int:
    """Print the cross-validation; write the weights where asked."""
    rows = _rows()
    told = _left_out(rows)
    for limit in LIMITS:
        print(limit, _counted(told, limit))
    if "--write" in sys.argv:
        text = json.dumps(_stored(rows), ensure_ascii=False, separators=(",", ":"))
        WEIGHTS.write_text(text.replace("],", "],\n") + "\n", encoding="utf-8")
    return 0


def _left_out(rows: Sequence[Row]) -> list[tuple[Row, Floats]]:
    """Each author's questions with the probabilities that the others' weights give them."""
    told = []
    for author in sorted({row.by for row in rows} - {WORDING}):
        known, weights, start = _fit([row for row in rows if row.by != author])
        mine = [row for row in rows if row.by == author]
        scores = _table(mine, known) @ weights.T + start
        chances = np.exp(scores - scores.max(axis=1, keepdims=True))
        told += list(zip(mine, chances / chances.sum(axis=1, keepdims=True), strict=True))
    return told


def _counted(told: Sequence[tuple[Row, Floats]], limit: float) -> dict[str, str]:
    """By code: how many of how many are told, of how many other codes, and of how many of none."""
    counts: Counter[tuple[str, str]] = Counter()
    for row, chances in told:
        code = CLASSES[int(np.argmax(chances))]
        if code != NONE and chances.max() >= limit:
            of = "right" if code == row.code else NONE if row.code == NONE else "other"
            counts[code, of] += 1
    asked = Counter(row.code for row, _ in told)
    return {
        c: f"{counts[c, 'right']} of {asked[c]}, other codes {counts[c, 'other']}, none"
        f" {counts[c, NONE]} of {asked[NONE]}"
        for c in CLASSES[1:]
    }


def _rows() -> list[Row]:
    glossary, phrases = language_of_product()
    read = rows_of(QUESTIONS)
    known = {row["question"] for row in read}
    messages = rows_of(TUNING / "readings.jsonl")
    read += [
        {"question": row["question"], "code": NONE, "by": row["by"], "weight": OF_MESSAGE}
        for row in messages
        if row["by"] in FIRST_MESSAGES and row["reading"] != NONE and row["question"] not in known
    ]
    asked = [understand(row["question"], (), glossary, phrases) for row in read]
    vectors = opened().queries([question.text for question in asked])
    return [
        Row(
            grams(masked(question)),
            grams(without_names(question)),
            signs_of(question),
            vector,
            row["code"] if row["code"] in CLASSES else NONE,
            row["by"],
            row.get("weight", 1.0),
        )
        for row, question, vector in zip(read, asked, vectors, strict=True)
    ]


def _fit(rows: Sequence[Row]) -> tuple[Known, Floats, Floats]:
    """What is known and its weights: first of all sequences, then of the telling ones alone."""
    signs = tuple(sorted({sign for row in rows for sign in row.signs}))
    known = Known(_often(row.masked for row in rows), _often(row.plain for row in rows), signs)
    weights, _ = _solve(rows, known)
    most = np.abs(weights).max(axis=0)
    count = len(known.masked)
    known = Known(
        _telling(known.masked, most[:count]),
        _telling(known.plain, most[count : count + len(known.plain)]),
        signs,
    )
    return known, *_solve(rows, known)


def _often(held: Iterable[frozenset[str]]) -> tuple[str, ...]:
    often = Counter(gram for grams_held in held for gram in grams_held)
    return tuple(sorted(gram for gram, count in often.items() if count >= LEAST_OFTEN))


def _telling(names: Sequence[str], weights: Floats) -> tuple[str, ...]:
    return tuple(sorted(names[n] for n in np.argsort(-weights)[:KEPT]))


def _solve(rows: Sequence[Row], known: Known) -> tuple[Floats, Floats]:
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

    codes = np.array([CLASSES.index(row.code) for row in rows])
    weights = np.array([row.weight for row in rows])
    model = LogisticRegression(C=SOFTNESS, max_iter=ROUNDS)
    fitted = model.fit(_table(rows, known), codes, sample_weight=weights)
    return np.asarray(fitted.coef_), np.asarray(fitted.intercept_)


def _table(rows: Sequence[Row], known: Known) -> Any:
    """The rows as the product weighs them: masked, as they stand, the cues and the vector."""
    from scipy.sparse import csr_matrix, hstack  # type: ignore[import-untyped]

    parts = (
        _held([row.masked for row in rows], known.masked, shared=True),
        _held([row.plain for row in rows], known.plain, shared=True),
        CUE * _held([row.signs for row in rows], known.signs, shared=False),
        csr_matrix(VECTOR * np.stack([row.vector for row in rows])),
    )
    return hstack(parts).tocsr()


def _held(rows: Sequence[Collection[str]], known: Sequence[str], *, shared: bool) -> Any:
    from scipy.sparse import csr_matrix

    place = {name: n for n, name in enumerate(known)}
    cells: list[tuple[float, int, int]] = []
    for n, row in enumerate(rows):
        at = [place[name] for name in row if name in place]
        cells += [(1 / len(at) ** 0.5 if shared else 1.0, n, one) for one in at]
    values, lines, columns = zip(*cells, strict=True)
    return csr_matrix((values, (lines, columns)), shape=(len(rows), len(known)))


def _stored(rows: Sequence[Row]) -> dict[str, Any]:
    """The weights of all rows together, as they are written."""
    known, weights, start = _fit(rows)
    columns = [[round(float(w), 2) for w in column] for column in weights.T]
    names = (*known.masked, *known.plain, *known.signs)
    told = list(zip(names, columns, strict=False))
    first, second = len(known.masked), len(known.masked) + len(known.plain)
    return {
        "start": [round(float(w), 2) for w in start],
        "vector": columns[len(names) :],
        "signs": dict(told[second:]),
        "masked": dict(told[:first]),
        "plain": dict(told[first:second]),
    }


if __name__ == "__main__":
    sys.exit(main())
