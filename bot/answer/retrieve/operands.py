"""The operands of a question by its own words: which two facts it sets beside each other.

"What share of revenue in Asia is hardware?" names two things. Of all pairs of figures that were
found, the pair is taken whose words together hold most of the question's, where each has words of
it that the other lacks; a figure and the one that it changed from are a pair by themselves. It
knows no metric and no party, so it serves documents whose terms no glossary has; it computes
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answer.retrieve.documents import asked_words, told_words
from bot.answer.retrieve.equivalents import LIGHT
from bot.answer.retrieve.kinds import answers_kind
from bot.index.search import Searcher
from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold
from bot.language.timing import timing
from bot.records import Fact, Question, ScoredFact

__all__ = ["pair_by_words"]

MARGINS = {
    "gross_margin": "gross_profit",
    "operating_margin": "operating_income",
    "net_margin": "net_income",
}
CHANGING = frozenset({"growth", "difference", "before"})
COMPARING = frozenset({"share", "times", "difference", "sum", "without", "growth", "per_unit"})
FACTS = 20
ENOUGH = 0.45
"""The share of the question's words that a pair's words must hold together."""
DISTINCT = 0.08
"""What each of the two must hold of the question that the other lacks."""
ONE_SENTENCE, ONE_SOURCE, RANK = 0.10, 0.10, 0.01
TELLING, SUPERFLUOUS = 0.30, 0.15
LIGHTLY, TITLED = 0.25, 0.9
MONEY = frozenset({"USD", "TWD", "EUR", "JPY", "CNY", "GBP", "HKD", "KRW", "CHF"})
PER = re.compile(r"\b(?:per|each|every|a)\s+(?=[a-z])|每[一]?[家间个名位台辆座条人张]?")


def pair_by_words(
    question: Question,
    facts: Sequence[ScoredFact],
    titles: Mapping[str, str],
    searcher: Searcher,
) -> tuple[str, str] | None:
    """The ids of the two facts that the question means, in its order; None if unsure.

    `titles` are those of the documents, by the id of their source.
    """
    operations = {m.concept for m in question.operations}
    if margin := _margin(question, facts):
        return margin
    if not COMPARING & operations:
        return None
    pool = [s.fact for s in facts[:FACTS] if len(s.fact.values) == 1 and s.fact.stated_in]
    if len(pool) < 2:
        return None
    if CHANGING & operations and (changed := _changed(question, facts[0].fact, pool)):
        return changed
    return _told(question, pool, titles, searcher, operations)


def _margin(question: Question, facts: Sequence[ScoredFact]) -> tuple[str, str] | None:
    """A result and the revenue that it is a share of, where a margin is asked for and not told."""
    wanted = {m.concept for m in (*question.operations, *question.metrics)} & set(MARGINS)
    if len(wanted) != 1 or any(s.fact.metric in wanted and _fits(question, s) for s in facts):
        return None
    metric = MARGINS[wanted.pop()]
    levels = [s for s in facts if s.fact.unit in MONEY and len(s.fact.values) == 1]
    results = [s for s in levels if s.fact.metric == metric and _fits(question, s)]
    revenues = [s for s in levels if s.fact.metric == "revenue" and _fits(question, s)]
    pairs = [
        (s.score + r.score + 2 * _together(s.fact, r.fact), s.fact.id, r.fact.id)
        for s in results
        for r in revenues
        if s.fact.source_id == r.fact.source_id or s.fact.subject == r.fact.subject
        if _span(s.fact) == _span(r.fact) and s.fact.unit == r.fact.unit
    ]
    best = max(pairs, default=None)
    return (best[1], best[2]) if best else None


def _fits(question: Question, scored: ScoredFact) -> bool:
    """Whether a fact is of the time and of the document that are asked about."""
    if "another period" in scored.reasons:
        return False
    asked = [p for p in question.periods if p.start or p.end]
    return not (asked and _dated(scored.fact) and timing(asked, scored.fact) < 0)


def _span(fact: Fact) -> tuple[str | None, str | None]:
    return (fact.period.start, fact.period.end)


def _changed(question: Question, lead: Fact, pool: Sequence[Fact]) -> tuple[str, str] | None:
    """The leading figure and the one that its own sentence says it changed from."""
    dated = [p for p in question.periods if p.start or p.end]
    several = len({(p.start, p.end) for p in dated}) > 1
    for later in pool:
        earlier = next((f for f in pool if f.id == later.compares_to), None)
        if earlier is None or lead.id not in (later.id, earlier.id):
            continue
        if not several or all(_dated(f) and timing(dated, f) > 0 for f in (later, earlier)):
            return later.id, earlier.id
    return None


def _told(
    question: Question,
    pool: Sequence[Fact],
    titles: Mapping[str, str],
    searcher: Searcher,
    operations: set[str],
) -> tuple[str, str] | None:
    held = _held(question, pool, titles, searcher)
    total = sum(weight for weight, _ in held)
    if not total:
        return None
    rate = "per_unit" in operations
    best: tuple[float, Fact, Fact] | None = None
    for i, one in enumerate(pool):
        for j, other in enumerate(pool[i + 1 :], i + 1):
            if not _comparable(question, one, other, rate):
                continue
            both = sum(w * max(s[i], s[j]) for w, s in held) / total
            ours = sum(w * max(0.0, s[i] - s[j]) for w, s in held) / total
            theirs = sum(w * max(0.0, s[j] - s[i]) for w, s in held) / total
            alike = "sum" in operations and _counted_together(question, one, other)
            if both < ENOUGH or (min(ours, theirs) < DISTINCT and not alike):
                continue
            score = both + TELLING * min(ours, theirs) + _together(one, other) - RANK * (i + j)
            if best is None or score > best[0]:
                best = (score, one, other)
    if best is None:
        return None
    first, second = best[1], best[2]
    if rate and _divides(question, first, second, searcher):
        first, second = second, first
    return first.id, second.id


def _counted_together(question: Question, one: Fact, other: Fact) -> bool:
    """Two counts of the things asked for, in one sentence."""
    if one.stated_in != other.stated_in:
        return False
    return answers_kind(question, one) > 0 and answers_kind(question, other) > 0


def _divides(question: Question, one: Fact, other: Fact, searcher: Searcher) -> bool:
    """Whether the first of two figures counts the things by which the question divides."""
    if (one.unit in MONEY) != (other.unit in MONEY):
        return other.unit in MONEY
    unit = PER.search(fold(question.standalone))
    if unit is None:
        return False
    words = searcher.words(question.standalone[unit.end() :][:12], [_words(one), _words(other)])
    return bool(words) and words[0].shares[0] > words[0].shares[1]


def _held(
    question: Question, pool: Sequence[Fact], titles: Mapping[str, str], searcher: Searcher
) -> list[tuple[float, tuple[float, ...]]]:
    """Each word of the question with its weight and how far every fact's own words hold it.

    The title of its document says which of two documents is meant.
    """
    texts = [_words(fact) for fact in pool] + [titles.get(fact.source_id, "") for fact in pool]
    size = len(pool)
    return [
        (
            word.weight * (LIGHTLY if fold(word.text) in LIGHT else 1.0),
            tuple(max(word.shares[n], TITLED * word.shares[size + n]) for n in range(size)),
        )
        for word in told_words(asked_words(question, periods=True), texts, searcher)
    ]


def _together(one: Fact, other: Fact) -> float:
    """Figures of one sentence or row belong together, those of one document rather than two."""
    if one.source_id != other.source_id:
        return 0.0
    return ONE_SOURCE + (ONE_SENTENCE if one.stated_in == other.stated_in else 0.0)


def _words(fact: Fact) -> str:
    clause = fact.clause.replace(CELL, " ") or f"{fact.statement_en} {fact.statement_zh}"
    label = fact.subject if fact.topic == ROW else ""
    return f"{label} {fact.period.label} {clause}"


def _comparable(question: Question, one: Fact, other: Fact, rate: bool) -> bool:
    """Two figures of one unit at a time that may be meant, or for a rate of two units."""
    asked = [p for p in question.periods if p.start or p.end]
    spans = {(p.start, p.end) for p in asked}
    if len(spans) == 1 and any(timing(asked, f) < 0 for f in (one, other) if _dated(f)):
        return False
    if rate:
        units = {one.unit, other.unit}
        return "%" not in units and not units <= MONEY and one.values != other.values
    return one.unit == other.unit and one.values != other.values


def _dated(fact: Fact) -> bool:
    return bool(fact.period.start or fact.period.end)
