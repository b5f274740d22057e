"""Write docs/commands.md: the help of every command, as the commands themselves print it.

.venv/bin/python -m tools.write_commands [--check]
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.cli.run import build_parser, plugins

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
WIDTH = "100"  # what argparse wraps to, whatever the terminal
HEAD = """\
# Commands

Written by `make docs` from the commands' own help; a test keeps it current. What each `--json`
prints is in [schemas/](schemas/). Exit codes: 0, the work was done, whatever it found; 2, an
unusable invocation or input, with one sentence on stderr; 1, the work itself failed.
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(
        f"\n## looplens {name}\n\n```text\n{help_text.strip()}\n```\n"
        for name, help_text in sorted(helps())
    )


def helps() -> Iterator[tuple[str, str]]:
    """Each command with its help: our own, and those that entry points bring."""
    with _width(WIDTH):
        for action in build_parser()._actions:
            if isinstance(action, argparse._SubParsersAction):
                for name, parser in action.choices.items():
                    yield name, parser.format_help()
        for name, point in plugins().items():
            yield name, _printed(point.load())


def _printed(command: Callable[[list[str]], int]) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.suppress(SystemExit):
        command(["--help"])
    return out.getvalue()


@contextlib.contextmanager
def _width(columns: str) -> Iterator[None]:
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = columns
    try:
        yield
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before


def main(arguments: list[str]) -> int:
    """Write the page, or with --check say whether it is current."""
    wanted = page()
    if "--check" in arguments:
        if PAGE.is_file() and PAGE.read_text("utf-8") == wanted:
            return 0
        print(f"{PAGE.name} is not current; run 'make docs' and commit", file=sys.stderr)
        return 1
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
