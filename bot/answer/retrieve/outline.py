"""What is told of a whole: the outline of one document for a summary, or the catalogue's entries.

The outline is the leading sentence of each of a document's sections.

Reads stored passages only; how many of the sentences are told is for plan.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answer.retrieve.catalogue import asked_entries
from bot.knowledge.ledger import Ledger
from bot.language.quantities import read_quantities
from bot.language.whole import of_all_later
from bot.records import Hit, Passage, Question, SentenceRef, Source

ARTICLE = "article-415"
GLOSSARY = "glossary"
OF_EACH = 3
"""Facts told of each digest where all that came later is asked for."""


def found_whole(
    question: Question,
    hits: Sequence[Hit],
    documents: Sequence[Passage],
    ledger: Ledger | None,
    sources: Mapping[str, Source],
) -> tuple[tuple[SentenceRef, ...], tuple[tuple[Source, SentenceRef], ...]]:
    """The outline where a summary is asked for, and the catalogue's entries where those are."""
    if of_all_later(question) and ledger is not None:
        return _later(question, documents, ledger), ()
    outlined = question.intent == "summary" and bool(documents)
    outline = find_outline(question, hits, documents, ledger) if outlined else ()
    return outline, asked_entries(question, sources, documents)


def find_outline(
    question: Question, hits: Sequence[Hit], documents: Sequence[Passage], ledger: Ledger | None
) -> tuple[SentenceRef, ...]:
    """The leading sentence of each section of the document that the question is about.

    That is the article, unless the question names a party: then the digest with the best hits.
    A section leads with its first sentence that states a fact, else its first with a figure; the
    document's last sentence, where authors conclude, closes the outline.
    """
    document = ARTICLE
    if question.entities or question.metrics:
        weights: dict[str, float] = {}
        for hit in hits:
            name = hit.passage.id.partition("/")[0]
            weights[name] = weights.get(name, 0.0) + hit.score
        weights.pop(GLOSSARY, None)
        document = max(weights, key=lambda name: (weights[name], name), default=ARTICLE)
    sections: dict[str, list[SentenceRef]] = {}
    for passage in documents:
        if passage.id.partition("/")[0] == document:
            heading = next(iter(passage.heading.values()), "")
            count = len(next(iter(passage.sentences.values())))
            sections.setdefault(heading, []).extend(
                SentenceRef(passage.id, n, passage.index) for n in range(count)
            )
    texts = {p.id: p for p in documents if p.id.partition("/")[0] == document}
    leading = [_leading(refs, texts, ledger) for refs in sections.values()]
    closing = next((refs[-1] for refs in reversed(sections.values())), None)
    return tuple(dict.fromkeys([*leading, *([closing] if closing else [])]))


def _leading(
    refs: Sequence[SentenceRef], passages: Mapping[str, Passage], ledger: Ledger | None
) -> SentenceRef:
    stated = next((r for r in refs if ledger and ledger.stated_at(r)), None)
    return stated or next((r for r in refs if _has_figure(passages[r.passage_id], r)), refs[0])


def _has_figure(passage: Passage, ref: SentenceRef) -> bool:
    lang = next(iter(passage.text))
    start, end = passage.sentences[lang][ref.sentence]
    return bool(read_quantities(passage.text[lang][start:end]))


def _later(
    question: Question, documents: Sequence[Passage], ledger: Ledger
) -> tuple[SentenceRef, ...]:
    """Of each later digest the first facts, the oldest first; none before the day that is named."""
    since = max((p.end or p.start or "" for p in question.periods), default="")
    until = question.as_of if question.as_of[:1].isdigit() else "9999"
    taken: dict[str, list[tuple[str, SentenceRef]]] = {}
    for passage in (p for p in documents if p.later):
        count = len(next(iter(passage.sentences.values())))
        refs = [SentenceRef(passage.id, n, passage.index) for n in range(count)]
        for ref, facts in ((r, ledger.stated_at(r)) for r in refs):
            if facts and since < facts[0].as_of <= until:
                taken.setdefault(passage.id.partition("/")[0], []).append((facts[0].as_of, ref))
                break
    return tuple(
        ref
        for _, ref in sorted(
            (pair for found in taken.values() for pair in found[:OF_EACH]), key=lambda pair: pair[0]
        )
    )
