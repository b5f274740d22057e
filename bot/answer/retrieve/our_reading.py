"""Which passages of our own reading a question asks for, by all of its words and by its vector.

A reason or a "what if" is asked for in as many ways as there are readers, few of which share a word
with what answers it. This reads every word and sequence of up to three and the embedded encoder's
vector, and weighs them (a multinomial logistic model, fitted by `tools/fit_readings.py` on wordings
by several authors; questions for figures, advice, forecasts or other subjects are a class of
their own, "none"). It reads no source, and knows no question that it has not been fitted on.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.index.encoder import EMBEDDED, Encoder, TableEncoder, open_encoder
from bot.index.search import Searcher
from bot.language.operations import grams
from bot.language.script import fold
from bot.language.twins import sentences_in
from bot.records import Question, SentenceRef

__all__ = ["NONE", "VECTOR", "asked_of_us", "likely_readings"]

NONE = "none"
CORPUS = "corpus"
VECTOR = 2.0
"""What the vector, of unit length, counts beside the words, which have unit length together."""
LIKELY, SURELY = 0.4, 0.8
"""How likely a passage must be to open the answer: of wordings by an author that the weights had
not seen, one to three in a hundred are then given another passage than their own. Where it is asked
what is so and since when, which the ledger tells, or what might be refused, it must be surer."""
BESIDE = 0.3
FIGURES = frozenset({"asks_number", "asks_money"})
OF_THE_LEDGER = frozenset({"status", "time", "crosscheck"})
MAY_BE_REFUSED = frozenset({"investment_advice", "future"})

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Weights:
    classes: tuple[str, ...]
    start: Floats
    vector: Floats
    grams: Mapping[str, Mapping[str, float]]


def asked_of_us(question: Question, searcher: Searcher) -> tuple[SentenceRef, ...]:
    """The sentences of our own reading that the question asks for, the likeliest passage first.

    None where a figure, a calculation or a summary of the article is asked for, or where the
    corpus is not open.
    """
    cues = {m.concept for m in question.refusal_cues}
    if question.quantities or question.working or cues & FIGURES or "unsafe" in cues:
        return ()
    if question.intent == "summary" and "names_article" in cues:
        return ()
    likely = likely_readings(question.standalone, _embedded(searcher))
    ranked = sorted(((p, name) for name, p in likely.items() if name != NONE), reverse=True)
    doubtful = question.intent in OF_THE_LEDGER or cues & MAY_BE_REFUSED
    if ranked[0][0] < max(likely[NONE], SURELY if doubtful else LIKELY):
        return ()
    told = [name for p, name in ranked[:2] if p >= BESIDE]
    found = [p for name in told if (p := searcher.passage(CORPUS, name)) is not None]
    return tuple(
        SentenceRef(p.id, n, CORPUS)
        for p in found
        for n in range(len(sentences_in(p, question.language)))
    )


def likely_readings(text: str, encoder: Encoder | None = None) -> Mapping[str, float]:
    """How probable it is that a question asks for each passage of our reading, or for none.

    `encoder` is the embedded one, where it is open already.
    """
    weights = _weights()
    vector = (encoder or _opened()).queries([text])[0]
    scores = weights.start + VECTOR * (vector @ weights.vector)
    held = [weights.grams[gram] for gram in grams(fold(text)) if gram in weights.grams]
    places = {name: n for n, name in enumerate(weights.classes)}
    for adds in held:
        for name, weight in adds.items():
            scores[places[name]] += weight / len(held) ** 0.5
    chances = np.exp(scores - scores.max())
    return dict(zip(weights.classes, (chances / chances.sum()).tolist(), strict=True))


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    path = Path(__file__).with_name("our_reading.json")
    read = json.loads(path.read_text(encoding="utf-8"))
    rows: Sequence[Sequence[float]] = read["vector"]
    return _Weights(
        tuple(read["classes"]),
        np.asarray(read["start"], dtype=np.float32),
        np.asarray(rows, dtype=np.float32),
        read["grams"],
    )


def _embedded(searcher: Searcher) -> Encoder:
    """The embedded encoder, whichever one the index was built with: the weights are of it."""
    encoder = searcher.encoder_in_use
    return encoder if isinstance(encoder, TableEncoder) else _opened()


@lru_cache(maxsize=1)
def _opened() -> Encoder:
    return open_encoder(EMBEDDED)
