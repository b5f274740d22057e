"""Workings that a question implies more than it spells out: an identity, a pace, a price times a
count, a level after a change.

"From operating and free cash flow, what capital spending does that imply?", "if 5% of the weekly
users paid $20 a month", "what was left of the revenue by 2002?". Each reader names the roles of a
formula; which facts play them is found later. It knows no fact and computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

from bot.language.asked import Asked
from bot.language.cues import patterns
from bot.language.own_figures import left_by
from bot.language.pointing import NAMES, says_something
from bot.language.units import CURRENCIES
from bot.records import Mention, Quantity, Sought, Span, Working

__all__ = ["CHANGED", "MONTHS", "SCENARIOS"]

COUNTED = re.compile(r"users|customers|subscribers|(?<!price)shares|gpus|chips|employees")
MONTHS = re.compile(
    r"\bmonths? (\d{1,3}) (?:to|through|until|-|\u2013) (\d{1,3})\b"
    r"|第?(\d{1,3})(?:个月)?(?:到|至|-|\u2013|~)第?(\d{1,3})个月"
)
AS_TOLD = re.compile(
    r"^(?:was |is )?(?:the )?(?:reported|actual|published|stated|disclosed|real)\b"
    r"|^(?:公布|实际|报导|财报|现在|原来|目前)(?:的|上)?"
)
"""Words for the supposed measure's own figure: "than the reported one"."""
PRICE_BELOW = Decimal(100_000)
RATIOS = ("share", "times", "sum", "before", "per_unit", "convert")


def _named(asked: Asked, concept: str) -> Mention | None:
    return next((m for m in asked.named if m.concept == concept), None)


def _identity(asked: Asked) -> Working | None:
    """What two figures imply for a third: spending from cash flows, book value from a sale."""
    if asked.money or asked.percents:
        return None
    flow, left = _named(asked, "operating_cash_flow"), _named(asked, "free_cash_flow")
    short = _free_after(asked) if flow and left is None else None
    if flow and (left or short) and asked.says("work_capex"):
        assert flow is not None
        span = (left.start, left.end) if left else (flow.start, flow.end)
        return Working(
            "less",
            (
                asked.sought("cash_in", "money", (flow.start, flow.end)),
                asked.sought("cash_left", "money", span),
            ),
        )
    if flow is None and left and asked.says("work_capex") and asked.says("work_implied"):
        span = (left.start, left.end)
        return Working(
            "less",
            (asked.sought("cash_in", "money", span), asked.sought("cash_left", "money", span)),
        )
    if all(map(asked.says, ("work_book", "work_proceeds", "work_gain"))):
        return Working("less", (asked.sought("proceeds", "money"), asked.sought("gain", "money")))
    return None


def _free_after(asked: Asked) -> bool:
    """Whether free cash flow is named by "free" alone: "its operating and free cash flow"."""
    return asked.says("work_free")


def _priced_count(asked: Asked) -> Working | None:
    """So much from each of a number that a source tells: "if 5% of the users paid $20"."""
    counted = next((m for m in asked.named if COUNTED.search(m.concept)), None)
    if counted is None or len(asked.percents) > 1 or asked.asks("convert", "per_unit"):
        return None
    priced = [q for q in asked.single if q.unit.partition("/")[0] in CURRENCIES]
    if len(priced) != 1 or priced[0].value > PRICE_BELOW or not asked.says("work_pays"):
        return None
    count: Sought | Working = asked.sought("count", "count", (counted.start, counted.end))
    if asked.percents:
        count = Working("portion", (count, asked.given("share", asked.percents[0])))
    price = replace(priced[0], unit=priced[0].unit.partition("/")[0])
    made = Working("priced", (count, asked.given("price", price)))
    monthly = priced[0].unit.endswith("/month") or asked.asks("per_month")
    if monthly and asked.says("work_a_year"):
        month = Quantity(Decimal(1), "months", "1", 0, 0)
        return Working("annualise", (made, Sought("period", "constant", (0, 0), month)))
    return made


def _paced(asked: Asked) -> Working | None:
    """What a pace a week comes to in a year, and what that costs at a price a unit."""
    if not (asked.says("work_weekly") and asked.says("work_a_year")):
        return None
    if not any(map(asked.says, ("work_gigawatt",))) or asked.percents or asked.money:
        return None
    pace = next((q for q in asked.single if q.unit.endswith("/week")), None)
    rate = asked.given("pace", pace) if pace else asked.sought("pace", "GW/week")
    said = next((q for q in asked.single if q.unit == "weeks"), None)
    year = Quantity(Decimal(52), "weeks", "52", 0, 0)
    weeks = asked.given("weeks", said) if said else Sought("weeks", "constant", (0, 0), year)
    grown = Working("times", (rate, weeks))
    if not asked.says("work_price_of_one"):
        return grown
    return Working("pace", (grown, asked.sought("unit_cost", "USD/GW")))


def _slice(asked: Asked) -> Working | None:
    """A part that falls in certain months, by the year: "due in months 13 to 36"."""
    found = MONTHS.search(asked.folded)
    if found is None or asked.per != "year" or asked.money or asked.percents:
        return None
    first, last = (int(n) for n in found.groups() if n)
    years = Decimal(last - first + 1) / 12
    if years <= 0 or not any(m.kind == "metric" for m in asked.named):
        return None
    stretch = Quantity(years, "years", found.group(), 0, 0)
    part = Working("portion", (asked.sought("amount", "money"), asked.sought("slice", "%")))
    return Working("over", (part, Sought("term", "constant", (0, 0), stretch)))


