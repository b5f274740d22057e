"""What a reader's document lets be worked out of figures that stand sentences or paragraphs apart.

What is left of a cost after what others give towards it; an amount by the number of the things that
it is asked for; two amounts that the question sets against each other; the share of a part. Each
operand is bound to words of the question, and of a figure that was changed later the later is
taken unless the earlier is asked for. Where several may be meant it works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_apiece import apiece, by_the_day
from bot.answer.plan.own_asked import asked_of, asks_money
from bot.answer.plan.own_bonds import (
    KILOS,
    TONNES,
    Bonds,
    base_of,
    counts_thing,
    is_money,
    paragraph_of,
    same_things,
    single_figures,
    unbound,
)
from bot.answer.plan.own_costs import rest_of_cost
from bot.answer.plan.own_latest import is_old, latest_of, versions_of
from bot.answer.plan.own_listed import all_together, ends_apart
from bot.answer.plan.own_moves import at_two_times, both_together
from bot.answer.plan.own_named import surplus
from bot.answer.plan.own_shares import head_of, share_of_part
from bot.answer.plan.own_sides import divided_by, sides_of
from bot.answer.plan.own_tables import of_a_table
from bot.answer.plan.own_taken import taken_off
from bot.answer.plan.own_year_rows import between_year_rows
from bot.knowledge.ledger import family, is_growth
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.language.units import TIME_UNITS
from bot.records import Evidence, Fact, Quantity

__all__ = ["across"]

APART, LEAST = 0.05, 0.3
"""By how much the words must prefer a figure to the next, and what they bind of it at least."""
OWNED = 0.45
"""The share of a side's words that the figure it means holds."""
COVERED, NEAR, OWN_ROW = 0.5, 0.7, 0.5
_PRICED = re.compile(
    r"\bhow much\b.*\b(?:costs?|dearer|cheaper|expensive|pay|paid|spen[dt])\b"
    r"|贵多少|贵了|便宜|多花|多付"
)
"""What asks for a difference in money, though no money is named."""


def across(desk: Desk, evidence: Evidence) -> bool:
    """Whether figures of a document that the question's words bind give what is asked for."""
    question = desk.question
    if not evidence.bound or question.working is not None:
        return False
    if not evidence.read or any(f.provenance != "reader" for f in evidence.read):
        return False
    if any(q.unit not in TIME_UNITS for q in question.quantities):
        return all_together(desk, Bonds(question, evidence))
    bonds = Bonds(question, evidence)
    if of_a_table(desk, bonds):
        return True
    margin = any(m.concept.endswith("_margin") for m in (*question.operations, *question.metrics))
    if margin or surplus(desk, bonds):
        return not margin
    for rule in _RULES:
        if rule(desk, bonds):
            if not unbound(question, evidence, desk.purposes):
                return True
            desk.clear()
    return False


# --- an amount by a number of things ----------------------------------------------------------


def _per_thing(desk: Desk, bonds: Bonds) -> bool:
    """An amount by the one number told of the things that the question divides by."""
    thing = divided_by(desk.question)
    if not thing or not (asks_money(desk.question) or not desk.question.answer_type):
        return False
    facts = single_figures(bonds)
    if any(is_money(f) and f.unit and "/" in f.unit and _told_per(f, thing) for f in facts):
        return False
    counted = [f for f in facts if counts_thing(bonds, f, thing) and f.values[0] > 0]
    scale = ""
    if not counted and thing[0] in KILOS:
        counted = [f for f in facts if TONNES.search(fold(f.clause)) and not is_money(f)]
        scale = "1000"
    words = [w for w in bonds.words if fold(w.text) not in thing]
    money = [f for f in facts if is_money(f) and f.values[0] > 0]
    money = [f for f in money if (f.unit or "").partition("/")[2] in ("", "year")]
    named = {family(m.concept) for m in desk.question.metrics}
    money = [f for f in money if family(f.metric) in named] or money
    if not counted or not money:
        return False
    ranked = sorted(money, key=lambda f: -_amount(bonds, f, counted))
    best = _amount(bonds, ranked[0], counted)
    near = [f for f in ranked if best - _amount(bonds, f, counted) < APART]
    amount = latest_of(desk.question, versions_of(near, money), bonds)
    if amount is None or best < LEAST:
        return False
    below = _one_by(counted, lambda f: bonds.told(f, words) + _beside(f, amount))
    below = below or latest_of(desk.question, counted, bonds)
    if below is None or bonds.covered((amount, below)) < COVERED:
        return False
    by = desk.of_fact(below)
    by = f"({by} * {desk.constant(scale, '1', 'scale')})" if scale else by
    return desk.work("per_unit", f"{desk.of_fact(amount)} / {by}", [amount, below])


