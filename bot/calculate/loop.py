"""The money loop as a graph: its legs as stated, and what a reader's own shares make of them.

A share is how much of what a party receives on the leg before it passes on along its own leg; none
is shipped, so without the reader's there are amounts and statuses and no recirculation figure.
Legs of unlike status (a letter of intent, a contract, an estimate) are never summed without the
note `unlike_statuses`. It words nothing (`bot.calculate.loop_reading` does) and guesses nothing.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from types import MappingProxyType
from typing import Protocol

from bot.calculate.circulation import Leg, Recirculation, one_currency, recirculation
from bot.calculate.cycles import choose_cycle, find_cycles
from bot.calculate.measures import WORKING
from bot.calculate.schedule import first_to_move, timing_of
from bot.errors import InputError
from bot.language.units import CURRENCIES
from bot.records import Fact, Flow, Quantity

__all__ = ["Leg", "LoopReport", "Recirculation", "money_loop"]

MAX_ROUNDS = 1_000
_NONE: Mapping[str, Decimal] = MappingProxyType({})
_NO_AMOUNTS: Mapping[str, Quantity] = MappingProxyType({})


class Facts(Protocol):
    """Where a leg's fact and its later updates are looked up: the ledger."""

    def get(self, fact_id: str) -> Fact | None:
        """The fact with this id, or None."""

    def later_than(self, fact: Fact) -> tuple[Fact, ...]:
        """Later rows that update this one."""


@dataclass(frozen=True, slots=True)
class LoopReport:
    """All legs, the cycle looked at, and what shares and changed amounts make of it.

    `cycles` are all cycles of the graph, as leg ids; `missing` are legs of the cycle whose share
    the reader has not given; `outside_legs` bring money into the cycle's parties from others;
    `base` is the same report with the amounts as stated, where the reader changed some; `first`
    is the leg of the cycle whose money moves first, where the dates in the sources tell.
    """

    legs: tuple[Leg, ...]
    cycle: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]
    missing: tuple[str, ...]
    outside_legs: tuple[str, ...]
    notes: tuple[str, ...]
    recirculation: Recirculation | None = None
    base: LoopReport | None = None
    first: str | None = None

    def leg(self, leg_id: str) -> Leg:
        """The leg with this id. Raises KeyError."""
        for leg in self.legs:
            if leg.id == leg_id:
                return leg
        raise KeyError(leg_id)


def money_loop(
    flows: Iterable[Flow],
    ledger: Facts,
    *,
    shares: Mapping[str, Decimal] = _NONE,
    amounts: Mapping[str, Quantity] = _NO_AMOUNTS,
    rounds: int = 0,
    cycle: Sequence[str] | None = None,
    later: bool = False,
) -> LoopReport:
    """The loop from the flows and their facts.

    Shares are percent points by leg id (60 is 60%), amounts replace a leg's own in the same unit,
    or say what a leg of gigawatts or shares is worth in money.
    `cycle` names legs or parties in their order; without it, the triangle, or the one cycle that
    holds every leg with a share. `later` lets legs from after the article in.

    Raises InputError for an unknown leg, a share outside 0..100%, an amount in another unit, a
    cycle that does not close, or too many rounds; each names what would have been right.
    """
    stated = _legs(flows, ledger, later)
    _check(stated, shares, amounts, rounds)
    with localcontext(WORKING):
        cycles = find_cycles(stated)
        chosen = choose_cycle(stated, cycles, cycle, shares)
        legs = {i: _with_reader(leg, shares, amounts) for i, leg in stated.items()}
        report = _report(legs, chosen, cycles, rounds)
        if not amounts:
            return report
        unchanged = {i: _with_reader(leg, shares, _NO_AMOUNTS) for i, leg in stated.items()}
        return replace(report, base=_report(unchanged, chosen, cycles, rounds))


# --- legs --------------------------------------------------------------------------------------


