"""What the rows of a reader's table let be worked out: rows by label, figures by time.

The difference of two rows at one time, a row's change between two times, its average over years,
its share of the total. A row is meant where the question's words name it and no other row; where
two may be meant, or a figure is missing, it works out nothing. It knows no prose.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_asked import asked_of, asks_money
from bot.answer.plan.own_bonds import Bonds, base_of, is_money
from bot.answer.plan.own_moves import both_asked
from bot.answer.plan.own_sides import divided_by, sides_of
from bot.knowledge.cells import TOTALS
from bot.knowledge.ledger import is_growth
from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold
from bot.language.timing import timing
from bot.records import BoundWord, Fact, Question

__all__ = ["of_a_table"]

SAID, NAMED, COVERED = 0.5, 0.4, 0.5
"""A word is a row's from this share on; what the words of a row weigh at least; what the figures
hold of the question's words at least.
"""
_AVERAGE = re.compile(r"\baverage[ds]?\b|\bmean\b|\bon average\b|平均")
_YEARS_SAID = re.compile(
    r"\b(two|three|four|five|six|ten|\d{1,2})[- ]years?\b"
    r"|([二两兩三四五六十]|\d{1,2})年(?!度?[前后後])"
)
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10,
    "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "十": 10,
}  # fmt: skip
_WHOLE_ASKED = re.compile(
    r"\b(?:total|all|whole|overall|entire|of (?:the |its |their )?(?:\d{4} )?[a-z]+)\b"
    r"|总|全|合计|整体|占|比重"
)
_PLANNED = re.compile(
    r"\b(?:budget(?:ed)?|plan(?:ned)?|target|forecast|estimated?|approved|allowed)\b"
    r"|预算|计划|目标|预估|预定|核定"
)
_DONE = re.compile(
    r"\b(?:actual(?:ly)?|spent|paid|outturn|result|achieved|reali[sz]ed|spending|expenditure)\b"
    r"|实际|决算|实支|执行|实收|达成|支出"
)
"""What heads a column of what was meant to be, and one of what came of it."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS = re.compile(r"[a-z]+|[\u3400-\u9fff]")

_PROFITS = {
    "operating_margin": "operating_income",
    "net_margin": "net_income",
    "gross_margin": "gross_profit",
}
"""Of each margin the profit that it is the share of."""

_SALES = re.compile(
    r"(?:(?:net|total|group|consolidated) )?(?:sales|revenues?|turnover)(?: \([^()]*\))?"
    r"|(?:合并|合計|合计|净|总)?(?:营业收入|营收|营业额|销货收入|销售额)(?:净额|总额|合计)?"
)
"""The label of the row that a margin is taken of."""

