"""Which two figures a plain comparison sets side by side: "compare A's and B's free cash flow".

Of two parties the measure that is named, of one party the two measures or what the two grew by, all
over a like stretch of time. Where a measure is named, a figure of another is no side. It computes
nothing and words nothing; `verdict` does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.answer.plan.operands import FORWARD
from bot.knowledge.ledger import Ledger, family, is_growth
from bot.language.periods import overlaps
from bot.language.script import fold
from bot.records import Evidence, Fact, Question

__all__ = ["compares", "sides_growing", "sides_named"]

_COMPARES = re.compile(
    r"\bcompar(?:e|es|ed|ing|ison)\b|\bversus\b|\bvs\b|\bside by side\b|\bset against\b"
    r"|比较|相比|对比|比起来|比一比|对照"
)
_FASTER = re.compile(
    r"\b(?:faster|slower|quicker)\b|\bgr[eo]w\w* (?:the )?(?:more|most|less|least)\b|\bfastest\b"
    r"|(?:成长|增长|成长率|增速|年增|增幅).{0,12}[快慢高低大小]|[快慢].{0,6}(?:成长|增长)"
)
Pair = tuple[Fact, Fact]


def compares(question: Question) -> bool:
    """Whether a question sets things side by side and says no more of what it wants."""
    return _COMPARES.search(fold(question.text)) is not None


def sides_growing(question: Question, ledger: Ledger) -> Pair | None:
    """The rates at which one measure of two companies, or two of one company, grew over the year,
    the newest of each, where it is asked which grew faster; None where one is not told.
    """
    companies = list(dict.fromkeys(m.concept for m in question.entities if m.kind == "company"))
    named = list(dict.fromkeys(family(m.concept) for m in question.metrics))
    grows = any(m.concept == "growth" for m in question.operations)
    rates = compares(question) and all(is_growth(m.concept) for m in question.metrics)
    rates = rates or (compares(question) and grows and len(named) == 2)
    asked = rates or _FASTER.search(fold(question.text)) is not None
    if sorted((len(companies), len(named))) != [1, 2] or not asked:
        return None
    if question.quantities and not question.periods:
        return None
    found = [
        _newest(question, ledger.find(subject=c, metric=f"{metric}_growth"))
        for c in companies
        for metric in named
    ]
    one, other = found
    return (one, other) if one is not None and other is not None else None


def _newest(question: Question, facts: Sequence[Fact]) -> Fact | None:
    """The last reading within the day and the times asked about."""
    later = question.as_of != "article"
    dated = [p for p in question.periods if p.end]
    usable = [
        f
        for f in facts
        if f.value is not None
        and f.stated_in is not None
        and (later or not f.later)
        and (not dated or any(overlaps(p, f.period) for p in dated))
    ]
    return max(usable, key=lambda f: f.period.end or f.as_of, default=None)


def sides_named(
    question: Question, evidence: Evidence, comparable: Callable[[Fact, Fact], bool]
) -> Pair | None:
    """Of one company the figures of the two measures that a comparison names, at one time."""
    named = list(dict.fromkeys(m.concept for m in question.metrics))
    companies = {m.concept for m in question.entities if m.kind == "company"}
    if len(named) != 2 or len(companies) != 1 or not compares(question):
        return None
    first, second = (
        [
            s.fact
            for s in evidence.facts
            if s.fact.metric == metric
            and s.fact.subject in companies
            and s.fact.value is not None
            and s.fact.value >= 0
            and s.fact.stated_in is not None
            and not is_growth(metric)
        ]
        for metric in named
    )
    for a in first:
        for b in second:
            at_once = (a.period.start, a.period.end) == (b.period.start, b.period.end)
            done = (a.status in FORWARD) == (b.status in FORWARD)
            if at_once and done and a.unit == b.unit and comparable(a, b):
                return a, b
    return None
