"""What an English word may be formed of, and which letters a slip of the keyboard changes.

*Dearer* is formed of *dear*, *headcount* of *head* and *count*: no list of words need have them. It
only splits; whether the parts are words, the dictionary says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import ascii_lowercase

__all__ = ["edits", "parts_of", "swapped"]

SHORTEST_PART = 4
"""Letters, at least, of each of two words that are written as one."""
_ENDING = re.compile(
    r"(?P<base>[a-z]{3,}?)(?:(?<!s)s|es|er|est|ed|ing|ly|ness|less|ful|able|ish|like|wise|ship|hood)"
)
_OPENING = re.compile(r"(?:un|re|non|mis|pre|over|under|out|up|co|sub|inter)(?P<base>[a-z]{4,})")
"""What stands behind and before a word that is formed of another."""


def parts_of(word: str) -> Iterator[tuple[str, ...]]:
    """The words that a word may be formed of, in every way that the language forms words."""
    plain = word if word.endswith("ss") else word.removesuffix("s")
    for form in dict.fromkeys((word, plain)):
        for found in filter(None, (_ENDING.fullmatch(form), _OPENING.fullmatch(form))):
            base = found["base"]
            yield from ((b,) for b in (base, f"{base}e", _undoubled(base)))
            if base.endswith("i"):
                yield (f"{base[:-1]}y",)
        for at in range(SHORTEST_PART, len(form) - SHORTEST_PART + 1):
            yield (form[:at], form[at:])


def _undoubled(base: str) -> str:
    """A stem without the letter that its ending doubled: bigg(er)."""
    return base[:-1] if base[-1:] == base[-2:-1] else base


def swapped(word: str, at: int) -> str:
    """A word with the letter at a place and the next one exchanged."""
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def edits(word: str) -> Iterator[str]:
    """Every word that is one letter more, less or other, behind the first."""
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        yield head + tail[1:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]
