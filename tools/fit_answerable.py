"""Fits the weights of `bot.answer.plan.answerable`: which questions the sources answer.

    .venv/bin/python -m tools.fit_answerable

Reads evals/tuning/answerable.jsonl (questions that the corpus answers and questions that it does
not, none of the test split's), and of refusals.jsonl those of authors who tell the two apart,
measures each with the signals of retrieval and fits a logistic
regression whose weights keep their signs; prints its weights and, from ten-fold cross-validation,
what share of the answerable is answered and of the others refused at several limits.
"""

from __future__ import annotations

import sys
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answer.plan.answerable import NAMES
from bot.library import Library
from bot.settings import load_settings
from tools.questions import TUNING, ask, rows_of

QUESTIONS = TUNING / "answerable.jsonl"
UNSAID = "not_in_corpus"
AGAINST = (
    *("absent", "unsaid", "elsewhere", "unranked", "unsaid_why", "apart", "unkept", "unshared"),
    *("untimed", "unmeasured", "unreported", "unheard", "astray", "unjoined"),
)
"""Signals that speak against an answer; all others speak for one."""
EITHER = ("kind_asked", "why", "near_why", "nobody", "near_nobody")
"""Signals that only tell kinds of questions apart."""
LIMITS = (0.2, 0.25, 0.3, 0.33, 0.4, 0.45, 0.5)


Floats = NDArray[np.float64]


def main() -> int:
    """Print the weights, the intercept and the trade-off."""
    from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]

    rows = [*rows_of(QUESTIONS), *_told_apart()]
    library = Library.open(load_settings())
    measured = np.array([_signals(row, library) for row in rows])
    answerable = np.array([row["answerable"] for row in rows])
    mean, spread = measured.mean(axis=0), measured.std(axis=0)
    scaled = (measured - mean) / spread
    told = np.zeros(len(rows))
    folds = StratifiedKFold(10, shuffle=True, random_state=1)  # the file is in order of writing
    for known, left in folds.split(scaled, answerable):
        *weights, intercept = _fit(scaled[known], answerable[known])
        told[left] = 1 / (1 + np.exp(-(scaled[left] @ weights + intercept)))
    for limit in LIMITS:
        answered, refused = (told >= limit)[answerable].mean(), (told < limit)[~answerable].mean()
        print(f"limit {limit:.2f}: answered {answered:.3f}, refused {refused:.3f}")
    fitted = _fit(scaled, answerable)
    weights = fitted[:-1] / spread
    intercept = fitted[-1] - float((weights * mean).sum())
    print(f"n={len(rows)}, answerable {int(answerable.sum())}; intercept {intercept:.2f}")
    print({name: round(float(weight), 2) for name, weight in zip(NAMES, weights, strict=True)})
    return 0


def _told_apart() -> list[dict[str, Any]]:
    """Questions of authors who say of what is not refused for another reason whether the sources
    answer it.
    """
    read = rows_of(TUNING / "refusals.jsonl")
    authors = {row["by"] for row in read if row["code"] == UNSAID}
    return [
        {"question": row["question"], "answerable": row["code"] == "none"}
        for row in read
        if row["by"] in authors and row["code"] in ("none", UNSAID, "out_of_scope")
    ]


def _fit(scaled: Floats, answerable: NDArray[np.bool_]) -> Floats:
    """Weights and, last, the intercept: both classes count alike, and each weight keeps the sign
    that its signal has by its meaning.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    share = answerable.mean()
    counts = np.where(answerable, 0.5 / share, 0.5 / (1 - share))
    bounds = [_sign(name) for name in NAMES]

    def loss(tried: Floats) -> tuple[float, Floats]:
        sure = 1 / (1 + np.exp(-(scaled @ tried[:-1] + tried[-1])))
        right = np.where(answerable, sure, 1 - sure)
        off = counts * (sure - answerable)
        value = -(counts * np.log(right + 1e-9)).sum() + 0.5 * (tried[:-1] ** 2).sum()
        return float(value), np.append(scaled.T @ off + tried[:-1], off.sum())

    start = np.zeros(scaled.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)])
    return np.asarray(found.x)


def _sign(name: str) -> tuple[float | None, float | None]:
    if name in EITHER:
        return (None, None)
    return (None, 0.0) if name in AGAINST else (0.0, None)


def _signals(row: dict[str, Any], library: Library) -> list[float]:
    _, found = ask(row, library)
    return [found.signals[name] for name in NAMES]


if __name__ == "__main__":
    sys.exit(main())
