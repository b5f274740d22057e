"""The HTTP API: the Answer's JSON, server-sent events, passages, search, health, bad requests."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from web_parts import FakeExplainer

from bot.records import Event, to_json
from bot.settings import Settings
from bot.web.guard import Pace


@pytest.fixture
def explainer(tmp_path: Path) -> FakeExplainer:
    return FakeExplainer(Settings(data_dir=tmp_path, engine="openai:local"))


@pytest.fixture
def client(explainer: FakeExplainer) -> Iterator[Any]:
    from fastapi import FastAPI
    from starlette.testclient import TestClient

    from bot.web.api import routes

    def stream(asked: Any) -> Iterator[Event]:
        choices = {**asked}
        yield from explainer.events(choices.pop("question"), **choices)

    app = FastAPI()
    pace = Pace(20)
    app.include_router(routes(explainer, stream, pace), prefix="/api")  # type: ignore[arg-type]
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def blocks(text: str) -> list[tuple[str, Any]]:
    """The events of a stream: name and data."""
    found = []
    for block in text.strip().split("\n\n"):
        name, data = block.split("\n")
        found.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return found


def test_ask_gives_the_answer(client: Any, explainer: FakeExplainer) -> None:
    """The body is the Answer's JSON, with the choices handed on."""
    response = client.post("/api/ask", json={"question": "RPO?", "level": "brief", "lang": "en"})
    assert response.status_code == 200
    *_, answer = explainer.events("RPO?")
    assert response.json() == to_json(answer)
    assert explainer.asked[0]["level"] == "brief"
    assert explainer.asked[0]["engine"] == "openai:local"


def test_history_is_handed_on(client: Any, explainer: FakeExplainer) -> None:
    """Turns of both sides reach the path as records."""
    history = [
        {"role": "user", "content": "RPO?"},
        {"role": "assistant", "content": "523 billion", "answer": {"id": "a"}},
    ]
    client.post("/api/ask", json={"question": "And before?", "history": history})
    assert [to_json(turn) for turn in explainer.histories[0]] == [
        {"answer": None, **turn} for turn in history
    ]


def test_an_unreadable_question_is_a_400_with_its_answer(client: Any) -> None:
    """The Answer with status `error` is the body."""
    response = client.post("/api/ask", json={"question": "unreadable"})
    assert response.status_code == 400
    assert response.json()["status"] == "error"
    assert response.json()["error"] == {"code": "empty", "message": "the question is empty"}


def test_the_stream_has_the_events_of_the_contract(client: Any) -> None:
    """step, sentence with its citations, held with its reasons, and the Answer last."""
    response = client.post("/api/ask/stream", json={"question": "held?"})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = blocks(response.text)
    names = [name for name, _ in events]
    assert names == [*["step"] * 3, *["sentence"] * 2, "held", "step", "answer"]
    sentence = dict(events)["sentence"]
    assert sentence["index"] == 1
    assert sentence["text"] == "It grew 438% in a year [2]."
    assert sentence["markers"] == [2]
    assert [c["marker"] for c in sentence["citations"]] == [2]
    assert dict(events)["held"] == {
        "index": 2,
        "reasons": [
            {
                "kind": "unsupported_number",
                "sentence": None,
                "text": "900",
                "reason": "no source states 900",
            }
        ],
    }
    assert events[-1][1]["status"] == "answered"


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("bad", "this input is bad; try another one"),
        ("fail", "the server failed; the reason is in its log"),
    ],
)
def test_a_failure_on_the_way_is_an_event(client: Any, question: str, message: str) -> None:
    """A stream that breaks ends with an `error` event, without details."""
    *_, last = blocks(client.post("/api/ask/stream", json={"question": question}).text)
    assert last == ("error", {"message": message})


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"question": 7},
        {"question": "RPO?", "lang": "fr"},
        {"question": "RPO?", "level": "huge"},
        {"question": "RPO?", "as_of": "yesterday"},
        {"question": "RPO?", "history": [{"role": "system", "content": "x"}]},
        {"question": "RPO?", "colour": "red"},
    ],
)
def test_a_bad_request_is_a_422(client: Any, explainer: FakeExplainer, body: Any) -> None:
    """Fields that are missing, unknown or of the wrong kind never reach the path."""
    assert client.post("/api/ask", json=body).status_code == 422
    assert explainer.asked == []


@pytest.mark.parametrize(("engine", "status"), [("extractive", 200), ("openai:gpt-5", 400)])
def test_only_the_servers_engines_can_be_asked_for(client: Any, engine: str, status: int) -> None:
    """A reader cannot send questions to a model that the server was not set up with."""
    response = client.post("/api/ask", json={"question": "RPO?", "engine": engine})
    assert response.status_code == status


def test_bad_input_is_a_sentence(client: Any) -> None:
    """An InputError of the library is a 400 with its sentence."""
    response = client.post("/api/ask", json={"question": "bad"})
    assert (response.status_code, response.json()) == (
        400,
        {"detail": "this input is bad; try another one"},
    )


def test_a_passage_has_the_commands_fields(client: Any, explainer: FakeExplainer) -> None:
    """Texts, sentences and hashes of a passage whose id holds a slash."""
    found = client.get("/api/passage/corpus/oracle/rpo").json()
    passage = explainer.library.passages[0]
    assert found["text"] == passage.text
    assert found["sentences"]["en"] == [list(span) for span in passage.sentences["en"]]
    assert set(found) == {
        "passage_id", "index", "source_id", "locator", "heading", "text", "sentences", "sha256"
    }  # fmt: skip
    assert client.get("/api/passage/corpus/gone").status_code == 404


def test_search_gives_ranked_passages(client: Any) -> None:
    """The results have the fields of `looplens search --json`."""
    found = client.get("/api/search", params={"q": "RPO", "k": 1, "lang": "en"}).json()
    (result,) = found["results"]
    assert set(result) == {"passage_id", "index", "source_id", "lang", "score", "text"}
    assert client.get("/api/search", params={"q": ""}).status_code == 422


def test_health_says_what_is_in_use(client: Any) -> None:
    """Engine, encoder and indexes, and no address or key."""
    found = client.get("/api/health").json()
    assert found["status"] == "ok"
    assert found["engine"] == "openai:local"
    assert [index["name"] for index in found["indexes"]] == ["corpus"]


def test_one_question_too_many_is_a_429(client: Any) -> None:
    """The limit is the reader's, over both ways of asking."""
    for n in range(20):
        path = "/api/ask" if n % 2 else "/api/ask/stream"
        assert client.post(path, json={"question": "RPO?"}).status_code == 200
    late = client.post("/api/ask", json={"question": "RPO?"})
    assert late.status_code == 429
    assert "20 questions in a minute" in late.json()["detail"]
