"""Text to vector: the embedded bilingual table, or any sentence-transformers model by one setting.

The embedded table needs no torch: tokenizers and safetensors read the same files as
sentence-transformers' StaticEmbedding and give the same vectors (a test compares the two). A model
from a hub or a folder goes through sentence-transformers with its own prompts; a folder is loaded
without network, and a hub that does not answer is reported within ten seconds. `readable` says how
much of a text an encoder knows, so that the search can weigh it. Vectors are of unit length; a text
of which nothing is known has the zero vector.
"""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.errors import EngineError
from bot.index.hub import Hardware, first_line, load_options
from bot.index.products import product
from bot.language.script import fold

__all__ = ["EMBEDDED", "Encoder", "HubEncoder", "TableEncoder", "open_encoder"]

Floats = NDArray[np.float32]

EMBEDDED = "embedded"
SETTING = "LOOPLENS_ENCODER"

_TASK = "Given a web search query, retrieve relevant passages that answer the query"
# From the model cards: family (searched for in the model's own name), query, document.
_PROMPTS = (
    (r"e5.*instruct|^e5-mistral", f"Instruct: {_TASK}\nQuery: ", ""),
    (r"(?:^|-)e5-", "query: ", "passage: "),
    (r"^qwen\d*-embedding", f"Instruct: {_TASK}\nQuery:", ""),
    (r"^bge-.*-en", "Represent this sentence for searching relevant passages: ", ""),
    (r"^bge-.*-zh", "为这个句子生成表示以用于检索相关文章：", ""),
)


