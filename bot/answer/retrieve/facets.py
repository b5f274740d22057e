"""The sides of a comparison and the parts of a question that asks several things, each on its own.

A search for the whole question finds one side, or what both have in common. Here each side is
searched by its own wording (`cuts`), and their passages are chosen together: likely ones that hold
figures of one kind. It compares nothing and computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from math import log

from bot.answer.retrieve.cuts import facets_of, sets_against_article
from bot.answer.retrieve.facts import wants_later
from bot.answer.retrieve.hits import of_sources
from bot.answer.retrieve.kinds import same_stretch
from bot.answer.retrieve.leading import leading
from bot.answer.retrieve.signals import fits
from bot.index.search import Searcher
from bot.knowledge.ledger import is_growth
from bot.language.glossary import Glossary
from bot.language.periods import overlaps
from bot.language.quantities import read_quantities
from bot.language.twins import sentences_in, text_in, tongue_of
from bot.records import (
    Facet,
    Fact,
    Hit,
    Passage,
    Period,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
)

__all__ = ["find_facets"]

CORPUS, GLOSSARY, ARTICLE = "corpus", "glossary/", "article-415/"
FOUND, MOST, TRIED, FEW = 16, 5, 5, 2
SAME, LIKE, BESIDE, MEASURED = 1.5, 1.2, 0.6, 2.0
"""What it costs two sides to lead with one sentence, and what figures of one unit, and one
document for all, are worth, and what a fact of the measure asked for."""

BARE = 0.6
"""What it costs the sides that the passage of one holds no figure."""

APART, OTHERS, WHOLE = 1.5, 0.7, 0.5
"""What it is worth to a passage to name the party that sets its side apart, what it costs to name
those of the other sides, and what it is worth to be likely to answer the question as a whole."""

FITTING = 0.2
"""What a sentence counts more that holds the kind of thing asked for."""

SECOND = -1.0
"""A second passage of a side is heard whose weight is no less than this below the first one's."""

NAMES = frozenset({"who", "organisation"})
"""Kinds of thing asked for that are the sides themselves: "who has more" asks for no person."""

NEAR = 0.8
"""The share of the best fact's score from which on one tells of a side that a time sets apart."""

COMMON = 3
"""Of as many sides one may be what the others share."""

YEARS = re.compile(r"(?:19|20)\d\d")
TIMES = frozenset({"years", "months", "days", "weeks", "quarters"})
PARTIES = ("company", "person", "product")


