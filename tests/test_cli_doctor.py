"""The doctor tells what is in use, what leaves this machine and how to mend what is degraded."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from bot.cli import main
from bot.cli.doctor import examine, host, leaves
from bot.settings import Settings


def settings(tmp_path: Path, **values: object) -> Settings:
    return Settings(data_dir=tmp_path, **values)  # type: ignore[arg-type]


def test_nothing_leaves_by_default(tmp_path: Path) -> None:
    """The defaults keep everything on this machine, and the doctor says so."""
    assert leaves(settings(tmp_path))[0].startswith("Nothing")


@pytest.mark.parametrize(
    ("values", "named"),
    [
        ({"engine": "openai:gpt-5-mini"}, "the servers of openai"),
        ({"engine": "openai:x", "base_url": "http://user:word@model.test:81/v1"}, "model.test:81,"),
        ({"encoder": "some/encoder"}, "encoder some/encoder"),
        ({"reranker": "some/reranker"}, "reranker some/reranker"),
        ({"chroma_url": "http://user:word@chroma.test:8000"}, "chroma.test:8000:"),
    ],
)
def test_what_leaves_is_named(tmp_path: Path, values: dict[str, object], named: str) -> None:
    """To whom, and what; never a name or password from an address."""
    said = " ".join(leaves(settings(tmp_path, **values)))
    assert named in said
    assert "word" not in said


def test_a_local_model_leaves_nothing(tmp_path: Path) -> None:
    """A path on this machine is no hub."""
    assert leaves(settings(tmp_path, encoder=str(tmp_path)))[0].startswith("Nothing")


@pytest.mark.parametrize(
    ("url", "shown"), [(None, ""), ("http://a.test", "a.test"), ("http://u:p@a.test:1", "a.test:1")]
)
def test_an_address_is_shown_without_its_password(url: str | None, shown: str) -> None:
    """Host and port only."""
    assert host(url) == shown


def test_a_missing_provider_is_degraded(tmp_path: Path) -> None:
    """An engine whose package is not installed falls back; the doctor names the package."""
    found = {c.name: c for c in examine(settings(tmp_path, engine="nobody:model")).checks}
    assert found["engine"].state == "degraded"
    assert "langchain-nobody" in (found["engine"].fix or "")


@pytest.mark.parametrize("listening", [True, False])
def test_a_server_is_asked_whether_it_listens(tmp_path: Path, listening: bool) -> None:
    """A server that takes no connection is degraded; its fix names the setting."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        if listening:
            server.listen()
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        found = {c.name: c for c in examine(settings(tmp_path, chroma_url=url)).checks}
    check = found["chroma server"]
    assert check.state == ("ok" if listening else "degraded")
    assert ("LOOPLENS_CHROMA_URL" in (check.fix or "")) is not listening


def test_what_is_degraded_has_a_fix(tmp_path: Path) -> None:
    """Nobody is told of a problem without the way out."""
    found = examine(settings(tmp_path, engine="nobody:model", chroma_url="http://127.0.0.1:1"))
    assert any(check.state == "degraded" for check in found.checks)
    assert all(check.fix for check in found.checks if check.state == "degraded")


def test_the_doctor_shows_no_key(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Neither as text nor as JSON; being degraded is no failure."""
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("LOOPLENS_ENGINE", "openai:gpt-5-mini")
    monkeypatch.setenv("LOOPLENS_API_KEY", "very-secret")
    assert main(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert main(["doctor", "--json"]) == 0
    as_json = capsys.readouterr().out
    assert json.loads(as_json)["settings"]["api_key"] == "set"
    assert "very-secret" not in shown + as_json


def test_a_taken_port_is_said_before_anything_loads(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """One sentence that names the port and another; no index is built for it."""
    monkeypatch.setenv("LOOPLENS_DATA_DIR", str(tmp_path / "data"))
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        port = server.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 2
    said = capsys.readouterr().err
    assert f"port {port} is taken" in said
    assert f"--port {port + 1}" in said
    assert said.count("\n") == 1
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "words", [["--port", "0"], ["--port", "65536"], ["--host", "192.0.2.1"], ["--host", "no such"]]
)
def test_an_address_that_cannot_be_had_is_one_sentence(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2; it says what was found."""
    assert main(["serve", *words]) == 2
    shown = capsys.readouterr()
    assert words[1] in shown.err
    assert (shown.out, shown.err.count("\n")) == ("", 1)
