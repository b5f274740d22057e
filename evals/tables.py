"""A run as text for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

OUTCOMES = ("right", "wrong", "refused", "error")


def table(summary: Mapping[str, Any]) -> str:
    """Metrics, search, outcomes, what changed, times and cost; n stands beside every figure."""
    parts = (
        _counts(summary.get("counts") or {}),
        _metrics(summary),
        _accuracy(summary),
        _retrieval(summary.get("retrieval")),
        _robustness(summary.get("robustness") or ()),
        _outcomes(summary),
        _answering(summary.get("answering")),
        _gap(summary.get("language_gap"), summary.get("language_parity")),
        _compared(summary.get("compared")),
        _times(summary),
    )
    blocks = ["\n".join(lines) for lines in map(list, parts) if lines]
    return f"{summary['cases']} cases\n\n" + "\n\n".join(blocks)


def _counts(rows: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    """Cases by split, language and kind; the paraphrases stand in the kinds as well."""
    named = {name: counts for name, counts in rows.items() if counts.get("all")}
    if named:
        heads = list(next(iter(named.values())))
        yield f"{'cases':<16}" + "".join(f"{head[:7]:>8}" for head in heads)
        for name, counts in named.items():
            yield f"{name:<16}" + "".join(f"{counts.get(head, 0):>8}" for head in heads)


def _metrics(summary: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'metric':<38}{'value':>8}{'n':>7}   95% interval"
    for name, value in summary["metrics"].items():
        low, high = summary["intervals"][name]
        yield f"{name:<38}{value:>8.3f}{summary['n'][name]:>7}   {low:.3f} to {high:.3f}"


def _accuracy(summary: Mapping[str, Any]) -> Iterator[str]:
    rows = summary.get("accuracy_by") or {}
    if rows:
        yield f"{'accuracy by':<38}{'value':>8}{'n':>7}   95% interval"
    for name, (value, low, high, n) in rows.items():
        yield f"{name:<38}{value:>8.3f}{n:>7}   {low:.3f} to {high:.3f}"


def _retrieval(found: Mapping[str, Any] | None) -> Iterator[str]:
    if not found:
        return
    yield (
        f"{'search (texts, direction, questions)':<38}{'n':>5}{'R@1':>7}{'R@5':>7}"
        f"{'MRR@10':>8}{'nDCG@10':>9}   R@5, 95% interval"
    )
    for row in found["rows"]:
        low, high = row["recall_5_interval"]
        name = f"{row['texts']}, {row['direction']}, {row['questions']}"
        yield (
            f"{name:<38}{row['n']:>5}{row['recall_1']:>7.3f}{row['recall_5']:>7.3f}"
            f"{row['mrr_10']:>8.3f}{row['ndcg_10']:>9.3f}   {low:.3f} to {high:.3f}"
        )
    for texts, bias in found["language_bias"].items():
        yield f"language bias, {texts}: {bias:+.3f} (R@5 in one language less R@5 across)"
    yield f"questions without a figure: {found['without_figures']:.0%}"


def _robustness(rows: Any) -> Iterator[str]:
    for row in rows:
        yield f"written otherwise, {row['form']}: same outcome {row['same']} of {row['n']}"


def _outcomes(summary: Mapping[str, Any]) -> Iterator[str]:
    yield f"{'outcome':<38}{'right':>8}{'wrong':>7}{'refused':>9}{'error':>7}"
    for name, counts in summary["outcomes"].items():
        right, wrong, refused, error = (counts.get(o, 0) for o in OUTCOMES)
        yield f"{name:<38}{right:>8}{wrong:>7}{refused:>9}{error:>7}"


def _answering(found: Mapping[str, Any] | None) -> Iterator[str]:
    if found:
        yield (
            f"answered though unanswerable: {found['answered_though']} of {found['unanswerable']}; "
            f"refused though answerable: {found['refused_though']} of {found['answerable']}"
        )


def _gap(pair: Mapping[str, Any] | None, parity: Mapping[str, Any] | None) -> Iterator[str]:
    if pair:
        yield (
            f"twins: Chinese less English accuracy {pair['difference']:+.3f} "
            f"({pair['low']:+.3f} to {pair['high']:+.3f}), n {pair['n']}, only English right "
            f"{pair['only_first']}, only Chinese {pair['only_second']}, p {pair['p']:.3f}"
        )
    if pair and parity:
        verdict = "yes" if parity["holds"] else "no"
        yield (
            f"twins within {parity['margin']:.0%} of each other at 95%: {verdict} "
            "(paired bootstrap over twins, 1,000 draws; p by McNemar's exact test)"
        )


def _compared(found: Mapping[str, Any] | None) -> Iterator[str]:
    if not found:
        return
    yield f"beside {found['older']}:"
    if pair := found["accuracy"]:
        yield (
            f"accuracy {pair['first']:.3f} → {pair['second']:.3f}, {pair['difference']:+.3f} "
            f"({pair['low']:+.3f} to {pair['high']:+.3f}), n {pair['n']}, mended "
            f"{pair['only_second']}, broken {pair['only_first']}, p {pair['p']:.3f}"
        )
    for name, (old, new) in found["metrics"].items():
        if old != new:
            yield f"{name:<38}{old:>8.3f} → {new:.3f}  {new - old:+.3f}"
    for word in ("mended", "broken"):
        if found[word]:
            yield f"{word}: {', '.join(found[word])}"


def _times(summary: Mapping[str, Any]) -> Iterator[str]:
    seconds, cost = summary["seconds"], summary.get("cost") or {}
    yield f"seconds a question: median {seconds['p50']:.3f}, 95% {seconds['p95']:.3f}"
    if summary.get("wall_s"):
        yield f"seconds in all: {summary['wall_s']:.0f}"
    if cost.get("model_calls"):
        yield (
            f"model: {cost['model_calls']} calls, {cost['input_tokens']} tokens in, "
            f"{cost['output_tokens']} out"
        )
    if summary.get("waiting"):
        yield f"waiting for a later version: {', '.join(summary['waiting'])}"
    yield from (f"not scored: {failure}" for failure in summary["unscored"])
