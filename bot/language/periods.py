"""Stretches of time in Chinese and English text: fiscal, calendar, relative.

A fiscal period gets dates only where the company's calendar is known; `Oracle's Q2 2025` without
the word fiscal is the calendar quarter that it says. Relative words (last year, 去年同期) keep
their word and get no dates: this module does not know what day it is. Durations (5 years) are
quantities, not periods. Does not read seasons, numbered weeks or times of day.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from bot.language.calendars import Dates, calendar_dates, fiscal_dates, months_to
from bot.language.dates import Dated, read_dates
from bot.language.script import fold
from bot.records import Period

__all__ = ["overlaps", "read_periods"]

_JOIN = re.compile(r"(?:'s)?[ ,-]*(?:(?:of|in|for|的|之) ?)?(?:the |its |their )?")
_TO = re.compile(r" ?(?:to|through|until|[-~]|至|到) ?(?:the )?")
_AND = re.compile(
    r" ?(?:,? ?(?:and|or|versus|vs\.?|against|than|compared (?:with|to))|[,/、和与跟及或对]"
    r"|还是|相比)"
    r" ?(?:(?:in|for|of) )?(?:the )?"
)
_LABEL = re.compile(r"(?:FY(?P<year>\d{4}))?\s*(?P<part>Q[1-4]|H[12])?$")
_EDGE_WORDS = {"end": "end of ", "start": "start of ", "middle": "middle of ", "early": "early "}
_EDGE_WORDS |= {
    "late": "late ",
    "12": "four quarters to ",
    "9": "nine months to ",
    "3": "quarter to ",
}
_EDGE_KINDS = {"end": "instant", "start": "instant", "12": "ttm", "9": "ytd", "3": "quarter"}
SHORT = 1000
"""A text of no more characters is a sentence that is likely to be read again."""
_YEARS = frozenset({"zh_year", "year", "roc", "roc_bare"})


def read_periods(text: str, fiscal_of: str | None = None) -> tuple[Period, ...]:
    """The periods that the text names, in text order, without overlaps.

    `fiscal_of` is the glossary id of the company whose fiscal calendar dates fiscal periods.
    """
    return (_remembered if len(text) <= SHORT else _read)(text, fiscal_of)


def _read(text: str, fiscal_of: str | None) -> tuple[Period, ...]:
    folded = fold(text)
    found: list[Dated] = []
    for one in read_dates(text):
        joined = _join(found[-1], one, folded) if found else None
        if joined:
            found[-1] = joined
        else:
            found.append(one)
    found = [one for one in found if one.kind != "roc_bare" or one.month or one.part]
    return tuple(_period(one, text, fiscal_of) for one in _ranges(found, folded))


_remembered = lru_cache(maxsize=8192)(_read)


def overlaps(a: Period, b: Period) -> bool:
    """Whether two periods share a day; where one has no dates, whether their labels agree.

    Labels agree when the fiscal year and quarter that both name are the same. Relative words
    overlap nothing.
    """
    (a_start, a_end), (b_start, b_end) = _bounds(a), _bounds(b)
    if (a_start or a_end) and (b_start or b_end):
        # ISO dates sort as text; a side that is open reaches as far as need be.
        return (not a_start or not b_end or a_start <= b_end) and (
            not b_start or not a_end or b_start <= a_end
        )
    one, other = _LABEL.search(a.label), _LABEL.search(b.label)
    if "relative" in (a.kind, b.kind) or not one or not other:
        return False
    shared = [key for key in ("year", "part") if one[key] and other[key]]
    return bool(shared) and all(one[key] == other[key] for key in shared)


def _bounds(period: Period) -> tuple[str | None, str | None]:
    if period.kind == "instant":
        return period.start or period.end, period.end or period.start
    return period.start, period.end


def _join(a: Dated, b: Dated, folded: str) -> Dated | None:
    """Two neighbours that are one period: 2025年 + 第三季, Q2 + FY26, 5 May + 2025."""
    if not _JOIN.fullmatch(folded, a.span[1], b.span[0]) or a.until:
        return None
    if b.until:
        return _of_months(a, b) if b.kind == "zh_months" else None
    span = (a.span[0], b.span[1])
    year, other = (a, b) if a.year else (b, a)
    if "relative" in (a.kind, b.kind):
        return replace(a, span=span, kind="relative") if "part" in (a.kind, b.kind) else None
    if not year.year or other.year or year.month or year.part or (a.edge and a is year):
        return None
    if other.kind == "part":
        fiscal = year.fiscal or other.fiscal
        return replace(other, span=span, year=year.year, fiscal=fiscal, edge=b.edge or a.edge)
    # A month joins the year before it in Chinese (2025年9月), the one after it in English.
    if (other.kind == "zh_month" and other is b) or (other.kind == "month" and other is a):
        return None if year.fiscal else replace(
            other, span=span, year=year.year, edge=b.edge or a.edge
        )  # fmt: skip
    return None


def _of_months(year: Dated, months: Dated) -> Dated | None:
    """From a month to another of the year before them: 114年1至4月."""
    if not year.year or year.month or year.part or year.edge or months.until is None:
        return None
    last = replace(months.until, year=year.year)
    edge = None if months.edge == "3" else months.edge  # the months are the quarter's own
    span = (year.span[0], months.span[1])
    return replace(months, span=span, year=year.year, until=last, edge=edge)


def _ranges(found: list[Dated], folded: str) -> list[Dated]:
    """Neighbours that share a year (Q1 and Q2 of FY26) or span a range (2025年9月至11月)."""
    done: list[Dated] = []
    for following in found:
        one = following
        if not done or done[-1].until or one.until or "relative" in (one.kind, done[-1].kind):
            done.append(one)
            continue
        last, gap = done[-1], (done[-1].span[1], one.span[0])
        to, listed = _TO.fullmatch(folded, *gap), _AND.fullmatch(folded, *gap)
        if to or listed:
            last, one = _sharing(last, one, bare=bool(to) or "the" not in folded[slice(*gap)])
        if (
            to
            and last.year
            and one.year
            and last.year <= one.year
            and last.edge not in ("12", "9", "3")
        ):
            span = (last.span[0], one.span[1])
            if one.edge == "3" and last.month:
                one = replace(one, edge=None)  # the months are the quarter's own
            done[-1] = replace(last, span=span, until=one)
        else:
            done[-1] = last
            done.append(one)
    return _dated_back(done, folded)


def _dated_back(found: list[Dated], folded: str) -> list[Dated]:
    """The year of a list's last part for those before it: the first, second and third of 2025."""
    for at in range(len(found) - 2, -1, -1):
        one, following = found[at], found[at + 1]
        if one.year or not following.year or "relative" in (one.kind, following.kind):
            continue
        if _AND.fullmatch(folded, one.span[1], following.span[0]):
            found[at], _ = _sharing(one, following, bare=False)
    return found


