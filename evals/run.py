"""`looplens eval`: asks every case, scores the answers, prints a table and writes the reports.

Answers come only through `bot.Explainer`. A case whose scoring fails is no zero: it is reported as
unscored and the run ends with 1. Writes nothing unless told to, but for one line of figures in the
history of runs.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.records import Turn, to_json
from evals import options as command_line
from evals import robustness, search
from evals.cases import Case, CaseError, load_cases
from evals.compare import compare, load_run
from evals.conversations import SUITE, Conversation
from evals.history import add_run, earlier_runs
from evals.metrics import StoredText, score
from evals.options import THRESHOLDS, UsageError
from evals.outputs import Retrieval
from evals.shelf import Shelf, own_shelf
from evals.summary import About, Result, missed_minima, summarise
from evals.tables import table

if TYPE_CHECKING:
    from bot import Explainer

__all__ = ["THRESHOLDS", "command", "missed_minima", "run", "summarise", "table"]

Ask = Callable[[Case], Mapping[str, Any]]
"""Gives the Answer's JSON for a case: the system under judgement."""


def command(argv: Sequence[str]) -> int:
    """Run the evaluation: 0 when done, 1 when a minimum was missed, 2 on bad usage."""
    from evals import drafts
    from evals.outside import command as outside

    if argv[:1] == ["drafts"]:
        return drafts.command(argv[1:])
    if outside.is_outside(argv):
        return outside.command(argv)
    try:
        chosen = command_line.parser().parse_args(argv)
        talks = command_line.conversations(chosen.split) if chosen.suite == SUITE else ()
        cases = () if talks else command_line.chosen(load_cases(), chosen.suite, chosen.split)
        named = f"{SUITE}, {chosen.split}" if talks else chosen.split
        minima = command_line.minima(chosen.min, chosen.thresholds, named)
        older = load_run(chosen.compare) if chosen.compare else None
    except (UsageError, CaseError) as error:
        print(error, file=sys.stderr)
        return 2
    except SystemExit as stop:  # --help
        return int(stop.code or 0)
    summary, explainer = _measured(chosen, cases, talks)
    missed = missed_minima(summary, minima)
    summary["missed"] = missed
    if older is not None:
        summary["compared"] = compare(older, summary)
    folder = explainer.settings.data_dir
    if not chosen.no_history:
        add_run(folder, summary)
    as_json = chosen.json is not None and str(chosen.json) == "-"
    print(table(summary), file=sys.stderr if as_json else sys.stdout)
    for line in missed:
        print(line, file=sys.stderr)
    _write(chosen, summary, earlier_runs(folder, summary))
    return 1 if missed or summary["unscored"] else 0


def _measured(
    chosen: argparse.Namespace, cases: Sequence[Case], talks: Sequence[Conversation] = ()
) -> tuple[dict[str, Any], Explainer]:
    """Ask the cases, and unless it must be quick search for them and ask some otherwise.

    Conversations are held and nothing else: no turn of theirs can be asked by itself.
    """
    from bot import Explainer, __version__

    now, later = command_line.ready(cases, __version__)
    begun = time.perf_counter()
    explainer = Explainer(engine=chosen.engine)
    about = About(
        chosen.suite,
        chosen.split,
        chosen.engine or explainer.engine,
        chosen.label,
        datetime.now(UTC).isoformat(timespec="seconds"),
        waiting=tuple(case.id for case in later),
    )
    with own_shelf(explainer) as shelf:
        ask = asker(explainer, shelf)
        stored = stored_texts(explainer, shelf)
        results = hold(talks, ask, stored) if talks else run(now, ask, stored, progress=True)
        if not chosen.quick and not talks:
            found, ranked = _searched(explainer, shelf, now, whole=chosen.suite == "all")
            results = tuple(replace(r, retrieved=ranked.get(r.case.id, ())) for r in results)
            about = replace(about, retrieval=found, robustness=_otherwise(results, ask))
    about = replace(about, wall_s=time.perf_counter() - begun)
    return summarise(results, about), explainer


def _searched(
    explainer: Explainer, shelf: Shelf, cases: Sequence[Case], *, whole: bool
) -> tuple[Retrieval, dict[str, tuple[str, ...]]]:
    """Search quality over the corpus and the pairs; and what stood first for each question."""
    sought = search.sought_in(cases)
    pairs = search.load_pairs() if whole else ()
    asked = search.pair_questions(pairs)
    find = search.searching(explainer)
    ranked: dict[str, tuple[str, ...]] = {}

    def remembered(query: str, k: int, language: str) -> Sequence[tuple[str, str]]:
        found = find(query, k, language)
        names = tuple(passage for passage, _ in found[:5])
        ranked.setdefault(query, names)
        return found

    with _bar("search", 2 * (len(sought) + len(asked))) as bar:
        rows = list(search.measure("corpus", sought, remembered, bar.update))
        if asked:
            over = search.over_pairs(shelf, pairs)
            rows += search.measure("pairs", asked, over, bar.update)
    named = {case.id: ranked[case.question] for case in cases if case.question in ranked}
    return search.summary_of(rows, (*sought, *asked)), named


