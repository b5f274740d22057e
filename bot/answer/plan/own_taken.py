"""A whole less the parts that a question names, as a reader's document tells them.

"How many tonnes are left once you take out the herring and the crab", 扣掉縣府補助和館方自己出的:
the parts stand in one paragraph, the whole before them in the same unit. Where a part that is named
has no figure of its own, or no whole stands there, it works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_bonds import (
    Bonds,
    base_of,
    is_money,
    paragraph_of,
    same_things,
    single_figures,
)
from bot.knowledge.ledger import is_growth
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.records import Fact

__all__ = ["parts_named", "taken_off"]

OWNED, APART = 0.45, 0.05
"""The share of a part's words that its figure holds, and by how much the next must hold less."""
_NAMED = re.compile(
    r"\b(?:once|after|if|when) (?:you|we|one|they) (?:have |has )?"
    r"(?:take[ns]?|took|leave|left|set|deduct|subtract)(?:ed|ing)?"
    r" (?:(?:out|off|away|aside) )?(?P<a>[^?;]+)"
    r"|\b(?:once|after|if|when) (?P<b>[^?;]+?) (?:is|are|has been|have been) "
    r"(?:taken|left|set|deducted|subtracted)(?: (?:out|off|away|aside))?"
    r"|\b(?:without|excluding|not counting|leaving out|apart from|other than|less|minus) "
    r"(?P<c>[^?;]+)"
    r"|(?:扣[掉除]|减[掉去]|去掉|不算|不计)(?P<d>[^,，?？;；]+?)(?=以?后|之后|以外|之外|[,，?？]|还|剩|$)"
    r"|除了?(?P<e>[^,，?？;；]+?)(?:以外|之外)"
)
_JOINED = re.compile(r"\s*(?:,|，|、|\band\b|\bas well as\b|以及|[和与跟及])\s*")
_ROLE = re.compile(r"(?i:shares?|parts?|portions?|money|amounts?)|份|部分|金額|金额|錢|钱")
"""What a part is called whoever it is of."""
_WHOLE = re.compile(
    r"\b(?:total|together|altogether|in all|overall|entire|whole|cost|came to|comes to|budget)\b"
    r"|总|共|合计|整个|全部|花了|经费"
)


def parts_named(question: str) -> tuple[str, ...]:
    """The things that a folded question takes from a whole, each in its own words."""
    found = _NAMED.search(question)
    if found is None:
        return ()
    told = next(g for g in found.groups() if g)
    return tuple(part for part in _JOINED.split(told) if part.strip())


def taken_off(desk: Desk, bonds: Bonds) -> bool:
    """Whether a whole and all parts that the question takes from it are told and were used."""
    names = parts_named(fold(desk.question.standalone))
    if not names:
        return False
    facts = [f for f in single_figures(bonds) if f.topic != ROW and f.values[0] > 0]
    facts = [f for f in facts if base_of(f) not in ("%", "pp", "x", "ages")]
    facts = [f for f in facts if not is_growth(f.metric)]
    found = _parts(bonds, facts, names)
    if not found:
        return False
    whole = _whole(facts, found)
    if whole is None:
        return False
    shown = " - ".join(desk.of_fact(f) for f in (whole, *found))
    return desk.work("left", shown, [whole, *found])


def _parts(bonds: Bonds, facts: Sequence[Fact], names: Sequence[str]) -> list[Fact]:
    """A figure for each of the things, all of one sentence and unit: that which tells them best,
    where no other tells them as well.
    """
    ways: list[tuple[float, list[Fact]]] = []
    for place in {(f.stated_in, base_of(f)) for f in facts}:
        here = [f for f in facts if (f.stated_in, base_of(f)) == place]
        told = [_told(bonds, here, name) for name in names]
        found = [one for one in told if one is not None]
        if len(found) == len(names) and len({f.id for f, _ in found}) == len(names):
            ways.append((sum(worth for _, worth in found), [f for f, _ in found]))
    ways.sort(key=lambda way: -way[0])
    if not ways or (len(ways) > 1 and ways[0][0] - ways[1][0] < APART):
        return []
    return ways[0][1]


def _told(bonds: Bonds, facts: Sequence[Fact], name: str) -> tuple[Fact, float] | None:
    """The one figure of a sentence that a thing is told by, and how far it holds its words."""
    ranked = sorted(((_holds(bonds, f, name), f) for f in facts), key=lambda one: -one[0])
    if not ranked or ranked[0][0] < OWNED:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < APART:
        return None
    return ranked[0][1], ranked[0][0]


def _holds(bonds: Bonds, fact: Fact, name: str) -> float:
    """The share that a figure's clause has of a thing's words, of those that any clause has."""
    words = [w for w in bonds.within(name) if not w.light and w.own and not _ROLE.fullmatch(w.text)]
    total = sum(w.weight for w in words)
    return sum(w.weight * w.own.get(fact.id, 0.0) for w in words) / total if total else 0.0


def _whole(facts: Sequence[Fact], parts: Sequence[Fact]) -> Fact | None:
    """The figure told before the parts, in their paragraph and unit, that has room for them all:
    the nearest one that is called a whole, else the nearest.
    """
    least = sum((p.values[0] for p in parts), Decimal(0))
    first = min(_place(p) for p in parts)
    before = [
        f
        for f in facts
        if paragraph_of(f) == paragraph_of(parts[0]) and _place(f) < first and f.values[0] > least
        if base_of(f) == base_of(parts[0]) and (is_money(f) or same_things(f, parts[0]))
    ]
    before.sort(key=_place, reverse=True)
    called = [f for f in before if _WHOLE.search(fold(f.clause))]
    return next(iter((*called, *before)), None)


def _place(fact: Fact) -> tuple[int, int]:
    """Where a figure stands in its paragraph."""
    sentence = fact.stated_in.sentence if fact.stated_in is not None else 0
    return sentence, int(fact.id.rpartition(".")[2])
