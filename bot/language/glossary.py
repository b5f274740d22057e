"""Names to concepts: where a text names a company, a person, a term or a ledger metric.

Matching is folded (case, width, script, hyphens), leftmost and longest first; Latin names stand on
word boundaries, a ticker only as a whole capital word. A proper name of six letters or more is
also found with one slip of the keyboard. Knows names only: it does not read grammar, and a name
that two things share goes to the entry that comes first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.language.script import fold, has_han, is_han, to_simplified
from bot.records import Lang, Mention, Metric, Span, Term

__all__ = ["Glossary"]

_PROPER = frozenset({"company", "person", "product"})
_SHORTEST_TYPO = 6
_SURNAME = 4
# Matching ignores how a compound is joined and which dot splits a foreign name.
_JOINS = str.maketrans(dict.fromkeys("-\n\t", " ") | dict.fromkeys("·•‧・･．", "."))
_LATIN = re.compile(r"[a-z][a-z.&]*[a-z]|[a-z]")
_BRACKETED = re.compile(r"\s*\([^()]*\)")
_MIXED_EDGE = re.compile(r"(?<=[a-z0-9]) ?(?=[\u3400-\u9fff])|(?<=[\u3400-\u9fff]) ?(?=[a-z0-9])")
_FIGURE = re.compile(r"[\d一二三四五六七八九十百千万亿兆两几数多.] ?$")
_SPELLINGS = (
    ("center", "centre"), ("isation", "ization"), ("alised", "alized"), ("labor", "labour"),
)  # fmt: skip
# A short transliterated surname that runs on in these is another, longer name (伯恩斯坦).
_RUNS_ON = frozenset("斯坦森頓顿爾尔茲兹姆")
# After a metric these make an agent of it: 投資人 is no investment.
_AGENTS = frozenset({"人", "者"})
# Words one edit away from a name of the glossary, found by running English word lists through it.
_SMALL_WORD = re.compile(r" (?:an?|as|at|by|i[fnst]|o[fnr]|to|up)$")
_WORDS_NEAR_NAMES = frozenset(
    "acton alphabets amazons barclay barley barns baron barony borne bourse buffer cerebral chans "
    "chants chaos clade clause gardner garner goggle goggles hilton hopped iconic invented "
    "krishnan lambdas lucene lucien macron marvel mckinley mediate mediated mediates micro micros "
    "minsk mixtral monster muenster murata muster nikki norte openapi openid oracles quant quanto "
    "quants renters routers sicilian space spaced spacer spaces stargaze synopsis vista".split()
)
# Surnames that many people bear: only the whole name is a person's.
_COMMON_SURNAMES = frozenset("bailey chang friar griffin krishna perez powell solomon tsai".split())


@dataclass(frozen=True, slots=True)
class _Name:
    """A written form in folded letters; `exact` is set where capitals must agree."""

    key: str
    concept: str
    kind: str
    exact: str | None = None


# Where a name may start: at a Latin word's first letter or figure, or at any other character.
_LATIN_CHARS = "".join(char for char in map(chr, range(0x250)) if char.isalnum())
_PLACES = re.compile(f"[{_LATIN_CHARS}]+|[^{_LATIN_CHARS}\\s]")

REMEMBERED = 16_384
HEAD = 4


class Glossary:
    """Terms and metrics, found by any of their written forms."""

    def __init__(self, terms: Iterable[Term], metrics: Iterable[Metric] = ()) -> None:
        self._terms = {term.id: term for term in terms}
        self._metrics = {metric.id: metric for metric in metrics}
        self._term_names = _Names(_term_names(self._terms.values()))
        self._metric_names = _Names(_metric_names(self._metrics.values()))
        self._slips = _Slips(self._term_names)
        # The sentences of the corpus come back with every question.
        self._found = lru_cache(maxsize=REMEMBERED)(self._look_up)
        self._measured = lru_cache(maxsize=REMEMBERED)(self._look_up_metrics)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Where the text names a concept, in text order, without overlaps."""
        return self._found(text)

    def find_metrics(self, text: str) -> tuple[Mention, ...]:
        """Where the text names a metric of the ledger, in text order, without overlaps."""
        return self._measured(text)

    def _look_up(self, text: str) -> tuple[Mention, ...]:
        folded = fold(text).translate(_JOINS)
        found = list(self._term_names.scan(text, folded))
        free = _without(folded, found)
        found += self._slips.scan(text, free)
        return tuple(sorted(found, key=lambda mention: mention.start))

    def _look_up_metrics(self, text: str) -> tuple[Mention, ...]:
        return tuple(self._metric_names.scan(text, fold(text).translate(_JOINS)))

    @property
    def terms(self) -> Iterable[Term]:
        """Every entry, in the glossary's order."""
        return self._terms.values()

    @property
    def metrics(self) -> Iterable[Metric]:
        """Every metric, in the ledger's order."""
        return self._metrics.values()

    def term(self, concept: str) -> Term | None:
        """The glossary entry of this id."""
        return self._terms.get(concept)

    def metric(self, concept: str) -> Metric | None:
        """The metric of this id."""
        return self._metrics.get(concept)

    def name(self, concept: str, language: Lang) -> str:
        """What readers of the language call it; a name that is no id comes back as it is."""
        if term := self._terms.get(concept):
            return {"en": term.en, "zh-TW": term.zh_tw, "zh-CN": term.zh_cn}[language]
        if metric := self._metrics.get(concept):
            return {"en": metric.en, "zh-TW": metric.zh_tw}.get(language) or to_simplified(
                metric.zh_tw
            )
        return concept

    def names(self, concept: str) -> tuple[str, ...]:
        """Every written form of a term or metric, its own names first."""
        if term := self._terms.get(concept):
            forms = (term.en, term.zh_tw, term.zh_cn, *term.aliases, *term.tickers)
            return tuple(dict.fromkeys((*forms, *term.misspellings)))
        if metric := self._metrics.get(concept):
            forms = (metric.en, metric.zh_tw, *metric.cues_en, *metric.cues_zh)
            return tuple(dict.fromkeys(forms))
        return ()


