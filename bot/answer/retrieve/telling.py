"""Which sentences tell what a reason, a comparison, a list or several questions ask for.

Each sentence of the likely passages, of the sides searched apart and of the list gathered is
weighed by what is known of its passage and of itself; the weights are those of a logistic
regression on which sentences hold a point that is asked for (docs/decisions/0091;
`tools/fit_telling.py` fits them). It chooses none: how many are told, plan decides.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.answer.retrieve.breadth import asks_several, beyond_time
from bot.answer.retrieve.causes import borne_out, causes_named
from bot.answer.retrieve.facts import mentioned
from bot.answer.retrieve.gathering import enumerates
from bot.answer.retrieve.kinds import has_figures
from bot.answer.retrieve.listing import left_out, without_left_out
from bot.index.search import Searcher
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.in_time import asks_course, asks_since, asks_timeline
from bot.language.reasons import gives_reason
from bot.language.silence import tells_silence
from bot.language.statuses import read_status
from bot.language.twins import sentences_in
from bot.records import Evidence, Fact, Passage, Question, ScoredFact, ScoredSentence, SentenceRef

__all__ = ["INTERCEPT", "KNOWN", "WEIGHTS", "held", "tell", "weigh_sentences"]

WEIGHTS: Mapping[str, float] = {
    "leads": 0.49,  # logarithm of its passage's probability, as a share of the likeliest one's
    "covered": 2.32,  # what it covers of the question
    "score": 0.87,  # its score among all sentences found
    "fits": 0.42,  # whether it holds the kind of thing asked for
    "reason": 0.69,  # whether it gives a reason where one is asked for
    "opening": 0.21,  # whether its passage begins with it
    "next": -1.2,  # what the sentence after it covers of the question
    "fact": 1.06,  # the score of the best fact that it states
    "side": 1.33,  # its place among the sentences of a side: 1, 1/2, 1/3 …
    "of_side": 0.81,  # whether it is the first of a side
    "member": 1.55,  # its place in the list gathered: 1, 1/2, 1/3 …
    "others": 0.3,  # whether it names a company that the question does not
    "short": 0.77,  # one over the number of sentences of its passage
}
"""What each measure of a sentence weighs, in log odds."""

INTERCEPT = -2.52
CERTAIN = 9.0
"""The log odds of a member that the ledger lists."""

CAUSE = 0.5
"""The least log odds of a sentence with the figure of a cause that the leading passage names."""

KNOWN = 6.0
"""The log odds of a sentence that the ledger knows to bear on what happened or would happen."""

PADS = -2.5
"""The log odds below which a sentence that says nothing of its own is not told."""

LEAST = 1e-3
"""The share of the likeliest passage's probability below which passages count alike."""

CORPUS, GLOSSARY = "corpus", "glossary/"


def tell(
    question: Question,
    evidence: Evidence,
    searcher: Searcher,
    glossary: Glossary,
    ledger: Ledger | None,
) -> tuple[ScoredSentence, ...]:
    """The sentences that may be told, each with its log odds to hold a point, best first.

    The members of a list that the ledger holds come first, in their order. Nothing for a plain
    question, for a summary or a definition, in a follow-up that asks for neither a list nor a
    reason, or where a reader's documents are searched.
    """
    if ledger is None or question.intent in ("summary", "definition"):
        return ()
    if any(key[0] != CORPUS for key in evidence.leading):
        return ()
    several = evidence.facets or (asks_several(question) and not question.followed_up)
    if question.intent != "explanation" and not (several or evidence.gathered):
        return ()
    sure = evidence.gathered if evidence.listed else ()
    likely = [p for p in held(evidence) if not beyond_time(p, question, ledger)]
    told = [
        ScoredSentence(
            ref,
            INTERCEPT + sum(weight * of[name] for name, weight in WEIGHTS.items()),
            of["covered"],
            fits=bool(of["fits"]),
        )
        for ref, of in weigh_sentences(question, evidence, likely, searcher, glossary).items()
        if ref not in {s.ref for s in sure} and not (of["left_out"] and (sure or not of["others"]))
    ]
    if sure:
        members = [f for m in sure for f in ledger.stated_at(m.ref)]
        told = [s for s in told if not _of_others(s.ref, members, question, ledger)]
        if question.level != "detailed":
            told = [s for s in told if _another(s.ref, members, question, ledger)]
    if question.intent != "explanation" and question.level != "detailed":
        told = [s for s in told if s.score >= PADS or _tells(s.ref, evidence, question, glossary)]
    known = {s.ref for s in told}
    causes = causes_named(question, evidence.leading, evidence.passages, ledger, glossary)
    told = [replace(s, score=max(s.score, CAUSE)) if s.ref in causes else s for s in told]
    told += [ScoredSentence(ref, CAUSE, 0.0) for ref in causes if ref not in known]
    bearing = borne_out(question, evidence.facts, ledger)
    told = [s for s in told if s.ref not in bearing]
    told += [ScoredSentence(r, KNOWN - n / 10, 1.0) for n, r in enumerate(bearing)]
    told.sort(key=lambda s: (-s.score, s.ref.passage_id, s.ref.sentence))
    return (*(replace(s, score=CERTAIN) for s in sure), *told)


