"""How much of a query a text covers: the share of the query's weight that is there.

A word weighs as it is rare in the open indexes. It is there when its stem or all of its character
pairs are, the concept that it names, a figure of the same value, or a gloss of it in the other
language; a synonym that shares a gloss counts for half. Decides nothing: whether a share is enough
is the answer engine's business.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.index.generations import Part
from bot.index.stems import LIGHT
from bot.index.terms import Analyser, Clause
from bot.language.script import fold

__all__ = ["Coverage", "WordHeld", "cover", "words_held"]

SYNONYM = 0.5
"""What a word counts whose gloss a text of its own language holds, but not the word."""

LEAST_TRUST = 0.8
"""Glosses trusted less make no synonyms."""

LIGHTEST = 0.2
"""The least that a word or name weighs, of 1 for one that stands in no text."""

PRESENT = 0.5
"""A word of which less is there counts as missing."""

WEIGHTY = 0.4
"""Only words with this share of the heaviest one's weight are reported as missing."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """The share of a query that a text covers, 0 to 1, and the weighty words that it lacks."""

    score: float
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WordHeld:
    """One word, name or figure of a query: its kind and weight, and how far each text holds it."""

    text: str
    kind: str
    weight: float
    shares: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """One thing asked about: a word, a figure, or a name with the words that it is made of."""

    clause: Clause
    inner: tuple[Clause, ...]
    weight: float


def cover(
    analyser: Analyser, query: str, texts: Sequence[str], parts: Sequence[Part]
) -> tuple[Coverage, ...]:
    """The coverage of each text. A query without a word of any weight is covered by nothing."""
    units = _units(analyser.of_query(query).clauses, parts)
    total = sum(unit.weight for unit in units)
    heavy = WEIGHTY * max((unit.weight for unit in units), default=0.0)
    found = []
    for text in texts:
        held = analyser.held_by(text)
        shares = [(unit, _share(unit, held)) for unit in units]
        score = sum(unit.weight * share for unit, share in shares) / total if total else 0.0
        missing = (u.clause.text for u, share in shares if share < PRESENT and u.weight >= heavy)
        found.append(Coverage(round(score, 6), tuple(dict.fromkeys(missing))))
    return tuple(found)


def words_held(
    analyser: Analyser, query: str, texts: Sequence[str], parts: Sequence[Part]
) -> tuple[WordHeld, ...]:
    """Each word of the query with its share of every text, in the order of the query."""
    held = [analyser.held_by(text) for text in texts]
    units = _units(analyser.of_query(query).clauses, parts)
    return tuple(
        WordHeld(
            unit.clause.text, unit.clause.kind, unit.weight, tuple(_share(unit, h) for h in held)
        )
        for unit in units
    )


def _units(clauses: Sequence[Clause], parts: Sequence[Part]) -> list[_Unit]:
    units = []
    for clause in clauses:
        if clause.within:
            continue  # counted with the name that it is part of
        names = [one.term for one in clause.alternatives if clause.kind == "name"]
        inner = tuple(c for c in clauses if set(names).intersection(c.within))
        units.append(_Unit(clause, inner, _weight(clause, parts)))
    return units


def _weight(clause: Clause, parts: Sequence[Part]) -> float:
    """How rare a clause is where it is commonest, of 1 for one that stands in no text."""
    if clause.kind == "word" and fold(clause.text) in LIGHT:
        return LIGHTEST
    own = [part for part in parts if (part.side == "han") == bool(clause.pairs)]
    if clause.kind == "word" and own:
        parts = own
    rarest = (
        part.lexical.rarity(_telling(clause, part)) / part.lexical.rarity("") for part in parts
    )
    return max(LIGHTEST, min(rarest, default=1.0))


def _telling(clause: Clause, part: Part) -> str:
    """The term by which a clause's rarity in a part is told."""
    if clause.pairs and part.side == "han":
        return max(clause.pairs, key=part.lexical.rarity)
    terms = [one.term for one in clause.alternatives]
    return min(terms, key=part.lexical.rarity, default="")


def _share(unit: _Unit, held: frozenset[str]) -> float:
    here = _clause_share(unit.clause, held)
    if here == 1.0 or not unit.inner:
        return here
    return max(here, sum(_clause_share(c, held) for c in unit.inner) / len(unit.inner))


def _clause_share(clause: Clause, held: frozenset[str]) -> float:
    share = 0.0
    for pairs in (clause.pairs, *clause.otherwise):
        there = sum(pair in held for pair in pairs) / max(1, len(pairs))
        share = max(share, there if there > PRESENT else 0.0)
    for one in clause.alternatives:
        if one.term in held:
            share = max(share, 0.5 + 0.5 * one.trust if one.crossed else 1.0)
        elif one.crossed and one.trust >= LEAST_TRUST and f"g:{one.term[2:]}" in held:
            share = max(share, SYNONYM)
    return share
