"""Workings with one end of a range: the top of a guidance, interest at the lowest of several rates.

"What came off the top end of the range", "the actual figure above the top of that range", "a year's
interest at the highest of its coupons", 「最樂觀那一頭是多少」. The range is a fact's; which of its
ends is meant is read from the words, and what else stands in the question says what is done with
it. It knows no fact.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.language.asked import Asked
from bot.records import Quantity, Sought, Working

__all__ = ["RANGE_ENDS"]

A_YEAR = {"quarter": "4", "month": "12", "half": "2"}


def _interest(asked: Asked) -> Working | None:
    """A year's interest on a debt, at the reader's rate or at an end of the rates that are told."""
    if not asked.says("work_interest") or asked.money or asked.asks("share", "times", "growth"):
        return None
    if asked.says("work_coverage") or (asked.times and not asked.says("work_every_quarter")):
        return None
    debt = asked.sought("debt", "money")
    ends = _ends(asked)
    if len(asked.percents) == 1:
        return _by_part(asked, Working("portion", (debt, asked.given("rate", asked.percents[0]))))
    if asked.percents or not ends or not asked.says("work_rates"):
        return None
    rates = asked.sought("range", "range:%")
    paid = [Working("portion", (debt, Working(end, (rates,)))) for end in ends]
    if len(paid) == 1:
        return _by_part(asked, paid[0])
    return Working("apart", tuple(paid)) if asked.asks("difference") else None


def _by_part(asked: Asked, yearly: Working) -> Working:
    """A year's amount by the quarter or month that is asked for."""
    part = "quarter" if asked.says("work_every_quarter") else asked.per
    if part not in A_YEAR:
        return yearly
    count = Quantity(Decimal(A_YEAR[part]), "1", f"{part}s of a year", 0, 0)
    return Working("over", (yearly, Sought("parts", "constant", (0, 0), count)))


def _end(asked: Asked) -> Working | None:
    """One end of a range: itself, beside what became of it, or beside the end of one before."""
    ends = _ends(asked)
    own = any(q.low is not None for q in asked.quantities)
    if len(ends) != 1 or own or asked.money or asked.percents or not asked.named:
        return None
    if not asked.says("work_range_said") or asked.asks("times") or asked.says("work_ends"):
        return None  # both ends of one range are read elsewhere
    target = asked.sought("range", "range:money")
    end = Working(ends[0], (target,))
    rate = _in_per_cent(asked)
    if asked.says("work_outcome"):
        outcome = asked.sought("outcome", "money")
        parts = (end, outcome) if _outcome_is_base(asked) else (outcome, end)
        return Working("growth" if rate else "apart", parts)
    if asked.says("work_moved"):
        before = Working(ends[0], (asked.sought("range_before", "range:money"),))
        return Working("growth" if rate else "apart", (end, before))
    return end if not asked.asks("difference", "growth") else None


def _outcome_is_base(asked: Asked) -> bool:
    """Whether the end of the range is set against what came: "the top is how far above the actual",
    上限比實際多.
    """
    than = _THAN.search(asked.folded)
    places = asked.places("work_bottom_end") + asked.places("work_top_end")
    return than is not None and all(m.end() <= than.start() for m in places)


def _in_per_cent(asked: Asked) -> bool:
    """Whether the result is wanted in per cent: of the last clause, not of a width told before."""
    start, end = asked.clauses(asked.whole)[-1]
    return any(start <= m.start() and m.end() <= end for m in asked.places("work_in_per_cent"))


def _ends(asked: Asked) -> list[str]:
    """The ends of a range that are named: the top, the bottom or both."""
    found = [("bottom", "work_bottom_end"), ("top", "work_top_end")]
    return [end for end, key in found if asked.says(key)]


def _middles(asked: Asked) -> Working | None:
    """How far the middle of a range lies from what became of it, or from the very first figure."""
    if not asked.says("work_middle") or asked.money or asked.percents or not asked.named:
        return None
    earlier = asked.asks("before") or any(p.kind == "relative" for p in asked.periods)
    if asked.asks("times") or earlier or any(q.low is not None for q in asked.quantities):
        return None
    rate = _in_per_cent(asked)
    middle = Working("middle", (asked.sought("range", "range"),))
    if asked.says("work_first_figure"):
        first = asked.sought("first", "money")
        return Working("growth" if rate else "apart", (middle, first))
    if asked.says("work_outcome") and not asked.says("work_two_ranges"):
        outcome = asked.sought("outcome", "money")
        return Working("growth" if rate else "apart", (outcome, middle))
    return None


_THAN = re.compile(r"\bthan\b|\babove\b|\bover\b|比(?![重例率])")
RANGE_ENDS = (_interest, _end, _middles)
