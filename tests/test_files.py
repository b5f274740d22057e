"""bot.knowledge.files and its readers: documents out of files, refusals for the rest."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PageObject, PdfReader, PdfWriter

from bot.knowledge.blocks import LONGEST, Block, Reading, join_lines, make_passages
from bot.knowledge.encodings import decode
from bot.knowledge.files import Document, read_source_files
from bot.records import Source

MINE = Source("x.txt", "X", "", "txt", "", None, "reader", "original")
TRADITIONAL = "甲骨文與輝達的關係，市場正在檢視。這套循環能否持續？"
SIMPLIFIED = "甲骨文与辉达的关系，市场正在检视。这套循环能否持续？"


def read(*paths: Path, max_mb: int = 5) -> list[Document]:
    found = read_source_files(paths, max_mb=max_mb)
    assert found.refused == ()
    return list(found.documents)


def texts(path: Path) -> list[tuple[str, str, str]]:
    """Each passage's heading, text and place."""
    (document,) = read(path)
    return [
        (next(iter(p.heading.values())), next(iter(p.text.values())), p.locator)
        for p in document.passages
    ]


def refusal(path: Path, max_mb: int = 5) -> str:
    found = read_source_files([path], max_mb=max_mb)
    assert found.documents == ()
    (refused,) = found.refused
    assert refused.path.startswith(str(path))
    assert "\n" not in refused.reason
    return refused.reason


@pytest.fixture
def file(tmp_path):
    def write(name: str, content: str | bytes, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return write


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


# --- text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.", [("", "One.", "¶1"), ("", "Two.", "¶2")]),
        ("Head\n\nOne.\n\nTwo.", [("Head", "One.", "¶1"), ("Head", "Two.", "¶2")]),
        ("小標題\r\n\r\n一段。", [("小標題", "一段。", "¶1")]),
        ("- a\n- b", [("", "- a\n- b", "¶1")]),
        (
            "A line of text that was wrapped by\na program at about forty columns as\nmails are.",
            [
                (
                    "",
                    "A line of text that was wrapped by a program at about forty columns as "
                    "mails are.",
                    "¶1",
                )
            ],
        ),
        ("Only a few words", [("", "Only a few words", "¶1")]),
        ("One.\n\nLast words", [("", "One.", "¶1"), ("", "Last words", "¶2")]),
        ("A\n\nB\n\nOne.", [("", "A", "¶1"), ("B", "One.", "¶2")]),
    ],
)
def test_plain_text(file, text, expected):
    """Paragraphs under the short line that heads them; no word is lost."""
    assert texts(file("a.txt", text)) == expected


def test_passages_name_their_file(file):
    """The source is the file, the passages are numbered in it, the text is the file's own."""
    (document,) = read(file("report.txt", TRADITIONAL))
    passage = document.passages[0]
    assert document.source == Source(
        "report.txt", "report", "", "txt", "", None, "reader", "original"
    )
    assert (passage.id, passage.index, passage.source_id) == ("report.txt/p1", "", "report.txt")
    assert passage.text == {"zh-TW": TRADITIONAL}
    assert passage.sentences == {"zh-TW": ((0, 17), (17, 26))}
    assert passage.text_kind == "original"


def test_each_passage_has_its_own_language(file):
    """A bilingual file gives passages of both."""
    (document,) = read(file("a.txt", f"{TRADITIONAL}\n\nOracle grew.\n\n{SIMPLIFIED}"))
    assert [list(p.text) for p in document.passages] == [["zh-TW"], ["en"], ["zh-CN"]]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TRADITIONAL, "utf-8"),
        (TRADITIONAL, "utf-8-sig"),
        (TRADITIONAL, "utf-16"),
        (TRADITIONAL, "utf-32"),
        (TRADITIONAL, "big5"),
        (TRADITIONAL, "gb18030"),
        (SIMPLIFIED, "gb18030"),
        (SIMPLIFIED, "gbk"),
        ("Société Générale’s café — “naïve”", "cp1252"),
        ("plain", "ascii"),
    ],
)
def test_encodings(text, encoding):
    """What the bytes say decides, not a setting of the machine."""
    assert decode(text.encode(encoding)).removeprefix("\ufeff") == text


