"""The figures that two sides of a comparison may be set beside each other with, and how well each
suits the question.

Of the kind that is asked for (money, power, a price a share, a rate of growth), known by the day
asked about, by the year of a contract's term where that is asked for, of a range the end that is
named. It knows which words ask for which kind; it chooses no sides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.answer.plan.operands import MONEY, Desk, stated_term
from bot.knowledge.ledger import alike, family, is_change, is_growth, known_at
from bot.language.script import fold
from bot.language.timing import fit, named_periods
from bot.records import Fact, Mention, Period

__all__ = [
    "A_YEAR",
    "Reading",
    "figures_asked",
    "kind_named",
    "like",
    "measures_named",
    "of_party",
    "readings",
]

TWO, LOOKED_AT = 2, 14
STRETCHES = frozenset({"quarter", "half", "year", "ttm", "month"})
PLANS = ("guidance", "estimate")
LIKE_DEALS = (
    frozenset({"equity_investment", "funding_round_part"}),
    frozenset({"contract_value", "cloud_purchase_commitment"}),
)
"""Measures that tell the same of two deals."""
WORTH = frozenset({"valuation", "market_cap"})
SIGNED = frozenset({"contract_value", "cloud_purchase_commitment"})
A_YEAR = re.compile(
    r"\b(?:per|a|each|every) year\b|\byearly\b|\bannual(?:ly)?\b|\bspread evenly\b|每年|一年|年均"
)
_SIGNED = re.compile(
    r"\bdeals?\b|\bcontracts?\b|\bagreements?\b|\bsigned\b|合[约同]|签[了给的]|的约|订了?单"
)
_GROWS = re.compile(
    r"\bfaster\b|\bslower\b|\bquick(?:er|est)\b|\bfastest\b|\bgrowth\b|\bgrew\b"
    r"|\bgr[eo]w(?:n|ing|s)? (?:more|most|less|the most)\b"
    r"|年增|季增|成长率|增长率|增速|成长|增长|[长增涨]得[快慢]|增幅"
)
_ADDS = re.compile(
    r"\badd(?:ed|s|ition)\b|\brose by\b|\bgained\b|\bswell\w*\b|\bwent up\b"
    r"|增加|多进来|新增|多了进|添了"
)
_POWER = re.compile(r"\bgigawatts?\b|\bgw\b|\bpower\b|\bmegawatts?\b|吉瓦|千瓦|电力|容量|\bgw")
_A_SHARE = re.compile(r"\b(?:per|a|each) share\b|每股|一股")
_LOW_END = re.compile(r"\b(?:bottom|low(?:er)?|floor)\b.{0,12}\b(?:end|of|range)\b|下[缘限]|低标")
_TOP_END = re.compile(r"\b(?:top|upper|high)\b.{0,12}\b(?:end|of|range)\b|上[缘限]|高标")


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure of one side, as it is set beside the other's, and how well it suits."""

    fact: Fact
    value: Decimal
    worth: float


def figures_asked(desk: Desk) -> list[Fact]:
    """The figures of the kind that is asked for, known by the day asked about; where the question
    does not say which kind, those that the search came nearest to.
    """
    folded, measures = fold(desk.question.text), measures_named(desk)
    found = desk.ledger.facts if desk.ledger else ()
    kept = []
    for fact in found if kind_named(desk) else desk.facts[:LOOKED_AT]:
        told = fact.values and fact.stated_in is not None and not fact.clause and fact.unit
        if not told or not known_at(fact, desk.question.as_of):
            continue
        if fact.metric.endswith(("_consensus", "_cc")) and fact.metric not in measures:
            continue
        rates = _GROWS.search(folded) or desk.question.answer_type == "percent"
        plain = not (rates or _A_SHARE.search(folded) or _POWER.search(folded))
        named = fact.metric in measures and (fact.unit == "%" or plain)
        fits = named or _fits_unit(desk, fact, folded)
        if fits and _fits_kind(fact, measures, folded):
            kept.append(fact)
    return kept


def measures_named(desk: Desk) -> set[str]:
    """The measures that the question names, or its words for what a company is worth and for what
    was signed.
    """
    named = {m.concept for m in desk.question.metrics}
    if not named and "worth" in desk.asked:
        return set(WORTH)
    folded = fold(desk.question.text)
    other = _POWER.search(folded) or _A_SHARE.search(folded)
    signed = _SIGNED.search(folded) is not None and not other
    return named or (set(SIGNED) if signed else set())


def kind_named(desk: Desk) -> bool:
    """Whether the question says which kind of figure it wants: a measure, power, a price."""
    folded = fold(desk.question.text)
    units = _POWER.search(folded) or _A_SHARE.search(folded)
    return bool(measures_named(desk)) or units is not None


