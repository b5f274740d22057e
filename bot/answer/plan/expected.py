"""Rules for an outcome beside what was expected of it: how much above it, in money or per cent.

Each takes the desk and says whether it planned a calculation; they word nothing.
"""

from __future__ import annotations

import re

from bot.answer.plan.changes import asks, change_between
from bot.answer.plan.operands import Desk, partner
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact, Purpose

__all__ = ["apart_from_expected", "exceeds_expected", "miss_of"]

APART = frozenset({"miss", "difference", "growth"})
"""Operations by which a distance is asked for."""
AT_ONCE = 0.8
_ANALYSTS = re.compile(
    r"\banalysts?\b|\bconsensus\b|\bwall street\b|\bthe street\b|\bforecasters\b|\bthe market\b"
    r"|分析师|市场|共识|外界|华尔街"
)


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


def apart_from_expected(desk: Desk) -> bool:
    """How far the outcome of the measure that is named lies from what analysts had expected of it,
    at the time that is named.
    """
    cues = {m.concept for m in desk.question.refusal_cues}
    named = {m.concept for m in desk.question.metrics}
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    dated = named_periods(desk.question.periods)
    far = {"difference", "miss"} & desk.asked and desk.question.answer_type != "percent"
    spoken = "expected" in cues and _ANALYSTS.search(fold(desk.question.text)) is not None
    if desk.ledger is None or not (far and spoken and named and dated) or desk.question.quantities:
        return False
    for metric in sorted(named):
        for actual in desk.ledger.find(metric=metric):
            reported = actual.status == "reported" and len(actual.values) == 1
            here = actual.subject in parties and timing(dated, actual) >= AT_ONCE
            if not (reported and here and actual.stated_in):
                continue
            expected = partner(desk, actual, "_consensus")
            if expected is not None and partner(desk, actual, "_vs_consensus") is None:
                less = f"{desk.of_fact(actual)} - {desk.of_fact(expected)}"
                return desk.work("miss", less, [actual, expected])
    return False


def exceeds_expected(desk: Desk) -> bool:
    """By what percentage an outcome was above what was expected of it, or below: the whole is the
    latter. Where money is asked for too, that comes first.
    """
    asked = {m.concept for m in desk.question.operations}
    cues = {m.concept for m in desk.question.refusal_cues}
    short = "premise_missed" in cues and "before" not in asked
    if desk.question.answer_type != "percent" or not (
        ("expected" in cues or short) and asked & APART
    ):
        return False
    for actual in desk.facts:
        if actual.status == "reported" and not actual.metric.endswith("_consensus"):
            consensus = partner(desk, actual, "_consensus")
            if consensus is not None:
                told = _beside(desk, actual, consensus)
                return _against(desk, told, consensus, money="asks_money" in cues)
    return False


def _beside(desk: Desk, actual: Fact, expected: Fact) -> Fact:
    """The reading of an outcome that the source of the expectation gives beside it, if any."""
    pool = desk.ledger.find(subject=actual.subject, metric=actual.metric) if desk.ledger else ()
    place = expected.stated_in.passage_id if expected.stated_in else ""
    here = (
        f
        for f in pool
        if f.stated_in is not None
        and f.stated_in.passage_id == place
        and (f.period.start, f.period.end) == (actual.period.start, actual.period.end)
        and len(f.values) == 1
    )
    return next(here, actual)


def _against(desk: Desk, actual: Fact, expected: Fact, *, money: bool) -> bool:
    """The distance in money where it is asked for, and as a share of what was expected."""
    rate = f"pct_change({desk.of_fact(expected)}, {desk.of_fact(actual)})"
    if expected.values[0] > 0:
        if money:
            return change_between(desk, actual, expected, "growth")
        return desk.work("growth", rate, [actual, expected])
    less = f"{desk.of_fact(actual)} - {desk.of_fact(expected)}"
    told = money and desk.work("miss", less, [actual, expected])
    return desk.work("growth", rate, [actual, expected]) or told