def _per_dollar(asked: Asked) -> Working | None:
    """How much of each dollar taken in goes on something: a share of revenue."""
    for found in asked.frames("work_per_dollar"):
        part = asked.sought("part", "money", found.span("part"))
        whole = asked.sought("taken_in", "money", asked.whole)
        return Working("share" if asked.says("work_in_cents") else "multiple", (part, whole))
    return None


def _changed_level(asked: Asked) -> Working | None:
    """A figure of the sources after a change that the reader supposes: up 10%, halved, doubled."""
    if not asked.asks("whatif") or asked.asks(*RATIOS) or asked.times or asked.money:
        return None
    return _changed(asked, asked.whole)


def _changed(asked: Asked, span: Span) -> Working | None:
    """The figure that the words at a span name, after the one change that is supposed."""
    named = [m for m in asked.named if m.kind == "metric" and span[0] <= m.start <= span[1]]
    changes = [q for q in asked.single if q.unit in ("%", "x")]
    if not named or len(changes) != 1:
        return None
    change = changes[0]
    amount = asked.sought("amount", "money", span)
    if change.unit == "x":
        return Working("times", (amount, asked.given("factor", replace(change, unit="1"))))
    falls = change.value < 0 or asked.near("own_fall", change)
    if not falls and not asked.near("own_rise", change):
        return None
    return Working("times", (amount, left_by(asked.given("change", change), falls=falls)))


def _supposed(asked: Asked) -> Working | None:
    """What a figure that the reader supposes comes to beside one of the sources: "if RPO were
    $400bn, how many times the revenue would it be?"; or with more added to a figure of theirs.
    """
    if not (asked.asks("whatif") or asked.says("work_supposed")) or asked.rates:
        return None
    dated = [p.span for p in asked.periods if p.span]
    terms = [q for q in asked.times if not any(a <= q.start and q.end <= b for a, b in dated)]
    amounts = asked.money or asked.plain
    own = [q for q in asked.single if q in amounts or q.unit in ("%", "x")]
    if len(own) != 1 or terms or asked.asks("convert"):
        return None
    _, end = asked.clause(own[0])
    rest = asked.folded[end:]
    condition = (0, end)
    if not rest.strip() or not _names_metric(asked, condition):
        return _with_more(asked, own[0])
    given = own[0] in amounts
    that = asked.given("amount", own[0]) if given else _changed(asked, condition)
    if that is None:
        return None
    for operation, key, order in NAMES:
        for found in (p.search(rest.strip()) for p in patterns(asked.phrases, key)):
            if found is None or not says_something(found.group("own"), asked.phrases):
                continue
            offset = end + len(rest) - len(rest.lstrip())
            start, stop = found.span("own")
            told = given and AS_TOLD.search(found.group("own").strip())
            span = condition if told else (start + offset, stop + offset)
            other = asked.sought("term", "money", span)
            parts = {"that": that, "own": other}
            return Working(operation, tuple(parts[name] for name in order))
    return _with_more(asked, own[0])


def _with_more(asked: Asked, amount: Quantity) -> Working | None:
    """A figure of the sources with so much more of it, or so much less."""
    more, fewer = asked.near("work_more", amount), asked.near("work_fewer", amount)
    if amount.unit in ("%", "x") or more == fewer or not _names_metric(asked, asked.whole):
        return None
    if asked.asks("share", "times", "growth"):
        return None
    level = asked.sought("amount", "money")
    return Working("add" if more else "less", (level, asked.given("term", amount)))


def _names_metric(asked: Asked, span: Span) -> bool:
    return any(m.kind == "metric" and span[0] <= m.start and m.end <= span[1] for m in asked.named)


def _after_fall(asked: Asked) -> Working | None:
    """What was left of a figure after the fall that a source tells of."""
    if not (asked.says("own_remain") or asked.says("work_left_of")) or asked.single:
        return None
    if not any(m.kind == "metric" for m in asked.named) or asked.says("chain_less"):
        return None
    if asked.asks("share", "times", "sum", "without"):
        return None
    one = Sought("one", "constant", (0, 0), Quantity(Decimal(1), "1", "1", 0, 0))
    change = asked.sought("change", "%")
    return Working("after_fall", (asked.sought("amount", "money"), one, change))


def _year_if_guided(asked: Asked) -> Working | None:
    """The whole year where the last quarter comes out as guided."""
    if not (asked.says("work_full_year") and asked.says("work_guided")) or asked.single:
        return None
    if asked.asks("difference", "share", "times", "growth", "remaining"):
        return None
    ahead = asked.sought("range", "range")
    return Working("add", (asked.sought("so_far", "flow"), Working("middle", (ahead,))))


def _yearly_multiple(asked: Asked) -> Working | None:
    """How many times a contract's yearly average another's is."""
    if asked.per != "year" or not asked.asks("times") or asked.single:
        return None
    for found in asked.frames("work_yearly"):
        spans = [found.span(name) for name in ("amount", "base")]
        return Working("yearly", tuple(asked.sought("contract", "money", s) for s in spans))
    return None


Reader = Callable[[Asked], Working | None]
SCENARIOS: tuple[Reader, ...] = (
    _identity,
    _priced_count,
    _paced,
    _year_if_guided,
    _yearly_multiple,
    _per_dollar,
    _slice,
)
"""Read before the computations with a name, whose cues some of their words are."""
CHANGED: tuple[Reader, ...] = (_supposed, _changed_level, _after_fall)
