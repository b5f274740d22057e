"""Plain text by its lines: which were wrapped and belong together, which head, which are a table.

Typed text is often broken at some 70 columns, minutes have a heading above each item without a
blank line, and figures stand in columns of spaces. A line was wrapped where the next one's first
word had no room left in it. It knows no language and reads no figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.knowledge.blocks import Block, headed, join_lines, width
from bot.knowledge.tables import Table, table_blocks

__all__ = ["paragraphs", "wrap_column"]

LONGEST_HEADING = 60
_NARROWEST, _WIDEST = 44, 130
"""Columns at which typed text is wrapped; a wider line is a paragraph by itself."""
_FULL = 0.82
"""The share of the wrap column that a line fills which somebody broke by hand."""
_MOST_WRAPPED = 0.5
_CELLS = re.compile(r"\t+|[ \u3000]{2,}|[ ]*[|│｜][ ]*")
_RULE = re.compile(r"[\s|+:│┼]*(?:[-=_─━—*]{3,}[\s|+:│┼-]*)+")
_FIGURE_CELL = re.compile(
    r"[(（]?[-−–+]?[^\W\d_]{0,3}[$€£¥₹]?\s?[-−–]?(?:\d[\d,. ]*|\.\d+)\S{0,8}[)）]?|[-–—−]|n/?a",
    re.IGNORECASE,
)
_ITEM = re.compile(
    r"(?:[-*•·●○▪◦‧]\s?|[(（]?(?:\d{1,2}|[a-z]|[ivx]{1,4}|[一二三四五六七八九十]{1,3})[.)）、．]\s?)(?=\S)"
)
_NUMBERED = re.compile(
    r"(?:item|section|part|chapter|article|agenda item|no\.?)\s+\d|\d{1,2}(?:\.\d{1,2})*[.)、．]?\s"
    r"|[(（]?[一二三四五六七八九十]{1,3}[、.．)）]|第[\d一二三四五六七八九十百]{1,4}[條条章節节項项案]",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[。！？!?.…：:,，;；、][」』）)\"'”’\]]*$")
_CLAUSE_ENDS = re.compile(r"[。！？!?.…][」』）)\"'”’\]]*$")


@dataclass(frozen=True, slots=True)
class _Chunk:
    """Lines that belong together: text whose breaks are meant, or the rows of a table."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def paragraphs(text: str) -> Iterator[Block]:
    """The paragraphs and table rows of plain text, each under the short line that heads it.

    Blank lines divide paragraphs; inside one, wrapped lines are joined, and others (a list, a
    poem) keep their breaks.
    """
    column = wrap_column(text)
    pieces: list[Block] = []
    tables = 0
    for block in re.split(r"\n[ \t\u3000]*\n", text):
        for chunk in _chunks(block, column):
            if not chunk.rows:
                pieces.append(Block(chunk.text))
                continue
            tables += 1
            above = pieces[-1].text if pieces and not pieces[-1].fixed else ""
            pieces.extend(table_blocks(Table(chunk.rows, above=above), place=f"table {tables}"))
    return headed(pieces)


def wrap_column(text: str) -> int:
    """The column at which the lines of a text were wrapped, or 0 where they were not."""
    lines = [line.expandtabs(4).rstrip() for line in text.split("\n")]
    pairs = [(a, b) for a, b in pairwise(lines) if a and b and not _gapped(a)]
    widths = [width(a) for a, _ in pairs]
    widest = max(widths, default=0)
    if not _NARROWEST <= widest <= _WIDEST:
        return 0
    full = sum(w + 1 + _first(b) > widest for w, (_, b) in zip(widths, pairs, strict=True))
    return widest if full >= max(2, _MOST_WRAPPED * len(pairs)) else 0


def _chunks(text: str, column: int) -> Iterator[_Chunk]:
    """The lines between two blank ones, joined where they were wrapped, and the tables in them."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    at = 0
    plain: list[str] = []
    while at < len(lines):
        rows, end = _table_at(lines, at)
        if not rows:
            plain.append(lines[at])
            at += 1
            continue
        yield from _texts(plain, column)
        plain = []
        yield _Chunk(rows=rows)
        at = end
    yield from _texts(plain, column)


def _texts(lines: Sequence[str], column: int) -> Iterator[_Chunk]:
    """Lines as text, cut where a heading stands between them and at numbered paragraphs."""
    if not lines:
        return
    whole = [line.strip() for line in lines]
    if not column and len(whole) > 1 and _alike(whole):
        yield _Chunk(join_lines(whole))
        return
    logical = _logical(lines, column)
    kept: list[str] = []
    numbered = [_ITEM.match(line) is not None and _long(line) for line in logical]
    for at, line in enumerate(logical):
        heads = at + 1 < len(logical) and _heads(line, logical[at + 1], first=not at)
        own = heads or (numbered[at] and sum(numbered) > 1)
        if own and kept:
            yield _Chunk("\n".join(kept))
            kept = []
        if heads:
            yield _Chunk(line)
        else:
            kept.append(line)
    if kept:
        yield _Chunk("\n".join(kept))


def _logical(lines: Sequence[str], column: int) -> list[str]:
    """Wrapped lines put together again; the others as they are."""
    runs: list[list[str]] = []
    for line in lines:
        if runs and _goes_on(runs[-1][-1], line, column):
            runs[-1].append(line)
        else:
            runs.append([line])
    return [join_lines(run) for run in runs]


def _goes_on(line: str, after: str, column: int) -> bool:
    """Whether a line was broken only because the next one's first word had no room in it."""
    line, after = line.expandtabs(4), after.expandtabs(4)
    if not column or _ITEM.match(after.lstrip()) or _capitals(line) != _capitals(after):
        return False
    wide = width(line)
    if wide + 1 + _first(after) > column or wide >= _FULL * column:
        return True
    return after.lstrip()[0].islower() and not _CLAUSE_ENDS.search(line) and wide > column / 2


