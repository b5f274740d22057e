"""Opens a LangChain chat model by its engine name and asks it, under one deadline.

Every provider's quirk in naming a time limit or a token limit stands in one place here, and every
way a provider fails becomes an `CallError` of a known kind, which carries no host, key or
exception text. Retries are the provider's client's own (it honours Retry-After); the deadline
holds over all of them, because the call runs in a thread of its own and the caller waits on a
queue. Knows no prompt and no protocol, and cannot stop a request that a server keeps
open: past the deadline the thread is left to end by the client's own time limit.
"""

from __future__ import annotations

import queue
import re
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextvars import copy_context
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, TypeVar

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Item = TypeVar("Item")

RETRIES = 2
# Reached by address, such a server usually wants no key; the provider's own key from the
# environment must not travel to it.
NO_KEY = "not-needed"
COMPLETE = frozenset(
    {"stop", "end_turn", "stop_sequence", "tool_calls", "tool_use", "function_call", "completed"}
    | {"complete", "eos", "eos_token"}
)
_REASON_KEYS = ("finish_reason", "stop_reason", "done_reason", "stopReason", "status")

FailureCode = Literal[
    "unknown_engine",
    "not_installed",
    "no_key",
    "bad_key",
    "unknown_model",
    "busy",
    "bad_request",
    "server",
    "unreachable",
    "timeout",
    "reply",
    "empty",
    "spent",
]


class CallError(Exception):
    """A failed call by its kind; the composer words it for the reader and raises EngineError."""

    def __init__(self, code: FailureCode, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What opening a model needs; equal options share one opened model."""

    engine: str
    base_url: str | None
    api_key: str | None
    timeout_s: float
    max_output_tokens: int


@lru_cache(maxsize=8)
def open_model(options: EngineOptions) -> BaseChatModel:
    """The chat model of `PROVIDER:MODEL`, opened once for equal options.

    Raises CallError when the provider is unknown, its package is missing or it needs a key.
    """
    from langchain.chat_models import init_chat_model

    provider, _, model = options.engine.partition(":")
    try:
        opened: BaseChatModel = init_chat_model(
            model, model_provider=provider, **_arguments(provider, options)
        )
    except (ImportError, AttributeError) as error:
        # AttributeError: LangChain looks for Ollama in an old package that no longer has it.
        raise CallError("not_installed", package=_package(provider, str(error))) from error
    except Exception as error:
        # Providers check their arguments each in their own way; what they say may hold the key.
        words = str(error).lower()
        if "unsupported provider" in words or "unable to infer" in words:
            raise CallError("unknown_engine", engine=options.engine) from error
        if "key" in words or "credential" in words or "token" in words:
            raise CallError("no_key") from error
        raise CallError("unknown_engine", engine=options.engine) from error
    return opened


def _package(provider: str, words: str) -> str:
    """The package that LangChain says to install, or the one that its naming rule gives."""
    named = re.search(r"pip install -?U?\s*([a-z][a-z0-9-]+)", words)
    return named.group(1) if named else f"langchain-{provider.replace('_', '-')}"


def _arguments(provider: str, options: EngineOptions) -> dict[str, Any]:
    """The keyword arguments as this provider spells them."""
    if provider == "ollama":
        # Its own `timeout` is ignored without a word; the client's is not.
        arguments: dict[str, Any] = {
            "client_kwargs": {"timeout": options.timeout_s},
            "num_predict": options.max_output_tokens,
        }
        return arguments | ({"base_url": options.base_url} if options.base_url else {})
    arguments = {
        "timeout": options.timeout_s,
        "max_retries": RETRIES,
        "max_tokens": options.max_output_tokens,
    }
    if provider == "openai":
        arguments["stream_usage"] = True
    if options.base_url:
        arguments |= {"base_url": options.base_url, "api_key": options.api_key or NO_KEY}
    elif options.api_key:
        arguments["api_key"] = options.api_key
    return arguments


class Deadline:
    """One time limit that starts with the first call and holds over all that follow."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end: float | None = None

    def left(self) -> float:
        """Seconds left, never below zero; the first asking starts the clock."""
        if self._end is None:
            self._end = time.monotonic() + self.seconds
        return max(0.0, self._end - time.monotonic())


@dataclass(frozen=True, slots=True)
class _Failed:
    error: BaseException


_DONE = object()


def within(deadline: Deadline, work: Callable[[], Iterable[Item]]) -> Iterator[Item]:
    """Every item of `work()`, run in a thread of its own under the caller's context.

    Raises CallError when the deadline passes first or the work fails; a caller that stops
    early ends the work at its next item.
    """
    if not deadline.left():
        raise _timeout(deadline)
    items: queue.Queue[Any] = queue.Queue()
    stopped = threading.Event()

    def run() -> None:
        try:
            for item in work():
                items.put(item)
                if stopped.is_set():
                    return
            items.put(_DONE)
        except BaseException as error:  # handed to the caller, who names it
            items.put(_Failed(error))

    # The context carries LangChain's callbacks, so that tracing sees the call.
    threading.Thread(
        target=copy_context().run, args=(run,), name="looplens-model", daemon=True
    ).start()
    try:
        while True:
            try:
                item = items.get(timeout=deadline.left())
            except queue.Empty:
                raise _timeout(deadline) from None
            if item is _DONE:
                return
            if isinstance(item, _Failed):
                raise failure_of(item.error, deadline) from item.error
            yield item
    finally:
        stopped.set()


def failure_of(error: BaseException, deadline: Deadline) -> CallError:
    """What went wrong, read from the status code or the error's family, never from its text."""
    if isinstance(error, CallError):
        return error
    by_status: dict[int, FailureCode] = {
        400: "bad_request",
        401: "bad_key",
        403: "bad_key",
        404: "unknown_model",
        408: "timeout",
        413: "bad_request",
        422: "bad_request",
        429: "busy",
        504: "timeout",
    }
    status = _status(error)
    if status is not None:
        code = by_status.get(status, "server" if status >= 500 else "bad_request")
        return _timeout(deadline) if code == "timeout" else CallError(code)
    families = " ".join(kind.__name__.lower() for kind in type(error).__mro__)
    if "timeout" in families:
        return _timeout(deadline)
    if "connect" in families or isinstance(error, OSError):
        return CallError("unreachable")
    return CallError("reply")


def _timeout(deadline: Deadline) -> CallError:
    return CallError("timeout", seconds=f"{deadline.seconds:g}")


def _status(error: BaseException) -> int | None:
    for name in ("status_code", "code", "http_status"):
        value = getattr(error, name, None)
        if isinstance(value, int) and 400 <= value < 600:
            return value
    return None


def finish_reason(metadata: Mapping[str, Any]) -> str | None:
    """Why the model stopped, whatever the provider calls it; None when the stream was cut."""
    for key in _REASON_KEYS:
        if value := metadata.get(key):
            return str(value).lower()
    return None
