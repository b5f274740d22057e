"""The evaluation as one HTML page that needs nothing else: no script from outside, no network.

Every value is escaped: answers and quotes are shown as text. Measures nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

_STYLE = """
:root { color-scheme: light dark; font: 15px/1.5 system-ui, "Noto Sans TC", sans-serif; }
body { max-width: 62rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; margin: 1rem 0; }
th, td { padding: .2rem .8rem .2rem 0; text-align: right; border-bottom: 1px solid #8884; }
th:first-child, td:first-child { text-align: left; }
details { border-left: .3rem solid #888; padding: .2rem .8rem; margin: .4rem 0; }
details.right { border-color: #2a7; } details.wrong { border-color: #c33; }
details.refused { border-color: #c80; } details.error, details.unscored { border-color: #808; }
summary { cursor: pointer; } blockquote { margin: .2rem 0 .2rem 1rem; color: #777; }
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


def page(summary: Mapping[str, Any]) -> str:
    """The whole page for a summary of `evals.run.summarise`."""
    title = f"LoopLens evaluation: {summary.get('suite', 'all')}, {summary.get('split', 'all')}"
    boxes = " ".join(
        f'<label><input type="checkbox" checked data-outcome="{o}"> {o}</label>' for o in _OUTCOMES
    )
    body = [
        f"<h1>{escape(title)}</h1>",
        f"<p>{summary['cases']} cases, engine {escape(str(summary.get('engine', '')))}, median "
        f"{summary['seconds']['p50']:.3f} s a question.</p>",
        *(f"<p><strong>{escape(line)}</strong></p>" for line in summary.get("missed", ())),
        _metrics(summary),
        _outcomes(summary["outcomes"]),
        f"<h2>Cases</h2><p>{boxes}</p>",
        *(_case(result) for result in summary["results"]),
        f"<script>{_FILTER}</script>",
    ]
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style>" + "\n".join(body) + "</html>\n"
    )


def _row(cells: Iterable[object], tag: str = "td") -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(str(c))}</{tag}>" for c in cells) + "</tr>"


def _metrics(summary: Mapping[str, Any]) -> str:
    rows = [_row(("metric", "value", "n", "95% interval"), "th")]
    for name, value in summary["metrics"].items():
        low, high = summary["intervals"][name]
        rows.append(_row((name, f"{value:.3f}", summary["n"][name], f"{low:.3f} to {high:.3f}")))
    return f"<table>{''.join(rows)}</table>"


def _outcomes(outcomes: Mapping[str, Mapping[str, int]]) -> str:
    shown = _OUTCOMES[:4]
    rows = [_row(("cases", *shown), "th")]
    rows += [_row((name, *(n.get(o, 0) for o in shown))) for name, n in outcomes.items()]
    return f"<table>{''.join(rows)}</table>"


def _case(result: Mapping[str, Any]) -> str:
    turns = [f"<p>{escape(t['role'])}: {escape(t['content'])}</p>" for t in result["history"]]
    quotes = [
        f"<blockquote>[{c['marker']}] {escape(c['quote'])} ({escape(c['passage_id'])})</blockquote>"
        for c in result["citations"]
    ]
    steps = [f"<p>{escape('; '.join(c['steps']))}</p>" for c in result["calculations"]]
    reasons = [f"<li>{escape(str(reason))}</li>" for reason in result["reasons"]]
    return (
        f'<details class="{escape(result["outcome"])}"><summary>{escape(result["id"])} '
        f"({escape(result['kind'])}, {escape(result['lang'])}): {escape(result['outcome'])}"
        f"</summary>{''.join(turns)}<p><b>{escape(result['question'])}</b></p>"
        f"<p>{escape(result['answer'])}</p>{''.join(steps)}{''.join(quotes)}"
        f"<ul>{''.join(reasons)}</ul></details>"
    )
