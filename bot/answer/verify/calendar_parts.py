"""Stretches of months that a sentence names, against the parts of a year that its quotes name.

"January to September" is the first nine months, 4月到6月 the second quarter: where the quotes name
stretches of a year, one of the sentence must begin where one of theirs begins and end where one
ends. A season that is written 2024/25 runs into the next year. Knows no years (`times`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.verify.numbers import Fault
from bot.answer.verify.reading import read
from bot.answer.verify.stretches import dated
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.timewords import MONTHS

__all__ = ["check_parts_of_year"]

_MONTH = "|".join(MONTHS).lower()
_COUNT = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "三": 3, "六": 6, "九": 9, "十二": 12}
RANGE = re.compile(
    rf"\b({_MONTH})(?: \d{{4}})? ?(?:to|through|until|till|and|[-–—]) ?({_MONTH})\b"
    r"|(?<![\d.])(\d{1,2})月?(?:份|底|初)? ?[到至~～–—-] ?(?:同年|当年)?(\d{1,2})月"
    r"(?!\d{1,2}[日号])"
)
BACK = re.compile(
    rf"\b(three|six|nine|twelve|3|6|9|12) months (?:to|ended|ending|through|until)"
    rf"(?: the end of)?(?: \d{{1,2}})? ({_MONTH})\b"
)
BACK_ZH = re.compile(
    r"(?<!\d)(\d{1,2})月(?:底|末|\d{1,2}日)?为?止的?(三|六|九|十二|3|6|9|12)个月"
    r"|截至[^，,。；]{0,12}?(\d{1,2})月(?:底|末|\d{1,2}日)?的?(三|六|九|十二|3|6|9|12)个月"
)
SEASON = re.compile(r"(?<!\d)((?:19|20)\d\d)/(\d\d)(?!\d)")
# "…in the second quarter, against 5 in the first": which stretch that is is not read.
ELLIPTIC = re.compile(r"\bthe (?:first|second|third|fourth|last|next)(?=[,.;]|$| (?:and|to|of)\b)")
WITH_YEAR = re.compile(r"\d{4}")
YEAR_LONG = 12


def check_parts_of_year(
    text: str, quotes: Sequence[str], context: Sequence[str], glossary: Glossary
) -> Iterator[Fault]:
    """The first stretch of months, or season, that is none of the quotes'."""
    folded = read(text).folded
    if SEASON.search(folded):
        yield from _seasons(folded, quotes, context)
    said = list(_stretches(folded))
    if not said:
        return
    periods = [p for words in (*quotes, *context) for p in dated(words, glossary)]
    spans = {
        (int(p.start[5:7]), int(p.end[5:7]))
        for p in periods
        if p.start and p.end and p.kind not in ("multi_year", "relative")
    }
    if any(ELLIPTIC.search(fold(words)) for words in quotes):
        return
    spans |= {span for words in quotes for span, _ in _stretches(fold(words))}
    if not spans - {(1, YEAR_LONG)}:
        return
    first, last = {a for a, _ in spans}, {b for _, b in spans}
    for (start, end), words in said:
        if start == end and WITH_YEAR.search(words):
            continue  # March 2024 to March 2025 is a year, which `times` knows
        if start not in first or end not in last or start == end:
            yield Fault("wrong_period", words, "the cited sentences name another stretch of months")
            return


def _stretches(folded: str) -> Iterator[tuple[tuple[int, int], str]]:
    """The stretches of months of a text, each with its words."""
    for match in RANGE.finditer(folded):
        one, other, first, last = match.groups()
        if one:
            first, last = _number(one), _number(other)
        if 1 <= int(first) <= YEAR_LONG and 1 <= int(last) <= YEAR_LONG:
            yield (int(first), int(last)), match.group()
    for match in BACK.finditer(folded):
        yield _back(_number(match.group(2)), match.group(1)), match.group()
    for match in BACK_ZH.finditer(folded):
        last, count = match.group(1) or match.group(3), match.group(2) or match.group(4)
        yield _back(int(last), count), match.group()


def _back(last: int, count: str) -> tuple[int, int]:
    """The stretch of so many months that ends with one."""
    return (last - (_COUNT.get(count) or int(count))) % YEAR_LONG + 1, last


def _number(month: str) -> int:
    return [name.lower() for name in MONTHS].index(month) + 1


def _seasons(folded: str, quotes: Sequence[str], context: Sequence[str]) -> Iterator[Fault]:
    """A season whose second year does not follow its first, or that is none of the quotes'."""
    around = [fold(words) for words in (*quotes, *context)]
    known = {m.groups() for words in around for m in SEASON.finditer(words)}
    for match in SEASON.finditer(folded):
        year, short = match.groups()
        follows = (int(year) + 1) % 100 == int(short)
        if match.groups() not in known and (known or not follows):
            reason = "the cited sentences name another season"
            yield Fault("wrong_period", match.group(), reason)
            return