def _of_others(
    ref: SentenceRef, members: Sequence[Fact], question: Question, ledger: Ledger
) -> bool:
    """Whether a sentence states figures, and none of the party that a list is of, on the side of
    the deal where the list has it: what others hold of NVIDIA is none of its own stakes.
    """
    named = {m.concept for m in question.entities} - left_out(question)
    gives = sum(f.subject in named for f in members) > sum(f.counterparty in named for f in members)
    facts = ledger.stated_at(ref)
    sides = {f.subject if gives else f.counterparty for f in facts}
    return bool(named and facts) and named.isdisjoint(sides)


def _another(ref: SentenceRef, members: Sequence[Fact], question: Question, ledger: Ledger) -> bool:
    """Whether a sentence tells a member that the list lacks, or a measure asked for of one: neither
    a comment nor a further figure of what is told already.
    """
    asked = {m.concept for m in question.metrics} - {f.metric for f in members}
    known = {frozenset((f.subject, f.counterparty)) for f in members}
    legs = {leg.fact_id for leg in ledger.flows}  # those were weighed with the members
    facts = [f for f in ledger.stated_at(ref) if f.counterparty and f.id not in legs]
    text = question.text
    in_time = asks_timeline(text) or asks_course(text) or asks_since(text)
    if in_time or any(f.counterparty is None for f in members):
        return False  # a row of figures is of one measure and whole
    return any(f.metric in asked or {f.subject, f.counterparty} not in known for f in facts)


def _tells(ref: SentenceRef, evidence: Evidence, question: Question, glossary: Glossary) -> bool:
    """Whether a sentence holds a figure, a reason, a standing, several things one after another, or
    that something is not known.
    """
    text = sentences_in(evidence.passage(ref), question.language)[ref.sentence]
    return _says_something(text) or len(_companies(glossary, text)) > 1


@lru_cache(maxsize=8192)
def _says_something(text: str) -> bool:
    told = has_figures(text) or gives_reason(text) or tells_silence(text) or enumerates(text)
    return told or read_status(text) != "reported"


def held(evidence: Evidence) -> list[Passage]:
    """The passages whose sentences are weighed."""
    keys = list(evidence.leading)
    keys += [(s.ref.index, s.ref.passage_id) for f in evidence.facets for s in f.sentences]
    keys += [(s.ref.index, s.ref.passage_id) for s in evidence.gathered]
    passages = evidence.passages
    return [
        passages[key]
        for key in dict.fromkeys(keys)
        if key in passages and not key[1].startswith(GLOSSARY)
    ]


def weigh_sentences(
    question: Question,
    evidence: Evidence,
    passages: Sequence[Passage],
    searcher: Searcher,
    glossary: Glossary,
) -> dict[SentenceRef, Mapping[str, float]]:
    """What is known of each sentence of some passages, by the names of the weights, and whether it
    names a party that the question leaves out.
    """
    likely = evidence.leading
    first = max(likely.values(), default=1.0)
    known = {s.ref: s for s in evidence.sentences}
    stated = _stated(evidence.facts)
    sides = _places([f.sentences for f in evidence.facets])
    members = _places([evidence.gathered])
    asked, out = {m.concept for m in question.entities}, left_out(question)
    text_asked = without_left_out(question)
    why = question.intent == "explanation"
    measured: dict[SentenceRef, Mapping[str, float]] = {}
    for passage in passages:
        said = sentences_in(passage, question.language)
        share = max(likely.get((passage.index, passage.id), 0.0) / first, LEAST)
        covered = [c.score for c in searcher.coverage(text_asked, said)]
        for number, text in enumerate(said):
            ref = SentenceRef(passage.id, number, passage.index)
            scored = known.get(ref)
            side = sides.get(ref, 0.0)
            others = _companies(glossary, text) - asked
            measured[ref] = {
                "leads": math.log(share),
                "covered": covered[number],
                "score": scored.score if scored else 0.0,
                "fits": float(scored is not None and scored.fits),
                "reason": float(why and gives_reason(text)),
                "opening": float(number == 0),
                "next": covered[number + 1] if number + 1 < len(said) else 0.0,
                "fact": stated.get(ref, 0.0),
                "side": side,
                "of_side": float(side == 1.0),
                "member": members.get(ref, 0.0),
                "others": float(bool(others)),
                "short": 1 / len(said),
                "left_out": float(bool(out & mentioned(glossary, text))),
            }
    return measured


def _stated(facts: Sequence[ScoredFact]) -> dict[SentenceRef, float]:
    """For each sentence the score of the best fact that it states."""
    best: dict[SentenceRef, float] = {}
    for scored in facts:
        if ref := scored.fact.stated_in:
            best[ref] = max(best.get(ref, 0.0), scored.score)
    return best


def _places(lists: Sequence[Sequence[ScoredSentence]]) -> dict[SentenceRef, float]:
    """One over the place of each sentence in the list where it stands first."""
    places: dict[SentenceRef, float] = {}
    for told in lists:
        for position, scored in enumerate(told, 1):
            places[scored.ref] = max(places.get(scored.ref, 0.0), 1 / position)
    return places


@lru_cache(maxsize=8192)
def _companies(glossary: Glossary, text: str) -> frozenset[str]:
    named = ((concept, glossary.term(concept)) for concept in mentioned(glossary, text))
    return frozenset(concept for concept, term in named if term and term.kind == "company")
