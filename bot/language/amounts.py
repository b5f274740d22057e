"""Writes figures as readers of either language expect: $523 billion, 5,230億美元, 每年600億美元.

The one place where figures are rounded: half up, once, when they are written. What
`write_quantity` writes without `digits` is exact, and `read_quantities` reads it back. It does not
choose whether a figure should be shown, nor in which unit.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal, localcontext

from bot.language.units import (
    CURRENCY_NAMES,
    MEASURE_NAMES,
    RATE_NAMES,
    CurrencyNames,
)
from bot.records import Bound, Lang

_CONTEXT = Context(prec=120, rounding=ROUND_HALF_UP)
_EN_SCALES = ((12, "trillion"), (9, "billion"), (6, "million"))
_ZH_SCALES: dict[str, tuple[tuple[int, str], ...]] = {
    "zh-TW": ((12, "兆"), (8, "億"), (4, "萬")),
    "zh-CN": ((12, "万亿"), (8, "亿"), (4, "万")),
}
_BOUND_WORDS: dict[str, dict[Bound, str]] = {
    "en": {
        "about": "about ",
        "up_to": "up to ",
        "at_least": "at least ",
        "more_than": "more than ",
        "less_than": "less than ",
    },
    "zh-TW": {
        "about": "約",
        "up_to": "最高",
        "at_least": "至少",
        "more_than": "逾",
        "less_than": "不到",
    },
    "zh-CN": {
        "about": "约",
        "up_to": "最高",
        "at_least": "至少",
        "more_than": "超过",
        "less_than": "不到",
    },
}
# These currencies are named before the figure in Chinese, with 元 after it.
_NAMED_BEFORE = frozenset({"TWD", "CNY"})
# Heads that only a division makes are written, and not read back as a rate.
_HEADS = {
    "people": ("per person", "每人", "每人"),
    "companies": ("per company", "每家公司", "每家公司"),
}
_PER = {**RATE_NAMES, **_HEADS}


def write_quantity(
    value: Decimal,
    unit: str,
    language: Lang,
    *,
    bound: Bound = "exact",
    digits: int | None = None,
) -> str:
    """A figure in running text; exact, or rounded half up to `digits` significant digits."""
    return _write(_rounded(value, digits), unit, language, bound, shown=False)


def display(value: Decimal, unit: str, *, place: int | None = None) -> dict[str, str]:
    """A figure by itself in both languages, with three significant digits or all of four.

    `place` is the power of ten down to which its digits are known, where they go further.
    """
    value = as_displayed(value, unit, place)
    return {
        "en": _write(value, unit, "en", "exact", shown=True),
        "zh-TW": _write(value, unit, "zh-TW", "exact", shown=True),
    }


def as_displayed(value: Decimal, unit: str, place: int | None = None) -> Decimal:
    """The value rounded to the digits that `display` shows."""
    digits = _display_digits(value, unit)
    if digits is not None and place is not None:
        digits = max(digits, value.adjusted() + 1 - place)
    return _rounded(value, digits)


def readable(value: Decimal, unit: str = "1", place: int | None = None) -> str:
    """A bare number for a step of a calculation, rounded as `display` rounds."""
    return grouped(as_displayed(value, unit, place))


def write_literal(value: Decimal, unit: str, language: Lang) -> str:
    """An exact figure as it stands in an expression: $60 billion/year, 600億美元/年."""
    above, _, below = unit.partition("/")
    known = above in CURRENCY_NAMES or above in MEASURE_NAMES or above in ("%", "pp", "x")
    minus = "-" if value < 0 else ""
    figure = _write(value.copy_abs(), above if known else "1", language, "exact", shown=True)
    if not known or not below:
        return minus + figure
    per = _PER[below][0 if language == "en" else 1] if below in _PER else below
    word = per.removeprefix("每") if language != "en" else per.split(" ", 1)[-1]
    return f"{minus}{figure}/{word}"


def _display_digits(value: Decimal, unit: str) -> int | None:
    """Three significant digits; more where there are only four, in whole units, and in cents."""
    with localcontext(_CONTEXT):
        exact = len(value.normalize().as_tuple().digits)
        whole = value.adjusted() + 1 if 0 <= value.adjusted() < 6 else 0
    cents = 2 if whole and unit.partition("/")[0] in CURRENCY_NAMES else 0
    return None if exact <= 4 else max(3, whole + cents)


def _rounded(value: Decimal, digits: int | None) -> Decimal:
    if digits is None or not value:
        return value
    with localcontext(_CONTEXT):
        return value.quantize(Decimal(1).scaleb(value.adjusted() + 1 - digits))


def _write(value: Decimal, unit: str, language: Lang, bound: Bound, *, shown: bool) -> str:
    """A figure as it stands, never rounded, whatever context the caller has set."""
    with localcontext(_CONTEXT):
        return _written(value, unit, language, bound, shown=shown)


def _written(value: Decimal, unit: str, language: Lang, bound: Bound, *, shown: bool) -> str:
    above, _, below = unit.partition("/")
    hedge = "" if bound == "exact" else _BOUND_WORDS[language][bound]
    if language == "en":
        figure = _english(value, above, shown)
        rate = f" {_PER[below][0] if below in _PER else f'per {below}'}" if below else ""
        return f"{hedge}{figure}{rate}"
    figure = _chinese(value, above, language, shown)
    column = 1 if language == "zh-TW" else 2
    rate = (_PER[below][column] if below in _PER else f"每{below}") if below else ""
    space = " " if rate[-1:].isascii() and rate else ""
    return f"{rate}{space}{hedge}{figure}"


def _english(value: Decimal, unit: str, shown: bool) -> str:
    minus = ("-" if shown else "minus ") if value < 0 else ""
    value = abs(value)
    number, scale = _scaled(value, () if unit == "%" else _EN_SCALES, unit)
    amount = f"{number} {scale}" if scale else number
    if names := CURRENCY_NAMES.get(unit):
        return f"{minus}{names.shown if shown else names.prose}{amount}"
    if unit == "1":
        return f"{minus}{amount}"
    if unit == "%":
        return f"{minus}{amount}%"
    if unit == "x":
        return f"{minus}{amount}x" if shown and not scale else f"{minus}{amount} times"
    if unit == "pp":
        return f"{minus}{amount} percentage point{'' if value == 1 else 's'}"
    one, several = MEASURE_NAMES[unit][:2] if unit in MEASURE_NAMES else (unit, unit)
    return f"{minus}{amount} {one if value == 1 else several}"


def _chinese(value: Decimal, unit: str, language: Lang, shown: bool) -> str:
    simplified = language == "zh-CN"
    minus = "" if value >= 0 else "-" if shown and unit == "%" else "负" if simplified else "負"
    value = abs(value)
    number, scale = _scaled(value, () if unit == "%" else _ZH_SCALES[language], unit)
    amount = f"{number}{scale}"
    if names := CURRENCY_NAMES.get(unit):
        return minus + _chinese_money(amount, unit, names, simplified)
    if unit == "1":
        return f"{minus}{amount}"
    if unit == "%":
        return f"{minus}{amount}%"
    if unit in ("x", "pp"):
        word = "倍" if unit == "x" else "个百分点" if simplified else "個百分點"
        return f"{minus}{amount}{word}"
    if unit in MEASURE_NAMES:
        return f"{minus}{amount}{MEASURE_NAMES[unit][3 if simplified else 2]}"
    return f"{minus}{amount} {unit}"


def _chinese_money(amount: str, unit: str, names: CurrencyNames, simplified: bool) -> str:
    word = names.zh_cn if simplified else names.zh_tw
    return f"{word}{amount}元" if unit in _NAMED_BEFORE else f"{amount}{word}"


def _scaled(value: Decimal, scales: tuple[tuple[int, str], ...], unit: str) -> tuple[str, str]:
    """The number in the largest scale that it reaches, and that scale's word."""
    for power, word in scales:
        if value < Decimal(10) ** power:
            continue
        number = value.scaleb(-power).normalize()
        places = max(0, -int(number.as_tuple().exponent))
        # Dollars and cents stay so: $1,000,000.77.
        step = Decimal("0.01") if unit in CURRENCY_NAMES else Decimal(1)
        whole_below = value < Decimal(10) ** 9 and value % step == 0
        # 1,234,567 reads better than 1.234567 million, 12,345 better than 1.2345萬.
        if places > (2 if power == 4 else 4) and (whole_below or power == 4):
            break
        return grouped(number), word
    number = value.normalize() if value else Decimal(0)
    cents = unit in CURRENCY_NAMES and -int(number.as_tuple().exponent) == 1
    return grouped(number) + ("0" if cents else ""), ""


def grouped(number: Decimal) -> str:
    """Plain digits with thousands commas, no exponent and no idle zeros."""
    with localcontext(_CONTEXT):
        number = number.normalize()
        return format(number + 0 if number else Decimal(0), ",f")
