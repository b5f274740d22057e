"""The legs of the loop as of a day: what each amounts to then, what it was before, what was said.

A flow of a later day may replace another (a letter of intent becomes a payment): the leg keeps its
id, shows the newest standing that was known on the day asked about, and keeps the earlier ones. It
chooses no cycle, computes nothing and words nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from bot.calculate.schedule import Timing, timing_of
from bot.language.units import CURRENCIES
from bot.records import Bound, Fact, Flow, FlowKind, SentenceRef, Status

__all__ = ["Facts", "Leg", "Remark", "Standing", "legs_as_of"]


class Facts(Protocol):
    """Where a leg's facts and their later updates are looked up: the ledger."""

    def get(self, fact_id: str) -> Fact | None:
        """The fact with this id, or None."""

    def later_than(self, fact: Fact) -> tuple[Fact, ...]:
        """Later rows that update this one."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What a leg amounted to as of an earlier day, with the fact and sentence that say so."""

    fact_id: str
    status: Status
    amount: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: Bound
    as_of: str
    source_id: str
    stated_in: SentenceRef | None


@dataclass(frozen=True, slots=True)
class Remark:
    """What was said of a leg without another amount: still a letter of intent, an expansion off."""

    fact_id: str
    status: Status
    as_of: str
    statement_en: str
    statement_zh: str
    source_id: str
    stated_in: SentenceRef | None


@dataclass(frozen=True, slots=True)
class Leg:
    """One leg: its amount as its fact states it, or as the reader changed it (`given`).

    `share` is the reader's, in percent points; `stated` keeps the fact's amount; `before` are its
    earlier standings, oldest first, and `remarks` what was said of it; `updates` names later facts
    that the day asked about leaves out; `stated_in` is the sentence that the amount is cited from.
    """

    id: str
    giver: str
    taker: str
    kind: FlowKind
    status: Status
    fact_id: str
    amount: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str | None
    bound: Bound
    period: str
    as_of: str
    triangle: bool = False
    later: bool = False
    share: Decimal | None = None
    stated: Decimal | None = None
    stated_unit: str | None = None
    given: bool = False
    updates: tuple[str, ...] = ()
    timing: Timing | None = None
    source_id: str = ""
    stated_in: SentenceRef | None = None
    before: tuple[Standing, ...] = ()
    remarks: tuple[Remark, ...] = ()

    @property
    def is_money(self) -> bool:
        """Whether its amount is money that was not stated as a rate."""
        return self.amount is not None and self.unit in CURRENCIES


def legs_as_of(
    flows: Iterable[Flow], ledger: Facts, *, later: bool = False, as_of: str | None = None
) -> dict[str, Leg]:
    """The legs by id, in the order of the flows.

    Without `later`, facts from after the article are left out; `as_of` (an ISO date) leaves out
    what was not known by then.
    """
    chains: dict[str, list[tuple[Flow, Fact]]] = defaultdict(list)
    roots: dict[str, str] = {}
    for flow in flows:
        roots[flow.id] = roots.get(flow.replaces or "", flow.replaces or flow.id)
        fact = ledger.get(flow.fact_id)
        if fact is not None:
            chains[roots[flow.id]].append((flow, fact))

    def known(fact: Fact) -> bool:
        return fact.as_of <= as_of if as_of else later or not fact.later

    shown = {fact.id for chain in chains.values() for _, fact in chain if known(fact)}
    legs = {}
    for leg_id, chain in chains.items():
        standing = sorted((p for p in chain if known(p[1])), key=lambda p: p[1].as_of)
        if standing:
            legs[leg_id] = _leg(leg_id, standing, chain, ledger, known, shown)
    return legs


class _Known(Protocol):
    """Whether a fact was known on the day asked about."""

    def __call__(self, fact: Fact, /) -> bool: ...


def _leg(
    leg_id: str,
    standing: list[tuple[Flow, Fact]],
    chain: list[tuple[Flow, Fact]],
    ledger: Facts,
    known: _Known,
    shown: set[str],
) -> Leg:
    flow, fact = standing[-1]
    named = [ledger.get(i) for link, _ in chain for i in link.remarks]
    remarks = sorted((f for f in named if f is not None), key=lambda f: f.as_of)
    newer = [f for _, f in chain] + remarks + list(ledger.later_than(fact))
    told = {f.id for f in remarks if known(f)}
    hidden = dict.fromkeys(f.id for f in newer if f.id not in shown | told and not known(f))
    return Leg(
        id=leg_id,
        giver=flow.giver,
        taker=flow.taker,
        kind=flow.kind,
        status=flow.status,
        fact_id=flow.fact_id,
        amount=_amount(fact),
        low=fact.low,
        high=fact.high,
        unit=fact.unit,
        bound=fact.bound or "exact",
        period=fact.period.label,
        as_of=fact.as_of,
        triangle=any(link.triangle for link, _ in chain),
        later=all(f.later for _, f in standing),
        updates=tuple(hidden),
        timing=timing_of(fact),
        source_id=fact.source_id,
        stated_in=fact.stated_in,
        before=tuple(_standing(link, f) for link, f in standing[:-1]),
        remarks=tuple(_remark(f) for f in remarks if known(f)),
    )


def _amount(fact: Fact) -> Decimal | None:
    return fact.values[0] if fact.values else None


def _standing(flow: Flow, fact: Fact) -> Standing:
    return Standing(
        fact_id=fact.id,
        status=flow.status,
        amount=_amount(fact),
        low=fact.low,
        high=fact.high,
        unit=fact.unit,
        bound=fact.bound or "exact",
        as_of=fact.as_of,
        source_id=fact.source_id,
        stated_in=fact.stated_in,
    )


def _remark(fact: Fact) -> Remark:
    return Remark(
        fact_id=fact.id,
        status=fact.status,
        as_of=fact.as_of,
        statement_en=fact.statement_en,
        statement_zh=fact.statement_zh,
        source_id=fact.source_id,
        stated_in=fact.stated_in,
    )
