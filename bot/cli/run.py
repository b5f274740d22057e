"""From words on the command line to an exit code: the one place that words errors for a terminal.

0: the work was done, whatever it found. 2: an unusable invocation or input, one sentence on
stderr. 1: the work itself failed. Commands live in the modules beside this one, a group each;
they import the rooms inside their functions, so `looplens calc` loads no index. The collector is
off while libraries load (`rooms.loaded` turns it on again): it costs an eighth of a cold `ask`.
"""

from __future__ import annotations

import argparse
import difflib
import gc
import os
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from bot import __version__
from bot.cli import ask, calculate, filings, knowledge, operate, search, streams, writing
from bot.cli.streams import tell
from bot.errors import InputError, LoopLensError, SettingsError

GROUPS = (ask, search, filings, knowledge, calculate, writing, operate)
PLUGINS = "looplens.commands"
Plugin = Callable[[Sequence[str]], int]


class Parser(argparse.ArgumentParser):
    """argparse with one sentence instead of a page, and no guessing of shortened options."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"allow_abbrev": False, **kwargs})

    def error(self, message: str) -> NoReturn:
        """Raises InputError: the sentence names what was found; the help is the next step."""
        raise InputError(f"{message}; see '{self.prog} --help'")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code; never a traceback."""
    collecting = gc.isenabled()
    gc.disable()
    streams.prepare()
    words = streams.own_words() if argv is None else list(argv)
    try:
        code = _dispatch(words)
        sys.stdout.flush()
    except LoopLensError as error:
        tell(f"looplens: {error}")
        code = 2 if isinstance(error, InputError | SettingsError) else 1
    except KeyboardInterrupt:
        code = 130
    except BrokenPipeError:
        # The reader has seen enough (`| head`): not an error, and Python must not flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except Exception as error:  # the last door: anything unforeseen becomes a sentence and a log
        from bot.cli.rooms import log_failure

        tell(f"looplens: it failed unexpectedly ({type(error).__name__}); {log_failure(error)}")
        code = 1
    finally:
        if collecting:
            gc.enable()
    return code


def build_parser() -> Parser:
    """The whole tree of commands and options, as `looplens --help` shows it."""
    parser = Parser(
        prog="looplens",
        description="Ask about the AI investment loop; every figure is cited or computed in view.",
    )
    parser.add_argument("--version", action="version", version=f"looplens {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    for group in GROUPS:
        group.register(commands)
    return parser


def plugins() -> dict[str, Any]:
    """Commands that other packages bring, by name, not loaded yet: a Plugin each."""
    from importlib.metadata import entry_points

    return {point.name: point for point in entry_points(group=PLUGINS)}


def _dispatch(words: Sequence[str]) -> int:
    parser = build_parser()
    if not words:
        parser.print_help()
        return 0
    name = words[0]
    known = command_names(parser)
    if not name.startswith("-") and name not in known:
        extra = plugins()
        if name in extra:
            run: Plugin = extra[name].load()
            return run(words[1:])
        near = difflib.get_close_matches(name, [*known, *extra], n=1, cutoff=0.0)
        raise InputError(
            f"there is no command {name!r}; did you mean '{near[0]}'? See 'looplens --help'"
        )
    arguments = parser.parse_args(words)
    code: int = arguments.run(arguments)
    return code


def command_names(parser: argparse.ArgumentParser) -> tuple[str, ...]:
    """The names of a parser's own commands, in the order of its help."""
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            return tuple(action.choices)
    return ()
