"""The sides of a comparison and the parts of a question that asks several things, each on its own.

A search for the whole question finds one side, or what both have in common. Here each side is
searched without the names of the other, and each further question with the names that it takes
from the first. Sides are named alike (two parties, two measures, two times) around a connecting
word. It compares nothing and computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import log

from bot.answer.retrieve.leading import leading
from bot.answer.retrieve.signals import fits
from bot.index.search import Searcher
from bot.language.glossary import Glossary
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.records import (
    Facet,
    Hit,
    Mention,
    Passage,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
    Span,
)

__all__ = ["compares", "find_facets"]

CORPUS, GLOSSARY = "corpus", "glossary/"
FOUND, MOST, TRIED = 8, 3, 4
SAME, LIKE, BESIDE, MEASURED = 1.5, 1.2, 0.6, 2.0
"""What it costs two sides to lead with one sentence, and what figures of one unit, and one
document for all, are worth, and what a fact of the measure asked for."""

YEARS = re.compile(r"(?:19|20)\d\d")
TIMES = frozenset({"years", "months", "days", "weeks", "quarters"})
PARTIES = ("company", "person", "product")
_COMPARES = re.compile(
    r"\bcompar\w+|\bversus\b|\bvs\b|\bdiffer\w*|\bbeside\b|\bside by side\b|\brespectively\b"
    r"|\bboth\b|\beach\b|\bwhich (?:of|one|is|was|has|had|\w+ (?:is|was|has|had|did|were))\b"
    r"|\bwho (?:\w+ ){1,3}(?:more|less)\b|\bwhich \w+ (?:more|less)\b"
    r"|\b(?:larger|bigger|higher|lower|smaller|faster|slower|longer|shorter|further|more|less)"
    r" (?:\w+ )?(?:than|or)\b|\bas opposed to\b|\bwhereas\b|\bset .{1,60} (?:against|next to)\b"
    r"|比较|相比|相较|对比|各(?![种类国界式])|分别|差[在别异]|不同|还是|哪[个家边一].{0,6}[大小多少高低长短快慢]"
    r"|谁.{0,8}[大小多少高低长短快慢]|跟.{1,12}比"
)
_HEAD = re.compile(
    r"\bthan\b|\bfrom\b|\bcompared (?:with|to)\b|\b(?:beside|against|next to)\b|比(?!较)|相较于"
)
_JOINS = re.compile(
    r"\band\b|\bor\b|\bversus\b|\bvs\.?|\bthan\b|\bfrom\b|\bcompared (?:with|to)\b"
    r"|\b(?:beside|against|next to)\b|[和与跟及、比]|还是|还有|或|相较于|而"
)
_CHOICE = re.compile(r"\bor\b|\bversus\b|\bvs\.?|[和与跟]|还是")
_OWNER = re.compile(r"['’]s?\b|的")
_ITS = re.compile(r"\b(?:its|their|his|her)\b|其|它的|自己的")
_LEFT_HAN = re.compile(r"[\u3400-\u9fff]{2,10}$")
_RIGHT_HAN = re.compile(r"\s?[^\W\d_哪谁各都分两的]{2,10}")
_LEFT_LATIN = re.compile(r"(?:[a-z-]+\s+){0,1}[a-z-]+\s*$")
_RIGHT_LATIN = re.compile(r"\s*[a-z-]+(?:\s+[a-z-]+)?")
_PARTS = re.compile(r"[?？]+\s*|[,，;；]\s*(?=(?:and )?(?:how|why|what)\b|为什么|为何|怎么)")
_ASKS = re.compile(
    r"\b(?:how|why|what|when|who|which|where|is|are|does|do|did|can|could|would|should)\b"
    r"|什么|为何|怎|哪|谁|多少|几|吗|如何|何时"
)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A passage for a facet, with the logarithm of its probability."""

    facet: Facet
    hit: Hit
    weight: float


def compares(question: Question) -> bool:
    """Whether the question sets two things beside each other."""
    return question.intent == "comparison" or bool(_COMPARES.search(fold(question.text)))


def find_facets(
    question: Question,
    searcher: Searcher,
    glossary: Glossary,
    facts: Sequence[ScoredFact] = (),
    *,
    later: bool = False,
) -> tuple[tuple[Facet, ...], tuple[Hit, ...]]:
    """The facets of a question over the corpus, with the passages that they were found in.

    `facts` are those found for the whole question: a passage that states one of the measure asked
    for is likelier to be a side.
    """
    if question.followed_up or {u.name for u in searcher.indexes} != {CORPUS}:
        return (), ()
    texts = (_sides(question) if compares(question) else _questions(question))[:MOST]
    if _measured(question, facts, texts, glossary):
        return (), ()
    found = [_candidates(question, text, searcher, glossary, later=later) for text in texts]
    if len(found) < 2 or not all(found):
        return (), ()
    stated = _stated(facts)
    best = max(product(*found), key=lambda chosen: _together(chosen, question, stated))
    sides = _without_common(best, texts, question, glossary)
    return tuple(c.facet for c in sides), tuple(c.hit for c in sides)


