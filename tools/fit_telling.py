"""Fits the weights of `bot.answer.retrieve.telling`: which sentences hold what is asked for.

    .venv/bin/python -m tools.fit_telling

Reads evals/tuning/telling.jsonl (development questions for a reason, a comparison, a list or
several answers, with the sentences that hold a point, by author), measures every sentence found
for each and fits a logistic regression; prints the weights and, from cross-validation over
authors, for the weights in use beside it, how often nine sentences hold all that can be told. None
of the test split's questions are in it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answer.retrieve.telling import INTERCEPT, WEIGHTS, held, weigh_sentences
from bot.library import Library
from bot.settings import load_settings
from tools.questions import TUNING, ask, rows_of

QUESTIONS = TUNING / "telling.jsonl"
PENALTY = 0.001
TOLD = 9

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Told:
    """The sentences of one question: what is measured of each, which hold a point, whose it is."""

    measured: Floats
    right: NDArray[np.bool_]
    author: str
    english: bool


def main() -> int:
    """Print the weights and how well they tell the sentences apart."""
    rows = rows_of(QUESTIONS)
    library = Library.open(load_settings())
    told = [t for row in rows if (t := _told(row, library)) is not None]
    in_use = np.array([INTERCEPT, *WEIGHTS.values()])
    _tell("weights in use", told, [in_use] * len(told))
    authors = sorted({t.author for t in told})
    without = {a: _fit([t for t in told if t.author != a]) for a in authors}
    _tell("cross-validated", told, [without[t.author] for t in told])
    intercept, *fitted = _fit(told)
    print({name: round(float(w), 2) for name, w in zip(WEIGHTS, fitted, strict=True)})
    print(f"intercept {intercept:.2f}")
    return 0


def _tell(name: str, told: Sequence[Told], weights: Sequence[Floats]) -> None:
    """Print how many of the sentences with a point are among the best, and how surely."""
    odds = [_odds(t, w) for t, w in zip(told, weights, strict=True)]
    best = [np.argsort(-o)[:TOLD] for o in odds]
    kept = np.array([t.right[b].sum() / t.right.sum() for t, b in zip(told, best, strict=True)])
    english = np.array([t.english for t in told])
    right, every = np.concatenate([t.right for t in told]), np.concatenate(odds)
    unlikely = np.where(right, np.log1p(np.exp(-every)), np.log1p(np.exp(every)))
    print(
        f"{name}: n={len(told)}, of the sentences with a point among the first {TOLD}:"
        f" {kept.mean():.3f} (en {kept[english].mean():.3f}, zh {kept[~english].mean():.3f}),"
        f" negative log-likelihood {unlikely.mean():.4f}"
    )


def _odds(told: Told, weights: Floats) -> Floats:
    return np.asarray(told.measured @ weights[1:] + weights[0])


def _fit(told: Sequence[Told]) -> Floats:
    """Intercept and weights under which the sentences with a point are likeliest."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    measured = np.vstack([t.measured for t in told])
    right = np.concatenate([t.right for t in told]).astype(float)
    middle, spread = measured.mean(axis=0), measured.std(axis=0) + 1e-9
    scaled = np.hstack([np.ones((len(measured), 1)), (measured - middle) / spread])
    free = np.array([0.0] + [1.0] * len(WEIGHTS))

    def loss(tried: Floats) -> tuple[float, Floats]:
        odds = scaled @ tried
        value = (np.logaddexp(0, odds) - right * odds).mean()
        slope = scaled.T @ (1 / (1 + np.exp(-odds)) - right) / len(right)
        penalty = PENALTY * free * tried
        return float(value + 0.5 * penalty @ tried), slope + penalty

    found = minimize(loss, np.zeros(len(WEIGHTS) + 1), jac=True, method="L-BFGS-B").x
    weights = found[1:] / spread
    return np.array([found[0] - middle @ weights, *weights])


def _told(row: dict[str, Any], library: Library) -> Told | None:
    """What is measured of the sentences found; None where none of them holds a point."""
    question, found = ask(row, library)
    told = weigh_sentences(
        question,
        found,
        held(found),
        library.searcher,
        library.glossary,
    )
    right = np.array([f"{r.passage_id}#{r.sentence}" in row["wanted"] for r in told], dtype=bool)
    if not right.any() or not found.telling:
        return None
    measured = np.array([[m[name] for name in WEIGHTS] for m in told.values()])
    return Told(measured, right, row["author"], question.language == "en")


if __name__ == "__main__":
    sys.exit(main())
