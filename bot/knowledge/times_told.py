"""The times that a sentence tells, dated as its document's years run, and which figure each is of.

"118.6 on 31 March 2026, after 127.9 at the half year and 83.2 a year earlier" tells one measure at
three times. A time just behind a figure is its own, else one before it; a time that is only
compared with ("than in FY25", 比去年) is of no figure but the one that stands with it. It reads the
order of words and no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.language.own_years import HALF_YEAR, NUMBERED_YEAR, Calendar, earlier_by
from bot.language.periods import read_periods
from bot.language.script import fold
from bot.records import Period, Quantity

__all__ = ["COMPARED", "CUT", "YEARS_BESIDE", "period_of", "tells_when", "times_told"]

CUT = re.compile(
    r"[，；;：。]|,(?!\d{3})(?=\s)|\((?![\d$€£])|\bwhile\b|\bwhereas\b|\bcompared with\b"
)
YEARS_BESIDE = re.compile(r"[(（][^()（）]{0,24}?\d[^()（）]{0,6}[:：][^()（）]*[)）]")
"""The same measure at other times, in brackets behind the figure: (2024: £298m; 2023: £305m)."""
COMPARED = re.compile(r"\b(?:than|against|from|with)(?: in| for| at)?(?: the)?\s*$|[比较]$")
_OF_BEFORE = re.compile(r"\b(?:than|against|from|with)(?: in| for| at)?(?: the)?\s*$|[比较由从自]$")
_BETWEEN = re.compile(
    r"\s*[(（]?\s*(?:in|for|at|by|on|during|as of|as at|at the end of|in the)?\s*(?:the )?\s*"
    r"(?:(?:half[- ]year|year[- ]?end|end of the year|interim date|balance sheet date)"
    r"\s*[(（,]\s*)?"
)
_AGAINST = re.compile(
    r"\b(?:against|from|than|after|versus|compared|up|down)\b|[较比由从]|增|减|降|升"
)
OWN_WORDS = 12
"""Letters between two figures from which on each has words of its own."""
_STANDS_WITH = 8
"""Characters between a time that is compared with and the figure that is told for it."""
_BACK = re.compile(
    r"[^\w]*(?:(?:a|one|(?:twelve|12) months?) (?:years? )?(?:earlier|ago|before)"
    r"|(?:in |on |at )?the (?:year|same (?:date|day) (?:a|one) year) (?:before|earlier)"
    r"|(?:six|6) months (?:earlier|ago|before)|(?:three|3) months (?:earlier|ago|before)"
    r"|(?:a|one) quarter (?:earlier|before))"
)
_MONTHS = ((re.compile(r"six|6 m"), 6), (re.compile(r"three|3 m|quarter"), 3))


def times_told(text: str, calendar: Calendar) -> list[Period]:
    """The periods of a text in their order, those that its document dates with their days."""
    found: list[Period] = []
    for period in read_periods(text):
        before = found[-1] if found else None
        joined = before is not None and before.span is not None and period.span is not None
        if joined and before and before.span and period.span and _of_relative(before, period, text):
            year = replace(calendar, year=int(str(before.end)[:4]))
            span = (before.span[0], period.span[1])
            found[-1] = replace(year.dated(period), span=span)
        else:
            told = calendar.dated(period)
            found.append(replace(told, span=period.span))
    half = HALF_YEAR.search(fold(text)) if calendar.year else None
    if half is not None and not any(_beside(p, half.span()) for p in found):
        found.append(replace(calendar.middle(), span=half.span()))
    return sorted(found, key=lambda p: p.span or (0, 0))


def _of_relative(year: Period, period: Period, text: str) -> bool:
    """Whether a day or month without its year stands right behind a year: 去年12月, 今年到3月底."""
    if not (year.span and period.span and year.end) or period.kind not in ("month", "instant"):
        return False
    between = text[year.span[1] : period.span[0]].strip()
    return not (period.start or period.end) and between in ("", "到", "至", "的", "截至")


def _beside(period: Period, span: tuple[int, int]) -> bool:
    return period.span is not None and -2 <= period.span[0] - span[1] <= 3 and bool(period.end)


def period_of(
    quantity: Quantity, text: str, periods: Sequence[Period], others: Sequence[Quantity] = ()
) -> Period | None:
    """The period named nearest: just after the figure, else before it, else after it.

    One after it that stands in another clause beside another figure is that figure's.
    """
    spans = _reaching(quantity, text, periods)
    if (back := _back_from(quantity, text, periods, others)) is not None:
        return back
    after = [
        p
        for s, p in spans
        if s[0] >= quantity.end
        and _BETWEEN.fullmatch(fold(text), quantity.end, s[0])
        and not _heads(text, s[1])
    ]
    before = [
        p
        for s, p in spans
        if s[1] <= quantity.start and not re.search(r"[;；]", text[s[1] : quantity.start])
    ]
    rest = [
        p
        for s, p in spans
        if s[0] >= quantity.end
        and not _heads(text, s[1])
        and not _of_another(quantity, text, s[0], others)
        and not _just_behind(quantity, text, s[0], others)
    ]
    return next(iter([*after, *reversed(before), *rest]), None)


def _reaching(
    quantity: Quantity, text: str, periods: Sequence[Period]
) -> list[tuple[tuple[int, int], Period]]:
    """The periods that a figure can be of, with their places."""
    beside = [m.span() for m in YEARS_BESIDE.finditer(text)]
    folded = fold(text)
    found = []
    for period in periods:
        span = period.span
        if span is None or any(a <= span[0] < b and not a <= quantity.start < b for a, b in beside):
            continue
        with_it = 0 <= quantity.start - span[1] <= _STANDS_WITH
        if _OF_BEFORE.search(folded[: span[0]]) and not with_it:
            continue
        found.append((span, period))
    return found


def _back_from(
    quantity: Quantity, text: str, periods: Sequence[Period], others: Sequence[Quantity]
) -> Period | None:
    """When a figure held that is told as so long before the one that the sentence leads with."""
    folded = fold(text)
    told = _BACK.match(folded, quantity.end)
    first = next((q for q in others if q.unit == quantity.unit and q.start < quantity.start), None)
    if told is None or first is None:
        return None
    known = [p for p in periods if p.span and not _BACK.match(folded, p.span[0] - 1)]
    base = period_of(first, text, [p for p in known if p.start and p.end])
    months = next((n for said, n in _MONTHS if said.search(told[0])), 12)
    return earlier_by(base, months) if base is not None and base.start else None


def _heads(text: str, end: int) -> bool:
    """Whether a period is followed by the figure that it is told for: (2024: £26.2 million)."""
    return re.match(r"\s*[:：]\s*\D{0,6}\d", text[end:]) is not None


def _of_another(quantity: Quantity, text: str, start: int, others: Sequence[Quantity]) -> bool:
    """Whether a clause ends between a figure and a period, and another figure follows it."""
    mark = CUT.search(text, quantity.end, start)
    return mark is not None and any(q.start >= mark.start() for q in others)


def _just_behind(quantity: Quantity, text: str, start: int, others: Sequence[Quantity]) -> bool:
    """Whether a period stands just behind another figure that is set against this one, or has words
    of its own: 17% of revenue against 19% in FY25.
    """
    folded = fold(text)
    between = [
        folded[quantity.end : q.start]
        for q in others
        if quantity.end <= q.start and q.end <= start and _BETWEEN.fullmatch(folded, q.end, start)
    ]
    return any(_AGAINST.search(gap) or sum(c.isalpha() for c in gap) > OWN_WORDS for gap in between)


def tells_when(period: Period) -> bool:
    """Whether a period says when a figure held: by its days, or as a numbered year or quarter."""
    numbered = NUMBERED_YEAR.fullmatch(period.label) is not None
    return bool(period.start or period.end) or period.kind == "quarter" or numbered
