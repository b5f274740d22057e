"""The cycles of the money graph: found with networkx, named by their legs or their parties.

It knows who gives to whom and nothing of amounts. Cycles are bounded in number and in length.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import islice
from types import MappingProxyType

from bot.calculate.legs import Leg
from bot.errors import InputError

MAX_CYCLES = 50
LONGEST_CYCLE = 6
_NONE: Mapping[str, Decimal] = MappingProxyType({})


def find_cycles(legs: Mapping[str, Leg]) -> tuple[tuple[str, ...], ...]:
    """Every cycle of the graph as leg ids, shortest first; of parallel legs the first counts."""
    import networkx

    graph = networkx.DiGraph((leg.giver, leg.taker) for leg in legs.values())
    found = islice(networkx.simple_cycles(graph, length_bound=LONGEST_CYCLE), MAX_CYCLES)
    cycles = {_rotated(_between(legs, parties, _NONE), list(legs)) for parties in found}
    places = {leg_id: n for n, leg_id in enumerate(legs)}
    return tuple(sorted(cycles, key=lambda c: (len(c), [places[i] for i in c])))


def _between(
    legs: Mapping[str, Leg], parties: Sequence[str], shares: Mapping[str, Decimal]
) -> tuple[str, ...]:
    """The legs that lead from each party to the next and back to the first; may be too few."""
    chain = []
    for giver, taker in zip(parties, [*parties[1:], parties[0]], strict=True):
        fitting = [leg for leg in legs.values() if (leg.giver, leg.taker) == (giver, taker)]
        fitting.sort(key=lambda leg: (leg.id not in shares, not leg.is_money))
        chain += [fitting[0].id] if fitting else []
    return tuple(chain)


def _rotated(cycle: Sequence[str], order: list[str]) -> tuple[str, ...]:
    first = min(range(len(cycle)), key=lambda n: order.index(cycle[n]))
    return (*cycle[first:], *cycle[:first])


def choose_cycle(
    legs: Mapping[str, Leg],
    cycles: Sequence[tuple[str, ...]],
    wanted: Sequence[str] | None,
    shares: Mapping[str, Decimal],
) -> tuple[str, ...]:
    """The cycle that was asked for; else the triangle, or the one that holds every share.

    Raises InputError, with the cycles there are, where there is none or more than one.
    """
    if wanted:
        return _named(legs, cycles, wanted, shares)
    triangle = tuple(i for i, leg in legs.items() if leg.triangle)
    if triangle and (not shares or set(shares) <= set(triangle)):
        return triangle
    fitting = [c for c in cycles if set(shares) <= set(c)]
    if len(fitting) == 1:
        return fitting[0]
    many = f"{len(fitting)} cycles hold" if fitting else "no cycle holds"
    raise InputError(
        f"{many} every leg with a share ({', '.join(shares)}); one was expected, or parties in "
        f"their order. Cycles: {_listed(fitting or cycles)}"
    )


def _named(
    legs: Mapping[str, Leg],
    cycles: Sequence[tuple[str, ...]],
    wanted: Sequence[str],
    shares: Mapping[str, Decimal],
) -> tuple[str, ...]:
    if len(wanted) == 1 and wanted[0] not in legs:
        return _through(legs, cycles, wanted[0], shares)
    chain = tuple(wanted) if all(w in legs for w in wanted) else _between(legs, wanted, shares)
    closes = len(chain) == len(wanted) >= 2 and all(
        legs[a].taker == legs[b].giver for a, b in zip(chain, [*chain[1:], chain[0]], strict=True)
    )
    if not closes:
        raise InputError(
            f"{' > '.join(wanted)} does not come back to its start; expected legs that do. "
            f"Cycles: {_listed(cycles)}"
        )
    return chain


def _through(
    legs: Mapping[str, Leg],
    cycles: Sequence[tuple[str, ...]],
    party: str,
    shares: Mapping[str, Decimal],
) -> tuple[str, ...]:
    """The one cycle that a party is on, or the one of them that holds every leg with a share."""
    on = [c for c in cycles if any(legs[i].giver == party for i in c)]
    shared = [c for c in on if shares and set(shares) <= set(c)]
    if len(on) == 1 or len(shared) == 1:
        return on[0] if len(on) == 1 else shared[0]
    its = ", ".join(i for i, leg in legs.items() if party in (leg.giver, leg.taker)) or "none"
    raise InputError(
        f"{party} is on {len(on) or 'no'} cycle{'s' * bool(on)} of the known legs; one was "
        f"expected, or parties in their order. Its legs: {its}. Cycles: {_listed(on or cycles)}"
    )


def _listed(cycles: Sequence[tuple[str, ...]]) -> str:
    return "; ".join(" > ".join(c) for c in cycles) or "none"
