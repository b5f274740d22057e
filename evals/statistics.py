"""Sums over many cases: values with bootstrap intervals, and paired tests of two sides.

Resamples groups of twins, which share their mistakes, with a seed made of the metric's name: the
same answers give the same interval. Knows nothing of how a point is earned.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import comb

from evals.sheet import Ratio

RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric over many cases: value, its 95% interval, and the possible points behind it."""

    value: float
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class Paired:
    """Two sides over the same n things: right on one side only, and how likely by chance.

    `p` is McNemar's exact two-sided test; `difference` is the second side's share right less the
    first's, with its bootstrap interval.
    """

    n: int
    first: float
    second: float
    only_first: int
    only_second: int
    p: float
    difference: float
    low: float
    high: float


def metrics_of(groups: Sequence[Sequence[Mapping[str, Ratio]]]) -> dict[str, Metric]:
    """Every metric over groups that are drawn together."""
    names = sorted({name for group in groups for ratios in group for name in ratios})
    return {name: _metric(name, groups) for name in names}


def _metric(name: str, groups: Sequence[Sequence[Mapping[str, Ratio]]]) -> Metric:
    sums = []
    for group in groups:
        pairs = [ratios[name] for ratios in group if name in ratios]
        if pairs:
            sums.append((sum(earned for earned, _ in pairs), sum(total for _, total in pairs)))
    total = sum(possible for _, possible in sums)
    value = sum(earned for earned, _ in sums) / total
    low, high = interval(name, sums)
    return Metric(value, low, high, int(total))


def interval(seed: str, sums: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The 95% bootstrap interval of a ratio of two sums."""
    import numpy as np

    draw = np.random.default_rng(zlib.crc32(seed.encode()))
    values = np.asarray(sums, dtype=float)
    picks = draw.integers(0, len(values), (RESAMPLES, len(values)))
    drawn = values[picks].sum(axis=1)
    ratios = np.sort(drawn[:, 0] / drawn[:, 1])
    return float(ratios[int(0.025 * RESAMPLES)]), float(ratios[int(0.975 * RESAMPLES)])


def paired(seed: str, sides: Sequence[tuple[bool, bool]]) -> Paired | None:
    """Compare two sides, each right or not on the same things; None without any."""
    if not sides:
        return None
    only_first = sum(one and not two for one, two in sides)
    only_second = sum(two and not one for one, two in sides)
    low, high = interval(seed, [(float(two) - float(one), 1.0) for one, two in sides])
    first = sum(one for one, _ in sides) / len(sides)
    second = sum(two for _, two in sides) / len(sides)
    return Paired(
        len(sides),
        first,
        second,
        only_first,
        only_second,
        by_chance(only_first, only_second),
        second - first,
        low,
        high,
    )


def by_chance(one: int, other: int) -> float:
    """How likely so uneven a split is when either side is as likely (exact, two-sided)."""
    n = one + other
    if n == 0:
        return 1.0
    tail = sum(comb(n, k) for k in range(min(one, other) + 1)) / float(2**n)
    return float(min(1.0, 2 * tail))
