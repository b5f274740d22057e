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

from bot.answer.plan.operands import Desk
from bot.knowledge.ledger import family
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact

__all__ = ["implied"]


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
