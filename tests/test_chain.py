"""LangChain's door: the path as a runnable, the index as a retriever, the calculator as a tool."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from model_server import ModelServer

from bot.chain import LoopLensRetriever, calculator, explain_chain
from bot.errors import InputError
from bot.records import Answer, Event, Shown, Step, Turn

if TYPE_CHECKING:
    from bot.explainer import Explainer
    from bot.library import Library

QUESTION = "What was Oracle's RPO at the end of November 2025?"


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    from bot import Explainer

    return Explainer(settings=library.settings, library=library, engine="extractive")


class Recorded:
    """Has the signature of `Explainer.events` and keeps what it was asked."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def events(self, question: str, **choices: Any) -> Iterator[Event]:
        self.asked.append((question, choices))
        yield Step("understand")
        yield Answer("id", question, "en", "article", "answered", "yes")


class Seen(BaseCallbackHandler):
    """Keeps the names of the runs that tracing would show."""

    def __init__(self) -> None:
        self.chains: list[str] = []
        self.models: list[str] = []
        self.parents: list[object] = []

    def on_chain_start(self, serialized: Any, inputs: Any, **kwargs: Any) -> None:
        self.chains.append(kwargs.get("name", ""))

    def on_chat_model_start(self, serialized: Any, messages: Any, **kwargs: Any) -> None:
        self.models.append(kwargs.get("name", ""))
        self.parents.append(kwargs.get("parent_run_id"))


def steady(answer: Answer) -> Answer:
    """An Answer without what may differ between two runs."""
    return replace(answer, id="", timings_ms={})


# --- the path ---------------------------------------------------------------------------------


def test_invoke_gives_the_answer(explainer):
    """The same Answer as without LangChain, apart from its id and times."""
    answer = explain_chain(explainer).invoke(QUESTION)
    assert isinstance(answer, Answer)
    assert steady(answer) == steady(explainer.ask(QUESTION))
    assert "523" in answer.answer


def test_stream_gives_every_event_in_order(explainer):
    """Steps, sentences as they are shown, the Answer last."""
    streamed = list(explain_chain(explainer).stream({"question": QUESTION, "lang": "zh-TW"}))
    direct = list(explainer.events(QUESTION, lang="zh-TW"))
    assert [type(e) for e in streamed] == [type(e) for e in direct]
    assert any(isinstance(e, Shown) for e in streamed)
    assert steady(streamed[-1]) == steady(direct[-1])
    assert streamed[-1].language == "zh-TW"


def test_events_are_streamed_one_by_one():
    """The first event is there before the path has ended."""
    waiting = explain_chain(Recorded()).stream("?")
    assert next(waiting) == Step("understand")


def test_batch_answers_in_order(explainer):
    """One Explainer serves threads."""
    first, second = explain_chain(explainer).batch([QUESTION, "甲骨文的RPO年增多少？"])
    assert (first.language, second.language) == ("en", "zh-TW")


@pytest.mark.parametrize(
    ("asked", "question", "choices"),
    [
        ("Why?", "Why?", {}),
        ({"question": "Why?"}, "Why?", {"history": ()}),
        (
            {"question": "Why?", "level": "brief", "as_of": "latest", "engine": "extractive"},
            "Why?",
            {"history": (), "level": "brief", "as_of": "latest", "engine": "extractive"},
        ),
        (
            {"question": "Why?", "history": [{"role": "user", "content": "RPO?"}]},
            "Why?",
            {"history": (Turn("user", "RPO?"),)},
        ),
        (
            {
                "question": "Why?",
                "history": [Turn("assistant", "It is 5.", {"status": "answered"})],
            },
            "Why?",
            {"history": (Turn("assistant", "It is 5.", {"status": "answered"}),)},
        ),
    ],
)
def test_a_plain_question_or_a_mapping_is_taken(asked, question, choices):
    """Choices that are left out are the Explainer's to choose."""
    recorded = Recorded()
    explain_chain(recorded).invoke(asked)
    assert recorded.asked == [(question, choices)]


@pytest.mark.parametrize(
    "asked", [{"query": "Why?"}, {}, {"question": "?", "history": [{"text": "x"}]}]
)
def test_an_unknown_shape_names_what_is_expected(asked):
    """A misspelt key is not dropped in silence."""
    with pytest.raises(InputError, match=r"question|role"):
        explain_chain(Recorded()).invoke(asked)


def test_tracing_sees_the_path_and_its_models(library: Library, model_server: ModelServer):
    """Callbacks of the chain reach the model calls, across the composer's thread."""
    from bot import Explainer

    settings = replace(library.settings, base_url=model_server.base_url, api_key="key")
    explainer = Explainer(settings=settings, library=library, engine="openai:scripted")
    seen = Seen()
    # Whether planning asks the model is its own choice: the replies serve any order.
    model_server.will("none", "RPO was $523 billion [S1].", "RPO was $523 billion [S1].")
    explain_chain(explainer).invoke(QUESTION, config={"callbacks": [seen]})
    assert seen.chains == ["looplens"]
    assert len(seen.models) == len(model_server.requests) >= 1
    assert all(parent is not None for parent in seen.parents)


# --- the retriever and the tool ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "language"),
    [
        ("Oracle's remaining performance obligations", "en"),
        ("甲骨文剩餘履約義務", "zh-TW"),
    ],
)
def test_the_retriever_gives_passages_as_documents(library, query, language):
    """Best first, in the text that matched, with what a citation needs."""
    documents = LoopLensRetriever(searcher=library.searcher, k=3).invoke(query)
    assert len(documents) == 3
    best = documents[0]
    assert best.metadata["lang"] == language
    assert best.page_content == library.passage(best.metadata["passage_id"]).text[language]
    assert set(best.metadata) >= {"passage_id", "index", "source_id", "locator", "title", "score"}
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)


def test_the_retriever_can_be_held_to_one_language(library):
    """Only texts in that language are searched."""
    found = LoopLensRetriever(searcher=library.searcher, language="en").invoke("甲骨文 RPO")
    assert {document.metadata["lang"] for document in found} == {"en"}


@pytest.mark.parametrize(
    ("expression", "value", "unit"),
    [
        ("5,230億美元 / (1 + 438%)", "972118959", "USD"),
        ("US$300bn / 5 years", "60000000000", "USD/year"),
    ],
)
def test_the_calculator_is_a_tool(expression, value, unit):
    """It takes one expression and gives the Calculation as JSON."""
    done = calculator.invoke({"expression": expression})
    assert done["value"].startswith(value)
    assert done["unit"] == unit
    assert done["steps"]


def test_the_calculators_errors_are_values():
    """A tool call never raises for arithmetic."""
    assert calculator.invoke({"expression": "1 / 0"})["error"]["code"] == "division_by_zero"


def test_the_calculator_describes_itself():
    """A model that is handed the tool knows how to call it."""
    assert calculator.name == "calculator"
    assert list(calculator.args) == ["expression"]
    assert "5,230億美元 / (1 + 438%)" in calculator.description
