"""The earlier turns of a conversation as a caller hands them in: records, or the same as dicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.errors import InputError
from bot.records import Turn

__all__ = ["History", "read_turns"]

History = Sequence[Turn | Mapping[str, Any]]
"""The earlier turns, oldest first, as a caller hands them in."""

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
