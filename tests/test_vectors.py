"""Vectors in Chroma: rows as ids, cosine order, batches, errors that say where."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from index_parts import analyser, content, passage, table

from bot.errors import StoreError
from bot.index.building import Tools, build_generation
from bot.index.generations import IndexFolder
from bot.index.search import Searcher
from bot.index.vectors import BATCH, VectorStore, collection_name, widened

NAME = collection_name("gen-1", "en")
SERVER_STARTS_S = 120


def vectors(rows: int, dimensions: int = 16) -> np.ndarray:
    """Vectors of unit length, the same each time."""
    made = np.random.default_rng(7).standard_normal((rows, dimensions)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[VectorStore]:
    """A store in a folder of its own."""
    opened = VectorStore(tmp_path / "chroma")
    yield opened
    opened.close()


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Chroma server on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("server")
    command = [str(Path(sys.executable).parent / "chroma"), "run", "--path", str(folder)]
    process = subprocess.Popen(
        [*command, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "ANONYMIZED_TELEMETRY": "False"},
    )
    until = time.monotonic() + SERVER_STARTS_S
    while not _listens(port):
        assert process.poll() is None, f"the Chroma server ended with {process.returncode}"
        assert time.monotonic() < until, f"no Chroma server within {SERVER_STARTS_S} seconds"
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.mark.parametrize("rows", [1, 2, 3, 300, 1500])
def test_the_nearest_row_is_the_vector_itself(store: VectorStore, rows: int) -> None:
    """Rows come back by their number, nearest first, at any size."""
    made = vectors(rows)
    store.add(NAME, made)
    assert store.count(NAME) == rows
    for row in {0, rows // 2, rows - 1}:
        assert store.query(NAME, made[row], 1)[0] == row


def test_the_order_is_that_of_the_cosine(store: VectorStore) -> None:
    """Length does not matter, direction does."""
    made = vectors(200)
    store.add(NAME, made * np.linspace(0.5, 2.0, 200, dtype=np.float32)[:, None])
    asked = vectors(201)[200]
    exact = np.argsort(-(made @ asked))[:5]
    assert list(store.query(NAME, asked, 5)) == list(exact)


def test_more_rows_than_one_call_takes(store: VectorStore) -> None:
    """Chroma takes 5,461 rows a call; the store cuts into batches and reports each."""
    done: list[int] = []
    store.add(NAME, vectors(6000, 4), done.append)
    assert store.count(NAME) == 6000
    assert done == [*range(BATCH, 6000, BATCH), 6000]
    assert len(done) == 12
    assert BATCH < 5461


@pytest.mark.parametrize("rows", [2, 99, 100, 101, 250, 333, 1000])
def test_no_row_is_left_for_readers_to_add(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    """What Chroma has not synchronised each reader adds anew, slowly, and never twice alike."""
    monkeypatch.setattr("bot.index.vectors.BATCH", 30)
    monkeypatch.setattr("bot.index.vectors.SYNC", 100)
    store = VectorStore(tmp_path)
    store.add(NAME, vectors(rows))
    store.close()
    with sqlite3.connect(tmp_path / "chroma.sqlite3") as file:
        synchronised = file.execute(
            "SELECT seq_id FROM max_seq_id JOIN segments ON id = segment_id WHERE scope = 'VECTOR'"
        ).fetchall()
    file.close()
    assert synchronised == [(rows,)]


def test_another_client_reads_what_was_written(tmp_path: Path) -> None:
    """What is closed can be opened again."""
    made = vectors(50)
    first = VectorStore(tmp_path / "chroma")
    first.add(NAME, made)
    first.close()
    again = VectorStore(tmp_path / "chroma")
    assert again.query(NAME, made[7], 1)[0] == 7
    again.close()


def test_engine_and_client_find_the_same_rows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read without Chroma's client is what its client reads."""
    made = vectors(1500)
    first = VectorStore(tmp_path / "chroma")
    first.add(NAME, made)
    first.close()
    engine, client = VectorStore(tmp_path / "chroma"), VectorStore(tmp_path / "chroma")
    monkeypatch.setattr(client, "_engine_fits", False)
    for asked in vectors(1520)[1500:]:
        np.testing.assert_array_equal(engine.query(NAME, asked, 50), client.query(NAME, asked, 50))
    assert engine._client is None
    assert client._client is not None
    engine.close()
    client.close()


