"""The stretches of time that a text names, fiscal ones dated by the calendar of their company.

A month or quarter that a sentence names must lie in one that its quotes, their titles or dates
name; a year later or earlier where they speak of the year before or after.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import combinations

from bot.answer.verify.lengths import told_otherwise
from bot.answer.verify.numbers import Fault
from bot.language.calendars import FISCAL_YEAR_ENDS
from bot.language.glossary import Glossary
from bot.language.periods import read_periods
from bot.language.script import fold
from bot.language.turns import YEAR
from bot.records import Period, Quantity

__all__ = ["check_stretches", "dated", "ends_of", "fiscal_times", "passed"]

FINE = frozenset({"month", "quarter", "instant", "half"})
FISCAL = re.compile(r"FY(\d{4})(?: (Q[1-4]))?")
MONTHS_OF_YEAR = 12
FISCAL_WORD = re.compile(r"\bfiscal\b|\bfy ?'?\d|会计年度|财年|财政年度")
# A change since a year ago tells no figure of that year.
ON_YEAR = re.compile(
    r"\b(?:year|quarter).(?:on|over).(?:year|quarter)\b"
    r"|\bfrom a (?:year|quarter)(?: (?:ago|earlier))?|(?<!\d)[年季][增减]|同期比"
)
ITEM = re.compile(
    r"[、，,：:](?:其後)?((?:19|20)\d\d)年(?=度?[\d约約])"
    r"|\d [a-z]+ in ((?:19|20)\d\d)(?=,| and\b|$)"
)
COUNTS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "三": 3, "六": 6, "九": 9, "十二": 12}
BACK = re.compile(
    r"\b(three|six|nine|twelve|3|6|9|12) months (?:to|ended|ending|through|until)\b"
    r"|止(?:的?)(三|六|九|十二|3|6|9|12)个月"
)
# A length of time that leads from one date to another: three months later.
LATER = re.compile(r" (?:later|earlier|before|after|on|ago|apart)\b|之?[后前]|以[后前来]")
PARTS = {
    "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6), "H2": (7, 12),
    "9M": (1, 9),
}  # fmt: skip
LENGTHS = {"months": 1, "quarters": 3, "years": MONTHS_OF_YEAR}
YEAR_END = re.compile(r"\bend(?:s|ed|ing)? (?:of )?(?:19|20)\d\d|年[底末终]")


@lru_cache(maxsize=4096)
def dated(text: str, glossary: Glossary) -> tuple[Period, ...]:
    """The periods of a text, with the fiscal ones of every company in it that has a calendar."""
    folded = fold(text)
    found = list(read_periods(text))
    for company in FISCAL_YEAR_ENDS:
        if any(fold(name) in folded for name in glossary.names(company)):
            found += read_periods(text, company)
    found += _of_the_year_before(text, found)
    return tuple(dict.fromkeys(found))


def _of_the_year_before(text: str, found: Sequence[Period]) -> list[Period]:
    """Quarters and halves that take their year from the one named before: 2025年第二季…，第一季."""
    added = []
    for period in found:
        months = PARTS.get(period.label)
        if period.start or not months or not period.span:
            continue
        before = [y for y in YEAR.finditer(text) if y.end() <= period.span[0]]
        if before and not FISCAL_WORD.search(fold(text)):
            year, (first, last) = before[-1].group(), months
            added.append(replace(period, start=f"{year}-{first:02}-01", end=f"{year}-{last:02}-28"))
    return added


def check_stretches(
    text: str,
    quotes: Sequence[str],
    context: Sequence[str],
    glossary: Glossary,
    other: re.Pattern[str],
) -> list[Fault]:
    """A month or quarter outside those that the quotes name; `other` are words for another year."""
    fiscal = _fiscal(text, quotes, context, glossary)
    if fiscal and not other.search(ON_YEAR.sub(" ", fold(" ".join(quotes)))):
        return fiscal
    named = [p for p in read_periods(text) if p.kind in FINE and p.span and ends_of(p)]
    if not named:
        return []
    known = _months(p for words in (*quotes, *context) for p in dated(words, glossary))
    if not known:
        return []
    if any(other.search(fold(quote)) for quote in quotes):
        known |= {m + by for m in known for by in (-MONTHS_OF_YEAR, MONTHS_OF_YEAR)}
    if any(YEAR_END.search(fold(words)) for words in (*quotes, *context)):
        known |= {12 * int(y) + 11 for words in quotes for y in YEAR.findall(words)}
    counts = [m.group(1) or m.group(2) for q in quotes for m in BACK.finditer(fold(q))]
    reach = max((COUNTS.get(count) or int(count) for count in counts), default=0)
    known |= {month - by for month in known for by in range(reach)}
    for period in named:
        ends = ends_of(period)
        if ends and period.label.startswith("quarter to"):
            ends = (ends[1], ends[1])  # how far it reaches back may be worded otherwise
        if period.span and ends and not set(ends) <= known:
            said = text[slice(*period.span)]
            return [Fault("wrong_period", said, "the cited sentences are of another time")]
    return []


def fiscal_times(text: str, quotes: Sequence[str], glossary: Glossary) -> list[str]:
    """What fiscal periods of the quotes are in the calendar, and those of the sentence there."""
    if not FISCAL_WORD.search(fold("".join((text, *quotes)))):
        return []
    told = [p for q in quotes for p in dated(q, glossary)]
    named = [f"{p.start} {p.end}" for p in told if FISCAL.match(p.label) and p.start and p.end]
    ends = {(p.end or "")[:7] for p in told}
    own = [p for p in dated(text, glossary) if p.end and p.end[:7] in ends]
    return named + [m.group(1) for p in own if (m := FISCAL.match(p.label))]


def passed(folded: str, figure: Quantity, quotes: Sequence[str], glossary: Glossary) -> bool:
    """Whether a length of time is what lies between the dates of the quotes: three months later.

    One that a quote has in another unit holds as well.
    """
    if told_otherwise(folded, figure, quotes):
        return True
    months = LENGTHS.get(figure.unit)
    if not months or not LATER.match(folded, figure.end):
        return False
    ends = {e[1] for quote in quotes for p in dated(quote, glossary) if (e := ends_of(p))}
    pairs = list(combinations(sorted(ends), 2))
    if any(abs(a - b) == figure.value * months for a, b in pairs):
        return True
    # "Two years before" July 2025 is some time in 2023.
    return months == MONTHS_OF_YEAR and any(
        abs(a // months - b // months) == figure.value for a, b in pairs
    )


def ends_of(period: Period) -> tuple[int, int] | None:
    """The first and the last month of a period, counted from year 0; None where one is open."""
    if not period.start or not period.end:
        return None
    (first, second) = (
        int(day[:4]) * MONTHS_OF_YEAR + int(day[5:7]) - 1 for day in (period.start, period.end)
    )
    return first, second


def _months(periods: Iterable[Period]) -> set[int]:
    """Every month of the periods, where any of them is finer than a year."""
    found = [(p, ends) for p in periods if (ends := ends_of(p)) and p.kind != "multi_year"]
    if not any(p.kind in FINE for p, _ in found):
        return set()
    fine = [ends for p, ends in found if p.kind != "year"]
    return {m for first, last in fine for m in range(first, last + 1)}


def _fiscal(
    text: str, quotes: Sequence[str], context: Sequence[str], glossary: Glossary
) -> list[Fault]:
    """A fiscal year, or a quarter of one, that is none of those that the quotes name as such."""
    mine = _parts_of(text)
    if not mine:
        return []
    told = {part for words in quotes for part in _parts_of(words)}
    told |= {part for words in context for part in _parts_of(words)} if told else set()
    years = {year for year, _ in told} | {y for words in quotes for y in _listed(words)}
    ends = {(p.end or "")[:7] for words in quotes for p in dated(words, glossary)}
    # The end of August 2025 is the end of a first fiscal quarter.
    named = {p.label for p in dated(text, glossary) if p.end and p.end[:7] in ends}
    for year, quarter in mine if told else ():
        if f"FY{year} {quarter}".strip() in named:
            continue
        others = {other for own, other in told if own == year and other}
        if year not in years or (quarter and others and quarter not in others):
            reason = "the cited sentences are of another fiscal time"
            return [Fault("wrong_period", f"FY{year} {quarter}".strip(), reason)]
    return []


def _listed(text: str) -> set[str]:
    """The years of a list that begins with a fiscal one: fiscal 2026 18, 2027 32, 2028 73."""
    if not _parts_of(text) and not FISCAL_WORD.search(fold(text)):
        return set()
    return {m.group(1) or m.group(2) for m in ITEM.finditer(text)}


def _parts_of(text: str) -> tuple[tuple[str, str], ...]:
    """The fiscal years that a text names as such, each with its quarter or nothing."""
    return tuple(
        (match.group(1), match.group(2) or "")
        for period in read_periods(text)
        for match in FISCAL.finditer(period.label)
    )
