"""Cue lists of `prompts/` as patterns over folded text, compiled once.

Both languages stand in one pattern: a question in Chinese may hold English words, and the
reverse. It knows no cue by its meaning.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.phrases import Phrases
from bot.language.script import fold

__all__ = ["pattern", "patterns"]


@lru_cache(maxsize=256)
def pattern(phrases: Phrases, key: str) -> re.Pattern[str]:
    """The cue list `key` of both languages as one pattern. Raises CorpusError if there is none."""
    return re.compile("|".join(f"(?:{cue})" for cue in _folded(phrases, key)))


@lru_cache(maxsize=64)
def patterns(phrases: Phrases, key: str) -> tuple[re.Pattern[str], ...]:
    """The same list one by one: for cues that name their groups."""
    return tuple(re.compile(cue) for cue in _folded(phrases, key))


def _folded(phrases: Phrases, key: str) -> tuple[str, ...]:
    chinese = (fold(cue).replace("(?p<", "(?P<") for cue in phrases.cues(key, "zh-TW"))
    return (*phrases.cues(key, "en"), *chinese)
