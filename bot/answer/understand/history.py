"""The earlier turns of a conversation: as a caller hands them in, records or the same as dicts, and
as a follow-up reads them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.errors import InputError
from bot.records import Question, Turn

__all__ = ["Before", "History", "is_readers", "read_turns"]

History = Sequence[Turn | Mapping[str, Any]]
"""The earlier turns, oldest first, as a caller hands them in."""


@dataclass(frozen=True, slots=True)
class Before:
    """What was said before a question: the turns, the reader's questions as they stood, the last
    one as it was understood and as it is written out with its calculation, the one that asked for a
    figure last, so written out too, and the topic.
    """

    turns: tuple[Turn, ...]
    said: tuple[Question, ...]
    last: Question
    whole: Question
    figure: Question
    topic: Question


def is_readers(turn: Turn) -> bool:
    """Whether a turn is the reader's and says anything."""
    return turn.role == "user" and bool(turn.content.strip())


ROLES = ("user", "assistant")
EXPECTED = '{"role": "user" or "assistant", "content": "…", "answer"?: an Answer} was expected'


def read_turns(history: History) -> tuple[Turn, ...]:
    """The turns as records, oldest first. Raises InputError for one that is neither."""
    if isinstance(history, (str, Mapping)):
        raise InputError(f"the history is a {type(history).__name__}, not a list of turns")
    return tuple(_turn(turn, place) for place, turn in enumerate(history, 1))


def _turn(turn: Turn | Mapping[str, Any], place: int) -> Turn:
    if isinstance(turn, Turn):
        return turn
    if not isinstance(turn, Mapping):
        raise InputError(f"turn {place} of the history is a {type(turn).__name__}; {EXPECTED}")
    if missing := [key for key in ("role", "content") if key not in turn]:
        raise InputError(
            f"turn {place} of the history needs 'role' and 'content' and has no "
            f"{' and no '.join(map(repr, missing))}; {EXPECTED}"
        )
    role, content, answer = turn["role"], turn["content"], turn.get("answer")
    if role not in ROLES or not isinstance(content, str):
        found = f"role {role!r} and content of type {type(content).__name__}"
        raise InputError(f"turn {place} of the history has {found}; {EXPECTED}")
    return Turn(role, content, answer if isinstance(answer, Mapping) else None)
