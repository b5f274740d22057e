"""The evaluation as one HTML page that needs nothing else: no script from outside, no network.

Every value is escaped: answers and quotes are shown as text. Measures nothing. A summary may lack
what its run did not measure; its block is then left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from typing import Any

from evals.transcripts import transcript

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, "Noto Sans TC", sans-serif; }
body { max-width: 66rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .2rem .8rem .2rem 0; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; }
details { border-left: .3rem solid #888; padding: .2rem .8rem; margin: .4rem 0; }
details.right { border-color: #2a7; } details.wrong { border-color: #c33; }
details.refused { border-color: #c80; } details.error, details.unscored { border-color: #808; }
details h4 { margin: .6rem 0 0; } details pre { white-space: pre-wrap; margin: .2rem 0; }
summary { cursor: pointer; } blockquote { margin: .2rem 0 .2rem 1rem; color: #777; }
.bar { display: flex; width: 22rem; height: 1rem; background: #8883; }
.bar i { display: block; } .right-bar { background: #2a7; } .wrong-bar { background: #c33; }
.refused-bar { background: #c80; } .error-bar { background: #808; }
"""
_FILTER = """
document.querySelectorAll('input[data-outcome]').forEach(function (box) {
  box.addEventListener('change', function () {
    document.querySelectorAll('details.' + box.dataset.outcome).forEach(function (one) {
      one.hidden = !box.checked;
    });
  });
});
"""
_OUTCOMES = ("right", "wrong", "refused", "error", "unscored")
WORST = 20
"""Cases shown first: those that earned the smallest share of their points."""


def page(summary: Mapping[str, Any], runs: Sequence[Mapping[str, Any]] = ()) -> str:
    """The whole page for a run's summary, with the trend over earlier runs."""
    title = f"LoopLens evaluation: {summary.get('suite', 'all')}, {summary.get('split', 'all')}"
    boxes = " ".join(
        f'<label><input type="checkbox" checked data-outcome="{o}"> {o}</label>' for o in _OUTCOMES
    )
    worst = worst_first(summary["results"])[:WORST]
    body = [
        f"<h1>{escape(title)}</h1>",
        _lead(summary),
        *(f"<p><strong>{escape(line)}</strong></p>" for line in summary.get("missed", ())),
        _bars(summary["outcomes"]),
        _counts(summary.get("counts") or {}),
        _accuracy(summary.get("accuracy_by") or {}),
        _metrics(summary),
        *_beside(summary),
        _trend(runs),
        f"<h2>Worst {len(worst)}</h2>" if worst else "",
        *(transcript(result) for result in worst),
        f"<h2>Cases</h2><p>{boxes}</p>",
        *(transcript(result) for result in summary["results"]),
        f"<script>{_FILTER}</script>",
    ]
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>" + "\n".join(body) + "</html>\n"
    )


