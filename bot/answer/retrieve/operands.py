"""The operands of a question by its own words: which fact each side of "A of B" speaks of.

"What share of revenue in Asia is hardware?" has two phrases around a connecting word. Each way of
cutting the question there is tried: the facts that cover one phrase and not the other are a pair.
It knows no metric and no party, so it serves documents whose terms no glossary has; it computes
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.index.search import Searcher
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.records import Fact, Question, ScoredFact

COMPARING = frozenset({"share", "times", "difference", "sum", "without", "growth", "per_unit"})
CONNECTORS = re.compile(
    r"\b(?:and|of|than|to|versus|vs\.?|from|over|with|by|per|in|for|as)\b"
    r"|[和与跟占佔比对除加减至到及、]|之间|相较|相对"
)
FACTS = 16
CUTS = 6
ENOUGH = 0.45
ONE_SENTENCE, ONE_SOURCE = 0.25, 0.15
OTHERS = 0.6
"""What a fact's cover of the other phrase takes from its cover of its own."""


def pair_by_words(
    question: Question, facts: Sequence[ScoredFact], searcher: Searcher
) -> tuple[str, str] | None:
    """The ids of the two facts that the question's phrases name, in its order; None if unsure."""
    if not COMPARING & {m.concept for m in question.operations}:
        return None
    pool = [s.fact for s in facts[:FACTS] if len(s.fact.values) == 1 and s.fact.stated_in]
    if len(pool) < 2:
        return None
    texts, own = [_words(fact) for fact in pool], [_own_words(fact) for fact in pool]
    rate = "per_unit" in {m.concept for m in question.operations}
    best: tuple[float, Fact, Fact] | None = None
    for left, right in _cuts(question.standalone):
        of_left = [c.score for c in searcher.coverage(left, texts)]
        of_right = [c.score for c in searcher.coverage(right, texts)]
        crossed_left = [c.score for c in searcher.coverage(left, own)]
        crossed_right = [c.score for c in searcher.coverage(right, own)]
        for i, one in enumerate(pool):
            for j, other in enumerate(pool):
                if i == j or not _comparable(one, other, rate):
                    continue
                ours, theirs = of_left[i], of_right[j]
                score = ours + theirs - OTHERS * (crossed_right[i] + crossed_left[j])
                score -= 0.01 * (i + j)
                score += _together(one, other)
                if min(ours, theirs) >= ENOUGH and (best is None or score > best[0]):
                    best = (score, one, other)
    return (best[1].id, best[2].id) if best is not None and best[0] > 0 else None


def _together(one: Fact, other: Fact) -> float:
    """Figures of one sentence or row belong together, those of one document rather than two."""
    if one.stated_in == other.stated_in:
        return ONE_SENTENCE
    return ONE_SOURCE if one.source_id == other.source_id else 0.0


def _words(fact: Fact) -> str:
    clause = fact.clause or f"{fact.statement_en} {fact.statement_zh}"
    return f"{fact.subject} {fact.period.label} {clause}"


def _own_words(fact: Fact) -> str:
    """The words that only this figure has: of a row, not its label."""
    words = _words(fact)
    return words.replace(fact.subject, " ") if fact.topic == ROW else words


def _comparable(one: Fact, other: Fact, rate: bool) -> bool:
    """Two amounts of one unit, or for a rate an amount and a count."""
    if rate:
        return one.unit != other.unit and other.unit != "%"
    return one.unit == other.unit and one.values != other.values


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    """The question in two, at each connecting word; the likeliest cuts are in its middle."""
    found = [(text[: m.start()], text[m.end() :]) for m in CONNECTORS.finditer(fold(text))]
    found = [(a, b) for a, b in found if _says(a) and _says(b)]
    found.sort(key=lambda cut: abs(len(cut[0]) - len(cut[1])))
    yield from found[:CUTS]


def _says(text: str) -> bool:
    return sum(char.isalnum() for char in text) >= 2
