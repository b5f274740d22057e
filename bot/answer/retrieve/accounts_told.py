"""A company's finances as its main measures: what a summary of them is told by.

Revenue, result, cash flow, cash, debt and spending, each by its newest figure that was reported,
else by one that is expected. It reads the ledger only and searches nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.answer.retrieve.facts import wants_later
from bot.knowledge.ledger import Ledger
from bot.language.whole import of_finances, of_report
from bot.records import Fact, Level, Period, Question, SentenceRef, Source

__all__ = ["accounts_told", "report_told"]

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
IN_A_REPORT: tuple[tuple[str, ...], ...] = (
    ("revenue",),
    ("data_center_revenue", "cloud_revenue"),
    ("gross_margin",),
    ("net_income", "operating_income"),
    ("free_cash_flow", "cash_flow", "operating_cash_flow"),
    ("capex",),
    ("rpo", "revenue_backlog", "commercial_rpo"),
    ("total_debt", "debt_principal"),
)
"""Those of one report, revenue first."""
OF_EACH: dict[Level, int] = {"brief": 1, "standard": 1, "detailed": 3}
MOST: dict[Level, int] = {"brief": 3, "standard": 6, "detailed": 12}
OF_A_REPORT: dict[Level, int] = {"brief": 3, "standard": 8, "detailed": 12}
REPORTS = frozenset({"filing", "release", "press"})
"""Where what a company reports is read: in its own papers, or in the press that tells of them."""
FEW = 3
"""Measures of which fewer are known make no account of a company's finances."""


def accounts_told(question: Question, ledger: Ledger | None) -> tuple[SentenceRef, ...]:
    """The sentences with the main figures of the one company whose finances are asked about."""
    if ledger is None or not of_finances(question):
        return ()
    return _told(question, ledger, MEASURES, lambda _: True)[: MOST[question.level]]


def report_told(
    question: Question, ledger: Ledger | None, sources: Mapping[str, Source]
) -> tuple[SentenceRef, ...]:
    """The sentences with the main figures that one company reported at the time named: of the
    quarter that it is of, or published in the month that it is.
    """
    if ledger is None or not of_report(question):
        return ()
    dated = [p for p in question.periods if p.end]

    def reported(fact: Fact) -> bool:
        source = sources.get(fact.source_id)
        out = source.date if source is not None else ""
        known = fact.status == "reported" and fact.provenance in REPORTS
        return known and any(_of(p, fact.period, out) for p in dated)

    return _told(question, ledger, IN_A_REPORT, reported)[: OF_A_REPORT[question.level]]


def _of(asked: Period, period: Period, out: str) -> bool:
    """Whether a figure is of the very time that is asked about, or came out in that month."""
    end = asked.end or ""
    if period.end == end and period.start in (asked.start, None):
        return True
    months = ((asked.start or end)[:7], end[:7])
    return months[0] <= out[:7] <= months[1] and asked.kind in ("month", "instant")


def _told(
    question: Question,
    ledger: Ledger,
    measures: tuple[tuple[str, ...], ...],
    meant: Callable[[Fact], bool],
) -> tuple[SentenceRef, ...]:
    """The main measures of the company named, by those of its figures that are meant."""
    party = next(m.concept for m in question.entities if m.kind == "company")
    found = [_figures(party, names, question, ledger, meant) for names in measures]
    known = [facts for facts in found if facts]
    if len(known) < FEW:
        return ()
    told = [f.stated_in for facts in known for f in facts[: OF_EACH[question.level]]]
    return tuple(dict.fromkeys(r for r in told if r is not None))


def _figures(
    party: str,
    names: tuple[str, ...],
    question: Question,
    ledger: Ledger,
    meant: Callable[[Fact], bool],
) -> list[Fact]:
    """The figures of a measure, of each kind the newest: reported ones before expected ones."""
    until = question.as_of if question.as_of[:1].isdigit() else "9999"
    later = question.as_of != "article" or (of_report(question) and wants_later(question))
    known = [
        f
        for name in names
        for f in ledger.find(subject=party, metric=name, as_of=until)
        if f.stated_in is not None and f.counterparty is None and (later or not f.later)
        if meant(f)
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
