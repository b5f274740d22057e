"""Figures that no source states and that follow from two others by what they mean.

Capital spending is operating less free cash flow; what a stake stood at in the books is what was
received for it less the gain. A table of such identities; one is worked out where the question
names its result and an operand, or both operands and that something follows from them. The
operands are of one party and one time. It plans no other calculation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from bot.answer.plan.operands import Desk
from bot.knowledge.ledger import family, known_at
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact, Period

__all__ = ["implied", "implied_beside"]


@dataclass(frozen=True, slots=True)
class Identity:
    """What follows from two metrics, with the words for it where it is no metric itself."""

    result: str
    first: str
    second: str
    form: str
    words: re.Pattern[str] | None = None


IDENTITIES = (
    Identity("capex", "operating_cash_flow", "free_cash_flow", "{} - {}"),
    Identity("free_cash_flow", "operating_cash_flow", "capex", "{} - {}"),
    Identity("operating_cash_flow", "free_cash_flow", "capex", "{} + {}"),
    Identity(
        "book_value",
        "disposal_proceeds",
        "disposal_gain",
        "{} - {}",
        re.compile(r"\bbook(?:s|ed)? (?:value|at)\b|\bcarr(?:ied|ying)\b|\bbooks\b|帐面|帐上"),
    ),
)
THIS_PERIOD = 0.8
_CASH = re.compile(r"\bcash (?:figures|flows?|numbers|statement)\b|现金流")
_PLAN = re.compile(
    r"\bguid\w+\b|\bforecast\w*\b|\bplan(?:ned|s)?\b|\btarget\w*\b"
    r"|\b(?:told|given?|gave) (?:its )?investors\b"
    r"|指引|预告|目标|预估|计划|喊"
)
LEAST = 2
"""How many of the three a question must name."""


def implied(desk: Desk) -> bool:
    """The figure that follows from two others, where the question asks for one."""
    named = {family(m.concept) for m in desk.question.metrics}
    for identity in IDENTITIES:
        if not _asked(desk, identity, named):
            continue
        for one, other in _operands(desk, identity):
            shown = identity.form.format(desk.of_fact(one), desk.of_fact(other))
            if desk.work("work_result", shown, [one, other]):
                return True
    return _ratio_named(desk)


def implied_beside(desk: Desk) -> bool:
    """The figure that follows from two others, set beside a stated one of its kind: the plan for
    the same time, or that of another time that is named.
    """
    named = {family(m.concept) for m in desk.question.metrics}
    folded = fold(desk.question.text)
    percent = desk.question.answer_type == "percent"
    if desk.question.quantities or not (percent or {"times", "difference"} & desk.asked):
        return False
    for identity in IDENTITIES:
        inputs = {identity.first, identity.second}
        follows = "implied" in desk.asked and identity.result in named
        told = inputs <= named or bool(inputs & named) or _CASH.search(folded) is not None
        if not (inputs <= named or (follows and told)):
            continue
        for one, other in _operands(desk, identity):
            base = _stated_beside(desk, identity.result, one, folded)
            if base is None or base.unit != one.unit:
                continue
            shown = identity.form.format(desk.of_fact(one), desk.of_fact(other))
            if desk.work("work_result", shown, [one, other]):
                return _set_beside(desk, base, percent=percent)
    return False


def _stated_beside(desk: Desk, metric: str, operand: Fact, folded: str) -> Fact | None:
    """What is stated of a measure beside what follows: the plan for the same time where a plan is
    spoken of, else the outcome of another time that is named.
    """
    asked = named_periods(desk.question.periods)
    pool = desk.ledger.find(subject=operand.subject, metric=metric) if desk.ledger else ()
    known = [
        f for f in pool if len(f.values) == 1 and f.stated_in and known_at(f, desk.question.as_of)
    ]
    if _PLAN.search(folded):
        plans = [f for f in known if f.status == "guidance" and f.period.end == operand.period.end]
        dated = [p for p in asked if p.start and p.end]
        then = [f for f in plans if any(_told_in(p, f) for p in dated)]
        return max(then or plans, key=lambda f: f.as_of, default=None)
    rest = [f for f in known if f.status == "reported" and f.period.end != operand.period.end]
    fits = [(timing(asked, f), f) for f in rest if f.period.kind == operand.period.kind]
    return max((f for f in fits if f[0] >= THIS_PERIOD), key=lambda f: f[0], default=(0, None))[1]


def _told_in(period: Period, fact: Fact) -> bool:
    return (period.start or "") <= fact.as_of <= (period.end or "")


def _set_beside(desk: Desk, base: Fact, *, percent: bool) -> bool:
    """What follows over, in per cent of or less the stated figure."""
    result, figure = desk.result(len(desk.calculations) - 1), desk.of_fact(base)
    if "times" in desk.asked:
        return desk.work("work_onward_multiple", f"multiple({result}, {figure})", [base])
    if percent:
        return desk.work("work_onward_growth", f"pct_change({figure}, {result})", [base])
    above = Decimal(desk.operands[result].value) >= base.values[0]
    high, low = (result, figure) if above else (figure, result)
    name = "work_onward_above" if above else "work_onward_below"
    return desk.work(name, f"{high} - {low}", [base])


def _ratio_named(desk: Desk) -> bool:
    """A ratio that is a measure of its own (capital spending to revenue), of a time for which no
    source tells it, from its two figures of that time.
    """
    asked = named_periods(desk.question.periods)
    for concept in dict.fromkeys(m.concept for m in desk.question.metrics):
        part, whole = _sides(concept)
        if not whole or not asked or desk.ledger is None:
            continue
        if any(timing(asked, f) >= THIS_PERIOD for f in desk.ledger.find(metric=concept)):
            continue
        for one, other in _operands(desk, Identity(concept, part, whole, "")):
            shown = f"share({desk.of_fact(one)}, {desk.of_fact(other)})"
            if desk.work("work_share", shown, [one, other]):
                return True
    return False


def _sides(concept: str) -> tuple[str, str]:
    """The two measures that a ratio's name sets over one another: cloud revenue over revenue."""
    part, _, whole = concept.partition("_to_")
    if whole or not concept.endswith("_share"):
        return part, whole
    part = concept.removesuffix("_share")
    return part, part.rpartition("_")[2] if "_" in part else ""


