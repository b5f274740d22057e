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

from bot.calculate.circulation import Recirculation, one_currency, recirculation
from bot.calculate.cycles import choose_cycle, find_cycles
from bot.calculate.legs import Facts, Leg, legs_as_of
from bot.calculate.measures import WORKING
from bot.calculate.schedule import first_to_move
from bot.errors import InputError
from bot.language.units import CURRENCIES
from bot.records import Flow, Quantity

__all__ = ["Leg", "LoopReport", "Recirculation", "money_loop"]

MAX_ROUNDS = 1_000
_NONE: Mapping[str, Decimal] = MappingProxyType({})
_NO_AMOUNTS: Mapping[str, Quantity] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class LoopReport:
    """All legs, the cycle looked at, and what shares and changed amounts make of it.

    `cycles` are all cycles of the graph, as leg ids; `missing` are legs of the cycle whose share
    the reader has not given; `outside_legs` bring money into the cycle's parties from others;
    `base` is the same report with the amounts as stated, where the reader changed some; `first`
    is the leg of the cycle whose money moves first, where the dates in the sources tell; `parallel`
    are legs beside those of the cycle, from the same giver to the same taker, that it leaves out.
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
    parallel: tuple[str, ...] = ()

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
    as_of: str | None = None,
) -> LoopReport:
    """The loop from the flows and their facts.

    Shares are percent points by leg id (60 is 60%), amounts replace a leg's own in the same unit,
    or say what a leg of gigawatts or shares is worth in money.
    `cycle` names legs or parties in their order; without it, the triangle, or the one cycle that
    holds every leg with a share. `later` lets what became known after the article in; `as_of` (an
    ISO date) shows each leg as it stood then.

    Raises InputError for an unknown leg, a share outside 0..100%, an amount in another unit, a
    cycle that does not close, or too many rounds; each names what would have been right.
    """
    flows = tuple(flows)
    stated = legs_as_of(flows, ledger, later=later, as_of=as_of)
    _check_day(flows, ledger, stated, as_of)
    amounts = {i: _in_currency(quantity, stated.get(i)) for i, quantity in amounts.items()}
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


def _in_currency(given: Quantity, leg: Leg | None) -> Quantity:
    """An amount whose currency was left open (30億) in the currency of its leg."""
    unit = leg.unit if leg else None
    opened = given.implied and given.unit == "1" and unit in CURRENCIES
    return replace(given, unit=unit) if opened and unit else given


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


def _check_day(
    flows: Sequence[Flow], ledger: Facts, legs: Mapping[str, Leg], as_of: str | None
) -> None:
    """Raise InputError where a leg of the triangle was not yet known on the day asked about."""
    missing = [f for f in flows if f.triangle and f.id not in legs]
    days = [fact.as_of for f in missing if (fact := ledger.get(f.fact_id))]
    if as_of and days:
        names = ", ".join(f.id for f in missing)
        raise InputError(
            f"as of {as_of} nothing was known of {names}; the loop is whole from {max(days)} on"
        )


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
        if quantity.high is not None:
            raise InputError(
                f"the amount of {leg_id} is {quantity.text}, a range; one amount was expected, "
                f"such as {leg_id}.amount=US$40bn"
            )
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
    ways = {(leg.giver, leg.taker) for leg in around}
    parallel = tuple(
        leg.id for leg in legs.values() if (leg.giver, leg.taker) in ways and leg.id not in cycle
    )
    notes = [
        name
        for name, holds in (
            ("unlike_statuses", len({leg.status for leg in around}) > 1),
            ("no_shares", len(missing) == len(around)),
            ("some_shares", 0 < len(missing) < len(around)),
            ("not_all_money", found is not None and not one_currency(around)),
            ("share_exceeds_leg", found is not None and bool(found.overfull)),
            ("parallel_legs", bool(parallel)),
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
        parallel=parallel,
    )
