"""The passages and sources that a generation keeps: one SQLite file, read a passage at a time.

An index holds its texts, so that a new encoder or a rebuild needs no source file. Opening reads
nothing; memory does not grow with the index. Written once, then only read, by any number of
threads and processes.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bot.errors import StoreError
from bot.records import Passage, Preface, Source

__all__ = [
    "PassageStore",
    "StoredSource",
    "indexed_text",
    "passage_body",
    "passage_from",
    "passages_hash",
    "segments",
    "write_passages",
]

_TABLES = """
CREATE TABLE passages (row INTEGER PRIMARY KEY, id TEXT UNIQUE, source TEXT, body TEXT);
CREATE TABLE sources (id TEXT PRIMARY KEY, root TEXT, sha256 TEXT, body TEXT);
"""

AT_ONCE = 10
REMEMBERED = 4096
"""Passages that are kept once they were read, of those that are asked for by row."""

_AT = f"SELECT row, id, source, body FROM passages WHERE row IN ({','.join('?' * AT_ONCE)})"


@dataclass(frozen=True, slots=True)
class StoredSource:
    """A source with the hash of its passages and the path by which it was read, if any."""

    source: Source
    sha256: str
    root: str


def indexed_text(passage: Passage, language: str) -> str:
    """What is indexed of a passage: its document's title and its heading count with its text."""
    parts = (_said(passage.title, language), _said(passage.heading, language))
    kept = dict.fromkeys(part for part in parts if part)
    return "\n".join((*kept, passage.text[language]))


def segments(passage: Passage, language: str) -> tuple[str, ...]:
    """What is indexed of a passage, in pieces: its title and heading, then each sentence."""
    text = passage.text[language]
    whole = indexed_text(passage, language)
    spans = passage.sentences.get(language) or ((0, len(text)),)
    return (whole[: len(whole) - len(text)], *(text[start:end] for start, end in spans))


def _said(names: Mapping[str, str], language: str) -> str:
    return names.get(language) or next(iter(names.values()), "")


def write_passages(
    path: Path, passages: Sequence[Passage], sources: Iterable[StoredSource]
) -> None:
    """Write the file. Raises StoreError when two passages share an id or the disk refuses."""
    file = sqlite3.connect(path)
    try:
        file.executescript(_TABLES)
        file.executemany(
            "INSERT INTO passages VALUES (?, ?, ?, ?)",
            ((row, p.id, p.source_id, _packed(p)) for row, p in enumerate(passages)),
        )
        file.executemany(
            "INSERT INTO sources VALUES (?, ?, ?, ?)",
            ((s.source.id, s.root, s.sha256, json.dumps(asdict(s.source))) for s in sources),
        )
        file.commit()
    except sqlite3.Error as error:
        raise StoreError(f"the passages cannot be written to {path}: {error}") from error
    finally:
        file.close()


def passages_hash(passages: Iterable[Passage]) -> str:
    """SHA-256 of what these passages say, and where."""
    digest = hashlib.sha256()
    for passage in passages:
        digest.update(f"{passage.id}\0{passage.source_id}\0{_packed(passage)}\0".encode())
    return digest.hexdigest()


