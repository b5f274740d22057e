"""A calculation again with other operands: the latest figure, one of like length, the reader's own.

What the rules have planned is kept; only where its operands come from changes. Where the question
names no time, a figure is the latest that the sources hold as of the day asked about, and two
parties' figures of one measure are of stretches of like length. What the reader supposes takes
the place of the operand that has its unit and its role. It chooses no operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.answer.plan.operands import FORWARD, MONEY, STRETCHES, Desk
from bot.answer.plan.portions import level_of
from bot.calculate.expression import evaluate
from bot.knowledge.ledger import family
from bot.language.asked import LEAST_AMOUNT
from bot.language.script import fold
from bot.records import Calculation, Fact, Operand, Purpose, Quantity

__all__ = ["evaluated", "like_lengths", "suppose", "to_latest"]

TWO_TIMES = frozenset({"before", "growth"})
OF_TWO = frozenset({"share", "times", "difference"})
ANOTHER_TIME = re.compile(
    r"\b(?:when|before|after|first|then|peak|bubble|initial\w*|original\w*|earlier|previous\w*"
    r"|began|start\w*|old|once|at the time|back)\b"
    r"|当时|最初|原本|原来|起初|之前|之后|先前|后来|高峰|那时|首"
)
"""Words that speak of a time without naming it."""
LEADING = 6
NEAREST = 100
"""How many days may lie between the ends of two parties' like stretches."""
OF_DEAL = re.compile(r"^contract_value|commitment|^purchase|investment")
LENGTHS = ("quarter", "ttm", "year", "half", "ytd", "month", "instant")
TOLD_AS = {
    "share": "work_share",
    "times": "work_multiple",
    "work_share": "work_share",
    "work_multiple": "work_multiple",
}
SET_OVER = {"share": ("share", "work_share"), "times": ("multiple", "work_multiple")}
SUBTRACTED = re.compile(r"(\w+) - (\w+)")


# --- the latest --------------------------------------------------------------------------------


def to_latest(desk: Desk) -> None:
    """Put the latest figures in place of earlier ones of the same time, where no time is asked."""
    asked = {m.concept for m in desk.question.operations}
    speaks = ANOTHER_TIME.search(fold(desk.question.text))
    own = any(o.given for o in desk.operands.values())  # then the change is the reader's
    if desk.question.periods or speaks or (TWO_TIMES & asked and not own) or not desk.ledger:
        return
    facts = _facts_used(desk)
    if not facts or len({f.period.end for f in facts}) != 1 or _one_series(facts):
        return
    series = [_later_of(desk, f, alone=len(facts) == 1) for f in facts]
    common = set.intersection(*({f.period.end for f in s} for s in series))
    if not common:
        return
    last = max(end for end in common if end)
    newer = [next(f for f in s if f.period.end == last) for s in series]
    _replay(desk, dict(zip((f.id for f in facts), newer, strict=True)))


def _facts_used(desk: Desk) -> list[Fact]:
    """The facts whose one figure is an operand, all of them in the ledger; else none."""
    ids = dict.fromkeys(o.fact_id for o in desk.operands.values() if o.fact_id)
    found = [desk.ledger.get(i) if desk.ledger else None for i in ids]
    facts = [f for f in found if f is not None]
    whole = {i for p in desk.purposes for i in p.facts}
    if len(facts) != len(found) or not facts or not whole >= set(ids):
        return []
    single = all(len(f.values) == 1 and f.period.end for f in facts)
    plain = all(
        Decimal(o.value) == abs(f.values[0])
        for f in facts
        for o in desk.operands.values()
        if o.fact_id == f.id
    )
    return facts if single and plain else []


def _one_series(facts: Sequence[Fact]) -> bool:
    """Whether several of the facts are one figure: its values are what is set in relation."""
    return len({(f.subject, f.counterparty, family(f.metric)) for f in facts}) < len(facts)


def _later_of(desk: Desk, fact: Fact, *, alone: bool) -> list[Fact]:
    """The same figure at later times within the day asked about; of a shorter stretch too where it
    is the only one.
    """
    pool = desk.ledger.find(subject=fact.subject, metric=fact.metric) if desk.ledger else ()
    later = [f for f in pool if _after(f, fact) and _allowed(desk, f, fact)]
    same = [f for f in later if _alike(f, fact)]
    if same or not alone or fact.period.kind not in STRETCHES:
        return same
    return [
        f
        for f in later
        if f.period.kind == "quarter" and _alike(replace(f, period=fact.period), fact)
    ]


def _alike(one: Fact, other: Fact) -> bool:
    same = (one.counterparty, one.unit, one.status, one.period.kind)
    return (
        same == (other.counterparty, other.unit, other.status, other.period.kind)
        and len(one.values) == 1
        and one.stated_in is not None
        and other.status not in FORWARD
    )


def _after(one: Fact, other: Fact) -> bool:
    return (one.period.end or "") > (other.period.end or "9")


