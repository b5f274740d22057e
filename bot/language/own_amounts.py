"""Sums of the reader's own: a whole from its part, a year's interest, an amount at a rate, a price
for so many.

"27% is worth $135bn, what is all of it?", 「180億美元用5%計算，一年利息多少？」, "160 million
shares at $10". What is asked for says which way a percentage counts: the whole of which an amount
is so many per cent, or that part of it. Every figure is the reader's; it knows no fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.language.asked import Asked
from bot.language.cues import patterns
from bot.language.own_figures import left_by
from bot.language.script import fold
from bot.language.units import CURRENCIES, CURRENCY_AFTER, CURRENCY_BEFORE
from bot.records import Quantity, Sought, Working

__all__ = ["OWN_AMOUNTS"]

SHARE, AMOUNT = "%", "#"
"""How a percentage and an amount are masked for the lists of cues."""
WHOLE = 100
A_YEAR = {"month": 12, "quarter": 4}
HIGHEST_RATE = 2000
LEAST_PAID = 10_000
SOURCES = "USD"
_NAMES = "|".join(sorted((fold(n) for n in CURRENCY_AFTER if n), key=len, reverse=True))
_INTO = re.compile(
    r"(?:\b(?:in|into|to) (?:the |some )?|换成|折合成?|换算[成为]?|折成|兑成?|等于多少|合)"
    rf"(?P<name>nt dollar|{_NAMES})s?"
)
_RATE_BESIDE = re.compile(r"(?:\bat|\brate(?: of| is|:)?|汇率(?:是|为|算|用|以|按|:|：)?)\s*$")
_ASKS = re.compile(r"\bwhat (?:was|is|are|were|did|would|does)\b|\bhow much\b|多少|几[元块亿]")
_AT = re.compile(r"\s*,?\s*(?:at|for|@|每股|每[张颗片个]|一股|一[张颗片个])\s*(?:a price of )?")


def _amounts(asked: Asked) -> tuple[Quantity, ...]:
    """The reader's amounts, with a currency or without one."""
    named = asked.money or asked.rates
    bare = (q for q in asked.single if q.unit == "1" and q.value >= LEAST_PAID)
    return named or asked.plain or tuple(bare)


def _whole_of_part(asked: Asked) -> Working | None:
    """The whole of which an amount is a percentage: "11% of it cost $30bn, what is all of it?"."""
    shares = [q for q in asked.percents if 0 < q.value < WHOLE]
    amounts = _amounts(asked)
    others = [q for q in asked.single if q not in (*asked.percents, *amounts)]
    if len(shares) != 1 or len(amounts) != 1 or others or asked.times:
        return None
    if any(asked.near(key, shares[0]) for key in ("own_fall", "own_rise", "own_levied")):
        return None  # a change of so many per cent, a tax of so many
    masked = _masked(asked, shares[0], amounts[0])
    if not all(_fits(asked, key, masked) for key in ("own_part_worth", "own_whole_asked")):
        return None
    part = asked.given("part", amounts[0])
    return Working("whole", (part, asked.given("share", shares[0])))


def _masked(asked: Asked, share: Quantity, amount: Quantity) -> str:
    """The folded text with the percentage and the amount as single signs."""
    text = asked.folded.replace(AMOUNT, " ")
    for figure, sign in sorted(((share, SHARE), (amount, AMOUNT)), key=lambda p: -p[0].start):
        before = text[: figure.start].replace(SHARE, " ") if sign == SHARE else text[: figure.start]
        text = f"{before}{sign}{text[figure.end :]}"
    return text


def _fits(asked: Asked, key: str, masked: str) -> bool:
    return any(cue.search(masked) for cue in patterns(asked.phrases, key))


def _yearly_interest(asked: Asked) -> Working | None:
    """A year's interest on the reader's amount at the reader's rate, or at both ends of one."""
    if not asked.says("own_interest") or asked.times or asked.says("own_simple"):
        return None
    amounts = _amounts(asked)
    ranged = [q for q in asked.quantities if q.low is not None and q.unit == "%"]
    if len(amounts) != 1 or asked.asks("share", "times", "convert", "growth"):
        return None
    per = asked.per if asked.per not in ("", "year") else ""
    amount = asked.given("amount", amounts[0])
    if ranged and not asked.percents:
        return Working("ends", (asked.given("range", ranged[0]), amount))
    if len(asked.percents) != 1 or not 0 < asked.percents[0].value < WHOLE:
        return None
    working = Working("interest", (amount, asked.given("share", asked.percents[0])))
    if not per:
        return working
    if per not in A_YEAR:
        return None
    parts = Quantity(Decimal(A_YEAR[per]), "1", f"{per}s of a year", 0, 0)
    return Working("over", (working, Sought("parts", "constant", (0, 0), parts)))