Key = tuple[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its cells in order, and the question's words that its label has."""

    label: str
    cells: tuple[Fact, ...]
    words: tuple[BoundWord, ...]

    @property
    def weight(self) -> float:
        return sum(w.weight for w in self.words)

    @property
    def named(self) -> frozenset[str]:
        return frozenset(w.text for w in self.words)


def of_a_table(desk: Desk, bonds: Bonds) -> bool:
    """Whether the rows that the question names give what it asks to work out."""
    if margin := _margin_asked(desk.question):
        return _margin(desk, bonds, margin)
    asked = asked_of(desk.question)
    average = _AVERAGE.search(fold(desk.question.standalone)) and not divided_by(desk.question)
    average = average and "difference" not in asked  # how much more an average household pays
    both = both_asked(desk.question)
    if not (average or both) and not {"difference", "growth", "share"} & set(asked):
        return False
    for rows, totals in _tables(bonds):
        if both is not None and _added(desk, bonds, rows, both):
            return True
        if average:
            return _averaged(desk, bonds, _one_of(rows, bonds))
        if "share" in asked and _share_of_total(desk, _one_of(rows, bonds), totals):
            return True
        kind = next((one for one in ("growth", "difference") if one in asked), None)
        if kind is None:
            continue
        row = _one_of(rows, bonds)
        if _two_rows(desk, bonds, rows, kind) or _one_row(desk, row, kind):
            return True
        if kind == "difference" and _beyond_plan(desk, row):
            return True
    return False


# --- which row ----------------------------------------------------------------------------------


def _tables(bonds: Bonds) -> list[tuple[list[_Row], list[_Row]]]:
    """The rows of each table, those apart that add up the others."""
    by_row: dict[tuple[object, str], list[Fact]] = {}
    for fact in bonds.evidence.read:
        if fact.topic == ROW and fact.clause.count(CELL) > 1 and len(fact.values) == 1:
            by_row.setdefault((fact.stated_in, _label(fact)), []).append(fact)
    tables: dict[Key, list[tuple[str, tuple[Fact, ...]]]] = {}
    for (_, label), cells in by_row.items():
        key = (cells[0].source_id, tuple(_head(c) for c in cells))
        tables.setdefault(key, []).append((label, tuple(cells)))
    found = []
    for rows in tables.values():
        every = [cells[0] for _, cells in rows]
        words = [w for w in bonds.words if not all(w.own.get(f.id, 0.0) >= SAID for f in every)]
        named = [_Row(label, cells, _of_label(words, cells)) for label, cells in rows]
        totals = [r for r in named if TOTALS.search(fold(r.label))]
        found.append(([r for r in named if r not in totals], totals))
    return sorted(found, key=lambda one: -max((r.weight for r in one[0]), default=0.0))


def _of_label(words: Sequence[BoundWord], cells: Sequence[Fact]) -> tuple[BoundWord, ...]:
    return tuple(w for w in words if all(w.own.get(c.id, 0.0) >= SAID for c in cells))


def _one_of(rows: Sequence[_Row], bonds: Bonds, text: str = "") -> _Row | None:
    """The one row that the question, or a part of it, names; None where it may be two."""
    folded = fold(text or bonds.question.standalone)
    pool = [r for r in rows if r.weight >= NAMED]
    if text:
        inside = {w.text for w in bonds.within(text)}
        cut = [_Row(r.label, r.cells, tuple(w for w in r.words if w.text in inside)) for r in rows]
        pool = [r for r in cut if r.weight >= NAMED]
    if not pool:
        return None
    best = max(pool, key=lambda r: (r.weight, _spelt(r.label, folded)))
    rivals = [r for r in pool if r.cells != best.cells and not r.named < best.named]
    whole = _spelt(best.label, folded)
    for rival in rivals:
        other = _spelt(rival.label, folded)
        less = rival.named == best.named or rival.weight < best.weight
        if not less or other >= whole or (rival.named != best.named and whole < 1):
            return None
    return best


def _spelt(label: str, folded: str) -> float:
    """How much of a label the question spells out."""
    pieces = _WORDS.findall(fold(label))
    return sum(p.removesuffix("s") in folded for p in pieces) / len(pieces) if pieces else 0.0


# --- which figures ------------------------------------------------------------------------------


def _dated(desk: Desk, row: _Row) -> list[Fact]:
    """The cells of a row that are one measure at several times, the earliest first."""
    cells = [c for c in row.cells if _time(c) and not is_growth(c.metric)]
    if asks_money(desk.question):
        cells = [c for c in cells if is_money(c) or base_of(c) == "1"]
    ends = {_time(c) for c in cells}
    heads = {re.sub(r"\d+", "", fold(_head(c))).strip() for c in cells}
    if len(ends) != len(cells) or len({c.unit for c in cells}) != 1 or len(heads) != 1:
        return []
    return sorted(cells, key=_time)


def _time(fact: Fact) -> str:
    """When a cell is of: the day its time ends, or its name where nothing dates that (FY2025)."""
    return fact.period.end or fact.period.label


def _asked_times(desk: Desk) -> list[str]:
    return sorted({p.end or p.label for p in desk.question.periods if p.kind != "relative"})


def _since(desk: Desk) -> str:
    """The day that a stretch of years begins with: from 2022 to 2024."""
    years = [p for p in desk.question.periods if p.start and p.end and p.start[:4] < p.end[:4]]
    long = [p.start for p in years if p.start and p.kind == "multi_year"]
    return long[0] if len(long) == len(desk.question.periods) == 1 else ""


def _year_of(fact: Fact) -> int | None:
    found = _YEAR.search(_time(fact))
    return int(found.group()) if found else None


def _at_time(desk: Desk, row: _Row) -> Fact | None:
    """The figure of a row at the one time asked for; of the latest where none is asked for."""
    cells = _dated(desk, row)
    asked = [p for p in desk.question.periods if p.start or p.end]
    if times := _asked_times(desk):
        cells = [c for c in cells if _time(c) in times or (asked and timing(asked, c) > 0)]
        return cells[0] if len(cells) == 1 else None
    return cells[-1] if cells else None


def _in_column(desk: Desk, row: _Row) -> Fact | None:
    """The figure of a row that the question means: of its time; of what was planned and what came
    of it the latter, unless the plan is asked for; else the one cell of the kind asked for.
    """
    if (dated := _at_time(desk, row)) is not None:
        return dated
    planned = _PLANNED.search(fold(desk.question.standalone)) is not None
    if (pair := _plan_and_done(row)) is not None:
        return pair[0] if planned else pair[1]
    cells = [c for c in row.cells if base_of(c) not in ("%", "pp", "x")]
    if asks_money(desk.question):
        cells = [c for c in cells if is_money(c)] or cells
    return cells[0] if len(cells) == 1 else None


def _plan_and_done(row: _Row) -> tuple[Fact, Fact] | None:
    """The one cell of what was planned and the one of what came of it."""
    heads = [(fold(_head(c)), c) for c in row.cells]
    planned = [c for head, c in heads if _PLANNED.search(head) and not _DONE.search(head)]
    done = [c for head, c in heads if _DONE.search(head) and not _PLANNED.search(head)]
    if len(planned) != 1 or len(done) != 1 or planned[0].unit != done[0].unit:
        return None
    return planned[0], done[0]


# --- what is worked out -------------------------------------------------------------------------


def _averaged(desk: Desk, bonds: Bonds, row: _Row | None) -> bool:
    """The average of a row over the years asked for, or over all that the table has."""
    if row is None:
        return False
    cells = _dated(desk, row)
    ends, since = _asked_times(desk), _since(desk)
    if since or len(ends) > 1:
        cells = [c for c in cells if (since or ends[0]) <= _time(c) <= ends[-1]]
    elif ends:
        return False
    said = _YEARS_SAID.search(fold(desk.question.standalone))
    if said:
        number = said[1] or said[2]
        years = _NUMBERS.get(number) or int(number)
        if years > len(cells):
            return False
        cells = cells[-years:]
    if len(cells) < 2 or bonds.covered(cells) < COVERED:
        return False
    names = ", ".join(desk.of_fact(c) for c in cells)
    return desk.work("row_average", f"avg({names})", cells)


def _two_rows(desk: Desk, bonds: Bonds, rows: Sequence[_Row], kind: str) -> bool:
    """One row's figure less another's at one time, where the question sets the two apart."""
    sides = sides_of(desk.question)
    if sides is None or sides.of_time:
        return False
    one, other = (_one_of(rows, bonds, side) for side in (sides.one, sides.other))
    if one is None or other is None or one.label == other.label:
        return False
    first, second = _at_time(desk, one), _at_time(desk, other)
    if (
        first is None
        or second is None
        or first.unit != second.unit
        or _head(first) != _head(second)
    ):
        return False
    if not bonds.covered((first, second)) >= COVERED:
        return False
    return _set_apart(desk, kind, first, second)


def _added(desk: Desk, bonds: Bonds, rows: Sequence[_Row], both: tuple[str, str]) -> bool:
    """What two rows come to that the question joins, in the one column that it means."""
    one, other = (_one_of(rows, bonds, side) for side in both)
    if one is None or other is None or one.label == other.label:
        return False
    first, second = _in_column(desk, one), _in_column(desk, other)
    if (
        first is None
        or second is None
        or (first.unit, _head(first))
        != (
            second.unit,
            _head(second),
        )
    ):
        return False
    if bonds.covered((first, second)) < COVERED:
        return False
    return desk.work("sum", f"{desk.of_fact(first)} + {desk.of_fact(second)}", [first, second])


def _beyond_plan(desk: Desk, row: _Row | None) -> bool:
    """By how much what came of a row's plan is over or under it, where the plan is named."""
    pair = _plan_and_done(row) if row is not None else None
    if pair is None or not _PLANNED.search(fold(desk.question.standalone)):
        return False
    planned, done = pair
    return desk.work(
        "difference", f"{desk.of_fact(done)} - {desk.of_fact(planned)}", [done, planned]
    )


def _one_row(desk: Desk, row: _Row | None, kind: str) -> bool:
    """A row's change from the earlier to the later of the two times that the question names."""
    ends = _asked_times(desk)
    sides = sides_of(desk.question)
    if row is None or not 0 < len(ends) <= 2 or (sides is not None and not sides.of_time):
        return False
    dated = _dated(desk, row)
    cells = {_time(c): c for c in dated}
    now, before = cells.get(ends[-1]), cells.get(ends[0])
    if since := _since(desk):
        before = next((c for c in dated if (c.period.start or "") == since), None)
    elif len(ends) == 1 and now is not None and dated.index(now):
        before = dated[dated.index(now) - 1]  # over the year that is named
        years = _year_of(now), _year_of(before)
        if years[0] is None or years[1] is None or years[0] - years[1] != 1:
            return False
    if before is None or now is None or before.id == now.id:
        return False
    return _set_apart(desk, kind, now, before)


def _margin_asked(question: Question) -> str:
    """The margin that the question names; empty where it names none."""
    named = (m.concept for m in (*question.operations, *question.metrics))
    return next((name for name in named if name in _PROFITS), "")


def _margin(desk: Desk, bonds: Bonds, margin: str) -> bool:
    """A profit's row over that of all revenue in one column, where no figure tells the margin."""
    if any(f.unit == "%" and f.metric == margin for f in bonds.evidence.read):
        return False
    for rows, totals in _tables(bonds):
        every = [*rows, *totals]
        profits = [r for r in every if any(c.metric == _PROFITS[margin] for c in r.cells)]
        sales = [r for r in every if _SALES.fullmatch(fold(r.label).strip())]
        if len(profits) != 1 or len(sales) != 1:
            continue
        profit, whole = _at_time(desk, profits[0]), _at_time(desk, sales[0])
        if profit is None or whole is None or profit.unit != whole.unit:
            continue
        if _head(profit) != _head(whole) or not abs(profit.values[0]) < whole.values[0]:
            continue
        shown = f"share({desk.of_fact(profit)}, {desk.of_fact(whole)})"
        return desk.work("share", shown, [profit, whole])
    return False


def _share_of_total(desk: Desk, row: _Row | None, totals: Sequence[_Row]) -> bool:
    """The share of a row in the total of its table, at the time asked for."""
    folded = fold(desk.question.standalone)
    if row is None or len(totals) != 1 or not _WHOLE_ASKED.search(folded):
        return False
    part, whole = _at_time(desk, row), _at_time(desk, totals[0])
    if part is None or whole is None or part.unit != whole.unit or part.unit in ("%", "pp", "x"):
        return False
    if not 0 < part.values[0] < whole.values[0] or _head(part) != _head(whole):
        return False
    return desk.work("share", f"share({desk.of_fact(part)}, {desk.of_fact(whole)})", [part, whole])


def _set_apart(desk: Desk, kind: str, one: Fact, other: Fact) -> bool:
    if kind == "growth":
        if other.values[0] <= 0:
            return False
        shown = f"pct_change({desk.of_fact(other)}, {desk.of_fact(one)})"
        return desk.work("growth", shown, [one, other])
    return desk.work("difference", f"{desk.of_fact(one)} - {desk.of_fact(other)}", [one, other])


def _label(fact: Fact) -> str:
    whole = fact.clause.split(CELL)[0]
    return fact.subject if whole.endswith(fact.subject) else whole


def _head(fact: Fact) -> str:
    return fact.clause.split(CELL)[-2]
