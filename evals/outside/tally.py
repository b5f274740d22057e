"""Adds up scored items of a published set, with bootstrap intervals over groups of documents.

Questions about one page share its misreadings: they are drawn together, so the interval is not
narrower than the set allows. Asks nothing and scores nothing.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evals.metrics import RESAMPLES, Ratio
from evals.outside.items import Item
from evals.outside.scoring import Judged


@dataclass(frozen=True, slots=True)
class Asked:
    """An item with the Answer's JSON; `failure` says why it could not be scored."""

    item: Item
    answer: Mapping[str, Any]
    judged: Judged | None
    seconds: float
    failure: str | None = None


def summarise(results: Sequence[Asked], skipped: Mapping[str, int]) -> dict[str, Any]:
    """Metrics with n and interval, outcomes by part, what was left out, and every transcript."""
    metrics = _by_metric(results)
    found = {name: _value(name, groups) for name, groups in sorted(metrics.items())}
    seconds = sorted(r.seconds for r in results)
    return {
        "cases": len(results),
        "metrics": {name: round(value, 4) for name, (value, _, _, _) in found.items()},
        "intervals": {n: [round(low, 4), round(high, 4)] for n, (_, low, high, _) in found.items()},
        "n": {name: n for name, (_, _, _, n) in found.items()},
        "outcomes": _outcomes(results),
        "seconds": {
            "p50": round(seconds[len(seconds) // 2], 4) if seconds else 0.0,
            "p95": round(seconds[int(len(seconds) * 0.95)], 4) if seconds else 0.0,
        },
        "skipped": dict(skipped),
        "unscored": [f"{r.item.id}: {r.failure}" for r in results if r.failure],
        "results": [_transcript(r) for r in results],
    }


def _by_metric(results: Iterable[Asked]) -> dict[str, dict[str, list[Ratio]]]:
    """Metric → group → ratios; with several parts, once for all and once for each part."""
    scored = [r for r in results if r.judged is not None]
    several = len({r.item.part for r in scored}) > 1
    found: dict[str, dict[str, list[Ratio]]] = {}
    for result in scored:
        assert result.judged is not None
        for name, ratio in result.judged.ratios.items():
            names = (name, f"{name} ({result.item.part})") if several else (name,)
            for each in names:
                found.setdefault(each, {}).setdefault(result.item.group, []).append(ratio)
    return found


def _value(name: str, groups: Mapping[str, Sequence[Ratio]]) -> tuple[float, float, float, int]:
    """Value, both ends of its 95% interval and n."""
    sums = [(sum(e for e, _ in ratios), sum(p for _, p in ratios)) for ratios in groups.values()]
    possible = sum(p for _, p in sums)
    draw = random.Random(name)  # the same run gives the same interval
    drawn = []
    for _ in range(RESAMPLES):
        sample = draw.choices(sums, k=len(sums))
        drawn.append(sum(e for e, _ in sample) / sum(p for _, p in sample))
    drawn.sort()
    low, high = drawn[int(0.025 * RESAMPLES)], drawn[int(0.975 * RESAMPLES)]
    return sum(e for e, _ in sums) / possible, low, high, int(possible)


def _outcomes(results: Iterable[Asked]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for result in results:
        if result.judged is not None:
            for name in dict.fromkeys(("all", result.item.part)):
                counts.setdefault(name, Counter())[result.judged.outcome] += 1
    return {name: dict(counter) for name, counter in counts.items()}


def _transcript(result: Asked) -> dict[str, Any]:
    item, judged, answer = result.item, result.judged, result.answer
    return {
        "id": item.id,
        "kind": item.part,
        "lang": item.lang,
        "question": item.question,
        "history": [],
        "expected": item.reference,
        "outcome": judged.outcome if judged else "unscored",
        "reasons": list(judged.reasons) if judged else [result.failure],
        "extracted": list(judged.extracted) if judged else [],
        "scores": {n: earned for n, (earned, _) in judged.ratios.items()} if judged else {},
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


def table(summary: Mapping[str, Any]) -> str:
    """The metrics, outcomes and what was left out, as text for a terminal."""
    lines = [f"{summary['cases']} questions asked", ""]
    lines.append(f"{'metric':<34}{'value':>8}{'n':>7}   95% interval")
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
    lines += [f"left out, {count}: {why}" for why, count in summary["skipped"].items()]
    lines += [f"not scored: {failure}" for failure in summary["unscored"]]
    return "\n".join(lines)
