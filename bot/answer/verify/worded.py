"""Figures and rates that a text tells in words: four points, a tenth, a year for twelve months.

Adds to the reader of figures what a quote may say so that a sentence can write it in digits, and
reads by which stretch of time a rate is counted. It widens what holds and never finds a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from bot.language.script import fold
from bot.records import Quantity

__all__ = ["PAIR", "another_rate", "rates_of", "worded"]

RATES = (
    (
        "year",
        re.compile(
            r"\b(?:a|per|each|every) year\b|\bannual|\byearly\b|\d years\b"
            r"|每年|年化|年度|[一两\d]年"
        ),
    ),
    ("quarter", re.compile(r"\b(?:a|per|each|every) quarter\b|\bquarterly\b|每季|单季")),
    ("month", re.compile(r"\b(?:a|per|each|every) month\b|\bmonthly\b|每个?月|月租|月薪")),
    ("week", re.compile(r"\b(?:a|per|each|every) week\b|\bweekly\b|每周|每星期")),
    ("day", re.compile(r"\b(?:a|per|each|every) day\b|\bdaily\b|每天|每日")),
)
STRETCHES = frozenset(what for what, _ in RATES)
# By these a rate is turned into another: monthly of yearly.
PARTS_OF_YEAR = frozenset(map(Decimal, (12, 4, 3, 52, 365)))
# The same length of time in other words: the twelve months of a year.
LENGTHS = (
    ((12, "months"), re.compile(r"\byear|年")),
    ((6, "months"), re.compile(r"\bhalf\b|半年")),
    ((3, "months"), re.compile(r"\bquarter|季")),
    ((4, "quarters"), re.compile(r"\byear|\b(?:twelve|12) months\b|年|(?:12|十二)个月")),
    ((9, "months"), re.compile(r"\bthree quarters\b|前三季|三个季度")),
    ((3, "quarters"), re.compile(r"\b(?:nine|9) months\b|(?:9|九)个月")),
    ((2, "quarters"), re.compile(r"\bhalf\b|半年")),
)
WORDS = {w: n for n, w in enumerate("one two three four five six seven eight nine ten".split(), 1)}
POINTS = re.compile(rf"\b({'|'.join(WORDS)}) (?:percentage )?points?\b")
SHARES = (
    (10, re.compile(r"\b(?:a|one) tenth\b")),
    (20, re.compile(r"\b(?:a|one) fifth\b")),
    (25, re.compile(r"\b(?:a|one) quarter of\b|四分之一")),
    (50, re.compile(r"\bhalf of\b|一半|半数")),
)
TENTHS = re.compile(r"(?<![完形构造组合])([一二三四五六七八九])成(?![为立本长交功果型熟形就员])")
DIGITS = "一二三四五六七八九"
# "Receivable days at 53", "its days of stock were 40".
NAMED = re.compile(
    r"\b(days|weeks|months|quarters|years) (?:of \w+ )?(?:at|was|were|is|are|to|stood at)"
    r" (?:about )?(\d+(?:\.\d+)?)(?! ?(?:%|[a-z]))"
)
# "12 more months of data": a word between a number and its stretch of time.
FURTHER = re.compile(
    rf"\b(\d+|{'|'.join(WORDS)}) (?:more|additional|further|extra|other|straight|consecutive|full"
    r"|whole|successive|working|calendar) (days?|weeks?|months?|quarters?|years?)\b"
)
# Two of a kind is said by a plural as well: the companies, both.
PAIR = re.compile(r"[二两双兩雙]|two\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def worded(text: str) -> tuple[Quantity, ...]:
    """What a quote tells in words that the reader of figures does not take."""
    return tuple(_worded(fold(text)))


def _worded(folded: str) -> Iterator[Quantity]:
    for match in POINTS.finditer(folded):
        yield Quantity(Decimal(WORDS[match.group(1)]), "pp", match.group(), *match.span())
    for match in NAMED.finditer(folded):
        yield Quantity(Decimal(match.group(2)), match.group(1), match.group(), *match.span())
    for match in FURTHER.finditer(folded):
        count, unit = match.groups()
        value = WORDS.get(count) or Decimal(count)
        yield Quantity(Decimal(value), f"{unit.rstrip('s')}s", match.group(), *match.span())
    for match in TENTHS.finditer(folded):
        share = 10 * (DIGITS.index(match.group(1)) + 1)
        yield Quantity(Decimal(share), "%", match.group(), *match.span())
    for share, words in SHARES:
        if said := words.search(folded):
            yield Quantity(Decimal(share), "%", said.group(), *said.span())
    for (count, unit), words in LENGTHS:
        if said := words.search(folded):
            yield Quantity(Decimal(count), unit, said.group(), *said.span())


@lru_cache(maxsize=4096)
def _rates(text: str) -> frozenset[str]:
    folded = fold(text)
    return frozenset(what for what, words in RATES if words.search(folded))


def rates_of(texts: Iterable[str]) -> frozenset[str]:
    """By which stretches of time the texts count their rates."""
    return frozenset().union(*map(_rates, texts))


def another_rate(quantity: Quantity, rates: frozenset[str], numbers: frozenset[Decimal]) -> bool:
    """Whether a figure is told by the month where the quotes count by the year alone."""
    _, _, by = quantity.unit.partition("/")
    timed = by in STRETCHES
    return timed and bool(rates) and by not in rates and not numbers & PARTS_OF_YEAR