def _asked(desk: Desk, identity: Identity, named: set[str]) -> bool:
    """Whether the result is asked for as what follows from others."""
    follows = any(m.concept == "implied" for m in desk.question.operations)
    inputs = named & {identity.first, identity.second}
    if identity.words is not None:
        spoken = identity.words.search(fold(desk.question.text)) is not None
        return spoken and bool(inputs) and (follows or len(inputs) == LEAST)
    if identity.result not in named or not follows:
        return False
    told = len(inputs) + 1
    stated = [f for f in desk.facts if f.metric == identity.result and f.status == "reported"]
    asked = named_periods(desk.question.periods)
    return told >= LEAST and not any(timing(asked, f) >= THIS_PERIOD for f in stated if asked)


def _operands(desk: Desk, identity: Identity) -> Iterator[tuple[Fact, Fact]]:
    """Both operands, of one party and one time, those of the time asked for first."""
    if desk.ledger is None:
        return
    asked = named_periods(desk.question.periods)
    parties = {m.concept for m in desk.question.entities} or {f.subject for f in desk.facts[:1]}
    later = any(f.later for f in desk.facts)
    found = []
    for one in desk.ledger.find(metric=identity.first):
        for other in desk.ledger.find(subject=one.subject, metric=identity.second):
            alike = (one.period.start, one.period.end, one.counterparty) == (
                other.period.start,
                other.period.end,
                other.counterparty,
            )
            usable = all(
                f.status == "reported"
                and f.stated_in
                and len(f.values) == 1
                and (later or not f.later)
                for f in (one, other)
            )
            if alike and usable and parties & {one.subject, one.counterparty}:
                found.append((timing(asked, one), one.counterparty in parties, one, other))
    found.sort(key=lambda row: (row[0], row[1], row[2].as_of), reverse=True)
    for fit, _, one, other in found:
        if not asked or fit >= THIS_PERIOD:
            yield one, other
