"""Amounts that follow from a price or a level and what it moved by, told by no source.

A level at the end of a fall is the level before it less the fall; what a number of shares gained or
lost in worth is the difference of two prices times that number. The figures are of one party; the
question names the times of both, or brings the second price itself. It reads few words: whether an
amount is asked for, and whether something was gained or lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.answer.plan.operands import Desk
from bot.language.script import fold
from bot.language.timing import MONTHS, named_periods, timing
from bot.records import Fact, Quantity

__all__ = ["level_after_change", "worth_moved"]

_MOVED = re.compile(
    r"\bgain\w*\b|\blos[est]\w*\b|\blost\b|\bvanish\w*\b|\bwip\w+\b|\bevaporat\w*\b|\bprofit\w*\b"
    r"|\bmade\b|\bmak(?:e|es|ing)\b|\bahead\b|\bup by\b|\bdown by\b|\bshed\b|\bburn\w* off\b"
    r"|\bdisappear\w*\b|\bdestroy\w*\b|\bpaper (?:gain|loss|profit)\b"
    r"|赚|赔|亏|蒸发|缩水|获利|损失|少掉|少了|掉了|增值|不见|消失"
)
_BY_SHARE = re.compile(
    r"\b(?:dollars|much|money|gains?|loss(?:es)?|profits?) (?:a|per|on each|for each) share\b"
    r"|每股?(?:各)?(?:赚|赔|亏|跌|涨|少|多|掉)|一股(?:赚|赔|亏|跌|涨|少|多|掉)"
)
_WORTH = re.compile(
    r"\bmarket (?:value|cap\w*)\b|\bworth\b|\bvalue\b|\bcapitali[sz]ation\b|市值|身价"
)
"""What is asked of one share, and of all of them."""
_RATIOS = frozenset({"share", "times", "average", "sum"})
_OTHERWISE = _RATIOS | {"growth"}
_PRICE = re.compile(r"^share_price(?!_(?:paid|change|vs))")
_A_SHARE = re.compile(r"\bshares?\b|\bstock\b|\bapiece\b|\beach\b|\b(?:trad|quot|pric)\w+ at\b|股")
LOOKED_AT, SAME_TIME = 10, 0.8


def level_after_change(desk: Desk, _folded: str) -> bool:
    """A level at the end of a change over several years, from that at its beginning."""
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    if desk.ledger is None or not dated or _OTHERWISE & desk.asked:
        return False
    if desk.question.answer_type != "money":
        return False
    for change in desk.facts[:LOOKED_AT]:
        level = _level_before(desk, change)
        ends = (p.end[:4] for p in dated if p.end)
        if level is None or (change.period.end or "")[:4] not in ends:
            continue
        told = (
            f
            for f in desk.ledger.find(subject=level.subject, metric=level.metric)
            if timing(dated, f) >= SAME_TIME
        )
        if any(told):
            return False
        left = f"(1 + {desk.of_fact(change)})"
        return desk.work("work_result", f"{desk.of_fact(level)} * {left}", [level, change])
    return False


def _level_before(desk: Desk, change: Fact) -> Fact | None:
    """The level at the beginning of a change in per cent that took more than one year."""
    start, end = change.period.start, change.period.end
    if change.unit != "%" or not change.metric.endswith("_change_pct") or not (start and end):
        return None
    if int(end[:4]) - int(start[:4]) < 1 or len(change.values) != 1 or desk.ledger is None:
        return None
    base = change.metric.removesuffix("_change_pct")
    for fact in desk.ledger.find(subject=change.subject, metric=base):
        named = {(fact.period.end or "")[:4], fact.period.label[-4:]}
        if len(fact.values) == 1 and fact.stated_in and start[:4] in named and fact.unit != "%":
            return fact
    return None


def worth_moved(desk: Desk) -> bool:
    """What a number of shares gained or lost in worth between two prices, one of which may be the
    reader's.
    """
    folded = fold(desk.question.text)
    if desk.ledger is None or not _MOVED.search(folded) or _RATIOS & desk.asked:
        return False
    if desk.question.answer_type == "percent" or _BY_SHARE.search(folded):
        return False
    own = _own_price(desk, folded)
    if own is not None:
        return _beside_own(desk, own)
    own_money = any(q.unit.partition("/")[0] == "USD" for q in desk.question.quantities)
    if own_money or not _WORTH.search(folded):
        return False
    for high, low in _prices(desk, folded):
        count = _count(desk, high)
        if count is not None:
            gap = f"({desk.of_fact(high)} - {desk.of_fact(low)})"
            return desk.work("work_result", f"{gap} * {desk.of_fact(count)}", [high, low, count])
    return False


def _own_price(desk: Desk, folded: str) -> Quantity | None:
    """The one price of a share that the reader supposes."""
    priced = [q for q in desk.question.quantities if q.unit in ("USD/share", "USD")]
    if len(priced) != 1 or len(desk.question.quantities) != 1 or priced[0].low is not None:
        return None
    if priced[0].unit == "USD" and not (priced[0].value < 10**4 and _A_SHARE.search(folded)):
        return None
    return replace(priced[0], unit="USD/share")


def _beside_own(desk: Desk, own: Quantity) -> bool:
    """What shares bought at a stated price have gained at the reader's price."""
    companies = {m.concept for m in desk.question.entities if m.kind == "company"}
    for paid in desk.ledger.facts if desk.ledger else ():
        if paid.metric != "share_price_paid" or not {paid.subject, paid.counterparty} <= companies:
            continue
        number = next(
            (
                f
                for f in (desk.ledger.find(subject=paid.subject) if desk.ledger else ())
                if f.unit == "shares"
                and f.counterparty == paid.counterparty
                and f.period.end == paid.period.end
                and len(f.values) == 1
            ),
            None,
        )
        if number is not None and paid.stated_in and len(paid.values) == 1:
            gap = f"({desk.given(own)} - {desk.of_fact(paid)})"
            return desk.work("work_result", f"{gap} * {desk.of_fact(number)}", [paid, number])
    return False


def _prices(desk: Desk, folded: str) -> Iterator[tuple[Fact, Fact]]:
    """Two prices of one company's share whose months the question names, the higher first."""
    companies = {m.concept for m in desk.question.entities if m.kind == "company"}
    found = [
        f
        for party in sorted(companies)
        for f in (desk.ledger.find(subject=party) if desk.ledger else ())
        if f.unit == "USD/share" and _PRICE.match(f.metric) and len(f.values) == 1
        if f.stated_in is not None and f.period.end and _month_named(folded, f.period.end)
    ]
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            months = {(f.period.end or "")[:7] for f in (one, other)}
            if one.subject == other.subject and len(months) > 1:
                high, low = sorted((one, other), key=lambda f: -f.values[0])
                yield high, low


def _month_named(folded: str, day: str) -> bool:
    month = int(day[5:7])
    told = rf"\b{MONTHS[month - 1]}\b|\b{MONTHS[month - 1][:3]}\b\.?|(?<!\d){month}月"
    return re.search(told, folded) is not None


def _count(desk: Desk, price: Fact) -> Fact | None:
    """The number of a company's shares at the time that is named, else the last before a price."""
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    counts = [
        f
        for f in (desk.ledger.find(subject=price.subject) if desk.ledger else ())
        if f.metric == "shares_outstanding" and len(f.values) == 1 and f.stated_in is not None
    ]
    fit = [f for f in counts if dated and timing(dated, f) >= SAME_TIME]
    before = [f for f in counts if (f.period.end or f.as_of) <= (price.period.end or "")]
    return next(iter(fit or sorted(before, key=lambda f: f.as_of, reverse=True)), None)
