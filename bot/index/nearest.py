"""Which texts of a part are nearest to a vector, told by comparing all of them: always the same.

Chroma goes along a graph that is drawn by lot when it is built: another build of the same texts
finds other rows. Here every vector is compared, in a small part as it stands. In a larger one all
are compared along the few axes that hold most of them, and the best again as they stand, which is
quicker than the graph up to some size (docs/decisions/0110). Reads the copy of the vectors that
a generation keeps; knows no query and no Chroma.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.index.vectors import widened

__all__ = ["MOST", "WHOLE", "Nearest", "write_axes"]

WHOLE = 2_000
"""Rows up to which all vectors are compared as they stand."""

MOST = 100_000
"""Rows from which on Chroma's graph is quicker."""

AXES = 64
CHOSEN = 500
"""How many rows are compared again as they stand: 99 in a hundred of the nearest thirty are among
them (docs/decisions/0110)."""

STRETCH = 50_000

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


def write_axes(
    folder: Path, halves: NDArray[np.float16], spread: NDArray[np.floating[Any]]
) -> None:
    """Write the axes along which a part's vectors are longest, and where each vector stands there.

    `spread` holds their second moments. Nothing is written for a part that needs none.
    """
    rows, size = halves.shape
    if not WHOLE < rows <= MOST or size <= AXES:
        return
    _, directions = np.linalg.eigh(spread)
    axes = directions[:, : -AXES - 1 : -1].astype(np.float32)
    # A row an axis: a product with a few long rows takes half as long as with many short ones.
    along: Floats = np.empty((AXES, rows), dtype=np.float32)
    for at in range(0, rows, STRETCH):
        along[:, at : at + STRETCH] = axes.T @ widened(halves[at : at + STRETCH]).T
    np.save(folder / "axes.npy", axes)
    np.save(folder / "along.npy", along)


class Nearest:
    """The vectors of a part, to be compared with others."""

    def __init__(self, folder: Path, vectors: NDArray[np.float16]) -> None:
        self._vectors = vectors
        self._axes: Floats | None = None
        if (folder / "axes.npy").exists():
            self._axes = np.load(folder / "axes.npy")
            self._along = np.load(folder / "along.npy", mmap_mode="r").view(np.ndarray)

    @property
    def quick(self) -> bool:
        """Whether comparing takes no longer than asking Chroma does."""
        return self._axes is not None or len(self._vectors) <= WHOLE

    def rows(self, vector: Floats, count: int) -> Rows:
        """The rows nearest to a vector, nearest first; of equally near ones the first."""
        chosen = self._chosen(vector, count)
        cosines = self._cosines(vector) if chosen is None else self._along_rows(vector, chosen)
        best = _highest(cosines, count)
        best = best[np.argsort(-cosines[best], kind="stable")[:count]]
        return best if chosen is None else chosen[best]

    def _chosen(self, vector: Floats, count: int) -> Rows | None:
        """The rows that are compared as they stand, in order; None where all are."""
        if self._axes is None or 4 * count > CHOSEN:
            return None
        return _highest((vector @ self._axes) @ self._along, CHOSEN)

    def _along_rows(self, vector: Floats, rows: Rows) -> Floats:
        found: Floats = widened(self._vectors[rows]) @ vector
        return found

    def _cosines(self, vector: Floats) -> Floats:
        """The cosine of every row, a stretch at a time: memory is for other things."""
        vectors = self._vectors
        starts = range(0, len(vectors), STRETCH)
        found = [widened(vectors[at : at + STRETCH]) @ vector for at in starts]
        return found[0] if len(found) == 1 else np.concatenate(found)


def _highest(values: Floats, count: int) -> Rows:
    """The places of the highest values, in order of place, with all that equal the last of them."""
    if len(values) <= count:
        return np.arange(len(values))
    least = np.partition(values, len(values) - count)[len(values) - count]
    return np.flatnonzero(values >= least)
