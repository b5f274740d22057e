"""Calculations that a question asks for, planned by rules from facts and the reader's figures.

Each rule takes the operands from ledger facts (which carry their sentence) or from the question
(which the reader gave) and hands an expression of operand names to the calculator. Statuses are
not mixed in silence: the facts behind an operand are stated beside the result. It plans nothing
where an operand is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.answer.plan.operands import (
    ENOUGH,
    MONEY,
    PARTS_OF_A_YEAR,
    PER,
    TERMS,
    Desk,
    asked_per,
    asks_quarter,
    leading,
    length_in_months,
    partner,
    stated_before,
    stated_term,
    term_operand,
)
from bot.answer.plan.pairs import all_named, asked_periods, choose_pair, states_directly
from bot.knowledge.ledger import Ledger, is_growth
from bot.records import Calculation, Fact, Purpose, Quantity, Question, ScoredFact


def calculations(
    question: Question, facts: Sequence[ScoredFact], ledger: Ledger | None
) -> tuple[tuple[Calculation, ...], tuple[Purpose, ...]]:
    """What the question's operations come to; empty where it asks for none or operands lack."""
    desk = Desk(question, (), ledger)
    if _given(desk):
        return tuple(desk.calculations), tuple(desk.purposes)
    usable = tuple(
        s.fact for s in facts if s.score >= ENOUGH and s.fact.stated_in and len(s.fact.values) == 1
    )
    desk = Desk(question, usable, ledger, {s.fact.id: s.coverage for s in facts})
    listed = [s for s in facts[:4] if len(s.fact.series) > 1 and s.fact.stated_in]
    if listed and listed[0].coverage >= 0.9 * max(s.coverage for s in facts[:6]):
        desk.series = listed[0].fact
    asked = [m.concept for m in question.operations]
    for operation, rule in RULES:
        if operation in asked and rule(desk, operation):
            break
    cues = {m.concept for m in question.refusal_cues}
    if not desk.calculations and "asks_money" in cues:
        _portion(desk, "portion")
    return tuple(desk.calculations), tuple(desk.purposes)


WORDED = (
    (re.compile(r"\bdivided by\b|除以|÷"), " / "),
    (re.compile(r"\bmultiplied by\b|\btimes\b|乘以|乘上|×"), " * "),
    (re.compile(r"\bplus\b|加上|\b(?<=\d )and(?= \d)\b"), " + "),
    (re.compile(r"\bminus\b|減去|减去"), " - "),
)


def _given(desk: Desk) -> bool:
    """A sum of the reader's own figures: from the first to the last, nothing but operators."""
    quantities = desk.question.quantities
    if len(quantities) < 2 or desk.question.followed_up:
        return False
    text = desk.question.text
    expression = text[: quantities[-1].end]
    for quantity in reversed(quantities):
        name = desk.given(quantity)
        expression = expression[: quantity.start] + name + expression[quantity.end :]
    expression = expression[expression.index(next(reversed(desk.operands))) :]
    for pattern, operator in WORDED:
        expression = pattern.sub(operator, expression)
    operators_only = re.fullmatch(r"[q\d\s+*/()-]+", expression) and re.search(
        r"[+*/-]", expression
    )
    return bool(operators_only) and desk.work("given", expression, [])


MARGINS = {"operating_margin": "operating_income", "net_margin": "net_income"}


# --- the rules --------------------------------------------------------------------------------


def _whatif(desk: Desk, operation: str) -> bool:
    """The reader's own share or term applied to the leading amount."""
    amount = leading(desk.facts, MONEY)
    if amount is None:
        return False
    shares = [q for q in desk.question.quantities if q.unit == "%"]
    terms = [q for q in desk.question.quantities if q.unit in TERMS]
    per = asked_per(desk.question)
    if not shares and not (terms and per):
        return False
    expression = desk.of_fact(amount)
    if shares:
        expression = f"{expression} * {desk.given(shares[0])}"
    term = terms[0] if terms else stated_term(amount)
    if per and term is not None:
        expression = f"{expression} / {term_operand(desk, amount, term)}"
        return desk.work(operation, expression, [amount]) and _part(desk, per, operation, amount)
    return desk.work(operation, expression, [amount])


