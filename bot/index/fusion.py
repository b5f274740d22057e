"""Adds up what the arms say of each candidate, and reads the best of them again.

Scores are made comparable across languages before they are added: the lexical score as a share of
what a text could have got, the cosine as standard deviations from the part's mean. The vector arm
counts by how much of the query the encoder can read, and more where no text meets many of the
query's words (docs/decisions/0012, 0057). Where the encoder is a table of words, the best texts are
read again: their nearest sentence and the words they meet count beside the whole text's vector
(docs/decisions/0059). Knows no query language and no passage: a candidate is a row of a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.index.generations import Generation, Part
from bot.index.lexical import Weights
from bot.index.reading import Words, WordTable
from bot.index.terms import QueryTerms

__all__ = ["READ", "WEIGHTS", "Asked", "Candidates", "Found", "best_met", "explained", "scored"]

WEIGHTS = Weights()
VECTOR_WEIGHT = 0.4
"""What the vector arm counts against 1 for the lexical arm, when it reads all of the query."""

MORE = 1.5
"""What it counts more where no text holds a word of the query: then chance words decide."""

READ_WEIGHT, READ_MORE = 1.2, 2.25
"""The same two where texts were read again: the vector arm tells more then, and the mean of its
three measures is not as tall as one of them."""

WELL_MET = 0.15
"""The best lexical share from which on the vector arm counts no more than its weight."""

TALLEST = 10.0
"""Standard deviations above the mean that count as a full vector score."""

READ = 20
"""How many of a part's best texts are read again, at least: those after them are not asked for."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as both arms need it: `count` candidates of each, of which a part keeps `kept`.

    `words` are the query's in the encoder's table, which reads them. `met` is the best lexical
    share of any text, known once the candidates are.
    """

    terms: QueryTerms
    vector: Floats
    readable: float
    count: int
    kept: int
    words: Words | None
    table: WordTable | None
    met: float = 1.0

    def weight(self, usual: float, more: float) -> float:
        """What the vector arm counts: more where even the best text holds few of the words."""
        return (usual + more * max(0.0, 1.0 - self.met / WELL_MET)) * self.readable


@dataclass(frozen=True, slots=True)
class Candidates:
    """The rows of a part that either arm brings, with their lexical shares."""

    generation: Generation
    part: Part
    rows: NDArray[np.int64]
    worded: NDArray[np.int64]
    near: NDArray[np.int64]
    shares: Floats


@dataclass(frozen=True, slots=True)
class Found:
    """A text that matched: where it is, and what each arm gave it.

    `sentence` and `words` are how far its nearest sentence and the words that it meets stand out,
    where it was read again.
    """

    score: float
    generation: Generation
    part: Part
    row: int
    lexical: float
    cosine: float
    standardised: float
    arms: tuple[str, ...]
    weight: float
    sentence: float | None = None
    words: float | None = None

    @property
    def passage_row(self) -> int:
        """The row of its passage in the generation."""
        return int(self.part.passages[self.row])


def best_met(candidates: Iterable[Candidates]) -> float:
    """The best lexical share of all candidates, 0 to 1."""
    return max((float(some.shares.max()) for some in candidates), default=0.0)


def scored(some: Candidates, asked: Asked) -> Iterator[Found]:
    """The best of a part's candidates, by both arms."""
    cosines = some.part.vectors[some.rows].astype(np.float32) @ asked.vector
    heights = _standardised(cosines, some.part, asked.vector)
    weight = asked.weight(VECTOR_WEIGHT, MORE)
    scores = _added(some.shares, heights, weight)
    best = np.argsort(-scores, kind="stable")[: asked.kept]
    best = best[scores[best] > 0]
    read: tuple[Floats, Floats] | None = None
    if len(best) and some.part.reading and asked.words and asked.table and asked.readable:
        read = some.part.reading.heights(some.rows[best], asked.vector, asked.words, asked.table)
        weight = asked.weight(READ_WEIGHT, READ_MORE)
        mean = (heights[best] + read[0] + read[1]) / np.float32(3)
        scores[best] = _added(some.shares[best], mean, weight)
    by_arm = (("words", set(some.worded.tolist())), ("vectors", set(some.near.tolist())))
    for place, at in enumerate(best.tolist()):
        row = int(some.rows[at])
        yield Found(
            float(scores[at]),
            some.generation,
            some.part,
            row,
            float(some.shares[at]),
            float(cosines[at]),
            float(heights[at]),
            tuple(arm for arm, rows in by_arm if row in rows),
            weight,
            *(float(one[place]) for one in read or ()),
        )


def explained(found: Found, asked: Asked) -> dict[str, Any]:
    """What each arm gave a hit, and for which words."""
    clauses = asked.terms.on(found.part.side)
    met = found.part.lexical.terms_met(clauses, found.row, WEIGHTS)
    told: dict[str, Any] = {
        "arms": list(found.arms),
        "lexical": round(found.lexical, 4),
        "vector": round(found.cosine, 4),
        "vector_deviations": round(found.standardised, 2),
        "vector_weight": round(found.weight, 3),
    }
    if found.sentence is not None and found.words is not None:
        told["sentence_deviations"] = round(found.sentence, 2)
        told["words_deviations"] = round(found.words, 2)
    return {**told, "terms": dict(sorted(met.items(), key=lambda pair: -pair[1]))}


def _added(shares: Floats, heights: Floats, weight: float) -> Floats:
    raised = np.clip(heights / np.float32(TALLEST), 0.0, 1.0)
    added: Floats = ((shares + weight * raised) / (1.0 + weight)).astype(np.float32)
    return added


def _standardised(cosines: Floats, part: Part, vector: Floats) -> Floats:
    """Cosines as standard deviations from the mean that the vector has with the whole part."""
    mean = float(part.mean @ vector)
    spread = max(float(vector @ part.spread @ vector) - mean * mean, 1e-6)
    heights: Floats = (cosines - np.float32(mean)) / np.float32(spread**0.5)
    return heights
