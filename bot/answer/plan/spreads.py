"""Amounts by the year, quarter, month or day, and in another currency at the reader's rate.

An amount is spread over the term that its source states, or over its own period; what it came to by
the year is then told by the shorter stretch. Where an increase is asked for by the month, it is the
change of a level over the time between its two days. It chooses no operation but by what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.answer.plan.operands import (
    MONEY,
    PARTS_OF_A_YEAR,
    TERMS,
    Desk,
    asked_currency,
    asked_per,
    given_rate,
    leading,
    length_in_months,
    named_amounts,
    partner,
    parts_of_period,
    stated_term,
    term_operand,
)
from bot.knowledge.ledger import family
from bot.language.asked import PER
from bot.language.script import fold
from bot.language.timing import named_periods
from bot.records import Fact, Quantity

__all__ = ["by_the_part", "convert", "pace", "spread"]

_EVENLY = re.compile(r"\b(?:even(?:ly)?|equal(?:ly)?|average|steady)\b|平均|均|攤|摊|平分")
_RISES = re.compile(
    r"\b(?:increas\w+|gr[eo]w\w*|ris(?:e|es|ing)|rose|add(?:ed|s)?|gain\w*|pile\w*|expand\w*)\b"
    r"|增|成长|长了|涨|多了"
)
_CENTS = re.compile(r"\s*(?:euro |us |u\.s\. )?cents?\b|\s*(?:分|美分|欧分)")
NEAR_DAY = 10


def convert(desk: Desk, operation: str) -> bool:
    """An amount at the exchange rate that the reader gives; without a rate nothing is converted."""
    target = asked_currency(desk.question)
    rate = given_rate(desk.question, target)
    if target is None or rate is None:
        return False
    if _CENTS.match(fold(desk.question.text), rate.end) or rate.text.rstrip().endswith("cents"):
        rate = replace(rate, value=rate.value / 100)
    priced = desk.given(replace(rate, unit=target))
    own = [
        q
        for q in desk.question.quantities
        if q.unit in MONEY and q.unit != target and q.value != 1 and q.low is None
        if q is not rate
    ]
    if own:
        return desk.work("given", f"convert({desk.given(own[0])}, {priced})", [])
    amount = leading([f for f in desk.facts if f.unit != target], MONEY)
    if amount is None:
        return False
    per, term = asked_per(desk.question), stated_term(amount)
    shown = f"convert({desk.of_fact(amount)}, {priced})"
    if per == "year" and term is not None and amount.unit in MONEY:
        return desk.work(operation, f"{shown} / {desk.of_fact(amount, term)}", [amount])
    return desk.work(operation, shown, [amount])


def spread(desk: Desk, operation: str) -> bool:
    """An amount over its term, by the year and then by the quarter, month or day."""
    per = PER[operation]
    given = [q for q in desk.question.quantities if q.unit in TERMS]
    supposes = any(m.concept == "whatif" for m in desk.question.operations)
    if not given and supposes and not _EVENLY.search(fold(desk.question.text)):
        return False  # "if it doubled every year" asks for no average
    lead = next(iter(desk.facts), None)
    if not given and lead is not None and lead.clause and f"/{per}" in (lead.unit or ""):
        return False  # the document tells it by that very time
    named = {m.concept for m in desk.question.entities if m.kind == "company"}
    own = [f for f in desk.facts if not named or f.clause or named & {f.subject, f.counterparty}]
    amounts = [f for f in own if f.unit in MONEY]
    if given:  # a term that a source tells of one amount says which is meant
        terms = {(q.value, q.unit) for q in given}
        amounts.sort(key=lambda f: _term(f) not in terms)
    if not given and any(_over_period(desk, f, per, operation) for f in named_amounts(desk)):
        return True
    for place, fact in enumerate(amounts):
        term = given[0] if given else stated_term(fact)
        if (
            term is not None
            and _is_its_period(term, fact)
            and _over_period(desk, fact, per, operation)
        ):
            return True
        if term is not None:
            shown = f"{desk.of_fact(fact)} / {term_operand(desk, fact, term)}"
            if format(term.value, "f") == PARTS_OF_A_YEAR[per] and term.unit == "years":
                # told in one step: four years and four quarters would be taken for one another
                parts = desk.constant(PARTS_OF_A_YEAR[per], f"{per}s", f"{per}s of a year")
                return desk.work(operation, f"{shown} * {_a_year(desk)} / {parts}", [fact])
            return desk.work("per_year", shown, [fact]) and by_the_part(desk, per, operation, fact)
        if place == 0 and _over_period(desk, fact, per, operation):
            return True
    for fact in own:
        if fact.unit == "USD/year" and per != "year":
            yearly = Quantity(fact.values[0], "USD", "", 0, 0)
            part = desk.constant(PARTS_OF_A_YEAR[per], f"{per}s", f"{per}s of a year")
            return desk.work(operation, f"{desk.of_fact(fact, yearly)} / {part}", [fact])
    return any(_over_period(desk, fact, per, operation) for fact in amounts[:3])


def _term(fact: Fact) -> tuple[Decimal, str] | None:
    """The duration that a figure's own statement gives, and its unit."""
    term = stated_term(fact)
    return (term.value, term.unit) if term is not None else None


