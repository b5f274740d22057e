"""What a reader's shares make of one cycle: gain, rounds, limit, outside cash, net positions.

A share is how much of what a party receives on the leg before it passes on along its own leg. The
arithmetic is Decimal throughout; what passes is rounded half up to the cent, once, and every sum is
of the rounded amounts, so that all columns add up. Amounts of legs that are not all money of one
currency are never summed. It chooses no cycle and words nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal

from bot.calculate.legs import Leg
from bot.calculate.measures import DIGITS, WORKING

_FINAL = Context(prec=DIGITS)
_CENT = Decimal("0.01")
_PART = Decimal("1e-9")
"""The smallest step of rounds that are counted from 1 and not in money."""


@dataclass(frozen=True, slots=True)
class Round:
    """One turn of the loop: what passes on each leg, together, and since the first turn."""

    number: int
    amounts: tuple[Decimal, ...]
    total: Decimal
    cumulative: Decimal


@dataclass(frozen=True, slots=True)
class Outside:
    """Cash that a leg needs from outside the loop, beyond what its giver passes on."""

    leg: str
    party: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Overfull:
    """A leg that the reader's share would fill beyond its own amount, by `excess`."""

    leg: str
    party: str
    passed: Decimal
    amount: Decimal
    excess: Decimal


@dataclass(frozen=True, slots=True)
class Position:
    """What a party of the loop receives and pays on the loop's own legs."""

    party: str
    inflow: Decimal
    outflow: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class Recirculation:
    """What the reader's shares make of the loop.

    `gain` is the product of the shares, `limit` is 1 ÷ (1 − gain) where the gain is below 1. Rounds
    start with the first leg's amount, or with 1 where the legs are not all money of one currency;
    then `recorded`, `outside` and `double_counting` (recorded ÷ outside cash) are empty.
    `overfull` are the legs that a share would fill beyond their amount.
    """

    gain: Decimal
    limit: Decimal | None
    converges: bool
    start: Decimal
    unit: str
    rounds: tuple[Round, ...]
    recorded: Decimal | None
    outside: tuple[Outside, ...]
    outside_total: Decimal | None
    double_counting: Decimal | None
    positions: tuple[Position, ...]
    overfull: tuple[Overfull, ...] = ()


def one_currency(around: Sequence[Leg]) -> bool:
    """Whether every leg is an amount of money, all in one currency."""
    return all(leg.is_money for leg in around) and len({leg.unit for leg in around}) == 1


def recirculation(around: Sequence[Leg], rounds: int) -> Recirculation:
    """The figures of a cycle whose legs all have the reader's share."""
    whole = one_currency(around)
    shares = [(leg.share or Decimal(0)) / 100 for leg in around]
    gain = Decimal(1)
    for share in shares:
        gain *= share
    start = (around[0].amount or Decimal(0)) if whole else Decimal(1)
    outside = _outside(around, shares) if whole else ()
    recorded = sum((leg.amount or Decimal(0) for leg in around), Decimal(0)) if whole else None
    total = sum((o.amount for o in outside), Decimal(0)) if whole else None
    return Recirculation(
        gain=_plain(gain),
        limit=_plain(1 / (1 - gain)) if gain < 1 else None,
        converges=gain < 1,
        start=start,
        unit=(around[0].unit or "1") if whole else "1",
        rounds=_rounds(start, shares, rounds, _CENT if whole else _PART),
        recorded=recorded,
        outside=outside,
        outside_total=total,
        double_counting=_plain(recorded / total) if recorded and total else None,
        positions=_positions(around) if whole else (),
        overfull=_overfull(around, shares) if whole else (),
    )


def _rounds(
    start: Decimal, shares: Sequence[Decimal], count: int, step: Decimal
) -> tuple[Round, ...]:
    """Turns of the loop: the first leg starts it, each later one passes its share on."""
    turns: list[Round] = []
    first, cumulative = start, Decimal(0)
    for number in range(1, count + 1):
        amounts = [first]
        for share in shares[1:]:
            amounts.append(amounts[-1] * share)
        first = amounts[-1] * shares[0]
        passed = tuple(_stepped(amount, step) for amount in amounts)
        total = sum(passed, Decimal(0))
        cumulative += total
        turns.append(Round(number, passed, _plain(total), _plain(cumulative)))
    return tuple(turns)


def _stepped(value: Decimal, step: Decimal) -> Decimal:
    """Rounded half up to whole steps, such as cents."""
    return _plain(value.quantize(step, ROUND_HALF_UP, WORKING))


def _passed(around: Sequence[Leg], shares: Sequence[Decimal], place: int) -> Decimal:
    """What the giver of a leg passes on of what it received on the leg before."""
    return _stepped((around[place - 1].amount or Decimal(0)) * shares[place], _CENT)


def _outside(around: Sequence[Leg], shares: Sequence[Decimal]) -> tuple[Outside, ...]:
    """What each leg needs beyond its giver's share of the leg before: inflow without a match."""
    needs = []
    for place, leg in enumerate(around):
        passed = _passed(around, shares, place)
        need = (leg.amount or Decimal(0)) - passed
        if need > 0:
            needs.append(Outside(leg.id, leg.giver, _plain(need)))
    return tuple(needs)


def _overfull(around: Sequence[Leg], shares: Sequence[Decimal]) -> tuple[Overfull, ...]:
    """Legs smaller than what the share of the leg before would pass on along them."""
    found = []
    for place, leg in enumerate(around):
        passed = _passed(around, shares, place)
        amount = leg.amount or Decimal(0)
        if passed > amount:
            found.append(Overfull(leg.id, leg.giver, passed, amount, _plain(passed - amount)))
    return tuple(found)


def _positions(around: Sequence[Leg]) -> tuple[Position, ...]:
    found = []
    for place, leg in enumerate(around):
        received = around[place - 1].amount or Decimal(0)
        paid = leg.amount or Decimal(0)
        found.append(Position(leg.giver, received, paid, received - paid))
    return tuple(found)


def _plain(value: Decimal) -> Decimal:
    """At most 34 digits, with no idle zeros and no exponent to print."""
    value = _FINAL.plus(value).normalize(_FINAL)
    return value.quantize(Decimal(1), context=WORKING) if value == value.to_integral() else value
