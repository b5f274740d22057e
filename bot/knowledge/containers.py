"""Checks the zip archives that Office files and books are, before any reader opens them.

Every part is unpacked once in small pieces and thrown away, so that what counts is what is really
there, not what the archive declares. Refused: bombs, damaged and locked parts, paths that lead out,
XML that declares entities, and an archive of another kind under this name. Files inside the file
are not opened, so an archive in an archive is only weighed.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from bot.errors import FileError

__all__ = ["check_container"]

_MOST_PARTS = 20_000
_PIECE = 256 * 1024
_KINDS = {
    "word/": ("a Word file", ".docx"),
    "xl/": ("an Excel workbook", ".xlsx"),
    "ppt/": ("a PowerPoint file", ".pptx"),
    "META-INF/container.xml": ("an EPUB book", ".epub"),
}
_XML = (".xml", ".rels", ".opf", ".ncx", ".vml", ".xhtml", ".html", ".htm")
_DECLARED = re.compile(rb"<!ENTITY", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)
_OVERLAP = 16
_ENCRYPTED = 1


def check_container(path: Path, suffix: str, most_mb: int) -> None:
    """Raise FileError for an archive that must not be opened as the format its name says."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_parts(parts, suffix, most_mb)
            left = most_mb * 1024 * 1024
            for part in parts:
                left -= _weighed(archive, part, suffix, left)
                if left < 0:
                    raise FileError(f"unpacks to more than {most_mb} MB, which is not opened")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, OverflowError) as error:
        raise FileError(f"is a damaged {suffix} file; save it again") from error
    except (NotImplementedError, RuntimeError) as error:
        raise FileError(
            f"is packed in a way that is not read; save it again as {suffix}"
        ) from error


def _check_parts(parts: list[zipfile.ZipInfo], suffix: str, most_mb: int) -> None:
    if len(parts) > _MOST_PARTS:
        raise FileError(f"holds {len(parts)} parts; at most {_MOST_PARTS} are opened")
    if sum(part.file_size for part in parts) > most_mb * 1024 * 1024:
        raise FileError(f"unpacks to more than {most_mb} MB, which is not opened")
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise FileError("is encrypted; save a copy without a password")
    for part in parts:
        steps = part.orig_filename.replace("\\", "/").split("/")
        if ".." in steps or not steps[0] or ":" in steps[0]:
            raise FileError("holds a part whose path leads out of the file; it is not opened")
    names = [part.filename for part in parts]
    kinds = [kind for start, kind in _KINDS.items() if any(n.startswith(start) for n in names)]
    if not any(own == suffix for _, own in kinds):
        what = kinds[0][0] if kinds else "a zip archive"
        advice = f"rename it to {kinds[0][1]}" if kinds else "unpack it first"
        raise FileError(f"is {what}, no {suffix} file that can be opened; {advice}")


def _weighed(archive: zipfile.ZipFile, part: zipfile.ZipInfo, suffix: str, left: int) -> int:
    """The real size of a part. Raises FileError where its XML declares entities."""
    size = 0
    xml = part.filename.lower().endswith(_XML)
    tail = b""
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > left:
                break
            if xml:
                # UTF-16 would hide the words between zero bytes.
                seen = tail + piece.replace(b"\0", b"")
                tail = seen[-_OVERLAP:]
                if _DECLARED.search(seen) or (suffix != ".epub" and _DOCTYPE.search(seen)):
                    raise FileError("declares XML entities, which no such file needs; not opened")
    return size
