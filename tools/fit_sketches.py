"""Fits bot/language/sketches.json and bot/answer/retrieve/sketch_weights.py: which calculation of
several steps, on ranges or with the reader's own figures, a question asks for.

    .venv/bin/python -m tools.fit_sketches [--write] [FOLDER ...]

The words: as `tools/fit_operations.py`, of questions and wordings in evals/tuning/sketches.jsonl
and of those in operations.jsonl that ask for no arithmetic. The measures: every sketch of the
development cases of evals/cases, and of further folders, is laid out and marked where it comes to
the expected figures from the passages expected; the weights are those of a choice among a
question's sketches and "none" (a conditional logit with a penalty). The groups count as other
authors' questions tell them. An arithmetic question that no sketch answers counts for "none" where
the rules answer it, and not at all where they do not. Prints, by folds of twins, how many
calculations are right by the rules alone and with the choice, and how many questions of other kinds
newly get one; with --write, writes both files.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.answer.plan.arithmetic import calculations
from bot.answer.retrieve import retrieve
from bot.answer.retrieve.facts import within
from bot.answer.retrieve.programs import Programs
from bot.answer.retrieve.sketch_measures import Measures
from bot.answer.retrieve.sketch_parts import GROUPS, Sketch
from bot.answer.retrieve.sketched import conditional, laid_out, measures_of_none
from bot.answer.understand import understand
from bot.library import Library
from bot.settings import load_settings
from evals.cases import Case, ExpectedNumber, load_cases
from tools.fit_operations import Row, chances, fit, question_row, read_rows

ROOT = Path(__file__).resolve().parents[1]
CLASSES = ("none", "other", *sorted(set(GROUPS.values())))
MODEL = ROOT / "bot" / "language" / "sketches.json"
WEIGHTS = ROOT / "bot" / "answer" / "retrieve" / "sketch_weights.py"
TUNING = ROOT / "evals" / "tuning"
FOLDS, PENALTY, OTHERS, LIKELY, UNPLANNED, PLANNED = 4, 0.002, 4.0, 0.6, 0.4, 1.0
LEAST_ASKED = 0.25
ANY = "any"
HEAD = '''"""What each measure of a sketch counts, in log odds: see `tools/fit_sketches.py`."""

from __future__ import annotations

ANY = {any}
"""What every sketch starts from, against none at all."""

WEIGHTS = {{
'''

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question: the measures of its sketches (the last row is "none") and which are right."""

    case: Case
    measures: tuple[dict[str, float], ...]
    right: NDArray[np.bool_]
    planned: bool
    by_rules: bool


def main() -> int:
    """Print the trade-off; write model and weights where asked."""
    folders = [Path(name) for name in sys.argv[1:] if name != "--write"]
    library = Library.open(load_settings())
    rows = read_rows(TUNING / "sketches.jsonl")
    rows += [r for r in read_rows(TUNING / "operations.jsonl") if r.right == {"none"}]
    models = _left_out(rows)
    cases = [c for c in load_cases() if c.split == "dev"]
    cases += [case for folder in folders for case in load_cases(folder)]
    drawn = [d for case in cases if (d := _drawn(case, library, models, rows)) is not None]
    names = sorted({name for one in drawn for m in one.measures for name in m})
    tables = [_table(one, names) for one in drawn]
    spread = np.concatenate(tables).std(axis=0)
    spread[spread == 0] = 1
    spread[names.index(ANY)] = 1
    scaled = [table / spread for table in tables]
    _report(drawn, scaled)
    if "--write" in sys.argv:
        weights = _solve(scaled, drawn) / spread
        told = {n: round(float(w), 2) for n, w in zip(names, weights, strict=True)}
        lines = "".join(f'    "{n}": {w},\n' for n, w in told.items() if n != ANY and abs(w) > 0.02)
        WEIGHTS.write_text(HEAD.format(any=told[ANY]) + lines + "}\n", encoding="utf-8")
        model = {"classes": CLASSES, **fit(rows, CLASSES)}
        text = json.dumps(model, ensure_ascii=False, separators=(",", ":"))
        MODEL.write_text(text.replace("},", "},\n") + "\n", encoding="utf-8")
    return 0


def _left_out(rows: Sequence[Row]) -> dict[str, dict[str, Any]]:
    """A model of the words for each author, of the others' questions."""
    authors = sorted({row.by for row in rows} - {"wording"})
    return {a: fit([row for row in rows if row.by != a], CLASSES) for a in authors}


