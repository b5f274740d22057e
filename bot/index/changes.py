"""What changes in an index of one's own: which sources come, go or stay, told by what they say.

Sources are compared by the hash of their passages, and remembered by the path that they were read
from: a file that is gone from a folder that is indexed again takes its sources with it, files of
other folders stay. A source id that another file holds already gets that file's folder before it.
Reads no file and writes none.
"""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.index.passages import StoredSource, passages_hash
from bot.records import Passage, Source

__all__ = ["BuildReport", "Change", "Incoming", "apply_changes"]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: source ids added, changed and removed, files refused with the reason."""

    index: str
    sha256: str
    passages: int
    sources: int
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0
    refused: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    encoder: str = ""
    vectors_copied: int = 0
    vectors_encoded: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Incoming:
    """A source as it was read now, its passages, and the file that it came from."""

    source: Source
    passages: tuple[Passage, ...]
    path: str


@dataclass(frozen=True, slots=True)
class Change:
    """The whole content of the index after the change, and what the change was."""

    passages: tuple[Passage, ...]
    sources: tuple[StoredSource, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: int


def apply_changes(
    index: str,
    old_sources: Iterable[StoredSource],
    old_passages: Iterable[Passage],
    incoming: Sequence[Incoming],
    gone: Iterable[str],
) -> Change:
    """Put what was read now in the place of what stood there; drop sources of the files `gone`."""
    old = {stored.source.id: stored for stored in old_sources}
    passages: dict[str, list[Passage]] = {}
    for passage in old_passages:
        passages.setdefault(passage.source_id, []).append(passage)
    gone = set(gone)
    read_now = gone.union(one.path for one in incoming)
    stale = {name for name, stored in old.items() if stored.root in read_now}
    owners = {name: stored.root for name, stored in old.items() if stored.root not in gone}
    held: dict[str, set[str]] = {}
    for name, path in owners.items():
        held.setdefault(path, set()).add(name)
    came: dict[str, StoredSource] = {}
    for one in incoming:
        named = _named(index, one, owners, held.get(one.path, ()), came)
        came[named.source.id] = StoredSource(named.source, passages_hash(named.passages), one.path)
        passages[named.source.id] = list(named.passages)
    kept = {name: stored for name, stored in old.items() if name not in stale} | came
    order = sorted(kept)
    added = sorted(came.keys() - old.keys())
    changed = sorted(s for s in came.keys() & old.keys() if came[s].sha256 != old[s].sha256)
    return Change(
        passages=tuple(p for name in order for p in passages.get(name, ())),
        sources=tuple(kept[name] for name in order),
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(sorted(stale - came.keys())),
        unchanged=len(kept) - len(added) - len(changed),
    )


def _choices(name: str, parent: str) -> Iterator[str]:
    yield name
    yield f"{parent}/{name}"
    yield from (f"{parent}/{name}-{number}" for number in range(2, 1000))


def _named(
    index: str,
    one: Incoming,
    owners: Mapping[str, str],
    held: Collection[str],
    came: Container[str],
) -> Incoming:
    """The source under an id that no other file owns, its passages under that id.

    What its file holds already (`held`) keeps its id.
    """
    name = one.source.id
    parent = Path(one.path).parent.name
    kept = (c for c in _choices(name, parent) if c in held and c not in came)
    usable = (
        c for c in _choices(name, parent) if c not in came and owners.get(c, one.path) == one.path
    )
    free = (next(kept, "") if held else "") or next(usable)
    passages = tuple(
        replace(p, index=index, source_id=free, id=f"{free}/{p.id.removeprefix(name + '/')}")
        for p in one.passages
    )
    return Incoming(replace(one.source, id=free), passages, one.path)
