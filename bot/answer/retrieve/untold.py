"""What the ledger does not hold of the parties that a question names: a figure that both share,
a measure for the time asked about.

"How much did Microsoft put into the round of February" names two parties that share deals, and a
round that others paid for; a figure of the round answers it as little as one of another deal. It
reads facts and no text but theirs, and judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache

from bot.answer.retrieve.kinds import same_stretch
from bot.answer.retrieve.wanted import OF_FIGURES
from bot.knowledge.ledger import alike, family
from bot.language.answer_units import unit_of_kind
from bot.language.glossary import Glossary
from bot.language.periods import overlaps
from bot.language.script import fold
from bot.records import Fact, Period, Question, ScoredFact, SentenceRef

__all__ = [
    "kind_of_measure",
    "told_of_several",
    "unmeasured",
    "unreported",
    "unshared",
    "untimed",
]

LONG = frozenset({"multi_year", "contract_term", "ytd"})
OF_THE_TOPIC = 0.3
"""The share of a question's other words from which on a fact has a measure of its own for them."""
WIDE = frozenset({"year", "month"})
_PART = re.compile(
    r"\b(?:quarters?|half|halves|months)\b|\b[qh][1-4]\b|季|半年?|個月|个月|\b[1-4][qh]\b"
)
_TOGETHER = re.compile(
    r"\b(?:peers?|rivals?|others?|together|combined|in all|altogether|group|share|with|and)\b"
    r"|合计|总[共和计]|一共|加起来|同业|对手|其他|几[家大]|[四三五]大|占|和|与|跟"
)
OUTCOME = re.compile(
    r"\b(?:actual(?:ly)?|really|in the end|in fact|ended? up|turned? out|final(?:ly)?|outturn)\b"
    r"|实际|真正|最后|最终|到头来|结果"
)
PLANNED = frozenset({"guidance", "estimate", "letter_of_intent"})
MONTH = 7
"""Characters of a date that tell its month."""
OF_ONE_UNIT = ("money", "percent", "power", "price", "shares", "chips", "duration")
"""The kinds of answer of which a unit can be one alone."""


def kind_of_measure(question: Question, facts: Sequence[Fact]) -> str:
    """The kind of figure that the one measure named has in the ledger, where a fact is asked for;
    empty where it has several.
    """
    measures = {family(m.concept) for m in question.metrics}
    put = any(m.concept == "asks_confirmed" for m in question.refusal_cues)
    if len(measures) != 1 or question.intent != "fact" or put:
        return ""
    units = {f.unit for f in facts if f.unit and f.values and f.metric in measures}
    kinds = {k for k in OF_ONE_UNIT for unit in units if unit_of_kind(k, unit)}
    return next(iter(kinds)) if len(kinds) == 1 else ""


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


def untimed(question: Question, facts: Sequence[Fact], best: ScoredFact | None = None) -> bool:
    """Whether the measure asked for is known of the party, and for no such time.

    A measure that is named after it ("cash flow, cumulative") counts with it, and so does the fact
    found `best` where it speaks of what else is asked.
    """
    asked = [p for p in question.periods if p.start or p.end]
    measures = {family(m.concept) for m in question.metrics}
    parties = {m.concept for m in question.entities if m.kind == "company"}
    if not asked or not measures or not parties or question.intent == "explanation":
        return False
    if any(p.kind in WIDE for p in asked) and _PART.search(fold(question.standalone)):
        return False  # the part of the year that is meant was not read
    told = [f for f in facts if f.values and parties & {f.subject, f.counterparty}]
    known = [f for f in told if family(f.metric) in measures]
    dated = [f for f in told if f.period.start or f.period.end]
    like = (f for f in dated if f.metric.startswith(tuple(measures)) or alike(f.metric, measures))
    own = (best.fact,) if best is not None and best.topic >= OF_THE_TOPIC else ()
    return bool(known) and not any(_of_time(asked, f) for f in (*known, *like, *own))


def unmeasured(question: Question, facts: Sequence[Fact], glossary: Glossary) -> bool:
    """Whether one company is named with measures of which nothing is known of it at any time."""
    parties = {m.concept for m in question.entities if m.kind == "company"}
    measures = {family(m.concept) for m in question.metrics}
    if len(parties) != 1 or not measures or question.intent == "explanation":
        return False
    if question.followed_up or question.quantities:
        return False  # it leans on an answer that was found, or on figures of the reader's own
    asked = [p for p in question.periods if p.start or p.end]
    told = (f for f in facts if f.values and parties & _told_of(f, glossary))
    return not any(
        family(f.metric) in measures or not _only_hoped(f, asked)
        for f in told
        if _of_measure(f, measures)
    )


def told_of_several(
    question: Question, facts: Sequence[Fact], glossary: Glossary
) -> frozenset[SentenceRef]:
    """The sentences whose figures are of several companies together, one of which is asked about
    alone.
    """
    parties = {m.concept for m in question.entities if m.kind == "company"}
    measured = bool(question.metrics) and question.intent not in ("comparison", "explanation")
    if len(parties) != 1 or not measured or _TOGETHER.search(fold(question.standalone)):
        return frozenset()
    groups = (f for f in facts if f.stated_in is not None and " and " in f.subject)
    return frozenset(
        f.stated_in
        for f in groups
        if f.stated_in is not None and parties < _named(f.subject, glossary)
    )


def _only_hoped(fact: Fact, asked: Sequence[Period]) -> bool:
    """Whether a time is asked about and a fact of a like measure was only expected, of another."""
    planned = fact.status in PLANNED
    return planned and bool(asked) and not any(overlaps(p, fact.period) for p in asked)


def unreported(question: Question, facts: Sequence[Fact]) -> bool:
    """Whether it is asked what came of it and only what was planned or expected is known."""
    parties = {m.concept for m in question.entities if m.kind == "company"}
    measures = {family(m.concept) for m in question.metrics}
    asked = [p for p in question.periods if p.start or p.end]
    if not asked or len(parties) != 1 or not measures:
        return False
    if not OUTCOME.search(fold(question.standalone)):
        return False
    told = [
        f
        for f in facts
        if f.values
        and f.subject in parties
        and _of_measure(f, measures)
        and any(overlaps(p, f.period) for p in asked)
        and same_stretch(asked, f.period)
    ]
    return bool(told) and all(f.status in PLANNED for f in told)


def _of_measure(fact: Fact, measures: AbstractSet[str]) -> bool:
    return (
        family(fact.metric) in measures
        or any(one in fact.metric or one.startswith(fact.metric) for one in measures)
        or alike(fact.metric, measures)
    )


def _of_time(asked: Sequence[Period], fact: Fact) -> bool:
    """Whether a fact is of one of the times or of none, or was told then."""
    period = fact.period
    return any(
        not (period.start or period.end)
        or (overlaps(one, period) and (period.kind in LONG or same_stretch(asked, period)))
        or _told_then(one, fact)
        for one in asked
    )


def _told_then(asked: Period, fact: Fact) -> bool:
    """Whether a fact was told in the month asked about, or on the day where a day is."""
    told, reach = asked.end or asked.start or "", None if asked.kind == "instant" else MONTH
    return fact.as_of[:reach] == told[:reach]
