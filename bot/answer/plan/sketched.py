"""The calculation of a sketch in place of the planned one, where it suits the question better.

Retrieval scores every sketch against none of them; what the rules planned counts in favour of the
same calculation, and against the others. Only a sketch that is likely enough is taken. It reads no
words.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.plan.operands import Desk
from bot.answer.plan.workings import work_out
from bot.records import Calculation, Evidence, Fact, Purpose, Sketched, Sought

__all__ = ["better_sketch"]

AGREED, PLANNED = 0.0, 0.0
"""What a sketch gains that the rules planned too, and none of them where they planned another."""
LIKELY, UNPLANNED = 0.45, 0.45
"""How likely a sketch must be to replace the planned calculations, and where there are none."""
LOOKED_AT = 8

Made = tuple[Sequence[Calculation], Sequence[Purpose]]


def better_sketch(desk: Desk, evidence: Evidence, planned: Made) -> Desk | None:
    """A desk with the sketch that is taken instead of what is planned; None where that stands."""
    found = evidence.sketches
    if not found:
        return None
    tried = [_worked(desk, one) for one in found[:LOOKED_AT]]
    agreed = [made is not None and _agrees(made, planned) for made in tried]
    scores = [s.score + AGREED * same for s, same in zip(found, agreed, strict=False)]
    scores += [s.score for s in found[LOOKED_AT:]]
    none = PLANNED if planned[1] and not any(agreed) else 0.0
    best = max(range(len(tried)), key=lambda n: scores[n])
    top = max(*scores, none)
    whole = math.exp(none - top) + sum(math.exp(s - top) for s in scores)
    chance = math.exp(scores[best] - top) / whole
    least = LIKELY if planned[1] else UNPLANNED
    return None if agreed[best] or chance < least else tried[best]


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
    return made if done else None


def _agrees(made: Desk, planned: Made) -> bool:
    """Whether the plan comes to the same from the same facts."""
    calculations, purposes = planned
    last = {c.value for c in made.calculations[-1:]}
    facts = {i for p in made.purposes for i in p.facts}
    told = {c.value.lstrip("-") for c in calculations if c.value is not None}
    same = all(v is not None and v.lstrip("-") in told for v in last)
    return same and any(set(p.facts) == facts for p in purposes)
