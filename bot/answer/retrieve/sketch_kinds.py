"""Every calculation that the units of some facts and of the reader's own figures allow.

A sketch is one working or two over up to three facts, with what it comes to: a difference and what
that is in per cent, a whole from its part, the middle of a range beside a figure, an amount over
its term, a fact at the reader's rate. Which of them a question asks for is weighed elsewhere.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from bot.answer.retrieve.program_kinds import MONEY, RATES
from bot.answer.retrieve.program_pairs import Single
from bot.answer.retrieve.sketch_own import of_own
from bot.answer.retrieve.sketch_parts import (
    GROUPS,
    PARTS,
    RATIOS,
    TIMES,
    Sketch,
    constant,
    is_amount,
    is_money,
    length_of,
    operand,
    term_of,
    unit_of,
    value_of,
)
from bot.answer.retrieve.sketch_ranges import of_ranges
from bot.answer.retrieve.sketch_steps import of_steps
from bot.knowledge.ledger import family, is_growth
from bot.records import Fact, Quantity, Working

__all__ = ["sketches"]

NEAREST, PAIRED, THREE = 12, 12, 9
"""How many facts, best first, stand in a sketch with the reader's figures, in pairs, in threes."""
ONE = frozenset({"spread", "parts"})
TWO_ALIKE = frozenset(
    {"difference", "share", "share_over", "times", "sum", "growth", "grown", "unpaid"}
)
TWO_UNLIKE = frozenset(
    {"per_unit", "bought", "product", "lasting", "before", "after", "portion", "rest", "whole"}
)
THREES = frozenset({"less_two", "less_two_each", "less_parts", "sum_three", "two_shares"})
WHOLE_OF_SUM = frozenset({"sum_whole"})
OWN = frozenset(kind for kind in GROUPS if kind.startswith("own_"))
RANGES = frozenset(
    {"middle", "middle_gap", "middle_growth", "middles", "middles_growth", "middle_per"}
    | {"ends_portion", "ends_growth", "top_portion", "least_portion", "width_portion"}
    | {"upper_end", "lower_end", "upper_beat", "lower_beat", "high_gap", "low_gap"}
    | {"series_sum", "series_mean", "series_cagr", "series_times", "series_next"}
    | {"middle_portion", "series_left", "series_rest"}
)
STEPS = frozenset(
    {"run_rate", "rise", "rest_share", "rest_times", "left_each", "gap_each", "in_turn"}
    | {"less_share", "less_shares", "portion_gap", "share_gap", "ratios", "sum_deals"}
    | {"less_three"}
)


def sketches(
    singles: Sequence[Single],
    wide: Sequence[Single],
    given: Sequence[Quantity],
    per: str,
    unit: str,
    kinds: Collection[str],
) -> Iterator[Sketch]:
    """Every sketch of some kinds; `per` is the stretch of time by which the result is asked for,
    `unit` the unit of time that is asked for.
    """
    for made, some in (
        (_of_one(singles[:NEAREST], per), ONE),
        (_of_two(singles[:PAIRED], unit, frozenset(kinds)), TWO_ALIKE | TWO_UNLIKE),
        (_of_three(singles[:THREE], frozenset(kinds)), THREES | WHOLE_OF_SUM),
        (of_steps(singles, per, frozenset(kinds)), STEPS),
        (of_ranges(singles[:PAIRED], wide), RANGES),
        (of_own(singles[:NEAREST], wide, given, per), OWN),
    ):
        if some & set(kinds):
            yield from (one for one in made if one.kind in kinds)


# --- of one fact -------------------------------------------------------------------------------


def _of_one(singles: Sequence[Single], per: str) -> Iterator[Sketch]:
    for one in singles:
        if not is_money(one):
            continue
        term = term_of(one.fact) if "/" not in unit_of(one) else None
        if term is not None and term.value > 0:
            yearly = value_of(one) / (float(term.value) * TIMES[term.unit])
            shown = per or "year"
            working = Working(
                "over", (operand(one), operand(one, "term")), per if per != "year" else ""
            )
            value = yearly / PARTS[shown]
            yield Sketch("spread", (working,), (one,), (value,), (f"USD/{shown}",))
        length = length_of(one)
        if per and length and PARTS[per] * length > 1:
            count = PARTS[per] * length
            if count == int(count) or per in ("week", "day"):
                parts = constant(str(int(count)), f"{per}s", f"{per}s of the period")
                working = Working("over", (operand(one, "plain"), parts))
                value = value_of(one) / int(count)
                yield Sketch("parts", (working,), (one,), (value,), (f"USD/{per}",))


# --- of two facts ------------------------------------------------------------------------------


