"""Which of a passage's texts a reader is shown: the one in the reader's language, else its own.

The twins of a passage say the same in two languages. It translates nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.records import Passage

__all__ = ["sentences_in", "text_in", "tongue_of"]


def tongue_of(texts: Mapping[str, object], language: str) -> str:
    """The language of the texts that a reader of `language` is given; the first where none is."""
    wanted = "en" if language == "en" else "zh-TW"
    return wanted if wanted in texts else next(iter(texts))


def text_in(passage: Passage, language: str) -> tuple[str, str]:
    """A passage's text for a reader of `language`, and the language it is in."""
    lang = tongue_of(passage.text, language)
    return passage.text[lang], lang


def sentences_in(passage: Passage, language: str) -> list[str]:
    """The sentences of that text, in order."""
    text, lang = text_in(passage, language)
    return [text[start:end] for start, end in passage.sentences[lang]]
