"""Answers that readers marked wrong become drafts that only a person can finish."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from bot.records import Answer
from bot.web.conversations import Conversations
from evals.cases import CaseError, load_cases
from evals.drafts import command, read_drafts, written


@pytest.fixture
def chats(tmp_path: Path) -> Path:
    """A conversation of three turns, of which the last is marked wrong and the first helpful."""
    path = tmp_path / "conversations.sqlite"
    store = Conversations(path)
    token = store.new()
    turns = []
    for n, status in enumerate(("answered", "error", "answered")):
        shown = Answer(str(n), f"q{n}", "zh-TW", "article", status, f"第{n}個答案")
        turns.append(store.add(token, f"問題{n}？", shown))
    store.rate(token, turns[0].id, "helpful")
    store.rate(token, turns[2].id, "unhelpful")
    return path


def test_what_was_marked_wrong_is_drafted(chats):
    """With the turns before it, failed ones left out, and what was shown as a note."""
    (draft,) = read_drafts(chats)
    (row,) = yaml.safe_load(written([draft]))["cases"]
    assert row["question"] == "問題2？"
    assert row["kind"] == "followup"
    assert [turn["content"] for turn in row["history"]] == ["問題0？", "第0個答案"]
    assert "第2個答案" in row["note"]
    assert row["expected"] == {}


def test_a_draft_is_no_case(chats, tmp_path):
    """Until somebody says what is right, the case reader refuses it."""
    folder = tmp_path / "cases"
    folder.mkdir()
    (folder / "drafts.yaml").write_text(written(read_drafts(chats)), encoding="utf-8")
    with pytest.raises(CaseError, match="nothing is expected"):
        load_cases(folder)


def test_the_command_writes_and_counts(chats, tmp_path, capsys):
    """To a file or to stdout; the count goes to stderr."""
    out = tmp_path / "drafts.yaml"
    assert command(["--conversations", str(chats), "-o", str(out)]) == 0
    assert "1 answers marked wrong" in capsys.readouterr().err
    assert len(yaml.safe_load(out.read_text(encoding="utf-8"))["cases"]) == 1
    assert command(["--conversations", str(chats)]) == 0
    assert "問題2" in capsys.readouterr().out


def test_nobody_has_chatted_yet(tmp_path, capsys):
    """No file is no error."""
    assert command(["--conversations", str(tmp_path / "absent.sqlite")]) == 0
    assert yaml.safe_load(capsys.readouterr().out)["cases"] == []


@pytest.mark.parametrize(("argv", "says"), [(["--loud"], "--loud"), (None, "cannot be read")])
def test_bad_usage_is_one_sentence_and_2(argv, says, tmp_path, capsys):
    """An unknown option, or a file that is no conversation store."""
    broken = tmp_path / "broken.sqlite"
    broken.write_text(json.dumps("no database") * 200, encoding="utf-8")
    assert command(argv or ["--conversations", str(broken)]) == 2
    assert says in capsys.readouterr().err


def test_help_is_no_error(capsys):
    """--help prints the options and ends with 0."""
    assert command(["--help"]) == 0
    assert "--conversations" in capsys.readouterr().out
