"""The chat without its page: what is yielded, stored, remembered, and worded when it fails."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from web_parts import FakeExplainer

from bot.records import Event, Turn
from bot.settings import Settings
from bot.web.chat import Chat, Choices, engine_line
from bot.web.conversations import Conversations, is_token
from bot.web.documents import Documents
from bot.web.guard import Pace


@pytest.fixture
def explainer(tmp_path: Path) -> FakeExplainer:
    return FakeExplainer(Settings(data_dir=tmp_path))


@pytest.fixture
def chat(explainer: FakeExplainer, tmp_path: Path) -> Chat:
    def stream(asked: Any) -> Iterator[Event]:
        choices = {**asked}
        yield from explainer.events(choices.pop("question"), **choices)

    library = explainer.library
    store = Conversations.open(explainer.settings)
    documents = Documents(explainer)  # type: ignore[arg-type]
    return Chat(stream, library, library.phrases, store, Pace(0), documents, ("corpus",))


def asked(chat: Chat, question: str, token: str = "", language: str = "en") -> list[Any]:
    return list(chat.ask(question, token, Choices(), chat.words(language)))


def test_each_event_is_shown_and_the_last_is_complete(chat: Chat) -> None:
    """The question stands at once, sentences come one by one, all under one key."""
    shown = asked(chat, "RPO?")
    htmls = [turn["turns"][0][1] for turn in shown]
    sentences = [html.count("ll-sentence") for html in htmls]
    done = [html.startswith('<article class="ll-turn" data-state="done"') for html in htmls]
    assert "RPO?" in htmls[0]
    assert (sentences[0], sentences[-1]) == (0, 2)
    assert sentences == sorted(sentences)
    assert done == [False] * (len(done) - 1) + [True]
    assert len({turn["turns"][0][0] for turn in shown}) == 1


def test_the_conversation_goes_on(chat: Chat, explainer: FakeExplainer) -> None:
    """The second question carries the first one and its Answer as history."""
    token = asked(chat, "RPO?")[-1]["conversation"]
    assert is_token(token)
    asked(chat, "What was it a year earlier?", token)
    user, assistant = explainer.histories[1]
    assert user == Turn("user", "RPO?")
    assert assistant.answer is not None
    assert assistant.answer["citations"]


def test_a_page_that_comes_back_shows_its_conversation(chat: Chat) -> None:
    """With the token the turns are there again, in the interface's new language."""
    token = asked(chat, "RPO?")[-1]["conversation"]
    opened = chat.opened(token, chat.words("zh-TW"))
    assert opened["only"]
    assert opened["conversation"] == token
    (turn,) = opened["turns"]
    assert "怎麼算出來的" in turn[1]


def test_clearing_deletes(chat: Chat) -> None:
    """A cleared conversation gets a new token and the welcome; the old token finds nothing."""
    token = asked(chat, "RPO?")[-1]["conversation"]
    cleared = chat.cleared(token, chat.words("en"))
    assert cleared["conversation"] != token
    assert [key for key, _ in cleared["turns"]] == ["welcome"]
    assert chat.store.turns(token) == ()


def test_a_foreign_token_is_not_taken(chat: Chat) -> None:
    """Text that is no token of ours gets a new conversation."""
    opened = chat.opened("../../etc", chat.words("en"))
    assert is_token(opened["conversation"])


@pytest.mark.parametrize("language", ["zh-TW", "zh-CN", "en"])
def test_examples_in_both_languages(chat: Chat, language: str) -> None:
    """The welcome offers questions in Chinese and in English, the reader's language first."""
    html = chat.welcome(chat.words(language))
    langs = re.findall(r'data-ask="[^"]+" lang="([^"]+)"', html)
    assert set(langs) == {"zh-TW", "en"}
    assert langs[0] == ("en" if language == "en" else "zh-TW")


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("bad", "That did not work: this input is bad; try another one"),
        ("fail", "Something failed on the server, and the reason is in its log."),
    ],
)
def test_failures_are_sentences(
    chat: Chat, question: str, sentence: str, caplog: pytest.LogCaptureFixture
) -> None:
    """What is raised becomes one sentence; details stay in the log; nothing is stored."""
    last = asked(chat, question)[-1]
    html = last["turns"][0][1]
    assert sentence in html
    assert "secret detail" not in html
    assert ("secret detail" in caplog.text) == (question == "fail")
    assert chat.store.turns(last["conversation"]) == ()


def test_only_known_verdicts_are_kept(chat: Chat) -> None:
    """A verdict on a turn is stored; anything else from the page is ignored."""
    token = asked(chat, "RPO?")[-1]["conversation"]
    (turn,) = chat.store.turns(token)
    chat.rate(token, turn.id, "'; DROP TABLE turns")
    chat.rate("no token", turn.id, "helpful")
    assert chat.store.verdicts(token) == {}
    chat.rate(token, turn.id, "helpful")
    assert chat.store.verdicts(token) == {turn.id: "helpful"}


def test_choices_reach_the_path(chat: Chat, explainer: FakeExplainer) -> None:
    """Answer language, level and date are handed on."""
    list(chat.ask("RPO?", "", Choices("zh-CN", "detailed", "latest"), chat.words("en")))
    passed = {k: explainer.asked[0][k] for k in ("lang", "level", "as_of")}
    assert passed == {"lang": "zh-CN", "level": "detailed", "as_of": "latest"}


@pytest.mark.parametrize(
    ("engine", "base_url", "expected"),
    [
        ("extractive", None, "nothing leaves this machine"),
        ("openai:gpt-5-mini", None, "are sent to openai"),
        ("openai:local", "http://10.0.0.5:8000/v1", "are sent to 10.0.0.5"),
    ],
)
def test_the_line_says_what_leaves_the_machine(
    chat: Chat, explainer: FakeExplainer, engine: str, base_url: str | None, expected: str
) -> None:
    """The built-in engine sends nothing; a model's line names where text goes."""
    settings = replace(explainer.settings, base_url=base_url)
    assert expected in engine_line(settings, engine, chat.words("en"))


def test_one_question_too_many_is_a_sentence(chat: Chat, explainer: FakeExplainer) -> None:
    """Over the limit a reader is told to wait, and the path is not walked."""
    slow = replace(chat, pace=Pace(1))
    for _ in range(2):
        *_, last = slow.ask("RPO?", "", Choices(), chat.words("en"), "anna")
    assert "Too many questions in a minute (the limit is 1)" in last["turns"][0][1]
    assert len(explainer.asked) == 1
