"""bot.knowledge.office: Word and PowerPoint files."""

from __future__ import annotations

import docx
import pptx
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from tests.file_parts import read, refusal, texts


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


def saved(folder, name, document):
    path = folder / name
    document.save(str(path))
    return path


def test_tables_of_word(tmp_path):
    """Merged cells, heads that are marked, tables inside cells, a caption above."""
    document = docx.Document()
    document.add_paragraph("Sales ($ in millions)")
    table = document.add_table(4, 3)
    rows = [
        ["", "Half year", ""],
        ["Line", "2025", "2024"],
        ["Cloud", "7", "5"],
        ["Ships", "3", "2"],
    ]
    for line, row in zip(table.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    table.cell(0, 1).merge(table.cell(0, 2))
    inner = table.cell(3, 0).add_table(2, 2)
    for cell, text in zip(inner._cells, ["Ship", "Tons", "Rose", "40"], strict=True):
        cell.text = text
    assert [(text, place) for _, text, place in texts(saved(tmp_path, "a.docx", document))] == [
        ("Sales ($ in millions)", "¶1"),
        ("Line: Cloud; Half year 2025: $7 million; Half year 2024: $5 million", "table 1 row 3"),
        ("Line: Ships; Half year 2025: $3 million; Half year 2024: $2 million", "table 1 row 4"),
        ("Ship: Rose; Tons: 40", "table 2 row 2"),
    ]


def test_pptx(tmp_path):
    """Slides with their titles, texts in groups, tables, charts and notes; each has its place."""
    show = pptx.Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "Results"
    first.placeholders[1].text_frame.text = "Revenue grew.\nCosts fell."
    first.notes_slide.notes_text_frame.text = "Say it slowly."
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "Lines"
    grouped = second.shapes.add_group_shape().shapes.add_textbox(0, 0, 9, 9)
    grouped.text_frame.text = "(US$ in millions)"
    table = second.shapes.add_table(2, 2, 0, 0, 9, 9).table
    for at, text in enumerate(["Line", "2025", "Cloud", "7"]):
        table.cell(at // 2, at % 2).text = text
    data = CategoryChartData()
    data.categories = ["2024", "2025"]
    data.add_series("Backlog", (97.3, 523))
    second.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 9, 9, data)
    show.slides.add_slide(show.slide_layouts[5]).shapes.title.text = "Thank you"
    path = saved(tmp_path, "a.pptx", show)
    assert texts(path) == [
        ("Results", "Revenue grew.", "slide 1 ¶1"),
        ("Results", "Costs fell.", "slide 1 ¶2"),
        ("Results", "Say it slowly.", "slide 1 notes ¶1"),
        ("Lines", "(US$ in millions)", "slide 2 ¶1"),
        ("Lines", "Line: Cloud; 2025: US$7 million", "slide 2 table 1 row 2"),
        ("Lines", "2024; Backlog: 97.3", "slide 2 table 2 row 2"),
        ("Lines", "2025; Backlog: 523", "slide 2 table 2 row 3"),
        ("", "Thank you", "slide 3"),
    ]
    assert read(path)[0].source.title == "Results"


def test_pictures_only_are_refused(tmp_path):
    """A presentation that says nothing."""
    show = pptx.Presentation()
    show.slides.add_slide(show.slide_layouts[6])
    assert "without text" in refusal(saved(tmp_path, "a.pptx", show))
