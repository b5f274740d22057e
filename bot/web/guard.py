"""What stands at the doors: readers' names and passwords, their pace, and what a page may load.

Plain ASGI, because it must not hold back a stream. The content policy lets a page load from this
server alone, whatever a library's page asks for. Passwords are compared as they stand in the file:
keep it readable by its owner only, and put TLS in front where the network is not trusted.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import threading
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from bot.errors import InputError

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]

# Gradio's page needs inline scripts and `Function`; everything comes from this server alone.
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'self'"
)
HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
)


def read_readers(path: Path) -> Mapping[str, str]:
    """Names and passwords from a file of `name:password` lines; `#` begins a comment.

    Raises InputError that names the line that is wrong.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"{path} cannot be read; a text file with lines of name:password was expected"
        ) from error
    readers = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, password = line.partition(":")
        if not (name.strip() and colon and password.strip()):
            raise InputError(f"{path}, line {number}: name:password was expected")
        readers[name.strip()] = password.strip()
    if not readers:
        raise InputError(f"{path} names no reader; at least one line name:password was expected")
    return readers


class Guard:
    """Lets a request through to the app when it may pass; answers 401 itself otherwise."""

    def __init__(self, app: App, readers: Mapping[str, str] | None = None) -> None:
        self._app = app
        self._readers = readers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan" or self._admitted(scope):
                await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", []), *HEADERS]
            await send(message)

        if self._admitted(scope):
            await self._app(scope, receive, send_with_headers)
            return
        challenge = [(b"www-authenticate", b'Basic realm="LoopLens", charset="UTF-8"')]
        await send_with_headers(
            {"type": "http.response.start", "status": 401, "headers": challenge}
        )
        await send({"type": "http.response.body", "body": b"A name and a password are needed.\n"})

    def _admitted(self, scope: Scope) -> bool:
        if self._readers is None:
            return True
        headers = dict(scope.get("headers", []))
        name, password = _basic(headers.get(b"authorization", b"").decode("latin-1"))
        expected = self._readers.get(name, "")
        same = hmac.compare_digest(password.encode(), expected.encode())
        return same and bool(expected)


class Pace:
    """How many questions a reader may ask in any minute; 0 sets no limit. Shared by threads."""

    WINDOW_S = 60.0

    def __init__(self, limit: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.limit = limit
        self._clock = clock
        self._asked: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def admits(self, reader: str) -> bool:
        """Count a question, unless it is one too many."""
        if not self.limit:
            return True
        now = self._clock()
        with self._lock:
            # Readers of whom nothing is remembered leave no trace.
            self._asked = {r: a for r, a in self._asked.items() if a[-1] > now - self.WINDOW_S}
            asked = self._asked.setdefault(reader, deque(maxlen=self.limit))
            if len(asked) == self.limit and asked[0] > now - self.WINDOW_S:
                return False
            asked.append(now)
            return True


def reader_of(authorization: str, host: str | None) -> str:
    """Who asks: the name that was checked at the door, or the address where nobody is named."""
    return _basic(authorization)[0] or host or "unknown"


def _basic(authorization: str) -> tuple[str, str]:
    """Name and password of a Basic header; empty for any other."""
    scheme, _, value = authorization.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, ValueError):
        return "", ""
    return name, password
