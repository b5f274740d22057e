"""A figure in an expression: one exact value, or the reason why it is none.

An expression is computed exactly, so a range (25 to 50 bps, 兩三年, 57% ± 2%) and a figure that is
only a bound (約500億美元, 三十多億美元) are refused in a sentence, never read as a subtraction or
as their nearest number. What a range or a bound is, `bot.language.quantities` decides.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from bot.calculate.problems import ExpressionError, excerpt
from bot.language.quantities import read_quantities, read_quantity_at
from bot.language.units import CURRENCY_AFTER, CURRENCY_BEFORE
from bot.records import Quantity

_CURRENCY_CODES = {**CURRENCY_AFTER, **CURRENCY_BEFORE}
_CURRENCY = re.compile(
    "(?:"
    + "|".join(re.escape(word) for word in sorted(_CURRENCY_CODES, key=len, reverse=True))
    + r")(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_WINDOW = 100
"""How much of the text after a place is read to see what a figure there belongs to."""
_DASHES = "-–—−－~～〜"
_OPERATORS = "*×·＊/÷／^＾)）,;，；、%％"
_FACTORS = "*×·/÷／^＾"
_LEAD = re.compile(r"[^\d()（）+*/^,;，；、%=\-]{1,16}")
_RATE_LEAD = re.compile(r"每[^\s\d]{1,3}\s?")
_SCALE_ALONE = re.compile(r"[百千萬万億亿兆]+[^\s\d()（）+*/^,;，；、-]{0,4}")
_VAGUE = re.compile(
    r"好?[數数幾几][十百千萬万億亿兆年月季天個个成倍][^\s\d()（）+*/^,;，；、-]{0,6}"
)


def read_literal(text: str, at: int) -> Quantity | None:
    """The exact figure that begins at a place, or None where none does.

    Raises ExpressionError where what stands there is a range or only a bound.
    """
    own = read_quantity_at(text, at) or _one(text, at)
    if own is None:
        return _led(text, at)
    if own.high is not None:
        raise _is_range(own, at)
    if own.bound != "exact":
        raise _is_bound(own.text, at)
    if _needs_no_look(text, own):
        return own
    wide = _first(text, at)
    if wide is None or wide.start:
        return own
    if wide.high is not None and not _subtracts(text, at, own, wide):
        raise _is_range(wide, at)
    after = text[own.end : at + wide.end + 1].lstrip()[:1]
    if wide.high is None and wide.bound != "exact" and after not in tuple(_DASHES):
        raise _is_bound(text[at : at + _WINDOW], at)
    return own


def _one(text: str, at: int) -> Quantity | None:
    """一季 and 一年, which in a text count nothing; below a line (NT$32.5/US$) one dollar."""
    if text[at : at + 1] == "一":
        found = read_quantity_at(f"1{text[at + 1 : at + _WINDOW]}", 0)
        if found is None or found.unit == "1":
            return None
        end = at + found.end
        return replace(found, text=text[at:end], start=at, end=end)
    if text[:at].rstrip()[-1:] not in tuple("/÷／"):
        return None
    money = _CURRENCY.match(text, at)
    if money is None:
        return None
    code = _CURRENCY_CODES[money.group().lower()]
    return Quantity(Decimal(1), code, money.group(), at, money.end())


def _first(text: str, at: int) -> Quantity | None:
    return next(iter(read_quantities(text[at : at + _WINDOW])), None)


def _needs_no_look(text: str, own: Quantity) -> bool:
    """Whether an operator or the end follows figures in digits, so that nothing can be joined."""
    rest = text[own.end : own.end + 4].lstrip()
    plain = own.text.isascii() or not re.search("[一二兩两三四五六七八九]", own.text)
    ends = not rest or rest[0] in _OPERATORS or (rest[0] in "+＋" and not rest.startswith("+/"))
    return plain and ends


def _subtracts(text: str, at: int, own: Quantity, wide: Quantity) -> bool:
    """Whether a dash that could join a range is a minus: spaced, with its first figure whole.

    The 1 of (1-20%) stands for the whole too, and a factor (2 * 1 - US$2 billion) is no end of a
    range. In $1.4 - 1.5 trillion the first figure is not whole: its scale is written after the
    second.
    """
    end = at + wide.end
    gap = re.match(rf"\s*[{_DASHES[:5]}]\s*", text[own.end : end])
    if gap is None:
        return False
    spaced = any(c.isspace() for c in gap.group())
    if own.text == "1" and wide.unit in ("%", "pp"):
        return spaced or (text[at - 1 : at] in ("(", "（") and text[end : end + 1] in (")", "）"))
    return spaced and (wide.value == own.value or text[:at].rstrip()[-1:] in tuple(_FACTORS))


def _led(text: str, at: int) -> Quantity | None:
    """A figure whose sign, rate or bound stands before it: $(10.0) billion, 每月15億美元."""
    wide = _first(text, at)
    lead = text[at : at + wide.start] if wide else ""
    if wide is None or (lead and not _LEAD.fullmatch(lead)):
        _refuse_vague(text, at)
        return None
    if wide.high is not None:
        raise _is_range(wide, at)
    if wide.bound != "exact":
        raise _is_bound(lead + wide.text, at)
    rated = "/" in wide.unit and _RATE_LEAD.fullmatch(lead)
    if lead and not rated:
        _refuse_vague(text, at)
        return None
    return Quantity(
        value=wide.value,
        unit=wide.unit,
        text=text[at : at + wide.end],
        start=at,
        end=at + wide.end,
        bound=wide.bound,
        implied=wide.implied,
    )


def _refuse_vague(text: str, at: int) -> None:
    """Raise ExpressionError where a scale stands without a number: 百萬美元, 數十億."""
    if alone := _SCALE_ALONE.match(text, at):
        raise ExpressionError("syntax", "scale_alone", at, found=excerpt(alone.group()))
    if vague := _VAGUE.match(text, at):
        raise _is_bound(vague.group(), at)


def _is_range(found: Quantity, at: int) -> ExpressionError:
    dashed = any(c in _DASHES[:5] for c in found.text[1:])
    sentence = "range_dash" if dashed else "range"
    return ExpressionError("syntax", sentence, at, found=excerpt(found.text))


def _is_bound(text: str, at: int) -> ExpressionError:
    return ExpressionError("syntax", "not_exact", at, found=excerpt(text))
