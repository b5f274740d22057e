"""bot.knowledge.epub: books by chapters."""

from __future__ import annotations

import zipfile

import pytest

from tests.document_parts import save_epub
from tests.file_parts import read, refusal, texts

CHAPTERS = [
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><head><title>One</title></head>'
    "<body><h1>The harbour</h1><p>Ships came.</p><p>Ships went.</p></body></html>",
    "<html><body><p> </p></body></html>",
    "<html><head><title>二</title></head><body><p>船來了。</p><table><tr><th>Ship</th><th>Tons</th>"
    "</tr><tr><td>Rose</td><td>40</td></tr></table></body></html>",
]


def test_epub(tmp_path):
    """The chapters of the spine in order; contents and empty pages are not counted."""
    path = tmp_path / "a.epub"
    save_epub(path, CHAPTERS, title="Harbours & ships")
    assert texts(path) == [
        ("The harbour", "Ships came.", "chapter 1 ¶1"),
        ("The harbour", "Ships went.", "chapter 1 ¶2"),
        ("二", "船來了。", "chapter 2 ¶1"),
        ("二", "Ship: Rose; Tons: 40", "chapter 2 table 1 row 2"),
    ]
    source = read(path)[0].source
    assert (source.title, source.date, source.type) == ("Harbours & ships", "2025-11-30", "epub")


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"META-INF/container.xml": "<container/>"}, "is no EPUB book"),
        ({"META-INF/container.xml": "no xml"}, "is no EPUB book"),
        ({"OPS/book.opf": "<package>"}, "is no EPUB book"),
        ({"OPS/book.opf": "<package/>"}, "is a book without text"),
    ],
)
def test_broken_books_are_refused(tmp_path, parts, reason):
    """No package, none that can be parsed, nothing in it."""
    path = tmp_path / "a.epub"
    save_epub(path, CHAPTERS, **parts)
    assert refusal(path).startswith(f"a.epub {reason}")


def test_a_chapter_that_is_missing_is_refused(tmp_path):
    """The spine names a file that is not there."""
    whole, path = tmp_path / "whole.epub", tmp_path / "a.epub"
    save_epub(whole, CHAPTERS)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if "c3" not in name:
                new.writestr(name, old.read(name))
    assert "is no EPUB book that can be opened" in refusal(path)
