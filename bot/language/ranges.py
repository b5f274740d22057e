"""What figures of one text mean together: ranges, and the currency that a bare 億 borrows.

Works on the figures of one text in order. It never makes a range of figures in different units,
nor of a change (from 5 to 10).
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.language.affixes import COUNTED_AFTER, rate_before
from bot.language.figures import Figure
from bot.language.units import TIME_UNITS

_JOIN = re.compile(r"\s?(?:-|–|—|~|～|〜|to|至|到)\s?$")
_JOIN_AND = re.compile(r"\s?(?:and|與|与|和|到|至|-|–|to)\s?$")
_BETWEEN = re.compile(r"(?:between|介於|介于|(?<![a-z])rang(?:e|es|ing) from)\s?$")
_FROM = re.compile(r"(?:(?<![a-z])from|[從从由自])\s?$")
_OR = re.compile(r"\s?or\s?$")
_PLUS_MINUS = re.compile(r"\s?(?:±|\+/-|正負|正负)\s?$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_YEARS = (1900, 2100)
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s+[A-Z\"“(])")


def spans_time(folded: str, figure: Figure) -> bool:
    """Whether the bound is none: over 5 years and 近四季 say how long, not how much."""
    words = ("over", "近", "under")
    return (
        figure.unit in TIME_UNITS
        and figure.hedge is not None
        and folded.startswith(words, figure.hedge)
    )


def is_ordinal(folded: str, figure: Figure) -> bool:
    """Whether 第 makes the figure a position in a row and no amount."""
    return folded[max(0, figure.start - 2) : figure.start].rstrip(" ")[-1:] == "第"


def join_ranges(folded: str, figures: list[Figure]) -> list[Figure]:
    """Two figures that state the ends of one range become one."""
    joined: list[Figure] = []
    for figure in figures:
        if joined and _joins(folded, joined[-1], figure):
            continue
        joined.append(figure)
    return joined


def _joins(folded: str, first: Figure, second: Figure) -> bool:
    """Make `first` the range from first to second where the text says so."""
    gap = second.start - first.end
    if gap > 6 or gap < 1 or first.low is not None:
        return False
    bare = not (second.unit or second.exponent)
    if bare and not (first.money and first.start < first.core):
        numbers = (
            first.doubtful
            and not _year_to_figure(folded, first, second)
            and _JOIN.match(folded[first.end : second.start])
        )
        second.doubtful = second.doubtful or bool(numbers)  # months 13 to 36
        return False
    if _is_year(first) and (second.money or second.unit == "%" or second.exponent):
        return False  # from $620 million in 2024 to $480 million in 2025
    if _is_year(first) and not _YEARS[0] <= second.value <= _YEARS[1]:
        return False  # from 1,900 people in 2023 to 2,400 people
    between = _BETWEEN.search(folded, max(0, first.start - 14), first.start)
    if _PLUS_MINUS.match(folded[first.end : second.start]):
        return _spread(first, second)
    join = _JOIN_AND if between else _JOIN
    either = first.unit is None and second.value == first.value + 1  # three or four years
    gap_text = folded[first.end : second.start]
    if not (join.match(gap_text) or (either and _OR.match(gap_text))):
        return False
    if not between and _FROM.search(folded, max(0, first.start - 6), first.start):
        return False
    if not _one_unit(first, second) or _year_then_money(folded, first, second):
        return False
    low = first.value
    if first.unit is None:
        low = low.scaleb(second.shift)
    if second.exponent and first.exponent < 4:
        low = _same_scale(first, second, low)
    if low >= second.value:
        return False
    first.low, first.high, first.value = low, second.value, low
    first.unit = max((u for u in (first.unit, second.unit) if u), key=len, default=None)
    first.exponent = second.exponent
    if first.unit and "/" not in first.unit:
        start = first.start if first.hedge is None else first.hedge
        below = rate_before(folded, start, first.unit, first.value)
        first.unit = f"{first.unit}/{below}" if below else first.unit
    first.implied = first.implied or second.implied
    first.end = second.end
    first.doubtful = (second.doubtful and not bare) or is_ordinal(folded, first)
    if spans_time(folded, first):
        first.bound = "exact"
    return True


def _year_then_money(folded: str, first: Figure, second: Figure) -> bool:
    """Whether a year stands before an amount with its sign: $10bn in 2022 to $20bn."""
    bare = first.unit is None and not first.exponent
    written = _YEAR.match(folded[first.start : first.end].strip())
    return bool(bare and written and second.money and second.start < second.core)


def _is_year(figure: Figure) -> bool:
    bare = figure.unit is None and not figure.exponent
    return bare and figure.doubtful and _YEARS[0] <= figure.value <= _YEARS[1]


def _year_to_figure(folded: str, first: Figure, second: Figure) -> bool:
    """Whether a figure that is no year follows one behind a word: from 56 in 2023 to 72."""
    dashed = any(char in "-–—~～〜" for char in folded[first.end : second.start])
    second_is_year = second.unit is None and _YEARS[0] <= second.value <= _YEARS[1]
    return _is_year(first) and not second_is_year and not dashed


def _one_unit(first: Figure, second: Figure) -> bool:
    """Whether both ends can be in one unit; a rate or a unit written once counts for both."""
    if first.unit in (None, second.unit) or (first.money and second.unit is None):
        return True
    above, _, below = (second.unit or "").partition("/")
    here, _, already = (first.unit or "").partition("/")
    return above == here and not (below and already)


def _same_scale(first: Figure, second: Figure, low: Decimal) -> Decimal:
    """$37.5–38 billion, 3千至5千萬: the scale of the second end is meant for the first too."""
    for power in (second.exponent, second.exponent - first.exponent):
        if (scaled := low.scaleb(power)) < second.value:
            return scaled
    return low


def _spread(middle: Figure, width: Figure) -> bool:
    """10% ± 2%: a range around a middle."""
    points = (middle.unit, width.unit) == ("%", "pp")
    if (width.unit not in (middle.unit, None) and not points) or width.value < 0:
        return False
    middle.low, middle.high = middle.value - width.value, middle.value + width.value
    middle.value, middle.end = middle.low, width.end
    return True


def lend_currency(text: str, figures: list[Figure]) -> None:
    """A bare 億 takes the currency of its sentence where there is exactly one."""
    bare = [
        f
        for f in figures
        if f.unit is None and f.exponent >= 4 and not COUNTED_AFTER.match(text, f.end)
    ]
    if not bare or not any(f.money for f in figures):
        for figure in bare:
            figure.implied = True
        return
    ends = [m.end() for m in _SENTENCE_END.finditer(text)] + [len(text)]
    for figure in bare:
        end = next(e for e in ends if e > figure.start)
        begin = max((e for e in ends if e <= figure.start), default=0)
        money = [f for f in figures if f.money and begin <= f.start < end]
        # A bare 元 is a currency only by the reader's country: any other name goes first.
        named = [f for f in money if not f.implied] or money
        near = {(f.unit or "").split("/")[0] for f in named}
        figure.implied = True
        figure.unit = near.pop() if len(near) == 1 else None
