"""A rate of the reader's own, set to a figure of the sources: a price for one, a number of heads,
a share of it, a tax or a growth that is supposed.

"Price a GPU at $35,000", "if 600 people shared it", "half a percent of the notes", "growing 30% a
year for three years". Which figure of the sources it is set to follows from the units: a price per
gigawatt needs gigawatts, or money where gigawatts are asked for. It knows no fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.language.asked import Asked
from bot.language.own_figures import left_by
from bot.language.script import fold
from bot.language.timing import named_periods
from bot.language.units import (
    COUNTED,
    COUNTED_ZH,
    CURRENCIES,
    CURRENCY_AFTER,
    PLURAL,
    SINGULAR,
)
from bot.records import Quantity, Sought, Working

__all__ = ["OWN_RATES", "asks_how_many", "unit_asked"]

NOUNS = {
    **COUNTED,
    **COUNTED_ZH,
    "gigawatt": "GW", "gw": "GW", "吉瓦": "GW", "megawatt": "MW", "mw": "MW", "兆瓦": "MW",
    "百万瓦": "MW", "晶片": "GPUs", "芯片": "GPUs", "显卡": "GPUs", "加速器": "GPUs",
    "accelerator": "GPUs", "processor": "GPUs", "gb200": "GPUs", "h100": "GPUs",
    "股": "shares", "subscription": "users", "seat": "users", "订阅": "users", "订户": "users",
    "户": "users", "employee": "people", "worker": "people", "head": "people",
    "员工": "people", "subscriber": "users",
}  # fmt: skip
"""What may be priced one by one, folded, and the unit in which the sources count it."""
CLASSED = {
    "张": "GPUs",
    "颗": "GPUs",
    "枚": "GPUs",
    "片": "GPUs",
    "股": "shares",
    "家": "companies",
}
"""Measure words that tell by themselves what is counted."""
POWER = frozenset({"GW", "MW"})
MOST = 1_000_000
"""A higher price than this is for no single chip, share or head."""
_LATIN = "|".join(sorted((n for n in NOUNS if n.isascii()), key=len, reverse=True))
_HAN = "|".join(sorted((n for n in NOUNS if not n.isascii()), key=len, reverse=True))
_CLASSES = "个张颗枚片股家名位人台部座块"
_GAP = r"[^,.;?!#，。；？！、]"
ONE_BEFORE = re.compile(
    rf"\b(?:an?|per|each|every|one|single)\s+(?:\w+\s+)?(?P<noun>{_LATIN})s?\b(?! of\b)"
    rf"{_GAP}{{0,22}}$"
    rf"|(?:每|一|单)(?P<class>[{_CLASSES}])?(?:年|ai)?(?P<zh>{_HAN}|gpu)?{_GAP}{{0,8}}$"
)
ONE_AFTER = re.compile(
    rf"^\s*(?:(?:for|per|to|on|an?|each|every|one|the)\s+)+(?:\w+\s+)?(?P<noun>{_LATIN})\b"
    rf"|^\s*(?:/|一|每)(?P<class>[{_CLASSES}])?(?P<zh>{_HAN}|gpu)?"
)
HOW_MANY = re.compile(
    rf"\b(?:how many|number of)\s+(?:\w+\s+){{0,3}}?(?P<noun>{_LATIN})"
    r"|\bhow (?P<bare>many) (?=could|would|can|will|does|do|is)"
    rf"|(?:几|多少)[万亿]?(?P<class>[{_CLASSES}])?(?:ai)?(?P<zh>{_HAN}|gpu)?"
)
EACH_AFTER = re.compile(
    r"\s*(?:apiece|each|a piece|per unit|a unit|一(?:个|颗|张|片)|每(?:个|颗|张|片))"
)
"""What says that a price is for one of what is counted elsewhere."""
FOR_ONE = re.compile(
    rf"\b(?:per|for each|for every|each|every|a single|for one) (?:\w+ )?"
    rf"(?P<noun>{_LATIN})s?\b(?! of\b)"
    rf"|(?:每|平均一|单)(?P<class>[{_CLASSES}])?\S{{0,3}}?(?P<zh>{_HAN}|gpu)(?!\S{{0,3}}价)"
)
"""What names the one thing that a price is asked for."""
YEARLY_AFTER = re.compile(r"\s*(?:a|per|each|every) (?:year|annum)|\s*annually")
YEARLY_BEFORE = re.compile(r"(?:每年|年年|一年|逐年)(?:都|再|各)?\S{0,6}$")
SOURCES = "USD"
"""The currency of nearly all amounts of the sources."""
HIGHEST_RATE, PAIR = 2000, 2
_CURRENCY = "|".join(sorted((fold(name) for name in CURRENCY_AFTER), key=len, reverse=True))
CURRENCY_BEFORE_RATE = re.compile(
    rf"(?:\b(?:an?|one|each|every|per|the) |每|一)(?P<currency>{_CURRENCY}){_GAP}{{0,20}}$"
)
CURRENCY_AFTER_RATE = re.compile(
    rf"^\s*(?:(?:to|for|per|on|an?|the|one|each) )+(?P<currency>{_CURRENCY})\b"
    rf"|^\s*(?:/|一|每)(?P<zh>{_CURRENCY})"
)
HEADS = re.compile(
    rf"^\s*(?:个|名|位)?(?P<zh>人|员工|{_HAN})|^\s*(?:\w+\s+){{0,2}}?(?P<noun>{_LATIN})"
)


def _unit_of(found: re.Match[str] | None) -> str:
    """The unit of what a pattern names as counted, or nothing."""
    if found is None:
        return ""
    groups = found.groupdict()
    for name in ("noun", "zh"):
        if groups.get(name):
            return NOUNS.get(groups[name], "people" if groups[name] == "人" else "GPUs")
    return CLASSED.get(groups.get("class") or "", "")


def asks_how_many(folded: str) -> bool:
    """Whether a folded question asks how many of a thing an amount pays for."""
    return HOW_MANY.search(folded) is not None


def unit_asked(folded: str) -> str:
    """The unit of the one thing that a price is asked for, in a folded question: "per GB200"."""
    return next(filter(None, map(_unit_of, FOR_ONE.finditer(folded))), "")


def _priced(asked: Asked) -> tuple[Quantity, str] | None:
    """The reader's price for one of something, and the unit in which that is counted."""
    for figure in asked.single:
        money, _, below = figure.unit.partition("/")
        if money not in CURRENCIES or figure.value <= 0:
            continue
        unit = PLURAL.get(below, below)
        if unit in NOUNS.values():
            return replace(figure, unit=money), unit
        start, end = asked.clause(figure)
        unit = _unit_of(ONE_BEFORE.search(asked.folded[start : figure.start]))
        unit = unit or _unit_of(ONE_AFTER.search(asked.folded[figure.end : end]))
        if not unit and EACH_AFTER.match(asked.folded, figure.end):
            unit = next(filter(None, map(_unit_of, HOW_MANY.finditer(asked.folded))), "")
        if unit in POWER or (unit and figure.value <= MOST):
            return figure, unit
    return None


