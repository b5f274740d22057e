"""Reads files and folders of a reader's own into documents; one bad file never stops the rest.

Formats: txt, md, html, pdf, docx, xlsx, csv, jsonl. What cannot be read is refused with one clear
sentence. Text is material: nothing in a file is run, opened or fetched. It does not watch folders
and does not read archives, mail or images.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bot.errors import FileError, InputError
from bot.knowledge import formats, office, tables
from bot.knowledge.blocks import Reading, make_passages
from bot.knowledge.encodings import decode
from bot.language.script import normalise
from bot.records import Passage, Source

__all__ = ["FORMATS", "Document", "FilesRead", "Refused", "read_source_files"]

Progress = Callable[[int, int, str], None]

_TEXT = {
    ".txt": formats.read_text,
    ".text": formats.read_text,
    ".md": formats.read_markdown,
    ".markdown": formats.read_markdown,
    ".html": formats.read_html,
    ".htm": formats.read_html,
    ".csv": tables.read_csv,
    ".tsv": tables.read_csv,
}
_BINARY = {".pdf": office.read_pdf, ".docx": office.read_docx, ".xlsx": tables.read_xlsx}
FORMATS = (*_TEXT, *_BINARY, ".jsonl")
# How a file begins: what it is, whatever its name says.
_BEGINNINGS = (
    (b"%PDF-", "a PDF", (".pdf",)),
    (b"PK\x03\x04", "a zip archive or Office file", (".docx", ".xlsx")),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file", ()),
    (b"\x89PNG", "an image", ()),
    (b"\xff\xd8\xff", "an image", ()),
    (b"GIF8", "an image", ()),
    (b"\x1f\x8b", "a compressed file", ()),
)
_UNPACKED_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Document:
    """A source with its passages; `Passage.index` is empty until the library names it."""

    source: Source
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """A file (or line of a file) that was not read, and why, in one sentence."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class FilesRead:
    """What came of reading: the documents, and what was refused."""

    documents: tuple[Document, ...]
    refused: tuple[Refused, ...]


def read_source_files(
    paths: Iterable[Path | str], *, max_mb: int, progress: Progress | None = None
) -> FilesRead:
    """Read files, and folders with all that lies in them, in a steady order.

    `progress` is told how many files are done, of how many, and which is next.
    """
    refused: list[Refused] = []
    files = dict(_files(paths, refused))
    alike = Counter(path.name for path in files)
    documents: list[Document] = []
    names: set[str] = set()
    for done, (path, place) in enumerate(files.items()):
        if progress:
            progress(done, len(files), path.name)
        try:
            _check(path, max_mb)
            name = path.name if alike[path.name] == 1 else place
            documents.extend(_documents(path, name, names, refused))
        except InputError as error:
            refused.append(Refused(str(path), f"{path.name} {error}"))
    if progress and files:
        progress(len(files), len(files), "")
    return FilesRead(tuple(documents), tuple(refused))


def _files(paths: Iterable[Path | str], refused: list[Refused]) -> Iterator[tuple[Path, str]]:
    """Each file once, with its place below the folder that was named."""
    seen: set[Path] = set()
    for path in map(Path, paths):
        if not path.exists():
            refused.append(Refused(str(path), f"{path.name} does not exist"))
            continue
        found = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
        if path.is_dir() and not found:
            refused.append(Refused(str(path), f"{path.name} is an empty folder"))
        for file in found:
            place = file.relative_to(path) if path.is_dir() else Path(file.name)
            hidden = path.is_dir() and any(part.startswith(".") for part in place.parts)
            if not hidden and file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, place.as_posix()


def _check(path: Path, max_mb: int) -> None:
    """Raise FileError for what should not even be opened: its size, name and first bytes."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise FileError(f"is no format that can be read; use one of {', '.join(FORMATS)}")
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            beginning = file.read(8)
    except OSError as error:
        raise FileError(f"cannot be opened: {error.strerror or error}") from error
    if size == 0:
        raise FileError("is empty")
    if size > max_mb * 1024 * 1024:
        raise FileError(f"has {size / 1024 / 1024:.1f} MB; at most {max_mb} MB are read")
    for start, name, suffixes in _BEGINNINGS:
        if beginning.startswith(start) and suffix not in suffixes:
            raise FileError(f"is {name}, not {suffix}; rename it or save it in that format")
    if suffix in _BINARY:
        _check_binary(path, suffix, beginning, max_mb)


def _check_binary(path: Path, suffix: str, beginning: bytes, max_mb: int) -> None:
    if suffix == ".pdf":
        return  # a PDF may begin with a few stray bytes: its reader decides
    if not beginning.startswith(b"PK"):
        raise FileError(f"is no {suffix} file inside; save it again as {suffix}")
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
    except (zipfile.BadZipFile, OSError) as error:
        raise FileError(f"is a damaged {suffix} file; save it again") from error
    if unpacked > _UNPACKED_LIMIT * max_mb * 1024 * 1024:
        raise FileError(f"unpacks to more than {_UNPACKED_LIMIT * max_mb} MB, which is not opened")


def _documents(
    path: Path, name: str, names: set[str], refused: list[Refused]
) -> Iterator[Document]:
    suffix = path.suffix.lower()
    if suffix in _BINARY:
        yield _document(path, _BINARY[suffix](path), _unique(name, names))
        return
    text = decode(path.read_bytes())
    if text is None:
        raise FileError("holds no text in UTF-8, UTF-16, Big5 or GB18030; save it as UTF-8")
    text = normalise(text)
    if not text.strip():
        raise FileError("holds no text")
    if suffix != ".jsonl":
        yield _document(path, _TEXT[suffix](text), _unique(name, names))
        return
    for number, reading in formats.read_jsonl(text):
        if isinstance(reading, str):
            refused.append(Refused(f"{path}:{number}", f"line {number} of {path.name} {reading}"))
        elif reading.id in names:
            reason = f"line {number} of {path.name} repeats the id {reading.id!r}"
            refused.append(Refused(f"{path}:{number}", reason))
        else:
            yield _document(path, reading, _unique(reading.id, names))


def _document(path: Path, reading: Reading, name: str) -> Document:
    source = Source(
        id=name,
        title=normalise(reading.title).strip() or (reading.id or path.stem),
        publisher="",
        type=path.suffix.lower().lstrip("."),
        date=reading.date,
        url=None,
        provenance="reader",
        use="original",
    )
    passages = make_passages(reading, source)
    if not passages:
        raise FileError("holds no text")
    return Document(source, passages)


def _unique(name: str, names: set[str]) -> str:
    """The name, with a number where another source has it already."""
    stem, suffix = Path(name).stem, Path(name).suffix
    numbered = (f"{stem}-{number}{suffix}" for number in count(2))
    free = name if name not in names else next(n for n in numbered if n not in names)
    names.add(free)
    return free
