"""Finds tables on a page of a PDF: grids of rules, and runs of lines where figures align.

Without a grid, a table is a run of lines whose cells stand apart, at least half of them figures,
in columns that do not touch; the words right above it head the columns under them. Tables of words
alone without a grid, and tables turned on their side, stay text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from bot.knowledge.blocks import join_lines
from bot.knowledge.magnitudes import read_magnitude
from bot.knowledge.pdf_grids import FoundTable, find_grids, words_above
from bot.knowledge.pdf_layout import Layout, Word
from bot.knowledge.tables import Table, is_figure

__all__ = ["find_tables"]

_LEAST_ROWS = 3
_WIDE_GAP = 0.75
_FAR = 2.6
_MOST_HEADS = 5
_SIGN = re.compile(r"[-−–]?\(?(?:US|NT|HK)?[$€£¥₩]\(?", re.IGNORECASE)
_BLANK = re.compile(r"[-–—]|n/?a|n\.?m\.?", re.IGNORECASE)
_YEAR = re.compile(r"(?:FY)?\s?(?:19|20)\d\d(?:年度?)?", re.IGNORECASE)
_GOES_ON = re.compile(r"[a-z(（&]")


@dataclass(frozen=True, slots=True)
class _Cell:
    """Words that stand together in one line of the page."""

    words: tuple[int, ...]
    text: str
    left: float
    right: float

    @property
    def is_value(self) -> bool:
        """Whether it is a figure, a year, or the mark of an empty cell."""
        return bool(is_figure(self.text) or _BLANK.fullmatch(self.text) or self.is_year)

    @property
    def is_year(self) -> bool:
        """Whether it is a year alone, as heads are."""
        return _YEAR.fullmatch(self.text) is not None


@dataclass(frozen=True, slots=True)
class _Line:
    """A line as the eye sees it: cells from left to right."""

    cells: tuple[_Cell, ...]
    bottom: float
    top: float

    @property
    def is_row(self) -> bool:
        """Whether a cell other than the first is a figure."""
        return any(cell.is_value for cell in self.cells[1:])


def find_tables(layout: Layout) -> list[FoundTable]:
    """The tables of a page from top to bottom."""
    ruled = list(find_grids(layout))
    taken = frozenset[int]().union(*(found.words for found in ruled))
    aligned = list(_aligned(layout, taken))
    return sorted((*ruled, *aligned), key=lambda found: -found.top)


def _aligned(layout: Layout, taken: frozenset[int]) -> Iterator[FoundTable]:
    lines = _lines(layout.words, taken)
    at = 0
    while at < len(lines):
        end = _run_end(lines, at) if lines[at].is_row else at
        rows = [line for line in lines[at:end] if line.is_row]
        columns = _columns(rows) if len(rows) >= _LEAST_ROWS else []
        if len(columns) < 2 or not _mostly_values(rows):
            at = max(end, at + 1)
            continue
        begin = _first_head(lines, at, columns)
        body = _joined_labels(lines[at:end], columns)
        used = [line for line in lines[begin:end] if line.cells]
        words = frozenset(w for line in used for cell in line.cells for w in cell.words)
        heads = [_head_row(line, columns) for line in lines[begin:at]]
        above = words_above(layout.words, lines[begin].top, 0.0, float("inf"), words)
        table = Table([*heads, *(_row(line, columns) for line in body)], None, above)
        years = next((n for n, line in enumerate(body) if not _is_years(line)), 0)
        if heads or years:
            table = replace(table, heads=len(heads) + years)
        yield FoundTable(table, words, lines[begin].top)
        at = end


def _lines(words: Sequence[Word], taken: frozenset[int]) -> list[_Line]:
    """The words that no grid holds, as lines from top to bottom.

    Words of one line of the file stay together; lines that stand at one height are one.
    """
    parts: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        if at not in taken and word.top > word.bottom:
            parts.setdefault(word.line, []).append(at)
    rows: list[list[int]] = []
    last = _Span(0.0, 0.0)
    for part in sorted(parts.values(), key=lambda part: -_span(words, part).middle):
        span = _span(words, part)
        # Marks as low as a dash or as high as a star belong to the line whose height they are in.
        if rows and (last.bottom < span.middle < last.top or span.bottom < last.middle < span.top):
            rows[-1].extend(part)
            last = max(span, last, key=lambda one: one.top - one.bottom)
        else:
            rows.append(list(part))
            last = span
    return [_line(words, sorted(row, key=lambda at: words[at].left)) for row in rows]


class _Span(NamedTuple):
    bottom: float
    top: float

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2


def _span(words: Sequence[Word], some: Sequence[int]) -> _Span:
    return _Span(min(words[at].bottom for at in some), max(words[at].top for at in some))


def _line(words: Sequence[Word], row: Sequence[int]) -> _Line:
    height = max(words[at].top - words[at].bottom for at in row)
    groups: list[list[int]] = [[row[0]]]
    for before, at in pairwise(row):
        gap = words[at].left - words[before].right
        sign = _SIGN.fullmatch(words[before].text) and gap < 4 * height
        end = words[at].text in (")", "%", ")%") and gap < 2 * height
        if gap > _WIDE_GAP * height and not sign and not end:
            groups.append([])
        groups[-1].append(at)
    cells = []
    for group in groups:
        text = _tidy(" ".join(words[at].text for at in group))
        left, right = words[group[0]].left, max(words[at].right for at in group)
        cells.append(_Cell(tuple(group), text, left, right))
    return _Line(
        tuple(cells), min(words[at].bottom for at in row), max(words[at].top for at in row)
    )


def _run_end(lines: Sequence[_Line], at: int) -> int:
    """Where a run of rows ends: at a wide gap, at text that is no label, or three labels on end."""
    end, others = at + 1, 0
    beside = lines[at].cells[1].left
    for place in range(at + 1, len(lines)):
        line, before = lines[place], lines[place - 1]
        height = max(before.top - before.bottom, line.top - line.bottom)
        if before.bottom - line.top > _FAR * height:
            break
        if line.is_row:
            end, others = place + 1, 0
            beside = min(beside, line.cells[-1].left)
        elif len(line.cells) > 1 or line.cells[0].right > beside + height:
            break
        else:
            others += 1
            if others > 2:
                break
    return end


def _columns(rows: Sequence[_Line]) -> list[tuple[float, float]]:
    """The stretches, from left to right, that the cells of the rows fill."""
    spans = sorted((cell.left, cell.right) for row in rows for cell in row.cells)
    columns: list[tuple[float, float]] = []
    for left, right in spans:
        if columns and left < columns[-1][1]:
            columns[-1] = (columns[-1][0], max(columns[-1][1], right))
        else:
            columns.append((left, right))
    return columns


def _mostly_values(rows: Sequence[_Line]) -> bool:
    """Figures fill at least half of the cells beside the labels, and labels are words."""
    beside = [cell for row in rows for cell in row.cells[1:]]
    short = sum(len(row.cells[0].text) <= 80 for row in rows)
    return 2 * sum(cell.is_value for cell in beside) >= len(beside) and 2 * short >= len(rows)


def _is_years(line: _Line) -> bool:
    values = [cell for cell in line.cells if cell.is_value]
    return bool(values) and all(cell.is_year for cell in values)


def _first_head(lines: Sequence[_Line], at: int, columns: Sequence[tuple[float, float]]) -> int:
    """The first of the lines above a run that head its columns."""
    begin = at
    while begin > max(at - _MOST_HEADS, 0):
        line, below = lines[begin - 1], lines[begin]
        height = max(line.top - line.bottom, below.top - below.bottom)
        if line.bottom - below.top > _FAR * height or not _heads(line, columns):
            break
        begin -= 1
    return begin


def _heads(line: _Line, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether each cell of a line stands over columns, not all over the labels alone."""
    if line.is_row and not _is_years(line):
        return False
    over = [_over(cell, columns) for cell in line.cells]
    if any(len(some) == len(columns) for some in over) or not all(over):
        return False
    if len(line.cells) == 1 and not _spans(over[0]) and not _fits(line.cells[0], columns):
        return read_magnitude(line.cells[0].text) is not None
    return any(some != [0] for some in over)


