"""Which sentence opens the answer to a why-question: one that states a cause, if any does.

The sentence nearest to a question is mostly the one that tells what is to be explained. Among the
sentences chosen, one that names a cause, draws the conclusion or, where it is asked why something
is not so, denies it, goes first if it is near enough; of what would happen if, one that says what
something depends on. It chooses no further sentence and judges no argument.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.prose import answer_first, reads_alone
from bot.language.causal import (
    asks_outcome,
    asks_why_it_happened,
    asks_why_not,
    denies,
    draws_conclusion,
    states_cause,
    states_outcome,
)
from bot.language.glossary import Glossary
from bot.language.grounds import asks_reason
from bot.language.script import fold
from bot.language.twins import sentences_in
from bot.records import Evidence, Question, ScoredFact, ScoredSentence

__all__ = ["cause_first"]

CAUSE, CAUSE_OF_NOT, CONCLUSION, DENIAL, OUTCOME, SAME_PASSAGE = 2.5, 1.0, 0.5, 1.5, 2.0, 0.5
"""What each counts beside the log odds of a sentence to hold a point (docs/decisions/0131)."""

LEAST = 0.0
"""The sum from which on such a sentence goes before the one that is nearest."""

SURE = 4.0
"""The log odds above which the ledger knows that a sentence bears on what is asked."""

ELSEWHERE, NEAR = -1.6, 1.5
"""The least log odds of such a sentence in another passage; and how near it must be to the nearest
where it only draws a conclusion."""

_ASKS_ELSE = re.compile(
    r"\b(?:what|which|who|whom|when|until|how (?:much|many|long|large|big))\b(?! (?:made|makes|"
    r"caused|led|prompted|brought|drove|happen|would|will|for\b)).{0,80}\bwhy\b"
    r"|(?:多少|多久|几|谁|哪|什么(?!事)).{0,40}(?:为什么|为何|原因|理由)"
)
"""A further question before the one for the reason: its answer opens."""


def cause_first(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    chosen: Sequence[ScoredSentence],
    glossary: Glossary,
) -> list[ScoredSentence]:
    """The sentences in the order in which they are told, the likeliest one that states what is
    asked for, a cause or what would come of something, before the others.
    """
    ordered = answer_first(question, evidence, [*chosen, *_stating(evidence, facts, chosen)])
    why, what_if = asks_reason(question.text), asks_outcome(question.text)
    if not ordered or not (why or what_if) or _ASKS_ELSE.search(fold(question.text)):
        return ordered
    known = sorted((s for s in ordered if s.score > SURE), key=lambda s: -s.score)
    if known:
        return [*known, *(s for s in ordered if s not in known)]
    place = (ordered[0].ref.index, ordered[0].ref.passage_id)
    event = asks_why_it_happened(question.text)
    asked = {m.concept for m in question.entities} if event else set()
    nearest = max(s.score for s in ordered)
    marked: list[tuple[float, ScoredSentence]] = []
    for scored in ordered:
        text = _text(question, evidence, scored)
        mark = _mark(question, text, outcome=what_if)
        same = (scored.ref.index, scored.ref.passage_id) == place
        far = mark == CONCLUSION and scored.score < nearest - NEAR
        named = not asked or bool(asked & {m.concept for m in glossary.find(text)})
        aside = not same and (scored.score < ELSEWHERE or not named)
        if not mark or far or aside or not reads_alone(question, evidence, scored):
            continue
        marked.append((scored.score + mark + SAME_PASSAGE * same, scored))
    odds, best = max(marked, key=lambda pair: pair[0], default=(LEAST - 1, ordered[0]))
    if odds < LEAST:
        return ordered
    return [best, *(s for s in ordered if s is not best)]


def _stating(
    evidence: Evidence, facts: Sequence[ScoredFact], told: Sequence[ScoredSentence]
) -> list[ScoredSentence]:
    """The sentences of facts in the passages told, so that each is read in its place."""
    places = {(s.ref.index, s.ref.passage_id) for s in told}
    refs = {f.fact.stated_in for f in facts} - {s.ref for s in told}
    return [
        s for s in evidence.sentences if s.ref in refs and (s.ref.index, s.ref.passage_id) in places
    ]


def _mark(question: Question, text: str, *, outcome: bool) -> float:
    """What a sentence's own form counts for the kind of reason that is asked for."""
    if outcome:
        return OUTCOME if states_outcome(text) else 0.0
    why_not = asks_why_not(question.text)
    cause = CAUSE_OF_NOT if why_not else CAUSE
    told = cause if states_cause(text) else CONCLUSION if draws_conclusion(text) else 0.0
    return told + (DENIAL if why_not and denies(text) else 0.0)


def _text(question: Question, evidence: Evidence, scored: ScoredSentence) -> str:
    return sentences_in(evidence.passage(scored.ref), question.language)[scored.ref.sentence]
