"""The reader of each format by the end of its name: one file in, what stands in it out.

Knows which reader belongs to which name and what must be checked before it opens a file. Whether a
file may be read at all, `bot.knowledge.files` decides.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from bot.errors import FileError
from bot.knowledge.blocks import Reading
from bot.knowledge.encodings import decode
from bot.language.script import normalise

__all__ = ["CONTAINERS", "TEXTS", "Told", "read_file", "text_of"]

Told = Callable[[int, int], None]
"""Called with the number of pages done, and of all pages."""

TEXTS = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".csv", ".tsv")
CONTAINERS = (".docx", ".xlsx", ".pptx", ".epub")

MOST_BLOCKS = 200_000
_MOST_CHARACTERS = 50_000_000


def _silent(_done: int, _total: int) -> None:
    """Nobody watches."""


def read_file(path: Path, suffix: str, most_mb: int = 1024, told: Told = _silent) -> Reading:
    """What stands in a file of any format but JSON lines.

    Raises FileError for one that cannot be read, or that unpacks to more than `most_mb`.
    """
    reading = _read(path, suffix, most_mb, told)
    if len(reading.blocks) > MOST_BLOCKS:
        raise FileError(f"holds more than {MOST_BLOCKS:,} paragraphs and rows; split it")
    if sum(len(block.text) for block in reading.blocks) > _MOST_CHARACTERS:
        raise FileError(f"holds more than {_MOST_CHARACTERS:,} characters of text; split it")
    return reading


def text_of(path: Path) -> str:
    """The text of a file in any encoding that is known. Raises FileError where there is none."""
    text = decode(path.read_bytes())
    if text is None:
        raise FileError("holds no text in UTF-8, UTF-16, Big5 or GB18030; save it as UTF-8")
    text = normalise(text)
    if not text.strip():
        raise FileError("holds no text")
    return text


def _read(path: Path, suffix: str, most_mb: int, told: Told) -> Reading:
    if suffix in TEXTS:
        return _text_reader(suffix)(text_of(path))
    if suffix == ".pdf":
        from bot.knowledge.pdf import read_pdf

        return read_pdf(path, told)
    from bot.knowledge.containers import check_container

    check_container(path, suffix, most_mb)
    return _container_reader(suffix)(path)


def _text_reader(suffix: str) -> Callable[[str], Reading]:
    if suffix in (".csv", ".tsv"):
        from bot.knowledge.sheets import read_csv

        return read_csv
    if suffix in (".html", ".htm"):
        from bot.knowledge.webpages import read_html

        return read_html
    from bot.knowledge.formats import read_markdown, read_text

    return read_markdown if suffix in (".md", ".markdown") else read_text


def _container_reader(suffix: str) -> Callable[[Path], Reading]:
    if suffix == ".xlsx":
        from bot.knowledge.sheets import read_xlsx

        return read_xlsx
    if suffix == ".epub":
        from bot.knowledge.epub import read_epub

        return read_epub
    from bot.knowledge.office import read_docx, read_pptx

    return read_docx if suffix == ".docx" else read_pptx
