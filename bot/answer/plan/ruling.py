"""What decides a question for yes or no or for a deal's date: the record, and how it opens.

The fact that decides goes first, and what is of another deal or measure is left out. It decides
nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from bot.knowledge.ledger import family
from bot.language.units import CURRENCIES
from bot.records import (
    Correction,
    Fact,
    Level,
    Quantity,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
)

__all__ = ["COMPANY", "Ruling", "companies_of", "led_by_ruling", "says", "unsettled"]

COMPANY = "company"
SETTLED = ("time", "relation")
"""Corrections that a verdict makes idle where they tell its own fact."""
NEAR = Decimal("0.01")
TWO, TOLD = 2, 4
"""Parties of a deal; facts that are told of it."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """The facts that decide a question, the first first, and the word of the verdict; the word is
    empty where they only come first. `alone` says that they are the whole answer.
    """

    word: str
    facts: tuple[Fact, ...]
    alone: bool = False


def unsettled(wrong: tuple[Correction, ...], ruling: Ruling | None) -> tuple[Correction, ...]:
    """The corrections without one of a time or a deal that the ruling tells: "not yet" says it."""
    if ruling is None:
        return wrong
    told = {f.id for f in ruling.facts}
    return tuple(
        w for w in wrong if w.text not in SETTLED or not (ruling.word or w.fact_id in told)
    )


def led_by_ruling(
    ruling: Ruling | None,
    facts: tuple[ScoredFact, ...],
    sentences: tuple[ScoredSentence, ...],
    opening: SentenceRef | None,
    level: Level,
) -> tuple[tuple[ScoredFact, ...], tuple[ScoredSentence, ...], SentenceRef | None]:
    """The facts, sentences and opening of an answer, begun by what decides it, and without what
    is of another deal or measure.
    """
    if ruling is None:
        return facts, sentences, opening
    lead = ruling.facts[0]
    if ruling.alone:
        own = {f.id for f in ruling.facts}
        return tuple(s for s in facts if s.fact.id in own), (), lead.stated_in
    pair = {lead.subject, lead.counterparty}
    near = {f.stated_in.passage_id for f in ruling.facts if f.stated_in}
    facts = tuple(s for s in facts if _of_one_thing(s.fact, lead, pair))
    refs = {s.fact.stated_in for s in facts}
    kept = [s for s in sentences if s.ref in refs or s.ref.passage_id in near]
    if level != "detailed":
        facts = facts[:TOLD]
        told = {s.fact.stated_in for s in facts}
        kept = [s for s in kept if s.ref in told or s.ref.passage_id in near]
        kept = kept[: max(len(told), TOLD)]
    return facts, tuple(kept), lead.stated_in


def _of_one_thing(fact: Fact, lead: Fact, pair: set[str | None]) -> bool:
    """Whether a fact is of the deal, or of the party and measure, that a ruling is on."""
    if lead.counterparty is not None:
        return {fact.subject, fact.counterparty} == pair
    return fact.subject == lead.subject and family(fact.metric) == family(lead.metric)


def companies_of(question: Question) -> list[str]:
    """The companies named, in the order in which the text has them; of two names that stand
    together, as a company and its unit do, the second.
    """
    named = sorted((m for m in question.entities if m.kind == COMPANY), key=lambda m: m.start)
    whole = {m.concept for m, n in pairwise(named) if n.start - m.end in (0, 1) and m is not n
             and question.text[m.end : n.start].strip() == "" and len(named) > TWO}  # fmt: skip
    return list(dict.fromkeys(m.concept for m in named if m.concept not in whole))


def says(quantity: Quantity, fact: Fact) -> bool:
    """Whether a fact has a figure as it is said, to the digits said and to one in a hundred."""
    bare = quantity.unit == "1" and (fact.unit or "") in CURRENCIES
    if not (bare or quantity.unit == fact.unit) or quantity.bound not in (
        "exact",
        "about",
        fact.bound,
    ):
        return False
    digits = Decimal(quantity.value).normalize()
    exponent = digits.as_tuple().exponent
    half = Decimal(5).scaleb(int(exponent) - 1)
    return len(quantity.values) == 1 and any(
        abs(quantity.value - v) <= min(half, abs(v) * NEAR) for v in fact.values
    )
