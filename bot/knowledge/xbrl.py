"""One XBRL fact of a filing as a passage: what was measured, over how long, in which unit.

A filing states one concept in many contexts: three months, nine months, a day, a segment. So every
fact says its duration and its dates in words, and is cited by accession, concept and context. Pure:
knows no file, no network and no XBRL library. Values stay the text of the filing, never a float.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

__all__ = [
    "FiledFact",
    "Filing",
    "day_words",
    "describe",
    "distinct",
    "label_words",
    "lines",
    "period_words",
    "precision_words",
    "to_line",
    "value_words",
    "words_of",
]

_DAYS_A_MONTH = 30.4375
# Fiscal quarters of 12 to 14 weeks are three months, years of 52 or 53 weeks are a year.
_SLACK_DAYS = 8
_NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
_MONTHS = (
    "January February March April May June July August September October November December".split()
)
_TENS = ("", "ten", "hundred")
_THOUSANDS = ("", "thousand", "million", "billion", "trillion")
_ROLE = re.compile(r"\s*\[(Axis|Member|Domain|Line Items|Abstract)\]\s*$", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Filing:
    """What a fact's wording needs to know of its filing."""

    accession: str
    company: str
    form: str
    filed: str


@dataclass(frozen=True, slots=True)
class FiledFact:
    """A numeric fact as its filing states it.

    `start` is None where the fact is a state on the day `end`; `end` is None where it holds for
    good. `dimensions` are pairs of axis and member, their labels beside them in `parts`.
    """

    concept: str
    label: str
    value: str
    unit: str
    decimals: str
    start: str | None
    end: str | None
    dimensions: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def context(self) -> str:
        """The dates, and the part of the company where it is not the whole."""
        dates = "always" if self.end is None else self.end
        if self.start is not None:
            dates = f"{self.start}..{self.end}"
        return ":".join((dates, *(f"{axis}={member}" for axis, member in self.dimensions)))


def distinct(facts: Iterable[FiledFact]) -> tuple[FiledFact, ...]:
    """Each fact once, in the order of the filing.

    A filing repeats a figure in its text, often rounded: the most exact one stays. Two values that
    are equally exact both stay, for a reader to see.
    """
    kept: dict[tuple[str, str, str], list[FiledFact]] = {}
    for fact in facts:
        same = kept.setdefault((fact.concept, fact.context, fact.unit), [])
        finest = max((_exactness(other) for other in same), default=None)
        if finest is None or _exactness(fact) > finest:
            same[:] = [fact]
        elif _exactness(fact) == finest and all(_number(o) != _number(fact) for o in same):
            same.append(fact)
    return tuple(fact for same in kept.values() for fact in same)


def to_line(fact: FiledFact, filing: Filing, again: int = 1) -> str:
    """The fact as one JSON line that the index reads as a source with one passage.

    `again` tells facts of one concept and context apart (another unit, another value).
    """
    key = f"{filing.accession}:{fact.concept}:{fact.context}"
    row = {
        "id": key if again == 1 else f"{key}:{again}",
        "title": f"{filing.company} {filing.form} filed {filing.filed}: {_named(fact)}, "
        f"{period_words(fact)}",
        "text": describe(fact, filing),
        "lang": "en",
        "date": filing.filed,
        "accession": filing.accession,
        "concept": fact.concept,
        "context": fact.context,
        "value": fact.value,
        "unit": fact.unit,
        "decimals": fact.decimals,
    }
    return json.dumps(row, ensure_ascii=False)


def lines(facts: Iterable[FiledFact], filing: Filing) -> Iterator[str]:
    """The lines of a filing's facts, each with an id of its own."""
    seen: dict[tuple[str, str], int] = {}
    for fact in distinct(facts):
        key = (fact.concept, fact.context)
        seen[key] = seen.get(key, 0) + 1
        yield to_line(fact, filing, seen[key])


