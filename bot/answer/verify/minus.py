"""Words that make a figure negative: a loss, an outflow, a shortfall; of a change, a fall.

A word counts for the figures near it. A measure that is a loss by its name is one on both sides of
a comparison; a minus that is written is its own figure's alone. It knows no directions (`signs`).
"""

from __future__ import annotations

import re

from bot.language.units import CURRENCIES
from bot.records import Quantity

__all__ = ["LESS", "NEGATIVE", "is_negative"]

NEGATIVE = re.compile(
    r"\bminus\b|\bnegative\b|\bloss(?:es)?\b|\blos(?:t|es|ing)\b|\bburn\w*\b|\boutflow|\bdeficit"
    r"|\bshort(?:fall)?\b|\bmiss|\bbelow zero|\b(?:go(?:es)?|going|gone|went|got|ate|eats?)"
    r" (?:through|up)\b|\bgone (?:in|over|by|after)\b"
    r"|\bin the red\b|\bred ink\b|\bused\b|\buses\b|\bconsum|\bspent\b"
    r"|\bble(?:d|eds?|eding)\b|\bdrain|\bdevour|\bswallow|\bran through\b"
    r"|负|亏|损|流出|烧|短绌|短缺|赤字|缺口|不足|未达|(?<![理索])赔(?![偿付款])|蚀|(?<![还更较要])差|消耗|耗掉|吃掉|失血|用掉|用去|花掉|净减"
)
LESS = re.compile(
    r"\bf[ae]ll(?:en|s)?\b|\bdeclin|\bdrop|\bdown\b|\breduc|\bdecreas|\bcut\b|\bbelow\b|\blower"
    r"|\bshr[aiu]nk|\bslip|\bplung|\bslid|\bfewer\b|\bless\b|减|跌|降|低于|少|衰退|下滑|萎缩"
)
# A measure that is a loss by its name is one on both sides of a comparison; other words are not.
CARRIED = re.compile(
    r"\bloss(?:es)?\b|\blos(?:t|es|ing)\b|\bburn\w*\b|\boutflow|\bdeficit|\bnegative\b|\bred ink\b"
    r"|\bbelow zero|\bin the red\b|\bble(?:d|eds?|eding)\b|亏|损|流出|烧|短绌|赤字|负值|失血"
)
COMPARES = re.compile(
    r"\b(?:than|versus|against|compared|where|whereas|while)\b|[;:]|比(?![重例率])|[；：]"
)
# A minus written before a figure is that figure's alone.
OWN_MINUS = re.compile(
    r"(?:\b(?:minus|negative)|[-−负]) ?(?:约|about |roughly )?(?:nt\$|us\$|[$€£¥])?(?=\d)"
)
MINUS_BEFORE = re.compile(r"(?:\b(?:minus|negative)|负) ?(?:约|about|roughly)? ?$")
# To drop a sum of money is to lose it.
SHED = re.compile(
    r"\b(?:drop(?:s|ped|ping)?|shed(?:s|ding)?|forfeit(?:s|ed)?)(?: about| some| nearly)? $"
)
OF_WHICH = re.compile(r"\bof (?:which|that)\b|其中")
BEFORE, AFTER = 60, 30


def is_negative(folded: str, quantity: Quantity) -> bool:
    """Whether words near a figure make it negative: a loss; of a share or a change, a fall."""
    if MINUS_BEFORE.search(folded[max(0, quantity.start - 14) : quantity.start]):
        return True
    if quantity.unit in CURRENCIES and SHED.search(
        folded[max(0, quantity.start - 30) : quantity.start]
    ):
        return True
    begin = max(0, quantity.start - BEFORE)
    if OF_WHICH.search(folded[begin : quantity.start]):
        begin = 0
    near = OWN_MINUS.sub(" ", folded[begin : quantity.end + AFTER])
    if quantity.unit in ("%", "pp") or re.search(
        r"\bby (?:about )?$|[减少跌降低]了?约?$", folded[: quantity.start]
    ):
        return bool(NEGATIVE.search(near) or LESS.search(near))
    if CARRIED.search(near):
        return True
    # Of "missed by 4, worse than the 5 expected" the miss is not the second figure's.
    ahead = COMPARES.split(OWN_MINUS.sub(" ", folded[begin : quantity.start]))[-1]
    behind = COMPARES.split(OWN_MINUS.sub(" ", folded[quantity.end : quantity.end + AFTER]))[0]
    return bool(NEGATIVE.search(f"{ahead} {behind}"))
