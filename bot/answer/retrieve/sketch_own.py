"""Sketches that set a figure of the reader's own to one or two facts, as their units allow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from bot.answer.retrieve.program_kinds import MONEY
from bot.answer.retrieve.program_pairs import Single
from bot.answer.retrieve.sketch_parts import (
    PARTS,
    TIMES,
    Sketch,
    constant,
    is_amount,
    is_money,
    operand,
    own_figure,
    term_of,
    unit_of,
    value_of,
)
from bot.records import Quantity, Working

__all__ = ["of_own"]

SIZES = frozenset({"GW", "MW", "GPUs"})
"""Units of which a deal has so many at its price."""


def of_own(
    singles: Sequence[Single], wide: Sequence[Single], given: Sequence[Quantity], per: str
) -> Iterator[Sketch]:
    """Every sketch that has one of the reader's own figures."""
    rates = [q for q in given if q.unit == "%" and q.low is None and 0 < q.value < 100]
    times = [q for q in given if q.unit in ("years", "months", "quarters") and q.low is None]
    counts = [q for q in given if q.unit in ("1", "shares", "people", "users") and q.value > 1]
    amounts = [q for q in given if q.unit in MONEY and q.low is None and q.value > 0]
    for rate in rates[:3]:
        yield from _at_own_rate(rate, rates, singles, wide, per)
    for time in times[:2]:
        yield from _over_own_term(time, singles, per)
        yield from _over_two_lives(time, singles)
    for count in counts[:2]:
        yield from _by_own_count(count, singles)
    for size in [q for q in given if q.unit in SIZES and q.low is None and q.value > 0][:3]:
        yield from _at_own_size(size, singles)
    for amount in amounts[:2]:
        yield from _with_own_amount(amount, singles)
        yield from _at_two_lives(amount, singles)


def _at_own_rate(
    rate: Quantity,
    rates: Sequence[Quantity],
    singles: Sequence[Single],
    wide: Sequence[Single],
    per: str,
) -> Iterator[Sketch]:
    p = float(rate.value) / 100
    one = Working("less", (constant("1", "1", "1"), own_figure(rate)))
    for level in (s for s in singles if is_amount(s)):
        x, unit = value_of(level), unit_of(level)
        part = Working("portion", (operand(level), own_figure(rate)))
        yield Sketch("own_portion", (part,), (level,), (x * p,), (unit,), (rate,))
        rest = Working("times", (operand(level), one))
        yield Sketch("own_rest", (rest,), (level,), (x * (1 - p),), (unit,), (rate,))
        whole = Working("whole", (operand(level), own_figure(rate)))
        yield Sketch("own_whole", (whole,), (level,), (x / p,), (unit,), (rate,))
        yield from _in_parts(rate, part, level, per)
        for second in rates:
            if second.start > rate.start:
                both = Working("portion", (part, own_figure(second)))
                told = (x * p * float(second.value) / 100,)
                yield Sketch("own_two", (both,), (level,), told, (unit,), (rate, second))
        for top in wide:
            if unit_of(top) == "%" and top.fact.subject == level.fact.subject and is_money(level):
                points = Working("less", (operand(top, "high"), own_figure(rate)))
                told = (x * (float(top.fact.values[-1]) / 100 - p),)
                saved = Working("portion", (operand(level), points))
                yield Sketch("own_top", (saved,), (level, top), told, (unit,), (rate,))
        for other in singles:
            same = other is not level and unit_of(other).split("/")[0] == unit.split("/")[0]
            base = abs(value_of(other))
            if same and unit == unit_of(other) and base > x > 0:
                yield from _not_done(rate, level, other)
            if same and base and x > 0:
                shared = Working("share", (part, operand(other)))
                told = (100 * x * p / base,)
                yield Sketch("own_share", (shared,), (level, other), told, ("%",), (rate,))
                two = (x * p, 100 * x * p / base)
                pair = (part, shared)
                yield Sketch("own_part_shared", pair, (level, other), two, (unit, "%"), (rate,))
                if level.fact.metric == other.fact.metric and x > base:
                    apart = Working("less", (operand(level), operand(other)))
                    gap = Working("portion", (apart, own_figure(rate)))
                    gained = (x * p, (x - base) * p)
                    yield Sketch(
                        "own_each", (part, gap), (level, other), gained, (unit, unit), (rate,)
                    )


