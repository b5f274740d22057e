"""One numeral becomes a figure: its value with the scale and the unit that stand after it.

Numerals are digits, Chinese numerals, number words (five, a billion), tenths (五成七), fractions
(三分之二, two-thirds) and whole words (一半, doubled). It does not look at what stands before a
numeral and does not judge whether it is a quantity; `bot.language.quantities` does both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Context, Decimal

from bot.language.affixes import counted_unit, measure_after, scale_after
from bot.language.numerals import NUMERAL, numeral_scale, numeral_value
from bot.language.units import CURRENCIES
from bot.records import Bound

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORDS = (
    {w: i for i, w in enumerate(_ONES, 1)}
    | {w: i for i, w in enumerate(_TEENS.split("|"), 10)}
    | {w: 10 * i for i, w in enumerate(_TENS.split("|"), 2)}
)
_SHARE = Context(prec=34)
_HAN = "[一二三四五六七八九十兩]"
_WHOLE_WORDS: dict[str, tuple[Decimal, str, Bound]] = {
    "一半": (Decimal(50), "%", "exact"),
    "半數": (Decimal(50), "%", "exact"),
    "半数": (Decimal(50), "%", "exact"),
    "過半": (Decimal(50), "%", "more_than"),
    "过半": (Decimal(50), "%", "more_than"),
    "half": (Decimal(50), "%", "exact"),
    "a third of": (_SHARE.divide(Decimal(100), Decimal(3)), "%", "exact"),
    "one third": (_SHARE.divide(Decimal(100), Decimal(3)), "%", "exact"),
    "two thirds": (_SHARE.divide(Decimal(200), Decimal(3)), "%", "exact"),
    "three quarters": (Decimal(75), "%", "exact"),
    "腰斬": (Decimal(-50), "%", "exact"),
    "腰斩": (Decimal(-50), "%", "exact"),
    "halved": (Decimal(-50), "%", "exact"),
    "翻倍": (Decimal(2), "x", "exact"),
    "倍增": (Decimal(2), "x", "exact"),
    "doubled": (Decimal(2), "x", "exact"),
    "twice": (Decimal(2), "x", "exact"),
    "tripled": (Decimal(3), "x", "exact"),
    "trebled": (Decimal(3), "x", "exact"),
    "quadrupled": (Decimal(4), "x", "exact"),
    "twofold": (Decimal(2), "x", "exact"),
    "threefold": (Decimal(3), "x", "exact"),
    "fourfold": (Decimal(4), "x", "exact"),
    "fivefold": (Decimal(5), "x", "exact"),
    "tenfold": (Decimal(10), "x", "exact"),
    "半年": (Decimal("0.5"), "years", "exact"),
}
# What a number in Latin letters can begin with.
FIRST_WORDS = frozenset(_WORDS) | frozenset(
    "a half one two three halved doubled tripled trebled quadrupled twice "
    "twofold threefold fourfold fivefold tenfold".split()
)
CORE = re.compile(
    rf"(?P<below>{_HAN}+)分之(?P<above>{_HAN}+)"
    rf"|(?:(?P<tenths>{_HAN}|\d+(?:\.\d+)?)成(?![為为長长立本員员分功果交績绩熟就])"
    r"(?P<hundredths>[一二三四五六七八九\d半](?![\d年月個家倍]))?)"
    r"|(?P<whole>一半|半[數数]|[過过]半|腰[斬斩]|翻倍|倍增|(?<![上下前後后])半年(?![報报度])"
    r"|(?:half(?= of (?:the|its|their|all|that|it)| the| its| their| \(\d)"
    r"|(?<=about )half|(?<=nearly )half|(?<=almost )half|(?<=than )half|(?<=roughly )half"
    r"|a third of|one[- ]third|two[- ]thirds|three-quarters|halved|doubled|tripled|trebled"
    r"|quadrupled|twice(?= the| as| its| their| that| what)"
    r"|(?:two|three|four|five|ten)-?fold)(?![a-z]))"
    rf"|(?P<word>(?:{_TENS})(?:-(?:{'|'.join(_ONES)}))?|{'|'.join(_ONES)}|{_TEENS}"
    r"|a(?= (?:hundred|thousand|million|billion|trillion)))(?![a-z]|-fold)"
    rf"|(?:(?P<part>[百千萬])分之)?(?P<numeral>{NUMERAL})"
)
_GROWS = re.compile(
    r"(?:成長|成长|增長|增长|增加|上漲|上涨|[年季暴激大劇剧]增|擴大)(?:了|達|达|約|约|近|逾|超過)*$"
)
_MANY = frozenset("數数幾几")
_MORE = frozenset("多餘幾几")


@dataclass(slots=True)
class Figure:
    """A numeral on its way to being a quantity; `core` is where its digits begin."""

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
    if word := match["word"]:
        return _word_figure(folded, start, end, word, language)
    if whole := match["whole"]:
        value, unit, bound = _WHOLE_WORDS[_plain_word(whole)]
        return Figure(start, start, end, value, unit, bound=bound)
    if match["below"]:
        below, above = numeral_value(match["below"]), numeral_value(match["above"])
        if not above or not below:
            return None
        return Figure(start, start, end, _SHARE.divide(100 * above, below), "%")
    tenths = numeral_value(match["tenths"])
    rest = match["hundredths"]
    more = 5 if rest == "半" else (numeral_value(rest) or 0) if rest else 0
    return None if tenths is None else Figure(start, start, end, 10 * tenths + more, "%")


def _plain_word(word: str) -> str:
    return word if word in _WHOLE_WORDS else word.replace("-fold", "fold").replace("-", " ")


def _numeral_figure(
    folded: str, start: int, end: int, numeral: str, language: str | None
) -> Figure | None:
    value = numeral_value(numeral)
    if value is None:
        return None
    figure = Figure(start, start, end, value, None)
    figure.exponent = numeral_scale(numeral)
    more = folded[end : end + 1] in _MORE
    if more or any(c in _MORE for c in numeral):
        figure.bound = "more_than"
        figure.end += more
    _add_measure(folded, figure, language)
    return None if _is_han_word(folded, figure, numeral) else figure


def _is_han_word(folded: str, figure: Figure, numeral: str) -> bool:
    """Whether Chinese digits are part of a word (一般, 三方, 萬一, 數百億) and no figure."""
    first = numeral[0]
    if first.isascii():
        return False
    before = folded[figure.start - 1 : figure.start]
    if before in _MANY or before == "第":
        return True
    if first in "百千萬億兆":
        # 百億美元 is an amount; 千元 and 百萬元 are what a table counts in.
        return not figure.money or first not in "百千" or figure.exponent < 8
    scaled = any(c in "百千萬億兆" for c in numeral)
    if figure.unit is None:
        return not scaled or (numeral[0] == "十" and len(numeral) == 1)
    return numeral == "一" and figure.unit not in ("x", "%")


def _word_figure(
    folded: str, start: int, end: int, word: str, language: str | None
) -> Figure | None:
    tens, _, ones = word.partition("-")
    value = Decimal(1 if word == "a" else _WORDS[tens] + _WORDS.get(ones, 0))
    figure = Figure(start, start, end, value, None)
    _add_measure(folded, figure, language)
    plain = figure.unit is None and not figure.exponent
    return None if plain or (value == 1 and not figure.exponent) else figure


def _add_measure(folded: str, figure: Figure, language: str | None) -> None:
    """Read the scale and the unit that stand after the digits."""
    if scale := scale_after(folded, figure.end):
        figure.end, power = scale
        figure.value = figure.value.scaleb(power)
        figure.exponent = figure.exponent + power
    if measure := measure_after(folded, figure.end, language):
        figure.end, figure.unit, figure.implied = measure
        if figure.unit == "bps":
            figure.unit, figure.value = "pp", figure.value.scaleb(-2)
        elif figure.unit == "W" and figure.value >= 10**6:
            power = 9 if figure.value >= 10**9 else 6
            figure.unit, figure.value = "GW" if power == 9 else "MW", figure.value.scaleb(-power)
        elif figure.unit == "years" and folded[figure.end : figure.end + 1] == "半":
            figure.value, figure.end = figure.value + Decimal("0.5"), figure.end + 1
        elif figure.unit == "x" and _GROWS.search(folded, max(0, figure.core - 8), figure.core):
            figure.unit, figure.value = "%", figure.value.scaleb(2)
    if figure.unit in (None, "people", "companies", "contracts"):
        figure.end, figure.unit = counted_unit(folded, figure.end, figure.unit)


def set_currency(figure: Figure, currency: str) -> None:
    """Give a figure the currency that stands before it, unless a unit after it says otherwise."""
    if figure.unit is None or figure.implied:
        figure.unit, figure.implied = currency, False
