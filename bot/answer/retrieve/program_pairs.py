"""What two facts of the ledger are to one another, whatever a question asks.

One place, one deal, one time, one standing; what was expected of the other, or promised where the
other was paid. It weighs nothing; a Single holds what one fact has of a question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer.retrieve.program_kinds import MONEY
from bot.knowledge.ledger import family
from bot.records import Fact, Question

__all__ = [
    "AHEAD",
    "FRAGMENT",
    "Single",
    "adds_up",
    "are_rivals",
    "beside",
    "is_of",
    "is_outcome",
    "is_promise",
    "is_stray",
]

FRAGMENT = re.compile(r"(?:^|_)(?:tranche|part)(?:_|$)")
"""Metrics of one part of a deal."""
AHEAD = frozenset({"guidance", "estimate", "opinion", "letter_of_intent"})
STRAY = 0.6
"""The least place of a fact that is of nobody asked about: the search has found it."""


@dataclass(frozen=True, slots=True)
class Single:
    """What one fact has of the question."""

    fact: Fact
    held: tuple[float, ...]
    covered: float
    place: float
    party: float
    metric: float
    period: float
    ahead: float
    expected: float
    newest: float
    near: float
    beyond: float


def are_rivals(one: Single, other: Single) -> bool:
    """Whether two facts are no operands of one program, whatever the operation."""
    a, b = one.fact, other.fact
    if a.values == b.values and a.unit == b.unit:
        return True
    if is_stray(one) or is_stray(other):
        return True
    same = (a.subject, a.counterparty, a.metric) == (b.subject, b.counterparty, b.metric)
    at_once = a.period.end == b.period.end and a.period.start == b.period.start
    # Two readings of one figure, unless the one revises the other.
    unrevised = b.id != a.compares_to and a.id != b.compares_to
    return same and at_once and a.status == b.status and a.as_of == b.as_of and unrevised


def is_stray(single: Single) -> bool:
    """Whether a fact is of nobody asked about, and no passage found first states it."""
    return single.party < 0 and single.place < STRAY


def beside(a: Fact, b: Fact) -> dict[str, float]:
    """Where two facts stand, and what they share: sentence, deal, metric, time, standing."""
    ref_a, ref_b = a.stated_in, b.stated_in
    assert ref_a is not None
    assert ref_b is not None
    same = (a.subject, a.counterparty, a.metric) == (b.subject, b.counterparty, b.metric)
    at_once = a.period.end == b.period.end and a.period.start == b.period.start
    return {
        "sentence": float(ref_a == ref_b),
        "passage": float(ref_a.passage_id == ref_b.passage_id),
        "document": float(ref_a.passage_id.split("/")[0] == ref_b.passage_id.split("/")[0]),
        "subject": float(a.subject == b.subject),
        "deal": float({a.subject, a.counterparty} == {b.subject, b.counterparty}),
        "same": float(same),
        "kin": float(family(a.metric) == family(b.metric) and not same),
        "at_once": float(at_once and a.period.end is not None),
        "source": float(a.source_id == b.source_id),
        "status": float((a.status in AHEAD) != (b.status in AHEAD)),
    }


def is_of(fact: Fact, wanted: str) -> bool:
    """Whether a figure is of the kind that is asked for; of any where nothing tells."""
    if wanted == "percent":
        return fact.unit == "%"
    if wanted == "money":
        return fact.unit in MONEY
    return True


def adds_up(question: Question, a: Fact, b: Fact) -> bool:
    """Whether a sum of two figures can be meant: of one measure, or where two are named.

    "In all" and 總共 are said of one figure as well.
    """
    several = len(dict.fromkeys(m.concept for m in question.entities)) > 1
    named = len(dict.fromkeys(family(m.concept) for m in question.metrics)) > 1
    return several or named or family(a.metric) == family(b.metric)


def is_outcome(a: Fact, b: Fact) -> bool:
    """Whether one of the two is what was expected of the other."""
    plain = {a.metric, b.metric}
    told = any(m == f"{n}_consensus" for m in plain for n in plain)
    return told and a.subject == b.subject and a.period.end == b.period.end


def is_promise(a: Fact, b: Fact) -> bool:
    """Whether one of the two was promised in the deal in which the other was paid."""
    dealt = a.counterparty is not None and {a.subject, a.counterparty} == {
        b.subject,
        b.counterparty,
    }
    return dealt and (a.status == "reported") != (b.status == "reported")
