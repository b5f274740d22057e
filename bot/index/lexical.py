"""The lexical arm: BM25 over the terms of texts, from a matrix that bm25s makes.

bm25s weighs every term in every text when an index is built; the matrix is stored as plain arrays
and memory-mapped, so that opening costs nothing and a query reads only its own columns. Scoring is
ours, because of a clause's alternatives only the best counts, where a BM25 library adds them all
(docs/decisions/0010). Terms are found by a 64-bit hash: no vocabulary is loaded. Knows no
languages and no passages: rows are numbers.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.index.terms import Alternative, Clause, TextTerms

__all__ = ["Lexical", "LexicalScores", "Weights", "build_lexical"]

K1 = 1.2
B = 0.6
FEW = 200
"""Texts below which a word's rarity is not told by their number."""

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """What a clause counts by its kind, and what an alternative that was crossed counts of it."""

    name: float = 1.0
    number: float = 1.0
    word: float = 1.0
    crossed: float = 0.4

    def of(self, clause: Clause) -> float:
        """The weight of a clause by its kind."""
        return {"name": self.name, "number": self.number, "word": self.word}[clause.kind]

    def share(self, alternative: Alternative) -> float:
        """How much of its clause an alternative counts."""
        return alternative.trust * (self.crossed if alternative.crossed else 1.0)


@dataclass(frozen=True, slots=True)
class LexicalScores:
    """A score for every row, the most that a row could have got, and the share of it that is here.

    `readable` is the weight of the clauses that stand in any text, of the weight of all.
    """

    scores: Floats
    possible: float
    readable: float


class _Field:
    """One matrix: its columns are terms in the order of their hashes."""

    def __init__(self, folder: Path, name: str) -> None:
        self._hashes = _load(folder, name, "terms")
        self._starts = _load(folder, name, "starts")
        self._rows = _load(folder, name, "rows")
        self._values = _load(folder, name, "values")

    def column(self, term: str) -> tuple[NDArray[np.int32], Floats]:
        """The rows that hold the term, and its weight in each."""
        code = _hash(term)
        at = int(np.searchsorted(self._hashes, code))
        if at == len(self._hashes) or self._hashes[at] != code:
            return self._rows[:0], self._values[:0]
        start, end = int(self._starts[at]), int(self._starts[at + 1])
        return self._rows[start:end], self._values[start:end]


class Lexical:
    """An open lexical part of an index: texts of one language, by row number."""

    def __init__(self, folder: Path, rows: int) -> None:
        self.rows = rows
        self._own = _Field(folder, "own")
        self._gloss = _Field(folder, "gloss")

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term; that of an unseen one is the highest.

        A few texts cannot tell a rare word from a common one: they are counted as part of many.
        """
        held_by = len(self._column(term)[0])
        return math.log(1 + (max(self.rows, FEW) - held_by + 0.5) / (held_by + 0.5))

    def holds(self, term: str) -> bool:
        """Whether any text holds the term."""
        return len(self._column(term)[0]) > 0

    def score(self, clauses: Iterable[Clause], weights: Weights) -> LexicalScores:
        """Score every row: the sum over the clauses of each one's best alternative."""
        scores: Floats = np.zeros(self.rows, dtype=np.float32)
        best: Floats = np.zeros(self.rows, dtype=np.float32)
        possible = readable = total = 0.0
        for clause in clauses:
            weight = weights.of(clause)
            columns = [(weights.share(one), *self._column(one.term)) for one in clause.alternatives]
            columns = [column for column in columns if len(column[1])]
            for share, rows, values in columns:
                best[rows] = np.maximum(best[rows], values * np.float32(share * weight))
            for _, rows, _ in columns:
                # A row that several alternatives share is added once: its best is zero after.
                scores[rows] += best[rows]
                best[rows] = 0.0
            top = max((share * self._rarity(len(rows)) for share, rows, _ in columns), default=0.0)
            absent = max((weights.share(one) for one in clause.alternatives), default=0.0)
            possible += weight * (top or absent * self._rarity(0))
            total += weight
            readable += weight if columns else 0.0
        return LexicalScores(scores, possible, readable / total if total else 0.0)

    def terms_met(self, clauses: Iterable[Clause], row: int, weights: Weights) -> dict[str, float]:
        """The clauses that a row meets, as they are written, with what each adds to its score."""
        met: dict[str, float] = {}
        for clause in clauses:
            worth = 0.0
            for one in clause.alternatives:
                rows, values = self._column(one.term)
                at = int(np.searchsorted(rows, row))
                if at < len(rows) and rows[at] == row:
                    worth = max(worth, weights.of(clause) * weights.share(one) * float(values[at]))
            if worth:
                met[clause.text] = round(max(worth, met.get(clause.text, 0.0)), 4)
        return met

    def _column(self, term: str) -> tuple[NDArray[np.int32], Floats]:
        return (self._gloss if term.startswith("g:") else self._own).column(term)

    def _rarity(self, held_by: int) -> float:
        return math.log(1 + (self.rows - held_by + 0.5) / (held_by + 0.5))


def build_lexical(folder: Path, texts: Sequence[TextTerms]) -> None:
    """Write the arrays of one part: a matrix of own terms and one of glosses."""
    _build_field(folder, "own", [text.own for text in texts])
    _build_field(folder, "gloss", [text.gloss for text in texts])


def _build_field(folder: Path, name: str, texts: Sequence[Sequence[str]]) -> None:
    from bm25s import BM25

    codes = {term: _hash(term) for terms in texts for term in terms}
    order = sorted(codes, key=codes.__getitem__)
    place = {term: at for at, term in enumerate(order)}
    # bm25s takes no empty collection; a matrix without columns is three short arrays.
    if order:
        model = BM25(method="lucene", k1=K1, b=B)
        ids = [[place[term] for term in terms] for terms in texts]
        matrix = model.build_index_from_ids(list(range(len(order))), ids, show_progress=False)
    else:
        matrix = {"indptr": np.zeros(1, np.int64), "indices": [], "data": []}
    hashes = np.array([codes[term] for term in order], dtype=np.uint64)
    _save(folder, name, "terms", hashes)
    _save(folder, name, "starts", np.asarray(matrix["indptr"], dtype=np.int64))
    _save(folder, name, "rows", np.asarray(matrix["indices"], dtype=np.int32))
    _save(folder, name, "values", np.asarray(matrix["data"], dtype=np.float32))


def _hash(term: str) -> int:
    return int.from_bytes(hashlib.blake2b(term.encode(), digest_size=8).digest(), "little")


def _save(folder: Path, field: str, name: str, array: NDArray[Any]) -> None:
    np.save(folder / f"{field}-{name}.npy", array)


def _load(folder: Path, field: str, name: str) -> NDArray[Any]:
    # A view: slices of a memmap object itself cost ten times as much as those of an array.
    array: NDArray[Any] = np.load(folder / f"{field}-{name}.npy", mmap_mode="r").view(np.ndarray)
    return array