def describe(fact: FiledFact, filing: Filing) -> str:
    """The passage: one sentence with value, period and concept.

    Its only figure is the fact's own, its only dates are the context's: what a reader of figures
    could take for a value of the fact (accession, decimals) is in the id or written out.
    """
    when, dates = period_words(fact), ""
    if fact.start is not None and fact.end is not None:
        when, dates = f"for the {when}", f"{day_words(fact.start)} to {day_words(fact.end)}; "
    exact = precision_words(fact.decimals)
    return (
        f"{filing.company} reported {_named(fact)} of {value_words(fact)} {when} "
        f"({dates}XBRL concept {fact.concept}{f', {exact}' if exact else ''})."
    )


def precision_words(decimals: str) -> str:
    """How exact a figure is, in words: XBRL's `-6` is `to the nearest million`."""
    if decimals == "INF":
        return "exact"
    try:
        places = int(decimals)
    except ValueError:
        return ""
    if places > 0:
        number = _NUMBERS[places] if places < len(_NUMBERS) else "many"
        return f"to {number} decimal place{'s' if places > 1 else ''}"
    thousands, tens = divmod(-places, 3)
    if thousands >= len(_THOUSANDS):
        return ""
    words = " ".join(word for word in (_TENS[tens], _THOUSANDS[thousands]) if word)
    return f"to the nearest {words or 'whole'}"


def period_words(fact: FiledFact) -> str:
    """How long and until when: `three months ended 30 September 2025`, `as of …`."""
    if fact.end is None:
        return "at all times"
    if fact.start is None:
        return f"as of {day_words(fact.end)}"
    return f"{_duration(fact.start, fact.end)} ended {day_words(fact.end)}"


def day_words(day: str) -> str:
    """`30 September 2025` of `2025-09-30`; any other text as it is."""
    try:
        read = date.fromisoformat(day)
    except ValueError:
        return day
    return f"{read.day} {_MONTHS[read.month - 1]} {read.year}"


def value_words(fact: FiledFact) -> str:
    """The value with its unit: `US$41,200,000`, `US$1.27 per share`, `12,345 shares`."""
    number = _number(fact)
    if number is None:
        return f"{fact.value} {fact.unit}"
    above, _, below = fact.unit.partition("/")
    sign, digits = ("-" if number < 0 else ""), f"{abs(number):,f}"
    if above == "USD":
        shown = f"{sign}US${digits}"
    elif re.fullmatch(r"[A-Z]{3}", above):
        shown = f"{sign}{above} {digits}"
    elif above == "pure":
        shown = f"{sign}{digits}"
    else:
        shown = f"{sign}{digits} {above}"
    return f"{shown} per {_single(below)}" if below else shown


def words_of(name: str) -> str:
    """A concept's name as words where the filing gives no label: `NetIncomeLoss`."""
    return _HUMP.sub(" ", re.split(r"[:_]", name)[-1])


def label_words(label: str) -> str:
    """A label without the role that it has in the taxonomy: `Cloud services [Member]`."""
    return _ROLE.sub("", " ".join(label.split()))


def _named(fact: FiledFact) -> str:
    parts = "; ".join(f"{axis}: {member}" for axis, member in fact.parts)
    return f"{fact.label} ({parts})" if parts else fact.label


def _duration(start: str, end: str) -> str:
    try:
        days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    except ValueError:
        return "period"
    months = round(days / _DAYS_A_MONTH)
    if months < 1 or abs(days - months * _DAYS_A_MONTH) > _SLACK_DAYS:
        return "day" if days == 1 else f"{days} days"
    if months == 1:
        return "month"
    if months == 12:
        return "year"
    return f"{_NUMBERS[months] if months < len(_NUMBERS) else months} months"


def _single(unit: str) -> str:
    return "share" if unit == "shares" else unit


def _number(fact: FiledFact) -> Decimal | None:
    try:
        number = Decimal(fact.value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _exactness(fact: FiledFact) -> Decimal:
    """Decimal places that the figure is good for; the more, the more exact."""
    if fact.decimals == "INF":
        return Decimal("Infinity")
    try:
        return Decimal(fact.decimals)
    except InvalidOperation:
        return Decimal("-Infinity")
