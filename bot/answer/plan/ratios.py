"""Rules for ratios: shares, multiples, margins, series, amounts behind a share, money per unit.

Each takes the desk and the operation asked for, and says whether it planned a calculation. What
they rest on is chosen by `operands` and `pairs`; they word nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from bot.answer.plan.changes import change_between, changed_from, in_gigawatts, rate_of_change
from bot.answer.plan.excluded import asks_stake
from bot.answer.plan.operands import MONEY, Desk
from bot.answer.plan.pairs import by_words, choose_pair, states_directly
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.language.workings import leaves
from bot.records import Fact, Period, Quantity, Question

_YEAR = re.compile(r"20\d\d")
_STRETCH = re.compile(
    r"(?<![\d.])(20\d\d|\d\d) ?(?:会计年度|财年|年度?)?"
    r" ?(?:through|to|until|till|-|–|~|至|到) ?(?:the )?(?:end of )?(?:fiscal |fy ?)?"
    r"(20\d\d|\d\d)(?!\d|\.\d)"
)
"""From one year to another."""
COUNTED = ("GW", "MW", "GPUs", "shares", "users")
COUNTS_FIRST = 4
NAMED = 0.9
"""What a cell covers, at least, whose row was found by its names in another column or language."""
MARGINS = {"operating_margin": "operating_income", "net_margin": "net_income"}


def share_of(desk: Desk, operation: str) -> bool:
    """A part of a whole; of two readings of one figure, the growth between them."""
    read = by_words(desk)
    if asks_points(desk) or asks_stake(desk):
        return False  # how far one percentage lies from another; a stake that a source tells
    if desk.column and (cell := _cell_asked(desk)):
        names = ", ".join(desk.of_fact(f) for f in desk.column)
        return desk.work("column_share", f"share({desk.of_fact(cell)}, sum({names}))", [cell])
    grows = "growth" in {m.concept for m in desk.question.operations}
    if grows and (changed := changed_from(desk)):
        return change_between(desk, *changed, "growth")
    told = read is None or not read[0].clause
    pair = None if told and states_directly(desk, "%") else choose_pair(desk)
    if pair is None:
        return False
    one, other = pair
    at_once = (one.period.start, one.period.end) == (other.period.start, other.period.end)
    same = bool(one.metric) and (one.subject, one.metric) == (other.subject, other.metric)
    if same and not at_once and grows:
        return rate_of_change(desk, pair)
    part, whole = sorted(pair, key=lambda f: abs(in_gigawatts(f)))
    top, bottom = sized(desk, part, whole)
    return desk.work(operation, f"share({top}, {bottom})", [part, whole])


def asks_share(desk: Desk) -> bool:
    """Whether the question asks for a share."""
    return any(m.concept == "share" for m in desk.question.operations)


def asks_points(desk: Desk) -> bool:
    """Whether the question asks for percentage points."""
    said = fold(desk.question.text)
    return "百分点" in said or "percentage point" in said


def sized(desk: Desk, one: Fact, other: Fact) -> tuple[str, str]:
    """Two operands, of which a loss or an outflow counts by its size where the other is none."""
    names = [desk.of_fact(f) for f in (one, other)]
    if (one.values[0] < 0) != (other.values[0] < 0):
        pairs = zip(names, (one, other), strict=True)
        names = [f"abs({name})" if f.values[0] < 0 else name for name, f in pairs]
    return names[0], names[1]


def _cell_asked(desk: Desk) -> Fact | None:
    """The row of a column whose label the question names, or that was found by its names."""
    asked = fold(desk.question.standalone)
    named = next((f for f in desk.column if fold(f.subject) in asked), None)
    lead = next((f for f in desk.facts[:1] if desk.coverage.get(f.id, 0.0) >= NAMED), None)
    return named or (lead if lead in desk.column else None)


def times_of(desk: Desk, operation: str) -> bool:
    """One amount as a multiple of another."""
    pair = None if states_directly(desk, "x") else choose_pair(desk)
    if pair is None:
        return False
    small, large = sorted(pair, key=lambda f: abs(in_gigawatts(f)))
    top, bottom = sized(desk, large, small)
    return desk.work(operation, f"multiple({top}, {bottom})", [large, small])


def margin_of(desk: Desk, _operation: str) -> bool:
    """A margin that no fact states: a result over the revenue of the same period."""
    wanted = next((m.concept for m in desk.question.operations if m.concept in MARGINS), "")
    read = by_words(desk)
    if read is not None and read[0].clause and read[1].metric == "revenue":
        shown = f"share({desk.of_fact(read[0])}, {desk.of_fact(read[1])})"
        return desk.work("share", shown, list(read))
    for result in desk.facts:
        if result.metric != MARGINS.get(wanted):
            continue
        pool = desk.ledger.find(subject=result.subject, metric="revenue") if desk.ledger else ()
        revenue = next((f for f in pool if f.period.end == result.period.end and f.stated_in), None)
        if revenue is not None and revenue.period.kind == result.period.kind:
            shown = f"share({desk.of_fact(result)}, {desk.of_fact(revenue)})"
            return desk.work("share", shown, [result, revenue])
    return False


def series_of(desk: Desk, operation: str) -> bool:
    """The sum of a stated series, its last over its first figure, or how much of it the largest
    or smallest is.
    """
    fact = desk.series
    ranked = operation in ("highest", "lowest")
    if fact is None or (ranked and (fact.unit == "%" or not asks_share(desk))):
        return False  # a percentage that is listed is the share itself
    entries = _entries_named(desk, fact)
    names = [desk.of_fact(fact, Quantity(v, fact.unit or "1", "", 0, 0)) for v in entries]
    if operation == "average":
        if desk.question.answer_type == "percent":
            return False  # an average growth is none of the figures
        return desk.work("work_result", f"avg({', '.join(names)})", [fact])
    if operation == "sum":
        desk.firm = len(names) < len(fact.series)  # the years that are added are named
        whole = "work_result" if desk.firm else "series_sum"
        return desk.work(whole, f"sum({', '.join(names)})", [fact])
    if operation in ("highest", "lowest"):
        chosen = "max" if operation == "highest" else "min"
        every = ", ".join(names)
        return desk.work("series_share", f"share({chosen}({every}), sum({every}))", [fact])
    return desk.work("series_times", f"multiple({names[-1]}, {names[0]})", [fact])


def _entries_named(desk: Desk, fact: Fact) -> list[Decimal]:
    """The entries of a series from the first to the last year that the question names; all of them
    where it names no two.
    """
    every = [value for _, value in fact.series]
    named = _STRETCH.search(fold(desk.question.text))
    years = [(_YEAR.findall(label)[:1] or [""])[0] for label, _ in fact.series]
    if named is None:
        return every
    first, last = (y if len(y) == len("2026") else f"20{y}" for y in named.groups())
    some = [v for y, v in zip(years, every, strict=True) if y and first <= y <= last]
    return some if len(some) > 1 and first in years and last in years else every


def years_between(question: Question) -> list[str]:
    """The years that a question names, the first first; of years and months the years alone."""
    whole = [p for p in question.periods if p.kind == "year" and p.end]
    told = (y for p in (whole if len(whole) > 1 else question.periods) for y in _ends_of(p))
    return sorted(set(told))


def _ends_of(period: Period) -> list[str]:
    """The years of a time: the two of "2027 to 2030", else that in which it ends."""
    both = _YEAR.findall(period.label)
    return both if len(both) == 2 else _YEAR.findall(period.end or period.label)


def yearly_growth(desk: Desk, listed: Sequence[Fact]) -> bool:
    """Compound growth a year between two years of one series that a source lists: of the measure
    that is named, else of a series found first or the only one of its party.
    """
    working = desk.question.working
    if working is None or working.operation != "cagr" or any(s.given for s in leaves(working)):
        return False
    asked = years_between(desk.question)
    named = {m.concept for m in desk.question.metrics}
    parties = {m.concept for m in desk.question.entities}
    known = desk.ledger.facts if desk.ledger else ()
    of_them = [f for f in known if len(f.series) > 1 and f.subject in parties and f.stated_in]
    for fact in dict.fromkeys((*listed, *of_them)):
        years = {y: value for label, value in fact.series for y in _YEAR.findall(label)[:1]}
        of_another = fact.metric not in named if named else fact not in listed and of_them[1:]
        if of_another or len(asked) != 2 or not set(asked) <= set(years):
            continue
        unit = fact.unit or "1"
        ends = [desk.of_fact(fact, Quantity(years[y], unit, "", 0, 0)) for y in asked]
        count = desk.constant(str(int(asked[1]) - int(asked[0])), "years", "years between")
        return desk.work("work_cagr", f"cagr({ends[0]}, {ends[1]}, {count})", [fact])
    return False


def market_value_of(desk: Desk, _operation: str) -> bool:
    """A price per share times the number of shares, where both are named."""
    named = {m.concept for m in desk.question.metrics}
    price = next((f for f in desk.facts if f.unit == "USD/share" and f.metric in named), None)
    count = next((f for f in desk.facts if f.unit == "shares" and f.metric in named), None)
    if price is None or count is None or price.subject != count.subject:
        return False
    return desk.work("product", f"{desk.of_fact(price)} * {desk.of_fact(count)}", [price, count])


def portion_of(desk: Desk, _operation: str) -> bool:
    """The amount that a stated share comes to: share times the level that it is a share of."""
    shares = [f for f in desk.facts[:10] if f.unit == "%" and "_share" in f.metric]
    own = {q.value for q in desk.question.quantities if q.unit == "%"}
    if own:  # the reader's own percentage is meant, whichever other shares are told
        shares = [f for f in shares if f.values[0] in own]
    share = max(shares, key=lambda f: desk.coverage.get(f.id, 0.0), default=None)
    if share is None:
        return False
    levels = [
        f
        for f in desk.facts
        if f.subject == share.subject
        and f.unit in (*MONEY, "GW")
        and (share.metric.partition("_")[0] == f.metric or share.metric.endswith(f"_of_{f.metric}"))
    ]
    if not levels:
        return False
    asked = named_periods(desk.question.periods)
    day = day_number(share.as_of)
    level = min(levels, key=lambda f: (-timing(asked, f), abs(day_number(f.as_of) - day)))
    return desk.work("portion", f"{desk.of_fact(level)} * {desk.of_fact(share)}", [level, share])


def per_unit_of(desk: Desk, operation: str) -> bool:
    """Money over a capacity or count of the same sentence or deal."""
    named = {m.concept for m in desk.question.metrics}
    top, bottom = (by_words(desk) or (None, None))[:2]
    counts = top is not None and top.clause and top.unit not in MONEY
    if (
        top is not None
        and bottom is not None
        and (counts or top.unit != bottom.unit)
        and bottom.values[0]
    ):
        base = (top.unit or "1").removesuffix("/year")
        amount = Quantity(top.values[0], base, "", 0, 0) if base != top.unit else None
        shown = f"{desk.of_fact(top, amount)} / {desk.of_fact(bottom)}"
        return desk.work(operation, shown, [top, bottom])
    for money in desk.facts:
        if money.unit not in MONEY or (money.metric not in named and money.counterparty is None):
            continue
        for other in desk.facts:
            same = {money.subject, money.counterparty} == {other.subject, other.counterparty}
            if other.unit in COUNTED and same:
                return desk.work(
                    operation, f"{desk.of_fact(money)} / {desk.of_fact(other)}", [money, other]
                )
    return _per_counted(desk, operation)


def _per_counted(desk: Desk, operation: str) -> bool:
    """The money of the same passage or deal as the leading capacity or count."""
    count = next((f for f in desk.facts[:COUNTS_FIRST] if f.unit in COUNTED), None)
    if count is None or desk.ledger is None or count.stated_in is None:
        return False
    pool = [
        f
        for f in desk.ledger.find(subject=count.subject)
        if f.unit in MONEY and len(f.values) == 1 and f.stated_in and f.later == count.later
    ]
    passage = count.stated_in.passage_id
    beside = [f for f in pool if f.stated_in and f.stated_in.passage_id == passage]
    dealt = [f for f in pool if f.counterparty and f.counterparty == count.counterparty]
    money = next(iter((*beside, *dealt)), None)
    if money is None:
        return False
    shown = f"{desk.of_fact(money)} / {desk.of_fact(count)}"
    return desk.work(operation, shown, [money, count])


COLUMN = {"sum": "sum", "total": "sum", "average": "avg", "highest": "max", "lowest": "min"}


def over_column(desk: Desk, operation: str) -> bool:
    """The total, average, highest or lowest figure of a table's column."""
    asked = {m.concept for m in desk.question.operations}
    if not desk.column or "share" in asked:
        return False
    ranked = [o for o in ("highest", "lowest") if o in asked]
    if operation in ("sum", "total") and ranked:
        operation = ranked[0]  # "which has most, and how many in all" asks for one of the rows
    names = ", ".join(desk.of_fact(f) for f in desk.column)
    chosen = desk.column[0]
    if operation in ("highest", "lowest"):
        best = max if operation == "highest" else min
        chosen = best(desk.column, key=lambda f: f.values[0])
    kind = "sum" if operation == "total" else operation
    return desk.work(f"column_{kind}", f"{COLUMN[operation]}({names})", [chosen])


def day_number(text: str) -> int:
    """A day as a number, to measure distances."""
    return date.fromisoformat(text).toordinal()
