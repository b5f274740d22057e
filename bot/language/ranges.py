"""What figures of one text mean together: ranges, and the currency that a bare 億 borrows.

Works on the figures of one text in order. It never makes a range of figures in different units,
nor of a change (from 5 to 10).
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.language.figures import Figure
from bot.language.units import TIME_UNITS

_JOIN = re.compile(r"\s?(?:-|–|—|~|～|〜|to|至|到)\s?$")
_JOIN_AND = re.compile(r"\s?(?:and|與|与|和|到|至|-|–|to)\s?$")
_BETWEEN = re.compile(r"(?:between|介於|介于|(?<![a-z])rang(?:e|es|ing) from)\s?$")
_FROM = re.compile(r"(?:(?<![a-z])from|[從从由自])\s?$")
_PLUS_MINUS = re.compile(r"\s?(?:±|\+/-|正負|正负)\s?$")
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
        numbers = first.doubtful and _JOIN.match(folded[first.end : second.start])
        second.doubtful = second.doubtful or bool(numbers)  # months 13 to 36
        return False
    between = _BETWEEN.search(folded, max(0, first.start - 14), first.start)
    if _PLUS_MINUS.match(folded[first.end : second.start]):
        return _spread(first, second)
    join = _JOIN_AND if between else _JOIN
    if not join.match(folded[first.end : second.start]):
        return False
    if not between and _FROM.search(folded, max(0, first.start - 6), first.start):
        return False
    if first.unit not in (None, second.unit) and not (first.money and second.unit is None):
        return False
    low = first.value
    if second.exponent and not first.exponent:
        low = _same_scale(first, second)
    if low >= second.value:
        return False
    first.low, first.high, first.value = low, second.value, low
    first.unit, first.exponent = second.unit or first.unit, second.exponent
    first.implied = first.implied or second.implied
    first.end = second.end
    first.doubtful = (second.doubtful and not bare) or is_ordinal(folded, first)
    if spans_time(folded, first):
        first.bound = "exact"
    return True


def _same_scale(first: Figure, second: Figure) -> Decimal:
    """$37.5–38 billion: the scale of the second end is meant for the first too."""
    scaled = first.value.scaleb(second.exponent)
    return scaled if scaled < second.value else first.value


def _spread(middle: Figure, width: Figure) -> bool:
    """10% ± 2%: a range around a middle."""
    if width.unit not in (middle.unit, None) or width.value < 0:
        return False
    middle.low, middle.high = middle.value - width.value, middle.value + width.value
    middle.value, middle.end = middle.low, width.end
    return True


def lend_currency(text: str, figures: list[Figure]) -> None:
    """A bare 億 takes the currency of its sentence where there is exactly one."""
    bare = [f for f in figures if f.unit is None and f.exponent >= 4]
    if not bare or not any(f.money for f in figures):
        for figure in bare:
            figure.implied = True
        return
    ends = [m.end() for m in _SENTENCE_END.finditer(text)] + [len(text)]
    for figure in bare:
        end = next(e for e in ends if e > figure.start)
        begin = max((e for e in ends if e <= figure.start), default=0)
        near = {
            (f.unit or "").split("/")[0]
            for f in figures
            if f.money and begin <= f.start < end and not f.implied
        }
        figure.implied = True
        figure.unit = near.pop() if len(near) == 1 else None
