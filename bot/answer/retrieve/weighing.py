"""Facts read from documents, weighed by the question's own words, by kind of figure and by time.

The ledger arm scores them as it scores the ledger; here their clause counts in its place (its
sentence, heading, title), a figure of the wrong kind or stretch of time falls back, and rows that
the question does not tell apart answer nothing. It decides nothing about enough or too little.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.answer.retrieve.cells_named import STRANGE, told_by_cells
from bot.answer.retrieve.documents import THERE, Place, Said, documents_of, place_of, weigh
from bot.answer.retrieve.kinds import answers_kind, asks_name, same_stretch
from bot.answer.retrieve.own_counted import counts_the_asked
from bot.index.search import Searcher
from bot.knowledge.cells import TOTALS
from bot.knowledge.ledger import alike, family
from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold, has_han
from bot.language.turns import AFTER_CHANGE
from bot.records import Fact, Hit, Question, ScoredFact

__all__ = ["OVER_ROWS", "SUBJECTS", "weigh_documents", "words_of"]

WORDS, METRIC, STRANGER, OTHER_TIME = 0.45, 0.25, 0.30, 0.25
"""As in the ledger arm (`bot.answer.retrieve.facts`)."""
KIND, TOPIC, OWN = 0.15, 0.30, 0.30
OVER_ROWS = frozenset({"sum", "total", "average", "highest", "lowest"})
FOREIGN, COUNTED = 0.08, 0.07
WHOLLY = 0.9
"""The share of what is asked that the row of totals must speak of."""
SUBJECTS = 3
"""Rows of a table that have the same words of a question: it names none of them."""
UNASKED, UNMEASURED, UNNAMED = 0.35, 0.5, 0.6
EARLIER, CHANGE = 0.06, 0.15
"""What the figure before a change loses to the one after it, and points of change to a level."""
CHANGES = frozenset({"growth", "difference", "before", "times", "share", "sum", "average"})
_BEFORE = re.compile(
    r"\b(?:before|earlier|previous(?:ly)?|former(?:ly)?|used to|original(?:ly)?|last year|was it)\b"
    r"|原[本先来來]?|之前|以前|先前|前一?年|去年同期|[本当當]初"
)
PARTS = {
    "gross_margin": ("gross_profit", "revenue"),
    "operating_margin": ("operating_income", "revenue"),
    "net_margin": ("net_income", "revenue"),
}
"""What a margin that no document states is worked out from."""


def weigh_documents(
    question: Question, scored: Sequence[ScoredFact], hits: Sequence[Hit], searcher: Searcher
) -> list[ScoredFact]:
    """The facts with what documents' own words say of them; the ledger's fall behind where other
    words are asked for.
    """
    found = _told_apart(question, _of_documents(question, scored, hits, searcher))
    titles = {
        hit.passage.source_id: " ".join(
            (*hit.passage.title.values(), *hit.passage.heading.values())
        )
        for hit in hits
    }
    return told_by_cells(question, found, titles, searcher)


def words_of(fact: Fact, english: bool) -> str:
    """The words of a fact that the question's are compared with."""
    if fact.clause:
        return f"{fact.subject} {fact.clause}"
    return fact.statement_en if english else fact.statement_zh


def _of_documents(
    question: Question, scored: Sequence[ScoredFact], hits: Sequence[Hit], searcher: Searcher
) -> list[ScoredFact]:
    """Where documents are searched, facts count as far as their words are asked for.

    A read fact's words count in their place: its sentence, its heading, its document's title.
    """
    if not any(s.fact.clause for s in scored):
        return list(scored)
    found = {(h.passage.index, h.passage.id): h for h in hits}
    documents = documents_of(hits)
    places = [_place(s.fact, found, documents, question.language) for s in scored]
    told = weigh(question, places, searcher)
    earlier = {s.fact.compares_to for s in scored} if _asks_level(question) else set()
    return [
        _in_its_time(_weighed(question, s, said), earlier)
        if s.fact.clause
        else replace(s, score=round(s.score + TOPIC * (min(said.coverage, said.topic) - 1), 6))
        for s, said in zip(scored, told, strict=True)
    ]


def _asks_level(question: Question) -> bool:
    """Whether one figure is asked for, of no time: then the latest is meant, as it was reported."""
    dated = any(p.start or p.end for p in question.periods)
    of_change = CHANGES & {m.concept for m in question.operations}
    if AFTER_CHANGE.search(fold(question.standalone)):
        return True
    return not dated and not of_change and _BEFORE.search(fold(question.standalone)) is None


