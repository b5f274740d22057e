"""Adds up what the arms say of each candidate, and reads the best of them again.

Scores are made comparable across languages before they are added: the lexical score as a share of
what a text could have got, the cosine as standard deviations from the part's mean. The vector arm
counts by how much of the query the encoder can read, and more where no text meets many of the
query's words (docs/decisions/0012, 0057). Where the encoder is a table of words, the best texts are
read again: their nearest sentence and the words they meet count beside the whole text's vector
(docs/decisions/0059). What each of these counts is fitted (docs/decisions/0093). Knows no query
language and no passage: a candidate is a row of a part.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.index.generations import Generation, Part
from bot.index.lexical import Weights
from bot.index.products import product
from bot.index.reading import Words, WordTable
from bot.index.terms import QueryTerms
from bot.index.vectors import widened

__all__ = ["READ", "WEIGHTS", "Asked", "Candidates", "Found", "best_met", "explained", "scored"]

WEIGHTS = Weights()
VECTOR_WEIGHT = 0.4
"""What the vector arm counts against 1 for the lexical arm, when it reads all of the query."""

MORE = 1.5
"""What it counts more where no text holds a word of the query: then chance words decide."""

READ_WEIGHT, READ_MORE = 1.1, 6.0
"""The same two where texts were read again: the vector arm tells more then, and the mean of its
three measures is not as tall as one of them."""

NAMED_MIX = 1 / 3, 0.5 / 3, 1.5 / 3
"""What the three measures count in that mean."""

UNNAMED_MIX = 0.4, 0.2, 0.4
"""The same for a query without a name or a figure, whose words are met by near ones too
(docs/decisions/0122)."""

WELL_MET = 0.15
"""The best lexical share from which on the vector arm counts no more than its weight."""

UNNAMED, UNNAMED_ACROSS = 0.3, 0.2
"""The same for a query without a name or a figure, over texts of its own script and of another:
words alone tell less."""

TALLEST = 10.0
"""Standard deviations above the mean that count as a full vector score."""

READ = 20
"""How many of a part's best texts are read again, at least: those after them are not asked for."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as both arms need it: `count` candidates of each, of which a part keeps `kept`.

    `words` are the query's in the encoder's table, which reads them, and `han` is whether it is
    written in Chinese. `met` is the best lexical share of any text, of what is held to be well met,
    known once the candidates are.
    """

    terms: QueryTerms
    vector: Floats
    readable: float
    count: int
    kept: int
    words: Words | None
    table: WordTable | None
    han: bool = False
    met: float = 1.0

    def weight(self, usual: float, more: float) -> float:
        """What the vector arm counts: more where even the best text holds few of the words."""
        return (usual + more * max(0.0, 1.0 - self.met)) * self.readable


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
class Scored:
    """The best of a part's candidates, best first by the arms as they were before texts were read
    again: the place of each among the candidates, the row of its passage, and what each arm gave
    it. `sentences` and `words` are how far its nearest sentence and the words that it meets stand
    out, empty where no text was read again.
    """

    candidates: Candidates
    weight: float
    places: list[int]
    passages: list[int]
    scores: list[float]
    cosines: list[float]
    heights: list[float]
    sentences: list[float]
    words: list[float]

    def found(self) -> Iterator[Found]:
        """Each of them by itself."""
        for at, score in enumerate(self.scores):
            yield Found(score, self, at)


class Found(NamedTuple):
    """A text that matched: its score, and where what is known of it stands."""

    score: float
    among: Scored
    at: int

    @property
    def generation(self) -> Generation:
        """The generation that holds it."""
        return self.among.candidates.generation

    @property
    def part(self) -> Part:
        """The texts of its language there."""
        return self.among.candidates.part

    @property
    def passage_row(self) -> int:
        """The row of its passage in the generation."""
        return self.among.passages[self.at]

    @property
    def lexical(self) -> float:
        """The lexical arm's share of what a text could have got."""
        return float(self.among.candidates.shares[self.among.places[self.at]])

    @property
    def standardised(self) -> float:
        """How far its vector stands out, in standard deviations."""
        return self.among.heights[self.at]


def best_met(candidates: Iterable[Candidates], asked: Asked) -> float:
    """The best lexical share of all candidates, of what is held to be well met there."""
    found = (float(some.shares.max()) / _well_met(some.part, asked) for some in candidates)
    return max(found, default=0.0)


def _well_met(part: Part, asked: Asked) -> float:
    if asked.terms.names_something:
        return WELL_MET
    return UNNAMED if part.side in ("both", "han" if asked.han else "latin") else UNNAMED_ACROSS


def scored(some: Candidates, asked: Asked) -> Scored:
    """The best of a part's candidates, by both arms."""
    cosines = product(widened(some.part.vectors[some.rows]), asked.vector)
    heights = _standardised(cosines, some.part, asked.vector)
    weight = asked.weight(VECTOR_WEIGHT, MORE)
    scores = _added(some.shares, heights, weight)
    best = np.argsort(-scores, kind="stable")[: asked.kept]
    best = best[scores[best] > 0]
    kept, rows, tall = scores[best], some.rows[best], heights[best]
    read: tuple[Floats, ...] = ()
    if len(best) and some.part.reading and asked.words and asked.table and asked.readable:
        named = asked.terms.names_something
        read = some.part.reading.heights(rows, asked.vector, asked.words, asked.table, named)
        weight = asked.weight(READ_WEIGHT, READ_MORE)
        whole, sentence, met = map(np.float32, NAMED_MIX if named else UNNAMED_MIX)
        mean = whole * tall + sentence * read[0] + met * read[1]
        kept = _added(some.shares[best], mean, weight)
    return Scored(
        some,
        weight,
        best.tolist(),
        some.part.passages[rows].tolist(),
        kept.tolist(),
        cosines[best].tolist(),
        tall.tolist(),
        *([one.tolist() for one in read] or ([], [])),
    )


def explained(found: Found, asked: Asked) -> dict[str, Any]:
    """What each arm gave a hit, and for which words."""
    clauses = asked.terms.on(found.part.side)
    some, at = found.among, found.at
    row = int(some.candidates.rows[some.places[at]])
    met = found.part.lexical.terms_met(clauses, row, WEIGHTS)
    arms = {"words": some.candidates.worded, "vectors": some.candidates.near}
    told: dict[str, Any] = {
        "arms": [arm for arm, rows in arms.items() if row in rows],
        "lexical": round(found.lexical, 4),
        "vector": round(some.cosines[at], 4),
        "vector_deviations": round(found.standardised, 2),
        "vector_weight": round(some.weight, 3),
    }
    if some.sentences:
        told["sentence_deviations"] = round(some.sentences[at], 2)
        told["words_deviations"] = round(some.words[at], 2)
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
