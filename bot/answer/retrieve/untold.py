"""What the ledger does not hold of the parties that a question names: a figure that both share,
a measure for the time asked about.

"How much did Microsoft put into the round of February" names two parties that share deals, and a
round that others paid for; a figure of the round answers it as little as one of another deal. It
reads facts and no text but theirs, and judges nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from bot.answer.retrieve.kinds import same_stretch
from bot.answer.retrieve.wanted import OF_FIGURES
from bot.knowledge.ledger import alike, family
from bot.language.answer_units import unit_of_kind
from bot.language.glossary import Glossary
from bot.language.periods import overlaps
from bot.records import Fact, Period, Question

__all__ = ["kind_of_measure", "unmeasured", "unshared", "untimed"]

LONG = frozenset({"multi_year", "contract_term"})
MONTH = 7
"""Characters of a date that tell its month."""
DAY = 10


KINDS = ("money", "percent", "power", "price", "shares", "chips", "duration")


def kind_of_measure(question: Question, facts: Sequence[Fact]) -> str:
    """The kind of figure that the one measure named has in the ledger; empty where it has several."""
    measures = {family(m.concept) for m in question.metrics}
    if len(measures) != 1 or question.intent != "fact":
        return ""
    units = {f.unit for f in facts if f.unit and f.values and f.metric in measures}
    kinds = {k for k in KINDS for unit in units if unit_of_kind(k, unit)}
    return next(iter(kinds)) if len(kinds) == 1 else ""


def unmeasured(question: Question, facts: Sequence[Fact]) -> bool:
    """Whether one measure is named and no fact of the one party named tells it, in any form."""
    measures = {family(m.concept) for m in question.metrics}
    parties = {m.concept for m in question.entities if m.kind == "company"}
    if len(measures) != 1 or len(parties) != 1 or question.intent == "explanation":
        return False
    return not any(
        parties & {f.subject, f.counterparty}
        and (family(f.metric) in measures or alike(f.metric, measures))
        for f in facts
        if f.values
    )


def unshared(question: Question, kind: str, facts: Sequence[Fact], glossary: Glossary) -> bool:
    """Whether two companies are named and no fact tells a figure of the kind of both."""
    parties = frozenset(m.concept for m in question.entities if m.kind == "company")
    if len(parties) < 2 or kind not in OF_FIGURES:
        return False
    told = (f for f in facts if f.values and unit_of_kind(kind, f.unit or ""))
    return not any(
        parties <= {f.subject, f.counterparty} or parties <= _told_of(f, glossary) for f in told
    )


@lru_cache(maxsize=4096)
def _named(statement: str, glossary: Glossary) -> frozenset[str]:
    return frozenset(m.concept for m in glossary.find(statement))


def _told_of(fact: Fact, glossary: Glossary) -> frozenset[str | None]:
    return _named(fact.statement_en, glossary) | {fact.subject, fact.counterparty}


def untimed(question: Question, facts: Sequence[Fact], best: Fact | None = None) -> bool:
    """Whether the measure asked for is known of the party, and for no such time.

    It is not where the fact found `best` is of that time: it may have a measure of its own.
    """
    asked = [p for p in question.periods if p.start or p.end]
    measures = {family(m.concept) for m in question.metrics}
    parties = {m.concept for m in question.entities if m.kind == "company"}
    if not asked or not measures or not parties or question.intent == "explanation":
        return False
    known = [
        f
        for f in facts
        if f.values and parties & {f.subject, f.counterparty} and family(f.metric) in measures
    ]
    of_it = best is not None and (family(best.metric) in measures or alike(best.metric, measures))
    found = (*known, best) if best and of_it and parties & {best.subject, best.counterparty} else known
    return bool(known) and not any(_of_time(asked, f) for f in found)


def _of_time(asked: Sequence[Period], fact: Fact) -> bool:
    """Whether a fact is of one of the times, or was told in its month."""
    period = fact.period
    return any(
        (overlaps(one, period) and (period.kind in LONG or same_stretch(asked, period)))
        or fact.as_of[: DAY if one.kind == "instant" else MONTH] == (one.end or one.start or "")[: DAY if one.kind == "instant" else MONTH]
        for one in asked
    )
