"""A model as judge, for those who want one: ragas' metrics over answers that were given already.

Optional, and never part of a figure that we publish. ragas and its client run in a process of their
own (`judging.py`) whose environment is made here: `RAGAS_DO_NOT_TRACK` is set before anything is
imported, nothing of the reader's environment is handed on, and the home folder is a temporary one.
Questions, answers, quotes and published answers go to the model that was named.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

PROGRAM = Path(__file__).with_name("judging.py")
METRICS = ("faithfulness", "factual_correctness")
SECONDS_A_ROW = 180
_NOT_INSTALLED = (
    "--judge needs ragas, which is not installed; install the extra: pip install 'looplens[judge]'"
)


class JudgeError(RuntimeError):
    """The judge cannot be used; the text is one sentence for the reader."""


class ModelSettings(Protocol):
    """What the judge needs of the settings: where the model is, and the key to it."""

    @property
    def api_key(self) -> str | None:
        """The key, or None."""
        ...

    @property
    def base_url(self) -> str | None:
        """Where a server speaks OpenAI's protocol; None for OpenAI's own."""
        ...


def check_ready(model: str, settings: ModelSettings | None = None) -> None:
    """Raises JudgeError when ragas is not installed or, given the settings, no model is set."""
    if find_spec("ragas") is None:
        raise JudgeError(_NOT_INSTALLED)
    if settings is not None and settings.api_key is None and settings.base_url is None:
        raise JudgeError(
            f"--judge {model} has no model to ask: set LOOPLENS_API_KEY, or LOOPLENS_BASE_URL for "
            "a server of your own that speaks OpenAI's protocol"
        )


def judge(
    results: Sequence[Mapping[str, Any]], model: str, settings: ModelSettings
) -> dict[str, Any]:
    """Means of ragas' metrics over the answered questions, each with the n that it rests on.

    Raises JudgeError when ragas or the model fails on every question.
    """
    rows = [_row(result) for result in results if result["status"] in ("answered", "partial")]
    asked = {
        "model": model.removeprefix("openai:"),
        "api_key": settings.api_key,
        "base_url": settings.base_url,
        "path": sys.path,
        "rows": rows,
    }
    scores = _run(asked, SECONDS_A_ROW * max(1, len(rows))) if rows else []
    failed = [score["error"] for score in scores if "error" in score]
    if rows and len(failed) == len(rows):
        raise JudgeError(f"the judge {model} scored nothing: {failed[0]}")
    metrics = {}
    for name in METRICS:
        values = [score[name] for score in scores if score.get(name) is not None]
        if values:
            metrics[name] = {"mean": round(sum(values) / len(values), 4), "n": len(values)}
    return {"model": model, "asked": len(rows), "metrics": metrics, "scores": scores}


def table(judged: Mapping[str, Any]) -> str:
    """The judge's means as text for a terminal, said to be a model's opinion."""
    lines = [f"what the model {judged['model']} thinks of {judged['asked']} answers (ragas)"]
    for name, found in judged["metrics"].items():
        lines.append(f"{name:<34}{found['mean']:>8.3f}{found['n']:>7}")
    return "\n".join(lines)


def _row(result: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "id": result["id"],
        "question": result["question"],
        "answer": result["answer"],
        "quotes": [citation["quote"] for citation in result["citations"]],
        "reference": result["expected"]["points"][0][0],
    }


def _run(asked: Mapping[str, Any], seconds: int) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory(prefix="looplens-judge-") as home:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(PROGRAM)],
                input=json.dumps(asked),
                capture_output=True,
                text=True,
                encoding="utf-8",
                check=False,
                cwd=home,
                env={"RAGAS_DO_NOT_TRACK": "true", "HOME": home},
                timeout=seconds,
            )
        except subprocess.TimeoutExpired as error:
            raise JudgeError(f"the judge took more than {seconds} s; try --limit") from error
    if done.returncode != 0:
        last = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise JudgeError(f"the judge ended with {done.returncode}: {last[:300]}")
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found
