"""The reader of EPUB books: the chapters of the spine, each read as a web page.

An EPUB is a zip of XHTML files with a list of them in reading order, the spine. Only what the spine
names is read, from memory; nothing is unpacked. XML is parsed without entities, network or DTD.
Locked books (DRM) are refused. See docs/decisions/0041 for why no EPUB library is used.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from bot.errors import FileError
from bot.knowledge.blocks import Block, Reading
from bot.knowledge.encodings import decode
from bot.knowledge.webpages import read_html
from bot.language.script import normalise

__all__ = ["read_epub"]

_CONTAINER = "META-INF/container.xml"
_PAGES = frozenset({"application/xhtml+xml", "text/html", "application/xml"})
_MOST_CHAPTERS = 5_000
_BAD = "is no EPUB book that can be opened; save it as EPUB or HTML"


def read_epub(path: Path) -> Reading:
    """A book by chapters. Raises FileError where it is locked, broken or holds no text."""
    try:
        with zipfile.ZipFile(path) as book:
            package_path = _package_path(book)
            package = _xml(book, package_path)
            _check_locks(book)
            blocks = tuple(_chapters(book, package, posixpath.dirname(package_path)))
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, NotImplementedError) as error:
        raise FileError(_BAD) from error
    if not blocks:
        raise FileError("is a book without text, perhaps of pictures only")
    date = re.match(r"\d{4}(?:-\d\d(?:-\d\d)?)?", _said(package, "date"))
    return Reading(blocks, title=_said(package, "title"), date=date[0] if date else "")


def _package_path(book: zipfile.ZipFile) -> str:
    found = _xml(book, _CONTAINER).xpath("//*[local-name()='rootfile']/@full-path")
    if not found:
        raise FileError(_BAD)
    return str(found[0])


def _check_locks(book: zipfile.ZipFile) -> None:
    """Raise FileError where the book's pages are encrypted; scrambled fonts do no harm."""
    if "META-INF/encryption.xml" in book.namelist():
        locked = _xml(book, "META-INF/encryption.xml").xpath(
            "//*[local-name()='CipherReference']/@URI"
        )
        if any(re.search(r"\.x?html?$", str(uri), re.IGNORECASE) for uri in locked):
            raise FileError("is a locked book (DRM); only books without a lock are read")


def _chapters(book: zipfile.ZipFile, package: Any, folder: str) -> Iterator[Block]:
    """The blocks of each item of the spine that holds text, the table of contents left out."""
    manifest = {item.get("id"): item for item in package.xpath("//*[local-name()='item']")}
    chapter = 0
    for reference in package.xpath("//*[local-name()='itemref']/@idref")[:_MOST_CHAPTERS]:
        item = manifest.get(str(reference))
        if item is None or item.get("media-type") not in _PAGES:
            continue
        if "nav" in (item.get("properties") or "").split():
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        text = decode(book.read(name))
        if text is None or not text.strip():
            continue
        reading = read_html(normalise(text))
        chapter += bool(reading.blocks)
        yield from _placed(reading, f"chapter {chapter}")


def _placed(reading: Reading, place: str) -> Iterator[Block]:
    number = 0
    for block in reading.blocks:
        number += not block.locator
        heading = block.heading or reading.title
        yield replace(block, heading=heading, locator=f"{place} {block.locator or f'¶{number}'}")


def _xml(book: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(book.read(name), parser=parser)
    except etree.XMLSyntaxError as error:
        raise FileError(_BAD) from error


def _said(package: Any, name: str) -> str:
    found = package.xpath(
        "//*[local-name()=$name and namespace-uri()='http://purl.org/dc/elements/1.1/']",
        name=name,
    )
    return " ".join("".join(found[0].itertext()).split()) if found else ""
