"""The documents of own-document cases, indexed alone, as a reader's are, and thrown away after.

Files are indexed with `Library.add` in a folder that is deleted: no index of the reader's is
touched or searched. Reaches the product through the Explainer that it is given.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evals.cases import DOCUMENTS

if TYPE_CHECKING:
    from bot import Explainer


@contextmanager
def own_shelf(explainer: Explainer) -> Iterator[Shelf]:
    """A shelf with the explainer's settings in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="looplens-eval-") as name:
        shelf = Shelf(explainer, Path(name))
        try:
            yield shelf
        finally:
            shelf.close()


class Shelf:
    """Opened at the first document; keeps each set of documents until it is closed."""

    def __init__(self, explainer: Explainer, folder: Path) -> None:
        self._explainer = explainer
        self._folder = folder
        self._library: Any = None
        self._open: dict[tuple[Path, ...], Explainer] = {}

    def over(self, documents: Iterable[str]) -> Explainer:
        """An Explainer over these files of `evals/documents` alone. Raises ValueError."""
        return self._over(tuple(DOCUMENTS / name for name in documents))

    def over_lines(self, name: str, lines: Iterable[Mapping[str, str]]) -> Explainer:
        """An Explainer over texts given as `{"id", "text", "lang"}`, each a source of its own."""
        path = self._folder / f"{name}.jsonl"
        rows = [json.dumps(dict(line), ensure_ascii=False) for line in lines]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return self._over((path,))

    def holding(self, index: str) -> Explainer | None:
        """The Explainer whose index has this name, if it is one of the shelf's."""
        return next((e for e in self._open.values() if index in e.library.searcher_names), None)

    def close(self) -> None:
        """Let go of every index; the folder goes with its context."""
        for explainer in self._open.values():
            explainer.library.close()
        if self._library is not None:
            self._library.close()

    def _over(self, paths: tuple[Path, ...]) -> Explainer:
        if paths not in self._open:
            name = f"case-{len(self._open) + 1}"
            report = self._empty().add(name, paths)
            if report.refused:
                raise ValueError(f"{report.refused[0][0]} was not read: {report.refused[0][1]}")
            library = self._library.over((name,))
            kind = type(self._explainer)
            self._open[paths] = kind(library.settings, library, self._explainer.engine)
        return self._open[paths]

    def _empty(self) -> Any:
        if self._library is None:
            # A shared Chroma server is not for texts that are thrown away.
            settings = replace(
                self._explainer.settings, data_dir=self._folder / "data", chroma_url=None
            )
            self._library = type(self._explainer.library).open(settings, ())
        return self._library
