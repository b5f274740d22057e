"""Two questions of one message, one of the corpus and one of a reader's own index, answered as one.

A search over both sides puts one side's passages first, and the other half of the question would be
lost. So each half is searched and planned on its own side; here the halves are told apart by their
words, and what was found and planned for them is laid together. So are the plans of one question
that is told again in another language. It searches nothing itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.language.periods import overlaps
from bot.language.phrases import Phrases
from bot.language.script import fold, has_han
from bot.records import Calculation, Evidence, Plan, Purpose, Question, Refusal

__all__ = [
    "as_told_before",
    "both_found",
    "both_planned",
    "clauses",
    "halves",
    "of_its_own_words",
    "tells_of_its_time",
    "told_again",
]

SHORTEST_HAN, SHORTEST = 5, 12
_BETWEEN = re.compile(
    r"[?？；;。]\s*|[,，]?\s+and\s+(?=(?:how|what|who|when|which|where|did|does|is|was|were|has|will|would|should|can|could)\b)"
    r"|[，,]\s*(?:而|又|那|以及|還有|还有|另外)?(?=[^，,]{2,}(?:多少|幾|几|誰|谁|哪|何時|何时|什麼|什么))",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:how|what|who|whose|when|which|where|why|did|does|is|was|were|has|have)\b"
    r"|多少|几|谁|哪|何时|什么|吗|是不是|有没有"
)


def halves(text: str) -> tuple[str, str] | None:
    """The two questions of a text, where it has just two that can stand alone."""
    parts = _parts(text)
    if len(parts) != 2 or not all(_stands_alone(part) for part in parts):
        return None
    return parts[0], parts[1]


def clauses(text: str) -> tuple[str, ...]:
    """The questions of a text of several, one by one; none of a text of one."""
    parts = _parts(text)
    return tuple(parts) if len(parts) > 1 else ()


def _parts(text: str) -> list[str]:
    """What stands between the marks that end a question; a bare quotation mark is none of it."""
    parts = (part.strip(" ,，") for part in _BETWEEN.split(text) if part)
    return [part for part in parts if any(char.isalnum() for char in part)]


def _stands_alone(part: str) -> bool:
    least = SHORTEST_HAN if has_han(part) else SHORTEST
    return len(part) >= least and _ASKS.search(fold(part)) is not None


def tells_of_its_time(question: Question, plan: Plan) -> bool:
    """Whether a plan answers, and where times are asked about with a figure of one of them."""
    asked = [p for p in question.periods if p.start or p.end]
    told = any(overlaps(a, s.fact.period) for a in asked for s in plan.facts)
    return plan.refusal is None and (told or not asked)


def both_found(one: Evidence, other: Evidence) -> Evidence:
    """What was found for two questions, the first one's first."""
    return replace(
        one,
        hits=(*one.hits, *other.hits),
        sentences=(*one.sentences, *other.sentences),
        facts=(*one.facts, *other.facts),
        passages={**one.passages, **other.passages},
        missing=(*one.missing, *other.missing),
        read=(*one.read, *other.read),
    )


def both_planned(one: Plan, other: Plan) -> Plan:
    """What two questions owe, as one plan; calculations of the second count on."""
    first = len(one.calculations)
    return replace(
        one,
        facts=(*one.facts, *other.facts),
        # Each half is answered plainly: what only stands beside a fact would bury the other.
        sentences=tuple(s for plan in (one, other) if not plan.facts for s in plan.sentences),
        calculations=(*one.calculations, *(_moved(c, first) for c in other.calculations)),
        corrections=(*one.corrections, *other.corrections),
        later=(*one.later, *other.later),
        notes=tuple(dict.fromkeys((*one.notes, *other.notes))),
        purposes=(*one.purposes, *(_later(p, first) for p in other.purposes)),
        suggestions=tuple(dict.fromkeys((*one.suggestions[:2], *other.suggestions))),
    )


def of_its_own_words(
    refusal: Refusal, text: str, parts: tuple[Question, Question], phrases: Phrases
) -> Refusal:
    """The refusal of the second question, not said of the measure that the first one names."""
    lacks = {m.concept for m in parts[1].metrics}
    if not lacks or not lacks <= {m.concept for m in parts[0].metrics}:
        return refusal
    language = parts[1].language
    word = phrases.say("lacks_word", language, word=text.strip(" ?？。."))
    what = phrases.say("lacks_words", language, words=word)
    return replace(refusal, message=phrases.say("refusal_lacks", language, what=what))


def _later(purpose: Purpose, by: int) -> Purpose:
    moved = purpose.calculation + by if purpose.calculation >= 0 else purpose.calculation
    return replace(purpose, calculation=moved)


def _moved(calculation: Calculation, by: int) -> Calculation:
    operands = (
        replace(o, calculation=o.calculation + by) if o.calculation is not None else o
        for o in calculation.operands
    )
    return replace(calculation, operands=tuple(operands))


def as_told_before(question: Question) -> Question:
    """A question that is only told again in another language, in that of before; others as is."""
    before = question.retold_from
    return replace(question, language=before, retold_from="") if before else question


def told_again(question: Question, planned: Callable[[Question], Plan]) -> Plan:
    """The plan of a question; of one that is only told again in another language the plan of
    before: the same facts and sentences, of which the twins are quoted, with the steps of the same
    results written as here.
    """
    here, before = planned(question), as_told_before(question)
    was = here if before is question else planned(before)
    if was is here or was.refusal is not None:
        return here
    written = {(c.value or "", c.unit): c for c in here.calculations}
    made = tuple(written.get((c.value or "", c.unit), c) for c in was.calculations)
    notes = here.notes or was.notes
    return replace(was, calculations=made, notes=notes, suggestions=here.suggestions)
