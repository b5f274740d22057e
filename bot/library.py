"""Knowledge and indexes by name, opened once and shared: what every answer stands on.

`Library.open` loads the shipped corpus, builds its index where it is missing, stale or damaged, and
opens the indexes asked for. Indexes of one's own are made with `add` from files, and keep their
texts, so that another encoder needs no file again. One object is shared by threads; indexes that
another process builds are seen when a library is opened anew. Knows no questions and no answers.
"""

from __future__ import annotations

import hashlib
import re
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from bot.errors import InputError, StoreError, UnknownIndexError
from bot.index.building import Content, Progress, Tools, build_generation
from bot.index.changes import BuildReport, Incoming, apply_changes
from bot.index.dictionary import Dictionary, compile_dictionary, dictionary_name
from bot.index.encoder import open_encoder
from bot.index.generations import Generation, IndexFolder, Manifest
from bot.index.passages import StoredSource
from bot.index.search import Searcher
from bot.index.terms import Analyser
from bot.knowledge.corpus import Corpus, load_corpus
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.records import Passage, Source
from bot.settings import Settings, data_root

__all__ = ["CORPUS", "BuildReport", "Library"]

CORPUS = "corpus"
_NAME = re.compile(r"[^\W_][\w.-]{0,62}", re.UNICODE)

Log = Callable[[str], None]


def _silent(done: int, total: int, text: str) -> None:
    """Progress that nobody watches."""


class Library:
    """Open knowledge; see `open`. The attributes are never changed but `searcher`, by `add`."""

    def __init__(
        self,
        settings: Settings,
        corpus: Corpus,
        phrases: Phrases,
        glossary: Glossary,
        tools: Tools,
        log: Log,
    ) -> None:
        self.settings = settings
        self.corpus = corpus
        self.ledger = Ledger(corpus.facts, corpus.flows)
        self.glossary = glossary
        self.phrases = phrases
        self._tools = tools
        self._log = log
        self._lock = threading.Lock()
        self._open: dict[str, Generation] = {}

    @classmethod
    def open(
        cls,
        settings: Settings,
        names: Sequence[str] = (CORPUS,),
        *,
        progress: Progress | None = None,
        log: Log | None = None,
    ) -> Library:
        """Open the library over the named indexes.

        `log` is told in a sentence what was found damaged or is built; `progress` follows a build.
        Raises UnknownIndexError, CorpusError, EngineError (no encoder) or StoreError.
        """
        corpus = load_corpus(data_root("corpus"))
        glossary = Glossary(corpus.terms, corpus.metrics)
        log = log or (lambda _: None)
        dictionary = _dictionary(settings.data_dir, log)
        names_hash = hashlib.sha256(repr(corpus.terms).encode()).hexdigest()
        tools = Tools(
            Analyser(glossary, dictionary, names_hash),
            open_encoder(settings.encoder),
            settings.chroma_url,
        )
        phrases = Phrases(data_root("prompts"))
        library = cls(settings, corpus, phrases, glossary, tools, log)
        library._search_in(names, progress or _silent)
        return library
