"""The answer to a question that a heading asks: what stands under it, then what bears it out.

It chooses nothing that was not chosen already: behind the explanation stand the sentences that the
answer would have told without it.
"""

from __future__ import annotations

from dataclasses import replace

from bot.language.introductions import side_by_side
from bot.language.requested import reasons_each
from bot.records import Evidence, Level, Plan, Question, ScoredSentence, SentenceRef

__all__ = ["explained"]

AT_MOST: dict[Level, int] = {"brief": 2, "standard": 7, "detailed": 12}
"""Sentences of the answer, where the question names no number of its own."""
BY_WORDS = 20
"""Sentences where it names a number of words, at which the answer stops."""
LIKELY: dict[Level, float] = {"brief": 0.05, "standard": 0.05, "detailed": 0.0}
"""How likely a passage must be to answer for its sentences to stand behind the explanation."""


def explained(question: Question, evidence: Evidence, plan: Plan) -> Plan:
    """The plan with what stands under the heading told first, and the rest while there is room."""
    most = BY_WORDS if question.form.most_words else AT_MOST[question.level]
    room = question.form.at_most or most
    stated = [s.fact.stated_in for s in plan.facts if s.fact.stated_in is not None]
    opening: list[SentenceRef] = [] if plan.opening is None else [plan.opening]
    behind = [*opening, *stated, *(s.ref for s in plan.sentences)]
    least = LIKELY[question.level]
    named = question.intent == "summary" and bool(question.entities)
    of_it = set(evidence.outline) if named else set()
    bears = [
        r
        for r in behind
        if r in of_it or evidence.leading.get((r.index, r.passage_id), 0.0) >= least
    ]
    if side_by_side(question) or reasons_each(question.text):
        bears = []  # so many of each side, and no more
    told = list(dict.fromkeys([*evidence.under_heading, *bears]))[:room]
    scores = {s.ref: s for s in plan.sentences}
    return replace(
        plan,
        facts=tuple(s for s in plan.facts if s.fact.stated_in in told),
        sentences=tuple(scores.get(ref, ScoredSentence(ref, 1.0, 1.0)) for ref in told),
        opening=None,
        later=(),
        term=None,
        terms=(),
    )
