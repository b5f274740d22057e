"""Batch lines are read one by one: a bad one is a value with its reason, the others go on."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.cli.streams import read_batch, readable, write_json
from bot.errors import FileError


def read(tmp_path: Path, content: bytes) -> list[tuple[str, str]]:
    file = tmp_path / "batch.jsonl"
    file.write_bytes(content)
    return [(line.id, line.problem) for line in read_batch(str(file))]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"\xff\xfe\x00", "not UTF-8"),
        (b"{", "not JSON"),
        (b'{"id": "x"', "not JSON"),
        (b"\x00", "not JSON"),
        (b"[" * 100_000, "not JSON"),
        (b"[1]", "holds [1];"),
        (b'"text"', 'holds "text";'),
        (b"null", "holds null;"),
    ],
)
def test_a_bad_line_says_why(tmp_path: Path, line: bytes, reason: str) -> None:
    """Its number stands for its id, and the lines beside it are read."""
    found = read(tmp_path, b'{"id": "a"}\n' + line + b'\n{"id": "b"}\n')
    assert [id for id, _ in found] == ["a", "2", "b"]
    assert found[0][1] == found[2][1] == ""
    assert found[1][1].startswith("line 2 ")
    assert reason in found[1][1]


@pytest.mark.parametrize(
    ("line", "id"),
    [
        (b'{"id": "own"}', "own"),
        (b'{"id": 7}', "7"),
        (b'{"id": ""}', "1"),
        (b'{"id": null}', "1"),
        (b'{"id": ["x"]}', "1"),
        (b"{}", "1"),
        (b'{"id": "\\ud800"}', "\ufffd"),
        (b'\xef\xbb\xbf{"id": "after a mark"}', "after a mark"),
    ],
)
def test_a_line_has_an_id(tmp_path: Path, line: bytes, id: str) -> None:
    """The line's own where it is text or a number, else its place in the file."""
    assert read(tmp_path, line) == [(id, "")]


def test_blank_lines_are_passed_over(tmp_path: Path) -> None:
    """They keep their number, so that a message names the line that an editor shows."""
    assert read(tmp_path, b"\n\n{}\r\n  \n") == [("3", "")]


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bytes come in as they are, whatever the locale."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO('{"id": "甲"}'.encode())))
    assert [line.id for line in read_batch("-")] == ["甲"]


def test_a_missing_file_is_named() -> None:
    """The message says what was expected."""
    with pytest.raises(FileError, match="JSON lines was expected"):
        next(read_batch("/no/such/file"))


def test_a_lone_surrogate_becomes_visible() -> None:
    """An undecodable byte of the command line is shown as U+FFFD and nothing else is changed."""
    assert readable("a\udcffb 甲 😀") == "a\ufffdb 甲 😀"


def test_a_batch_line_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever breaks lines inside a value is escaped; Chinese is not."""
    value = {"text": "甲\n乙\u2028丙\x85丁\u2029"}
    write_json(value, line=True)
    shown = capsys.readouterr().out
    assert len(shown.splitlines()) == 1
    assert "甲" in shown
    assert json.loads(shown) == value
