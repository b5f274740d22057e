"""In which language or at what length an answer is asked for, beside what is asked or alone.

A follow-up that asks for nothing else is the earlier question itself, told in another form. "Please
reply in English: …" names the language of its own answer. It reads no question and changes none.
"""

from __future__ import annotations

import re

from bot.language.cues import pattern
from bot.language.phrases import Phrases
from bot.language.script import fold
from bot.records import Lang

__all__ = ["in_language", "only_style"]

ANSWER_IN: tuple[tuple[str, Lang], ...] = (
    ("answer_in_en", "en"),
    ("answer_in_cn", "zh-CN"),
    ("answer_in_zh", "zh-TW"),
)

STYLES = (
    "follow_language_cn",
    "follow_language_en",
    "follow_language_zh",
    "follow_shorter",
    "follow_longer",
)
FILLERS = "follow_style_filler"


def only_style(text: str, phrases: Phrases) -> bool:
    """Whether the words ask for another language or length and for nothing else."""
    folded = fold(text)
    if not any(pattern(phrases, key).search(folded) for key in STYLES):
        return False
    for key in (*STYLES, FILLERS):
        folded = pattern(phrases, key).sub(" ", folded)
    return re.search(r"\w", folded) is None


def in_language(text: str, phrases: Phrases) -> tuple[Lang, str] | None:
    """The language that a question names for its own answer, with the question's other words.

    None where it names none, or where nothing else is left of it.
    """
    folded = fold(text)
    for key, language in ANSWER_IN:
        if found := pattern(phrases, key).search(folded):
            rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;:，；：")
            return (language, rest) if re.search(r"\w\w", rest) else None
    return None
