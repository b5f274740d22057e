"""Reads the figures of a text, however they are written in either language, as quantities.

A scan finds numerals; what stands before (currency, sign, "up to") and after (billion, 億美元,
a year) makes each a quantity; a last pass joins ranges, lends a bare 億 the sentence's only
currency and drops what is no quantity: years, dates, list numbers, names such as GB200 or 10-Q.
A falling verb does not make a figure negative (its direction belongs to the verb); a minus, 負 or
a loss word directly before it does. It does not know who or what a figure is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Context, Decimal, localcontext
from functools import lru_cache

from bot.language.affixes import (
    currency_before,
    loses,
    rate_after,
    rate_before,
    sign_before,
)
from bot.language.amounts import display, write_quantity
from bot.language.bounds import bound_after, bound_before
from bot.language.figures import (
    CORE,
    Figure,
    bracketed_figure,
    core_figure,
    pair_figure,
    set_currency,
)
from bot.language.not_quantities import (
    follows_name,
    glued,
    in_era,
    is_year,
    listed,
    numbered,
    ranked,
    runs_on,
    skip_at,
)
from bot.language.number_words import FIRST_WORDS
from bot.language.numerals import fold_numerals
from bot.language.ranges import is_ordinal, join_ranges, lend_currency, spans_time
from bot.language.units import CURRENCY_BEFORE
from bot.records import Quantity

__all__ = ["display", "read_quantities", "read_quantity_at", "write_quantity"]

_START = re.compile(
    r"[.]?\d|[〇零一二三四五六七八九兩十百千萬億兆廿卅腰砍減减翻倍半過过]"
    r"|(?<![a-z0-9-])[a-z]{3,}|(?<![a-z])a(?= )"
)
_LEAD = re.compile(
    "(?:"
    + "|".join(re.escape(w) for w in sorted(CURRENCY_BEFORE, key=len, reverse=True))
    + r")[ \u00a0]?"
)
_CELL_BEFORE = re.compile(r"(?:^|[\t\n|:：$€£¥]|(?:was|were|is|of|為|为|是))\s?$")
_CELL_AFTER = re.compile(r"\)\s?(?:$|[\t\n|,;.。，；])")
_ADDRESS = re.compile(r"https?://\S+")
SHORT = 1000
FOUR_DIGITS = 4
"""A text of no more characters is a sentence that is likely to be read again."""

# Wide enough that reading never rounds, whatever context the caller has set.
_EXACT = Context(prec=120)


def read_quantities(text: str, language: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of a text in order, without overlaps; `language` decides what 元 means."""
    # Only in mainland text does 元 mean another currency: in all others a sentence is read once.
    mainland = language if language == "zh-CN" else None
    return (_remembered if len(text) <= SHORT else _read)(text, mainland)


def _read(text: str, language: str | None) -> tuple[Quantity, ...]:
    folded = fold_numerals(text)
    if "://" in folded:
        folded = _ADDRESS.sub(lambda match: "_" * len(match.group()), folded)
    with localcontext(_EXACT):
        figures = join_ranges(folded, list(_scan(text, folded, language)))
        figures = [f for f in figures if not f.doubtful]
        lend_currency(text, figures)
        return tuple(_quantity(text, f) for f in figures)


_remembered = lru_cache(maxsize=8192)(_read)


def read_quantity_at(text: str, pos: int, language: str | None = None) -> Quantity | None:
    """The unsigned quantity that begins exactly at a place, or None; for the expression parser."""
    folded = _folded(text)
    lead = _LEAD.match(folded, pos)
    match = CORE.match(folded, lead.end() if lead else pos)
    if match is None:
        return None
    with localcontext(_EXACT):
        figure = core_figure(folded, match, language)
        if figure is None:
            return None
        if lead:
            figure.start = pos
            set_currency(figure, CURRENCY_BEFORE[lead.group().strip(" \u00a0")])
        _add_rate(folded, figure)
        return _quantity(text, figure)


@lru_cache(maxsize=8)
def _folded(text: str) -> str:
    return fold_numerals(text)