def _fits_unit(desk: Desk, fact: Fact, folded: str) -> bool:
    amount, _, per = (fact.unit or "").partition("/")
    if _A_SHARE.search(folded):
        return per == "share"
    if _POWER.search(folded):
        return amount in ("GW", "MW") and not per
    cues = {m.concept for m in desk.question.refusal_cues}
    grows = _GROWS.search(folded) is not None and "asks_money" not in cues
    if desk.question.answer_type == "percent" or grows:
        return fact.unit == "%"
    return per != "share" and amount not in ("x", "years", "%")


def _fits_kind(fact: Fact, measures: set[str], folded: str) -> bool:
    """Whether a rate of growth or a change is asked for where the figure is one, and only there."""
    if fact.metric in measures:
        return True
    if is_growth(fact.metric):
        return _GROWS.search(folded) is not None and "_qoq" not in fact.metric
    if is_change(fact.metric):
        return _ADDS.search(folded) is not None
    return not (_GROWS.search(folded) and fact.unit == "%") and not _ADDS.search(folded)


def of_party(fact: Fact, party: Mention) -> bool:
    """Whether a figure is of a company, or told of the product that is named."""
    if party.concept in (fact.subject, fact.counterparty):
        return True
    told = fold(f"{fact.statement_en} {fact.statement_zh}")
    return party.kind == "product" and fold(party.text) in told


def readings(
    desk: Desk, facts: Iterable[Fact], times: Sequence[Period], *, bound: bool
) -> list[Reading]:
    """What some figures come to, each with how well it suits the words and the times of a side; of
    another time than the one that is said of this side alone they are none.
    """
    folded = fold(desk.question.text)
    found = []
    for fact in facts:
        value, timely = _value(fact, folded), _timely(times, fact)
        if value and not (bound and timely < 0):
            found.append(Reading(fact, value, timely + _named(desk, fact)))
    return found


def _timely(times: Sequence[Period], fact: Fact) -> float:
    """How well a figure suits the times of its side; of a deal the day of signing counts too."""
    named = named_periods(tuple(times))
    fits = [one for p in named if (one := fit(p, fact)) is not None]
    signed = fact.counterparty is not None and any(
        (p.start or "") <= fact.as_of <= (p.end or "") for p in named
    )
    return max([*fits, 0.7 if signed else -1.0]) if fits or signed else 0.0


def _named(desk: Desk, fact: Fact) -> float:
    """How well a figure suits the measures that are named, and how near the search came to it."""
    measures = measures_named(desk)
    kin = {family(m) for m in measures}
    worth = 0.0
    if fact.metric in measures:
        worth = 2.0
    elif family(fact.metric) in kin or alike(fact.metric, measures):
        worth = 1.6
    elif any(family(fact.metric) in group and kin & group for group in LIKE_DEALS):
        worth = 1.4
    elif measures:
        worth = -0.5
    place = next((n for n, f in enumerate(desk.facts[:LOOKED_AT]) if f.id == fact.id), None)
    found = 0.0 if place is None else 0.6 / (1 + place / 4)
    return worth + desk.coverage.get(fact.id, 0.0) + found + 0.2 * _newest(desk, fact)


def _newest(desk: Desk, fact: Fact) -> bool:
    """Whether no later reading of the same figure is known by the day asked about."""
    others = desk.ledger.find(subject=fact.subject, metric=fact.metric) if desk.ledger else ()
    return not any(
        known_at(f, desk.question.as_of) and (f.period.end or "") > (fact.period.end or "")
        for f in others
    )


def _value(fact: Fact, folded: str) -> Decimal | None:
    """A figure's value: by the year of its term where that is asked for, of a range one end."""
    if len(fact.values) == 1:
        value = fact.values[0]
    elif len(fact.values) == TWO and not fact.series:
        ends = bool(_LOW_END.search(folded)), bool(_TOP_END.search(folded))
        if sum(ends) != 1:
            return None
        value = fact.values[0] if ends[0] else fact.values[-1]
    else:
        return None
    if A_YEAR.search(folded) and fact.unit in MONEY:
        term = stated_term(fact)
        if term is not None and term.unit == "years":
            return value / term.value
        return None if fact.status == "contract" else value
    return value / 1000 if fact.unit == "MW" else value


def like(a: Fact, b: Fact) -> bool:
    """Whether two figures can be set beside each other: one unit, one measure, one standing."""
    units = {a.unit, b.unit}
    same = len(units) == 1 or units == {"GW", "MW"}
    kin = {family(a.metric), family(b.metric)}
    measure = (
        len(kin) == 1 or alike(a.metric, {family(b.metric)}) or any(kin <= g for g in LIKE_DEALS)
    )
    kinds = (is_growth(a.metric), is_change(a.metric)) == (is_growth(b.metric), is_change(b.metric))
    planned = (a.status in PLANS) == (b.status in PLANS)
    times = {a.period.kind, b.period.kind}
    stretch = len(times) == 1 or not times & STRETCHES
    return same and measure and kinds and planned and stretch and a.values != b.values
