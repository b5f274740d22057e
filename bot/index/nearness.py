"""How near each word of a query comes to its nearest word in each of some texts.

Late interaction (O. Khattab and M. Zaharia, "ColBERT", SIGIR 2020) over a table of word vectors: a
text that calls things otherwise is found by the words that are near, word by word, where the vector
of the whole blurs them. How near a word comes is held against how near it comes to the other texts,
so that what all of them say counts for nothing. It ranks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from bot.index.products import product
from bot.index.reading import BREAK, WordTable, words_of

__all__ = ["ENOUGH", "Nearness", "apart", "embedded_table"]

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

KNOWN = 16_384
"""Texts whose words are kept."""

LEAST = 0.05
"""A word that is equally near to all texts still has this deviation."""

ENOUGH = 0.6
"""From this nearness on a word is met: the very same word is the lexical measures' to weigh."""


class Nearness:
    """Words of texts by a table, kept from one query to the next."""

    def __init__(self, table: WordTable) -> None:
        self._table = table
        self._known: dict[str, Ids] = {}

    def of(self, query: str, texts: Sequence[str]) -> tuple[Floats, Floats]:
        """For each text (rows) how near each word of the query (columns) comes, -1 to 1; and what
        each word counts, in all 1. Without columns where the table knows no word of the query.
        """
        words = words_of(self._table, query)
        if words is None or not texts:
            return np.zeros((len(texts), 0), np.float32), np.zeros(0, np.float32)
        segments = [np.append(found, BREAK) for found in self._words(texts)]
        flat = np.concatenate(segments)
        numbers, places = np.unique(flat, return_inverse=True)
        products = self._table.products(numbers, words.units)
        products /= np.maximum(self._table.lengths(numbers), np.float32(1e-9))[:, None]
        products[numbers == BREAK] = 0.0
        starts = np.cumsum([0, *(len(one) for one in segments[:-1])])
        near: Floats = np.maximum.reduceat(products[places], starts)
        return near, words.weights

    def _words(self, texts: Sequence[str]) -> list[Ids]:
        known = self._known  # another thread may begin a new one meanwhile
        new = [text for text in dict.fromkeys(texts) if text not in known]
        if new and len(known) + len(new) > KNOWN:
            known = self._known = {}
            new = list(dict.fromkeys(texts))
        if new:
            known.update(zip(new, self._table.words(new), strict=True))
        return [known[text] for text in texts]


def apart(near: Floats, weights: Floats) -> Floats:
    """For each text how much nearer the words come than to the other texts, in deviations."""
    spread = np.maximum(near.std(axis=0), np.float32(LEAST))
    found: Floats = product((near - near.mean(axis=0)) / spread, weights)
    return found


@lru_cache(maxsize=1)
def embedded_table() -> WordTable:
    """The table that comes with the product, for an encoder that is none."""
    from bot.index.encoder import EMBEDDED, open_encoder

    table = open_encoder(EMBEDDED)
    assert isinstance(table, WordTable)
    return table
