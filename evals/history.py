"""The runs made so far: one line of JSON each in the data folder, and the trend among them.

A line holds figures, no question and no answer. A damaged line is left out, never mended.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FILE = Path("evals") / "history.jsonl"
KEPT = ("label", "at", "suite", "split", "engine", "encoder", "cases", "metrics", "n", "wall_s")
SHOWN = 30


def add_run(folder: Path, summary: Mapping[str, Any]) -> Path:
    """Add a run's figures to the history of a data folder. Raises OSError."""
    path = folder / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({key: summary[key] for key in KEPT}, ensure_ascii=False)
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return path


def earlier_runs(folder: Path, summary: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """The last runs of the same suite and split, oldest first."""
    path = folder / FILE
    if not path.is_file():
        return ()
    runs = []
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            run = json.loads(line)
        except ValueError:
            continue
        if isinstance(run, dict) and set(KEPT) <= set(run):
            runs.append(run)
    alike = [r for r in runs if all(r[key] == summary[key] for key in ("suite", "split"))]
    return tuple(alike[-SHOWN:])
