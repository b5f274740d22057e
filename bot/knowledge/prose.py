"""Figures of sentences: the metric, the party and the period that their clause gives them.

Reads by the order of words, without grammar: what is named nearest counts. Which figure changed
from which, `bot.knowledge.changes_told` says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from bot.knowledge.changes_told import (
    REACH,
    before_that,
    earlier_figures,
    in_unit_of,
    is_change,
)
from bot.knowledge.figures_read import (
    DOCUMENT,
    OUTLOOK,
    PARTIES,
    Reading,
    dated,
    metrics_named,
    party_around,
)
from bot.knowledge.ledger import is_growth
from bot.knowledge.times_told import (
    COMPARED,
    CUT,
    YEARS_BESIDE,
    period_of,
    tells_when,
    times_told,
)
from bot.language.glossary import Glossary
from bot.language.own_years import Calendar
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.units import TIME_UNITS
from bot.records import Mention, Quantity, Span

__all__ = ["never_names", "read_prose", "told_figures", "year_told"]

NO_CALENDAR = Calendar()
_LENGTHS = frozenset({"years", "months", "days", "weeks", "quarters", "hours"})
_HELD = re.compile(
    r"\bfrom\b|\bagainst\b|\bcompared\b|\bthan\b|\bfell\b|\brose\b|\bcut\b|\bearlier\b|\bbefore\b"
    r"|[由从较比]|缩短|延长|降|升|增|减"
)
_RISE = re.compile(
    r"\bup\b|\brose\b|\brisen?\b|\bgrew\b|\bgrown?\b|\bgrowth\b|increas|\bgain|\bmore\b|higher"
    r"|climb|jump|surg|增|成长|上升|升|涨|扬"
)
_FALL = re.compile(
    r"\bdown\b|\bf[ae]ll|declin|decreas|drop|\blower\b|\bless\b|\bfewer\b|shrank|slid|\bcut\b"
    r"|减|降|跌|衰退|下滑|缩"
)
_GOES_ON = re.compile(r",\s+(?:is|are|was|were|has|have|had|will|would|came|comes|costs?|stood)\b")
_IN_BRACKETS = re.compile(r"[(（](?!of |incl|其中|含|包括)[^()（）]{1,40}[)）]", re.IGNORECASE)
WORDS = 4
"""Letters behind each of two joined figures that are words of its own: 58 by faults and 18 by …"""
_MARK = re.compile(r"[,.;:，。；：]")
_JOINED = re.compile(r"\band\b|、|[和与及]")
_OF_MONEY = frozenset(
    {"revenue", "net_income", "operating_income", "gross_profit", "cash_flow", "capex"}
    | {"operating_cash_flow", "free_cash_flow", "equity_investment", "planned_investment"}
    | {"total_debt", "long_term_debt", "market_cap", "valuation", "internal_cash_funding"}
)
_COUNTED = TIME_UNITS | {"1", "people", "companies", "customers", "users", "sites", "contracts"}
"""Units of counts and of time: 11 accidents that led to lost days are no loss, and six hours that
something burned no cash.
"""
_RATE = re.compile(r"margin|rate|share|growth|yield|return|ratio|utili[sz]ation|concentration")
"""The ids of metrics that are percentages themselves."""


def read_prose(
    text: str,
    lang: str,
    around: Sequence[str],
    glossary: Glossary,
    calendar: Calendar = NO_CALENDAR,
) -> Iterator[Reading]:
    """Every figure of a sentence; a length of time belongs to the amount beside it.

    `around` are the heading, the title and the period of an earlier sentence; the `calendar` is
    that of the document.
    """
    quantities = told_figures(text, lang)
    if not quantities:
        return
    clauses = _clauses(text, quantities)
    metrics = metrics_named(text, glossary)
    parties = [m for m in glossary.find(text) if m.kind in PARTIES]
    told = times_told(text, calendar)
    periods = [p for p in told if p.span is not None and tells_when(p)]
    if not periods and any(p.kind == "relative" for p in told):
        around = around[:2]  # "last year" is not the year of the sentence before
    folded = fold(text)
    earlier = earlier_figures(quantities, folded)
    changed = {before: now for now, before in earlier.items()}
    for place, quantity in enumerate(quantities):
        now = quantities[changed.get(place, place)]
        clause = next((c for c in clauses if c[0] <= quantity.start < c[1]), (0, len(text)))
        of_now = next((c for c in clauses if c[0] <= now.start < c[1]), clause)
        linked = place in earlier or place in changed
        level = place - 1 if place and is_change(quantity, quantities[place - 1], folded) else place
        now = quantities[level] if level != place else now
        named = _metric(now, of_now, metrics, folded, level=linked)
        words = text[min(clause[0], of_now[0]) : max(clause[1], of_now[1])].strip(" ,，")
        when = period_of(quantity, text, periods, quantities) or dated(around)
        if place in changed:
            theirs = period_of(now, text, periods, quantities) or dated(around)
            when = before_that(quantity, folded, when, theirs)
        if level != place:
            named = f"{named}_change"
        signed = _signed(quantity, named, _near(quantity, clause, folded))
        yield Reading(
            quantity=in_unit_of(signed, now),
            clause=text if len(clauses) == 1 else words,
            metric=named,
            period=when,
            subject=_party(quantity, parties) or party_around(around, glossary),
            topic=DOCUMENT,
            status="guidance" if _foreseen(folded, quantity, clause) else "reported",
            earlier=earlier.get(place, -1),
        )


def _foreseen(folded: str, quantity: Quantity, clause: Span) -> bool:
    """Whether a figure's clause, or what leads up to it, speaks of what is planned or expected."""
    begin = max(folded.rfind(mark, 0, quantity.start) for mark in (";", "；", ". ", "。")) + 1
    return bool(OUTLOOK.search(folded, begin, max(clause[1], quantity.end)))