def _spread(desk: Desk, operation: str) -> bool:
    """An amount over its term, by the year and then by the quarter, month or day."""
    per = PER[operation]
    for fact in desk.facts:
        if fact.unit == "USD/year" and per != "year":
            yearly = Quantity(fact.values[0], "USD", "", 0, 0)
            part = desk.constant(PARTS_OF_A_YEAR[per], f"{per}s", f"{per}s of a year")
            return desk.work(operation, f"{desk.of_fact(fact, yearly)} / {part}", [fact])
        if fact.unit not in MONEY:
            continue
        given = [q for q in desk.question.quantities if q.unit in TERMS]
        term = given[0] if given else stated_term(fact)
        if term is not None:
            spread = f"{desk.of_fact(fact)} / {term_operand(desk, fact, term)}"
            return desk.work("per_year", spread, [fact]) and _part(desk, per, operation, fact)
        length = length_in_months(fact)
        wanted = {"month": 1, "quarter": 3, "year": 12}.get(per)
        if length and wanted and length > wanted:
            count = desk.constant(str(length // wanted), f"{per}s", f"{per}s of the period")
            return desk.work(operation, f"{desk.of_fact(fact)} / {count}", [fact])
    return False


def _part(desk: Desk, per: str, operation: str, fact: Fact) -> bool:
    """What a year comes to, by the quarter, month or day; nothing more for the year itself."""
    last = len(desk.calculations) - 1
    if per == "year" or not desk.calculations[last].unit.endswith("/year"):
        return True
    part = desk.constant(PARTS_OF_A_YEAR[per], f"{per}s", f"{per}s of a year")
    return desk.work(operation, f"{desk.earlier(last)} / {part}", [fact])


def _before(desk: Desk, _operation: str) -> bool:
    """The level before a growth: level / (1 + growth), where no fact states it."""
    for level in desk.facts:
        if level.metric.endswith(("_growth", "_growth_cc", "_growth_qoq", "_change")):
            continue
        quarter = asks_quarter(desk.question)
        growth = partner(desk, level, "_growth_qoq" if quarter else "_growth")
        if growth is None:
            change = partner(desk, level, "_change")
            if change is not None:
                less = f"{desk.of_fact(level)} - {desk.of_fact(change)}"
                return desk.work("before", less, [level, change])
        if growth is None or stated_before(desk, level, quarter):
            continue
        top, rate = desk.of_fact(level), desk.of_fact(growth)
        name = "before_quarter" if quarter else "before_year"
        return desk.work(name, f"{top} / (1 + {rate})", [level, growth])
    return False


def _miss(desk: Desk, operation: str) -> bool:
    """An outcome less what was expected of it."""
    for actual in desk.facts:
        if actual.metric.endswith("_consensus") or actual.status != "reported":
            continue
        expected = partner(desk, actual, "_consensus")
        if expected is not None:
            return desk.work(
                operation,
                f"{desk.of_fact(actual)} - {desk.of_fact(expected)}",
                [actual, expected],
            )
    return False


def _share(desk: Desk, operation: str) -> bool:
    """A part of a whole; of two readings of one figure, the growth between them."""
    pair = None if states_directly(desk, "%") else choose_pair(desk)
    if pair is None:
        return False
    if (pair[0].subject, pair[0].metric) == (pair[1].subject, pair[1].metric):
        return _change(desk, pair)
    part, whole = sorted(pair, key=lambda f: abs(f.values[0]))
    return desk.work(
        operation, f"share({desk.of_fact(part)}, {desk.of_fact(whole)})", [part, whole]
    )


def _change(desk: Desk, pair: tuple[Fact, Fact]) -> bool:
    old, new = sorted(pair, key=lambda f: f.period.end or f.as_of)
    growth = f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})"
    return desk.work("growth", growth, [new, old])


def _margin(desk: Desk, _operation: str) -> bool:
    """A margin that no fact states: a result over the revenue of the same period."""
    wanted = next((m.concept for m in desk.question.operations if m.concept in MARGINS), "")
    for result in desk.facts:
        if result.metric != MARGINS.get(wanted):
            continue
        pool = desk.ledger.find(subject=result.subject, metric="revenue") if desk.ledger else ()
        revenue = next((f for f in pool if f.period.end == result.period.end and f.stated_in), None)
        if revenue is not None and revenue.period.kind == result.period.kind:
            shown = f"share({desk.of_fact(result)}, {desk.of_fact(revenue)})"
            return desk.work("share", shown, [result, revenue])
    return False


