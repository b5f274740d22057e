"""Figures of documents that belong together whatever the words: changes, margins, rates.

A figure and the one that its sentence says it changed from; a result and the revenue of the same
time; two counts of one sentence of which one divides the other. Pairs that only the question's
words tell are `bot.answer.retrieve.operands`' business.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.retrieve.kinds import MONEY, answers_kind, counts
from bot.knowledge.cells import TOTALS
from bot.knowledge.ledger import family
from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold
from bot.language.timing import timing
from bot.records import Fact, Question, ScoredFact

__all__ = [
    "belong",
    "changed",
    "comparable",
    "divides",
    "margin",
    "part_of_total",
    "together",
]

MARGINS = {
    "gross_margin": "gross_profit",
    "operating_margin": "operating_income",
    "net_margin": "net_income",
}
ONE_SENTENCE, ONE_SOURCE = 0.10, 0.20
LEAST, STATED = 0.7, 0.8
"""Shares of the best coverage: what an operand has at least, and what the margin itself has."""
LEVELS = frozenset({"revenue", "net_income", "operating_income", "gross_profit", "capex"})
NET = re.compile(r"\bnet\b|净|纯益|本期")
PER = re.compile(r"\b(?:per|each|every|a)\s+(?=[a-z])|每一?[家间个名位台辆座条人张]?")
NOUN = re.compile(r"[a-z-]+|[\u3400-\u9fff]{1,2}")


def margin(question: Question, facts: Sequence[ScoredFact]) -> tuple[str, str] | None:
    """A result and the revenue that it is a share of, where a margin is asked for and not told."""
    wanted = {m.concept for m in (*question.operations, *question.metrics)} & set(MARGINS)
    best = max((s.coverage for s in facts), default=0.0)
    told = any(
        s.fact.metric in wanted and _fits(question, s) and s.coverage >= STATED * best
        for s in facts
    )
    if len(wanted) != 1 or told:
        return None
    wanted_margin = wanted.pop()
    levels = [
        s
        for s in facts
        if s.fact.unit in MONEY and len(s.fact.values) == 1 and _fits(question, s)
        if s.topic > 0 and s.coverage >= LEAST * best
    ]
    results = [s for s in levels if s.fact.metric == MARGINS[wanted_margin]]
    if wanted_margin == "net_margin":
        results = [s for s in results if NET.search(fold(s.fact.clause))] or results
    wholes = [s for s in levels if s.fact.metric == "revenue"]
    pairs = [
        (together(r.fact, w.fact), r.score, w.fact.values[0], r.fact.id, w.fact.id)
        for r in results
        for w in wholes
        if _span(r.fact) == _span(w.fact) and r.fact.unit == w.fact.unit
    ]
    chosen = max(pairs, default=None)  # of the parts of revenue and its whole, the whole
    return (chosen[3], chosen[4]) if chosen else None


def _fits(question: Question, scored: ScoredFact) -> bool:
    """Whether a fact is of the time and of the document that are asked about."""
    if "another period" in scored.reasons:
        return False
    asked = [p for p in question.periods if p.start or p.end]
    return not (asked and _dated(scored.fact) and timing(asked, scored.fact) < 0)


def _span(fact: Fact) -> tuple[str | None, str | None]:
    return (fact.period.start, fact.period.end)


def changed(question: Question, lead: Fact, pool: Sequence[Fact]) -> tuple[str, str] | None:
    """The leading figure and the one that its own sentence says it changed from."""
    dated = [p for p in question.periods if p.start or p.end]
    several = len({(p.start, p.end) for p in dated}) > 1
    for later in pool:
        earlier = next((f for f in pool if _came_before(f, later)), None)
        if earlier is None or lead.id not in (later.id, earlier.id):
            continue
        if not several or all(_dated(f) and timing(dated, f) > 0 for f in (later, earlier)):
            return later.id, earlier.id
    return None


def _came_before(earlier: Fact, later: Fact) -> bool:
    """Told so by the sentence; or of one sentence or row, and of one year earlier."""
    if earlier.id == later.compares_to:
        return True
    spans = (earlier.period, later.period)
    if earlier.stated_in != later.stated_in or not all(p.start and p.end for p in spans):
        return False
    alike = (earlier.unit, earlier.topic) == (later.unit, later.topic)
    if later.topic != ROW:
        first, second = sorted((earlier, later), key=_place)
        side_by_side = _place(second) - _place(first) == 1 and second.clause[0] not in ";；"
        alike = alike and side_by_side and earlier.metric == later.metric
    return alike and all(
        int(old[:4]) + 1 == int(new[:4]) and old[5:7] == new[5:7]
        for old, new in ((earlier.period.start or "", later.period.start or ""),
                         (earlier.period.end or "", later.period.end or ""))
    )  # fmt: skip


def _place(fact: Fact) -> int:
    """The place of a figure among those of its sentence."""
    return int(fact.id.rpartition(".")[2])


def belong(question: Question, one: Fact, other: Fact) -> bool:
    """Whether two figures with the same words are meant together: counts of one sentence that are
    to be added up, or of which one divides the other.
    """
    if one.stated_in != other.stated_in:
        return False
    operations = {m.concept for m in question.operations}
    if "per_unit" in operations:
        return divides(question, one, other) is not None
    return "sum" in operations and all(answers_kind(question, f) > 0 for f in (one, other))


def divides(question: Question, one: Fact, other: Fact) -> bool | None:
    """Whether the first of two figures, and not the second, counts that by which is divided.

    None where nothing tells.
    """
    if (currency(one) is None) != (currency(other) is None):
        return currency(one) is None
    folded = fold(question.standalone)
    unit = PER.search(folded)
    noun = NOUN.match(folded, unit.end()) if unit else None
    if noun is None:
        return None
    told = [counts(fact, [noun.group()]) for fact in (one, other)]
    return told[0] if told[0] != told[1] else None


def currency(fact: Fact) -> str | None:
    """The currency of an amount, or of an amount a year or an hour; None for what is no money."""
    base = (fact.unit or "1").partition("/")[0]
    return base if base in MONEY else None


def together(one: Fact, other: Fact) -> float:
    """Figures of one sentence or row belong together, those of one document rather than two."""
    if one.source_id != other.source_id:
        return 0.0
    return ONE_SOURCE + (ONE_SENTENCE if one.stated_in == other.stated_in else 0.0)


def comparable(question: Question, one: Fact, other: Fact) -> bool:
    """Two figures of one unit at a time that may be meant; for a rate, of which one may divide."""
    if "share" in {m.concept for m in question.operations} and not all(
        _asked_level(question, fact) for fact in (one, other)
    ):
        return False
    asked = [p for p in question.periods if p.start or p.end]
    spans = {(p.start, p.end) for p in asked}
    if len(spans) == 1 and any(timing(asked, f) < 0 for f in (one, other) if _dated(f)):
        return False
    if "per_unit" in {m.concept for m in question.operations}:
        if one.unit in ("%", "pp") or other.unit in ("%", "pp"):
            return False
        return not (currency(one) and currency(other)) and one.values != other.values
    if one.topic == other.topic == ROW and one.stated_in != other.stated_in:
        heads = [f.clause.split(CELL)[-2:-1] for f in (one, other)]
        return one.unit == other.unit and heads[0] == heads[1]
    return one.unit == other.unit and one.values != other.values


def _asked_level(question: Question, fact: Fact) -> bool:
    """False where a share of one named figure is asked for and the fact is of another one."""
    wanted = {family(m.concept) for m in question.metrics}
    return len(wanted) != 1 or fact.metric not in LEVELS or fact.metric in wanted


def part_of_total(
    question: Question, facts: Sequence[ScoredFact], read: Sequence[Fact]
) -> tuple[str, str] | None:
    """The row that a share is asked of and its column's total, where the table has one."""
    if "share" not in {m.concept for m in question.operations}:
        return None
    for scored in facts:
        part = scored.fact
        named = scored.topic > 0 and fold(part.subject).split()[0] in fold(question.standalone)
        if part.topic != ROW or not named or not _asked_level(question, part):
            continue
        head = part.clause.split(CELL)[1:-1]
        for whole in read:
            same = (whole.source_id, whole.unit) == (part.source_id, part.unit)
            same = same and whole.topic == ROW and whole.clause.split(CELL)[1:-1] == head
            if same and whole.id != part.id and TOTALS.search(fold(whole.subject)):
                return part.id, whole.id
    return None


def _dated(fact: Fact) -> bool:
    return bool(fact.period.start or fact.period.end)
