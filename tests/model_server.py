"""A loopback server that speaks the OpenAI chat-completions protocol, fed by a queue of replies.

A real HTTP server, so that the provider's client, its retries, its stream reader and its time
limits are the ones under test. Each request takes the next `Reply` and is kept in `requests`.
It does not check keys or models: a `Reply` says what happens.
"""

from __future__ import annotations

import json
import queue
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

HELD_AT_MOST_S = 60.0


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    `finish=None` ends a stream cleanly without a finish_reason, as a cut connection behind a proxy
    does; `hang_up` drops the connection in the middle; `body` is sent raw instead of a reply;
    with `hold`, a stream stops after its first piece until the event is set.
    """

    text: str = ""
    tool_calls: tuple[Mapping[str, Any], ...] = ()
    finish: str | None = "stop"
    hang_up: bool = False
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    delay_s: float = 0.0
    piece_delay_s: float = 0.0
    piece: int = 7
    hold: threading.Event | None = None
    tokens: tuple[int, int] = (100, 20)

    @classmethod
    def calculate(cls, *expressions: str, **others: Any) -> Reply:
        """A reply that calls the calculator once for each expression."""
        calls = tuple(
            {
                "id": f"call_{n}",
                "type": "function",
                "function": {"name": "calculate", "arguments": json.dumps({"expression": e})},
            }
            for n, e in enumerate(expressions)
        )
        return cls(tool_calls=calls, finish="tool_calls", **others)

    @classmethod
    def error(cls, status: int, message: str = "scripted", **headers: str) -> Reply:
        """An error as OpenAI words it; header names with underscores become dashed."""
        body = json.dumps({"error": {"message": message, "type": "scripted", "code": None}})
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(status=status, body=body.encode(), headers=named)


class ModelServer:
    """The server with its queue; use it as a context manager or through the fixture."""

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self._replies: queue.SimpleQueue[Reply] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        self._thread = threading.Thread(target=self._http.serve_forever, args=(0.02,), daemon=True)

    @property
    def base_url(self) -> str:
        """What goes into LOOPLENS_BASE_URL."""
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def will(self, *replies: Reply | str) -> None:
        """Queue replies, in order; a string is an ordinary whole reply."""
        for reply in replies:
            self._replies.put(Reply(text=reply) if isinstance(reply, str) else reply)

    def prompt(self, request: int = -1) -> str:
        """Everything that a request told the model, joined."""
        messages = self.requests[request]["messages"]
        return "\n\n".join(str(message["content"]) for message in messages)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._http.shutdown()
        self._http.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", "0"))
                server.requests.append(json.loads(self.rfile.read(length)))
                server.headers.append(dict(self.headers.items()))
                try:
                    server._answer(self, server.requests[-1])
                except (BrokenPipeError, ConnectionResetError):
                    self.close_connection = True  # the client gave up, as some tests want

            def log_message(self, format: str, *args: object) -> None:
                """Stay silent: standard error belongs to the tests."""

        return Handler

    def _answer(self, handler: BaseHTTPRequestHandler, request: Mapping[str, Any]) -> None:
        try:
            reply = self._replies.get_nowait()
        except queue.Empty:
            reply = Reply.error(500, "no reply was scripted for this request")
        self._closing.wait(reply.delay_s)
        streamed = bool(request.get("stream")) and reply.body is None
        handler.send_response(reply.status)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        if streamed:
            handler.send_header("Content-Type", "text/event-stream")
            handler.send_header("Transfer-Encoding", "chunked")
            handler.end_headers()
            self._stream(handler, reply)
            return
        body = json.dumps(_whole(reply)).encode() if reply.body is None else reply.body
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", str(len(body) + (9 if reply.hang_up else 0)))
        handler.end_headers()
        handler.wfile.write(body)
        handler.close_connection = handler.close_connection or reply.hang_up

    def _stream(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        for number, event in enumerate(_events(reply)):
            if number == 1 and reply.hold is not None:
                reply.hold.wait(HELD_AT_MOST_S)
            data = f"data: {event}\n\n".encode()
            handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            handler.wfile.flush()
            self._closing.wait(reply.piece_delay_s)
        if reply.hang_up:
            handler.close_connection = True
            return
        handler.wfile.write(b"0\r\n\r\n")


def _events(reply: Reply) -> Iterator[str]:
    for at in range(0, len(reply.text), reply.piece):
        yield _chunk({"content": reply.text[at : at + reply.piece]})
    for index, call in enumerate(reply.tool_calls):
        yield _chunk({"tool_calls": [{"index": index, **call}]})
    if reply.finish is not None and not reply.hang_up:
        yield _chunk({}, reply.finish)
        yield json.dumps(_base("chat.completion.chunk") | {"choices": [], "usage": _usage(reply)})
        yield "[DONE]"


def _chunk(delta: Mapping[str, Any], finish: str | None = None) -> str:
    choice = {"index": 0, "delta": {"role": "assistant", **delta}, "finish_reason": finish}
    return json.dumps(_base("chat.completion.chunk") | {"choices": [choice]})


def _whole(reply: Reply) -> dict[str, Any]:
    message: dict[str, Any] = {"role": "assistant", "content": reply.text or None}
    if reply.tool_calls:
        message["tool_calls"] = list(reply.tool_calls)
    choice = {"index": 0, "message": message, "finish_reason": reply.finish}
    return _base("chat.completion") | {"choices": [choice], "usage": _usage(reply)}


def _base(kind: str) -> dict[str, Any]:
    return {"id": "scripted", "object": kind, "created": int(time.time()), "model": "scripted"}


def _usage(reply: Reply) -> dict[str, int]:
    given, written = reply.tokens
    return {
        "prompt_tokens": given,
        "completion_tokens": written,
        "total_tokens": given + written,
    }
