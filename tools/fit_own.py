"""Fits bot/answer/retrieve/own_weights.py: which sentence of a reader's own documents answers.

    .venv/bin/python -m tools.fit_own [--write] [FOLDER ...]

Asks the questions for a figure, a name or a day of the development halves of tests/data/own, and of
further folders of the same form, of an index of each half; and those of the authors in
evals/tuning/own, each of an index of the author's five documents. A sentence of the document asked
about that holds the figure or the name expected is right, or one that the author named as the
answer. The weights are those of a choice among the
sentences of a question (a conditional logit with a penalty); how sure the first is, a logistic
regression against questions that nothing answers and against the best sentence once all right ones
are taken out. Prints, each half left out in turn, how often a right sentence stands first and among
the first two, by the weights and by the score alone, and how well the sureness tells answerable
from other questions.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

from bot.answer.retrieve import own_order, own_sentences, retrieve
from bot.answer.retrieve.own_order import chance_of
from bot.answer.understand import understand
from bot.language.script import fold
from bot.library import Library
from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
OWN = ROOT / "tests" / "data" / "own"
AUTHORS = ROOT / "evals" / "tuning" / "own"
DOCUMENTS = frozenset({".md", ".txt", ".html"})
GRAM, ALIKE = 4, 0.75
"""A sentence is one that was named where so many of its runs of letters are the same."""
WEIGHTS = ROOT / "bot" / "answer" / "retrieve" / "own_weights.py"
PENALTY, RIDGE = 0.01, 3.0
OF_SURE = (
    "score", "own", "alone", "like", "found", "kind", "fits", "reply", "denied", "reason", "met",
    "high", "measure",
)  # fmt: skip
"""Measures of the first sentence that tell whether it answers, and beside them how likely it is the
answer where one of the sentences is."""
CHANCE = "chance"
EITHER_WAY = frozenset("says topic figure own strange heading passed points document".split())
"""Measures that may speak against a sentence; of the others none counts below nothing."""
AT_LEAST = {"unheld": 0.7}
"""What a measure counts at least that hardly any of the questions have use for."""
TIMES = 3
"""So often the questions of tests/data/own count, of which there are half as many."""
HEAD = '''"""What each measure of a reader's sentence counts in log odds: see `tools/fit_own.py`."""

from __future__ import annotations

