"""A short thesaurus of everyday and business words, both languages in one group.

A reader asks in other words than a document has: *jobs* for *posts*, 進水 for 淹水. The groups are
data (`prompts/thesaurus.txt`), read once when a document of a reader's is first asked; a group's
pattern is made when a word of it is first met. An English word stands for all of its forms (fix,
fixing, fixed). They are looser than `bot.answer.retrieve.equivalents`, so what they match counts
for less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.language.script import fold, has_han
from bot.settings import data_root

__all__ = ["SaidSo", "han_synonyms", "said_otherwise"]

SHORTEST_STEM = 3
_LATIN = re.compile(r"[a-z]{3,}")
_ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("sses", "ss"),
    ("shes", "sh"),
    ("ches", "ch"),
    ("xes", "x"),
    ("ss", "ss"),
    ("us", "us"),
    ("is", "is"),
    ("s", ""),
    ("ing", ""),
    ("ed", ""),
)
"""The endings of forms and what they stand for, the longer ones first."""


@dataclass(frozen=True, slots=True)
class SaidSo:
    """What texts say that have a word of a group: its forms as they are written, and its single
    English words without their endings.
    """

    written: re.Pattern[str]
    stems: frozenset[str]

    def search(self, folded: str) -> bool:
        """Whether a folded text has a word of the group, in any of its forms."""
        return not self.stems.isdisjoint(_stems_of(folded)) or bool(self.written.search(folded))


@lru_cache(maxsize=4096)
def _stems_of(folded: str) -> frozenset[str]:
    return frozenset(_bare(word) for word in _LATIN.findall(folded))


@lru_cache(maxsize=8192)
def _bare(word: str) -> str:
    """A word without the endings of its forms: fixes, fixed, fixing. An operator stays one."""
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            word = word.removesuffix(ending) + instead
            if ending in ("ing", "ed") and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    return word.removesuffix("e")


@dataclass(frozen=True, slots=True)
class _Thesaurus:
    """The groups, folded, and in which of them a word, the beginning of a word or a form of a word
    stands.
    """

    groups: tuple[tuple[str, ...], ...]
    words: Mapping[str, tuple[int, ...]]
    stems: Mapping[str, tuple[int, ...]]
    forms: Mapping[str, tuple[int, ...]]
    longest_han: int


@lru_cache(maxsize=1)
def _thesaurus() -> _Thesaurus:
    text = fold((data_root("prompts") / "thesaurus.txt").read_text(encoding="utf-8"))
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    groups = tuple(tuple(line.split()) for line in lines)
    words: dict[str, tuple[int, ...]] = {}
    stems: dict[str, tuple[int, ...]] = {}
    for number, group in enumerate(groups):
        for word in dict.fromkeys(group):
            into = stems if word.endswith("*") else words
            key = word.rstrip("*?")
            into[key] = (*into.get(key, ()), number)
    forms: dict[str, tuple[int, ...]] = {}
    for word, numbers in words.items():
        if _LATIN.fullmatch(word):
            form = _bare(word)
            forms[form] = tuple(dict.fromkeys((*forms.get(form, ()), *numbers)))
    longest = max((len(w) for w in words if has_han(w)), default=0)
    return _Thesaurus(groups, words, stems, forms, longest)


@lru_cache(maxsize=512)
def _pattern(number: int) -> SaidSo:
    """Latin words whole, with any ending where a star stands; Chinese ones anywhere; none that only
    questions are read by.
    """
    group = [w for w in _thesaurus().groups[number] if not w.endswith("?")]
    latin = "|".join(
        re.escape(w).replace(r"\*", "[a-z]*").replace("_", " ") for w in group if not has_han(w)
    )
    han = "|".join(w for w in group if has_han(w))
    written = re.compile("|".join(p for p in (rf"\b(?:{latin})\b" if latin else "", han) if p))
    return SaidSo(written, frozenset(_bare(w) for w in group if _LATIN.fullmatch(w)))


@lru_cache(maxsize=4096)
def said_otherwise(word: str) -> tuple[SaidSo, ...]:
    """What in a folded text says the like of a folded word of a question."""
    known = _thesaurus()
    found = dict.fromkeys(known.words.get(word, ()))
    if word.isascii() and word.isalpha():
        found.update(dict.fromkeys(known.forms.get(_bare(word), ())))
        for end in range(SHORTEST_STEM, len(word) + 1):
            found.update(dict.fromkeys(known.stems.get(word[:end], ())))
    return tuple(_pattern(number) for number in sorted(found))


def han_synonyms(folded: str) -> Iterator[tuple[str, int]]:
    """The Chinese words of two letters and more in a folded text with their places, the longest
    first at each.
    """
    known = _thesaurus()
    at = 0
    while at < len(folded):
        for size in range(known.longest_han, 1, -1):
            word = folded[at : at + size]
            if len(word) == size and word in known.words and has_han(word):
                yield word, at
                at += size - 1
                break
        at += 1
