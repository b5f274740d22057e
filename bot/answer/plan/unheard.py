"""What a question takes for granted of which no source speaks: a failure, a takeover, a rate.

It is refused with a sentence that says so. It searches nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.plan.happened import ended_unsaid
from bot.answer.plan.own_telling import of_the_corpus
from bot.answer.plan.refusals import NEAREST
from bot.answer.plan.relations import asserted, denied, has_a_right
from bot.knowledge.ledger import Ledger
from bot.language.wording import Wording
from bot.records import Evidence, Note, Question, Refusal

__all__ = ["unheard_of"]

MISSING_RATE = "missing_rate"


def unheard_of(
    question: Question,
    evidence: Evidence,
    ledger: Ledger,
    wording: Wording,
    notes: Sequence[Note],
) -> Refusal | None:
    """The refusal of a failure, or of a takeover between two that share no deal, of which no source
    speaks; or of an amount in another currency, for which no rate is given.
    """
    rate = next((note.text for note in notes if note.code == MISSING_RATE), "")
    if rate and not (question.entities or question.metrics or question.followed_up):
        return _none_says(question, evidence, wording, rate)
    if ended := ended_unsaid(question, evidence, ledger, wording.glossary):
        said = wording.phrases.say("refusal_failed", wording.language, party=wording.party(ended))
        return _none_says(question, evidence, wording, said)
    claim = asserted(question)
    verdict = denied(claim, ledger) if claim is not None else None
    if claim is None or verdict is None or has_a_right(claim, verdict[1], question):
        return None
    if not of_the_corpus(evidence):
        return None  # a reader's own document may speak of it
    parties = {"giver": wording.party(claim.giver), "taker": wording.party(claim.taker)}
    said = wording.phrases.say("refusal_relation", wording.language, **parties)
    return _none_says(question, evidence, wording, said)


def _none_says(question: Question, evidence: Evidence, wording: Wording, said: str) -> Refusal:
    nearest = tuple(h.passage.id for h in evidence.hits[:NEAREST])
    return Refusal("not_in_corpus", nearest, wording.rephrase(question, evidence.facts, ()), said)
