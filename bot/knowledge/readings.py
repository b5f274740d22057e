"""Figures of a reader's own document as facts: what each measures, whose it is, of when.

The corpus has its ledger; a document that somebody indexed has only sentences and table rows. Each
figure in them becomes a fact with the metric named nearest to it, the party and the period of its
clause, and the sentence that states it, so that the same rules answer and compute from both. It
reads one passage at a time, by the order of words: no grammar, and no figure is changed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from bot.knowledge.cells import cells_of, read_row
from bot.knowledge.figures_read import CELL, DOCUMENT, ROW, Reading
from bot.knowledge.prose import read_prose, year_told
from bot.language.glossary import Glossary
from bot.language.periods import read_periods
from bot.records import Fact, Passage, Period, SentenceRef

__all__ = ["CELL", "DOCUMENT", "ROW", "read_facts"]

UNDATED = "0001-01-01"
_REPUBLIC = re.compile(r"(?<![\d,.])(1[0-2]\d)年(?:度)?")
_BESIDE = re.compile(r"[(（](?:in )?(?:19|20)\d\d ?[:：年]")
"""A year in brackets behind a figure, which is a year of the document as in its tables."""
YEAR = (358, 371)
"""Days from the first to the last of a year, or of 52 or 53 weeks."""


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
            own_year = _own_year(title) or _own_year(around[0])
            for place, reading in enumerate(readings):
                ref = SentenceRef(passage.id, number, passage.index)
                sentence = passage.text[lang][start:end]
                told = _dated(reading, own_year)
                facts.append(_fact(told, ref, place, passage.source_id, sentence, title))
    return tuple(facts)


@lru_cache(maxsize=1024)
def _own_year(title: str) -> str:
    """The month and day on which the years of a document end whose title says so; else empty."""
    for period in read_periods(title):
        if period.start and period.end and not period.end.endswith("12-31"):
            days = (date.fromisoformat(period.end) - date.fromisoformat(period.start)).days
            if YEAR[0] <= days <= YEAR[1]:
                return period.end[4:]
    return ""


def _dated(reading: Reading, own_year: str) -> Reading:
    """A reading of a table's row with the period that its head and its document mean."""
    if reading.topic != ROW:
        told = _BESIDE.search(reading.clause) is not None
        return replace(reading, period=_in_year(reading.period, own_year)) if told else reading
    return replace(reading, period=_in_year(_of_head(reading), own_year))


def _of_head(reading: Reading) -> Period:
    """The period of a cell, which a year of the Republic heads without its name: 114年營收."""
    found = _REPUBLIC.search(reading.clause)
    if found is None or reading.period.start or reading.period.end:
        return reading.period
    year = str(int(found[1]) + 1911)
    return Period(year, f"{year}-01-01", f"{year}-12-31", "year")


def _in_year(period: Period, ends: str) -> Period:
    """A calendar year told by a table as the year of its document that ends within it."""
    start, end = period.start or "", period.end or ""
    if not ends:
        return period
    if not (start.endswith("-01-01") and end.endswith("-12-31") and start[:4] == end[:4]):
        return period
    last = date.fromisoformat(end[:4] + ends)
    first = date.fromisoformat(f"{last.year - 1}{ends}") + timedelta(days=1)
    return replace(period, start=first.isoformat(), end=last.isoformat())


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
