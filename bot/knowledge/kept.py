"""Filings kept in a folder: written in one piece, noted when complete, found again next time.

A filing's hidden note names its files with their hashes and is written last; a file that was cut
off or changed makes the filing incomplete. Knows nothing of what the files say.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import FetchError

__all__ = ["AGAIN", "Kept", "keep", "kept", "make_folder", "unwritable"]

AGAIN = "run the same command again, it takes up where it stopped"
# Raised with the wording of facts: what an older one wrote is fetched anew.
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Kept:
    """A filing that is complete: its files, and how many facts are in them."""

    files: tuple[Path, ...]
    facts: int


def keep(folder: Path, accession: str, texts: Mapping[str, str], facts: int) -> Kept:
    """Write a filing's files, its note last. Raises FetchError."""
    for name, text in texts.items():
        _write(folder / name, text)
    hashes = {name: _digest(text.encode()) for name, text in texts.items()}
    note = {"version": _VERSION, "files": hashes, "facts": facts}
    _write(_note(folder, accession), json.dumps(note))
    return Kept(tuple(folder / name for name in texts), facts)


def kept(folder: Path, accession: str) -> Kept | None:
    """The filing, if all of its files are there as they were written."""
    try:
        note: Any = json.loads(_note(folder, accession).read_text("utf-8"))
        files = {folder / name: known for name, known in note["files"].items()}
        whole = all(_digest(file.read_bytes()) == known for file, known in files.items())
        if whole and files and note["version"] == _VERSION:
            return Kept(tuple(files), int(note["facts"]))
    # What reading a note that is missing, cut off or not ours raises.
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        pass
    return None


def make_folder(folder: Path) -> None:
    """The folder, made where there is none. Raises FetchError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise unwritable(folder, error) from error


def unwritable(path: Path, error: OSError) -> FetchError:
    """Why a file or folder cannot be written, in one sentence."""
    return FetchError(
        f"{path} cannot be written ({(error.strerror or str(error)).lower()}); make room or choose "
        f"another --to DIR, then {AGAIN}"
    )


def _note(folder: Path, accession: str) -> Path:
    return folder / f".{accession}.json"  # hidden: the index passes it over


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _write(path: Path, text: str) -> None:
    """Write in one piece: under another name first. Raises FetchError."""
    half = path.with_name(f".{path.name.lstrip('.')}.part")
    try:
        with half.open("wb") as file:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        raise unwritable(path, error) from error