def _fits(cell: _Cell, columns: Sequence[tuple[float, float]]) -> bool:
    """Whether a cell stands over one column of figures and reaches into no other."""
    bounds = [0.0, *(right for _, right in columns)], [*(left for left, _ in columns), 10_000.0]
    return any(
        bounds[0][c] < cell.left < right and left < cell.right < min(bounds[1][c + 1], right + 40)
        for c, (left, right) in enumerate(columns)
        if c
    )


def _spans(over: Sequence[int]) -> bool:
    """Whether a cell stands over several columns of figures: a head of heads, no title."""
    return len(over) > 1 and 0 not in over


def _over(cell: _Cell, columns: Sequence[tuple[float, float]]) -> list[int]:
    """The columns that a cell stands over; the nearest one where it stands between them."""
    some = [c for c, (left, right) in enumerate(columns) if cell.left < right and left < cell.right]
    if some:
        return some
    middle = (cell.left + cell.right) / 2
    near = min(
        range(len(columns)),
        key=lambda c: min(abs(columns[c][0] - middle), abs(columns[c][1] - middle)),
    )
    return [near]


def _head_row(line: _Line, columns: Sequence[tuple[float, float]]) -> list[str]:
    row = [""] * len(columns)
    first = line.cells[0]
    heads = _spans(_over(first, columns)) or _fits(first, columns)
    if len(line.cells) == 1 and (read_magnitude(first.text) or not heads):
        return [line.cells[0].text, *row[1:]]
    for cell in line.cells:
        for c in _over(cell, columns):
            row[c] = f"{row[c]} {cell.text}".strip()
    return row


