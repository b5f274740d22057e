"""bot.explainer with a model behind the provider's protocol: gate, repair and fallback."""

from __future__ import annotations

from dataclasses import replace

import pytest
from model_server import ModelServer, Reply

from bot import Explainer
from bot.records import Answer

QUESTION = "How much did Oracle's RPO grow?"


@pytest.fixture
def ask(library, model_server: ModelServer):
    settings = replace(
        library.settings, base_url=model_server.base_url, api_key="test", deadline_s=10.0
    )
    explainer = Explainer(settings, library)

    def ask(question: str = QUESTION) -> Answer:
        return explainer.ask(question, engine="openai:gpt-5-mini")

    return ask


def number_of(prompt: str, words: str) -> str:
    """The id under which the sheet lists the sentence with these words."""
    line = next(line for line in prompt.splitlines() if words in line)
    return line.split()[0].strip("[]:.")


@pytest.fixture
def sheet_ids(ask, model_server):
    """Ids of the sentences that state growth and level, read off the real prompt."""
    model_server.will(Reply(text="Nothing [S1].", finish="stop"))
    ask()
    prompt = model_server.prompt()
    growth = number_of(prompt, "grew 438%")
    level = number_of(prompt, "$523 billion at the end of November")
    model_server.requests.clear()
    return growth, level


def test_a_models_sentence_that_holds_is_shown_with_its_citation(ask, model_server, sheet_ids):
    """The model cites an id; the quote is ours."""
    growth, level = sheet_ids
    text = (
        f"Oracle's backlog of contracted work was up 438% in US dollars [{growth}].\n"
        f"It stood at $523 billion at the end of November 2025 [{level}]."
    )
    model_server.will(Reply(), text)
    answer = ask()
    assert answer.engine == "openai:gpt-5-mini"
    assert "up 438%" in answer.answer
    assert "grew 438%" in answer.citations[0].quote
    assert 1 <= answer.usage.model_calls <= 3


def test_a_models_false_figure_never_reaches_the_reader(ask, model_server, sheet_ids):
    """A sentence that lies goes back once; what lies again is left out."""
    growth, level = sheet_ids
    lie = f"Oracle's RPO was $5,230 billion [{level}]."
    truth = f"Oracle's RPO grew 438% year on year [{growth}]."
    model_server.will(Reply(), f"{truth}\n{lie}", lie)
    answer = ask()
    assert "5,230 billion" not in answer.answer
    assert "438%" in answer.answer
    assert "wrong_scale" in {f.kind for f in answer.findings}
    assert answer.status == "partial"
    assert answer.usage.model_calls <= 3


def test_a_repaired_sentence_is_shown(ask, model_server, sheet_ids):
    """What the repair gets right stands in the answer, which is then whole."""
    _, level = sheet_ids
    model_server.will(
        Reply(),
        f"Oracle's RPO was $52 billion at the end of November 2025 [{level}].",
        f"Oracle's RPO was $523 billion at the end of November 2025 [{level}].",
    )
    answer = ask()
    assert "$523 billion" in answer.answer
    assert answer.status == "answered"


def test_a_model_that_only_lies_is_replaced_by_the_built_in_engine(ask, model_server, sheet_ids):
    """The reader gets the extractive answer and a visible note."""
    lie = "Oracle's RPO was $999 billion [S1]."
    model_server.will(Reply(), lie, lie)
    answer = ask()
    assert answer.engine == "extractive"
    assert answer.engine_requested == "openai:gpt-5-mini"
    assert "fallback" in {n.code for n in answer.notes}
    assert "438%" in answer.answer
    assert "999" not in answer.answer


@pytest.mark.parametrize("reply", [Reply.error(401), Reply(body=b"garbage"), Reply(hang_up=True)])
def test_a_model_that_fails_is_replaced_by_the_built_in_engine(ask, model_server, reply):
    """An unusable server costs the reader nothing but a note."""
    model_server.will(*[reply] * 6)
    answer = ask()
    assert answer.status == "answered"
    assert answer.engine == "extractive"
    assert "engine_failed" in {f.kind for f in answer.findings}
    assert "127.0.0.1" not in str(answer.findings)
