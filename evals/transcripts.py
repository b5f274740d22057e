"""One case on the report's page: question, passages, plan, answer, findings and what was expected.

Every value is escaped; a part that a result does not have is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from typing import Any


def transcript(result: Mapping[str, Any]) -> str:
    """The case as a block that opens."""
    lang = result.get("lang", "")
    head = f"{result['id']} ({result.get('kind', '')}, {lang}): {result['outcome']}"
    parts = [
        *(f"<p>{escape(t['role'])}: {escape(t['content'])}</p>" for t in result.get("history", ())),
        f"<p><b>{escape(result['question'])}</b></p>",
        *_documents(result),
        _block("Found first", result.get("retrieved") or ()),
        _block("Plan", _plan(result)),
        f"<h4>Answer</h4><p>{escape(result['answer'])}</p>",
        *_quotes(result.get("citations") or ()),
        _block("Findings", _findings(result)),
        _block("Expected", _expected(result.get("expected") or {})),
        _block("Not earned", result.get("reasons") or ()),
    ]
    return (
        f'<details class="{escape(result["outcome"])}"><summary>{escape(head)}</summary>'
        f"{''.join(parts)}</details>"
    )


def _block(title: str, lines: Iterable[object]) -> str:
    items = "".join(f"<li>{escape(str(line))}</li>" for line in lines)
    return f"<h4>{escape(title)}</h4><ul>{items}</ul>" if items else ""


def _documents(result: Mapping[str, Any]) -> Iterator[str]:
    if result.get("documents"):
        yield f"<p>over {escape(', '.join(result['documents']))}</p>"


def _plan(result: Mapping[str, Any]) -> Iterator[str]:
    """What the answer owed, as far as the Answer tells: refusal, calculations, conflicts, notes."""
    if result.get("refusal"):
        yield f"{result.get('status', '')}: {result['refusal']}"
    for made in result.get("calculations") or ():
        steps = "; ".join(made.get("steps", ()))
        yield f"{made.get('expression', '')}: {steps} → {made.get('value')} {made.get('unit', '')}"
    for conflict in result.get("conflicts") or ():
        sides = " / ".join(str(side.get("statement", "")) for side in conflict.get("sides", ()))
        yield f"conflict, {conflict.get('topic', '')}: {sides}"
    for note in result.get("notes") or ():
        yield f"{note.get('code', '')}: {note.get('text', '')}"


def _quotes(citations: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for c in citations:
        yield (
            f"<blockquote>[{escape(str(c['marker']))}] {escape(c['quote'])} "
            f"({escape(c['passage_id'])})</blockquote>"
        )


def _findings(result: Mapping[str, Any]) -> Iterator[str]:
    for finding in result.get("findings") or ():
        yield f"{finding.get('kind', '')}: {finding.get('text', '')} ({finding.get('reason', '')})"


def _expected(expected: Mapping[str, Any]) -> Iterator[str]:
    for n in expected.get("numbers") or ():
        yield f"{n['value']} {n['unit']} ± {n['tolerance']}"
    for name in ("points", "citations"):
        for choices in expected.get(name) or ():
            yield f"{name[:-1]}: {' | '.join(choices)}"
    for name in ("refusal", "status"):
        if expected.get(name):
            yield f"{name}: {expected[name]}"
    for name in ("may_refuse", "forbidden", "never"):
        if expected.get(name):
            yield f"{name.replace('_', ' ')}: {', '.join(expected[name])}"
