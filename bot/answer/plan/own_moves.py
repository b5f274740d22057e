"""One thing that a reader's document counts at two times, and two things that it prices apart.

870 members, 740 a year before: how many more. A fan for $49, a heater for $85: what both cost. Each
figure is the only one that the question's own words name; else nothing is worked out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_asked import asked_of, asks_money, of_kind_asked, way_asked
from bot.answer.plan.own_bonds import Bonds, base_of, is_money, same_things, single_figures
from bot.answer.plan.own_latest import is_old
from bot.answer.plan.own_sides import divided_by, sides_of
from bot.knowledge.ledger import is_growth
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.records import BoundWord, Fact, Quantity, Question

__all__ = ["at_two_times", "both_asked", "both_together"]

OWN, LEAST = 0.5, 0.4
"""A word is a clause's own from this share on, and what those of a figure weigh at least."""
_BOTH = re.compile(
    r"\btogether\b|\baltogether\b|\bin (?:all|total)\b|\bcombined\b|\bcome to\b|\badd up\b|\bboth\b"
    r"|\bbetween them\b"
    r"|总共|一共|合计|合起来|加起来|共(?:要|需|多少|花)|(?<=[\u3400-\u9fff])加(?=[\u3400-\u9fff])"
)
_AND = re.compile(
    r"(?P<a>[^,?]{3,60}?) (?:and|plus) (?P<b>[^,?]{3,60})"
    r"|(?P<c>[^，,?？]{2,24}?)(?:加上|再加|加|和|与|跟|及|以及)(?!起来)(?P<d>[^，,?？]{2,24})"
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d年?(?!\d)")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_NO_LONGER = re.compile(
    r"^until\b|\buntil (?:then|the end of|last|\d|[a-z]+ \d{4})|\bused to\b"
    r"|\bformerly\b|\bpreviously\b"
    r"|\bbefore (?:that|then)\b|^before\b|\boriginally\b"
    r"|原[先本来]|以前|之前|过去|先前|从前|为止"
)
_TIME = re.compile(r"^(?:in |the )*(?:19|20)\d\d|^(?:19|20)\d\d年")


def at_two_times(desk: Desk, bonds: Bonds) -> bool:
    """How much one count or amount grew between the two times that it is told of."""
    question = desk.question
    asked = next((one for one in asked_of(question) if one in ("difference", "growth")), None)
    sides = sides_of(question)
    if asked is None or divided_by(question) or (sides is not None and not sides.of_time):
        return False
    every = single_figures(bonds)
    named = any(not w.light and w.own for w in bonds.telling)
    kind = of_kind_asked(question, every)
    dated = named and (_grew(desk, bonds, asked, kind) or _grew(desk, bonds, asked, every))
    return dated or _grew_since(desk, bonds, asked)


def _grew_since(desk: Desk, bonds: Bonds, asked: str) -> bool:
    """The change of the one price or count that two sentences side by side tell, the one of them as
    that of before: "$24 a year. Until last June it cost $18".
    """
    way = way_asked(desk.question)
    facts = [f for f in single_figures(bonds) if f.topic != ROW and not is_growth(f.metric)]
    facts = [f for f in facts if base_of(f) not in ("%", "pp", "x", "ages") and f.values[0] > 0]
    pairs = [
        (old, new)
        for old in facts
        for new in facts
        if _of_before(old) and not _of_before(new) and is_money(old) and is_money(new)
        if base_of(old) == base_of(new) and _near(old, new) and _both_spoken_of(bonds, old, new)
        if not way or (new.values[0] > old.values[0]) == (way > 0)
    ]
    if len(pairs) != 1 or desk.question.periods:
        return False
    old, new = pairs[0]
    was, now = (desk.of_fact(f, Quantity(f.values[0], base_of(f), "", 0, 0)) for f in (old, new))
    shown = f"pct_change({was}, {now})" if asked == "growth" else f"{now} - {was}"
    return desk.work(asked, shown, [new, old])


def _of_before(fact: Fact) -> bool:
    """Whether a figure's sentence says that it holds no longer."""
    return _NO_LONGER.search(fold(fact.statement_en)) is not None


def _both_spoken_of(bonds: Bonds, old: Fact, new: Fact) -> bool:
    """Whether a word of the question is said of both figures, in their sentences."""
    both = [
        w
        for w in bonds.words
        if not w.light and not w.of_title
        if all(max(w.own.get(f.id, 0.0), w.said.get(f.id, 0.0)) >= OWN for f in (old, new))
    ]
    return sum(w.weight for w in both) >= LEAST


