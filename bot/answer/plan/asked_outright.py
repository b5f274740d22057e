"""Whether the ledger holds just the figure that a question asks for outright.

"How much does X owe" names a measure by a turn of speech; where the best fact is of that measure
and party, it answers, whatever else can be worked out. It words nothing and chooses no fact.
"""

from __future__ import annotations

from bot.knowledge.ledger import alike, family
from bot.language.answer_units import any_of_kind
from bot.records import Evidence, Fact, Question, ScoredFact

__all__ = ["asked_outright", "by_turn", "outright_first", "term_told"]

ENOUGH, STRONG = 0.40, 0.55
OWN = frozenset({"none", "per_unit", "worth"})
"""What a turn of speech seems to ask to be worked out, and does not."""


def by_turn(question: Question) -> bool:
    """Whether a turn of speech says which measure is asked for."""
    return bool(question.metrics) and question.standalone != question.text


def asked_outright(question: Question, evidence: Evidence) -> ScoredFact | None:
    """The best fact of the measure that a turn of speech asks for, or of one named like it, and of
    the one party named; None where there is none, or another thing is asked for.
    """
    if not by_turn(question) or question.followed_up or question.quantities:
        return None
    if max(question.likely, key=lambda name: question.likely[name], default="none") not in OWN:
        return None
    families = {family(m.concept) for m in question.metrics}
    companies = {m.concept for m in question.entities if m.kind == "company"}
    theirs = [
        s
        for s in evidence.facts
        if not companies or (s.score >= ENOUGH and _of_these(s.fact, companies))
    ]
    named = {m.concept for m in question.metrics}
    found = [s for s in theirs if s.fact.metric in named]
    found = found or [s for s in theirs if alike(s.fact.metric, families)]
    return next((s for s in found if "another period" not in s.reasons), None)


def _of_these(fact: Fact, companies: set[str]) -> bool:
    """Whether a fact is of the one party named, or of just the two."""
    return fact.subject in companies and companies <= {fact.subject, fact.counterparty}


def outright_first(
    question: Question, evidence: Evidence, ranked: list[ScoredFact]
) -> list[ScoredFact]:
    """The facts with the one that is asked for outright before the others of its party; as they
    are where there is none.
    """
    lead = asked_outright(question, evidence)
    if lead is None:
        return ranked
    theirs = (s for s in ranked if s.fact.subject == lead.fact.subject)
    return [lead, *(s for s in theirs if s is not lead)]


def term_told(question: Question, evidence: Evidence) -> bool:
    """Whether a stretch of time is asked for, and the best fact is the term that is named."""
    if question.answer_type != "duration" or not evidence.facts:
        return False
    best = evidence.facts[0]
    return best.named and best.score >= STRONG and any_of_kind("duration", [best.fact.unit or ""])
