"""A question of the sources as a whole, of their risks, critics or loop, that rules would refuse.

It names no party and no measure, and nothing foreign either: what was found answers it.
"""

from __future__ import annotations

from bot.answer.plan.own_telling import of_the_corpus
from bot.language.field_words import of_the_field_itself
from bot.records import Evidence, Question, Refusal

__all__ = ["of_the_field"]

UNFOUND = frozenset({"out_of_scope", "ambiguous", "not_in_corpus"})


def of_the_field(question: Question, evidence: Evidence, refusal: Refusal | None) -> bool:
    """Whether a refusal is of such a question, and sources of the field were found for it."""
    if refusal is None or refusal.code not in UNFOUND or not evidence.hits:
        return False
    return of_the_corpus(evidence) and of_the_field_itself(question.standalone)
