"""The HTTP API: the explainer, the search and the passages as JSON, beside the chat page.

The same records as the commands give. A bad request gets a sentence and a 4xx status; what fails
inside is logged and gets a plain one. Anyone who reaches the server may ask: `bot.web.guard`
decides who does. A reader cannot choose an engine that the server was not set up with.
"""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import JSONResponse, Response, StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from bot import __version__
from bot.brief.brief import Brief, make_brief
from bot.brief.export import to_docx, to_html, to_markdown
from bot.errors import InputError, LoopLensError
from bot.records import Answer, Event, Held, Hit, Passage, Shown, Step, Turn, to_json
from bot.web.guard import Pace, reader_of

if TYPE_CHECKING:
    from bot.chain import Asked
    from bot.explainer import Explainer

MAX_QUESTION = 4_000
MAX_TOPIC = 200
MAX_TURNS = 40
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
AS_OF = r"^(article|latest|\d{4}(-\d{2}){0,2})$"

log = logging.getLogger(__name__)


class HistoryTurn(BaseModel):
    """A turn that came before; only a user's turn may bring numbers."""

    model_config = ConfigDict(extra="forbid")
    role: Literal["user", "assistant"]
    content: str = Field(max_length=20_000)
    answer: dict[str, Any] | None = None


class AskRequest(BaseModel):
    """A question with its choices."""

    model_config = ConfigDict(extra="forbid")
    question: str
    history: list[HistoryTurn] = Field(default=[], max_length=MAX_TURNS)
    lang: Literal["auto", "zh-TW", "zh-CN", "en"] = "auto"
    level: Literal["brief", "standard", "detailed"] = "standard"
    as_of: str = Field(default="article", pattern=AS_OF)
    engine: str | None = None


def routes(
    explainer: Explainer, stream: Callable[[Asked], Iterator[Event]], pace: Pace
) -> APIRouter:
    """The routes over an explainer; questions run through `stream`, at most at the pace."""
    router = APIRouter()
    _add_asking(router, explainer, stream, pace)
    _add_looking_up(router, explainer)
    _add_the_rest(router, explainer)
    return router


def _add_asking(
    router: APIRouter,
    explainer: Explainer,
    stream: Callable[[Asked], Iterator[Event]],
    pace: Pace,
) -> None:
    engines = ("extractive", explainer.engine)

    def asked(request: AskRequest, http: Request) -> Asked:
        host = http.client.host if http.client else None
        if not pace.admits(reader_of(http.headers.get("authorization", ""), host)):
            raise HTTPException(429, f"more than {pace.limit} questions in a minute; wait a moment")
        if request.engine not in (None, *engines):
            known = ", ".join(dict.fromkeys(engines))
            raise HTTPException(
                400, f"the engine {request.engine!r} is not set up here; known: {known}"
            )
        return {
            "question": request.question,
            "history": [Turn(t.role, t.content, t.answer) for t in request.history],
            "lang": request.lang,
            "level": request.level,
            "as_of": request.as_of,
            "engine": request.engine or explainer.engine,
        }

    @router.post("/ask")
    def ask(request: AskRequest, http: Request) -> JSONResponse:
        """The Answer; a question that cannot be read gives one with status `error` and a 400."""
        *_, answer = _worded(stream, asked(request, http))
        assert isinstance(answer, Answer)
        return JSONResponse(to_json(answer), status_code=400 if answer.error else 200)

    @router.post("/ask/stream")
    def ask_stream(request: AskRequest, http: Request) -> StreamingResponse:
        """Server-sent events as they happen: step, sentence, held and, last, answer."""
        events = _server_sent(stream, asked(request, http))
        return StreamingResponse(
            events, media_type="text/event-stream", headers={"Cache-Control": "no-store"}
        )