def _at_a_price(asked: Asked) -> Working | None:
    """What a number that a source tells comes to at the reader's price, or how many an amount
    pays for.
    """
    priced = _priced(asked)
    if priced is None or len(asked.percents) > 1 or asked.asks("convert"):
        return None
    price, unit = priced
    others = [q for q in asked.single if q.start != price.start and q not in asked.percents]
    amounts = [q for q in others if q.unit in CURRENCIES]
    if len(amounts) > 1 or _by_the_hour(asked, price):
        return None
    each = asked.given("price", replace(price, unit=f"{price.unit}/{SINGULAR.get(unit, unit)}"))
    shares = [asked.given("share", q) for q in asked.percents]
    if any(m["bare"] or _unit_of(m) == unit for m in HOW_MANY.finditer(asked.folded)):
        amount: Sought | Working = (
            asked.given("amount", amounts[0]) if amounts else asked.sought("amount", "money")
        )
        for share in shares:
            amount = Working("portion", (amount, share))
        return Working("over", (amount, each))
    if asked.says("work_ends"):
        return Working("ends", (asked.sought("range", "range"), each))
    if amounts:
        return None
    own = next((q for q in others if q.unit == unit), None)
    count: Sought | Working = asked.given("count", own) if own else asked.sought("count", unit)
    for share in shares:
        count = Working("portion", (count, share))
    return Working("times", (count, each))


