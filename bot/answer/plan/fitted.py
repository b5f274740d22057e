"""What an answer of so many sentences keeps: of each passage the likeliest first, in reading order.

Where a deal between two parties is to be told in a sentence or two and no measure of it is named,
its leg of the loop says what it comes to. It adds no other sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.plan.to_the_point import to_the_point
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.turns import LEANS
from bot.language.twins import sentences_in
from bot.records import Evidence, Fact, Question, ScoredFact, ScoredSentence, SentenceRef

__all__ = ["fitted", "leg_told", "of_party"]

CORPUS = "corpus"
ENOUGH = 3
"""Sentences of an answer from which on one that hangs in the air can be missed."""
LEAST = -9.0
"""Log odds of a sentence that nothing weighed."""


def leg_told(question: Question, ledger: Ledger | None) -> tuple[Fact, ...]:
    """The figure of the leg between the two parties named, where a short answer is to tell it, or
    what the leg is: signed or meant.
    """
    named = {m.concept for m in question.entities if m.kind == "company"}
    bare = not (question.metrics or question.quantities or question.operations)
    numbers = any(m.concept == "asks_number" for m in question.refusal_cues)
    whole = question.intent in ("fact", "summary", "explanation", "definition") and not numbers
    short = bool(question.form.at_most) and whole
    if ledger is None or len(named) != 2 or not bare or not (short or question.intent == "status"):
        return ()
    legs = (leg for leg in ledger.flows if {leg.giver, leg.taker} == named and leg.fact_id)
    facts = (ledger.get(leg.fact_id) for leg in legs)
    return tuple(f for f in facts if f is not None and f.stated_in is not None and not f.later)[:1]


def of_party(
    sentences: Sequence[ScoredSentence], evidence: Evidence, party: str, glossary: Glossary
) -> tuple[ScoredSentence, ...]:
    """The sentences of the passages that name a party: what tells of its part in the loop."""
    texts = {s.ref: "\n".join(evidence.passage(s.ref).text.values()) for s in sentences}
    named = {r for r, text in texts.items() if party in {m.concept for m in glossary.find(text)}}
    return tuple(s for s in sentences if s.ref in named)


def fitted(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    sentences: Sequence[ScoredSentence],
    before: int,
    opening: SentenceRef | None = None,
) -> tuple[tuple[ScoredFact, ...], tuple[ScoredSentence, ...]]:
    """The facts and sentences that there is room for beside `before` sentences of other kinds."""
    form = question.form
    facts, sentences = to_the_point(question, evidence, facts, sentences, opening)
    sentences = _anchored(question, evidence, facts, sentences)
    if form.layout == "prose" and not form.at_most:
        return tuple(facts), tuple(sentences)
    if evidence.listed:
        kept = {s.ref for s in sentences[: max(form.at_most - before, 0) or len(sentences)]}
        return (
            tuple(f for f in facts if f.fact.stated_in in kept),
            tuple(s for s in sentences if s.ref in kept),
        )
    if question.intent in ("list", "comparison") or form.layout == "table":
        facts = [f for f in facts if f.fact.values] or facts
        sentences = _members(evidence, sentences)
    stated = _stated(evidence) | {f.fact.stated_in: f.fact for f in facts if f.fact.stated_in}
    refs = [*(f.fact.stated_in for f in facts), *(s.ref for s in sentences)]
    refs = list(dict.fromkeys(refs if opening is None else [opening, *refs]))
    room = max(form.at_most - before, 0) if form.at_most else len(refs)
    odds = {s.ref: s.score for s in evidence.telling}
    told = [r for r in refs if r is not None]
    lead = told[:1] if question.intent not in ("list", "comparison") else []
    ranked = [
        *lead,
        *sorted(
            (r for r in told if r not in lead),
            key=lambda r: (not _counts(stated.get(r)), -odds.get(r, LEAST)),
        ),
    ]
    first: dict[tuple[str | None, ...], SentenceRef] = {}
    for ref in ranked:
        first.setdefault(_of_whom(ref, stated.get(ref)), ref)
    leads = set(first.values())
    order = [*(r for r in ranked if r in leads), *(r for r in ranked if r not in leads)]
    kept = set(order[:room])
    return (
        tuple(f for f in facts if f.fact.stated_in in kept),
        tuple(s for s in sentences if s.ref in kept),
    )


def _anchored(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    sentences: Sequence[ScoredSentence],
) -> Sequence[ScoredSentence]:
    """The sentences without those that hold no figure and point back to one that is not told."""
    refs = {f.fact.stated_in for f in facts} | {s.ref for s in sentences}
    if len(refs) < ENOUGH:
        return sentences
    kept = []
    for scored in sentences:
        ref = scored.ref
        here = any(
            r is not None
            and (r.index, r.passage_id) == (ref.index, ref.passage_id)
            and r.sentence < ref.sentence
            for r in refs
        )
        text = sentences_in(evidence.passage(ref), question.language)[ref.sentence]
        leans = ref.index == CORPUS and ref.sentence > 0 and not here
        if leans and LEANS.search(fold(text)) and not read_quantities(text):
            continue
        kept.append(scored)
    return kept


def _stated(evidence: Evidence) -> dict[SentenceRef, Fact]:
    """The fact that each sentence found states, the best where it states several."""
    known: dict[SentenceRef, Fact] = {}
    for scored in evidence.facts:
        if scored.fact.stated_in is not None:
            known.setdefault(scored.fact.stated_in, scored.fact)
    return known


def _counts(fact: Fact | None) -> bool:
    return fact is not None and bool(fact.values)


def _of_whom(ref: SentenceRef, fact: Fact | None) -> tuple[str | None, ...]:
    """What a sentence is of: the two parties of its deal, else its passage."""
    if fact is not None and fact.counterparty:
        return (fact.subject, fact.counterparty)
    return (ref.index, ref.passage_id)


def _members(evidence: Evidence, sentences: Sequence[ScoredSentence]) -> tuple[ScoredSentence, ...]:
    """Of a list's sentences those that state a figure: what only explains them is no row."""
    stated = _stated(evidence)
    members = tuple(s for s in sentences if _counts(stated.get(s.ref)))
    return members if len(members) > 1 else tuple(sentences)
