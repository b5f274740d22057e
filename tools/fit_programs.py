"""Fits the weights of `bot.answer.retrieve.program_weights`: which calculation a question asks for.

    .venv/bin/python -m tools.fit_programs [FOLDER ...]

Takes the development cases of evals/cases, and of further folders, that ask for an operation, works
out every calculation with two facts that their units allow and marks those that come to an expected
figure. The weights are those of a choice among all of them and "none", which has measures of its
own (a conditional logit with a penalty on large weights). How likely the words make an operation
is taken from what other authors' questions tell (`tools/fit_operations.py`). Prints the weights,
and by six-fold cross-validation, twins in one fold, how many cases the likeliest calculation
answers and how many at several limits of its probability.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np

from bot.answer.plan.arithmetic import calculations
from bot.answer.plan.operands import Desk
from bot.answer.plan.reckoned import KINDS, reckon
from bot.answer.retrieve import retrieve
from bot.answer.retrieve.facts import within
from bot.answer.retrieve.programs import Program, Programs
from bot.answer.understand import understand
from bot.library import Library
from bot.records import Evidence, Question, Reckoning
from bot.settings import load_settings
from evals.cases import Case
from tools.choices import Floats, Rights, chances, development, solve, spread_of
from tools.fit_operations import left_out

FOLDS, PENALTY, OTHER_KINDS = 6, 0.005, 0.5
LIMITS = (0.25, 0.35, 0.45, 0.55)
AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Row:
    """One question: the measures of its programs (the last row is "none") and which are right."""

    case: Case
    measures: tuple[dict[str, float], ...]
    right: Rights
    another: bool
    none: dict[str, float]


def main() -> int:
    """Print weights and trade-off."""
    library = Library.open(load_settings())
    cases = development(sys.argv[1:])
    likely = left_out()
    rows = [row for case in cases if (row := _row(case, library, likely.get(case.question)))]
    names = sorted({name for row in rows for one in (row.none, *row.measures) for name in one})
    tables = [_table(row, names) for row in rows]
    spread = spread_of(tables)
    spread[-2:] = 1
    scaled = [table / spread for table in tables]
    folds = _folds(rows)
    likely, right = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
    for fold in range(FOLDS):
        inside = [n for n in range(len(rows)) if folds[n] != fold]
        weights = _fit([scaled[n] for n in inside], [rows[n] for n in inside])
        for n in set(range(len(rows))) - set(inside):
            chance = chances(scaled[n] @ weights)
            best = int(np.argmax(chance))
            none = best == len(chance) - 1
            likely[n], right[n] = (0.0 if none else chance[best]), not none and rows[n].right[best]
    asked = np.array([row.case.kind == "arithmetic" for row in rows])
    print(f"n={len(rows)}, arithmetic {asked.sum()}: likeliest right {right[asked].sum()}")
    for limit in LIMITS:
        taken = asked & (likely >= limit)
        print(f"limit {limit:.2f}: taken {taken.sum()}, right {right[taken].sum()}")
    weights = _fit(scaled, rows) / spread
    print({n: round(float(w), 2) for n, w in zip(names, weights, strict=False) if abs(w) >= 0.05})
    print(f"any {weights[-2]:.2f}, none where the rules planned another {weights[-1]:.2f}")
    return 0


def _row(case: Case, library: Library, likely: Mapping[str, float] | None) -> Row | None:
    """A development case as a row; None for other cases, and where no program is called for."""
    if case.split != "dev" or case.documents or case.kind in ("refusal", "hostile"):
        return None
    question = understand(
        case.question, case.history, library.glossary, library.phrases, as_of=case.as_of
    )
    question = replace(question, likely=likely or question.likely)
    found = retrieve(question, library.searcher, library.ledger, library.glossary)
    pool = within(question, library.ledger)
    told = (found.pair or (), found.near_pair or ())
    tools = (library.searcher, library.glossary, found.hits)
    candidates = Programs(question, pool, *tools, told)
    programs = list(candidates.all())
    if not programs:
        return None
    planned = calculations(question, _without(found), library.ledger)[1]
    made = [(KINDS.get(p.operation, p.operation), frozenset(p.facts)) for p in planned]
    measures, right = [], []
    for program in programs:
        ids = frozenset(f.id for f in program.facts)
        agreed = float((program.operation, ids) in made)
        measures.append({**program.measures, AGREED: agreed})
        fits = case.kind == "arithmetic" and _is_cited(case, program)
        right.append(fits and _answers(case, program, question, library))
    another = bool(made) and not any(m[AGREED] for m in measures)
    chosen = np.array([*right, not any(right)])
    return Row(case, tuple(measures), chosen, another, candidates.none())


def _is_cited(case: Case, program: Program) -> bool:
    """Whether both facts stand where the case says; a figure can be met by chance."""
    named = {passage for group in case.expected.citations for passage in group}
    places = [f.stated_in.passage_id for f in program.facts if f.stated_in]
    return not named or all(place in named for place in places)


def _without(found: Evidence) -> Evidence:
    return replace(found, reckonings=(), sketches=())


def _answers(case: Case, program: Program, question: Question, library: Library) -> bool:
    """Whether a program comes to a figure that the case expects."""
    desk = Desk(question, program.facts, library.ledger)
    ids = (program.facts[0].id, program.facts[1].id)
    if not reckon(desk, Reckoning(program.operation, ids, 0.0)):
        return False
    for made in desk.calculations:
        value = Decimal(made.value or "0")
        for wanted in case.expected.numbers:
            alike = made.unit.split("/")[0] == wanted.unit.split("/")[0] or made.unit == "pp"
            values = (value, abs(value)) if not wanted.signed else (value,)
            if alike and any(abs(v - wanted.value) <= wanted.tolerance for v in values):
                return True
    return False


def _table(row: Row, names: list[str]) -> Floats:
    table = np.zeros((len(row.measures) + 1, len(names) + 2))
    for n, measures in enumerate(row.measures):
        table[n, : len(names)] = [measures.get(name, 0.0) for name in names]
        table[n, -2] = 1.0
    table[-1, : len(names)] = [row.none.get(name, 0.0) for name in names]
    table[-1, -1] = float(row.another)
    return table


def _folds(rows: list[Row]) -> list[int]:
    families = [min(row.case.id, row.case.twin or row.case.id) for row in rows]
    order = sorted(set(families))
    random.Random(1).shuffle(order)
    return [order.index(family) % FOLDS for family in families]


def _fit(tables: list[Floats], rows: list[Row]) -> Floats:
    """The weights under which the right choices are likeliest."""
    counts = [1.0 if row.case.kind == "arithmetic" else OTHER_KINDS for row in rows]
    return solve(tables, [row.right for row in rows], counts, PENALTY)


if __name__ == "__main__":
    sys.exit(main())
