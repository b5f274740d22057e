"""What bounds a figure, in more words than the reader of figures takes: a cap of, 以…為限.

Looks at the words between a figure and the one before it, and at the twelve letters after it. Two
kinds matter: at most, and at least.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.records import Bound, Quantity

__all__ = ["bounded"]

NEAR = 40
_GAP = r"[^\d,;.。]{0,24}$"
NO_MORE = re.compile(
    r"\b(?:not|no|nobody|none|never|cannot|no one)\b[^\d,;.]{0,30}\b(?:more than|exceed|above|over"
    r"|surpass)\w*"
    rf"{_GAP}|(?:不逾|不超|不得超|不会超|不高于|未逾|未超){_GAP}"
)
NO_LESS = re.compile(
    r"\b(?:not|no|nobody|none|never|cannot)\b[^\d,;.]{0,30}\b(?:less than|fewer than|below|under)"
    rf"{_GAP}|(?:不低于|不少于|不得低于|不得少于){_GAP}"
)
AT_MOST = re.compile(
    r"(?:\bup to\b|\bat most\b|\bas (?:much|many) as\b|\bcap(?:ped)?\b|\bceiling\b|\blimit(?:ed)?\b"
    rf"|\bmaximum\b|\bthe most\b(?! in\b)|\btop(?:s|ping)? out at\b|最高|最多|至多|上限|上看|可达"
    rf"|顶多|上探){_GAP}"
)
AT_LEAST = re.compile(rf"(?:\bat least\b|\bminimum\b|\bfloor of\b|至少|最少|下限|起码){_GAP}")
# 不到營收的5%: what a share is of stands between the bound and its figure.
OF_WHAT = r"[^,，;；。]{1,16}的(?:约)?$"
LESS = re.compile(rf"(?:不到|未满|不足){OF_WHAT}")
MORE = re.compile(rf"(?:逾|超过|超出){OF_WHAT}")
# "In under two years": a length that was worked out.
UNDER = re.compile(r"\b(?:in|within|well|just|after) under (?:a )?$|不到$")
LENGTHS = frozenset("years quarters months weeks days".split())
# "Handed over $60 million": over belongs to the verb.
HANDED = re.compile(
    r"\b(?:hand|turn|sign|carri|roll|transferr)(?:s|ed|ing)? over (?:about |some )?$"
)
AFTER_MOST = re.compile(
    r"^.{0,3}?(?:为限|为上限|以下|以内|封顶|上限| (?:cap|ceiling|limit|at most|or less)\b)"
)
AFTER_LEAST = re.compile(r"^.{0,2}?(?:以上|为下限|起跳| or more\b| (?:minimum|floor)\b)")


def bounded(quantity: Quantity, folded: str) -> Quantity:
    """The figure with the bound that the words around it give; itself where they give none."""
    before = folded[max(0, quantity.start - NEAR) : quantity.start]
    said = folded[quantity.start : quantity.end]
    after = folded[quantity.end : quantity.end + 12]
    found: Bound | None = None
    if quantity.bound == "more_than" and HANDED.search(before):
        found = "exact"
    elif NO_MORE.search(before):
        found = "up_to"
    elif NO_LESS.search(before):
        found = "at_least"
    elif quantity.bound not in ("exact", "about"):
        return quantity
    elif quantity.unit in LENGTHS and UNDER.search(before):
        found = "less_than"
    elif LESS.search(before) or MORE.search(before):
        found = "less_than" if LESS.search(before) else "more_than"
    elif AT_MOST.search(before) or AFTER_MOST.search(after) or AFTER_MOST.search(said[-3:] + after):
        found = "up_to"
    elif AT_LEAST.search(before) or AFTER_LEAST.search(after):
        found = "at_least"
    return replace(quantity, bound=found) if found else quantity
