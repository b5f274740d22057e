"""What the ledger knows of a reason: the figure of a cause named elsewhere ("lifted by a disposal
gain"), what results came just before a share price moved, how much of one party hangs on another.

A reason often stands in two places: one sentence names what did it, another says what that was and
how much. The first names a measure that is not asked about; the ledger knows which sentence states
its figure for the same party and time. It weighs no sentence and words nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache

from bot.answer.retrieve.facts import wants_later
from bot.answer.retrieve.kinds import same_stretch
from bot.knowledge.ledger import Ledger, family
from bot.language.causal import asks_outcome
from bot.language.glossary import Glossary
from bot.language.grounds import asks_reason
from bot.language.periods import overlaps
from bot.language.script import fold
from bot.language.twins import sentences_in
from bot.records import Fact, Passage, Question, ScoredFact, SentenceRef

__all__ = ["borne_out", "causes_named", "hangs_on", "results_before"]

MOST = 2
MOVE = "share_price_change_pct"
EXPECTED, APART = "_consensus", "_vs_consensus"
SPENDING_RAISED = "capex_guidance_change"
JUST_BEFORE = timedelta(days=4)
"""How long before a share price moved the results lie that it may have moved on."""
TOLD_BEFORE, NEAREST = 4, 3
_CUSTOMER = re.compile(r"\b(?:customer|client|buyer)|客户|买家|大户")


def causes_named(
    question: Question,
    leading: Mapping[tuple[str, str], float],
    passages: Mapping[tuple[str, str], Passage],
    ledger: Ledger | None,
    glossary: Glossary,
) -> tuple[SentenceRef, ...]:
    """The sentences elsewhere that state what the leading passage names beside what is asked; none
    where no reason is asked for.
    """
    passage = passages.get(next(iter(leading), ("", "")))
    if ledger is None or passage is None or question.intent != "explanation":
        return ()
    said = sentences_in(passage, question.language)
    refs = [SentenceRef(passage.id, n, passage.index) for n in range(len(said))]
    stated = [f for ref in refs for f in ledger.stated_at(ref)]
    known = {family(m.concept) for m in question.metrics} | {family(f.metric) for f in stated}
    named = frozenset[str]().union(*(_measures(glossary, text) for text in said)) - known
    subjects, later = {f.subject for f in stated}, wants_later(question)
    found = (
        fact.stated_in
        for subject in sorted(subjects)
        for metric in sorted(named)
        for fact in ledger.find(subject=subject, metric=metric)
        if fact.values and (later or not fact.later) and _at_once(fact, stated)
    )
    return tuple(dict.fromkeys(ref for ref in found if ref and ref not in refs))[:MOST]


def borne_out(
    question: Question, facts: Sequence[ScoredFact], ledger: Ledger | None
) -> tuple[SentenceRef, ...]:
    """The sentences that the ledger knows to bear on what happened, or on what would happen."""
    return results_before(question, facts, ledger) + hangs_on(question, ledger)


def results_before(
    question: Question, facts: Sequence[ScoredFact], ledger: Ledger | None
) -> tuple[SentenceRef, ...]:
    """Where it is asked why a share price moved: the sentences that set the company's results of
    the days before beside what was expected, those that went the other way left out.
    """
    moved = next((s.fact for s in facts[:NEAREST] if s.fact.metric == MOVE), None)
    named = any(m.concept.startswith("share_price") for m in question.metrics)
    if ledger is None or moved is None or moved.value is None or not named:
        return ()
    if not asks_reason(question.text):
        return ()
    fell = moved.value < 0
    day = _day(moved.period.end or moved.as_of)
    recent = [
        f
        for f in ledger.find(subject=moved.subject)
        if day and (told := _day(f.as_of)) and timedelta(0) <= day - told <= JUST_BEFORE
    ]
    refs: list[SentenceRef | None] = []
    for fact in recent:
        more = fact.value is not None and fact.value > 0
        short = fact.metric.endswith(APART) and more != fell
        if short or (fact.metric == SPENDING_RAISED and more == fell):
            refs.append(fact.stated_in)
        elif (actual := _against(fact, recent, ledger)) and fact.value and actual.value:
            refs += [actual.stated_in, fact.stated_in] * ((actual.value < fact.value) == fell)
    return tuple(r for r in dict.fromkeys(refs) if r is not None)[:TOLD_BEFORE]


def _against(expected: Fact, recent: Sequence[Fact], ledger: Ledger) -> Fact | None:
    """The result that was expected so; none where its distance is told, or estimates disagree."""
    measure = family(expected.metric)
    alike = [f.metric for f in recent if family(f.metric) == measure]
    apart = any(m.endswith(APART) for m in alike)
    if not expected.metric.endswith(EXPECTED) or apart or alike.count(expected.metric) > 1:
        return None
    found = ledger.find(subject=expected.subject, metric=measure)
    return next((f for f in found if f.period == expected.period and not f.later), None)


def hangs_on(question: Question, ledger: Ledger | None) -> tuple[SentenceRef, ...]:
    """Where it is asked what becomes of a party if another drops out: the sentences that state how
    much of its business the other is, or where none is named its largest customer.
    """
    if ledger is None or not asks_outcome(question.text):
        return ()
    asked = {m.concept for m in question.entities}
    shares = [
        f
        for subject in sorted(asked)
        for f in ledger.find(subject=subject)
        if "customer_" in f.metric and "_share" in f.metric and f.unit == "%" and not f.later
    ]
    meant = [f for f in shares if f.counterparty in asked]
    if not meant and len(asked) == 1 and _CUSTOMER.search(fold(question.text)):
        meant = [f for f in shares if f.counterparty is None]
    meant.sort(key=lambda f: f.as_of, reverse=True)
    return tuple(f.stated_in for f in meant[:1] if f.stated_in is not None)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def _at_once(fact: Fact, stated: list[Fact]) -> bool:
    """Whether a fact is of the stretch of time of one that the passage states."""
    return any(
        overlaps(f.period, fact.period) and same_stretch((f.period,), fact.period) for f in stated
    )


@lru_cache(maxsize=8192)
def _measures(glossary: Glossary, text: str) -> frozenset[str]:
    return frozenset(m.concept for m in glossary.find_metrics(text))
