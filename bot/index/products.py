"""Products of finite arrays.

OpenBLAS's kernels compute with what lies behind a few columns, too, and so may raise the
processor's flag for an invalid number although the product is finite: NumPy then warns on one
machine and not on another. Elsewhere such a warning still means what it says.
"""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["product"]


def product(left: NDArray[Any], right: NDArray[Any]) -> Any:
    """The matrix product. Warns (RuntimeWarning) only where it is not finite."""
    with np.errstate(invalid="ignore"):
        found = left @ right
    if not np.isfinite(found).all():
        warnings.warn("a product of vectors is not finite", RuntimeWarning, stacklevel=2)
    return found
