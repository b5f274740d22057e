"""Ranks passages for a query: two arms, fused, perhaps reranked; each hit explains itself.

Slips of the keyboard are mended first. `fusion` adds what the arms say; an encoder that can read
too little of the query is not asked. A passage with two texts is one hit; its better text counts
(docs/decisions/0012). A reranker, when one is set, scores the best few dozen again; repeats step
back and both languages are heard (`ranking`). When Chroma fails, the same vectors are searched
exactly from the generation's own copy, and `notes` says so. Knows no question types and no answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.errors import StoreError
from bot.index.coverage import Coverage, QueryWords, Said, WordHeld
from bot.index.encoder import Encoder
from bot.index.fusion import (
    READ,
    WEIGHTS,
    Asked,
    Candidates,
    Found,
    Scored,
    best_met,
    explained,
    scored,
)
from bot.index.generations import Generation, Part
from bot.index.nearness import Nearness, embedded_table
from bot.index.passages import indexed_text
from bot.index.ranking import balanced, one_sided, spread_out
from bot.index.reading import Words, WordTable, words_of
from bot.index.reranker import Reranker
from bot.index.terms import Analyser
from bot.index.threads import on_one_thread
from bot.language.leaving_out import searched_for
from bot.language.script import has_han
from bot.records import Hit, IndexUsed, Passage

__all__ = ["GLOSSARY", "READING", "Coverage", "Searcher"]

GATE = 0.3
"""An encoder that knows a smaller share of the query's tokens is not asked."""

CANDIDATES = 60
NEAREST = 30
"""How many rows the encoder brings, at least: those after them are not among the texts that are
read again, unless words bring them."""

RERANKED = 30
"""How many of the best passages a reranker scores again."""

GLOSSARY, READING = "glossary", "looplens-reading"
OURS: Mapping[str, float] = {GLOSSARY: 0.45, READING: 0.7}
"""What a passage of our own counts: a short definition has a question's words more densely than
the paragraph that answers it, and what a source says goes before what we read out of it."""

KNOWN = 16_384
"""Vectors of short texts that are kept: the sentences of a few thousand passages."""

QUERIES = 64
"""Queries whose words are kept: those that a few readers' questions hold texts against."""

Floats = NDArray[np.float32]


