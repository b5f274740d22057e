"""Named computations that a question asks for, with their operands: depreciation, runway, CAGR ….

Each reader finds the cue of its computation and gives every role of the formula a figure of the
reader's or words that a fact must fit. Where a role can have neither it reads nothing. It knows no
fact and computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from bot.language.asked import Asked
from bot.language.lives import as_others_do
from bot.language.own_amounts import OWN_AMOUNTS
from bot.language.own_figures import left_by
from bot.language.own_rates import OWN_RATES
from bot.language.own_terms import OWN_TERMS
from bot.language.quantities import read_quantities
from bot.language.range_ends import RANGE_ENDS
from bot.language.scenarios import CHANGED, SCENARIOS
from bot.language.script import has_han
from bot.language.supposed_parts import SUPPOSED_PARTS
from bot.language.suppositions import SUPPOSITIONS
from bot.language.timing import named_periods
from bot.records import Mention, Period, Quantity, Sought, Span, Working

__all__ = ["read_computation"]

OF_A_STAKE = ("work_company", "work_stake", "work_worth")
ORDINALS = dict(
    zip(
        "first second third fourth fifth sixth seventh eighth ninth tenth".split(),
        "one two three four five six seven eight nine ten".split(),
        strict=True,
    )
)
PERIODS = {"quarter": ("1", "quarters"), "month": ("1", "months"), "half": ("6", "months")}


def read_computation(asked: Asked) -> Working | None:
    """The named computation that the question asks for, or None."""
    return next((found for reader in READERS if (found := reader(asked)) is not None), None)


def _depreciation(asked: Asked) -> Working | None:
    """A cost over one life or two, with what it is sold for in the end."""
    declining = asked.says("work_declining")
    if not (asked.says("work_depreciation") or declining):
        return None
    if not asked.times:
        return as_others_do(asked) if not declining else None
    paid = asked.money or asked.plain
    salvage = _nearest_to(asked, "work_salvage", paid)
    part = next((q for q in asked.percents if asked.near("work_salvage", q)), None)
    costs = [q for q in asked.money or asked.plain if q is not salvage]
    cost = asked.given("cost", costs[0]) if costs else asked.sought("cost", "money")
    left: tuple[Sought | Working, ...] = ()
    if salvage is not None:
        left = (asked.given("salvage", salvage),)
    elif part is not None:
        left = (Working("portion", (cost, asked.given("salvage", part))),)
    lives = [*asked.times, *asked.bare_times] if len(asked.times) == 1 else list(asked.times)
    if asked.says("work_book") and len(lives) > 1:
        elapsed = min(lives, key=lambda q: q.value)
        life = max(lives, key=lambda q: q.value)
        return Working(
            "book", (cost, asked.given("life", life), asked.given("age", elapsed), *left)
        )
    if declining:
        life, *rest = sorted(lives, key=lambda q: -q.value)
        year = rest[0] if rest else _year_named(asked)
        return Working(
            "declining_balance", (cost, asked.given("life", life), asked.given("age", year), *left)
        )
    each = [Working("depreciation", (cost, asked.given("life", q), *left)) for q in lives[:2]]
    per = asked.per if asked.per != "year" else ""
    return replace(each[0], per=per) if len(each) == 1 else Working("compare", tuple(each), per)


def _year_named(asked: Asked) -> Quantity:
    """Which year of a life is asked about: the first where none is named."""
    for found in asked.frames("work_nth_year"):
        word = ORDINALS.get(found["n"], found["n"])
        start, end = found.span()
        for read in read_quantities(f"{word}{'年' if has_han(word) else ' years'}"):
            return replace(read, text=asked.text[start:end], start=start, end=end)
    return Quantity(Decimal(1), "years", "1", 0, 0)


def _lasting(asked: Asked) -> Working | None:
    """How long an amount lasts, or takes to be paid, at so much a month."""
    runway, payback = asked.says("work_runway"), asked.says("work_payback")
    if not (runway or payback) or not (asked.unit or runway):
        return None
    operation = "runway" if runway else "payback"
    burn: Sought | Working | None = None
    amounts = list(asked.money or asked.plain)
    if asked.rates:
        burn = asked.given("burn", asked.rates[0])
    elif len(amounts) > 1 and asked.times:
        spent = next((q for q in reversed(amounts) if asked.near("work_burn", q)), amounts[-1])
        amounts.remove(spent)
        burn = Working("over", (asked.given("burn", spent), asked.given("term", asked.times[0])))
    elif len(amounts) == 2 and (per := _burns_by(asked, amounts)):
        spent = next((q for q in reversed(amounts) if asked.near("work_burn", q)), amounts[-1])
        amounts.remove(spent)
        one = Quantity(Decimal(1), f"{per}s", "1", 0, 0)
        stretch = Sought("period", "constant", (0, 0), one)
        burn = Working("over", (asked.given("burn", spent), stretch))
    elif asked.named:
        burn = asked.sought("burn", "flow")
    if burn is None or (payback and not asked.rates):
        return None
    if amounts:
        amount = asked.given("cash", amounts[0])
    elif asked.named and (payback or asked.says("work_cash")):
        amount = asked.sought("cash" if runway else "amount", "money")
    else:
        return None
    return Working(operation, (amount, burn), unit=asked.unit)


BY_WORD = (
    (
        "year",
        re.compile(r"\bannual(?:ly)?\b|\byearly\b|\b(?:a|per|each|every) year\b|[每一]年|年烧"),
    ),
    ("quarter", re.compile(r"\bquarterly\b|\b(?:a|per|each|every) quarter\b|每季|[一单]季")),
    ("month", re.compile(r"\bmonthly\b|\b(?:a|per|each|every) month\b|每个?月|一个月|月烧")),
)


def _burns_by(asked: Asked, amounts: Sequence[Quantity]) -> str:
    """The stretch of time by which an amount goes out: as asked, or by the words around it."""
    if asked.per in ("month", "quarter", "year"):
        return asked.per
    spent = next((q for q in reversed(amounts) if asked.near("work_burn", q)), amounts[-1])
    before = max((q.end for q in amounts if q.end <= spent.start), default=0)
    around = asked.folded[before : spent.end + 12]
    return next((per for per, cue in BY_WORD if cue.search(around)), "")


def _coverage(asked: Asked) -> Working | None:
    """How many times an income pays for an obligation."""
    if not asked.says("work_coverage") or not asked.says("work_obligation"):
        return None
    owed = _nearest_to(asked, "work_obligation", asked.money)
    others = [q for q in asked.money if q is not owed]
    if owed is None and len(others) > 1:
        owed = others.pop()
    if not others and not asked.named:
        return None
    income = asked.given("income", others[0]) if others else asked.sought("income", "money")
    obligation = asked.given("obligation", owed) if owed else asked.sought("obligation", "money")
    return Working("coverage", (income, obligation))


def _nearest_to(asked: Asked, key: str, among: Sequence[Quantity]) -> Quantity | None:
    """The amount to which a word of a list stands nearest, before it or after."""
    around = [
        (min(abs(q.start - m.end()), abs(m.start() - q.end)), q.start, q)
        for q in among
        if asked.near(key, q)
        for m in asked.places(key)
    ]
    return min(around, key=lambda a: a[:2])[2] if around else None


def _remains(asked: Asked) -> Working | None:
    """What is left of a figure after it has fallen by so many per cent, or by half."""
    if not asked.says("own_remain") or len(asked.percents) > 1 or asked.times or asked.money[1:]:
        return None
    halved = asked.places("own_halved")
    if asked.percents and (asked.says("own_fall") or halved):
        change = asked.given("change", asked.percents[0])
    elif halved and not asked.percents:
        start, end = halved[0].span()
        fall = Quantity(Decimal(50), "%", asked.text[start:end], start, end)
        change = asked.given("change", fall)
    else:
        return None
    if asked.money:
        amount = asked.given("amount", asked.money[0])
    elif any(m.kind == "metric" for m in asked.named):
        amount = asked.sought("amount", "money")
    else:
        return None
    return Working("times", (amount, left_by(change, falls=True)))


def _cagr(asked: Asked) -> Working | None:
    """Compound growth a year between two amounts, or between one figure's values at two dates."""
    if not asked.says("work_cagr"):
        return None
    dated = [p for p in named_periods(asked.periods) if p.end]
    if len(years := [p for p in dated if p.kind == "year"]) == 2:
        dated = years  # the month in which a plan was told is neither
    amounts = asked.money or tuple(q for q in asked.single if q.unit in ("1", "GW", "users"))
    stretch = asked.times[0] if asked.times else _between(dated)
    if len(amounts) >= 2 and stretch is not None:
        old, new = amounts[0], amounts[1]
        parts = [asked.given("start", old), asked.given("end", new)]
        return Working("cagr", (*parts, asked.given("years", stretch)))
    if not amounts and (len(dated) == 2 or [p.kind for p in dated] == ["multi_year"]):
        return Working("cagr", (asked.sought("start", "any"), asked.sought("end", "any")))
    return None


