"""Blocks of text as readers find them in a file, and the passages that are made of them.

A block is a paragraph or a table row with its heading and its place. A long one is cut at sentence
ends into passages of about 900 characters. Does not know any file format.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from bot.language.script import detect_language, is_han, normalise
from bot.language.sentences import split_sentences
from bot.records import Passage, Source, Span

__all__ = ["Block", "Reading", "headed", "join_lines", "make_passages", "width"]

LONGEST = 900
_LONGEST_HEADING = 60
_CLAUSE_END = re.compile(r"[，,；;、：:\s]")
_BYLINE = re.compile(
    r"by [A-Z]|[【〔\[(（]?(?:本報|本报)?(?:作者|記者|记者|文|撰文)\s*[／/｜|:：]"
    r"|[【〔\[(（](?:本報|本报)?(?:記者|记者)",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[。！？!?.…：:][」』）)\"'”’\]]*$")
_RUN_IN = re.compile(
    r"(?P<head>(?:\d{1,2}[.)、]|[(（][\d一二三四五六七八九十a-z]{1,3}[)）]"
    r"|[一二三四五六七八九十]{1,3}[、.．])"
    r"\s*(?:(?!(?:The|An?|We|I|It|He|She|They|This|That|Mr|Mrs|Ms|Dr|No|All|In|On|At|After)\b)"
    r"[A-Z][^\W\d]*(?:[ ,/&-]+[^\W\d]+){0,4}"
    r"|(?![^。：]*[通决決同][過过议議意])[\u3400-\u9fff]{2,8}))"
    r"[.:。：](?:\s+|(?<=[。：]))(?=\S)"
)
"""A numbered heading that stands in the first line of its paragraph: "3. Staff. We took on …"."""
_LANGUAGES = {"zh-tw": "zh-TW", "zh-hant": "zh-TW", "zh-hk": "zh-TW", "zh-cn": "zh-CN"}
_LANGUAGES |= {"zh-hans": "zh-CN", "zh-sg": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or row: its text, the heading above it, its place in the file.

    A `fixed` one is a row of a table: it heads nothing, and its heading is its own.
    """

    text: str
    heading: str = ""
    locator: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file. `id` and `lang` are set where the file itself gives them."""

    blocks: tuple[Block, ...]
    title: str = ""
    date: str = ""
    id: str = ""
    lang: str = ""
    notes: tuple[str, ...] = field(default=())


def make_passages(reading: Reading, source: Source) -> tuple[Passage, ...]:
    """The passages of a document, numbered from 1; `index` is empty until the library names it."""
    passages: list[Passage] = []
    number = 0
    for one in reading.blocks:
        number += not one.locator
        block = one if one.fixed else _taken_apart(one)
        text = normalise(block.text).strip()
        pieces = _pieces(text)
        for part, piece in enumerate(pieces, 1):
            place = block.locator or f"¶{number}"
            passages.append(
                _passage(
                    f"p{len(passages) + 1}",
                    Block(piece, block.heading, f"{place} ({part})" if len(pieces) > 1 else place),
                    reading,
                    source,
                )
            )
    return tuple(passages)


def _taken_apart(block: Block) -> Block:
    """A paragraph without the heading that runs into it, which is put over it."""
    found = _RUN_IN.match(block.text)
    if found is None:
        return block
    named = " › ".join(filter(None, (block.heading, found["head"])))
    return Block(block.text[found.end() :], named, block.locator)


def join_lines(lines: Sequence[str]) -> str:
    """Wrapped lines as one: with no space between Chinese characters, none where a word is cut."""
    text = ""
    for line in (line.strip() for line in lines):
        if not text or not line:
            text += line
        elif text[-1] == "-" and len(text) > 1 and text[-2].isalpha() and line[0].islower():
            text = text[:-1] + line
        elif _wide(text[-1]) or _wide(line[0]):
            text += line
        else:
            text += " " + line
    return text


def headed(pieces: Iterable[Block]) -> Iterator[Block]:
    """Pieces with the short line before a paragraph as its heading; other short lines are text."""
    heading = ""
    short: list[Block] = []
    for piece in pieces:
        if not piece.fixed and _is_heading(piece.text):
            short.append(piece)
            continue
        if short:
            heading = short.pop().text
            yield from _listed(short)
            short = []
        named = " › ".join(dict.fromkeys(filter(None, (heading, piece.heading))))
        yield Block(piece.text, named if piece.fixed else heading, piece.locator, piece.fixed)
    yield from _listed(short)


def _listed(short: Sequence[Block]) -> Iterator[Block]:
    if short:
        yield Block("\n".join(line.text for line in short), "", short[0].locator)


def _is_heading(text: str) -> bool:
    return (
        "\n" not in text
        and width(text) <= _LONGEST_HEADING
        and not _SENTENCE_END.search(text)
        and text[0] not in "-*•·|"
        and not _BYLINE.match(text)
    )


def width(line: str) -> int:
    """Columns that a line takes: a Chinese character takes two."""
    if line.isascii():
        return len(line)
    return sum(2 if _wide(char) else 1 for char in line)


def _wide(char: str) -> bool:
    return is_han(char) or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff60"


def _passage(key: str, block: Block, reading: Reading, source: Source) -> Passage:
    lang = _language(reading.lang, block.text)
    return Passage(
        id=f"{source.id}/{key}",
        index="",
        source_id=source.id,
        locator=block.locator,
        heading={lang: normalise(block.heading).strip()},
        title={lang: source.title},
        text={lang: block.text},
        sentences={lang: split_sentences(block.text)},
        text_kind="original",
    )


def _language(given: str, text: str) -> str:
    """The language the file names, if it is one of ours; else the one detected."""
    low = given.lower().replace("_", "-")
    return _LANGUAGES.get(low) or _LANGUAGES.get(low.partition("-")[0]) or detect_language(text)


def _pieces(text: str) -> list[str]:
    """The text in pieces of at most about 900 characters, of like length, cut at sentence ends."""
    if len(text) <= LONGEST:
        return [text] if text else []
    aim = len(text) / -(-len(text) // LONGEST)
    pieces: list[str] = []
    begin = end = 0
    for start, stop in _short(text, split_sentences(text)):
        if end > begin and (stop - begin > LONGEST or end - begin >= aim):
            pieces.append(text[begin:end])
            begin = start
        end = stop
    return [*pieces, text[begin:end]]


def _short(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Sentence spans, the endless ones cut at a comma or blank."""
    for start, stop in spans:
        at = start
        while stop - at > LONGEST:
            breaks = [m.end() for m in _CLAUSE_END.finditer(text, at, at + LONGEST)]
            cut = breaks[-1] if breaks else at + LONGEST
            yield at, cut
            at = cut
        yield at, stop
