"""From scored cases to one report: metrics with n and interval, outcomes, times, transcripts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.records import to_json
from evals.cases import KINDS, Case, groups_of
from evals.metrics import Metric, Scored, add_up, language_gap
from evals.outputs import (
    SCHEMA_VERSION,
    Answering,
    CaseReport,
    Cost,
    EvalOutput,
    Parity,
    Retrieval,
    Robustness,
    Seconds,
)
from evals.statistics import Paired, metrics_of

CITATION_KEYS = (
    "marker", "index", "passage_id", "source_id", "locator", "lang", "status", "quote",
)  # fmt: skip
CALCULATION_KEYS = ("expression", "steps", "value", "unit", "operands")
COUNTED = ("all", *KINDS, "paraphrases")
PARITY = 0.04
"""What English and Chinese accuracy may differ by over twins."""


@dataclass(frozen=True, slots=True)
class Result:
    """A case with its answer and score; `failure` says why it could not be scored."""

    case: Case
    answer: Mapping[str, Any]
    scored: Scored | None
    seconds: float
    failure: str | None = None
    retrieved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class About:
    """What a run was: its choices, and what was measured beside the answers."""

    suite: str = "all"
    split: str = "all"
    engine: str = ""
    label: str = ""
    at: str = ""
    wall_s: float = 0.0
    retrieval: Retrieval | None = None
    robustness: tuple[Robustness, ...] = ()
    waiting: tuple[str, ...] = ()


def summarise(results: Sequence[Result], about: About | None = None) -> dict[str, Any]:
    """The whole run as the JSON that `--json` writes (`evals.outputs.EvalOutput`)."""
    about = about or About()
    cases = [r.case for r in results]
    scored = {r.case.id: r.scored for r in results if r.scored is not None}
    metrics = add_up(scored, cases)
    gap = language_gap(scored, cases)
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
        accuracy_by=_accuracy_by(results),
        outcomes=outcomes(results),
        counts=counts_of(cases),
        answering=_answering(results),
        language_gap=gap,
        language_parity=parity(gap),
        retrieval=about.retrieval,
        robustness=about.robustness,
        compared=None,
        seconds=times(r.seconds for r in results),
        wall_s=round(about.wall_s, 1),
        cost=cost_of(r.answer for r in results),
        unscored=tuple(f"{r.case.id}: {r.failure}" for r in results if r.failure),
        waiting=about.waiting,
        missed=(),
        results=tuple(_transcript(r) for r in results),
    )
    written: dict[str, Any] = to_json(output)
    return written


def times(seconds: Iterable[float]) -> Seconds:
    """The median and the 95th percentile; zero where nothing was timed."""
    ordered = sorted(seconds) or [0.0]
    late = min(len(ordered) - 1, int(len(ordered) * 0.95))
    return Seconds(round(ordered[len(ordered) // 2], 4), round(ordered[late], 4))


def cost_of(answers: Iterable[Mapping[str, Any]]) -> Cost:
    """Model calls and tokens of all answers together."""
    usage = [answer.get("usage") or {} for answer in answers]
    keys = ("model_calls", "input_tokens", "output_tokens")
    return Cost(*(sum(int(used.get(key, 0)) for used in usage) for key in keys))


def parity(gap: Paired | None) -> Parity | None:
    """Whether the interval of the twins' difference lies within the margin on both sides."""
    return None if gap is None else Parity(PARITY, gap.low >= -PARITY and gap.high <= PARITY)


def counts_of(cases: Sequence[Case]) -> dict[str, dict[str, int]]:
    """How many cases there are by split and language, of each kind; paraphrases among them."""
    found: dict[str, dict[str, int]] = {}
    for case in cases:
        row = found.setdefault(f"{case.split}, {case.lang}", dict.fromkeys(COUNTED, 0))
        row["all"] += 1
        row[case.kind] += 1
        row["paraphrases"] += case.paraphrase_of is not None
    return dict(sorted(found.items()))


