"""Names spelled by their sound: which consonants a Latin name and a Chinese spelling of it share.

A firm or person that no glossary and no dictionary knows crosses languages by its sound alone
(Renwick, 倫威克). Of both spellings only the classes of consonants are kept, in order (LNFK):
vowels differ too much between readers (docs/decisions/0077). What may be said in two ways gives a
key for each: an r at the end of a syllable is dropped or kept, a soft g is a k or an s. How
characters are read, and which of them spell sounds at all, comes from the dictionary's own names.
Knows no tones, no dialects and no scripts but Latin letters and Chinese characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby, product
from typing import NamedTuple

from bot.index.stems import CHINESE_STOP

__all__ = [
    "Spelling",
    "Spoken",
    "heard_in",
    "latin_keys",
    "names_in",
    "runs_of",
    "spelled_keys",
    "spelling_characters",
    "spelling_classes",
]

SHORTEST = 3
"""Consonants that a key has at least: shorter ones are met by chance."""

LONGEST_RUN = 8
MOST_KEYS = 8

LEARNT = 2
"""Consonants of the dictionary's names from which the characters are learnt, at least."""

OFTEN, MOSTLY = 3, 0.2
"""How many of the dictionary's foreign names a character spells at least, and which share of those
that it stands in."""

INSIDE = frozenset("内里多那可约因其尚")
"""Folded function words that spell a sound where they stand inside a name (塞内加尔, 巴巴多斯)."""

Spelling = Mapping[str, tuple[str, ...]]
"""A folded character with the classes of consonants that it may stand for."""

_VOWELS = frozenset("aeiouy")
_SOFT = frozenset("eiy")
# The longest first; several classes where a spelling is read in several ways.
_LATIN: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("sch", ("S",)),
    ("tch", ("S",)),
    ("dge", ("S",)),
    ("ght", ("T",)),
    ("ph", ("F",)),
    ("ck", ("K",)),
    ("ch", ("S", "K")),
    ("sh", ("S",)),
    ("th", ("S", "T")),
    ("wh", ("F",)),
    ("kn", ("N",)),
    ("wr", ("L",)),
    ("gn", ("N", "KN")),
    ("ng", ("N", "NK")),
    ("gh", ("", "K", "F")),
    ("qu", ("KF", "K")),
    ("x", ("KS", "S")),
    *((letter, ("K",)) for letter in "ckq"),
    ("g", ("K",)),
    ("j", ("S", "")),
    *((letter, ("S",)) for letter in "zs"),
    *((letter, ("T",)) for letter in "td"),
    *((letter, ("P",)) for letter in "bp"),
    *((letter, ("F",)) for letter in "fvw"),
    ("m", ("M",)),
    ("n", ("N",)),
    *((letter, ("L",)) for letter in "lr"),
    ("h", ("",)),
)
_SOFTENED = {"c": ("S",), "g": ("K", "S")}
_AT_AN_END = {"r": ("", "L"), "m": ("M", "N"), "w": ("", "F")}
_INITIALS: tuple[tuple[str, tuple[str, ...]], ...] = (
    *((sound, ("S",)) for sound in ("zh", "ch", "sh", "z", "c", "s")),
    *((sound, ("P",)) for sound in "bp"),
    *((sound, ("T",)) for sound in "dt"),
    *((sound, ("K",)) for sound in "gk"),
    *((sound, ("S", "K")) for sound in "jq"),
    ("x", ("S", "")),
    ("m", ("M",)),
    ("f", ("F",)),
    ("n", ("N",)),
    ("l", ("L",)),
    ("r", ("L", "S")),
    ("w", ("F",)),
    ("h", ("",)),
    ("y", ("",)),
)
_WHOLE = {"er": ("L", ""), "wu": ("F", "")}
_ROUNDED = re.compile(r"[ghk]u[aeio]")
_NAME = re.compile(r"(?<![\w'])[A-Z\u00c0-\u00de][A-Za-z\u00df-\u00ff]{2,}(?!\w)")


class Spoken(NamedTuple):
    """Chinese words that follow one another, or one name of a glossary, and where they begin."""

    start: int
    words: Sequence[str]
    name: bool = False


def names_in(text: str) -> list[str]:
    """The capitalised Latin words of a text, once each."""
    return list(dict.fromkeys(_NAME.findall(text)))


@lru_cache(maxsize=65_536)
def latin_keys(word: str, shortest: int = SHORTEST) -> frozenset[str]:
    """The keys of a Latin name; none where it has too few consonants."""
    letters = _plain(word)
    parts: list[tuple[str, ...]] = []
    at = 0
    while at < len(letters):
        if letters[at] in _VOWELS:
            at += 1
            continue
        spelled, classes = next(pair for pair in _LATIN if letters.startswith(pair[0], at))
        end = at + len(spelled)
        following = letters[end : end + 1]
        if following in _SOFT and spelled in _SOFTENED:
            classes = _SOFTENED[spelled]
        elif following not in _VOWELS:
            classes = _AT_AN_END.get(spelled, classes)
        parts.append(classes)
        at = end
    return _keys(parts, shortest)


