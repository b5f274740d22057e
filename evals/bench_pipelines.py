"""The pipelines that `make bench` compares: ours, LangChain's plain and hybrid ones, bm25s alone.

Each indexes the texts of each language apart and finds the ids of texts of one language, so that
every one of them is asked the same. The others share vectors computed once, by our encoder; ours
computes its own. What LangChain keeps on disk (Chroma) is opened again by a cold process; its BM25
is not kept, and is made anew, as a program that uses it must. Needs the extra `bench` but for ours.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from evals.bench_texts import LANGUAGES

__all__ = ["PIPELINES", "Pipeline", "Shared"]

FOUND = 10
CHUNK = 5_000


class Shared:
    """A folder with texts of both languages, questions, and the vector of each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.size = int((folder / "size").read_text())
        self._rows: dict[str, int] | None = None

    def texts(self, language: str) -> list[str]:
        """The texts of a language; their ids are their places."""
        with (self.folder / f"{language}.jsonl").open(encoding="utf-8") as lines:
            return [json.loads(line)["text"] for line in lines]

    def questions(self, language: str) -> list[tuple[int, str]]:
        """Questions with the place of the text that answers each."""
        asked: list[dict[str, Any]] = json.loads((self.folder / "questions.json").read_text())
        return [(one["number"], one[language]) for one in asked]

    def vectors(self, language: str) -> NDArray[np.float16]:
        """The vectors of a language's texts, by place."""
        found: NDArray[np.float16] = np.load(self.folder / f"{language}.npy", mmap_mode="r")
        return found

    def query_vector(self, query: str) -> list[float]:
        """The vector of a question in either language."""
        if self._rows is None:
            both = [text for lang in LANGUAGES for _, text in self.questions(lang)]
            self._rows = {text: row for row, text in enumerate(both)}
            self._vectors = np.load(self.folder / "questions.npy")
        found: list[float] = self._vectors[self._rows[query]].tolist()
        return found


class Pipeline(Protocol):
    """Built once over the shared texts; then asked, in this process or in a new one."""

    def build(self) -> None:
        """Index the texts of both languages."""

    def open(self) -> None:
        """Make ready what `build` of another process left behind."""

    def search(self, query: str, language: str) -> list[int]:
        """The places of the ten best texts of a language, best first."""


class Ours:
    """The library of LoopLens over an index of its own, with both languages in one."""

    def __init__(self, shared: Shared) -> None:
        from bot import Explainer

        self._shared = shared
        self._library = Explainer().library

    def build(self) -> None:
        """As `looplens index` does."""
        files = [self._shared.folder / f"{lang}.jsonl" for lang in LANGUAGES]
        self._library.add("bench", files)
        self.open()

    def open(self) -> None:
        """As `looplens search` does."""
        self._library = self._library.over(("bench",))

    def search(self, query: str, language: str | None) -> list[int]:
        """The places of the ten best texts; None searches both languages."""
        hits = self._library.searcher.search(query, FOUND, language)
        return [int(hit.passage.source_id.rpartition("-")[2]) for hit in hits]


class Plain:
    """(a) LangChain's tutorial: the Chroma vector store and its retriever."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._retrievers: Mapping[str, Any] = {}

    def build(self) -> None:
        """Put every text and its vector into Chroma, as many at a time as it takes."""
        for language in LANGUAGES:
            store = self._store(language)
            texts = self._shared.texts(language)
            for at in range(0, len(texts), CHUNK):
                some = texts[at : at + CHUNK]
                numbers = range(at, at + len(some))
                store.add_texts(
                    some, metadatas=[{"n": n} for n in numbers], ids=[str(n) for n in numbers]
                )
        self.open()

    def open(self) -> None:
        """The retrievers over the stores on disk."""
        self._retrievers = {
            lang: self._store(lang).as_retriever(search_kwargs={"k": FOUND}) for lang in LANGUAGES
        }

    def search(self, query: str, language: str) -> list[int]:
        """The places of the ten best texts of a language."""
        return [found.metadata["n"] for found in self._retrievers[language].invoke(query)][:FOUND]

    def _store(self, language: str) -> Any:
        from langchain_chroma import Chroma

        return Chroma(
            collection_name=f"bench-{language}",
            embedding_function=_embeddings(self._shared, language),
            persist_directory=str(self._shared.folder / "chroma"),
            collection_metadata={"hnsw:space": "cosine"},
        )


class Hybrid(Plain):
    """(b) LangChain's EnsembleRetriever over its BM25Retriever and the Chroma store of (a)."""

    def build(self) -> None:
        """The store stands already: only BM25 is made."""
        self.open()

    def open(self) -> None:
        """BM25 is not kept on disk: it is made from the texts each time."""
        super().open()
        from langchain_classic.retrievers import EnsembleRetriever

        self._retrievers = {
            lang: EnsembleRetriever(
                retrievers=[self._lexical(lang), self._retrievers[lang]], weights=[0.5, 0.5]
            )
            for lang in LANGUAGES
        }

    def _lexical(self, language: str) -> Any:
        from langchain_community.retrievers import BM25Retriever

        texts = self._shared.texts(language)
        return BM25Retriever.from_texts(
            texts, metadatas=[{"n": n} for n in range(len(texts))], k=FOUND
        )