def _allowed(desk: Desk, fact: Fact, like: Fact) -> bool:
    asked = desk.question.as_of
    if asked not in ("article", "latest"):
        return fact.as_of <= asked
    return not fact.later or like.later or asked == "latest"


# --- of like length ----------------------------------------------------------------------------


def like_lengths(desk: Desk) -> None:
    """Two parties' figures of one measure over stretches of like length, where none is named."""
    asked = {m.concept for m in desk.question.operations}
    measures = list(dict.fromkeys(m.concept for m in desk.question.metrics))
    named = [m.concept for m in desk.question.entities if m.kind == "company"]
    parties = list(dict.fromkeys(named))
    if desk.question.periods or len(measures) != 1 or len(parties) != 2 or not OF_TWO & asked:
        return
    facts = _facts_used(desk)
    if len(facts) != 2 or {f.subject for f in facts} != set(parties):
        return
    kinds = {f.period.kind for f in facts}
    measured = all(f.metric == measures[0] for f in facts)
    if measured and (not kinds & STRETCHES or ANOTHER_TIME.search(fold(desk.question.text))):
        return
    kept = kinds if measured and len(kinds) == 1 else set()
    pair = _of_one_kind(desk, measures[0], facts, kept)
    if pair is not None:
        _replay(desk, {f.id: pair[f.subject] for f in facts})


def _of_one_kind(
    desk: Desk, metric: str, facts: Sequence[Fact], kept: AbstractSet[str]
) -> dict[str, Fact] | None:
    """The latest figure of the measure that each party has, of one kind of stretch: of the kind
    that both have, where there is one.
    """
    pools = {f.subject: _reported(desk, f.subject, metric) for f in facts}
    for kind in (k for k in LENGTHS if not kept or k in kept):
        latest = {
            party: max((f for f in pool if f.period.kind == kind), key=_end, default=None)
            for party, pool in pools.items()
        }
        found = {party: f for party, f in latest.items() if f is not None}
        ends = [date.fromisoformat(_end(f)) for f in found.values()]
        if len(found) == len(facts) and abs(ends[0] - ends[1]).days <= NEAREST:
            return found
    return None


def _latest_of(desk: Desk, metric: str) -> list[Fact]:
    """The latest figure of a measure of one of the parties that the question names."""
    parties = dict.fromkeys(m.concept for m in desk.question.entities if m.kind == "company")
    pool = [f for party in parties for f in _reported(desk, party, metric)]
    kinds = [k for k in LENGTHS if any(f.period.kind == k for f in pool)]
    return sorted((f for f in pool if f.period.kind in kinds[:1]), key=_end, reverse=True)[:1]


def _reported(desk: Desk, party: str, metric: str) -> list[Fact]:
    pool = desk.ledger.find(subject=party, metric=metric) if desk.ledger else ()
    return [
        f
        for f in pool
        if f.status not in FORWARD
        and f.unit in MONEY
        and len(f.values) == 1
        and f.stated_in is not None
        and f.counterparty is None
        and f.period.end
        and _allowed(desk, f, f if desk.question.as_of == "latest" else replace(f, later=False))
    ]


def _end(fact: Fact) -> str:
    return fact.period.end or ""


# --- what the reader supposes ------------------------------------------------------------------


def suppose(desk: Desk) -> None:
    """The calculation with the figure that the reader supposes in its operand's place."""
    given = desk.question.supposed
    if given is None:
        return
    if not desk.calculations:
        if not _of_measure(desk, given):
            _beside_lead(desk, given)
        return
    place = _place_of(desk, given)
    if place is None or desk.ledger is None:
        desk.clear()
        return
    name, fact = place
    unit = desk.operands[name].unit
    value = format(given.value, "f")
    own = Operand(name, value, unit, given=given.text.strip())
    made = evaluated(desk, {name: own})
    if made is None:
        desk.clear()
        return
    desk.operands[name] = own
    desk.calculations[:] = made
    desk.purposes[:] = [_told(p, fact) for p in desk.purposes]


def _told(purpose: Purpose, gone: Fact | None) -> Purpose:
    """What a calculation is for, once one of its figures is the reader's."""
    kept = tuple(i for i in purpose.facts if gone is None or i != gone.id)
    return replace(purpose, operation=TOLD_AS.get(purpose.operation, "work_result"), facts=kept)


def _place_of(desk: Desk, given: Quantity) -> tuple[str, Fact] | None:
    """The operand whose place the figure takes: of its unit, and what the follow-up names of it;
    else the first, which is what the question is about.
    """
    found: list[tuple[int, int, str, Fact]] = []
    order = " ".join(desk.expressions)
    for name, operand in desk.operands.items():
        fact = desk.ledger.get(operand.fact_id) if desk.ledger and operand.fact_id else None
        at = re.search(rf"\b{name}\b", order)
        if fact is None or at is None or not _of_unit(given, operand.unit):
            continue
        told = {fact.metric, family(fact.metric), fact.subject, fact.counterparty}
        found.append((-len(told & set(desk.question.supposed_of)), at.start(), name, fact))
    return min(found, key=lambda f: f[:2])[2:] if found else None


