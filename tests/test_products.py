"""Products of vectors: as NumPy's, warning where they are not finite and nowhere else."""

from __future__ import annotations

import numpy as np
import pytest

from bot.index.products import product


class Flagging(np.ndarray):
    """An array whose product raises the flag for an invalid number, as some processors do."""

    def __matmul__(self, other):
        np.float32(np.inf) - np.float32(np.inf)
        return np.asarray(self) @ other


def test_a_product_is_numpys():
    left, right = np.arange(6.0).reshape(2, 3), np.array([1.0, 0.5, 2.0])
    assert product(left, right).tolist() == [4.5, 15.0]


def test_a_false_flag_warns_of_nothing():
    """Warnings are errors in these tests; without the guard this one is raised."""
    left = np.ones((2, 2), np.float32).view(Flagging)
    with pytest.raises(RuntimeWarning):
        left @ np.ones(2, np.float32)
    assert product(left, np.ones(2, np.float32)).tolist() == [2.0, 2.0]


def test_what_is_not_finite_is_warned_of():
    with pytest.warns(RuntimeWarning, match="not finite"):
        product(np.array([[np.inf, 1.0]]), np.array([0.0, 1.0]))
