"""`looplens eval drafts`: answers that readers marked wrong, as case drafts for a person to finish.

Reads the web chat's own SQLite file and writes nothing but the drafts that it was asked for. A
draft holds a reader's question and what was shown; what is right is left open, so that no draft
can be taken for a case (`load_cases` refuses it). Look through it before you share it: readers
type what they like.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evals.options import Parser, UsageError

FILE = "conversations.sqlite"
_MARKED = """
SELECT turns.id, turns.conversation, turns.number, turns.question, turns.answer
FROM feedback JOIN turns ON turns.id = feedback.turn
WHERE feedback.verdict = 'unhelpful' ORDER BY feedback.created, turns.id
"""
_BEFORE = """
SELECT question, answer FROM turns WHERE conversation = ? AND number < ? ORDER BY number
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """A question with its history and the answer that a reader marked wrong."""

    id: str
    question: str
    answer: Mapping[str, Any]
    history: tuple[Mapping[str, str], ...]


def command(argv: Sequence[str]) -> int:
    """Write the drafts: 0 when done, none found included; 2 on bad usage."""
    try:
        options = _parser().parse_args(argv)
        path = options.conversations or _default()
        found = read_drafts(path)
    except UsageError as error:
        print(error, file=sys.stderr)
        return 2
    except SystemExit as stop:  # --help
        return int(stop.code or 0)
    text = written(found)
    if options.output is None:
        print(text, end="")
    else:
        options.output.write_text(text, encoding="utf-8")
    print(f"{len(found)} answers marked wrong in {path}", file=sys.stderr)
    return 0


def _parser() -> Parser:
    made = Parser(
        prog="looplens eval drafts",
        description="Write the answers that readers marked wrong as case drafts (YAML).",
    )
    made.add_argument("-o", "--output", type=Path, metavar="FILE", help="instead of stdout")
    made.add_argument(
        "--conversations", type=Path, metavar="FILE", help="the web chat's file, if not the usual"
    )
    return made


def _default() -> Path:
    """The file of the settings in force. Raises UsageError where it is no SQLite file."""
    from bot import Explainer

    settings = Explainer().settings
    address = settings.database_url or ""
    if address and not address.startswith("sqlite:///"):
        raise UsageError(
            "looplens eval drafts: conversations are kept in another kind of database; export them "
            "and name a SQLite file with --conversations"
        )
    return Path(address.removeprefix("sqlite:///") or settings.data_dir / FILE).expanduser()


def read_drafts(path: Path) -> tuple[Draft, ...]:
    """Every turn marked wrong, oldest mark first; none where nobody has chatted yet."""
    if not path.is_file():
        return ()
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            return tuple(_draft(connection, row) for row in connection.execute(_MARKED).fetchall())
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise UsageError(f"looplens eval drafts: {path} cannot be read: {error}") from error


def _draft(connection: sqlite3.Connection, row: Sequence[Any]) -> Draft:
    turn, conversation, number, question, answer = row
    history: list[Mapping[str, str]] = []
    for asked, shown in connection.execute(_BEFORE, (conversation, number)):
        if json.loads(shown)["status"] != "error":
            history.append({"role": "user", "content": asked})
            history.append({"role": "assistant", "content": str(json.loads(shown)["answer"])})
    return Draft(str(turn), question, json.loads(answer), tuple(history))


def written(drafts: Sequence[Draft]) -> str:
    """The drafts as a case file whose expectations are still empty."""
    import yaml

    rows = []
    for draft in drafts:
        row: dict[str, Any] = {
            "id": f"draft-{draft.id}",
            "kind": "followup" if draft.history else "fact",
            "lang": draft.answer["language"],
            "question": draft.question,
        }
        if draft.history:
            row["history"] = [dict(turn) for turn in draft.history]
        shown = draft.answer["answer"]
        row["expected"] = {}
        row["note"] = f"marked wrong by a reader; shown ({draft.answer['status']}): {shown}"
        rows.append(row)
    document = {"split": "dev", "written_from": "sources", "cases": rows}
    text: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=100)
    head = (
        "# To finish: kind, twin, and what a right answer holds (expected); then drop the note.\n"
    )
    return head + text