def _first(line: str) -> int:
    """The columns that the first word of a line takes: one character where it is Chinese."""
    words = line.split(maxsplit=1)
    word = words[0] if words else ""
    return width(word) if word.isascii() else 4


def _alike(lines: Sequence[str]) -> bool:
    widths = [width(line) for line in lines[:-1]]
    return max(widths) <= _WIDEST and min(widths) >= 0.6 * max(widths) > 20


def _long(line: str) -> bool:
    return width(line) > LONGEST_HEADING or _CLAUSE_ENDS.search(line) is not None


def _heads(line: str, after: str, *, first: bool) -> bool:
    """Whether a short line stands over a paragraph: the first one, a numbered one, capitals."""
    if width(line) > LONGEST_HEADING or _ENDS.search(line) or width(after) <= LONGEST_HEADING:
        return False
    if line[0] in "-*•·●|" or not any(char.isalpha() for char in line):
        return False
    return first or _NUMBERED.match(line) is not None or _capitals(line)


def _capitals(line: str) -> bool:
    return line.isupper() and sum(char.isalpha() and char.isascii() for char in line) > 3


# --- tables of spaces ----------------------------------------------------------------------------


def _gapped(line: str) -> bool:
    return len(_split(line)) > 1


def _split(line: str) -> list[str]:
    return [cell for cell in _CELLS.split(line.strip().strip("|│｜").strip()) if cell]


def _table_at(lines: Sequence[str], at: int) -> tuple[tuple[tuple[str, ...], ...], int]:
    """The table that begins at a line, and the line after it; no rows where none does."""
    if not _gapped(lines[at]) and not _RULE.fullmatch(lines[at]):
        return (), at
    end = at
    while end < len(lines) and (_gapped(lines[end]) or _RULE.fullmatch(lines[end])):
        end += 1
    run = [line for line in lines[at:end] if not _RULE.fullmatch(line)]
    figures = sum(any(_FIGURE_CELL.fullmatch(c) for c in _split(line)[1:]) for line in run)
    if len(run) < 2 or figures < max(1, len(run) // 2):
        return (), at
    rows = _by_count(run) or _by_rivers(run)
    return (tuple(rows), end) if rows else ((), at)


def _by_count(run: Sequence[str]) -> list[tuple[str, ...]]:
    """The cells of lines that all have as many, in their order."""
    cells = [tuple(_split(line)) for line in run]
    return cells if len({len(row) for row in cells}) == 1 else []


def _by_rivers(run: Sequence[str]) -> list[tuple[str, ...]]:
    """The cells of lines that stand under each other, cut where no line has a letter."""
    spread = [_spread(line.expandtabs(4)) for line in run]
    wide = max(map(len, spread))
    spread = [line.ljust(wide) for line in spread]
    blank = [all(line[c] == " " for line in spread) for c in range(wide)]
    cuts = [0]
    for c in range(1, wide):
        if blank[c - 1] and not blank[c] and (blank[max(0, c - 2)] or _river(spread, blank, c)):
            cuts.append(c)
    if len(cuts) > 1 and all(blank[: cuts[1]]):
        cuts = cuts[1:]  # the whole table is indented
    ends = [*cuts[1:], wide]
    rows = [
        tuple(line[a:b].replace("\0", "").strip() for a, b in zip(cuts, ends, strict=True))
        for line in spread
    ]
    return rows if len(cuts) > 1 else []


def _river(spread: Sequence[str], blank: Sequence[bool], c: int) -> bool:
    """Whether most of the words that begin below a place stand well apart from those before."""
    end = next((n for n in range(c, len(blank)) if blank[n]), len(blank))
    begins = [
        next((n for n in range(c, end) if line[n] != " " and line[n - 1] == " "), 0)
        for line in spread
    ]
    apart = [line[max(0, n - 2) : n].isspace() for line, n in zip(spread, begins, strict=True) if n]
    return 2 * sum(apart) > len(apart)


def _spread(line: str) -> str:
    """A line with as many characters as it takes columns."""
    if line.isascii():
        return line
    return "".join(char + "\0" * (width(char) - 1) for char in line.replace("\u3000", "  "))
