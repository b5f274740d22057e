"""bot.knowledge.office: Word and PowerPoint files."""

from __future__ import annotations

import docx

from tests.file_parts import read, texts


def test_docx(tmp_path):
    """Paragraphs under the path of headings, tables by rows with their columns' names."""
    document = docx.Document()
    document.add_heading("The title", 0)
    document.add_heading("Part", 1)
    document.add_paragraph("Oracle grew.")
    document.add_heading("Detail", 2)
    document.add_paragraph("   ")
    table = document.add_table(2, 2)
    for cell, text in zip(
        [c for r in table.rows for c in r.cells], ["Year", "RPO", "2025", "523"], strict=True
    ):
        cell.text = text
    document.add_paragraph("甲骨文成長。")
    path = tmp_path / "a.docx"
    document.save(str(path))
    assert texts(path) == [
        ("Part", "Oracle grew.", "¶1"),
        ("Part › Detail", "Year: 2025; RPO: 523", "table 1 row 2"),
        ("Part › Detail", "甲骨文成長。", "¶2"),
    ]
    assert read(path)[0].source.title == "The title"
