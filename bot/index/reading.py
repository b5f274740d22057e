"""Reads the best texts again: their nearest sentence, and the query word by word.

The vector of a whole text blurs what one sentence of it says, and a sum of words cannot tell
whether each of them was met. With a table of word vectors both can be told from the words of a text
alone, which are kept here as numbers: of its sentences the nearest counts, and of its words, for
each word of the query, the nearest (docs/decisions/0059). Where a query names nothing, the same
word counts no more than another one that is near (docs/decisions/0122). Both are given as standard
deviations: from all sentences of the part by their moments, and for words from a sample of the
part's texts.
Knows no ranking, and no encoder that reads words in context.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from bot.index.products import product

__all__ = ["Reading", "WordTable", "Words", "words_of", "write_reading"]

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]
_Known = tuple[int, bool]

BATCH = 256
SAMPLE = 96
"""Texts of a part that say how near a word is to its nearest word in any text."""

LEAST = 0.05
"""A word that is equally near to all texts of the sample still has this deviation."""

LEAST_OF_ALL = 0.2
"""The deviation that the sum over a query's words has at least."""

NEAR = 0.5
"""From this nearness on a word of a query that names nothing is met: that the very same word stands
there is the lexical arm's to weigh, which can tell a rare one from a common one."""

KNOWN = 20_000
"""Words whose nearness to the sample is kept."""

BREAK = 0
"""Stands before each segment of a text: its heading, then its sentences."""


@runtime_checkable
class WordTable(Protocol):
    """An encoder that is a table: the vector of a text is the sum of its words' vectors."""

    def words(self, texts: Sequence[str]) -> list[Ids]:
        """The numbers of each text's words, without those that it does not know; none is 0."""

    def rows(self, words: Ids) -> Floats:
        """The vectors of words."""

    def products(self, words: Ids, vectors: Floats) -> Floats:
        """The product of each word's vector with each of some vectors."""

    def lengths(self, words: Ids) -> Floats:
        """How long the vectors of words are."""


@dataclass(frozen=True, slots=True)
class Words:
    """A query's words, each once: their unit vectors, and what each counts, in all 1."""

    numbers: Ids
    units: Floats
    weights: Floats


def words_of(table: WordTable, query: str) -> Words | None:
    """The words of a query; None where none is known. A word counts by its vector's length."""
    (found,) = table.words([query])
    if not len(found):
        return None
    numbers, times = np.unique(found, return_counts=True)
    lengths = table.lengths(numbers)
    weights = (lengths * times).astype(np.float32)
    units = table.rows(numbers) / _divisors(lengths)
    return Words(numbers, units, weights / max(float(weights.sum()), 1e-9))


def write_reading(folder: Path, texts: Sequence[Sequence[str]], table: WordTable) -> None:
    """Write the words of texts, each given as its heading ('' for none) and its sentences."""
    flat: list[Ids] = []
    sizes: list[int] = []
    lengths: list[Floats] = []
    moments = _Moments()
    for at in range(0, len(texts), BATCH):
        some = texts[at : at + BATCH]
        cut = iter(table.words([segment for text in some for segment in text]))
        for text in some:
            found = [np.concatenate(([BREAK], next(cut))) for _ in text]
            sums = _sums(found, table)
            lengths.append(np.linalg.norm(sums, axis=1))
            moments.add(_unit(sums[1:]))
            flat += found
            sizes.append(sum(map(len, found)))
    words = np.concatenate(flat)
    kind = np.uint16 if words.max() < 2**16 else np.uint32
    np.save(folder / "words.npy", words.astype(kind))
    np.save(folder / "word-starts.npy", np.cumsum([0, *sizes], dtype=np.int64))
    np.save(folder / "segment-starts.npy", np.cumsum([0, *map(len, lengths)], dtype=np.int64))
    np.save(folder / "segment-lengths.npy", np.concatenate(lengths).astype(np.float32))
    moments.write(folder)


