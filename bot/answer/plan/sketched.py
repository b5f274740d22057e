"""The calculation of a sketch in place of the planned one, where it suits the question better.

Retrieval scores every sketch against none of them. Sketches that come to the same count together;
where one of them comes to what the rules planned, that stands. Only a result that is likely enough
takes the place of another, or stands where nothing was planned. It reads no words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.plan.changes import in_points
from bot.answer.plan.operands import Desk
from bot.answer.plan.ratios import asks_points
from bot.answer.plan.workings import work_out
from bot.records import Calculation, Evidence, Fact, Purpose, Sketched, Sought

__all__ = ["better_sketch", "lacks_points", "leaves_out_a_party", "rough_values"]

PLANNED, AGREED = -0.35, 3.0
"""What none of them gains where the rules planned a calculation, and a sketch that comes to what
they planned; as `tools/fit_sketches.py` fits and prints them.
"""
LIKELY, UNPLANNED = 0.25, 0.25
"""How likely a sketch must be to replace the planned calculations, and where there are none."""
UNASKED = 0.6
"""How likely it must be where no word of the question is known for an operation."""
CLEAR, TIMES, UNASKED_CLEAR, UNASKED_TIMES = 0.1, 4, 0.15, 8
"""How likely one must be at least where it is so many times as likely as any other result; and so
where no word of the question is known for an operation.
"""
LOOKED_AT, ALIKE = 5, 0.001

Made = tuple[Sequence[Calculation], Sequence[Purpose]]


def better_sketch(desk: Desk, evidence: Evidence, planned: Made) -> Desk | None:
    """A desk with the sketch that is taken instead of what is planned; None where that stands."""
    told = rough_values(planned[0])
    scores = [s.score + AGREED * _comes_to(s, told) for s in evidence.sketches]
    order = sorted(range(len(scores)), key=lambda n: -scores[n])
    found, scores = [evidence.sketches[n] for n in order], [scores[n] for n in order]
    none = PLANNED if planned[1] else 0.0
    top = max(*scores, none, 0.0) if scores else 0.0
    weights = [math.exp(score - top) for score in scores]
    whole = math.exp(none - top) + sum(weights)
    if sum(weights) / whole < CLEAR:
        return None
    tried = [_worked(desk, one) for one in found[:LOOKED_AT]]
    agreed = [made is not None and _agrees(made, planned) for made in tried]
    results = [None if made is None else _result(made) for made in tried]
    best = 0
    chance = sum(w for w, r in zip(weights, results, strict=False) if r == results[best]) / whole
    least = LIKELY if planned[1] else _least(desk, chance, _next(found, weights) / whole)
    made = tried[best]
    if made is None or agreed[best] or chance < least or _misses_one(found, best):
        return None
    stands = _says_less(made, planned) or _leaves_out(made, planned) or _turned(made, planned)
    return None if stands else made


def _least(desk: Desk, chance: float, following: float) -> float:
    """How likely a sketch must be where nothing is planned: less where it clearly leads."""
    asked = bool(desk.question.operations)
    clear, times = (CLEAR, TIMES) if asked else (UNASKED_CLEAR, UNASKED_TIMES)
    if chance >= times * following:
        return clear
    return UNPLANNED if asked else UNASKED


def _next(found: Sequence[Sketched], weights: Sequence[float]) -> float:
    """The weight of the likeliest sketch that comes to something else than the first."""
    others = (
        weight
        for other, weight in zip(found, weights, strict=True)
        if not _comes_to(other, found[0].values)
    )
    return max(others, default=0.0)


def _misses_one(found: Sequence[Sketched], best: int) -> bool:
    """Whether a party that the question names is among the operands of another sketch, but not of
    the best.
    """
    ours = _held(found[best])
    return any(_held(other) > ours for other in found)


def _held(sketch: Sketched) -> frozenset[str]:
    """The parties that the question names among a sketch's operands."""
    return frozenset().union(*sketch.parties.values())


