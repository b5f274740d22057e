"""Which two facts a question compares: one for each period, metric or party that it names.

Where it names two periods the pair is one figure at both; two metrics, one fact of each at the
same time; two parties, one fact of each. Otherwise the leading fact and the one that fits it best.
It knows no operation and computes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from bot.answer.plan.operands import FORWARD, MONEY, Desk
from bot.knowledge.ledger import alike, family, is_growth
from bot.language.script import fold
from bot.language.timing import fit, named_periods
from bot.records import Fact, Period, Question

COMPARED = (*MONEY, "USD/year", "USD/share", "GW", "MW", "users", "GPUs", "shares", "years")
FITS = 0.5
SAYS_IT_ALL = 0.75
POOL = 16
TWO = 2
_TWO_OF_THEM = re.compile(r"\b(?:two|both)\b|[两二2](?:笔|次|项|批|份|桩|场|起)|两者")

Pair = tuple[Fact, Fact]


def states_directly(desk: Desk, unit: str) -> bool:
    """Whether a leading fact is itself the ratio that is asked for.

    Its words must cover the question at least as well as any other leading fact's; where two
    metrics are named, nearly all of it.
    """
    if desk.question.supposed is not None:
        return False  # what a source gives holds for its own figure
    if unit == "x" and _multiple_between(desk):
        return True
    if by_words(desk) is not None and desk.coverage.get(desk.facts[0].id, 0.0) < SAYS_IT_ALL:
        return False  # the phrases name two figures, and no fact says it all
    two = len({family(m.concept) for m in desk.question.metrics}) > 1
    best = max((desk.coverage.get(f.id, 0.0) for f in desk.facts[:6]), default=0.0)
    enough = max(best - 0.02, SAYS_IT_ALL if two else 0.0)
    stated = (f for f in desk.facts[:3] if f.unit == unit)
    if unit == "%":  # a rate of growth is no share
        stated = (f for f in stated if not is_growth(f.metric) or f.metric in _named(desk))
    return any(desk.coverage.get(f.id, 0.0) >= enough for f in stated)


def _multiple_between(desk: Desk) -> bool:
    """Whether the leading fact is a multiple between the two parties named, and one measure named
    is a part of its name: the payment to the revenue.
    """
    lead = desk.facts[0] if desk.facts else None
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    if lead is None or lead.unit != "x" or {lead.subject, lead.counterparty} != parties:
        return False
    # Of another time than the one asked for it is another multiple.
    timed = bool(asked_periods(desk.question))
    return not timed and any(name in lead.metric for name in _named(desk))


def _named(desk: Desk) -> set[str]:
    return {m.concept for m in desk.question.metrics}


def choose_pair(desk: Desk) -> Pair | None:
    """The two facts that the question sets beside each other, in the order that it names them."""
    pool = [f for f in desk.facts if f.unit in COMPARED and _level(f, desk.question)][:POOL]
    named = by_words(desk)
    if named is not None:
        return _at_both_times(desk, named) or named
    several = len({family(m.concept) for m in desk.question.metrics}) > 1
    # Where two figures are named, two others are no answer.
    rules = [_by_period, _by_metric] if several else [_by_revision, _by_period, _by_party, _by_fit]
    if not several and desk.near_pair and _facts_of(desk, desk.near_pair) is None:
        rules.pop()  # the nearest two are ruled out: two that lie further off are no answer
    for rule in rules:
        pair = rule(pool, desk.question)
        if pair is not None:
            return pair
    return _facts_of(desk, desk.near_pair)


def by_words(desk: Desk) -> Pair | None:
    """The two facts that the question's own phrases name, where they tell."""
    return _facts_of(desk, desk.pair)


def two_alike(desk: Desk) -> tuple[Fact, Fact] | None:
    """The two like amounts of one party that lead, where two are to be added up and no measure is
    named: "the two disposals".
    """
    lead = desk.facts[0] if desk.facts else None
    if lead is None or desk.question.metrics or lead.clause or lead.unit not in MONEY:
        return None
    if not _TWO_OF_THEM.search(fold(desk.question.text)) or by_words(desk) is not None:
        return None
    told = (lead.subject, lead.metric, lead.unit, lead.status)
    like = [
        f
        for f in desk.facts
        if (f.subject, f.metric, f.unit, f.status) == told
        and f.id not in (lead.id, lead.compares_to)
        and f.compares_to != lead.id
        and f.values != lead.values
    ]
    return (lead, like[0]) if len(like) == 1 else None


