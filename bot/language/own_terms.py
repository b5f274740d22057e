"""Terms of the reader's own, set to an amount: interest, growth by the quarter, a discount, equal
parts, half of it.

"$38bn at 5% simple interest for 3 years", "if it grows 10% a quarter for two years", 「打八折」,
"in ten equal instalments", "half of Oracle's RPO". The amount is the reader's too, or the words for
one of the sources. Which rate counts by which time is read from the words by it. It knows no fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.language.asked import Asked
from bot.language.own_figures import left_by
from bot.language.quantities import read_quantities
from bot.language.script import has_han
from bot.language.turns import WHETHER
from bot.records import Quantity, Sought, Working

__all__ = ["OWN_TERMS", "YES_OR_NO", "Reader"]

A_YEAR = {"year": 1, "half": 2, "quarter": 4, "month": 12, "week": 52, "day": 365}
"""How many of each stretch make a year."""
_STRETCH = {
    "annum": "year", "annually": "year", "yearly": "year", "half-year": "half",
    "quarterly": "quarter", "monthly": "month", "weekly": "week", "daily": "day",
    "年": "year", "半年": "half", "季": "quarter", "月": "month", "个月": "month",
    "周": "week", "日": "day", "天": "day",
}  # fmt: skip
_EACH = r"(?:a|an|per|each|every|/)"
RATE_AFTER = re.compile(
    rf"\s*(?:[a-z]+ ){{0,2}}?(?:{_EACH}\s?(?P<each>year|annum|half-year|quarter|month|week|day)\b"
    r"|(?P<every>annually|yearly|quarterly|monthly|weekly|daily)\b)"
)
RATE_BEFORE = re.compile(
    r"(?:每个?|逐|一|按|年)(?P<zh>半年|年|季|个月|月|周|日|天)\S{0,8}$"
    r"|(?P<alone>年|季|月)(?:利率|利息|息|化|增长率|成长率|增|成长|增长|率)\S{0,4}$"
)
COMPOUNDED = re.compile(
    r"\bcompound(?:ed|ing|s)?,? (?:(?P<every>annually|yearly|quarterly|monthly|weekly|daily)\b"
    rf"|{_EACH} (?P<each>year|quarter|month|week|day)\b)|按?(?P<zh>半年|年|季|月|周|日)复利"
)
YES_OR_NO = re.compile(rf"{WHETHER.pattern}|^(?:will|should|had)\b|吗")
OF_WORD = {
    "half": ("1", "2"), "one half": ("1", "2"), "a half": ("1", "2"),
    "a third": ("1", "3"), "one third": ("1", "3"), "one-third": ("1", "3"),
    "two thirds": ("2", "3"), "two-thirds": ("2", "3"),
    "a quarter": ("1", "4"), "one quarter": ("1", "4"), "three quarters": ("3", "4"),
    "three-quarters": ("3", "4"), "a fifth": ("1", "5"), "one fifth": ("1", "5"),
    "a tenth": ("1", "10"), "one tenth": ("1", "10"), "one-tenth": ("1", "10"),
    "double": ("2", "1"), "twice": ("2", "1"), "two times": ("2", "1"), "triple": ("3", "1"),
    "treble": ("3", "1"), "three times": ("3", "1"), "quadruple": ("4", "1"),
    "four times": ("4", "1"), "five times": ("5", "1"), "ten times": ("10", "1"),
    "halve": ("1", "2"),
}  # fmt: skip
OF_HAN = {
    "一半": ("1", "2"), "半数": ("1", "2"), "两倍": ("2", "1"), "二倍": ("2", "1"),
    "2倍": ("2", "1"), "双倍": ("2", "1"), "三倍": ("3", "1"), "3倍": ("3", "1"),
    "四倍": ("4", "1"), "4倍": ("4", "1"), "五倍": ("5", "1"), "5倍": ("5", "1"),
    "十倍": ("10", "1"), "10倍": ("10", "1"),
}  # fmt: skip
_DIGITS = dict(zip("一二两三四五六七八九", "1223456789", strict=True))


def _given_amount(asked: Asked) -> Quantity | None:
    """The one amount that the reader gives: of money, a rate of it or a large number."""
    found = asked.money or asked.rates or asked.plain
    return found[0] if len(found) == 1 else None


def _amount(asked: Asked, kind: str = "money") -> Sought | None:
    """The amount: the reader's own, or what the question's words name; None where neither is."""
    own = _given_amount(asked)
    if own is not None:
        return asked.given("amount", own)
    if asked.money or asked.rates or asked.plain:
        return None
    return asked.sought("amount", kind) if _names_amount(asked) else None


def _names_amount(asked: Asked) -> bool:
    """Whether a measure, or a deal between parties, is named, and more than yes or no is asked."""
    if YES_OR_NO.search(asked.folded.strip()):
        return False
    metric = any(m.kind == "metric" for m in asked.named)
    deal = any(m.kind == "company" for m in asked.named) and asked.says("work_deal")
    return metric or deal


def _number(value: Decimal | int | str, text: str) -> Sought:
    """A number that holds by definition."""
    quantity = Quantity(Decimal(value), "1", text, 0, 0)
    return Sought("number", "constant", (0, 0), quantity)


def _stretch_of(found: re.Match[str] | None) -> str:
    """Which stretch of time a pattern names."""
    if found is None:
        return ""
    word = next((g for g in found.groupdict().values() if g), "")
    return _STRETCH.get(word, word)


def _rate_is_of(asked: Asked, rate: Quantity) -> str:
    """By which stretch of time a rate counts, in the words right after it or before it."""
    after = _stretch_of(RATE_AFTER.match(asked.folded, rate.end))
    start, _ = asked.clause(rate)
    return after or _stretch_of(RATE_BEFORE.search(asked.folded[start : rate.start]))


def _periods(asked: Asked, by: str, text_of: Quantity) -> Sought | None:
    """How many of a stretch the reader's length of time has: 12 quarters in 3 years."""
    unit = text_of.unit.removesuffix("s")
    if unit not in A_YEAR or by not in A_YEAR:
        return None
    if unit == by:
        return asked.given("periods", replace(text_of, unit="1"))
    count = text_of.value * A_YEAR[by] / A_YEAR[unit]
    return _number(count, text_of.text.strip())