def _is_its_period(term: Quantity, fact: Fact) -> bool:
    """Whether a duration is the fact's own period, as in "the four quarters to November"."""
    months = {"quarters": 3, "months": 1}.get(term.unit)
    return months is not None and months * term.value == length_in_months(fact)


def _over_period(desk: Desk, fact: Fact, per: str, operation: str) -> bool:
    """A period's figure over the months, quarters, years or days that the period has."""
    count = parts_of_period(fact, per)
    if count is None:
        return False
    parts = desk.constant(str(count), f"{per}s", f"{per}s of the period")
    return desk.work(operation, f"{desk.of_fact(fact)} / {parts}", [fact])


def by_the_part(desk: Desk, per: str, operation: str, fact: Fact) -> bool:
    """What a year comes to, by the quarter, month or day; nothing more for the year itself."""
    last = len(desk.calculations) - 1
    if per == "year" or not desk.calculations[last].unit.endswith("/year"):
        return True
    part = desk.constant(PARTS_OF_A_YEAR[per], f"{per}s", f"{per}s of a year")
    return desk.work(operation, f"{desk.earlier(last)} / {part}", [fact])


def _a_year(desk: Desk) -> str:
    """One year, by which an amount a year is that amount."""
    return desk.constant("1", "years", "1 year")


# --- the pace of a level -----------------------------------------------------------------------


def pace(desk: Desk) -> bool:
    """By how much a level rose in each month or quarter, on the average of the time between."""
    per = asked_per(desk.question)
    if per not in ("month", "quarter") or not _RISES.search(fold(desk.question.text)):
        return False
    for new, old, months in _changes(desk):
        count = months if per == "month" else months // 3
        if count < 2:
            continue
        parts = desk.constant(str(count), f"{per}s", f"{per}s between")
        if old is None:
            return desk.work("work_result", f"{desk.of_fact(new)} / {parts}", [new])
        shown = f"({desk.of_fact(new)} - {desk.of_fact(old)}) / {parts}"
        return desk.work("work_result", shown, [new, old])
    return False


def _changes(desk: Desk) -> Iterator[tuple[Fact, Fact | None, int]]:
    """The levels at two days that are named, or the change that is told of one stretch."""
    named = {family(m.concept) for m in desk.question.metrics}
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    days = sorted({date.fromisoformat(p.end) for p in dated if p.end})
    for lead in desk.facts:
        if lead.metric not in named or lead.period.kind != "instant" or desk.ledger is None:
            continue
        pool = desk.ledger.find(subject=lead.subject, metric=lead.metric)
        ends = [next((f for f in pool if _at(f, day)), None) for day in days]
        if len(days) == 2 and ends[0] is not None and ends[1] is not None:
            yield ends[1], ends[0], round((days[1] - days[0]).days / 30.44)
        change = partner(desk, lead, "_change")
        months = length_in_months(change) if change is not None else None
        if len(days) == 1 and change is not None and months and _at(lead, days[0]):
            yield change, None, months


def _at(fact: Fact, day: date) -> bool:
    """Whether a figure is a level of a day, or of one close to it."""
    end = fact.period.end
    told = fact.stated_in is not None and len(fact.values) == 1 and end is not None
    return told and abs((date.fromisoformat(end or "") - day).days) <= NEAR_DAY
