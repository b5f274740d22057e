"""What tools that fit weights share: the tuning questions, how they are read and what they find.

The files of evals/tuning hold development questions alone, a JSON object a line with the key
`question` and what each tool looks for beside it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.answer.retrieve import retrieve
from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.library import Library
from bot.records import Evidence, Question, Turn
from bot.settings import data_root

__all__ = ["TUNING", "ask", "language_of_product", "rows_of"]

TUNING = Path(__file__).resolve().parents[1] / "evals" / "tuning"


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The questions of a tuning file. Raises OSError and ValueError on a file that is no such."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def ask(row: Mapping[str, Any], library: Library) -> tuple[Question, Evidence]:
    """A row's question, read with its history and as of its day, and what is found for it."""
    turns = [Turn(role=t["role"], content=t["content"]) for t in row.get("history", ())]
    question = understand(
        row["question"],
        turns,
        library.glossary,
        library.phrases,
        as_of=row.get("as_of", "article"),
    )
    corpus = library.corpus
    found = retrieve(
        question,
        library.searcher,
        library.ledger,
        library.glossary,
        corpus.crosschecks,
        corpus.passages,
    )
    return question, found


def language_of_product() -> tuple[Glossary, Phrases]:
    """The shipped glossary and phrases, for reading questions without an index."""
    corpus = load_corpus(data_root("corpus"))
    return Glossary(corpus.terms, corpus.metrics), Phrases(data_root("prompts"))