def told_figures(text: str, lang: str) -> list[Quantity]:
    """The figures of a sentence; lengths of time where it sets some of them against each other,
    or tells nothing else.
    """
    found = read_quantities(text, lang)
    plain = [q for q in found if q.unit not in _LENGTHS]
    units = [q.unit for q in found if q.unit in _LENGTHS]
    compared = {u for u in units if units.count(u) > 1 and (not plain or _HELD.search(fold(text)))}
    return [q for q in found if q.unit not in _LENGTHS or q.unit in compared]


def year_told(text: str) -> str:
    """The one year, quarter or half that a sentence names: sentences after it speak of it too."""
    found = [p for p in read_periods(text) if p.start != p.end and p.span is not None]
    span = found[0].span if len(found) == 1 else None
    if span is None or COMPARED.search(fold(text[: span[0]])):
        return ""
    return text[span[0] : span[1]]


def _clauses(text: str, quantities: Sequence[Quantity]) -> list[Span]:
    """The text cut at its marks, and at an "and" between two figures with words of their own."""
    inside = [m.span() for m in YEARS_BESIDE.finditer(text)]
    inside += [m.span() for m in _IN_BRACKETS.finditer(text) if _holds_one(m.span(), quantities)]
    marks = (m.start() for m in CUT.finditer(text))
    cuts = {0, len(text), *(m for m in marks if not any(a <= m < b for a, b in inside))}
    for one, other in pairwise(quantities):
        joined = _JOINED.search(fold(text), one.end, other.start)
        if joined and (
            _letters(text[joined.end() : other.start]) >= 2
            or (_series(text, quantities, one) and _own_words(text, one.end, joined, other.end))
        ):
            cuts.add(joined.start())
    found = _with_subjects(sorted(cuts), text, quantities)
    return [(a, b) for a, b in pairwise(found) if b > a]


