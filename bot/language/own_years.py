"""Times that only a document itself can date: FY26 where its years end on 31 March, last year,
31 March without its year, the half year.

`Calendar` is what a document says of its years. Without it such a time stays a name. It reads no
text but that of the period that it is given.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.language.periods import read_periods
from bot.language.script import fold
from bot.records import Period

__all__ = ["HALF_YEAR", "NUMBERED_YEAR", "Calendar", "earlier_by", "year_to"]

NUMBERED_YEAR = re.compile(r"FY(?P<year>\d{4})(?: (?P<part>Q[1-4]|H[12]))?")
"""The label of a year, or of a part of one, that only its number names."""
_YEARS = re.compile(r"FY(?P<first>\d{4}) to FY(?P<last>\d{4})")
PARTS = {"Q1": (0, 3), "Q2": (3, 6), "Q3": (6, 9), "Q4": (9, 12), "H1": (0, 6), "H2": (6, 12)}


HALF_YEAR = re.compile(
    r"\b(?:at|by|since|after) (?:the |its )?"
    r"(?:half[- ]year(?: end)?|interim(?: date| stage)?|mid-?year)\b"
    r"|(?:半年度?|上半年度?|期中|年中)(?:末|底|结束|终了)"
)
"""Folded words for the middle of a document's year."""
_AGO = (
    (re.compile(r"前年|(?:year before last|two years (?:ago|earlier|before))"), 2),
    (re.compile(r"今年|本年|当年|\b(?:this|current) (?:fiscal |financial )?year"), 0),
    (re.compile(r"明年|来年|\b(?:next|coming) (?:fiscal |financial )?year"), -1),
    (
        re.compile(
            r"去年|上年|前一年|上一年|上个?(?:会计年度|财年)"
            r"|\b(?:last|previous|prior) (?:fiscal |financial )?year"
            r"|\b(?:a|one) year (?:ago|earlier|before)\b|\byear before\b"
        ),
        1,
    ),
)
_LASTING = frozenset({"month", "instant"})


@dataclass(frozen=True, slots=True)
class Calendar:
    """The month and day on which a document's years end ("-03-31"), and the year that is "this
    year" in it; empty and 0 where nothing says.
    """

    ends: str = ""
    year: int = 0

    def dated(self, period: Period) -> Period:
        """A numbered year or a part of it, a relative year, or a day without its year, with its
        days; other periods, and those that nothing dates, as they are.
        """
        if period.start or period.end:
            return period
        found = NUMBERED_YEAR.fullmatch(period.label)
        if found is not None:
            return self._numbered(period, found) if self.ends else period
        if self.ends and (years := _YEARS.fullmatch(period.label)):
            first, _ = _days(int(years["first"]), self.ends)
            _, last = _days(int(years["last"]), self.ends)
            return replace(period, start=first.isoformat(), end=last.isoformat())
        if not self.year:
            return period
        if period.kind == "relative":
            said = fold(period.label)
            plain = said.rstrip("底末度")
            ago = next((n for word, n in _AGO if word.fullmatch(plain)), None)
            if ago is None:
                return period
            told = self._of(period, self.year - ago)
            return replace(told, start=told.end, kind="instant") if said[-1] in "底末" else told
        return self._without_year(period) if period.kind in _LASTING else period

    def middle(self) -> Period:
        """The day that ends the first half of this year."""
        first, _ = _days(self.year, self.ends or "-12-31")
        day = (_months_on(first, 6) - timedelta(days=1)).isoformat()
        return Period(day, day, day, "instant")

    def _numbered(self, period: Period, found: re.Match[str]) -> Period:
        first, last = _days(int(found["year"]), self.ends)
        if found["part"]:
            begin, end = PARTS[found["part"]]
            first, last = _months_on(first, begin), _months_on(first, end) - timedelta(days=1)
        return replace(period, start=first.isoformat(), end=last.isoformat())

    def _of(self, period: Period, year: int) -> Period:
        first, last = _days(year, self.ends or "-12-31")
        return replace(period, start=first.isoformat(), end=last.isoformat(), kind="year")

    def _without_year(self, period: Period) -> Period:
        """A day or month in the year that is "this year"."""
        first, last = (d.isoformat() for d in _days(self.year, self.ends or "-12-31"))
        for year in (self.year, self.year - 1):
            for text in (f"{period.label} {year}", f"{year}年{period.label}"):
                told = read_periods(text)
                one = told[0] if len(told) == 1 else None
                if one and one.start and one.end and first <= one.end <= last:
                    return replace(one, span=period.span)
        return period


def earlier_by(period: Period, months: int) -> Period:
    """A period so many months before."""
    if not (period.start and period.end):
        return period
    whole = (date.fromisoformat(period.end) + timedelta(days=1)).day == 1
    start = _back(date.fromisoformat(period.start), months)
    if whole:
        end = _back(date.fromisoformat(period.end) + timedelta(days=1), months) - timedelta(days=1)
        start = end if period.start == period.end else start
    else:
        end = _back(date.fromisoformat(period.end), months)
    return replace(period, label=end.isoformat(), start=start.isoformat(), end=end.isoformat())


def year_to(year: int, ends: str) -> tuple[str, str]:
    """The first and the last day of the year that ends in `year` on `ends`."""
    first, last = _days(year, ends)
    return first.isoformat(), last.isoformat()


def _days(year: int, ends: str) -> tuple[date, date]:
    month, day = int(ends[1:3]), int(ends[4:6])
    return _day(year - 1, month, day) + timedelta(days=1), _day(year, month, day)


def _day(year: int, month: int, day: int) -> date:
    """A day, the last of February where its year has no 29th or its month ends there."""
    if month == 2 and day >= 28:
        return date(year, 3, 1) - timedelta(days=1)
    return date(year, month, day)


def _back(day: date, months: int) -> date:
    at = day.year * 12 + day.month - 1 - months
    return _day(at // 12, at % 12 + 1, min(day.day, 30 if at % 12 in (3, 5, 8, 10) else 31))


def _months_on(day: date, months: int) -> date:
    at = day.month - 1 + months
    return date(day.year + at // 12, at % 12 + 1, min(day.day, 28))