def _in_its_time(scored: ScoredFact, earlier: Collection[str | None]) -> ScoredFact:
    """The fact, behind the figure that its own sentence says it changed to."""
    lower = EARLIER if scored.fact.id in earlier else 0.0
    lower += CHANGE if earlier and scored.fact.unit == "pp" and scored.fact.metric else 0.0
    return replace(scored, score=round(scored.score - lower, 6)) if lower else scored


def _told_apart(question: Question, scored: Sequence[ScoredFact]) -> list[ScoredFact]:
    """Rows of one table that the question's words do not tell apart answer none of it."""
    if OVER_ROWS & {m.concept for m in question.operations}:
        return list(scored)
    rows: dict[tuple[str, ...], list[ScoredFact]] = {}
    for s in scored:
        if s.fact.topic == ROW:
            whole = "total" if TOTALS.search(fold(s.fact.subject)) else ""
            key = (s.fact.source_id, s.fact.metric, s.fact.unit or "", s.fact.period.label, whole)
            rows.setdefault(key, []).append(s)
    alike = {
        s.fact.id
        for group in rows.values()
        if len(group) >= SUBJECTS and len({(r.coverage, r.topic) for r in group}) == 1
        for s in group
    }
    return [
        replace(s, score=s.score - STRANGER, topic=0.0, named=False) if s.fact.id in alike else s
        for s in scored
    ]


def _place(
    fact: Fact,
    found: Mapping[tuple[str, str], Hit],
    documents: Mapping[tuple[str, str], tuple[str, ...]],
    language: str,
) -> Place:
    ref = fact.stated_in
    hit = found.get((ref.index, ref.passage_id)) if ref else None
    words = fact.clause.replace(CELL, " ")
    if hit is None or not fact.clause:
        said = words_of(fact, language == "en")
        return Place(said, said, "", (said,))
    return place_of(hit, words, fact.statement_en, documents)


def _weighed(question: Question, scored: ScoredFact, said: Said) -> ScoredFact:
    """A read fact with the coverage that it has in its place, and by the kind of figure asked."""
    kind = answers_kind(question, scored.fact, said.own)
    score = scored.score + WORDS * (said.coverage - scored.coverage) + KIND * kind
    score += TOPIC * (said.topic - 1) + OWN * said.own
    score += COUNTED * counts_the_asked(question.standalone, scored.fact)
    if scored.fact.metric in PARTS.get(_margin(question), ()):
        score += METRIC
    if not same_stretch(question.periods, scored.fact.period):
        score -= OTHER_TIME
    if said.strange:
        score -= STRANGER
    if has_han(scored.fact.clause) != (question.language != "en"):
        score -= FOREIGN  # of two documents the one in the question's language comes first
    if asks_name(question):
        score = min(score, UNASKED)
    topic = 0.0 if said.strange else said.topic * _measured(scored.fact, question)
    if _adds_up_others(question, scored.fact, topic):
        score, topic = score - STRANGER, 0.0
    named = (scored.named or kind > 0) and not said.strange and topic >= THERE
    reasons = scored.reasons
    if not same_stretch(question.periods, scored.fact.period):
        reasons = (*reasons, "another period")
    if said.strange:
        reasons = (*reasons, STRANGE)
    return replace(
        scored,
        score=round(score, 6),
        coverage=said.coverage,
        topic=topic,
        named=named and kind >= 0,
        reasons=reasons,
    )


def _adds_up_others(question: Question, fact: Fact, topic: float) -> bool:
    """Whether a table's total stands where the question's words name something less."""
    over = OVER_ROWS & {m.concept for m in question.operations}
    total = fact.topic == ROW and TOTALS.search(fold(fact.subject)) is not None
    return total and not over and topic < WHOLLY


def _measured(fact: Fact, question: Question) -> float:
    """1, or less where the question names a metric and the figure is of another."""
    wanted = {family(m.concept) for m in question.metrics}
    parts = PARTS.get(_margin(question), ())
    if not wanted or family(fact.metric) in wanted or fact.metric in parts or fact.topic == ROW:
        return 1.0
    if not fact.metric:
        return UNNAMED
    return 1.0 if alike(fact.metric, wanted) else UNMEASURED


def _margin(question: Question) -> str:
    named = {m.concept for m in (*question.operations, *question.metrics)}
    return next((margin for margin in PARTS if margin in named), "")
