"""Finds tables that are ruled as a grid on a page of a PDF, whatever their cells hold.

Rules that touch make a grid; a line that is missing between two cells merges them. A page's frame
or a box around a text has no rows and columns and is no table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.knowledge.blocks import join_lines
from bot.knowledge.pdf_layout import Layout, Rule, Word
from bot.knowledge.tables import Table

__all__ = ["FoundTable", "find_grids", "words_above"]

_NEAR = 3.0
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class FoundTable:
    """A table, the words that it is made of (their numbers on the page), and its top edge."""

    table: Table
    words: frozenset[int]
    top: float


def find_grids(layout: Layout) -> Iterator[FoundTable]:
    """The grids of a page that hold words in several rows and columns."""
    for rules in _groups(layout.rules):
        xs = _snapped(rule.left for rule in rules if rule.left == rule.right)
        ys = _snapped(rule.top for rule in rules if rule.bottom == rule.top)
        if not (3 <= len(xs) <= _MOST_LINES and 3 <= len(ys) <= _MOST_LINES):
            continue
        inside: dict[tuple[int, int], list[int]] = {}
        for at, word in enumerate(layout.words):
            x, y = (word.left + word.right) / 2, (word.bottom + word.top) / 2
            if xs[0] < x < xs[-1] and ys[0] < y < ys[-1]:
                inside.setdefault((len(ys) - 1 - bisect_right(ys, y), bisect_right(xs, x) - 1), [])
                inside[len(ys) - 1 - bisect_right(ys, y), bisect_right(xs, x) - 1].append(at)
        if len({row for row, _ in inside}) < 2 or len({column for _, column in inside}) < 2:
            continue
        table = _grid(layout.words, rules, xs, ys, inside)
        words = frozenset(at for some in inside.values() for at in some)
        above = words_above(layout.words, ys[-1], xs[0], xs[-1])
        yield FoundTable(replace(table, above=above), words, ys[-1])


def _groups(rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Rules that touch one another, directly or through others."""
    if len(rules) > 4 * _MOST_LINES:
        return
    rest = list(rules)
    while rest:
        group, new = [], [rest.pop()]
        while new:
            one = new.pop()
            group.append(one)
            near = [other for other in rest if _touch(one, other)]
            rest = [other for other in rest if not _touch(one, other)]
            new.extend(near)
        yield group


def _touch(one: Rule, other: Rule) -> bool:
    return (
        one.left <= other.right + _NEAR
        and other.left <= one.right + _NEAR
        and one.bottom <= other.top + _NEAR
        and other.bottom <= one.top + _NEAR
    )


def _snapped(places: Iterable[float]) -> list[float]:
    """Places in order, those that are nearly the same as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


def _grid(
    words: Sequence[Word],
    rules: Sequence[Rule],
    xs: Sequence[float],
    ys: Sequence[float],
    inside: dict[tuple[int, int], list[int]],
) -> Table:
    """The cells of a grid from its top left corner; a merged cell's text stands in each part."""
    rows, columns = len(ys) - 1, len(xs) - 1
    upright = [rule for rule in rules if rule.left == rule.right]
    level = [rule for rule in rules if rule.bottom == rule.top]
    owner = {(r, c): (r, c) for r in range(rows) for c in range(columns)}
    repeated: set[tuple[int, int]] = set()
    for r in range(rows):
        y = (ys[rows - 1 - r] + ys[rows - r]) / 2
        for c in range(columns):
            x = (xs[c] + xs[c + 1]) / 2
            if c and not any(_at(u.left, xs[c]) and u.bottom < y < u.top for u in upright):
                owner[r, c] = owner[r, c - 1]
                repeated.add((r, c))
            elif r and not any(_at(v.top, ys[rows - r]) and v.left < x < v.right for v in level):
                owner[r, c] = owner[r - 1, c]
    texts: dict[tuple[int, int], list[int]] = {}
    for place in sorted(inside):
        texts.setdefault(owner[place], []).extend(inside[place])
    said = {place: _said([words[at] for at in some]) for place, some in texts.items()}
    cells = [[said.get(owner[r, c], "") for c in range(columns)] for r in range(rows)]
    return Table(cells, repeated=frozenset(repeated))


def _at(place: float, line: float) -> bool:
    return abs(place - line) <= _NEAR


def _said(words: Sequence[Word]) -> str:
    """The words of a cell, by lines."""
    lines: dict[int, list[Word]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word)
    return join_lines([" ".join(word.text for word in line) for line in lines.values()])


def words_above(
    words: Sequence[Word],
    top: float,
    left: float,
    right: float,
    leave: frozenset[int] = frozenset(),
) -> str:
    """The line or two right above a table, which may say what its figures are in."""
    near = [
        word
        for at, word in enumerate(words)
        if at not in leave and -_NEAR < word.bottom - top < 30 and left - 200 < word.left < right
    ]
    return " ".join(word.text for word in sorted(near, key=lambda w: (-round(w.bottom), w.left)))
