"""Figures of a reader's own document as facts: what each measures, whose it is, of when.

The corpus has its ledger; a document that somebody indexed has only sentences and table rows. Each
figure in them becomes a fact with the metric named nearest to it, the party and the period of its
clause, and the sentence that states it, so that the same rules answer and compute from both. It
reads one passage at a time, by the order of words: no grammar, and no figure is changed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bot.knowledge.cells import cells_of, read_row
from bot.knowledge.figures_read import CELL, DOCUMENT, ROW, Reading
from bot.knowledge.lent_units import DATE, YEAR, preface_of, sentence_lent
from bot.knowledge.prefaces import year_end, year_stated
from bot.knowledge.prose import read_prose, year_told
from bot.language.glossary import Glossary
from bot.language.own_years import Calendar, year_to
from bot.language.periods import read_periods
from bot.records import Fact, Passage, Period, SentenceRef

__all__ = ["CELL", "DOCUMENT", "ROW", "calendar_of", "read_facts"]

UNDATED = "0001-01-01"
_REPUBLIC = re.compile(r"(?<![\d,.])(1[0-2]\d)年(?:度)?")
_BESIDE = re.compile(r"[(（](?:in )?(?:19|20)\d\d ?[:：年]")
"""A year in brackets behind a figure, which is a year of the document as in its tables."""


def read_facts(passage: Passage, glossary: Glossary) -> tuple[Fact, ...]:
    """Every figure of a passage as a fact, in the order of its sentences."""
    facts: list[Fact] = []
    calendar = calendar_of(passage)
    for lang, spans in passage.sentences.items():
        title = passage.title.get(lang, passage.source_id)
        earlier = ""
        for number, (start, end) in enumerate(spans):
            around = (passage.heading.get(lang, ""), title, earlier)
            said = sentence_lent(passage, lang, number)
            readings = _sentence(said, lang, around, glossary, calendar)
            earlier = year_told(passage.text[lang][start:end]) or earlier
            for place, reading in enumerate(readings):
                ref = SentenceRef(passage.id, number, passage.index)
                sentence = passage.text[lang][start:end]
                told = _dated(reading, calendar)
                facts.append(_fact(told, ref, place, passage.source_id, sentence, title))
    return tuple(facts)


def calendar_of(passage: Passage) -> Calendar:
    """How the years of a passage's document run, and which is "this year" in it, as its title, its
    heading or a sentence of its own says.
    """
    lang = next(iter(passage.text))
    title, heading = passage.title.get(lang, ""), passage.heading.get(lang, "")
    year, day = preface_of(passage, YEAR), preface_of(passage, DATE)
    stated = year.text if year else ""
    ends = year_end(title) or year_end(heading) or (year_stated(stated) if stated else "")
    named = [p for text in (title, heading, stated) for p in read_periods(text) if p.end]
    whole = [p for p in named if p.kind in ("ttm", "year") and p.end]
    if whole:
        return Calendar(ends, max(int(str(p.end)[:4]) for p in whole))
    written = next((p.end for p in read_periods(day.text) if p.start and p.end), "") if day else ""
    return Calendar(ends, int(written[:4]) if written and not ends else 0)


def _dated(reading: Reading, calendar: Calendar) -> Reading:
    """A reading with the period that its document means: a table's head, a year in brackets, and a
    year that is named by its number (FY26).
    """
    if reading.topic != ROW:
        told = _BESIDE.search(reading.clause) is not None
        return replace(reading, period=_in_year(reading.period, calendar.ends)) if told else reading
    return replace(reading, period=_in_year(calendar.dated(_of_head(reading)), calendar.ends))


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
    first, last = year_to(int(end[:4]), ends)
    return replace(period, start=first, end=last)


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
    text: str, lang: str, around: tuple[str, ...], glossary: Glossary, calendar: Calendar
) -> tuple[Reading, ...]:
    cells = cells_of(text)
    if cells:
        return tuple(read_row(cells, lang, around, glossary))
    return tuple(read_prose(text, lang, around, glossary, calendar))