def _in_parts(rate: Quantity, part: Working, level: Single, per: str) -> Iterator[Sketch]:
    """The part that a rate of the reader's makes of a figure, by the year of its term or month."""
    value = value_of(level) * float(rate.value) / 100
    if not is_money(level):
        return
    term = term_of(level.fact) if "/" not in unit_of(level) else None
    if term is not None and term.value > 0:
        yearly = Working("over", (part, operand(level, "term")))
        told = (value / (float(term.value) * TIMES[term.unit]),)
        yield Sketch("own_part_spread", (yearly,), (level,), told, ("USD/year",), (rate,))
    if per and per != "year":
        count = constant(str(PARTS[per]), f"{per}s", f"{per}s of a year")
        each = Working("over", (part, count))
        yield Sketch(
            "own_part_each", (each,), (level,), (value / PARTS[per],), (f"USD/{per}",), (rate,)
        )


def _not_done(rate: Quantity, part: Single, whole: Single) -> Iterator[Sketch]:
    """What is left of a whole where only the reader's share of one part of it comes, or where that
    share of it falls away.
    """
    p, pair, unit = float(rate.value) / 100, (whole, part), unit_of(whole)
    rest = Working("less", (constant("1", "1", "1"), own_figure(rate)))
    for kind, lost, share in (
        ("own_undone", Working("times", (operand(part), rest)), 1 - p),
        ("own_dropped", Working("portion", (operand(part), own_figure(rate))), p),
    ):
        left = Working("less", (operand(whole), lost))
        told = (value_of(whole) - value_of(part) * share,)
        yield Sketch(kind, (left,), pair, told, (unit,), (rate,))


def _over_own_term(time: Quantity, singles: Sequence[Single], per: str) -> Iterator[Sketch]:
    years = float(time.value) * TIMES[time.unit]
    if not years:
        return
    for one in singles:
        if not is_money(one) or "/" in unit_of(one):
            continue
        shown = per or "year"
        over = Working("over", (operand(one), own_figure(time)), per if per != "year" else "")
        value = value_of(one) / years / PARTS[shown]
        yield Sketch("own_spread", (over,), (one,), (value,), (f"USD/{shown}",), (time,))
        term = term_of(one.fact)
        if term is not None and term.value != time.value:
            before = Working("over", (operand(one), operand(one, "term")))
            now = Working("over", (operand(one), own_figure(time)))
            yearly = value_of(one) / (float(term.value) * TIMES[term.unit])
            less = Working("apart", (before, now))
            told = (abs(yearly - value_of(one) / years),)
            yield Sketch("own_saved", (less,), (one,), told, ("USD/year",), (time,))


def _over_two_lives(time: Quantity, singles: Sequence[Single]) -> Iterator[Sketch]:
    """What an amount is apart a year over a stated life and over the reader's."""
    own = float(time.value) * TIMES[time.unit]
    for life in (s for s in singles if unit_of(s) == "years" and 0 < value_of(s) != own):
        for cost in (s for s in singles if is_money(s) and "/" not in unit_of(s)):
            over = tuple(
                Working("over", (operand(cost), n)) for n in (operand(life), own_figure(time))
            )
            told = (abs(value_of(cost) / value_of(life) - value_of(cost) / own),)
            apart = Working("apart", over)
            yield Sketch("own_lives", (apart,), (cost, life), told, ("USD/year",), (time,))