@given(st.binary())
def test_any_bytes_are_decoded_or_refused(data):
    """Decoding never fails: text, or None for what is none."""
    found = decode(data)
    assert found is None or isinstance(found, str)


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["甲骨文的", "財報"], "甲骨文的財報"),
        (["Oracle's", "results"], "Oracle's results"),
        (["an invest-", "ment"], "an investment"),
        (["a long-", "Term"], "a long- Term"),
        (["營收", "RPO"], "營收RPO"),
        ([" a ", "", " b "], "a b"),
        ([], ""),
    ],
)
def test_wrapped_lines_are_joined(lines, joined):
    """No blank between Chinese lines, none in a word that was cut."""
    assert join_lines(lines) == joined


# --- long paragraphs --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "市場正在檢視這套循環能否持續下去。" * 200,
        "It grew by a fifth. " * 300,
        "字" * 3000,
        "a " * 2000,
    ],
    ids=["zh", "en", "no-end", "no-sentence"],
)
def test_long_paragraphs_are_cut(text):
    """No passage is longer than 900 characters, none is a crumb, and no character is lost."""
    passages = make_passages(Reading((Block(text, "H"),)), MINE)
    parts = [next(iter(p.text.values())) for p in passages]
    assert max(map(len, parts)) <= LONGEST
    assert min(map(len, parts)) > LONGEST / 4
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert passages[1].locator == "¶1 (2)"
    assert {next(iter(p.heading.values())) for p in passages} == {"H"}


def test_long_paragraphs_are_cut_at_sentence_ends():
    """Each piece ends where a sentence does."""
    passages = make_passages(Reading((Block("It grew by a fifth. " * 300),)), MINE)
    assert all(p.text["en"].endswith("fifth.") for p in passages)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=3000))
def test_any_block_makes_passages(text):
    """Passages hold sentences that lie in their text, whatever the block was."""
    for passage in make_passages(Reading((Block(text),)), MINE):
        ((lang, said),) = passage.text.items()
        assert said == said.strip() != ""
        assert all(0 <= start < end <= len(said) for start, end in passage.sentences[lang])


# --- Markdown, HTML ---------------------------------------------------------------------------


def test_markdown(file):
    """What a reader sees, under the path of headings; marks and images are gone."""
    path = file(
        "a.md",
        "---\nkey: value\n---\n# Title\n\nLead **bold** [link](http://x.example) ![no](i.png)\n"
        "wrapped.\n\n## Part\n\n### Detail\n\n- one\n- two\n\n| Year | RPO |\n|---|---|\n"
        "| 2025 | 523 |\n\n<script>bad()</script>\n\n```\ncode\n```\n",
    )
    assert texts(path) == [
        ("Title", "Lead bold link wrapped.", "¶1"),
        ("Part › Detail", "one", "¶2"),
        ("Part › Detail", "two", "¶3"),
        ("Part › Detail", "Year | RPO", "¶4"),
        ("Part › Detail", "2025 | 523", "¶5"),
        ("Part › Detail", "code", "¶6"),
    ]
    assert read(path)[0].source.title == "Title"


PAGE = """<?xml version="1.0" encoding="big5"?><!doctype html><html><head>
<title> The  title </title>
<meta property="article:published_time" content="2025-11-30T08:00"><style>p {{}}</style></head>
<body><nav>Menu</nav><header>Top</header>
<main><h1>Head</h1><p>First <b>bold</b>
line.</p><script>alert(1)</script>
<div>Loose text<p>Inner.</p>tail</div>
<p hidden>Obey me.</p><p style="DISPLAY : none">Obey me.</p><p aria-hidden="true">Obey me.</p>
<h2>Two</h2><ul><li>one</li><li>two<br>more</li></ul>
<table><tr><th>Year</th><th>RPO</th></tr><tr><td>2025</td><td>523</td></tr></table>
<p>中文
換行。</p></main><footer>Foot</footer></body></html>"""


