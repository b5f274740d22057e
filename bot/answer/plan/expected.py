"""Rules for an outcome beside what was expected of it: how much above it, in money or per cent.

Each takes the desk and says whether it planned a calculation; they word nothing.
"""

from __future__ import annotations

from bot.answer.plan.changes import asks, change_between
from bot.answer.plan.operands import Desk, partner
from bot.records import Purpose

__all__ = ["exceeds_expected", "miss_of"]

APART = frozenset({"miss", "difference", "growth"})
"""Operations by which a distance is asked for."""


def miss_of(desk: Desk, operation: str) -> bool:
    """An outcome less what was expected of it."""
    expected = any(m.concept == "expected" for m in desk.question.refusal_cues)
    if asks(desk, "before") and not expected:
        return False  # "beat the quarter before" is no expectation
    for actual in desk.facts:
        if actual.metric.endswith("_consensus") or actual.status != "reported":
            continue
        told = partner(desk, actual, "_vs_consensus")
        if told is not None:
            desk.purposes.append(Purpose("stated", -1, (told.id, actual.id)))
            return True
        consensus = partner(desk, actual, "_consensus")
        if consensus is not None:
            return desk.work(
                operation,
                f"{desk.of_fact(actual)} - {desk.of_fact(consensus)}",
                [actual, consensus],
            )
    return False


def exceeds_expected(desk: Desk) -> bool:
    """By what percentage an outcome was above what was expected of it: the whole is the latter."""
    asked = {m.concept for m in desk.question.operations}
    expected = any(m.concept == "expected" for m in desk.question.refusal_cues)
    if desk.question.answer_type != "percent" or not (expected and asked & APART):
        return False
    for actual in desk.facts:
        if actual.status == "reported" and not actual.metric.endswith("_consensus"):
            consensus = partner(desk, actual, "_consensus")
            if consensus is not None:
                return change_between(desk, actual, consensus, "growth")
    return False
