"""Rules for changes and sums: before, growth, gain, difference, sum, remainder.

Each takes the desk and the operation asked for, and says whether it planned a calculation. What
they rest on is chosen by `operands` and `pairs`; they word nothing.
"""

from __future__ import annotations

import re
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.answer.plan.operands import (
    MONEY,
    Desk,
    asks_quarter,
    partner,
    stated_before,
)
from bot.answer.plan.pairs import all_named, asked_periods, by_words, choose_pair, two_alike
from bot.knowledge.ledger import alike, family, is_growth
from bot.language.quantities import display
from bot.language.script import fold
from bot.records import Fact, Purpose

TWO = 2
_A_YEAR = re.compile(
    r"\b(?:a|one|the|over the|last|past|previous) year\b|\byear[- ](?:on|over)[- ]year\b|\byoy\b"
    r"|\btwelve months\b|\b12 months\b|一年|去年|年增|同比|前年"
)
"""Words for what was gained over the year, where a gain of the quarter is told too."""
OUTCOMES = ("reported", "estimate")
"""How a level stands that has been: as its party reports it, or as others count it."""


def level_before(desk: Desk, _operation: str) -> bool:
    """The level before a growth: stated where a fact states it, else level / (1 + growth)."""
    quarter = asks_quarter(desk.question)
    if _speaks_so(desk) or (_asks_gap(desk) and changed_from(desk)):
        return False
    measures = {m.concept for m in desk.question.metrics}
    levels = [
        f
        for f in desk.facts
        if f.metric == family(f.metric) and (f.status in OUTCOMES or _stands(f, measures))
    ]
    if quarter and any(f.metric in measures for f in levels):
        levels = [f for f in levels if f.metric in measures or alike(f.metric, measures)]
    if not any(p.start or p.end for p in desk.question.periods):
        levels = sorted(levels, key=lambda f: f.as_of, reverse=True)
        levels.sort(key=lambda f: f.metric != desk.lead_metric)
    named = {m.concept for m in desk.question.entities if m.kind == "company"}
    own = (f for f in levels if not named or f.clause or named & {f.subject, f.counterparty})
    for level in own:
        stated = stated_before(desk, level, quarter)
        usable = stated is not None and stated.stated_in is not None
        if stated is not None and usable and asks_change(desk) and _both_single(stated, level):
            return change_between(desk, level, stated, "growth")
        if stated is not None and usable:
            desk.purposes.append(Purpose("stated", -1, (stated.id, level.id)))
            return True
        growth = partner(desk, level, "_growth_qoq" if quarter else "_growth")
        if growth is not None:
            top, rate = desk.of_fact(level), desk.of_fact(growth)
            name = "before_quarter" if quarter else "before_year"
            return desk.work(name, f"{top} / (1 + {rate})", [level, growth])
        change = partner(desk, level, "_change")
        if change is not None and level.period.end == change.period.end:
            less = f"{desk.of_fact(level)} - {desk.of_fact(change)}"
            return desk.work("before", less, [level, change])
    return False


def _stands(fact: Fact, measures: AbstractSet[str]) -> bool:
    """Whether a figure is what was signed for on a day, of a measure that is named."""
    return fact.status == "contract" and fact.period.kind == "instant" and fact.metric in measures


def _both_single(one: Fact, other: Fact) -> bool:
    return len(one.values) == 1 and len(other.values) == 1


def asks_change(desk: Desk) -> bool:
    """Whether what a figure changed by since the earlier time is asked for: "more than the quarter
    before", and not what it was before a change.
    """
    percent = desk.question.answer_type == "percent" and asks(desk, "growth")
    return _asks_gap(desk) or percent


def _asks_gap(desk: Desk) -> bool:
    """Whether it is asked how far a figure is from the earlier one, not what that one was."""
    return any(m.concept == "difference" for m in desk.question.operations)


def _speaks_so(desk: Desk) -> bool:
    """Whether the leading figure's own sentence says "last year": then that is the figure."""
    words = [fold(m.text) for m in desk.question.operations if m.concept == "before"]
    words = [w for w in words if w.startswith(("last", "去年", "上季"))]
    said = [fold(fact.statement_en) for fact in desk.facts[:3] if fact.clause]
    return any(word in text for word in words for text in said)


