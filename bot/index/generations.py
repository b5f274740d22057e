"""An index on disk: generations in folders of their own, each complete before it can be seen.

A generation is built beside the others under the index's lock, never changed once its manifest
stands (written last, renamed into place), and read by any number of processes. The one before is
kept until the next build; older ones, and the leavings of a build that died, are cleared then,
unless a process still reads them. Opening checks every file's size, and the content of the smaller
ones: what is damaged is reported and passed over. It does not guard against a hand that edits a
large array in place, nor lock over network file systems that do not.
"""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
import weakref
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.errors import StoreError
from bot.index.lexical import Lexical
from bot.index.nearest import Nearest
from bot.index.passages import PassageStore
from bot.index.reading import Reading
from bot.index.terms import Side
from bot.index.vectors import VectorStore, collection_name

__all__ = ["Generation", "IndexFolder", "Manifest", "Part"]

FORMAT = 2
MANIFEST = "manifest.json"
IN_USE = "in-use"
LOCK = "build.lock"
KEPT = 2
LOCK_WAIT_S = 900.0
_CHECKED_WHOLE = 8 * 2**20
_CHROMA = "chroma"
_ANY = -1

Log = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation holds and was made with; `files` gives each file's size and checksum.

    `sha256` is of the content, `stamp` of whatever decides that the content is current (the hash
    of the corpus' files), `parts` the number of texts by language, `server` whether the vectors
    are in a Chroma server.
    """

    index: str
    generation: str
    sha256: str
    stamp: str
    encoder: str
    terms: str
    passages: int
    sources: int
    parts: Mapping[str, int]
    server: bool
    files: Mapping[str, tuple[int, int]]
    format: int = FORMAT

    @property
    def collections(self) -> tuple[str, ...]:
        """The names of its collections in Chroma."""
        return tuple(collection_name(self.generation, lang) for lang in self.parts)


@dataclass(frozen=True, slots=True)
class Part:
    """The texts of one language in a generation, by row: lexical matrix, vectors, passage rows.

    `mean` and `spread` are the first and second moments of the vectors: with them the score of a
    query against the whole part is standardised without reading it. `reading` has the texts' words,
    where the encoder is a table of them.
    """

    language: str
    side: Side
    lexical: Lexical
    passages: NDArray[np.int32]
    vectors: NDArray[np.float16]
    mean: NDArray[np.float32]
    spread: NDArray[np.float32]
    collection: str
    nearest: Nearest
    reading: Reading | None


class Generation:
    """An open generation. Raises StoreError, which says what is damaged."""

    def __init__(self, folder: Path, server: str | None = None) -> None:
        self.folder = folder
        self.manifest = read_manifest(folder)
        _check_files(folder, self.manifest)
        self.passages = PassageStore(folder / "passages.sqlite", self.manifest.index)
        try:
            self.parts = {lang: self._part(lang) for lang in self.manifest.parts}
        except (OSError, ValueError) as error:
            self.passages.close()
            raise StoreError(f"the index in {folder} is damaged: {error}") from error
        self.vectors = VectorStore(folder / _CHROMA, server if self.manifest.server else None)
        # One that nobody closes lets go of its files when nobody searches it any more.
        self._release = weakref.finalize(
            self, _let_go, self.passages, self.vectors, _mark_in_use(folder)
        )
        self._release.atexit = False

    def hashes(self, language: str) -> NDArray[np.uint8]:
        """The hash of every text of a language, by row."""
        return _mapped(self.folder / language / "hashes.npy")

    def close(self) -> None:
        """Let go of every file."""
        self._release()

    def _part(self, language: str) -> Part:
        folder = self.folder / language
        passages, vectors = _mapped(folder / "passages.npy"), _mapped(folder / "vectors.npy")
        sides: dict[str, Side] = {"en": "latin", "und": "both"}
        return Part(
            language=language,
            side=sides.get(language, "han"),
            lexical=Lexical(folder, len(passages)),
            passages=passages,
            vectors=vectors,
            mean=np.load(folder / "mean.npy"),
            spread=np.load(folder / "spread.npy"),
            collection=collection_name(self.manifest.generation, language),
            nearest=Nearest(folder, vectors),
            reading=Reading(folder) if (folder / "words.npy").exists() else None,
        )


class IndexFolder:
    """The folder of one index: its generations, newest first, and its lock."""

    def __init__(self, path: Path, server: str | None = None) -> None:
        self.path = path
        self._server = server

    def generations(self) -> list[Path]:
        """The folders of all generations, finished or not, newest first."""
        if not self.path.is_dir():
            return []
        return sorted((p for p in self.path.glob("gen-*") if p.is_dir()), reverse=True)

    def newest(self, log: Log = lambda _: None) -> Generation | None:
        """The newest generation that is whole; each damaged one before it is told to `log`."""
        for folder in self.generations():
            if not (folder / MANIFEST).exists():
                continue  # being built, or left by a build that died
            try:
                return Generation(folder, self._server)
            except StoreError as error:
                log(str(error))
        return None

    @contextmanager
    def locked(self, waiting: Log = lambda _: None) -> Iterator[None]:
        """Hold the index's lock: one builder at a time. Raises StoreError when it is never free."""
        from filelock import FileLock, Timeout

        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the index folder {self.path} cannot be made: {error}") from error
        lock = FileLock(self.path / LOCK, is_singleton=False)
        try:
            try:
                lock.acquire(timeout=0)
            except Timeout:
                waiting(f"another process is building in {self.path}; waiting for it")
                lock.acquire(timeout=LOCK_WAIT_S)
        except (Timeout, OSError) as error:
            raise StoreError(
                f"the index in {self.path} is locked: a build did not end in {LOCK_WAIT_S:.0f} s; "
                "end that process and try again"
            ) from error
        try:
            yield
        finally:
            lock.release()

    def begin(self) -> Path:
        """A new folder to build in; the caller holds the lock."""
        folder = self.path / f"gen-{time.time_ns():020d}-{uuid.uuid4().hex[:6]}"
        folder.mkdir()
        return folder

    def finish(self, folder: Path, manifest: Manifest) -> None:
        """Write the manifest, which makes the generation visible, and clear what is old."""
        unfinished = folder / f"{MANIFEST}.unfinished"
        with unfinished.open("w", encoding="utf-8") as file:
            json.dump(asdict(manifest), file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(folder / MANIFEST)
        self._clear()

    def _clear(self) -> None:
        whole = [p for p in self.generations() if (p / MANIFEST).exists()]
        kept = set(whole[:KEPT])
        for folder in self.generations():
            if folder not in kept and not _in_use(folder):
                self._remove(folder)

    def _remove(self, folder: Path) -> None:
        local = folder / _CHROMA
        if self._server and not local.exists():
            parts = (path.name for path in folder.iterdir() if path.is_dir())
            names = [collection_name(folder.name, language) for language in parts]
            # A server that is away keeps what nobody can find; that must not stop a build here.
            with closing(VectorStore(folder, self._server)) as store, suppress(StoreError):
                store.drop(names)
        shutil.rmtree(folder, ignore_errors=True)

    def remove(self) -> None:
        """Delete the index, whoever reads it. The caller holds no lock."""
        with self.locked():
            for folder in self.generations():
                self._remove(folder)
        shutil.rmtree(self.path, ignore_errors=True)


def files_of(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and checksum of every file of a generation; Chroma's have none, only their names."""
    found = {}
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        name = path.relative_to(folder).as_posix()
        if name.startswith(f"{_CHROMA}/"):
            # Chroma keeps house when its store is opened, and rewrites the files of tiny ones.
            if not name.endswith(("-wal", "-shm")):
                found[name] = (_ANY, 0)
        elif name != IN_USE:
            found[name] = (path.stat().st_size, _checksum(path))
    return found


def read_manifest(folder: Path) -> Manifest:
    try:
        fields = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        fields["files"] = {name: (size, crc) for name, (size, crc) in fields["files"].items()}
        manifest = Manifest(**fields)
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise StoreError(f"the manifest of {folder} is damaged: {error}") from error
    if manifest.format != FORMAT:
        raise StoreError(f"{folder} has format {manifest.format}; {FORMAT} was expected")
    return manifest


def _check_files(folder: Path, manifest: Manifest) -> None:
    for name, (size, checksum) in manifest.files.items():
        path = folder / name
        try:
            found = path.stat().st_size
            if size == _ANY:
                whole = found > 0 or not name.endswith(".sqlite3")
            else:
                whole = found == size and _checksum(path) == checksum
        except OSError as error:
            raise StoreError(f"the index in {folder} is damaged: {name} is missing") from error
        if not whole:
            raise StoreError(
                f"the index in {folder} is damaged: {name} is not what was written "
                f"({found} bytes found, {size} expected)"
            )


def _checksum(path: Path) -> int:
    if path.stat().st_size > _CHECKED_WHOLE:
        return 0
    return zlib.crc32(path.read_bytes())


def _mapped(path: Path) -> NDArray[Any]:
    array: NDArray[Any] = np.load(path, mmap_mode="r").view(np.ndarray)
    return array


def _let_go(passages: PassageStore, vectors: VectorStore, mark: int | None) -> None:
    vectors.close()
    passages.close()
    if mark is not None:
        os.close(mark)


def _mark_in_use(folder: Path) -> int | None:
    """Hold a shared lock while a generation is read, so that no builder clears it."""
    try:
        import fcntl

        mark = os.open(folder / IN_USE, os.O_RDWR | os.O_CREAT, 0o644)
    except (ImportError, OSError):  # another system, or a folder that may only be read
        return None
    fcntl.flock(mark, fcntl.LOCK_SH)
    return mark


def _in_use(folder: Path) -> bool:
    try:
        import fcntl

        with (folder / IN_USE).open("ab") as mark:
            fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        return False
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
