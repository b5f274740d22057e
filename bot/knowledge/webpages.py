"""The reader of HTML: what a page shows, by blocks and by the rows of its tables.

What a page hides, its scripts and its navigation stay out. Nothing is fetched: links and images
are not followed. A table that only arranges a page (others inside it, or long texts in its cells)
is read as the page's text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.errors import FileError
from bot.knowledge.blocks import Block, Reading, join_lines
from bot.knowledge.tables import Table, table_blocks

__all__ = ["read_html"]

_SPACE = re.compile(r"[ \t\f\v\u00a0]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure hr li main ol p pre section summary table tbody tfoot thead tr ul".split()
)
_LEFT_OUT = frozenset(
    "aside button canvas footer form head header iframe input nav noscript object script select "
    "style svg template textarea".split()
)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")
_LONGEST_CELL = 400
_MOST_COLUMNS = 256


@dataclass(slots=True)
class _Page:
    """The blocks found so far, and what the next ones stand under."""

    blocks: list[Block] = field(default_factory=list)
    heading: str = ""
    tables: int = 0

    def add(self, tag: str, text: str) -> None:
        if tag in _HEADINGS:
            self.heading = text
        else:
            self.blocks.append(Block(text, self.heading))

    def add_table(self, grid: Table) -> None:
        self.tables += 1
        last = self.blocks[-1] if self.blocks else None
        near = last.text if last and last.heading == self.heading and not last.fixed else ""
        table = Table(grid.rows, grid.heads, grid.above or near, repeated=grid.repeated)
        heading = " › ".join(filter(None, (self.heading, grid.above)))
        self.blocks.extend(table_blocks(table, place=f"table {self.tables}", heading=heading))


def read_html(text: str) -> Reading:
    """A page's visible text by blocks, each under the heading above it.

    Raises FileError where it holds no markup that can be read.
    """
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    # A declared encoding no longer applies: the text is decoded.
    plain = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    try:
        page = html.document_fromstring(plain, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise FileError("holds no HTML that can be read; save it as HTML or text") from error
    found = _Page()
    _read(_main_part(page), found)
    titles = page.xpath("//title/text()") or page.xpath("//h1//text()")
    title = _squeezed(str(titles[0])) if titles else ""
    return Reading(tuple(found.blocks), title=title, date=_day(page))


def _main_part(page: Any) -> Any:
    """The longest <main> or <article>, or the whole page; one inside another is not weighed."""
    found = page.xpath("//main | //article[not(ancestor::article) and not(ancestor::main)]")
    return max(found, key=lambda element: len(element.text_content()), default=page)


def _read(root: Any, page: _Page) -> None:
    """Add the blocks below an element, in the order of the page."""
    said: list[str] = []
    holder = ["body"]

    def flush() -> None:
        text = _squeezed("".join(said))
        said.clear()
        if text:
            page.add(holder[-1], text)

    stack = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        if leaving:
            if element.tag in _BLOCKS:
                flush()
                holder.pop()
            elif element.tag in ("td", "th"):
                said.append(" | ")
        elif not _left_out(element):
            if element.tag == "table" and (grid := _grid(element)):
                flush()
                page.add_table(grid)
            else:
                if element.tag in _BLOCKS:
                    flush()
                    holder.append(str(element.tag))
                elif element.tag == "br":
                    said.append("\n")
                said.append(element.text or "")
                stack.append((element, True))
                stack.extend((child, False) for child in reversed(element))
                continue
        if element is not root:
            said.append(element.tail or "")
    flush()


def _grid(table: Any) -> Table | None:
    """A table's cells by rows, merged ones repeated; None for a table that arranges a page."""
    if table.find(".//table") is not None:
        return None
    rows: list[list[str]] = []
    repeated: set[tuple[int, int]] = set()
    heads = 0
    hanging: dict[int, tuple[int, str]] = {}
    for at, line in enumerate(row for row in table.iter("tr") if not _left_out(row)):
        cells: list[str] = []
        marked = True
        for cell in (c for c in line if c.tag in ("td", "th") and not _left_out(c)):
            _take_hanging(cells, hanging)
            text = _visible(cell)
            if len(text) > _LONGEST_CELL:
                return None
            marked = marked and cell.tag == "th"
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for copy in range(min(across, _MOST_COLUMNS - len(cells))):
                if copy:
                    repeated.add((at, len(cells)))
                if down > 1:
                    hanging[len(cells)] = (down - 1, text)
                cells.append(text)
        _take_hanging(cells, hanging)
        in_head = line.getparent().tag == "thead" or (marked and bool(cells))
        heads += in_head and heads == at
        rows.append(cells)
    width = max(map(len, rows), default=0)
    if len(rows) < 2 or width < 2:
        return None
    above = " ".join(_visible(caption) for caption in table.iterchildren("caption"))
    full = [[*cells, *[""] * (width - len(cells))] for cells in rows]
    return Table(full, heads or None, above, repeated=frozenset(repeated))


def _take_hanging(cells: list[str], hanging: dict[int, tuple[int, str]]) -> None:
    """Cells that reach down from rows above into the next columns of this one."""
    while (at := len(cells)) in hanging:
        left, text = hanging.pop(at)
        if left > 1:
            hanging[at] = (left - 1, text)
        cells.append(text)


def _span(cell: Any, name: str) -> int:
    found = re.match(r"\s*\d{1,5}", cell.get(name) or "")
    return min(max(int(found[0]), 1), 10_000) if found else 1


def _visible(element: Any) -> str:
    """The text that an element shows, in one line."""
    said: list[str] = []
    stack = [(element, False)]
    while stack:
        one, leaving = stack.pop()
        if not leaving and not _left_out(one):
            said.append("\n" if one.tag == "br" or one.tag in _BLOCKS else "")
            said.append(one.text or "")
            stack.append((one, True))
            stack.extend((child, False) for child in reversed(one))
        elif one is not element:
            said.append(one.tail or "")
    return _squeezed("".join(said))


def _left_out(element: Any) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _LEFT_OUT
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDING_STYLE.search((element.get("style") or "").lower()) is not None
    )


def _squeezed(text: str) -> str:
    """Text as a browser flows it: runs of blanks are one, no blank between Chinese lines."""
    lines = [_SPACE.sub(" ", line).strip() for line in text.split("\n")]
    return join_lines([line for line in lines if line]).strip(" |")


def _day(page: Any) -> str:
    for value in page.xpath(
        "//meta[contains(@property, 'published_time') or @name='date' or @itemprop='datePublished']"
        "/@content | //time/@datetime"
    ):
        if found := _DATE.match(str(value)):
            return found.group()
    return ""
