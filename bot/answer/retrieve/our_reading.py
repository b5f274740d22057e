"""Which passages of our own reading a question asks for, by all of its words and by its vector.

A reason or a "what if" is asked for in as many ways as there are readers, few of which share a word
with what answers it. This reads every word and sequence of up to three and the embedded encoder's
vector, and weighs them (a multinomial logistic model, fitted by `tools/fit_readings.py` on wordings
by several authors; questions for figures, advice, forecasts or other subjects are a class of
their own, "none"). It reads no source, and knows no question that it has not been fitted on.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.answer.retrieve.embedded import embedded, opened
from bot.answer.retrieve.likely_refusals import likely_refusals
from bot.index.encoder import Encoder
from bot.index.search import Searcher
from bot.language.glossary import Glossary
from bot.language.operations import grams
from bot.language.script import fold
from bot.language.twins import sentences_in
from bot.records import HARDLY_ASKED, Passage, Question, SentenceRef, Source

__all__ = ["NONE", "VECTOR", "asked_of_us", "likely_readings"]

NONE = "none"
CORPUS = "corpus"
VECTOR = 2.0
"""What the vector, of unit length, counts beside the words, which have unit length together."""
LIKELY, SURELY = 0.4, 0.8
"""How likely a passage must be to open the answer: of wordings by an author that the weights had
not seen, one to three in a hundred are then given another passage than their own. What is so, who
and since when, the ledger tells: there, and where it might be refused, it must be surer."""
BESIDE = 0.3
FIGURES = frozenset({"asks_number", "asks_money"})
OF_THE_LEDGER = frozenset({"status", "time", "crosscheck", "definition"})
MAY_BE_REFUSED = frozenset({"future"})
NEVER = frozenset({"unsafe", "investment_advice"})

_MARKS = re.compile("[?？]")

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Weights:
    classes: tuple[str, ...]
    start: Floats
    vector: Floats
    grams: Mapping[str, Mapping[str, float]]


def asked_of_us(
    question: Question, searcher: Searcher, glossary: Glossary, sources: Mapping[str, Source]
) -> tuple[SentenceRef, ...]:
    """The sentences of our own reading that the question asks for, the likeliest passage first.

    None where a figure, a calculation, a summary of the article or several things are asked for,
    where the corpus is not open, or as of a day before we wrote it.
    """
    cues = {m.concept for m in question.refusal_cues}
    if likely_refusals(question, embedded(searcher))["unsafe"] < HARDLY_ASKED:
        cues.discard("unsafe")
    if question.quantities or question.working or cues & (FIGURES | NEVER):
        return ()
    several = len(_MARKS.findall(question.text)) > 1
    if several or (question.intent == "summary" and "names_article" in cues):
        return ()
    likely = likely_readings(question.standalone, embedded(searcher))
    ranked = sorted(((p, name) for name, p in likely.items() if name != NONE), reverse=True)
    least = SURELY if _doubtful(question, cues) else LIKELY
    if ranked[0][0] < max(likely[NONE], least):
        return ()
    found = [searcher.passage(CORPUS, name) for p, name in ranked[:2] if p >= BESIDE]
    told = [p for p in found if p is not None and _out_by(question, sources.get(p.source_id))]
    if not told or _of_others(question, told[0], glossary):
        return ()
    return tuple(
        SentenceRef(p.id, n, CORPUS)
        for p in told
        for n in range(len(sentences_in(p, question.language)))
    )


def _doubtful(question: Question, cues: Set[str]) -> bool:
    """Whether it may ask for what the ledger tells or what is refused."""
    of_the_ledger = question.intent in OF_THE_LEDGER or bool(question.answer_type)
    return of_the_ledger or bool(cues & MAY_BE_REFUSED)


def _out_by(question: Question, source: Source | None) -> bool:
    """Whether what we wrote was written by the day that is asked about."""
    return question.as_of in ("article", "latest") or (
        source is not None and source.date <= question.as_of
    )


def _of_others(question: Question, passage: Passage, glossary: Glossary) -> bool:
    """Whether a company or person is named of whom the passage does not speak."""
    told = "\n".join((*passage.text.values(), *passage.heading.values()))
    known = {m.concept for m in glossary.find(told)}
    named = {m.concept for m in question.entities if m.kind in ("company", "person")}
    return not named <= known


def likely_readings(text: str, encoder: Encoder | None = None) -> Mapping[str, float]:
    """How probable it is that a question asks for each passage of our reading, or for none.

    `encoder` is the embedded one, where it is open already.
    """
    weights = _weights()
    vector = (encoder or opened()).queries([text])[0]
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
