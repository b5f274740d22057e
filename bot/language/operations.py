"""How likely a question asks for each operation on figures, by all of its words.

A cue list knows the words that somebody thought of; this reads every word and sequence of up to
three, with names, figures, times and measures masked, beside the cues that were found, and weighs
them (a multinomial logistic model, fitted by `tools/fit_operations.py` on questions and on example
wordings of each operation in both languages). `none` asks for no arithmetic; `other` for some that
is no single operation on two figures. It looks for no figure and chooses nothing.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from bot.language.script import fold
from bot.records import Question, Span

__all__ = [
    "CLASSES",
    "cues_of",
    "grams",
    "likely_operations",
    "likely_sketches",
    "masked",
    "without_names",
]

CLASSES = (
    "none", "other", "share", "times", "difference", "growth", "sum", "per_unit", "portion",
    "rest", "before", "after", "product",
)  # fmt: skip
CUE = 0.5
"""What a cue counts beside the words, which have unit length together."""
LONGEST = 3
PARTY, TIME, FIGURE, MEASURE = "@", "§", "#", "~"
_TOKEN = re.compile(r"[a-z]+(?:'[a-z]+)?|[@#§~%?$]|[㐀-鿿]")
_ENDINGS = ("ings", "ing", "ed", "es", "s", "er")
SHORTEST_STEM = 3
SPEAKING = ("asks_number", "asks_money", "expected", "guidance")
"""Cues that are no operations and tell how a figure is asked for."""


@dataclass(frozen=True, slots=True)
class _Weights:
    """The fitted weights: what each class starts from, and what a cue or a gram adds to some."""

    classes: tuple[str, ...]
    start: tuple[float, ...]
    cues: Mapping[str, tuple[float, ...]]
    grams: Mapping[str, Mapping[str, float]]


def masked(question: Question) -> str:
    """The folded question with its parties, times, figures and measures as one sign each."""
    spans: list[tuple[Span, str]] = [((m.start, m.end), PARTY) for m in question.entities]
    spans += [(p.span, TIME) for p in question.periods if p.span]
    spans += [((q.start, q.end), FIGURE) for q in question.quantities]
    spans += [((m.start, m.end), MEASURE) for m in question.metrics]
    return _signed(question, spans)


def without_names(question: Question) -> str:
    """The folded question with its parties as one sign."""
    return _signed(question, [((m.start, m.end), PARTY) for m in question.entities])


def _signed(question: Question, spans: Iterable[tuple[Span, str]]) -> str:
    text = fold(question.text)
    pieces, at = [], 0
    for (start, end), sign in sorted(spans):
        if start >= at:
            pieces += [text[at:start], f" {sign} "]
            at = end
    return "".join((*pieces, text[at:]))


def cues_of(question: Question) -> tuple[str, ...]:
    """The names of the cues found that say something of an operation."""
    operations = (f"op_{m.concept}" for m in question.operations)
    speaking = (m.concept for m in question.refusal_cues if m.concept in SPEAKING)
    kind = (f"type_{question.answer_type}",) if question.answer_type else ()
    return tuple(dict.fromkeys((*operations, *kind, *speaking)))


def grams(text: str) -> frozenset[str]:
    """The stems and characters of a masked text, alone and in sequences of up to three."""
    tokens = [_stem(token) for token in _TOKEN.findall(text)]
    return frozenset(
        " ".join(tokens[n : n + size])
        for size in range(1, LONGEST + 1)
        for n in range(len(tokens) - size + 1)
    )


def _stem(token: str) -> str:
    if token[0].isascii() and token[0].isalpha():
        for ending in _ENDINGS:
            if token.endswith(ending) and len(token) - len(ending) >= SHORTEST_STEM:
                return token[: -len(ending)]
    return token


def likely_operations(question: Question) -> Mapping[str, float]:
    """The probability of each class for a question as it stands."""
    return _likely(question, _weights("operations.json"))


def likely_sketches(question: Question) -> Mapping[str, float]:
    """The probability of each group of calculations, of one step or several, for a question."""
    return _likely(question, _weights("sketches.json"))


def _likely(question: Question, weights: _Weights) -> dict[str, float]:
    held = [weights.grams[gram] for gram in grams(masked(question)) if gram in weights.grams]
    scores = dict(zip(weights.classes, weights.start, strict=True))
    for name, weight in _counted(weights, held, cues_of(question)):
        scores[name] += weight
    top = max(scores.values())
    chances = {name: math.exp(score - top) for name, score in scores.items()}
    total = sum(chances.values())
    return {name: chance / total for name, chance in chances.items()}


def _counted(
    weights: _Weights, held: Iterable[Mapping[str, float]], cues: Iterable[str]
) -> Iterator[tuple[str, float]]:
    """What each gram and cue adds to a class."""
    found = list(held)
    unit = 1 / math.sqrt(max(len(found), 1))
    for adds in found:
        for name, weight in adds.items():
            yield name, unit * weight
    for cue in cues:
        for name, weight in zip(weights.classes, weights.cues.get(cue, ()), strict=False):
            yield name, CUE * weight


@lru_cache(maxsize=2)
def _weights(name: str) -> _Weights:
    path = Path(__file__).with_name(name)
    read = json.loads(path.read_text(encoding="utf-8"))
    return _Weights(
        tuple(read.get("classes", CLASSES)),
        tuple(read["start"]),
        {k: tuple(v) for k, v in read["cues"].items()},
        read["grams"],
    )
