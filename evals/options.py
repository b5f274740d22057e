"""The command line of `looplens eval`: its options, the cases and the minima that they choose."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

from evals.cases import KINDS, SPLITS, Case
from evals.conversations import SUITE, Conversation, load_conversations

THRESHOLDS = Path(__file__).parent / "thresholds.yaml"


class UsageError(Exception):
    """The command line cannot be used; its text is one sentence for stderr."""


class Parser(argparse.ArgumentParser):
    """A parser that raises in place of ending the program."""

    def error(self, message: str) -> NoReturn:
        """Raise UsageError."""
        raise UsageError(f"{self.prog}: {message}; see {self.prog} --help")


def parser() -> argparse.ArgumentParser:
    """The options of `looplens eval`."""
    made = Parser(
        prog="looplens eval",
        description="Run the evaluation and print its metrics.",
        epilog="looplens eval drafts: answers that readers marked wrong, as case drafts. "
        "looplens eval --suite NAME --data PATH: a published set (docs/yardsticks.md).",
    )
    made.add_argument(
        "--suite", default="all", metavar="NAME", help="all, a kind, a topic or conversations"
    )
    made.add_argument("--split", default="all", choices=("all", *SPLITS))
    made.add_argument("--engine", metavar="ENGINE", help="extractive or PROVIDER:MODEL")
    made.add_argument(
        "--quick", action="store_true", help="answers alone: no search metrics, no rewritten cases"
    )
    made.add_argument(
        "--json", type=Path, metavar="FILE", help="write metrics and answers (- is stdout)"
    )
    made.add_argument("--html", type=Path, metavar="FILE", help="write a readable report")
    made.add_argument("--junit", type=Path, metavar="FILE", help="write JUnit XML, a test a case")
    made.add_argument(
        "--compare", type=Path, metavar="OLD.json", help="set this run beside an older --json"
    )
    made.add_argument("--label", default="", metavar="TEXT", help="a name for this run")
    made.add_argument(
        "--no-history", action="store_true", help="do not add this run to the history"
    )
    made.add_argument(
        "--min", nargs="+", action="extend", default=[], metavar="METRIC=VALUE",
        help="end with 1 when a metric is below its value (0 to 1)",
    )  # fmt: skip
    made.add_argument(
        "--thresholds", action="store_true", help="take the minima of evals/thresholds.yaml as well"
    )
    return made


def chosen(cases: Iterable[Case], suite: str, split: str) -> tuple[Case, ...]:
    """The cases of a suite and split. Raises UsageError where there are none."""
    everything = tuple(cases)
    topics = sorted({case.topic for case in everything})
    if suite not in ("all", *KINDS, *topics):
        raise UsageError(
            f"looplens eval: no suite {suite!r}; all, a kind ({', '.join(KINDS)}), {SUITE} or a "
            f"topic ({', '.join(topics)}) was expected"
        )
    found = tuple(
        case
        for case in everything
        if split in ("all", case.split) and suite in ("all", case.kind, case.topic)
    )
    if not found:
        raise UsageError(f"looplens eval: the suite {suite!r} has no case in the split {split!r}")
    return found


def conversations(split: str) -> tuple[Conversation, ...]:
    """The conversations of a split. Raises UsageError where there are none, CaseError."""
    found = load_conversations(split=split)
    if not found:
        raise UsageError(f"looplens eval: there is no conversation in the split {split!r}")
    return found


def ready(cases: Iterable[Case], version: str) -> tuple[tuple[Case, ...], tuple[Case, ...]]:
    """The cases that this version is judged by, and those that wait for a later one."""
    now: list[Case] = []
    later: list[Case] = []
    for case in cases:
        waits = case.expected_from is not None and _order(case.expected_from) > _order(version)
        (later if waits else now).append(case)
    return tuple(now), tuple(later)


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split("."))


def minima(pairs: Iterable[str], with_file: bool, split: str) -> dict[str, float]:
    """The minima of the thresholds file and the command line. Raises UsageError.

    `split` is the name under which the file holds them; conversations have their own by split.
    """
    found: dict[str, float] = {}
    if with_file:
        import yaml

        held = yaml.safe_load(THRESHOLDS.read_text(encoding="utf-8"))
        if split not in held:
            known = ", ".join(held)
            raise UsageError(
                f"looplens eval: there are no thresholds for --split {split}, only for {known}"
            )
        found |= held[split]
    for pair in pairs:
        name, _, value = pair.partition("=")
        try:
            found[name] = float(value)
        except ValueError:
            raise UsageError(
                f"looplens eval: --min takes METRIC=VALUE such as numeric_exact=0.9; found {pair!r}"
            ) from None
    return found
