"""The passages that an answer may quote: those found, and those that facts and references name.

It chooses nothing: retrieve says which facts and references there are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.answer.retrieve.facts import CORPUS
from bot.index.search import Searcher
from bot.knowledge.ledger import Ledger
from bot.knowledge.lent_units import lender_of
from bot.records import Evidence, Fact, Hit, Passage, Plan, Reckoning, SentenceRef, Sought

GLOSSARY = "glossary"

__all__ = ["add_operands", "add_passages", "add_stated", "opened", "quoted", "with_operands"]

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
