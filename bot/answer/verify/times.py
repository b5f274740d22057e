"""Whether the years, quarters and months of a sentence are those of the sentences that it cites.

A date must be named in the quotes, their titles or headings; where the quotes name several years,
a figure keeps the one beside it. 民國115年 is 2026; "a year earlier" stands for the year before one
that is named. It does not know when a document was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import Anchor, Reading, alike, beside, read

__all__ = ["check_times"]

YEAR = re.compile(r"(?<!\d)(?<!\d[.,])(?<!\$)(?:19|20)\d{2}(?!\d|[.,]\d)")
SHORT = re.compile(r"\b(?:fy|[1-4]q|[12]h|q[1-4] ?'?|h[12] ?'?)[ '’]?(\d{2})(?!\d)")
EARLIER = re.compile(
    r"\b(?:a|one|the) (?:year|quarter) (?:earlier|ago|before)|\bprevious|\bprior|\blast year"
    r"|\byear.on.year|\bfrom a year|去年|前一年|上年|年增|年减|同期|上一"
)
LATER = re.compile(r"\bnext year|\bfollowing year|\bcoming year|明年|隔年|次年|翌年|来年")
DURATION = re.compile(
    r"\b(?:over|within|for|in|during) (?:the )?(?:next |coming |past )?(\w+)[ -]years?\b"
)
NAMED = 2


def check_times(
    text: str, quotes: Sequence[str], context: Sequence[str], computed: bool = False
) -> list[Fault]:
    """Every date of the sentence that its ground does not hold."""
    mine = read(text)
    theirs = [read(quote) for quote in quotes]
    around = [read(words) for words in context]
    faults = _years(mine, theirs, around)
    if not faults and not computed:
        faults = _parts(mine, theirs, around)
    return faults or _moved(mine, theirs)


def _years(mine: Reading, theirs: Sequence[Reading], around: Sequence[Reading]) -> list[Fault]:
    known = {y for r in (*theirs, *around) for y in _named(r)}
    shifted = set(known)
    for reading in theirs:
        if EARLIER.search(reading.folded):
            shifted |= {y - 1 for y in known}
        if LATER.search(reading.folded):
            shifted |= {y + 1 for y in known}
    return [
        Fault("wrong_period", str(year), f"{year} is not named in the cited sentences")
        for year in dict.fromkeys(_named(mine))
        if year not in shifted
    ]


def _named(reading: Reading) -> Iterator[int]:
    for match in YEAR.finditer(reading.folded):
        yield int(match.group())
    for match in SHORT.finditer(reading.folded):
        yield 2000 + int(match.group(1))
    for date in reading.dates:
        if date.year and date.year >= 1900:
            yield date.year


def _parts(mine: Reading, theirs: Sequence[Reading], around: Sequence[Reading]) -> list[Fault]:
    """Quarters, halves and months: one that is named must be among those that the quotes name."""
    for kind, what in (("Q", "quarter"), ("H", "half"), ("month", "month"), ("day", "day")):
        known = {p for r in theirs for p in _told(r, kind)}
        wider = known | {p for r in around for p in _told(r, kind)}
        for part, said in _said(mine, kind):
            if known and part not in wider and not _implied(part, kind, theirs):
                reason = f"the cited sentences name another {what}"
                return [Fault("wrong_period", said, reason)]
    return []


def _said(reading: Reading, kind: str) -> Iterator[tuple[str, str]]:
    for date in reading.dates:
        said = reading.text[slice(*date.span)]
        if kind == "month" and date.month:
            yield str(date.month), said
        elif kind == "day" and date.day and date.month:
            yield str(date.day), said
        elif kind in ("Q", "H") and date.part and date.part.startswith(kind):
            yield date.part, said


def _told(reading: Reading, kind: str) -> set[str]:
    return {part for part, _ in _said(reading, kind)}


def _implied(part: str, kind: str, theirs: Sequence[Reading]) -> bool:
    """The last month or day of a quarter or half that the quotes name in other words."""
    if kind == "day":
        return any(_told(r, "month") and not _told(r, "day") for r in theirs)
    if kind != "month":
        return bool({p for r in theirs for p in _told(r, "month")})
    return bool({p for r in theirs for k in "QH" for p in _told(r, k)})


def _moved(mine: Reading, theirs: Sequence[Reading]) -> list[Fault]:
    """A figure set beside a year, quarter or half that the quotes set beside another figure."""
    for kind in ("year", "part"):
        their = {id(r): _anchors(r, kind) for r in theirs}
        if len({a.value for some in their.values() for a in some}) < NAMED:
            continue
        own = _anchors(mine, kind)
        for figure in mine.figures:
            said = beside(mine, (figure.start, figure.end), own)
            told = {
                beside(r, (other.start, other.end), their[id(r)])
                for r, other in alike(figure, theirs)
            }
            if said and told and None not in told and said not in told:
                reason = f"the cited sentences set {figure.text.strip()} beside {max(told, key=str)}"
                return [Fault("wrong_period", said, reason)]
    return _repeated(mine, theirs)


def _repeated(mine: Reading, theirs: Sequence[Reading]) -> list[Fault]:
    """A change from a year to the same year."""
    years = [d for d in mine.dates if d.year and not d.part and not d.month]
    for one, other in zip(years, years[1:], strict=False):
        between = mine.folded[one.span[1] : other.span[0]]
        before = mine.folded[max(0, one.span[0] - 6) : one.span[0]]
        changes = re.search(r"\bto\b|至|到|减|增|升|降", between)
        if one.year == other.year and changes and re.search(r"from|\bin|between|由|从|自", before):
            reason = "a change from a year to the same year"
            return [Fault("wrong_period", mine.text[slice(*other.span)], reason)]
    return []


def _anchors(reading: Reading, kind: str) -> list[Anchor]:
    if kind == "year":
        return [Anchor(str(d.year), d.span) for d in reading.dates if d.year]
    return [Anchor(d.part, d.span) for d in reading.dates if d.part]
