"""Writes real files of each format with given paragraphs and tables, for tests and measurements."""

from __future__ import annotations

import csv
import html
import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Grid:
    """A table to be written: what stands above it, its head rows, its rows."""

    title: str
    caption: str
    heads: Rows
    rows: Rows

    @property
    def all(self) -> list[list[str]]:
        return [list(row) for row in (*self.heads, *self.rows)]


def write_csv(path: Path, grid: Grid) -> None:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([[grid.title], *([[grid.caption]] if grid.caption else []), *grid.all])
    path.write_text(text.getvalue(), encoding="utf-8")


def write_markdown(path: Path, grid: Grid) -> None:
    # Markdown tables have one head row: several are joined.
    spread = [
        [c or (row[at - 1] if at > 1 else "") for at, c in enumerate(row)] for row in grid.heads
    ]
    joined = [" ".join(dict.fromkeys(filter(None, some))) for some in zip(*spread, strict=True)]
    lines = [f"# {grid.title}", "", grid.caption, ""]
    lines += [f"| {' | '.join(row)} |" for row in (joined, ["---"] * len(joined), *grid.rows)]
    path.write_text("\n".join(lines), encoding="utf-8")


def html_table(grid: Grid) -> str:
    def line(row: Sequence[str], tag: str) -> str:
        return "<tr>" + "".join(f"<{tag}>{html.escape(c)}</{tag}>" for c in row) + "</tr>"

    heads = "".join(line(row, "th") for row in grid.heads)
    body = "".join(line(row, "td") for row in grid.rows)
    return f"<p>{html.escape(grid.caption)}</p><table>{heads}{body}</table>"


def html_page(grid: Grid) -> str:
    title = html.escape(grid.title)
    return f"<title>{title}</title><h1>{title}</h1>{html_table(grid)}"


def write_html(path: Path, grid: Grid) -> None:
    path.write_text(html_page(grid), encoding="utf-8")


def write_xlsx(path: Path, grid: Grid) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = grid.title[:31]
    for row in ([grid.caption], []) if grid.caption else ():
        sheet.append(row)
    for row in grid.all:
        sheet.append([_number(cell) for cell in row])
    for row in sheet.iter_rows(min_row=sheet.max_row - len(grid.rows) + 1):
        for cell in row:
            if isinstance(cell.value, (int, float)):
                cell.number_format = "#,##0.##" if cell.value >= 1000 else "General"
    book.save(path)


def _number(cell: str) -> str | float | int:
    plain = cell.replace(",", "")
    try:
        return int(plain) if plain.lstrip("-").isdigit() else float(plain)
    except ValueError:
        return cell


def write_docx(path: Path, grid: Grid) -> None:
    import docx

    document = docx.Document()
    document.add_heading(grid.title, 1)
    if grid.caption:
        document.add_paragraph(grid.caption)
    rows = grid.all
    table = document.add_table(len(rows), len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    document.save(str(path))


def write_pptx(path: Path, grid: Grid) -> None:
    import pptx
    from pptx.util import Inches

    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = grid.title
    if grid.caption:
        box = slide.shapes.add_textbox(Inches(1), Inches(1), Inches(8), Inches(1))
        box.text_frame.text = grid.caption
    rows = grid.all
    place = Inches(1), Inches(2), Inches(8), Inches(4)
    table = slide.shapes.add_table(len(rows), len(rows[0]), *place).table
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    show.save(str(path))


def write_epub(path: Path, grid: Grid) -> None:
    save_epub(path, [html_page(grid)], title=grid.title)


def write_pdf(path: Path, grid: Grid, *, ruled: bool = False) -> None:
    from reportlab.platypus import Paragraph, Spacer, Table

    style = _pdf_style()
    font = style.fontName
    rules = [("GRID", (0, 0), (-1, -1), 0.5, "black")] if ruled else []
    # A blank head belongs to the one on its left, as in sheets with merged cells.
    wide = [("SPAN", (1, at), (-1, at)) for at, row in enumerate(grid.heads) if not any(row[2:])]
    marks = [
        ("FONT", (0, 0), (-1, -1), font, 9),
        ("ALIGN", (1, 0), (-1, -1), "RIGHT"),
        *rules,
        *wide,
    ]
    table = Table(grid.all, style=marks, repeatRows=len(grid.heads))
    told = [Paragraph(html.escape(grid.title), style), Spacer(1, 14)]
    if grid.caption:
        told += [Paragraph(html.escape(grid.caption), style), Spacer(1, 4)]
    save_pdf(path, [*told, table])


def save_pdf(path: Path, story: list[object], **options: object) -> None:
    """Write what reportlab lays out; `options` go to its document (title, encrypt …)."""
    from reportlab.platypus import SimpleDocTemplate

    SimpleDocTemplate(str(path), **options).build(story)


def _pdf_style() -> object:
    """Body text in a font that every PDF reader has for Chinese: no font file is needed."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont("MSung-Light"))
    return ParagraphStyle("body", fontName="MSung-Light", fontSize=10, leading=14, wordWrap="CJK")


PACKAGE = """<?xml version="1.0"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title>
<dc:date>2025-11-30</dc:date><dc:identifier id="id">x</dc:identifier></metadata>
<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
{items}</manifest><spine><itemref idref="nav"/>{spine}</spine></package>"""
CONTAINER = """<?xml version="1.0"?><container version="1.0"
xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>"""


def save_epub(path: Path, chapters: Sequence[str], *, title: str = "A book", **more: str) -> None:
    """Write a book of these chapters' HTML; `more` are further parts or other texts for parts."""
    names = [f"c{n}" for n in range(1, len(chapters) + 1)]
    items = "".join(
        f'<item id="{n}" href="text/{n}.xhtml" media-type="application/xhtml+xml"/>' for n in names
    )
    spine = "".join(f'<itemref idref="{n}"/>' for n in names)
    parts = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OPS/book.opf": PACKAGE.format(title=html.escape(title), items=items, spine=spine),
        "OPS/nav.xhtml": "<html><body><p>Contents</p></body></html>",
    }
    parts |= {f"OPS/text/{n}.xhtml": text for n, text in zip(names, chapters, strict=True)}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (parts | more).items():
            archive.writestr(name, text)


WRITERS: dict[str, Callable[[Path, Grid], None]] = {
    ".csv": write_csv,
    ".xlsx": write_xlsx,
    ".docx": write_docx,
    ".html": write_html,
    ".pdf": write_pdf,
    ".md": write_markdown,
    ".pptx": write_pptx,
    ".epub": write_epub,
}
