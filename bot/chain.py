"""LangChain's door: the path as a runnable, the index as a retriever, the calculator as a tool.

`explain_chain(explainer).invoke("…")` gives the Answer, `.stream` every event; callbacks and
tracing see the models that the path calls. Adds nothing to what `bot.explainer`, `bot.library`
and `bot.calculate` do. Importing this module imports LangChain's core: import it where it is used.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypedDict

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableLambda
from langchain_core.tools import tool

from bot.answer.understand.history import read_turns
from bot.calculate.expression import evaluate
from bot.errors import InputError
from bot.records import Event, Hit, Turn, to_json

if TYPE_CHECKING:
    from bot.explainer import Explainer

__all__ = ["Asked", "LoopLensRetriever", "calculator", "explain_chain"]


class Asked(TypedDict, total=False):
    """A question with its choices; all but `question` may be left out."""

    question: str
    history: list[Turn | Mapping[str, Any]]
    lang: str
    level: str
    as_of: str
    engine: str


def explain_chain(explainer: Explainer) -> Runnable[str | Asked, Event]:
    """The path as a runnable over a plain question or `Asked`: events, the Answer last.

    Invoking it raises InputError for an unknown key; what `Explainer.events` raises passes through.
    """

    def events(asked: str | Asked) -> Iterator[Event]:
        question, choices = _choices(asked)
        yield from explainer.events(question, **choices)

    return RunnableLambda(events, name="looplens")


def _choices(asked: str | Asked) -> tuple[str, dict[str, Any]]:
    if isinstance(asked, str):
        return asked, {}
    unknown = sorted(asked.keys() - Asked.__annotations__.keys())
    if unknown or "question" not in asked:
        raise InputError(
            f"the chain takes a question or a mapping with 'question' and any of "
            f"{sorted(Asked.__annotations__.keys() - {'question'})}; found {sorted(asked)}"
        )
    choices = {key: value for key, value in asked.items() if key != "question"}
    choices["history"] = read_turns(asked.get("history", ()))
    return asked["question"], choices


class LoopLensRetriever(BaseRetriever):
    """The index as a retriever: one Document a passage, in the text that matched best."""

    searcher: Any
    k: int = 5
    language: str | None = None

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain's signature
    ) -> list[Document]:
        return [_document(hit) for hit in self.searcher.search(query, self.k, self.language)]


def _document(hit: Hit) -> Document:
    passage = hit.passage
    return Document(
        id=f"{passage.index}/{passage.id}",
        page_content=passage.text[hit.lang],
        metadata={
            "passage_id": passage.id,
            "index": passage.index,
            "source_id": passage.source_id,
            "locator": passage.locator,
            "title": passage.title.get(hit.lang, ""),
            "lang": hit.lang,
            "score": hit.score,
            "text_kind": passage.text_kind,
        },
    )


@tool
def calculator(expression: str) -> dict[str, Any]:
    """Exact arithmetic with the units of both languages, such as 5,230億美元 / (1 + 438%).

    Gives steps, value, unit and display; an error is a value with a code and a message.
    """
    calculation: dict[str, Any] = to_json(evaluate(expression))
    return calculation