class Encoder(Protocol):
    """What turns texts into vectors of unit length."""

    @property
    def name(self) -> str:
        """Its name with a version: vectors of another name are of no use to it."""

    def queries(self, texts: Sequence[str]) -> Floats:
        """The vectors of queries."""

    def documents(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts to be found."""

    def readable(self, text: str) -> float:
        """The share of the text's tokens that it knows, 0 to 1."""


def open_encoder(setting: str, hardware: Hardware | None = None) -> Encoder:
    """The encoder that a setting names. Raises EngineError when it cannot be had."""
    if setting == EMBEDDED:
        return TableEncoder(Path(__file__).parent / "embedded")
    return HubEncoder(setting, hardware)


class TableEncoder:
    """A static table: the vector of a text is the sum of its tokens' vectors, of unit length."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load
        from tokenizers import Tokenizer

        try:
            self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
            content = (folder / "model.safetensors").read_bytes()
            tensors = load(content)
            self._rows, self._scales = tensors["rows"], tensors["scales"]
        except Exception as error:  # tokenizers raises bare Exceptions
            raise EngineError(f"the embedded table in {folder} cannot be read: {error}") from error
        self.name = f"{EMBEDDED}-{hashlib.sha256(content).hexdigest()[:12]}"
        # A query is asked for its vector and for how much of it is known: cut once.
        self._cut = lru_cache(maxsize=64)(self._cut_of)
        self._known_lengths = np.full(len(self._rows), np.nan, dtype=np.float32)

    def queries(self, texts: Sequence[str]) -> Floats:
        """The vectors of queries."""
        return self.documents(texts)

    def documents(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts to be found."""
        found = np.zeros((len(texts), self._rows.shape[1]), dtype=np.float32)
        for row, ids in enumerate(self._ids(texts)):
            if len(ids):
                found[row] = product(self._scales[ids], self._rows[ids].astype(np.float32))
        return _unit(found)

    def readable(self, text: str) -> float:
        """The share of the text's letters that are in tokens of the table."""
        ids, sizes = self._cut(text)
        known = sum(size for size, one in zip(sizes, ids, strict=True) if one)
        return known / sum(sizes) if sizes else 0.0

    def words(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        """The numbers of each text's tokens, without the unknown one, which is 0."""
        return [ids[ids != 0] for ids in self._ids(texts)]

    def rows(self, words: NDArray[np.int64]) -> Floats:
        """The vectors of tokens."""
        found: Floats = self._rows[words] * self._scales[words][:, None]
        return found

    def products(self, words: NDArray[np.int64], vectors: Floats) -> Floats:
        """The product of every token's vector with each of some vectors."""
        plain: Floats = product(self._rows.take(words, 0).astype(np.float32), vectors.T)
        plain *= self._scales.take(words)[:, None]
        return plain

    def lengths(self, words: NDArray[np.int64]) -> Floats:
        """How long the vectors of tokens are; worked out once each."""
        lengths = self._known_lengths.take(words)
        new = words[np.isnan(lengths)]
        if len(new):
            self._known_lengths[new] = np.linalg.norm(self.rows(new), axis=1)
            lengths = self._known_lengths.take(words)
        return lengths

    def export(self, folder: Path) -> None:
        """Write the table as a folder that sentence-transformers' StaticEmbedding loads.

        That class does not fold: give it folded text (`bot.language.script.fold`).
        """
        from safetensors.numpy import save_file

        folder.mkdir(parents=True, exist_ok=True)
        self._tokenizer.save(str(folder / "tokenizer.json"))
        weights = self._rows.astype(np.float32) * self._scales[:, None]
        save_file({"embedding.weight": weights}, folder / "model.safetensors")

    def _cut_of(self, text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        """The tokens of a text and how many letters each has."""
        encoding = self._tokenizer.encode(fold(text), add_special_tokens=False)
        return tuple(encoding.ids), tuple(end - start for start, end in encoding.offsets)

    def _ids(self, texts: Sequence[str]) -> list[NDArray[np.int64]]:
        if len(texts) == 1:
            return [np.array(self._cut(texts[0])[0], dtype=np.int64)]
        folded = [fold(text) for text in texts]
        encodings = self._tokenizer.encode_batch(folded, add_special_tokens=False)
        return [np.array(encoding.ids, dtype=np.int64) for encoding in encodings]


class HubEncoder:
    """Any sentence-transformers model, by its id on the hub or the path of a folder.

    Queries and documents get the prompts of the model's own configuration; a family that is known
    to need some and configures none gets those of its authors.
    """

    def __init__(self, model: str, hardware: Hardware | None = None) -> None:
        self.name = model
        hardware = hardware or Hardware()
        self._batch = hardware.batch
        options = load_options(model, SETTING, f"set {SETTING}={EMBEDDED}", hardware)
        try:
            from sentence_transformers import SentenceTransformer

            folder = Path(model).expanduser()
            self._model = SentenceTransformer(str(folder) if folder.is_dir() else model, **options)
        except ImportError as error:
            raise EngineError(
                f"the encoder {model} needs sentence-transformers: pip install "
                f"sentence-transformers ({error})"
            ) from error
        except Exception as error:
            raise EngineError(
                f"the encoder {model} cannot be loaded: {first_line(error)}"
            ) from error
        if not any(self._model.prompts.values()):
            self._model.prompts.update(_prompts_of(model))
        self._unknown = self._unknown_token()
        self._lock = threading.Lock()

    def queries(self, texts: Sequence[str]) -> Floats:
        """The vectors of queries, with the model's own prompt for them."""
        return self._encoded(self._model.encode_query, texts)

    def documents(self, texts: Sequence[str]) -> Floats:
        """The vectors of texts to be found, with the model's own prompt for them."""
        return self._encoded(self._model.encode_document, texts)

    def readable(self, text: str) -> float:
        """The share of the text's tokens that are not the model's unknown token."""
        if self._unknown is None:
            return 1.0
        with self._lock:
            ids = self._ids(text)
        return 1.0 - ids.count(self._unknown) / len(ids) if ids else 0.0

    def _encoded(self, encode: Callable[..., Any], texts: Sequence[str]) -> Floats:
        try:
            with self._lock:  # fast tokenizers may not be used by two threads at once
                found = encode(
                    list(texts),
                    batch_size=self._batch,
                    convert_to_numpy=True,
                    show_progress_bar=False,
                )
        except Exception as error:
            raise EngineError(f"the encoder {self.name} failed: {first_line(error)}") from error
        return _unit(np.asarray(found, dtype=np.float32))

    def _ids(self, text: str) -> list[int]:
        encoded = self._model.tokenizer.encode(text, add_special_tokens=False)
        return list(getattr(encoded, "ids", encoded))

    def _unknown_token(self) -> int | None:
        tokenizer = self._model.tokenizer
        if hasattr(tokenizer, "unk_token_id"):
            found: int | None = tokenizer.unk_token_id
        else:
            found = tokenizer.token_to_id(getattr(tokenizer.model, "unk_token", None) or "[UNK]")
        return found


def _prompts_of(model: str) -> dict[str, str]:
    """The prompts of a family that is trained with some but does not configure them."""
    name = model.rstrip("/").rpartition("/")[2].lower()
    for family, query, document in _PROMPTS:
        if re.search(family, name):
            return {"query": query, "document": document}
    return {}


def _unit(vectors: Floats) -> Floats:
    """The vectors at unit length; a zero vector stays zero."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: Floats = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
    return unit
