"""The command line's door: exit codes, one sentence on stderr, never a traceback."""

from __future__ import annotations

import gc
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from bot.cli import calculate, main
from bot.cli.run import build_parser, command_names
from bot.errors import (
    CorpusError,
    EngineError,
    FileError,
    LoopLensError,
    QuestionError,
    SettingsError,
    StoreError,
    UnknownIndexError,
)

CONTRACT = (
    "ask", "search", "index", "passage", "sources", "facts", "calc", "loop", "verify", "brief",
    "crosscheck", "serve", "doctor",
)  # fmt: skip
ROOT = Path(__file__).parents[1]


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Let `calc` fail with a given error, and keep the log in a folder of the test's own."""
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(tmp_path))

    def fail_with(error: BaseException) -> None:
        def run(arguments: Namespace) -> int:
            raise error

        monkeypatch.setattr(calculate, "run_calc", run)

    return fail_with


def test_every_command_of_the_contract_is_there() -> None:
    """All but eval, which an entry point brings."""
    assert set(CONTRACT) <= set(command_names(build_parser()))


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["aks"], "did you mean 'ask'?"),
        (["ask", "x", "--lang", "fr"], "'fr'"),
        (["ask", "x", "--lan", "en"], "--lan"),
        (["search", "x", "-k", "many"], "'many'"),
        (["search", "x", "-k", "0"], "-k is 0"),
        (["--nonsense"], "--nonsense"),
        (["ask", "x", "--as-of", "2025-13"], "'2025-13'"),
        (["ask", "x", "--as-of", "soon"], "'soon'"),
        (["ask", "x", "--engine", "gpt"], "'gpt'"),
        (["ask", "x", "--batch", "y"], "one of them"),
        (["ask", "--batch", "/no/such/file"], "no such file"),
        (["ask", "--batch", "/"], "is a directory"),
        (["ask", "--batch", "a\0b"], "cannot be read"),
        (["calc"], "no expression"),
        (["serve", "--port", "99999"], "99999"),
        (["passage", "no-such-passage"], "nearest name"),
        (["facts", "--subject", "Zorgle Ltd"], "Zorgle"),
        (["facts", "--metric", "happiness"], "happiness"),
    ],
)
def test_an_unusable_invocation_is_one_sentence(
    words: list[str], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, nothing on stdout, one line on stderr that names what was found."""
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert named in shown.err
    assert shown.err.count("\n") == 1


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (FileError("f"), 2),
        (QuestionError("empty", "q"), 2),
        (UnknownIndexError("i"), 2),
        (SettingsError("s"), 2),
        (CorpusError("c"), 1),
        (StoreError("s"), 1),
        (EngineError("e"), 1),
        (LoopLensError("l"), 1),
        (KeyboardInterrupt(), 130),
    ],
)
def test_errors_have_exit_codes(
    failing, error: BaseException, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """2 for what the caller can mend, 1 for work that failed."""
    failing(error)
    assert main(["calc", "1"]) == code
    assert "Traceback" not in capsys.readouterr().err


def test_the_unforeseen_is_one_sentence_and_a_log(
    failing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reader learns where the details are; the details are there."""
    failing(ZeroDivisionError("inside"))
    assert main(["calc", "1"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "ZeroDivisionError" in said
    assert str(tmp_path / "looplens.log") in said
    assert "inside" in (tmp_path / "looplens.log").read_text("utf-8")


def test_debug_shows_the_details_at_once(
    failing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who asks for DEBUG gets the traceback on stderr too."""
    monkeypatch.setenv("LOOPLENS_LOG_LEVEL", "DEBUG")
    failing(ZeroDivisionError("inside"))
    assert main(["calc", "1"]) == 1
    assert "Traceback" in capsys.readouterr().err


def test_a_log_that_cannot_be_written_is_no_second_failure(
    failing, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Without a place for the log the sentence says how to see the details."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(tmp_path / "file" / "below"))
    failing(ZeroDivisionError("inside"))
    assert main(["calc", "1"]) == 1
    assert "LOOPLENS_LOG_LEVEL=DEBUG" in capsys.readouterr().err


def test_an_unknown_setting_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A misspelt variable stops a command that reads settings."""
    monkeypatch.setenv("LOOPLENS_ENGIN", "extractive")
    assert main(["doctor"]) == 2
    assert "did you mean LOOPLENS_ENGINE?" in capsys.readouterr().err


def test_the_collector_is_left_as_it_was() -> None:
    """Turning it off for a cold start must not outlive the command."""
    assert gc.isenabled()
    main(["calc", "1 + 1"])
    assert gc.isenabled()


def test_no_words_show_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    """`looplens` alone is no error."""
    assert main([]) == 0
    assert "usage: looplens" in capsys.readouterr().out


@pytest.mark.parametrize("words", [["--help"], ["ask", "--help"], ["--version"]])
def test_help_and_version_exit_with_0(words: list[str]) -> None:
    """argparse leaves by SystemExit, as a script expects."""
    with pytest.raises(SystemExit) as left:
        main(words)
    assert left.value.code == 0


def test_a_reader_that_leaves_early_is_no_error() -> None:
    """`looplens … | head -1` ends quietly."""
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{sys.executable}' -m bot crosscheck | head -1"],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.returncode == 0
    assert done.stderr == ""


def test_output_is_utf8_in_any_locale() -> None:
    """A terminal that says ASCII gets UTF-8, not an error."""
    done = subprocess.run(
        [sys.executable, "-m", "bot", "facts", "--subject", "甲骨文", "--json"],
        capture_output=True,
        check=False,
        cwd=ROOT,
        env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PATH": "/bin"},
    )
    assert done.returncode == 0, done.stderr
    assert "甲骨文" in done.stdout.decode("utf-8")
