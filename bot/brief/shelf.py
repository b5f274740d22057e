"""The library as a brief asks it: twin passages, their sentences, their facts, their sources.

Only digests with a text in both languages are on the shelf. It finds and counts; what is worth
showing is decided in `bot.brief.selection`.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.errors import InputError
from bot.language.quantities import read_quantities
from bot.language.script import fold, normalise
from bot.language.turns import POINTS_BACK
from bot.records import Fact, Passage, SentenceRef, Source

if TYPE_CHECKING:
    from bot.index.search import Coverage
    from bot.library import Library

__all__ = ["TWINS", "Shelf"]

CORPUS = "corpus"
TWINS = ("zh-TW", "en")
_NEAREST = 3
_LONGEST_TOPIC = 300
# How many passages are looked at before a topic is called unknown, however short the brief.
_LOOKED_AT = 60
# The best passage must cover this much of a topic's weight, the others nearly half as much, and
# this much at least; anything less is beside the point.
_BEST_COVERS = 0.5
_EACH_COVERS = 0.4
_SHARE = 0.45
# Hits among which our own explanation of a topic is looked for, and passages at most that a name
# in it stands in.
_EXPLAINED, _FEW = 8, 3
_GLOSSARY = "glossary/"


class Shelf:
    """The library as the rules above ask it: twin passages, their sentences and their facts."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self.sources: Mapping[str, Source] = library.corpus.sources
        self.passages = [p for p in library.corpus.passages if self._is_digest(p)]
        self.digested = tuple(dict.fromkeys(p.source_id for p in self.passages))
        self._order = {p.id: n for n, p in enumerate(self.passages)}
        self._by_id = {p.id: p for p in self.passages}

    def source(self, passage: Passage) -> Source:
        """The catalogue entry of a passage."""
        return self.sources[passage.source_id]

    def passage(self, passage_id: str) -> Passage:
        """The passage of this id. Raises KeyError if it has no twin."""
        return self._by_id[passage_id]

    def article_paragraph(self, number: int) -> tuple[SentenceRef, ...]:
        """The article's paragraph of this number, by its first sentence."""
        wanted = (p for p in self.passages if p.locator == f"¶{number}")
        article = (p for p in wanted if self.source(p).provenance == "article")
        return tuple(SentenceRef(p.id, 0, p.index) for p in article)

    def sha256(self, passage: Passage, lang: str) -> str:
        """The hash of a stored text."""
        return hashlib.sha256(passage.text[lang].encode()).hexdigest()

    def refs(self, passage: Passage) -> tuple[SentenceRef, ...]:
        """The sentences of a passage, in order."""
        count = len(passage.sentences["en"])
        return tuple(SentenceRef(passage.id, n, passage.index) for n in range(count))

    def text(self, ref: SentenceRef, lang: str) -> str:
        """A sentence in one of its languages."""
        passage = self._by_id[ref.passage_id]
        start, end = passage.sentences[lang][ref.sentence]
        return passage.text[lang][start:end]

    def reads_alone(self, ref: SentenceRef) -> bool:
        """Whether a sentence can be read without the one before it, in both languages; one that
        states a fact can, unless its first words point back.
        """
        finds = POINTS_BACK.match if self.stated(ref) else POINTS_BACK.search
        return all(finds(fold(self.text(ref, lang))) is None for lang in TWINS)

    def stated(self, ref: SentenceRef) -> tuple[Fact, ...]:
        """The facts that a sentence states."""
        return self.library.ledger.stated_at(ref)

    def facts(self, ids: Iterable[str]) -> tuple[Fact, ...]:
        """The facts of these ids that were known at the time."""
        found = (self.library.ledger.get(i) for i in ids)
        return tuple(f for f in found if f is not None and not f.later)

    def figures(self, ref: SentenceRef) -> int:
        """How many figures a sentence holds."""
        return len(read_quantities(self.text(ref, "en"), "en"))

    def concepts(self, ref: SentenceRef) -> int:
        """How many companies, people and terms a sentence names."""
        return len({m.concept for m in self.library.glossary.find(self.text(ref, "en"))})

    def in_order(self, refs: Iterable[SentenceRef]) -> tuple[SentenceRef, ...]:
        """Sentences in the order of the corpus."""
        return tuple(sorted(refs, key=lambda r: (self._order[r.passage_id], r.sentence)))

    def coverage(self, query: str, texts: Sequence[str]) -> list[float]:
        """How much of a query's weight each text covers, 0 to 1."""
        return [found.score for found in self.library.searcher.coverage(query, texts)]

    def covers(self, topic: str, passage: Passage) -> float:
        """How much of a topic's weight a passage covers, 0 to 1."""
        return self._covered(topic, passage).score

    def search(self, topic: str, wanted: Collection[str], count: int) -> list[Passage]:
        """The passages that a topic leads to, best first.

        Raises InputError that names the nearest where none covers it, or where it turns on a word
        that none has.
        """
        near = self._near(_topic(topic), wanted)
        covered = {p.id: self._covered(topic, p) for p in near}
        best = max((found.score for found in covered.values()), default=0.0)
        absent = _absent(list(covered.values()))
        if best < _BEST_COVERS or absent:
            raise InputError(_not_covered(topic, absent, near))
        least = max(_EACH_COVERS, best * _SHARE)
        found = [p for p in near if covered[p.id].score >= least]
        if not wanted:
            found += [p for p in self._named_beside(topic) if p not in found]
        return found[:count]

    def _named_beside(self, topic: str) -> list[Passage]:
        """The passages on whom our own explanation of a topic names: who warned of it, who denied
        it. A name that many passages hold says nothing of the topic.
        """
        hits = self.library.searcher.search(topic, k=_EXPLAINED)
        ours = [h.passage for h in hits if self._explains(h.passage)]
        ours = [p for p in ours if self._covered(topic, p).score >= _BEST_COVERS]
        find = self.library.glossary.find
        found: list[Passage] = []
        for name in dict.fromkeys(m.concept for p in ours for m in find(p.text["en"])):
            naming = [p for p in self.passages if name in {m.concept for m in find(p.text["en"])}]
            if len(naming) <= _FEW:
                found += [p for p in naming if p not in found]
        return found

    def _explains(self, passage: Passage) -> bool:
        """Whether a passage is our own explanation, and not a definition of the glossary's."""
        source = self.sources.get(passage.source_id)
        own = source is not None and source.use == "own" and all(t in passage.text for t in TWINS)
        return own and not passage.id.startswith(_GLOSSARY)

    def _near(self, topic: str, wanted: Collection[str]) -> list[Passage]:
        many = len(self.library.corpus.passages)
        hits = self.library.searcher.search(topic, k=many if wanted else _LOOKED_AT)
        known = (self._by_id.get(h.passage.id) for h in hits if h.passage.index == CORPUS)
        return [p for p in known if p is not None and (not wanted or p.source_id in wanted)]

    def _covered(self, topic: str, passage: Passage) -> Coverage:
        """The coverage by the better of the twins, title included."""
        texts = [f"{passage.title[lang]}\n{passage.text[lang]}" for lang in TWINS]
        return max(self.library.searcher.coverage(topic, texts), key=lambda found: found.score)

    def nearest(self, asked: str) -> list[str]:
        """The sources with a digest whose id or name is most like what was asked for."""
        wanted = asked.casefold()

        def likeness(source_id: str) -> float:
            source = self.sources[source_id]
            names = (source_id, source.publisher.casefold(), source.title.casefold())
            inside = any(wanted in name for name in names)
            return inside + difflib.SequenceMatcher(None, wanted, source_id).ratio()

        return sorted(self.digested, key=lambda s: (-likeness(s), s))[:_NEAREST]

    def _is_digest(self, passage: Passage) -> bool:
        """Whether it is a source's digest in both languages; definitions of terms are not."""
        twins = all(lang in passage.text for lang in TWINS)
        return twins and self.sources[passage.source_id].use == "digest"


def _topic(text: str) -> str:
    asked = " ".join(normalise(text).split())
    if not asked:
        raise InputError("the topic is empty; a few words were expected, such as: Oracle RPO")
    if len(asked) > _LONGEST_TOPIC:
        raise InputError(
            f"the topic has {len(asked)} characters; a few words, {_LONGEST_TOPIC} characters at "
            "most, were expected"
        )
    return asked


def _absent(covered: Sequence[Coverage]) -> list[str]:
    """The weighty words of a topic that no passage has: a brief without them would mislead."""
    if not covered:
        return []
    first, *others = covered
    return [word for word in first.missing if all(word in found.missing for found in others)]


def _not_covered(topic: str, absent: Sequence[str], near: Sequence[Passage]) -> str:
    said = f"; none has {', '.join(absent)}" if absent else ""
    names = ", ".join(p.id for p in near[:_NEAREST])
    nearest = f"; nearest passages: {names}" if names else ""
    return (
        f"no passage covers the topic {topic!r}{said}{nearest}; "
        "name a company, a figure or a term of the corpus"
    )