def _amount(bonds: Bonds, fact: Fact, counted: Sequence[Fact]) -> float:
    """How far an amount is the one asked for: its words, and a number of the things beside it."""
    beside = max(_beside(fact, f) for f in counted)
    return bonds.score(fact) + beside


def _beside(one: Fact, other: Fact) -> float:
    if one.stated_in == other.stated_in:
        return 0.3
    return 0.15 if paragraph_of(one) == paragraph_of(other) else 0.0


def _told_per(fact: Fact, thing: tuple[str, ...]) -> bool:
    return any(word in fold(fact.clause) for word in thing)


def _one_by(facts: Sequence[Fact], worth: object) -> Fact | None:
    """The figure that is worth clearly most."""
    assert callable(worth)
    ranked = sorted(facts, key=lambda f: -worth(f))
    if len(ranked) == 1:
        return ranked[0]
    if not ranked or worth(ranked[0]) - worth(ranked[1]) < APART:
        return None
    return ranked[0]


# --- two amounts set against each other -------------------------------------------------------


def _set_against(desk: Desk, bonds: Bonds) -> bool:
    """The difference of the figures of the two sides that the question names, or the growth."""
    asked = [one for one in asked_of(desk.question) if one in ("difference", "growth")]
    sides = sides_of(desk.question)
    if asked and _between_times(desk, bonds, asked[0]):
        return True
    if not asked or sides is None:
        return False
    if sides.of_time:
        return _row_over_time(desk, bonds, asked[0])
    pool = [f for f in single_figures(bonds) if _of_kind(desk, f)]
    pairs = []
    for other in pool:
        theirs = max(bonds.owned(other, sides.other), NEAR * bonds.near(other, sides.other))
        if theirs < OWNED:
            continue
        for one in pool:
            if one is other or not _one_unit(one, other) or one.values == other.values:
                continue
            if one.topic == other.topic == ROW and head_of(one) != head_of(other):
                continue
            if not is_money(one) and not same_things(other, one):
                continue
            if is_old(one) and not is_old(other):
                continue
            ours = max(bonds.owned(one, sides.one), NEAR * bonds.near(one, sides.one))
            stray = bonds.owned(one, sides.other) + bonds.owned(other, sides.one) / 2
            pairs.append((theirs + ours - stray + _beside(one, other), one, other))
    pairs.sort(key=lambda p: -p[0])
    if not pairs or pairs[0][0] - (pairs[1][0] if len(pairs) > 1 else 0.0) < APART:
        return False
    _, one, other = pairs[0]
    if bonds.covered((one, other)) < COVERED:
        return False
    if one.unit != other.unit:
        plain = [desk.of_fact(f, _bare(f)) for f in (one, other)]
        return desk.work("difference", " - ".join(plain), [one, other])
    if "growth" in asked:
        shown = f"pct_change({desk.of_fact(other)}, {desk.of_fact(one)})"
        return desk.work("growth", shown, [one, other])
    return desk.work("difference", f"{desk.of_fact(one)} - {desk.of_fact(other)}", [one, other])


def _bare(fact: Fact) -> Quantity:
    """A price without what it is for."""
    return Quantity(fact.values[0], base_of(fact), "", 0, 0)