def _facts_of(desk: Desk, ids: tuple[str, str] | None) -> Pair | None:
    found = [f for i in ids or () for f in desk.facts if f.id == i]
    return (found[0], found[1]) if len(found) == 2 else None


def asked_periods(question: Question) -> tuple[Period, ...]:
    """The periods that a question names, with the one before it where it says so."""
    return named_periods(question.periods)


def _level(fact: Fact, question: Question) -> bool:
    """A level, or a relative (change, expectation) that the question names as such."""
    if fact.metric == family(fact.metric):
        return True
    several = len({(p.start, p.end) for p in question.periods if p.end}) > 1
    return not several and fact.metric in {m.concept for m in question.metrics}


def _at_both_times(desk: Desk, pair: Pair) -> Pair | None:
    """The same figure at both times that the question names, where a pair misses one of them."""
    one, other = pair
    periods = asked_periods(desk.question)
    if len(periods) != TWO or (one.subject, one.metric) != (other.subject, other.metric):
        return None
    if all(any((fit(p, f) or 0.0) >= FITS for f in pair) for p in periods) or not desk.ledger:
        return None
    later = one.later or other.later
    series = [
        f
        for f in desk.ledger.find(subject=one.subject, metric=one.metric)
        if f.unit == one.unit and len(f.values) == 1 and f.stated_in and (later or not f.later)
    ]
    found = [_best(series, p) for p in periods]
    if found[0] is None or found[1] is None or found[0] is found[1]:
        return None
    return found[0], found[1]


def _by_revision(pool: Sequence[Fact], question: Question) -> Pair | None:
    """A plan and the plan that it took the place of, where the question asks what it changed by."""
    asked = _asked(question)
    plans = any(m.concept == "guidance" for m in question.refusal_cues) and "sum" not in asked
    dated = {p.end for p in named_periods(question.periods) if p.end and p.kind == "year"}
    if not ({"growth", "difference"} <= asked or (plans and {"growth", "difference"} & asked)):
        return None
    if len(dated) > 1:
        return None
    named = {m.concept for m in question.entities}
    for new in pool:
        old = next((f for f in pool if f.id == new.compares_to), None)
        if old is None or new.subject not in named or new.status not in FORWARD:
            continue
        if (old.metric, old.period.end) == (new.metric, new.period.end):
            return new, old
    return None


def _by_period(pool: Sequence[Fact], question: Question) -> Pair | None:
    periods = asked_periods(question)
    families = {family(m.concept) for m in question.metrics}
    if len(periods) < 2 or len(families) > 1:
        return None
    for lead in (f for f in pool if not families or family(f.metric) in families):
        same = [f for f in pool if (f.subject, f.metric) == (lead.subject, lead.metric)]
        found = [_best(same, period) for period in periods]
        distinct = list(dict.fromkeys(f for f in found if f is not None))
        if len(distinct) > 1:
            return distinct[0], distinct[1]
    return None


def _by_metric(pool: Sequence[Fact], question: Question) -> Pair | None:
    named = list(dict.fromkeys(m.concept for m in question.metrics))
    parties = {m.concept for m in question.entities}
    groups = [
        [f for f in pool if f.metric == metric]
        or [f for f in pool if alike(f.metric, {metric}) and f.subject in parties]
        for metric in named
    ]
    groups = [g for g in groups if g]
    if len(groups) < 2:
        return None
    one = groups[0][0]
    others = [f for g in groups[1:] for f in g if f.unit == one.unit]
    several = len(asked_periods(question)) > 1
    at_once = [] if several else [f for f in others if f.period.end == one.period.end]
    other = next(iter(at_once or others), None)
    return (one, other) if other is not None else None


def _by_party(pool: Sequence[Fact], question: Question) -> Pair | None:
    parties = list(dict.fromkeys(m.concept for m in question.entities if m.kind == "company"))
    if len(parties) < 2 or not pool:
        return None
    of_each = [next((f for f in pool if f.subject == p), None) for p in parties]
    found = [f for f in of_each if f is not None]
    if len(found) < 2 or found[0].unit != found[1].unit:
        return None
    strangers = {found[0].counterparty, found[1].counterparty} - {None}
    return (found[0], found[1]) if strangers <= set(parties) else None