def _by_the_unit(asked: Asked) -> Working | None:
    """What so many come to where the reader says what others cost, or what one of them comes to:
    "1 GW costs 40 billion, what about 30?", 10吉瓦分攤1000億美元，每吉瓦多少.
    """
    if len(asked.money) != 1 or asked.percents or asked.times:
        return None
    amount = asked.money[0]
    others = [q for q in asked.single if q is not amount and not _of_a_date(asked, q)]
    units = {q.unit for q in others}
    if len(units) != 1 or not units <= {*NOUNS.values()} or not 1 <= len(others) <= PAIR:
        return None
    base, *wanted = sorted(others, key=lambda q: _apart(q, amount))
    unit = SINGULAR.get(base.unit, base.unit)
    priced = (asked.given("amount", amount), asked.given("count", base))
    each = Working("over", priced)
    if wanted and not _apart(base, amount) < _apart(wanted[0], amount):
        return None
    if wanted:
        return Working("times", (each, asked.given("count", wanted[0])))
    for_one = any(_unit_of(m) in (base.unit, unit) for m in FOR_ONE.finditer(asked.folded))
    return each if for_one and base.value != 1 and not asked.named else None


def _apart(one: Quantity, other: Quantity) -> int:
    """How many characters lie between two figures."""
    return max(one.start - other.end, other.start - one.end)


def _by_the_hour(asked: Asked, price: Quantity) -> bool:
    """Whether a price is for an hour, which a number of things alone does not answer."""
    return re.match(r"\s*(?:an?|per) hour|\s*(?:每|一)小时", asked.folded[price.end :]) is not None


def _shared_out(asked: Asked) -> Working | None:
    """An amount of the sources over a number of heads that the reader gives: "600 people"."""
    if asked.money or asked.percents or asked.times or not asked.says("own_each"):
        return None
    heads = []
    for figure in asked.single:
        unit = figure.unit
        if unit == "1":
            unit = _unit_of(HEADS.search(asked.folded[figure.end :]))
        if unit in ("people", "companies", "customers", "users") and figure.value > 1:
            heads.append(replace(figure, unit="1"))
    if len(heads) != 1:
        return None
    return Working("over", (asked.sought("amount", "amount"), asked.given("heads", heads[0])))


def _grown(asked: Asked) -> Working | None:
    """A figure of the sources after so many years of a growth that the reader supposes."""
    years = _years_meant(asked)
    if asked.money or years is None:
        return None
    doubled = asked.places("own_doubled")
    amount = asked.sought("amount", "amount")
    if doubled and not asked.percents:
        start, end = doubled[0].span()
        two = Quantity(Decimal(2), "1", asked.text[start:end], start, end)
        return Working("times", (amount, Working("power", (asked.given("factor", two), years))))
    if len(asked.percents) != 1:
        return None
    rate = asked.percents[0]
    after, before = asked.folded[rate.end :], asked.folded[: rate.start]
    rises, falls = asked.says("own_rise"), asked.says("own_fall")
    if rises == falls or not (YEARLY_AFTER.match(after) or YEARLY_BEFORE.search(before)):
        return None
    changed = left_by(asked.given("change", rate), falls=falls)
    return Working("times", (amount, Working("power", (changed, years))))


