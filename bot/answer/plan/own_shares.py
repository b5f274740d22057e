"""The share of a part that a question of a reader's document names, of the whole told with it.

A sentence tells the whole and then the part (9,300 bikes, of which 2,790 electric); a table has
both as rows of one column. It works out nothing where the words do not say which part is meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_asked import asked_of
from bot.answer.plan.own_back import pointed_at
from bot.answer.plan.own_bonds import Bonds, is_money, same_things, single_figures
from bot.answer.plan.own_kinds import is_age
from bot.answer.plan.own_sides import sides_of
from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold
from bot.language.timing import timing
from bot.language.units import TIME_UNITS
from bot.records import BoundWord, Fact

__all__ = ["head_of", "share_of_part"]

LEAST, COVERED, APART = 0.3, 0.5, 0.05
"""What the words bind of a part at least, what it and its whole hold of them, and by how much
they must prefer one figure.
"""
_NO_COUNT = frozenset({"%", "pp", "x", *TIME_UNITS})
_OF_IT = re.compile(r"\bof (?:which|whom|it|that|these|this)\b|其中|当中|\bof the\b|之中|里有")
_RATE_WORD = re.compile(r"[^频速效汇利长增减升降跌涨][率]|\b(?:rate|ratio)\b")


def share_of_part(desk: Desk, bonds: Bonds) -> bool:
    """The share of a part that the question names, of the whole that its sentence tells before."""
    folded = fold(desk.question.standalone)
    rate = desk.question.answer_type == "percent" or _RATE_WORD.search(folded)
    if "share" not in asked_of(desk.question) and not rate:
        return False
    if sides_of(desk.question) is not None or "growth" in asked_of(desk.question):
        return False
    if _share_of_rows(desk, bonds):
        return True
    facts = [f for f in single_figures(bonds) if f.unit not in _NO_COUNT and f.topic != ROW]
    facts = [f for f in facts if not is_age(f)]
    if desk.question.metrics:  # of a revenue no number of people or things is a part
        facts = [f for f in facts if is_money(f)] or facts
    owned = [w for w in bonds.words if not w.of_title and not w.light]
    worth = {f.id: sum(w.weight * w.own.get(f.id, 0.0) for w in owned) for f in facts}
    best = max(worth.values(), default=0.0)
    shares = [bonds.told(f, owned) for f in single_figures(bonds) if f.unit == "%"]
    if max(shares, default=0.0) >= max(LEAST, best) and "share" not in asked_of(desk.question):
        return False  # a percentage of it is told
    near = [f for f in facts if best - worth[f.id] < APART]
    near = [f for f in near if _OF_IT.search(fold(f.clause))] or near
    # "Of 640 handed out 416 came back": the later one is the part
    for part in sorted(near, key=_place, reverse=True)[:1]:
        if worth[part.id] < LEAST:
            return False
        back = [f for f in pointed_at(bonds.evidence, part) if f.values[0] > part.values[0]]
        before = back or [
            f
            for f in facts
            if f.stated_in == part.stated_in and _place(f) < _place(part)
            if f.values[0] > part.values[0] and same_things(f, part)
            if part.id != f.compares_to and f.id != part.compares_to
        ]
        told = back or _OF_IT.search(fold(part.clause)) or (rate and before)
        if not told or not before:
            return False
        whole = _added_up(before, facts) or before[-1]
        if bonds.covered((whole, part)) < COVERED:
            return False
        shown = f"share({desk.of_fact(part)}, {desk.of_fact(whole)})"
        return desk.work("share", shown, [part, whole])
    return False


def _added_up(before: Sequence[Fact], facts: Sequence[Fact]) -> Fact | None:
    """The figure that those told after it in its sentence add up to: of 340, 190, 85 and 65."""
    for whole in before:
        parts = [
            f
            for f in facts
            if f.stated_in == whole.stated_in and _place(f) > _place(whole)
            if same_things(f, whole)
        ]
        if len(parts) > 1 and sum(f.values[0] for f in parts) == whole.values[0]:
            return whole
    return None


def _share_of_rows(desk: Desk, bonds: Bonds) -> bool:
    """The share of one row that the question names of another that it names, in one column."""
    rows = [f for f in single_figures(bonds) if f.topic == ROW and f.unit not in ("%", "pp", "x")]
    asked = [p for p in desk.question.periods if p.start or p.end]
    rows = [f for f in rows if not asked or not f.period.end or timing(asked, f) > 0]
    words = [w for w in bonds.words if not w.of_title]
    labels = {f.subject: _label_words(f, words) for f in rows}
    labels = {label: own for label, own in labels.items() if own}
    if len(labels) != 2:
        return False
    (one, mine), (other, theirs) = labels.items()
    if not mine - theirs or not theirs - mine:
        return False
    pairs = [
        (a, b)
        for a in rows
        for b in rows
        if a.subject == one and b.subject == other and head_of(a) == head_of(b) and a.unit == b.unit
    ]
    if not pairs:
        return False
    first, second = max(pairs, key=lambda pair: pair[0].as_of)
    part, whole = sorted((first, second), key=lambda f: abs(f.values[0]))
    shown = f"share({desk.of_fact(part)}, {desk.of_fact(whole)})"
    return desk.work("share", shown, [part, whole])


def _label_words(fact: Fact, words: Sequence[BoundWord]) -> frozenset[str]:
    """The question's words that the label of a row has in its own letters."""
    label = fold(fact.subject)
    return frozenset(fold(w.text) for w in words if fold(w.text) in label)


def head_of(fact: Fact) -> str:
    """The head of the column that a cell stands in."""
    return fact.clause.split(CELL)[-2] if fact.clause.count(CELL) > 1 else ""


def _place(fact: Fact) -> int:
    return int(fact.id.rpartition(".")[2])