def _series(desk: Desk, operation: str) -> bool:
    """The sum of a stated series, or its last over its first figure."""
    fact = desk.series
    if fact is None:
        return False
    names = [desk.of_fact(fact, Quantity(v, fact.unit or "1", "", 0, 0)) for _, v in fact.series]
    if operation == "sum":
        return desk.work("series_sum", f"sum({', '.join(names)})", [fact])
    return desk.work("series_times", f"multiple({names[-1]}, {names[0]})", [fact])


def _market_value(desk: Desk, _operation: str) -> bool:
    """A price per share times the number of shares, where both are named."""
    named = {m.concept for m in desk.question.metrics}
    price = next((f for f in desk.facts if f.unit == "USD/share" and f.metric in named), None)
    count = next((f for f in desk.facts if f.unit == "shares" and f.metric in named), None)
    if price is None or count is None or price.subject != count.subject:
        return False
    return desk.work("product", f"{desk.of_fact(price)} * {desk.of_fact(count)}", [price, count])


def _times(desk: Desk, operation: str) -> bool:
    pair = None if states_directly(desk, "x") else choose_pair(desk)
    if pair is None:
        return False
    small, large = sorted(pair, key=lambda f: abs(f.values[0]))
    return desk.work(
        operation, f"multiple({desk.of_fact(large)}, {desk.of_fact(small)})", [large, small]
    )


def _difference(desk: Desk, operation: str) -> bool:
    pair = choose_pair(desk)
    if pair is None:
        return False
    small, large = sorted(pair, key=lambda f: f.values[0])
    return desk.work(operation, f"{desk.of_fact(large)} - {desk.of_fact(small)}", [large, small])


def _growth(desk: Desk, operation: str) -> bool:
    """Growth between two stated levels of one metric, or the amount behind a stated growth."""
    lead = desk.facts[0] if desk.facts else None
    dated = asked_periods(desk.question)
    asks_money = any(m.concept == "asks_money" for m in desk.question.refusal_cues)
    if lead is None or lead.metric.endswith("_change"):
        return False
    if asks_money and len(dated) < 2:
        return _gain(desk)
    if is_growth(lead.metric) and len(dated) < 2:
        return False
    pair = choose_pair(desk) if len(dated) > 1 else None
    if pair is None or (pair[0].subject, pair[0].metric) != (pair[1].subject, pair[1].metric):
        return False
    old, new = sorted(pair, key=lambda f: f.period.end or f.as_of)
    first = desk.work("difference", f"{desk.of_fact(new)} - {desk.of_fact(old)}", [new, old])
    if old.values[0] > 0:
        growth = f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})"
        return desk.work(operation, growth, [new, old]) or first
    return first


def _gain(desk: Desk) -> bool:
    """The amount by which a level grew over the year: level less level / (1 + growth)."""
    for level in desk.facts:
        growth = None if is_growth(level.metric) else partner(desk, level, "_growth")
        if growth is not None and level.unit in MONEY:
            top, rate = desk.of_fact(level), desk.of_fact(growth)
            return desk.work("gain", f"{top} - {top} / (1 + {rate})", [level, growth])
    return False


def _portion(desk: Desk, _operation: str) -> bool:
    """The amount that a stated share comes to: share times the level that it is a share of."""
    shares = [f for f in desk.facts[:10] if f.unit == "%" and "_share" in f.metric]
    share = max(shares, key=lambda f: desk.coverage.get(f.id, 0.0), default=None)
    if share is None:
        return False
    whole = share.metric.partition("_")[0]
    levels = [
        f
        for f in desk.facts
        if f.subject == share.subject and f.unit in MONEY and f.metric == whole
    ]
    if not levels:
        return False
    level = min(levels, key=lambda f: abs(_day(f.as_of) - _day(share.as_of)))
    return desk.work("portion", f"{desk.of_fact(level)} * {desk.of_fact(share)}", [level, share])


def _day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def _pro_rata(desk: Desk, _operation: str) -> bool:
    """An amount released evenly over a quantity, at the point that the reader names."""
    for given in desk.question.quantities:
        if given.unit in (*MONEY, *TERMS, "%", "x", "1"):
            continue
        for whole in desk.facts:
            amount = leading(desk.facts, MONEY)
            same = amount and {amount.subject, amount.counterparty} == {
                whole.subject,
                whole.counterparty,
            }
            if amount and same and whole.unit == given.unit and given.value < whole.values[0]:
                expression = f"{desk.of_fact(amount)} * {desk.given(given)} / {desk.of_fact(whole)}"
                return desk.work("whatif", expression, [amount, whole])
    return False


