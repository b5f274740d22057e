"""The lexical arm: BM25 over the terms of texts, from a matrix that bm25s makes.

bm25s weighs every term in every text when an index is built; the matrix is stored as plain arrays
and memory-mapped, so that opening costs nothing and a query reads only its own columns. Scoring is
ours, because of a clause's alternatives only the best counts, where a BM25 library adds them all
(docs/decisions/0010). In a large part the rarest clauses are scored first, and the commonest only
for the texts that can still be among the best (docs/decisions/0052). Terms are found by a 64-bit
hash: no vocabulary is loaded. Knows no languages and no passages: rows are numbers.
"""

from __future__ import annotations

import hashlib
import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.index.terms import Alternative, Clause, TextTerms

__all__ = ["Lexical", "LexicalBuilder", "Scoring", "Weights"]

K1 = 1.2
B = 0.6
FEW = 200
"""Texts below which a word's rarity is not told by their number."""

LARGE = 20_000
"""Rows from which on a query's commonest clauses are scored only where they can matter."""

REMEMBERED = 16_384
"""Terms whose columns are found without searching for them."""

LOOK_UP = 40
"""How many entries of a column are added in the time that one is looked up."""

_ROUNDING = 1e-4

Floats = NDArray[np.float32]
Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Weights:
    """What a clause counts by its kind (docs/decisions/0093, 0122), and a crossed alternative."""

    name: float = 2.6
    number: float = 4.5
    word: float = 1.0
    sound: float = 4.5
    metric: float = 3.0
    crossed: float = 0.6

    def of(self, clause: Clause) -> float:
        """The weight of a clause by its kind."""
        return float(getattr(self, clause.kind))

    def share(self, alternative: Alternative) -> float:
        """How much of its clause an alternative counts."""
        return alternative.trust * (self.crossed if alternative.crossed else 1.0)


class _Field:
    """One matrix: its columns are terms in the order of their hashes."""

    def __init__(self, folder: Path, name: str) -> None:
        self._hashes = _load(folder, name, "terms")
        self._starts = _load(folder, name, "starts")
        self._rows = _load(folder, name, "rows")
        self._values = _load(folder, name, "values")
        self._tops = _load(folder, name, "tops")

    def entry(self, term: str) -> _Entry | None:
        """The texts that hold a term, and what it weighs in each; None where no text holds it."""
        code = np.uint64(_hash(term))
        at = int(self._hashes.searchsorted(code))
        if at == len(self._hashes) or self._hashes[at] != code:
            return None
        start, end = int(self._starts[at]), int(self._starts[at + 1])
        return _Entry(self._rows[start:end], self._values[start:end], float(self._tops[at]))


class _Entry(NamedTuple):
    """A column of the matrix: its rows, what each of them is given, and the most of that."""

    rows: NDArray[np.int32]
    values: Floats
    top: float


class _Column(NamedTuple):
    """One alternative of a clause in a part, and how much of what its texts are given counts."""

    share: float
    entry: _Entry

    @property
    def top(self) -> float:
        """The most that it can give."""
        return self.share * self.entry.top

    @property
    def rows(self) -> NDArray[np.int32]:
        """The rows that it gives something."""
        return self.entry.rows

    @property
    def values(self) -> Floats:
        """What it gives each of them."""
        return self.entry.values * np.float32(self.share)

    def at(self, rows: Rows) -> Floats:
        """What it gives each of these rows."""
        held, values, _ = self.entry
        places = held.searchsorted(rows)
        places[places == len(held)] = 0
        given: Floats = values[places] * np.float32(self.share)
        given[held[places] != rows] = 0.0
        return given


@dataclass(frozen=True, slots=True)
class _Part:
    """One clause with the columns of those of its alternatives that any text holds."""

    columns: tuple[_Column, ...]

    @property
    def size(self) -> int:
        """How many entries scoring it reads."""
        return sum(len(one.rows) for one in self.columns)

    @property
    def top(self) -> float:
        """The most that it can give a row."""
        return max(one.top for one in self.columns)

    def add_to(self, scores: Floats, scratch: Floats) -> None:
        """Add to all scores what it gives, of its alternatives the best; scratch stays zero."""
        # As wide as numpy takes them, or it widens them at every look.
        columns = [(one.rows.astype(np.intp), one.values) for one in self.columns]
        if len(columns) == 1:
            scores[columns[0][0]] += columns[0][1]
            return
        for rows, values in columns:
            scratch[rows] = np.maximum(scratch[rows], values)
        for rows, _ in columns:
            # A row that several alternatives share is added once: its best is zero after.
            scores[rows] += scratch[rows]
            scratch[rows] = 0.0

    def at(self, rows: Rows) -> Floats:
        """What it gives each of these rows."""
        best = self.columns[0].at(rows)
        for one in self.columns[1:]:
            np.maximum(best, one.at(rows), out=best)
        return best


