"""Calculations with two facts that suit a question better than what the rules found.

Retrieval scores every operation on two facts that the units allow; here the scores become
probabilities, with "none of them" among the choices, and what the rules planned counts in favour
of the same calculation. Only where one of them is clearly likelier is it taken instead.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.answer.plan.changes import change_between, in_points, rate_of_change
from bot.answer.plan.operands import Desk
from bot.answer.plan.pairs import all_named
from bot.knowledge.ledger import family
from bot.records import Fact, Purpose, Quantity, Reckoning

AGREED, ANOTHER = 1.11, 0.55
"""What a calculation gains that the rules planned too, and "none" where they planned another."""
LIKELY, UNPLANNED = 0.4, 0.3
"""How likely a calculation must be to replace the planned ones, and where there are none."""
KINDS = {
    "without": "difference", "remaining": "difference", "miss": "difference",
    "before_year": "before", "before_quarter": "before",
}  # fmt: skip


def likeliest(found: Sequence[Reckoning], planned: Sequence[Purpose]) -> Reckoning | None:
    """The calculation to take instead of the planned ones; None where they stand."""
    made = [(KINDS.get(p.operation, p.operation), frozenset(p.facts)) for p in planned]
    agreed = [(r.operation, frozenset(r.facts)) in made for r in found]
    scores = [r.score + AGREED * same for r, same in zip(found, agreed, strict=True)]
    none = ANOTHER if made and not any(agreed) else 0.0
    top = max(scores, default=none)
    if top <= none:
        return None
    best = scores.index(top)
    whole = math.exp(none - top) + sum(math.exp(score - top) for score in scores)
    least = LIKELY if made else UNPLANNED
    return None if agreed[best] or 1 / whole < least else found[best]


def reckon(desk: Desk, chosen: Reckoning) -> bool:
    """Work out a chosen calculation; False where its facts are gone or it has no value."""
    pair = [desk.ledger.get(i) for i in chosen.facts] if desk.ledger else []
    found = [f for f in pair if f is not None]
    if len(found) != 2:
        return False
    one, other = found
    if chosen.operation == "growth" and family(one.metric) == family(other.metric):
        if desk.question.answer_type == "percent":
            return rate_of_change(desk, (one, other))
        return change_between(desk, one, other, "growth")
    if chosen.operation == "sum":
        parts = all_named(desk, (one, other))
        return desk.work("sum", f"sum({', '.join(desk.of_fact(f) for f in parts)})", parts)
    if chosen.operation == "before":
        return _before(desk, one, other)
    a, b = desk.of_fact(one, _plain(one, chosen.operation)), desk.of_fact(other)
    if chosen.operation in ("share", "times"):  # of a loss or an outflow its size is meant
        a = f"abs({a})" if one.values[0] < 0 else a
        b = f"abs({b})" if other.values[0] < 0 else b
    operation, expression = {
        "share": ("share", f"share({a}, {b})"),
        "times": ("times", f"multiple({a}, {b})"),
        "difference": ("difference", f"{a} - {b}"),
        "growth": ("exceeds", f"pct_change({b}, {a})"),
        "per_unit": ("per_unit", f"{a} / {b}"),
        "portion": ("portion", f"{a} * {b}"),
        "rest": ("rest", f"{a} * (1 - {b})"),
        "after": ("after", f"{a} * (1 + {b})"),
        "product": ("product", f"{a} * {b}"),
    }[chosen.operation]
    done = desk.work(operation, expression, found)
    return done and (operation != "difference" or in_points(desk))


def _plain(fact: Fact, operation: str) -> Quantity | None:
    """What one year comes to, where a yearly amount is set over a count."""
    unit = fact.unit or "1"
    if operation != "per_unit" or not unit.endswith("/year"):
        return None
    return Quantity(fact.values[0], unit.removesuffix("/year"), "", 0, 0)


def _before(desk: Desk, level: Fact, change: Fact) -> bool:
    top, rate = desk.of_fact(level), desk.of_fact(change)
    if change.unit != "%":
        return desk.work("before", f"{top} - {rate}", [level, change])
    name = "before_quarter" if change.metric.endswith("_qoq") else "before_year"
    return desk.work(name, f"{top} / (1 + {rate})", [level, change])
