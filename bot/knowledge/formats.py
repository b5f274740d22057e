"""Readers of text, Markdown, HTML and JSON lines: decoded text in, readings out.

What a page hides, its scripts and its navigation stay out. Nothing is fetched: links and images
are not followed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.errors import FileError
from bot.knowledge.blocks import Block, Reading, join_lines, paragraphs
from bot.knowledge.magazine import looks_like_magazine, read_magazine

__all__ = ["read_html", "read_jsonl", "read_markdown", "read_text"]

_SPACE = re.compile(r"[ \t\f\v\u00a0]+")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = _HEADINGS | frozenset(
    "address article blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure hr li main ol p pre section summary table tbody tfoot thead tr ul".split()
)
_LEFT_OUT = frozenset(
    "aside button canvas footer form head header iframe input nav noscript object script select "
    "style svg template textarea".split()
)
_HIDING_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden")


def read_text(text: str) -> Reading:
    """Plain text by paragraphs, or a magazine's page where it has that layout."""
    if looks_like_magazine(text):
        return read_magazine(text)
    return Reading(tuple(paragraphs(text)))


def read_markdown(text: str) -> Reading:
    """Markdown by paragraphs, list items and table rows, each under its headings."""
    from markdown_it import MarkdownIt

    tokens = MarkdownIt("commonmark").enable("table").parse(_FRONT_MATTER.sub("", text))
    path: dict[int, str] = {}
    blocks: list[Block] = []
    level = 0
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            level = int(token.tag[1])
        elif token.type == "heading_close":
            level = 0
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            blocks.append(Block(" | ".join(cell for cell in row if cell), _path(path)))
            row = None
        elif token.type in ("inline", "fence", "code_block"):
            said = _inline(token)
            if level:
                path = {at: name for at, name in path.items() if at < level} | {level: said}
            elif row is not None:
                row.append(said)
            elif said:
                blocks.append(Block(said, _path(path)))
    title = next((b for at, b in path.items() if at == 1), "")
    return Reading(tuple(b for b in blocks if b.text), title=_first_heading(text) or title)


def read_html(text: str) -> Reading:
    """A page's visible text by blocks, each under the heading above it."""
    from lxml import etree, html  # type: ignore[import-untyped]

    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True)
    # A declared encoding no longer applies: the text is decoded.
    plain = re.sub(r"\A\s*<\?xml[^>]*\?>", "", text)
    try:
        page = html.document_fromstring(plain, parser=parser)
    except (etree.ParserError, ValueError) as error:
        raise FileError("holds no HTML that can be read; save it as HTML or text") from error
    found = page.xpath("//main | //article")
    root = max(found, key=lambda e: len(e.text_content()), default=page)
    blocks: list[Block] = []
    heading = ""
    for tag, said in _html_blocks(root):
        if tag in _HEADINGS:
            heading = said
        else:
            blocks.append(Block(said, heading))
    titles = page.xpath("//title/text()") or page.xpath("//h1//text()")
    return Reading(
        tuple(blocks), title=_squeezed(str(titles[0])) if titles else "", date=_day(page)
    )


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


def _first_heading(text: str) -> str:
    found = re.search(r"^# +(.+?)\s*#*$", text, re.MULTILINE)
    return found[1] if found else ""


def _html_blocks(root: Any) -> Iterator[tuple[str, str]]:
    """The tag and text of each block, in the order of the page."""
    said: list[str] = []
    holder = ["body"]

    def flush() -> Iterator[tuple[str, str]]:
        text = _squeezed("".join(said))
        said.clear()
        if text:
            yield holder[-1], text

    stack = [(root, False)]
    while stack:
        element, leaving = stack.pop()
        if leaving:
            if element.tag in _BLOCKS:
                yield from flush()
                holder.pop()
            elif element.tag in ("td", "th"):
                said.append(" | ")
        elif not _left_out(element):
            if element.tag in _BLOCKS:
                yield from flush()
                holder.append(str(element.tag))
            elif element.tag == "br":
                said.append("\n")
            said.append(element.text or "")
            stack.append((element, True))
            stack.extend((child, False) for child in reversed(element))
            continue
        if element is not root:
            said.append(element.tail or "")
    yield from flush()


def _left_out(element: Any) -> bool:
    return (
        not isinstance(element.tag, str)
        or element.tag in _LEFT_OUT
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or _HIDING_STYLE.search((element.get("style") or "").lower()) is not None
    )


def _squeezed(text: str) -> str:
    """Text as a browser flows it: runs of blanks are one, no blank between Chinese lines."""
    lines = [_SPACE.sub(" ", line).strip() for line in text.split("\n")]
    return join_lines([line for line in lines if line]).strip(" |")


def _day(page: Any) -> str:
    for value in page.xpath(
        "//meta[contains(@property, 'published_time') or @name='date' or @itemprop='datePublished']"
        "/@content | //time/@datetime"
    ):
        if found := _DATE.match(str(value)):
            return found.group()
    return ""
