"""Figures that a question's own words rule out as operands, and what stands in for them.

A sum over parties that it names holds every one of them, each with the same measure, or is not
worked out. A level and its own change are no two levels, and a part is a share of its whole of the
same time only. The step of an issue or a deal is meant only where it is named, and the share of a
company that is held is no ratio of two amounts. It chooses no operation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bot.answer.plan.operands import FORWARD, STRETCHES, Desk
from bot.answer.plan.swapped import ANOTHER_TIME
from bot.knowledge.ledger import alike, family
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact, Period, Purpose

__all__ = [
    "asks_stake",
    "bygone",
    "every_party",
    "fragment_unnamed",
    "of_the_time",
    "parts_at_each_time",
]

ADDED = frozenset({"sum", "work_result", "average"})
_ROW = re.compile(r"sum\((?P<sum>[^()]+)\)|\(?q\d+(?: \+ q\d+)+\)?")
_NAME = re.compile(r"q\d+")
_FRAGMENT = re.compile(r"(?:^|_)tranche(?:_|$)")
_STEP = re.compile(
    r"\btranches?\b|\b(?:instal?ments?|slices?|steps?|pieces?|portions?|parts?|first|last|final|each"
    r"|single|co-?invest\w*)\b|\b\d+-year\b|档|批|首|第一|最后|单[笔档]|每[笔档]|其中|部分|共同|年期"
)
_STAKE = re.compile(
    r"\b(?:stake|shareholding|ownership)\b"
    r"|\bhow much of \S+ (?:does|do|did) [^?]{1,30}\b(?:own|hold)\b|股份|股权|持股"
)
SAME_TIME = 0.8
LEAST, LOOKED_AT = 2, 8


def bygone(desk: Desk, fact: Fact, usable: Sequence[Fact]) -> bool:
    """Whether a figure held only before another of its kind, and no earlier time is spoken of."""
    if not fact.period.label.startswith("before") or fact.clause:
        return False
    if ANOTHER_TIME.search(fold(desk.question.text)) or {"before", "growth"} & desk.asked:
        return False
    kind = (fact.subject, fact.metric, fact.unit)
    return any(
        (f.subject, f.metric, f.unit) == kind and not f.period.label.startswith("before")
        for f in usable
    )


def fragment_unnamed(desk: Desk, fact: Fact) -> bool:
    """Whether a figure is one step of an issue or a deal, and the question speaks of no step."""
    if not _FRAGMENT.search(fact.metric) or fact.metric in _metrics(desk):
        return False
    return _STEP.search(fold(desk.question.text)) is None


def asks_stake(desk: Desk) -> bool:
    """Whether the share asked for is what a party holds of another, which a source tells."""
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    if not _STAKE.search(fold(desk.question.text)) or len(parties) < LEAST:
        return False
    return any(f.metric == "stake" and {f.subject, f.counterparty} <= parties for f in desk.facts)


def of_the_time(desk: Desk, pair: tuple[str, str] | None) -> tuple[str, str] | None:
    """Two operands, each at the one time that is named, where its party tells it for that time."""
    dated = named_periods(desk.question.periods)
    if pair is None or len(dated) != 1 or len(desk.question.periods) != 1 or desk.ledger is None:
        return pair
    found = [desk.ledger.get(i) for i in pair]
    if any(f is None or f.clause or f.period.kind not in STRETCHES for f in found):
        return pair
    one, other = (f for f in found if f is not None)
    if one.subject != other.subject or family(one.metric) == family(other.metric):
        return pair  # the one figure at two times, or of two parties, is compared
    timely = [_at(desk, f, dated[0], any_length=True) for f in found if f is not None]
    told = [new.id if new is not None else old for new, old in zip(timely, pair, strict=True)]
    return (told[0], told[1]) if told[0] != told[1] else pair


def _metrics(desk: Desk) -> set[str]:
    return {m.concept for m in desk.question.metrics}


# --- a part in its whole ------------------------------------------------------------------------


def parts_at_each_time(desk: Desk) -> bool:
    """The share of a part in its whole, both of one time, at each time that the question names."""
    if "share" not in desk.asked or desk.ledger is None or desk.question.quantities:
        return False
    dated = named_periods(desk.question.periods)
    pair = _part_and_whole(desk)
    if pair is None or not dated or {"growth", "difference", "times"} & desk.asked:
        return False
    made, purposes = len(desk.calculations), len(desk.purposes)
    for period in dated:
        part, whole = (_at(desk, fact, period) for fact in pair)
        if part is None or whole is None or not _at_once(part, whole):
            desk.cut(made, purposes)
            return False
        shown = f"share({desk.of_fact(part)}, {desk.of_fact(whole)})"
        if not desk.work("share", shown, [part, whole]):
            desk.cut(made, purposes)
            return False
    return True


def _part_and_whole(desk: Desk) -> tuple[Fact, Fact] | None:
    """A figure and the one whose name its own name ends with, of one party: of those that the
    question's words name, or whose measures it names.
    """
    paired = [f for i in desk.pair or () for f in desk.facts if f.id == i]
    named = [f for f in desk.facts if f.metric in _metrics(desk)]
    pools = (paired, named[:LOOKED_AT])
    both = ((p, w) for pool in pools for p in pool for w in pool if is_part(p, w))
    return next(both, None)


def is_part(part: Fact, whole: Fact) -> bool:
    """Whether one figure is of a part of what another is of, by their names."""
    return (
        part.subject == whole.subject
        and part.unit == whole.unit
        and part.metric.endswith(f"_{whole.metric}")
        and part.period.kind in STRETCHES
        and whole.period.kind in STRETCHES
    )


def _at_once(one: Fact, other: Fact) -> bool:
    return (one.period.start, one.period.end) == (other.period.start, other.period.end)


def _at(desk: Desk, like: Fact, period: Period, *, any_length: bool = False) -> Fact | None:
    """The same figure at another time, as its party reports it; of another length of time only
    where any will do.
    """
    pool = desk.ledger.find(subject=like.subject, metric=like.metric) if desk.ledger else ()
    found = [
        f
        for f in pool
        if len(f.values) == 1
        and f.stated_in is not None
        and f.status == like.status
        and (not f.later or like.later or desk.question.as_of == "latest")
        and timing([period], f) >= SAME_TIME
    ]
    best = max((timing([period], f) for f in found), default=0.0)
    alike_kind = [f for f in found if timing([period], f) == best]
    same = [f for f in alike_kind if f.period.kind == like.period.kind]
    return next(iter(same or (alike_kind if any_length else ())), None)


# --- every party of a sum -----------------------------------------------------------------------


def every_party(desk: Desk) -> None:
    """Let a sum over parties hold all that the question names: what lacks one gets that party's
    figure of the same measure, or is taken off the desk.
    """
    for purpose in () if desk.firm else desk.purposes:
        if purpose.operation not in ADDED or not 0 <= purpose.calculation < len(desk.expressions):
            continue
        parts = _added(desk, purpose)
        if len(parts) < LEAST or any(p.clause for p in parts):
            continue
        lacking = _lacking(desk, parts)
        strange = _unlike(desk, parts)
        if not lacking and not strange:
            continue
        more = [] if strange else [_of_party(desk, party, parts) for party in lacking]
        if strange or None in more:
            desk.clear()
            return
        if len(desk.purposes) > 1:
            return
        whole = [*parts, *(f for f in more if f is not None)]
        desk.clear()
        names = ", ".join(desk.of_fact(f) for f in whole)
        call = "avg" if purpose.operation == "average" else "sum"
        desk.work("sum" if call == "sum" else "work_result", f"{call}({names})", whole)
        return


def _added(desk: Desk, purpose: Purpose) -> list[Fact]:
    """The facts of a plain sum; none where anything else is done with them."""
    expression = desk.expressions[purpose.calculation]
    if not _ROW.fullmatch(expression):
        return []
    ids = [desk.operands[name].fact_id for name in _NAME.findall(expression)]
    found = [desk.ledger.get(i) if desk.ledger and i else None for i in ids]
    return [f for f in found if f is not None] if None not in found else []


def _listed(desk: Desk) -> list[str]:
    """The companies that the question names."""
    named = (m.concept for m in desk.question.entities if m.kind == "company")
    return list(dict.fromkeys(named))


def _lacking(desk: Desk, parts: Sequence[Fact]) -> list[str]:
    """The companies of a sum that none of its figures is of."""
    told = {party for f in parts for party in (f.subject, f.counterparty)}
    listed = _listed(desk)
    within = [p for p in listed if p in told]
    # One figure for each party named: those of nobody named are a setting, not a list.
    return [p for p in listed if p not in told] if len(within) >= LEAST else []


def _unlike(desk: Desk, parts: Sequence[Fact]) -> bool:
    """Whether parties that are only listed are told by unlike measures."""
    if _metrics(desk) or len(_listed(desk)) <= LEAST:
        return False
    families = {family(f.metric) for f in parts}
    return len(families) > 1 and not all(
        alike(f, families - {f}) or _DEAL.search(f) for f in families
    )


_DEAL = re.compile(r"contract|commitment|purchase|invest|stake|debt|lease|backlog|rpo")


def _of_party(desk: Desk, party: str, parts: Sequence[Fact]) -> Fact | None:
    """A party's own figure of the measure that the others are told by, of their time."""
    first = parts[0]
    sides: Mapping[str, set[str | None]] = {
        "subject": {f.subject for f in parts},
        "counterparty": {f.counterparty for f in parts},
    }
    measures = {f.metric for f in parts}
    ledger = desk.ledger
    if ledger is None:
        return None
    one_giver = len(sides["subject"]) == 1 and None not in sides["counterparty"]
    pool: Iterable[Fact] = ledger.find(subject=first.subject) if one_giver else ledger.find(party)
    found = [
        f
        for f in pool
        if (f.counterparty == party if one_giver else f.subject == party)
        and (f.metric in measures or alike(f.metric, measures))
        and f.unit == first.unit
        and len(f.values) == 1
        and f.stated_in is not None
        and (f.status in FORWARD) == (first.status in FORWARD)
        and (not f.later or first.later)
    ]
    found.sort(key=lambda f: (f.period.kind != first.period.kind, -f.values[0]))
    return found[0] if found else None
