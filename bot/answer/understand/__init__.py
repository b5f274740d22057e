"""Understand: text and history become a Question that every later step reads.

Reads language, intent, entities, metrics, periods, quantities and operations from the wording,
and fills what a follow-up leaves out from the reader's own earlier turns. It does not search,
does not judge whether the question can be answered, and takes no number from an assistant's turn.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bot.answer.understand.following import follow
from bot.answer.understand.reading import Reader
from bot.errors import InputError, QuestionError
from bot.language.cues import pattern
from bot.language.exchange import by_company
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.restyle import in_language
from bot.language.script import detect_language, fold, normalise
from bot.language.workings import read_working
from bot.records import Lang, Level, Question, Sought, Turn

__all__ = ["MAX_CHARACTERS", "check_text", "understand"]

MAX_CHARACTERS = 4_000
MAX_TURNS = 6


def check_text(text: str) -> str:
    """The question as normalised text. Raises QuestionError when empty, unreadable or too long."""
    try:
        clean = normalise(text).strip()
    except InputError as error:
        raise QuestionError("unreadable", f"The question is not readable text: {error}") from error
    if any(ord(c) < 32 and c not in "\n\t" for c in clean):
        raise QuestionError(
            "unreadable", "The question holds control characters; plain text was expected."
        )
    if not re.search(r"\w", clean):
        raise QuestionError(
            "empty", "The question is empty; ask something such as 'What is Oracle's RPO?'"
        )
    if len(clean) > MAX_CHARACTERS:
        raise QuestionError(
            "too_long",
            f"The question has {len(clean):,} characters; at most {MAX_CHARACTERS:,} were expected:"
            " shorten it, or index the text with `looplens index` and ask about it.",
        )
    return clean


def understand(
    text: str,
    history: Sequence[Turn],
    glossary: Glossary,
    phrases: Phrases,
    *,
    lang: Literal["auto", "zh-TW", "zh-CN", "en"] = "auto",
    level: Level = "standard",
    as_of: str = "article",
) -> Question:
    """Read a question in the light of its history. Raises QuestionError on unusable text."""
    clean = check_text(text)
    turns = tuple(history)[-MAX_TURNS * 2 :]
    wanted = in_language(clean, phrases) if lang == "auto" else None
    told = wanted[1] if wanted else clean
    language: Lang = detect_language(told) if lang == "auto" else lang
    named = by_company(told, glossary)
    reader = Reader(glossary, phrases)
    question = reader.read(named, language, level, as_of)
    if wanted:
        question = replace(question, language=wanted[0])
    if named != clean:
        question = replace(question, asked=clean)
    if turns:
        question = follow(question, turns, reader, choose_language=lang == "auto")
    question = replace(question, working=question.working or read_working(question, phrases))
    return _of_things_bought(question, phrases)


def _of_things_bought(question: Question, phrases: Phrases) -> Question:
    """Without the cue of investment advice where a price is only divided into an amount: how many
    chips so much buys is no advice; how many shares is.
    """
    working = question.working
    if working is None or working.operation not in ("over", "times"):
        return question
    priced = [p.given for p in working.parts if isinstance(p, Sought) and p.role == "price"]
    things = [q for q in priced if q is not None and not q.unit.endswith(("/share", "/stock"))]
    if not things or pattern(phrases, "speaks_of_reader").search(fold(question.text)):
        return question
    kept = tuple(m for m in question.refusal_cues if m.concept != "investment_advice")
    return replace(question, refusal_cues=kept)