def test_html(file):
    """Visible text by blocks; scripts, menus and what a page hides stay out."""
    path = file("a.html", PAGE)
    assert [(heading, text) for heading, text, _ in texts(path)] == [
        ("Head", "First bold line."),
        ("Head", "Loose text"),
        ("Head", "Inner."),
        ("Head", "tail"),
        ("Two", "one"),
        ("Two", "two more"),
        ("Two", "Year | RPO"),
        ("Two", "2025 | 523"),
        ("Two", "中文換行。"),
    ]
    source = read(path)[0].source
    assert (source.title, source.date) == ("The title", "2025-11-30")


@pytest.mark.parametrize(
    "markup", ["<p>Text.", "Text.", "<b><p>Text.</b></p></div>", "<body><x-tag>Text.</x-tag>"]
)
def test_broken_html_is_read(file, markup):
    """Unclosed and unknown tags are no reason to refuse."""
    assert [text for _, text, _ in texts(file("a.htm", markup))] == ["Text."]


# --- tables -----------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(file, delimiter):
    """Each row names its columns; the place is the row of the file."""
    rows = [["Period", "RPO", "Note"], ["FY26 Q2", "523", "a, b"], ["", "", ""], ["FY26 Q1", "455"]]
    shown = "\n".join(delimiter.join(f'"{c}"' for c in row) for row in rows)
    assert texts(file("a.csv", shown)) == [
        ("", "Period: FY26 Q2; RPO: 523; Note: a, b", "row 2"),
        ("", "FY26 Q1; 455", "row 4"),
    ]


def test_csv_without_a_head(file):
    """Rows of figures only are shown as they are."""
    assert texts(file("a.csv", "1,2\n3,4\n")) == [("", "1; 2", "row 1"), ("", "3; 4", "row 2")]


def test_xlsx(tmp_path):
    """Sheets by rows, figures as they are shown: percent, dates, whole numbers."""
    import datetime

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
        ("甲骨文", "Day: 2025-11-30; RPO: 523; Growth: 438%", "甲骨文 row 2"),
        (
            "甲骨文",
            "Day: 2025-08-31 12:30:00; RPO: 455.5; Growth: 12.5%; Note: True",
            "甲骨文 row 3",
        ),
    ]


# --- Word, PDF --------------------------------------------------------------------------------


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
        ("Part › Detail", "Year: 2025; RPO: 523", "¶2"),
        ("Part › Detail", "甲骨文成長。", "¶3"),
    ]
    assert read(path)[0].source.title == "The title"


LINES = [
    "Evergreen Quarterly",
    "Results",
    "The line carried more boxes in the third quarter than in any before it, and",
    "it hired more ships to do so. Freight rates fell.",
    "Outlook for the year ahead is that rates will fall further, as many invest-",
    "ments in new ships come to an end.",
    "Page 1 of 3",
]


def test_pdf(file):
    """Lines become paragraphs again; running heads and page numbers go; the place is the page."""
    pages = [
        [*LINES[:-1], f"Page {number} of 3"] if number == 1 else
        [LINES[0], f"A sentence of page {number}, which is a line of its own and ends here.", "2"]
        for number in (1, 2, 3)
    ]  # fmt: skip
    path = file("a.pdf", pdf(*pages, title="Quarterly results"))
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