def _legs(flows: Iterable[Flow], ledger: Facts, later: bool) -> dict[str, Leg]:
    legs: dict[str, Leg] = {}
    for flow in flows:
        fact = ledger.get(flow.fact_id)
        if fact is None or (fact.later and not later):
            continue
        values = fact.values
        legs[flow.id] = Leg(
            id=flow.id,
            giver=flow.giver,
            taker=flow.taker,
            kind=flow.kind,
            status=flow.status,
            fact_id=flow.fact_id,
            amount=values[0] if values else None,
            low=fact.low,
            high=fact.high,
            unit=fact.unit,
            bound=fact.bound or "exact",
            period=fact.period.label,
            as_of=fact.as_of,
            triangle=flow.triangle,
            later=fact.later,
            updates=tuple(update.id for update in ledger.later_than(fact)),
            timing=timing_of(fact),
            source_id=fact.source_id,
            stated_in=fact.stated_in,
        )
    return legs


def _with_reader(leg: Leg, shares: Mapping[str, Decimal], amounts: Mapping[str, Quantity]) -> Leg:
    given = amounts.get(leg.id)
    if given is not None:
        leg = replace(
            leg,
            stated=leg.amount,
            stated_unit=leg.unit,
            amount=given.value,
            unit=given.unit,
            low=given.low,
            high=given.high,
            bound=given.bound,
            given=True,
        )
    return replace(leg, share=shares.get(leg.id))


def _check(
    legs: Mapping[str, Leg],
    shares: Mapping[str, Decimal],
    amounts: Mapping[str, Quantity],
    rounds: int,
) -> None:
    for leg_id in (*shares, *amounts):
        if leg_id not in legs:
            near = difflib.get_close_matches(leg_id, legs, n=1)
            hint = f"did you mean {near[0]}? " if near else ""
            raise InputError(f"there is no leg {leg_id!r}; {hint}Known legs: {', '.join(legs)}")
    for leg_id, share in shares.items():
        if not (share.is_finite() and 0 <= share <= 100):
            raise InputError(
                f"the share of {leg_id} is {share}%; 0% to 100% was expected, such as "
                f"{leg_id}.share=60%"
            )
    for leg_id, quantity in amounts.items():
        unit = legs[leg_id].unit
        # What a leg of gigawatts or shares is worth is the reader's to say.
        priced = quantity.unit in CURRENCIES and unit not in CURRENCIES
        if not (priced or quantity.unit == unit) or quantity.value < 0:
            raise InputError(
                f"the amount of {leg_id} is {quantity.text or quantity.value}; an amount in {unit} "
                "that is not negative was expected"
            )
    if not 0 <= rounds <= MAX_ROUNDS:
        raise InputError(f"{rounds} rounds were asked for; 0 to {MAX_ROUNDS} was expected")


# --- figures -----------------------------------------------------------------------------------


def _report(
    legs: Mapping[str, Leg],
    cycle: tuple[str, ...],
    cycles: tuple[tuple[str, ...], ...],
    rounds: int,
) -> LoopReport:
    around = [legs[i] for i in cycle]
    parties = {leg.giver for leg in around}
    outside = [
        leg.id
        for leg in legs.values()
        if leg.taker in parties and leg.giver not in parties and leg.is_money
    ]
    missing = tuple(leg.id for leg in around if leg.share is None)
    found = None if missing else recirculation(around, rounds)
    parallel = {(leg.giver, leg.taker) for leg in around}
    notes = [
        name
        for name, holds in (
            ("unlike_statuses", len({leg.status for leg in around}) > 1),
            ("no_shares", len(missing) == len(around)),
            ("some_shares", 0 < len(missing) < len(around)),
            ("not_all_money", found is not None and not one_currency(around)),
            ("share_exceeds_leg", found is not None and bool(found.overfull)),
            (
                "parallel_legs",
                any(
                    (leg.giver, leg.taker) in parallel and leg.id not in cycle
                    for leg in legs.values()
                ),
            ),
            ("updated", any(leg.updates for leg in around)),
        )
        if holds
    ]
    return LoopReport(
        legs=tuple(legs.values()),
        cycle=cycle,
        cycles=cycles,
        missing=missing,
        outside_legs=tuple(outside),
        notes=tuple(notes),
        recirculation=found,
        first=first_to_move([(leg.id, leg.timing) for leg in around if leg.timing]),
    )
