"""Whole conversations: each turn is judged, its history is what the judged system itself answered.

Read from `conversations/*.yaml`. A case with a `history` says what one follow-up is worth after an
answer that its author wrote; a conversation says what a reader lives through, mistakes of earlier
turns included.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import InvalidOperation
from pathlib import Path
from typing import Any, get_args

from evals.cases import SPLITS, Author, Case, CaseError, read_turn

FOLDER = Path(__file__).parent / "conversations"
SUITE = "conversations"
_FILE_KEYS = {"split", "written_from", "conversations"}
_KEYS = {"id", "lang", "turns", "note"}


@dataclass(frozen=True, slots=True)
class Conversation:
    """What a reader asks, one turn after the other; two turns or more."""

    id: str
    turns: tuple[Case, ...]


def load_conversations(folder: Path = FOLDER, split: str = "all") -> tuple[Conversation, ...]:
    """The conversations of a split, by topic and in file order. Raises CaseError."""
    import yaml

    found: list[Conversation] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            document = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            raise CaseError(f"{path.name} is not readable as YAML: {error}") from error
        found += _topic(path, document)
    names = [conversation.id for conversation in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise CaseError(f"conversations with the same id: {', '.join(sorted(twice))}")
    return tuple(c for c in found if split in ("all", c.turns[0].split))


def _topic(path: Path, document: Any) -> list[Conversation]:
    if not isinstance(document, dict) or set(document) != _FILE_KEYS:
        raise CaseError(f"{path.name} must hold {', '.join(sorted(_FILE_KEYS))} and nothing else")
    if document["split"] not in SPLITS or document["written_from"] not in get_args(Author):
        raise CaseError(f"{path.name}: split or written_from is none of those in README.md")
    return [_conversation(path, document, row) for row in document["conversations"]]


def _conversation(path: Path, document: Mapping[str, Any], row: Any) -> Conversation:
    name = row.get("id") if isinstance(row, dict) else row
    try:
        if not set(row) <= _KEYS or len(row["turns"]) < 2:
            raise ValueError(f"two turns or more and the keys {sorted(_KEYS)} were expected")
        turns = tuple(
            read_turn(
                {"lang": row["lang"], **turn},
                path.stem,
                document["split"],
                document["written_from"],
                (row["id"], number),
            )
            for number, turn in enumerate(row["turns"], 1)
        )
    except (CaseError, KeyError, TypeError, ValueError, InvalidOperation) as error:
        raise CaseError(f"{path.name}, conversation {name!r}: {error}") from error
    return Conversation(row["id"], turns)
