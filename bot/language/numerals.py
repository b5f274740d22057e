"""Numerals as they are written in both languages: where one may stand, and its value.

Knows digits (full-width too), thousands commas, Chinese numerals and the magnitudes 萬 億 兆 in
any mixture (3兆2,000億, 三千億, 5.2萬億). It knows no unit, sign or English word; it does not
decide whether a numeral in a text is a quantity (`bot.language.quantities` does).
"""

from __future__ import annotations

import re
from decimal import Context, Decimal, localcontext

MAX_NUMERAL = 48
"""A longer numeral is taken for an identifier, and costs no arithmetic."""

_EXPONENT = {"十": 1, "百": 2, "千": 3, "萬": 4, "億": 8, "兆": 12}
_DIGIT = {c: str(i) for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": "0",
    "兩": "2",
    "點": ".",
}
_DECIMAL_DIGITS = "0123456789"
_LARGE = "萬億兆"
_HAN_DIGIT = "[零〇一二三四五六七八九兩]"
# In 兆瓦, 百萬瓦 (megawatt), 千瓦, 兆位元 and 千克 these characters belong to the unit.
_MAGNITUDE = (
    "(?:[十萬億]|百(?!萬瓦|分[點之])|千(?![瓦赫克米公]|兆瓦)|兆(?!瓦|赫|位元|字節|字节|比特))"
)
# A comma groups digits only before exactly three of them; in India, twos before those.
ASCII_NUMERAL = (
    r"(?:(?:\d{1,3}(?:,\d{3})+(?!\d)|\d{1,2}(?:,\d{2})+,\d{3}(?!\d|,\d)|\d+)(?:\.\d+)?|\.\d+)"
    r"(?:e[+-]?\d{1,2}(?![a-z0-9]))?"
)
_HAN_DIGITS = f"(?:{_HAN_DIGIT}+(?:點{_HAN_DIGIT}+)?|(?<=[十百])點{_HAN_DIGIT}+(?![十百]))"
_MORE = rf"[多餘幾几]?{_MAGNITUDE}"
_REST = r"(?<=萬)\d,\d{3}(?![\d,.年])"
"""What is left below 萬, written out: 6萬2,000."""
NUMERAL = (
    rf"(?>{ASCII_NUMERAL}(?:[ \u00a0]?{_MORE}{_MAGNITUDE}*"
    rf"(?:{ASCII_NUMERAL}{_MAGNITUDE}+|{_REST}|{_HAN_DIGITS}|{_MORE})*)?"
    rf"|(?:{_HAN_DIGITS}|{_MAGNITUDE}|[廿卅])(?:{_HAN_DIGITS}|{_MORE})*)"
)
"""A regular expression for one numeral in folded text, atomic."""

_TOKEN = re.compile(rf"({ASCII_NUMERAL}|{_HAN_DIGITS})|([十百千萬億兆])")
_FOLD = {0xFF01 + i: 0x21 + i for i in range(94) if 0xFF01 + i != ord("，")} | {
    0x3000: 0x20,
    0xFFE5: ord("¥"),
    0xFFE1: ord("£"),
    0x2212: ord("-"),
    **{ord(a): ord(b) for a, b in zip("万亿两点余贰陆", "萬億兩點餘二六", strict=True)},
    **{
        ord(a): ord(b)
        for a, b in zip("壹貳參肆伍柒捌玖拾佰仟", "一二三四五七八九十百千", strict=True)
    },
}
# A full-width comma is punctuation, unless full-width digits stand on both sides.
_WIDE_COMMA = re.compile("(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_CONTEXT = Context(prec=80)


def fold_numerals(text: str) -> str:
    """The text in lower case with ASCII digits and Traditional numerals, length kept."""
    low = text.lower()
    if low.isascii():
        return low
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    if "，" in low:
        low = _WIDE_COMMA.sub(",", low)
    return low.translate(_FOLD)


def numeral_value(numeral: str) -> Decimal | None:
    """The value of a folded numeral, or None where its pieces make no number or it is too long."""
    if len(numeral) > MAX_NUMERAL:
        return None
    if numeral[-1] in _DECIMAL_DIGITS and numeral.isascii():
        return _plain(numeral)
    if numeral[0] in "廿卅":
        numeral = ("二十" if numeral[0] == "廿" else "三十") + numeral[1:]
    tokens = _TOKEN.findall(numeral)
    if len(tokens) == 1 and tokens[0][0]:
        return _plain(tokens[0][0])
    if len(tokens) == 2 and tokens[0][0] and tokens[1][1] in _LARGE:
        return _plain(tokens[0][0]).scaleb(_EXPONENT[tokens[1][1]], _CONTEXT)
    with localcontext(_CONTEXT):
        return _compound(tokens)


def numeral_scale(numeral: str) -> int:
    """The power of ten that the magnitudes at a numeral's end make: 8 for 5,230億, 6 for 4百萬."""
    tail = numeral[len(numeral.rstrip("百千萬億兆")) :]
    if not tail:
        return 0
    if not numeral[0].isascii():
        tail = tail[-1]
    return sum(_EXPONENT[c] for c in tail)


def _plain(digits: str) -> Decimal:
    """An ASCII numeral or a string of Chinese digits (二〇二五, 三點五)."""
    if digits[0] in _DIGIT:
        digits = "".join(_DIGIT[c] for c in digits)
    return Decimal(digits.replace(",", ""))


def _compound(tokens: list[tuple[str, str]]) -> Decimal | None:
    """Digits and magnitudes: 3兆2,000億 is a sum of sections, 3萬億 multiplies."""
    groups: list[tuple[Decimal, int]] = []
    section = Decimal(0)
    waiting: str | None = None
    last = 0
    for digits, magnitude in tokens:
        if digits:
            if waiting is not None:
                return None
            waiting = digits
            continue
        exponent = _EXPONENT[magnitude]
        if waiting is not None and (exponent < 4 or section) and _is_digit_string(waiting):
            return None  # 二三十 is "twenty or thirty", 二十三四億 "23 or 24"
        number = None if waiting is None else _plain(waiting)
        if exponent < 4:
            section += (Decimal(1) if number is None else number).scaleb(exponent)
        else:
            section += number or 0
            while groups and groups[-1][1] < exponent:
                section += groups.pop()[0]
            if not section and number is None:
                section = Decimal(1)
            groups.append((section.scaleb(exponent), exponent))
            section = Decimal(0)
        waiting, last = None, exponent
    if waiting is not None:
        # 三千二 is 3,200 and 兩億五 is 2.5億, while 三千零二 is 3,002.
        short = last >= 2 and waiting in _DIGIT and waiting not in "零〇"
        section += _plain(waiting).scaleb(last - 1 if short else 0)
    return sum((value for value, _ in groups), section)


def _is_digit_string(digits: str) -> bool:
    return digits[0] in _DIGIT and len(digits.lstrip("零〇")) > 1 and "點" not in digits