def _sides(question: Question) -> list[str]:
    """The question once for each side, without the names of the others."""
    spans = _parallel(question)
    if len(spans) < 2:
        return []
    whole = {span: _with_owned(question, span) for span in spans}
    return [_blanked(question.text, [w for s, w in whole.items() if s != own]) for own in spans]


def _with_owned(question: Question, span: Span) -> Span:
    """A name with the name of what it owns: Microsoft's Azure is one thing."""
    owner = _OWNER.match(fold(question.text), span[1])
    end = owner.end() if owner else span[1]
    owned = [m.end for m in question.entities if owner and 0 <= m.start - end <= 1]
    return (span[0], max(owned, default=span[1]))


def _parallel(question: Question) -> list[Span]:
    """The places of names of one kind around connecting words, of the first kind that has two;
    else of the words beside the word that offers a choice.
    """
    text = fold(question.text)
    for named in _named(question):
        joined: list[Span] = []
        for match in _JOINS.finditer(text):
            before = [s for s in named if s[1] <= match.start()]
            after = [s for s in named if s[0] >= match.end()]
            if before and after:
                joined += [_like(text, before, after[0], match.group()), after[0]]
        spans = sorted(dict.fromkeys(joined))
        if len({text[a:b] for a, b in spans}) > 1:
            return spans
    return _worded(text)


def _like(text: str, before: Sequence[Span], right: Span, join: str) -> Span:
    """The name that stands on the left as `right` does on the other side of the joining word."""
    if _OWNER.match(text, right[1]):
        owners = [s for s in before if _OWNER.match(text, s[1])]
        if owners:
            return owners[-1]
    near = before[-1]
    between = text[near[1] : right[0]]
    return before[0] if _HEAD.match(join) and not _ITS.search(between) else near


def _worded(text: str) -> list[Span]:
    """The words on both sides of the one word that offers a choice, where nothing is named."""
    for match in _CHOICE.finditer(text):
        han = any(ord(c) > 0x3400 for c in text[max(0, match.start() - 2) : match.start()])
        left = (_LEFT_HAN if han else _LEFT_LATIN).search(text, 0, match.start())
        right = (_RIGHT_HAN if han else _RIGHT_LATIN).match(text, match.end())
        if left and right:
            return [left.span(), right.span()]
    return []


def _named(question: Question) -> Iterator[list[Span]]:
    """Where parties, measures and times stand, each kind by itself."""
    yield _places(question.entities)
    yield _places(question.metrics)
    yield sorted(p.span for p in question.periods if p.span and p.kind != "relative")
    yield _places(question.terms)


def _places(mentions: Sequence[Mention]) -> list[Span]:
    """One place for each concept: where it stands first."""
    first: dict[str, Span] = {}
    for m in sorted(mentions, key=lambda m: m.start):
        first.setdefault(m.concept, (m.start, m.end))
    return sorted(first.values())


