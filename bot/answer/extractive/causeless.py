"""Whether an answer to a why-question tells a cause at all: where none does, it says so first.

By the connectives of the sentences told; a cause that is told without any is not seen.
"""

from __future__ import annotations

from bot.language.causal import asks_why_it_happened, draws_conclusion, states_cause
from bot.language.twins import sentences_in
from bot.records import Evidence, Plan, Question

__all__ = ["no_cause_told"]

CORPUS = "corpus"


def no_cause_told(question: Question, evidence: Evidence, plan: Plan) -> bool:
    """Whether it is asked why something happened and no sentence of the plan names a cause of it:
    none of the passage that opens, and the opening sentence draws no conclusion.
    """
    refs = [s.ref for s in plan.sentences]
    refs += [s.fact.stated_in for s in plan.facts if s.fact.stated_in is not None]
    other = plan.refusal or plan.corrections or plan.purposes or plan.term or plan.terms
    asked = question.intent == "explanation" and asks_why_it_happened(question.text)
    if not asked or other or not refs or any(r.index != CORPUS for r in refs):
        return False
    texts = {r: sentences_in(evidence.passage(r), question.language)[r.sentence] for r in refs}
    here = [t for r, t in texts.items() if r.passage_id == refs[0].passage_id]
    return not any(map(states_cause, here)) and not draws_conclusion(texts[refs[0]])