def leaves_out_a_party(planned: Sequence[Calculation], found: Sequence[Sketched]) -> bool:
    """Whether the planned figures are of some of the parties that the question names, and those of
    a sketch of these and one more: then another deal was taken than the one that is named.
    """
    known = {fact: theirs for one in found for fact, theirs in one.parties.items()}
    ids = {o.fact_id for c in planned for o in c.operands if o.fact_id}
    if not ids or not ids <= set(known):
        return False
    ours = frozenset().union(*(known[i] for i in ids))
    return bool(ours) and any(_held(other) > ours for other in found)


def lacks_points(desk: Desk) -> bool:
    """Whether percentage points are asked for, and what was planned is no percentage."""
    units = {c.unit for c in desk.calculations}
    return asks_points(desk) and bool(units) and not units & {"pp", "%"}


def rough_values(made: Sequence[Calculation]) -> list[float]:
    """What calculations come to as sketches tell it: percentages by the hundred, gigawatts."""
    return [float(c.value) * (0.001 if c.unit == "MW" else 1.0) for c in made if c.value]


def _comes_to(sketch: Sketched, told: Sequence[float]) -> bool:
    """Whether each value of a sketch is one of those planned, as far as its rough values tell."""
    return bool(told and sketch.values) and all(
        any(abs(abs(v) - abs(t)) <= ALIKE * abs(v) for t in told) for v in sketch.values
    )


def _worked(desk: Desk, sketch: Sketched) -> Desk | None:
    """A fresh desk with a sketch's calculations; None where a fact is gone or one has no value."""
    chosen: dict[Sought, Fact] = {}
    for sought, fact_id in sketch.operands.items():
        fact = desk.ledger.get(fact_id) if desk.ledger else None
        if fact is None:
            return None
        chosen[sought] = fact
    made = replace(desk, calculations=[], purposes=[], operands={}, expressions=[])
    done = all(work_out(made, working, chosen) for working in sketch.workings)
    if done and sketch.kind == "share_gap":
        in_points(made)
    return made if done else None


def _result(made: Desk) -> tuple[str, ...]:
    """What a desk's calculations come to."""
    return tuple((c.value or "").lstrip("-") for c in made.calculations)


def _turned(made: Desk, planned: Made) -> bool:
    """Whether the sketch is the planned ratio the other way round: the rules read which way."""
    ours, theirs = made.calculations, planned[0]
    if len(ours) != 1 or len(theirs) != 1 or not (ours[0].value and theirs[0].value):
        return False
    return abs(float(ours[0].value) * float(theirs[0].value) - 1) <= ALIKE


def _says_less(made: Desk, planned: Made) -> bool:
    """Whether the plan has more of the reader's figures, or spells out more operands."""
    told, ours = (
        [o for c in calculations for o in c.operands]
        for calculations in (planned[0], made.calculations)
    )
    if sum(o.given is not None for o in told) > sum(o.given is not None for o in ours):
        return True
    spelt = any(p.operation.startswith("work_") for p in planned[1])
    return spelt and len(told) > len(ours)


def _leaves_out(made: Desk, planned: Made) -> bool:
    """Whether the plan's figures are of more of the parties that the question names, or alone hold
    what was expected.
    """
    named = {m.concept for m in made.question.entities if m.kind == "company"}

    def facts(calculations: Sequence[Calculation]) -> list[Fact]:
        ids = (o.fact_id for c in calculations for o in c.operands if o.fact_id)
        found = (made.ledger.get(i) for i in ids) if made.ledger else ()
        return [fact for fact in found if fact is not None]

    def parties(rest_on: Sequence[Fact]) -> int:
        return len(named & {party for f in rest_on for party in (f.subject, f.counterparty)})

    def expected(rest_on: Sequence[Fact]) -> bool:
        return any(f.metric.endswith("_consensus") for f in rest_on)

    ours, theirs = facts(made.calculations), facts(planned[0])
    return parties(ours) < parties(theirs) or (expected(theirs) and not expected(ours))


def _agrees(made: Desk, planned: Made) -> bool:
    """Whether the plan comes to all of it."""
    told = {(c.value or "").lstrip("-") for c in planned[0]}
    return set(_result(made)) <= told