def _answering(results: Iterable[Result]) -> Answering:
    counts: Counter[str] = Counter()
    for result in results:
        if result.scored is None:
            continue
        ratios = result.scored.ratios
        if "refused_when_unanswerable" in ratios:
            counts["unanswerable"] += 1
            counts["answered"] += result.answer["status"] in ("answered", "partial")
        elif "answered_when_answerable" in ratios:
            counts["answerable"] += 1
            counts["refused"] += result.answer["status"] == "refused"
    return Answering(
        counts["unanswerable"], counts["answered"], counts["answerable"], counts["refused"]
    )


def _in_other_words(case: Case) -> str | None:
    return case.lang if case.paraphrase_of else None


def _turn(case: Case) -> str | None:
    if case.conversation is None:
        return None
    return "first" if case.turn == 1 else "second" if case.turn == 2 else "third and on"


PARTS: Mapping[str, Callable[[Case], str | None]] = {
    "kind": lambda case: case.kind,
    "language": lambda case: case.lang,
    "kind and language": lambda case: f"{case.kind}, {case.lang[:2]}",
    "paraphrases": _in_other_words,
    "split": lambda case: case.split,
    "written from": lambda case: case.written_from,
    "turn": _turn,
    "asked of": lambda case: "own documents" if case.documents else "the corpus",
}


def _accuracy_by(results: Sequence[Result]) -> dict[str, tuple[float, float, float, int]]:
    """Accuracy with its interval and n for each part of the cases, by "part: name"."""
    rows: dict[str, tuple[float, float, float, int]] = {}
    groups = groups_of(r.case for r in results)
    for part, name_of in PARTS.items():
        for name in dict.fromkeys(name_of(r.case) for r in results):
            mine = [r for r in results if name_of(r.case) == name and r.scored is not None]
            found = _accuracy(mine, groups) if name is not None else None
            if found is not None:
                low, high = round(found.low, 4), round(found.high, 4)
                rows[f"{part}: {name}"] = (round(found.value, 4), low, high, found.n)
    return rows


def _accuracy(results: Iterable[Result], names: Mapping[str, str]) -> Metric | None:
    groups: dict[str, list[Mapping[str, tuple[float, float]]]] = {}
    for result in results:
        if result.scored is not None:
            ratio = result.scored.ratios["accuracy"]
            groups.setdefault(names[result.case.id], []).append({"accuracy": ratio})
    return metrics_of(list(groups.values()))["accuracy"] if groups else None


def outcomes(results: Iterable[Result]) -> dict[str, dict[str, int]]:
    """How many were right, wrong, refused or an error: in all, by kind and by language."""
    counts: dict[str, Counter[str]] = {}
    for result in results:
        if result.scored is None:
            continue
        for name in ("all", result.case.kind, result.case.lang):
            counts.setdefault(name, Counter())[result.scored.outcome] += 1
    return {name: dict(counter) for name, counter in counts.items()}


def _transcript(result: Result) -> CaseReport:
    case, scored, answer = result.case, result.scored, result.answer
    return CaseReport(
        id=case.id,
        kind=case.kind,
        split=case.split,
        topic=case.topic,
        lang=case.lang,
        family=case.family,
        written_from=case.written_from,
        twin=case.twin,
        paraphrase_of=case.paraphrase_of,
        documents=case.documents,
        question=case.question,
        history=tuple({"role": t.role, "content": t.content} for t in case.history),
        expected=to_json(case.expected),
        outcome=scored.outcome if scored else "unscored",
        reasons=scored.reasons if scored else (str(result.failure),),
        extracted=scored.extracted if scored else (),
        ratios=scored.ratios if scored else {},
        status=answer["status"],
        refusal=(answer.get("refusal") or {}).get("code"),
        answer=answer["answer"],
        citations=tuple(_some(c, CITATION_KEYS) for c in answer["citations"]),
        calculations=tuple(_some(c, CALCULATION_KEYS) for c in answer["calculations"]),
        findings=tuple(answer.get("findings", ())),
        conflicts=tuple(answer.get("conflicts", ())),
        notes=tuple(answer.get("notes", ())),
        retrieved=result.retrieved,
        seconds=round(result.seconds, 4),
    )


def _some(record: Mapping[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    return {key: record[key] for key in keys if key in record}


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
