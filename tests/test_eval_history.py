"""The history of runs: figures by line, the same suite and split in the trend, damage left out."""

from __future__ import annotations

from typing import Any

import pytest

from evals.compare import compare, load_run, name_of
from evals.history import FILE, SHOWN, add_run, earlier_runs
from evals.options import UsageError
from evals.report import page


def run_of(accuracy: float = 0.5, **changes: Any) -> dict[str, Any]:
    return {
        "label": "", "at": "2026-01-01", "suite": "all", "split": "dev", "engine": "extractive",
        "encoder": "embedded", "cases": 2, "metrics": {"accuracy": accuracy}, "n": {"accuracy": 2},
        "wall_s": 1.0, "results": [{"question": "secret"}],
    } | changes  # fmt: skip


def test_the_trend_holds_like_runs_only(tmp_path):
    """Another split is another measure; the oldest are let go."""
    for n in range(SHOWN + 5):
        add_run(tmp_path, run_of(n / 100))
    add_run(tmp_path, run_of(0.9, split="test"))
    found = earlier_runs(tmp_path, run_of())
    assert len(found) == SHOWN
    assert found[-1]["metrics"]["accuracy"] == 0.34
    assert "secret" not in (tmp_path / FILE).read_text(encoding="utf-8")


def test_a_damaged_line_is_left_out(tmp_path):
    """Half a line of a run that was killed does not end the next one."""
    path = add_run(tmp_path, run_of())
    with path.open("a", encoding="utf-8") as file:
        file.write('{"label": "cut\n[]\n')
    add_run(tmp_path, run_of(0.7))
    assert [r["metrics"]["accuracy"] for r in earlier_runs(tmp_path, run_of())] == [0.5, 0.7]


def test_without_a_history_there_is_no_trend(tmp_path):
    """Neither a file nor a line is invented."""
    assert earlier_runs(tmp_path, run_of()) == ()
    assert not (tmp_path / FILE).exists()


def test_the_trend_is_drawn_on_the_page():
    """Two runs make a line; one makes none."""
    summary = {
        "cases": 0, "metrics": {}, "intervals": {}, "n": {}, "outcomes": {}, "results": [],
        "seconds": {"p50": 0.1, "p95": 0.2},
    }  # fmt: skip
    assert "polyline" in page(summary, [run_of(0.2), run_of(0.4)])
    assert "polyline" not in page(summary, [run_of(0.2)])


def test_only_cases_of_both_runs_are_compared():
    """A new case is no progress, a dropped one no loss."""

    def result(name: str, outcome: str) -> dict[str, Any]:
        right = float(outcome == "right")
        return {"id": name, "outcome": outcome, "ratios": {"accuracy": [right, 1]}}

    old = run_of(results=[result("a", "wrong"), result("b", "right"), result("gone", "right")])
    new = run_of(results=[result("a", "right"), result("b", "refused"), result("new", "right")])
    found = compare(old, new)
    assert found["accuracy"]["n"] == 2
    assert found["mended"] == ["a"]
    assert found["broken"] == ["b"]
    assert found["metrics"] == {"accuracy": [0.5, 0.5]}
    assert name_of(run_of(label="first")) == "first, extractive, embedded, 2026-01-01"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"results": 3}'])
def test_what_is_no_run_is_refused(tmp_path, text):
    """One sentence, not a traceback."""
    path = tmp_path / "old.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"old\.json"):
        load_run(path)