def worst_first(results: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The cases that are not right, by the share of their possible points that they earned."""

    def earned(result: Mapping[str, Any]) -> float:
        ratios = (result.get("ratios") or {}).values()
        shares = [got / possible for got, possible in ratios if possible]
        return sum(shares) / len(shares) if shares else 0.0

    return sorted((r for r in results if r["outcome"] != "right"), key=earned)


def _lead(summary: Mapping[str, Any]) -> str:
    facts = [
        f"{summary['cases']} cases",
        f"engine {summary.get('engine', '')}",
        f"median {summary['seconds']['p50']:.3f} s a question",
    ]
    for key, name in (("encoder", "encoder"), ("label", "run"), ("at", "at")):
        if summary.get(key):
            facts.append(f"{name} {summary[key]}")
    cost = summary.get("cost") or {}
    if cost.get("model_calls"):
        facts.append(f"{cost['model_calls']} model calls, {cost['input_tokens']} tokens in")
    return f"<p>{escape(', '.join(facts))}.</p>"


def _row(cells: Iterable[object], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(str(c))}</{tag}>" for c in cells) + "</tr>"


def _table(head: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    lines = [_row(row) for row in rows]
    return f"<table>{_row(head, 'th')}{''.join(lines)}</table>" if lines else ""


def _bars(outcomes: Mapping[str, Mapping[str, int]]) -> str:
    """Right, wrong, refused and error for each kind and language, as a bar and in figures."""
    rows = [_row(("cases", *_OUTCOMES[:4], ""), "th")]
    for name, counts in outcomes.items():
        total = max(1, sum(counts.values()))
        parts = "".join(
            f'<i class="{o}-bar" style="width:{100 * counts.get(o, 0) / total:.1f}%"></i>'
            for o in _OUTCOMES[:4]
        )
        cells = "".join(f"<td>{counts.get(o, 0)}</td>" for o in _OUTCOMES[:4])
        bar = f'<td><div class="bar">{parts}</div></td>'
        rows.append(f"<tr><td>{escape(name)}</td>{cells}{bar}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _counts(rows: Mapping[str, Mapping[str, int]]) -> str:
    heads = list(next(iter(rows.values()), {}))
    shown = [(name, *(counts.get(head, 0) for head in heads)) for name, counts in rows.items()]
    return _table(("cases", *heads), shown)


def _accuracy(rows: Mapping[str, Sequence[float]]) -> str:
    shown = [
        (name, f"{value:.3f}", int(n), f"{low:.3f} to {high:.3f}")
        for name, (value, low, high, n) in rows.items()
    ]
    return _table(("accuracy by", "value", "n", "95% interval"), shown)


def _metrics(summary: Mapping[str, Any]) -> str:
    rows = []
    for name, value in summary["metrics"].items():
        low, high = summary["intervals"][name]
        rows.append((name, f"{value:.3f}", summary["n"][name], f"{low:.3f} to {high:.3f}"))
    return _table(("metric", "value", "n", "95% interval"), rows)


def _beside(summary: Mapping[str, Any]) -> Iterator[str]:
    """What was measured beside the answers: search, robustness, twins, an older run."""
    if found := summary.get("retrieval"):
        yield "<h2>Search</h2>" + _table(
            ("texts, direction, questions", "n", "R@1", "R@5", "95%", "MRR@10", "nDCG@10"),
            [
                (
                    f"{r['texts']}, {r['direction']}, {r['questions']}", r["n"], r["recall_1"],
                    r["recall_5"], "{} to {}".format(*r["recall_5_interval"]), r["mrr_10"],
                    r["ndcg_10"],
                )
                for r in found["rows"]
            ],
        )  # fmt: skip
    if rows := summary.get("robustness"):
        yield "<h2>Written otherwise</h2>" + _table(
            ("form", "same outcome", "of", "changed"),
            [(r["form"], r["same"], r["n"], ", ".join(r["changed"])) for r in rows],
        )
    if both := summary.get("answering"):
        yield "<h2>Refusing</h2>" + _table(
            ("error", "cases", "of"),
            [
                ("answered though unanswerable", both["answered_though"], both["unanswerable"]),
                ("refused though answerable", both["refused_though"], both["answerable"]),
            ],
        )
    if pair := summary.get("language_gap"):
        yield "<h2>English and Chinese twins</h2>" + _pair("English", "Chinese", pair)
        if parity := summary.get("language_parity"):
            verdict = "lies" if parity["holds"] else "does not lie"
            yield (
                f"<p>The paired bootstrap interval {verdict} within {parity['margin']:.0%} on both "
                "sides; p by McNemar's exact test.</p>"
            )
    if found := summary.get("compared"):
        yield f"<h2>Beside {escape(found['older'])}</h2>"
        if found["accuracy"]:
            yield _pair("then", "now", found["accuracy"])
        changed = [(m, old, new) for m, (old, new) in found["metrics"].items() if old != new]
        yield _table(("metric", "then", "now"), changed)
        for word in ("mended", "broken"):
            yield f"<p>{word}: {escape(', '.join(found[word]) or 'none')}</p>"


def _pair(first: str, second: str, pair: Mapping[str, Any]) -> str:
    head = (first, second, "difference", "95% interval", f"only {first}", f"only {second}", "p")
    interval = f"{pair['low']:+.3f} to {pair['high']:+.3f}"
    return _table(
        (*head, "n"),
        [
            (
                f"{pair['first']:.3f}", f"{pair['second']:.3f}", f"{pair['difference']:+.3f}",
                interval, pair["only_first"], pair["only_second"], f"{pair['p']:.3f}", pair["n"],
            )
        ],
    )  # fmt: skip


def _trend(runs: Sequence[Mapping[str, Any]]) -> str:
    """Accuracy over the earlier runs: a line and a table."""
    if len(runs) < 2:
        return ""
    values = [float(run["metrics"].get("accuracy", 0)) for run in runs]
    step = 600 / (len(values) - 1)
    points = " ".join(f"{n * step:.0f},{110 - 100 * value:.0f}" for n, value in enumerate(values))
    line = (
        '<svg viewBox="0 0 620 120" width="620" role="img" aria-label="accuracy over runs">'
        '<path d="M0 10H600M0 60H600M0 110H600" stroke="#8886"/>'
        f'<polyline points="{points}" fill="none" stroke="#2a7" stroke-width="2"/></svg>'
    )
    rows = [
        (
            run["at"], run["label"], run["engine"], run["encoder"], run["cases"],
            *(f"{run['metrics'].get(m, 0):.3f}" for m in ("accuracy", "points_found")),
        )
        for run in reversed(runs)
    ]  # fmt: skip
    head = ("run", "label", "engine", "encoder", "cases", "accuracy", "points_found")
    return f"<h2>Trend</h2>{line}{_table(head, rows)}"