def difference_of(desk: Desk, operation: str) -> bool:
    """The larger of two amounts less the smaller."""
    if changed := changed_from(desk):
        return change_between(desk, *changed, "growth")
    pair = _of_points(desk) or choose_pair(desk)
    if pair is None:
        return False
    small, large = sorted(pair, key=in_gigawatts)
    if desk.question.answer_type == "percent" and small.unit not in ("%", "pp"):
        return exceeds_by(desk, large, small)
    less = f"{desk.of_fact(large)} - {desk.of_fact(small)}"
    return desk.work(operation, less, [large, small]) and in_points(desk)


def _of_points(desk: Desk) -> tuple[Fact, Fact] | None:
    """Two percentages of one figure, where the question asks for the points between them."""
    said = fold(desk.question.text)
    if "百分点" not in said and "percentage point" not in said:
        return None
    pair = by_words(desk)
    if pair is not None and {f.unit for f in pair} == {"%"}:
        return pair
    rates = [f for f in desk.facts if f.unit == "%"][:8]
    for n, one in enumerate(rates):
        for other in rates[n + 1 :]:
            same = (one.subject, one.metric) == (other.subject, other.metric)
            if same and one.values != other.values:
                return one, other
    return None


def growth_of(desk: Desk, operation: str) -> bool:
    """Growth between two stated levels of one metric, or the amount behind a stated growth."""
    lead = desk.facts[0] if desk.facts else None
    if changed := changed_from(desk):
        return change_between(desk, *changed, operation)
    dated = asked_periods(desk.question)
    asks_money = any(m.concept == "asks_money" for m in desk.question.refusal_cues)
    if lead is None or lead.metric.endswith("_change"):
        return False
    if asks_money and len(dated) < 2:
        return gain_of(desk)
    if is_growth(lead.metric) and len(dated) < 2:
        return False
    if len(dated) < 2 and partner(desk, lead, "_growth") is None:
        earlier = stated_before(desk, lead, quarter=False)
        usable = earlier is not None and earlier.stated_in is not None and lead.unit in MONEY
        if earlier is not None and usable and len(earlier.values) == 1:
            return rate_of_change(desk, (earlier, lead))
    pair = choose_pair(desk) if len(dated) > 1 else None
    if pair is None or (pair[0].subject, pair[0].metric) != (pair[1].subject, pair[1].metric):
        return False
    old, new = sorted(pair, key=lambda f: f.period.end or f.as_of)
    first = desk.work("difference", f"{desk.of_fact(new)} - {desk.of_fact(old)}", [new, old])
    if old.values[0] > 0:
        growth = f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})"
        return desk.work(operation, growth, [new, old]) or first
    return first


def in_gigawatts(fact: Fact) -> Decimal:
    """A figure to be ordered beside others of its kind: megawatts as parts of gigawatts."""
    return fact.values[0] / 1000 if fact.unit == "MW" else fact.values[0]


def asks(desk: Desk, operation: str) -> bool:
    """Whether the question's wording asks for an operation too."""
    return any(m.concept == operation for m in desk.question.operations)


def changed_from(desk: Desk) -> tuple[Fact, Fact] | None:
    """A figure of a document and the one that it changed from, as its own sentence or row says."""
    pair = by_words(desk)
    if pair is None or not pair[0].clause or pair[0].stated_in != pair[1].stated_in:
        return None
    told = pair[0].compares_to == pair[1].id
    years = [(f.period.end or "")[:4] for f in pair]
    in_turn = all(years) and years[0] > years[1] and pair[0].metric == pair[1].metric
    return pair if told or in_turn else None


def change_between(desk: Desk, new: Fact, old: Fact, operation: str) -> bool:
    """What a figure changed by, and the rate of it; of two percentages the points between them."""
    less = f"{desk.of_fact(new)} - {desk.of_fact(old)}"
    done = desk.work("difference", less, [new, old]) and in_points(desk)
    if new.unit in ("%", "pp") or old.values[0] <= 0:
        return done
    rate = f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})"
    return desk.work(operation, rate, [new, old]) or done


