"""bot.knowledge.tables: rows that name their columns, wherever they were read."""

from __future__ import annotations

import pytest

from bot.knowledge.tables import LONGEST_ROW, Table, continued, is_figure, table_blocks
from bot.language.quantities import read_quantities
from tests.document_parts import WRITERS, Grid
from tests.file_parts import texts, write

FIGURES = [["Cloud", "7", "5"], ["Ships", "3", "(2)"]]


def said(rows, **more):
    return [block.text for block in table_blocks(Table(rows, **more))]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["Line", "Q2", "Q1"], *FIGURES],
            ["Line: Cloud; Q2: 7; Q1: 5", "Line: Ships; Q2: 3; Q1: -2"],
        ),
        ([["", "2025", "2024"], *FIGURES], ["Cloud; 2025: 7; 2024: 5", "Ships; 2025: 3; 2024: -2"]),
        (FIGURES, ["Cloud; 7; 5", "Ships; 3; -2"]),
        (
            [["", "Half year", ""], ["Line", "2025", "2024"], *FIGURES[:1]],
            ["Line: Cloud; Half year 2025: 7; Half year 2024: 5"],
        ),
        (
            [["", "Sea", "Air"], ["", "2025", "2025"], *FIGURES[:1]],
            ["Cloud; Sea 2025: 7; Air 2025: 5"],
        ),
        (
            [["Line", "Change", "Rate"], ["", "in %", ""], *FIGURES[:1]],
            ["Line: Cloud; Change in %: 7; Rate: 5"],
        ),
        (
            [["Line", "Note"], ["Cloud", "grows"], ["Ships", "wait"]],
            ["Line: Cloud; Note: grows", "Line: Ships; Note: wait"],
        ),
        (
            [["Line", "Founded"], ["Cloud", "2019"], ["Ships", "1987"]],
            ["Line: Cloud; Founded: 2019", "Line: Ships; Founded: 1987"],
        ),
        (
            [["Year", "Sales"], ["2025", "7"], ["2024", "5"]],
            ["Year: 2025; Sales: 7", "Year: 2024; Sales: 5"],
        ),
        ([["Line", "Q2"]], ["Line; Q2"]),
        ([["1", "2"], ["3", "4"]], ["1; 2", "3; 4"]),
        (
            [
                ["Line", "", "Q2", ""],
                ["Cloud", "$", "7", ""],
                ["Ships", "", "(3", ")"],
                ["Ore", "", "4", "%"],
            ],
            ["Line: Cloud; Q2: $7", "Line: Ships; Q2: -3", "Line: Ore; Q2: 4%"],
        ),
        ([], []),
        ([["", ""]], []),
    ],
)
def test_rows_name_their_columns(rows, expected):
    """One row of heads or several, none, years as heads, signs in cells of their own."""
    assert said(rows) == expected


def test_labels_alone_head_the_rows_below():
    """A section reaches to its total; sections directly under one another stand together."""
    rows = [
        ["", "Q2"],
        ["Assets", ""],
        ["Current:", ""],
        ["Cash", "5"],
        ["Total assets", "9"],
        ["Equity", "4"],
        ["Debts", ""],
        ["Loans", "3"],
        ["Note", ""],
    ]
    found = [(b.heading, b.text, b.locator) for b in table_blocks(Table(rows), heading="H")]
    assert found == [
        ("H › Assets › Current", "Cash; Q2: 5", "row 4"),
        ("H › Assets › Current", "Total assets; Q2: 9", "row 5"),
        ("H", "Equity; Q2: 4", "row 6"),
        ("H › Debts", "Loans; Q2: 3", "row 8"),
        ("H › Debts", "Note", "row 9"),
    ]


def test_titles_above_the_heads_are_headings():
    """What a title says of the figures goes into them; the other titles stay."""
    rows = [["Results", ""], ["(in $ millions)", ""], ["", ""], ["Line", "Q2"], ["Cloud", "7"]]
    (block,) = table_blocks(Table(rows), place="table 3", heading="Part")
    assert (block.heading, block.text, block.locator) == (
        "Part › Results",
        "Line: Cloud; Q2: $7 million",
        "table 3 row 5",
    )


