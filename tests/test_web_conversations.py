"""The store: turns in order, history for the explainer, feedback, deletion, settings."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from bot.errors import SettingsError, StoreError
from bot.records import Answer, AnswerError, Turn, to_json
from bot.settings import Settings
from bot.web.conversations import FILE, Conversations, is_token

ANSWER = Answer("a1", "q", "en", "2025-12-17", "answered", "It grew 438% [1].")
FAILED = Answer("a2", "q", "en", "", "error", "", error=AnswerError("empty", "it is empty"))


@pytest.fixture
def store(tmp_path: Path) -> Conversations:
    return Conversations(tmp_path / "made" / "here.sqlite")


def test_a_conversation_is_read_back_in_order(store: Conversations) -> None:
    """Turns come back with their Answers' JSON, oldest first, and only their own."""
    one, other = store.new(), store.new()
    for question in ("first", "second"):
        store.add(one, question, ANSWER)
    store.add(other, "elsewhere", ANSWER)
    assert [(t.number, t.question) for t in store.turns(one)] == [(1, "first"), (2, "second")]
    assert store.turns(one)[0].answer == to_json(ANSWER)


def test_history_is_the_readers_and_ours_without_failures(store: Conversations) -> None:
    """The explainer gets both sides of each turn that was answered."""
    token = store.new()
    store.add(token, "failed", FAILED)
    store.add(token, "asked", ANSWER)
    assert store.history(token) == (
        Turn("user", "asked"),
        Turn("assistant", ANSWER.answer, to_json(ANSWER)),
    )


def test_a_verdict_can_be_changed_but_only_on_ones_own_turn(store: Conversations) -> None:
    """The last verdict counts; another conversation's token rates nothing."""
    token = store.new()
    turn = store.add(token, "q", ANSWER)
    store.rate(store.new(), turn.id, "helpful")
    assert store.verdicts(token) == {}
    store.rate(token, turn.id, "helpful")
    store.rate(token, turn.id, "unhelpful")
    assert store.verdicts(token) == {turn.id: "unhelpful"}


def test_forgetting_leaves_nothing(store: Conversations, tmp_path: Path) -> None:
    """Turns and feedback of a forgotten conversation are gone from the file."""
    token = store.new()
    store.rate(token, store.add(token, "q", ANSWER).id, "helpful")
    store.forget(token)
    with sqlite3.connect(tmp_path / "made" / "here.sqlite") as connection:
        for table in ("turns", "feedback"):
            assert connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone() == (0,)
    connection.close()


def test_threads_share_the_file(store: Conversations) -> None:
    """Turns added at once get a number each, and none is lost."""
    token = store.new()
    threads = [threading.Thread(target=store.add, args=(token, "q", ANSWER)) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [t.number for t in store.turns(token)] == list(range(1, 13))


def test_tokens_are_ours_only_in_their_form(store: Conversations) -> None:
    """A new token has the form; other text does not."""
    assert is_token(store.new())
    assert not any(is_token(text) for text in ("", "x" * 32, "A" * 32, None, 7, "a" * 33))
    assert len({store.new() for _ in range(50)}) == 50


@pytest.mark.parametrize(
    ("url", "file"), [(None, FILE), ("sqlite:///{}/mine.sqlite", "mine.sqlite")]
)
def test_where_it_is_stored(tmp_path: Path, url: str | None, file: str) -> None:
    """The data folder by default, or the SQLite file that the settings name."""
    settings = Settings(data_dir=tmp_path, database_url=url and url.format(tmp_path))
    Conversations.open(settings)
    assert (tmp_path / file).is_file()


@pytest.mark.parametrize(
    "url", ["postgresql://me:secret@db/loop", "mysql://x", "sqlite:///", "nonsense"]
)
def test_another_database_is_refused_without_its_password(tmp_path: Path, url: str) -> None:
    """The sentence names what is supported and repeats no address."""
    with pytest.raises(SettingsError, match="SQLite only") as error:
        Conversations.open(Settings(data_dir=tmp_path, database_url=url))
    assert "secret" not in str(error.value)


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    """A damaged store is a StoreError that names the file."""
    (tmp_path / FILE).write_text("not a database " * 100)
    with pytest.raises(StoreError, match=FILE):
        Conversations.open(Settings(data_dir=tmp_path))
