"""What happens to a ranked list before it is cut: repeats step back, both languages are heard.

A text that says what a better one has said already, with the same figures and nearly all the same
words, counts half (docs/decisions/0051). Where documents have no twins and the first hits are all
in one language, the best hit of the other takes the last place if it holds evidence of its own.
Reads texts and scores only; knows no arm and no index.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from bot.language.script import fold
from bot.records import Hit

__all__ = ["REPEATED", "balanced", "one_sided", "spread_out"]

REPEATED = 0.5
"""What a near-duplicate of a better hit counts."""

SAME = 0.8
"""The share of their pieces that two near-duplicates have in common."""

EVIDENCE = 0.75
"""The share of the best score from which on a hit of the other language holds evidence."""

_FIGURE = re.compile(r"\d[\d.,]*")
_WORD = re.compile(r"[a-z]+|[\u3400-\u9fff]")
_RUN = 3

_Run = tuple[str, ...]


def spread_out(hits: Sequence[Hit], k: int, explain: bool = False) -> list[Hit]:
    """The hits, best first, after near-duplicates of a better one have stepped back.

    Once k hits are new, the others are left as they are.
    """
    new: list[_Print] = []
    found: list[Hit] = []
    for hit in hits:
        if len(new) == k:
            found.append(hit)
            continue
        here = _Print(hit)
        twin = next((there.hit for there in new if _alike(here, there)), None)
        if twin is None:
            new.append(here)
            found.append(hit)
            continue
        note = {"repeats": twin.passage.id} if explain else {}
        score = round(REPEATED * hit.score, 6)
        found.append(replace(hit, score=score, explain={**hit.explain, **note}))
    return sorted(found, key=lambda hit: -hit.score)


def one_sided(first: Sequence[Hit]) -> bool:
    """Whether these hits are all of one language and have no twins."""
    return len({hit.lang for hit in first}) == 1 and all(len(h.passage.text) == 1 for h in first)


def balanced(hits: Sequence[Hit], k: int, explain: bool = False) -> list[Hit]:
    """The first k hits, the last of them the other language's best where it would be unheard."""
    first = list(hits[:k])
    languages = {hit.lang for hit in first}
    if k < 2 or not one_sided(first):
        return first
    others = (h for h in hits[k:] if h.lang not in languages and len(h.passage.text) == 1)
    other = next(others, None)
    if other is None or other.score < EVIDENCE * first[0].score:
        return first
    note = {"heard": f"the best in {other.lang}"} if explain else {}
    return [*first[:-1], replace(other, explain={**other.explain, **note})]


class _Print:
    """A hit's figures and, when they are asked for, its runs of words or characters."""

    def __init__(self, hit: Hit) -> None:
        self.hit = hit
        self._text = hit.passage.text[hit.lang]
        self.figures = _figures(self._text)

    @property
    def runs(self) -> frozenset[_Run]:
        """Every three words or characters that follow each other; a shorter text is one run."""
        return _runs(self._text)


@lru_cache(maxsize=4096)
def _figures(text: str) -> tuple[str, ...]:
    return tuple(sorted(_FIGURE.findall(fold(text))))


@lru_cache(maxsize=512)
def _runs(text: str) -> frozenset[_Run]:
    words = _WORD.findall(fold(text))
    later = (words[at:] for at in range(_RUN))
    return frozenset(zip(*later, strict=False)) or frozenset((tuple(words),))


def _alike(one: _Print, other: _Print) -> bool:
    if one.hit.lang != other.hit.lang or one.figures != other.figures:
        return False
    few, many = sorted((len(one.runs), len(other.runs)))
    if few < SAME * many:
        return False
    shared = len(one.runs & other.runs)
    return shared >= SAME * (few + many - shared)
