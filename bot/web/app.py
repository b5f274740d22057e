"""The web server: the chat page, the HTTP API and the static files on one address.

`build_app` puts the parts together for an explainer that is ready; `serve` opens one and runs the
server until it is stopped. Stateless but for the store of conversations; Gradio's queue lives in
one process, so several workers mean several servers behind a proxy that keeps a reader on one.
"""

from __future__ import annotations

import errno
import socket
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from bot.errors import InputError
from bot.web.chat import Chat, engine_line
from bot.web.conversations import Conversations
from bot.web.guard import Guard, read_readers

if TYPE_CHECKING:
    from fastapi import FastAPI

    from bot.explainer import Explainer
    from bot.library import Library
    from bot.settings import Settings

HOST, PORT = "127.0.0.1", 7860


def serve(
    settings: Settings,
    library: Library | None = None,
    *,
    host: str = HOST,
    port: int = PORT,
    auth_file: Path | None = None,
    workers: int = 1,
    open_browser: bool = False,
) -> None:
    """Serve chat and API until interrupted.

    Raises InputError for a port that is taken, an unusable auth file or more than one worker, and
    what opening the library and the store raises.
    """
    if workers != 1:
        raise InputError(
            f"--workers is {workers}; this version runs one worker a server: start further servers "
            "on other ports, behind a proxy that keeps each reader on one of them"
        )
    auth = auth_file or settings.auth_file
    readers = read_readers(auth) if auth else None
    with listening(host, port) as listener:
        # Gradio takes seconds to import, and the library to open: side by side.
        page = threading.Thread(target=__import__, args=("gradio",), daemon=True)
        page.start()
        explainer = _explainer(settings, library)
        page.join()
        app = build_app(explainer)
        _run(Guard(app, readers), listener, host, port, open_browser)
