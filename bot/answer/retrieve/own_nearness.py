"""How near a question's words come to those of a reader's sentences, word by word.

A stranger's question has other words than the document: *shut* for *closed*, 清掉 for 拆除. Which
words are near one another is told by the table of word vectors, of the sentence itself and, for
less, of the sentences beside it and the headings above. It ranks nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.index.nearness import ENOUGH, apart
from bot.index.products import product
from bot.index.search import Searcher

__all__ = ["nearest", "nearest_few"]

AROUND = 0.75
"""What a word counts that is near to one beside the sentence or above it."""
MET = 0.55
"""From this nearness on a word of the question counts as said."""


def nearest(
    asked: str, texts: Sequence[tuple[str, Sequence[str]]], searcher: Searcher
) -> list[dict[str, float]]:
    """Of each sentence, given with the texts around it: the share of the question's words that it
    says, and how much nearer they come than to the other sentences, with those around and alone.
    """
    every = list(dict.fromkeys(t for text, around in texts for t in (text, *around)))
    at = {text: n for n, text in enumerate(every)}
    near, weights = searcher.nearness(asked, every)
    if not len(texts) or not len(weights):
        return [dict.fromkeys(("says", "around", "met"), 0.0) for _ in texts]
    itself = near[[at[text] for text, _ in texts]]
    beside = np.array([near[[at[t] for t in around]].max(axis=0) for _, around in texts])
    says = product(itself > MET, weights)
    around = apart(np.maximum(itself, AROUND * beside), weights)
    met = apart(np.minimum(itself, ENOUGH), weights)
    return [
        {"says": float(s), "around": float(a), "met": float(m)}
        for s, a, m in zip(says, around, met, strict=True)
    ]


def nearest_few(asked: str, texts: Sequence[str], few: int, searcher: Searcher) -> list[int]:
    """The places of the few texts that the question's words come nearest to, in their order."""
    near, weights = searcher.nearness(asked, texts)
    if len(texts) <= few or not len(weights):
        return list(range(min(few, len(texts))))
    met = apart(np.minimum(near, ENOUGH), weights)
    return sorted(np.argsort(-met, kind="stable")[:few].tolist())