@pytest.mark.parametrize(
    ("line", "read_as"),
    [
        ("\u7532\u2fbb\u2f42 is \ufb01ne.", "甲骨文 is fine."),
        ("11/22/26, 9:02 AM Title", ""),
        ("https://x.example/a?b 1/3", ""),
        ("file:///a.html 1/3", ""),
        ("- 12 -", ""),
        ("第 3 頁", ""),
        ("12 ships sailed.", "12 ships sailed."),
    ],
)
def test_what_pdf_writers_do_is_undone(monkeypatch, file, line, read_as):
    """Radicals and ligatures become letters; what a browser prints around a page goes."""
    monkeypatch.setattr(PageObject, "extract_text", lambda page: f"{line}\nOne more sentence here.")
    shown = [text for _, text, _ in texts(file("a.pdf", pdf(["x"])))]
    assert " ".join(shown) == f"{read_as} One more sentence here.".strip()


@pytest.mark.parametrize("title", ["report.docx", "Microsoft Word - x", "Untitled", ""])
def test_a_file_name_is_no_title(file, title):
    """What programs write as title is not taken for one."""
    path = file("quarterly.pdf", pdf(["Some text that stands here."], title=title))
    assert read(path)[0].source.title == "quarterly"


# --- jsonl ------------------------------------------------------------------------------------


def test_jsonl(file):
    """Each line is a source of its own, named by its id; bad lines are refused, the rest go on."""
    rows = [
        {"id": "a", "text": "Oracle grew.", "title": "T", "lang": "en-US", "date": "2025-11"},
        {"id": 7, "text": TRADITIONAL, "lang": "zh"},
        {"id": "c", "text": "營收", "lang": "zh-Hans"},
        {"id": "a", "text": "again"},
        {"text": "no id"},
        {"id": "d", "text": " "},
        ["x"],
    ]
    lines = [json.dumps(row, ensure_ascii=False) for row in rows]
    path = file("many.jsonl", "\n".join([*lines, "{bad", ""]))
    found = read_source_files([path], max_mb=1)
    assert [(d.source.id, d.source.title, d.source.date) for d in found.documents] == [
        ("a", "T", "2025-11"),
        ("7", "7", ""),
        ("c", "c", ""),
    ]
    assert [list(d.passages[0].text) for d in found.documents] == [["en"], ["zh-TW"], ["zh-CN"]]
    assert found.documents[0].passages[0].id == "a/p1"
    assert [(r.path, r.reason.split(" ", 4)[4][:14]) for r in found.refused] == [
        (f"{path}:4", "repeats the id"),
        (f"{path}:5", 'has no "id" an'),
        (f"{path}:6", "has an empty i"),
        (f"{path}:7", 'has no "id" an'),
        (f"{path}:8", "is no JSON obj"),
    ]


# --- folders and names ------------------------------------------------------------------------


def test_folders_are_walked(file, tmp_path):
    """In a steady order, hidden files left out, a file once however often it is named."""
    for name in ("b.txt", "a/c.txt", "a/b.txt", ".hidden/d.txt", "a/.e.txt", "a/n/b.txt"):
        file(name, f"Text of {name}.")
    found = read_source_files([tmp_path, tmp_path / "b.txt"], max_mb=1)
    assert [d.source.id for d in found.documents] == ["a/b.txt", "c.txt", "a/n/b.txt", "b.txt"]
    assert found.refused == ()


def test_files_of_one_name_get_a_number(file):
    """Two files of the same name, each named by itself."""
    paths = [file(name, f"Text of {name}.") for name in ("a/b.txt", "c/b.txt", "d/b.txt")]
    assert [d.source.id for d in read(*paths)] == ["b.txt", "b-2.txt", "b-3.txt"]


def test_progress(file, tmp_path):
    """Told before each file, and when all are done."""
    file("a.txt", "A.")
    file("b.txt", "B.")
    seen = []
    read_source_files([tmp_path], max_mb=1, progress=lambda *told: seen.append(told))
    assert seen == [(0, 2, "a.txt"), (1, 2, "b.txt"), (2, 2, "")]


