"""Writes a brief as a Word document with python-docx, the languages side by side in tables.

The library is optional and imported here only. Text goes in as text, so there is nothing to
escape; links are written out, not made clickable.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from bot.brief.pages import Brief, BriefRow, by_source, described, link_of, with_markers
from bot.brief.wording import Twin
from bot.errors import InputError

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

__all__ = ["to_docx"]

_LANGS = ("zh-TW", "en")
_LATIN, _HAN = "Segoe UI", "Microsoft JhengHei"


def to_docx(brief: Brief) -> bytes:
    """The brief as a .docx file. Raises InputError where python-docx is not installed."""
    try:
        import docx
    except ImportError as error:
        raise InputError(
            "format docx needs the library python-docx, which is not installed; "
            "run: pip install python-docx"
        ) from error
    document = docx.Document()
    _set_up(document, brief)
    labels = brief.labels
    document.add_heading(brief.title["zh-TW"], level=0)
    document.add_paragraph(brief.title["en"], style="Subtitle")
    for lang in _LANGS:
        document.add_paragraph(brief.as_of_text[lang])
    _add_rows(document, labels["lead"], brief.lead, brief)
    for section in brief.sections:
        _add_rows(document, section.heading, section.rows, brief)
    _add_figures(document, brief)
    _add_checks(document, brief)
    if brief.later:
        _add_rows(document, labels["later"], brief.later, brief)
    _add_sources(document, brief)
    for text in (brief.made, labels["advice"]):
        for lang in _LANGS:
            _small(document.add_paragraph(text[lang]))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: Document, brief: Brief) -> None:
    """A4, fonts that have both scripts, and the title in the file's own description."""
    from docx.oxml.ns import qn
    from docx.shared import Mm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(18)
    section.top_margin = section.bottom_margin = Mm(18)
    for name in ("Normal", "Title", "Subtitle", "Heading 1"):
        style: Any = document.styles[name]
        style.font.name = _LATIN
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{kind}"), None)  # a theme font would win over the named one
        fonts.set(qn("w:eastAsia"), _HAN)
        fonts.set(qn("w:hAnsi"), _LATIN)
    document.styles["Normal"].font.size = Pt(10)
    document.styles["Title"].font.size = Pt(22)
    document.core_properties.title = f"{brief.title['zh-TW']} / {brief.title['en']}"
    document.core_properties.author = "LoopLens"


def _add_heading(document: Document, heading: Twin) -> None:
    document.add_heading(f"{heading['zh-TW']}  {heading['en']}", level=1)


def _add_rows(document: Document, heading: Twin, rows: Iterable[BriefRow], brief: Brief) -> None:
    _add_heading(document, heading)
    shown = [[with_markers(row.text[lang], row.markers) for lang in _LANGS] for row in rows]
    _add_table(document, [[brief.labels["language"][lang] for lang in _LANGS], *shown])


def _add_figures(document: Document, brief: Brief) -> None:
    if not brief.figures:
        return
    _add_heading(document, brief.labels["figures"])
    head = [_both(brief.labels[k]) for k in ("item", "figure", "period", "status", "citation")]
    shown = [
        [_both(f.name), _both(f.figure), _both(f.period), _both(f.status_text), f"[{f.marker}]"]
        for f in brief.figures
    ]
    _add_table(document, [head, *shown], widths=(58, 42, 36, 26, 12))


def _add_checks(document: Document, brief: Brief) -> None:
    if not brief.checks:
        return
    _add_heading(document, brief.labels["checks"])
    if any(brief.checks_counted.values()):
        document.add_paragraph(_both(brief.checks_counted))
    rows = [[brief.labels["language"][lang] for lang in _LANGS]]
    for check in brief.checks:
        rows.append(
            [
                "\n".join(
                    (
                        check.heading[lang],
                        check.claim[lang],
                        f"▸ {check.verdict_text[lang]}",
                        with_markers(check.reason[lang], check.markers),
                    )
                )
                for lang in _LANGS
            ]
        )
    _add_table(document, rows)


def _add_sources(document: Document, brief: Brief) -> None:
    _add_heading(document, brief.labels["sources"])
    document.add_paragraph(_both(brief.labels["summaries"]))
    for citations in by_source(brief.citations):
        first = citations[0]
        label = _both(brief.labels[first.text_kind], " / ")
        places = "; ".join(
            f"[{c.marker}] {c.locator} ({_both(c.status_text, ' / ')})" for c in citations
        )
        line = f"{described(first)}; {label} {link_of(first)}".rstrip()
        _small(document.add_paragraph(f"{line}\n{places}"))


def _both(text: Twin, joint: str = "\n") -> str:
    return joint.join(dict.fromkeys(text[lang] for lang in _LANGS))


def _add_table(
    document: Document, rows: Sequence[Sequence[str]], widths: Sequence[int] = (87, 87)
) -> None:
    from docx.shared import Mm

    table = document.add_table(rows=0, cols=len(widths), style="Light Grid Accent 1")
    table.autofit = False
    for number, row in enumerate(rows):
        cells = table.add_row().cells
        for cell, text, width in zip(cells, row, widths, strict=True):
            cell.width = Mm(width)
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Mm(1)
            run = paragraph.add_run(text)
            run.bold = number == 0


def _small(paragraph: Paragraph) -> None:
    from docx.shared import Mm, Pt

    paragraph.paragraph_format.space_after = Mm(1)
    for run in paragraph.runs:
        run.font.size = Pt(8.5)
