"""Fits the weights of `bot.answer.plan.answerable`: which questions the sources answer.

    .venv/bin/python -m tools.fit_answerable

Reads evals/tuning/answerable.jsonl (questions that the corpus answers and questions that it does
not, none of the test split's), measures each with the signals of retrieval and fits a logistic
regression; prints its weights and, from ten-fold cross-validation, what share of the answerable is
answered and of the others refused at several limits.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np

from bot.answer.plan.answerable import NAMES
from bot.answer.retrieve import retrieve
from bot.answer.understand import understand
from bot.library import Library
from bot.settings import load_settings

QUESTIONS = Path(__file__).resolve().parents[1] / "evals" / "tuning" / "answerable.jsonl"
LIMITS = (0.3, 0.35, 0.4, 0.45, 0.5, 0.55)


def main() -> int:
    """Print the weights, the intercept and the trade-off."""
    from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
    from sklearn.model_selection import cross_val_predict  # type: ignore[import-untyped]

    rows = [json.loads(line) for line in QUESTIONS.read_text("utf-8").splitlines()]
    library = Library.open(load_settings())
    measured = np.array([_signals(row, library) for row in rows])
    answerable = np.array([row["answerable"] for row in rows])
    spread = measured.std(axis=0)
    scaled = (measured - measured.mean(axis=0)) / spread
    model = LogisticRegression(class_weight="balanced", max_iter=1000)
    told = cross_val_predict(model, scaled, answerable, cv=10, method="predict_proba")[:, 1]
    for limit in LIMITS:
        answered, refused = (told >= limit)[answerable].mean(), (told < limit)[~answerable].mean()
        print(f"limit {limit:.2f}: answered {answered:.3f}, refused {refused:.3f}")
    model.fit(scaled, answerable)
    weights = model.coef_[0] / spread
    intercept = model.intercept_[0] - float((weights * measured.mean(axis=0)).sum())
    print(f"n={len(rows)}, answerable {int(answerable.sum())}; intercept {intercept:.2f}")
    print({name: round(float(weight), 2) for name, weight in zip(NAMES, weights, strict=True)})
    return 0


def _signals(row: dict[str, str], library: Library) -> list[float]:
    question = understand(
        row["question"], (), library.glossary, library.phrases, as_of=row["as_of"]
    )
    found = retrieve(
        question,
        library.searcher,
        library.ledger,
        library.glossary,
        library.corpus.crosschecks,
        library.corpus.passages,
    )
    return [found.signals[name] for name in NAMES]


if __name__ == "__main__":
    sys.exit(main())
