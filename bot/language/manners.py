"""What a reader says in a conversation that asks nothing of the sources: thanks, a greeting, who is
there, how new the sources are, doubt at the last answer, that it was not understood, or only of
when it is or which its figures are.

Only words that are all of the message count: "thanks, and what is its debt?" asks a question. It
answers nothing and reads no history.
"""

from __future__ import annotations

import re

from bot.language.cues import pattern
from bot.language.phrases import Phrases
from bot.language.script import fold

__all__ = ["ABOUT_THE_LAST", "read_manner"]

MANNERS = (
    "freshness",
    "identity",
    "unclear",
    "doubt",
    "when",
    "figures",
    "thanks",
    "farewell",
    "greeting",
    "assent",
)
"""Of several the first: "hi, who are you?" asks who is there, "ok thanks, bye" thanks."""
ABOUT_THE_LAST = frozenset({"doubt", "unclear", "when", "figures"})
"""What is said of the last answer and means nothing without one."""
LONGEST = 120


def read_manner(text: str, phrases: Phrases) -> str:
    """Which of them the whole message is; empty where it asks something else."""
    folded = fold(text).strip()
    if len(folded) > LONGEST:
        return ""
    rest, found = folded, set()
    for name in MANNERS:
        kept = pattern(phrases, f"manner_{name}").sub(" ", rest.strip())
        if kept != rest.strip():
            found.add(name)
            rest = kept
    if not found:
        return ""
    left = pattern(phrases, "manner_filler").sub(" ", rest)
    if re.search(r"\w", left):
        return ""
    return next(name for name in MANNERS if name in found)