def _row(line: _Line, columns: Sequence[tuple[float, float]]) -> list[str]:
    row = [""] * len(columns)
    for cell in line.cells:
        c = _over(cell, columns)[0]
        row[c] = _tidy(f"{row[c]} {cell.text}".strip())
    return row


def _tidy(text: str) -> str:
    """A sign, a bracket and a percent sign put to the figure that they stand apart from."""
    text = re.sub(rf"(^{_SIGN.pattern}) (?=[\d(])", r"\1", text)
    return re.sub(r"(?<=[\d)]) (?=[)%]+$)", "", text)


def _joined_labels(lines: Sequence[_Line], columns: Sequence[tuple[float, float]]) -> list[_Line]:
    """The lines of a body, labels that take several lines put together.

    Figures stand beside a label's first line, its last, or half-way between two.
    """
    joined: list[_Line] = []
    half_way = False
    for line in lines:
        before = joined[-1] if joined else None
        if before is None or not _belongs(before, line, columns, half_way=half_way):
            half_way = False
            joined.append(line)
            continue
        bare = line.is_row and _over(line.cells[0], columns) != [0]
        half_way = bare
        values = line.cells if bare else (line.cells[1:] or before.cells[1:])
        words = [before.cells[0].text, *([] if bare else [line.cells[0].text])]
        label = replace(before.cells[0], text=join_lines(words))
        joined[-1] = _Line((label, *values), line.bottom, before.top)
    return joined


def _belongs(
    before: _Line, line: _Line, columns: Sequence[tuple[float, float]], *, half_way: bool
) -> bool:
    """Whether a line goes on with the label of the one before."""
    if _over(before.cells[0], columns) != [0]:
        return False
    label = _over(line.cells[0], columns) == [0]
    if not before.is_row and line.is_row and not label:
        return True
    if not label or (before.is_row and line.is_row):
        return False
    height = line.top - line.bottom
    near = before.bottom - line.top < 0.6 * height
    return near and (half_way or _GOES_ON.match(line.cells[0].text) is not None)
