"""Readers of Word and PowerPoint files: paragraphs under their headings, tables by rows.

A slide's title heads what stands on it, its notes included; charts give their figures as tables.
Hidden slides, comments, headers and footers stay out. Pictures are not recognised, and files
inside the file are not opened.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.errors import FileError
from bot.knowledge.blocks import Block, Reading
from bot.knowledge.tables import Table, table_blocks

__all__ = ["read_docx", "read_pptx"]

_NESTED = 8
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_BROKEN = (zipfile.BadZipFile, KeyError, ValueError, OSError, AttributeError, TypeError, IndexError)


def read_docx(path: Path) -> Reading:
    """A Word file by paragraphs and table rows. Raises FileError where it cannot be opened."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table as WordTable
    from lxml import etree  # type: ignore[import-untyped]

    blocks: list[Block] = []
    path_of: dict[int, str] = {}
    title, tables = "", 0
    try:
        document = docx.Document(str(path))
        for item in document.iter_inner_content():
            heading = _heading(path_of)
            if isinstance(item, WordTable):
                above = blocks[-1].text if blocks and blocks[-1].heading == heading else ""
                for table in _word_tables(item, above):
                    tables += 1
                    blocks.extend(table_blocks(table, place=f"table {tables}", heading=heading))
                continue
            text, style = item.text.strip(), item.style.style_id if item.style else ""
            level = _level(style)
            if text and style == "Title" and not title:
                title = text
            elif text and level:
                path_of = {at: name for at, name in path_of.items() if at < level} | {level: text}
            elif text:
                blocks.append(Block(text, heading))
        title = title or str(document.core_properties.title or "")
    except (PackageNotFoundError, etree.LxmlError, *_BROKEN) as error:
        raise FileError("is no Word file that can be opened; save it as .docx") from error
    return Reading(tuple(blocks), title=title)


def read_pptx(path: Path) -> Reading:
    """A presentation by slides. Raises FileError where it cannot be opened."""
    import pptx
    from lxml import etree
    from pptx.exc import PythonPptxError

    blocks: list[Block] = []
    try:
        slides = pptx.Presentation(str(path))
        for number, slide in enumerate(slides.slides, 1):
            if slide.element.get("show") != "0":
                blocks.extend(_slide(slide, f"slide {number}"))
        title = str(slides.core_properties.title or "")
    except (PythonPptxError, etree.LxmlError, *_BROKEN) as error:
        raise FileError("is no PowerPoint file that can be opened; save it as .pptx") from error
    if not blocks:
        raise FileError("is a presentation without text, perhaps of pictures only")
    first = "" if title in ("", "PowerPoint Presentation") else title
    return Reading(tuple(blocks), title=first or blocks[0].heading)


def _word_tables(table: Any, above: str, depth: int = 0) -> Iterator[Table]:
    """A Word table, and those that stand in its cells."""
    rows: list[list[str]] = []
    repeated: set[tuple[int, int]] = set()
    heads = 0
    inner: list[Any] = []
    for at, row in enumerate(table.rows):
        cells = row.cells
        for c, cell in enumerate(cells):
            if c and cell._tc is cells[c - 1]._tc:
                repeated.add((at, c))
            elif not (rows and c < len(rows[-1]) and _continues(cell)):
                inner.extend(cell.tables)
        marked = row._tr.trPr is not None and row._tr.trPr.find(f"{{{_W}}}tblHeader") is not None
        heads += marked and heads == at
        rows.append([cell.text.strip() for cell in cells])
    yield Table(rows, heads or None, above, repeated=frozenset(repeated))
    for one in inner if depth < _NESTED else ():
        yield from _word_tables(one, "", depth + 1)


def _continues(cell: Any) -> bool:
    """Whether a cell is the lower part of a merged one, which was read above."""
    return getattr(cell._tc, "vMerge", None) == "continue"


def _slide(slide: Any, place: str) -> Iterator[Block]:
    """What a slide says, in the order of its shapes, then its notes."""
    shown = slide.shapes.title
    title = " ".join(shown.text_frame.text.split()) if shown is not None else ""
    counts: Counter[str] = Counter()
    blocks: list[Block] = []
    for shape in _shapes(slide.shapes):
        if title and shape.shape_id == shown.shape_id:
            continue
        if getattr(shape, "has_text_frame", False):
            for paragraph in shape.text_frame.paragraphs:
                if text := " ".join(paragraph.text.split()):
                    counts["¶"] += 1
                    blocks.append(Block(text, title, f"{place} ¶{counts['¶']}"))
            continue
        table = _shape_table(shape)
        if table is not None:
            counts["table"] += 1
            above = table.above or (blocks[-1].text if blocks and not blocks[-1].fixed else "")
            told = Table(table.rows, table.heads, above, repeated=table.repeated)
            named = " › ".join(filter(None, (title, table.above)))
            at = f"{place} table {counts['table']}"
            blocks.extend(table_blocks(told, place=at, heading=named))
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        for paragraph in slide.notes_slide.notes_text_frame.paragraphs:
            if text := " ".join(paragraph.text.split()):
                counts["notes"] += 1
                blocks.append(Block(text, title, f"{place} notes ¶{counts['notes']}"))
    # A slide of a title alone still says it.
    yield from blocks or ([Block(title, "", place)] if title else [])


def _shapes(shapes: Any, depth: int = 0) -> Iterator[Any]:
    """The shapes of a slide, those of groups too."""
    for shape in shapes:
        if hasattr(shape, "shapes"):
            if depth < _NESTED:
                yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _shape_table(shape: Any) -> Table | None:
    """The table that a shape holds, or a chart's categories and series as one."""
    if getattr(shape, "has_table", False):
        rows, repeated = [], set()
        for at, row in enumerate(shape.table.rows):
            cells: list[str] = []
            for c, cell in enumerate(row.cells):
                spanned = cell.is_spanned and c > 0
                if spanned:
                    repeated.add((at, c))
                cells.append(cells[-1] if spanned else " ".join(cell.text.split()))
            rows.append(cells)
        heads = 1 if shape.table.first_row and len(rows) > 1 else None
        return Table(rows, heads, repeated=frozenset(repeated))
    if getattr(shape, "has_chart", False):
        return _chart_table(shape.chart)
    return None


def _chart_table(chart: Any) -> Table | None:
    plots = list(chart.plots)
    if not plots:
        return None
    categories = [str(category) for category in plots[0].categories]
    series = [one for plot in plots for one in plot.series]
    head = ["", *(str(one.name) for one in series)]
    body = [
        [name, *(_value(one.values[at]) if at < len(one.values) else "" for one in series)]
        for at, name in enumerate(categories)
    ]
    titled = chart.has_title and chart.chart_title.has_text_frame
    above = " ".join(chart.chart_title.text_frame.text.split()) if titled else ""
    return Table([head, *body], 1, above) if body else None


def _value(value: float | None) -> str:
    return "" if value is None else repr(value).removesuffix(".0")


def _level(style: str) -> int:
    found = re.match(r"(?:Heading|標題|标题)\s?(\d)$", style)
    return int(found[1]) if found else 0


def _heading(path: dict[int, str]) -> str:
    return " › ".join(path[level] for level in sorted(path))
