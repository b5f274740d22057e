"""The reading of a figure that stands: the newest level, the plan that took an earlier one's place;
how far that plan lies from the one before, and how much of it has been reached.

Of a level less a part that the reader supposes the question names no time, and of a plan for one
year that was raised or cut the last word is meant. Where earlier ones are spoken of, nothing is put
in place of what was found.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.answer.plan.changes import change_between, quarters_between
from bot.answer.plan.operands import FORWARD, Desk
from bot.knowledge.ledger import family, known_at
from bot.language.script import fold
from bot.records import Fact, Sought

__all__ = ["as_it_stands", "reached_of", "revised_by"]

STANDING = frozenset({"latest", "level_left"})
"""Roles of operands that are a figure as it stands."""
_EARLIER = re.compile(
    r"\b(?:previous|earlier|first|original|initial|former|before|prior|ago|last)\b"
    r"|先前|原先|原本|之前|最初|起初|前一|上一|去年|上季|早先"
)


APART = frozenset({"growth", "difference", "miss"})
NEAREST = 8
_EARLIER_PLAN = re.compile(
    r"\b(?:previous|earlier|original|initial|former|prior)(?:ly)?\b|先前|原先|原本|之前|最初|起初|前一[次份]"
)


_OF_OTHERS = re.compile(
    r"\banalysts?\b|\bmarkets?\b|\bstreet\b|\bconsensus\b|分析师|市场|外界|法人"
)
"""What analysts had thought of a figure is no plan of the party's own."""
_REACHED = re.compile(
    r"\b(?:reached|achieved|met|covered|earned|booked|made|done|spent)\b|\bso far\b|\bhalfway\b"
    r"|达成|达到|完成|实现|已经?(?:赚|收|花|做)|到目前"
)


def as_it_stands(desk: Desk, chosen: Mapping[Sought, Fact]) -> dict[Sought, Fact]:
    """The operands with the reading that stands in place of an earlier one; without one whose
    place a range took, of which nothing single can be worked out.
    """
    if _EARLIER.search(fold(desk.question.text)):
        return dict(chosen)
    found = {s: _standing(desk, f) if s.role in STANDING else f for s, f in chosen.items()}
    return {sought: fact for sought, fact in found.items() if fact is not None}


def revised_by(desk: Desk) -> bool:
    """How far a plan lies from the earlier one whose place it took, where that is spoken of."""
    asked = {m.concept for m in desk.question.operations}
    named = {family(m.concept) for m in desk.question.metrics}
    companies = {m.concept for m in desk.question.entities if m.kind == "company"}
    folded = fold(desk.question.text)
    if not asked & APART or not _EARLIER_PLAN.search(folded) or _OF_OTHERS.search(folded):
        return False
    for new in desk.facts[:NEAREST]:
        old = desk.ledger.get(new.compares_to or "") if desk.ledger else None
        if old is None or not {new.status, old.status} <= set(FORWARD):
            continue
        if companies and new.subject not in companies:
            continue
        alike = (new.subject, new.metric, new.unit) == (old.subject, old.metric, old.unit)
        if not alike or not _same_time(new, old) or family(new.metric) not in named:
            continue
        if len(new.values) == len(old.values) == 1 and old.stated_in is not None:
            if desk.question.answer_type == "percent":
                return desk.work("growth", _rate(desk, old, new), [new, old])
            return change_between(desk, new, old, "growth")
    return False


def reached_of(desk: Desk) -> bool:
    """Which share of a year's target the quarters reported so far come to."""
    asked = {m.concept for m in desk.question.operations}
    named = {family(m.concept) for m in desk.question.metrics}
    years = {p.end for p in desk.question.periods if p.kind == "year" and p.end}
    if "share" not in asked or len(years) > 1 or not _REACHED.search(fold(desk.question.text)):
        return False
    for target in desk.facts[:NEAREST]:
        planned = target.status in ("guidance", "estimate") and target.period.kind == "year"
        if not planned or target.metric not in named or len(target.values) != 1:
            continue
        pool = desk.ledger.find(subject=target.subject, metric=target.metric) if desk.ledger else ()
        lead = next((f for f in pool if f.period.kind == "quarter"), None)
        parts = quarters_between(desk, lead, target.period.start, target.period.end) if lead else []
        if parts:
            names = ", ".join(desk.of_fact(f) for f in parts)
            shown = f"share(sum({names}), {desk.of_fact(target)})"
            return desk.work("work_result", shown, [*parts, target])
    return False


def _rate(desk: Desk, old: Fact, new: Fact) -> str:
    return f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})"


def _standing(desk: Desk, fact: Fact) -> Fact | None:
    told = (fact.counterparty, fact.unit, fact.period.kind)
    pool = [
        f
        for f in (desk.ledger.find(subject=fact.subject, metric=fact.metric) if desk.ledger else ())
        if (f.counterparty, f.unit, f.period.kind) == told
        and f.stated_in is not None
        and (f.status in FORWARD) == (fact.status in FORWARD)
        and known_at(f, desk.question.as_of)
    ]
    revised = next((f for f in pool if f.compares_to == fact.id and _same_time(f, fact)), None)
    if revised is not None:
        return revised if len(revised.values) == 1 else None
    if fact.period.kind != "instant" or any(p.end for p in desk.question.periods):
        return fact
    single = [f for f in pool if len(f.values) == 1]
    return max((fact, *single), key=lambda f: f.period.end or "")


def _same_time(one: Fact, other: Fact) -> bool:
    return (one.period.start, one.period.end) == (other.period.start, other.period.end)
