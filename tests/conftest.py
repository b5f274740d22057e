"""What every test gets: no network beyond loopback, a clean environment, real shared parts."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from model_server import ModelServer

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.library import Library

LOOPBACK = ("127.", "::1", "localhost", "0.0.0.0")
# Ours, and those by which a library would find a key, a proxy, a tracer or a hub.
CLEANED = ("LOOPLENS_", "OPENAI_", "ANTHROPIC_", "LANGSMITH_", "LANGCHAIN_", "CHROMA_", "OLLAMA_")
CLEANED_NAMES = ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "DATABASE_URL")
OFFLINE = {
    "ANONYMIZED_TELEMETRY": "False",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_OFFLINE": "1",
    "LANGSMITH_TRACING": "false",
    "TRANSFORMERS_OFFLINE": "1",
}


class NetworkBlockedError(ConnectionRefusedError):
    """A test, or what it called, tried to leave this machine."""


def _check(address: Any) -> None:
    host = address[0] if isinstance(address, tuple) else address
    if isinstance(host, str) and isinstance(address, tuple) and not host.startswith(LOOPBACK):
        raise NetworkBlockedError(f"tests may not reach {host!r}; only this machine")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse every connection and every name look-up beyond loopback."""
    patch = pytest.MonkeyPatch()
    connect, connect_ex, look_up = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def guarded(sock: socket.socket, address: Any) -> None:
        _check(address)
        connect(sock, address)

    def guarded_ex(sock: socket.socket, address: Any) -> int:
        _check(address)
        return connect_ex(sock, address)

    def guarded_look_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        name = host.decode() if isinstance(host, bytes) else host
        if name:
            _check((name,))
        return look_up(host, *args, **kwargs)

    patch.setattr(socket.socket, "connect", guarded)
    patch.setattr(socket.socket, "connect_ex", guarded_ex)
    patch.setattr(socket, "getaddrinfo", guarded_look_up)
    yield
    patch.undo()


@pytest.fixture(autouse=True, scope="session")
def clean_environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Hide the developer's own settings, keys, proxies and home folder."""
    patch = pytest.MonkeyPatch()
    for name in list(os.environ):
        if name.startswith(CLEANED) or name.upper() in CLEANED_NAMES:
            patch.delenv(name)
    for name, value in OFFLINE.items():
        patch.setenv(name, value)
    patch.setenv("HOME", str(tmp_path_factory.mktemp("home")))
    yield
    patch.undo()


@pytest.fixture
def model_server() -> Iterator[ModelServer]:
    """A scripted model at a loopback address; see `model_server.Reply`."""
    with ModelServer() as server:
        yield server


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Default settings with a data folder of the test's own."""
    return Settings(data_dir=tmp_path / "data")


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The shipped corpus with its index, built once for all tests; tests must not change it."""
    from bot.library import Library

    opened = Library.open(Settings(data_dir=tmp_path_factory.mktemp("library")))
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def phrases():
    """The phrases and cues that are shipped."""
    from bot.language.phrases import Phrases
    from bot.settings import data_root

    return Phrases(data_root("prompts"))


@pytest.fixture(scope="module")
def follow(phrases):
    """The last of several turns of a reader, understood in the light of those before it."""
    from bot.answer.understand import understand
    from bot.knowledge.corpus import load_corpus
    from bot.language.glossary import Glossary
    from bot.records import Turn
    from bot.settings import data_root

    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)

    def follow(*turns: str):
        history = [t for text in turns[:-1] for t in (Turn("user", text), Turn("assistant", "…"))]
        return understand(turns[-1], history, glossary, phrases)

    return follow