def _between(dated: list[Period]) -> Quantity | None:
    """The years between two dates of the question."""
    if len(years := [int((p.end or "")[:4]) for p in dated if p.end]) != 2 or len({*years}) < 2:
        return None
    return Quantity(Decimal(abs(years[1] - years[0])), "years", f"{min(years)}–{max(years)}", 0, 0)


def _annualise(asked: Asked) -> Working | None:
    """What a quarter, a month or a half comes to over a year."""
    if not asked.says("work_annualise") or asked.says("work_cagr"):
        return None
    if asked.rates:
        rate = asked.rates[0]
        unit = rate.unit.partition("/")[2]
        if unit == "year":
            return None
        amount = replace(rate, unit=rate.unit.partition("/")[0])
        return Working("annualise", (asked.given("amount", amount), _length(unit)))
    amounts = asked.money or tuple(q for q in asked.single if q.unit == "1" and q.value > 999)
    if amounts:
        unit = asked.period_of(amounts[0])
        time = next(iter(asked.times), None)
        if unit:
            return Working("annualise", (asked.given("amount", amounts[0]), _length(unit)))
        if time is not None:
            parts = (asked.given("amount", amounts[0]), asked.given("period", time))
            return Working("annualise", parts)
        return None
    named = [m for m in asked.named for n in asked.places("work_annualise") if _within(m, n.span())]
    if named or not asked.named or asked.asks("share", "times", "difference"):
        return None  # an annualised revenue is a figure by that name
    return Working("annualise", (asked.sought("amount", "flow"),))


