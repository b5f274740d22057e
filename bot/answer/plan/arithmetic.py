"""Calculations that a question asks for, planned by rules from facts and the reader's figures.

Each rule takes the operands from ledger facts (which carry their sentence) or from the question
(which the reader gave) and hands an expression of operand names to the calculator. Statuses are
not mixed in silence: the facts behind an operand are stated beside the result. It plans nothing
where an operand is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.answer.plan.operands import (
    ENOUGH,
    MONEY,
    PARTS_OF_A_YEAR,
    PER,
    TERMS,
    Desk,
    all_named,
    asked_per,
    asks_quarter,
    choose_pair,
    leading,
    length_in_months,
    partner,
    stated_before,
    stated_term,
    states_directly,
    term_operand,
)
from bot.knowledge.ledger import Ledger
from bot.records import Calculation, Purpose, Question, ScoredFact


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
    desk = Desk(question, usable, ledger)
    asked = [m.concept for m in question.operations]
    for operation, rule in RULES:
        if operation in asked and rule(desk, operation):
            break
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
        parts = PARTS_OF_A_YEAR[per]
        if parts != "1":
            expression = f"{expression} / {desk.constant(parts, f'{per}s a year')}"
    return desk.work(operation, expression, [amount])


def _spread(desk: Desk, operation: str) -> bool:
    """An amount over its term, by the year, quarter, month or day."""
    per = PER[operation]
    parts = PARTS_OF_A_YEAR[per]
    for fact in desk.facts:
        if fact.unit == "USD/year" and parts != "1":
            base = desk.of_fact(fact)
            return desk.work(
                operation, f"{base} / {desk.constant(parts, f'{per}s a year')}", [fact]
            )
        if fact.unit not in MONEY:
            continue
        given = [q for q in desk.question.quantities if q.unit in TERMS]
        term = given[0] if given else stated_term(fact)
        if term is not None:
            bottom = term_operand(desk, fact, term)
            if parts != "1":
                bottom = f"{bottom} / {desk.constant(parts, f'{per}s a year')}"
            return desk.work(operation, f"{desk.of_fact(fact)} / {bottom}", [fact])
        length = length_in_months(fact)
        wanted = {"month": 1, "quarter": 3, "year": 12}.get(per)
        if length and wanted and length > wanted:
            number = desk.constant(str(length // wanted), f"{per}s in the period")
            return desk.work(operation, f"{desk.of_fact(fact)} / {number}", [fact])
    return False


def _before(desk: Desk, _operation: str) -> bool:
    """The level before a growth: level / (1 + growth), where no fact states it."""
    for level in desk.facts:
        if level.metric.endswith(("_growth", "_growth_cc", "_growth_qoq", "_change")):
            continue
        quarter = asks_quarter(desk.question)
        growth = partner(desk, level, "_growth_qoq" if quarter else "_growth")
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
    pair = None if states_directly(desk, "%") else choose_pair(desk, other_metric=True)
    if pair is None:
        return False
    part, whole = sorted(pair, key=lambda f: abs(f.values[0]))
    return desk.work(
        operation, f"share({desk.of_fact(part)}, {desk.of_fact(whole)})", [part, whole]
    )


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
    """Growth between two stated levels of one metric, where no fact states it."""
    if (desk.facts and "_growth" in desk.facts[0].metric) or "_change" in (
        desk.facts[0].metric if desk.facts else ""
    ):
        return False
    pair = choose_pair(desk, same_metric=True)
    if pair is None:
        return False
    old, new = sorted(pair, key=lambda f: f.period.end or f.as_of)
    if old.values[0] <= 0:
        return desk.work("difference", f"{desk.of_fact(new)} - {desk.of_fact(old)}", [new, old])
    return desk.work(operation, f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})", [new, old])


def _sum(desk: Desk, operation: str) -> bool:
    pair = choose_pair(desk)
    if pair is None:
        return False
    chosen = all_named(desk, pair)
    names = ", ".join(desk.of_fact(f) for f in chosen)
    return desk.work(operation, f"sum({names})", chosen)


def _without(desk: Desk, operation: str) -> bool:
    pair = choose_pair(desk)
    if pair is None:
        return False
    part, whole = sorted(pair, key=lambda f: abs(f.values[0]))
    return desk.work(operation, f"{desk.of_fact(whole)} - {desk.of_fact(part)}", [whole, part])


def _per_unit(desk: Desk, operation: str) -> bool:
    """Money over a capacity or count of the same sentence or deal."""
    for money in desk.facts:
        if money.unit not in MONEY:
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
    ("whatif", _whatif),
    ("miss", _miss),
    ("before", _before),
    ("share", _share),
    ("times", _times),
    ("per_year", _spread),
    ("per_quarter", _spread),
    ("per_month", _spread),
    ("per_day", _spread),
    ("per_unit", _per_unit),
    ("without", _without),
    ("difference", _difference),
    ("sum", _sum),
    ("growth", _growth),
)
