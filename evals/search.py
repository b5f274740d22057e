"""How well the search finds the passages that cases cite, by direction, figures apart.

Direction X→Y asks in language X and searches only the texts of language Y, so that a twin cannot
help. Uses the Explainer's searcher; judges no answer. Follow-ups and own documents are left out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from statistics import fmean
from typing import TYPE_CHECKING, Any

from evals.cases import Case, CaseError
from evals.outputs import Retrieval, RetrievalRow
from evals.statistics import interval

if TYPE_CHECKING:
    from bot import Explainer
    from evals.shelf import Shelf

PAIRS = Path(__file__).parent / "retrieval" / "pairs.jsonl"
LANGUAGES = ("en", "zh-TW")
DEPTH = 10
_FIGURE = re.compile(r"[0-9０-９]|百分之|[一二兩三四五六七八九十百千]+[億萬兆成倍年季%]")
Search = Callable[[str, int, str], Sequence[tuple[str, str]]]
"""Query, how many, language of the texts → passage and source ids, best first."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A question with what must be found: groups of alternatives, each found once."""

    id: str
    lang: str
    question: str
    wanted: tuple[tuple[str, ...], ...]

    @property
    def figures(self) -> bool:
        """Whether the question holds a figure that a text could be found by."""
        return _FIGURE.search(self.question) is not None


@dataclass(frozen=True, slots=True)
class Found:
    """The ranks (from 1) at which the groups of a question were found, missing ones left out."""

    ranks: tuple[int, ...]
    wanted: int

    def recall(self, k: int) -> float:
        """The share of what must be found that stands among the first k."""
        return sum(rank <= k for rank in self.ranks) / self.wanted

    @property
    def reciprocal(self) -> float:
        """One over the rank of the first that is right; 0 where none is."""
        return 1 / min(self.ranks) if self.ranks else 0.0

    @property
    def ndcg(self) -> float:
        """Discounted gain over that of the best order possible."""
        best = sum(1 / log2(rank + 1) for rank in range(1, min(self.wanted, DEPTH) + 1))
        return sum(1 / log2(rank + 1) for rank in self.ranks) / best


def sought_in(cases: Iterable[Case]) -> tuple[Sought, ...]:
    """The cases that name passages and can be asked without history or own documents."""
    return tuple(
        Sought(case.id, case.lang, case.question, case.expected.citations)
        for case in cases
        if case.expected.citations and not case.history and not case.documents
    )


def find(sought: Sought, ranking: Sequence[tuple[str, str]]) -> Found:
    """Where a ranking (passage id, source id) holds what is sought."""
    ranks = []
    for group in sought.wanted:
        for rank, (passage, source) in enumerate(ranking[:DEPTH], 1):
            if any(source == one or passage.startswith(one) for one in group):
                ranks.append(rank)
                break
    return Found(_apart(ranks), len(sought.wanted))


def _apart(ranks: Sequence[int]) -> tuple[int, ...]:
    """Two groups that one passage serves count at its rank and the next, as two passages would."""
    spread: list[int] = []
    for rank in sorted(ranks):
        spread.append(rank if not spread or rank > spread[-1] else spread[-1] + 1)
    return tuple(spread)


def measure(
    texts: str,
    sought: Sequence[Sought],
    search: Search,
    progress: Callable[[int], Any] = lambda _: None,
) -> tuple[RetrievalRow, ...]:
    """Rows for each direction: all questions, those with figures and those without."""
    rows: list[RetrievalRow] = []
    for asked in LANGUAGES:
        mine = [one for one in sought if one.lang[:2] == asked[:2]]
        for over in LANGUAGES:
            found = []
            for one in mine:
                found.append((one, find(one, search(one.question, DEPTH, over))))
                progress(1)
            direction = f"{asked[:2]}→{over[:2]}"
            rows += _rows(texts, direction, found)
    return tuple(rows)


def _rows(
    texts: str, direction: str, found: Sequence[tuple[Sought, Found]]
) -> Iterator[RetrievalRow]:
    parts = {
        "all": [f for _, f in found],
        "with figures": [f for one, f in found if one.figures],
        "without": [f for one, f in found if not one.figures],
    }
    for questions, some in parts.items():
        if some:
            low, high = interval(direction + questions, [(f.recall(5), 1.0) for f in some])
            yield RetrievalRow(
                texts,
                direction,
                questions,
                len(some),
                round(fmean(f.recall(1) for f in some), 4),
                round(fmean(f.recall(5) for f in some), 4),
                (round(low, 4), round(high, 4)),
                round(fmean(f.reciprocal for f in some), 4),
                round(fmean(f.ndcg for f in some), 4),
            )


def summary_of(rows: Sequence[RetrievalRow], sought: Sequence[Sought]) -> Retrieval:
    """The rows with their language bias and the share of questions that carry no figure."""
    bias = {}
    for texts in dict.fromkeys(row.texts for row in rows):
        whole = [row for row in rows if row.texts == texts and row.questions == "all"]
        same = [r.recall_5 for r in whole if r.direction[:2] == r.direction[-2:]]
        crossed = [r.recall_5 for r in whole if r.direction[:2] != r.direction[-2:]]
        if same and crossed:
            bias[texts] = round(fmean(same) - fmean(crossed), 4)
    plain = sum(not one.figures for one in sought)
    return Retrieval(tuple(rows), bias, round(plain / max(1, len(sought)), 4))


def searching(explainer: Explainer) -> Search:
    """The explainer's search, as ids."""

    def search(query: str, k: int, language: str) -> Sequence[tuple[str, str]]:
        hits = explainer.library.searcher.search(query, k, language)
        return [(hit.passage.id, hit.passage.source_id) for hit in hits]

    return search


# --- pairs that only the search is judged by --------------------------------------------------


def load_pairs(path: Path = PAIRS) -> tuple[Mapping[str, str], ...]:
    """Twin texts on invented firms, some with a question in both languages. Raises CaseError."""
    rows: list[Mapping[str, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        row = json.loads(line)
        if not {"id", "area", "zh", "en"} <= set(row) <= {
            "id", "area", "zh", "en", "question_zh", "question_en",
        }:  # fmt: skip
            raise CaseError(f"{path.name}, line {number}: unexpected keys {sorted(row)}")
        rows.append(row)
    return tuple(rows)


def pair_questions(pairs: Iterable[Mapping[str, str]]) -> tuple[Sought, ...]:
    """The questions of the pairs; what must be found is the pair's text in either language."""
    return tuple(
        Sought(f"{row['id']}-{lang[:2]}", lang, row[key], ((f"{row['id']}-en", f"{row['id']}-zh"),))
        for row in pairs
        for lang, key in (("zh-TW", "question_zh"), ("en", "question_en"))
        if key in row
    )


def over_pairs(shelf: Shelf, pairs: Iterable[Mapping[str, str]]) -> Search:
    """A search over the texts of the pairs, each language's a source of its own."""
    lines = [
        {"id": f"{row['id']}-{lang[:2]}", "text": row[lang[:2]], "lang": lang}
        for row in pairs
        for lang in LANGUAGES
    ]
    return searching(shelf.over_lines("pairs", lines))