def _within(mention: Mention, span: Span) -> bool:
    return mention.start <= span[0] and span[1] <= mention.end


def _length(unit: str) -> Sought:
    """The stretch that a rate is of, as an operand that holds by definition."""
    value, measure = PERIODS.get(unit, ("1", f"{unit}s"))
    return Sought("period", "constant", (0, 0), Quantity(Decimal(value), measure, unit, 0, 0))


def _whole(asked: Asked) -> Working | None:
    """The whole of which an amount is a given share, or a stake of a given worth."""
    if not asked.says("work_whole") or len(asked.percents) > 1 or asked.times:
        return None
    amounts = asked.money or tuple(q for q in asked.single if q.unit in ("1", "GW", "MW"))
    if asked.percents and any(asked.near(k, asked.percents[0]) for k in ("own_fall", "own_rise")):
        return None  # a change of so many per cent
    if asked.percents:
        share = asked.given("share", asked.percents[0])
        if asked.percents[0].value in (0, 100):
            return None
        if amounts:
            return Working("whole", (asked.given("part", amounts[0]), share))
        if asked.named and not asked.asks("whatif"):
            return Working("whole", (asked.sought("part", "money"), share))
    elif asked.named and not amounts and all(map(asked.says, OF_A_STAKE)):
        return Working("whole", (asked.sought("stake_value", "money"), asked.sought("stake", "%")))
    return None


def _portion(asked: Asked) -> Working | None:
    """A given share of an amount: "what is 15% of Oracle's capital spending"."""
    if len(asked.percents) != 1 or len(asked.money) > 1 or asked.times:
        return None
    for found in asked.frames("work_portion"):
        whole, share = found.span("whole"), found.span("share")
        inside = asked.within((share[0], found.end()), asked.percents)
        if not inside or inside[0].start < share[0] - 1 or inside[0].start > share[1]:
            continue
        amounts = asked.within(whole, asked.money)
        named = any(whole[0] <= m.start and m.end <= whole[1] for m in asked.named)
        if amounts or named:
            amount = (
                asked.given("whole", amounts[0])
                if amounts
                else asked.sought("whole", "money", whole)
            )
            return Working("portion", (amount, asked.given("share", inside[0])))
    return None


