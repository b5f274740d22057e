"""What parties do to one another, in both languages: one list for all that reads it.

A deed of `deeds.txt` has verbs, further words that tell of it, others that say as much where a
source tells of them, and others that say the contrary. Who reads the list says by its marks which
deeds matter: the verifier, the check of a sentence, the premises of a question. It reads no text
itself and knows no party.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

__all__ = ["Deed", "deeds", "deeds_marked"]

NEVER = r"(?!)"
FIELDS = frozenset(("is", "en", "zh", "en of it", "zh of it", "like", "against"))


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed: its marks, its verbs in each language, all words that tell of it, its relatives."""

    name: str
    marks: frozenset[str]
    english: re.Pattern[str]
    chinese: re.Pattern[str]
    of_it: re.Pattern[str]
    like: frozenset[str]
    against: frozenset[str]

    @property
    def verb(self) -> re.Pattern[str]:
        """Its verbs in either language."""
        return _pattern(self.english.pattern, self.chinese.pattern)

    @property
    def told(self) -> re.Pattern[str]:
        """Its verbs and the further words that tell of it."""
        return _pattern(self.english.pattern, self.chinese.pattern, self.of_it.pattern)


@lru_cache(maxsize=1)
def deeds() -> Mapping[str, Deed]:
    """Every deed by its name. Raises ValueError on a field or a deed that is not known."""
    text = Path(__file__).with_name("deeds.txt").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    parts = re.split(r"^\[([\w ]+)\]$", "\n".join(lines), flags=re.M)[1:]
    known = {n: _deed(n, part) for n, part in zip(parts[::2], parts[1::2], strict=True)}
    for deed in known.values():
        if missing := (deed.like | deed.against) - known.keys():
            raise ValueError(f"{deed.name}: {sorted(missing)} are no deeds of the list")
    return known


@lru_cache(maxsize=8)
def deeds_marked(mark: str) -> tuple[Deed, ...]:
    """The deeds with a mark, in the order of the list."""
    return tuple(deed for deed in deeds().values() if mark in deed.marks)


def _deed(name: str, part: str) -> Deed:
    lines = part.replace("\n ", "").strip().splitlines()
    fields = dict(line.split(": ", 1) for line in lines)
    if unknown := fields.keys() - FIELDS:
        raise ValueError(f"{name}: {sorted(unknown)} are no fields; expected {sorted(FIELDS)}")
    english, more = fields.get("en", NEVER), fields.get("en of it", NEVER)
    return Deed(
        name,
        frozenset(fields["is"].split()),
        _english(english),
        re.compile(fields.get("zh", NEVER)),
        _pattern(_english(more).pattern, fields.get("zh of it", NEVER)),
        frozenset(filter(None, fields.get("like", "").split("|"))),
        frozenset(filter(None, fields.get("against", "").split("|"))),
    )


def _english(words: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{words})(?![a-z])")


@lru_cache(maxsize=512)
def _pattern(*ways: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{way})" for way in ways))