class PassageStore:
    """An open file of passages. Raises StoreError where it is damaged."""

    def __init__(self, path: Path, index: str) -> None:
        self._path = path
        self._index = index
        self._lock = threading.Lock()
        self._known: dict[int, Passage] = {}
        self._named: dict[str, Passage] = {}
        address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._file = self._asked(
            lambda: sqlite3.connect(address, uri=True, check_same_thread=False)
        )

    def at(self, rows: Collection[int]) -> dict[int, Passage]:
        """The passages of these row numbers, by number, read at once; the last are remembered."""
        known = self._known
        found = {row: known[row] for row in rows if row in known}
        missing = [row for row in rows if row not in found]
        for at in range(0, len(missing), AT_ONCE):
            some = missing[at : at + AT_ONCE]
            # Always as many marks: SQLite keeps a query that it has read before.
            marked = (*some, *(some[:1] * (AT_ONCE - len(some))))
            for row, *rest in self._select(_AT, *marked):
                found[row] = self._passage(rest)
        if len(known) + len(missing) > REMEMBERED:
            known = self._known = {}
        known.update((row, found[row]) for row in missing if row in found)
        return found

    def of_source(self, source_id: str) -> frozenset[int]:
        """The row numbers of a source whose passages' ids begin with its own and a slash."""
        found = self._select(
            "SELECT row FROM passages WHERE id > ? AND id < ? AND source = ?",
            f"{source_id}/",
            f"{source_id}0",  # the sign after the slash
            source_id,
        )
        return frozenset(row for (row,) in found)

    def get(self, passage_id: str) -> Passage | None:
        """The passage of an id; the last are remembered."""
        known = self._named
        found = known.get(passage_id)
        if found is None:
            rows = self._rows("WHERE id = ?", passage_id)
            found = self._passage(rows[0]) if rows else None
            if found is not None:
                if len(known) >= REMEMBERED:
                    known = self._named = {}
                known[passage_id] = found
        return found

    def around(self, passage_id: str, before: int, after: int) -> tuple[Passage, ...]:
        """The passages before and after one in its source, without itself."""
        found = self._select("SELECT row, source FROM passages WHERE id = ?", passage_id)
        if not found:
            return ()
        ((row, source),) = found
        which = "WHERE row BETWEEN ? AND ? AND row != ? AND source = ? ORDER BY row"
        rows = self._rows(which, row - before, row + after, row, source)
        return tuple(map(self._passage, rows))

    def all(self) -> Iterator[Passage]:
        """Every passage, in row order."""
        return map(self._passage, self._rows("ORDER BY row"))

    def source(self, source_id: str) -> Source | None:
        """The source of an id."""
        rows = self._select("SELECT body FROM sources WHERE id = ?", source_id)
        return Source(**json.loads(rows[0][0])) if rows else None

    def sources(self) -> tuple[StoredSource, ...]:
        """Every source, in the order of their ids."""
        rows = self._select("SELECT body, sha256, root FROM sources ORDER BY id")
        return tuple(StoredSource(Source(**json.loads(b)), sha, root) for b, sha, root in rows)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._file.close()

    def _rows(self, which: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._select(f"SELECT id, source, body FROM passages {which}", *values)

    def _select(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._lock:
            rows: list[tuple[Any, ...]] = self._asked(
                lambda: self._file.execute(query, values).fetchall()
            )
        return rows

    def _asked(self, ask: Any) -> Any:
        try:
            return ask()
        except sqlite3.Error as error:
            raise StoreError(f"the passages in {self._path} cannot be read: {error}") from error

    def _passage(self, row: Sequence[Any]) -> Passage:
        return passage_from(row[0], self._index, row[1], json.loads(row[2]))


def passage_body(passage: Passage) -> dict[str, Any]:
    """A passage as JSON values, without its id, index and source."""
    told = [[p.kind, p.passage_id, p.sentence, p.text] for p in passage.prefaces]
    return {
        "locator": passage.locator,
        "heading": dict(passage.heading),
        "title": dict(passage.title),
        "text": dict(passage.text),
        "sentences": {lang: list(spans) for lang, spans in passage.sentences.items()},
        "text_kind": passage.text_kind,
        "later": passage.later,
        **({"prefaces": told} if told else {}),
    }


def passage_from(passage_id: str, index: str, source_id: str, body: dict[str, Any]) -> Passage:
    """The passage that `passage_body` described."""
    spans = {lang: tuple(map(tuple, some)) for lang, some in body.pop("sentences").items()}
    told = tuple(Preface(*one) for one in body.pop("prefaces", ()))
    return Passage(passage_id, index, source_id, sentences=spans, prefaces=told, **body)


def _packed(passage: Passage) -> str:
    return json.dumps(passage_body(passage), ensure_ascii=False)
