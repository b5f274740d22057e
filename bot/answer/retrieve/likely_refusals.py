"""How likely a question asks for what no source should or can tell, by all of its words.

Advice on money, a forecast, help to do harm, a subject outside the field, a question that says too
little: the cue lists of `prompts/` know the words that somebody thought of. This reads every word
and sequence of up to three, as they stand and with names, figures, times and measures masked, the
embedded encoder's vector and the cues that were found, and weighs them (a multinomial logistic
model, fitted by `tools/fit_refusals.py` on questions of several authors in both languages). It
reads no source and decides nothing.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answer.retrieve.embedded import embedded, opened
from bot.index.encoder import Encoder
from bot.index.products import product
from bot.index.search import Searcher
from bot.language.operations import grams, masked, without_names
from bot.language.timing import NEWEST
from bot.records import ASKS, Question

__all__ = ["CLASSES", "CUE", "VECTOR", "asks_for", "likely_refusals", "signs_of"]

CLASSES = ("none", "investment_advice", "future", "unsafe", "out_of_scope", "ambiguous")
CUE, VECTOR = 0.5, 1.5
"""What a cue and the vector, of unit length, count beside the words as they stand and the masked
ones, each of which have unit length together.
"""
CUES = frozenset(
    "unsafe investment_advice future asks_ahead asks_outcome asks_in_the_end of_reader asks_stated"
    " asks_projected names_market asks_to_make".split()
)

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Weights:
    start: Floats
    vector: Floats
    signs: Mapping[str, Sequence[float]]
    masked: Mapping[str, Sequence[float]]
    plain: Mapping[str, Sequence[float]]


def signs_of(question: Question) -> tuple[str, ...]:
    """The cues found, the intent, the type of answer, whether anything of the field is named, and
    whether a time is that no source speaks for.
    """
    cues = (m.concept for m in question.refusal_cues if m.concept in CUES)
    named = (
        *(("named",) if question.entities else ()),
        *(("measured",) if question.metrics else ()),
        *(("termed",) if question.terms else ()),
        *((f"type {question.answer_type}",) if question.answer_type else ()),
        *(("ahead",) if any(p.end and p.end > NEWEST for p in question.periods) else ()),
    )
    return (*dict.fromkeys(cues), f"intent {question.intent}", *named)


def asks_for(question: Question, searcher: Searcher) -> dict[str, float]:
    """The probability of each class as signals of the evidence."""
    likely = likely_refusals(question, embedded(searcher))
    return {f"{ASKS}{name}": chance for name, chance in likely.items()}


def likely_refusals(question: Question, encoder: Encoder | None = None) -> Mapping[str, float]:
    """The probability of each class for a question as it stands.

    `encoder` is the embedded one, where it is open already.
    """
    weights = _weights()
    vector = (encoder or opened()).queries([question.text])[0]
    scores = weights.start + VECTOR * product(vector, weights.vector)
    for words, known in (
        (masked(question), weights.masked),
        (without_names(question), weights.plain),
    ):
        held = [known[gram] for gram in grams(words) if gram in known]
        if held:
            scores = scores + np.sum(held, axis=0) / len(held) ** 0.5
    for sign in signs_of(question):
        scores = scores + CUE * np.asarray(weights.signs.get(sign, (0.0,) * len(CLASSES)))
    chances = np.exp(scores - scores.max())
    return dict(zip(CLASSES, (chances / chances.sum()).tolist(), strict=True))


@lru_cache(maxsize=1)
def _weights() -> _Weights:
    path = Path(__file__).with_name("likely_refusals.json")
    read = json.loads(path.read_text(encoding="utf-8"))
    return _Weights(
        np.asarray(read["start"], dtype=np.float32),
        np.asarray(read["vector"], dtype=np.float32),
        read["signs"],
        read["masked"],
        read["plain"],
    )
