"""One numeral becomes a figure: its value with the scale and the unit that stand after it.

Numerals are digits, Chinese numerals, number words (five, a billion), tenths (五成七), fractions
(三分之二, two-thirds) and whole words (一半, doubled). It does not look at what stands before a
numeral and does not judge whether it is a quantity; `bot.language.quantities` does both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from bot.language.affixes import (
    COUNTED_AFTER,
    counted_unit,
    currency_before,
    measure_after,
    scale_after,
)
from bot.language.number_words import (
    FRACTION,
    ONE_IN,
    RANGE_FOLLOWS,
    SO_MANY_OF,
    WHOLE,
    WORD,
    fraction_value,
    half_after,
    share_value,
    whole_value,
    word_value,
)
from bot.language.numerals import ASCII_NUMERAL, NUMERAL, numeral_scale, numeral_value
from bot.language.units import CURRENCIES
from bot.records import Bound

_SHARE = Context(prec=34)
_HAN = "[一二三四五六七八九十兩]"
CORE = re.compile(
    rf"(?P<below>{_HAN}+)分之(?P<above>{_HAN}+)"
    r"|(?P<over>\d{1,2})/(?P<under>\d{1,2})(?= of (?:the|its|their|all))"
    rf"|(?:(?P<tenths>{_HAN}|\d+(?:\.\d+)?)成(?![為为長长立本員员分功果交績绩熟就])"
    rf"(?P<hundredths>(?:{_HAN}|\d)[點点.](?:{_HAN}|\d)+|[一二三四五六七八九\d半](?![\d年月個家倍]))?)"
    rf"|(?P<whole>{WHOLE})|{ONE_IN}|{SO_MANY_OF}|{FRACTION}|{WORD}"
    rf"|(?:(?P<part>[百千萬])分之)?(?P<numeral>{NUMERAL})"
)
# Two digits side by side say from one to the other: 五六百億, 三四年, 三、四成, 三五年.
_PAIR = re.compile(
    "(?P<low>[一二兩三四五六七八])、?(?P<high>[二三四五六七八九])"
    "(?=[十百千萬億兆]|成(?![為为長长立本員员分功果交績绩熟就])|倍(?![數数速率])|[個个]月|天|週|周"
    "|季(?!度|報|报|財|财)|年(?!\\s?(?:底|初|度|代|級|级)))"
)
_BEGINS_RANGE = re.compile(f"\\s?[至到~-–—]\\s?(?=[0-9]|{_HAN})")
_HALF_MORE = re.compile("[個个]半(?P<unit>月|小時|小时|季|星期)")
_HALF_UNITS = {
    "月": "months",
    "小時": "hours",
    "小时": "hours",
    "季": "quarters",
    "星期": "weeks",
}
# A quarter of a percentage point is what central banks move by, counted in 碼.
_VULGAR = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_BRACKETED = re.compile(
    rf"\((?P<number>{ASCII_NUMERAL})\)(?:[ \u00a0]?(?P<scale>[百千萬億兆]+)(?!瓦))?"
)
_RATE_CHANGE = re.compile("(?:[升降減减加]息|利率)[^，。；,;]{0,6}$")
_GROWS = re.compile(
    r"(?:成長|成长|增長|增长|增加|上漲|上涨|[年季暴激大劇剧]增|擴大)(?:了|達|达|約|约|近|逾|超過)*$"
)
_COUNTS = 10
"""From here on a number word before a plural counts: sixty-five posts, not "two things"."""

_THINGS = re.compile(
    r" (?:of (?:them|these|those|the|its|their|our)"
    r"|(?:[a-z-]+ )?(?!was|has|its|this|does|plus|versus|less|across)[a-z]{2,}s)(?![a-z])"
)
_POINTS = re.compile("分(?![鐘钟之])")
_OF_DAY = re.compile("(?:[上下中正]午|[早晚]上?|凌晨|傍晚|清晨|深夜)$")
_MANY = frozenset("數数幾几")
_MORE = frozenset("多餘幾几")


@dataclass(slots=True)
class Figure:
    """A numeral on its way to being a quantity; `core` is where its digits begin.

    `shift` is the power of ten by which its unit moved the value (bps, 成), for a range's other
    end; `doubtful` may be set where it is a figure only as the first end of a range.
    """

    start: int
    core: int
    end: int
    value: Decimal
    unit: str | None
    exponent: int = 0
    implied: bool = False
    bound: Bound = "exact"
    low: Decimal | None = None
    high: Decimal | None = None
    doubtful: bool = False
    hedge: int | None = None
    shift: int = 0

    @property
    def money(self) -> bool:
        """Whether it is an amount of money, a rate of money included."""
        return self.unit is not None and self.unit.split("/")[0] in CURRENCIES


def core_figure(folded: str, match: re.Match[str], language: str | None) -> Figure | None:
    """The figure of one match of the core pattern, with its scale and unit but nothing before."""
    start, end = match.span()
    if part := match["part"]:
        of = numeral_value(match["numeral"])
        power = {"百": 0, "千": -1, "萬": -2}[part]
        return None if of is None else Figure(start, start, end, of.scaleb(power), "%")
    if numeral := match["numeral"]:
        return _numeral_figure(folded, start, end, numeral, language)
    if match["word"]:
        return _word_figure(folded, match, language)
    if whole := match["whole"]:
        value, unit, bound = whole_value(whole)
        return Figure(start, start, end, value, unit, bound=bound)
    if match["fraction"]:
        return _fraction_figure(folded, match, language)
    if of_these := match["one_in"]:
        below = Decimal(of_these) if of_these.isdecimal() else word_value(of_these)
        return Figure(start, start, end, _SHARE.divide(Decimal(100), below), "%")
    if match["some"]:
        share = share_value(match["some"], match["among"])
        return None if share is None else Figure(start, start, end, share, "%")
    if match["below"] or match["under"]:
        return _share_figure(match)
    tenths = numeral_value(match["tenths"])
    rest = match["hundredths"]
    more = 5 if rest == "半" else (numeral_value(rest) or 0) if rest else 0
    return None if tenths is None else Figure(start, start, end, 10 * tenths + more, "%", shift=1)


def pair_figure(folded: str, at: int, language: str | None) -> Figure | None:
    """The range that two neighbouring Chinese digits state: 五六百億 is 50 to 60 billion."""
    match = _PAIR.match(folded, at)
    if match is None or folded[at - 1 : at] in ("第", "週", "周", "期"):
        return None
    low, high = numeral_value(match["low"]), numeral_value(match["high"])
    year = folded[match.end()] == "年" and (match["low"] in "一二" or "年" in folded[at - 1 : at])
    if low is None or high is None or year:
        return None
    if high - low != 1 and (low, high) != (Decimal(3), Decimal(5)):
        return None
    core = CORE.match(folded, match.start("high"))
    figure = core_figure(folded, core, language) if core else None
    if core is None or figure is None:
        return None
    digits = (core["numeral"] or "").strip("十百千萬億兆")
    if core["hundredths"] or digits not in ("", match["high"]):
        return None
    figure.start = figure.core = at
    figure.high = figure.value
    figure.value = figure.low = _SHARE.divide(figure.value * low, high)
    return figure


def bracketed_figure(folded: str, at: int, language: str | None) -> Figure | None:
    """An accountants' negative whose unit stands outside its brackets: $(24.3) billion, (3.5)%."""
    match = _BRACKETED.match(folded, at - 1) if folded[at - 1 : at] == "(" else None
    value = numeral_value(match["number"]) if match else None
    if match is None or value is None:
        return None
    figure = Figure(at - 1, at - 1, match.end(), -value, None)
    if scale := match["scale"]:
        figure.exponent = numeral_scale("1" + scale)
        figure.value = figure.value.scaleb(figure.exponent)
    _add_measure(folded, figure, language)
    priced = folded[: at - 1].rstrip(" ")[-1:] in ("$", "€", "£", "¥")
    told = figure.exponent or figure.money or figure.unit in ("%", "pp", "x")
    return figure if told or priced else None


