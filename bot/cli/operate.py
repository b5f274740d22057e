"""`looplens serve` and `looplens doctor`: running it for others, and finding out what is wrong."""

from __future__ import annotations

import errno
import socket
from argparse import Namespace
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.cli.streams import write, write_json
from bot.errors import InputError

HOST, PORT = "127.0.0.1", 7860
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
    add = serve.add_argument
    add("--index", nargs="+", action="extend", metavar="NAME", help="default: corpus")
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
    from bot.settings import load_settings

    settings = load_settings()
    if arguments.workers < 1:
        raise InputError(f"--workers is {arguments.workers}; at least 1 was expected")
    auth = settings.auth_file if arguments.auth is None else Path(arguments.auth)
    if auth is not None and not auth.is_file():
        raise InputError(f"--auth {str(auth)!r} is no file; lines of name:password were expected")
    check_port(arguments.host, arguments.port)  # before anything slow
    from bot.cli.rooms import open_library
    from bot.web.app import serve

    library = open_library(arguments.index)
    serve(
        replace(settings, auth_file=auth),
        library,
        host=arguments.host,
        port=arguments.port,
        workers=arguments.workers,
    )
    return 0


def check_port(host: str, port: int) -> None:
    """Raises InputError when the address cannot be listened on, with what to do instead."""
    if not 0 < port < 65536:
        raise InputError(f"--port is {port}; a number from 1 to 65535 was expected")
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise InputError(
                f"port {port} is taken by another program; stop it, or choose another port: "
                f"looplens serve --port {port + 1} (make chat PORT={port + 1})"
            ) from error
        raise InputError(
            f"{host}:{port} cannot be listened on ({error.strerror or error}); an address of this "
            f"machine was expected, such as {HOST}"
        ) from error


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
