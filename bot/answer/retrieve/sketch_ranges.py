"""Sketches on the middle and the ends of ranges, and on series of figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

from bot.answer.retrieve.program_kinds import MONEY
from bot.answer.retrieve.program_pairs import Single
from bot.answer.retrieve.sketch_parts import (
    RATIOS,
    Part,
    Sketch,
    constant,
    is_amount,
    operand,
    unit_of,
    value_of,
)
from bot.records import Working

__all__ = ["of_ranges"]

MARGINS = 10
"""How many facts, best first, are looked at for a margin stated with them."""
MARGIN = re.compile(r"(?:plus or minus|±|\+/-)\s*(?P<width>\d+(?:\.\d+)?)\s*(?:%|percent)")


def of_ranges(singles: Sequence[Single], wide: Sequence[Single]) -> Iterator[Sketch]:
    """Every sketch on a range or a series, alone or beside another figure."""
    yield from _of_two_ranges(wide)
    for one in singles[:MARGINS]:
        yield from _with_a_margin(one, singles)
    for one in wide:
        if one.fact.low is None:
            yield from _of_a_series(one)
            for other in singles if unit_of(one) == "%" else ():
                if is_amount(other):
                    yield from _entries_of(one, other)
            continue
        low, high = (float(v) for v in one.fact.values)
        middle = (low + high) / 2
        mid = Working("middle", (operand(one, "range"),))
        unit = unit_of(one)
        yield Sketch("middle", (mid,), (one,), (middle,), (unit,))
        for other in wide:
            if other is not one and other.fact.low is not None and unit_of(other) == unit:
                theirs = sum(float(v) for v in other.fact.values) / 2
                yield from _beside(mid, middle, one, other, theirs, "middles")
        for other in singles:
            if unit_of(other) == unit:
                yield from _beside(mid, middle, one, other, value_of(other), "middle")
                yield from _ends_beside((low, high), one, other)
            elif unit == "%" and is_amount(other) and 0 < high < 100:
                yield from _ends_of((low, high), one, other)
                yield from _width_of((low, high), one, other, singles)
            elif {unit, unit_of(other)}.isdisjoint({*RATIOS, *MONEY}) and value_of(other) > 0:
                over = Working("over", (mid, operand(other)))
                told = (middle / value_of(other),)
                yield Sketch("middle_per", (over,), (one, other), told, (unit,))


def _of_two_ranges(wide: Sequence[Single]) -> Iterator[Sketch]:
    """By how much the upper ends of two ranges of one figure lie apart, and the lower ends."""
    ranges = [s for s in wide if s.fact.low is not None]
    for one, two in combinations(ranges, 2):
        a, b = one.fact, two.fact
        if (a.subject, a.metric, a.unit) != (b.subject, b.metric, b.unit):
            continue
        for kind, place in (("high", -1), ("low", 0)):
            values = [float(f.values[place]) for f in (a, b)]
            pair = (one, two) if values[0] >= values[1] else (two, one)
            gap = Working("less", tuple(operand(s, kind) for s in pair))
            told = (abs(values[0] - values[1]),)
            yield Sketch(f"{kind}_gap", (gap,), pair, told, (unit_of(one),))


def _with_a_margin(one: Single, singles: Sequence[Single]) -> Iterator[Sketch]:
    """The ends that a figure has by the margin stated with it, and another figure against them."""
    width = _margin(one.fact.statement_en) if is_amount(one) else 0.0
    if not width:
        return
    unit = unit_of(one)
    for kind, sign in (("upper", 1), ("lower", -1)):
        end = value_of(one) * (1 + sign * width / 100)
        bound = Working("add", (operand(one, kind),))
        yield Sketch(f"{kind}_end", (bound,), (one,), (end,), (unit,))
        for other in singles:
            if other is one or unit_of(other) != unit or value_of(other) == value_of(one):
                continue
            if other.fact.subject == one.fact.subject:
                apart = value_of(other) - end
                parts = (operand(other), operand(one, kind))
                gap = Working("less", parts if apart >= 0 else parts[::-1])
                yield Sketch(f"{kind}_beat", (gap,), (other, one), (abs(apart),), (unit,))


@lru_cache(maxsize=2048)
def _margin(statement: str) -> float:
    """The per cent either way that a statement gives with its figure; 0 where it gives none."""
    found = MARGIN.search(statement)
    return float(found["width"]) if found else 0.0


def _width_of(
    ends: tuple[float, float], one: Single, other: Single, singles: Sequence[Single]
) -> Iterator[Sketch]:
    """What an amount is apart at both ends of a range of percentages, or at its middle and at
    another percentage.
    """
    for rate in singles:
        if unit_of(rate) == "%" and rate.fact.subject == one.fact.subject == other.fact.subject:
            middle = Working("less", (Working("middle", (operand(one, "range"),)), operand(rate)))
            gained = Working("portion", (operand(other), middle))
            told = (value_of(other) * (sum(ends) / 2 - value_of(rate)) / 100,)
            yield Sketch("middle_portion", (gained,), (other, one, rate), told, (unit_of(other),))
    points = Working("less", (operand(one, "high"), operand(one, "low")))
    part = Working("portion", (operand(other), points))
    told = (value_of(other) * (ends[1] - ends[0]) / 100,)
    yield Sketch("width_portion", (part,), (other, one), told, (unit_of(other),))


def _entries_of(one: Single, other: Single) -> Iterator[Sketch]:
    """The highest and the lowest of several percentages of an amount."""
    values = [float(v) for v in one.fact.values]
    for kind, rate in (("top_portion", max(values)), ("least_portion", min(values))):
        part = Working("portion", (operand(other), operand(one, f"entry:{values.index(rate)}")))
        told = (value_of(other) * rate / 100,)
        yield Sketch(kind, (part,), (other, one), told, (unit_of(other),))


def _beside(
    mid: Working, middle: float, one: Single, other: Single, value: float, kind: str
) -> Iterator[Sketch]:
    """The middle of a range less another figure, and by how much per cent it exceeds it."""
    if not value or not middle:
        return
    base: Part = (
        Working("middle", (operand(other, "range"),)) if kind == "middles" else operand(other)
    )
    unit = unit_of(one)
    gap = "middles" if kind == "middles" else "middle_gap"
    less = Working("less", (mid, base))
    if unit != "%":
        yield Sketch(gap, (less,), (one, other), (middle - value,), (unit,))
    grown = Working("growth", (mid, base))
    changed = 100 * (middle - value) / abs(value)
    yield Sketch(f"{kind}_growth", (grown,), (one, other), (changed,), ("%",))


def _ends_beside(ends: tuple[float, float], one: Single, other: Single) -> Iterator[Sketch]:
    """By how much per cent each end of a range exceeds a figure."""
    base = value_of(other)
    if base <= 0 or unit_of(one) == "%":
        return
    grown = tuple(Working("growth", (operand(one, k), operand(other))) for k in ("low", "high"))
    told = tuple(100 * (end - base) / base for end in ends)
    yield Sketch("ends_growth", grown, (one, other), told, ("%", "%"))


def _ends_of(ends: tuple[float, float], one: Single, other: Single) -> Iterator[Sketch]:
    """Each end of a range of percentages of an amount, and the upper one alone."""
    both = tuple(Working("portion", (operand(other), operand(one, k))) for k in ("low", "high"))
    told = tuple(value_of(other) * end / 100 for end in ends)
    unit = unit_of(other)
    yield Sketch("ends_portion", both, (other, one), told, (unit, unit))
    yield Sketch("top_portion", both[1:], (other, one), told[1:], (unit,))


def _of_a_series(one: Single) -> Iterator[Sketch]:
    fact, unit = one.fact, unit_of(one)
    if len(fact.values) < 3:
        return
    entries = [operand(one, f"entry:{n}") for n in range(len(fact.values))]
    total = float(sum(fact.values))
    added = Working("add", tuple(entries))
    if unit == "%":
        if total < 100:
            left = Working("less", (constant("100", "%", "the whole"), added))
            told = (total, 100 - total)
            yield Sketch("series_left", (added, left), (one,), told, (unit, unit))
        return
    yield Sketch("series_sum", (added,), (one,), (total,), (unit,))
    top = max(range(len(entries)), key=lambda n: fact.values[n])
    rest = Working("add", tuple(entries[:top] + entries[top + 1 :]))
    yield Sketch("series_rest", (rest,), (one,), (total - float(fact.values[top]),), (unit,))
    count = constant(str(len(entries)), "1", "figures of the series")
    mean = Working("over", (added, count))
    yield Sketch("series_mean", (mean,), (one,), (total / len(entries),), (unit,))
    first, last = float(fact.values[0]), float(fact.values[-1])
    years = len(fact.values) - 1
    if first > 0 and last > 0:
        span = constant(str(years), "years", "years between the first and the last")
        rate = 100 * ((last / first) ** (1 / years) - 1)
        call = Working("compounded", (entries[0], entries[-1], span))
        yield Sketch("series_cagr", (call,), (one,), (rate,), ("%",))
        over = Working("multiple", (entries[-1], entries[0]))
        yield Sketch("series_times", (over,), (one,), (last / first,), ("x",))
        before = float(fact.values[-2])
        if before > 0:
            pace = Working("over", (entries[-1], entries[-2]))
            following = Working("times", (entries[-1], pace))
            yield Sketch("series_next", (following,), (one,), (last * last / before,), (unit,))