class Scoring:
    """A query put to a part: `possible` is the most that a row could have got.

    `readable` is the weight of the clauses that stand in any text, of the weight of all.
    """

    def __init__(self, rows: int, clauses: tuple[_Part, ...], possible: float, readable: float):
        self.possible = possible
        self.readable = readable
        self._rows = rows
        self._clauses = clauses
        self._whole: Floats | None = None

    def all(self) -> Floats:
        """The score of every row: the sum over the clauses of each one's best alternative."""
        scores, scratch = np.zeros((2, self._rows), dtype=np.float32)
        for clause in self._clauses:
            clause.add_to(scores, scratch)
        return scores

    def at(self, rows: Rows) -> Floats:
        """The scores of these rows alone."""
        if self._whole is not None:
            return self._whole[rows]
        scores: Floats = np.zeros(len(rows), dtype=np.float32)
        for clause in self._clauses:
            scores += clause.at(rows)
        return scores

    def best(self, count: int) -> Rows:
        """The rows with the highest scores above zero, at most `count` of them, in no order."""
        if self._rows < LARGE:
            scores = self._whole = self.all()
            rows = np.flatnonzero(scores)
            return _highest(rows, scores[rows], count)
        rows, scores = self._candidates(count)
        return _highest(rows, scores, count)

    def _candidates(self, count: int) -> tuple[Rows, Floats]:
        """Rows that hold the best ones, with their scores.

        Clauses are added from the rarest on. Once all the rest together cannot lift a row that has
        nothing yet above the best so far, the rest may be looked up for the rows that have
        something, which is quicker where those are few.
        """
        order = sorted(self._clauses, key=lambda clause: clause.size)
        scores: Floats = np.zeros(self._rows, dtype=np.float32)
        scratch: Floats = np.zeros(self._rows, dtype=np.float32)
        rest, left = sum(one.top for one in order), sum(one.size for one in order)
        least = 0.0
        for done, clause in enumerate(order):
            if rest < least and left > self._rows:
                rows = np.flatnonzero(scores > least - rest - _ROUNDING)
                if left > LOOK_UP * len(rows):
                    return self._looked_up(rows, scores[rows], order[done:])
            clause.add_to(scores, scratch)
            rest, left = rest - clause.top, left - clause.size
            if left > self._rows:
                least = max(least, _surely(scores, [clause], count, least))
        self._whole = scores
        least = max(least, _surely(scores, order, count, least))
        rows = np.flatnonzero(scores > max(least - _ROUNDING, 0.0))
        return rows, scores[rows]

    @staticmethod
    def _looked_up(rows: Rows, scores: Floats, clauses: Iterable[_Part]) -> tuple[Rows, Floats]:
        for clause in clauses:
            scores = scores + clause.at(rows)
        return rows, scores


class Lexical:
    """An open lexical part of an index: texts of one language, by row number."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.rows = rows
        own, gloss = _Field(folder, "own"), _Field(folder, "gloss")
        # A word of a question is looked up for every text that it is compared with.
        self._entry = lru_cache(maxsize=REMEMBERED)(
            lambda term: (gloss if term.startswith("g:") else own).entry(term)
        )

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term; that of an unseen one is the highest.

        A few texts cannot tell a rare word from a common one: they are counted as part of many.
        """
        return _rarity(self._held_by(term), max(self.rows, FEW))

    def holds(self, term: str) -> bool:
        """Whether any text holds the term."""
        return self._held_by(term) > 0

    def scoring(self, clauses: Iterable[Clause], weights: Weights) -> Scoring:
        """Put a query's clauses to the texts."""
        parts = []
        possible = readable = total = 0.0
        for clause in clauses:
            weight = weights.of(clause)
            columns, top, absent = [], 0.0, 0.0
            for one in clause.alternatives:
                share = weights.share(one)
                absent = max(absent, share)
                entry = self._entry(one.term)
                if entry is not None:
                    columns.append(_Column(share * weight, entry))
                    top = max(top, share * _rarity(len(entry.rows), self.rows))
            if clause.kind == "sound" and not columns:
                continue  # a guess that no text bears out asks for nothing
            possible += weight * (top or absent * _rarity(0, self.rows))
            total += weight
            if columns:
                readable += weight
                parts.append(_Part(tuple(columns)))
        return Scoring(self.rows, tuple(parts), possible, readable / total if total else 0.0)

    def terms_met(self, clauses: Iterable[Clause], row: int, weights: Weights) -> dict[str, float]:
        """The clauses that a row meets, as they are written, with what each adds to its score."""
        met: dict[str, float] = {}
        rows = np.array([row])
        for clause in clauses:
            given = self.scoring([clause], weights).at(rows)
            if given[0]:
                met[clause.text] = round(max(float(given[0]), met.get(clause.text, 0.0)), 4)
        return met

    def _held_by(self, term: str) -> int:
        entry = self._entry(term)
        return 0 if entry is None else len(entry.rows)


