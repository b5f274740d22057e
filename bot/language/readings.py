"""How Chinese characters are read, in pinyin without tones: which runs a Latin name writes out.

"Qingshan Power" writes 青杉 by its reading. The table stands beside this module as text. It knows
Mandarin alone, and no other way to write it than pinyin; of a character the commonest readings.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from bot.records import Span

__all__ = ["read_out"]

FEWEST = 2
"""Characters that a name read out has at least: one alone is met by chance."""
SHORTEST = 4
LONGEST = 6
HAN = re.compile(r"[\u3400-\u9fff]{2,}")


@lru_cache(maxsize=1)
def _readings() -> Mapping[str, tuple[str, ...]]:
    text = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8")
    found: dict[str, tuple[str, ...]] = {}
    for line in text.splitlines():
        syllable, _, characters = line.partition(" ")
        if syllable != "#":
            for char in characters:
                found[char] = (*found.get(char, ()), syllable)
    return found


@lru_cache(maxsize=4096)
def read_out(folded: str, name: str) -> tuple[Span, ...]:
    """Where a Chinese text, folded, has the characters that a Latin name writes in pinyin.

    A name of several words may be written by its first words alone, a person's in either order.
    """
    words = [_letters(word) for word in re.split(r"[\s-]+", name) if _letters(word)]
    turned = [words[::-1]] if len(words) == FEWEST else []
    for order in (words, *turned, *(words[:size] for size in range(len(words) - 1, 0, -1))):
        letters = "".join(order)
        found = tuple(_written(folded, letters)) if _is_pinyin(letters) else ()
        if found:
            return found
    return ()


@lru_cache(maxsize=4096)
def _is_pinyin(letters: str) -> bool:
    """Whether letters are syllables one after another; most names of other languages are not."""
    if len(letters) < SHORTEST:
        return False
    reached = {0}
    for start in range(len(letters)):
        if start in reached:
            ends = range(start + 1, min(start + LONGEST, len(letters)) + 1)
            reached |= {end for end in ends if letters[start:end] in _syllables()}
    return len(letters) in reached


@lru_cache(maxsize=1)
def _syllables() -> frozenset[str]:
    return frozenset(syllable for some in _readings().values() for syllable in some)


def _letters(word: str) -> str:
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in apart if "a" <= char <= "z")


def _written(folded: str, letters: str) -> Iterator[Span]:
    for run in HAN.finditer(folded):
        for start in range(*run.span()):
            end = _end(folded, start, run.end(), letters)
            if end - start >= FEWEST:
                yield start, end


def _end(folded: str, start: int, stop: int, letters: str) -> int:
    """Where the characters end that read as all the letters from a place on; 0 for none."""
    if not letters:
        return start
    for syllable in _readings().get(folded[start], ()) if start < stop else ():
        if letters.startswith(syllable):
            end = _end(folded, start + 1, stop, letters[len(syllable) :])
            if end:
                return end
    return 0
