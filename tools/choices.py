"""What the tools that fit a choice share: the development cases, and the weights of a choice.

Each question has a table of measures, one row for each thing that may be chosen, and which rows are
right. The weights are those under which the right rows are likeliest (a conditional logit with a
penalty on large weights). It knows nothing of what is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from evals.cases import Case, load_cases

__all__ = ["Floats", "Rights", "chances", "development", "solve", "spread_of"]

Floats = NDArray[np.float64]
Rights = NDArray[np.bool_]


def development(folders: Sequence[str]) -> list[Case]:
    """The development cases of evals/cases and all cases of further folders."""
    cases = [case for case in load_cases() if case.split == "dev"]
    return cases + [case for folder in folders for case in load_cases(Path(folder))]


def spread_of(tables: Sequence[Floats], least: float = 0.0) -> Floats:
    """How far each measure varies; one that never does counts as it stands."""
    spread = np.concatenate(tables).std(axis=0)
    spread[spread == 0] = 1
    return np.asarray(np.maximum(spread, least))


def chances(scores: Floats) -> Floats:
    """The probability of each row by its score."""
    chance = np.exp(scores - scores.max())
    return np.asarray(chance / chance.sum())


def solve(
    tables: Sequence[Floats],
    rights: Sequence[Rights],
    counts: Sequence[float],
    penalty: float,
    *,
    rounds: int = 120,
) -> Floats:
    """The weights under which the right rows are likeliest; a question counts as often as told."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    counted = [(t, r, c) for t, r, c in zip(tables, rights, counts, strict=True) if c]
    rows = np.concatenate([table for table, _, _ in counted])
    right = np.concatenate([one for _, one, _ in counted])
    sizes = np.array([len(table) for table, _, _ in counted])
    starts = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    weight = np.array([count for _, _, count in counted])
    whole = float(weight.sum())

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = rows @ weights
        chance = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), sizes))
        chance /= np.repeat(np.add.reduceat(chance, starts), sizes)
        met = np.where(right, chance, 0.0)
        likely = np.add.reduceat(met, starts) + 1e-12
        slope = (np.repeat(weight, sizes) * (chance - met / np.repeat(likely, sizes))) @ rows
        total = -float((weight * np.log(likely)).sum()) / whole
        return (
            total + penalty * float(weights @ weights),
            slope / whole + 2 * penalty * weights,
        )

    options = {"maxiter": rounds}
    found = minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x)