def _years_meant(asked: Asked) -> Sought | None:
    """Over how many years: as many as the question says, or as lie between two that it names."""
    if len(asked.times) == 1 and asked.times[0].unit == "years":
        return asked.given("years", replace(asked.times[0], unit="1"))
    named = sorted({int(p.end[:4]) for p in named_periods(asked.periods) if p.end})
    if asked.times or len(named) != 2:
        return None
    between = Quantity(Decimal(named[1] - named[0]), "1", f"{named[0]}\u2013{named[1]}", 0, 0)
    return Sought("years", "constant", (0, 0), between)


def _levied(asked: Asked) -> Working | None:
    """A tax or a fee of so many per cent of a figure of the sources, or what it leaves of it."""
    if len(asked.percents) != 1 or not asked.near("own_levied", asked.percents[0]):
        return None
    share = asked.percents[0]
    others = [q for q in asked.single if q is not share and not _of_a_date(asked, q)]
    if others or not 0 < share.value < 100 or asked.asks("share", "times", "before"):
        return None
    amount = asked.sought("amount", "money")
    given = asked.given("share", share)
    if asked.says("own_remain") or asked.says("own_after"):
        return Working("times", (amount, left_by(replace(given, role="change"), falls=True)))
    return Working("portion", (amount, given))


def _exchanged(asked: Asked) -> Working | None:
    """An amount of the sources in another currency, at the rate that the reader gives."""
    rate = _rate_given(asked)
    if rate is None or asked.percents:
        return None
    priced, one = rate
    if asked.asks("convert") and one.unit == SOURCES:
        return None  # said with the word for it, which the rules of the plan read
    amounts = [q for q in asked.money if q not in (priced, one) and q.value != 1]
    if len(amounts) > 1 or any(q.unit not in (priced.unit, one.unit) for q in amounts):
        return None
    amount = asked.given("amount", amounts[0]) if amounts else asked.sought("amount", one.unit)
    if (amounts and amounts[0].unit == one.unit) or (not amounts and priced.unit != SOURCES):
        return Working("convert", (amount, asked.given("rate", priced)))
    if not amounts:
        amount = asked.sought("amount", priced.unit)
    return Working(
        "exchange", (amount, asked.given("rate", priced), Sought("one", "constant", (0, 0), one))
    )


def _rate_given(asked: Asked) -> tuple[Quantity, Quantity] | None:
    """The price of one of another currency: "1美元兌7.1人民幣", "a euro costs me 1.16 dollars"."""
    for priced in asked.money:
        if not 0 < priced.value < HIGHEST_RATE or priced.value == 1:
            continue
        ones = [q for q in asked.money if q.value == 1 and q.unit != priced.unit]
        if ones:
            return priced, ones[0]
        start, end = asked.clause(priced)
        found = CURRENCY_BEFORE_RATE.search(asked.folded[start : priced.start])
        found = found or CURRENCY_AFTER_RATE.search(asked.folded[priced.end : end])
        unit = _currency(found) if found else ""
        if unit and unit != priced.unit:
            return priced, Quantity(Decimal(1), unit, f"1 {unit}", 0, 0)
    return None


def _currency(found: re.Match[str]) -> str:
    """The code of the currency that a pattern names."""
    groups = found.groupdict()
    name = groups.get("currency") or groups.get("zh") or ""
    return next((code for word, code in CURRENCY_AFTER.items() if fold(word) == name), "")


def _of_a_date(asked: Asked, quantity: Quantity) -> bool:
    spans = [p.span for p in asked.periods if p.span]
    return any(a <= quantity.start and quantity.end <= b for a, b in spans)


Reader = Callable[[Asked], Working | None]
OWN_RATES: tuple[Reader, ...] = (
    _exchanged,
    _by_the_unit,
    _at_a_price,
    _shared_out,
    _grown,
    _levied,
)
