"""The indexes of a data folder, by name: opened, built when stale or damaged, changed, removed.

An index is stale when its content's stamp, the encoder, the terms or the place of its vectors is
another. One that is damaged or made with other tools is built again from the content that the
caller has (the shipped corpus) or from the texts that the index keeps. Of two builders one waits,
looks again, and builds only what is still missing. Reads no files of a reader's.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from bot.errors import InputError, StoreError, UnknownIndexError
from bot.index.building import Built, Content, Progress, Tools, build_generation, silent
from bot.index.changes import BuildReport, Change, Incoming, apply_changes
from bot.index.generations import Generation, IndexFolder, Manifest, read_manifest
from bot.index.passages import PassageStore

__all__ = ["Catalogue"]

Log = Callable[[str], None]

_NAME = re.compile(r"[^\W_][\w.-]{0,62}")


class Catalogue:
    """The named indexes under one folder, made with one set of tools."""

    def __init__(self, folder: Path, tools: Tools, log: Log = lambda _: None) -> None:
        self._folder = folder
        self._tools = tools
        self._log = log

    def shipped(
        self, name: str, content: Content, progress: Progress, *, rebuild: bool = False
    ) -> tuple[Generation, BuildReport]:
        """The index of content that the caller has, built when it is not current."""
        started = time.perf_counter()
        folder = self._of(name)
        found = folder.newest(self._log)
        change = _difference(found, content)
        built = None
        if rebuild or not found or not self._is_current(found.manifest, content.stamp):
            with folder.locked(self._log):
                # Another process may have built it while this one waited.
                found = folder.newest() or found
                if rebuild or not found or not self._is_current(found.manifest, content.stamp):
                    self._log(f"building the index {name!r}")
                    old = None if rebuild else found
                    built = build_generation(folder, name, content, self._tools, old, progress)
        generation = self._newest(folder, name) if built or not found else found
        seconds = time.perf_counter() - started
        return generation, _report(generation.manifest, change, built, seconds)

    def named(self, name: str, progress: Progress) -> Generation:
        """The index of that name; made with other tools, it is built again from its texts.

        Raises UnknownIndexError, or StoreError when nothing of it can be read.
        """
        folder = self._of(name)
        if not folder.generations():
            raise self._unknown(name)
        found = folder.newest(self._log)
        if found and self._is_current(found.manifest):
            return found
        with folder.locked(self._log):
            found = folder.newest() or found
            if found is None or not self._is_current(found.manifest):
                self._log(f"building the index {name!r} again from the texts that it keeps")
                content = self._kept(folder, name, found)
                build_generation(folder, name, content, self._tools, found, progress)
        return self._newest(folder, name)

    def change(
        self,
        name: str,
        incoming: Sequence[Incoming],
        gone: Callable[[Iterable[str]], Iterable[str]] = lambda _: (),
        *,
        rebuild: bool = False,
        progress: Progress = silent,
    ) -> tuple[Generation, BuildReport]:
        """Put sources into an index, made when there is none; no change, no build.

        `gone` is asked which of the files that the index was read from are there no more.
        """
        started = time.perf_counter()
        folder = self._of(name)
        with folder.locked(self._log):
            found = folder.newest(self._log)
            sources = found.passages.sources() if found else ()
            passages = found.passages.all() if found else ()
            roots = {stored.root for stored in sources if stored.root}
            change = apply_changes(name, sources, passages, incoming, gone(roots))
            built = None
            current = found is not None and self._is_current(found.manifest)
            if rebuild or not current or change.added or change.changed or change.removed:
                content = Content(change.passages, change.sources)
                previous = None if rebuild else found
                built = build_generation(folder, name, content, self._tools, previous, progress)
        generation = self._newest(folder, name) if built or found is None else found
        seconds = time.perf_counter() - started
        return generation, _report(generation.manifest, change, built, seconds)

    def manifests(self) -> tuple[Manifest, ...]:
        """What every index that stands holds, by name."""
        found = []
        for path in sorted(self._folder.glob("*")):
            newest = _newest_manifest(IndexFolder(path))
            if newest:
                found.append(newest)
        return tuple(found)

    def remove(self, name: str) -> None:
        """Delete an index. Raises UnknownIndexError."""
        folder = self._of(name)
        if not folder.generations():
            raise self._unknown(name)
        folder.remove()

    def _of(self, name: str) -> IndexFolder:
        if not _NAME.fullmatch(name):
            raise InputError(
                f"{name!r} cannot name an index; letters, digits, '.', '-' and '_' were expected, "
                "at most 63"
            )
        return IndexFolder(self._folder / name, self._tools.server)

    def _is_current(self, manifest: Manifest, stamp: str | None = None) -> bool:
        return (
            manifest.encoder == self._tools.encoder.name
            and manifest.terms == self._tools.analyser.version
            and manifest.server == (self._tools.server is not None)
            and stamp in (None, manifest.stamp)
        )

    def _newest(self, folder: IndexFolder, name: str) -> Generation:
        found = folder.newest(self._log)
        if found is None:
            raise StoreError(
                f"the index {name!r} in {folder.path} cannot be read after it was built; "
                "check the disk, then run: looplens index --rebuild"
            )
        return found

    def _kept(self, folder: IndexFolder, name: str, found: Generation | None) -> Content:
        """The texts that an index keeps, even where the rest of it is damaged."""
        if found:
            return Content(tuple(found.passages.all()), found.passages.sources())
        for path in folder.generations():
            try:
                store = PassageStore(path / "passages.sqlite", name)
                content = Content(tuple(store.all()), store.sources())
            except StoreError:
                continue
            store.close()
            return content
        raise StoreError(
            f"the index {name!r} in {folder.path} is damaged beyond its texts; remove it with "
            f"'looplens index remove {name}' and index the files again"
        )

    def _unknown(self, name: str) -> UnknownIndexError:
        known = ", ".join(m.index for m in self.manifests()) or "none"
        return UnknownIndexError(
            f"there is no index {name!r}; there are: {known}. "
            f"Make it with: looplens index PATH --index {name}"
        )


def _difference(found: Generation | None, content: Content) -> Change:
    """What is new, other or gone in content that is given whole."""
    old = {s.source.id: s.sha256 for s in found.passages.sources()} if found else {}
    new = {s.source.id: s.sha256 for s in content.sources}
    added = sorted(new.keys() - old.keys())
    changed = sorted(name for name in new.keys() & old.keys() if new[name] != old[name])
    return Change(
        passages=tuple(content.passages),
        sources=tuple(content.sources),
        added=tuple(added),
        changed=tuple(changed),
        removed=tuple(sorted(old.keys() - new.keys())),
        unchanged=len(new) - len(added) - len(changed),
    )


def _newest_manifest(folder: IndexFolder) -> Manifest | None:
    for path in folder.generations():
        try:
            return read_manifest(path)
        except StoreError:
            continue
    return None


def _report(manifest: Manifest, change: Change, built: Built | None, seconds: float) -> BuildReport:
    return BuildReport(
        index=manifest.index,
        sha256=manifest.sha256,
        passages=manifest.passages,
        sources=manifest.sources,
        added=change.added,
        changed=change.changed,
        removed=change.removed,
        unchanged=change.unchanged,
        encoder=manifest.encoder,
        vectors_copied=built.copied if built else 0,
        vectors_encoded=built.encoded if built else 0,
        seconds=round(seconds, 3),
    )