class _Names:
    """Written forms, looked up by their first characters, the longest first."""

    def __init__(self, names: Iterable[_Name]) -> None:
        self.by_key: dict[str, _Name] = {}
        for name in names:
            known = self.by_key.get(name.key)
            if known is None or (known.exact and not name.exact):
                self.by_key[name.key] = name
        self._starting: dict[str, list[_Name]] = {}
        for name in sorted(self.by_key.values(), key=lambda n: -len(n.key)):
            self._starting.setdefault(name.key[:HEAD], []).append(name)
        # By a name's first two characters, how many to look it up by, the most first.
        sizes: dict[str, set[int]] = {}
        for key in self._starting:
            sizes.setdefault(key[:2], {1} if key[0] in self._starting else set()).add(len(key))
        self._sizes = {pair: sorted(some, reverse=True) for pair, some in sizes.items()}

    def scan(self, text: str, folded: str) -> Iterator[Mention]:
        """The mentions in a text whose folded form has the same length."""
        end = 0
        for place in _PLACES.finditer(folded):
            at = place.start()
            if at < end:
                continue
            sizes = self._sizes.get(folded[at : at + 2]) or self._sizes.get(folded[at])
            found = self._at(text, folded, at, sizes) if sizes else None
            if found:
                yield found
                end = found.end

    def _at(self, text: str, folded: str, at: int, sizes: Iterable[int]) -> Mention | None:
        """The longest name that stands at a place."""
        for size in sizes:
            for name in self._starting.get(folded[at : at + size], ()):
                if folded.startswith(name.key, at):
                    end = _end_of(name, folded, at)
                    if end and (name.exact is None or text[at:end] == name.exact):
                        return Mention(name.concept, name.kind, text[at:end], at, end)
        return None


