"""Readers of PDF and Word files: text by pages and paragraphs, each under its heading.

A PDF holds lines, not paragraphs: they are put together by their lengths and ends. Scanned pages
hold no text and are not recognised; neither are figures inside drawings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bot.errors import FileError
from bot.knowledge.blocks import Block, Reading, headed, join_lines, width
from bot.language.script import normalise

__all__ = ["read_docx", "read_pdf"]

_SENTENCE_END = re.compile(r"[。！？!?.…：:][」』）)\"'”’\]]*$")
_NEW_PARAGRAPH = re.compile(
    r"^(?:[•‧●▪◆■-]\s|\(?\d{1,2}[.)、]\s?\S|[一二三四五六七八九十]+、|\u3000)"
)
_PAGE_NUMBER = re.compile(
    r"^\W*(?:page|第)?\s*\d{1,4}\s*(?:頁|页|/\s*\d+|of \d+)?\W*$", re.IGNORECASE
)
# The head and foot that browsers print: 11/22/26, 9:02 AM and the address with 1/3.
_PRINTED = re.compile(r"^\d{1,4}/\d{1,2}/\d{1,4}, .*\d:\d\d|^(?:https?|file):\S+ +\d+/\d+$")
_LIGATURES = {0xFB00 + at: said for at, said in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st"))}
_SHORT_LINE = 0.8
_RUNNING = 3


def read_pdf(path: Path) -> Reading:
    """A PDF by pages and paragraphs. Raises FileError for one encrypted, broken or without text."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(path)
        if reader.is_encrypted and not reader.decrypt(""):
            raise FileError("is encrypted; save a copy without a password")
        pages = [_lines(page.extract_text()) for page in reader.pages]
        title = (reader.metadata.title if reader.metadata else None) or ""
    except (
        # What pypdf lets through on malformed files is not all its own.
        *(PyPdfError, ValueError, KeyError, TypeError, IndexError, AttributeError),
        *(NotImplementedError, RecursionError, OSError, AssertionError),
    ) as error:
        raise FileError("is a PDF that cannot be read; it may be damaged") from error
    blocks = tuple(_pdf_blocks(_without_running(pages)))
    if not blocks:
        raise FileError("is a PDF without text, perhaps scanned; recognise its text first")
    return Reading(blocks, title="" if _is_file_name(title) else title.strip())


def read_docx(path: Path) -> Reading:
    """A Word file by paragraphs and table rows. Raises FileError where it cannot be opened."""
    import zipfile

    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        document = docx.Document(str(path))
        inner = list(document.iter_inner_content())
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise FileError("is no Word file that can be opened; save it as .docx") from error
    blocks: list[Block] = []
    path_of: dict[int, str] = {}
    title = ""
    for item in inner:
        if isinstance(item, Table):
            blocks.extend(Block(row, _heading(path_of)) for row in _table_rows(item))
            continue
        text, style = item.text.strip(), item.style.style_id if item.style else ""
        level = _level(style)
        if not text:
            continue
        if style == "Title":
            title = title or text
        elif level:
            path_of = {at: name for at, name in path_of.items() if at < level} | {level: text}
        else:
            blocks.append(Block(text, _heading(path_of)))
    return Reading(tuple(blocks), title=title or str(document.core_properties.title or ""))


def _lines(text: str) -> list[str]:
    lines = normalise(text.replace("\0", "").translate(_LIGATURES)).split("\n")
    return [line.rstrip() for line in lines]


def _without_running(pages: Sequence[list[str]]) -> list[list[str]]:
    """Pages without page numbers and without first or last lines that most pages repeat."""
    edges = Counter(
        _masked(line) for page in pages for line in {*_filled(page)[:2], *_filled(page)[-2:]}
    )
    running = {line for line, count in edges.items() if count >= max(_RUNNING, len(pages) // 2 + 1)}
    return [[line for line in page if not _is_furniture(line, running)] for page in pages]


def _is_furniture(line: str, running: set[str]) -> bool:
    return bool(_masked(line) in running or _PAGE_NUMBER.match(line) or _PRINTED.match(line))


def _filled(page: Sequence[str]) -> list[str]:
    return [line for line in page if line.strip()]


def _masked(line: str) -> str:
    return re.sub(r"\d+", "0", line.strip())


def _pdf_blocks(pages: Sequence[list[str]]) -> Iterator[Block]:
    pieces = [
        Block(join_lines(lines), locator=f"page {number}")
        for number, page in enumerate(pages, 1)
        for lines in _pdf_paragraphs(page)
    ]
    counts: Counter[str] = Counter()
    for block in headed(pieces):
        counts[block.locator] += 1
        yield Block(block.text, block.heading, f"{block.locator} ¶{counts[block.locator]}")


def _pdf_paragraphs(page: Sequence[str]) -> Iterator[list[str]]:
    """Lines that flow on: a paragraph ends at a blank, at a short line that ends a sentence, and
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
        re.search(r"\.(?:docx?|pptx?|xlsx?|indd|pdf)\b|^Microsoft |^untitled", title, re.I)
        is not None
    )


def _level(style: str) -> int:
    found = re.match(r"(?:Heading|標題|标题)\s?(\d)$", style)
    return int(found[1]) if found else 0


def _heading(path: dict[int, str]) -> str:
    return " › ".join(path[level] for level in sorted(path))


def _table_rows(table: Any) -> Iterator[str]:
    """A Word table's rows with the names of its columns."""
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows]
    head, *body = rows or [[]]
    for row in body or [head]:
        named = [
            f"{h}: {c}" if h and row is not head else c for h, c in zip(head, row, strict=False)
        ]
        if text := "; ".join(cell for cell in named if cell.strip(": ")):
            yield text
