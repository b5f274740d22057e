"""What goes in and out of a command: lines of a batch, JSON on stdout, sentences on stderr.

Knows bytes, UTF-8 and JSON, and nothing of what a command does. A line of a batch that cannot be
read is a value with its reason, not an error: the other lines go on.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from bot.errors import FileError
from bot.records import to_json

_LINE_MARKS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_MARK = b"\xef\xbb\xbf"  # some editors begin UTF-8 with it
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One line of a batch: its number from 1, its object, or why it is not one."""

    number: int
    value: dict[str, Any]
    problem: str = ""

    @property
    def id(self) -> str:
        """The line's own `id` as text, or its number where it has none that is usable."""
        own = self.value.get("id")
        return readable(str(own)) if isinstance(own, str | int) and own != "" else str(self.number)


def prepare() -> None:
    """Write UTF-8 whatever the terminal's locale says; what UTF-8 cannot hold is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def own_words() -> list[str]:
    """The words of the command line, read as UTF-8 whatever the locale says.

    A byte that is not UTF-8 stays visible as a lone surrogate.
    """
    return [os.fsencode(word).decode("utf-8", "surrogateescape") for word in sys.argv[1:]]


def readable(text: str) -> str:
    """The text with each lone surrogate (an undecodable byte) replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def read_batch(path: str) -> Iterator[BatchLine]:
    """The lines of a JSONL file, `-` for stdin; blank lines are passed over.

    Raises FileError when there is no such file to read.
    """
    with ExitStack() as opened:
        for number, raw in enumerate(_open(path, opened, "JSON lines"), start=1):
            if line := raw.removeprefix(_MARK).strip():
                yield _read_line(number, line)


def read_text(path: str) -> str:
    """A whole file, `-` for stdin; a byte that is not UTF-8 stays visible as a lone surrogate.

    Raises FileError when there is no such file to read.
    """
    with ExitStack() as opened:
        content = _open(path, opened, "text").read()
    return content.removeprefix(_MARK).decode("utf-8", "surrogateescape")


def write_json(record: Any, *, line: bool = False) -> None:
    """A record as JSON on stdout: indented, or as one line of a batch, sent at once."""
    print(json_text(record, line=line), flush=line)


def json_text(record: Any, *, line: bool = False) -> str:
    """A record as JSON: indented, or as one line."""
    text = json.dumps(to_json(record), ensure_ascii=False, indent=None if line else 2)
    # JSON allows these; readers that split text into lines would split there.
    for mark, escaped in _LINE_MARKS.items():
        text = text.replace(mark, escaped)
    return text


def write(text: str) -> None:
    """A line for the reader on stdout."""
    print(text)


def tell(text: str) -> None:
    """A sentence on stderr: errors, progress, remarks."""
    print(readable(text), file=sys.stderr, flush=True)


def _open(path: str, opened: ExitStack, what: str) -> BinaryIO:
    if path == "-":
        return sys.stdin.buffer
    try:
        return opened.enter_context(Path(path).open("rb"))
    except (OSError, ValueError) as error:
        raise FileError(
            f"{path!r} cannot be read ({_reason(error)}); a file of {what} was expected, or - for "
            "standard input"
        ) from error


def _read_line(number: int, line: bytes) -> BatchLine:
    try:
        value = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError:
        return BatchLine(number, {}, f"line {number} is not UTF-8 text; a JSON object was expected")
    except (ValueError, RecursionError):
        return BatchLine(
            number, {}, f'line {number} is not JSON; an object such as {{"id": …}} was expected'
        )
    if not isinstance(value, dict):
        shown = json.dumps(value, ensure_ascii=False)[:40]
        return BatchLine(number, {}, f"line {number} holds {shown}; a JSON object was expected")
    return BatchLine(number, value)


def _reason(error: Exception) -> str:
    return (getattr(error, "strerror", None) or str(error)).lower()
