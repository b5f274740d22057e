"""Whether a source states outright what a calculation would work out from two other figures.

"What does the loan yield, in per cent" asks for the rate that a source tells; a share of two
amounts of the same passage is a per cent as well, but another one. It chooses no fact and
computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.plan.asked_outright import asked_outright
from bot.answer.plan.own_asked import asks_money
from bot.answer.plan.own_moves import both_asked
from bot.answer.plan.own_rows import of_one_row
from bot.answer.plan.refusals import FACT_ENOUGH
from bot.knowledge.ledger import family, is_change, is_growth
from bot.knowledge.readings import ROW
from bot.language.answer_units import unit_of_kind
from bot.language.script import fold
from bot.language.turns import AFTER_CHANGE, LEADS_TO
from bot.language.units import CURRENCIES
from bot.records import CELL_MEANT, Evidence, Fact, Purpose, Question, ScoredFact

__all__ = ["asks_level", "of_kind", "share_between", "stated_outright"]

TOLD_BY_UNIT = frozenset({"price", "duration", "power", "money"})
"""The kinds of answer that a figure's unit alone tells."""

CHANGES = frozenset({"difference", "growth"})
"""What is not worked out where the figure that a change leads to is asked for."""

SHARES, STAKE = frozenset({"share", "work_share", "portion"}), "stake"
"""Shares that are worked out, and the measure of what one party owns of another."""

SIMPLE = frozenset({"share", "per_unit"})
"""Calculations that the words of a question only suggest."""

WHOLLY = 0.9
"""What figures that are added up cover of the question, as a share of the best one's."""

NEARLY = 0.75
"""The share of the operands' coverage that a figure of the kind asked for must reach."""


def stated_outright(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether the passage that leads states a figure of the kind asked for, of the matter asked."""
    if evidence.facts and CELL_MEANT in evidence.facts[0].reasons:
        joined = _of_joined_rows(question, evidence, purposes)
        return not (joined or of_one_row(question, evidence, purposes))
    if asked_outright(question, evidence) and {p.operation for p in purposes} <= SIMPLE:
        return True
    if _of_another_kind(question, evidence, purposes) or _said_without(question, evidence):
        return True
    if {p.operation for p in purposes} <= CHANGES and asks_level(question):
        return True
    if purposes and {p.operation for p in purposes} <= SHARES:
        told = [s.fact for s in evidence.facts if share_between(question, s)]
        if any(fact.metric == STAKE and fact.counterparty for fact in told):
            return True
    # One figure is no answer to a ratio at several times.
    simple = len(purposes) == 1 and purposes[0].operation in SIMPLE
    if not simple or question.working is not None or question.intent == "comparison":
        return False
    operands = {fact for purpose in purposes for fact in purpose.facts}
    if any(s.fact.provenance == "reader" for s in evidence.facts if s.fact.id in operands):
        return False  # a document's pair was held against its own percentages when it was chosen
    if question.answer_type not in ("percent", "price"):
        return False
    lead = next(iter(evidence.leading), None)
    best = max((s.coverage for s in evidence.facts if s.fact.id in operands), default=0.0)
    return any(
        s.score >= FACT_ENOUGH
        and s.coverage >= NEARLY * best
        and s.fact.id not in operands
        and s.fact.stated_in is not None
        and (s.fact.stated_in.index, s.fact.stated_in.passage_id) == lead
        and of_kind(s.fact, question)
        and _of_both(s.fact, question)
        for s in evidence.facts
    )


def _of_joined_rows(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether the rows of a table that the question joins were added up."""
    used = {i for purpose in purposes for i in purpose.facts}
    rows = [f for f in evidence.read if f.id in used]
    added = {p.operation for p in purposes} == {"sum"} and all(f.topic == ROW for f in rows)
    return added and both_asked(question) is not None


def _of_both(fact: Fact, question: Question) -> bool:
    """Whether a figure is one that is named, or of each measure where two are set beside each
    other.
    """
    named = {family(m.concept) for m in question.metrics}
    own = fact.metric in {m.concept for m in question.metrics}
    return own or len(named) <= 1 or all(name in fact.metric for name in named)


def _said_without(question: Question, evidence: Evidence) -> bool:
    """Whether the figure of a reader's document is itself of what is "without" something (workers
    without a car are those it tells of), or a change only says of when it is: after the rise.
    """
    lead = next((s.fact for s in evidence.facts[:1] if s.fact.provenance == "reader"), None)
    said = [fold(m.text) for m in question.operations if m.concept == "without"]
    if lead is None:
        return False
    of_when = AFTER_CHANGE.search(fold(question.standalone)) is not None
    return of_when or any(text in fold(lead.clause) for text in said)


def _of_another_kind(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether a reader's document is asked for a number of things and only money is worked out, or
    for money where no operand is any.
    """
    operands = {fact for purpose in purposes for fact in purpose.facts}
    facts = [s.fact for s in evidence.facts if s.fact.id in operands]
    given = any(q.unit != "ages" for q in question.quantities)  # whose age it is gives no operand
    if not facts or given or any(f.provenance != "reader" for f in facts):
        return False
    if any(p.operation == "sum" for p in purposes) and not evidence.pair and not evidence.column:
        told = {s.fact.id: s.coverage for s in evidence.facts}
        if min(told[f.id] for f in facts) < WHOLLY * max(told.values()):
            return True  # what else the document tells of is not what is to be added up
    money = [(f.unit or "1").partition("/")[0] in CURRENCIES for f in facts]
    if question.answer_type == "count" and not asks_money(question):  # "how many pounds" is money
        return all(money)
    bare = all(f.topic == ROW and (f.unit or "1") == "1" for f in facts)  # its unit is elsewhere
    return question.answer_type == "money" and not any(money) and not bare


def share_between(question: Question, scored: ScoredFact) -> bool:
    """Whether a fact is the share asked for, of one party named in another's figure."""
    fact, parties = scored.fact, {m.concept for m in question.entities}
    asked = any(m.concept == "share" for m in question.operations)
    named = {m.concept for m in question.metrics}
    of_named = fact.metric in named or any(f"_of_{metric}" in fact.metric for metric in named)
    return asked and of_named and fact.unit == "%" and {fact.subject, fact.counterparty} <= parties


def asks_level(question: Question) -> bool:
    """Whether it is asked what a change leads to, and not how much changes: 增加到多少."""
    return LEADS_TO.search(fold(question.standalone)) is not None


def of_kind(fact: Fact, question: Question) -> bool:
    """Whether a figure is of the kind asked for, by its unit; so where none is told.

    How much something grew is no share of it, unless a growth is asked for; where it is asked what
    a change led to, no change is.
    """
    unit = fact.unit or ""
    if is_change(fact.metric) and asks_level(question):
        return False
    if question.answer_type == "percent":
        asks_growth = any(m.concept == "growth" for m in question.operations)
        return unit == "%" and (asks_growth or not is_growth(fact.metric))
    return question.answer_type not in TOLD_BY_UNIT or unit_of_kind(question.answer_type, unit)