def _at_own_size(size: Quantity, singles: Sequence[Single]) -> Iterator[Sketch]:
    """What the reader's number of units comes to, at an amount for what is stated of them."""
    n = float(size.value) * (0.001 if size.unit == "MW" else 1.0)
    unit = "GW" if size.unit == "MW" else size.unit
    for count in (s for s in singles if unit_of(s) == unit and value_of(s) not in (0, n)):
        for cost in (s for s in singles if is_money(s) and "/" not in unit_of(s)):
            each = Working("over", (operand(cost), operand(count)))
            told = (value_of(cost) / value_of(count) * n,)
            worth = Working("times", (each, own_figure(size)))
            yield Sketch("own_sized", (worth,), (cost, count), told, ("USD",), (size,))


def _by_own_count(count: Quantity, singles: Sequence[Single]) -> Iterator[Sketch]:
    n = float(count.value)
    prices = [s for s in singles if unit_of(s) == "USD/share"]
    if count.unit in ("1", "shares"):
        for one in prices:
            worth = Working("times", (operand(one), own_figure(count)))
            yield Sketch("own_priced", (worth,), (one,), (value_of(one) * n,), ("USD",), (count,))
            for other in prices:
                if other.fact.subject == one.fact.subject and value_of(one) > value_of(other):
                    gap = Working("less", (operand(one), operand(other)))
                    made = Working("times", (gap, own_figure(count)))
                    told = ((value_of(one) - value_of(other)) * n,)
                    yield Sketch("own_gain", (made,), (one, other), told, ("USD",), (count,))
    if count.unit != "shares":
        for one in singles:
            if is_money(one):
                each = Working("over", (operand(one), own_figure(count)))
                told = (value_of(one) / n,)
                yield Sketch("own_heads", (each,), (one,), told, (unit_of(one),), (count,))


def _with_own_amount(amount: Quantity, singles: Sequence[Single]) -> Iterator[Sketch]:
    m = float(amount.value)
    for one in singles:
        x, unit = value_of(one), unit_of(one)
        if unit == "%" and 0 < x < 100:
            part = Working("portion", (own_figure(amount), operand(one)))
            yield Sketch("own_part_of", (part,), (one,), (m * x / 100,), (amount.unit,), (amount,))
            grown = Working(
                "times",
                (own_figure(amount), Working("add", (constant("1", "1", "1"), operand(one)))),
            )
            yield Sketch(
                "own_grown", (grown,), (one,), (m * (1 + x / 100),), (amount.unit,), (amount,)
            )
            rest = Working("less", (constant("1", "1", "1"), operand(one)))
            left = Working("times", (own_figure(amount), rest))
            told = (m * (1 - x / 100),)
            yield Sketch("own_part_rest", (left,), (one,), told, (amount.unit,), (amount,))
        elif unit == "x" and x > 0:
            base = Working("over", (own_figure(amount), operand(one)))
            yield Sketch("own_base", (base,), (one,), (m / x,), (amount.unit,), (amount,))
        elif unit == amount.unit and x > 0:
            over = Working("over", (operand(one), own_figure(amount)))
            yield Sketch("own_over", (over,), (one,), (x / m,), ("x",), (amount,))
            gap = Working("apart", (operand(one), own_figure(amount)))
            yield Sketch("own_gap", (gap,), (one,), (abs(x - m),), (unit,), (amount,))


def _at_two_lives(amount: Quantity, singles: Sequence[Single]) -> Iterator[Sketch]:
    """What the reader's amount is apart a year over two stated lives."""
    lives = [s for s in singles if unit_of(s) == "years" and value_of(s) > 0]
    for one, two in combinations(lives, 2):
        if value_of(one) == value_of(two) or one.fact.metric != two.fact.metric:
            continue
        over = tuple(Working("over", (own_figure(amount), operand(s))) for s in (one, two))
        told = (abs(float(amount.value) / value_of(one) - float(amount.value) / value_of(two)),)
        apart = Working("apart", over)
        yield Sketch("own_two_lives", (apart,), (one, two), told, ("USD/year",), (amount,))
