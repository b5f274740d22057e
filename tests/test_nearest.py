"""The nearest rows, told by comparing all of them: as an exact search has them, always the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from bot.index import nearest
from bot.index.nearest import Nearest, write_axes

SIZE = 96


def vectors(rows: int, seed: int = 3) -> np.ndarray:
    """Vectors of unit length, longer along some axes than along others, as those of texts are."""
    rng = np.random.default_rng(seed)
    lengths = 1 / np.sqrt(1 + np.arange(SIZE))
    turned, _ = np.linalg.qr(np.random.default_rng(1).standard_normal((SIZE, SIZE)))
    made = (rng.standard_normal((rows, SIZE)) * lengths) @ turned
    return (made / np.linalg.norm(made, axis=1, keepdims=True)).astype(np.float16)


def opened(folder: Path, halves: np.ndarray) -> Nearest:
    """These vectors as a part keeps them."""
    folder.mkdir(exist_ok=True)
    some = halves.astype(np.float32)
    write_axes(folder, halves, some.T @ some / len(some))
    return Nearest(folder, halves)


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets the sizes from which parts are searched otherwise."""

    def limit(**values: int) -> None:
        for name, value in values.items():
            monkeypatch.setattr(nearest, name, value)

    return limit


@pytest.mark.parametrize(
    ("rows", "whole", "most", "count", "quick"),
    [
        (1, 100, 1_000, 30, True),
        (100, 100, 1_000, 30, True),
        (1_000, 100, 1_000, 30, True),
        (1_000, 100, 1_000, 600, True),
        (1_001, 100, 1_000, 30, False),
    ],
)
def test_the_nearest_are_those_of_an_exact_search(
    tmp_path: Path, limits: Callable[..., None], rows: int, whole: int, most: int, count: int,
    quick: bool,
) -> None:  # fmt: skip
    """At any size, with axes and without; only the largest parts are quicker otherwise."""
    limits(WHOLE=whole, MOST=most, CHOSEN=500)
    made = vectors(rows)
    part = opened(tmp_path / "part", made)
    assert part.quick == quick
    for asked in vectors(10, seed=5).astype(np.float32):
        exact = np.argsort(-(made.astype(np.float32) @ asked), kind="stable")[:count]
        np.testing.assert_array_equal(part.rows(asked, count), exact)


def test_along_the_axes_nearly_all_of_the_nearest_are_chosen(tmp_path: Path) -> None:
    """One row in sixty is compared as it stands."""
    made = vectors(30_000)
    part = opened(tmp_path / "part", made)
    found = []
    for asked in vectors(20, seed=5).astype(np.float32):
        exact = np.argsort(-(made.astype(np.float32) @ asked), kind="stable")[:30]
        found.append(len(np.intersect1d(part.rows(asked, 30), exact)) / 30)
    assert np.mean(found) > 0.99


def test_equally_near_rows_come_in_their_order(tmp_path: Path, limits: Callable[..., None]) -> None:
    """Texts that are repeated are no chance."""
    limits(WHOLE=10, CHOSEN=100)
    made = np.concatenate([vectors(200), vectors(200)])
    part = opened(tmp_path / "part", made)
    assert list(part.rows(made[7].astype(np.float32), 2)) == [7, 207]


@pytest.mark.parametrize(("rows", "size"), [(100, 96), (2_000, 96), (2_001, 64)])
def test_a_part_that_needs_no_axes_has_none(tmp_path: Path, rows: int, size: int) -> None:
    """A few rows, or short vectors, are compared as they stand."""
    opened(tmp_path / "part", vectors(rows)[:, :size])
    assert not list((tmp_path / "part").glob("*.npy"))