def _otherwise(results: Sequence[Result], ask: Ask) -> Any:
    """Ask a sample of the cases in other ways of writing."""
    outcomes = {r.case.id: r.scored.outcome for r in results if r.scored}
    some = robustness.sample([r.case for r in results])
    with _bar("otherwise", len(some) * len(robustness.FORMS)) as bar:

        def outcome_of(case: Case) -> str:
            bar.update(1)
            scored = _one(case, ask, None).scored
            return scored.outcome if scored else "unscored"

        return robustness.measure(some, outcomes, outcome_of)


def _bar(name: str, total: int) -> Any:
    from tqdm import tqdm

    return tqdm(total=total, desc=name, disable=None, file=sys.stderr)


def asker(explainer: Explainer, shelf: Shelf | None = None) -> Ask:
    """Ask the Explainer as a reader does: the language is its own to find out."""

    def ask(case: Case) -> Mapping[str, Any]:
        asked = shelf.over(case.documents) if shelf and case.documents else explainer
        answer = asked.ask(case.question, history=case.history, level=case.level, as_of=case.as_of)
        found: Mapping[str, Any] = to_json(answer)
        return found

    return ask


def stored_texts(explainer: Explainer, shelf: Shelf | None = None) -> StoredText:
    """The stored text of a passage, by which quotes are checked to the character."""

    def stored(index: str, passage_id: str, language: str) -> str | None:
        owner = shelf.holding(index) if shelf else None
        library = (owner or explainer).library
        return library.passage(passage_id, index).text.get(language)

    return stored


def run(
    cases: Sequence[Case], ask: Ask, stored: StoredText | None = None, *, progress: bool = False
) -> tuple[Result, ...]:
    """Ask and score every case, one after the other."""
    from tqdm import tqdm

    rows = tqdm(
        cases, desc="eval", unit="case", disable=None if progress else True, file=sys.stderr
    )
    return tuple(_one(case, ask, stored) for case in rows)


def hold(
    talks: Sequence[Conversation], ask: Ask, stored: StoredText | None = None
) -> tuple[Result, ...]:
    """Hold conversations: each turn is asked after the ones before it and their own answers."""
    results: list[Result] = []
    for talk in talks:
        said: tuple[Turn, ...] = ()
        for turn in talk.turns:
            result = _one(replace(turn, history=said), ask, stored)
            results.append(result)
            answer = Turn("assistant", str(result.answer["answer"]))
            said = (*said, Turn("user", turn.question), answer)
    return tuple(results)


def _one(case: Case, ask: Ask, stored: StoredText | None) -> Result:
    begun = time.perf_counter()
    try:
        answer = ask(case)
    except Exception as error:  # whatever the system does wrong is the system's, not the run's
        failure = f"{type(error).__name__}: {error}"
        answer = _no_answer(case, failure)
    seconds = time.perf_counter() - begun
    try:
        return Result(case, answer, score(case, answer, stored), seconds)
    except Exception as error:  # a scorer that fails must not look like a wrong answer
        return Result(case, answer, None, seconds, f"{type(error).__name__}: {error}")


def _no_answer(case: Case, failure: str) -> Mapping[str, Any]:
    return {
        "question": case.question,
        "language": case.lang,
        "status": "error",
        "answer": "",
        "error": {"code": "crash", "message": failure},
        "refusal": None,
        "sentences": [],
        "citations": [],
        "calculations": [],
    }


def _write(
    chosen: argparse.Namespace,
    summary: Mapping[str, Any],
    runs: Sequence[Mapping[str, Any]],
) -> None:
    if chosen.json is not None:
        _text(chosen.json, json.dumps(summary, ensure_ascii=False, indent=1) + "\n")
    if chosen.html is not None:
        from evals.report import page

        _text(chosen.html, page(summary, runs))
    if chosen.junit is not None:
        from evals.junit import junit

        _text(chosen.junit, junit(summary))


def _text(path: Path, text: str) -> None:
    if str(path) == "-":
        sys.stdout.write(text)
        return
    path.write_text(text, encoding="utf-8")