class Reading:
    """The words of a part's texts, open. Raises OSError where a file is missing."""

    def __init__(self, folder: Path) -> None:
        self._words = _mapped(folder, "words")
        self._starts = _mapped(folder, "word-starts")
        self._segments = _mapped(folder, "segment-starts")
        self._lengths = _mapped(folder, "segment-lengths")
        self._mean = np.load(folder / "sentence-mean.npy")
        self._spread = np.load(folder / "sentence-spread.npy")
        self._known: dict[_Known, tuple[float, float, Floats]] = {}

    def heights(
        self, rows: Ids, vector: Floats, words: Words, table: WordTable, named: bool = True
    ) -> tuple[Floats, Floats]:
        """For each row the nearest sentence and the words met, both as standard deviations.

        `named` is whether the query names something: if not, near words count as the same.
        """
        text = self._texts(rows)
        products = table.products(text.numbers, np.concatenate((words.units, vector[None])))
        products[text.numbers == BREAK] = 0.0
        units = products[:, :-1] / _divisors(table.lengths(text.numbers))
        near = np.maximum.reduceat(units[text.places], text.starts)
        met = self._met(near, words, table, named)
        return self._sentences(rows, text, products[:, -1], vector), met

    def _texts(self, rows: Ids) -> _Texts:
        places, starts = _stretches(self._starts, rows)
        flat = self._words[places]
        numbers, which = _each_once(flat)
        return _Texts(numbers, which, starts, np.flatnonzero(flat == BREAK))

    def _sentences(self, rows: Ids, text: _Texts, products: Floats, vector: Floats) -> Floats:
        given = np.add.reduceat(products[text.places], text.breaks)
        places, firsts = _stretches(self._segments, rows)
        cosines = given / np.maximum(self._lengths[places], 1e-6)
        cosines[firsts] = -1.0  # the heading is no sentence
        best = np.maximum.reduceat(cosines, firsts)
        mean = float(self._mean @ vector)
        spread = max(float(vector @ self._spread @ vector) - mean * mean, 1e-6)
        heights: Floats = (best - np.float32(mean)) / np.float32(spread**0.5)
        return heights

    def _met(self, near: Floats, words: Words, table: WordTable, named: bool) -> Floats:
        known = self._learned(words, table, named)
        near = near if named else np.minimum(near, np.float32(NEAR))
        means = np.array([one[0] for one in known], dtype=np.float32)
        deviations = np.array([one[1] for one in known], dtype=np.float32)
        usual = product(words.weights, np.array([one[2] for one in known]))
        spread = max(float(usual.std()), LEAST_OF_ALL)
        apart = (near - means) / deviations
        return np.asarray(product(apart, words.weights) / spread, dtype=np.float32)

    def _learned(
        self, words: Words, table: WordTable, named: bool
    ) -> list[tuple[float, float, Floats]]:
        """How near each word of a query is to its nearest word in the sample's texts."""
        if len(self._known) > KNOWN:
            self._known = {}
        known = self._known  # another thread may begin a new one meanwhile
        keys = [(int(number), named) for number in words.numbers]
        new = [at for at, key in enumerate(keys) if key not in known]
        if new:
            self._learn(known, new, words, table, named)
        return [known[key] for key in keys]

    def _learn(
        self,
        known: dict[_Known, tuple[float, float, Floats]],
        new: Sequence[int],
        words: Words,
        table: WordTable,
        named: bool,
    ) -> None:
        text, units = self._sample(table)
        products = product(words.units[new], units.T)
        near = np.maximum.reduceat(products.take(text.places, 1), text.starts, axis=1)
        near = near if named else np.minimum(near, np.float32(NEAR))
        means = near.mean(axis=1, keepdims=True)
        deviations = np.maximum(near.std(axis=1, keepdims=True), LEAST)
        apart = (near - means) / deviations
        for place, at in enumerate(new):
            number = int(words.numbers[at])
            known[number, named] = (
                float(means[place, 0]),
                float(deviations[place, 0]),
                apart[place],
            )

    def _sample(self, table: WordTable) -> tuple[_Texts, Floats]:
        if self._sampled is None:
            count = len(self._starts) - 1
            rows = np.unique(np.linspace(0, count - 1, min(count, SAMPLE)).astype(np.int64))
            text = self._texts(rows)
            self._sampled = (text, _unit(_vectors(text.numbers, table)))
        return self._sampled

    _sampled: tuple[_Texts, Floats] | None = None


@dataclass(frozen=True, slots=True)
class _Texts:
    """The words of texts: each once, in order, the place of every one there, and where texts and
    segments begin.
    """

    numbers: Ids
    places: Ids
    starts: Ids
    breaks: Ids


class _Moments:
    """The first and second moments of vectors that come a few at a time."""

    def __init__(self) -> None:
        self._count = 0
        self._total: Any = 0.0
        self._squares: Any = 0.0

    def add(self, some: Floats) -> None:
        self._count += len(some)
        self._total = self._total + some.sum(axis=0, dtype=np.float64)
        self._squares = self._squares + product(some.T, some)

    def write(self, folder: Path) -> None:
        count = max(1, self._count)
        np.save(folder / "sentence-mean.npy", (self._total / count).astype(np.float32))
        np.save(folder / "sentence-spread.npy", (self._squares / count).astype(np.float32))


def _stretches(starts: Ids, rows: Ids) -> tuple[Ids, Ids]:
    """The places of everything that belongs to these rows, one row after the other, and where each
    row's begin among them.
    """
    begins, sizes = starts[rows], starts[rows + 1] - starts[rows]
    ends = np.cumsum(sizes)
    firsts = ends - sizes
    return np.arange(ends[-1]) + np.repeat(begins - firsts, sizes), firsts


def _each_once(flat: Ids) -> tuple[Ids, Ids]:
    """What `np.unique` gives with its inverse, for numbers from 0 on: marked instead of sorted."""
    marks = np.zeros(int(flat.max()) + 1, dtype=np.bool_)
    marks[flat] = True
    numbers = np.flatnonzero(marks)
    places = np.empty(len(marks), dtype=np.int64)
    places[numbers] = np.arange(len(numbers))
    return numbers, places[flat]


def _divisors(lengths: Floats) -> Floats:
    return np.maximum(lengths, np.float32(1e-9))[:, None]


def _vectors(numbers: Ids, table: WordTable) -> Floats:
    vectors = table.rows(numbers)
    vectors[numbers == BREAK] = 0.0
    return vectors


def _sums(segments: Sequence[Ids], table: WordTable) -> Floats:
    """The sum of each segment's words; all begin with a break, so that none is empty."""
    starts = np.cumsum([0, *(len(one) for one in segments[:-1])])
    sums: Floats = np.add.reduceat(_vectors(np.concatenate(segments), table), starts)
    return sums


def _unit(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = vectors / np.maximum(lengths, np.float32(1e-9))
    return unit


def _mapped(folder: Path, name: str) -> NDArray[Any]:
    found: NDArray[Any] = np.load(folder / f"{name}.npy", mmap_mode="r").view(np.ndarray)
    return found