def _by_fit(pool: Sequence[Fact], question: Question) -> Pair | None:
    """The leading fact and the one that, with it, names most of what the question names."""
    best: tuple[float, Fact, Fact] | None = None
    for i, one in enumerate(pool[:8]):
        for j, other in enumerate(pool[i + 1 : 12], i + 1):
            if one.unit != other.unit or one.values == other.values:
                continue
            if not _belong(question, one, other):
                continue
            score = _together(question, one, other) - 0.05 * (i + j)
            if best is None or score > best[0]:
                best = (score, one, other)
    return (best[1], best[2]) if best else None


def _belong(question: Question, one: Fact, other: Fact) -> bool:
    """Whether a question that names metrics can mean these two: unlike figures are not mixed."""
    named = {family(m.concept) for m in question.metrics}
    if not named:
        return {one.subject, one.counterparty} == {other.subject, other.counterparty}
    again = (one.subject, one.metric) == (other.subject, other.metric)
    if again and len(asked_periods(question)) < 2 and "growth" not in _asked(question):
        return False  # one figure at two times, where no two times are named
    meant = [_means(named, f) for f in (one, other)]
    same_deal = {one.subject, one.counterparty} == {other.subject, other.counterparty}
    return all(meant) or (any(meant) and same_deal and one.counterparty is not None)


def _asked(question: Question) -> set[str]:
    return {m.concept for m in question.operations}


def _means(named: AbstractSet[str], fact: Fact) -> bool:
    plain = family(fact.metric)
    return plain in named or alike(plain, named) or any(plain.endswith(f"_{n}") for n in named)


def _together(question: Question, one: Fact, other: Fact) -> float:
    parties = {m.concept for m in question.entities}
    metrics = {m.concept for m in question.metrics}
    have = {p for p in (one.subject, one.counterparty, other.subject, other.counterparty) if p}
    covered = len(parties & have) + 1.5 * len(metrics & {one.metric, other.metric})
    if one.period.end == other.period.end:
        covered += 0.6  # things are compared at one time
    if {one.subject, one.counterparty} == {other.subject, other.counterparty}:
        covered += 0.4
    if one.metric == other.metric and one.period.end == other.period.end:
        covered -= 2.0  # two readings of the same figure are rivals, not operands
    if one.metric.endswith(f"_{other.metric}") or other.metric.endswith(f"_{one.metric}"):
        covered += 0.8  # a part and its whole
    return covered - (0.5 * len(have - parties) if parties else 0.0)


def _best(facts: Iterable[Fact], period: Period) -> Fact | None:
    """The fact whose period fits best, if it fits at all; the first of equals."""
    scored = [(fit(period, f) or 0.0, -n, f) for n, f in enumerate(facts)]
    good = [s for s in scored if s[0] >= FITS]
    return max(good, key=lambda s: s[:2])[2] if good else None


def all_named(desk: Desk, pair: tuple[Fact, Fact]) -> list[Fact]:
    """The pair, and further facts of the same metric for each further party named."""
    chosen = list(pair)
    wanted = {m.concept for m in desk.question.entities}
    for fact in desk.facts:
        named = {fact.subject, fact.counterparty} - {None} <= wanted
        new = all((fact.subject, fact.counterparty) != (c.subject, c.counterparty) for c in chosen)
        dealt = [c.counterparty is not None for c in (fact, *pair)]
        named = named and len(set(dealt)) == 1
        if fact.metric == pair[0].metric and fact.unit == pair[0].unit and named and new:
            chosen.append(fact)
    return _wholes(chosen)[:6]


def _wholes(facts: Sequence[Fact]) -> list[Fact]:
    """The facts without the first step of a deal whose whole is among them: it is no further part.

    What was paid at two times are two payments.
    """
    found = []
    for fact in facts:
        deal = (fact.subject, fact.counterparty, fact.metric)
        larger = (
            f.counterparty is not None
            and (f.subject, f.counterparty, f.metric) == deal
            and f.values[0] > fact.values[0]
            and fact.status != "reported"
            for f in facts
        )
        if not any(larger):
            found.append(fact)
    return found
