"""Answers, calculations and tables as text for a terminal; colours only where a person looks.

Pure but for one question to stdout, whether it is a terminal. Adds no claim: everything but the
labels comes from the record.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence

from bot.language.phrases import Phrases
from bot.records import Answer, Calculation, Citation, Lang

_FIGURE = re.compile(r"[\d,.]*")
_BOLD, _DIM, _RESET = "\033[1m", "\033[2m", "\033[0m"


def answer_text(answer: Answer, phrases: Phrases, *, colour: bool | None = None) -> str:
    """The whole answer: text, sources with their quotes, arithmetic, remarks, next questions."""
    colour = sys.stdout.isatty() if colour is None else colour
    lines = list(_lines(answer, phrases))
    if not colour:
        return "\n".join(text for _, text in lines)
    return "\n".join(f"{style}{text}{_RESET}" if style else text for style, text in lines)


def calculation_text(calculation: Calculation) -> str:
    """The steps and the value of a calculation, or why it has none."""
    return "\n".join(_calculation(calculation))


def table_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows in columns, a wide (Chinese) character counted as two; figures end below one another."""
    columns = [_column(column) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(row).rstrip() for row in zip(*columns, strict=True))


def _column(cells: Sequence[str]) -> list[str]:
    """The cells of one column below its head, all as wide as the widest."""
    width = max(_width(cell) for cell in cells)
    right = all(_FIGURE.fullmatch(cell) for cell in cells[1:])
    gaps = [" " * (width - _width(cell)) for cell in cells]
    return [gap + c if right else c + gap for c, gap in zip(cells, gaps, strict=True)]


def _width(text: str) -> int:
    return sum(1 + (unicodedata.east_asian_width(char) in "WF") for char in text)


def _lines(answer: Answer, phrases: Phrases) -> Iterator[tuple[str, str]]:
    """Each line with its style; an empty style is plain."""

    def label(key: str, text: str = "", **values: object) -> str:
        said = phrases.say(key, answer.language, **values)
        return phrases.say("cli_labelled", answer.language, label=said, text=text) if text else said

    if answer.answer:
        yield _BOLD, answer.answer
    if (refusal := answer.refusal) is not None:
        if refusal.rephrase and refusal.rephrase not in answer.answer:
            yield "", label("web_rephrase", refusal.rephrase)
        if refusal.nearest:
            yield _DIM, label("web_nearest", ", ".join(refusal.nearest))
    if answer.citations:
        yield from _headed(label("web_sources_heading"))
        for citation in answer.citations:
            yield from _citation(citation, phrases, answer.language)
    if answer.calculations:
        yield from _headed(label("web_calculations"))
        for calculation in answer.calculations:
            yield from (("", f"  {line}") for line in _calculation(calculation))
    for conflict in answer.conflicts:
        yield from _headed(label("web_conflict", conflict.topic))
        for side in conflict.sides:
            mark = f" [{side.marker}]" if side.marker is not None else ""
            yield "", f"  - {side.statement}{mark}"
    if n := len(answer.findings):
        yield from _headed(label("web_held", n=n))
        yield from (("", f"  - {f.text} ({f.reason})") for f in answer.findings)
    if answer.notes:
        yield from _headed(label("web_notes"))
        yield from (("", f"  - {note.text}") for note in answer.notes)
    if answer.suggestions:
        yield from _headed(label("web_suggestions"))
        yield from (("", f"  - {question}") for question in answer.suggestions)
    yield from (("", ""), (_DIM, label("cli_engine", engine=answer.engine, as_of=answer.as_of)))


def _headed(text: str) -> tuple[tuple[str, str], ...]:
    return (("", ""), (_BOLD, text))


def _citation(citation: Citation, phrases: Phrases, language: Lang) -> Iterator[tuple[str, str]]:
    """The quote, then whose words it is and how firm, then the link."""
    left, right = ("“", "”") if citation.lang == "en" else ("「", "」")
    yield "", f"  [{citation.marker}] {left}{citation.quote}{right}"
    if citation.text_kind == "digest":
        title = phrases.say("web_our_summary", language, title=citation.title)
    else:
        title = citation.title
    status = phrases.say(f"web_status_{citation.status}", language)
    where = (title, citation.publisher, citation.date, citation.locator, status)
    yield _DIM, "      " + " · ".join(part for part in where if part)
    if citation.url:
        yield _DIM, f"      {citation.url}"


def _calculation(calculation: Calculation) -> Iterator[str]:
    if calculation.error is not None:
        yield f"{calculation.expression}: {calculation.error.message} ({calculation.error.code})"
        return
    for name, said in calculation.formulas.items():
        yield f"{name}: {' / '.join(said.values())}"
    yield from calculation.steps or (calculation.expression,)
    shown = " / ".join(dict.fromkeys(calculation.display.values()))
    if shown:
        yield f"= {shown}"
    if calculation.note:
        yield f"({' / '.join(calculation.note.values())})"
