"""Which figure of a sentence changed from which, and by how much, as its words say.

"Rose to 4,300 from 3,900", 由31.5%下降到29.8%, "18 ships, 3 more than a year ago". It reads the
order of words and the few that mark an earlier figure; it computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.knowledge.figures_read import NO_PERIOD
from bot.records import Period, Quantity

__all__ = ["REACH", "before_that", "earlier_figures", "in_unit_of", "is_change", "same_kind"]

REACH = 28
"""Characters before a percentage in which a word may make a growth rate of it."""
FAR = 60
"""Characters between a figure and the one that it changed from, at most."""
_CHANGED_BY = re.compile(r"(?:增加|减少|增|减|多|少)了?约?$|\b(?:by|another) $")
_MORE_THAN = re.compile(
    r"\s*(?:[a-z]+ )?(?:more|fewer|less) than (?:a year|the year|in \d{4}|at the)"
)
_EARLIER_BEFORE = re.compile(
    r"(?:\b(?:from|against|versus|compared (?:with|to)|having (?:stood at|been))\s+"
    r"(?:about |around |some )?"
    r"|[由从自]\s*(?:约|大约)?"
    r"|[由从](?:(?:19|20)\d\d年|去年|前年|上年|年初|原[先本定]|原来)[^，,。；;\d]{0,8}"
    r"|(?:较|比)(?:去年|前年|上年|上季|前一|\d{4}年|同期)[^，。；\d]{0,10}"
    r"|(?:去年同期|前一年|上年同期|前一季|前年)[^，。；\d]{0,8})$"
)
_AFTER_NOW = re.compile(
    r"(?:\b(?:against|versus|compared (?:with|to))\s+(?:about |around |some )?"
    r"|(?:去年同期|前一年|上年同期|前年)[^，。；\d]{0,8})$"
)
"""What sets an earlier figure behind the one that it is held against, where one stands there."""
_EARLIER_AFTER = re.compile(
    r"[^\w]*(?:(?:in )?the (?:year|quarter) (?:before|earlier)"
    r"|(?:a|one|twelve|12|six|6|three|3) (?:years?|months?) (?:earlier|ago|before)"
    r"|in the (?:previous|prior) (?:year|quarter))"
)
_YEAR_BEFORE = re.compile(
    r"(?:year|(?:twelve|12) months) (?:before|earlier|ago)|(?:previous|prior) year"
    r"|去年同期|前一年|上年同期"
)
_STILL_EARLIER = re.compile(r"前年[^，。；\d]{0,8}$")
"""What is held against a figure told before it alone."""
_ALSO = re.compile(r"\b(?:in|for|at the end of) (?:19|20)\d\d,? and (?:about |around )?$")
"""What joins a figure of a still earlier time: 58,000 in 2023 and 49,200 in 2022."""


def earlier_figures(quantities: Sequence[Quantity], folded: str) -> dict[int, int]:
    """For each figure that changed, by its place, the place of the figure that it changed from."""
    marked = [
        n
        for n, q in enumerate(quantities)
        if _EARLIER_BEFORE.search(folded[max(0, q.start - REACH) : q.start])
        or _EARLIER_AFTER.match(folded, q.end)
    ]
    for n in range(1, len(quantities)):
        start = quantities[n].start
        if n - 1 in marked and _ALSO.search(folded[max(0, start - REACH) : start]):
            marked.append(n)
    found: dict[int, int] = {}
    for place in sorted(set(marked)):
        own = quantities[place]
        others = [
            n
            for n, q in enumerate(quantities)
            if n not in marked and n not in found and same_kind(q.unit, own.unit)
        ]
        apart = {n: _apart(quantities[n], own, folded) for n in others}
        if _AFTER_NOW.search(folded[max(0, own.start - REACH) : own.start]):
            before = [n for n in others if n < place and apart[n] <= FAR]
            told_before = _STILL_EARLIER.search(folded[max(0, own.start - REACH) : own.start])
            others = before if told_before else before or others
        near = min(others, key=lambda n: apart[n], default=None)
        if near is not None and apart[near] <= FAR:
            found[near] = place
    return found


def is_change(quantity: Quantity, level: Quantity, folded: str) -> bool:
    """Whether a figure says how far the one before it moved: 18 ships, 3 more than in 2023."""
    by = _CHANGED_BY.search(folded[max(0, quantity.start - REACH) : quantity.start])
    told = by is not None or _MORE_THAN.match(folded, quantity.end) is not None
    return told and same_kind(quantity.unit, level.unit) and _apart(level, quantity, folded) < FAR


def _apart(one: Quantity, other: Quantity, folded: str) -> int:
    """Characters between two figures; more where a mark that ends a thought lies there."""
    first, last = sorted((one, other), key=lambda q: q.start)
    between = folded[first.end : last.start]
    return len(between) + (FAR if re.search(r"[;；。]|\.\s", between) else 0)


def same_kind(one: str, other: str) -> bool:
    """A figure without a noun of its own takes the other's: 4,300 people, up from 3,900."""
    plain = (one.partition("/")[0], other.partition("/")[0])
    return plain[0] == plain[1] or ("1" in plain and "%" not in plain and "x" not in plain)


def in_unit_of(quantity: Quantity, now: Quantity) -> Quantity:
    """A figure without a noun or a rate of its own in the unit of the one it belongs to."""
    if quantity.unit == now.unit or not same_kind(quantity.unit, now.unit):
        return quantity
    unit = now.unit if quantity.unit == "1" else quantity.unit
    return replace(quantity, unit=unit.partition("/")[0] if "/" not in now.unit else now.unit)


def before_that(quantity: Quantity, folded: str, when: Period, now: Period) -> Period:
    """When a figure held that another is compared with: its own time, else a year before."""
    if (when.start, when.end) != (now.start, now.end):
        return when
    near = folded[max(0, quantity.start - REACH) : quantity.end + REACH]
    if not (now.start and now.end and _YEAR_BEFORE.search(near)):
        return NO_PERIOD
    start, end = (
        f"{int(day[:4]) - 1}{day[4:]}".replace("-02-29", "-02-28") for day in (now.start, now.end)
    )
    return replace(now, label=now.label.replace(now.start[:4], start[:4]), start=start, end=end)