def _one_unit(one: Fact, other: Fact) -> bool:
    """One unit; of two prices in one sentence the second need not say again for what it is."""
    if one.unit == other.unit:
        return True
    bare = (one.unit or "", other.unit or "")
    return one.stated_in == other.stated_in and base_of(one) in bare and base_of(other) in bare


def _row_over_time(desk: Desk, bonds: Bonds, asked: str) -> bool:
    """One row of a table at two times, whose label the question's words name and no other's."""
    rows: dict[tuple[str, str], list[Fact]] = {}
    for fact in single_figures(bonds):
        if fact.topic == ROW and fact.period.label and fact.unit not in ("%", "pp", "x"):
            rows.setdefault((paragraph_of(fact), fact.subject), []).append(fact)
    two = {key: sorted(cells, key=_time_of) for key, cells in rows.items()}
    two = {k: c for k, c in two.items() if len(c) == 2 and _time_of(c[0]) != _time_of(c[1])}
    worth = {k: sum(w.weight * w.own.get(c[0].id, 0.0) for w in bonds.telling)
             for k, c in two.items()}  # fmt: skip
    best = sorted(worth, key=lambda key: -worth[key])[:2]
    if not best or worth[best[0]] < OWN_ROW:
        return False
    if len(best) > 1 and worth[best[0]] - worth[best[1]] < APART:
        return False
    before, now = two[best[0]]
    if bonds.covered((before, now)) < COVERED:
        return False
    return _moved(desk, asked, before, now)


def _time_of(fact: Fact) -> tuple[str, str]:
    return fact.as_of, fact.period.label


def _between_times(desk: Desk, bonds: Bonds, asked: str) -> bool:
    """One figure at each of the two times that the question names, told in one sentence or row."""
    ends = sorted({p.end for p in desk.question.periods if p.end})
    if len(ends) != 2 or not bonds.telling:
        return False
    facts = [f for f in single_figures(bonds) if _of_kind(desk, f)]
    pairs = [
        (bonds.score(a, bonds.telling) + bonds.score(b, bonds.telling), a, b)
        for a in facts
        for b in facts
        if (a.period.end, b.period.end) == (ends[0], ends[1])
        if a.stated_in == b.stated_in and _one_unit(a, b) and a.values != b.values
    ]
    pairs.sort(key=lambda pair: -pair[0])
    if not pairs or pairs[0][0] < LEAST or (len(pairs) > 1 and pairs[0][0] - pairs[1][0] < APART):
        return False
    _, before, now = pairs[0]
    return bonds.covered((before, now)) >= COVERED and _moved(desk, asked, before, now)


def _moved(desk: Desk, asked: str, before: Fact, now: Fact) -> bool:
    """The growth, or the difference, of the later figure to the earlier."""
    if before.unit != now.unit:
        old, new = (desk.of_fact(f, _bare(f)) for f in (before, now))
        shown = f"pct_change({old}, {new})" if asked == "growth" else f"{new} - {old}"
        return desk.work(asked, shown, [now, before])
    if asked == "growth":
        shown = f"pct_change({desk.of_fact(before)}, {desk.of_fact(now)})"
        return desk.work("growth", shown, [now, before])
    return desk.work("difference", f"{desk.of_fact(now)} - {desk.of_fact(before)}", [now, before])


def _of_kind(desk: Desk, fact: Fact) -> bool:
    """Whether a figure is of the kind that is asked about; a change is no level."""
    if fact.metric.endswith("_change") or is_growth(fact.metric):
        return False
    if asks_money(desk.question) or _PRICED.search(fold(desk.question.standalone)):
        return is_money(fact)
    return base_of(fact) not in ("%", "pp", "x")


_RULES = (
    taken_off,
    between_year_rows,
    all_together,
    ends_apart,
    rest_of_cost,
    apiece,
    by_the_day,
    _per_thing,
    both_together,
    _set_against,
    at_two_times,
    share_of_part,
)
"""What is tried in turn: what names its operands most closely first."""
