"""What of an answer to "what is …" is left out, since its definition has answered already.

The same definition in other words is told once; figures of parties that the question does not name
stay as an example, of the one passage that most likely answers. It adds nothing and words nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.glossary import Glossary
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.twins import sentences_in
from bot.records import Evidence, Question, ScoredFact, ScoredSentence, SentenceRef, Term

__all__ = ["told_once"]

ALIKE, LEAST = {"en": 0.4, "zh": 0.33}, 2
"""The share, and the number, of a sentence's words from which on it says what was said before."""
STEM = 5
"""Letters by which English words are compared: recognise, recognised."""

_SEVERAL = re.compile(r",|\band\b|\bor\b|、|和|跟|与")
_WORD = re.compile(r"[a-z]{3,}|[\u3400-\u9fff]+")
_IS = re.compile(
    r"^\W*(?:(?:an? |the )?(?:is|are|means?|stands? for)\b(?! (?:not|neither)\b)|就?是|指)"
)
_EMPTY = frozenset(
    "the and for that this with are was were has have had not its which what who whom than then"
    " from into can may must will would should still yet also only usually often".split()
)


def told_once(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    sentences: Sequence[ScoredSentence],
    term: Term | None,
    glossary: Glossary,
) -> tuple[tuple[ScoredFact, ...], tuple[ScoredSentence, ...]]:
    """The facts and sentences of an answer that opens with the definition of `term`, without those
    that repeat it and, unless detail is asked for, without figures of other passages than one.

    Nothing is left out where the question asks anything else beside, or names a party.
    """
    if term is None or question.entities or evidence.facets or _SEVERAL.search(fold(question.text)):
        return tuple(facts), tuple(sentences)
    refs = [*(f.fact.stated_in for f in facts), *(s.ref for s in sentences)]
    example = _likeliest(question, evidence, facts, [r for r in refs if r is not None])
    said = [_words(term.definition_en if question.language == "en" else term.definition_zh, term)]
    share = ALIKE["en" if question.language == "en" else "zh"]
    kept: set[SentenceRef] = set()
    for ref in dict.fromkeys(r for r in refs if r is not None):
        text = sentences_in(evidence.passage(ref), question.language)[ref.sentence]
        general = not read_quantities(text)
        words = _words(text, term)
        enough = 0.0 if _IS.search(_unnamed(text, term)) else share
        if general and any(_repeats(words, before, enough) for before in said):
            continue
        named = {m.concept for m in glossary.find(text)}
        bears = (ref.index, ref.passage_id) == example or (general and term.id in named)
        if bears or question.level == "detailed":
            kept.add(ref)
            said += [words] if general else []
    return (
        tuple(f for f in facts if f.fact.stated_in is None or f.fact.stated_in in kept),
        tuple(s for s in sentences if s.ref in kept),
    )


def _likeliest(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    refs: Sequence[SentenceRef],
) -> tuple[str, str] | None:
    """Of the passages of some sentences the one that most likely answers, of those with a figure of
    the very measure asked about where there are any.
    """
    named = {m.concept for m in question.metrics}
    stated = [f.fact.stated_in for f in facts if f.fact.metric in named]
    places = [(r.index, r.passage_id) for r in stated if r is not None]
    places = places or [(r.index, r.passage_id) for r in refs]
    return max(places, key=lambda place: evidence.leading.get(place, 0.0), default=None)


def _repeats(words: frozenset[str], before: frozenset[str], enough: float) -> bool:
    shared = len(words & before)
    return shared >= LEAST and shared >= enough * len(words)


def _unnamed(text: str, term: Term) -> str:
    """A text, folded, without the names of the term."""
    folded = fold(text)
    names = (fold(n) for n in (term.en, term.zh_tw, term.zh_cn, *term.aliases) if n)
    for name in sorted(names, key=len, reverse=True):
        folded = folded.replace(name, " ")
    return folded


def _words(text: str, term: Term) -> frozenset[str]:
    """The words of a text that say something, without the names of the term: English ones by their
    first letters, Chinese ones as pairs of characters.
    """
    found: set[str] = set()
    for word in _WORD.findall(_unnamed(text, term)):
        if word[0] > "z":
            found |= {word[n : n + 2] for n in range(len(word) - 1)}
        elif word not in _EMPTY:
            found.add(word[:STEM])
    return frozenset(found)
