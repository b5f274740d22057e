"""Builds one generation of an index: passages, terms, vectors, manifest, in that order.

What did not change is not encoded again: a text's vector is copied from the generation before when
its hash and the encoder are the same. Vectors are kept as half floats beside Chroma (which holds
the same values), to copy forward and to score exactly what the two arms found. Knows no files of
the reader: `bot.library` says what goes in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.index.encoder import Encoder
from bot.index.generations import Generation, IndexFolder, Manifest, files_of
from bot.index.lexical import LexicalBuilder
from bot.index.nearest import write_axes
from bot.index.passages import (
    StoredSource,
    indexed_text,
    passages_hash,
    segments,
    write_passages,
)
from bot.index.products import product
from bot.index.reading import WordTable, write_reading
from bot.index.terms import Analyser
from bot.index.threads import on_one_thread
from bot.index.vectors import VectorStore, collection_name
from bot.records import Passage

__all__ = ["Content", "Progress", "Tools", "build_generation", "silent"]

Progress = Callable[[int, int, str], None]
"""Called with what is done, of how much, and what is being done."""

BATCH = 256
STRETCH = 50_000
MANY = 5_000
"""Texts from which on it pays to read the whole dictionary into memory."""


def silent(_done: int, _total: int, _text: str) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True)
class Content:
    """What an index is to hold; `stamp` decides later whether it is current."""

    passages: Sequence[Passage]
    sources: Sequence[StoredSource]
    stamp: str = ""


@dataclass(frozen=True, slots=True)
class Tools:
    """What an index is made with; `server` is the address of a Chroma server, or None."""

    analyser: Analyser
    encoder: Encoder
    server: str | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """The folder of a finished generation, and how many vectors were copied forward."""

    folder: Path
    copied: int
    encoded: int


@dataclass(slots=True)
class _Work:
    """The progress of one build: every text is read twice, for its terms and for its vector."""

    report: Progress
    total: int
    done: int = 0

    def step(self, count: int, text: str) -> None:
        self.done += count
        self.report(self.done, self.total, text)


def build_generation(
    folder: IndexFolder,
    index: str,
    content: Content,
    tools: Tools,
    previous: Generation | None = None,
    progress: Progress = silent,
) -> Built:
    """Write a new generation and make it visible; the caller holds the folder's lock.

    Raises StoreError when it cannot be written and EngineError when the encoder fails; what was
    begun is then left without a manifest, and the next build clears it.
    """
    on_one_thread()
    here = folder.begin()
    write_passages(here / "passages.sqlite", content.passages, content.sources)
    rows = _rows_by_language(content.passages)
    work = _Work(progress, 2 * sum(len(some) for some in rows.values()))
    copied = 0
    with closing(VectorStore(here / "chroma", tools.server)) as store:
        for language, some in rows.items():
            part = here / language
            part.mkdir()
            np.save(part / "passages.npy", np.array(some, dtype=np.int32))
            texts = [indexed_text(content.passages[row], language) for row in some]
            vectors, kept = _vectors(part, texts, language, tools.encoder, previous, work)
            copied += kept
            if isinstance(tools.encoder, WordTable):
                pieces = [segments(content.passages[row], language) for row in some]
                write_reading(part, pieces, tools.encoder)
            _build_terms(part, texts, language, tools.analyser, work)
            store.add(collection_name(here.name, language), vectors)
    folder.finish(here, _manifest(here, index, content, tools, rows))
    return Built(here, copied, sum(len(some) for some in rows.values()) - copied)


def _rows_by_language(passages: Sequence[Passage]) -> dict[str, list[int]]:
    rows: dict[str, list[int]] = {}
    for row, passage in enumerate(passages):
        for language in passage.text:
            rows.setdefault(language, []).append(row)
    return dict(sorted(rows.items()))


def _build_terms(
    part: Path, texts: Sequence[str], language: str, analyser: Analyser, work: _Work
) -> None:
    builder = LexicalBuilder()
    if len(texts) > MANY:
        analyser.prepare()
    for text in texts:
        builder.add(analyser.read(text))
        work.step(1, f"terms of {language}")
    builder.write(part)


def _vectors(
    part: Path,
    texts: Sequence[str],
    language: str,
    encoder: Encoder,
    previous: Generation | None,
    work: _Work,
) -> tuple[NDArray[np.float16], int]:
    """The vectors of a part, written with their hashes and moments; how many were copied."""
    hashes = [hashlib.sha256(text.encode()).digest()[:16] for text in texts]
    np.save(part / "hashes.npy", np.frombuffer(b"".join(hashes), np.uint8).reshape(-1, 16))
    old = _known_vectors(previous, language, encoder.name)
    known = [(row, old[one]) for row, one in enumerate(hashes) if one in old]
    missing = [row for row, one in enumerate(hashes) if one not in old]
    work.step(len(known), f"vectors of {language}")
    halves: NDArray[np.float16] | None = None
    if known:
        halves = np.empty((len(texts), len(known[0][1])), dtype=np.float16)
        for row, vector in known:
            halves[row] = vector
    for at in range(0, len(missing), BATCH):
        some = missing[at : at + BATCH]
        found = encoder.documents([texts[row] for row in some])
        if halves is None:
            halves = np.empty((len(texts), found.shape[1]), dtype=np.float16)
        halves[some] = found
        work.step(len(some), f"vectors of {language}")
    assert halves is not None, "a part has texts"
    np.save(part / "vectors.npy", halves)
    _write_moments(part, halves)
    return halves, len(known)


def _write_moments(part: Path, halves: NDArray[np.float16]) -> None:
    """Write the first and second moments, a stretch at a time: memory is for other things."""
    size = halves.shape[1]
    total, squares = np.zeros(size), np.zeros((size, size))
    for at in range(0, len(halves), STRETCH):
        some = halves[at : at + STRETCH].astype(np.float32)
        total += some.sum(axis=0)
        squares += product(some.T, some)
    np.save(part / "mean.npy", (total / len(halves)).astype(np.float32))
    spread = (squares / len(halves)).astype(np.float32)
    np.save(part / "spread.npy", spread)
    write_axes(part, halves, spread)


def _known_vectors(
    previous: Generation | None, language: str, encoder: str
) -> Mapping[bytes, NDArray[np.float16]]:
    if previous is None or previous.manifest.encoder != encoder or language not in previous.parts:
        return {}
    vectors = previous.parts[language].vectors
    return {row.tobytes(): vectors[at] for at, row in enumerate(previous.hashes(language))}


def _manifest(
    here: Path, index: str, content: Content, tools: Tools, rows: Mapping[str, Sequence[int]]
) -> Manifest:
    return Manifest(
        index=index,
        generation=here.name,
        sha256=passages_hash(content.passages),
        stamp=content.stamp,
        encoder=tools.encoder.name,
        terms=tools.analyser.version,
        passages=len(content.passages),
        sources=len(content.sources),
        parts={language: len(some) for language, some in rows.items()},
        server=tools.server is not None,
        files=files_of(here),
    )
