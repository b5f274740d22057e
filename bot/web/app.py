"""The web server: the chat page, the HTTP API and the static files on one address.

`build_app` puts the parts together for an explainer that is ready; `serve` opens one and runs the
server until it is stopped. Stateless but for the store of conversations; Gradio's queue lives in
one process, so several workers mean several servers behind a proxy that keeps a reader on one.
"""

from __future__ import annotations

import asyncio
import errno
import gc
import socket
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.errors import InputError
from bot.web.chat import Chat, engine_line
from bot.web.conversations import Conversations
from bot.web.guard import Guard, Pace, read_readers

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
    what opening the library or the store raises.
    """
    if workers != 1:
        raise InputError(
            f"--workers is {workers}; this version runs one worker a server: start further servers "
            "on other ports, behind a proxy that keeps each reader on one of them"
        )
    auth = auth_file or settings.auth_file
    readers = read_readers(auth) if auth else None
    with listening(host, port) as listener:
        # Collecting while so much is imported costs a quarter of the start.
        gc.disable()
        from bot.explainer import Explainer

        explainer = Explainer(settings, library)
        app = build_app(explainer)
        gc.freeze()
        gc.enable()
        # What the first search loads is loaded while the reader's browser loads the page.
        threading.Thread(target=explainer.library.searcher.search, args=("RPO",)).start()
        _run(Guard(app, readers), listener, f"http://{_shown(host)}:{port}", open_browser)


def build_app(explainer: Explainer) -> FastAPI:
    """The whole web application over an explainer. Raises SettingsError or StoreError."""
    # Where Gradio finds no event loop running, it makes one for each of its locks, closing none.
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(_assembled_in_loop(explainer))
    return _assembled(explainer)


async def _assembled_in_loop(explainer: Explainer) -> FastAPI:
    return _assembled(explainer)


def _assembled(explainer: Explainer) -> FastAPI:
    import gradio as gr
    from fastapi import FastAPI
    from starlette.staticfiles import StaticFiles

    from bot.chain import explain_chain
    from bot.knowledge.files import FORMATS
    from bot.web.api import routes
    from bot.web.documents import Documents, documents_tab
    from bot.web.loop import loop_tab
    from bot.web.page import ASSETS, STATIC, build_page, theme
    from bot.web.summary import summary_tab

    settings, library = explainer.settings, explainer.library
    stream = explain_chain(explainer).stream
    pace = Pace(settings.rate_limit)
    documents = Documents(explainer)
    store = Conversations.open(settings)
    indexes = library.searcher_names
    chat = Chat(stream, library, library.phrases, store, pace, documents, indexes)
    page = build_page(
        chat,
        lambda words: engine_line(settings, explainer.engine, words),
        [loop_tab(library), summary_tab(library), documents_tab(documents, FORMATS)],
    )
    # The built-in documentation pages load scripts from elsewhere.
    app = FastAPI(title="LoopLens", docs_url=None, redoc_url=None, openapi_url="/api/openapi.json")
    app.include_router(routes(explainer, stream, pace), prefix="/api")
    app.mount(ASSETS, StaticFiles(directory=STATIC))
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        theme=theme(),
        head=f'<link rel="stylesheet" href="{ASSETS}/app.css">',
        footer_links=[],
        run_history=False,
        ssr_mode=False,
        pwa=False,
        mcp_server=False,
        enable_monitoring=False,
        show_error=False,
        favicon_path=str(STATIC / "favicon.png"),
        max_file_size=f"{settings.max_upload_mb}mb",
    )
    return app


def listening(host: str, port: int) -> socket.socket:
    """A socket bound to the address, so that nobody takes it while the parts are loaded.

    Raises InputError that says what to do when that is impossible.
    """
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
    except OSError as error:
        raise InputError(f"--host is {host!r}, which is no address of this machine") from error
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise InputError(
                f"port {port} is taken by another program; stop it, or choose another one with "
                f"--port {port + 1}"
            ) from error
        raise InputError(
            f"{host}:{port} cannot be used ({error.strerror}); choose another --host or --port"
        ) from error
    return listener


def _shown(host: str) -> str:
    if host in ("", "0.0.0.0", "::"):
        return HOST
    return f"[{host}]" if ":" in host else host


def _run(app: Any, listener: socket.socket, address: str, open_browser: bool) -> None:
    import uvicorn

    config = uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=3)
    server = uvicorn.Server(config)

    def announce() -> None:
        print(f"LoopLens is at {address} (Ctrl+C stops it)", file=sys.stderr, flush=True)
        if open_browser:
            import webbrowser

            webbrowser.open(address)

    started = server.startup

    async def startup(sockets: list[socket.socket] | None = None) -> None:
        await started(sockets=sockets)
        if server.started:
            announce()

    server.startup = startup  # type: ignore[method-assign]
    server.run(sockets=[listener])
