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
from bot.answer.understand.history import History, read_turns
from bot.answer.understand.reading import Reader
from bot.errors import InputError, QuestionError
from bot.language.cues import pattern
from bot.language.exchange import by_company
from bot.language.forms import level_for, only_form, read_form
from bot.language.glossary import Glossary
from bot.language.manners import ABOUT_THE_LAST, read_manner
from bot.language.phrases import Phrases
from bot.language.restyle import in_language
from bot.language.script import detect_language, fold, normalise
from bot.language.set_aside import without_what_is_left_out
from bot.language.slips import rightly_named
from bot.language.workings import read_working
from bot.records import Form, Lang, Level, Question, Sought, Turn

__all__ = ["MAX_CHARACTERS", "History", "check_text", "understand"]

MAX_CHARACTERS = 4_000
MAX_TURNS = 6
IN_ANY_LANGUAGE = 3
"""So few Latin letters are no sign of a language."""


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
            found=f"{len(clean):,}",
            most=f"{MAX_CHARACTERS:,}",
        )
    return clean


def understand(
    text: str,
    history: History,
    glossary: Glossary,
    phrases: Phrases,
    *,
    lang: Literal["auto", "zh-TW", "zh-CN", "en"] = "auto",
    level: Level = "standard",
    as_of: str = "article",
) -> Question:
    """Read a question in the light of its history. Raises QuestionError on unusable text,
    InputError on a history that is none.
    """
    clean = check_text(text)
    history = read_turns(history)
    turns = _questions(history, phrases)[-MAX_TURNS * 2 :]
    reader = Reader(glossary, phrases)
    manner = read_manner(clean, phrases)
    if manner and not (manner in ABOUT_THE_LAST and not turns):
        language = _language_of_few_words(clean, history) if lang == "auto" else lang
        said = reader.read(clean, language, level, as_of)
        about = follow(said, turns, reader, choose_language=False) if turns else said
        return replace(about if manner in ABOUT_THE_LAST else said, manner=manner, asked=clean)
    form, rest = read_form(clean, phrases)
    bare = rest if re.search(r"\w", rest) and not (turns and only_form(rest, phrases)) else clean
    wanted = in_language(bare, phrases) if lang == "auto" else None
    told = wanted[1] if wanted else bare
    language = detect_language(told) if lang == "auto" else lang
    named = by_company(rightly_named(without_what_is_left_out(told), glossary), glossary)
    question = reader.read(named, language, level_for(form, level), as_of)
    if form != Form() and not turns and only_form(rest, phrases):
        form = replace(form, whole=True)  # "in one sentence, please", of the whole story
    question = replace(question, form=form)
    if wanted:
        question = replace(question, language=wanted[0])
    if named != clean:
        question = replace(question, asked=clean)
    if turns:
        question = follow(question, turns, reader, choose_language=lang == "auto")
    question = replace(question, working=question.working or read_working(question, phrases))
    return _of_things_bought(question, phrases)


def _questions(history: Sequence[Turn], phrases: Phrases) -> tuple[Turn, ...]:
    """The earlier turns without those that ask nothing, a greeting or thanks, and their answers."""
    kept: list[Turn] = []
    asks = True
    for turn in history:
        if turn.role == "user":
            asks = not read_manner(turn.content, phrases)
        if asks:
            kept.append(turn)
    return tuple(kept)


def _language_of_few_words(text: str, history: Sequence[Turn]) -> Lang:
    """The language of a short message; "ok" and "thx" are said in any, so the one before tells."""
    before = next((t.content for t in reversed(history) if t.role == "user"), "")
    letters = re.sub(r"[\W_]", "", text)
    return detect_language(before if before and len(letters) <= IN_ANY_LANGUAGE else text)


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
