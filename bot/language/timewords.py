"""Writes a Period in words, the same way in both languages, from its dates.

It reads nothing (`bot.language.periods` does) and knows no fiscal calendar: a quarter is worded by
its months, so that no reader takes a fiscal quarter for a calendar one.
"""

from __future__ import annotations

import re
from datetime import date

from bot.records import Lang, Period

MONTHS = (
    "January February March April May June July August September October November December"
).split()

_LEADS = re.compile(r"(?:from|before|after|since|until|by|through|over|on) ")
_PLAIN_YEAR = re.compile(r"(?:19|20)\d\d")
_ONE_DAY = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}$")
_SPAN = re.compile(r"^(?:[A-Z][a-z]+|\d{4})(?: \d{4})? to ")
"""A stretch from one month or year to another: September to November 2025."""


def write_period(period: Period, language: Lang) -> str:
    """The period in the reader's language; its label where it has no dates."""
    start, end = _day(period.start), _day(period.end)
    if end is None and start is None:
        return period.label if language == "en" else ""
    if end is None or start is None or start == end:
        return _instant(end or start, language)
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31):
        return _years(start.year, end.year, language)
    return _stretch(start, end, language)


def write_when(period: Period, language: Lang) -> str:
    """The period as it follows what is told of it: at the end of May 2025, from June to August
    2025, in 2025. Empty where its label names no plain time.
    """
    told = write_period(period, language)
    if language != "en" or not told:
        return told
    if period.start is None and period.end is None:
        if _LEADS.match(told):
            return told
        return f"in {told}" if _PLAIN_YEAR.fullmatch(told) else ""
    if told.startswith("end of"):
        return f"at the {told}"
    if _ONE_DAY.match(told):
        return f"on {told}"
    return f"from {told}" if _SPAN.search(told) else f"in {told}"


def write_date(text: str, language: Lang) -> str:
    """A catalogue's date (a year, a month or a day, as 2026, 2026-01, 2026-01-15) in words."""
    year, *rest = text.split("-")
    month = MONTHS[int(rest[0]) - 1] if rest else ""
    if language == "en":
        return " ".join([*(str(int(d)) for d in rest[1:]), month, year]).strip()
    return f"{year}年" + "".join(
        f"{int(n)}{unit}" for n, unit in zip(rest, ("月", "日"), strict=False)
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _instant(day: date | None, language: Lang) -> str:
    assert day is not None
    month_end = _last(day)
    if language == "en":
        month = MONTHS[day.month - 1]
        return f"end of {month} {day.year}" if month_end else f"{day.day} {month} {day.year}"
    if month_end:
        return f"{day.year}年{day.month}月底"
    return f"{day.year}年{day.month}月{day.day}日"


def _last(day: date) -> bool:
    return date.fromordinal(day.toordinal() + 1).month != day.month


def _years(first: int, last: int, language: Lang) -> str:
    if first == last:
        return str(first) if language == "en" else f"{first}年"
    return f"{first} to {last}" if language == "en" else f"{first}年至{last}年"


def _stretch(start: date, end: date, language: Lang) -> str:
    if (start.year, start.month) == (end.year, end.month):
        if language == "en":
            return f"{MONTHS[end.month - 1]} {end.year}"
        return f"{end.year}年{end.month}月"
    same_year = start.year == end.year
    if language == "en":
        first = MONTHS[start.month - 1] + ("" if same_year else f" {start.year}")
        return f"{first} to {MONTHS[end.month - 1]} {end.year}"
    last = f"{end.month}月" if same_year else f"{end.year}年{end.month}月"
    return f"{start.year}年{start.month}月至{last}"
