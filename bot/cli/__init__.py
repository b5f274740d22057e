"""The command line: `looplens` and `python -m bot`. Start at `bot.cli.run`."""

from bot.cli.run import main

__all__ = ["main"]
