"""How much of a query a text covers: the share of the query's weight that is there.

A word weighs as it is rare in the open indexes. It is there when its stem or all of its character
pairs are, the concept that it names, a figure of the same value, or a gloss of it in the other
language; a synonym that shares a gloss counts for half. Decides nothing: whether a share is enough
is the answer engine's business.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from bot.index.generations import Part
from bot.index.stems import LIGHT
from bot.index.terms import Analyser, Clause
from bot.language.script import fold

__all__ = ["Coverage", "QueryWords", "Said", "WordHeld"]

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


Said = str | tuple[str, ...]
"""A text, or several that count as one and are read one by one: a title and its sentences."""


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
class _Sought:
    """A clause as texts are asked for it: its spellings in character pairs, all of which count,
    and its single terms with what each counts, the best first.
    """

    spelled: tuple[tuple[str, ...], ...]
    terms: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class _Unit:
    """One thing asked about: a word, a figure, or a name with the words that it is made of."""

    clause: Clause
    itself: _Sought
    inner: tuple[_Sought, ...]
    weight: float
    terms: frozenset[str]


class QueryWords:
    """The words of a query, weighed once, that any number of texts are held against."""

    def __init__(self, analyser: Analyser, query: str, parts: Sequence[Part]) -> None:
        self._analyser = analyser
        self._units = _units(analyser.of_query(query).clauses, parts)
        self._total = sum(unit.weight for unit in self._units)
        self._heavy = WEIGHTY * max((unit.weight for unit in self._units), default=0.0)
        self._terms = frozenset[str]().union(*(unit.terms for unit in self._units))
        self._known: dict[frozenset[str], Coverage] = {}

    def cover(self, texts: Sequence[Said]) -> tuple[Coverage, ...]:
        """The coverage of each text; a query without a word of any weight is covered by nothing."""
        return tuple(self._coverage(met) for met in self._met(texts))

    def held(self, texts: Sequence[Said]) -> tuple[WordHeld, ...]:
        """Each word of the query with its share of every text, in the order of the query."""
        every = list(self._met(texts))
        return tuple(
            WordHeld(u.clause.text, u.clause.kind, u.weight, tuple(_share(u, met) for met in every))
            for u in self._units
        )

    def _met(self, texts: Sequence[Said]) -> Iterator[frozenset[str]]:
        """Of all terms that are sought, those that each text holds."""
        held_by = self._analyser.held_by
        for text in texts:
            if isinstance(text, str):
                yield self._terms & held_by(text)
            else:
                yield frozenset[str]().union(*(self._terms & held_by(part) for part in text))

    def _coverage(self, met: frozenset[str]) -> Coverage:
        """Texts that hold the same of the query cover the same of it: each case is told once."""
        known = self._known.get(met)
        if known is None:
            shares = [(unit, _share(unit, met)) for unit in self._units]
            covered = sum(unit.weight * share for unit, share in shares)
            score = covered / self._total if self._total else 0.0
            missing = (u.clause.text for u, s in shares if s < PRESENT and u.weight >= self._heavy)
            known = Coverage(round(score, 6), tuple(dict.fromkeys(missing)))
            self._known[met] = known
        return known


def _units(clauses: Sequence[Clause], parts: Sequence[Part]) -> list[_Unit]:
    units = []
    for clause in clauses:
        if clause.within:
            continue  # counted with the name that it is part of
        names = [one.term for one in clause.alternatives if clause.kind == "name"]
        itself = _sought(clause)
        inner = tuple(_sought(c) for c in clauses if set(names).intersection(c.within))
        terms = frozenset(chain.from_iterable(map(_terms, (itself, *inner))))
        units.append(_Unit(clause, itself, inner, _weight(clause, parts), terms))
    return units


def _sought(clause: Clause) -> _Sought:
    counts: dict[str, float] = {}
    for one in clause.alternatives:
        counts[one.term] = max(
            counts.get(one.term, 0.0), 0.5 + 0.5 * one.trust if one.crossed else 1.0
        )
        if one.crossed and one.trust >= LEAST_TRUST:
            gloss = f"g:{one.term[2:]}"
            counts[gloss] = max(counts.get(gloss, 0.0), SYNONYM)
    spelled = tuple(pairs for pairs in (clause.pairs, *clause.otherwise) if pairs)
    return _Sought(spelled, tuple(sorted(counts.items(), key=lambda item: -item[1])))


def _terms(sought: _Sought) -> Iterator[str]:
    yield from chain.from_iterable(sought.spelled)
    yield from (term for term, _ in sought.terms)


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


def _share(unit: _Unit, met: frozenset[str]) -> float:
    if unit.terms.isdisjoint(met):
        return 0.0
    here = _clause_share(unit.itself, met)
    if here == 1.0 or not unit.inner:
        return here
    return max(here, sum(_clause_share(one, met) for one in unit.inner) / len(unit.inner))


def _clause_share(sought: _Sought, met: frozenset[str]) -> float:
    share = 0.0
    for pairs in sought.spelled:
        there = sum([pair in met for pair in pairs]) / len(pairs)
        share = max(share, there if there > PRESENT else 0.0)
    for term, counts in sought.terms:
        if term in met:
            return max(share, counts)
    return share