def test_an_engine_that_is_not_as_expected_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Chroma whose inside has changed is read through its client."""
    made = vectors(20)
    first = VectorStore(tmp_path / "chroma")
    first.add(NAME, made)
    first.close()
    again = VectorStore(tmp_path / "chroma")
    monkeypatch.setattr("bot.index.vectors._Engine", _Changed)
    assert again.query(NAME, made[3], 1)[0] == 3
    assert again._client is not None
    again.close()


class _Changed:
    def __init__(self, _folder: Path) -> None:
        raise TypeError("unexpected keyword argument")


def test_a_missing_collection_is_a_store_error(store: VectorStore) -> None:
    """The message says where, in one sentence."""
    with pytest.raises(StoreError, match="cannot be searched"):
        store.query("looplens-none-en", vectors(1)[0], 1)


def test_a_server_keeps_and_clears_collections(server: str, tmp_path: Path) -> None:
    """The same calls work over HTTP; dropping twice is no error."""
    store = VectorStore(tmp_path, server)
    made = vectors(120)
    store.add(NAME, made)
    assert store.query(NAME, made[60], 3)[0] == 60
    store.drop([NAME])
    store.drop([NAME])
    with pytest.raises(StoreError):
        store.count(NAME)
    store.close()


def test_generations_on_a_server_are_searched_and_cleared(server: str, tmp_path: Path) -> None:
    """The vectors are in the server alone; what is cleared here is cleared there."""
    made = Tools(analyser(), table(), server)
    generations = []
    for number in range(4):
        folder = IndexFolder(tmp_path / "own", server)
        texts = [passage(f"d{n}/p", {"en": text}) for n, text in enumerate(("tea", "a volcano"))]
        with folder.locked():
            build_generation(folder, "own", content(texts, str(number)), made)
        found = folder.newest()
        assert found is not None
        assert not (found.folder / "chroma").exists()
        searcher = Searcher([found], made.analyser, made.encoder)
        assert searcher.search("volcano", 1)[0].passage.id == "d1/p"
        assert searcher.notes == ()
        generations.append(found.manifest)
        found.close()
    store = VectorStore(tmp_path, server)
    counted = []
    for manifest in generations:
        try:
            counted.append(store.count(manifest.collections[0]))
        except StoreError:
            counted.append(None)
    store.close()
    assert counted == [None, None, 2, 2]


def test_a_server_is_asked_however_few_the_texts_are(server: str, tmp_path: Path) -> None:
    """What it has lost is searched here instead, and a note says so."""
    folder = IndexFolder(tmp_path / "own", server)
    made = Tools(analyser(), table(), server)
    texts = [passage(f"d{n}/p", {"en": text}) for n, text in enumerate(("tea", "a volcano"))]
    with folder.locked():
        build_generation(folder, "own", content(texts), made)
    found = folder.newest()
    assert found is not None
    searcher = Searcher([found], made.analyser, made.encoder)
    before = searcher.search("volcano")
    assert searcher.notes == ()
    found.vectors.drop(found.manifest.collections)
    assert searcher.search("volcano") == before
    assert len(searcher.notes) == 1
    assert "cannot be searched" in searcher.notes[0]
    searcher.close()


def test_a_server_that_is_not_there_is_a_store_error(tmp_path: Path) -> None:
    """The message names the server's address and no credentials."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    store = VectorStore(tmp_path, f"http://user:secret@127.0.0.1:{port}")
    with pytest.raises(StoreError, match=rf"127\.0\.0\.1:{port}") as caught:
        store.count(NAME)
    assert "secret" not in str(caught.value)


def test_every_finite_half_float_is_widened_exactly() -> None:
    """The quick way gives what numpy gives, for tiny numbers and both zeros too."""
    every = np.arange(2**16, dtype=np.uint16).view(np.float16)
    halves = every[np.isfinite(every)]
    np.testing.assert_array_equal(widened(halves), halves.astype(np.float32))
    np.testing.assert_array_equal(np.signbit(widened(halves)), np.signbit(halves))
