"""Which catalogue entries a question about the sources themselves asks for.

"Which issue is the article from", "what sources do you use": the answer stands in the catalogue
and not in any passage. Each entry comes with a sentence of it that an answer can cite. It reads
no passage's text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.records import Passage, Provenance, Question, SentenceRef, Source

__all__ = ["asked_entries"]

HORIZON = "2026-01"
"""The article's own month: what came later is no example of what an answer stands on."""

KINDS: tuple[Provenance, ...] = ("filing", "release", "press", "research", "leak", "article")


def asked_entries(
    question: Question, sources: Mapping[str, Source], documents: Sequence[Passage]
) -> tuple[tuple[Source, SentenceRef], ...]:
    """The entries asked for: the article's own, or one of each kind; none for other questions."""
    cues = {m.concept for m in question.refusal_cues}
    if question.manner == "freshness":
        return _first_and_newest(sources, documents)
    if "asks_imprint" in cues and "names_article" in cues:
        wanted: tuple[Provenance, ...] = ("article",)
    elif "asks_sources" in cues and not (question.entities or question.metrics):
        wanted = KINDS
    else:
        return ()
    first: dict[str, Passage] = {}
    for passage in documents:
        first.setdefault(passage.source_id, passage)
    found = []
    for kind in wanted:
        held = [
            s
            for s in sources.values()
            if s.provenance == kind and s.id in first and _by_the_horizon(s.date)
        ]
        if held:
            newest = max(held, key=lambda s: s.date)
            passage = first[newest.id]
            found.append((newest, SentenceRef(passage.id, 0, passage.index)))
    return tuple(found)


def _first_and_newest(
    sources: Mapping[str, Source], documents: Sequence[Passage]
) -> tuple[tuple[Source, SentenceRef], ...]:
    """The article, on which answers stand, and the newest source of all."""
    first: dict[str, Passage] = {}
    for passage in documents:
        first.setdefault(passage.source_id, passage)
    held = [s for s in sources.values() if s.id in first]
    article = [s for s in held if s.provenance == "article"][:1]
    newest = sorted(held, key=lambda s: s.date)[-1:]
    return tuple(
        (s, SentenceRef(first[s.id].id, 0, first[s.id].index)) for s in (*article, *newest)
    )


def _by_the_horizon(date: str) -> bool:
    return len(date) >= len(HORIZON) and date[: len(HORIZON)] <= HORIZON
