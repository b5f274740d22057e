"""What a text lists by number, and whether a question asks for a list.

"(1) … (2) …" and 第一，……第二，…… list; "three measures were passed." announces one. It reads the
marks alone: what is listed it does not know.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.language.script import fold

__all__ = ["asks_list", "enumerates", "listed_around", "ordinal"]

_ASKS = re.compile(
    r"哪些|哪几[项点个件种条]|列[出举]|分别(?:是|有)|有什么(?:样的)?[\u3400-\u9fff]{2}"
    r"|\b(?:what|which) (?:are|were) the\b|\blist\b|\bname the\b"
    r"|\b(?:what|which) (?:[a-z]+ ){0,2}?[a-z]{2,}[^s\W]s (?:did|does|do|has|have|had|were|are|will"
    r"|must|should|would|was)\b"
)
_MARKED = re.compile(r"(?:^|[\s；;，,：:。])[(（]?(?:1|一|a)[)）][^()（）]+[(（]?(?:2|二|b)[)）]")
_SPOKEN = re.compile(r"第一[，,、是].+第二[，,、是]|\bfirst(?:ly)?,.+\bsecond(?:ly)?,")
_OPENS = re.compile(
    r"^[\s•*-]*(?:第(?P<han>[一二三四五六七八九])[，,、：是]"
    r"|(?P<word>first|second|third|fourth|fifth|sixth)(?:ly)?[,:]"
    r"|[(（]?(?P<digit>[1-9])[.)）、]|[(（](?P<numeral>[一二三四五六七八九])[)）])"
)
_WORDS = ("first", "second", "third", "fourth", "fifth", "sixth")
_HAN = "一二三四五六七八九"
MOST = 7
"""Sentences of one list at most."""


@lru_cache(maxsize=256)
def asks_list(text: str) -> bool:
    """Whether a question asks for several things by their names."""
    return _ASKS.search(fold(text)) is not None


@lru_cache(maxsize=8192)
def enumerates(text: str) -> bool:
    """Whether one sentence numbers what it lists."""
    folded = fold(text)
    return bool(_MARKED.search(folded) or _SPOKEN.search(folded))


@lru_cache(maxsize=8192)
def ordinal(text: str) -> int:
    """The number that a sentence opens with as one of a list; 0 where it opens with none."""
    found = _OPENS.match(fold(text))
    if found is None:
        return 0
    if word := found["word"]:
        return _WORDS.index(word) + 1
    if digit := found["digit"]:
        return int(digit)
    return _HAN.index(found["han"] or found["numeral"]) + 1


def listed_around(sentences: list[str], at: int) -> list[int]:
    """The places of the list that a sentence is one of or announces, with what announces it; none
    where it stands in no list.
    """
    start = at
    while start > 0 and ordinal(sentences[start]) > 1:
        start -= 1
    if ordinal(sentences[start]) == 1:
        first = start
    elif start == at and at + 1 < len(sentences) and ordinal(sentences[at + 1]) == 1:
        first = at + 1
    else:
        return []
    places = [first - 1] if first else []
    number = 1
    for place in range(first, len(sentences)):
        if ordinal(sentences[place]) != number:
            break
        places.append(place)
        number += 1
    return places[:MOST] if number > 2 else []