def _of_two(singles: Sequence[Single], unit: str, kinds: frozenset[str]) -> Iterator[Sketch]:
    alike, unlike = bool(kinds & TWO_ALIKE), bool(kinds & TWO_UNLIKE)
    for n, one in enumerate(singles):
        for other in singles[n + 1 :]:
            if one.fact.values == other.fact.values and one.fact.unit == other.fact.unit:
                continue
            if alike and unit_of(one) == unit_of(other):
                yield from (s for s in _of_one_unit(one, other) if s.kind in kinds)
            if unlike and (unit_of(one) != unit_of(other) or unit):
                for a, b in ((one, other), (other, one)):
                    yield from _of_two_units(a, b, unit)


def _of_one_unit(one: Single, other: Single) -> Iterator[Sketch]:
    pair = (one, other)
    if any(s.fact.metric.endswith("_vs_consensus") for s in pair):
        return  # a difference itself
    large, small = pair if abs(value_of(one)) >= abs(value_of(other)) else (other, one)
    big, little = abs(value_of(large)), abs(value_of(small))
    unit = unit_of(one)
    high, low = pair if value_of(one) >= value_of(other) else (other, one)
    apart = value_of(high) - value_of(low)
    less = Working("less", (operand(high), operand(low)))
    if unit != "%" or one.fact.metric == other.fact.metric:
        yield Sketch("difference", (less,), pair, (apart,), ("pp" if unit == "%" else unit,))
    if unit == "%" or not big or not little:
        return
    of = Working("share", (operand(small), operand(large)))
    yield Sketch("share", (of,), pair, (100 * little / big,), ("%",))
    if big < 10 * little:
        above = Working("share", (operand(large), operand(small)))
        yield Sketch("share_over", (above,), pair, (100 * big / little,), ("%",))
    over = Working("multiple", (operand(large), operand(small)))
    yield Sketch("times", (over,), pair, (big / little,), ("x",))
    if is_amount(one):
        both = Working("add", (operand(one), operand(other)))
        yield Sketch("sum", (both,), pair, (value_of(one) + value_of(other),), (unit,))
    if value_of(low) <= 0 < value_of(high):
        return
    for new, old in (pair, (other, one)):
        if _is_backward(new.fact, old.fact):
            continue
        changed = 100 * (value_of(new) - value_of(old)) / abs(value_of(old))
        grown = Working("growth", (operand(new), operand(old)))
        yield Sketch("growth", (grown,), (new, old), (changed,), ("%",))
        if family(one.fact.metric) == family(other.fact.metric):
            yield Sketch("grown", (less, grown), (new, old), (apart, changed), (unit, "%"))
    if one.fact.subject != other.fact.subject or value_of(low) <= 0:
        return
    part = Working("share", (less, operand(high)))
    left = 100 * apart / value_of(high)
    yield Sketch("unpaid", (less, part), pair, (apart, left), (unit, "%"))


def _is_backward(new: Fact, old: Fact) -> bool:
    """Whether a growth would lead back in time, or from what came to what was expected."""
    if new.metric == f"{old.metric}_consensus":
        return True
    same = (new.subject, new.metric) == (old.subject, old.metric)
    days = [(f.period.end or f.as_of, f.as_of) for f in (new, old)]
    return same and days[0] < days[1]


def _of_two_units(a: Single, b: Single, unit: str) -> Iterator[Sketch]:
    pair, x, y = (a, b), value_of(a), value_of(b)
    units = (unit_of(a), unit_of(b))
    if not y or not x:
        return
    if units[1] == "%" and is_amount(a):
        yield from _of_a_rate(a, b)
    elif is_amount(a) and y > 0 and units[1] not in {units[0], *MONEY, *RATIOS}:
        over = Working("over", (operand(a, "plain"), operand(b)))
        one = units[1].removesuffix("s")
        made = "year" if units[1] == "years" else one
        yield Sketch("per_unit", (over,), pair, (x / y,), (f"{units[0]}/{made}",))
    if units == ("USD", "USD/share"):
        number = Working("over", (operand(a), operand(b)))
        yield Sketch("bought", (number,), pair, (x / y,), ("shares",))
    if units == ("USD/share", "shares"):
        worth = Working("times", (operand(a), operand(b)))
        yield Sketch("product", (worth,), pair, (x * y,), ("USD",))
    if unit and units[0] == units[1].split("/")[0] and is_amount(a) and is_amount(b):
        flow = length_of(b)
        if flow and "/" not in units[0]:
            lasts = abs(x) / abs(y) * flow / TIMES[unit]
            working = Working("payback", (operand(a), operand(b)), unit=unit)
            yield Sketch("lasting", (working,), pair, (lasts,), (unit,))