def in_points(desk: Desk) -> bool:
    """Say a difference of two percentages in percentage points."""
    made = desk.calculations[-1]
    if made.unit == "%":
        points = display(Decimal(made.value or "0"), "pp")
        desk.calculations[-1] = replace(made, unit="pp", display=points)
    return True


def exceeds_by(desk: Desk, large: Fact, small: Fact) -> bool:
    """By which part of it a figure exceeds another; of two readings of one, the growth."""
    if (large.subject, large.metric) == (small.subject, small.metric):
        return rate_of_change(desk, (large, small))
    if large.values[0] < 0:  # of two outflows the larger one lies below
        deep, flat = f"abs({desk.of_fact(small)})", f"abs({desk.of_fact(large)})"
        return desk.work("work_result", f"pct_change({flat}, {deep})", [small, large])
    if small.values[0] <= 0:
        return False
    rate = f"pct_change({desk.of_fact(small)}, {desk.of_fact(large)})"
    return desk.work("exceeds", rate, [large, small])


def gain_of(desk: Desk) -> bool:
    """The amount by which a level grew over the year: level less level / (1 + growth)."""
    said = fold(desk.question.text)
    for level in desk.facts:
        growth = None if is_growth(level.metric) else partner(desk, level, "_growth")
        if growth is not None and level.unit in MONEY:
            if partner(desk, level, "_change") is not None and not _A_YEAR.search(said):
                return False  # what it gained in the stretch that is named is told
            top, rate = desk.of_fact(level), desk.of_fact(growth)
            return desk.work("gain", f"{top} - {top} / (1 + {rate})", [level, growth])
    return False


def rate_of_change(desk: Desk, pair: tuple[Fact, Fact]) -> bool:
    """The growth between two readings of one figure, the older first in time."""
    old, new = sorted(pair, key=lambda f: f.period.end or f.as_of)
    growth = f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})"
    return desk.work("growth", growth, [new, old])


def total(desk: Desk, operation: str) -> bool:
    """The sum of what is named, or of the quarters within the period named."""
    if desk.question.answer_type == "percent" and asks(desk, "growth"):
        return False
    parts = quarters_within(desk)
    if not parts:
        pair = two_alike(desk) or choose_pair(desk)
        told = pair is not None and not pair[0].clause  # no figure of a reader's document
        unlike = told and pair is not None and family(pair[0].metric) != family(pair[1].metric)
        alone = len({m.concept for m in desk.question.entities}) < TWO and unlike
        if alone and len({family(m.concept) for m in desk.question.metrics}) < TWO:
            return False  # "in all" is said of one figure as well
        parts = all_named(desk, pair) if pair is not None else []
    if len(parts) < 2:
        return False
    names = ", ".join(desk.of_fact(f) for f in parts)
    return desk.work(operation, f"sum({names})", parts)


def quarters_within(desk: Desk) -> list[Fact]:
    """The quarters of one figure that lie in a longer period which the question names."""
    for period in desk.question.periods:
        for lead in desk.facts:
            within = quarters_between(desk, lead, period.start, period.end)
            if len(within) > 1:
                return within
    return []


def quarters_between(desk: Desk, lead: Fact, start: str | None, end: str | None) -> list[Fact]:
    """The reported quarters of a figure between two days, oldest first."""
    if lead.period.kind != "quarter" or not (start and end):
        return []
    found: dict[str | None, Fact] = {}
    pool = desk.ledger.find(subject=lead.subject, metric=lead.metric) if desk.ledger else ()
    for fact in (lead, *pool):
        theirs = fact.period
        inside = theirs.start and theirs.end and start <= theirs.start and theirs.end <= end
        usable = fact.status == "reported" and fact.stated_in and len(fact.values) == 1
        if theirs.kind == "quarter" and inside and usable and not fact.later:
            found.setdefault(theirs.end, fact)
    return [found[key] for key in sorted(found, key=str)]


