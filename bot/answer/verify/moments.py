"""Dates told whole, and the dates on which something was said.

A month keeps its year and a day its month: June 2025 is not the June 2026 of a quote. The year in
which a forecast was made is not the year that it is about; both are told in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Reading, read
from bot.language.turns import YEAR
from bot.records import Span

__all__ = ["another_moment", "is_of_saying"]

# In English the verb or the report stands before its date, in Chinese behind it.
SAID_BEFORE = re.compile(
    r"\b(?:sa(?:id|ys|ying)|report(?:s|ed|ing)?|wrote|writing|estimat(?:e|es|ed)|projected"
    r"|forecast(?:s|ed)?|foresaw|argu(?:ed|es)|contended|insisted|warn(?:ed|s)|expect(?:ed|s)"
    r"|announced?|told|suggested|thought|reckoned|predicted|observed|found|raised|kept|narrowed"
    r"|guided|planned|stud(?:y|ies)|notes?|essay|memos?|sources?|commentary|estimates?|summar(?:y|ies)"
    r"|accounts?|surveys?|briefing|article|letter of intent|count|view)"
    r"(?: [a-z]+){0,2}? (?:in|on|of|dated|from|up to) (?:the |early |late |mid-?)?"
    r"(?:\d{1,2} )?(?:[a-z]+ )?(?:\d{1,2},? )?$"
)
SAID_LEADING = re.compile(
    r"(?:^|[;:,] |\b(?:and|but|while) )(?:in|on|by|going by|according to)?"
    r"[ \w’'.-]{0,24}?(?:in|on|of) (?:\d{1,2} )?(?:[a-z]+ )?$"
)
SPEAKS = re.compile(
    r"^,? (?:[\w’'.&-]+ ){1,5}?(?:said|says|foresaw|estimated|expected|forecast|projected|warned"
    r"|argued|told|announced|raised|kept|narrowed|lifted|guided|planned|predicted|reported|thought"
    r"|reckoned|suggested|added)\b(?! (?:in|on)\b)"
)
_TOLD = (
    "资料|报导|表示|指出|主张|认为|宣布|公布|评论|研究|警告|建议|转述|告诉|披露|说法|提出|调查|备忘录"
    "|[^游小]说(?!明)|文章|讲"
)
_MEANT = "估计|估算|预估|预期|预测|预计|规划|推估|承诺|同意|意向书|说明"
_LEAD = r"(?:\d{1,2}日|底|初|中旬?)?的?[^，,。；\d]{0,14}?"
# A month tells that an expectation was voiced then; a bare year may be the one expected.
SAID_BEHIND = re.compile(
    r"^ (?:essay|stud(?:y|ies)|report|memo|note|survey|filing|article)\b"
    rf"|^(?!会计|财政?年)(?:\d{{1,2}}月{_LEAD}(?:{_TOLD}|{_MEANT})|{_LEAD}(?:{_TOLD}))"
)
RELATIVE = re.compile(
    r"\b(?:a|one|the) year (?:earlier|ago|before|later)|\blast year|\bnext year|\bfollowing year"
    r"|\bsame (?:quarter|period|month)|去年|前一年|上年|同期|隔年|次年|翌年|明年"
)
BETWEEN = ("", " ", ",", ", ")


@dataclass(frozen=True, slots=True)
class _Moment:
    """A date as far as it is told."""

    year: int | None
    month: int | None
    day: int | None
    span: Span


@lru_cache(maxsize=4096)
def _moments(text: str) -> tuple[_Moment, ...]:
    """The dates of a text that name a month, each with the year that stands beside it."""
    reading, found = read(text), []
    years = [d for d in reading.dates if d.year and not d.month]
    for date in reading.dates:
        if not date.month:
            continue
        year, (start, end) = date.year, date.span
        for other in years if not year else ():
            behind = reading.folded[end : max(end, other.span[0])]
            if (start < other.span[0] and behind in BETWEEN) or 0 <= start - other.span[1] <= 1:
                year = other.year
        found.append(_Moment(year, date.month, date.day, date.span))
    return tuple(found)


@lru_cache(maxsize=8192)
def is_of_saying(folded: str, span: Span) -> bool:
    """Whether a year dates what is said, and not what it is said of."""
    match = YEAR.search(folded, span[0], span[1] + 1)
    if match is None:
        return False
    before = folded[: match.start()]
    behind = folded[match.end() :].removeprefix("年")
    if before.endswith("fiscal "):
        return False
    if SAID_BEFORE.search(before):
        return True
    if SAID_BEHIND.match(behind[:40]):
        return True
    return bool(SAID_LEADING.search(before) and SPEAKS.match(behind[:60]))


def another_moment(
    mine: Reading, theirs: Sequence[Reading], around: Sequence[Reading]
) -> Iterator[Fault]:
    """A month with the year, or a day with the month, of another date of the quotes."""
    dates = _moments(mine.text)
    if dates and any(RELATIVE.search(r.folded) for r in theirs):
        return
    told = [m for r in theirs for m in _moments(r.text)] if dates else []
    known = told + [m for r in around for m in _moments(r.text)] if dates else []
    for own in dates:
        years = {m.year for m in known if m.month == own.month and m.year is not None}
        other_year = own.year and years and own.year not in years
        days = {(m.month or 0, m.day) for m in known if m.day}
        other_day = (
            own.day
            and days
            and (own.month, own.day) not in days
            and any(own.month == d[0] or own.day == d[1] for d in days)
        )
        if (other_year and any(m.month == own.month for m in told)) or other_day:
            said = mine.text[slice(*own.span)]
            yield Fault("wrong_period", said, "the cited sentences name another date")
            return
    yield from _no_span(mine)


def _no_span(mine: Reading) -> Iterator[Fault]:
    """From a year to the same year."""
    years = [d for d in mine.dates if d.year and not d.month and not d.part]
    for one, other in pairwise(years):
        between = mine.folded[one.span[1] : other.span[0]].strip()
        if one.year == other.year and between in ("to", "至", "到", "-", "–", "~", "and"):
            reason = "a stretch from a year to the same year"
            yield Fault("wrong_period", mine.text[slice(*other.span)], reason)
            return