def _of_a_rate(level: Single, rate: Single) -> Iterator[Sketch]:
    pair, x, p = (level, rate), value_of(level), value_of(rate) / 100
    unit = unit_of(level)
    name = rate.fact.metric
    kin = family(name) == family(level.fact.metric)
    rises = is_growth(name) or name.endswith(RATES)
    if rises:
        if kin and p > -1 and level.fact.subject == rate.fact.subject:
            one = Working("add", (constant("1", "1", "1"), operand(rate)))
            back = Working("over", (operand(level), one))
            yield Sketch("before", (back,), pair, (x / (1 + p),), (unit,))
            on = Working("times", (operand(level), one))
            yield Sketch("after", (on,), pair, (x * (1 + p),), (unit,))
        return
    if not 0 < p < 1:
        return
    whole = Working("whole", (operand(level), operand(rate)))
    yield Sketch("whole", (whole,), pair, (x / p,), (unit,))
    if _is_its_own(level.fact, rate.fact):
        return
    part = Working("portion", (operand(level), operand(rate)))
    yield Sketch("portion", (part,), pair, (x * p,), (unit,))
    one = Working("less", (constant("1", "1", "1"), operand(rate)))
    rest = Working("times", (operand(level), one))
    yield Sketch("rest", (rest,), pair, (x * (1 - p),), (unit,))


def _is_its_own(level: Fact, rate: Fact) -> bool:
    """Whether a share is this very figure's share of something larger: no part of it is meant."""
    name = rate.metric.removesuffix("_share")
    if level.subject != rate.subject or name == rate.metric:
        return rate.metric.endswith("gross_margin") and level.metric.endswith("gross_profit")
    return name == level.metric


# --- of three facts ----------------------------------------------------------------------------


def _of_three(singles: Sequence[Single], kinds: frozenset[str]) -> Iterator[Sketch]:
    """A total less two of its parts, three of one kind added, two figures over one base."""
    threes, sums = bool(kinds & THREES), bool(kinds & WHOLE_OF_SUM)
    for n, one in enumerate(singles):
        for m, two in enumerate(singles[n + 1 :], n + 1):
            if unit_of(one) != unit_of(two) or not is_amount(one):
                continue
            for three in singles[m + 1 :] if threes else ():
                if unit_of(three) == unit_of(one):
                    yield from _of_one_kind((one, two, three))
            if sums:
                yield from _of_a_sum(one, two, singles)


def _of_one_kind(three: tuple[Single, ...]) -> Iterator[Sketch]:
    facts = [s.fact for s in three]
    unit = unit_of(three[0])
    values = [value_of(s) for s in three]
    if len(set(values)) < len(three):
        return
    kinds = {family(f.metric) for f in facts}
    subjects = {f.subject for f in facts}
    if len(kinds) == 1:
        whole, *parts = sorted(three, key=lambda s: -abs(value_of(s)))
        left = value_of(whole) - sum(map(value_of, parts))
        if len(subjects) == 1 and left * value_of(whole) > 0:
            less = Working("less", (operand(whole), *map(operand, parts)))
            yield Sketch("less_two", (less,), three, (left,), (unit,))
            two = constant("2", "quarters", "quarters that are left")
            each = Working("over", (less, two))
            yield Sketch("less_two_each", (each,), three, (left / 2,), (f"{unit}/quarter",))
        added = Working("add", tuple(map(operand, three)))
        yield Sketch("sum_three", (added,), three, (sum(values),), (unit,))
    elif len(subjects) == 1 and len({(f.period.start, f.period.end) for f in facts}) == 1:
        base, *parts = sorted(three, key=lambda s: -abs(value_of(s)))
        left = value_of(base) - sum(map(value_of, parts))
        if left > 0 and all(value_of(s) > 0 for s in three):
            less = Working("less", (operand(base), *map(operand, parts)))
            yield Sketch("less_parts", (less,), three, (left,), (unit,))
        if all(value_of(s) > 0 for s in three):
            shares = tuple(Working("share", (operand(p), operand(base))) for p in parts)
            told = tuple(100 * value_of(p) / value_of(base) for p in parts)
            yield Sketch("two_shares", shares, three, told, ("%", "%"))


def _of_a_sum(one: Single, two: Single, singles: Sequence[Single]) -> Iterator[Sketch]:
    """The whole of which two payments together are a given share."""
    a, b = one.fact, two.fact
    if (a.subject, a.counterparty, family(a.metric)) != (
        b.subject,
        b.counterparty,
        family(b.metric),
    ):
        return
    for rate in singles:
        p = value_of(rate) / 100
        fits = unit_of(rate) == "%" and 0 < p < 1 and rate.fact.subject == a.subject
        if fits and not is_growth(rate.fact.metric):
            both = Working("add", (operand(one), operand(two)))
            whole = Working("whole", (both, operand(rate)))
            value = (value_of(one) + value_of(two)) / p
            yield Sketch("sum_whole", (whole,), (one, two, rate), (value,), (unit_of(one),))
