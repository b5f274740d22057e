"""`python -m evals.strangers`: the search over texts of strangers, beside BM25 and vectors alone.

Finance prose on invented firms (`retrieval/finance.jsonl`) and reworded questions on general texts
(`retrieval/pairs.jsonl`) are put to one pool, each language's texts by themselves. BM25 (bm25s;
jieba's words in Chinese) is asked in the text's own language, which is the most that it can do;
the encoder alone and ours are asked across languages too. Prints counts only: no question.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from statistics import fmean
from typing import Any

import numpy as np

from evals.bench_pipelines import words_in
from evals.search import DEPTH, PAIRS, Found, find, load_pairs, over_pairs, pair_questions
from evals.shelf import own_shelf
from evals.statistics import interval

FINANCE = PAIRS.parent / "finance.jsonl"
SETS: Mapping[str, Path] = {"finance": FINANCE, "reworded": PAIRS}
LANGUAGES = ("zh", "en")

Row = Mapping[str, str]
Rank = Callable[[str, str], Sequence[str]]
"""Question and language of the texts → ids of the pairs, best first."""


def main() -> int:
    """Print a row for each set, direction and way of searching."""
    from bot import Explainer

    explainer = Explainer()
    pool = [row for path in SETS.values() for row in load_pairs(path)]
    with own_shelf(explainer) as shelf:
        search = over_pairs(shelf, pool)
        ways: Mapping[str, Rank] = {
            "ours": lambda question, over: [name for name, _ in search(question, DEPTH, _of(over))],
            "vectors": vectors(pool, explainer.library.encoder),
            "BM25": bm25(pool),
        }
        print(f"pool of {len(pool)} texts a language; 95% intervals of the share in five")
        for name, path in SETS.items():
            for line in lines(load_pairs(path), ways):
                print(f"{name:9}{line}", flush=True)
    return 0


def lines(rows: Sequence[Row], ways: Mapping[str, Rank]) -> Iterator[str]:
    """The figures of a set; BM25 stands with the direction in which it reads the question."""
    for asked in LANGUAGES:
        for over in LANGUAGES:
            for way, rank in ways.items():
                if way != "BM25" or asked == over:
                    found = ranks(rows, asked, over, rank)
                    low, high = interval(f"{asked}{over}", [(f.recall(5), 1.0) for f in found])
                    first, five = (fmean(f.recall(k) for f in found) for k in (1, 5))
                    rank_of_first = fmean(f.reciprocal for f in found)
                    yield (
                        f"{asked}→{over}  {way:8} n={len(found)}  first {first:.3f}  in five "
                        f"{five:.3f} [{low:.2f}, {high:.2f}]  reciprocal rank {rank_of_first:.3f}"
                    )


def ranks(rows: Sequence[Row], asked: str, over: str, rank: Rank) -> list[Found]:
    """Where the pair of each question stands among the texts of a language."""
    return [
        find(one, [(name, name) for name in rank(one.question, over)])
        for one in pair_questions(rows)
        if one.lang[:2] == asked
    ]


def bm25(pool: Sequence[Row]) -> Rank:
    """bm25s with its own constants over words as they are written."""
    from bm25s import BM25

    models = {}
    for lang in LANGUAGES:
        models[lang] = BM25()
        models[lang].index([words_in(row[lang]) for row in pool], show_progress=False)

    def rank(question: str, over: str) -> Sequence[str]:
        scores = models[over].get_scores(words_in(question))
        best = np.argsort(-scores, kind="stable")[:DEPTH]
        return [f"{pool[at]['id']}-{over}" for at in best if scores[at] > 0]

    return rank


def vectors(pool: Sequence[Row], encoder: Any) -> Rank:
    """Cosines alone, of whatever has `documents` and `queries`."""
    known = {lang: encoder.documents([row[lang] for row in pool]) for lang in LANGUAGES}

    def rank(question: str, over: str) -> Sequence[str]:
        cosines = known[over] @ encoder.queries([question])[0]
        return [f"{pool[at]['id']}-{over}" for at in np.argsort(-cosines)[:DEPTH]]

    return rank


def _of(language: str) -> str:
    return "zh-TW" if language == "zh" else language


if __name__ == "__main__":
    sys.exit(main())
