"""Reads files and folders of a reader's own into documents; one bad file never stops the rest.

Formats: txt, md, html, pdf, docx, xlsx, pptx, epub, csv, jsonl. What cannot be read is refused with
one clear sentence. Text is material: nothing in a file is run, opened or fetched. Files that need a
large reader, and long texts, are read in a process apart (`bot.knowledge.confined`). It does not
watch folders and does not read archives, mail or images.
"""

from __future__ import annotations

import stat
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path
from typing import Protocol

from bot.errors import FileError, InputError
from bot.knowledge import formats
from bot.knowledge.blocks import Reading, make_passages
from bot.knowledge.confined import ReadingProcess
from bot.knowledge.interviews import with_questions_above
from bot.knowledge.prefaces import with_prefaces, with_units
from bot.knowledge.readers import CONTAINERS, TEXTS, read_file, text_of
from bot.language.script import normalise
from bot.records import Passage, Source

__all__ = ["FORMATS", "Document", "FilesRead", "Refused", "files_below", "read_source_files"]

FORMATS = (*TEXTS, ".pdf", *CONTAINERS, ".jsonl")
# How a file begins: what it is, whatever its name says.
_BEGINNINGS = (
    (b"%PDF-", "a PDF", (".pdf",)),
    (b"PK\x03\x04", "a zip archive or Office file", CONTAINERS),
    (b"\xd0\xcf\x11\xe0", "an old or encrypted Office file", ()),
    (b"\x89PNG", "an image", ()),
    (b"\xff\xd8\xff", "an image", ()),
    (b"GIF8", "an image", ()),
    (b"\x1f\x8b", "a compressed file", ()),
    (b"7z\xbc\xaf", "a compressed file", ()),
    (b"Rar!", "a compressed file", ()),
    (b"{\\rtf", "an RTF file", ()),
    (b"\x7fELF", "a program", ()),
    (b"MZ\x90\x00", "a program", ()),
)
_UNPACKED_LIMIT = 20
_LONG_TEXT = 256 * 1024
_MANY_PAGES = 20


class Progress(Protocol):
    """Called with what is done, of how much, and the name of what is being read."""

    def __call__(self, done: int, total: int, text: str, /) -> None: ...


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
    paths: Iterable[Path | str],
    *,
    max_mb: int,
    progress: Progress | None = None,
    process: ReadingProcess | None = None,
) -> FilesRead:
    """Read files, and folders with all that lies in them, in a steady order.

    `progress` is told how many files are done, of how many, and which is next; inside a long PDF,
    how many pages. `process` is one that the caller keeps for several calls.
    """
    refused: list[Refused] = []
    files = dict(_files(paths, refused))
    alike = Counter(path.name for path in files)
    documents: list[Document] = []
    names: set[str] = set()
    with ExitStack() as opened:
        process = process or opened.enter_context(ReadingProcess())
        for done, (path, place) in enumerate(files.items()):
            if progress:
                progress(done, len(files), path.name)
            try:
                _check(path, max_mb)
                name = path.name if alike[path.name] == 1 else place
                pages = partial(_pages_done, progress, path.name)
                read = partial(process.read, most_mb=_UNPACKED_LIMIT * max_mb, told=pages)
                documents.extend(_documents(path, name, names, refused, read))
            except InputError as error:
                refused.append(Refused(str(path), f"{path.name} {error}"))
    if progress and files:
        progress(len(files), len(files), "")
    return FilesRead(tuple(documents), tuple(refused))


def files_below(folder: Path, refused: list[Refused]) -> list[Path]:
    """The files of a folder and of those in it, in order, hidden ones left out.

    A link that leads out of the folder is added to `refused`; linked folders are not entered.
    """
    inside = folder.resolve()
    found: list[Path] = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if hidden or not path.is_file():
            continue
        if inside in path.resolve().parents:
            found.append(path)
        else:
            reason = f"{path.name} is a link that leads out of the folder; name its target itself"
            refused.append(Refused(str(path), reason))
    return found


def _files(paths: Iterable[Path | str], refused: list[Refused]) -> Iterator[tuple[Path, str]]:
    """Each file once, with its place below the folder that was named."""
    seen: set[Path] = set()
    for path in map(Path, paths):
        if not path.exists():
            refused.append(Refused(str(path), f"{path.name} does not exist"))
            continue
        told = len(refused)
        found = files_below(path, refused) if path.is_dir() else [path]
        if not found and told == len(refused):
            refused.append(Refused(str(path), f"{path.name} is an empty folder"))
        for file in found:
            place = file.relative_to(path) if path.is_dir() else Path(file.name)
            if file.resolve() not in seen:
                seen.add(file.resolve())
                yield file, place.as_posix()


def _pages_done(progress: Progress | None, name: str, done: int, total: int) -> None:
    if progress and total >= _MANY_PAGES:
        progress(done, total, f"{name}, pages")


def _check(path: Path, max_mb: int) -> None:
    """Raise FileError for what should not even be opened: its size, name and first bytes."""
    suffix = path.suffix.lower()
    if suffix not in FORMATS:
        raise FileError(f"is no format that can be read; use one of {', '.join(FORMATS)}")
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise FileError("is no file but a device or a pipe, which is not opened")
        with path.open("rb") as file:
            beginning = file.read(8)
    except OSError as error:
        raise FileError(f"cannot be opened: {error.strerror or error}") from error
    size = about.st_size
    if size == 0:
        raise FileError("is empty")
    if size > max_mb * 1024 * 1024:
        raise FileError(f"has {size / 1024 / 1024:.1f} MB; at most {max_mb} MB are read")
    for start, name, suffixes in _BEGINNINGS:
        if beginning.startswith(start) and suffix not in suffixes:
            raise FileError(f"is {name}, not {suffix}; rename it or save it in that format")
    if suffix in CONTAINERS and not beginning.startswith(b"PK"):
        raise FileError(f"is no {suffix} file inside; save it again as {suffix}")


class _Read(Protocol):
    def __call__(self, path: Path, suffix: str) -> Reading: ...


def _documents(
    path: Path, name: str, names: set[str], refused: list[Refused], read_apart: _Read
) -> Iterator[Document]:
    suffix = path.suffix.lower()
    if suffix != ".jsonl":
        short = suffix in TEXTS and path.stat().st_size <= _LONG_TEXT
        reading = read_file(path, suffix) if short else read_apart(path, suffix)
        yield _document(path, reading, _unique(name, names))
        return
    for number, found in formats.read_jsonl(text_of(path)):
        where = f"{path}:{number}"
        if isinstance(found, str):
            refused.append(Refused(where, f"line {number} of {path.name} {found}"))
        elif found.id in names:
            reason = f"line {number} of {path.name} repeats the id {found.id!r}"
            refused.append(Refused(where, reason))
        else:
            yield _document(path, found, _unique(found.id, names))


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
    reading = replace(reading, blocks=with_questions_above(with_units(reading.blocks)))
    passages = with_prefaces(make_passages(reading, source))
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
