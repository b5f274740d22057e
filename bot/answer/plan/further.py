"""Further questions about a reader's own documents: what figures of theirs can be asked for.

The shipped corpus has its ledger to suggest from; where only own indexes are asked, a question
about its companies would lead nowhere. It reads the figures that retrieve read and knows no others.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer.plan.refusals import CORPUS
from bot.knowledge.cells import TOTALS
from bot.knowledge.ledger import family
from bot.language.script import fold, has_han
from bot.language.wording import ROW, Wording
from bot.records import Evidence, Fact, Question

__all__ = ["further", "of_own_only"]

COUNT = 3


def of_own_only(evidence: Evidence) -> bool:
    """Whether what was found lies in the reader's own indexes alone."""
    return bool(evidence.hits) and all(h.passage.index != CORPUS for h in evidence.hits)


def further(question: Question, evidence: Evidence, wording: Wording) -> tuple[str, ...]:
    """Up to three questions that the documents found answer, other than the one asked."""
    titles = {h.passage.source_id: next(iter(h.passage.title.values()), "") for h in evidence.hits}
    found = list(_about_figures(question, evidence, wording, titles))
    for source, title in titles.items():
        found.append(wording.about_document(title or source))
    return tuple(dict.fromkeys(q for q in found if fold(q) != fold(question.text)))[:COUNT]


def _about_figures(
    question: Question, evidence: Evidence, wording: Wording, titles: dict[str, str]
) -> Iterator[str]:
    asked = {family(m.concept) for m in question.metrics}
    folded = fold(question.text)
    seen: set[str] = set()
    for fact in evidence.read:
        title = titles.get(fact.source_id, "")
        if len(fact.values) != 1 or not title or family(fact.metric) in asked | seen:
            continue
        if fact.topic == ROW:
            worded = _of_row(fact, folded, wording)
        else:
            worded = wording.about_read(fact, title)
        if worded:
            seen.add(family(fact.metric))
            yield worded


def _of_row(fact: Fact, folded: str, wording: Wording) -> str:
    """A question about a cell, where its words are in the reader's language and not asked yet."""
    same = has_han(fact.clause) == (wording.language != "en")
    named = fold(fact.subject) in folded
    adds_up = TOTALS.search(fold(fact.subject)) is not None
    return wording.about_cell(fact) if same and not (named or adds_up) else ""
