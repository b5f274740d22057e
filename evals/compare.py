"""Two runs side by side: another engine, encoder or commit over the same cases.

Only cases that both runs asked count, so that new cases are no progress. Differences are tested in
pairs; a metric's two values are given without a test, accuracy with one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from bot.records import to_json
from evals.options import UsageError
from evals.outputs import Comparison
from evals.statistics import paired


def load_run(path: Path) -> Mapping[str, Any]:
    """An older run as `--json` wrote it. Raises UsageError."""
    try:
        summary = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"looplens eval: {path} cannot be read as a run: {error}") from error
    if not isinstance(summary, dict) or not isinstance(summary.get("results"), list):
        raise UsageError(
            f"looplens eval: {path} holds no run; a file that --json wrote was expected"
        )
    return summary


def compare(older: Mapping[str, Any], newer: Mapping[str, Any]) -> dict[str, Any]:
    """What changed from one run to the other over the cases of both."""
    before = {r["id"]: r for r in older["results"]}
    after = {r["id"]: r for r in newer["results"]}
    both = [name for name in after if name in before]
    rights = [(before[i]["outcome"] == "right", after[i]["outcome"] == "right") for i in both]
    old, new = _sums(before[i] for i in both), _sums(after[i] for i in both)
    found: dict[str, Any] = to_json(
        Comparison(
            older=name_of(older),
            newer=name_of(newer),
            accuracy=paired("compare", rights),
            metrics={m: (old[m], new[m]) for m in sorted(old.keys() & new.keys())},
            mended=tuple(i for i, (one, two) in zip(both, rights, strict=True) if two and not one),
            broken=tuple(i for i, (one, two) in zip(both, rights, strict=True) if one and not two),
        )
    )
    return found


def name_of(summary: Mapping[str, Any]) -> str:
    """A run in words: its label, engine, encoder and time."""
    parts = [summary.get("label"), summary.get("engine"), summary.get("encoder"), summary.get("at")]
    return ", ".join(str(part) for part in parts if part)


def _sums(results: Iterable[Mapping[str, Any]]) -> dict[str, float]:
    sums: dict[str, list[float]] = {}
    for result in results:
        for name, (earned, possible) in result.get("ratios", {}).items():
            total = sums.setdefault(name, [0.0, 0.0])
            total[0] += earned
            total[1] += possible
    return {name: round(earned / possible, 4) for name, (earned, possible) in sums.items()}
