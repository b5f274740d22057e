"""Reads a model's draft as it streams in: sentences with citation ids become claims.

A model is asked for one sentence a line, ids in square brackets before the full stop
(`… $523 billion [S3] [C0].`); ids after the full stop, several sentences on a line, full-width
brackets and list bullets are read as well. Ids that the sheet does not have are kept in
`Claim.unknown`, never dropped. Knows no model; it judges no claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answer.model.sheet import Sheet
from bot.language.sentences import split_sentences
from bot.records import Claim, SentenceRef

_BRACKETS = re.compile(r"\s*[\[【［〔]\s*([^\[\]【】［］〔〕\n]{1,80}?)\s*[\]】］〕]")
_OPEN_TAIL = re.compile(r"\s*[\[【［〔][^\]】］〕\n]{0,80}\Z")
_SEPARATOR = re.compile(r"[\s,，、;；&]+")
_ID = re.compile(r"[A-Za-z]{0,10}\d{1,4}")
_KNOWN_ID = re.compile(r"[SC]\d{1,4}")
_BULLET = re.compile(r"^(?:[-*•‧·#>]+\s+|\(?\d{1,2}[.)、]\s*(?=\D))+")
_MARKDOWN = re.compile(r"\*\*|__|`")
_TERMINATORS = ".。!！?？…"
_THOUGHT, _THOUGHT_END = "<think>", "</think>"
_LOOKAHEAD = 12
"""Characters of a next sentence that must stand before the last one counts as ended: the splitter
may still join the two ("U.S. …") while only a letter of it has arrived."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    ids: tuple[str, ...]


class Draft:
    """A draft that grows by pieces of any length; gives each claim once, in order."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._line = ""
        self._given = 0
        self._thinking = True  # until the reply shows that it does not begin with thoughts

    def feed(self, text: str) -> Iterator[Claim]:
        """Take the next piece of the stream; yields the claims that it completes."""
        self._line += text
        if self._thinking and not self._thought():
            return
        while "\n" in self._line:
            line, rest = self._line.split("\n", 1)
            yield from self._rest_of(_pieces(line))
            self._line, self._given = rest, 0
        # A bracket that has not closed yet belongs to the sentence before it: wait for it.
        pieces = _pieces(_OPEN_TAIL.sub("", self._line))
        if pieces and len(pieces[-1].text) >= _LOOKAHEAD:
            yield from self._rest_of(pieces[:-1])
            self._given = max(self._given, len(pieces) - 1)

    def finish(self, *, whole: bool) -> Iterator[Claim]:
        """The claims left at the end; a stream that was cut loses its unfinished sentence.

        Finished means, there: ended by a full stop and cited. "$57." alone may have been "$57.4".
        """
        if self._thinking and self._line.lstrip().startswith(_THOUGHT):
            self._line = ""
        pieces = _pieces(self._line)
        if pieces and not whole:
            last = pieces[-1]
            ended = last.text[-1:] in _TERMINATORS and not _OPEN_TAIL.search(self._line.rstrip())
            if not (last.ids and ended):
                pieces = pieces[:-1]
        yield from self._rest_of(pieces)
        self._line, self._given = "", 0

    def _thought(self) -> bool:
        """Drop the thoughts that some models write before they answer; False while they last."""
        begun = self._line.lstrip()
        if _THOUGHT.startswith(begun[: len(_THOUGHT)]):
            if _THOUGHT_END not in begun:
                return False
            self._line = begun.split(_THOUGHT_END, 1)[1]
        self._thinking = False
        return True

    def _rest_of(self, pieces: tuple[_Piece, ...]) -> Iterator[Claim]:
        for piece in pieces[self._given :]:
            if any(char.isalnum() for char in piece.text):
                yield self._claim(piece)

    def _claim(self, piece: _Piece) -> Claim:
        refs: list[SentenceRef] = []
        calculations: list[int] = []
        facts: list[str] = []
        unknown: list[str] = []
        for name in piece.ids:
            row = self._sheet.sentence(name) if _is(name, "S") else None
            position = self._sheet.calculation(name) if _is(name, "C") else None
            if row is not None:
                refs.append(row.ref)
                facts.extend(fact.id for fact in row.facts)
            elif position is not None:
                for step in self._sheet.chain(position):
                    calculations.append(step)
                    operands = self._sheet.calculations[step].operands
                    refs.extend(o.ref for o in operands if o.ref is not None)
            else:
                unknown.append(name)
        return Claim(
            text=piece.text,
            kind="claim",
            refs=tuple(dict.fromkeys(refs)),
            calculations=tuple(dict.fromkeys(calculations)),
            facts=tuple(dict.fromkeys(facts)),
            unknown=tuple(dict.fromkeys(unknown)),
        )


def _is(name: str, letter: str) -> bool:
    return bool(_KNOWN_ID.fullmatch(name)) and name[0] == letter


def _ids(inside: str) -> tuple[str, ...]:
    """The ids between two brackets; none when it is ordinary text in brackets."""
    parts = [part for part in _SEPARATOR.split(inside.strip()) if part]
    found = tuple(part.upper() for part in parts if _ID.fullmatch(part))
    words = [part for part in parts if not _ID.fullmatch(part)]
    # "[source 3]" is an attempt at an id; "[sic]" and "[the company]" are the writer's own words.
    return found if found and len(words) <= 1 else ()


def _without_ids(line: str) -> tuple[str, list[tuple[int, tuple[str, ...]]]]:
    """The line without its citations, and each citation's place in what is left."""
    text, marks, at = "", [], 0
    for match in _BRACKETS.finditer(line):
        ids = _ids(match.group(1))
        if not ids:
            continue
        text += line[at : match.start()]
        marks.append((len(text), ids))
        at = match.end()
        if text[-1:] in ".!?" and line[at : at + 1].isalnum():
            text += " "  # "… billion.[S3]It grew": two sentences
    return text + line[at:], marks


def _pieces(line: str) -> tuple[_Piece, ...]:
    """The sentences of a line with their ids; ids before the first sentence go to it."""
    text, marks = _without_ids(_BULLET.sub("", _MARKDOWN.sub("", line.lstrip())))
    spans = split_sentences(text)
    if not spans:
        return ()
    ids: list[tuple[str, ...]] = [() for _ in spans]
    for place, names in marks:
        before = [n for n, (start, _) in enumerate(spans) if start < place]
        ids[before[-1] if before else 0] += names
    return tuple(
        _Piece(text[start:end].strip(), found)
        for (start, end), found in zip(spans, ids, strict=True)
    )
