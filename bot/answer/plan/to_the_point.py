"""What a plain answer leaves out once its first sentence has told what was asked.

Of the other sentences those stay that tell a figure of the measure asked about or of its deal, and
the remark that stands right behind a sentence told. A list, a reason, a comparison and what is
worked out owe more, and so does an answer in detail; a reader's own document is left as it is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.knowledge.ledger import family
from bot.records import Evidence, Fact, Level, Question, ScoredFact, ScoredSentence, SentenceRef

__all__ = ["to_the_point"]

CORPUS = "corpus"
PLAIN = ("fact", "time")
NAMES = ("who", "organisation")
"""Kinds of answer of which there may be several."""
SHARE, SURE = "share", 0.5
MOST: dict[Level, int] = {"brief": 2, "standard": 5, "detailed": 14}
"""Sentences that tell one figure, with how it moved and what stands right behind it."""
LEAST: dict[Level, int] = {"brief": 1, "standard": 2, "detailed": 3}
"""Sentences that stay in any case: where the first one tells another figure than was meant, the
next best often tell it."""


def to_the_point(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    sentences: Sequence[ScoredSentence],
    opening: SentenceRef | None,
) -> tuple[Sequence[ScoredFact], Sequence[ScoredSentence]]:
    """The facts and sentences of an answer that opens with the figure asked for, without idle ones;
    all of them where it does not.
    """
    refs = [f.fact.stated_in for f in facts if f.fact.stated_in is not None]
    refs += [s.ref for s in sentences]
    refs = list(dict.fromkeys(refs if opening is None else [opening, *refs]))
    stated = _stated(evidence, facts)
    if not refs or not _plain(question, evidence, refs):
        return facts, sentences
    asked = _asked(question, evidence, stated[refs[0]])
    lead = [f for f in stated[refs[0]] if family(f.metric) in asked]
    if not lead:
        return facts, sentences
    kept = set(refs[: LEAST[question.level]])
    kept |= {r for r in refs for f in stated[r] if family(f.metric) in asked}
    deal = {frozenset((f.subject, f.counterparty)) for f in lead if f.counterparty}
    kept |= {r for r in refs for f in stated[r] if frozenset((f.subject, f.counterparty)) in deal}
    kept |= {r for r in refs if not stated[r] and _before(r) in kept}
    kept = set([r for r in refs if r in kept][: MOST[question.level]])
    return (
        [f for f in facts if f.fact.stated_in is None or f.fact.stated_in in kept],
        [s for s in sentences if s.ref in kept],
    )


def _plain(question: Question, evidence: Evidence, refs: Sequence[SentenceRef]) -> bool:
    """Whether one figure is asked for, of the corpus, and nothing beside it: no figure of the
    reader's either, against which another may stand.
    """
    several = bool(evidence.telling or evidence.gathered or evidence.facets or evidence.outline)
    several = several or question.answer_type in NAMES or bool(question.quantities)
    worked = {m.concept for m in question.operations} - {SHARE}
    one = question.intent in PLAIN or (question.intent == "definition" and bool(question.entities))
    short = question.level != "detailed" and one and not question.form.at_most
    return short and not several and not worked and all(r.index == CORPUS for r in refs)


def _asked(question: Question, evidence: Evidence, lead: Sequence[Fact]) -> set[str]:
    """The families of the measures asked about: those named, the share that the opening sentence
    tells where one is asked for, or, where none is named, what the best fact measures.
    """
    named = {family(m.concept) for m in question.metrics}
    if any(m.concept == SHARE for m in question.operations):
        return {family(f.metric) for f in lead if f.unit == "%"}
    if named or not evidence.facts:
        return named
    best = evidence.facts[0]
    return {family(best.fact.metric)} if best.score >= SURE else set()


def _before(ref: SentenceRef) -> SentenceRef:
    return SentenceRef(ref.passage_id, ref.sentence - 1, ref.index)


def _stated(
    evidence: Evidence, facts: Sequence[ScoredFact]
) -> defaultdict[SentenceRef, list[Fact]]:
    """The facts that each sentence found states."""
    known: defaultdict[SentenceRef, list[Fact]] = defaultdict(list)
    for scored in (*facts, *evidence.facts):
        ref = scored.fact.stated_in
        if ref is not None and scored.fact not in known[ref]:
            known[ref].append(scored.fact)
    return known
