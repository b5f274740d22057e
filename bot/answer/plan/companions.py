"""Which facts go with the one that leads: its rivals, its growth or level, those of other parties.

It ranks nothing; `selection` says how many are told.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.records import Fact, Question, ScoredFact

__all__ = ["companion_of", "of_both", "of_both_first", "one_each", "planned_of_both", "rivals"]

NEARLY = 0.8


def rivals(ranked: Sequence[ScoredFact]) -> list[ScoredFact]:
    """Facts that state another value, or another bound, for the leading fact's very figure."""
    lead = ranked[0].fact
    if lead.provenance == "reader":
        return []  # two figures of one document may well be of two things
    return [
        s
        for s in ranked[1:]
        if _figure(s.fact) == _figure(lead)
        and (s.fact.source_id != lead.source_id or s.fact.values != lead.values)
        and (s.fact.values, s.fact.bound) != (lead.values, lead.bound)
    ][:1]


def _figure(fact: Fact) -> tuple[str | None, ...]:
    """What is measured: parties, metric, when."""
    period = fact.period
    ends = ("", "") if period.kind == "contract_term" else (period.start or "", period.end or "")
    return (fact.subject, fact.counterparty, fact.metric, *ends)


def of_both(question: Question, scored: ScoredFact) -> bool:
    """Whether a fact is of the measure named and of both of the two companies named."""
    both = {m.concept for m in question.entities if m.kind == "company"}
    fact = scored.fact
    told = fact.metric in {m.concept for m in question.metrics}
    dated = "another period" not in scored.reasons
    return told and dated and len(both) > 1 and {fact.subject, fact.counterparty} == both


def planned_of_both(
    question: Question, facts: Sequence[ScoredFact], plans: Collection[str]
) -> bool:
    """Whether a plan is known of the very measure and the two companies that are named."""
    return any(s.fact.status in plans and of_both(question, s) for s in facts)


def of_both_first(question: Question, ranked: Sequence[ScoredFact]) -> list[ScoredFact]:
    """A fact of both companies named leads one of only one of them that is hardly better."""
    lead = next((s for s in ranked if of_both(question, s)), None)
    if lead is None or lead.score < NEARLY * ranked[0].score:
        return list(ranked)
    return [lead, *(s for s in ranked if s is not lead)]


def companion_of(question: Question, ranked: Sequence[ScoredFact]) -> ScoredFact | None:
    """The level of a growth, or the growth of a level where the question speaks of growth."""
    lead = ranked[0].fact
    growth = "growth" in {m.concept for m in question.operations}
    for scored in ranked[1:]:
        fact = scored.fact
        same = fact.subject == lead.subject and fact.period.end == lead.period.end
        if not same:
            continue
        if lead.metric == f"{fact.metric}_growth":
            return scored
        if growth and fact.metric == f"{lead.metric}_growth":
            return scored
    return None


def one_each(question: Question, ranked: Sequence[ScoredFact]) -> list[ScoredFact]:
    """For a comparison: the best fact of each party or metric named."""
    chosen: list[ScoredFact] = []
    seen: set[tuple[str, str]] = set()
    for scored in ranked:
        key = (scored.fact.subject, scored.fact.metric)
        if key in seen:
            continue
        seen.add(key)
        chosen.append(scored)
    wanted = max(2, len({m.concept for m in question.entities}))
    return chosen[: min(wanted, 4)]
