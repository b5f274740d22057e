"""Readers of text, Markdown and JSON lines: decoded text in, readings out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.knowledge.blocks import Block, Reading, join_lines, width
from bot.knowledge.lines import paragraphs
from bot.knowledge.magazine import looks_like_magazine, read_magazine
from bot.knowledge.tables import Table, table_blocks

__all__ = ["read_jsonl", "read_markdown", "read_text"]

_LONGEST_TITLE = 120
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def read_text(text: str) -> Reading:
    """Plain text by paragraphs, or a magazine's page where it has that layout."""
    if looks_like_magazine(text):
        return read_magazine(text)
    return Reading(tuple(paragraphs(text)), title=_opening(text))


def _opening(text: str) -> str:
    """The short line with which a text opens, apart from what follows; empty where none does."""
    first, _, rest = text.strip().partition("\n")
    apart = not rest.partition("\n")[0].strip() and bool(rest.strip())
    ends = first.rstrip().endswith((".", "。", "！", "？", "!", "?", "，", ",", ";", "；"))
    return first.strip() if apart and not ends and width(first) <= _LONGEST_TITLE else ""


def read_markdown(text: str) -> Reading:
    """Markdown by paragraphs, list items and table rows, each under its headings."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(_FRONT_MATTER.sub("", text))
    path: dict[int, str] = {}
    blocks: list[Block] = []
    level = tables = 0
    rows: list[list[str]] | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "table_open":
            rows = []
        elif token.type == "tr_open" and rows is not None:
            rows.append([])
        elif token.type == "table_close" and rows is not None:
            tables += 1
            table = Table(rows, heads=1, above=_words_before(blocks, _path(path)))
            blocks.extend(table_blocks(table, place=f"table {tables}", heading=_path(path)))
            rows = None
        elif token.type in ("inline", "fence", "code_block"):
            said = _inline(token)
            if level:
                path = {at: name for at, name in path.items() if at < level} | {level: said}
            elif rows:
                rows[-1].append(said)
            elif said:
                blocks.append(Block(said, _path(path)))
    title = next((b for at, b in path.items() if at == 1), "")
    return Reading(tuple(b for b in blocks if b.text), title=_first_heading(text) or title)


def read_jsonl(text: str) -> Iterator[tuple[int, Reading | str]]:
    """Each line's number with its reading, or with the sentence that says why it is none."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield number, _json_line(line)


def _json_line(line: str) -> Reading | str:
    try:
        row: Any = json.loads(line)
    except json.JSONDecodeError as error:
        return f'is no JSON object ({error.msg}); {{"id": …, "text": …}} was expected'
    except (RecursionError, ValueError):  # brackets without end, a number of thousands of digits
        return 'is no JSON object that can be read; {"id": …, "text": …} was expected'
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        return 'has no "id" and "text"; {"id": …, "text": …} was expected'
    if not row["text"].strip() or not str(row["id"]).strip():
        return "has an empty id or text"
    reading = read_text(row["text"])
    given = {key: str(row.get(key) or "") for key in ("id", "title", "lang", "date")}
    return Reading(
        reading.blocks,
        title=given["title"] or reading.title,
        date=given["date"] or reading.date,
        id=given["id"],
        lang=given["lang"],
    )


def _inline(token: Any) -> str:
    """What a reader of Markdown sees: no marks, the words of links, no images."""
    if token.type != "inline":
        return str(token.content).strip()
    lines = [""]
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            lines.append("")
        elif child.type in ("text", "code_inline"):
            lines[-1] += child.content
    return join_lines(lines)


def _path(path: dict[int, str]) -> str:
    return " › ".join(path[level] for level in sorted(path) if level > 1) or path.get(1, "")


def _words_before(blocks: list[Block], heading: str) -> str:
    """The paragraph right above a table, which may say what its figures are in."""
    last = blocks[-1] if blocks else None
    return last.text if last and last.heading == heading and not last.fixed else ""


def _first_heading(text: str) -> str:
    found = re.search(r"^# +(.+?)\s*#*$", text, re.MULTILINE)
    return found[1] if found else ""
