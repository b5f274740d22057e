"""The part of a question that is known, where the rest is not: a figure, or whom it asks for.

The very figure that a question starts from is told beside the refusal; who holds an office is not
guessed from another company's; a figure of the reader's own firm is no claim about the sources'.
It finds no passage and works nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.plan.missing import what_is_missing
from bot.answer.plan.own_telling import of_own_only, of_the_corpus
from bot.answer.plan.refusals import NEAREST
from bot.language.office_holders import asks_only_holder, tells_holder
from bot.language.script import fold
from bot.language.wording import Wording
from bot.records import Calculation, Evidence, Plan, Question, Refusal

__all__ = ["beside_the_readers_own", "figure_known", "holder_unknown", "of_the_readers_house"]

_CLAUSE = re.compile(r"(?:[^.,;?!，。；？！]|[.,](?=\d))+")
_OWN_FIRM = re.compile(
    r"\b(?:our|my) (?:own )?(?:\w+ )?(?:company|firm|business|employer|shop|fund|club)\b"
    r"|\bwe (?:make|earn|sell|turn over|take in)\b"
    r"|[我咱]们?(?:家|公司|单位|厂|店|工会|协会)|本公司|敝|我司"
)
_SENTENCE = re.compile(r"(?<=[.。;；])\s*")


def beside_the_readers_own(question: Question, made: Sequence[Calculation]) -> bool:
    """Whether a figure of the reader's own firm is to be set beside another, and what was worked
    out leaves it out.
    """
    if not made or not of_the_readers_house(question):
        return False
    return not any(o.given is not None for c in made for o in c.operands)


def of_the_readers_house(question: Question) -> set[str | None]:
    """The figures of a clause that speaks of the reader's own firm: the sources know none of it."""
    text = fold(question.text)
    clauses = [m.span() for m in _CLAUSE.finditer(text) if _OWN_FIRM.search(m.group())]
    inside = (q for q in question.quantities for a, b in clauses if a <= q.start and q.end <= b)
    return {q.text.strip() for q in inside}


def figure_known(
    question: Question, evidence: Evidence, refusal: Refusal, wording: Wording
) -> Plan | None:
    """What a source says of the very figure that the question starts from, where it does not say
    what is asked of it.
    """
    if refusal.code != "not_in_corpus" or not evidence.facts or of_own_only(evidence):
        return None
    lead = evidence.facts[0]
    fact = lead.fact
    named = fact.metric in {m.concept for m in question.metrics}
    party = fact.subject in {m.concept for m in question.entities}
    given = any(q.value in fact.values for q in question.quantities)
    if not (named and party and given and fact.stated_in) or fact.provenance == "reader":
        return None
    about = tuple(s for s in evidence.sentences if s.ref.passage_id == fact.stated_in.passage_id)
    said = wording.phrases.say("refusal_not_in_corpus", wording.language)
    if question.answer_type:
        what = wording.phrases.say(f"lacks_{question.answer_type}", wording.language)
        said = wording.phrases.say("refusal_lacks", wording.language, what=what)
    told = replace(refusal, message=said)
    return Plan(facts=(lead,), sentences=about[:2], refusal=told, half=True)


def holder_unknown(question: Question, evidence: Evidence, wording: Wording) -> Refusal | None:
    """The refusal where no source names who holds the office: another company's is no answer."""
    if not asks_only_holder(question) or not of_the_corpus(evidence):
        return None
    texts = (t for h in evidence.hits for t in h.passage.text.values())
    lines = (line for text in texts for line in _SENTENCE.split(text))
    if any(tells_holder(question, line, wording.glossary) for line in lines):
        return None
    nearest = tuple(h.passage.id for h in evidence.hits[:NEAREST])
    rephrase = wording.rephrase(question, evidence.facts, ())
    said = what_is_missing(question, evidence, wording)
    return Refusal("not_in_corpus", nearest, rephrase, said)
