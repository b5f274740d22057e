"""The facts that may be operands, side by side: what each is whatever a phrase asks for.

Phrases are weighed against all facts at once; what many of them share (a metric, parties, a time)
is told once for all. Kept while the same facts are asked. It knows no question.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from bot.answer.retrieve.facts import parties, series
from bot.answer.retrieve.program_pairs import AHEAD, FRAGMENT
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.records import Fact

__all__ = ["Floats", "Shelf", "shelf_of"]

Floats = NDArray[np.float64]
Key = TypeVar("Key", bound=Hashable)


class Shelf:
    """Facts in order, with what is told of each: arrays by a fact's place, and for what several
    share a list of it with each fact's place there.
    """

    def __init__(self, facts: Sequence[Fact], glossary: Glossary) -> None:
        self.facts = tuple(facts)
        ids = sorted(range(len(facts)), key=lambda at: facts[at].id)
        self.order = np.empty(len(facts), dtype=np.int64)
        self.order[ids] = np.arange(len(facts))
        newest: dict[tuple[str, ...], str] = {}
        for fact in facts:
            newest[series(fact)] = max(newest.get(series(fact), ""), fact.as_of)
        self.newest = np.array([newest[series(f)] == f.as_of for f in facts], dtype=np.bool_)
        self.expected = _told(f.metric.endswith("_consensus") for f in facts)
        self.ahead = _told(f.status in AHEAD for f in facts)
        self.medium = _told(f.confidence == "medium" for f in facts)
        self.fragment = _told(FRAGMENT.search(f.metric) is not None for f in facts)
        self.partial = _told(_partial(facts))
        self.metrics, self.metric = _shared(f.metric for f in facts)
        self.owners, self.owner = _shared((parties(f, glossary), f.subject) for f in facts)
        times, self.time = _shared(
            (f.period.start, f.period.end, f.period.label, f.period.kind, f.as_of) for f in facts
        )
        firsts = {int(time): at for at, time in reversed(list(enumerate(self.time)))}
        self.timed = tuple(facts[firsts[time]] for time in range(len(times)))
        """A fact of each time, in the order of `time`."""

    def near(self, places: Mapping[str, int], gains: Sequence[float]) -> Floats:
        """What each fact gains by the place of its passage among some that were found."""
        refs = (f.stated_in for f in self.facts)
        found = (places.get(r.passage_id, len(gains)) if r else len(gains) for r in refs)
        return np.array([gains[at] if at < len(gains) else 0.0 for at in found])


def _partial(facts: Sequence[Fact]) -> Iterable[bool]:
    """Whether a larger figure of the same deal is of the whole of it."""
    wholes: dict[tuple[str | None, ...], Decimal] = {}
    deals = [(f.subject, f.counterparty, f.metric, f.unit) for f in facts]
    for fact, deal in zip(facts, deals, strict=True):
        if fact.counterparty is not None and len(fact.values) == 1:
            wholes[deal] = max(wholes.get(deal, fact.values[0]), fact.values[0])
    for fact, deal in zip(facts, deals, strict=True):
        alone = fact.status != "reported" and len(fact.values) == 1
        yield alone and wholes.get(deal, 0) > fact.values[0]


def _told(values: Iterable[bool]) -> NDArray[np.bool_]:
    return np.array(list(values), dtype=np.bool_)


def _shared(keys: Iterable[Key]) -> tuple[list[Key], NDArray[np.int64]]:
    """Each key once, and which of them every fact has."""
    known: dict[Key, int] = {}
    places = [known.setdefault(key, len(known)) for key in keys]
    return list(known), np.array(places, dtype=np.int64)


@lru_cache(maxsize=4)
def shelf_of(ids: tuple[str, ...], ledger: Ledger, glossary: Glossary) -> Shelf:
    """The shelf of these facts of a ledger."""
    return Shelf([fact for fact in map(ledger.get, ids) if fact is not None], glossary)
