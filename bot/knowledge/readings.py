"""Figures of a reader's own document as facts: what each measures, whose it is, of when.

The corpus has its ledger; a document that somebody indexed has only sentences and table rows. Each
figure in them becomes a fact with the metric named nearest to it, the party and the period of its
clause, and the sentence that states it, so that the same rules answer and compute from both. It
reads one passage at a time, by the order of words: no grammar, and no figure is changed.
"""

from __future__ import annotations

from functools import lru_cache

from bot.knowledge.cells import cells_of, read_row
from bot.knowledge.figures_read import CELL, DOCUMENT, ROW, Reading
from bot.knowledge.prose import read_prose, year_told
from bot.language.glossary import Glossary
from bot.records import Fact, Passage, SentenceRef

__all__ = ["CELL", "DOCUMENT", "ROW", "read_facts"]

UNDATED = "0001-01-01"


def read_facts(passage: Passage, glossary: Glossary) -> tuple[Fact, ...]:
    """Every figure of a passage as a fact, in the order of its sentences."""
    facts: list[Fact] = []
    for lang, spans in passage.sentences.items():
        title = passage.title.get(lang, passage.source_id)
        earlier = ""
        for number, (start, end) in enumerate(spans):
            around = (passage.heading.get(lang, ""), title, earlier)
            readings = _sentence(passage.text[lang][start:end], lang, around, glossary)
            earlier = year_told(passage.text[lang][start:end]) or earlier
            for place, reading in enumerate(readings):
                ref = SentenceRef(passage.id, number, passage.index)
                sentence = passage.text[lang][start:end]
                facts.append(_fact(reading, ref, place, passage.source_id, sentence, title))
    return tuple(facts)


def _fact(
    reading: Reading, ref: SentenceRef, place: int, source: str, sentence: str, title: str
) -> Fact:
    quantity = reading.quantity
    ranged = quantity.low is not None
    stem = f"{ref.index}/{ref.passage_id}#{ref.sentence}"
    return Fact(
        id=f"{stem}.{place}",
        topic=reading.topic,
        subject=reading.subject or title,
        counterparty=None,
        metric=reading.metric,
        value=None if ranged else quantity.value,
        low=quantity.low,
        high=quantity.high,
        series=(),
        unit=quantity.unit,
        bound=quantity.bound,
        signed=quantity.value < 0,
        period=reading.period,
        as_of=reading.period.end or reading.period.start or UNDATED,
        status=reading.status,
        provenance="reader",
        confidence="high",
        compares_to=f"{stem}.{reading.earlier}" if reading.earlier >= 0 else None,
        statement_en=sentence,
        statement_zh=sentence,
        source_id=source,
        stated_in=ref,
        clause=reading.clause,
    )


@lru_cache(maxsize=8192)
def _sentence(
    text: str, lang: str, around: tuple[str, ...], glossary: Glossary
) -> tuple[Reading, ...]:
    cells = cells_of(text)
    if cells:
        return tuple(read_row(cells, lang, around, glossary))
    return tuple(read_prose(text, lang, around, glossary))