def _series(text: str, quantities: Sequence[Quantity], one: Quantity) -> bool:
    """Whether a figure is behind a comma one of several: 131 by weather, 58 by faults and 18 …"""
    before = [q for q in quantities if q.end <= one.start]
    return len(before) > 1 and text[before[-1].end : one.start].rstrip().endswith((",", "，"))


def _own_words(text: str, end: int, joined: re.Match[str], behind: int) -> bool:
    """Whether each of two joined figures has words of its own behind it."""
    return min(_letters(text[end : joined.start()]), _letters(text[behind:])) >= WORDS


def _letters(text: str) -> int:
    """The letters of a text up to its next mark."""
    return sum(c.isalpha() for c in _MARK.split(text.lstrip(), maxsplit=1)[0])


def _with_subjects(cuts: list[int], text: str, quantities: Sequence[Quantity]) -> list[int]:
    """The cuts without those around what is put in between a subject and its verb: the repair, by
    the yard that built it, is priced at £2 million.
    """
    kept = list(cuts)
    for before, opens, goes_on in zip(cuts, cuts[1:], cuts[2:], strict=False):
        if not _GOES_ON.match(text, goes_on) or text[opens] != ",":
            continue
        if not any(before <= q.start < goes_on for q in quantities):
            kept = [cut for cut in kept if cut not in (opens, goes_on)]
    return kept


def _holds_one(span: Span, quantities: Sequence[Quantity]) -> bool:
    """Whether brackets hold one figure: they say of the words before them what it is or costs."""
    return sum(span[0] < q.start < span[1] for q in quantities) == 1


def _metric(
    quantity: Quantity, clause: Span, metrics: Sequence[Mention], folded: str, *, level: bool
) -> str:
    """The metric named nearest: in the figure's clause, else before it; a rate of change's own."""
    inside = [m for m in metrics if clause[0] <= m.start < clause[1]]
    before = [m for m in inside if m.end <= quantity.start]
    after = [m for m in inside if m.start >= quantity.end]
    earlier = [m for m in metrics if m.end <= clause[0]]
    chosen = next(iter([*reversed(before), *after, *reversed(earlier)]), None)
    if chosen is None:
        return ""
    if quantity.unit == "x":
        return ""
    if never_names(chosen.concept, quantity.unit):
        return ""
    if quantity.unit not in ("%", "pp"):
        return "" if is_growth(chosen.concept) else chosen.concept
    if level or _RATE.search(chosen.concept):
        return chosen.concept
    near = _near(quantity, clause, folded)
    changes = _RISE.search(near) or _FALL.search(near)
    return f"{chosen.concept}_growth" if changes else f"{chosen.concept}_share"


def never_names(metric: str, unit: str) -> bool:
    """Whether a measure of money is no name for a figure in this unit, which counts or times."""
    return metric in _OF_MONEY and unit.partition("/")[0] in _COUNTED


def _near(quantity: Quantity, clause: Span, folded: str) -> str:
    """The words of the clause just before and after a figure."""
    start = max(clause[0], quantity.start - REACH)
    return folded[start : min(quantity.end + 8, max(clause[1], quantity.end))]


def _signed(quantity: Quantity, metric: str, near: str) -> Quantity:
    """A fall is a negative growth."""
    falls = [m.start() for m in _FALL.finditer(near)]
    rises = [m.start() for m in _RISE.finditer(near)]
    down = falls and (not rises or max(falls) > max(rises))
    moves = is_growth(metric) or metric.endswith("_change")
    if not moves or quantity.value < 0 or not down:
        return quantity
    value: Decimal = -quantity.value
    return Quantity(
        value, quantity.unit, quantity.text, quantity.start, quantity.end, quantity.bound
    )


def _party(quantity: Quantity, parties: Sequence[Mention]) -> str:
    before = [m.concept for m in parties if m.end <= quantity.start]
    return next(iter([*reversed(before), *(m.concept for m in parties)]), "")