def _of_unit(given: Quantity, unit: str) -> bool:
    open_amount = given.unit == "1" and given.value >= LEAST_AMOUNT and unit in MONEY
    return given.unit == unit or open_amount


def _of_measure(desk: Desk, given: Quantity) -> bool:
    """The supposed figure as a share or multiple of the measure that the question names."""
    if _of_whole(desk, given):
        return True
    asked = [m.concept for m in desk.question.operations if m.concept in SET_OVER]
    named = {m.concept for m in desk.question.metrics} - set(desk.question.supposed_of)
    measures = [f for f in desk.facts if f.metric in named and _of_unit(given, f.unit or "1")]
    if asked and not measures:
        measures = [f for metric in sorted(named) for f in _latest_of(desk, metric)]
    if not asked or not measures:
        return False
    call, told_as = SET_OVER[asked[0]]
    own = desk.given(replace(given, unit=measures[0].unit or "1"))
    desk.work(told_as, f"{call}({own}, {desk.of_fact(measures[0])})", [measures[0]])
    to_latest(desk)
    return bool(desk.calculations)


def _of_whole(desk: Desk, given: Quantity) -> bool:
    """What a stated share becomes where its whole is the supposed figure: the part stays."""
    for share in desk.facts[:LEADING]:
        level = level_of(desk, share) if share.unit == "%" and len(share.values) == 1 else None
        if level is None or level.metric not in desk.question.supposed_of:
            continue
        if not _of_unit(given, level.unit or "1"):
            continue
        own = desk.given(replace(given, unit=level.unit or "1"))
        part = f"{desk.of_fact(level)} * {desk.of_fact(share)}"
        return desk.work("work_share", f"share({part}, {own})", [level, share])
    return False


def _beside_lead(desk: Desk, given: Quantity) -> None:
    """How far the supposed figure lies from the one that the sources tell."""
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    of_them = [f for f in desk.facts if parties <= {f.subject, f.counterparty}]
    fitting = [f for f in of_them if _of_unit(given, f.unit or "1")]
    deals = [f for f in fitting if OF_DEAL.search(f.metric) and f.counterparty]
    lead = next(iter((*deals, *fitting)), None)
    if lead is None:
        return
    own = desk.given(replace(given, unit=lead.unit or "1"))
    told = desk.of_fact(lead)
    order = (own, told) if given.value >= lead.values[0] else (told, own)
    desk.work("work_apart_from", " - ".join(order), [lead])


# --- working it out again ----------------------------------------------------------------------


def _replay(desk: Desk, newer: Mapping[str, Fact]) -> None:
    """The desk's calculations with facts put in the place of others; as it was on an error."""
    swaps: dict[str, Operand] = {}
    for name, operand in desk.operands.items():
        fact = newer.get(operand.fact_id or "")
        if fact is not None:
            value = _sized(operand, fact)
            swaps[name] = replace(operand, value=value, ref=fact.stated_in, fact_id=fact.id)
    made = evaluated(desk, swaps)
    if made is None:
        return
    desk.operands.update(swaps)
    desk.calculations[:] = made
    desk.purposes[:] = [
        replace(p, facts=tuple(newer[i].id if i in newer else i for i in p.facts))
        for p in desk.purposes
    ]


def _sized(operand: Operand, fact: Fact) -> str:
    """A fact's figure, by its size where the operand before it was told so."""
    value = fact.values[0]
    return format(abs(value) if not operand.value.startswith("-") else value, "f")


def evaluated(desk: Desk, swaps: Mapping[str, Operand]) -> list[Calculation] | None:
    """Every expression with other operands; None where one has no value or another unit."""
    operands = desk.operands | dict(swaps)
    made: list[Calculation] = []
    for number, expression in enumerate(desk.expressions):
        for name, operand in operands.items():
            if operand.calculation is not None and operand.calculation < len(made):
                value = made[operand.calculation].value or "0"
                operands[name] = replace(operand, value=value)
        result = _worked(expression, operands, desk)
        before = desk.calculations[number]
        if result.error is not None or result.unit != before.unit:
            return None
        made.append(result)
    return made


def _worked(expression: str, operands: Mapping[str, Operand], desk: Desk) -> Calculation:
    """The value of an expression; of a plain difference the larger less the smaller."""
    result = evaluate(expression, operands, language=desk.question.language)
    sides = SUBTRACTED.fullmatch(expression)
    flips = sides and (result.value or "").startswith("-") and _positive(operands, sides.groups())
    if sides and flips:
        return evaluate(f"{sides[2]} - {sides[1]}", operands, language=desk.question.language)
    return result


def _positive(operands: Mapping[str, Operand], names: Iterable[str]) -> bool:
    return all(name in operands and not operands[name].value.startswith("-") for name in names)
