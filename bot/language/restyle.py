"""Whether a follow-up asks for the last answer in another form alone: shorter, in English, plainer.

What it asks for is then the earlier question itself, told in another language or at another
length. It reads no question and changes none.
"""

from __future__ import annotations

import re

from bot.language.cues import pattern
from bot.language.phrases import Phrases
from bot.language.script import fold

__all__ = ["only_style"]

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
