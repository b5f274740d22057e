"""bot.knowledge.files: folders, names and refusals."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bot.knowledge.files import read_source_files
from tests.file_parts import read, refusal, write


def test_folders_are_walked(tmp_path):
    """In a steady order, hidden files left out, a file once however often it is named."""
    for name in ("b.txt", "a/c.txt", "a/b.txt", ".hidden/d.txt", "a/.e.txt", "a/n/b.txt"):
        write(tmp_path, name, f"Text of {name}.")
    found = read_source_files([tmp_path, tmp_path / "b.txt"], max_mb=1)
    assert [d.source.id for d in found.documents] == ["a/b.txt", "c.txt", "a/n/b.txt", "b.txt"]
    assert found.refused == ()


def test_files_of_one_name_get_a_number(tmp_path):
    """Two files of the same name, each named by itself."""
    paths = [
        write(tmp_path, name, f"Text of {name}.") for name in ("a/b.txt", "c/b.txt", "d/b.txt")
    ]
    assert [d.source.id for d in read(*paths)] == ["b.txt", "b-2.txt", "b-3.txt"]


def test_progress(tmp_path):
    """Told before each file, and when all are done."""
    write(tmp_path, "a.txt", "A.")
    write(tmp_path, "b.txt", "B.")
    seen = []
    read_source_files([tmp_path], max_mb=1, progress=lambda *told: seen.append(told))
    assert seen == [(0, 2, "a.txt"), (1, 2, "b.txt"), (2, 2, "")]


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
def test_bad_files_are_refused(tmp_path, name, content, reason):
    """One clear sentence that begins with the file's name."""
    path = write(tmp_path, name, content)
    assert refusal(path).startswith(f"{path.name} {reason}")


def test_what_is_not_there_is_refused(tmp_path):
    """A missing path, an empty folder."""
    assert refusal(tmp_path / "nowhere.txt") == "nowhere.txt does not exist"
    (tmp_path / "empty").mkdir()
    assert refusal(tmp_path / "empty") == "empty is an empty folder"


def test_what_is_too_big_is_refused(tmp_path):
    """By the size on disk, before it is opened."""
    path = write(tmp_path, "a.txt", b"a" * (1024 * 1024 + 1))
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


def test_one_bad_file_does_not_stop_the_rest(tmp_path):
    """Good files are read beside refused ones."""
    write(tmp_path, "a.txt", b"\x00")
    write(tmp_path, "b.txt", "Text.")
    write(tmp_path, "c.pdf", b"%PDF-broken")
    found = read_source_files([tmp_path], max_mb=1)
    assert [d.source.id for d in found.documents] == ["b.txt"]
    assert [Path(r.path).name for r in found.refused] == ["a.txt", "c.pdf"]


def test_a_file_that_cannot_be_opened_is_refused(tmp_path, monkeypatch):
    """The system's own reason is given."""
    path = write(tmp_path, "a.txt", "Text.")

    def locked(*_args: object, **_options: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    assert refusal(path) == "a.txt cannot be opened: Permission denied"