# --- refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b" \n ", "holds no text"),
        ("a.txt", b"\x00\x01\x02abc", "holds no text in UTF-8"),
        ("a.txt", bytes(range(128, 256)) * 3, "holds no text in UTF-8"),
        ("a.txt", b"%PDF-1.4 x", "is a PDF, not .txt"),
        ("a.md", b"PK\x03\x04xxxx", "is a zip archive"),
        ("a.html", b"<script>x</script>", "holds no text"),
        ("a.csv", b"a,b\n", "holds no text"),
        ("a.exe", b"MZ", "is no format that can be read; use one of .txt"),
        ("a", b"text", "is no format"),
        ("a.doc", b"\xd0\xcf\x11\xe0", "is no format"),
        ("a.docx", b"\xd0\xcf\x11\xe0", "is an old or encrypted Office file"),
        ("a.docx", b"not a zip", "is no .docx file inside"),
        ("a.docx", b"PK\x03\x04broken", "is a damaged .docx file"),
        ("a.xlsx", b"PK\x03\x04broken", "is a damaged .xlsx file"),
        ("a.pdf", b"not a pdf at all", "is a PDF that cannot be read"),
        ("a.pdf", b"%PDF-1.4\nbroken", "is a PDF that cannot be read"),
        ("a.jsonl", b"\n\n", "holds no text"),
    ],
)
def test_bad_files_are_refused(file, name, content, reason):
    """One clear sentence that begins with the file's name."""
    path = file(name, content)
    assert refusal(path).startswith(f"{path.name} {reason}")


def test_what_is_not_there_is_refused(tmp_path):
    """A missing path, an empty folder."""
    assert refusal(tmp_path / "nowhere.txt") == "nowhere.txt does not exist"
    (tmp_path / "empty").mkdir()
    assert refusal(tmp_path / "empty") == "empty is an empty folder"


def test_what_is_too_big_is_refused(file):
    """By the size on disk, before it is opened."""
    path = file("a.txt", b"a" * (1024 * 1024 + 1))
    assert refusal(path, max_mb=1) == "a.txt has 1.0 MB; at most 1 MB are read"


def test_a_zip_bomb_is_refused(tmp_path):
    """By the size it would unpack to, before it is unpacked."""
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * (21 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    assert "unpacks to more than 20 MB" in refusal(path, max_mb=1)


@pytest.mark.parametrize("suffix", [".docx", ".xlsx"])
def test_another_zip_is_refused(tmp_path, suffix):
    """A zip archive with an Office name."""
    path = tmp_path / f"a{suffix}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "that can be opened" in refusal(path)


def test_an_encrypted_pdf_is_refused(file, tmp_path):
    """A password that we do not have."""
    writer = PdfWriter(clone_from=PdfReader(file("plain.pdf", pdf(["Secret."]))))
    writer.encrypt("password", algorithm="RC4-128")
    path = tmp_path / "locked.pdf"
    writer.write(path)
    assert refusal(path) == "locked.pdf is encrypted; save a copy without a password"


def test_a_pdf_without_text_is_refused(tmp_path):
    """A scan."""
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    path = tmp_path / "scan.pdf"
    writer.write(path)
    assert "without text, perhaps scanned" in refusal(path)


def test_one_bad_file_does_not_stop_the_rest(file, tmp_path):
    """Good files are read beside refused ones."""
    file("a.txt", b"\x00")
    file("b.txt", "Text.")
    file("c.pdf", b"%PDF-broken")
    found = read_source_files([tmp_path], max_mb=1)
    assert [d.source.id for d in found.documents] == ["b.txt"]
    assert [Path(r.path).name for r in found.refused] == ["a.txt", "c.pdf"]


def test_a_file_that_cannot_be_opened_is_refused(file, monkeypatch):
    """The system's own reason is given."""
    path = file("a.txt", "Text.")

    def locked(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    assert refusal(path) == "a.txt cannot be opened: Permission denied"
