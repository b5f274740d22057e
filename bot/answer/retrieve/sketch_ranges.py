"""Sketches on the middle and the ends of ranges, and on series of figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

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


def of_ranges(singles: Sequence[Single], wide: Sequence[Single]) -> Iterator[Sketch]:
    """Every sketch on a range or a series, alone or beside another figure."""
    for one in wide:
        if one.fact.low is None:
            yield from _of_a_series(one)
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
            elif {unit, unit_of(other)}.isdisjoint({*RATIOS, *MONEY}) and value_of(other) > 0:
                over = Working("over", (mid, operand(other)))
                told = (middle / value_of(other),)
                yield Sketch("middle_per", (over,), (one, other), told, (unit,))


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
    if unit == "%" or len(fact.values) < 3:
        return
    entries = [operand(one, f"entry:{n}") for n in range(len(fact.values))]
    total = float(sum(fact.values))
    yield Sketch("series_sum", (Working("add", tuple(entries)),), (one,), (total,), (unit,))
    first, last = float(fact.values[0]), float(fact.values[-1])
    years = len(fact.values) - 1
    if first > 0 and last > 0:
        span = constant(str(years), "years", "years between the first and the last")
        rate = 100 * ((last / first) ** (1 / years) - 1)
        call = Working("compounded", (entries[0], entries[-1], span))
        yield Sketch("series_cagr", (call,), (one,), (rate,), ("%",))
        over = Working("multiple", (entries[-1], entries[0]))
        yield Sketch("series_times", (over,), (one,), (last / first,), ("x",))
