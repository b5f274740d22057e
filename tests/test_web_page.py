"""The application as a whole, without a browser: what is public, what a page refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from bot.settings import Settings

if TYPE_CHECKING:
    from bot.library import Library

# Drawings inside style sheets name their vocabulary by an address that nobody asks for.
OUTSIDE = r"https?://(?!www\.w3\.org/)[^\s\"')]*"


@pytest.fixture(scope="module")
def client(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    from starlette.testclient import TestClient

    from bot.explainer import Explainer
    from bot.web.app import build_app

    settings = Settings(data_dir=tmp_path_factory.mktemp("page"))
    with TestClient(build_app(Explainer(settings, library))) as client:
        yield client


def test_no_handler_of_the_page_is_a_public_endpoint(client: Any) -> None:
    """What the page calls is no API for others: ours is under /api."""
    found = client.get("/gradio_api/info").json()
    assert found == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_the_page_loads_nothing_from_elsewhere(client: Any) -> None:
    """Scripts and styles, the page's and ours, have addresses on this server only."""
    page = client.get("/").text
    loaded = re.findall(r'<(?:script|link)\b[^>]*?(?:src|href)="([^"]+)"', page)
    assert loaded
    assert [link for link in loaded if "//" in link] == []
    for asset in ("/looplens/app.js", "/looplens/app.css"):
        text = client.get(asset).text
        assert len(text) > 1000
        assert re.findall(OUTSIDE, text) == []


def test_the_theme_asks_for_no_font(client: Any) -> None:
    """Fonts are the system's."""
    css = client.get("/theme.css").text
    assert "--font" in css
    assert "@import" not in css
    assert re.findall(OUTSIDE, css) == []


def test_analytics_are_off(client: Any) -> None:
    """The page's settings say so, and runs are not recorded."""
    settings = client.get("/config").json()
    assert settings["analytics_enabled"] is False


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/looplens/../app.py", "/looplens/x"])
def test_nothing_else_is_served(client: Any, path: str) -> None:
    """No documentation page that loads scripts from elsewhere, no file beside the assets."""
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("kind", "beginning"),
    [("md", "# "), ("html", "<!doctype html>"), ("json", "{"), ("docx", "PK")],
)
def test_the_brief_is_a_download(client: Any, kind: str, beginning: str) -> None:
    """Each format comes as a file with its name."""
    found = client.get("/api/brief", params={"format": kind})
    assert found.status_code == 200
    assert found.content[:20].decode("latin-1").lower().startswith(beginning.lower())
    assert f"looplens-brief.{kind}" in found.headers["content-disposition"]


def test_an_unknown_topic_is_a_sentence(client: Any) -> None:
    """A brief that cannot be made is a 400 that says why."""
    found = client.get("/api/brief", params={"topic": "qqqqzzzz"})
    assert found.status_code == 400
    assert "qqqqzzzz" in found.json()["detail"]


def test_one_real_question(client: Any) -> None:
    """The API walks the real path: a cited answer whose quote is in its passage."""
    answer = client.post("/api/ask", json={"question": "甲骨文的RPO年增多少?"}).json()
    assert answer["status"] == "answered"
    assert "438%" in answer["answer"]
    cited = answer["citations"][0]
    passage = client.get(f"/api/passage/{cited['index']}/{cited['passage_id']}").json()
    assert passage["text"][cited["lang"]][cited["start"] : cited["end"]] == cited["quote"]
    assert passage["sha256"][cited["lang"]] == cited["sha256"]
