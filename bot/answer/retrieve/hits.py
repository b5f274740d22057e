"""The passages found for a question: of each open index, within the day that it is asked as of.

It searches and leaves out; it judges no passage.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping

from bot.answer.retrieve.facts import CORPUS, wants_later, within
from bot.index.search import READING, Searcher
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.office_holders import holders
from bot.records import Hit, Question, Source

__all__ = ["ARTICLE", "GLOSSARY", "beside_ours", "entries_asked", "find_hits", "of_sources"]

PASSAGES = 12
EACH, DEEPER, LIKELY = 3, 4, 0.6
"""Passages of each open index that are read at least, how much further they are looked for, and the
share of the best one's score that one of them has.
"""
ARTICLE, GLOSSARY = "article-415/", "glossary/"


def entries_asked(question: Question, glossary: Glossary) -> set[str]:
    """The glossary's passages on what the question names, or on who holds the office it asks of."""
    people = [person.id for person in holders(question, glossary)]
    named = [m.concept for m in (*question.entities, *question.terms)]
    return {f"{GLOSSARY}{concept}" for concept in (*named, *people)}


def find_hits(
    question: Question,
    searcher: Searcher,
    asked_for: Collection[str],
    ledger: Ledger | None,
    sources: Mapping[str, Source],
) -> tuple[Hit, ...]:
    """The passages found, within the as-of; of the glossary only what the question names; those
    of the article first where the question speaks of it.
    """
    found = [
        h
        for h in _of_every_index(question, searcher)
        if (not h.passage.later or wants_later(question))
        and (not h.passage.id.startswith(GLOSSARY) or h.passage.id in asked_for)
    ]
    if any(m.concept == "names_article" for m in question.refusal_cues):
        found.sort(key=lambda h: not h.passage.id.startswith(ARTICLE))
    return _known_by(question, tuple(found), ledger, sources)


def _known_by(
    question: Question,
    hits: tuple[Hit, ...],
    ledger: Ledger | None,
    sources: Mapping[str, Source],
) -> tuple[Hit, ...]:
    """The passages of sources that were out by the day asked about, or that state a figure of a day
    before it; all of them where no day is given, and those of a reader's documents.
    """
    if ledger is None or question.as_of in ("article", "latest"):
        return hits
    stated = {f.stated_in.passage_id for f in within(question, ledger) if f.stated_in}
    return tuple(
        hit
        for hit in hits
        if hit.passage.index != CORPUS
        or hit.passage.id in stated
        or hit.passage.id.startswith(GLOSSARY)
        or ((source := sources.get(hit.passage.source_id)) and source.date <= question.as_of)
    )


def beside_ours(searcher: Searcher, text: str, k: int) -> tuple[Hit, ...]:
    """The best k passages for a text, and those of our own reading that stand among them."""
    hits = searcher.search(text, k=k)
    ours = sum(h.passage.source_id == READING for h in hits)
    return searcher.search(text, k=k + ours) if ours else hits


def of_sources(searcher: Searcher, text: str, k: int) -> tuple[Hit, ...]:
    """The best k passages for a text, without those of our own reading, which give no figure."""
    found = beside_ours(searcher, text, k)
    return tuple(h for h in found if h.passage.source_id != READING)[:k]


def _of_every_index(question: Question, searcher: Searcher) -> tuple[Hit, ...]:
    """The best passages, and a few of each open index that has hardly any of them: a question may
    ask of two indexes, and a long one drowns a short one. Our own reading takes no source's place.
    """
    hits = beside_ours(searcher, question.standalone, PASSAGES)
    names = [used.name for used in searcher.indexes]
    if len(names) < 2:
        return hits
    held = Counter(h.passage.index for h in hits)
    if all(held[name] >= EACH for name in names):
        return hits
    known = {(h.passage.index, h.passage.id) for h in hits}
    more = searcher.search(question.standalone, k=DEEPER * PASSAGES)
    added = []
    for hit in (h for h in more if (h.passage.index, h.passage.id) not in known):
        held[hit.passage.index] += 1
        if held[hit.passage.index] <= EACH and hit.score >= LIKELY * hits[0].score:
            added.append(hit)
    return (*hits, *added)