def _add_looking_up(router: APIRouter, explainer: Explainer) -> None:
    @router.get("/passage/{index}/{passage_id:path}")
    def passage(index: str, passage_id: str) -> dict[str, Any]:
        """A stored passage with its twin, its sentences and the hashes of its texts."""
        # The library opens any index by its name; readers' own ones are not for everybody.
        if index in explainer.library.searcher_names:
            try:
                return passage_json(explainer.library.passage(passage_id, index))
            except InputError:
                pass
        raise HTTPException(404, f"there is no passage {passage_id!r} in the index {index!r}")

    @router.get("/search")
    def search(
        q: Annotated[str, Query(min_length=1, max_length=MAX_QUESTION)],
        k: Annotated[int, Query(ge=1, le=50)] = 5,
        lang: Literal["zh-TW", "zh-CN", "en"] | None = None,
    ) -> dict[str, Any]:
        """Ranked passages."""
        hits = explainer.library.searcher.search(q, k, lang)
        return {"id": None, "query": q, "results": [_hit_json(hit) for hit in hits]}


def _add_the_rest(router: APIRouter, explainer: Explainer) -> None:
    @router.get("/brief")
    def brief(
        length: Literal["short", "medium", "long"] = "short",
        topic: Annotated[str | None, Query(max_length=MAX_TOPIC)] = None,
        source: Annotated[list[str] | None, Query()] = None,
        format: Literal["md", "html", "docx", "json"] = "md",
    ) -> Response:
        """The bilingual brief as a file."""
        try:
            made = make_brief(
                explainer.library, sources=tuple(source or ()), topic=topic, length=length
            )
            content, kind = _brief_file(made, format)
        except InputError as error:
            raise HTTPException(400, str(error)) from error
        name = f'attachment; filename="looplens-brief.{format}"'
        return Response(content, media_type=kind, headers={"Content-Disposition": name})

    @router.get("/health")
    def health() -> dict[str, Any]:
        """That the server runs, and with what."""
        searcher = explainer.library.searcher
        return {
            "status": "ok",
            "version": __version__,
            "engine": explainer.engine,
            "encoder": searcher.encoder,
            "indexes": to_json(searcher.indexes),
        }


def passage_json(passage: Passage) -> dict[str, Any]:
    """The JSON of `looplens passage --json`."""
    shown = to_json(passage)
    kept = ("index", "source_id", "locator", "heading", "text", "sentences")
    hashes = {k: hashlib.sha256(text.encode()).hexdigest() for k, text in passage.text.items()}
    return {"passage_id": passage.id, **{key: shown[key] for key in kept}, "sha256": hashes}


def _hit_json(hit: Hit) -> dict[str, Any]:
    return {
        "passage_id": hit.passage.id,
        "index": hit.passage.index,
        "source_id": hit.passage.source_id,
        "lang": hit.lang,
        "score": hit.score,
        "text": hit.passage.text[hit.lang],
    }


def _brief_file(brief: Brief, format: str) -> tuple[str | bytes, str]:
    if format == "json":
        return json.dumps(to_json(brief), ensure_ascii=False), "application/json"
    if format == "docx":
        return to_docx(brief), DOCX
    if format == "html":
        return to_html(brief), "text/html"
    return to_markdown(brief), "text/markdown"


def _worded(stream: Callable[[Asked], Iterator[Event]], asked: Asked) -> Iterator[Event]:
    try:
        yield from stream(asked)
    except InputError as error:
        raise HTTPException(400, str(error)) from error
    except LoopLensError as error:
        raise HTTPException(503, str(error)) from error


def _server_sent(stream: Callable[[Asked], Iterator[Event]], asked: Asked) -> Iterator[str]:
    """Each event in the form of the protocol; a failure on the way is an event as well."""
    try:
        for event in stream(asked):
            name, data = event_json(event)
            yield _block(name, data)
    except LoopLensError as error:
        yield _block("error", {"message": str(error)})
    except Exception:  # headers are sent, so the failure can only be told inside the stream
        log.exception("a streamed question failed")
        yield _block("error", {"message": "the server failed; the reason is in its log"})


def event_json(event: Event) -> tuple[str, dict[str, Any]]:
    """An event's name and data as the contract has them."""
    if isinstance(event, Step):
        return "step", to_json(event)
    if isinstance(event, Shown):
        sentence = to_json(event.sentence)
        return "sentence", {
            "index": event.index,
            **sentence,
            "citations": [to_json(c) for c in event.citations],
        }
    if isinstance(event, Held):
        return "held", {"index": event.index, "reasons": [to_json(f) for f in event.findings]}
    return "answer", to_json(event)


def _block(name: str, data: object) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
