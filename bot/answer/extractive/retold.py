"""The last answer told otherwise.

Where it is doubted, what it rests on; where it was not understood, in fewer words, with its terms
explained; where only its time or its figures are asked for, the sentences that tell them. It
chooses nothing that the plan has not chosen.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer.extractive.quoting import Voice, definition, quoted, text_of
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities
from bot.records import Claim, Evidence, Fact, Plan, Question, SentenceRef

__all__ = ["counted", "dated", "grounds", "plainly"]

MOST, TERMS, LEAD, FIGURES = 3, 2, 2, 5
OUT_OF_HAND = "reported"
"""A standing that goes without saying: what was reported as done."""


def grounds(_: Question, evidence: Evidence, plan: Plan, voice: Voice) -> Iterator[Claim]:
    """For each of the leading sentences: what kind of source has it, and what it is worth."""
    yield Claim(voice.say("say_ground"), "transition")
    for ref, fact in _leading(evidence, plan)[:MOST]:
        text = text_of(ref, evidence, voice)
        if fact is None or not text:
            yield from quoted(ref, evidence, voice)
            continue
        told = voice.say(f"ground_{fact.provenance}", fact=text)
        yield Claim(told, "caveat", (ref,), facts=(fact.id,))
        if fact.status and fact.status != OUT_OF_HAND:
            standing = voice.say(f"standing_{fact.status}")
            yield Claim(voice.say("ground_standing", standing=standing), "transition")


def plainly(question: Question, evidence: Evidence, plan: Plan, voice: Voice) -> Iterator[Claim]:
    """What the terms mean, then the leading sentence or two."""
    yield Claim(voice.say("say_plain"), "transition")
    for concept in list(dict.fromkeys(m.concept for m in question.terms))[:TERMS]:
        yield from definition(concept, evidence, voice)
    for ref, fact in _leading(evidence, plan)[:LEAD]:
        yield from quoted(ref, evidence, voice, (fact.id,) if fact else ())


def dated(_: Question, evidence: Evidence, plan: Plan, voice: Voice) -> Iterator[Claim]:
    """The leading sentences that name a time; where none does, as they were told. Of what is held
    against a claim that alone is told.
    """
    held = (text_of(c.ref, evidence, voice) or "" for c in plan.corrections)
    if any(_names_time(text) for text in held):
        return
    told = _leading(evidence, plan)
    times = [(r, f) for r, f in told if _names_time(text_of(r, evidence, voice) or "")]
    for ref, fact in (times or told)[:LEAD]:
        yield from quoted(ref, evidence, voice, (fact.id,) if fact else ())


def counted(_: Question, evidence: Evidence, plan: Plan, voice: Voice) -> Iterator[Claim]:
    """The sentences that tell a figure; where none does, as they were told."""
    told = _leading(evidence, plan)
    figures = [(r, f) for r, f in told if _counts(text_of(r, evidence, voice) or "", f)]
    for ref, fact in (figures or told)[:FIGURES]:
        yield from quoted(ref, evidence, voice, (fact.id,) if fact else ())


def _names_time(text: str) -> bool:
    return any(p.start or p.end for p in read_periods(text))


def _counts(text: str, fact: Fact | None) -> bool:
    told = (q.text for q in read_quantities(text))
    return bool(fact and fact.values) or any(c.isdigit() for words in told for c in words)


def _leading(evidence: Evidence, plan: Plan) -> list[tuple[SentenceRef, Fact | None]]:
    """The sentences of the answer, those of its facts first, each with the fact that it states."""
    stated: dict[SentenceRef, Fact] = {}
    for scored in (*plan.facts, *evidence.facts):
        if scored.fact.stated_in is not None:
            stated.setdefault(scored.fact.stated_in, scored.fact)
    lead = [s.fact.stated_in for s in plan.facts if s.fact.stated_in is not None]
    refs = dict.fromkeys((*lead, *(s.ref for s in plan.sentences)))
    return [(ref, stated.get(ref)) for ref in refs]
