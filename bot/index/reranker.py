"""A cross-encoder that scores query and passage together: the best passages are ordered again.

Optional, by one setting: the id or folder of a sentence-transformers CrossEncoder. Slower by far
than the search, so only a few dozen passages are put to it. Knows no index and no languages: a
model that cannot read a language will order its passages badly, and is the reader's choice.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.errors import EngineError
from bot.index.hub import Hardware, first_line, load_options

__all__ = ["CrossEncoderReranker", "Reranker", "open_reranker"]

Floats = NDArray[np.float32]

SETTING = "LOOPLENS_RERANKER"


class Reranker(Protocol):
    """What scores texts for a query."""

    @property
    def name(self) -> str:
        """The model's id or folder."""

    def scores(self, query: str, texts: Sequence[str]) -> Floats:
        """How well each text answers the query, 0 to 1. Raises EngineError."""


def open_reranker(setting: str | None, hardware: Hardware | None = None) -> Reranker | None:
    """The reranker that a setting names, if it names one. Raises EngineError when it cannot be."""
    return CrossEncoderReranker(setting, hardware or Hardware()) if setting else None


class CrossEncoderReranker:
    """Any sentence-transformers cross-encoder with one score; shared by threads, which take turns.

    Raises EngineError, in one sentence and within ten seconds, when the model cannot be had.
    """

    def __init__(self, model: str, hardware: Hardware) -> None:
        self.name = model
        self._batch = hardware.batch
        self._lock = threading.Lock()
        options = load_options(model, SETTING, f"unset {SETTING}", hardware)
        try:
            from sentence_transformers import CrossEncoder

            folder = Path(model).expanduser()
            self._model = CrossEncoder(str(folder) if folder.is_dir() else model, **options)
        except ImportError as error:
            raise EngineError(
                f"the reranker {model} needs sentence-transformers: pip install "
                f"sentence-transformers ({error})"
            ) from error
        except Exception as error:
            raise EngineError(
                f"the reranker {model} cannot be loaded: {first_line(error)}"
            ) from error
        labels = getattr(self._model, "num_labels", 1)
        if labels != 1:
            raise EngineError(
                f"the reranker {model} gives {labels} scores for a pair; a model with one was "
                "expected, such as BAAI/bge-reranker-v2-m3"
            )

    def scores(self, query: str, texts: Sequence[str]) -> Floats:
        """How well each text answers the query, 0 to 1. Raises EngineError."""
        from torch.nn import Sigmoid

        pairs = [(query, text) for text in texts]
        try:
            with self._lock:  # fast tokenizers may not be used by two threads at once
                found = self._model.predict(
                    pairs,
                    batch_size=self._batch,
                    activation_fn=Sigmoid(),
                    show_progress_bar=False,
                    convert_to_numpy=True,
                )
        except Exception as error:
            raise EngineError(f"the reranker {self.name} failed: {first_line(error)}") from error
        scores: Floats = np.asarray(found, dtype=np.float32).reshape(-1)
        return scores