def _changed_over(asked: Asked) -> Working | None:
    """The reader's own amount in another currency, at the rate that the reader gives."""
    if not asked.asks("convert") or asked.percents:
        return None
    found = _INTO.search(asked.folded)
    named = found["name"].replace("nt dollar", "nt$") if found else ""
    known = {fold(n): c for n, c in (*CURRENCY_BEFORE.items(), *CURRENCY_AFTER.items())}
    target = known.get(named, "")
    rates = [q for q in asked.single if _is_rate(asked, q, target)]
    amounts = [
        q
        for q in (*asked.money, *asked.rates, *_amounts(asked))
        if q not in rates and q.unit.partition("/")[0] != target and q.value != 1
    ]
    amounts = list(dict.fromkeys(amounts))
    if not target or len(rates) != 1 or len(amounts) != 1 or len(asked.times) > 1:
        return None
    amount = amounts[0]
    if amount.unit == "1":
        amount = replace(amount, unit=SOURCES)
    rate = asked.given("rate", replace(rates[0], unit=target))
    base: Sought | Working = asked.given("amount", amount)
    if asked.times:
        if not (asked.says("chain_over") or asked.per):
            return None
        base = Working("over", (base, asked.given("term", asked.times[0])))
    return Working("convert", (base, rate))


def _is_rate(asked: Asked, figure: Quantity, target: str) -> bool:
    """Whether a figure is the price of one of the sources' currency."""
    if not 0 < figure.value < HIGHEST_RATE or figure.value == 1:
        return False
    beside = _RATE_BESIDE.search(asked.folded[: figure.start]) is not None
    return figure.unit == target or (figure.unit == "1" and beside)


def _so_many_at(asked: Asked) -> Working | None:
    """What the reader's number of things comes to at the reader's price: "160m shares at $10"."""
    priced = [q for q in asked.single if q.unit.partition("/")[0] in CURRENCIES]
    counted = [q for q in asked.single if q.unit in ("shares", "GPUs", "users", "GW", "units")]
    if len(priced) != 1 or len(counted) != 1 or asked.percents or asked.times:
        return None
    price, count = priced[0], counted[0]
    between = asked.folded[count.end : price.start] if count.end <= price.start else ""
    told = _AT.fullmatch(between) is not None or price.unit.partition("/")[2] in (
        count.unit,
        count.unit.removesuffix("s"),
    )
    if not told or not (asked.says("own_in_all") or asked.asks("sum", "total", "whatif")):
        return None
    each = replace(price, unit=f"{price.unit.partition('/')[0]}/{count.unit.removesuffix('s')}")
    return Working("times", (asked.given("count", count), asked.given("price", each)))


def _part_of_number(asked: Asked) -> Working | None:
    """So many per cent of a number: "What is 15% of 523?"."""
    if len(asked.single) != 2 or len(asked.quantities) != 2 or len(asked.percents) != 1:
        return None
    number = next((q for q in asked.single if q.unit == "1"), None)
    if number is None or asked.named or number.value == 0:
        return None
    masked = _masked(asked, asked.percents[0], number)
    if not _fits(asked, "own_part_of", masked):
        return None
    share = asked.given("share", asked.percents[0])
    return Working("portion", (asked.given("whole", number), share))


def _changed_from(asked: Asked) -> Working | None:
    """What an amount became by a change of so many per cent: "fell 69% from $37.92bn"."""
    amounts = _amounts(asked)
    if len(asked.percents) != 1 or len(amounts) != 1 or asked.times:
        return None
    if not _ASKS.search(asked.folded):
        return None
    if asked.asks("before", "share", "times", "difference", "convert", "sum"):
        return None
    masked = _masked(asked, asked.percents[0], amounts[0])
    falls, rises = (_fits(asked, key, masked) for key in ("own_fell_from", "own_rose_from"))
    if falls == rises:
        return None
    changed = left_by(asked.given("change", asked.percents[0]), falls=falls)
    return Working("times", (asked.given("amount", amounts[0]), changed))


Reader = Callable[[Asked], Working | None]
OWN_AMOUNTS: tuple[Reader, ...] = (
    _whole_of_part,
    _yearly_interest,
    _changed_over,
    _so_many_at,
    _part_of_number,
    _changed_from,
)
