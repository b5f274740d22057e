"""The set-up installs once, says why it cannot, and is quick when nothing has changed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tools import set_up, write_constraints

ROOT = Path(__file__).parents[1]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the files that decide what is installed."""
    for name in ("pyproject.toml", "constraints.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def pretend_installed(clone: Path, extras: set[str]) -> None:
    python = clone / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/bin/true")
    set_up.write_stamp(clone, extras)


def test_an_unchanged_clone_is_current(clone: Path) -> None:
    """What was installed for these files is not installed again."""
    pretend_installed(clone, {"test"})
    assert set_up.main(["--extras", "test"], clone) == 0
    assert not (clone / set_up.LOG).exists()


@pytest.mark.parametrize("changed", ["pyproject.toml", "constraints.txt"])
def test_a_changed_file_is_seen(clone: Path, changed: str) -> None:
    """A change of either file calls for a new installation."""
    pretend_installed(clone, set())
    with (clone / changed).open("a", encoding="utf-8") as file:
        file.write("\n# changed\n")
    assert not set_up.is_current(clone, set())


@pytest.mark.parametrize(
    ("installed", "wanted", "current"),
    [
        (set(), {"test"}, False),
        ({"test"}, set(), True),
        ({"test"}, {"test", "bench"}, False),
        ({"test", "bench"}, {"bench"}, True),
    ],
)
def test_extras_add_up(clone: Path, installed: set[str], wanted: set[str], current: bool) -> None:
    """An environment with more than is wanted is current; one with less is not."""
    pretend_installed(clone, installed)
    assert set_up.is_current(clone, wanted) is current


def test_a_lost_environment_is_seen(clone: Path) -> None:
    """A stamp without a Python behind it counts for nothing."""
    pretend_installed(clone, set())
    (clone / ".venv" / "bin" / "python").unlink()
    assert not set_up.is_current(clone, set())


def test_a_moved_clone_is_seen(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """An environment holds absolute paths: moved elsewhere it is made anew."""
    pretend_installed(clone, set())
    moved = tmp_path_factory.mktemp("elsewhere") / "clone"
    shutil.move(clone, moved)
    assert not set_up.is_current(moved, set())


@pytest.mark.parametrize("content", ["", "[]", "{", "\x00"])
def test_a_broken_stamp_counts_as_none(clone: Path, content: str) -> None:
    """A half-written stamp is no reason to fail."""
    pretend_installed(clone, set())
    (clone / ".venv" / "set-up.json").write_text(content, encoding="utf-8")
    assert not set_up.is_current(clone, set())


def test_a_full_disk_is_said_before_anything_is_installed(
    clone: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence holds what was found and what is needed."""
    usage = shutil.disk_usage(clone)._replace(free=1_300_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    assert set_up.main([], clone) == 2
    said = capsys.readouterr().err
    assert "1.3 GB are free" in said
    assert "4.0 GB are needed" in said
    assert not (clone / ".venv").exists()


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("WARNING: Retrying … NewConnectionError('…: [Errno 111] Connection refused')", "reached"),
        ("socket.gaierror: Temporary failure in name resolution", "registry cannot be reached"),
        ("ERROR: HTTPSConnectionPool: Read timed out.", "registry cannot be reached"),
        ("OSError: [Errno 28] No space left on device", "disk filled up"),
        ("ERROR: No matching distribution found for torch==2.13.0", "no torch==2.13.0"),
        ("ERROR: something else\n\n", "ERROR: something else"),
        ("", "no output"),
    ],
)
def test_a_failure_of_pip_is_one_sentence(output: str, said: str) -> None:
    """The cause, the next step where there is one, and where the whole output is."""
    sentence = set_up.explain(output, "set-up.log")
    assert said in sentence
    assert sentence.endswith("set-up.log")
    assert "\n" not in sentence


def test_a_failing_step_keeps_its_output(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the installer printed is in the log, whole."""
    with (
        (clone / set_up.LOG).open("w+", encoding="utf-8") as log,
        pytest.raises(set_up.SetUpError, match="last words"),
    ):
        set_up.run("a step", ["sh", "-c", "echo first words; echo last words; exit 3"], log)
    assert (clone / set_up.LOG).read_text("utf-8") == "first words\nlast words\n"
    assert "a step" in capsys.readouterr().err


def launch(tmp_path: Path, python: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run set_up.sh where the only Pythons are those made here."""
    folder, tools = tmp_path / "bin", tmp_path / "clone" / "tools"
    folder.mkdir()
    shutil.copytree(ROOT / "tools", tools)
    for name in ("dirname", "sh", "echo"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    if python:
        script = folder / "python3"
        script.write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
        script.chmod(0o755)
    return subprocess.run(
        ["sh", str(tools / "set_up.sh"), "--help"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": str(folder), **environ},
    )


@pytest.mark.parametrize(
    ("python", "found"),
    [
        # Answers as a 3.9 would: not new enough, and tells its version.
        ('case "$2" in *version_info\\[*) echo 3.9.18;; *) exit 1;; esac', "Python 3.9.18"),
        ("exit 127", "none"),  # a version manager's shim without a version behind it
        ("", "none"),
    ],
)
def test_an_old_python_is_said(tmp_path: Path, python: str, found: str) -> None:
    """One sentence with what was found and what to do, exit code 2."""
    done = launch(tmp_path, python)
    assert done.returncode == 2
    assert f"needs Python 3.11 or newer and found {found};" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_named_python_is_taken(tmp_path: Path) -> None:
    """PYTHON wins over what the path offers."""
    named = tmp_path / "my python"
    named.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "ran $*"\n', encoding="utf-8")
    named.chmod(0o755)
    done = launch(tmp_path, "exit 1", PYTHON=str(named))
    assert done.returncode == 0
    assert done.stdout.startswith("ran ")
    assert done.stdout.rstrip().endswith("set_up.py --help")


def test_the_environment_is_asked_first(tmp_path: Path) -> None:
    """A Python that stands in .venv saves the search; PYTHON still wins over it."""
    own = tmp_path / "clone" / ".venv" / "bin" / "python"
    own.parent.mkdir(parents=True)
    own.write_text('#!/bin/sh\n[ "$1" = -c ] || echo "own $*"\n', encoding="utf-8")
    own.chmod(0o755)
    assert launch(tmp_path, "echo other; exit 1").stdout.startswith("own ")


def test_constraints_hold_names_and_versions_only() -> None:
    """No address and no build tag: every registry and every build of torch is admitted."""
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    pins = [line for line in lines if not line.startswith("#")]
    assert len(pins) > 100
    assert [
        p for p in pins if not p.replace("==", "", 1).replace("-", "").replace(".", "").isalnum()
    ] == []


def test_constraints_pin_every_requirement() -> None:
    """What pyproject.toml asks for by name has a version, within the range asked for."""
    pins = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    )
    for wanted in write_constraints.requirements(ROOT / "pyproject.toml"):
        name = write_constraints.canonical(wanted.name)
        assert name in pins, f"{name}: run python -m tools.write_constraints"
        assert wanted.specifier.contains(pins[name], prereleases=True)


def test_make_lists_its_targets() -> None:
    """`make` alone says what there is, in the contract's words."""
    listed = subprocess.run(
        ["make", "-C", str(ROOT), "--no-print-directory"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    ).stdout
    assert {line.split("\t")[0] for line in listed.splitlines()} >= {
        "chat", "test", "check", "bench", "eval",
    }  # fmt: skip
