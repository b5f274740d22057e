"""`brief` writes, `check` and `verify` judge what others wrote."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from cli_parts import share

from bot.cli import main

if TYPE_CHECKING:
    from bot.library import Library


@pytest.fixture(autouse=True)
def shared_index(monkeypatch: pytest.MonkeyPatch, library: Library, tmp_path: Path) -> None:
    """Over the shared index, in a folder of the test's own."""
    share(library, monkeypatch)
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("format", "begins"), [("md", "# "), ("html", "<!doctype html"), ("json", "{")]
)
def test_a_brief_has_formats(format: str, begins: str, capsys: pytest.CaptureFixture[str]) -> None:
    """To stdout, both languages in it."""
    assert main(["brief", "--format", format]) == 0
    shown = capsys.readouterr().out
    assert shown.lower().startswith(begins)
    assert "甲骨文" in shown
    assert "Oracle" in shown


def test_a_brief_goes_to_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    """The same text, and nothing on stdout."""
    assert main(["brief"]) == 0
    shown = capsys.readouterr().out
    assert main(["brief", "-o", "brief.md"]) == 0
    assert capsys.readouterr().out == ""
    assert Path("brief.md").read_text("utf-8").strip() == shown.strip()


def test_a_word_file_needs_a_name(capsys: pytest.CaptureFixture[str]) -> None:
    """It is written to a file, and to no terminal."""
    assert main(["brief", "--format", "docx"]) == 2
    assert "-o" in capsys.readouterr().err
    assert main(["brief", "--format", "docx", "-o", "brief.docx"]) == 0
    assert Path("brief.docx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    "words",
    [
        ["brief", "--source", "no-such-source"],
        ["brief", "-o", "no/such/folder/brief.md"],
        ["check", "no-such-file"],
        ["verify", "no-such-file"],
        ["check", "empty.txt"],
    ],
)
def test_an_impossible_wish_is_one_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, nothing on stdout."""
    Path("empty.txt").write_text("", encoding="utf-8")
    assert main(words) == 2
    shown = capsys.readouterr()
    assert (shown.out, shown.err.count("\n")) == ("", 1)


def test_a_paragraph_is_checked_sentence_by_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each has a verdict; a wrong figure is not called supported."""
    Path("mine.txt").write_text(
        "Oracle's RPO was $523 billion at the end of November 2025. "
        "Oracle's RPO was $777 billion at the end of November 2025.",
        encoding="utf-8",
    )
    assert main(["check", "mine.txt", "--json"]) == 0
    verdicts = [s["verdict"] for s in json.loads(capsys.readouterr().out)["sentences"]]
    assert verdicts[0] == "supported"
    assert verdicts[1] != "supported"
    assert main(["check", "mine.txt"]) == 0
    assert capsys.readouterr().out.count("\n") >= 2


def test_a_paragraph_is_checked_against_ones_own_documents(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With --index, and only against those that are named."""
    Path("mill.txt").write_text(
        "Halbrook Mills employed 340 people in 2024. It plans to open a second mill in 2027.",
        encoding="utf-8",
    )
    Path("mine.txt").write_text(
        "Halbrook Mills employed 340 people in 2024. Halbrook Mills employed 430 people in 2024. "
        "Oracle's RPO was $523 billion at the end of November 2025.",
        encoding="utf-8",
    )
    assert main(["index", "mill.txt", "--index", "mill"]) == 0
    capsys.readouterr()
    for names, verdicts in (
        (["mill"], ["supported", "number_mismatch", "not_found"]),
        (["corpus", "mill"], ["supported", "number_mismatch", "supported"]),
    ):
        assert main(["check", "mine.txt", "--json", "--index", *names]) == 0
        found = json.loads(capsys.readouterr().out)["sentences"]
        assert [s["verdict"] for s in found] == verdicts
    assert main(["check", "mine.txt", "--index"]) == 2


def test_answers_of_others_are_verified(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A number that the cited text does not hold is found; bad lines say why, the rest go on."""
    cited = [{"marker": 1, "text": "Revenue was $16.1 billion."}]
    lines = [
        {"id": "right", "answer": "Revenue was $16.1 billion [1].", "citations": cited},
        {"id": "wrong", "answer": "Revenue was $16.1 million [1].", "citations": cited},
        {"id": "uncited", "answer": "Revenue was $16.1 billion.", "citations": []},
        {"id": "empty"},
        7,
    ]
    text = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))
    assert main(["verify", "-", "--json"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(f["id"], f["ok"], bool(f["error"])) for f in found] == [
        ("right", True, False), ("wrong", False, False), ("uncited", False, False),
        ("empty", False, True), ("5", False, True),
    ]  # fmt: skip
    assert found[1]["findings"]