def test_very_long_rows_are_cut_between_cells():
    """Each part begins with the row's label and is no longer than a passage should be."""
    rows = [["Line", *(f"Column {n}" for n in range(80))], ["Cloud", *(str(n) for n in range(80))]]
    blocks = list(table_blocks(Table(rows), place="table 1"))
    assert len(blocks) > 1
    assert all(b.text.startswith("Line: Cloud; ") for b in blocks)
    assert max(len(b.text) for b in blocks) <= LONGEST_ROW
    assert [b.locator for b in blocks][:2] == ["table 1 row 2 (1)", "table 1 row 2 (2)"]
    cells = [c for b in blocks for c in b.text.split("; ")[1:]]
    assert cells == [f"Column {n}: {n}" for n in range(80)]


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("5,200", True),
        ("(5,200)", True),
        ("$16.1", True),
        ("-3%", True),
        ("5", True),
        ("2025", False),
        ("FY2026", False),
        ("Q2", False),
        ("12 ships", False),
        ("", False),
    ],
)
def test_what_a_figure_is(cell, figure):
    """A year alone is none."""
    assert is_figure(cell) is figure


def test_a_table_that_goes_on_elsewhere():
    """It takes heads and caption where its columns are the same, and keeps its own heads else."""
    first = Table([["Line", "Q2"], ["Cloud", "7"]], above="(in $ millions)")
    assert said_of(continued(Table([["Ships", "3"]]), first)) == ["Line: Ships; Q2: $3 million"]
    assert said_of(continued(Table([["Line", "Q2"], ["Ships", "3"]]), first)) == [
        "Line: Ships; Q2: $3 million"
    ]
    for other in (Table([["Ships", "3", "4"]]), Table([["Port", "Calls"], ["Osaka", "3"]])):
        assert continued(other, first) is other


def said_of(table):
    return [block.text for block in table_blocks(table)]


GRID = Grid(
    "Results",
    "(US$ in millions, except per share data)",
    [["", "Three months ended", ""], ["Line", "2025", "2024"]],
    [
        ["Cloud", "7,977", "5,937"],
        ["Earnings per share", "2.10", "1.10"],
        ["Growth, %", "34", "12"],
    ],
)
SINGLE = [["Line", "Three months ended 2025", "Three months ended 2024"]]


@pytest.mark.parametrize("suffix", WRITERS)
def test_every_format_gives_the_same_rows(tmp_path, suffix):
    """The same table, written in each format, says the same and says where it stands."""
    path = tmp_path / f"a{suffix}"
    WRITERS[suffix](path, GRID)
    rows = [(text, place) for _, text, place in texts(path) if "row" in place]
    head = "Three months ended"
    assert [text for text, _ in rows] == [
        f"Line: Cloud; {head} 2025: US$7,977 million; {head} 2024: US$5,937 million",
        f"Line: Earnings per share; {head} 2025: {'2.1' if suffix == '.xlsx' else '2.10'}; "
        f"{head} 2024: {'1.1' if suffix == '.xlsx' else '1.10'}",
        f"Line: Growth, %; {head} 2025: 34; {head} 2024: 12",
    ]
    amounts = [q for q in read_quantities(rows[0][0]) if q.unit == "USD"]
    assert [int(q.value) for q in amounts] == [7_977_000_000, 5_937_000_000]
    places = {
        ".csv": "row 5",
        ".xlsx": "Results table 1 row 5",
        ".docx": "table 1 row 3",
        ".html": "table 1 row 3",
        ".md": "table 1 row 2",
        ".pptx": "slide 1 table 1 row 3",
        ".epub": "chapter 1 table 1 row 3",
        ".pdf": "page 1 table 1 row 4",
    }
    assert rows[0][1] == places[suffix]


def test_tables_are_numbered_in_their_document(tmp_path):
    """Each has its number, each row its own."""
    table = "<table><tr><th>A</th><th>B</th></tr><tr><td>x</td><td>1</td></tr></table>"
    path = write(tmp_path, "a.html", f"<p>Words.</p>{table}<p>More.</p>{table}")
    assert [place for *_, place in texts(path)] == ["¶1", "table 1 row 2", "¶2", "table 2 row 2"]