def remaining_of(desk: Desk, operation: str) -> bool:
    """A year's target less the quarters already reported."""
    for target in desk.facts:
        planned = target.status in ("guidance", "estimate") and target.period.kind == "year"
        if not planned or target.metric.endswith("_change"):
            continue
        start, end = target.period.start, target.period.end
        same = (f for f in desk.facts if f.metric == target.metric and f.unit == target.unit)
        lead = next((f for f in same if f.period.kind == "quarter"), None)
        quarters = quarters_between(desk, lead, start, end) if lead is not None else []
        if not quarters and (early := first_part(desk, target)) is not None:
            quarters = [early]
        if quarters:
            outflow = all(f.values[0] < 0 for f in (target, *quarters))
            form = "abs({})" if outflow else "{}"  # of what is burnt, so much is left to burn
            first, *spent = (form.format(desk.of_fact(f)) for f in (target, *quarters))
            done = desk.work(operation, " - ".join((first, *spent)), [target, *quarters])
            left = quarters_left(target, quarters[-1])
            if done and left > 1 and "per_quarter" in {m.concept for m in desk.question.operations}:
                count = desk.constant(str(left), "quarters", "quarters left of the year")
                rest = desk.result(len(desk.calculations) - 1)
                return desk.work("work_each_left", f"{rest} / {count}", [target])
            return done
    return False


def quarters_left(whole: Fact, part: Fact) -> int:
    """How many quarters lie between the end of a part and the end of the whole."""
    if not (whole.period.end and part.period.end):
        return 0
    days = date.fromisoformat(whole.period.end) - date.fromisoformat(part.period.end)
    return round(days.days / 91.3)


def left_of_target(desk: Desk, _operation: str) -> bool:
    """What is left of a target that the question names, where it is asked without a part."""
    asked = {m.concept for m in desk.question.operations}
    aims = {m.concept for m in desk.question.refusal_cues} & {"guidance", "expected"}
    return bool(aims) and "without" in asked and remaining_of(desk, "remaining")


def first_part(desk: Desk, whole: Fact) -> Fact | None:
    """The same figure from the start of a longer period to a day within it: half a year, say."""
    start, end = whole.period.start, whole.period.end
    pool = desk.ledger.find(subject=whole.subject, metric=whole.metric) if desk.ledger else ()
    for fact in pool:
        theirs = fact.period
        within = theirs.start == start and theirs.end and end and theirs.end < end
        if within and fact.unit == whole.unit and fact.status == "reported" and fact.stated_in:
            return fact if len(fact.values) == 1 else None
    return None


def rest_without(desk: Desk, operation: str) -> bool:
    """A whole less the parts that the question names, or less the one that fits best."""
    if desk.question.answer_type == "percent" and asks(desk, "share"):
        return False
    named = list(dict.fromkeys(m.concept for m in desk.question.metrics))
    whole = next((m for m in named if any(o.endswith(f"_{m}") for o in named)), None)
    chosen = [next((f for f in desk.facts if f.metric == m), None) for m in named]
    parts = [f for f in chosen if f is not None and f.metric != whole]
    top = next((f for f in desk.facts if f.metric == whole), None)
    if whole is None and len(parts) == 1:
        top = _whole_of(desk, parts[0])
    if top is None or not parts or any(f.period.end != top.period.end for f in parts):
        pair = choose_pair(desk)
        if pair is None:
            return False
        part, top = sorted(pair, key=lambda f: abs(f.values[0]))
        parts = [part]
    less = "".join(f" - {desk.of_fact(f)}" for f in parts)
    return desk.work(operation, f"{desk.of_fact(top)}{less}", [top, *parts])


def _whole_of(desk: Desk, part: Fact) -> Fact | None:
    """The figure whose name a part's name ends with, of the same party and time: of data-centre
    revenue the revenue.
    """
    for fact in desk.ledger.find(subject=part.subject) if desk.ledger else ():
        alike = (fact.period.start, fact.period.end, fact.status, fact.later)
        here = alike == (part.period.start, part.period.end, part.status, part.later)
        named = part.metric.endswith(f"_{fact.metric}") and fact.unit == part.unit
        if here and named and len(fact.values) == 1 and fact.stated_in:
            return fact if fact.values[0] > part.values[0] > 0 else None
    return None
