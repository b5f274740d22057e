"""Dates of calendar and fiscal years and their parts, and of the months before a day.

Knows the fiscal calendars of the companies in the table and no others. A part is Q1 to Q4, H1, H2,
or 9M for the first nine months.
"""

from __future__ import annotations

import calendar
from datetime import date, timedelta

__all__ = ["FISCAL_YEAR_ENDS", "calendar_dates", "fiscal_dates", "months_to"]

Dates = tuple[date, date]

# Glossary id → the month in which the fiscal year ends, and whether its last Sunday ends it.
FISCAL_YEAR_ENDS = {
    "GLO-001": (1, True),  # NVIDIA: the last Sunday of January
    "GLO-003": (5, False),  # Oracle: 31 May
    "GLO-005": (6, False),  # Microsoft: 30 June
}
_QUARTERS = {"Q1": (1, 1), "Q2": (2, 2), "Q3": (3, 3), "Q4": (4, 4), "H1": (1, 2), "H2": (3, 4)}
_QUARTERS["9M"] = (1, 3)


def calendar_dates(
    year: int, part: str | None = None, month: int | None = None, day: int | None = None
) -> Dates | None:
    """First and last day of a year, a part of it, a month or a day; None if no such day."""
    if month is not None:
        last = calendar.monthrange(year, month)[1]
        if day is not None and not 1 <= day <= last:
            return None
        return date(year, month, day or 1), date(year, month, day or last)
    first, final = _QUARTERS[part] if part else (1, 4)
    end = 3 * final
    return date(year, 3 * first - 2, 1), date(year, end, calendar.monthrange(year, end)[1])


def fiscal_dates(company: str, year: int, part: str | None = None) -> Dates | None:
    """First and last day of a company's fiscal year or of a part; None if its calendar is unknown.

    The fiscal year is named by the calendar year in which it ends.
    """
    if company not in FISCAL_YEAR_ENDS:
        return None
    first, final = _QUARTERS[part] if part else (1, 4)
    before = _quarter_end(company, year, first - 1)
    return before + timedelta(days=1), _quarter_end(company, year, final)


def months_to(end: date, months: int) -> Dates:
    """The whole months that end with the day's month, up to that day."""
    start = end.year * 12 + end.month - months
    return date(start // 12, start % 12 + 1, 1), end


def _quarter_end(company: str, year: int, quarter: int) -> date:
    month, on_sunday = FISCAL_YEAR_ENDS[company]
    count = year * 12 + month - 1 - 3 * (4 - quarter)
    year, month = count // 12, count % 12 + 1
    last = date(year, month, calendar.monthrange(year, month)[1])
    # weekday() counts from Monday, so Sunday is 6.
    return last - timedelta(days=(last.weekday() + 1) % 7) if on_sunday else last
