"""`looplens eval --suite finqa --data PATH`: a published set that the reader has downloaded.

Downloads nothing and sends nothing (but with `--judge` or a model engine). Writes nothing unless
told to (`--json`, `--html`). Exit codes are those of `looplens eval`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, NoReturn, TextIO

from evals.outside import financebench, judge, rgb
from evals.outside.items import DataError, Loaded
from evals.outside.suites import SUITES, Suite
from evals.outside.tally import summarise, table
from evals.summary import About, missed_minima


class _UsageError(Exception):
    """The command line cannot be used; its text is one sentence for stderr."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise _UsageError(f"looplens eval: {message}; see docs/yardsticks.md")


def is_outside(argv: Sequence[str]) -> bool:
    """Whether `--suite` names a published set: the words are then for `command` here."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.add_argument("--suite", nargs="?")
    try:
        return parser.parse_known_args(list(argv))[0].suite in SUITES
    except argparse.ArgumentError:
        return False


def command(argv: Sequence[str]) -> int:
    """Ask a published set: 0 when done, 1 when a minimum was missed, 2 on bad usage or files."""
    try:
        options = _parser().parse_args(argv)
        suite = SUITES[options.suite]
        minima = dict(_minimum(pair) for pair in options.min)
        _check_places(options)
        loaded = _loaded(suite, options)
        if options.judge:
            judge.check_ready(options.judge)
    except (_UsageError, DataError, judge.JudgeError) as error:
        print(error, file=sys.stderr)
        return 2
    except SystemExit as stop:  # --help
        return int(stop.code or 0)
    from bot import Explainer

    explainer = Explainer(engine=options.engine)
    try:
        if options.judge:
            judge.check_ready(options.judge, explainer.settings)
    except judge.JudgeError as error:
        print(error, file=sys.stderr)
        return 2
    summary = _measured(options, loaded, explainer)
    missed = missed_minima(summary, minima)
    summary["missed"] = missed
    # Machine output has stdout to itself.
    shown = sys.stderr if str(options.json) == "-" else sys.stdout
    print(f"{suite.title}, {options.data}: {table(summary)}", file=shown)
    if options.judge:
        missed += _opinion(options.judge, summary, explainer.settings, shown)
    for line in missed:
        print(line, file=sys.stderr)
    _write(options, summary)
    return 1 if missed or summary["unscored"] else 0


def _opinion(
    model: str, summary: dict[str, Any], settings: judge.ModelSettings, shown: TextIO
) -> list[str]:
    """Add what the model thinks to the summary and print it; a sentence when it fails."""
    try:
        summary["judge"] = judge.judge(summary["results"], model, settings)
    except judge.JudgeError as error:
        return [str(error)]
    print("\n" + judge.table(summary["judge"]), file=shown)
    return []


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="looplens eval",
        description="Ask a published set that you have downloaded, and print its metrics.",
        allow_abbrev=False,
    )
    parser.add_argument("--suite", required=True, choices=tuple(SUITES))
    parser.add_argument("--data", type=Path, metavar="PATH", help="the published file or folder")
    parser.add_argument("--limit", type=int, metavar="N", help="ask only N, drawn from all")
    parser.add_argument("--engine", metavar="ENGINE", help="extractive or PROVIDER:MODEL")
    parser.add_argument(
        "--together", action="store_true", help="index the documents of all questions together"
    )
    parser.add_argument("--pdfs", type=Path, metavar="DIR", help="financebench: whole filings")
    parser.add_argument(
        "--noise", type=float, metavar="SHARE", help=f"rgb: of the snippets (default {rgb.NOISE})"
    )
    parser.add_argument("--judge", metavar="MODEL", help="ask this model too, through ragas")
    parser.add_argument(
        "--json", type=Path, metavar="FILE", help="write metrics and answers, - for stdout"
    )
    parser.add_argument("--html", type=Path, metavar="FILE", help="write a readable report")
    parser.add_argument(
        "--min", nargs="+", action="extend", default=[], metavar="METRIC=VALUE",
        help="end with 1 when a metric is below its value (0 to 1)",
    )  # fmt: skip
    return parser


def _check_places(options: argparse.Namespace) -> None:
    """What is to be written must have a place, before an hour is spent on it."""
    for file in (options.json, options.html):
        if file is not None and (file.is_dir() or not file.absolute().parent.is_dir()):
            raise _UsageError(f"looplens eval: {file} cannot be written; name a file in a folder")


def _loaded(suite: Suite, options: argparse.Namespace) -> Loaded:
    if options.data is None:
        raise _UsageError(
            f"looplens eval: --suite {options.suite} needs --data PATH; download {suite.file} "
            f"from {suite.home} ({suite.licence})"
        )
    if not options.data.exists():
        raise DataError(
            f"there is no file or folder {options.data}; download {suite.file} from {suite.home}"
        )
    if options.limit is not None and options.limit < 1:
        raise _UsageError(f"looplens eval: --limit is {options.limit}; at least 1 was expected")
    loaded = _reader(suite, options)(options.data)
    if options.limit is not None and options.limit < len(loaded.items):
        loaded.skipped["beyond --limit"] += len(loaded.items) - options.limit
        # Drawn, not every n-th: parts of a set may alternate. The same N gives the same questions.
        drawn = random.Random(options.limit).sample(range(len(loaded.items)), options.limit)
        loaded.items = [loaded.items[place] for place in sorted(drawn)]
    return loaded


def _reader(suite: Suite, options: argparse.Namespace) -> Callable[[Path], Loaded]:
    if options.pdfs is not None:
        if options.suite != "financebench" or not options.pdfs.is_dir():
            raise _UsageError(
                f"looplens eval: --pdfs {options.pdfs} is for --suite financebench and names the "
                "folder of its filings"
            )
        return partial(financebench.load, pdfs=options.pdfs)
    if options.noise is not None:
        if options.suite != "rgb" or not 0 <= options.noise < 1:
            raise _UsageError(
                f"looplens eval: --noise {options.noise:g} is for --suite rgb and a share from 0 "
                "to below 1"
            )
        return partial(rgb.load, noise=options.noise)
    return suite.load


def _measured(options: argparse.Namespace, loaded: Loaded, explainer: Any) -> dict[str, Any]:
    from evals.outside.asking import own_shelf, run

    begun = time.perf_counter()
    with own_shelf(explainer) as shelf:
        results = run(loaded.items, shelf, together=options.together, progress=True)
    about = About(
        suite=options.suite,
        split="outside",
        engine=explainer.engine,
        at=datetime.now(UTC).isoformat(timespec="seconds"),
        wall_s=time.perf_counter() - begun,
    )
    beside = {"data": str(options.data), "together": options.together}
    return summarise(results, loaded.skipped, about) | beside


def _minimum(pair: str) -> tuple[str, float]:
    name, _, value = pair.partition("=")
    try:
        return name, float(value)
    except ValueError:
        raise _UsageError(
            f"looplens eval: --min takes METRIC=VALUE such as f1=0.5; found {pair!r}"
        ) from None


def _write(options: argparse.Namespace, summary: Mapping[str, Any]) -> None:
    if options.json is not None:
        text = json.dumps(summary, ensure_ascii=False, indent=1) + "\n"
        if str(options.json) == "-":
            sys.stdout.write(text)
        else:
            options.json.write_text(text, encoding="utf-8")
    if options.html is not None:
        from evals.report import page

        options.html.write_text(page(summary), encoding="utf-8")
