"""bot.knowledge.sheets: CSV files and workbooks."""

from __future__ import annotations

import datetime

import openpyxl
import pytest

from bot.knowledge.sheets import _figure
from tests.file_parts import texts, write


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path, delimiter):
    """Each row names its columns; the place is the row of the file."""
    rows = [["Period", "RPO", "Note"], ["FY26 Q2", "523", "a, b"], ["", "", ""], ["FY26 Q1", "455"]]
    shown = "\n".join(delimiter.join(f'"{c}"' for c in row) for row in rows)
    assert texts(write(tmp_path, "a.csv", shown)) == [
        ("", "Period: FY26 Q2; RPO: 523; Note: a, b", "row 2"),
        ("", "Period: FY26 Q1; RPO: 455", "row 4"),
    ]


def test_csv_without_a_head(tmp_path):
    """Rows of figures only are shown as they are."""
    assert texts(write(tmp_path, "a.csv", "1,2\n3,4\n")) == [
        ("", "1; 2", "row 1"),
        ("", "3; 4", "row 2"),
    ]


def test_xlsx(tmp_path):
    """Sheets by rows, figures as they are shown: percent, dates, whole numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "甲骨文"
    sheet.append(["Day", "RPO", "Growth", "Note"])
    sheet.append([datetime.date(2025, 11, 30), 523, 4.38, None])
    sheet.append([datetime.datetime(2025, 8, 31, 12, 30), 455.5, 0.125, True])
    sheet["C2"].number_format = sheet["C3"].number_format = "0.0%"
    book.create_sheet("Empty")
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert texts(path) == [
        ("甲骨文", "Day: 2025-11-30; RPO: 523; Growth: 438%", "甲骨文 table 1 row 2"),
        (
            "甲骨文",
            "Day: 2025-08-31 12:30:00; RPO: 455.5; Growth: 12.5%; Note: True",
            "甲骨文 table 1 row 3",
        ),
    ]


def test_csv_with_a_title_and_two_tables(tmp_path):
    """Titles head their table; after an empty row, words begin another table."""
    path = write(
        tmp_path,
        "a.csv",
        "Sales\n(in NT$ millions)\n\nLine,Q2\nCloud,7\n\nShips,3\n\nPort,Calls\nOsaka,4\n",
    )
    assert texts(path) == [
        ("Sales", "Line: Cloud; Q2: NT$7 million", "row 5"),
        ("Sales", "Line: Ships; Q2: NT$3 million", "row 7"),
        ("", "Port: Osaka; Calls: 4", "row 10"),
    ]


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (16058, "#,##0", "16,058"),
        (16058, "General", "16058"),
        (-16058.5, "#,##0.00", "-16,058.5"),
        (16058, '"$"#,##0', "$16,058"),
        (16058, "$#,##0", "$16,058"),
        (16058, "[$NT$-404]#,##0", "NT$16,058"),
        (5.2, "[$EUR] 0.0", "EUR 5.2"),
        (0.1 + 0.2, "General", "0.3"),
        (1e21, "General", "1000000000000000000000"),
        (0.125, "0%", "12.5%"),
    ],
)
def test_figures_are_shown_as_the_sheet_shows_them(value, number_format, shown):
    """Thousands, currency and percent come from the format, digits from the value."""
    assert _figure(value, number_format) == shown


def test_two_tables_of_a_sheet(tmp_path):
    """Each has its number; rows keep those of the sheet."""
    book = openpyxl.Workbook()
    for row in (["Line", "Q2"], ["Cloud", 7], [], ["Port", "Calls"], ["Osaka", 4]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    places = [place for *_, place in texts(tmp_path / "a.xlsx")]
    assert places == ["Sheet table 1 row 2", "Sheet table 2 row 5"]
