"""bot.knowledge.pdf: text and tables of PDF files."""

from __future__ import annotations

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Image as Picture
from reportlab.platypus import PageBreak, Paragraph, Spacer, Table

from bot.knowledge.files import read_source_files
from bot.knowledge.pdf_layout import _text
from tests.document_parts import save_pdf
from tests.file_parts import read, refusal, texts, write


def pdf(*pages: list[str], title: str = "") -> bytes:
    """A plain PDF with the lines of each page in Helvetica, one under the other."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 "]
    objects[2] += "/BaseFont /Helvetica >>"
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj 0 -14 Td " for line in lines)
        stream = f"BT /F1 12 Tf 72 720 Td {shown}ET"
        kids.append(f"{len(objects) + 1} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {len(objects) + 2} 0 R"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    objects.append(f"<< /Title ({title}) >>")
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    return (
        out
        + (
            f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size "
            f"{len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n"
            f"{len(out)}\n%%EOF"
        ).encode()
    )


LINES = [
    "Evergreen Quarterly",
    "Results",
    "The line carried more boxes in the third quarter than in any before it, and",
    "it hired more ships to do so. Freight rates fell.",
    "Outlook for the year ahead is that rates will fall further, as many invest-",
    "ments in new ships come to an end.",
    "Page 1 of 3",
]


def test_pdf(tmp_path):
    """Lines become paragraphs again; running heads and page numbers go; the place is the page."""
    pages = [
        [*LINES[:-1], f"Page {number} of 3"]
        if number == 1
        else [
            LINES[0],
            f"A sentence of page {number}, which is a line of its own and ends here.",
            "2",
        ]
        for number in (1, 2, 3)
    ]
    path = write(tmp_path, "a.pdf", pdf(*pages, title="Quarterly results"))
    assert texts(path) == [
        (
            "Results",
            "The line carried more boxes in the third quarter than in any before it, and it hired "
            "more ships to do so. Freight rates fell.",
            "page 1 ¶1",
        ),
        (
            "Results",
            "Outlook for the year ahead is that rates will fall further, as many investments in "
            "new ships come to an end.",
            "page 1 ¶2",
        ),
        (
            "Results",
            "A sentence of page 2, which is a line of its own and ends here.",
            "page 2 ¶1",
        ),
        (
            "Results",
            "A sentence of page 3, which is a line of its own and ends here.",
            "page 3 ¶1",
        ),
    ]
    assert read(path)[0].source.title == "Quarterly results"


@pytest.mark.parametrize("title", ["report.docx", "Microsoft Word - x", "Untitled", ""])
def test_a_file_name_is_no_title(tmp_path, title):
    """What programs write as title is not taken for one."""
    path = write(tmp_path, "quarterly.pdf", pdf(["Some text that stands here."], title=title))
    assert read(path)[0].source.title == "quarterly"


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("11/22/26, 9:02 AM Title", ""),
        ("https://x.example/a?b 1/3", ""),
        ("file:///a.html 1/3", ""),
        ("- 12 -", ""),
        ("Page 12", ""),
        ("12 ships sailed.", "12 ships sailed."),
    ],
)
def test_what_browsers_print_around_a_page_goes(tmp_path, line, read_as):
    """Page numbers, dates and addresses are no text of the document."""
    path = write(tmp_path, "a.pdf", pdf([line, "One more sentence here."]))
    shown = " ".join(text for _, text, _ in texts(path))
    assert shown.replace("\n", " ") == f"{read_as} One more sentence here.".strip()


def test_letters_that_fonts_join_are_letters():
    """Radicals, ligatures, hyphens at line ends and characters in two halves."""
    codes = [0x7532, 0x2FBB, 0x2F42, 0x20, 0xFB01, 0x6E, 0x02, 0xD842, 0xDFB7]
    assert _text(codes) == "甲骨文 fin-\U00020bb7"


PARAGRAPH = (
    "The line carried more boxes in the third quarter than in any before it, and it hired more "
    "ships to do so, while freight rates fell and customers asked for longer contracts."
)
RULED = [("GRID", (0, 0), (-1, -1), 0.5, "black")]
ROWS = [["Line", "Q2", "Q1"], ["Boxes", "1,200", "1,100"], ["Ore", "(80)", "75"], ["Oil", "9", "8"]]
AS_READ = [
    ("Line: Boxes; Q2: 1,200; Q1: 1,100", 2),
    ("Line: Ore; Q2: -80; Q1: 75", 3),
    ("Line: Oil; Q2: 9; Q1: 8", 4),
]


def laid_out(path, *parts, **options):
    """A PDF of paragraphs (strings), tables (rows and rules) and page breaks (None)."""
    styles = getSampleStyleSheet()
    story = []
    for part in parts:
        if part is None:
            story.append(PageBreak())
        elif isinstance(part, str):
            story += [Paragraph(part, styles["Normal"]), Spacer(1, 10)]
        else:
            rows, marks = part
            story += [Table(rows, style=[("ALIGN", (1, 0), (-1, -1), "RIGHT"), *marks])]
            story += [Spacer(1, 10)]
    save_pdf(path, story, **options)
    return path


def rows_of(path):
    return [(text, place) for _, text, place in texts(path) if "table" in place]


@pytest.mark.parametrize("marks", [RULED, [], [("LINEBELOW", (0, 0), (-1, 0), 1, "black")]])
def test_tables_are_read_by_rows(tmp_path, marks):
    """With a grid, without lines, with one line under the heads; the text around stays text."""
    path = laid_out(tmp_path / "a.pdf", PARAGRAPH, (ROWS, marks), PARAGRAPH)
    assert rows_of(path) == [(text, f"page 1 table 1 row {row}") for text, row in AS_READ]
    assert [text for _, text, place in texts(path) if "table" not in place] == [PARAGRAPH] * 2


def test_tables_are_numbered_on_their_page(tmp_path):
    """Two on a page, one on the next."""
    other = [
        ["Port", "Calls", "Days"],
        *([name, "3", "4"] for name in ("Keelung", "Osaka", "Pusan")),
    ]
    path = laid_out(
        tmp_path / "a.pdf", (ROWS, []), PARAGRAPH, (ROWS, RULED), None, PARAGRAPH, (other, [])
    )
    places = [place.removesuffix(" row 2") for _, place in rows_of(path) if place.endswith("row 2")]
    assert places == ["page 1 table 1", "page 1 table 2", "page 2 table 1"]


@pytest.mark.parametrize("heads", [0, 1])
@pytest.mark.parametrize("marks", [RULED, []])
def test_a_table_goes_on_over_pages(tmp_path, heads, marks):
    """The rows of the next page keep heads and caption, repeated there or not."""
    rows = [["Line", "2025", "2024"], *([f"Line {n}", f"{n},000", "9"] for n in range(1, 90))]
    path = tmp_path / "a.pdf"
    style = [("ALIGN", (1, 0), (-1, -1), "RIGHT"), *marks]
    save_pdf(
        path,
        [
            Paragraph("($ in millions)", getSampleStyleSheet()["Normal"]),
            Spacer(1, 4),
            Table(rows, style=style, repeatRows=heads),
        ],
    )
    found = rows_of(path)
    assert len(found) == 89
    assert {place.split(" row")[0] for _, place in found} == {
        "page 1 table 1",
        "page 2 table 1",
        "page 3 table 1",
    }
    assert found[-1][0] == "Line: Line 89; 2025: $89,000 million; 2024: $9 million"


def test_merged_cells_of_a_grid(tmp_path):
    """A head over several columns stands in each of them, a label over several rows likewise."""
    rows = [["", "Sales", ""], ["Line", "2025", "2024"], ["Sea", "5", "4"], ["", "7", "6"]]
    marks = [*RULED, ("SPAN", (1, 0), (2, 0)), ("SPAN", (0, 2), (0, 3))]
    assert rows_of(laid_out(tmp_path / "a.pdf", (rows, marks))) == [
        ("Line: Sea; Sales 2025: 5; Sales 2024: 4", "page 1 table 1 row 3"),
        ("Line: Sea; Sales 2025: 7; Sales 2024: 6", "page 1 table 1 row 4"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        [PARAGRAPH] * 3,
        ["1. First we load 12 boxes.", "2. Then we load 30 boxes.", "3. Then 40."],
        ["Total 12", "Ships 30", "Crews 45", "Ports 2"],
    ],
)
def test_text_is_no_table(tmp_path, text):
    """Paragraphs, numbered lists and figures in running lines stay text."""
    assert rows_of(laid_out(tmp_path / "a.pdf", *text)) == []


def test_a_page_tells_how_far_reading_is(tmp_path):
    """A long PDF is told by pages, a short one is not."""
    told = []
    long, short = tmp_path / "long.pdf", tmp_path / "short.pdf"
    laid_out(long, *[PARAGRAPH, None] * 40)
    laid_out(short, PARAGRAPH)
    read_source_files([long, short], max_mb=5, progress=lambda *one: told.append(one))
    assert told[0] == (0, 2, "long.pdf")
    assert told[1:9] == [(done, 40, "long.pdf, pages") for done in range(5, 41, 5)]
    assert told[9:] == [(1, 2, "short.pdf"), (2, 2, "")]


def test_an_encrypted_pdf_is_refused(tmp_path):
    """A password that we do not have."""
    path = laid_out(tmp_path / "locked.pdf", PARAGRAPH, encrypt="password")
    assert refusal(path) == "locked.pdf is encrypted; save a copy without a password"


def test_a_pdf_without_text_is_refused(tmp_path):
    """A scan: a page with a picture on it."""
    from PIL import Image

    Image.new("RGB", (200, 200), "grey").save(tmp_path / "scan.png")
    path = tmp_path / "scan.pdf"
    save_pdf(path, [Picture(str(tmp_path / "scan.png"))])
    assert "without text, perhaps scanned" in refusal(path)