def _rarity(held_by: int, rows: int) -> float:
    return math.log(1 + (rows - held_by + 0.5) / (held_by + 0.5))


class LexicalBuilder:
    """Collects the terms of texts, a few bytes each, and writes the arrays of one part."""

    def __init__(self) -> None:
        self._own = _FieldBuilder()
        self._gloss = _FieldBuilder()

    def add(self, text: TextTerms) -> None:
        """Add the next row."""
        self._own.add((*text.own, *text.sounds, *text.metrics))
        self._gloss.add(text.gloss)

    def write(self, folder: Path) -> None:
        """Write a matrix of own terms and one of glosses."""
        self._own.write(folder, "own")
        self._gloss.write(folder, "gloss")


class _FieldBuilder:
    """Numbers terms as they come; memory grows by four bytes a term that stands in a text."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._terms = array("i")
        self._ends = array("q", [0])

    def add(self, terms: Iterable[str]) -> None:
        numbers = self._numbers
        self._terms.extend(numbers.setdefault(term, len(numbers)) for term in terms)
        self._ends.append(len(self._terms))

    def write(self, folder: Path, name: str) -> None:
        codes = np.fromiter(map(_hash, self._numbers), np.uint64, len(self._numbers))
        self._numbers = {}
        order = np.argsort(codes, kind="stable")
        place = np.empty(len(order), dtype=np.int32)
        place[order] = np.arange(len(order), dtype=np.int32)
        matrix = self._weighed(place)
        starts = np.asarray(matrix["indptr"], dtype=np.int64)
        values = np.asarray(matrix["data"], dtype=np.float32)
        _save(folder, name, "terms", codes[order])
        _save(folder, name, "starts", starts)
        _save(folder, name, "rows", np.asarray(matrix["indices"], dtype=np.int32))
        _save(folder, name, "values", values)
        _save(
            folder, name, "tops", np.maximum.reduceat(values, starts[:-1]) if len(order) else values
        )

    def _weighed(self, place: NDArray[np.int32]) -> dict[str, Any]:
        """bm25s' matrix: a column a term, in the order of `place`."""
        from bm25s import BM25

        if not len(place):
            # bm25s takes no empty collection; a matrix without columns is three short arrays.
            return {"indptr": np.zeros(1, np.int64), "indices": [], "data": []}
        numbers = place[np.frombuffer(self._terms, dtype=np.int32)]
        self._terms = array("i")
        texts = [numbers[a:b] for a, b in pairwise(self._ends)]
        matrix: dict[str, Any] = BM25(method="lucene", k1=K1, b=B).build_index_from_ids(
            range(len(place)), texts, show_progress=False
        )
        return matrix


def _surely(scores: Floats, clauses: Sequence[_Part], count: int, known: float) -> float:
    """A score that `count` rows have at least, told from the texts of one column: the longest that
    is quickly read, or the longest of all where nothing better is known.
    """
    columns = sorted((one.rows for clause in clauses for one in clause.columns), key=len)
    quick = [rows for rows in columns if len(rows) < LARGE] or ([] if known else columns)
    return _nth(scores[quick[-1]], count) if quick else 0.0


def _nth(scores: Floats, count: int) -> float:
    """The score that `count` rows have at least; nothing where there are fewer."""
    if len(scores) < count:
        return 0.0
    return float(np.partition(scores, len(scores) - count)[len(scores) - count])


def _highest(rows: Rows, scores: Floats, count: int) -> Rows:
    if len(scores) > count:
        best = np.argpartition(scores, len(scores) - count)[len(scores) - count :]
        rows, scores = rows[best], scores[best]
    return rows[scores > 0]


def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def _save(folder: Path, field: str, name: str, array: NDArray[Any]) -> None:
    np.save(folder / f"{field}-{name}.npy", array)


def _load(folder: Path, field: str, name: str) -> NDArray[Any]:
    # A view: slices of a memmap object itself cost ten times as much as those of an array.
    array: NDArray[Any] = np.load(folder / f"{field}-{name}.npy", mmap_mode="r").view(np.ndarray)
    return array
