"""Further questions about a reader's own documents: what figures of theirs can be asked for.

The shipped corpus has its ledger to suggest from; where only own indexes are asked, a question
about its companies would lead nowhere. It reads the figures that retrieve read and knows no others.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.answer.plan.own_telling import CORPUS
from bot.knowledge.cells import TOTALS
from bot.knowledge.ledger import family
from bot.language.script import fold, has_han
from bot.language.wording import ROW, Wording
from bot.records import Evidence, Fact, Question

__all__ = ["further", "led_by_own"]

COUNT = 3


def led_by_own(evidence: Evidence) -> bool:
    """Whether a document of the reader's own answers best, of what all open indexes hold."""
    if not evidence.facts or not evidence.sentences:
        return False
    fact, sentence = evidence.facts[0].fact, evidence.sentences[0]
    return fact.provenance == "reader" and sentence.ref.index != CORPUS


def _leading_source(evidence: Evidence) -> str:
    """The document that the answer is drawn from, as far as its best figure and sentence say."""
    lead = next((s.fact for s in evidence.facts[:1] if s.fact.provenance == "reader"), None)
    if lead is not None:
        return lead.source_id
    refs = (s.ref for s in evidence.sentences[:1] if s.ref.index != CORPUS)
    return next((evidence.passage(ref).source_id for ref in refs), "")


def further(question: Question, evidence: Evidence, wording: Wording) -> tuple[str, ...]:
    """Up to three questions that the documents found answer, other than the one asked."""
    lead = _leading_source(evidence)
    own = (h for h in evidence.hits if h.passage.index != CORPUS)
    titles = {h.passage.source_id: next(iter(h.passage.title.values()), "") for h in own}
    titles = dict(sorted(titles.items(), key=lambda item: item[0] != lead))
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
    for fact in sorted(evidence.read, key=lambda f: f.source_id != next(iter(titles), "")):
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