def _drawn(
    case: Case, library: Library, models: dict[str, dict[str, Any]], rows: Sequence[Row]
) -> Drawn | None:
    """A development case with its sketches; None for others, and where none is laid out."""
    if case.documents or case.history or case.kind == "hostile":
        return None
    question = understand(case.question, (), library.glossary, library.phrases, as_of=case.as_of)
    author = next((row.by for row in rows if row.text == case.question), next(iter(models)))
    told = chances(models[author], question_row(question, author), CLASSES)
    likely = conditional(dict(zip(CLASSES, map(float, told), strict=True)), LEAST_ASKED)
    if not likely:
        return None
    found = retrieve(question, library.searcher, library.ledger, library.glossary)
    named = (found.pair or (), found.near_pair or (), tuple(found.operands.values()))
    pool, tools = within(question, library.ledger), (library.searcher, library.glossary)
    programs = Programs(question, pool, *tools, found.hits, named[:2])
    sketches = list(laid_out(question, likely, programs))
    measures = Measures(question, programs, library.glossary, likely, named)
    right = [case.kind == "arithmetic" and _answers(case, one) for one in sketches]
    made, purposes = calculations(question, found, library.ledger)
    values = [float(c.value) * (100 if c.unit == "%" else 1) for c in made if c.value]
    wanted = case.expected.numbers
    by_rules = bool(wanted) and all(any(_meets(v, w) for v in values) for w in wanted)
    none = measures_of_none(question, likely, programs)
    return Drawn(
        case,
        (*({**measures.of(one), ANY: 1.0} for one in sketches), none),
        np.array([*right, not any(right)]),
        bool(purposes),
        by_rules,
    )


def _answers(case: Case, sketch: Sketch) -> bool:
    """Whether a sketch comes to all expected figures and no other, from the passages expected."""
    wanted = case.expected.numbers
    if not wanted or len(sketch.values) > len(wanted):
        return False
    named = {passage for group in case.expected.citations for passage in group}
    places = [s.fact.stated_in.passage_id for s in sketch.singles if s.fact.stated_in]
    if named and not all(any(p == n or p.startswith(f"{n}/") for n in named) for p in places):
        return False
    told = list(zip(sketch.values, sketch.units, strict=True))
    return all(any(_alike(u, w) and _meets(v, w) for v, u in told) for w in wanted)


def _alike(unit: str, wanted: ExpectedNumber) -> bool:
    units = {unit.split("/", maxsplit=1)[0], wanted.unit.split("/")[0]}
    return len(units) == 1 or units <= {"%", "pp"}


def _meets(value: float, wanted: ExpectedNumber) -> bool:
    return abs(abs(value) - abs(float(wanted.value))) <= float(wanted.tolerance) + 1e-9


def _table(one: Drawn, names: Sequence[str]) -> Floats:
    return np.array([[m.get(name, 0.0) for name in names] for m in one.measures])


def _counts(one: Drawn) -> float:
    if one.case.kind != "arithmetic":
        return OTHERS
    return 1.0 if one.right[:-1].any() or one.by_rules else 0.0


def _solve(tables: Sequence[Floats], drawn: Sequence[Drawn]) -> Floats:
    """The weights under which the right choices are likeliest."""
    from scipy.optimize import minimize  # type: ignore[import-untyped]

    counted = [(t, d.right, _counts(d)) for t, d in zip(tables, drawn, strict=True) if _counts(d)]
    whole = sum(c for _, _, c in counted)

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = 0.0, np.zeros_like(weights)
        for table, right, counts in counted:
            chance = _chances(table @ weights)
            met = float(chance[right].sum()) + 1e-12
            total -= counts * float(np.log(met))
            slope += counts * ((chance - np.where(right, chance, 0) / met) @ table)
        penalty = PENALTY * float(weights @ weights)
        return total / whole + penalty, slope / whole + 2 * PENALTY * weights

    start = np.zeros(tables[0].shape[1])
    options = {"maxiter": 120}
    return np.asarray(minimize(loss, start, jac=True, method="L-BFGS-B", options=options).x)


def _chances(scores: Floats) -> Floats:
    chance = np.exp(scores - scores.max())
    return np.asarray(chance / chance.sum())


def _report(drawn: Sequence[Drawn], tables: Sequence[Floats]) -> None:
    families = sorted({min(d.case.id, d.case.twin or d.case.id) for d in drawn})
    random.Random(1).shuffle(families)
    fold = {name: n % FOLDS for n, name in enumerate(families)}
    before = after = lost = new = others = 0
    for number in range(FOLDS):
        at = [fold[min(d.case.id, d.case.twin or d.case.id)] for d in drawn]
        inside = [n for n, f in enumerate(at) if f != number]
        weights = _solve([tables[n] for n in inside], [drawn[n] for n in inside])
        for n in (n for n, f in enumerate(at) if f == number):
            one, scores = drawn[n], tables[n] @ weights
            scores[-1] += PLANNED * one.planned
            chance = _chances(scores)[:-1]
            best = int(np.argmax(chance)) if len(chance) else -1
            taken = best >= 0 and chance[best] >= (LIKELY if one.planned else UNPLANNED)
            if one.case.kind != "arithmetic":
                others, new = others + 1, new + taken
                continue
            good = bool(one.right[best]) if taken else one.by_rules
            before, after, lost = (
                before + one.by_rules, after + good, lost + (one.by_rules and not good)
            )  # fmt: skip
    asked = sum(d.case.kind == "arithmetic" for d in drawn)
    print(f"arithmetic {asked}: by the rules {before}, with the choice {after}, lost {lost}")
    print(f"others {others}: newly worked out {new}")


if __name__ == "__main__":
    sys.exit(main())
