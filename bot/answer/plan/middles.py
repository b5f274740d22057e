"""The middles of several ranges: of the companies that are named added up or set apart, or a new
one over the old.

"Midpoints of A's, B's and C's guidance, in total"; "the middle of the new range against that of the
old one, in per cent". Of a company that gives one figure and no range that figure is its middle. It
reads one measure at one time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.operands import FORWARD, Desk
from bot.answer.plan.sides import companies_named
from bot.knowledge.ledger import family, known_at
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact, Period, Quantity

__all__ = ["of_middles"]

TWO, FITS = 2, 0.5
_MIDDLE = re.compile(
    r"\bmid-?points?\b|\bmid points?\b|\bmiddles?\b|\bhalfway\b|中间值|中位|中值|中点|取中"
)
_SUM = re.compile(
    r"\badd(?:ed)?\b|\bsum\b|\btotal\b|\btogether\b|\bcombined\b|\bin all\b|\baltogether\b"
    r"|加起来|加总|合计|总共|一共|总和|相加"
)


def of_middles(desk: Desk) -> bool:
    """The sum of the middles or what lies between two, or the change in per cent from one middle to
    the one that replaced it.
    """
    folded = fold(desk.question.text)
    parties = companies_named(desk.question)
    if desk.ledger is None or desk.question.quantities or not _MIDDLE.search(folded):
        return False
    if not parties or not desk.question.metrics:
        return False
    years = {p.end[:4] for p in named_periods(desk.question.periods) if p.end and p.kind == "year"}
    if len(years) > 1:
        return False
    if len(parties) >= TWO:
        plans = _of_each(desk, [p.concept for p in parties])
        if "difference" in desk.asked:
            return len(plans) == TWO and _apart(desk, plans)
        return bool(plans) and _SUM.search(folded) is not None and _added(desk, plans)
    percent = desk.question.answer_type == "percent" and "share" not in desk.asked
    return percent and _revised(desk, parties[0].concept)


def _planned(desk: Desk, party: str) -> list[Fact]:
    """What a party plans of the measure named, at the time named: a figure or a range."""
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    measures = {family(m.concept) for m in desk.question.metrics}
    return [
        f
        for f in (desk.ledger.find(subject=party) if desk.ledger else ())
        if family(f.metric) in measures
        and f.metric == family(f.metric)
        and f.status in FORWARD
        and 0 < len(f.values) <= TWO
        and not f.series
        and f.stated_in is not None
        and known_at(f, desk.question.as_of)
        and (not dated or timing(dated, f) >= FITS or any(_told_in(p, f) for p in dated))
    ]


def _told_in(period: Period, fact: Fact) -> bool:
    """Whether a plan was told at a time: the guidance of October."""
    return (period.start or "") <= fact.as_of <= (period.end or "")


def _middle(desk: Desk, fact: Fact) -> str:
    unit = fact.unit or "1"
    ends = [desk.of_fact(fact, Quantity(v, unit, "", 0, 0)) for v in fact.values]
    return ends[0] if len(ends) == 1 else f"avg({', '.join(ends)})"


def _latest(found: Sequence[Fact]) -> Fact | None:
    """The plan that no other of them takes the place of."""
    replaced = {f.compares_to for f in found}
    left = [f for f in found if f.id not in replaced]
    return max(left, key=lambda f: f.as_of, default=None)


def _of_each(desk: Desk, parties: Sequence[str]) -> list[Fact]:
    """The latest plan of each party, one of them a range; none where a party has none."""
    plans = [plan for party in parties if (plan := _latest(_planned(desk, party))) is not None]
    ranges = [f for f in plans if len(f.values) == TWO]
    whole = len(plans) == len(parties) and ranges and len({f.unit for f in plans}) == 1
    return plans if whole else []


def _added(desk: Desk, plans: Sequence[Fact]) -> bool:
    return desk.work("sum", " + ".join(_middle(desk, f) for f in plans), plans)


def _apart(desk: Desk, plans: Sequence[Fact]) -> bool:
    large, small = sorted(plans, key=lambda f: -(f.values[0] + f.values[-1]))
    return desk.work("larger", f"{_middle(desk, large)} - {_middle(desk, small)}", [large, small])


def _revised(desk: Desk, party: str) -> bool:
    found = [f for f in _planned(desk, party) if len(f.values) == TWO]
    pairs = [(f, old) for f in found for old in found if f.compares_to == old.id]
    if len(pairs) != 1:
        return False
    new, old = pairs[0]
    return desk.work(
        "growth", f"pct_change({_middle(desk, old)}, {_middle(desk, new)})", [new, old]
    )
