"""Tables as text: each row becomes a block that names its columns and carries their units.

A row reads `Company: Acme; Revenue: $16,058 million; Growth: 12%`: its first cell is its label, and
no figure is without the head of its column. Several rows of heads are joined ("Three months ended
2025"); a row with a label alone heads the rows below it. Rows are counted as they stand in the
table, its heads included. Units stated in heads go into the figures (`bot.knowledge.magnitudes`).
Knows no file format: readers hand in rows of cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from bot.knowledge.blocks import Block
from bot.knowledge.magnitudes import (
    FIGURE,
    Magnitude,
    carry,
    read_magnitude,
    stands_apart,
    without_magnitude,
)
from bot.language.script import fold

__all__ = ["Table", "continued", "is_figure", "table_blocks"]

LONGEST_ROW = 700
_MOST_HEADS = 6
_MOST_COLUMNS = 256
_SIGN_ALONE = re.compile(r"[-−–]?\(?(?:us|nt|hk|[sac])?[$€£¥₩]\(?|\(", re.IGNORECASE)
_END_ALONE = re.compile(r"[)%％]+")
_PERIOD_ALONE = re.compile(r"(?:fy)?\s?(?:19|20)\d\d(?:a|e|f)?(?:年度?)?", re.IGNORECASE)
_TOTAL = re.compile(r"(?:sub)?total\b|[合小总]计|总额", re.IGNORECASE)
_EMPTY = frozenset({"", "-", "–", "—", "―", "n/a", "na", "nm", "n.m.", "*"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table as a reader found it: its rows of cells, and what the file itself says of it.

    `heads` is the number of head rows where the file marks them. `above` is the caption or the
    words before the table. `numbers` are the rows' numbers where they are not 1, 2, 3 …;
    `repeated` marks cells (row, column) that only repeat the merged cell on their left.
    """

    rows: Sequence[Sequence[str]]
    heads: int | None = None
    above: str = ""
    numbers: Sequence[int] = ()
    repeated: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Column:
    """A column: its joined head, the magnitude that the head states, the one stated for all."""

    head: str
    own: Magnitude | None = None
    common: Magnitude | None = None


@dataclass(slots=True)
class _Body:
    """A table taken apart: titles above, heads, and rows with their numbers."""

    titles: list[str] = field(default_factory=list)
    heads: list[list[str]] = field(default_factory=list)
    rows: list[tuple[int, list[str]]] = field(default_factory=list)


def table_blocks(table: Table, *, place: str = "", heading: str = "") -> Iterator[Block]:
    """The rows below the heads as blocks, each under its heading, title and section.

    A table of heads alone gives them as one row without names.
    """
    body = _taken_apart(table)
    if not body.rows:
        body.rows = [(at, row) for at, row in enumerate(body.heads, 1)]
        body.heads = []
    columns = _columns(body, (table.above, *body.titles, heading))
    # What a title states of the figures stands beside each of them now.
    above = [heading, *(name for name in map(without_magnitude, body.titles) if name)]
    sections: list[str] = []
    ended = True
    for number, row in body.rows:
        if _is_section(row, body):
            sections = [*([] if ended else sections), row[0].rstrip(":： ")]
            ended = False
            continue
        ended = True
        closed = sections if _TOTAL.match(fold(row[0])) else []
        named = " › ".join(dict.fromkeys(filter(None, (*above, *sections))))
        at = f"{place} row {number}".strip()
        texts = list(_row_texts(row, columns))
        for part, text in enumerate(texts, 1):
            yield Block(text, named, f"{at} ({part})" if len(texts) > 1 else at, fixed=True)
        sections = [name for name in sections if name not in closed]