def _sharing(a: Dated, b: Dated, *, bare: bool) -> tuple[Dated, Dated]:
    alike = (a.month and b.month) or (a.part and b.part)
    if alike and a.year and not b.year:
        return a, replace(b, year=a.year, fiscal=a.fiscal)
    if alike and b.year and not a.year:
        return replace(a, year=b.year, fiscal=b.fiscal), b
    if a.fiscal and not a.part and b.kind == "year" and bare:
        return a, replace(b, fiscal=True)
    return a, b


def _period(found: Dated, text: str, fiscal_of: str | None) -> Period:
    said = text[slice(*found.span)]
    if found.kind in ("relative", "ttm", "ytd") or not found.year:
        kind = found.kind if found.kind in ("relative", "ttm", "ytd") else _kind(found)
        label = found.part if found.part and found.kind == "part" and not found.edge else said
        return Period(label, None, None, kind, None, found.span)
    dates, label, kind = _moved(found, _dates(found, fiscal_of)), _label(found), _kind(found)
    if found.until:
        last = _moved(found.until, _dates(found.until, fiscal_of))
        label = f"{label} to {_label(found.until)}"
        dates = (dates[0], last[1]) if dates and last and dates[0] <= last[1] else None
        kind = _kind_of_range(dates)
    company = fiscal_of if found.fiscal and dates else None
    start, end = (day.isoformat() for day in dates) if dates else (None, None)
    return Period(label, start, end, kind, company, found.span)


def _dates(found: Dated, fiscal_of: str | None) -> Dates | None:
    if found.year is None:
        return None
    if found.fiscal:
        return fiscal_dates(fiscal_of, found.year, found.part) if fiscal_of else None
    return calendar_dates(found.year, found.part, found.month, found.day)


def _moved(found: Dated, dates: Dates | None) -> Dates | None:
    if dates is None or found.edge is None:
        return dates
    start, end = dates
    if found.edge == "end":
        # A 52-week fiscal quarter that ends on 26 October ends "at the end of October" as well.
        return (end - timedelta(days=6) if found.month and not found.day else end), end
    if found.edge == "start":
        return start, start
    if found.edge in ("12", "9", "3"):
        return months_to(end, int(found.edge))
    # Early, middle and late are the outer quarters and the middle half of a stretch.
    part = (end - start) / 4
    first, last = {"early": (0, 1), "middle": (1, 3), "late": (3, 4)}[found.edge]
    return _later(start, part * first), end if last == 4 else _later(start, part * last)


def _later(day: date, by: timedelta) -> date:
    return day + timedelta(days=by.days)


def _label(found: Dated) -> str:
    year = f"FY{found.year}" if found.fiscal else str(found.year)
    if found.month:
        day = f"-{found.day:02d}" if found.day else ""
        year = f"{year}-{found.month:02d}{day}"
    part = f" {found.part}" if found.part else ""
    return _EDGE_WORDS.get(found.edge or "", "") + year + part


def _kind(found: Dated) -> str:
    if found.edge:
        return _EDGE_KINDS.get(found.edge, "none")
    if found.part:
        return {"Q": "quarter", "H": "half", "9": "ytd"}[found.part[0]]
    if found.day:
        return "instant"
    return "month" if found.month else "year"


def _kind_of_range(dates: Dates | None) -> str:
    if dates is None:
        return "multi_year"
    months = round((dates[1] - dates[0]).days / 30.44)
    whole = dates[0].day == 1 and (dates[1] + timedelta(days=1)).day == 1
    known = {3: "quarter", 6: "half", 12: "year"} if whole else {}
    return known.get(months) or ("multi_year" if months > 12 else "none")
