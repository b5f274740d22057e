"""Texts and queries as terms that meet across languages and writing systems.

A text gives its *own* terms (stems, character pairs, codes, years, figures by value, concepts) and,
where it is Chinese, the stems of its words' English *glosses*. A query gives clauses, one a name,
figure or word, each with alternatives of which only the best counts, so that the many glosses of
one word weigh as one (docs/decisions/0010). Our glossary goes ahead of the general dictionary;
number words and function words are never glossed. Knows no index: how rare a term is and what a
crossed word weighs, `bot.index.lexical` and `bot.index.search` say.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.index.dictionary import Dictionary, dictionary_name
from bot.index.pieces import Piece, bigrams, cut, figures, merged, periods, terms_of
from bot.index.sounds import Spoken, heard_in, latin_keys, names_in, spelled_keys
from bot.index.stems import CHINESE_STOP, ENGLISH_STOP, stem
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han
from bot.records import Mention

__all__ = ["Alternative", "Analyser", "Clause", "QueryTerms", "Side", "TextTerms"]

TERMS_VERSION = "7"

Side = Literal["han", "latin", "both"]
"""How texts are written: in character pairs (han), in stems (latin), or either way."""

Kind = Literal["name", "number", "word", "sound", "metric"]

LEAST_TRUST = 0.3
"""Glosses trusted less are not indexed."""

PROPER = frozenset({"company", "person", "product"})

_WORD = re.compile(r"[a-z]+")
_SLIP = re.compile(r"(?<![\w'.&/-])[a-z]{4,}(?![\w&/]|['.-]\w)")
_WIDE = {code: code - 0xFEE0 for code in range(0xFF10, 0xFF5B) if chr(code).isalnum()}
_WIDE |= {ord(wide): ord(narrow) for wide, narrow in zip("％＄．＋－＆＇", "%$.+-&'", strict=True)}
# What a question asks for the name of is no word of the answer: which company, 哪一年, 什麼原因.
_ASKED_FOR = re.compile(
    r"\b(?:which|what|whose|how many|how much) (?:(?:was|is|were|are) the )?"
    r"(?:compan(?:y|ies)|firms?|person|people|countr(?:y|ies)|years?|quarters?|months?|days?"
    r"|dates?|amounts?|numbers?|percent(?:age)?s?|reasons?|kinds?|types?|times?|money)\b"
    r"|(?:哪[一二两几]?[家个间种些位支档类]?|什么|何种|几|多少)(?:公司|企业|业者|厂商|人士?|国家"
    r"|年|季|月|天|日期?|金额|数字|百分比|百分点|比例|比率|原因|理由|种类|类型|方式|方法|幅度|规模|水准|时间|时候|钱)"
)


@dataclass(frozen=True, slots=True)
class TextTerms:
    """The terms of a text: its own, the stems of its Chinese words' glosses (`g:…`), how names
    that nobody knows sound (`s:…`), and what it measures (`m:…`).
    """

    own: tuple[str, ...]
    gloss: tuple[str, ...]
    sounds: tuple[str, ...] = ()
    metrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """One term that a clause may meet; `crossed` where a dictionary stands between the two."""

    term: str
    trust: float = 1.0
    crossed: bool = False


@dataclass(frozen=True, slots=True)
class Clause:
    """One name, figure or word of a query as it is written there, with its alternatives.

    `pairs` are the character pairs inside a Chinese word: a text that holds them holds the word.
    `otherwise` are those of the word as others write it (計畫, 計劃; 軟體, 软件).
    `within` are the concepts whose name it is part of: a text that holds one of them holds the
    word too, but ranking counts the concept by its own clause.
    """

    text: str
    kind: Kind
    alternatives: tuple[Alternative, ...]
    pairs: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    otherwise: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class QueryTerms:
    """A query's clauses; `pairs` are those of its Chinese runs, across words too.

    `spelled` are the Chinese spellings of names that Latin texts are asked for by their sound,
    `named` the Latin names that Chinese texts are. `metrics` are what the query asks to be
    measured, in whatever words: sales, revenue and 營業額 are one.
    """

    clauses: tuple[Clause, ...]
    pairs: tuple[Clause, ...]
    spelled: tuple[Clause, ...] = ()
    named: tuple[Clause, ...] = ()
    metrics: tuple[Clause, ...] = ()

    @property
    def names_something(self) -> bool:
        """Whether a name or a figure stands there, by which a text can be told from all others."""
        return any(clause.kind in ("name", "number") for clause in self.clauses)

    def on(self, side: Side) -> tuple[Clause, ...]:
        """The clauses to put to texts of this side."""
        if side == "latin":
            spelled = "".join(clause.text for clause in self.spelled)
            # The characters of a name mean nothing by themselves: 亞 is no Asia in 亞爾丁.
            meant = (c for c in self.clauses if len(c.text) > 1 or c.text not in spelled)
            return (*meant, *self.spelled, *self.metrics)
        if side == "both":
            return (*self.clauses, *self.pairs, *self.spelled, *self.named, *self.metrics)
        own = (clause for clause in self.clauses if not clause.pairs)
        return (*own, *self.pairs, *self.named, *self.metrics)


class Analyser:
    """Makes terms of texts and queries with one glossary and one dictionary; shared by threads.

    `names` stands for the glossary's content in `version`, which tells whether an index fits.
    """

    def __init__(self, glossary: Glossary, dictionary: Dictionary, names: str = "") -> None:
        self.glossary = glossary
        self._glossary = glossary
        self._dictionary = dictionary
        stamp = "\n".join((TERMS_VERSION, dictionary_name(), names))
        self.version = hashlib.sha256(stamp.encode()).hexdigest()[:16]
        self.of_query = lru_cache(maxsize=512)(self._of_query)
        self.held_by = lru_cache(maxsize=8192)(self._held_by)
        self._glosses = lru_cache(maxsize=65_536)(self._glosses_of)
        self._respelled = lru_cache(maxsize=4096)(dictionary.respelled)
        self._strange = lru_cache(maxsize=65_536)(self._is_strange)
        self._name_stems = lru_cache(maxsize=4096)(self._stems_of_name)

    def prepare(self) -> None:
        """Read the whole dictionary into memory, for work on many texts."""
        self._dictionary.preload()

    def read(self, text: str) -> TextTerms:
        """The terms of a text to be indexed or compared, repeated as they stand there."""
        text = narrowed(text)
        spoken: list[Spoken] = []
        own, gloss = self._read(text, spoken.append)
        sounds = [f"s:{key}" for name in self._strangers(text) for key in latin_keys(name)]
        sounds += (f"s:{key}" for _, _, keys in self._heard(fold(text), spoken) for key in keys)
        measured = (f"m:{mention.concept}" for mention in self._glossary.find_metrics(text))
        return TextTerms(own, gloss, tuple(dict.fromkeys(sounds)), tuple(dict.fromkeys(measured)))

    def _read(
        self, text: str, hear: Callable[[Spoken], None] = lambda _: None
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The own terms and the glosses of a text; `hear` is told its Chinese words and names."""
        folded = fold(text)
        counted, dated = figures(text), periods(text)
        mentions = self._glossary.find(text)
        own = list(terms_of(folded, counted))
        # A year stands there as its number already.
        own += (term for piece in dated for term in piece.terms if term[0] != "n")
        own += (f"c:{mention.concept}" for mention in mentions)
        gloss: list[str] = []
        if has_han(text):
            for mention in mentions:
                gloss += (f"g:{one}" for one in self._name_stems(mention.concept))
            fixed = merged(merged(counted, dated), _proper(mentions))
            for piece in cut(folded, fixed):
                if piece.kind == "han":
                    words = self._dictionary.words(folded[piece.start : piece.end])
                    gloss += (one for word in words for one in self._glosses(word))
                    hear(Spoken(piece.start, words))
                elif piece.kind == "name":
                    hear(Spoken(piece.start, [folded[piece.start : piece.end]], True))
        return tuple(own), tuple(gloss)

    def _held_by(self, text: str) -> frozenset[str]:
        """Every term of a text once, its own and its glosses."""
        own, gloss = self._read(narrowed(text))
        return frozenset(own).union(gloss)

    def _of_query(self, query: str) -> QueryTerms:
        """The clauses of a query, in order, without words that carry no meaning of their own."""
        query = narrowed(query)
        folded = _ASKED_FOR.sub(lambda found: " " * len(found.group()), fold(query))
        mentions = self._glossary.find(query)
        clauses = [_clause(m.text, "name", f"c:{m.concept}") for m in mentions]
        pairs: list[Clause] = []
        spoken: list[Spoken] = []
        fixed = merged(merged(figures(query), periods(query)), _proper(mentions))
        for piece in cut(folded, fixed):
            written = query[piece.start : piece.end]
            if piece.kind == "han":
                cut_up = self._dictionary.words(folded[piece.start : piece.end])
                spoken.append(Spoken(piece.start, cut_up))
                for at, words in _content(cut_up):
                    clauses += self._han_clauses(query, piece.start + at, words, mentions)
                    pairs += self._pair_clauses(query, piece.start + at, words)
            elif piece.kind == "latin":
                clauses += _latin_clauses(written, piece, _concepts(mentions, piece.start))
            elif piece.kind != "name":
                clauses += (_clause(written, "number", term) for term in piece.terms)
            else:
                spoken.append(Spoken(piece.start, [folded[piece.start : piece.end]], True))
        spelled = tuple(_sound(query[a:b], keys) for a, b, keys in self._heard(folded, spoken))
        known = {fold(m.text) for m in mentions}
        heard = ((name, dict.fromkeys(latin_keys(name), 1.0)) for name in self._strangers(query))
        named = tuple(_sound(n, keys) for n, keys in heard if keys and fold(n) not in known)
        measured = {m.concept: m for m in self._glossary.find_metrics(query)}
        metrics = tuple(_clause(m.text, "metric", f"m:{one}") for one, m in measured.items())
        return QueryTerms(tuple(clauses), tuple(pairs), spelled, named, metrics)

    def _strangers(self, text: str) -> Iterator[str]:
        """The Latin names of a text that are no English words."""
        return (name for name in names_in(text) if self._strange(name.lower()))

    def _is_strange(self, word: str) -> bool:
        return bool(self._dictionary.misspelled((word,)))

    def _heard(
        self, folded: str, spoken: Sequence[Spoken]
    ) -> Iterator[tuple[int, int, dict[str, float]]]:
        """Where a text's Chinese words and names spell a sound, with its keys."""
        spelling, names = self._dictionary.spelling
        for start, end in heard_in(spoken, spelling, names):
            keys = spelled_keys(folded[start:end], spelling)
            if keys:
                yield start, end, keys

    def _glosses_of(self, word: str) -> tuple[str, ...]:
        glosses = self._dictionary.glosses(word)
        return tuple(f"g:{one}" for one, trust in glosses if trust >= LEAST_TRUST)

    def _stems_of_name(self, concept: str) -> tuple[str, ...]:
        name = self._glossary.name(concept, "en").lower()
        words = [word for word in _WORD.findall(name) if word not in ENGLISH_STOP]
        return tuple(dict.fromkeys(stem(word) for word in words if len(word) > 1))

    def _han_clauses(
        self, query: str, begin: int, words: list[str], mentions: Sequence[Mention]
    ) -> Iterator[Clause]:
        for word in words:
            end = begin + len(word)
            glosses = self._dictionary.glosses(word)
            crossed = tuple(Alternative(f"w:{one}", trust, True) for one, trust in glosses)
            within = _concepts(mentions, begin)
            others = tuple(bigrams(twin) for twin in self._dictionary.twins(word))
            yield Clause(query[begin:end], "word", crossed, bigrams(word), within, others)
            begin = end

    def _pair_clauses(self, query: str, begin: int, words: Sequence[str]) -> Iterator[Clause]:
        """The pairs of a stretch; one inside a word is met by that of the word's twin as well."""
        others: dict[int, tuple[str, ...]] = {}
        at = 0
        for word in words:
            twins = [bigrams(twin) for twin in self._dictionary.twins(word)]
            for place in range(len(word) - 1):
                others[at + place] = tuple(twin[min(place, len(twin) - 1)] for twin in twins)
            at += len(word)
        for at, pair in enumerate(bigrams("".join(words))):
            written = query[begin + at : begin + at + len(pair) - 2]
            same = dict.fromkeys((pair, *others.get(at, ())))
            yield Clause(written, "word", tuple(Alternative(one) for one in same))

    def respelled(self, query: str, held: Callable[[str], bool]) -> str:
        """The query with slips of the keyboard mended in English words.

        A word is left as it is where the dictionary knows it or the words that it is formed of, a
        text holds it (`held` is asked for its term), a name has it, or it stands as a name in
        capitals.
        """
        found = {
            match.span(): match.group()
            for match in _SLIP.finditer(fold(query))
            if match.group() not in ENGLISH_STOP and _may_slip(query, match.start(), match.end())
        }
        unknown = self._dictionary.misspelled(found.values()) if found else frozenset()
        unknown -= self._dictionary.formed(unknown) if unknown else unknown
        if not unknown:
            return query
        names = self._glossary.find(query)
        for (start, end), word in reversed(found.items()):
            named = any(m.start < end and start < m.end for m in names)
            if word in unknown and not named and not held(f"w:{stem(word)}"):
                meant = self._respelled(word)
                if meant:
                    query = query[:start] + query[start] + meant[1:] + query[end:]
        return query


