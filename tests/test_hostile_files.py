"""Files made to do harm: each is refused in one sentence, in bounded time, and the rest go on."""

from __future__ import annotations

import os
import struct
import time
import zipfile
import zlib

import openpyxl
import pptx
import pytest

from bot.errors import FileError
from bot.knowledge.confined import ReadingProcess
from bot.knowledge.files import read_source_files
from bot.knowledge.formats import read_jsonl
from tests.document_parts import WRITERS, Grid, save_epub
from tests.file_parts import refusal, texts, write

ENDLESS_S = 300
"""Minutes where a machine is slow, against hours or no end where the work has no bound."""
GRID = Grid("T", "", [["Line", "Q2"]], [["Cloud", "7"], ["Ships", "3"]])
CONTAINERS = (".docx", ".xlsx", ".pptx", ".epub")
MAIN = {
    ".docx": "word/document.xml",
    ".xlsx": "xl/workbook.xml",
    ".pptx": "ppt/presentation.xml",
    ".epub": "OPS/book.opf",
}


def made(tmp_path, suffix):
    path = tmp_path / f"good{suffix}"
    WRITERS[suffix](path, GRID)
    return path


def changed(path, parts):
    """The archive with parts added or replaced."""
    out = path.with_name(f"bad{path.suffix}")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = dict(parts)
        for name in old.namelist():
            new.writestr(name, names.pop(name, None) or old.read(name))
        for name, text in names.items():
            new.writestr(name, text)
    return out


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_a_declared_bomb_is_refused(tmp_path, suffix):
    """By the sizes that its parts declare."""
    path = changed(made(tmp_path, suffix), {"x/bomb.xml": b"0" * (21 << 20)})
    assert path.stat().st_size < 1 << 20
    assert "unpacks to more than 20 MB" in refusal(path, max_mb=1)


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_a_lying_bomb_is_refused(tmp_path, suffix):
    """A part that declares ten bytes and holds a hundred megabytes is never unpacked whole."""
    path = changed(made(tmp_path, suffix), {"x/bomb.bin": b"0" * (100 << 20)})
    raw = path.read_bytes()
    lie = raw.replace(struct.pack("<I", 100 << 20), struct.pack("<I", 10))
    assert lie != raw
    path.write_bytes(lie)
    begin = time.monotonic()
    assert "is a damaged" in refusal(path)
    assert time.monotonic() - begin < ENDLESS_S


@pytest.mark.parametrize("suffix", CONTAINERS)
@pytest.mark.parametrize(
    "name", ["../out.xml", "/etc/out.xml", "a/../../out.xml", "..\\out.xml", "C:\\out.xml"]
)
def test_paths_that_lead_out_are_refused(tmp_path, suffix, name):
    """Nothing is unpacked to disk, and what tries it is not read at all."""
    path = changed(made(tmp_path, suffix), {name: "x"})
    assert "leads out of the file" in refusal(path)


@pytest.mark.parametrize("suffix", CONTAINERS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path, suffix, encoding):
    """A small file whose entities would grow to gigabytes, or would name a file of the machine."""
    bomb = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">'
    text = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [{bomb}]><x>&b;&c;</x>'
    path = changed(made(tmp_path, suffix), {MAIN[suffix]: text.encode(encoding)})
    assert "declares XML entities" in refusal(path)