def _terms(asked: Asked) -> tuple[Quantity, Quantity] | None:
    """The one rate and the one length of time that the reader gives."""
    if len(asked.percents) != 1 or len(asked.times) != 1:
        return None
    return asked.percents[0], asked.times[0]


def _simple(asked: Asked) -> Working | None:
    """Simple interest on an amount: "at 5% simple interest for 3 years"."""
    terms = _terms(asked) if asked.says("own_simple") else None
    amount = _amount(asked) if terms else None
    if terms is None or amount is None:
        return None
    periods = _periods(asked, _rate_is_of(asked, terms[0]) or "year", terms[1])
    if periods is None:
        return None
    return Working("simple_interest", (amount, asked.given("rate", terms[0]), periods))


def _discounted(asked: Asked) -> Working | None:
    """What an amount later is worth today, paid at once or in equal parts."""
    terms = _terms(asked) if asked.says("own_present") else None
    amount = _amount(asked) if terms else None
    if terms is None or amount is None:
        return None
    rate, stretch = terms
    by = _rate_is_of(asked, rate) or "year"
    yearly = amount.given is not None and amount.given.unit.endswith("/year")
    if stretch.unit == "years" and (yearly or asked.says("own_in_parts")):
        years = asked.given("periods", replace(stretch, unit="1"))
        if yearly and amount.given is not None:
            once = replace(amount.given, unit=amount.given.unit.removesuffix("/year"))
            part: Sought | Working = replace(amount, given=once)
        else:
            part = Working("over", (amount, years))
        return Working("annuity_value", (part, asked.given("rate", rate), years))
    periods = _periods(asked, by, stretch)
    if periods is None:
        return None
    return Working("present_value", (amount, asked.given("rate", rate), periods))


def _compounded(asked: Asked) -> Working | None:
    """An amount that grows on itself: so many per cent each quarter, or compound interest."""
    terms = _terms(asked)
    if terms is None or asked.asks("share", "times", "convert"):
        return None
    rate, stretch = terms
    named, interest = COMPOUNDED.search(asked.folded), asked.says("own_compound")
    rises, falls = asked.says("own_rise"), asked.says("own_fall")
    by = _rate_is_of(asked, rate)
    if not interest and (not by or rises == falls):
        return None
    if asked.says("work_cagr") and not by:
        return None
    amount = _amount(asked, "amount")
    if amount is None:
        return None
    each: Sought | Working = asked.given("rate", rate)
    every = _stretch_of(named)
    if named and every != "year" and by in ("", "year"):  # a year's rate, counted by the quarter
        each, by = Working("over", (each, _number(A_YEAR[every], f"{every}s of a year"))), every
    periods = _periods(asked, by or every or "year", stretch)
    if periods is None:
        return None
    if amount.given is not None and amount.given.unit.endswith(f"/{by}"):
        once = amount.given.unit.removesuffix(f"/{by}")  # 「1,000億每季成長5%」: the rate's quarter
        amount = replace(amount, given=replace(amount.given, unit=once))
    if falls and not interest:
        lost = left_by(asked.given("change", rate), falls=True)
        return Working("times", (amount, Working("power", (lost, periods))))
    return Working("compound", (amount, each, periods))


