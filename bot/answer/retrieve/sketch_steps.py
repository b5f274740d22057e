"""Sketches of several steps on one fact, on two or on a few that belong together.

What one figure rose by, what is left as a share, a year at one quarter's pace, what each month left
must bring, two rates in turn, a ratio at two times. Each is laid out where the units allow it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations, permutations

from bot.answer.retrieve.program_kinds import RATES
from bot.answer.retrieve.program_pairs import Single
from bot.answer.retrieve.sketch_parts import (
    PARTS,
    Sketch,
    constant,
    is_amount,
    is_money,
    length_of,
    operand,
    unit_of,
    value_of,
)
from bot.knowledge.ledger import family, is_growth
from bot.records import Fact, Working

__all__ = ["of_steps"]

STEPPED = 9
"""How many facts, best first, stand in a sketch of several steps."""
PAIRS = frozenset({"rise", "rest_share", "rest_times", "left_each", "gap_each", "in_turn"})
SPANS = frozenset({"instant", "none"})
MOST = 100
"""Per cent of a whole."""


def of_steps(singles: Sequence[Single], per: str, kinds: Collection[str]) -> Iterator[Sketch]:
    """Every sketch of several steps, of some kinds; `per` is the stretch that is asked for."""
    near = singles[:STEPPED]
    if "run_rate" in kinds:
        yield from _at_one_pace(near)
    if PAIRS & set(kinds):
        for one, other in combinations(near, 2):
            yield from _of_a_pair(one, other, per)
    if {"less_share", "less_shares"} & set(kinds):
        yield from _of_shares(near)
    if "portion_gap" in kinds:
        yield from _of_two_rates(near)
    if {"share_gap", "ratios"} & set(kinds):
        yield from _at_two_times(near)
    if "less_three" in kinds:
        yield from _less_three(near)
    if "sum_deals" in kinds:
        yield from _of_deals(singles)


# --- of one fact -------------------------------------------------------------------------------


def _at_one_pace(singles: Sequence[Single]) -> Iterator[Sketch]:
    """What a year comes to at the pace of one quarter, or of a half."""
    for one in singles:
        length = length_of(one)
        if not is_money(one) or not 0 < length < 1 or "/" in unit_of(one):
            continue
        count = str(round(1 / length))
        name = {"4": "quarters of a year", "2": "halves of a year"}[count]
        year = Working("times", (operand(one), constant(count, "1", name)))
        value = value_of(one) * int(count)
        yield Sketch("run_rate", (year,), (one,), (value,), (unit_of(one),))


def _of_shares(singles: Sequence[Single]) -> Iterator[Sketch]:
    """What one share, or two of one whole, leave of it."""
    whole = constant("100", "%", "the whole")
    rates = [s for s in singles if unit_of(s) == "%" and not _is_rate(s.fact)]
    rates = [s for s in rates if 0 < value_of(s) < MOST]
    for one in rates:
        left = Working("less", (whole, operand(one)))
        yield Sketch("less_share", (left,), (one,), (MOST - value_of(one),), ("%",))
    for one, two in combinations(rates, 2):
        rest = MOST - value_of(one) - value_of(two)
        a, b = one.fact, two.fact
        alike = a.subject == b.subject or a.metric == b.metric
        if rest > 0 and alike and a.period.end == b.period.end:
            left = Working("less", (whole, operand(one), operand(two)))
            yield Sketch("less_shares", (left,), (one, two), (rest,), ("%",))


# --- of two facts ------------------------------------------------------------------------------


def _of_a_pair(one: Single, other: Single, per: str) -> Iterator[Sketch]:
    a, b = one.fact, other.fact
    if unit_of(one) == unit_of(other) == "%":
        yield from _in_turn(one, other)
    elif unit_of(one) == unit_of(other) and is_amount(one):
        yield from _left(one, other)
        if is_money(one) and (a.subject, family(a.metric)) == (b.subject, family(b.metric)):
            yield from _left_each(one, other, per or "quarter")
            yield from _gap_each(one, other, per)
    else:
        for level, rate in ((one, other), (other, one)):
            if unit_of(rate) == "%" and is_amount(level):
                yield from _risen(level, rate)


def _in_turn(one: Single, other: Single) -> Iterator[Sketch]:
    """What two changes in turn come to together."""
    a, b = one.fact, other.fact
    if not (_is_rate(a) and _is_rate(b)) or a.subject != b.subject:
        return
    if family(a.metric) != family(b.metric) or a.period.end == b.period.end:
        return
    unit = constant("1", "1", "1")
    both = Working(
        "times", tuple(Working("add", (unit, operand(single))) for single in (one, other))
    )
    value = MOST * ((1 + value_of(one) / MOST) * (1 + value_of(other) / MOST) - 1)
    turned = Working("growth", (both, unit))
    yield Sketch("in_turn", (turned,), (one, other), (value,), ("%",))


def _left(one: Single, other: Single) -> Iterator[Sketch]:
    """What a part leaves of its whole, as a share of the whole and as a multiple of the part."""
    whole, part = sorted((one, other), key=lambda s: -value_of(s))
    w, p = value_of(whole), value_of(part)
    if p <= 0 or w <= p:
        return
    pair, less = (whole, part), Working("less", (operand(whole), operand(part)))
    share = Working("share", (less, operand(whole)))
    yield Sketch("rest_share", (share,), pair, (MOST * (w - p) / w,), ("%",))
    if family(whole.fact.metric) == family(part.fact.metric):
        times = Working("multiple", (less, operand(part)))
        yield Sketch("rest_times", (times,), pair, ((w - p) / p,), ("x",))


def _left_each(one: Single, other: Single, per: str) -> Iterator[Sketch]:
    """What each month or quarter that is left must bring, of a target for a longer stretch."""
    whole, part = sorted((one, other), key=lambda s: -length_of(s))
    rest = length_of(whole) - length_of(part)
    if not length_of(part) or rest <= 0 or per == "year" or value_of(whole) <= value_of(part):
        return
    if (whole.fact.period.end or "") < (part.fact.period.end or ""):
        return
    count = round(rest * PARTS[per])
    left = constant(str(count), f"{per}s", f"{per}s that are left")
    less = Working("less", (operand(whole), operand(part)))
    value = (value_of(whole) - value_of(part)) / count
    each = Working("over", (less, left))
    yield Sketch("left_each", (each,), (whole, part), (value,), (f"USD/{per}",))


def _gap_each(one: Single, other: Single, per: str) -> Iterator[Sketch]:
    """By how much a level changed a month, quarter or year, between two days."""
    a, b = sorted((one, other), key=lambda s: s.fact.period.end or "")
    if not per or {a.fact.period.kind, b.fact.period.kind} - SPANS:
        return
    first, last = (s.fact.period.end or "" for s in (a, b))
    if not first or not last or a.fact.metric != b.fact.metric:
        return
    months = 12 * (int(last[:4]) - int(first[:4])) + int(last[5:7]) - int(first[5:7])
    count = months * PARTS[per] / 12
    if count < 2 or count != int(count):
        return
    span = constant(str(int(count)), f"{per}s", f"{per}s between the two")
    gap = Working("less", (operand(b), operand(a)))
    value = (value_of(b) - value_of(a)) / count
    each = Working("over", (gap, span))
    yield Sketch("gap_each", (each,), (b, a), (value,), (f"{unit_of(a)}/{per}",))


def _risen(level: Single, rate: Single) -> Iterator[Sketch]:
    """What a figure rose by, in its own unit, from its level and its growth."""
    a, b, p = level.fact, rate.fact, value_of(rate) / MOST
    if not _is_rate(b) or a.subject != b.subject or p <= -1 or not p:
        return
    if family(a.metric) != family(b.metric) or a.period.end != b.period.end:
        return
    before = Working(
        "over", (operand(level), Working("add", (constant("1", "1", "1"), operand(rate))))
    )
    rise = Working("less", (operand(level), before))
    value = value_of(level) * p / (1 + p)
    yield Sketch("rise", (rise,), (level, rate), (value,), (unit_of(level),))


# --- of more facts -----------------------------------------------------------------------------


def _of_two_rates(singles: Sequence[Single]) -> Iterator[Sketch]:
    """What a level is apart at two percentages of it."""
    rates = [s for s in singles if unit_of(s) == "%" and not _is_rate(s.fact)]
    for one, two in combinations(rates, 2):
        high, low = sorted((one, two), key=lambda s: -value_of(s))
        if high.fact.subject != low.fact.subject or value_of(high) == value_of(low):
            continue
        points = Working("less", (operand(high), operand(low)))
        apart = (value_of(high) - value_of(low)) / MOST
        for level in singles:
            if is_money(level) and "/" not in unit_of(level):
                part = Working("portion", (operand(level), points))
                told = (value_of(level) * apart,)
                yield Sketch("portion_gap", (part,), (level, high, low), told, (unit_of(level),))


def _at_two_times(singles: Sequence[Single]) -> Iterator[Sketch]:
    """A ratio of two figures at one time, beside the same ratio at another time."""
    pairs = [
        (a, b)
        for a, b in permutations(singles, 2)
        if is_amount(a) and is_amount(b) and value_of(b) > 0 and value_of(a) > 0
        and _when(a.fact) == _when(b.fact) and a.fact.metric != b.fact.metric
        and a.fact.period.kind == b.fact.period.kind
    ]  # fmt: skip
    for one, two in combinations(pairs, 2):
        (a, b), (c, d) = one, two
        if [s.fact.metric for s in one] != [s.fact.metric for s in two]:
            continue
        if (a.fact.subject, b.fact.subject) != (c.fact.subject, d.fact.subject):
            continue
        if _when(a.fact) == _when(c.fact):
            continue
        ratios = (value_of(a) / value_of(b), value_of(c) / value_of(d))
        four, unit = (a, b, c, d), unit_of(a)
        if unit == unit_of(b) and max(ratios) < 2:
            shares = tuple(Working("share", (operand(x), operand(y))) for x, y in (one, two))
            apart = MOST * (ratios[0] - ratios[1])
            high = shares if apart > 0 else shares[::-1]
            yield Sketch("share_gap", (Working("less", high),), four, (abs(apart),), ("pp",))
            told = (MOST * ratios[0], MOST * ratios[1])
            yield Sketch("ratios", shares, four, told, ("%", "%"))


def _less_three(singles: Sequence[Single]) -> Iterator[Sketch]:
    """What three parts leave of a whole, all of one party, one stretch of time and one unit."""
    alike: dict[tuple[str | None, ...], dict[float, Single]] = {}
    for one in singles:
        fact = one.fact
        if is_money(one) and value_of(one) > 0 and fact.metric == family(fact.metric):
            key = (fact.subject, *_when(fact), unit_of(one))
            alike.setdefault(key, {}).setdefault(value_of(one), one)
    for found in alike.values():
        values = sorted(found, reverse=True)
        for whole, *parts in combinations(values, 4):
            left = whole - sum(parts)
            if left > 0:
                some = tuple(found[v] for v in (whole, *parts))
                less = Working("less", tuple(map(operand, some)))
                yield Sketch("less_three", (less,), some, (left,), (unit_of(some[0]),))


def _of_deals(singles: Sequence[Single]) -> Iterator[Sketch]:
    """The sum of the deals that one party has with three others or more, all of them named."""
    deals: dict[tuple[str, str], dict[str, Single]] = {}
    for one in singles:
        fact = one.fact
        if fact.counterparty is None or one.party <= 0 or not is_money(one) or value_of(one) <= 0:
            continue
        for party, other in ((fact.subject, fact.counterparty), (fact.counterparty, fact.subject)):
            deals.setdefault((party, unit_of(one)), {}).setdefault(other, one)
    for (_, unit), found in deals.items():
        several = tuple(found.values())
        if len(several) > 2:
            added = Working("add", tuple(map(operand, several)))
            yield Sketch("sum_deals", (added,), several, (sum(map(value_of, several)),), (unit,))


def _is_rate(fact: Fact) -> bool:
    return is_growth(fact.metric) or fact.metric.endswith(RATES)


def _when(fact: Fact) -> tuple[str | None, str | None]:
    return fact.period.start, fact.period.end
