"""The server: addresses that are taken, readers' passwords, what a page may load, workers."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from bot.errors import InputError
from bot.settings import Settings
from bot.web.app import listening, serve
from bot.web.guard import Guard, Pace, read_readers, reader_of


def test_a_taken_port_says_what_to_do() -> None:
    """One sentence with the port and the option that chooses another."""
    with listening("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(InputError, match=rf"port {port} is taken .* --port {port + 1}"):
            listening("127.0.0.1", port)


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host"])
def test_an_address_elsewhere_is_named(host: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that is not this machine's is an InputError that repeats it."""
    look_up = socket.getaddrinfo

    def none_there(name: Any, *args: Any, **kwargs: Any) -> Any:
        if " " in name:
            raise socket.gaierror("not known")
        return look_up(name, *args, **kwargs) if name[0] != "2" else [(2, 1, 6, "", (name, 0))]

    monkeypatch.setattr(socket, "getaddrinfo", none_there)
    with pytest.raises(InputError, match=host):
        listening(host, 0)


def test_more_workers_are_refused_with_the_way_out(tmp_path: Path) -> None:
    """Several workers are several servers, and the sentence says so."""
    with pytest.raises(InputError, match=r"--workers is 3.*proxy"):
        serve(Settings(data_dir=tmp_path), workers=3)


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "names no reader"),
        ("# nobody\n\n", "names no reader"),
        ("anna:secret\nben\n", "line 2"),
        ("anna:\n", "line 1"),
    ],
)
def test_a_bad_readers_file_names_the_line(tmp_path: Path, content: str, problem: str) -> None:
    """What is wrong is said with its place, and no password is repeated."""
    path = tmp_path / "readers"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=problem) as error:
        read_readers(path)
    assert "secret" not in str(error.value)


def test_a_missing_readers_file_is_named(tmp_path: Path) -> None:
    """The path stands in the sentence."""
    with pytest.raises(InputError, match="none-there"):
        read_readers(tmp_path / "none-there")


@pytest.fixture
def client() -> Iterator[Any]:
    from starlette.applications import Starlette
    from starlette.responses import PlainTextResponse
    from starlette.routing import Mount
    from starlette.testclient import TestClient

    app = Starlette(routes=[Mount("/", PlainTextResponse("in"))])
    with TestClient(Guard(app, {"安娜": "密碼:1"})) as client:  # type: ignore[arg-type]
        yield client


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (None, 401),
        ("Basic " + base64.b64encode("安娜:密碼:1".encode()).decode(), 200),
        ("Basic " + base64.b64encode("安娜:wrong".encode()).decode(), 401),
        ("Basic " + base64.b64encode(b"nobody:").decode(), 401),
        ("Bearer " + base64.b64encode("安娜:密碼:1".encode()).decode(), 401),
        ("Basic not base64", 401),
    ],
)
def test_only_named_readers_get_in(client: Any, header: str | None, status: int) -> None:
    """The right name and password pass; everything else is asked for them."""
    response = client.get("/api/health", headers={"authorization": header} if header else {})
    assert response.status_code == status
    assert ("www-authenticate" in response.headers) == (status == 401)


def test_a_page_may_load_from_this_server_alone(client: Any) -> None:
    """The content policy stands on every answer and names no other host."""
    policy = client.get("/").headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy


def test_the_pace_is_a_sliding_minute_a_reader() -> None:
    """The next question passes once the oldest of the last minute is a minute old."""
    now = [0.0]
    pace = Pace(2, lambda: now[0])
    assert [pace.admits("anna") for _ in range(3)] == [True, True, False]
    assert pace.admits("ben")
    now[0] = 59.0
    assert not pace.admits("anna")
    now[0] = 60.5
    assert pace.admits("anna")


def test_no_pace_is_no_limit() -> None:
    """A limit of 0 admits everything."""
    pace = Pace(0)
    assert all(pace.admits("anna") for _ in range(1000))


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("Basic " + base64.b64encode(b"anna:x").decode(), "anna"),
        ("", "10.1.1.1"),
        ("Basic ?", "10.1.1.1"),
    ],
)
def test_a_reader_is_a_name_or_an_address(header: str, expected: str) -> None:
    """The name where readers have one, else where the question came from."""
    assert reader_of(header, "10.1.1.1") == expected
