"""What every published set is turned into: questions, their documents, and gold answers.

An adapter reads the published file and gives a `Loaded`; what it cannot turn into a question is
counted under a reason, never dropped in silence. A file that is not of the set's shape is a
`DataError` of one sentence. Knows neither the system nor how answers are scored.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from pathlib import Path
from typing import Any, Literal

Percent = Literal["yes", "no", "either"]


class DataError(ValueError):
    """A file is not what its set publishes; the text is one sentence for the reader."""


@dataclass(frozen=True, slots=True)
class NumberGold:
    """A figure. `powers` are the powers of ten that it may have been divided by (a table in
    millions: 6); `percent` says whether it counts percent points, or `either` where the set
    writes percentages both as 14.5 and as 0.145. `step` is the place of its last decimal."""

    value: Decimal
    powers: tuple[int, ...] = (0,)
    percent: Percent = "no"
    step: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class YesNoGold:
    """Yes or no."""

    yes: bool


@dataclass(frozen=True, slots=True)
class SpanGold:
    """A stretch of the text, as one of several annotators marked it.

    Where `across`, the question is in another language than the text: only what is cited counts.
    """

    texts: tuple[str, ...]
    across: bool = False


@dataclass(frozen=True, slots=True)
class PartsGold:
    """Parts that must all stand in the answer, each as one of its alternatives.

    `metric` is what the set calls it.
    """

    parts: tuple[tuple[str, ...], ...]
    metric: str = "accuracy"


@dataclass(frozen=True, slots=True)
class NoAnswerGold:
    """The documents do not say; the question must be refused."""


Gold = NumberGold | YesNoGold | SpanGold | PartsGold | NoAnswerGold


@dataclass(frozen=True, slots=True)
class Document:
    """A text to index, as a file with this suffix; `path` is a file of the reader's instead."""

    name: str
    text: str = ""
    suffix: str = ".html"
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A question of a set. Items of one `group` share their documents, and their mistakes.

    `part` names the part of the set that it belongs to: metrics are told by it where there are
    several. `reference` is the published answer as text.
    """

    id: str
    group: str
    part: str
    lang: str
    question: str
    documents: tuple[Document, ...]
    gold: Gold
    reference: str


@dataclass(slots=True)
class Loaded:
    """The items of a file, and what was left out with how often, by reason."""

    items: list[Item] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)


def page(title: str, *parts: str | Sequence[Sequence[str]]) -> str:
    """An HTML page of paragraphs and of tables (rows of cells); all text is escaped."""
    body = "".join(_part(part) for part in parts if part)
    return f"<!doctype html><title>{escape(title)}</title><body>{body}</body>\n"


def _part(part: str | Sequence[Sequence[str]]) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>\n"
    rows = ("".join(f"<td>{escape(str(cell))}</td>" for cell in row) for row in part)
    return "<table>" + "\n".join(f"<tr>{row}</tr>" for row in rows) + "</table>\n"


# --- reading files ----------------------------------------------------------------------------


def read_json(path: Path, expected: str) -> Any:
    """A JSON file. Raises DataError that names the file and what was expected."""
    try:
        return json.loads(_text(path, expected))
    except (ValueError, RecursionError) as error:
        raise DataError(f"{path} is not readable as JSON ({error}); {expected}") from error


def read_lines(path: Path, expected: str) -> list[Any]:
    """A file of JSON lines; a JSON array is taken as well. Raises DataError."""
    text = _text(path, expected)
    if text.lstrip().startswith("["):
        found = read_json(path, expected)
        return list(found)
    rows = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except (ValueError, RecursionError) as error:
                raise DataError(
                    f"line {number} of {path} is not readable as JSON ({error}); {expected}"
                ) from error
    return rows


def _text(path: Path, expected: str) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DataError(f"{path} is no text in UTF-8; {expected}") from error
    except OSError as error:
        raise DataError(f"{path} cannot be read ({error.strerror or error}); {expected}") from error


def choose_file(path: Path, names: Iterable[str], expected: str) -> Path:
    """The file itself, or the first of the names found in a folder. Raises DataError."""
    if not path.is_dir():
        return path
    for name in names:
        if (path / name).is_file():
            return path / name
    raise DataError(f"the folder {path} holds none of {', '.join(names)}; {expected}")


def fields_of(row: Any, where: str, expected: str, **types: type | tuple[type, ...]) -> list[Any]:
    """The values of these keys in order, each of its type. Raises DataError naming the first."""
    if not isinstance(row, Mapping):
        raise DataError(f"{where} is a {type(row).__name__}, not an object; {expected}")
    for key, kind in types.items():
        if key not in row:
            raise DataError(f"{where} has no {key!r}; {expected}")
        if not isinstance(row[key], kind) or isinstance(row[key], bool):
            found = type(row[key]).__name__
            raise DataError(f"{key!r} of {where} is a {found}; {expected}")
    return [row[key] for key in types]


def list_of(value: Any, where: str, expected: str) -> list[Any]:
    """A list that is not empty. Raises DataError."""
    if not isinstance(value, list) or not value:
        raise DataError(f"{where} is no list with entries; {expected}")
    return value


def table_of(value: Any, where: str, expected: str) -> list[list[str]]:
    """Rows of cells as text. Raises DataError."""
    rows = list_of(value, f"the table of {where}", expected)
    if not all(isinstance(row, list) for row in rows):
        raise DataError(f"the table of {where} is no list of rows; {expected}")
    return [[str(cell) for cell in row] for row in rows]
