"""`looplens eval`: asks every case, scores the answers, prints a table and writes the reports.

Answers come only through `bot.Explainer`. A case whose scoring fails is no zero: it is reported as
unscored and the run ends with 1. Writes nothing unless told to (`--json`, `--html`).
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from bot.records import to_json
from evals.cases import KINDS, SPLITS, Case, CaseError, load_cases
from evals.metrics import Scored, StoredText, add_up, score

if TYPE_CHECKING:
    from bot import Explainer

THRESHOLDS = Path(__file__).parent / "thresholds.yaml"
Ask = Callable[[Case], Mapping[str, Any]]
"""Gives the Answer's JSON for a case: the system under judgement."""


@dataclass(frozen=True, slots=True)
class Result:
    """A case with its answer and score; `failure` says why it could not be scored."""

    case: Case
    answer: Mapping[str, Any]
    scored: Scored | None
    seconds: float
    failure: str | None = None


class _UsageError(Exception):
    """The command line cannot be used; its text is one sentence for stderr."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _UsageError(f"looplens eval: {message}; see looplens eval --help")


def command(argv: Sequence[str]) -> int:
    """Run the evaluation: 0 when done, 1 when a minimum was missed, 2 on bad usage."""
    try:
        options = _parser().parse_args(argv)
        cases = _chosen(load_cases(), options.suite, options.split)
        minima = _minima(options.min, options.thresholds, options.split)
    except (_UsageError, CaseError) as error:
        print(error, file=sys.stderr)
        return 2
    except SystemExit as stop:  # --help
        return int(stop.code or 0)
    from bot import Explainer

    explainer = Explainer(engine=options.engine)
    results = run(cases, asker(explainer), stored_texts(explainer), progress=True)
    summary = summarise(results)
    summary |= {
        "suite": options.suite,
        "split": options.split,
        "engine": options.engine or explainer.engine,
        "encoder": next((r.answer["encoder"] for r in results if r.answer.get("encoder")), ""),
    }
    missed = missed_minima(summary, minima)
    summary["missed"] = missed
    print(table(summary))
    for line in missed:
        print(line, file=sys.stderr)
    _write(options, summary)
    return 1 if missed or summary["unscored"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="looplens eval", description="Run the evaluation and print its metrics.")
    parser.add_argument("--suite", default="all", metavar="NAME", help="all, a kind or a topic")
    parser.add_argument("--split", default="all", choices=("all", *SPLITS))
    parser.add_argument("--engine", metavar="ENGINE", help="extractive or PROVIDER:MODEL")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write metrics and answers")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a readable report")
    parser.add_argument(
        "--min", nargs="+", action="extend", default=[], metavar="METRIC=VALUE",
        help="end with 1 when a metric is below its value (0 to 1)",
    )  # fmt: skip
    parser.add_argument(
        "--thresholds", action="store_true", help="take the minima of evals/thresholds.yaml as well"
    )
    return parser


def _chosen(cases: Iterable[Case], suite: str, split: str) -> tuple[Case, ...]:
    everything = tuple(cases)
    topics = sorted({case.topic for case in everything})
    if suite not in ("all", *KINDS, *topics):
        raise _UsageError(
            f"looplens eval: no suite {suite!r}; all, a kind ({', '.join(KINDS)}) or a topic "
            f"({', '.join(topics)}) was expected"
        )
    chosen = tuple(
        case
        for case in everything
        if split in ("all", case.split) and suite in ("all", case.kind, case.topic)
    )
    if not chosen:
        raise _UsageError(f"looplens eval: the suite {suite!r} has no case in the split {split!r}")
    return chosen


def _minima(pairs: Iterable[str], with_file: bool, split: str) -> dict[str, float]:
    minima: dict[str, float] = {}
    if with_file:
        import yaml

        held = yaml.safe_load(THRESHOLDS.read_text(encoding="utf-8"))
        minima |= held[split]
    for pair in pairs:
        name, _, value = pair.partition("=")
        try:
            minima[name] = float(value)
        except ValueError:
            raise _UsageError(
                f"looplens eval: --min takes METRIC=VALUE such as numeric_exact=0.9; found {pair!r}"
            ) from None
    return minima


def asker(explainer: Explainer) -> Ask:
    """Ask the Explainer as a reader does: the language is its own to find out."""

    def ask(case: Case) -> Mapping[str, Any]:
        answer = explainer.ask(
            case.question, history=case.history, level=case.level, as_of=case.as_of
        )
        found: Mapping[str, Any] = to_json(answer)
        return found

    return ask


def stored_texts(explainer: Explainer) -> StoredText:
    """The stored text of a passage, by which quotes are checked to the character."""

    def stored(index: str, passage_id: str, language: str) -> str | None:
        return explainer.library.passage(passage_id, index).text.get(language)

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


# --- reporting --------------------------------------------------------------------------------


def summarise(results: Sequence[Result]) -> dict[str, Any]:
    """Metrics with n and interval, outcomes by kind and language, times, and every transcript."""
    scored = {r.case.id: r.scored for r in results if r.scored is not None}
    metrics = add_up(scored, [r.case for r in results])
    seconds = sorted(r.seconds for r in results)
    return {
        "cases": len(results),
        "metrics": {name: round(metric.value, 4) for name, metric in metrics.items()},
        "intervals": {n: [round(m.low, 4), round(m.high, 4)] for n, m in metrics.items()},
        "n": {name: metric.n for name, metric in metrics.items()},
        "outcomes": outcomes(results),
        "seconds": {
            "p50": round(seconds[len(seconds) // 2], 4),
            "p95": round(seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))], 4),
        },
        "unscored": [f"{r.case.id}: {r.failure}" for r in results if r.failure],
        "results": [_transcript(r) for r in results],
    }


def outcomes(results: Iterable[Result]) -> dict[str, dict[str, int]]:
    """How many were right, wrong, refused or an error: in all, by kind and by language."""
    counts: dict[str, Counter[str]] = {}
    for result in results:
        if result.scored is None:
            continue
        for name in ("all", result.case.kind, result.case.lang):
            counts.setdefault(name, Counter())[result.scored.outcome] += 1
    return {name: dict(counter) for name, counter in counts.items()}


def _transcript(result: Result) -> dict[str, Any]:
    case, scored, answer = result.case, result.scored, result.answer
    return {
        "id": case.id,
        "kind": case.kind,
        "split": case.split,
        "topic": case.topic,
        "lang": case.lang,
        "question": case.question,
        "history": [{"role": t.role, "content": t.content} for t in case.history],
        "expected": to_json(case.expected),
        "outcome": scored.outcome if scored else "unscored",
        "reasons": list(scored.reasons) if scored else [result.failure],
        "extracted": list(scored.extracted) if scored else [],
        "status": answer["status"],
        "refusal": (answer.get("refusal") or {}).get("code"),
        "answer": answer["answer"],
        "citations": [
            {"marker": c["marker"], "passage_id": c["passage_id"], "quote": c["quote"]}
            for c in answer["citations"]
        ],
        "calculations": [
            {"steps": c["steps"], "value": c["value"], "unit": c["unit"]}
            for c in answer["calculations"]
        ],
        "seconds": round(result.seconds, 4),
    }


def missed_minima(summary: Mapping[str, Any], minima: Mapping[str, float]) -> list[str]:
    """One sentence for each minimum that is not reached; an unmeasured metric is one."""
    missed = []
    for name, least in minima.items():
        value = summary["metrics"].get(name)
        if value is None:
            known = ", ".join(summary["metrics"])
            missed.append(f"{name} was not measured on these cases; measured were {known}")
        elif value < least:
            missed.append(f"{name} is {value:.4f}, below the minimum of {least:g}")
    return missed


def table(summary: Mapping[str, Any]) -> str:
    """The metrics and outcomes as text for a terminal."""
    lines = [f"{summary['cases']} cases", "", f"{'metric':<34}{'value':>8}{'n':>7}   95% interval"]
    for name, value in summary["metrics"].items():
        low, high = summary["intervals"][name]
        lines.append(f"{name:<34}{value:>8.3f}{summary['n'][name]:>7}   {low:.3f} to {high:.3f}")
    lines += ["", f"{'outcome':<34}{'right':>8}{'wrong':>7}{'refused':>9}{'error':>7}"]
    for name, counts in summary["outcomes"].items():
        right, wrong, refused, error = (
            counts.get(o, 0) for o in ("right", "wrong", "refused", "error")
        )
        lines.append(f"{name:<34}{right:>8}{wrong:>7}{refused:>9}{error:>7}")
    seconds = summary["seconds"]
    lines += ["", f"seconds a question: median {seconds['p50']:.3f}, 95% {seconds['p95']:.3f}"]
    lines += [f"not scored: {failure}" for failure in summary["unscored"]]
    return "\n".join(lines)


def _write(options: argparse.Namespace, summary: Mapping[str, Any]) -> None:
    if options.json is not None:
        text = json.dumps(summary, ensure_ascii=False, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.html is not None:
        from evals.report import page

        options.html.write_text(page(summary), encoding="utf-8")