def _blanked(text: str, spans: Sequence[Span]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return " ".join(text.split())


def _questions(question: Question) -> list[str]:
    """The questions of one message, where each has a subject of its own."""
    folded, starts = fold(question.text), [0]
    starts += [match.end() for match in _PARTS.finditer(folded)]
    parts = list(zip(starts, [*starts[1:], len(folded)], strict=True))
    parts = [(a, b) for a, b in parts if any(c.isalnum() for c in folded[a:b])]
    named = (*question.entities, *question.metrics, *question.terms)
    whole = all(
        _ASKS.search(folded, a, b) and any(a <= m.start < b for m in named) for a, b in parts
    )
    return [question.text[a:b].strip() for a, b in parts] if whole and len(parts) > 1 else []


def _candidates(
    question: Question, text: str, searcher: Searcher, glossary: Glossary, *, later: bool
) -> list[_Candidate]:
    """The passages of a facet: of those that name most of its parties, and hold the kind of thing
    asked for, the likeliest.
    """
    found = [
        h
        for h in searcher.search(text, k=FOUND)
        if (later or not h.passage.later) and not h.passage.id.startswith(GLOSSARY)
    ]
    if not found:
        return []
    asked = {m.concept for m in glossary.find(text) if m.kind in PARTIES}
    named = [len(asked & _about(hit.passage, glossary)) for hit in found]
    found = [hit for hit, n in zip(found, named, strict=True) if n == max(named)]
    kind = question.answer_type
    fitting = [h for h in found if any(fits(kind, t, la, glossary) for t, la in _said(h, question))]
    shares = leading(replace(question, standalone=text), fitting or found, searcher)
    by_key = {(h.passage.index, h.passage.id): h for h in found}
    return [
        _Candidate(_facet(question, text, by_key[key], searcher), by_key[key], log(share))
        for key, share in list(shares.items())[:TRIED]
    ]


def _said(hit: Hit, question: Question) -> list[tuple[str, str]]:
    """The sentences of a passage in the reader's language, else in its own, each with it."""
    passage = hit.passage
    wanted = "en" if question.language == "en" else "zh-TW"
    lang = wanted if wanted in passage.text else next(iter(passage.text))
    return [(passage.text[lang][a:b], lang) for a, b in passage.sentences[lang]]


def _facet(question: Question, text: str, hit: Hit, searcher: Searcher) -> Facet:
    """The sentences of a passage, those that cover most of the facet's words first."""
    sentences = _said(hit, question)
    covered = searcher.coverage(text, [said for said, _ in sentences])
    scored = [
        ScoredSentence(
            SentenceRef(hit.passage.id, number, hit.passage.index),
            c.score,
            c.score,
            any(letter.isdigit() for letter in YEARS.sub("", said)),
            c.score,
        )
        for number, (c, (said, _)) in enumerate(zip(covered, sentences, strict=True))
    ]
    return Facet(text, tuple(sorted(scored, key=lambda s: (-s.score, s.ref.sentence))))


def _measured(
    question: Question, facts: Sequence[ScoredFact], texts: Sequence[str], glossary: Glossary
) -> bool:
    """Whether the ledger has the very measure asked for of each side: then its facts are told."""
    asked = {m.concept for m in question.metrics}
    own = [{m.concept for m in glossary.find(t) if m.kind in PARTIES} for t in texts]
    sides = [names - set[str].intersection(*own) for names in own] if own else []
    told = {s.fact.subject for s in facts if s.fact.metric in asked}
    return len(sides) > 1 and all(names & told for names in sides)


def _stated(facts: Sequence[ScoredFact]) -> dict[str, float]:
    """For each passage the score of the best fact that it states of a measure asked for."""
    best: dict[str, float] = {}
    for scored in facts:
        if scored.named and (ref := scored.fact.stated_in):
            best[ref.passage_id] = max(best.get(ref.passage_id, 0.0), scored.score)
    return best


def _together(
    chosen: Sequence[_Candidate], question: Question, stated: Mapping[str, float]
) -> float:
    """How well passages go together as the sides: likely ones, told apart, with like figures."""
    score = sum(c.weight + MEASURED * stated.get(c.hit.passage.id, 0.0) for c in chosen)
    leads = {c.facet.sentences[0].ref for c in chosen}
    units = [_units(c.hit.passage, question) for c in chosen]
    documents = {c.hit.passage.id.partition("/")[0] for c in chosen}
    score += LIKE * bool(units[0].intersection(*units[1:])) + BESIDE * (len(documents) == 1)
    return score - SAME * (len(chosen) - len(leads))


def _units(passage: Passage, question: Question) -> set[str]:
    """The units of a passage's figures: lengths of time where one is asked for, else others."""
    wanted = "en" if question.language == "en" else "zh-TW"
    lang = wanted if wanted in passage.text else next(iter(passage.text))
    units = {q.unit for q in read_quantities(passage.text[lang], lang)}
    return units & TIMES if question.answer_type == "duration" else units - TIMES - {"1"}


def _about(passage: Passage, glossary: Glossary) -> set[str]:
    """The parties that a passage names, in its text, title or heading."""
    around = (*passage.title.values(), *passage.heading.values(), *passage.text.values())
    return {m.concept for m in glossary.find(" ".join(around))}


def _without_common(
    chosen: Sequence[_Candidate], texts: Sequence[str], question: Question, glossary: Glossary
) -> Sequence[_Candidate]:
    """Of three names or more, one that the passages of all others name is what they share."""
    if len(chosen) < MOST:
        return chosen
    named = [_about(c.hit.passage, glossary) for c in chosen]
    own = [{m.concept for m in glossary.find(text)} for text in texts]
    asked = {m.concept for m in question.entities}
    kept = []
    for n, candidate in enumerate(chosen):
        single = (own[n] & asked) - set.intersection(*own)
        others = [names for m, names in enumerate(named) if m != n]
        if not single or not all(single <= names for names in others):
            kept.append(candidate)
    return kept if len(kept) > 1 else chosen
