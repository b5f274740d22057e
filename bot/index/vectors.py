"""The vectors of an index, in Chroma: a local folder, or a server when one is set.

Cosine space, our own vectors, no embedding function (Chroma's would download one), telemetry off.
Each language of each generation is a collection of its own, because a metadata filter costs 100 ms
where a collection costs 2. Ids are row numbers. A collection is synchronised to disk when its last
row is in, so that readers add nothing anew and write nothing but SQLite's own housekeeping.

A local collection is written through Chroma's client and read through the engine that the client
wraps (`chromadb_rust_bindings`): importing the client takes a second, the engine 30 ms. Where the
engine is not as expected, and always with a server, the client reads (docs/decisions/0013). Knows
neither texts nor encoders.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from bot.errors import StoreError

if TYPE_CHECKING:
    from chromadb.api import ClientAPI
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection

__all__ = ["VectorStore", "collection_name", "widened"]

Floats = NDArray[np.float32]

BATCH = 500
"""Rows added at a time: Chroma's engine lets no other thread run meanwhile (5,000 rows: six
seconds), and takes no longer in all for fewer."""
SYNC = 20_000
"""Rows after which a collection is synchronised: each adding reads all that came since."""
SERVER_PORT = 8000
_OPEN_COLLECTIONS = 64


def collection_name(generation: str, language: str) -> str:
    """The name of the collection that holds one language of a generation."""
    return f"looplens-{generation}-{language}"


class VectorStore:
    """A Chroma client, opened when it is first needed; shared by threads."""

    def __init__(self, folder: Path, server: str | None = None) -> None:
        self._folder = folder
        self._server = server
        self._lock = threading.Lock()
        self._client: ClientAPI | None = None
        self._collections: dict[str, Collection] = {}
        self._reading: _Engine | None = None
        self._engine_fits = True

    def add(
        self,
        name: str,
        vectors: NDArray[np.floating[Any]],
        progress: Callable[[int], None] = lambda _: None,
    ) -> None:
        """Make a collection of these rows, in order. Raises StoreError."""
        stretches = _evenly(0, len(vectors), SYNC)
        # The last stretch is synchronised like the others: what is not, each reader adds anew.
        threshold = max(2, min((end - start for start, end in stretches), default=0))
        hnsw: CreateHNSWConfiguration = {
            "space": "cosine",
            "sync_threshold": threshold,
            "batch_size": min(100, threshold),
        }
        try:
            collection = self._opened().create_collection(
                name, configuration={"hnsw": hnsw}, embedding_function=None
            )
            for start, end in (one for some in stretches for one in _evenly(*some, BATCH)):
                batch = _directed(vectors[start:end].astype(np.float32))
                collection.add(ids=list(map(str, range(start, end))), embeddings=batch)
                progress(end)
        except Exception as error:
            raise self._failed("written", error) from error
        self._collections[name] = collection

    def query(self, name: str, vector: Floats, count: int) -> NDArray[np.int64]:
        """The rows nearest to a vector, nearest first. Raises StoreError."""
        try:
            engine = self._engine()
            if engine:
                found = engine.nearest(name, vector, count)
            else:
                found = self._collection(name).query(
                    query_embeddings=vector[None, :], n_results=count, include=["distances"]
                )["ids"][0]
        except Exception as error:
            raise self._failed("searched", error) from error
        return np.array([int(one) for one in found], dtype=np.int64)

    def count(self, name: str) -> int:
        """How many rows a collection holds. Raises StoreError when it cannot be opened."""
        try:
            return self._collection(name).count()
        except Exception as error:
            raise self._failed("opened", error) from error

    def drop(self, names: Sequence[str]) -> None:
        """Delete collections of a server; those that are gone already are no error."""
        from chromadb.errors import NotFoundError

        for name in names:
            try:
                self._opened().delete_collection(name)
            except NotFoundError:
                continue
            except Exception as error:
                raise self._failed("cleared", error) from error

    def close(self) -> None:
        """Let go of the files or the connection."""
        with self._lock:
            client, self._client, self._collections = self._client, None, {}
            self._reading = None
        if client is None:
            return
        client.close()  # type: ignore[attr-defined]
        # Over HTTP, Chroma leaves the connections of both its clients for the collector to find.
        for one in (client, getattr(client, "_admin_client", None)):
            session = getattr(getattr(one, "_server", None), "_session", None)
            if session is not None:
                session.close()

    def _engine(self) -> _Engine | None:
        """The engine to read a local store with, unless the client has it open or must do."""
        if self._server is not None or self._client is not None:
            return None
        with self._lock:
            if self._reading is None and self._engine_fits:
                try:
                    self._reading = _Engine(self._folder)
                except (ImportError, AttributeError, TypeError):
                    self._engine_fits = False
            return self._reading

    def _collection(self, name: str) -> Collection:
        found = self._collections.get(name)
        if found is None:
            found = self._opened().get_collection(name, embedding_function=None)
            self._collections[name] = found
        return found

    def _opened(self) -> ClientAPI:
        with self._lock:
            if self._client is None:
                self._client = self._open()
            return self._client

    def _open(self) -> ClientAPI:
        import chromadb
        from chromadb.config import Settings

        quiet = Settings(anonymized_telemetry=False)
        if self._server is None:
            return chromadb.PersistentClient(path=str(self._folder), settings=quiet)
        address = urlsplit(self._server)
        secure = address.scheme == "https"
        return chromadb.HttpClient(
            host=address.hostname or "localhost",
            port=address.port or (443 if secure else SERVER_PORT),
            ssl=secure,
            settings=quiet,
        )

    def _failed(self, what: str, error: Exception) -> StoreError:
        # Chroma raises its own, SQLite's and the transport's errors, some of them bare Exceptions.
        where = self._address() or str(self._folder)
        reason = str(error).split("\n")[0][:200] or type(error).__name__
        return StoreError(f"the vectors in Chroma ({where}) cannot be {what}: {reason}")

    def _address(self) -> str | None:
        if self._server is None:
            return None
        address = urlsplit(self._server)
        return f"{address.hostname}:{address.port or SERVER_PORT}"


class _Engine:
    """Chroma's own engine without its client: opens a local store and finds nearest rows."""

    _PLACE = ("default_tenant", "default_database")

    def __init__(self, folder: Path) -> None:
        import chromadb_rust_bindings as rust  # type: ignore[import-untyped,unused-ignore]

        config = rust.SqliteDBConfig(
            hash_type=rust.MigrationHash.MD5,
            migration_mode=rust.MigrationMode.Validate,
            url=str(folder / "chroma.sqlite3"),
        )
        self._bindings = rust.Bindings(
            allow_reset=False,
            sqlite_db_config=config,
            persist_path=str(folder),
            hnsw_cache_size=_OPEN_COLLECTIONS,
        )
        self._ids: dict[str, str] = {}

    def nearest(self, name: str, vector: Floats, count: int) -> list[str]:
        """The ids of the nearest rows, nearest first."""
        if name not in self._ids:
            self._ids[name] = str(self._bindings.get_collection(name, *self._PLACE).id)
        found = self._bindings.query(
            self._ids[name], None, [vector.tolist()], count, None, None, [], *self._PLACE
        )
        ids: list[str] = found.ids[0]
        return ids


def widened(halves: NDArray[np.float16]) -> Floats:
    """Finite half floats as single ones, five times as fast as numpy does it.

    Their bits are moved to where a single float has them; the exponents count from another zero,
    which a product makes good.
    """
    bits = halves.view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= ~0x70000000  # copies of the sign, which came along
    found: Floats = bits.view(np.float32)
    found *= np.float32(2.0**112)
    return found


def _evenly(start: int, end: int, most: int) -> list[tuple[int, int]]:
    """A stretch of rows cut into as few as hold at most so many, as long as one another."""
    count = math.ceil((end - start) / most)
    bounds = [start + (end - start) * at // count for at in range(count)]
    return list(pairwise((*bounds, end)))


def _directed(vectors: Floats) -> Floats:
    """A text that the encoder cannot read at all has no direction; cosine space needs one."""
    vectors[~vectors.any(axis=1)] = np.float32(1.0 / math.sqrt(vectors.shape[1]))
    return vectors