_NOTHING: Mapping[tuple[str, str], float] = {}


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage for a facet, with the logarithm of its probability."""

    facet: Facet
    hit: Hit
    weight: float


def find_facets(
    question: Question,
    searcher: Searcher,
    glossary: Glossary,
    facts: Sequence[ScoredFact] = (),
    whole: Mapping[tuple[str, str], float] = _NOTHING,
) -> tuple[tuple[Facet, ...], tuple[Hit, ...]]:
    """The facets of a question over the corpus, with the passages that they were found in.

    `facts` are those found for the whole question: a passage that states one of the measure asked
    for is likelier to be a side; `whole` are the passages with the probability of each to answer
    the question as it stands.
    """
    if question.followed_up or {u.name for u in searcher.indexes} != {CORPUS}:
        return (), ()
    later = wants_later(question)
    if sets_against_article(question):
        return _article_and_others(question, searcher, glossary, facts, later=later)
    texts = facets_of(question)[:MOST]
    told = _measured(question, facts, texts, glossary)
    measured = [
        _stating(question, t, f, searcher, glossary) for t, f in zip(texts, told, strict=False)
    ]
    if measured and all(measured):
        stating = [m for m in measured if m]
        return tuple(c.facet for c in stating), tuple(c.hit for c in stating)
    sides = _apart(texts, glossary)
    found = [
        _candidates(question, text, searcher, glossary, facts, whole, apart=own, later=later)
        for text, own in zip(texts, sides, strict=True)
    ]
    if len(found) < 2 or not all(found):
        return (), ()
    if len(found) > COMMON:
        found = [some[:FEW] for some in found]
    found = _without_common(found, texts, question, glossary)
    stated = _stated(facts)
    best = max(
        product(*found),
        key=lambda chosen: _together(chosen, question, stated, named=any(own for own, _ in sides)),
    )
    wide = [_with_second(one, some, best) for one, some in zip(best, found, strict=True)]
    return tuple(f for f, _ in wide), tuple(hit for _, hits in wide for hit in hits)


def _article_and_others(
    question: Question,
    searcher: Searcher,
    glossary: Glossary,
    facts: Sequence[ScoredFact],
    *,
    later: bool,
) -> tuple[tuple[Facet, ...], tuple[Hit, ...]]:
    """What the article says of the matter, and what the other sources say of it."""
    tools = (searcher, glossary, facts, _NOTHING)
    both = _candidates(question, question.standalone, *tools, apart=(set(), set()), later=later)
    sides = [
        [c for c in both if c.hit.passage.id.startswith(ARTICLE) == own] for own in (True, False)
    ]
    if not all(sides):
        return (), ()
    first = [some[0] for some in sides]
    wide = [_with_second(one, some, first) for one, some in zip(first, sides, strict=True)]
    return tuple(f for f, _ in wide), tuple(hit for _, hits in wide for hit in hits)


def _with_second(
    chosen: _Candidate, found: Sequence[_Candidate], taken: Sequence[_Candidate]
) -> tuple[Facet, tuple[Hit, ...]]:
    """A side with what the passage says that was nearly chosen for it, and the hits of both."""
    used = {c.hit.passage.id for c in taken}
    near = (c for c in found if c.weight >= chosen.weight + SECOND)
    other = next((c for c in near if c.hit.passage.id not in used), None)
    if other is None:
        return chosen.facet, (chosen.hit,)
    said = (*chosen.facet.sentences, *other.facet.sentences)
    return Facet(chosen.facet.text, said), (chosen.hit, other.hit)


def _candidates(
    question: Question,
    text: str,
    searcher: Searcher,
    glossary: Glossary,
    facts: Sequence[ScoredFact],
    whole: Mapping[tuple[str, str], float],
    *,
    apart: tuple[Set[str], Set[str]],
    later: bool,
) -> list[_Candidate]:
    """The passages of a facet: of those that name a party of its, and hold the kind of thing asked
    for, the likeliest; the parties that set it `apart` weigh more.
    """
    found = [
        h
        for h in of_sources(searcher, text, FOUND)
        if (later or not h.passage.later) and not h.passage.id.startswith(GLOSSARY)
    ]
    asked = {m.concept for m in glossary.find(text) if m.kind in PARTIES}
    found = [h for h in found if asked & _about(h.passage, glossary)] or found
    if not found:
        return []
    kind = "" if question.answer_type in NAMES else question.answer_type
    fitting = [h for h in found if any(fits(kind, t, la, glossary) for t, la in _said(h, question))]
    parties = tuple(m for m in question.entities if m.text in text)
    own = replace(question, standalone=text, entities=parties)
    shares = leading(own, fitting or found, searcher, glossary, facts)
    by_key = {(h.passage.index, h.passage.id): h for h in found}
    weights = {
        key: log(share)
        + WHOLE * whole.get(key, 0.0)
        + _sided(_about(by_key[key].passage, glossary), apart)
        for key, share in shares.items()
    }
    best = sorted(weights.items(), key=lambda item: -item[1])
    best = best[:TRIED] if any(apart) else best
    return [
        _Candidate(_facet(question, text, by_key[key], searcher, glossary), by_key[key], weight)
        for key, weight in best
    ]


def _apart(texts: Sequence[str], glossary: Glossary) -> list[tuple[set[str], set[str]]]:
    """For each side the parties that not all sides name, and those of the other sides."""
    named = [{m.concept for m in glossary.find(t) if m.kind in PARTIES} for t in texts]
    common = named[0].intersection(*named[1:]) if named else set()
    own = [names - common for names in named]
    return [(names, set().union(*own) - names) for names in own]


def _sided(named: Set[str], apart: tuple[Set[str], Set[str]]) -> float:
    """What it is worth to a passage on a side to name its parties, and not those of the others."""
    own, others = apart
    worth = APART * len(own & named) / max(1, len(own))
    return worth - OTHERS * len(others & named) / max(1, len(others))


def _said(hit: Hit, question: Question) -> list[tuple[str, str]]:
    """The sentences of a passage in the reader's language, else in its own, each with it."""
    lang = tongue_of(hit.passage.text, question.language)
    return [(said, lang) for said in sentences_in(hit.passage, question.language)]


def _facet(
    question: Question, text: str, hit: Hit, searcher: Searcher, glossary: Glossary
) -> Facet:
    """The sentences of a passage, those that cover most of the facet's words first; one that holds
    the kind of thing asked for counts more.
    """
    kind = "" if question.answer_type in NAMES else question.answer_type
    sentences = _said(hit, question)
    covered = searcher.coverage(text, [said for said, _ in sentences])
    scored = [
        ScoredSentence(
            SentenceRef(hit.passage.id, number, hit.passage.index),
            c.score + FITTING * bool(kind and fits(kind, said, lang, glossary)),
            c.score,
            any(letter.isdigit() for letter in YEARS.sub("", said)),
            c.score,
        )
        for number, (c, (said, lang)) in enumerate(zip(covered, sentences, strict=True))
    ]
    return Facet(text, tuple(sorted(scored, key=lambda s: (-s.score, s.ref.sentence))))


def _measured(
    question: Question, facts: Sequence[ScoredFact], texts: Sequence[str], glossary: Glossary
) -> list[Fact]:
    """For each side the best fact of the very measure asked for; empty where one lacks it."""
    asked = {m.concept for m in question.metrics}
    own = [{m.concept for m in glossary.find(t) if m.kind in PARTIES} for t in texts]
    common = own[0].intersection(*own[1:]) if own else set()
    found = [
        next((s.fact for s in facts if s.fact.metric in asked and s.fact.subject in side), None)
        for side in (names - common for names in own)
    ]
    told = [f for f in found if f is not None and f.stated_in is not None]
    return told if len(told) == len(texts) > 1 else _of_each_time(question, facts, texts)


