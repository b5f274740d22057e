"""What a sentence of a reader's document lists alike: so many, and what each of them is or pays.

What all of them come to, and how far apart the highest and the lowest of several offers are. The
figures stand in one sentence; where more than one may be meant it works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_asked import asks_money
from bot.answer.plan.own_bonds import Bonds, base_of, is_money
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.language.units import TIME_UNITS
from bot.records import Fact

__all__ = ["all_together", "ends_apart"]

LISTED, SAID = 3, 0.3
"""The figures that make a list, and how far its sentence holds the words asked with."""
_TOGETHER = re.compile(
    r"\ball (?:of )?(?:the|its|their|these|those)\b|\btogether\b|\baltogether\b"
    r"|\bin (?:all|total)\b|\bcombined\b|\btotal\b|总共|一共|合计|共(?:可|要|需|能)|全部"
)
_EACH_HAN = re.compile(r"每一?([\u3400-\u9fff])[^，。；\d]{0,6}$")
_EACH = re.compile(r"\b(?:each|apiece)\b(?! (?:year|month|week|day|quarter|hour))")
_TIMES = frozenset("年月周天日季时小")
_NUMBER = re.compile(r"\d[\d,.]*")
_APART = re.compile(
    r"差|相距|\bgap\b|\bdifference\b|\bapart\b|\bspread\b|\b(?:more|less|higher|lower)\b"
)
_HIGHEST = re.compile(r"\b(?:highest|dearest|largest|biggest|most expensive)\b|最高|最贵|最多|最大")
_LOWEST = re.compile(r"\b(?:lowest|cheapest|smallest|least)\b|最低|最便宜|最少|最小")


def all_together(desk: Desk, bonds: Bonds) -> bool:
    """The one count of a sentence times what each of the things counted is, or pays."""
    if not _TOGETHER.search(fold(desk.question.standalone)):
        return False
    given = {q.value for q in desk.question.quantities if q.unit not in TIME_UNITS}
    found = [
        (count, each)
        for figures in _by_sentence(bonds)
        for each in figures
        if is_money(each) == asks_money(desk.question)
        for count in [_counts(figures, each)]
        if count is not None and given <= set(count.values) and _spoken_of(bonds, count, each)
    ]
    if len(found) != 1:
        return False
    count, each = found[0]
    return desk.work("work_result", f"{desk.of_fact(count)} * {desk.of_fact(each)}", [count, each])


def ends_apart(desk: Desk, bonds: Bonds) -> bool:
    """The highest less the lowest of three figures or more that one sentence lists."""
    folded = fold(desk.question.standalone)
    if not all(said.search(folded) for said in (_HIGHEST, _LOWEST, _APART)):
        return False
    lists = []
    for figures in _by_sentence(bonds):
        for unit in dict.fromkeys(f.unit for f in figures if is_money(f)):
            alike = [f for f in figures if f.unit == unit]
            if len(alike) >= LISTED and bonds.covered(alike) >= SAID:
                lists.append(alike)
    if len(lists) != 1:
        return False
    low, *_, high = sorted(lists[0], key=lambda f: f.values[0])
    return desk.work("difference", f"{desk.of_fact(high)} - {desk.of_fact(low)}", [high, low])


def _by_sentence(bonds: Bonds) -> list[list[Fact]]:
    """The plain figures of each sentence, in the order that they stand in."""
    found: dict[object, list[Fact]] = {}
    for fact in bonds.evidence.read:
        if len(fact.values) == 1 and fact.values[0] > 0 and fact.stated_in and fact.topic != ROW:
            found.setdefault(fact.stated_in, []).append(fact)
    return [sorted(f, key=lambda one: int(one.id.rpartition(".")[2])) for f in found.values()]


def _counts(figures: Sequence[Fact], each: Fact) -> Fact | None:
    """The one figure of the sentence that counts the things of which each is told so."""
    said = fold(each.clause)
    numbers = list(_NUMBER.finditer(said))
    if len(numbers) != 1:
        return None
    head = said[: numbers[0].start()]
    counts = [f for f in figures if f is not each and not is_money(f) and f.values[0] > 1]
    counts = [f for f in counts if base_of(f) not in ("%", "pp", "x", "ages", *TIME_UNITS)]
    han = _EACH_HAN.search(head)
    if han is not None and han[1] not in _TIMES:
        behind = re.compile(rf"\d[\d,.]*[千万]?{han[1]}")
        meant = [f for f in counts if behind.search(fold(f.clause))]
        return meant[0] if len(meant) == 1 else None
    if _EACH.search(said) is None:
        return None
    before = [f for f in counts if figures.index(f) < figures.index(each)]
    return before[0] if len(before) == 1 else None


def _spoken_of(bonds: Bonds, count: Fact, each: Fact) -> bool:
    """Whether the question's words are said of the two figures, and their own count is one."""
    words = [w for w in bonds.telling if w.own.get(count.id, 0.0) >= SAID]
    return bool(words) and bonds.covered((count, each)) >= SAID
