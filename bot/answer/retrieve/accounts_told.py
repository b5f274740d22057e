"""A company's finances as its main measures: what a summary of them is told by.

Revenue, result, cash flow, cash, debt and spending, each by its newest figure that was reported,
else by one that is expected. It reads the ledger only and searches nothing.
"""

from __future__ import annotations

from bot.knowledge.ledger import Ledger
from bot.language.whole import of_finances
from bot.records import Fact, Level, Question, SentenceRef

__all__ = ["accounts_told"]

MEASURES: tuple[tuple[str, ...], ...] = (
    ("revenue",),
    ("net_income", "operating_income"),
    ("free_cash_flow", "cash_flow", "operating_cash_flow"),
    ("cash_and_securities",),
    ("total_debt", "debt_principal", "long_term_debt", "borrowings_current"),
    ("capex",),
    ("rpo", "revenue_backlog", "infrastructure_commitments"),
)
"""The measures of a company's accounts, in the order in which they are told."""
OF_EACH: dict[Level, int] = {"brief": 1, "standard": 1, "detailed": 3}
MOST: dict[Level, int] = {"brief": 3, "standard": 6, "detailed": 12}
FEW = 3
"""Measures of which fewer are known make no account of a company's finances."""


def accounts_told(question: Question, ledger: Ledger | None) -> tuple[SentenceRef, ...]:
    """The sentences with the main figures of the one company whose finances are asked about."""
    if ledger is None or not of_finances(question):
        return ()
    party = next(m.concept for m in question.entities if m.kind == "company")
    found = [_figures(party, names, question, ledger) for names in MEASURES]
    known = [facts for facts in found if facts]
    if len(known) < FEW:
        return ()
    told = [f.stated_in for facts in known for f in facts[: OF_EACH[question.level]]]
    return tuple(dict.fromkeys(r for r in told if r is not None))[: MOST[question.level]]


def _figures(party: str, names: tuple[str, ...], question: Question, ledger: Ledger) -> list[Fact]:
    """The figures of a measure, of each kind the newest: reported ones before expected ones."""
    until = question.as_of if question.as_of[:1].isdigit() else "9999"
    later = question.as_of != "article"
    known = [
        f
        for name in names
        for f in ledger.find(subject=party, metric=name, as_of=until)
        if f.stated_in is not None and f.counterparty is None and (later or not f.later)
    ]
    # Of two stretches that end together the shorter one: the quarter, not the year up to it.
    known.sort(key=lambda f: (f.period.end or f.as_of, f.period.start or ""), reverse=True)
    known.sort(key=lambda f: f.status != "reported")
    first: dict[tuple[str, str], Fact] = {}
    for fact in known:
        first.setdefault((fact.metric, fact.status), fact)
    lead = min((names.index(f.metric) for f in known if f.status == known[0].status), default=0)
    return sorted(
        first.values(), key=lambda f: (f.status != known[0].status, f.metric != names[lead])
    )
