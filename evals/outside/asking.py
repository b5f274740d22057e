"""Asks the questions of a set, each over its own documents alone, through the product's own door.

Documents are written as files and indexed with `Library.add`, as a reader's are, in a folder of
their own that is deleted afterwards: nothing of a set stays, and no index of the reader's is
touched or searched. Knows no set and scores nothing.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.records import to_json
from evals.outside.items import Document, Item
from evals.outside.scoring import score
from evals.outside.tally import Asked

if TYPE_CHECKING:
    from bot import Explainer

INDEX = "yardstick"
Ask = Callable[[str], Mapping[str, Any]]
"""Gives the Answer's JSON for a question."""
Shelf = Callable[[Sequence[Document]], Ask]
"""Indexes documents, alone, and gives the system that answers from them."""


def run(
    items: Sequence[Item], shelf: Shelf, *, together: bool = False, progress: bool = False
) -> tuple[Asked, ...]:
    """Ask every item over its group's documents, or with `together` over those of all items."""
    from tqdm import tqdm

    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault("" if together else item.group, []).append(item)
    found: list[Asked] = []
    hidden = None if progress else True
    with tqdm(
        total=len(items), desc="eval", unit="question", disable=hidden, file=sys.stderr
    ) as bar:
        for some in groups.values():
            found += _asked(some, shelf, bar.update)
    return tuple(found)


def _asked(items: Sequence[Item], shelf: Shelf, done: Callable[[int], Any]) -> Iterator[Asked]:
    documents = {d.name: d for item in items for d in item.documents}
    try:
        ask = shelf(tuple(documents.values()))
    except Exception as error:  # what cannot be indexed is the system's failure, not the run's
        ask = _failing(error)
    for item in items:
        yield _one(item, ask)
        done(1)


def _failing(error: Exception) -> Ask:
    def ask(_question: str) -> Mapping[str, Any]:
        raise error

    return ask


def _one(item: Item, ask: Ask) -> Asked:
    begun = time.perf_counter()
    try:
        answer = ask(item.question)
    except Exception as error:  # whatever the system does wrong is the system's, not the run's
        answer = _no_answer(item.question, f"{type(error).__name__}: {error}")
    seconds = time.perf_counter() - begun
    try:
        return Asked(item, answer, score(item, answer), seconds)
    except Exception as error:  # a scorer that fails must not look like a wrong answer
        return Asked(item, answer, None, seconds, f"{type(error).__name__}: {error}")


def _no_answer(question: str, failure: str) -> Mapping[str, Any]:
    return {
        "question": question,
        "status": "error",
        "answer": "",
        "error": {"code": "crash", "message": failure},
        "refusal": None,
        "sentences": [],
        "citations": [],
        "calculations": [],
    }


@contextmanager
def own_shelf(explainer: Explainer) -> Iterator[Shelf]:
    """A shelf beside the explainer's library, with its settings, in a folder that is deleted."""
    with tempfile.TemporaryDirectory(prefix="looplens-yardstick-") as name:
        folder = Path(name)
        # A shared Chroma server is not for texts that are thrown away.
        settings = replace(explainer.settings, data_dir=folder / "data", chroma_url=None)
        library = type(explainer.library).open(settings, ())
        try:
            yield _Shelf(explainer, library, folder / "documents")
        finally:
            library.close()


class _Shelf:
    """One index at a time: the last one is deleted when the next is asked for."""

    def __init__(self, explainer: Explainer, library: Any, folder: Path) -> None:
        self._kind = type(explainer)
        self._engine = explainer.engine
        self._library = library
        self._folder = folder
        self._count = 0
        self._open: Any = None

    def __call__(self, documents: Sequence[Document]) -> Ask:
        self._clear()
        self._count += 1
        name = f"{INDEX}-{self._count}"
        report = self._library.add(name, [self._written(d, n) for n, d in enumerate(documents)])
        if report.refused:
            raise ValueError(f"not every document was read: {report.refused[0][1]}")
        self._open = self._library.over((name,))
        explainer = self._kind(self._library.settings, self._open, self._engine)

        def ask(question: str) -> Mapping[str, Any]:
            found: Mapping[str, Any] = to_json(explainer.ask(question))
            return found

        return ask

    def _written(self, document: Document, number: int) -> Path:
        if document.path is not None:
            return document.path
        self._folder.mkdir(exist_ok=True)
        name = re.sub(r"[^A-Za-z0-9.-]+", "-", document.name).strip("-.")[:60]
        path = self._folder / f"{number:04d}-{name}{document.suffix}"
        path.write_text(document.text, encoding="utf-8")
        return path

    def _clear(self) -> None:
        if self._open is not None:
            self._open.close()
            self._open = None
            self._library.remove(f"{INDEX}-{self._count}")
        shutil.rmtree(self._folder, ignore_errors=True)
