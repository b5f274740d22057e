"""`looplens serve` and `looplens doctor`: running it for others, and finding out what is wrong."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import Any

from bot.cli.ask import add_index_option
from bot.cli.streams import write, write_json
from bot.errors import InputError

HOST, PORT, PORTS_END = "127.0.0.1", 7860, 65536
MARKS = {"ok": "ok  ", "degraded": "!!  ", "off": "--  "}


def register(commands: Any) -> None:
    """Add `serve` and `doctor` to the tree of commands."""
    serve = commands.add_parser(
        "serve",
        help="open the web chat",
        description="Serve the web chat, to this machine alone unless --host says otherwise.",
    )
    serve.add_argument("--host", default=HOST, help=f"address to listen on (default: {HOST})")
    serve.add_argument("--port", type=int, default=PORT, help=f"default: {PORT}")
    serve.add_argument("--auth", metavar="FILE", help="readers, a name:password a line")
    serve.add_argument("--workers", type=int, default=1, metavar="N", help="default: 1")
    serve.add_argument("--open", action="store_true", help="open a browser on it")
    add_index_option(serve)
    serve.set_defaults(run=run_serve)
    doctor = commands.add_parser(
        "doctor",
        help="tell what is installed, in use, sent out, degraded",
        description="Look over this installation: what is in use, what leaves this machine, what "
        "is degraded and how to mend it.",
    )
    doctor.add_argument("--json", action="store_true", help="print JSON")
    doctor.set_defaults(run=run_doctor)


def run_serve(arguments: Namespace) -> int:
    """Serve until it is stopped."""
    from bot.cli.rooms import library_for_good
    from bot.web.app import listening, serve

    if not 0 < arguments.port < PORTS_END:
        raise InputError(f"--port is {arguments.port}; 1 to {PORTS_END - 1} was expected")
    listening(arguments.host, arguments.port).close()  # a taken port is said before any waiting
    library = library_for_good(arguments.index)
    serve(
        library.settings,
        library,
        host=arguments.host,
        port=arguments.port,
        auth_file=None if arguments.auth is None else Path(arguments.auth),
        workers=arguments.workers,
        open_browser=arguments.open,
    )
    return 0


def run_doctor(arguments: Namespace) -> int:
    """Look over this installation; finding something degraded is no failure."""
    from bot.cli.doctor import examine
    from bot.settings import load_settings

    found = examine(load_settings())
    if arguments.json:
        write_json(found)
        return 0
    write(f"LoopLens {found.version}")
    for check in found.checks:
        write(f"{MARKS[check.state]}{check.name}: {check.found}")
        if check.fix:
            write(f"      fix: {check.fix}")
    write("What leaves this machine:")
    for sentence in found.leaves_this_machine:
        write(f"    {sentence}")
    return 0
