"""How many of one thing there are for each of another, and how much a day, in a reader's document.

Students by courses (132 courses, 4,620 students), visitors by the days that their very sentence
tells. Both counts are bound to the question's nouns; where either may be two figures, or the
document tells the rate itself, it works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_asked import asks_money
from bot.answer.plan.own_bonds import Bonds, base_of, counts_thing, is_money, single_figures
from bot.answer.plan.own_latest import is_old
from bot.answer.plan.own_sides import divided_by
from bot.knowledge.ledger import is_growth
from bot.knowledge.readings import ROW
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.units import TIME_UNITS
from bot.records import BoundWord, Fact, Quantity

__all__ = ["apiece", "by_the_day"]

OWN, LEAST, APART = 0.5, 0.3, 0.05
"""A word is a clause's own from this share on; what the words hold of a figure at least, and by how
much they must prefer it.
"""
_NO_COUNT = frozenset({"%", "pp", "x", "ages", *TIME_UNITS})
_SOUGHT = re.compile(
    r"\bhow many ((?:[a-z-]+ ){0,2}?[a-z-]+?)(?= (?:per|for|did|does|do|is|are|were|was|will|come"
    r"|came|has|have|had|can|there|on|in|to|a|an|each|every|visit(?:ed)?|use[ds]?)\b)"
    r"|(?:多少|几)[个位名张本件辆台间只头棵条户]?(?P<zh>[\u3400-\u9fff]{1,4})"
)
_STRETCH = {
    "days": re.compile(
        r"\b(?:a|per|each|every) (?:[a-z]+ )?day\b|\bdaily\b|每一?[天日]"
        r"|每一?个[\u3400-\u9fff]{0,3}[天日]|[一单]天|[一单]日(?!本)"
    ),
    "weeks": re.compile(r"\b(?:a|per|each|every) week\b|\bweekly\b|每一?[周週]|一[周週]"),
    "months": re.compile(r"\b(?:a|per|each|every) month\b|\bmonthly\b|每一?个?月|一个月"),
}
_AVERAGE = re.compile(r"\baverage\b|平均")
_TOLD_RATE = re.compile(
    r"\b(?:a|per|each|every) (?:day|week|month)\b|\b(?:daily|weekly|monthly)\b"
    r"|每一?个?[天日周週月]|[一单]天"
)


def apiece(desk: Desk, bonds: Bonds) -> bool:
    """A count that the question asks for by the count of what it divides by."""
    folded = fold(desk.question.standalone)
    thing, sought = divided_by(desk.question), _SOUGHT.search(folded)
    if not thing or sought is None or asks_money(desk.question):
        return False
    names = [w for w in bonds.within(sought["zh"] or sought[1]) if fold(w.text) not in thing]
    facts = [f for f in single_figures(bonds) if _is_count(f)]
    above = [f for f in facts if any(w.own.get(f.id, 0.0) >= OWN for w in names)]
    below = [f for f in facts if counts_thing(bonds, f, thing) and f not in above]
    if any(_apiece_told(f, thing) for f in above):
        return False
    near = [(a, b) for a in above for b in below if _beside(a, b) == _nearest(above, below)]
    if len(near) != 1:
        return False
    one, by = near[0]
    return desk.work("per_unit", f"{desk.of_fact(one)} / {desk.of_fact(by)}", [one, by])


def _is_count(fact: Fact) -> bool:
    if is_money(fact) or base_of(fact) in _NO_COUNT or is_growth(fact.metric):
        return False
    return fact.values[0] > 1 and not is_old(fact) and fact.topic != ROW


def _apiece_told(fact: Fact, thing: Sequence[str]) -> bool:
    """Whether a figure is told for each of the things already: 24 places each course."""
    said = fold(fact.clause)
    noun = re.escape(thing[-1])
    return (
        re.search(rf"每[\u3400-\u9fff]?(?:{noun})?\D{{0,6}}\d|\b(?:each|per|every) {noun}", said)
        is not None
    )


def _beside(one: Fact, other: Fact) -> int:
    if one.stated_in == other.stated_in:
        return 0
    assert one.stated_in is not None
    assert other.stated_in is not None
    return 1 if one.stated_in.passage_id == other.stated_in.passage_id else 2


def _nearest(above: Sequence[Fact], below: Sequence[Fact]) -> int:
    return min((_beside(a, b) for a in above for b in below), default=0)


def by_the_day(desk: Desk, bonds: Bonds) -> bool:
    """An amount or count by the days (weeks, months) that its own sentence says it took."""
    folded = fold(desk.question.standalone)
    unit = next((u for u, said in _STRETCH.items() if said.search(folded)), None)
    if unit is None or not (_AVERAGE.search(folded) or divided_by(desk.question)):
        return False
    money = asks_money(desk.question)
    facts = [f for f in single_figures(bonds) if f.topic != ROW and is_money(f) == money]
    facts = [f for f in facts if money or base_of(f) not in _NO_COUNT]
    facts = [f for f in facts if f.values[0] > 1 and not is_growth(f.metric)]
    words = [w for w in bonds.words if not w.of_title and not w.light]
    ranked = sorted(facts, key=lambda f: -_told(bonds, f, words))
    if not ranked or _told(bonds, ranked[0], words) < LEAST:
        return False
    if len(ranked) > 1 and _told(bonds, ranked[0], words) - _told(bonds, ranked[1], words) < APART:
        return False
    one = ranked[0]
    spans = _spans(one, unit)
    if len(spans) != 1 or _TOLD_RATE.search(fold(one.clause)) or "/" in (one.unit or ""):
        return False
    by = desk.of_fact(one, Quantity(spans[0].value, "1", spans[0].text, 0, 0))
    return desk.work("work_result", f"{desk.of_fact(one)} / {by}", [one])


def _told(bonds: Bonds, fact: Fact, words: Sequence[BoundWord]) -> float:
    return bonds.told(fact, words)


def _spans(fact: Fact, unit: str) -> list[Quantity]:
    """The lengths of time in this unit that a figure's part of its sentence tells."""
    parts = re.split(r"[;；]", fact.statement_en)
    own = [p for p in parts if fact.clause.strip(";； .。") in p] or parts[:1]
    found = read_quantities(own[0])
    return [q for q in found if q.unit == unit and q.low is None and q.value > 1]
