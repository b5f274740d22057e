"""One column of a table whose rows are years: how far its figure moved between two of them.

| Year | Boxes checked | Occupied |: the question names the years and, by its words, the column.
Where no column is clearly the one that is named it works out nothing.
"""

from __future__ import annotations

import re

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_asked import asked_of
from bot.answer.plan.own_bonds import Bonds, base_of, paragraph_of, single_figures
from bot.answer.plan.own_shares import head_of
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.records import Fact

__all__ = ["between_year_rows"]

LEAST, APART = 0.3, 0.05
"""What a column's head and its cells hold of the question's words at least, and how much less the
next one must.
"""
STEM = 5
_WORD = re.compile(r"[a-z]{3,}")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def between_year_rows(desk: Desk, bonds: Bonds) -> bool:
    """Whether the question sets two years apart that are rows of a table, and names a column."""
    asked = next((one for one in asked_of(desk.question) if one in ("difference", "growth")), None)
    years = sorted(set(_YEAR.findall(desk.question.standalone)))
    if asked is None or len(years) != 2:
        return False
    columns: dict[str, dict[str, Fact]] = {}
    for fact in single_figures(bonds):
        label = fold(fact.subject).removeprefix("fy").removesuffix("年").strip()
        if fact.topic == ROW and label in years and base_of(fact) not in ("pp", "x"):
            columns.setdefault(f"{_table(fact)} {head_of(fact)}", {})[label] = fact
    both = [cells for cells in columns.values() if len(cells) == 2]
    ranked = sorted(both, key=lambda cells: -_named(bonds, cells))
    if not ranked or _named(bonds, ranked[0]) < LEAST:
        return False
    if len(ranked) > 1 and _named(bonds, ranked[0]) - _named(bonds, ranked[1]) < APART:
        return False
    old, new = (ranked[0][year] for year in years)
    if old.unit != new.unit or (asked == "growth" and old.values[0] <= 0):
        return False
    if asked == "growth":
        shown = f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})"
        return desk.work("growth", shown, [new, old])
    return desk.work("difference", f"{desk.of_fact(new)} - {desk.of_fact(old)}", [new, old])


def _table(fact: Fact) -> str:
    """The document of a cell: the rows of a table are paragraphs of their own."""
    return paragraph_of(fact).rpartition("/")[0]


def _named(bonds: Bonds, cells: dict[str, Fact]) -> float:
    """The weight of the question's words that a column's head has, less where its head has others
    of its own: of occupied boxes "Occupied", and not "Boxes checked".
    """
    held = sum(w.weight * min(w.own.get(f.id, 0.0) for f in cells.values()) for w in bonds.telling)
    asked = fold(bonds.question.standalone)
    words = _WORD.findall(fold(head_of(next(iter(cells.values())))))
    if not words or not _WORD.search(asked):
        return held
    return held * sum(word[:STEM] in asked for word in words) / len(words)
