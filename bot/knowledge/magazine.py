"""The layout of a Chinese trade magazine's page, as its text comes out of the publisher's files.

Above the byline stand running heads, kicker and title; below it paragraphs under short section
heads; between them the names of image files; at the end a footer with the publisher's address.
Rules: the lines directly under an image's name, with no blank line between, are its caption, and
what comes after a blank line is text again; a short line that ends no sentence is a section head;
an end mark (■) closes the body; a head with no paragraph under it is furniture. Knows no single
page: a layout without a byline is not recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.knowledge.blocks import Block, Reading, join_lines
from bot.language.periods import read_periods
from bot.language.script import has_han

__all__ = ["looks_like_magazine", "read_magazine"]

_BYLINE = re.compile(
    r"^[^\w\s]?\s*(?:撰文|採訪|采访|整理|編譯|编译|文字|文|作者|Text|By|Words)\s*[/／:：|｜]"
)
_ISSUE = re.compile(r"\b(?:NO|VOL|ISSUE)\.?\s*\d+|第?\s*\d+\s*期", re.IGNORECASE)
_END_MARK = re.compile(r"\s*[■◆●▲★◼※□]\s*$")
_SENTENCE_END = re.compile(r"[。！？!?…：:；;][」』）)\"”’]*$")
# trend-2_00, 30771_公會LOGO%20W%20[轉換] 01, cover.jpg, 403pics 13; not FY2026 or GB200.
_FILE_NAME = re.compile(
    r"^[^，。！？：；、,!?]{0,60}(?:_\d|%20)[^，。！？：；、,!?]{0,60}$"
    r"|^[^，。！？：；、,!?]{1,60}\.(?:jpe?g|png|tiff?|eps|ai|psd|indd|pdf)$"
    r"|^\d*[a-z]+[ _-]?\d+$"
)
_LONGEST_HEAD = 40
_LONGEST_QUESTION_HEAD = 24
_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class _Piece:
    """A paragraph or a head, in the order of the page."""

    text: str
    is_head: bool
    ends_body: bool = False


def looks_like_magazine(text: str) -> bool:
    """Whether plain text has this layout: a byline, and two more of its marks."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    top = lines[:_LOOKED_AT]
    byline = next((at for at, line in enumerate(top) if _BYLINE.match(line)), None)
    if byline is None:
        return False
    marks = (
        any(_ISSUE.search(line) for line in lines[:byline]),
        any(_names_file(line) for line in lines[byline:]),
        any(_END_MARK.search(line) for line in lines[byline:]),
    )
    return sum(marks) >= 2


def read_magazine(text: str) -> Reading:
    """The page's title, date and body paragraphs, each under its section head; the lead is ¶1."""
    lines = [line.strip() for line in text.split("\n")]
    byline = next(at for at, line in enumerate(lines) if _BYLINE.match(line))
    above = [line for line in lines[:byline] if line]
    titles = [line for line in above if not _ISSUE.search(line) and not _names_file(line)]
    blocks: list[Block] = []
    heading = ""
    for piece in _pieces(lines[byline + 1 :]):
        if piece.is_head:
            heading = piece.text
            continue
        blocks.append(Block(piece.text, heading, f"¶{len(blocks) + 1}"))
        if piece.ends_body:
            break
    title = _spaced(titles[-1]) if titles else ""
    return Reading(tuple(blocks), title=title, date=_issue_date(above))


def _pieces(lines: list[str]) -> Iterator[_Piece]:
    """Paragraphs and heads; images, their captions and lines of the footer left out."""
    for group in _groups(lines):
        text = join_lines(group)
        ends = _END_MARK.search(text)
        text = _END_MARK.sub("", text)
        asks = text[-1:] in "？！?!" and "。" not in text and len(text) <= _LONGEST_QUESTION_HEAD
        if not asks and (ends or _SENTENCE_END.search(text) or len(text) > 2 * _LONGEST_HEAD):
            yield _Piece(text, is_head=False, ends_body=ends is not None)
        elif has_han(text) and len(text) <= _LONGEST_HEAD:
            yield _Piece(_spaced(text), is_head=True)


def _groups(lines: list[str]) -> Iterator[list[str]]:
    """Lines that belong together: up to a blank line, a sentence's end or an image."""
    group: list[str] = []
    under_image = False
    for line in [*lines, ""]:
        if _names_file(line):
            under_image = True
        elif not line:
            under_image = False
        elif not under_image:
            group.append(line)
            if not _SENTENCE_END.search(line) and not _END_MARK.search(line):
                continue
        if group:
            yield group
            group = []


def _names_file(line: str) -> bool:
    return _FILE_NAME.match(line) is not None


def _spaced(line: str) -> str:
    return re.sub(r"\s+", " ", line)


def _issue_date(above: list[str]) -> str:
    """The month or year of the issue, from the running head that names it."""
    for line in above:
        dated = [p for p in read_periods(line) if p.start and p.kind in ("month", "year")]
        if _ISSUE.search(line) and dated:
            return dated[0].label
    return ""
