"""Which texts of a part are nearest to a vector, told by comparing all of them: always the same.

Chroma goes along a graph that is drawn by lot when it is built: another build of the same texts
finds other rows. Here every vector is compared, in a small part as it stands. In a larger one all
are compared along the axes that hold most of them, rounded to bytes, whose products are exact on
every machine, and the best again as they stand (docs/decisions/0110, 0121). Reads the copy of the
vectors that a generation keeps; knows no query and no Chroma.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from bot.index.products import product
from bot.index.vectors import widened

if TYPE_CHECKING:
    from numkong import PackedMatrix

__all__ = ["MOST", "WHOLE", "Nearest", "write_axes"]

WHOLE = 2_000
"""Rows up to which all vectors are compared as they stand."""

MOST = 1_000_000
"""Rows from which on Chroma's graph is asked."""

AXES = 64
CHOSEN = 500
"""How many rows are compared again as they stand, at least: with one in two hundred, 99 in a
hundred of the nearest thirty are among them (docs/decisions/0121)."""
ONE_IN = 200

STRETCH = 50_000
TALLEST = 127
"""The highest value of a signed byte."""

Floats = NDArray[np.float32]
Bytes = NDArray[np.int8]
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
    longest = max(float(np.abs(some).max()) for some in _turned(halves, axes))
    turned: Bytes = np.concatenate([_bytes(some, longest) for some in _turned(halves, axes)])
    np.save(folder / "axes.npy", axes)
    np.save(folder / "turned.npy", turned)


def _turned(halves: NDArray[np.float16], axes: Floats) -> Iterator[Floats]:
    """Where each vector stands along the axes, a stretch at a time: memory is for other things."""
    for at in range(0, len(halves), STRETCH):
        yield product(widened(halves[at : at + STRETCH]), axes)


def _bytes(values: Floats, longest: float) -> Bytes:
    """Values as shares of the longest, in signed bytes."""
    found: Bytes = np.rint(values * (TALLEST / max(longest, 1e-9))).astype(np.int8)
    return found


class Nearest:
    """The vectors of a part, to be compared with others."""

    def __init__(self, folder: Path, vectors: NDArray[np.float16]) -> None:
        self._vectors = vectors
        self._axes: Floats | None = None
        self._packed: PackedMatrix | None = None
        if (folder / "turned.npy").exists():
            self._axes = np.load(folder / "axes.npy")
            self._turned = folder / "turned.npy"

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
        chosen = max(CHOSEN, len(self._vectors) // ONE_IN)
        if self._axes is None or 4 * count > chosen:
            return None
        from numkong import dots_packed

        turned = vector @ self._axes
        asked = _bytes(turned, float(np.abs(turned).max()))
        return _highest(np.asarray(dots_packed(asked[None], self._rows_packed()))[0], chosen)

    def _rows_packed(self) -> PackedMatrix:
        """Where the vectors stand along the axes, laid out as this processor multiplies."""
        from numkong import dots_pack

        packed = self._packed  # another thread may pack the same meanwhile
        if packed is None:
            packed = self._packed = dots_pack(np.load(self._turned))
        return packed

    def _along_rows(self, vector: Floats, rows: Rows) -> Floats:
        found: Floats = product(widened(self._vectors[rows]), vector)
        return found

    def _cosines(self, vector: Floats) -> Floats:
        """The cosine of every row, a stretch at a time: memory is for other things."""
        vectors = self._vectors
        starts = range(0, len(vectors), STRETCH)
        found = [product(widened(vectors[at : at + STRETCH]), vector) for at in starts]
        return found[0] if len(found) == 1 else np.concatenate(found)


def _highest(values: NDArray[np.floating[Any]], count: int) -> Rows:
    """The places of the highest values, in order of place, with all that equal the last of them."""
    if len(values) <= count:
        return np.arange(len(values))
    least = np.partition(values, len(values) - count)[len(values) - count]
    return np.flatnonzero(values >= least)