def _share_figure(match: re.Match[str]) -> Figure | None:
    """三分之二 and 3/4 of the …"""
    below = numeral_value(match["below"] or match["under"])
    above = numeral_value(match["above"] or match["over"])
    if not above or not below:
        return None
    start, end = match.span()
    return Figure(start, start, end, _SHARE.divide(100 * above, below), "%")


def _fraction_figure(folded: str, match: re.Match[str], language: str | None) -> Figure | None:
    start, end = match.span()
    figure = Figure(start, start, end, fraction_value(match["fraction"]), None)
    if match["point"]:
        figure.unit = "pp"
    else:
        _add_measure(folded, figure, language)
    return figure


def _numeral_figure(
    folded: str, start: int, end: int, numeral: str, language: str | None
) -> Figure | None:
    value = numeral_value(numeral)
    if value is None:
        return None
    figure = Figure(start, start, end, value, None)
    figure.exponent = numeral_scale(numeral)
    if part := _VULGAR.get(folded[end : end + 1]):
        figure.value, figure.end = value + part, end + 1
    end = figure.end
    more = folded[end : end + 1] in _MORE
    if more or any(c in _MORE for c in numeral):
        figure.bound = "more_than"
        figure.end += more
    _add_measure(folded, figure, language)
    if not _is_han_word(folded, figure, numeral):
        return figure
    figure.doubtful = folded[start - 1 : start] not in _MANY | {"第"} and numeral[0] in _HAN
    begins = figure.unit is None and _BEGINS_RANGE.match(folded, figure.end)
    return figure if figure.doubtful and begins else None