class _Slips:
    """Proper names as they come out with one letter missing, doubled, wrong or swapped."""

    def __init__(self, names: _Names) -> None:
        self._names = {
            key: name
            for key, name in names.by_key.items()
            if name.kind in _PROPER
            and name.exact is None
            and not has_han(key)
            and sum(char.isalpha() for char in key) >= _SHORTEST_TYPO
        }
        # One slip leaves a name's first half or the rest but one as they are.
        self._halves: dict[tuple[str, int], list[str]] = {}
        for key in self._names:
            for half in _halves(key, len(key)):
                self._halves.setdefault(half, []).append(key)
        # Names by their initials, and by each pair of letters with its place: the first two letters
        # may be swapped, so that either is an initial.
        self._by_initial: dict[str, list[str]] = {}
        self._by_pair: dict[tuple[str, str, int], list[str]] = {}
        for key in self._names:
            for first in {key[0], key[1]}:
                self._by_initial.setdefault(first, []).append(key)
                for at in range(len(key) - 1):
                    self._by_pair.setdefault((first, key[at : at + 2], at), []).append(key)
        self._from = lru_cache(maxsize=REMEMBERED)(self._beginning_with)
        self._near = lru_cache(maxsize=REMEMBERED)(self._one_slip_from)

    def scan(self, text: str, folded: str) -> list[Mention]:
        """Mentions among the Latin words of the text; used places are blanked out before."""
        words = [word.span() for word in _LATIN.finditer(folded)]
        found: list[Mention] = []
        taken = -1
        for first, (start, _) in enumerate(words):
            for end in self._ends(folded, words, first) if start > taken else ():
                name = self._near(folded[start:end])
                if name:
                    found.append(Mention(name.concept, name.kind, text[start:end], start, end))
                    taken = end
                    break
        return found

    def _ends(self, folded: str, words: list[Span], first: int) -> Iterator[int]:
        """Where a name may end that starts with this word, the last place first."""
        start, end = words[first]
        sizes = self._from(folded[start:end])
        for gaps in sorted(sizes, reverse=True):
            if first + gaps < len(words) and (end := words[first + gaps][1]) - start in sizes[gaps]:
                yield end

    def _beginning_with(self, word: str) -> dict[int, frozenset[int]]:
        """How long the names may be written that start with this word, by their inner spaces."""
        sizes: dict[int, set[int]] = {}
        for key in self._candidates(word):
            # A letter such as é parts words here and is none between spaces.
            gaps = sorted((key.count(" "), len(_LATIN.findall(key)) - 1))
            for one in range(max(0, gaps[0] - 1), gaps[1] + 2):
                sizes.setdefault(one, set()).update(range(len(key) - 1, len(key) + 2))
        return {gaps: frozenset(some) for gaps, some in sizes.items()}

    def _candidates(self, word: str) -> Iterator[str]:
        # One slip leaves the word's first half or the rest but one as they are.
        half, first = len(word) // 2, word[0]
        if half <= 1:
            yield from self._by_initial.get(first, ())
            return
        head, tail = word[:half], word[half + 1 :]
        for key in self._by_pair.get((first, word[:2], 0), ()):
            if key.startswith(head):
                yield key
        for at in (half, half + 1, half + 2):
            if len(tail) > 1:
                for key in self._by_pair.get((first, tail[:2], at), ()):
                    if key.startswith(tail, at):
                        yield key
            else:
                yield from (
                    key for key in self._by_initial.get(first, ()) if key[at : at + 1] == tail
                )

    def _one_slip_from(self, written: str) -> _Name | None:
        if written in _WORDS_NEAR_NAMES or _SMALL_WORD.search(written):
            return None  # "open a shop", "open at noon": the last word goes on with the sentence
        for size in range(len(written) - 1, len(written) + 2):
            for half in _halves(written, size):
                for key in self._halves.get(half, ()):
                    if _one_slip(written, key):
                        return self._names[key]
        return None


def _term_names(terms: Iterable[Term]) -> Iterator[_Name]:
    listed = [
        (term, written)
        for term in terms
        for written in (term.en, term.zh_tw, term.zh_cn, *term.aliases, *term.misspellings)
    ]
    for (term, written), plain in zip(listed, _plain(w for _, w in listed), strict=True):
        # GW, FY and pp are common letters: two of them count only as they are listed.
        exact = written if len(written) <= 2 and written.isascii() else None
        for key in _written_forms(plain):
            yield _Name(key, term.id, term.kind, exact)
    for term in terms:
        surname = term.en.split()[-1]
        told = len(surname) >= _SURNAME and surname.lower() not in _COMMON_SURNAMES
        if term.kind == "person" and told:
            yield _Name(_plain([surname])[0], term.id, term.kind)
        if term.kind == "person" and surname.lower() not in _COMMON_SURNAMES:
            yield from _han_surnames(term)
        for ticker in term.tickers:
            yield _Name(_plain([ticker])[0], term.id, term.kind, ticker)