def _of_each_time(
    question: Question, facts: Sequence[ScoredFact], texts: Sequence[str]
) -> list[Fact]:
    """For each side that a time sets apart the fact of one measure, a growth where one is asked
    for; empty where a side names no time of its own or has none.
    """
    times = [[p for p in question.periods if p.span and _said_in(p, question, t)] for t in texts]
    common = [p for p in question.periods if all(p in own for own in times)]
    apart = [[p for p in own if p not in common] for own in times]
    grows = any(m.concept == "growth" for m in question.operations)
    asked = {m.concept for m in question.metrics}
    if len(texts) < 2 or not all(apart):
        return []
    near = [s.fact for s in facts if s.score >= NEAR * facts[0].score and s.fact.stated_in]
    wanted = (f.metric for f in near if (is_growth(f.metric) if grows else f.metric in asked))
    for metric in dict.fromkeys(wanted):
        own = [f for f in near if f.metric == metric]
        told = [next((f for f in own if _of_time(f, ps)), None) for ps in apart]
        found = [f for f in told if f is not None]
        if len(found) == len(texts) and len({f.id for f in found}) == len(texts):
            return found
    return []


def _said_in(period: Period, question: Question, text: str) -> bool:
    assert period.span is not None
    return question.text[slice(*period.span)] in text


def _of_time(fact: Fact, asked: Sequence[Period]) -> bool:
    return any(overlaps(p, fact.period) and same_stretch((p,), fact.period) for p in asked)


def _stating(
    question: Question, text: str, fact: Fact, searcher: Searcher, glossary: Glossary
) -> _Candidate | None:
    """A side told by the passage of its fact, whose sentence comes first."""
    ref = fact.stated_in
    passage = searcher.passage(ref.index, ref.passage_id) if ref else None
    if passage is None:
        return None
    hit = Hit(passage, 1.0, next(iter(passage.text)))
    facet = _facet(question, text, hit, searcher, glossary)
    ranked = sorted(facet.sentences, key=lambda s: s.ref != ref)
    return _Candidate(Facet(text, tuple(ranked)), hit, 0.0)


def _stated(facts: Sequence[ScoredFact]) -> dict[str, float]:
    """For each passage the score of the best fact that it states of a measure asked for."""
    best: dict[str, float] = {}
    for scored in facts:
        if scored.named and (ref := scored.fact.stated_in):
            best[ref.passage_id] = max(best.get(ref.passage_id, 0.0), scored.score)
    return best


def _together(
    chosen: Sequence[_Candidate], question: Question, stated: Mapping[str, float], *, named: bool
) -> float:
    """How well passages go together as the sides: likely ones, told apart, with like figures.

    Sides that no party sets apart, as two times do not, want a passage each.
    """
    score = sum(c.weight + MEASURED * stated.get(c.hit.passage.id, 0.0) for c in chosen)
    leads = {c.facet.sentences[0].ref if named else c.hit.passage.id for c in chosen}
    units = [_units(c.hit.passage, question) for c in chosen]
    documents = {c.hit.passage.id.partition("/")[0] for c in chosen}
    score += LIKE * bool(units[0].intersection(*units[1:])) + BESIDE * (len(documents) == 1)
    score -= BARE * (not all(units))
    return score - SAME * (1 if named else 2) * (len(chosen) - len(leads))


def _units(passage: Passage, question: Question) -> set[str]:
    """The units of a passage's figures: lengths of time where one is asked for, else others."""
    text, lang = text_in(passage, question.language)
    units = {q.unit for q in read_quantities(text, lang)}
    return units & TIMES if question.answer_type == "duration" else units - TIMES - {"1"}


def _about(passage: Passage, glossary: Glossary) -> frozenset[str]:
    """The parties that a passage names, in its text, title or heading, and within other names."""
    around = (*passage.title.values(), *passage.heading.values(), *passage.text.values())
    return _named_in(" ".join(around), glossary)


@lru_cache(maxsize=4096)
def _named_in(text: str, glossary: Glossary) -> frozenset[str]:
    found = glossary.find(text)
    within = (glossary.find(m.text.rpartition(" ")[0]) for m in found if " " in m.text)
    return frozenset(m.concept for m in (*found, *(m for some in within for m in some)))


def _without_common(
    found: list[list[_Candidate]], texts: Sequence[str], question: Question, glossary: Glossary
) -> list[list[_Candidate]]:
    """Of three names or more, one that the passages of all others name is what they share."""
    if len(found) != COMMON:
        return found
    named = [_about(c.hit.passage, glossary) for c, *_ in found]
    own = [{m.concept for m in glossary.find(text)} for text in texts]
    asked = {m.concept for m in question.entities}
    kept = []
    for n, candidates in enumerate(found):
        single = (own[n] & asked) - own[0].intersection(*own[1:])
        others = [names for m, names in enumerate(named) if m != n]
        if not single or not all(single <= names for names in others):
            kept.append(candidates)
    return kept if len(kept) > 1 else found