def _is_han_word(folded: str, figure: Figure, numeral: str) -> bool:
    """Whether Chinese digits are part of a word (一般, 三方, 萬一, 數百億) and no figure."""
    first = numeral[0]
    if first.isascii():
        return False
    before = folded[figure.start - 1 : figure.start]
    many = before in _MANY and (first in "十百千萬億兆" or before not in "數数")  # 戶數二千
    if many or before == "第":
        return True
    if first in "百千萬億兆":
        # 百億美元 is an amount; 千元 and 百萬元 are what a table counts in.
        return not figure.money or first not in "百千" or figure.exponent < 8
    scaled = any(c in "百千萬億兆" for c in numeral)
    if figure.unit == "pp" and figure.value < 10:
        return False
    if figure.unit is None:
        if not scaled and "點" in numeral:  # 九點八次 counts, 九點三十分 is a time of day
            counted = COUNTED_AFTER.match(folded, figure.end) or _scores(folded, figure)
            return not counted
        if not scaled and numeral != "十" and "十" in numeral:
            return (
                COUNTED_AFTER.match(folded, figure.end) is None
            )  # 十四趟 counts, 三十而立 does not
        return not scaled or (numeral[0] == "十" and len(numeral) == 1)
    return numeral == "一" and figure.value == 1 and figure.unit not in ("x", "%")


def _scores(folded: str, figure: Figure) -> bool:
    """Whether a numeral with one decimal is so many points: the minutes of a time below ten are
    written with a nought (八點零六分).
    """
    points = _POINTS.match(folded, figure.end) and folded[figure.end - 2 : figure.end - 1] == "點"
    return bool(points) and _OF_DAY.search(folded, 0, figure.start) is None


def _word_figure(folded: str, match: re.Match[str], language: str | None) -> Figure | None:
    start, end = match.span()
    value = word_value(match["word"])
    if more := match["part_more"]:
        value += fraction_value(more)
    figure = Figure(start, start, end, value, None)
    _add_measure(folded, figure, language)
    plain = figure.unit is None and not figure.exponent
    if not plain:
        return None if value == 1 and not figure.exponent else figure
    if (value >= _COUNTS or match["part_more"]) and _THINGS.match(folded, end):
        return figure
    figure.doubtful = RANGE_FOLLOWS.match(folded, end) is not None
    return figure if figure.doubtful else None


def _add_measure(folded: str, figure: Figure, language: str | None) -> None:
    """Read the scale and the unit that stand after the digits."""
    if scale := scale_after(folded, figure.end):
        figure.end, power = scale
        figure.value = figure.value.scaleb(power)
        figure.exponent = figure.exponent + power
        if half := half_after(folded, figure.end):
            figure.end, figure.value = half[0], figure.value + half[1].scaleb(power)
    if measure := measure_after(folded, figure.end, language):
        figure.end, figure.unit, figure.implied = measure
        _settle(folded, figure)
    elif more := _HALF_MORE.match(folded, figure.end):
        figure.end, figure.unit = more.end(), _HALF_UNITS[more["unit"]]
        figure.value += Decimal("0.5")
    elif folded[figure.end : figure.end + 1] in ("碼", "码") and _RATE_CHANGE.search(
        folded, max(0, figure.core - 10), figure.core
    ):
        figure.end, figure.unit, figure.value = figure.end + 1, "pp", figure.value / 4
    if figure.unit in (None, "people", "companies", "contracts") and not (
        currency_before(folded, figure.core)  # in a $300 billion contract, no contracts are counted
    ):
        figure.end, figure.unit = counted_unit(folded, figure.end, figure.unit)


def _settle(folded: str, figure: Figure) -> None:
    """The unit as it is kept (bps as points, watts as MW), and a half after it: 兩年半."""
    half = folded[figure.end : figure.end + 1] == "半"
    if figure.unit == "bps":
        figure.unit, figure.shift = "pp", -2
    elif figure.unit == "W" and figure.value >= 10**6:
        figure.shift = -9 if figure.value >= 10**9 else -6
        figure.unit = "GW" if figure.shift == -9 else "MW"
    elif figure.unit in ("years", "x") and half:
        figure.value, figure.end = figure.value + Decimal("0.5"), figure.end + 1
    figure.value = figure.value.scaleb(figure.shift)
    if figure.unit == "x" and _GROWS.search(folded, max(0, figure.core - 8), figure.core):
        figure.unit, figure.value = "%", figure.value.scaleb(2)


def set_currency(figure: Figure, currency: str) -> None:
    """Give a figure the currency that stands before it, unless a unit after it says otherwise."""
    if figure.unit is None or figure.implied:
        figure.unit, figure.implied = currency, False
