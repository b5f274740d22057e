"""How likely a question asks for what no source should or can tell, by all of its words.

Advice on money, a forecast, help to do harm, a subject outside the field: the cue lists of
`prompts/` know the words that somebody thought of; this reads every word and sequence of up to
three, with names, figures, times and measures masked, beside the cues that were found, and weighs
them (a multinomial logistic model, fitted by `tools/fit_refusals.py` on questions and example
wordings in both languages). It reads no source and decides nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from bot.language.operations import grams, masked
from bot.records import Question

__all__ = ["CLASSES", "CUE", "likely_refusals", "signs_of"]

CLASSES = ("none", "investment_advice", "future", "unsafe", "out_of_scope")
CUE = 0.5
"""What a cue counts beside the words, which have unit length together."""
CUES = frozenset(
    "unsafe investment_advice future asks_ahead asks_outcome asks_in_the_end of_reader asks_stated"
    " asks_projected names_market asks_to_make".split()
)


def signs_of(question: Question) -> tuple[str, ...]:
    """The cues found, the intent, and whether anything of the field is named."""
    cues = (m.concept for m in question.refusal_cues if m.concept in CUES)
    named = (
        *(("named",) if question.entities else ()),
        *(("measured",) if question.metrics else ()),
        *(("termed",) if question.terms else ()),
    )
    return (*dict.fromkeys(cues), f"intent {question.intent}", *named)


@lru_cache(maxsize=512)
def _likely(text: str, signs: tuple[str, ...]) -> Mapping[str, float]:
    start, cues, words = _weights()
    held = [words[gram] for gram in grams(text) if gram in words]
    unit = 1 / math.sqrt(max(len(held), 1))
    scores = list(start)
    for weights, share in (*((w, unit) for w in held), *((cues.get(s, ()), CUE) for s in signs)):
        for place, weight in enumerate(weights):
            scores[place] += share * weight
    top = max(scores)
    chances = [math.exp(score - top) for score in scores]
    return {name: c / sum(chances) for name, c in zip(CLASSES, chances, strict=True)}


def likely_refusals(question: Question) -> Mapping[str, float]:
    """The probability of each class for a question as it stands."""
    return _likely(masked(question), signs_of(question))


@lru_cache(maxsize=1)
def _weights() -> tuple[
    tuple[float, ...], Mapping[str, tuple[float, ...]], Mapping[str, tuple[float, ...]]
]:
    """What each class starts from, and what a cue or a gram adds to each."""
    path = Path(__file__).with_name("likely_refusals.json")
    read = json.loads(path.read_text(encoding="utf-8"))
    return tuple(read["start"]), read["cues"], read["grams"]
