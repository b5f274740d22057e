"""The words of a question, each with how far texts hold it: in its letters or said otherwise.

What the index finds of a word (its stem, its gloss in the other language) comes first, then the
things that are said in two ways, then a thesaurus. Decides nothing about any text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.answer.retrieve.equivalents import EQUIVALENTS, HAN_FORMS, LIGHT
from bot.answer.retrieve.synonyms import SaidSo, han_synonyms, said_otherwise
from bot.index.coverage import WordHeld
from bot.index.search import Searcher
from bot.language.script import fold

__all__ = ["PLACED", "told_words"]

PLACED, LIKE, LEFT_OUT = 0.9, 0.75, 0.6
"""What a word counts that is said otherwise, by the thesaurus, and one the index leaves out."""


_DERIVED = re.compile(r"\b([a-z]{4,})(?:ships?|ages?|hoods?)\b")
"""A word with an ending that the stems of the index do not take off."""


def told_words(asked: str, texts: Sequence[str], searcher: Searcher) -> list[WordHeld]:
    """The words asked about, each with how far every text says it, in these words or others.

    A verb that the index leaves out ("who makes") counts where texts may say it otherwise.
    """
    words = _with_bases(searcher.words(asked, _with_their_bases(texts)), texts, searcher)
    found = [replace(w, shares=_with_equivalents(w.text, w.shares, texts)) for w in words]
    known = {part for w in words for part in fold(w.text).split()}
    none = (0.0,) * len(texts)
    for whole in _han_forms(fold(asked), known):
        known.add(whole)
        found = [w for w in found if fold(w.text) not in whole]
        shares = _with_itself(_with_equivalents(whole, none, texts), whole, texts)
        found.append(WordHeld(whole, "word", 1.0, shares))
    for match in re.finditer(r"[a-z]{4,}", fold(asked)):
        word = match.group()
        if word not in known and word not in LIGHT:
            shares = _with_equivalents(word, none, texts)
            if shares is not none:
                found.append(WordHeld(word, "word", LEFT_OUT, shares))
    return found


def _with_bases(
    words: Sequence[WordHeld], texts: Sequence[str], searcher: Searcher
) -> list[WordHeld]:
    """The words, where one is derived from another and a text has that: leakage, a leak."""
    found = []
    for word in words:
        derived = _DERIVED.fullmatch(fold(word.text))
        held = searcher.words(derived[1], texts) if derived else ()
        base = held[0].shares if len(held) == 1 else (0.0,) * len(texts)
        shares = tuple(max(a, PLACED * b) for a, b in zip(word.shares, base, strict=True))
        found.append(replace(word, shares=shares))
    return found


def _with_their_bases(texts: Sequence[str]) -> list[str]:
    """The texts, each with the words from which some of its own are derived: membership, member."""
    bases = ((text, _DERIVED.findall(_folded(text))) for text in texts)
    return [f"{text} {' '.join(dict.fromkeys(found))}" if found else text for text, found in bases]


def _han_forms(asked: str, known: Collection[str]) -> list[str]:
    """Chinese words said in several ways that the index reads otherwise, across no word of it."""
    taken = [m.span() for w in known if len(w) > 1 for m in re.finditer(re.escape(w), asked)]
    forms: list[str] = []
    said = [(m.group(), m.start()) for m in HAN_FORMS.finditer(asked)]
    for whole, start in (*said, *han_synonyms(asked)):
        end = start + len(whole)
        crossed = any(a < start < b or a < end < b for a, b in taken)
        inside = any(whole in word for word in (*known, *forms))
        if len(whole) > 1 and not inside and not (crossed and HAN_FORMS.fullmatch(whole) is None):
            forms.append(whole)
    return forms


def _with_itself(shares: tuple[float, ...], word: str, texts: Sequence[str]) -> tuple[float, ...]:
    """The shares, and 1 where a text has the very word."""
    return tuple(
        1.0 if word in _folded(text) else share for share, text in zip(shares, texts, strict=True)
    )


def _with_equivalents(
    word: str, shares: tuple[float, ...], texts: Sequence[str]
) -> tuple[float, ...]:
    """A word's shares, where a text says the same in another way."""
    same, like = _equivalents(fold(word)), said_otherwise(fold(word))
    if not same and not like:
        return shares
    return tuple(max(s, _otherwise(t, same, like)) for s, t in zip(shares, texts, strict=True))


@lru_cache(maxsize=4096)
def _equivalents(folded: str) -> tuple[re.Pattern[str], ...]:
    month = _MONTHS.get(folded)
    return (
        *(said for asked, said in EQUIVALENTS if asked.fullmatch(folded)),
        *filter(None, [month]),
    )


def _months() -> dict[str, re.Pattern[str]]:
    """Every way to write a month, with what says the same: 六月, 6月, June."""
    names = "january february march april may june july august september october november december"
    found: dict[str, re.Pattern[str]] = {}
    for number, name in enumerate(names.split(), 1):
        han = "一二三四五六七八九十"[number - 1] if number <= 10 else f"十{'一二'[number - 11]}"
        same = re.compile(rf"(?<!\d){number}月|(?<!十){han}月|\b{name}\b")
        found |= dict.fromkeys((f"{number}月", f"{han}月", name), same)
    return found


_MONTHS = _months()


def _otherwise(text: str, same: Sequence[re.Pattern[str]], like: Sequence[SaidSo]) -> float:
    folded = _folded(text)
    if any(s.search(folded) for s in same):
        return PLACED
    return LIKE if any(s.search(folded) for s in like) else 0.0


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text)