def _grew(desk: Desk, bonds: Bonds, asked: str, facts: Sequence[Fact]) -> bool:
    """The change of the one pair of figures, of those given, that tells one thing at two times."""
    question = desk.question
    facts = [f for f in facts if f.topic != ROW and f.period.end and not is_growth(f.metric)]
    facts = [
        f for f in facts if base_of(f) not in ("x", "ages") and not f.metric.endswith("_change")
    ]
    ends = sorted({p.end for p in question.periods if p.end})
    pairs = [
        (old, new)
        for old in facts
        for new in facts
        if (old.period.end or "") < (new.period.end or "") and old.unit == new.unit
        if not ends or {new.period.end, *ends[-1:]} == {new.period.end}
        if _near(old, new) and same_things(old, new) and _named(bonds, old, new)
        if (old.period.start is None) == (new.period.start is None)
    ]
    way = way_asked(question)
    pairs = [
        (old, new) for old, new in pairs if not way or (new.values[0] > old.values[0]) == (way > 0)
    ]
    if len(pairs) != 1 or (len(ends) > 1 and pairs[0][0].period.end != ends[0]):
        return False
    old, new = pairs[0]
    if asked == "growth":
        if old.values[0] <= 0:
            return False
        return desk.work(
            "growth", f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})", [new, old]
        )
    return desk.work("difference", f"{desk.of_fact(new)} - {desk.of_fact(old)}", [new, old])


def _near(one: Fact, other: Fact) -> bool:
    """Whether two figures stand in one sentence or in two that follow each other."""
    a, b = one.stated_in, other.stated_in
    assert a is not None
    assert b is not None
    return a.passage_id == b.passage_id and abs(a.sentence - b.sentence) <= 1


def _named(bonds: Bonds, old: Fact, new: Fact) -> bool:
    """Whether both figures are of one thing that the question names, in their own clauses."""
    both = [w for w in bonds.words if not w.light and _counts(old, w) and _counts(new, w)]
    return sum(w.weight for w in both) >= LEAST


def _counts(fact: Fact, word: BoundWord) -> bool:
    """Whether a word of a figure's clause is said of it, and not of another number beside it."""
    if word.own.get(fact.id, 0.0) < OWN:
        return False
    said = _YEAR.sub("", fold(fact.clause))
    numbers = list(_NUMBER.finditer(said))
    if len(numbers) < 2:
        return True
    value = format(fact.values[0], "f")
    for n, number in enumerate(numbers):
        if number.group().replace(",", "") == value:
            end = numbers[n + 1].start() if n + 1 < len(numbers) else len(said)
            return fold(word.text)[:5] in said[number.end() : end]
    return False


def both_together(desk: Desk, bonds: Bonds) -> bool:
    """What two things that the question joins by "and" cost, or are, together."""
    sides = both_asked(desk.question)
    if sides is None:
        return False
    first, second = (bonds.within(side) for side in sides)
    shared = {w.text for w in first} & {w.text for w in second}
    left = _only(bonds, [w for w in first if w.text not in shared])
    right = _only(bonds, [w for w in second if w.text not in shared])
    if left is None or right is None or left.id == right.id:
        return False
    if base_of(left) != base_of(right) or not same_things(left, right):
        return False
    names = [desk.of_fact(f, Quantity(f.values[0], base_of(f), "", 0, 0)) for f in (left, right)]
    return desk.work("sum", " + ".join(names), [left, right])


def both_asked(question: Question) -> tuple[str, str] | None:
    """The two things that a question joins by "and" to ask what they come to; folded."""
    folded = fold(question.standalone)
    found = _AND.search(folded)
    if found is None or not _BOTH.search(folded) or divided_by(question):
        return None
    one, other = (found["a"], found["b"]) if found["a"] else (found["c"], found["d"])
    return None if _TIME.search(other.strip()) else (one, other)


def _only(bonds: Bonds, words: Sequence[BoundWord]) -> Fact | None:
    """The one figure of the kind asked for whose own clause has all of the words."""
    told = [w for w in words if not w.light and not w.of_title and w.own]
    money = asks_money(bonds.question)
    facts = [f for f in single_figures(bonds) if f.topic != ROW and is_money(f) == money]
    facts = [f for f in facts if base_of(f) not in ("%", "pp", "x", "ages") and not is_old(f)]
    held = [f for f in facts if told and all(w.own.get(f.id, 0.0) >= OWN for w in told)]
    return held[0] if len(held) == 1 and sum(w.weight for w in told) >= LEAST else None
