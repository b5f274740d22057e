"""Conversations, their turns and the readers' feedback, in one small SQLite file of our own.

A conversation is known by an unguessable token that only its browser holds; whoever has the token
can read and delete it, and there is no list of conversations to ask for. Each call opens its own
connection, so threads and processes share the file. Stores answers as they were shown; it does
not protect them from whoever can read the data folder, and does not clean up by age.
"""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from bot.errors import SettingsError, StoreError
from bot.records import Answer, Turn, to_json
from bot.settings import Settings

FILE = "conversations.sqlite"
TOKEN_CHARACTERS = 32
WAIT_S = 10.0

_SCHEMA = """
CREATE TABLE IF NOT EXISTS turns (
    id TEXT PRIMARY KEY,
    conversation TEXT NOT NULL,
    number INTEGER NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    created TEXT NOT NULL,
    UNIQUE (conversation, number)
);
CREATE TABLE IF NOT EXISTS feedback (
    turn TEXT PRIMARY KEY REFERENCES turns (id) ON DELETE CASCADE,
    verdict TEXT NOT NULL CHECK (verdict IN ('helpful', 'unhelpful')),
    created TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """One question with the Answer's JSON as it was shown."""

    id: str
    number: int
    question: str
    answer: Mapping[str, Any]


class Conversations:
    """The store behind the chat."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises StoreError when that is impossible."""
        self._path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with self._connection() as connection:
                # Readers then never wait for a writer.
                connection.execute("PRAGMA journal_mode = WAL")
                connection.executescript(_SCHEMA)
        except OSError as error:
            raise StoreError(
                f"the folder {path.parent} cannot be written ({error.strerror}); choose another "
                "with LOOPLENS_DATA_DIR"
            ) from error

    @classmethod
    def open(cls, settings: Settings) -> Conversations:
        """The store that the settings name: SQLite in the data folder, or a `sqlite:///` address.

        Raises SettingsError for any other kind of database, StoreError when it cannot be opened.
        """
        address = settings.database_url
        if not address:
            return cls(settings.data_dir / FILE)
        scheme = urlsplit(address).scheme
        path = address.removeprefix("sqlite:///")
        if scheme != "sqlite" or not path or path == address:
            # The address can hold a password, so only its scheme is repeated.
            raise SettingsError(
                f"LOOPLENS_DATABASE_URL names a {scheme or 'nameless'} database; this version "
                "stores conversations in SQLite only (sqlite:///PATH). Leave it unset to use the "
                "data folder"
            )
        return cls(Path(path).expanduser())

    def new(self) -> str:
        """A token for a new conversation; nothing is stored until its first turn."""
        return secrets.token_hex(TOKEN_CHARACTERS // 2)

    def add(self, conversation: str, question: str, answer: Answer) -> StoredTurn:
        """Store a turn at the end of a conversation. Raises StoreError."""
        turn_id, shown = secrets.token_hex(8), to_json(answer)
        with self._connection() as connection:
            (number,) = connection.execute(
                "INSERT INTO turns SELECT ?, ?, COALESCE(MAX(number), 0) + 1, ?, ?, ? FROM turns"
                " WHERE conversation = ? RETURNING number",
                (
                    turn_id,
                    conversation,
                    question,
                    json.dumps(shown, ensure_ascii=False),
                    _now(),
                    conversation,
                ),
            ).fetchone()
        return StoredTurn(turn_id, number, question, shown)

    def turns(self, conversation: str) -> tuple[StoredTurn, ...]:
        """The turns of a conversation, oldest first; none for an unknown token."""
        with self._connection() as connection:
            rows = connection.execute(
                "SELECT id, number, question, answer FROM turns WHERE conversation = ?"
                " ORDER BY number",
                (conversation,),
            ).fetchall()
        return tuple(StoredTurn(i, n, question, json.loads(a)) for i, n, question, a in rows)

    def history(self, conversation: str) -> tuple[Turn, ...]:
        """The conversation as the explainer takes it; failed turns are left out."""
        history: list[Turn] = []
        for turn in self.turns(conversation):
            if turn.answer["status"] != "error":
                history.append(Turn("user", turn.question))
                history.append(Turn("assistant", str(turn.answer["answer"]), turn.answer))
        return tuple(history)

    def rate(self, conversation: str, turn: str, verdict: Literal["helpful", "unhelpful"]) -> None:
        """Store or change the reader's verdict on a turn of their own. Raises StoreError."""
        with self._connection() as connection:
            connection.execute(
                "INSERT INTO feedback SELECT id, ?, ? FROM turns WHERE id = ? AND conversation = ?"
                " ON CONFLICT (turn) DO UPDATE SET verdict = excluded.verdict,"
                " created = excluded.created",
                (verdict, _now(), turn, conversation),
            )

    def verdicts(self, conversation: str) -> Mapping[str, str]:
        """The reader's verdicts by turn id."""
        with self._connection() as connection:
            return dict(
                connection.execute(
                    "SELECT turn, verdict FROM feedback JOIN turns ON turns.id = turn"
                    " WHERE conversation = ?",
                    (conversation,),
                ).fetchall()
            )

    def forget(self, conversation: str) -> None:
        """Delete a conversation with its feedback. Raises StoreError."""
        with self._connection() as connection:
            connection.execute("DELETE FROM turns WHERE conversation = ?", (conversation,))

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        try:
            connection = sqlite3.connect(self._path, timeout=WAIT_S)
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be opened: {error}") from error
        try:
            with connection:
                connection.execute("PRAGMA foreign_keys = ON")
                yield connection
        except sqlite3.Error as error:
            raise StoreError(f"{self._path} cannot be used: {error}") from error
        finally:
            connection.close()


def is_token(text: object) -> bool:
    """Whether a browser's token has the form of ours (it may still name nothing)."""
    return (
        isinstance(text, str)
        and len(text) == TOKEN_CHARACTERS
        and all(c in "0123456789abcdef" for c in text)
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