'''

Floats = NDArray[np.float64]
Bound = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: its half, the measures of its sentences, and which of them hold the answer."""

    half: str
    table: Floats
    right: NDArray[np.bool_]
    answerable: bool


def main() -> int:
    """Print the trade-off; write the weights where asked."""
    sys.path.insert(0, str(ROOT / "tests"))
    folders = [OWN, *(Path(name) for name in sys.argv[1:] if name != "--write")]
    names: list[str] = []
    asked: list[Asked] = []
    for folder in folders:
        asked += _asked(folder, names)
    for author in sorted(AUTHORS.iterdir()):
        asked += _of_author(author, names)
    spread = np.concatenate([a.table for a in asked if len(a.table)]).std(axis=0)
    spread[spread == 0] = 1
    asked = [Asked(a.half, a.table / spread, a.right, a.answerable) for a in asked]
    bounds = _bounds(names, spread)
    for half in sorted({a.half for a in asked}):
        known, left = ([a for a in asked if (a.half == half) == out] for out in (False, True))
        _report(half, (known, left), names, bounds)
    if "--write" in sys.argv:
        weights = _choice(asked, bounds)
        intercept, sure = _sureness(asked, weights, names)
        used = [names.index(name) for name in OF_SURE]
        chosen = dict(zip((*OF_SURE, CHANCE), sure / np.append(spread[used], 1.0), strict=True))
        told = dict(zip(names, weights / spread, strict=True))
        WEIGHTS.write_text(HEAD + _written(intercept, told, chosen), encoding="utf-8")
    return 0


def _asked(folder: Path, names: list[str]) -> Iterator[Asked]:
    """The questions of a folder's development halves with the measures of their sentences."""
    import own_documents  # type: ignore[import-not-found]  # what is right is told in one place

    own_documents.DATA = folder
    halves = sorted(p.name for p in folder.iterdir() if p.is_dir() and p.name.startswith("dev"))
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(Settings(data_dir=Path(place) / "data"))
        for half in halves:
            opened = own_documents.indexed(library, half, Path(place))
            for case in own_documents.questions(half):
                if case["kind"] != "arithmetic":
                    yield _measured(half, case, opened, names)


def _of_author(folder: Path, names: list[str]) -> Iterator[Asked]:
    """The questions of one author with the measures of their sentences."""
    with tempfile.TemporaryDirectory() as place:
        library = Library.open(Settings(data_dir=Path(place) / "data"))
        documents = Path(place) / "documents"
        documents.mkdir()
        for path in folder.iterdir():
            if path.suffix in DOCUMENTS:
                shutil.copy(path, documents / path.name)
        library.add("own", [documents])
        opened = library.over(["own"])
        for line in (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines():
            if (case := json.loads(line))["kind"] != "sum":
                yield _measured(folder.name, case, opened, names)


def _named(answers: Sequence[str], text: str) -> bool:
    """Whether a sentence is one of those that an author copied from the document."""
    said = _letters(text)
    return any(_alike(_letters(answer), said) for answer in answers) if len(said) >= GRAM else False


def _letters(text: str) -> str:
    return re.sub(r"<[^>]+>|[\W_]", "", fold(text))


def _alike(one: str, other: str) -> bool:
    if one in other or other in one:
        return True
    runs = [{t[i : i + GRAM] for i in range(len(t) - GRAM + 1)} for t in (one, other)]
    return len(runs[0] & runs[1]) > ALIKE * max(1, min(map(len, runs)))


def _measured(half: str, case: Mapping[str, Any], library: Library, names: list[str]) -> Asked:
    """One question with the measures that retrieval takes of its sentences."""
    from own_documents import holds

    question = understand(case["question"], (), library.glossary, library.phrases)
    with patch.object(own_sentences, "in_order", wraps=own_order.in_order) as ordered:
        retrieve(question, library.searcher, None, library.glossary)
    calls = [call.args for call in ordered.call_args_list if call.args[1]]
    candidates = calls[0][1] if calls else ()
    measured = own_order.measures(*calls[0]) if calls else []
    names[:] = names or (list(measured[0]) if measured else [])
    table = np.array([[m[name] for name in names] for m in measured]).reshape(len(measured), -1)
    stem = case["document"].removesuffix(".csv").rpartition(".")[0]
    own = "answers" in case
    right = np.array(
        [
            _named(case["answers"], c.text)
            if own
            else holds(case, c.text) and stem in c.passage.source_id
            for c in candidates
        ],
        dtype=bool,
    )
    return Asked(half, table, right, case["kind"] != "absent")


def _choice(asked: Sequence[Asked], bounds: Sequence[Bound]) -> Floats:
    """The weights within bounds under which the sentences that hold the answer are likeliest."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    told = [a for a in _counted(asked) if a.right.any()]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for one in told:
            chance = np.exp(one.table @ weights - (one.table @ weights).max())
            chance /= chance.sum()
            met = float(chance[one.right].sum()) + 1e-12
            total -= float(np.log(met))
            slope += one.table.T @ (chance - np.where(one.right, chance, 0) / met)
        penalty = PENALTY * float(weights @ weights)
        return total / len(told) + penalty, slope / len(told) + 2 * PENALTY * weights

    start = np.array([low or 0.0 for low, _ in bounds])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=list(bounds))
    return np.asarray(found.x)


def _counted(asked: Sequence[Asked]) -> list[Asked]:
    """The questions as often as they count."""
    own = [a for a in asked if a.half.startswith("dev")]
    return [*asked, *own * (TIMES - 1)]


def _bounds(names: Sequence[str], spread: Floats) -> list[Bound]:
    """Between what each weight may lie, of measures that were divided by their spread."""
    return [
        (None if name in EITHER_WAY else AT_LEAST.get(name, 0.0) * float(wide), None)
        for name, wide in zip(names, spread, strict=True)
    ]


def _firsts(
    asked: Sequence[Asked], weights: Floats, names: Sequence[str], *, without: bool
) -> tuple[Floats, NDArray[np.bool_]]:
    """The measures of each question's first sentence, and whether it is right; `without` adds each
    question once more, its right sentences taken out.
    """
    used = [names.index(name) for name in OF_SURE]
    rows, answers = [], []
    for one in asked:
        ways = [(one.table, one.right)]
        if without and one.right.any():
            ways.append((one.table[~one.right], one.right[~one.right]))
        for table, right in ways:
            if not len(table):
                continue
            odds = table @ weights
            first = int(np.argmax(odds))
            rows.append(np.append(table[first][used], chance_of(odds.tolist(), first)))
            answers.append(bool(right[first]))
    return np.array(rows), np.array(answers, dtype=bool)


def _sureness(
    asked: Sequence[Asked], weights: Floats, names: Sequence[str]
) -> tuple[float, Floats]:
    """Intercept and weights of how sure it is that the first sentence answers."""
    from scipy.optimize import minimize

    table, answers = _firsts(_counted(asked), weights, names, without=True)
    share = answers.mean()
    counts = np.where(answers, 0.5 / share, 0.5 / (1 - share))
    middle = table.mean(axis=0)

    def loss(tried: Floats) -> tuple[float, Floats]:
        sure = 1 / (1 + np.exp(-((table - middle) @ tried[:-1] + tried[-1])))
        off = counts * (sure - answers)
        value = -(counts * np.log(np.where(answers, sure, 1 - sure) + 1e-9)).sum()
        value += 0.5 * RIDGE * float(tried[:-1] @ tried[:-1])
        slope = (table - middle).T @ off + RIDGE * tried[:-1]
        return float(value), np.append(slope, off.sum())

    start, bounds = np.zeros(table.shape[1] + 1), [(0.0, None)] * table.shape[1]
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]).x
    return float(found[-1] - middle @ found[:-1]), np.asarray(found[:-1])


def _report(
    half: str,
    dealt: tuple[Sequence[Asked], Sequence[Asked]],
    names: Sequence[str],
    bounds: Sequence[Bound],
) -> None:
    known, left = dealt
    weights = _choice(known, bounds)
    score = np.array([float(name == "score") for name in names])
    asked = [a for a in left if a.answerable]
    first = [_standing(asked, w, k) for w in (score, weights) for k in (1, 2)]
    intercept, sure = _sureness(known, weights, names)
    table, answers = _firsts(left, weights, names, without=False)
    told = 1 / (1 + np.exp(-(table @ sure + intercept)))
    low = [float(np.quantile(told[answers], q)) for q in (0.05, 0.1, 0.2)]
    refused = [f"{(told[~answers] < limit).mean():.2f} at {limit:.2f}" for limit in low]
    print(
        f"{half}: n={len(asked)}, first / in two by the score {first[0]:.3f} / {first[1]:.3f}, "
        f"by the weights {first[2]:.3f} / {first[3]:.3f}; of {(~answers).sum()} others refused "
        f"where .95, .90, .80 are answered: {', '.join(refused)}"
    )


def _standing(asked: Sequence[Asked], weights: Floats, room: int) -> float:
    """The share of questions with a right sentence among the first ones."""
    best = [a.right[np.argsort(-(a.table @ weights), kind="stable")[:room]].any() for a in asked]
    return float(np.mean(best))


def _written(intercept: float, weights: dict[str, float], sure: dict[str, float]) -> str:
    def table(name: str, values: dict[str, float]) -> str:
        lines = "".join(f'    "{key}": {round(value, 3)},\n' for key, value in values.items())
        return f"{name} = {{\n{lines}}}\n"

    return (
        f"INTERCEPT = {round(intercept, 3)}\n"
        '"""How sure it is, before any measure, that the first sentence answers."""\n\n'
        + table("WEIGHTS", weights)
        + '"""Of the choice among the sentences found."""\n\n'
        + table("SURE", sure)
        + '"""Of the first sentence: whether it answers."""\n'
    )


if __name__ == "__main__":
    sys.exit(main())