def _han_surnames(term: Term) -> Iterator[_Name]:
    """What a transliterated name is called for short: 卡恩 of 大衛．卡恩."""
    for written in (term.zh_tw, term.zh_cn, *term.aliases):
        given, dot, surname = _plain([written])[0].rpartition(".")
        if given and dot and len(surname) > 1 and all(is_han(c) for c in surname):
            yield _Name(surname, term.id, term.kind)


def _metric_names(metrics: Iterable[Metric]) -> Iterator[_Name]:
    listed = [
        (metric.id, written)
        for metric in metrics
        for written in (metric.en, metric.zh_tw, *metric.cues_en, *metric.cues_zh)
    ]
    for (concept, _), plain in zip(listed, _plain(w for _, w in listed), strict=True):
        for key in _written_forms(plain):
            yield _Name(key, concept, "metric")


def _plain(names: Iterable[str]) -> list[str]:
    """Names as matching sees them; folded in one go, which is much faster than one by one."""
    folded = fold("".join(f"{name}\n" for name in names)).split("\n")[:-1]
    return [name.strip("《》 ").translate(_JOINS) for name in folded]


def _written_forms(plain: str) -> set[str]:
    """A folded name with its other spellings: British, joined, spaced, unbracketed."""
    forms = {plain}
    if "(" in plain:
        forms.add(_BRACKETED.sub("", plain))
    if plain.isascii():
        for one, other in _SPELLINGS:
            forms |= {form.replace(one, other) for form in forms if one in form}
            forms |= {form.replace(other, one) for form in forms if other in form}
        # "datacenter", "softbankgroup": two words run together, long enough to tell.
        forms |= {
            "".join(words)
            for form in forms
            if len(words := form.split(" ")) == 2 and len(form) > 8 and "".join(words).isalpha()
        }
    elif _MIXED_EDGE.search(plain):
        forms |= {_MIXED_EDGE.sub(gap, form) for form in forms for gap in (" ", "")}
    return forms - {""}


def _end_of(name: _Name, folded: str, at: int) -> int:
    """Where a name that starts at `at` ends, its plural included; 0 where it is part of a word."""
    end = at + len(name.key)
    before, after = folded[at - 1] if at else " ", folded[end : end + 1]
    if _latin(name.key[0]) and _latin(before):
        return 0
    if name.kind == "unit" and _FIGURE.search(folded[max(0, at - 3) : at]):
        return 0  # part of a figure, which `bot.language.quantities` reads
    if name.kind == "metric" and after in _AGENTS:
        return 0
    if name.kind == "person" and len(name.key) <= 3 and is_han(name.key[0]) and after in _RUNS_ON:
        return 0
    if not _latin(name.key[-1]):
        return end
    if name.kind not in ("company", "person") and not name.exact and name.key[-1].isalpha():
        for plural in ("es", "s"):
            if folded.startswith(plural, end) and not _latin(folded[end + len(plural) :][:1]):
                return end + len(plural)
    return 0 if _latin(after) else end


def _latin(char: str) -> bool:
    return char.isalnum() and ord(char) < 0x250


def _without(folded: str, found: list[Mention]) -> str:
    """The text with the mentions' places blanked out, offsets kept."""
    pieces, last = [], 0
    for mention in found:
        pieces += [folded[last : mention.start], "\0" * (mention.end - mention.start)]
        last = mention.end
    return "".join([*pieces, folded[last:]])


def _halves(word: str, size: int) -> tuple[tuple[str, int], tuple[str, int]]:
    """What a name of this size would share with the word at its start or else at its end."""
    half = size // 2
    return (word[:half], size), (word[half + 1 - size :], -size)


def _one_shorter(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


def _one_slip(written: str, name: str) -> bool:
    """Whether one insertion, deletion, substitution or swap of neighbours turns one into other."""
    if abs(len(written) - len(name)) > 1 or written == name:
        return False
    swapped_head = written[:2] == name[1::-1]
    if written[0] != name[0] and not swapped_head:
        return False  # a first letter is seldom missed, and letting it go turns words into names
    if len(written) > len(name):
        return name in _one_shorter(written)
    if len(written) < len(name):
        return written in _one_shorter(name)
    off = [at for at in range(len(name)) if written[at] != name[at]]
    if len(off) == 2 and off[1] == off[0] + 1:
        return written[off[0]] == name[off[1]] and written[off[1]] == name[off[0]]
    return len(off) == 1
