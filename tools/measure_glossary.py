"""What the glossary gives retrieval: recall across languages with the first N entries of it.

    .venv/bin/python -m tools.measure_glossary [--step 250] [--every 2]

Builds the corpus' index once for each N over a copy of the corpus whose glossary ends there, and
searches only texts of the other language: with sentences of the digests, figures left out, and
with the questions of the development split that name the passage they need.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from bot.index.search import Searcher
from bot.library import Library
from bot.settings import Settings, data_root
from evals.cases import load_cases

FIGURES = re.compile(r"\d[\d,.]*")
LANGUAGES = ("zh-TW", "en")
TERMS_AT_FIRST = 123
"""The entries that the article and its facts need, which come first in the file."""

Query = tuple[str, str, Callable[[str], bool]]


def main() -> int:
    """Print a table with a row for each size of the glossary."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--step", type=int, default=250, help="entries added from row to row")
    parser.add_argument("--every", type=int, default=2, help="take every n-th digest paragraph")
    options = parser.parse_args()
    rows = (data_root("corpus") / "glossary.jsonl").read_text("utf-8").splitlines(keepends=True)
    sizes = [*range(TERMS_AT_FIRST, len(rows), options.step), len(rows)]
    print("entries  sentences zh-en R@1  R@5   en-zh R@1  R@5   questions R@1  R@5   MRR")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print(_row(Path(folder), rows[:size], options.every), flush=True)
    return 0


def _row(folder: Path, glossary: list[str], every: int) -> str:
    shutil.copytree(data_root("corpus"), folder / "corpus")
    (folder / "corpus" / "glossary.jsonl").write_text("".join(glossary), "utf-8")
    library = Library.open(Settings(data_dir=folder / "data"), corpus=folder / "corpus")
    try:
        there, back = (
            _ranks(library.searcher, _sentences(library, lang, every)) for lang in LANGUAGES
        )
        asked = _ranks(library.searcher, _questions())
    finally:
        library.close()
    cells = [f"{_at(1, r):10.3f} {_at(5, r):6.3f}" for r in (there, back, asked)]
    reciprocal = sum(1 / rank for rank in asked if rank) / len(asked)
    counts = f"n={len(there)}, {len(back)}, {len(asked)}"
    return f"{len(glossary):7d} {'    '.join(cells)} {reciprocal:6.3f}  ({counts})"


def _sentences(library: Library, lang: str, every: int) -> Iterator[Query]:
    """The last sentence of a digest's paragraph without its figures, for the other language."""
    other = LANGUAGES[1 - LANGUAGES.index(lang)]
    digests = [p for p in library.corpus.passages if not p.id.startswith("glossary/")]
    for passage in digests[::every]:
        start, end = passage.sentences[lang][-1]
        text = FIGURES.sub("", passage.text[lang][start:end])
        yield text, other, passage.id.__eq__


def _questions() -> Iterator[Query]:
    """Questions of the development split that say which passage answers them."""
    for case in load_cases():
        if case.split != "dev" or case.history or not case.expected.citations:
            continue
        wanted = tuple(case.expected.citations[0])
        other = "zh-TW" if case.lang == "en" else "en"
        yield case.question, other, partial(_starts_with, wanted)


def _starts_with(beginnings: tuple[str, ...], found: str) -> bool:
    return found.startswith(beginnings)


def _ranks(searcher: Searcher, queries: Iterator[Query]) -> list[int]:
    """The place of the right passage for each query, counted from 1; 0 where it is not found."""
    ranks = []
    for text, lang, right in queries:
        found = [hit.passage.id for hit in searcher.search(text, 10, lang)]
        ranks.append(next((n for n, one in enumerate(found, 1) if right(one)), 0))
    return ranks


def _at(k: int, ranks: list[int]) -> float:
    return sum(0 < rank <= k for rank in ranks) / len(ranks)


if __name__ == "__main__":
    sys.exit(main())
