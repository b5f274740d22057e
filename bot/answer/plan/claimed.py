"""A figure that a follow-up has heard of, held against the sources: what they say instead, or that
they say it too.

"I heard it owns 20%", 「可是我聽說是五百億」: the question before is answered again, and what it
asked for decides. A figure that the sources have of the very parties and the same measure bears
the claim out, also where it is of a later day. Where they have none of its kind nothing is said of
it. It works nothing out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.answer.plan.own_telling import of_the_corpus
from bot.answer.plan.premises import SPOKEN_OF
from bot.knowledge.ledger import Ledger, family
from bot.language.script import fold
from bot.language.units import CURRENCIES
from bot.records import Calculation, Correction, Evidence, Fact, Quantity, Question

__all__ = ["against_claim"]

BORNE, AMOUNT, STAKE = "borne", "amount", "stake"
CLOSE, ENDS = Decimal("0.01"), 2
COUNTS = frozenset({"users", "shares", "GPUs", "people", "customers", "chips"})
_HOLDS = re.compile(r"\b(?:holds?|held|owns?|owned|stake)\b|持有|持股|占|股份|股权")


def against_claim(
    question: Question,
    evidence: Evidence,
    ledger: Ledger | None,
    made: Sequence[Calculation],
) -> tuple[Correction, ...]:
    """What the sources say to the figure that a follow-up brings in; empty where they say nothing
    of its kind, or what was asked for is worked out.
    """
    claimed = question.claimed
    if claimed is None or ledger is None or made or not of_the_corpus(evidence):
        return ()
    claimed = _as_counted(claimed, evidence)
    alike = [f for f in ledger.facts if _of_kind(claimed, f) and f.stated_in]
    near = _near(question, claimed, evidence, alike)
    if not near:
        return ()
    measure, pair = family(near[0].metric), _pair(question)
    found = [*_found(claimed, evidence), *_told(claimed, evidence, ledger)]
    found = [f for f in found if _touches(question, f) and _like(near[0], f, claimed)]
    if pair:
        found = [f for f in found if family(f.metric) == measure and _of_parties(question, f)]
    same = [f for f in alike if family(f.metric) == measure and _of_parties(question, f)]
    same += [f for f in alike if pair and {f.subject, f.counterparty} == pair]
    borne = next((f for f in (*near, *found, *same) if _is_that(claimed, f)), None)
    told = borne or near[0]
    assert told.stated_in is not None
    said = claimed.text.strip()
    return (Correction(said, told.stated_in, told.id, BORNE if borne else AMOUNT),)


def _as_counted(claimed: Quantity, evidence: Evidence) -> Quantity:
    """The claim in the unit of what was told first, where that is counted and it names no unit."""
    top = next((s.fact.unit for s in evidence.facts[:1]), None)
    counted = top is not None and top in COUNTS
    if not (claimed.implied and claimed.unit == "1" and counted and top):
        return claimed
    return replace(claimed, unit=top, implied=False)


def _found(claimed: Quantity, evidence: Evidence) -> list[Fact]:
    """The figures of the kind claimed that were found for the question before, best first."""
    told = [s.fact for s in evidence.facts if s.score >= SPOKEN_OF and s.fact.stated_in]
    alike = [f for f in told if f.provenance != "reader" and _of_kind(claimed, f)]
    return sorted(alike, key=lambda f: len(f.values) > ENDS)  # one figure before a list of them


def _like(lead: Fact, fact: Fact, claimed: Quantity) -> bool:
    """Whether a figure is of the measure of the one that answers, or both are sums of deals."""
    if family(fact.metric) == family(lead.metric):
        return True
    return claimed.unit != "%" and bool(fact.counterparty and lead.counterparty)


def _told(claimed: Quantity, evidence: Evidence, ledger: Ledger) -> list[Fact]:
    """The figures of the kind claimed that stand in the sentences found."""
    stated = (f for s in evidence.sentences for f in ledger.stated_at(s.ref))
    return [f for f in stated if _of_kind(claimed, f)]


def _near(
    question: Question, claimed: Quantity, evidence: Evidence, alike: Sequence[Fact]
) -> list[Fact]:
    """The figures of the kind claimed that answer the question before, the likeliest first, of one
    measure: the one that it names, of two parties rather what they have with one another.
    """
    found = _found(claimed, evidence)
    mine = [f for f in found if _of_parties(question, f)]
    asked = {family(m.concept) for m in question.metrics}
    named = [f for f in found if family(f.metric) in asked and _touches(question, f)]
    top = [s.fact for s in evidence.facts[:1] if s.fact.subject in _named(question)]
    if any(f in found for f in top):
        mine = top  # what the question before asks of one of them first
    elif pair := _pair(question):
        own = [f for f in mine if {f.subject, f.counterparty} == pair]
        mine = named or own or _of_the_pair(question, alike, pair) or mine
    elif not any(m.kind == "company" for m in question.entities):
        mine = mine or found[:1]
    return [f for f in mine if family(f.metric) == family(mine[0].metric)]


def _named(question: Question) -> set[str]:
    return {m.concept for m in question.entities}


def _touches(question: Question, fact: Fact) -> bool:
    """Whether a fact is of one of those spoken of."""
    named = _named(question)
    return not named or bool(named & {fact.subject, fact.counterparty})


def _pair(question: Question) -> frozenset[str]:
    """The two companies spoken of, where they are just two."""
    named = frozenset(m.concept for m in question.entities if m.kind == "company")
    return named if len(named) == 2 else frozenset()


def _is_that(claimed: Quantity, fact: Fact) -> bool:
    """Whether a fact tells just the figure claimed, as figures are rounded when repeated."""
    return any(
        value and abs(abs(said) - abs(value)) / abs(value) <= CLOSE
        for said in claimed.values
        for value in fact.values
    )


def _of_kind(claimed: Quantity, fact: Fact) -> bool:
    """Whether a fact tells a figure like the one claimed, by its unit."""
    if not fact.values or not claimed.value:
        return False
    if claimed.implied and claimed.unit == "1":
        return fact.unit in CURRENCIES
    return fact.unit == claimed.unit


def _of_parties(question: Question, fact: Fact) -> bool:
    """Whether a fact is of those spoken of, and of no other where there are several."""
    named = _named(question)
    parties = {fact.subject, *({fact.counterparty} if fact.counterparty else ())}
    return parties <= named or (len(named) == 1 and fact.subject in named)


def _of_the_pair(question: Question, alike: Sequence[Fact], pair: frozenset[str]) -> list[Fact]:
    """What two parties have with one another of that kind: of a stake, where the words say so,
    else where it is of one measure.
    """
    both = [f for f in alike if {f.subject, f.counterparty} == pair and not f.later]
    if _HOLDS.search(fold(question.asked)):
        return [f for f in both if STAKE in f.metric]
    return both if len({family(f.metric) for f in both}) == 1 else []