@pytest.mark.parametrize("suffix", CONTAINERS)
@pytest.mark.parametrize("inner", CONTAINERS)
def test_another_format_under_this_name_is_refused(tmp_path, suffix, inner):
    """It says what the file is."""
    path = made(tmp_path, inner)
    wrong = path.rename(tmp_path / f"wrong{suffix}")
    if inner == suffix:
        assert texts(wrong)
    else:
        assert f"rename it to {inner}" in refusal(wrong)


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_an_archive_of_files_is_refused(tmp_path, suffix):
    """A zip of documents under a document's name, and a zip of zips."""
    path = tmp_path / f"a{suffix}"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(made(tmp_path, ".docx"), "inner.docx")
    assert refusal(path) == (
        f"a{suffix} is a zip archive, no {suffix} file that can be opened; unpack it first"
    )


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_damaged_parts_are_refused(tmp_path, suffix):
    """Broken bytes inside, a cut end, a main part that is no XML or is missing."""
    good = made(tmp_path, suffix).read_bytes()
    cut = write(tmp_path, f"cut{suffix}", good[: len(good) // 2])
    middle = len(good) // 3
    broken = write(tmp_path, f"broken{suffix}", good[:middle] + bytes(64) + good[middle + 64 :])
    no_xml = changed(made(tmp_path, suffix), {MAIN[suffix]: "<open><never closed"})
    for path in (cut, broken, no_xml):
        assert refusal(path).startswith(f"{path.name} is ")


@pytest.mark.parametrize("suffix", CONTAINERS)
def test_encrypted_parts_are_refused(tmp_path, suffix):
    """By the mark that the archive sets on them."""
    raw = bytearray(made(tmp_path, suffix).read_bytes())
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 4)
    assert "is encrypted" in refusal(write(tmp_path, f"a{suffix}", bytes(raw)))


def test_too_many_parts_are_refused(tmp_path):
    """Before any is looked at."""
    path = changed(made(tmp_path, ".xlsx"), {f"x/{n}": "" for n in range(20_001)})
    assert "parts; at most 20000" in refusal(path)


def test_a_sheet_that_lies_about_its_size_is_read(tmp_path):
    """A million rows declared, three there."""
    good = made(tmp_path, ".xlsx")
    with zipfile.ZipFile(good) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    lie = sheet.replace('<dimension ref="A1:B3"', '<dimension ref="A1:XFD1048576"')
    assert lie != sheet
    found = texts(changed(good, {"xl/worksheets/sheet1.xml": lie}))
    assert [text for _, text, _ in found] == ["Line: Cloud; Q2: 7", "Line: Ships; Q2: 3"]


def test_what_is_hidden_stays_out(tmp_path):
    """Hidden sheets and slides."""
    book = openpyxl.Workbook()
    book.active.append(["Shown", "7"])
    book.create_sheet("H").append(["Hidden", "8"])
    book["H"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    show = pptx.Presentation()
    for text in ("Shown", "Hidden"):
        show.slides.add_slide(show.slide_layouts[5]).shapes.title.text = text
    show.slides[1].element.set("show", "0")
    show.save(tmp_path / "a.pptx")
    for name in ("a.xlsx", "a.pptx"):
        said = " ".join(text for _, text, _ in texts(tmp_path / name))
        assert "Shown" in said
        assert "Hidden" not in said


def test_a_locked_book_is_refused(tmp_path):
    """Its pages encrypted; a scrambled font alone locks nothing."""
    lock = (
        '<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData>'
        '<CipherReference URI="{}"/></EncryptedData></encryption>'
    )
    for uri, locked in (("OPS/text/c1.xhtml", True), ("OPS/fonts/a.otf", False)):
        path = tmp_path / "a.epub"
        save_epub(path, ["<p>Text.</p>"], **{"META-INF/encryption.xml": lock.format(uri)})
        assert ("locked" in refusal(path)) if locked else texts(path)


# --- PDF --------------------------------------------------------------------------------------


def pdf_of(objects, root=1):
    """A PDF of numbered objects, with a table of where they stand."""
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(out) + (
        b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root %d 0 R >>\n"
        b"startxref\n%d\n%%%%EOF" % (len(objects) + 1, table, len(objects) + 1, root, len(out))
    )


def page_with(stream, *more):
    packed = zlib.compress(stream, 1)
    return pdf_of(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
            b"/Resources << /Font << /F1 5 0 R >> /XObject << /X 6 0 R >> >> >>",
            b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
SELF = (
    b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources "
    b"<< /XObject << /X 6 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream"
)
HOSTILE = {
    "pages that name themselves": lambda: pdf_of(
        [CATALOG, b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 999999999 >>"]
    ),
    "a form that draws itself": lambda: page_with(b"/X Do", SELF),
    "arrays in arrays": lambda: pdf_of([b"[" * 200_000 + b"]" * 200_000]),
    "half a million objects": lambda: pdf_of([CATALOG, *[b"0"] * 500_000]),
    "a stream of a quarter of a gigabyte": lambda: page_with(b" " * (1 << 28)),
    "a table that points at itself": lambda: pdf_of([CATALOG]).replace(b"/Root", b"/Prev 9 /Root"),
    "noise": lambda: b"%PDF-1.4\n" + bytes(range(256)) * 2000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pdfs_are_refused(tmp_path, name):
    """In seconds, whatever they do to their reader, and the next file is read."""
    bad = write(tmp_path, "a.pdf", HOSTILE[name]())
    good = write(tmp_path, "b.txt", "Text.")
    begin = time.monotonic()
    found = read_source_files([bad, good], max_mb=50)
    assert time.monotonic() - begin < ENDLESS_S
    assert [document.source.id for document in found.documents] == ["b.txt"]
    assert [refused.reason.split(" ", 1)[0] for refused in found.refused] == ["a.pdf"]


def test_a_page_of_a_million_words_has_an_end(tmp_path):
    """Text without end on one page is read or refused in bounded time."""
    stream = b"BT /F1 9 Tf 9 700 Td " + b"(word 12) Tj 0 -1 Td " * 100_000 + b"ET"
    path = write(tmp_path, "a.pdf", page_with(stream))
    begin = time.monotonic()
    read_source_files([path], max_mb=50)
    assert time.monotonic() - begin < ENDLESS_S


# --- text -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", "<div>" * 100_000 + "Text."),
        ("a.html", "<table>" * 20_000 + "Text."),
        ("a.html", "<article>" + "<p>x</p>" * 50_000),
        ("a.html", "<table><tr>" + '<td colspan="99999" rowspan="99999">x</td>' * 300),
        ("a.md", ">" * 50_000 + " Text."),
        ("a.md", "[" * 50_000 + "Text."),
        ("a.md", "*a_ " * 50_000),
        ("a.csv", '"' * 100_000 + "\nText"),
        ("a.csv", ",".join("x" * 20_000) + "\nText"),
        ("a.txt", "a" * 2_000_000),
        ("a.txt", "(" * 500_000),
        ("a.txt", "1," * 500_000),
    ],
)
def test_endless_text_has_an_end(tmp_path, name, content):
    """Nesting and repetition cost no more than their length."""
    path = write(tmp_path, name, content)
    begin = time.monotonic()
    found = read_source_files([path], max_mb=50)
    assert time.monotonic() - begin < ENDLESS_S
    assert len(found.documents) + len(found.refused) == 1


@pytest.mark.parametrize("line", ["[" * 100_000, '{"id": 1, "text": ' + "9" * 10_000 + "}"])
def test_lines_that_break_a_parser_are_refused(line):
    """The next line is read."""
    first, second = read_jsonl(f'{line}\n{{"id": "b", "text": "Text."}}')
    assert isinstance(first[1], str)
    assert not isinstance(second[1], str)


# --- links and devices ------------------------------------------------------------------------


def test_links_out_of_a_folder_are_refused(tmp_path):
    """Those inside it are read once; linked folders are not entered."""
    secret = write(tmp_path, "outside/secret.txt", "A secret.")
    inside = write(tmp_path, "docs/a.txt", "Text.")
    folder = inside.parent
    (folder / "link.txt").symlink_to(secret)
    (folder / "same.txt").symlink_to(inside)
    (folder / "folder").symlink_to(secret.parent)
    (folder / "nowhere.txt").symlink_to(tmp_path / "gone.txt")
    found = read_source_files([folder], max_mb=1)
    said = [next(iter(p.text.values())) for d in found.documents for p in d.passages]
    assert said == ["Text."]
    assert [r.reason for r in found.refused] == [
        "link.txt is a link that leads out of the folder; name its target itself"
    ]


def test_pipes_are_not_opened(tmp_path):
    """They would never end."""
    path = tmp_path / "a.txt"
    os.mkfifo(path)
    assert refusal(path) == "a.txt is no file but a device or a pipe, which is not opened"


# --- the process apart ------------------------------------------------------------------------


def test_a_reader_that_takes_too_long_is_ended(tmp_path):
    """With one sentence; the process that comes after it reads the next file."""
    path = made(tmp_path, ".docx")
    with ReadingProcess(seconds=0.001) as process, pytest.raises(FileError, match="takes longer"):
        process.read(path, ".docx", 20, lambda *_: None)


def test_a_reader_that_needs_too_much_memory_is_ended(tmp_path):
    """And the same object reads on."""
    big = write(tmp_path, "big.csv", "Line,Q2\n" + "Cloud,7\n" * 2_000_000)
    with ReadingProcess(memory_mb=200) as process:
        with pytest.raises(FileError, match=r"breaks its reader; .* 200 MB"):
            process.read(big, ".csv", 900, lambda *_: None)
        assert process.read(made(tmp_path, ".xlsx"), ".xlsx", 20, lambda *_: None).blocks


def test_a_watcher_that_fails_leaves_no_answer_behind(tmp_path):
    """The next file gets its own reading, not the rest of the last one's."""

    def fails(_done, _total):
        raise KeyboardInterrupt

    long = tmp_path / "long.pdf"
    WRITERS[".pdf"](long, Grid("T", "", GRID.heads, [*GRID.rows] * 400))
    with ReadingProcess() as process:
        with pytest.raises(KeyboardInterrupt):
            process.read(long, ".pdf", 20, fails)
        assert len(process.read(made(tmp_path, ".xlsx"), ".xlsx", 20, fails).blocks) == 2
