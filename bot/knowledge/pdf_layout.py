"""What stands where on a page of a PDF: lines in their order, words with places, ruled lines.

The one room that knows PDFium. Places are points from the lower left corner. Words end at blanks
and at the gaps that PDFium takes for blanks. Marks inside drawings nested in the page are not seen.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from bot.errors import FileError
from bot.language.script import normalise

__all__ = ["Layout", "Rule", "Word", "read_layouts"]

_MOST_PATHS = 5_000
_MOST_PAGES = 5_000
_THIN = 2.5
_SHORTEST_RULE = 6.0
_WRONG_PASSWORD = 4
_LIGATURES = {0xFB00 + at: said for at, said in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st"))}
_HYPHENS = (0x02, 0xFFFE)
"""What PDFium writes for a hyphen at a line's end."""
_CLEAN = _LIGATURES | {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x00: None}
_SURROGATES = re.compile("[\ud800-\udfff]+")


class Word(NamedTuple):
    """A word, its place, and the number of its line."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    line: int


class Rule(NamedTuple):
    """A straight line: level where `bottom` equals `top`, upright where `left` equals `right`."""

    left: float
    right: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A page: the text of its lines in the order of the file, words, rules."""

    lines: tuple[str, ...]
    words: tuple[Word, ...]
    rules: tuple[Rule, ...]


def read_layouts(path: Path) -> tuple[str, int, Iterator[Layout]]:
    """The document's title, the number of its pages, and the pages one by one.

    Raises FileError for a PDF that is encrypted, broken or endless.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
        count = len(document)
        title = str(document.get_metadata_value("Title") or "")
    except (pypdfium2.PdfiumError, OSError, ValueError) as error:
        if getattr(error, "err_code", None) == _WRONG_PASSWORD:
            raise FileError("is encrypted; save a copy without a password") from error
        raise FileError("is a PDF that cannot be read; it may be damaged") from error
    if count > _MOST_PAGES:
        document.close()
        raise FileError(f"has {count} pages; at most {_MOST_PAGES} are read, split it")
    return title, count, _pages(document, count)


def _pages(document: Any, count: int) -> Iterator[Layout]:
    import pypdfium2

    try:
        for number in range(count):
            try:
                page = document[number]
            except pypdfium2.PdfiumError:
                yield Layout((), (), ())  # one bad page: the others are read
                continue
            yield _layout(page)
            page.close()
    finally:
        document.close()


def _layout(page: Any) -> Layout:
    textpage = page.get_textpage()
    lines: list[str] = []
    words: list[Word] = []
    for at, line in enumerate(_line_chars(textpage)):
        lines.append(_text([code for code, *_ in line]).rstrip())
        words.extend(_words(line, at))
    textpage.close()
    return Layout(tuple(lines), tuple(words), tuple(_rules(page)) if words else ())


_Char = tuple[int, float, float, float, float]


def _line_chars(textpage: Any) -> Iterator[list[_Char]]:
    """The characters of each line with their boxes: left, right, bottom, top."""
    from pypdfium2 import raw

    box = [ctypes.c_double() for _ in range(4)]
    unicode, place = raw.FPDFText_GetUnicode, raw.FPDFText_GetCharBox
    line: list[_Char] = []
    for at in range(raw.FPDFText_CountChars(textpage)):
        code = unicode(textpage, at)
        if code in (0x0A, 0x0D):
            if line:
                yield line
                line = []
            continue
        place(textpage, at, *box)
        left, right, bottom, top = (edge.value for edge in box)
        line.append((code, left, right, bottom, top))
        if code in _HYPHENS:  # PDFium goes on in the same line with the rest of the word
            yield line
            line = []
    if line:
        yield line


def _words(line: list[_Char], number: int) -> Iterator[Word]:
    begin = 0
    for at in range(len(line) + 1):
        if at < len(line) and not chr(line[at][0]).isspace():
            continue
        if at > begin:
            chars = line[begin:at]
            boxes = [char for char in chars if char[2] > char[1]] or chars
            yield Word(
                _text([char[0] for char in chars]),
                min(char[1] for char in boxes),
                max(char[2] for char in boxes),
                min(char[3] for char in boxes),
                max(char[4] for char in boxes),
                number,
            )
        begin = at + 1


def _text(codes: list[int]) -> str:
    text = "".join(map(chr, codes))
    if text.isascii() and text.isprintable():
        return text
    text = text.translate(_CLEAN)
    if _SURROGATES.search(text):
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return normalise(text)


def _rules(page: Any) -> Iterator[Rule]:
    """The level and upright lines drawn on a page, edges of boxes too."""
    from pypdfium2 import raw

    paths = list(
        islice(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1), _MOST_PATHS + 1)
    )
    if len(paths) > _MOST_PATHS:
        return  # a drawing, no table
    for path in paths:
        for (x0, y0), (x1, y1) in _segments(path):
            left, right = sorted((x0, x1))
            bottom, top = sorted((y0, y1))
            if top - bottom <= _THIN < _SHORTEST_RULE <= right - left:
                yield Rule(left, right, (bottom + top) / 2, (bottom + top) / 2)
            elif right - left <= _THIN < _SHORTEST_RULE <= top - bottom:
                yield Rule((left + right) / 2, (left + right) / 2, bottom, top)


_Point = tuple[float, float]


def _segments(path: Any) -> Iterator[tuple[_Point, _Point]]:
    """The straight pieces of a path, in the places of the page."""
    from pypdfium2 import raw

    matrix = path.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    here = start = (0.0, 0.0)
    for at in range(min(raw.FPDFPath_CountSegments(path), _MOST_PATHS)):
        segment = raw.FPDFPath_GetPathSegment(path, at)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_LINETO:
            yield here, point
        else:
            start = point if kind == raw.FPDF_SEGMENT_MOVETO else start
        here = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield here, start
            here = start