def narrowed(text: str) -> str:
    """The text with full-width letters, digits and their signs made narrow, case kept: a name in
    capitals (ＮＶＤＡ) is one however wide it is written.
    """
    return text.translate(_WIDE)


def _content(run: Iterable[str]) -> Iterator[tuple[int, list[str]]]:
    """The stretches of a Chinese run's words between its function words: offset and words."""
    at, begin = 0, 0
    words: list[str] = []
    for word in (*run, ""):
        if word and word not in CHINESE_STOP:
            begin = at if not words else begin
            words.append(word)
        elif words:
            yield begin, words
            words = []
        at += len(word)


def _may_slip(query: str, start: int, end: int) -> bool:
    """Whether a word is written in small letters, or with a capital where a sentence begins."""
    word = query[start:end]
    begins = not query[:start].strip() or query[:start].rstrip()[-1:] in ".?!:"
    return word.islower() or (word.istitle() and begins)


def _concepts(mentions: Iterable[Mention], at: int) -> tuple[str, ...]:
    return tuple(f"c:{m.concept}" for m in mentions if m.start <= at < m.end)


def _proper(mentions: Iterable[Mention]) -> tuple[Piece, ...]:
    """Names of one company, person or product: their parts mean nothing by themselves."""
    proper = (m for m in mentions if m.kind in PROPER)
    return tuple(Piece("name", m.start, m.end, (f"c:{m.concept}",)) for m in proper)


def _clause(written: str, kind: Kind, term: str) -> Clause:
    return Clause(written, kind, (Alternative(term),))


def _sound(written: str, keys: Mapping[str, float]) -> Clause:
    alternatives = tuple(Alternative(f"s:{key}", share) for key, share in keys.items())
    return Clause(written, "sound", alternatives)


def _latin_clauses(written: str, piece: Piece, within: tuple[str, ...]) -> Iterator[Clause]:
    if fold(written) in ENGLISH_STOP:
        return
    code = any(char.isdigit() for char in written)
    for term in piece.terms[:1] if code else piece.terms:
        one = term.removeprefix("w:")
        if one not in ENGLISH_STOP:
            alternatives = (Alternative(term), Alternative(f"g:{one}", 1.0, True))
            kind: Kind = "number" if code else "word"
            yield Clause(written, kind, alternatives, within=within)
