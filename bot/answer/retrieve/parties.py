"""Whose figure a text of a reader's document is: names of a question told in one place only.

A document is about the names of its title, of its opening and of many of its passages; another
company that it mentions once is none of them, and a figure far from that mention is not its own.
Names are told by their writing: capitals, or Chinese letters that no dictionary knows together. It
knows no list of names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from bot.knowledge.cells import cells_of
from bot.language.script import fold, has_han, is_han

__all__ = ["named_groups", "stands_for_document"]

MANY = 3
"""A name of so many passages is one that the document is about."""
OPENING = 2
"""Passages whose first sentence says what a document is about."""
SHORTEST_HAN, LONGEST_HAN = 2, 10
_LETTER = r"[A-Za-z0-9\u00c0-\u024f]"
_PART = rf"[A-Z](?:{_LETTER}|[.\u2019'-])*{_LETTER}"
_GROUP = re.compile(rf"(?<!{_LETTER}){_PART}(?:\s+(?:(?:&|and|of|the|de|van|von)\s+)?{_PART})*")
_OPENING = re.compile(r"(?:^|[.?!]\s+)[\"“]?$")
_ENDS = re.compile(r"[.!?](?=\s)|[。！？]")
_DAY = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December)"
)
_POSSESSIVE = re.compile(r"['\u2019]s$")


def named_groups(
    text: str, words: Sequence[str], document: Sequence[str]
) -> tuple[tuple[str, ...], ...]:
    """The names of a question that a document has somewhere, each as its folded words.

    `words` are those of the question as the index reads them, in their order.
    """
    folded = [_folded(passage) for passage in document]
    latin = [group for group in _latin(text) if any(_has(p, group) for p in folded)]
    return tuple(dict.fromkeys((*latin, *_han(text, words, folded))))


@lru_cache(maxsize=1024)
def stands_for_document(group: tuple[str, ...], title: str, document: tuple[str, ...]) -> bool:
    """Whether the document is about the name: its title, its opening or many passages have it."""
    opening = [_first(p) for p in document[:OPENING] if not cells_of(p)]
    if any(_has(_folded(text), group) for text in (title, *opening)):
        return True
    return sum(_has(_folded(p), group) for p in document if not cells_of(p)) >= MANY


def _first(passage: str) -> str:
    """The first sentence of a passage."""
    found = _ENDS.search(passage)
    return passage[: found.end()] if found else passage


def told_in(group: Sequence[str], texts: Iterable[str]) -> bool:
    """Whether one of the texts has the name."""
    return any(_has(_folded(text), group) for text in texts)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)


def _has(folded: str, group: Sequence[str]) -> bool:
    return all(
        word in folded
        if has_han(word)
        else re.search(rf"(?<!{_LETTER}){re.escape(word)}(?!{_LETTER})", folded)
        for word in group
    )


def _latin(text: str) -> list[tuple[str, ...]]:
    """Runs of capitalised words, without the word that opens a sentence."""
    found = []
    for match in _GROUP.finditer(text):
        parts = [_POSSESSIVE.sub("", p) for p in match.group().split()]
        if _OPENING.search(text[: match.start()]):
            parts = parts[1:]
        names = tuple(fold(p) for p in parts if p[0].isupper() and not _DAY.fullmatch(p))
        if names:
            found.append(names)
    return found


def _han(text: str, words: Sequence[str], folded: Sequence[str]) -> list[tuple[str, ...]]:
    """The longest strings of the question that a passage has too and that hold a letter which the
    dictionary joins to none beside it.
    """
    asked = fold(text)
    spans = sorted(_places(asked, words))
    found: list[tuple[str, ...]] = []
    at = 0
    while at < len(spans):
        chosen = 0
        for end in range(len(spans), at, -1):
            run = spans[at:end]
            joined = asked[run[0][0] : run[-1][1]]
            whole = sum(b - a for a, b in run) == len(joined)
            # A single letter ends many common words (人事費); two beside each other are a name.
            alone = any(d - a == 2 for (a, _), (_, d) in pairwise(run))
            sized = SHORTEST_HAN <= len(joined) <= LONGEST_HAN
            if whole and alone and sized and any(joined in passage for passage in folded):
                found.append((joined,))
                chosen = end - at
                break
        at += chosen or 1
    return found


def _places(asked: str, words: Sequence[str]) -> Iterable[tuple[int, int]]:
    """Where the Chinese words of the question stand in it, from left to right."""
    taken: set[int] = set()
    for word in sorted({fold(w) for w in words}, key=lambda w: (-len(w), w)):
        if not word or not all(is_han(c) for c in word):
            continue
        for match in re.finditer(re.escape(word), asked):
            if not taken.intersection(range(*match.span())):
                taken.update(range(*match.span()))
                yield match.span()
