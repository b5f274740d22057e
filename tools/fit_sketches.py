"""Fits bot/language/sketches.json and bot/answer/retrieve/sketch_weights.py: which calculation of
several steps, on ranges or with the reader's own figures, a question asks for.

    .venv/bin/python -m tools.fit_sketches [--write]

The words: as `tools/fit_operations.py`, of questions and wordings in evals/tuning/sketches.jsonl
and of those in operations.jsonl that ask for no arithmetic. The measures: every sketch of the same
questions is laid out and marked where it comes to the figures that the file gives, from the
passages that it cites; the weights are those of a choice among a question's sketches and "none"
(`tools/choices.py`). Whether a sketch comes to what the rules plan is a measure of it. Authors are
dealt into folds: the groups count as the questions of the other folds tell them, and what is right
is counted by the weights of the other folds. An arithmetic question that no sketch answers counts
for "none" where the rules answer it, and not at all where they do not. Prints how many calculations
are right by the rules alone and with the choice, and how many other questions newly get one, at
several limits, and the constants of bot/answer/plan/sketched.py; with --write, writes both files.
Takes about three minutes of processor time. Ask whole questions with what it writes before it is
kept: the weights in use are those of an earlier run, which did better so (docs/decisions/0106).
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np

from bot.answer.plan.arithmetic import calculations
from bot.answer.plan.sketched import rough_values
from bot.answer.retrieve import retrieve
from bot.answer.retrieve.facts import within
from bot.answer.retrieve.programs import Programs
from bot.answer.retrieve.sketch_measures import Measures
from bot.answer.retrieve.sketch_parts import GROUPS, Sketch
from bot.answer.retrieve.sketched import conditional, laid_out, measures_of_none
from bot.answer.understand import understand
from bot.library import Library
from bot.settings import load_settings
from tools.choices import Floats, Rights, chances, solve, spread_of
from tools.fit_operations import WORDING, Row, fit, question_row, read_rows
from tools.fit_operations import chances as word_chances
from tools.questions import TUNING, rows_of

ROOT = Path(__file__).resolve().parents[1]
CLASSES = ("none", "other", *sorted(set(GROUPS.values())))
MODEL = ROOT / "bot" / "language" / "sketches.json"
WEIGHTS = ROOT / "bot" / "answer" / "retrieve" / "sketch_weights.py"
PENALTY, OTHERS = 0.002, 4.0
LEAST_SPREAD = 0.15
"""A measure that hardly varies weighs no more for it than one that varies so much."""
LIMITS = tuple(product((0.5, 0.35, 0.25, 0.15), (0.4, 0.25, 0.15)))
LEAST_ASKED, FOLDS, ALIKE = 0.25, 6, 0.001
ANY, AGREED, PLANNED = "any", "agreed", "n_planned"
HEAD = '''"""What each measure of a sketch counts, in log odds: see `tools/fit_sketches.py`."""

from __future__ import annotations

ANY = {any}
"""What every sketch starts from, against none at all."""

WEIGHTS = {{
'''


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that a question is answered with."""

    value: float
    unit: str
    tolerance: float


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the tuning files: its author, the figures that it asks to be worked out, the
    passages that they stand in, and its fold.
    """

    text: str
    as_of: str
    wanted: tuple[Figure, ...]
    cited: frozenset[str]
    fold: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """One question: the measures of its sketches (the last row is "none") and which are right."""

    asked: Asked
    measures: tuple[dict[str, float], ...]
    values: tuple[tuple[float, ...], ...]
    right: Rights
    planned: bool
    by_rules: bool


def main() -> int:
    """Print the trade-off; write model and weights where asked."""
    library = Library.open(load_settings())
    rows = read_rows(TUNING / "sketches.jsonl")
    rows += [r for r in read_rows(TUNING / "operations.jsonl") if r.right == {"none"}]
    folds = _folds(rows)
    models = _left_out(rows, folds)
    tried = (_drawn(one, library, models[one.fold]) for one in _questions(folds))
    drawn = [one for one in tried if one is not None]
    names = sorted({name for one in drawn for m in one.measures for name in m})
    tables = [_table(one, names) for one in drawn]
    spread = spread_of(tables, LEAST_SPREAD)
    spread[[name == ANY or name.startswith("is_") for name in names]] = 1
    scaled = [table / spread for table in tables]
    _report(drawn, scaled)
    weights = _solve(scaled, drawn) / spread
    told = {n: round(float(w), 2) for n, w in zip(names, weights, strict=True)}
    print(f"{AGREED} {told[AGREED]}, {PLANNED} {told[PLANNED]}")
    if "--write" in sys.argv:
        kept = {n: w for n, w in told.items() if n not in (ANY, AGREED, PLANNED)}
        lines = "".join(f'    "{n}": {w},\n' for n, w in kept.items() if abs(w) > 0.02)
        WEIGHTS.write_text(HEAD.format(any=told[ANY]) + lines + "}\n", encoding="utf-8")
        text = json.dumps(
            {"classes": CLASSES, **fit(rows, CLASSES)}, ensure_ascii=False, separators=(",", ":")
        )
        MODEL.write_text(text.replace("},", "},\n") + "\n", encoding="utf-8")
    return 0


def _folds(rows: Sequence[Row]) -> dict[str, int]:
    """The fold of each author: the authors with most questions first, each to the smallest fold."""
    often = Counter(row.by for row in rows if row.by != WORDING)
    sizes = [0] * FOLDS
    folds: dict[str, int] = {}
    for author, count in sorted(often.items(), key=lambda told: (-told[1], told[0])):
        folds[author] = sizes.index(min(sizes))
        sizes[folds[author]] += count
    return folds


def _left_out(rows: Sequence[Row], folds: Mapping[str, int]) -> list[dict[str, Any]]:
    """A model of the words for each fold, of the questions of the others."""
    return [fit([r for r in rows if folds.get(r.by) != n], CLASSES) for n in range(FOLDS)]


def _questions(folds: Mapping[str, int]) -> Iterator[Asked]:
    """The questions that the weights are fitted on: those with figures, and those that ask for no
    arithmetic.
    """
    seen = set()
    for name in ("sketches", "operations"):
        for row in rows_of(TUNING / f"{name}.jsonl"):
            silent = (row.get("groups") or row["operations"]) == ["none"]
            figures = row.get("numbers", ())
            if row["author"] == WORDING or row["question"] in seen or not (silent or figures):
                continue
            seen.add(row["question"])
            yield Asked(
                row["question"],
                row.get("as_of", "article"),
                tuple(Figure(float(v), unit, float(by)) for v, unit, by in figures),
                frozenset(passage for group in row.get("cited", ()) for passage in group),
                folds[row["author"]],
            )


def _drawn(asked: Asked, library: Library, model: dict[str, Any]) -> Drawn | None:
    """A question with its sketches; None where its words hardly ask for one."""
    question = understand(asked.text, (), library.glossary, library.phrases, as_of=asked.as_of)
    said = word_chances(model, question_row(question, ""), CLASSES)
    likely = conditional(dict(zip(CLASSES, map(float, said), strict=True)), LEAST_ASKED)
    if not likely:
        return None
    found = retrieve(question, library.searcher, library.ledger, library.glossary)
    named = (found.pair or (), found.near_pair or (), tuple(found.operands.values()))
    pool, tools = within(question, library.ledger), (library.searcher, library.glossary)
    programs = Programs(question, pool, *tools, found.hits, named[:2])
    sketches = list(laid_out(question, likely, programs))
    measures = Measures(question, programs, library.glossary, likely, named)
    right = [_answers(asked, one) for one in sketches]
    made, purposes = calculations(question, replace(found, sketches=()), library.ledger)
    values = rough_values(made)
    none = measures_of_none(question, likely, programs)
    return Drawn(
        asked,
        (
            *({**measures.of(s), ANY: 1.0, AGREED: _agrees(s, values)} for s in sketches),
            {**none, PLANNED: float(bool(purposes))},
        ),
        tuple(tuple(round(v, 6) for v in one.values) for one in sketches),
        np.array([*right, not any(right)]),
        bool(purposes),
        bool(asked.wanted)
        and all(any(_meets(float(c.value or "nan"), w) for c in made) for w in asked.wanted),
    )


def _agrees(sketch: Sketch, planned: Sequence[float]) -> float:
    """Whether each value of a sketch is one of those planned."""
    alike = (any(abs(abs(v) - abs(p)) <= ALIKE * abs(v) for p in planned) for v in sketch.values)
    return float(bool(planned) and all(alike))


def _answers(asked: Asked, sketch: Sketch) -> bool:
    """Whether a sketch comes to all expected figures and no other, from the passages cited."""
    if not asked.wanted or len(sketch.values) > len(asked.wanted):
        return False
    places = [s.fact.stated_in.passage_id for s in sketch.singles if s.fact.stated_in]
    if asked.cited and not all(
        any(p == n or p.startswith(f"{n}/") for n in asked.cited) for p in places
    ):
        return False
    told = list(zip(sketch.values, sketch.units, strict=True))
    return all(any(_alike(u, w) and _meets(v, w) for v, u in told) for w in asked.wanted)


def _alike(unit: str, wanted: Figure) -> bool:
    units = {unit.split("/", maxsplit=1)[0], wanted.unit.split("/")[0]}
    return len(units) == 1 or units <= {"%", "pp"}


def _meets(value: float, wanted: Figure) -> bool:
    return abs(abs(value) - abs(wanted.value)) <= wanted.tolerance + 1e-9


def _table(one: Drawn, names: Sequence[str]) -> Floats:
    return np.array([[m.get(name, 0.0) for name in names] for m in one.measures])


def _counts(one: Drawn) -> float:
    if not one.asked.wanted:
        return OTHERS
    return 1.0 if one.right[:-1].any() or one.by_rules else 0.0


def _solve(tables: Sequence[Floats], drawn: Sequence[Drawn]) -> Floats:
    return solve(tables, [d.right for d in drawn], [_counts(d) for d in drawn], PENALTY)


def _report(drawn: Sequence[Drawn], tables: Sequence[Floats]) -> None:
    """What is right with folds of authors left out in turn, at several limits."""
    scores: dict[int, Floats] = {}
    for fold in range(FOLDS):
        inside = [n for n, d in enumerate(drawn) if d.asked.fold != fold]
        weights = _solve([tables[n] for n in inside], [drawn[n] for n in inside])
        scores |= {n: tables[n] @ weights for n, d in enumerate(drawn) if d.asked.fold == fold}
    asked = [n for n, d in enumerate(drawn) if d.asked.wanted]
    has = [n for n in asked if drawn[n].right[:-1].any()]
    first = sum(bool(drawn[n].right[int(np.argmax(scores[n][:-1]))]) for n in has)
    rules = sum(drawn[n].by_rules for n in asked)
    print(f"arithmetic {len(asked)}: by the rules {rules}")
    print(f"a right sketch for {len(has)}, first for {first}; others {len(drawn) - len(asked)}")
    for planned, unplanned in LIMITS:
        after = lost = new = 0
        for n, one in enumerate(drawn):
            best, chance = _likeliest(one, scores[n])
            taken = chance >= (planned if one.planned else unplanned)
            if not one.asked.wanted:
                new += taken and not one.planned
                continue
            stands = not taken or (one.by_rules and one.measures[best][AGREED] > 0)
            good = one.by_rules if stands else bool(one.right[best])
            after, lost = after + good, lost + (one.by_rules and not good)
        print(f"limits {planned} {unplanned}: right {after}, lost {lost}, others newly {new}")


def _likeliest(one: Drawn, scores: Floats) -> tuple[int, float]:
    """The best sketch and how likely its result is, with all that come to the same."""
    if len(scores) < 2:
        return -1, 0.0
    chance, best = chances(scores), int(np.argmax(scores[:-1]))
    alike = (n for n, values in enumerate(one.values) if values == one.values[best])
    return best, float(sum(chance[n] for n in alike))


if __name__ == "__main__":
    sys.exit(main())