def continued(table: Table, before: Table) -> Table:
    """A table that goes on from another page, with the heads and the caption of its beginning.

    It is returned as it is where its columns are others, or its heads are its own.
    """
    heads, own = _rows_above(before), _rows_above(table)
    repeats = [list(row) for row in table.rows[:own]] == [
        list(row) for row in before.rows[heads - own : heads]
    ]
    widths = {len(row) for row in (*before.rows, *table.rows)}
    if not heads or own > heads or not repeats or len(widths) != 1:
        return table
    marks = {(at, c) for at, c in before.repeated if at < heads}
    marks |= {(at - own + heads, c) for at, c in table.repeated if at >= own}
    numbers = table.numbers or range(1, len(table.rows) + 1)
    return Table(
        rows=[*before.rows[:heads], *table.rows[own:]],
        heads=heads,
        above=before.above,
        numbers=[*([0] * heads), *numbers[own:]],
        repeated=frozenset(marks),
    )


def _rows_above(table: Table) -> int:
    """How many rows stand above the first row of the body: titles, heads, blanks."""
    body = _taken_apart(replace(table, numbers=range(len(table.rows))))
    return body.rows[0][0] if body.heads and body.rows else 0


def is_figure(cell: str) -> bool:
    """Whether a cell is a figure and nothing else: (5,200), $16.1, 12%; not a year alone."""
    return FIGURE.fullmatch(fold(cell)) is not None and not _PERIOD_ALONE.fullmatch(cell.strip())


def _taken_apart(table: Table) -> _Body:
    rows = [_signs_joined([" ".join(c.split()) for c in row[:_MOST_COLUMNS]]) for row in table.rows]
    numbers = table.numbers or range(1, len(rows) + 1)
    filled = [(n, at) for at, (n, row) in enumerate(zip(numbers, rows, strict=True)) if any(row)]
    body = _Body()
    wide = max((sum(map(bool, row)) for row in rows), default=0) > 1
    while wide and len(filled) > 1 and _is_title(rows[filled[0][1]], filled[0][1], table):
        body.titles.append(next(cell for cell in rows[filled.pop(0)[1]] if cell))
    marked = None if table.heads is None else sum(at < table.heads for _, at in filled)
    heads = _head_count([rows[at] for _, at in filled], marked)
    body.heads = [_spread(rows, at) for _, at in filled[:heads]]
    for number, at in filled[heads:]:
        kept = ["" if (at, c) in table.repeated else cell for c, cell in enumerate(rows[at])]
        body.rows.append((number, kept))
    return body


def _is_title(row: Sequence[str], at: int, table: Table) -> bool:
    """A row of one cell above the heads: the table's title, or what its figures are in."""
    told = [cell for c, cell in enumerate(row) if cell and (at, c) not in table.repeated]
    return len(told) == 1 and bool(row[0]) and not is_figure(told[0])


def _head_count(rows: Sequence[Sequence[str]], marked: int | None) -> int:
    """How many of the first filled rows are heads: those marked, and what looks so below them."""
    if marked is None:
        if len(rows) < 2 or not _is_head(rows[0], rows[1:]):
            return 0
        if sum(map(bool, rows[0])) < 2 and rows[0][0]:
            return 0
    count = 1 if marked is None else marked
    if not count:
        return 0
    while count < min(len(rows) - 1, _MOST_HEADS):
        # A second head stands under a blank corner or under merged heads.
        under = not rows[count][0] or rows[count][0] == rows[count - 1][0]
        open_corner = under or (not rows[count - 1][0] and _has_gaps(rows[count - 1]))
        if not (open_corner and _is_head(rows[count], rows[count + 1 :])):
            break
        count += 1
    return count


def _has_gaps(row: Sequence[str]) -> bool:
    """Whether a row of heads leaves columns out, or heads several of them with one cell."""
    return any(not cell for cell in row[1:]) or any(a == b for a, b in pairwise(row))