def _off(asked: Asked) -> Working | None:
    """What a discount leaves: "20% off", 「打八折」."""
    found = next(iter(asked.frames("own_fold")), None)
    if found is not None:
        digits = "".join(_DIGITS.get(c, c) for c in found["n"] if c not in ".点")
        points = Decimal(digits).scaleb(2 - len(digits))
        start, end = found.span("n")
        left = Quantity(points, "%", asked.text[start : end + 1], start, end + 1)
        amount = _amount(asked)
        return Working("portion", (amount, asked.given("share", left))) if amount else None
    if len(asked.percents) != 1 or asked.times:
        return None
    share = asked.percents[0]
    beside = any(
        0 <= m.start() - share.end <= 2 or 0 <= share.start - m.end() <= 3
        for m in asked.places("own_off")
    )
    amount = _amount(asked) if beside else None
    if amount is None:
        return None
    return Working("times", (amount, left_by(asked.given("change", share), falls=True)))


def _parts(asked: Asked) -> Working | None:
    """One of so many equal parts: "in ten equal instalments", 「分十期」."""
    if asked.percents or asked.says("work_payback"):
        return None
    for found in asked.frames("own_parts"):
        start, end = found.span("n")
        word = found["n"]
        read = read_quantities(f"{word}年" if has_han(word) else f"{word} years")
        others = [q for q in asked.single if not (start <= q.start and q.end <= end + 2)]
        own = [q for q in (asked.money or asked.plain) if q in others]
        if len(read) != 1 or read[0].value < 2 or len(own) > 1:
            continue
        count = replace(read[0], unit="1", text=asked.text[start:end], start=start, end=end)
        amount = asked.given("amount", own[0]) if own else None
        if amount is None and _names_amount(asked):
            amount = asked.sought("amount", "money")
        if amount is not None:
            return Working("over", (amount, asked.given("count", count)))
    return None


def _spread(asked: Asked) -> Working | None:
    """An amount spread over a length of time that the reader supposes: "spread over 8 years"."""
    if len(asked.times) != 1 or asked.percents or asked.says("work_depreciation"):
        return None
    if asked.asks("growth", "share", "times", "difference", "sum", "without", "remaining"):
        return None
    stretch = asked.times[0]
    spread = any(0 <= stretch.start - m.end() <= 12 for m in asked.places("own_spread"))
    asks = asked.asks("whatif") or asked.per
    if not spread or not (asks or asked.says("asks_number") or asked.says("follow_substitute")):
        return None
    amount = _amount(asked)
    if amount is None:
        return None
    per = asked.per if asked.per != "year" else ""
    return Working("scenario", (amount, asked.given("term", stretch)), per)


def _of_it(asked: Asked) -> Working | None:
    """So many times an amount, or a simple part of it, where that is all that is asked."""
    if asked.percents[1:] or asked.times or YES_OR_NO.search(asked.folded.strip()):
        return None
    for found in asked.frames("own_of_it"):
        word = found["n"]
        ratio = OF_WORD.get(word) or OF_HAN.get(word) or _fraction(word)
        amount = _amount(asked) if ratio else None
        if ratio is None or amount is None:
            continue
        start, end = found.span("n")
        above, below = ratio
        factor = Quantity(Decimal(above), "1", asked.text[start:end], start, end)
        if below == "1":
            return Working("times", (amount, asked.given("factor", factor)))
        factor = replace(factor, value=Decimal(below))
        part: Sought | Working = amount
        if above != "1":
            part = Working("times", (amount, _number(above, word)))
        return Working("over", (part, asked.given("factor", factor)))
    return None


def _fraction(word: str) -> tuple[str, str] | None:
    """三分之一 as (1, 3)."""
    found = re.fullmatch(r"([一二两三四五六七八九十])分之([一二两三四五六七八九])", word)
    if found is None:
        return None
    below = "10" if found[1] == "十" else _DIGITS[found[1]]
    return _DIGITS[found[2]], below


def _by_zero(asked: Asked) -> Working | None:
    """An amount divided by zero, which has no value."""
    found = next(iter(asked.places("own_by_zero")), None)
    amounts = [q for q in asked.single if q.value != 0]
    if found is None or len(amounts) > 1:
        return None
    zero = _number(0, "0")
    if amounts:
        return Working("by_zero", (asked.given("amount", amounts[0]), zero))
    return Working("by_zero", (asked.sought("amount", "any"), zero)) if asked.named else None


Reader = Callable[[Asked], Working | None]
OWN_TERMS: tuple[Reader, ...] = (
    _by_zero,
    _simple,
    _discounted,
    _compounded,
    _off,
    _parts,
    _spread,
    _of_it,
)
