"""The passages that an answer may quote: those found, and those that facts and references name.

It chooses nothing: retrieve says which facts and references there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.answer.retrieve.facts import CORPUS
from bot.index.search import Searcher
from bot.knowledge.ledger import STAKES, Ledger
from bot.knowledge.lent_units import lender_of
from bot.records import (
    CrossCheck,
    Evidence,
    Fact,
    Hit,
    Passage,
    Plan,
    Question,
    Reckoning,
    ScoredFact,
    SentenceRef,
    Sought,
)

ARTICLE, GLOSSARY = "article-415/", "glossary"

__all__ = [
    "add_operands",
    "add_passages",
    "add_stated",
    "between",
    "judged",
    "opened",
    "quotable",
    "quoted",
    "with_operands",
]

RECKONED = 6
"""Calculations with two facts of which the first can be quoted."""


def opened(
    around: Sequence[Hit], asked_for: Collection[str], searcher: Searcher
) -> dict[tuple[str, str], Passage]:
    """The passages found, those that lend their amounts a unit, and the definitions of what the
    question names, by index and id.
    """
    defined = (searcher.passage(CORPUS, name) for name in sorted(asked_for))
    found = (*(hit.passage for hit in around), *defined)
    passages = {(p.index, p.id): p for p in found if p is not None}
    add_passages(passages, searcher, [lender_of(p) for p in passages.values()])
    return passages


def judged(checks: Iterable[tuple[CrossCheck, float]]) -> tuple[SentenceRef, ...]:
    """The article's sentences that the cross-check judges."""
    return tuple(SentenceRef(f"{ARTICLE}p{check.paragraph}", 0) for check, _ in checks)


def quotable(
    facts: Sequence[ScoredFact],
    checks: Sequence[tuple[CrossCheck, float]],
    ledger: Ledger | None,
) -> Iterator[Fact | None]:
    """The facts whose sentences an answer may quote: found, later than those, or behind a claim."""
    for scored in facts:
        yield scored.fact
        yield from ledger.later_than(scored.fact) if ledger else ()
    for fact_id in (i for check, _ in checks for i in check.facts):
        yield ledger.get(fact_id) if ledger else None


def between(question: Question, ledger: Ledger | None) -> Iterator[Fact]:
    """The facts about two parties that are both named, the stakes that others take in one of
    two, and the fiscal years of those named: what a premise is held against.
    """
    named = {m.concept for m in question.entities}
    for fact in ledger.facts if ledger else ():
        stake = fact.counterparty in named and fact.metric in STAKES and len(named) > 1
        both = fact.subject in named and fact.counterparty in named
        if stake or both or (fact.subject in named and fact.metric == "fiscal_calendar"):
            yield fact


def add_stated(
    passages: dict[tuple[str, str], Passage], searcher: Searcher, facts: Iterable[Fact | None]
) -> None:
    """Make sure that the passages which state the facts can be quoted."""
    add_passages(passages, searcher, (fact.stated_in for fact in facts if fact))


def add_passages(
    passages: dict[tuple[str, str], Passage],
    searcher: Searcher,
    refs: Iterable[SentenceRef | None],
) -> None:
    """Make sure that sentences can be quoted."""
    for ref in refs:
        if ref and (ref.index, ref.passage_id) not in passages:
            passage = searcher.passage(ref.index, ref.passage_id)
            if passage:
                passages[(ref.index, ref.passage_id)] = passage


def add_operands(
    passages: dict[tuple[str, str], Passage],
    searcher: Searcher,
    shelf: Ledger | None,
    reckonings: Sequence[Reckoning],
    operands: Mapping[Sought, str],
) -> None:
    """Add the passages of facts that a calculation may rest on."""
    reckoned = (i for r in reckonings[:RECKONED] for i in r.facts)
    named = (*reckoned, *operands.values())
    add_stated(passages, searcher, (shelf.get(i) for i in named) if shelf else ())


def quoted(
    documents: Sequence[Passage], refs: Iterable[SentenceRef]
) -> dict[tuple[str, str], Passage]:
    """The passages of the corpus that the references are to."""
    named = {ref.passage_id for ref in refs}
    return {(p.index, p.id): p for p in documents if p.id in named}


def with_operands(evidence: Evidence, plan: Plan, searcher: Searcher) -> Evidence:
    """The evidence with the passages that tell what a plan and its calculations rest on, and what
    the terms that it defines mean.
    """
    passages = dict(evidence.passages)
    told = (s.fact.stated_in for s in plan.facts if s.fact.provenance != "reader")
    add_passages(passages, searcher, told)
    defined = (t for t in (plan.term, *plan.terms) if t is not None)
    add_passages(passages, searcher, (SentenceRef(f"{GLOSSARY}/{t.id}", 0) for t in defined))
    add_passages(passages, searcher, (o.ref for c in plan.calculations for o in c.operands))
    return replace(evidence, passages=passages)