class Searcher:
    """Searches open generations; one object is shared by all threads."""

    def __init__(
        self,
        generations: Iterable[Generation],
        analyser: Analyser,
        encoder: Encoder,
        reranker: Reranker | None = None,
    ) -> None:
        on_one_thread()
        self._generations = tuple(generations)
        self._analyser = analyser
        self._encoder = encoder
        self._reranker = reranker
        self._by_name = {g.manifest.index: g for g in self._generations}
        self.notes: tuple[str, ...] = ()
        self._vector = lru_cache(maxsize=512)(self._vector_of)
        self._mended = lru_cache(maxsize=512)(self._mended_of)
        self._table = encoder if isinstance(encoder, WordTable) else None
        self._words = lru_cache(maxsize=512)(self._words_of)
        self._weighed = lru_cache(maxsize=8192)(self._weighed_terms)
        self._asked = lru_cache(maxsize=QUERIES)(self._asked_words)
        self._beyond = lru_cache(maxsize=QUERIES)(_nothing_yet)
        self._known: dict[str, Floats] = {}
        self._near: Nearness | None = None
        self._ours: dict[Generation, Mapping[int, float]] = {}

    @property
    def indexes(self) -> tuple[IndexUsed, ...]:
        """The indexes that are searched, each with the hash of what it holds."""
        return tuple(IndexUsed(g.manifest.index, g.manifest.sha256) for g in self._generations)

    @property
    def encoder(self) -> str:
        """The name of the encoder in use."""
        return self._encoder.name

    def passage(self, index: str, passage_id: str) -> Passage | None:
        """The passage of an id in an index that is searched; None where there is none."""
        generation = self._by_name.get(index)
        return generation.passages.get(passage_id) if generation else None

    @property
    def encoder_in_use(self) -> Encoder:
        """The encoder that queries are read with."""
        return self._encoder

    def neighbours(
        self, index: str, passage_id: str, before: int = 1, after: int = 1
    ) -> tuple[Passage, ...]:
        """The passages around one in its source, in order, itself left out: its context."""
        generation = self._by_name.get(index)
        return generation.passages.around(passage_id, before, after) if generation else ()

    def search(
        self, query: str, k: int = 5, language: str | None = None, explain: bool = False
    ) -> tuple[Hit, ...]:
        """The best k passages, best first; with `language`, over its texts alone.

        Raises EngineError when the encoder or the reranker fails.
        """
        if k < 1 or not query.strip():
            return ()
        query = searched_for(query, self._analyser.glossary)
        vector, readable = self._vector(query)
        query = self._mended(query)
        terms = self._analyser.of_query(query)
        kept = max(2 * k, RERANKED if self._reranker else READ)
        words, table = self._words(query), self._table
        count = max(CANDIDATES, 4 * k)
        asked = Asked(terms, vector, readable, count, kept, words, table, has_han(query))
        candidates = list(self._candidates(asked, language))
        asked = replace(asked, met=best_met(candidates, asked))
        ranked = self._weighted(_one_a_passage(scored(some, asked) for some in candidates)[:kept])
        if self._reranker:
            hits = list(self._hits(ranked, asked, explain))
            hits = self._reranked(self._reranker, query, hits, explain)
            hits = spread_out(sorted(hits, key=lambda hit: -hit.score), k, explain)
        else:
            hits = self._first(ranked, k, asked, language, explain)
        return tuple(hits[:k] if language else balanced(hits, k, explain))

    def coverage(self, query: str, texts: Sequence[Said]) -> tuple[Coverage, ...]:
        """How much of the query's weight each text covers, in either language."""
        return self._asked(query).cover(texts)

    def words(self, query: str, texts: Sequence[Said]) -> tuple[WordHeld, ...]:
        """The query's words, each with how far every text holds it, in either language."""
        return self._asked(query).held(texts)

    def likeness(self, query: str, texts: Sequence[str]) -> tuple[float, ...]:
        """How like each short text is to the query by their vectors, 0 to 1, across languages;
        zero for all where the encoder cannot read the query.
        """
        asked, readable = self._vector(query)
        if not readable:
            return (0.0,) * len(texts)
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            if len(self._known) + len(new) > KNOWN:
                self._known.clear()
                new = list(dict.fromkeys(texts))
            self._known.update(zip(new, self._encoder.documents(new), strict=True))
        return tuple(max(0.0, float(self._known[text] @ asked)) for text in texts)

    def nearness(self, query: str, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """For each text (rows) how near each word of the query (columns) comes to its nearest word
        there, -1 to 1, across languages; and what each word counts, in all 1.
        """
        if self._near is None:
            self._near = Nearness(self._table or embedded_table())
        return self._near.of(query, texts)

    def beyond(self, query: str, texts: Sequence[str]) -> tuple[float, ...]:
        """The share of each text's own weight that the query does not hold, 0 to 1."""
        asked, known = self._analyser.held_by(query), self._beyond(query)
        for text in texts:
            if text not in known:
                rare, total = self._weighed(text)
                lacked = sum([weight for term, weight in rare.items() if term not in asked])
                known[text] = lacked / (total or 1.0)
        return tuple([known[text] for text in texts])

    def _weighed_terms(self, text: str) -> tuple[dict[str, float], float]:
        """The terms that a text holds, each with its rarity in the open indexes, and their sum."""
        parts = [part for g in self._generations for part in g.parts.values()]
        terms = self._analyser.held_by(text)
        rare = {term: max((p.lexical.rarity(term) for p in parts), default=0.0) for term in terms}
        return rare, sum(rare.values())

    def close(self) -> None:
        """Let go of every file."""
        for generation in self._generations:
            generation.close()

    def _vector_of(self, query: str) -> tuple[Floats, float]:
        query = self._mended(query)
        readable = self._encoder.readable(query)
        return self._encoder.queries([query])[0], readable if readable >= GATE else 0.0

    def _words_of(self, query: str) -> Words | None:
        return words_of(self._table, query) if self._table else None

    def _asked_words(self, query: str) -> QueryWords:
        parts = [part for g in self._generations for part in g.parts.values()]
        return QueryWords(self._analyser, self._mended(query), parts)

    def _mended_of(self, query: str) -> str:
        parts = [part for g in self._generations for part in g.parts.values()]
        return self._analyser.respelled(
            query, lambda term: any(part.lexical.holds(term) for part in parts)
        )

    def _candidates(self, asked: Asked, language: str | None) -> Iterator[Candidates]:
        for generation in self._generations:
            for part in generation.parts.values():
                if language not in (None, part.language):
                    continue
                lexical = part.lexical.scoring(asked.terms.on(part.side), WEIGHTS)
                worded = lexical.best(asked.count)
                near = self._nearest(generation, part, asked) if asked.readable else worded[:0]
                rows = np.union1d(worded, near)
                if len(rows):
                    shares: Floats = lexical.at(rows) / np.float32(max(lexical.possible, 1e-9))
                    yield Candidates(generation, part, rows, worded, near, shares)

    def _nearest(self, generation: Generation, part: Part, asked: Asked) -> NDArray[np.int64]:
        """The rows nearest to the query: Chroma is asked where it is a server or has many."""
        count = min(max(NEAREST, asked.kept), part.lexical.rows)
        if part.nearest.quick and not generation.manifest.server:
            return part.nearest.rows(asked.vector, count)
        try:
            return generation.vectors.query(part.collection, asked.vector, count)
        except StoreError as error:
            self._note(f"{error}; searched exactly from the copy in {generation.folder}")
            return part.nearest.rows(asked.vector, count)

    def _note(self, text: str) -> None:
        if text not in self.notes:
            self.notes = (*self.notes, text)

    def _reranked(
        self, reranker: Reranker, query: str, hits: list[Hit], explain: bool
    ) -> list[Hit]:
        """The best hits with the reranker's scores; the others stay behind them."""
        first = sorted(hits, key=lambda hit: -hit.score)
        first, rest = first[:RERANKED], first[RERANKED:]
        texts = [indexed_text(hit.passage, hit.lang) for hit in first]
        scored = []
        for hit, score in zip(first, reranker.scores(query, texts), strict=True):
            note = {"reranker": round(float(score), 4), "fused": hit.score} if explain else {}
            weighed = round(_weight_of(hit.passage) * float(score), 6)
            scored.append(replace(hit, score=weighed, explain={**hit.explain, **note}))
        least = min((hit.score for hit in scored), default=0.0)
        return [*scored, *(replace(hit, score=round(least * hit.score, 6)) for hit in rest)]

    def _weighted(self, ranked: Iterable[Found]) -> list[tuple[float, Found]]:
        """What was found with its score by what it is, best first."""
        scored = [
            (round(self._counted(one.generation).get(one.passage_row, 1.0) * one.score, 6), one)
            for one in ranked
        ]
        return sorted(scored, key=lambda pair: -pair[0])

    def _counted(self, generation: Generation) -> Mapping[int, float]:
        """What the rows of passages of our own count."""
        known = self._ours.get(generation)
        if known is None:
            rows = {name: generation.passages.of_source(name) for name in OURS}
            known = self._ours[generation] = {
                row: OURS[name] for name, some in rows.items() for row in some
            }
        return known

    def _first(
        self,
        ranked: Sequence[tuple[float, Found]],
        k: int,
        asked: Asked,
        language: str | None,
        explain: bool,
    ) -> list[Hit]:
        """The first k hits; the others are read only where they may step in for one of them."""
        hits = list(self._hits(ranked[:k], asked, explain))
        new = spread_out(hits, k, explain)
        if new != hits or (language is None and one_sided(hits)):
            new = spread_out([*hits, *self._hits(ranked[k:], asked, explain)], k, explain)
        return new

    def _hits(
        self, ranked: Sequence[tuple[float, Found]], asked: Asked, explain: bool
    ) -> Iterator[Hit]:
        rows: dict[Generation, list[int]] = {}
        for _, found in ranked:
            rows.setdefault(found.generation, []).append(found.passage_row)
        read = {generation: generation.passages.at(some) for generation, some in rows.items()}
        for score, found in ranked:
            yield Hit(
                passage=read[found.generation][found.passage_row],
                score=score,
                lang=found.part.language,
                explain=explained(found, asked) if explain else {},
                lexical=round(found.lexical, 4),
                deviations=round(found.standardised, 2),
            )


def _nothing_yet(_: str) -> dict[str, float]:
    """Where what texts hold beyond a query is kept."""
    return {}


def _weight_of(passage: Passage) -> float:
    return OURS.get(passage.source_id, 1.0)


def _one_a_passage(parts: Iterable[Scored]) -> list[Found]:
    """What was found, best first; a passage with two texts stands there with its better one."""
    best: dict[tuple[str, int], Found] = {}
    for scores in parts:
        index = scores.candidates.generation.manifest.index
        for row, found in zip(scores.passages, scores.found(), strict=True):
            other = best.get((index, row))
            if other is None or found.score > other.score:
                best[index, row] = found
    ranked = sorted(best.items(), key=lambda pair: (-round(pair[1].score, 6), pair[0]))
    return [found for _, found in ranked]
