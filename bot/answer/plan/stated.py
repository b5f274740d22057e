"""Whether a source states outright what a calculation would work out from two other figures.

"What does the loan yield, in per cent" asks for the rate that a source tells; a share of two
amounts of the same passage is a per cent as well, but another one. It chooses no fact and
computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.plan.refusals import FACT_ENOUGH
from bot.knowledge.ledger import is_growth
from bot.records import Evidence, Fact, Purpose, Question

__all__ = ["stated_outright"]

SIMPLE = frozenset({"share", "per_unit"})
"""Calculations that the words of a question only suggest."""

NEARLY = 0.75
"""The share of the operands' coverage that a figure of the kind asked for must reach."""


def stated_outright(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether the passage that leads states a figure of the kind asked for, of the matter asked."""
    told = bool(purposes) and all(p.operation in SIMPLE for p in purposes)
    if not told or question.working is not None or question.intent == "comparison":
        return False
    lead = next(iter(evidence.leading), None)
    operands = {fact for purpose in purposes for fact in purpose.facts}
    best = max((s.coverage for s in evidence.facts if s.fact.id in operands), default=0.0)
    return any(
        s.score >= FACT_ENOUGH
        and s.coverage >= NEARLY * best
        and s.fact.id not in operands
        and s.fact.stated_in is not None
        and (s.fact.stated_in.index, s.fact.stated_in.passage_id) == lead
        and _of_kind(s.fact, question)
        for s in evidence.facts
    )


def _of_kind(fact: Fact, question: Question) -> bool:
    """Whether a figure is a per cent, or a price a share, where that is asked for; how much
    something grew is no share of it unless its growth is asked for.
    """
    if question.answer_type == "price":
        return (fact.unit or "").endswith("/share")
    asks_growth = any(m.concept == "growth" for m in question.operations)
    fits = asks_growth or not is_growth(fact.metric)
    return question.answer_type == "percent" and fact.unit == "%" and fits
