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
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.language.affixes import (
    bound_after,
    bound_before,
    counted_unit,
    currency_before,
    loses,
    measure_after,
    rate_after,
    rate_before,
    scale_after,
    sign_before,
)
from bot.language.amounts import display, write_quantity
from bot.language.not_quantities import (
    follows_name,
    glued,
    is_year,
    numbered,
    runs_on,
    skip_at,
)
from bot.language.numerals import NUMERAL, fold_numerals, numeral_scale, numeral_value
from bot.language.units import CURRENCIES, CURRENCY_BEFORE, TIME_UNITS
from bot.records import Bound, Quantity

__all__ = ["display", "read_quantities", "read_quantity_at", "write_quantity"]

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_WORDS = (
    {w: i for i, w in enumerate(_ONES, 1)}
    | {w: i for i, w in enumerate(_TEENS.split("|"), 10)}
    | {w: 10 * i for i, w in enumerate(_TENS.split("|"), 2)}
)
_HAN = "[一二三四五六七八九十兩]"
_WHOLE_WORDS: dict[str, tuple[Decimal, str, Bound]] = {
    "一半": (Decimal(50), "%", "exact"),
    "半數": (Decimal(50), "%", "exact"),
    "半数": (Decimal(50), "%", "exact"),
    "過半": (Decimal(50), "%", "more_than"),
    "过半": (Decimal(50), "%", "more_than"),
    "half": (Decimal(50), "%", "exact"),
    "a third of": (Decimal(100) / 3, "%", "exact"),
    "one third": (Decimal(100) / 3, "%", "exact"),
    "two thirds": (Decimal(200) / 3, "%", "exact"),
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
_START = re.compile(
    r"[.]?\d|[〇零一二三四五六七八九兩十百千萬億兆腰翻倍半過过]|(?<![a-z0-9-])[a-z]{3,}|(?<![a-z])a(?= )"
)
_FIRST_WORDS = frozenset(_WORDS) | frozenset(
    "a half one two three halved doubled tripled trebled quadrupled twice "
    "twofold threefold fourfold fivefold tenfold".split()  # noqa: SIM905 - a list to read
)
_CORE = re.compile(
    rf"(?P<part>[百千萬])分之(?P<of>{NUMERAL})"
    rf"|(?P<below>{_HAN}+)分之(?P<above>{_HAN}+)"
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
    rf"|(?P<numeral>{NUMERAL})"
)
_LEAD = re.compile(
    "(?:"
    + "|".join(re.escape(w) for w in sorted(CURRENCY_BEFORE, key=len, reverse=True))
    + r")[ \u00a0]?"
)
_GROWS = re.compile(
    r"(?:成長|成长|增長|增长|增加|上漲|上涨|[年季]增|擴大)(?:了|達|达|約|约|近|逾|超過)*$"
)
_MANY = frozenset("數数幾几")
_CELL_BEFORE = re.compile(r"(?:^|[\t\n|:：$€£¥]|(?:was|were|is|of|為|为|是))\s?$")
_CELL_AFTER = re.compile(r"\)\s?(?:$|[\t\n|,;.。，；])")
_ADDRESS = re.compile(r"https?://\S+")
_SENTENCE_END = re.compile(r"[。！？!?；;\n]|\.(?=\s+[A-Z\"“(])")
_JOIN = re.compile(r"\s?(?:-|–|—|~|～|〜|to|至|到)\s?$")
_JOIN_AND = re.compile(r"\s?(?:and|與|与|和|到|至|-|–|to)\s?$")
_BETWEEN = re.compile(r"(?:between|介於|介于|(?<![a-z])rang(?:e|es|ing) from)\s?$")
_FROM = re.compile(r"(?:(?<![a-z])from|[從从由自])\s?$")
_PLUS_MINUS = re.compile(r"\s?(?:±|\+/-|正負|正负)\s?$")


@dataclass(slots=True)
class _Figure:
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
        return self.unit is not None and self.unit.split("/")[0] in CURRENCIES


def read_quantities(text: str, language: str | None = None) -> tuple[Quantity, ...]:
    """The quantities of a text in order, without overlaps; `language` decides what 元 means."""
    folded = fold_numerals(text)
    if "://" in folded:
        folded = _ADDRESS.sub(lambda match: "_" * len(match.group()), folded)
    figures = _join_ranges(folded, list(_scan(text, folded, language)))
    figures = [f for f in figures if not f.doubtful]
    _lend_currency(text, figures)
    return tuple(_quantity(text, f) for f in figures)


def read_quantity_at(text: str, pos: int, language: str | None = None) -> Quantity | None:
    """The unsigned quantity that begins exactly at a place, or None; for the expression parser."""
    folded = _folded(text)
    lead = _LEAD.match(folded, pos)
    match = _CORE.match(folded, lead.end() if lead else pos)
    figure = _core_figure(folded, match, language) if match else None
    if figure is None:
        return None
    if lead:
        figure.start = pos
        _set_currency(figure, CURRENCY_BEFORE[lead.group().strip(" \u00a0")])
    _add_rate(folded, figure)
    return _quantity(text, figure)


@lru_cache(maxsize=8)
def _folded(text: str) -> str:
    return fold_numerals(text)


def _scan(text: str, folded: str, language: str | None) -> Iterator[_Figure]:
    """Every numeral with its affixes, left to right; doubtful ones only matter in a range."""
    at = 0
    while start := _START.search(folded, at):
        at = start.end()
        word = start.group()
        if word[-1].isascii() and word.isalpha() and word not in _FIRST_WORDS:
            continue
        if end := skip_at(folded, start.start()):
            at = end
            continue
        match = _CORE.match(folded, start.start())
        if match is None:
            continue
        at = match.end()
        figure = _core_figure(folded, match, language)
        if figure is None or glued(folded, figure.start):
            continue
        at = figure.end
        _look_before(folded, figure)
        _look_after(folded, figure)
        figure.doubtful = _is_doubtful(text, folded, figure)
        yield figure


def _look_after(folded: str, figure: _Figure) -> None:
    """Read the rate and the bound that stand after the unit, and a rate set by a word before."""
    _add_rate(folded, figure)
    start = figure.start if figure.hedge is None else figure.hedge
    if figure.unit and (below := rate_before(folded, start, figure.unit, figure.value)):
        figure.unit = f"{figure.unit}/{below}"
    if (after := bound_after(folded, figure.end)) and figure.bound in ("exact", "about"):
        figure.bound = after


def _is_doubtful(text: str, folded: str, figure: _Figure) -> bool:
    """Whether a numeral is no figure by itself: a year, a number of something, part of a name."""
    alone = figure.start == figure.core
    if _is_ordinal(folded, figure):
        return True
    if figure.unit is not None or figure.exponent:
        return False
    if alone and numbered(folded, figure.core, figure.end):
        return True
    return runs_on(folded, figure.end) or (
        alone and (is_year(folded, figure.core, figure.end) or follows_name(text, figure.core))
    )


def _core_figure(folded: str, match: re.Match[str], language: str | None) -> _Figure | None:
    """The figure of one match of the core pattern, with its scale and unit but nothing before."""
    start, end = match.span()
    if numeral := match["numeral"]:
        return _numeral_figure(folded, start, end, numeral, language)
    if word := match["word"]:
        return _word_figure(folded, start, end, word, language)
    if whole := match["whole"]:
        value, unit, bound = _WHOLE_WORDS[_plain_word(whole)]
        return _Figure(start, start, end, value, unit, bound=bound)
    if match["part"]:
        of = numeral_value(match["of"])
        power = {"百": 0, "千": -1, "萬": -2}[match["part"]]
        return None if of is None else _Figure(start, start, end, of.scaleb(power), "%")
    if match["below"]:
        below, above = numeral_value(match["below"]), numeral_value(match["above"])
        return _Figure(start, start, end, 100 * above / below, "%") if above and below else None
    tenths = numeral_value(match["tenths"])
    rest = match["hundredths"]
    more = 5 if rest == "半" else (numeral_value(rest) or 0) if rest else 0
    return None if tenths is None else _Figure(start, start, end, 10 * tenths + more, "%")


def _plain_word(word: str) -> str:
    return word if word in _WHOLE_WORDS else word.replace("-fold", "fold").replace("-", " ")


def _numeral_figure(
    folded: str, start: int, end: int, numeral: str, language: str | None
) -> _Figure | None:
    value = numeral_value(numeral)
    if value is None:
        return None
    figure = _Figure(start, start, end, value, None)
    figure.exponent = numeral_scale(numeral)
    if "多" in numeral or "餘" in numeral or folded[end : end + 1] in ("多", "餘"):
        figure.bound = "more_than"
        figure.end += folded[end : end + 1] in ("多", "餘")
    _add_measure(folded, figure, language)
    return None if _is_han_word(folded, figure, numeral) else figure


def _is_han_word(folded: str, figure: _Figure, numeral: str) -> bool:
    """Whether Chinese digits are part of a word (一般, 三方, 萬一, 數百億) and no figure."""
    first = numeral[0]
    if first.isascii():
        return False
    before = folded[figure.start - 1 : figure.start]
    if before in _MANY or before == "第":
        return True
    if first in "百千萬億兆":
        return not figure.money or first in "億兆"
    scaled = any(c in "百千萬億兆" for c in numeral)
    if figure.unit is None:
        return not scaled or numeral[0] == "十" and len(numeral) == 1
    return numeral == "一" and figure.unit != "x"


def _word_figure(
    folded: str, start: int, end: int, word: str, language: str | None
) -> _Figure | None:
    tens, _, ones = word.partition("-")
    value = Decimal(1 if word == "a" else _WORDS[tens] + _WORDS.get(ones, 0))
    figure = _Figure(start, start, end, value, None)
    _add_measure(folded, figure, language)
    plain = figure.unit is None and not figure.exponent
    return None if plain or (value == 1 and not figure.exponent) else figure


def _add_measure(folded: str, figure: _Figure, language: str | None) -> None:
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


def _set_currency(figure: _Figure, currency: str) -> None:
    if figure.unit is None or figure.implied:
        figure.unit, figure.implied = currency, False


def _is_ordinal(folded: str, figure: _Figure) -> bool:
    return folded[max(0, figure.start - 2) : figure.start].rstrip(" ")[-1:] == "第"


def _look_before(folded: str, figure: _Figure) -> None:
    """Read currency, sign, bound and loss words that stand before the digits."""
    if currency := currency_before(folded, figure.start):
        figure.start, code, minus = currency
        _set_currency(figure, code)
        figure.value = -figure.value if minus else figure.value
    at = _take_sign(folded, figure, figure.start)
    if bound := bound_before(folded, at):
        at, name = bound
        figure.hedge = at
        if not _spans_time(folded, figure) and (figure.bound == "exact" or name != "about"):
            figure.bound = name
        _take_sign(folded, figure, at)
    if figure.value > 0 and (figure.money or figure.exponent):
        if loses(folded, at) or _in_brackets(folded, figure):
            figure.value = -figure.value


def _take_sign(folded: str, figure: _Figure, at: int) -> int:
    sign = sign_before(folded, at)
    if sign is not None:
        figure.start, figure.value = sign, -figure.value
    return figure.start if sign is not None else at


def _spans_time(folded: str, figure: _Figure) -> bool:
    """Whether the bound is none: over 5 years and 近四季 say how long, not how much."""
    words = ("over", "近", "under")
    return (
        figure.unit in TIME_UNITS
        and figure.hedge is not None
        and folded.startswith(words, figure.hedge)
    )


def _in_brackets(folded: str, figure: _Figure) -> bool:
    """Accountants' negatives: (5.2) as a cell or a value of its own, not a remark in brackets."""
    at = figure.start - 1
    return (
        folded[at : at + 1] == "("
        and _CELL_AFTER.match(folded, figure.end) is not None
        and _CELL_BEFORE.search(folded, max(0, at - 8), at) is not None
    )


def _add_rate(folded: str, figure: _Figure) -> None:
    if figure.unit and (rate := rate_after(folded, figure.end, figure.unit)):
        figure.end, below = rate
        figure.unit = f"{figure.unit}/{below}"


def _join_ranges(folded: str, figures: list[_Figure]) -> list[_Figure]:
    """Two figures that state the ends of one range become one."""
    joined: list[_Figure] = []
    for figure in figures:
        if joined and _joins(folded, joined[-1], figure):
            continue
        joined.append(figure)
    return joined


def _joins(folded: str, first: _Figure, second: _Figure) -> bool:
    """Make `first` the range from first to second where the text says so."""
    gap = second.start - first.end
    if gap > 6 or gap < 1 or first.low is not None:
        return False
    if not (second.unit or second.exponent):
        numbers = first.doubtful and _JOIN.match(folded[first.end : second.start])
        second.doubtful = second.doubtful or bool(numbers)  # months 13 to 36
        return False
    between = _BETWEEN.search(folded, max(0, first.start - 14), first.start)
    if _PLUS_MINUS.match(folded[first.end : second.start]):
        return _spread(first, second)
    join = _JOIN_AND if between else _JOIN
    if not join.match(folded[first.end : second.start]):
        return False
    if not between and _FROM.search(folded, max(0, first.start - 6), first.start):
        return False
    if first.unit not in (None, second.unit) and not (first.money and second.unit is None):
        return False
    low = first.value
    if second.exponent and not first.exponent:
        low = _same_scale(first, second)
    if low >= second.value:
        return False
    first.low, first.high, first.value = low, second.value, low
    first.unit, first.exponent = second.unit or first.unit, second.exponent
    first.implied = first.implied or second.implied
    first.end = second.end
    first.doubtful = second.doubtful or _is_ordinal(folded, first)
    if _spans_time(folded, first):
        first.bound = "exact"
    return True


def _same_scale(first: _Figure, second: _Figure) -> Decimal:
    """$37.5–38 billion: the scale of the second end is meant for the first too."""
    scaled = first.value.scaleb(second.exponent)
    return scaled if scaled < second.value else first.value


def _spread(middle: _Figure, width: _Figure) -> bool:
    """10% ± 2%: a range around a middle."""
    if width.unit not in (middle.unit, None) or width.value < 0:
        return False
    middle.low, middle.high = middle.value - width.value, middle.value + width.value
    middle.value, middle.end = middle.low, width.end
    return True


def _lend_currency(text: str, figures: list[_Figure]) -> None:
    """A bare 億 takes the currency of its sentence where there is exactly one."""
    bare = [f for f in figures if f.unit is None and f.exponent >= 4]
    if not bare or not any(f.money for f in figures):
        for figure in bare:
            figure.implied = True
        return
    ends = [m.end() for m in _SENTENCE_END.finditer(text)] + [len(text)]
    for figure in bare:
        end = next(e for e in ends if e > figure.start)
        begin = max((e for e in ends if e <= figure.start), default=0)
        near = {
            (f.unit or "").split("/")[0]
            for f in figures
            if f.money and begin <= f.start < end and not f.implied
        }
        figure.implied = True
        figure.unit = near.pop() if len(near) == 1 else None


def _quantity(text: str, figure: _Figure) -> Quantity:
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
    if value.as_tuple().exponent > 0 or value == value.to_integral_value():  # type: ignore[operator]
        return Decimal(int(value))
    return value