def _is_head(row: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Words, or years where figures of another kind stand below."""
    cells = [cell for cell in row if cell]
    if not cells or any(is_figure(cell) for cell in cells):
        return False
    if not any(_PERIOD_ALONE.fullmatch(cell) for cell in cells):
        return True
    later = [cell for other in below[:20] for cell in other[1:]]
    return any(is_figure(cell) for cell in later) or not any(map(_is_period, later))


def _is_period(cell: str) -> bool:
    return _PERIOD_ALONE.fullmatch(cell) is not None


def _spread(rows: Sequence[Sequence[str]], at: int) -> list[str]:
    """A row of heads, each carried to the right over the blanks that the row below fills."""
    row = list(rows[at])
    below = rows[at + 1] if at + 1 < len(rows) else ()
    if any(is_figure(cell) for cell in below):
        return row
    for c in range(2, len(row)):
        if not row[c] and row[c - 1] and c < len(below) and below[c] and below[c] != below[c - 1]:
            row[c] = row[c - 1]
    return row


def _columns(body: _Body, above: Iterable[str]) -> list[_Column]:
    """The columns with their heads; what a title or the corner states holds for all of them."""
    width = max((len(row) for row in (*body.heads, *(row for _, row in body.rows))), default=0)
    heads = [
        " ".join(dict.fromkeys(row[c] for row in body.heads if c < len(row) and row[c]))
        for c in range(width)
    ]
    stated = (read_magnitude(text) for text in (*heads[:1], *above))
    common = next(filter(None, stated), None)
    columns = []
    for c, head in enumerate(heads):
        data = c > 0 or all(is_figure(row[0]) for _, row in body.rows)
        own = read_magnitude(head, head=True) if data else None
        shown = without_magnitude(head) if own or (not c and read_magnitude(head)) else head
        years = _all_years(row[c] for _, row in body.rows if c < len(row))
        apart = years or (common is not None and stands_apart(head, common, column=True))
        columns.append(_Column(shown, own, None if apart else common))
    return columns


def _all_years(cells: Iterable[str]) -> bool:
    told = [cell for cell in cells if cell.lower() not in _EMPTY]
    return bool(told) and all(map(_is_period, told))


def _is_section(row: Sequence[str], body: _Body) -> bool:
    """A label with no cell beside it, in a table whose other rows have some."""
    alone = bool(row[0]) and not any(row[1:]) and len(row) > 1
    return alone and len(row[0]) <= 120 and row is not body.rows[-1][1]


def _row_texts(row: Sequence[str], columns: Sequence[_Column]) -> Iterator[str]:
    """The row as text; a very long one in several, each beginning with the row's label."""
    first, *cells = _cells(row, columns)
    text = first
    for cell in cells:
        if len(text) + len(cell) > LONGEST_ROW and text != first:
            yield text
            text = first if len(first) < LONGEST_ROW / 4 else first[: LONGEST_ROW // 4]
        text += f"; {cell}"
    yield text


def _cells(row: Sequence[str], columns: Sequence[_Column]) -> list[str]:
    label = row[0]
    own = read_magnitude(label, head=True) if label and not is_figure(label) else None
    shown = []
    for c, (cell, column) in enumerate(zip(row, columns, strict=False)):
        if not cell:
            continue
        if c == 0 and not is_figure(cell):
            told = (without_magnitude(cell) or cell) if own else cell
        else:
            told = _carried(cell, label, column, own)
        shown.append(f"{column.head.rstrip(':：')}: {told}" if column.head else told)
    return shown


def _carried(cell: str, label: str, column: _Column, of_row: Magnitude | None) -> str:
    """The cell with the nearest magnitude: its column's, its row's, or the table's."""
    common = column.common
    if common and (cell is label or stands_apart(label, common)):
        common = None
    return carry(cell, column.own or of_row or common, margin_of=f"{label} {column.head}")


def _signs_joined(cells: list[str]) -> list[str]:
    """`$ | 16,058 | )` in cells of their own, as statements set them, put into one."""
    joined = list(cells)
    for c in range(len(joined) - 1):
        if joined[c] and _SIGN_ALONE.fullmatch(joined[c]):
            ahead = next((n for n in range(c + 1, min(c + 3, len(joined))) if joined[n]), None)
            if ahead is not None and FIGURE.match(fold(joined[ahead])):
                joined[ahead], joined[c] = joined[c] + joined[ahead], ""
    for c in range(1, len(joined)):
        if joined[c] and _END_ALONE.fullmatch(joined[c]):
            back = next((n for n in range(c - 1, max(c - 3, -1), -1) if joined[n]), None)
            if back is not None and any(char.isdigit() for char in joined[back]):
                joined[back], joined[c] = joined[back] + joined[c], ""
    return joined