def _scan(text: str, folded: str, language: str | None) -> Iterator[Figure]:
    """Every numeral with its affixes, left to right; doubtful ones only matter in a range."""
    at = 0
    while start := _START.search(folded, at):
        at = start.end()
        word = start.group()
        if word[-1].isascii() and word.isalpha() and word not in FIRST_WORDS:
            continue
        if end := skip_at(folded, start.start()):
            at = end
            continue
        match = CORE.match(folded, start.start())
        if match is None:
            continue
        at, here = match.end(), start.start()
        figure = (
            bracketed_figure(folded, here, language)
            or pair_figure(folded, here, language)
            or core_figure(folded, match, language)
        )
        if figure is None:
            continue
        _look_before(folded, figure, language)
        if glued(folded, figure.start):
            continue
        at = figure.end
        _look_after(folded, figure)
        figure.doubtful = figure.doubtful or _is_doubtful(text, folded, figure)
        yield figure


def _look_after(folded: str, figure: Figure) -> None:
    """Read the rate and the bound that stand after the unit, and a rate set by a word before."""
    _add_rate(folded, figure)
    start = figure.start if figure.hedge is None else figure.hedge
    if figure.unit and (below := rate_before(folded, start, figure.unit, figure.value)):
        figure.unit = f"{figure.unit}/{below}"
    if (after := bound_after(folded, figure.end)) and figure.bound in ("exact", "about"):
        figure.bound = after


def _is_doubtful(text: str, folded: str, figure: Figure) -> bool:
    """Whether a numeral is no figure by itself: a year, a number of something, part of a name."""
    alone = figure.start == figure.core
    if is_ordinal(folded, figure) or ranked(folded, figure.start):
        return True
    if figure.unit == "years" and in_era(folded, figure.core):
        return True
    if alone and (is_year(folded, figure.core, figure.end) or _is_named_year(folded, figure)):
        return True
    if figure.unit is not None or figure.exponent:
        return False
    if alone and (
        numbered(folded, figure.core, figure.end) or listed(folded, figure.core, figure.end)
    ):
        return True
    return runs_on(folded, figure.end) or (alone and follows_name(text, figure.core))


def _is_named_year(folded: str, figure: Figure) -> bool:
    """Whether a counted thing follows the year of a month: the December 2024 quarter."""
    end = figure.core + FOUR_DIGITS
    counted = not (figure.money or figure.exponent or figure.unit == "%")
    return (
        counted
        and figure.end > end
        and is_year(folded, figure.core, end)
        and numbered(folded, figure.core, end)
    )


def _look_before(folded: str, figure: Figure, language: str | None) -> None:
    """Read currency, sign, bound and loss words that stand before the digits."""
    if currency := currency_before(folded, figure.start):
        figure.start, code, minus = currency
        if code == "JPY" and language == "zh-CN" and folded[figure.start] == "¥":
            code = "CNY"
        set_currency(figure, code)
        figure.value = -figure.value if minus else figure.value
    at = _take_sign(folded, figure, figure.start)
    if bound := bound_before(folded, at):
        at, name = bound
        figure.hedge = at
        if not spans_time(folded, figure) and (figure.bound == "exact" or name != "about"):
            figure.bound = name
        _take_sign(folded, figure, at)
    amount = figure.value > 0 and (figure.money or figure.exponent)
    if amount and (loses(folded, at) or _in_brackets(folded, figure)):
        figure.value = -figure.value


def _take_sign(folded: str, figure: Figure, at: int) -> int:
    sign = sign_before(folded, at)
    if sign is not None:
        figure.start, figure.value = sign, -figure.value
    return figure.start if sign is not None else at


def _in_brackets(folded: str, figure: Figure) -> bool:
    """Accountants' negatives: (5.2) as a cell or a value of its own, not a remark in brackets."""
    at = figure.start - 1
    return (
        folded[at : at + 1] == "("
        and _CELL_AFTER.match(folded, figure.end) is not None
        and _CELL_BEFORE.search(folded, max(0, at - 8), at) is not None
    )


def _add_rate(folded: str, figure: Figure) -> None:
    if figure.unit and (rate := rate_after(folded, figure.end, figure.unit)):
        figure.end, below = rate
        figure.unit = f"{figure.unit}/{below}"


def _quantity(text: str, figure: Figure) -> Quantity:
    implied = figure.implied or (figure.unit is None and figure.exponent >= 4)
    return Quantity(
        value=_plain(figure.value),
        unit=figure.unit or "1",
        text=text[figure.start : figure.end],
        start=figure.start,
        end=figure.end,
        bound=figure.bound,
        low=None if figure.low is None else _plain(figure.low),
        high=None if figure.high is None else _plain(figure.high),
        implied=implied,
    )


def _plain(value: Decimal) -> Decimal:
    """The same value with no exponent to print: 5.23E+11 becomes 523000000000."""
    return Decimal(int(value)) if value == value.to_integral_value() else value