def spelled_keys(run: str, spelling: Spelling) -> dict[str, float]:
    """The keys of a run of characters that all spell sounds, each with how much of it is in it.

    The first or the last character may belong to another word.
    """
    found: dict[str, float] = {}
    for some in (run, run[:-1], run[1:]):
        for key in _keys([spelling[char] for char in some], SHORTEST):
            found.setdefault(key, round(len(some) / len(run), 2))
    return found


def heard_in(
    spoken: Sequence[Spoken], spelling: Spelling, names: frozenset[str]
) -> Iterator[tuple[int, int]]:
    """Where the runs of a text's words in which every character spells a sound begin and end.

    A name that a glossary found may be part of a longer one (戴爾 of 林戴爾), but is no run itself.
    """
    found = {(one.start, one.start + len(one.words[0])) for one in spoken if one.name}
    begin, words = 0, list[str]()
    for one in (*spoken, None):
        if one and one.start == begin + sum(map(len, words)):
            words += one.words
            continue
        for at, run in runs_of(words, spelling, names):
            span = begin + at, begin + at + len(run)
            if span not in found:
                yield span
        begin, words = (one.start, list(one.words)) if one else (0, [])


def runs_of(
    words: Sequence[str], spelling: Spelling, names: frozenset[str]
) -> Iterator[tuple[int, str]]:
    """The runs of words in which every character spells a sound, each with where it begins.

    A word of several characters belongs to one only where it is a name itself; function words
    belong to none, but for those of one character that are often a sound and stand inside.
    """
    heard = [
        (len(word) == 1 or word in names)
        and word not in CHINESE_STOP
        and all(char in spelling for char in word)
        for word in words
    ]
    for at in range(1, len(words) - 1):
        if words[at] in INSIDE and heard[at - 1] and heard[at + 1]:
            heard[at] = True
    begin = 0
    for spells, some in groupby(zip(heard, words, strict=True), key=lambda pair: pair[0]):
        run = "".join(word for _, word in some)
        if spells and 1 < len(run) <= LONGEST_RUN:
            yield begin, run
        begin += len(run)


def spelling_characters(
    names: Iterable[tuple[str, str, Iterable[str]]],
) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Which characters spell sounds, and which words are names of such characters alone, told from
    the dictionary.

    Takes its names: how each is written, its pinyin, and what it is said to mean. A name is spelled
    by its sound where a capitalised word of its meaning has one of its keys and is not its pinyin.
    """
    readings: dict[str, Counter[str]] = {}
    heard, met = Counter[str](), Counter[str]()
    found = []
    for written, pinyin, meanings in names:
        syllables = pinyin.lower().split()
        if len(syllables) != len(written):
            continue
        for char, syllable in zip(written, syllables, strict=True):
            readings.setdefault(char, Counter())[syllable.rstrip("12345")] += 1
        keys = _keys([spelling_classes(one) for one in syllables], LEARNT)
        foreign = _sounds_like(keys, pinyin, meanings)
        found.append(written)
        if foreign is not None:
            met.update(set(written))
        if foreign:
            heard.update(set(written))
    usual = {char: some.most_common(1)[0][0] for char, some in readings.items()}
    kept = {
        char: spelling_classes(usual[char])
        for char, count in heard.items()
        if count >= OFTEN and count >= MOSTLY * met[char]
    }
    return kept, frozenset(name for name in found if all(char in kept for char in name))


def _sounds_like(keys: frozenset[str], pinyin: str, meanings: Iterable[str]) -> bool | None:
    """Whether a capitalised word of the meaning has one of the keys; None where there is none to
    compare with: a place called as it is read.
    """
    read = _plain(pinyin)
    words = [word for one in meanings for word in _NAME.findall(one)]
    if not keys or not words or any(_plain(word) in read for word in words):
        return None
    return any(keys & latin_keys(word, LEARNT) for word in words)


def spelling_classes(syllable: str) -> tuple[str, ...]:
    """The classes of consonants that a syllable of pinyin may stand for."""
    sound = _plain(syllable)
    if sound in _WHOLE:
        return _WHOLE[sound]
    classes = next((some for first, some in _INITIALS if sound.startswith(first)), ("",))
    if _ROUNDED.match(sound):
        classes = (*classes, *(f"{one}F" for one in classes))  # 奎 kui: Quincy
    end = "N" if sound.endswith(("n", "ng")) else ""
    return tuple(dict.fromkeys(one + end for one in classes))


def _keys(parts: Sequence[tuple[str, ...]], shortest: int) -> frozenset[str]:
    """The keys that some consonants can be read as, doubled ones as one."""
    found: dict[str, None] = {}
    for some in product(*parts):
        key = "".join(one for one, _ in groupby("".join(some)))
        if len(key) >= shortest:
            found[key] = None
        if len(found) == MOST_KEYS:
            break
    return frozenset(found)


def _plain(word: str) -> str:
    """The letters a to z of a word, accents left off."""
    apart = unicodedata.normalize("NFD", word.lower())
    return "".join(char for char in apart if "a" <= char <= "z")
