"""Figures as published sets write them: gold answers read into `NumberGold`.

Sets write `$1,577.00`, `(94)`, `-22.22`, `14%`, `1.2 million`; the scale stands in the answer, in
the question ("in USD millions"), in a field or only in the page ("in thousands"). Knows no set.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from evals.outside.items import NumberGold, Percent

SCALES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_WORDS = "|".join(SCALES)
_GOLD = re.compile(
    r"(?P<sign>[-−–]|\()?\s*(?:US)?(?P<money>[$€£¥])?\s*(?P<minus>[-−–])?\s*(?P<open>\()?"
    r"(?P<digits>\d[\d,]*(?:\.\d+)?|\.\d+)\)?"
    rf"\s*(?:(?P<percent>%|percent|per cent)|(?P<scale>{_WORDS})s?|(?P<times>x|times))?\)?\.?",
    re.IGNORECASE,
)
_STATED = re.compile(
    rf"\b(?:in|of|as)?\s*(?:us|usd|u\.s\.|nt)?\s*[$€£¥]?\s*(?:dollars\s+in\s+)?({_WORDS})s\b",
    re.IGNORECASE,
)
_MILLIONS_SHORT = re.compile(r"(?:[$€£¥]\s?(?:m|mn)\b|\(\$000|\$\s?['’]?000s?\b)", re.IGNORECASE)


def stated_powers(text: str) -> tuple[int, ...]:
    """The powers of ten that a page says its figures are in ("in millions"), smallest first."""
    found = {SCALES[word.lower()] for word in _STATED.findall(text)}
    for short in _MILLIONS_SHORT.findall(text):
        found.add(3 if "000" in short else 6)
    return tuple(sorted(found))


def decimal(value: object) -> Decimal | None:
    """A published number as Decimal, or None for what is no finite number."""
    try:
        found = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def last_place(value: Decimal) -> Decimal:
    """The place of the last decimal written, or 0 for a whole number: it was not rounded."""
    exponent = int(value.as_tuple().exponent)
    return Decimal(1).scaleb(exponent) if exponent < 0 else Decimal(0)


def read_gold(text: str, powers: tuple[int, ...], percent: Percent = "no") -> NumberGold | None:
    """A published answer that is one figure and nothing else; None for any other text.

    A scale or a percent sign written in it goes before what is handed in.
    """
    match = _GOLD.fullmatch(text.strip())
    if match is None:
        return None
    value = Decimal(match["digits"].replace(",", ""))
    if match["sign"] or match["minus"] or match["open"]:
        value = -value
    if match["scale"]:
        powers = (SCALES[match["scale"].lower()],)
    if match["percent"]:
        percent, powers = "yes", (0,)
    return NumberGold(value, powers, percent, last_place(value))