def _range(asked: Asked) -> Working | None:
    """The middle or the two ends of a range that a source gives, or the reader."""
    middle, ends = asked.says("work_middle"), asked.says("work_ends")
    if not (middle or ends):
        return None
    own = next((q for q in asked.quantities if q.low is not None), None)
    target = asked.given("range", own) if own else asked.sought("range", "range")
    if not own and not asked.named:
        return None
    if ends:
        return Working("ends", (target,))
    return _of_middle(asked, target)


def _of_middle(asked: Asked, target: Sought) -> Working | None:
    """The middle itself, or how far it lies from another figure, or from another range's middle."""
    rate = asked.says("work_in_per_cent") and asked.asks("difference")
    operation = "growth" if rate or asked.says("chain_growth") else ""
    operation = operation or ("gap" if asked.asks("difference", "growth", "miss") else "")
    dated = [p for p in asked.periods if p.span]
    two = asked.says("work_two_ranges") and not asked.asks("sum", "share", "times")
    if not operation and not two:
        return Working("middle", (target,)) if not asked.asks("sum", "share", "times") else None
    if two:
        other: Sought | Working = Working("middle", (asked.sought("range_before", "range"),))
        operation = operation if operation == "growth" else "apart"
    else:
        after = [p for p in dated if p.span]
        span = after[-1].span if after else None
        if target.given is None and (sides := _two_sides(asked)):
            target, span = asked.sought("range", "range", sides[0]), sides[1]
        other = asked.sought("base", "money", span)
    return Working(operation, (Working("middle", (target,)), other))


def _two_sides(asked: Asked) -> tuple[Span, Span] | None:
    """Of two companies the words of the one whose range's middle is meant, and of the other."""
    parties = [m for m in asked.named if m.kind == "company"]
    places = asked.places("work_middle")
    if len({m.concept for m in parties}) != 2 or not places:
        return None
    cue = places[0].span()
    near = min(parties, key=lambda m: max(m.start - cue[1], cue[0] - m.end))
    span = (min(near.start, cue[0]), max(near.end, cue[1]))
    rest = [m for m in parties if m.concept != near.concept]
    if any(span[0] <= m.start < span[1] for m in rest):
        return None
    behind = rest[0].start > near.start
    return span, (rest[0].start, len(asked.text)) if behind else (0, near.start)


def _scenario(asked: Asked) -> Working | None:
    """An amount with several terms changed at once: only so much of it, over so many years."""
    if not asked.asks("whatif") and not any(map(asked.replaced, asked.times)):
        return None
    shares = [q for q in asked.percents if not asked.replaced(q)]
    terms = [q for q in asked.times if not asked.replaced(q)]
    before = [q for q in asked.times if asked.replaced(q)]
    if not terms or len(terms) > 1 or not (shares or before):
        return None
    if not (asked.per or before) or (not asked.money and not asked.named):
        return None
    deal = asked.says("work_deal") and not any(m.kind == "metric" for m in asked.named)
    role = "contract" if deal else "amount"
    amount = asked.given(role, asked.money[0]) if asked.money else asked.sought(role, "money")
    scaled: Working | Sought = amount
    for share in shares[:3]:
        scaled = Working("portion", (scaled, asked.given("share", share)))
    changed = Working("over", (scaled, asked.given("term", terms[0])))
    per = asked.per if asked.per != "year" else ""
    if before and asked.asks("difference"):
        base = Working("over", (amount, asked.given("term", before[0])))
        return Working("compare", (base, changed), per)
    return replace(changed, operation="scenario", per=per)


Reader = Callable[[Asked], Working | None]
READERS: tuple[Reader, ...] = (
    *OWN_AMOUNTS,
    *SUPPOSED_PARTS,
    *SCENARIOS,
    *SUPPOSITIONS,
    *RANGE_ENDS,
    *OWN_TERMS,
    *OWN_RATES,
    _depreciation,
    _lasting,
    _coverage,
    _cagr,
    _annualise,
    _range,
    _whole,
    _portion,
    _remains,
    _scenario,
    *CHANGED,
)
