"""The docs hold: every command in them runs, every link leads somewhere, nothing is left out.

A fenced block marked `console` is a session: a line that begins with `$ ` is run, the lines below
it are what it prints, `...` standing for anything. A page's sessions share one folder.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.cli.run import build_parser, command_names
from bot.settings import Settings
from tools import write_commands

if TYPE_CHECKING:
    from bot.library import Library

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
RECORDS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
# Set up a clone, or run for minutes or for good: not for a test that runs inside them.
EXEMPT = re.compile(r"^(make|git clone|looplens (serve|eval))\b")
LIMIT_S = 600
TREE_LINE = re.compile(r"^( *)(\S+) {2,}(.+)$")
MOST_WORDS = 5


@dataclass(frozen=True)
class Command:
    """One line of a session with what it should print, or None where the page does not say."""

    line: str
    printed: str | None


def session(block: str) -> list[Command]:
    commands: list[tuple[str, list[str]]] = []
    for line in block.splitlines():
        if line.startswith("$ "):
            commands.append((line.removeprefix("$ "), []))
        else:
            commands[-1][1].append(line)
    return [Command(line, "\n".join(out) or None) for line, out in commands]


def sessions(page: Path) -> list[Command]:
    found = BLOCK.findall(page.read_text("utf-8"))
    return [c for block in found for c in session(block) if not EXEMPT.match(c.line)]


def fits(pattern: str, printed: str) -> bool:
    """Whether output is what a page shows; `...` stands for anything, line breaks included."""
    parts = [re.escape(part) for part in pattern.split("...")]
    return re.fullmatch("(?s)" + ".*".join(parts), printed.strip("\n")) is not None


@pytest.fixture
def shell(tmp_path: Path, request: pytest.FixtureRequest):
    """Run lines in an empty folder, with `looplens` on the path and an index already built."""
    library: Library = request.getfixturevalue("library")
    data = tmp_path / "data"
    shutil.copytree(library.settings.data_dir, data)
    work, programs = tmp_path / "work", tmp_path / "bin"
    work.mkdir()
    programs.mkdir()
    looplens = programs / "looplens"
    looplens.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n', encoding="utf-8")
    looplens.chmod(0o755)
    environ = {
        **os.environ,
        "LOOPLENS_DATA_DIR": str(data),
        "PATH": f"{programs}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
    }

    def run(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["bash", "-c", f"set -o pipefail; {line}"],
            capture_output=True,
            text=True,
            check=False,
            cwd=work,
            env=environ,
            timeout=LIMIT_S,
        )

    return run


@pytest.mark.parametrize("page", [p for p in PAGES if sessions(p)], ids=lambda p: p.name)
def test_every_command_in_the_docs_runs(page: Path, shell) -> None:
    """Each exits with 0 and prints what the page shows."""
    for command in sessions(page):
        done = shell(command.line)
        assert done.returncode == 0, f"$ {command.line}\n{done.stderr}"
        if command.printed is not None:
            assert fits(command.printed, done.stdout), f"$ {command.line}\n{done.stdout}"


@pytest.mark.parametrize(
    ("pattern", "printed", "fit"),
    [
        ("a\nb", "a\nb\n", True),
        ("a...", "a\nb", True),
        ("...b...", "a b c", True),
        ("a", "a\nb", False),
        ("a...c", "a\nb", False),
        ("1.5", "125", False),
    ],
)
def test_shown_output_is_compared(pattern: str, printed: str, fit: bool) -> None:
    """The comparison can fail."""
    assert fits(pattern, printed) is fit


def test_sessions_are_read() -> None:
    """Commands, what they print, and what is left out."""
    assert session("$ a b\nout\nmore\n$ c\n") == [Command("a b", "out\nmore"), Command("c", None)]
    assert [bool(EXEMPT.match(c)) for c in ("make chat", "makeup", "looplens serve")] == [1, 0, 1]


@pytest.mark.parametrize("page", [*PAGES, *RECORDS], ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """A link inside the repository names a file or folder that is there."""
    targets = [t.partition("#")[0] for t in LINK.findall(page.read_text("utf-8"))]
    inside = [t for t in targets if t and "://" not in t]
    assert [t for t in inside if not (page.parent / t).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_commands_that_are_named_exist(page: Path) -> None:
    """`looplens WORD` in a page is a command."""
    named = set(re.findall(r"(?:`|\$ |\| )looplens ([a-z-]+)", page.read_text("utf-8")))
    assert named - {*command_names(build_parser()), "eval"} == set()


def test_the_page_of_commands_is_current() -> None:
    """docs/commands.md is what the commands say of themselves; only line breaks may differ."""
    written = (ROOT / "docs" / "commands.md").read_text("utf-8")
    for name, help_text in write_commands.helps():
        assert f"## looplens {name}\n" in written
        assert " ".join(help_text.split()) in " ".join(written.split()), "run 'make docs'"


def test_every_setting_is_documented() -> None:
    """Each stands in docs/settings.md with its default, and the page names no other."""
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    rows = dict(re.findall(r"^\| `LOOPLENS_(\w+)` \| (.+?) \|", page, re.MULTILINE))
    defaults = {
        f.name.upper(): "not set" if f.default is None else f"`{_plain(f.default)}`"
        for f in fields(Settings)
    }
    assert rows == defaults


def _plain(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


@pytest.mark.parametrize("record", RECORDS, ids=lambda p: p.name)
def test_decision_records_have_their_parts(record: Path) -> None:
    """A number and a title, a status with its date, a question, a choice."""
    text = record.read_text("utf-8")
    assert re.match(rf"# {record.name[:4]}\. \S", text)
    assert re.search(r"^(Accepted|Superseded by \d{4}), \d{4}-\d{2}", text, re.MULTILINE)
    assert "**Question.**" in text
    assert "**Choice.**" in text


def test_records_are_numbered_once() -> None:
    """No two records share a number."""
    numbers = [record.name[:4] for record in RECORDS]
    assert len(numbers) == len(set(numbers))


def tree() -> list[tuple[str, str]]:
    """The file tree of the README: each path with its words."""
    block = re.search(r"```text\n(bot/.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    assert block, "the README has a file tree that begins with bot/"
    found: list[tuple[str, str]] = []
    folders: list[tuple[int, str]] = []
    for line in block[1].splitlines():
        match = TREE_LINE.match(line)
        assert match, f"a line of the tree is a path, two spaces, words: {line!r}"
        indent = len(match[1])
        folders = [f for f in folders if f[0] < indent]
        path = "".join(name for _, name in folders) + match[2]
        if path.endswith("/"):
            folders.append((indent, match[2]))
        found.append((path, match[3]))
    return found


def test_the_tree_shows_files_that_are_there() -> None:
    """Every path exists, with at most five words beside it."""
    missing = [path for path, _ in tree() if not (ROOT / path).exists()]
    wordy = [words for _, words in tree() if len(words.split()) > MOST_WORDS]
    assert (missing, wordy) == ([], [])


def test_the_tree_shows_every_room() -> None:
    """Nothing at the top, and no module or room of bot, is left out of the reading order."""
    shown = {path.rstrip("/") for path, _ in tree()}
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.splitlines()
    tops = {f.partition("/")[0] for f in listed if "/" in f and not f.startswith(".")}
    rooms = {"/".join(f.split("/")[:2]) for f in listed if f.startswith("bot/")}
    assert tops - shown == set()
    assert rooms - {"bot/__init__.py", "bot/__main__.py"} - shown == set()
