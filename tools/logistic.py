"""Multinomial logistic regression with a penalty on the weights, as the fitting tools need it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["multinomial"]

Floats = NDArray[np.float64]


def multinomial(table: Any, right: NDArray[np.bool_], penalty: float, rounds: int = 80) -> Floats:
    """The weights of each column for each class, and in the last row what each class starts from.

    `table` (rows by columns, sparse or dense) holds what each row has, `right` (rows by classes)
    the classes that are right for it: of several any is as good. Minimises the mean negative log
    of the probability of a right class plus `penalty` times the sum of squared weights, by L-BFGS.
    """
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    (count, size), classes = table.shape, right.shape[1]

    def loss(flat: Floats) -> tuple[float, Floats]:
        weights = flat.reshape(size + 1, classes)
        scores = table @ weights[:-1] + weights[-1]
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        chances = scores / scores.sum(axis=1, keepdims=True)
        met = (chances * right).sum(axis=1, keepdims=True) + 1e-12
        slope = (chances - chances * right / met) / count
        down = np.vstack([table.T @ slope + 2 * penalty * weights[:-1], slope.sum(axis=0)])
        total = -np.log(met).mean() + penalty * float((weights[:-1] ** 2).sum())
        return float(total), down.ravel()

    start = np.zeros((size + 1) * classes)
    options = {"maxiter": rounds}
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x
    return np.asarray(found).reshape(size + 1, classes)
