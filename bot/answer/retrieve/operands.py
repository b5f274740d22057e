"""The operands of a question by its own words: which two facts it sets beside each other.

"What share of revenue in Asia is hardware?" names two things. Of all pairs of figures that were
found, the pair is taken whose words together hold most of the question's, where each has words of
it that the other lacks; a figure and the one that it changed from are a pair by themselves. It
knows no metric and no party, so it serves documents whose terms no glossary has; it computes
nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice

from bot.answer.retrieve.asked_about import asked_words
from bot.answer.retrieve.belonging import (
    belong,
    changed,
    comparable,
    divides,
    margin,
    part_of_total,
    together,
)
from bot.answer.retrieve.equivalents import LIGHT
from bot.answer.retrieve.held import told_words
from bot.index.search import Searcher
from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold
from bot.records import Fact, Question, ScoredFact

__all__ = ["pair_by_words"]

CHANGING = frozenset({"growth", "difference", "before"})
OTHERS = frozenset({"share", "times", "per_unit", "sum", "without"})
COMPARING = frozenset({"share", "times", "difference", "sum", "without", "growth", "per_unit"})
FACTS, NEAR_BEST = 20, 0.8
ENOUGH, TOGETHER = 0.45, 0.30
"""The share of the question's words that a pair must hold; less of two that belong together."""
LEADING, SPOKEN_OF = 4, 0.95
LEAST_SAID = 6
"""Letters after "without" that the sentence must share."""
DISTINCT = 0.08
"""What each of the two must hold of the question that the other lacks."""
TELLING, RANK, BEYOND = 0.30, 0.01, 0.25
LIGHTLY, TITLED = 0.25, 0.4


def pair_by_words(
    question: Question,
    facts: Sequence[ScoredFact],
    titles: Mapping[str, str],
    searcher: Searcher,
    read: Sequence[Fact] = (),
) -> tuple[str, str] | None:
    """The ids of the two facts that the question means, in its order; None if unsure.

    `titles` are those of the documents, by the id of their source; `read` all their figures.
    """
    operations = {m.concept for m in question.operations}
    if found := margin(question, facts):
        return found
    if not COMPARING & operations:
        return None
    pool = _pool(facts)
    grows = "growth" in operations and operations & OTHERS <= {"share"}
    if grows or (CHANGING & operations and not OTHERS & operations):
        for lead in _leads(facts) if len(pool) > 1 else ():
            if found := changed(question, lead, pool):
                return found
    if found := part_of_total(question, facts, read):
        return found
    if operations & COMPARING == {"without"} and _says_without(question, facts):
        return None
    if len(pool) < 2:
        return None
    return _told(question, pool, titles, searcher, operations)


def _pool(facts: Sequence[ScoredFact]) -> list[Fact]:
    """The figures that may be one of the two."""
    best = max((s.coverage for s in facts), default=0.0)
    return [
        s.fact
        for s in facts[:FACTS]
        if len(s.fact.values) == 1 and s.fact.stated_in and s.coverage >= NEAR_BEST * best
    ]


def _leads(facts: Sequence[ScoredFact]) -> list[Fact]:
    """The first figure, and those that speak of what is asked for as well as the best does."""
    best = max((s.topic for s in facts[:FACTS]), default=0.0)
    near = (s.fact for s in facts[1:FACTS] if s.topic >= SPOKEN_OF * best)
    return [s.fact for s in facts[:1]] + list(islice(near, LEADING))


def _says_without(question: Question, facts: Sequence[ScoredFact]) -> bool:
    """Whether "without a car" says whose figure is asked for: the leading sentence has it too."""
    asked = fold(question.standalone)
    said = " ".join(fold(s.fact.statement_en) for s in facts[:LEADING])
    words = (m for m in question.operations if m.concept == "without")
    return any(asked[m.start : m.end + LEAST_SAID] in said for m in words)


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
    best: tuple[float, Fact, Fact] | None = None
    for i, one in enumerate(pool):
        for j, other in enumerate(pool[i + 1 :], i + 1):
            if not comparable(question, one, other):
                continue
            both = sum(w * max(s[i], s[j]) for w, s in held) / total
            ours = sum(w * max(0.0, s[i] - s[j]) for w, s in held) / total
            theirs = sum(w * max(0.0, s[j] - s[i]) for w, s in held) / total
            alike = belong(question, one, other)
            told_apart = min(ours, theirs) >= DISTINCT or alike
            if both < (TOGETHER if alike else ENOUGH) or not told_apart:
                continue
            score = both + TELLING * min(ours, theirs) + together(one, other) - RANK * (i + j)
            if best is None or score > best[0]:
                best = (score, one, other)
    direct = [
        sum(w * s[n] for w, s in held) / total for n, fact in enumerate(pool) if fact.unit == "%"
    ]
    if best is None or ("share" in operations and max(direct, default=0.0) > best[0] - BEYOND):
        return None  # a sentence states the share itself
    first, second = best[1], best[2]
    if "per_unit" in operations and divides(question, first, second):
        return second.id, first.id
    return first.id, second.id


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


def _words(fact: Fact) -> str:
    clause = fact.clause.replace(CELL, " ") or f"{fact.statement_en} {fact.statement_zh}"
    label = fact.subject if fact.topic == ROW else ""
    return f"{label} {fact.period.label} {clause}"
