"""Lists of words in both languages that stand beside this module as text, by kind and by name.

A list has a head in brackets for each kind, then one entry a line: its name ; English ; Chinese,
regular expressions over folded text (lower case, Simplified glyphs). A line that begins with two
blanks goes on with the one above it. It knows no list by its meaning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

__all__ = ["Entry", "word_list"]


class Entry(NamedTuple):
    """An entry's name and its words: English ones, Chinese ones."""

    name: str
    english: str
    chinese: str


@lru_cache(maxsize=8)
def word_list(name: str) -> Mapping[str, tuple[Entry, ...]]:
    """The entries of `NAME.txt` by their kind. Raises FileNotFoundError where there is none."""
    text = Path(__file__).with_name(f"{name}.txt").read_text(encoding="utf-8")
    parts = re.split(r"^\[(\w+)\]$", text, flags=re.M)[1:]
    return {
        kind: tuple(
            Entry(*line.split(" ; ")) for line in part.replace("\n  ", "").strip().splitlines()
        )
        for kind, part in zip(parts[::2], parts[1::2], strict=True)
    }