class FairHybrid(Hybrid):
    """(b') The same with jieba's words for Chinese and bm25s in place of its BM25."""

    def build(self) -> None:
        """The store stands already: bm25s is made and kept."""
        _build_bm25s(self._shared)
        self.open()

    def _lexical(self, language: str) -> Any:
        from langchain_core.documents import Document
        from langchain_core.retrievers import BaseRetriever

        words, texts = _Bm25s(self._shared, language), self._shared.texts(language)

        class Retriever(BaseRetriever):
            def _get_relevant_documents(self, query: str, **_run: Any) -> list[Document]:
                return [Document(texts[n], metadata={"n": n}) for n in words.search(query)]

        return Retriever()


class Words:
    """(c) bm25s alone, with the words of (b')."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._opened: Mapping[str, _Bm25s] = {}

    def build(self) -> None:
        """Make the matrices and keep them."""
        _build_bm25s(self._shared)
        self.open()

    def open(self) -> None:
        """Read the matrices."""
        self._opened = {lang: _Bm25s(self._shared, lang) for lang in LANGUAGES}

    def search(self, query: str, language: str) -> list[int]:
        """The places of the ten best texts of a language."""
        return self._opened[language].search(query)


class _Bm25s:
    """An open matrix of bm25s for one language."""

    def __init__(self, shared: Shared, language: str) -> None:
        from bm25s import BM25

        self._model = BM25.load(str(shared.folder / f"bm25s-{language}"), load_corpus=False)

    def search(self, query: str) -> list[int]:
        words = [words_in(query)]
        found, scores = self._model.retrieve(words, k=FOUND, show_progress=False, n_threads=0)
        pairs = zip(found[0].tolist(), scores[0].tolist(), strict=True)
        return [row for row, score in pairs if score > 0]


def _build_bm25s(shared: Shared) -> None:
    from bm25s import BM25

    for language in LANGUAGES:
        folder = shared.folder / f"bm25s-{language}"
        if folder.exists():
            continue
        model = BM25()
        model.index([words_in(text) for text in shared.texts(language)], show_progress=False)
        model.save(str(folder))


_LATIN = re.compile(r"[a-z0-9]+")


def words_in(text: str) -> list[str]:
    import jieba

    text = text.lower()
    if text.isascii():
        return _LATIN.findall(text)
    return [word for word in jieba.cut_for_search(text) if word.strip() and word.isalnum()]


def _embeddings(shared: Shared, language: str) -> Any:
    """LangChain's face of the shared vectors; documents come in the order of their places."""
    from langchain_core.embeddings import Embeddings

    class SharedEmbeddings(Embeddings):
        at = 0

        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            some = shared.vectors(language)[self.at : self.at + len(texts)]
            self.at += len(texts)
            found: list[list[float]] = some.astype(np.float32).tolist()
            return found

        def embed_query(self, text: str) -> list[float]:
            return shared.query_vector(text)

    return SharedEmbeddings()


PIPELINES: Mapping[str, Any] = {
    "LoopLens": Ours,
    "(a) LangChain, Chroma": Plain,
    "(b) LangChain, BM25 and Chroma": Hybrid,
    "(b') with jieba and bm25s": FairHybrid,
    "(c) bm25s alone": Words,
}
