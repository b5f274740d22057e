"""Adds up scored items of a published set, with bootstrap intervals over groups of documents.

Questions about one page share its misreadings: they are drawn together, so the interval is not
narrower than the set allows. Asks nothing and scores nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.records import to_json
from evals.outputs import SCHEMA_VERSION, CaseReport, EvalOutput
from evals.outside.items import Item
from evals.outside.scoring import Judged
from evals.sheet import Ratio
from evals.statistics import metrics_of
from evals.summary import CALCULATION_KEYS, CITATION_KEYS, About, cost_of, times


@dataclass(frozen=True, slots=True)
class Asked:
    """An item with the Answer's JSON; `failure` says why it could not be scored."""

    item: Item
    answer: Mapping[str, Any]
    judged: Judged | None
    seconds: float
    failure: str | None = None


def summarise(
    results: Sequence[Asked], skipped: Mapping[str, int], about: About | None = None
) -> dict[str, Any]:
    """A run as the JSON that `--json` writes: `EvalOutput`, with what was left out and why."""
    about = about or About(split="outside")
    metrics = metrics_of(_groups(results))
    output = EvalOutput(
        schema_version=SCHEMA_VERSION,
        cases=len(results),
        suite=about.suite,
        split=about.split,
        engine=about.engine,
        encoder=next((str(r.answer["encoder"]) for r in results if r.answer.get("encoder")), ""),
        label=about.label,
        at=about.at,
        metrics={name: round(metric.value, 4) for name, metric in metrics.items()},
        intervals={n: (round(m.low, 4), round(m.high, 4)) for n, m in metrics.items()},
        n={name: metric.n for name, metric in metrics.items()},
        accuracy_by={},
        outcomes=_outcomes(results),
        language_gap=None,
        retrieval=None,
        robustness=(),
        compared=None,
        seconds=times(r.seconds for r in results),
        wall_s=round(about.wall_s, 1),
        cost=cost_of(r.answer for r in results),
        unscored=tuple(f"{r.item.id}: {r.failure}" for r in results if r.failure),
        waiting=(),
        missed=(),
        results=tuple(_transcript(r, about) for r in results),
    )
    written: dict[str, Any] = to_json(output)
    return written | {"skipped": dict(skipped)}


def _groups(results: Iterable[Asked]) -> list[list[Mapping[str, Ratio]]]:
    """The ratios by group; where several parts have a metric, for each of them as well."""
    scored = [(r.item, r.judged.ratios) for r in results if r.judged is not None]
    parts: dict[str, set[str]] = {}
    for item, ratios in scored:
        for name in ratios:
            parts.setdefault(name, set()).add(item.part)
    several = {name for name, some in parts.items() if len(some) > 1}
    groups: dict[str, list[Mapping[str, Ratio]]] = {}
    for item, ratios in scored:
        by_part = {f"{n} ({item.part})": ratio for n, ratio in ratios.items() if n in several}
        groups.setdefault(item.group, []).append({**ratios, **by_part})
    return list(groups.values())


def _outcomes(results: Iterable[Asked]) -> dict[str, dict[str, int]]:
    counts: dict[str, Counter[str]] = {}
    for result in results:
        if result.judged is not None:
            for name in dict.fromkeys(("all", result.item.part)):
                counts.setdefault(name, Counter())[result.judged.outcome] += 1
    return {name: dict(counter) for name, counter in counts.items()}


def _transcript(result: Asked, about: About) -> CaseReport:
    item, judged, answer = result.item, result.judged, result.answer
    return CaseReport(
        id=item.id,
        kind=item.part,
        split=about.split,
        topic=about.suite,
        lang=item.lang,
        family=item.group,
        written_from="published",
        twin=None,
        documents=tuple(document.name for document in item.documents),
        question=item.question,
        history=(),
        expected={"points": [[item.reference]]},
        outcome=judged.outcome if judged else "unscored",
        reasons=judged.reasons if judged else (str(result.failure),),
        extracted=judged.extracted if judged else (),
        ratios=judged.ratios if judged else {},
        status=answer["status"],
        refusal=(answer.get("refusal") or {}).get("code"),
        answer=answer["answer"],
        citations=tuple({k: c.get(k) for k in CITATION_KEYS} for c in answer["citations"]),
        calculations=tuple({k: c.get(k) for k in CALCULATION_KEYS} for c in answer["calculations"]),
        findings=tuple(answer.get("findings") or ()),
        conflicts=tuple(answer.get("conflicts") or ()),
        notes=tuple(answer.get("notes") or ()),
        retrieved=(),
        seconds=round(result.seconds, 4),
    )


def table(summary: Mapping[str, Any]) -> str:
    """The metrics, outcomes and what was left out, as text for a terminal."""
    lines = [f"questions asked: {summary['cases']}", ""]
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
