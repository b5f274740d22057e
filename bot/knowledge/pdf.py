"""The reader of PDF files: text by pages and paragraphs, tables by rows, under their headings.

A PDF holds lines, not paragraphs: they are put together by their gaps, lengths and ends. Scanned
pages hold no text and are not recognised; neither are figures inside drawings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from statistics import median

from bot.errors import FileError
from bot.knowledge.blocks import Block, Reading, headed, join_lines, width
from bot.knowledge.pdf_grids import FoundTable
from bot.knowledge.pdf_layout import Layout, read_layouts
from bot.knowledge.pdf_tables import find_tables
from bot.knowledge.tables import Table, continued, table_blocks

__all__ = ["read_pdf"]

_SENTENCE_END = re.compile(r"[。！？!?.…：:][」』）)\"'”’\]]*$")
_NEW_PARAGRAPH = re.compile(
    r"^(?:[•‧●▪◆■-]\s|\(?\d{1,2}[.)、]\s?\S|[一二三四五六七八九十]+、|\u3000)"
)
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|第)?\s*\d{1,4}\s*(?:頁|页|/\s*\d+|of \d+)?\W*$", re.IGNORECASE
)
# The head and foot that browsers print: 11/22/26, 9:02 AM and the address with 1/3.
_PRINTED = re.compile(r"^\d{1,4}/\d{1,2}/\d{1,4}, .*\d:\d\d|^(?:https?|file):\S+ +\d+/\d+$")
_SHORT_LINE = 0.8
_RUNNING = 3
_WIDE_LEADING = 1.4

Told = Callable[[int, int], None]


def read_pdf(path: Path, told: Told = lambda _done, _total: None) -> Reading:
    """A PDF by pages; `told` hears how many of how many pages are read.

    Raises FileError for one encrypted, broken or without text.
    """
    title, count, layouts = read_layouts(path)
    pages = []
    for number, layout in enumerate(layouts, 1):
        pages.append(_pieces(layout))
        told(number, count)
    blocks = tuple(_blocks(_without_running(pages)))
    if not blocks:
        raise FileError("is a PDF without text, perhaps scanned; recognise its text first")
    return Reading(blocks, title="" if _is_file_name(title) else title.strip())


_Piece = str | FoundTable
"""A line of a page, or a table that stands there; an empty line is a gap."""


def _pieces(layout: Layout) -> list[_Piece]:
    """The lines of a page in the order of the file, each table where its first word stood."""
    tables = find_tables(layout)
    owner = {word: table for table in tables for word in table.words}
    by_line: dict[int, list[int]] = {}
    for at, word in enumerate(layout.words):
        by_line.setdefault(word.line, []).append(at)
    leading = _leading(layout)
    pieces: list[_Piece] = []
    shown: set[int] = set()
    low: float | None = None
    for number, line in enumerate(layout.lines):
        words = by_line.get(number, [])
        for at in words:
            if at in owner and id(owner[at]) not in shown:
                shown.add(id(owner[at]))
                pieces.append(owner[at])
        free = [at for at in words if at not in owner]
        if not free:
            continue
        top = max(layout.words[at].bottom for at in free)
        if low is not None and (low - top > _WIDE_LEADING * leading or low < top - leading):
            pieces.append("")
        low = top
        whole = len(free) == len(words)
        pieces.append(line if whole else " ".join(layout.words[at].text for at in free))
    return pieces


def _leading(layout: Layout) -> float:
    """How far lines stand apart on a page."""
    bottoms: dict[int, float] = {}
    for word in layout.words:
        bottoms.setdefault(word.line, word.bottom)
    places = list(bottoms.values())
    steps = [a - b for a, b in pairwise(places) if a - b > 2]
    return median(steps) if steps else 12.0


def _without_running(pages: Sequence[list[_Piece]]) -> list[list[_Piece]]:
    """Pages without page numbers and without first or last lines that most pages repeat."""
    edges = Counter(
        _masked(line) for page in pages for line in {*_filled(page)[:2], *_filled(page)[-2:]}
    )
    running = {line for line, count in edges.items() if count >= max(_RUNNING, len(pages) // 2 + 1)}
    return [
        [p for p in page if not isinstance(p, str) or not _is_furniture(p, running)]
        for page in pages
    ]


def _is_furniture(line: str, running: set[str]) -> bool:
    return bool(_masked(line) in running or _PAGE_NUMBER.match(line) or _PRINTED.match(line))


def _filled(page: Sequence[_Piece]) -> list[str]:
    return [piece for piece in page if isinstance(piece, str) and piece.strip()]


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _blocks(pages: Sequence[list[_Piece]]) -> Iterator[Block]:
    pieces: list[Block] = []
    open_table: Table | None = None
    for number, page in enumerate(pages, 1):
        some = list(_page_blocks(number, page, open_table))
        open_table = _last_table(page, open_table)
        pieces.extend(some)
    counts: Counter[str] = Counter()
    for block in headed(pieces):
        if block.fixed:
            yield block
            continue
        counts[block.locator] += 1
        yield Block(block.text, block.heading, f"{block.locator} ¶{counts[block.locator]}")


def _last_table(page: Sequence[_Piece], before: Table | None) -> Table | None:
    """The table that a page ends with, which the next one may go on with."""
    told = [piece for piece in page if piece]
    if not told or isinstance(told[-1], str):
        return None
    last = told[-1].table
    return continued(last, before) if before and len(told) == 1 else last


def _page_blocks(number: int, page: Sequence[_Piece], before: Table | None) -> Iterator[Block]:
    lines: list[str] = []
    tables = 0
    for piece in (*page, None):
        if isinstance(piece, str):
            lines.append(piece)
            continue
        first = not any(lines) and not tables
        for some in _paragraphs(lines):
            yield Block(join_lines(some), locator=f"page {number}")
        lines = []
        if piece is not None:
            tables += 1
            table = continued(piece.table, before) if first and before else piece.table
            yield from table_blocks(table, place=f"page {number} table {tables}")


def _paragraphs(page: Sequence[str]) -> Iterator[list[str]]:
    """Lines that flow on: a paragraph ends at a gap, at a short line that ends a sentence, and
    before a bullet or number.
    """
    widest = max((width(line) for line in page), default=0)
    lines: list[str] = []
    for line in page:
        if lines and (not line.strip() or _NEW_PARAGRAPH.match(line)):
            yield lines
            lines = []
        if not line.strip():
            continue
        lines.append(line.strip())
        # A first line that is short and ends no sentence stands for itself: a heading, a cell.
        short = width(line) < _SHORT_LINE * widest
        if short and (len(lines) == 1 or _SENTENCE_END.search(line)):
            yield lines
            lines = []
    if lines:
        yield lines


def _is_file_name(title: str) -> bool:
    return (
        re.search(
            r"\.(?:docx?|pptx?|xlsx?|indd|pdf)\b|^Microsoft |^untitled|^\(anonymous", title, re.I
        )
        is not None
    )