def _sum(desk: Desk, operation: str) -> bool:
    parts = _parts(desk)
    if not parts:
        pair = choose_pair(desk)
        parts = all_named(desk, pair) if pair is not None else []
    if len(parts) < 2:
        return False
    names = ", ".join(desk.of_fact(f) for f in parts)
    return desk.work(operation, f"sum({names})", parts)


def _parts(desk: Desk) -> list[Fact]:
    """The quarters of one figure that lie in a longer period which the question names."""
    for period in desk.question.periods:
        for lead in desk.facts:
            within = _quarters(desk, lead, period.start, period.end)
            if len(within) > 1:
                return within
    return []


def _quarters(desk: Desk, lead: Fact, start: str | None, end: str | None) -> list[Fact]:
    if lead.period.kind != "quarter" or not (start and end):
        return []
    found: dict[str | None, Fact] = {}
    pool = desk.ledger.find(subject=lead.subject, metric=lead.metric) if desk.ledger else ()
    for fact in (lead, *pool):
        theirs = fact.period
        inside = theirs.start and theirs.end and start <= theirs.start and theirs.end <= end
        usable = fact.status == "reported" and fact.stated_in and len(fact.values) == 1
        if theirs.kind == "quarter" and inside and usable and not fact.later:
            found.setdefault(theirs.end, fact)
    return [found[key] for key in sorted(found, key=str)]


def _remaining(desk: Desk, operation: str) -> bool:
    """A year's target less the quarters already reported."""
    for target in desk.facts:
        planned = target.status in ("guidance", "estimate") and target.period.kind == "year"
        if not planned or target.metric.endswith("_change"):
            continue
        start, end = target.period.start, target.period.end
        same = (f for f in desk.facts if f.metric == target.metric and f.unit == target.unit)
        lead = next((f for f in same if f.period.kind == "quarter"), None)
        quarters = _quarters(desk, lead, start, end) if lead is not None else []
        if quarters:
            spent = "".join(f" - {desk.of_fact(f)}" for f in quarters)
            return desk.work(operation, f"{desk.of_fact(target)}{spent}", [target, *quarters])
    return False


def _without(desk: Desk, operation: str) -> bool:
    """A whole less the parts that the question names, or less the one that fits best."""
    named = list(dict.fromkeys(m.concept for m in desk.question.metrics))
    whole = next((m for m in named if any(o.endswith(f"_{m}") for o in named)), None)
    chosen = [next((f for f in desk.facts if f.metric == m), None) for m in named]
    parts = [f for f in chosen if f is not None and f.metric != whole]
    top = next((f for f in desk.facts if f.metric == whole), None)
    if top is None or not parts or any(f.period.end != top.period.end for f in parts):
        pair = choose_pair(desk)
        if pair is None:
            return False
        part, top = sorted(pair, key=lambda f: abs(f.values[0]))
        parts = [part]
    less = "".join(f" - {desk.of_fact(f)}" for f in parts)
    return desk.work(operation, f"{desk.of_fact(top)}{less}", [top, *parts])


def _per_unit(desk: Desk, operation: str) -> bool:
    """Money over a capacity or count of the same sentence or deal."""
    named = {m.concept for m in desk.question.metrics}
    for money in desk.facts:
        if money.unit not in MONEY or (money.metric not in named and money.counterparty is None):
            continue
        for other in desk.facts:
            same = {money.subject, money.counterparty} == {other.subject, other.counterparty}
            if other.unit in ("GW", "MW", "GPUs", "shares", "users") and same:
                return desk.work(
                    operation, f"{desk.of_fact(money)} / {desk.of_fact(other)}", [money, other]
                )
    return False


Rule = Callable[[Desk, str], bool]
RULES: tuple[tuple[str, Rule], ...] = (
    ("whatif", _pro_rata),
    ("whatif", _whatif),
    ("operating_margin", _margin),
    ("net_margin", _margin),
    ("sum", _series),
    ("times", _series),
    ("without", _without),
    ("remaining", _remaining),
    ("miss", _miss),
    ("worth", _market_value),
    ("share", _share),
    ("times", _times),
    ("before", _before),
    ("per_day", _spread),
    ("per_month", _spread),
    ("per_quarter", _spread),
    ("per_year", _spread),
    ("per_unit", _per_unit),
    ("difference", _difference),
    ("sum", _sum),
    ("growth", _growth),
)
