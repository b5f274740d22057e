"""Chooses what goes into a brief: sentences of the twin digests, facts and claims, by rules.

Three ways in: the article's argument (nothing named), the digests of named sources, or the best
passages on a topic. Choosing is all it does: it writes no word and no number, and it knows
neither markers nor formats. Later developments stand apart from what was known at the time.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, TypeVar

from bot.brief.shelf import TWINS, Shelf
from bot.errors import InputError
from bot.records import CrossCheck, Fact, Passage, SentenceRef, Verdict

if TYPE_CHECKING:
    from bot.library import Library

__all__ = ["Length", "Picked", "Selection", "select"]

Length = Literal["short", "medium", "long"]

LEAD = 4
LOOKED_AT = 14
"""Passages of which the weightiest go into a short brief on a topic."""
ALL = 99
MONTH = len("2025-11")
ARTICLE, SAME_CLAIM = "article-415/p", 0.5
"""The article's paragraphs, and what a sentence holds of a claim that it makes."""
DIFFERS = frozenset({"contradicted", "imprecise", "qualified", "unverified"})
_GRAVITY: tuple[Verdict, ...] = (
    "contradicted",
    "imprecise",
    "qualified",
    "unverified",
    "confirmed",
    "opinion",
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a length holds: sentences under a heading, passages on a topic, and so on."""

    sentences: int
    passages: int
    figures: int
    checks: int
    later: int


LIMITS: Mapping[Length, Limits] = {
    "short": Limits(sentences=1, passages=5, figures=10, checks=6, later=3),
    "medium": Limits(sentences=3, passages=10, figures=18, checks=14, later=6),
    "long": Limits(sentences=ALL, passages=20, figures=40, checks=99, later=99),
}


@dataclass(frozen=True, slots=True)
class Picked:
    """Sentences under one heading, in the order in which they stand in their digest.

    `heading` is empty for the legs of the loop, whose heading is a phrase.
    """

    heading: Mapping[str, str]
    refs: tuple[SentenceRef, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What a brief shows; `about` holds the titles that it is about, empty for the article."""

    lead: tuple[SentenceRef, ...]
    sections: tuple[Picked, ...]
    about: tuple[Mapping[str, str], ...] = ()
    figures: tuple[Fact, ...] = ()
    checks: tuple[CrossCheck, ...] = ()
    later: tuple[SentenceRef, ...] = ()

    @property
    def shown(self) -> tuple[SentenceRef, ...]:
        """The sentences of the lead and the sections."""
        return (*self.lead, *(ref for picked in self.sections for ref in picked.refs))


def select(
    library: Library, sources: Sequence[str], topic: str | None, length: Length
) -> Selection:
    """What the brief shows. Raises InputError for an unknown source or a topic without passage."""
    limits = LIMITS[length]
    shelf = Shelf(library)
    wanted = _known_sources(shelf, sources)
    if topic is not None:
        return _on_topic(shelf, topic, wanted, limits)
    if wanted:
        return _on_sources(shelf, wanted, limits)
    return _on_article(shelf, limits)


# --- the three ways in ------------------------------------------------------------------------


def _on_article(shelf: Shelf, limits: Limits) -> Selection:
    """The article's argument, the legs of the loop, and what the filings say about both."""
    library = shelf.library
    article = [p for p in shelf.passages if shelf.source(p).provenance == "article"]
    lead = _lead(shelf, article)
    legs = [library.ledger.get(f.fact_id) for f in library.corpus.flows if f.triangle]
    loop = [f for f in legs if f is not None and f.stated_in is not None]
    checks = _gravest(library.corpus.crosschecks, limits)
    amounts = [c for c in library.corpus.crosschecks if c.aspect == "amount"]
    checked = _in_turn([shelf.facts(c.facts) for c in (*amounts, *checks)])
    legs_shown = Picked({}, tuple(dict.fromkeys(f.stated_in for f in loop if f.stated_in)))
    return _with_later(
        shelf,
        Selection(
            lead=lead,
            sections=(legs_shown, *_by_heading(shelf, article, lead, limits)),
            figures=_figures([*loop, *checked], limits),
            checks=checks,
        ),
        limits,
    )


def _on_sources(shelf: Shelf, wanted: Collection[str], limits: Limits) -> Selection:
    """The digests of named sources, with the claims of the article that their facts bear on."""
    passages = [p for p in shelf.passages if p.source_id in wanted]
    if not passages:
        first = next(iter(wanted))
        raise InputError(
            f"no digest of {first!r} in both languages is indexed; "
            f"nearest with one: {', '.join(shelf.nearest(first))}"
        )
    lead = _lead(shelf, passages)
    chosen = Selection(
        about=tuple(dict.fromkeys(TWINS, shelf.sources[s].title) for s in wanted),
        lead=lead,
        sections=_by_heading(shelf, passages, lead, limits),
    )
    return _with_later(shelf, _with_facts(shelf, chosen, passages, limits), limits)


def _on_topic(shelf: Shelf, topic: str, wanted: Collection[str], limits: Limits) -> Selection:
    """The best passages on a topic, the sentences that tell most of it first."""
    near = shelf.search(topic, wanted, max(limits.passages, LOOKED_AT))
    found = _weightiest(shelf, topic, near)[: limits.passages]
    main = [p for p in found if not p.later] or found
    best = {p.id: _covering(shelf, topic, p) for p in main}
    inside = _in_turn([best[p.id] for p in main])
    ranked_refs = list(dict.fromkeys(inside if wanted else (_newest(shelf, ref) for ref in inside)))
    ranked_refs.sort(key=lambda r: not _tells(shelf, topic, r))
    disputed = {r for r in ranked_refs if any(_differs(c) for c in _checks_of(shelf, r))}
    alone = [r for r in ranked_refs if shelf.reads_alone(r)] or ranked_refs
    lead = tuple([r for r in alone if r not in disputed][:LEAD] or alone[:LEAD])
    every = limits.sentences >= ALL
    sections = []
    for title, passages in _grouped(main, _title):
        inside = _in_turn([best[p.id] for p in passages])
        ranked = [ref for ref in inside if every or _tells(shelf, topic, ref)]
        rest = [ref for ref in ranked if ref not in lead][: limits.sentences]
        if rest:
            sections.append(Picked(title, shelf.in_order(rest)))
    chosen = Selection(
        about=(dict.fromkeys(TWINS, topic),),
        lead=lead,
        sections=tuple(sections),
        later=tuple(_covering(shelf, topic, p)[0] for p in found if p not in main),
    )
    return _with_later(shelf, _with_facts(shelf, chosen, main, limits), limits)


def _weightiest(shelf: Shelf, topic: str, passages: Sequence[Passage]) -> list[Passage]:
    """Passages on a topic, those first that cover most of it, then those of the documents that do,
    then such as state a measure which it names; last among equals what one secondary source alone
    tells of an earlier time.
    """
    named = {m.concept for m in shelf.library.glossary.find_metrics(topic)}
    stated = {p.id: [f for ref in shelf.refs(p) for f in shelf.stated(ref)] for p in passages}
    newest = max((f.as_of for facts in stated.values() for f in facts if not f.later), default="")
    covers = {p.id: round(shelf.covers(topic, p), 1) for p in passages}
    most = max(covers.values(), default=0.0)
    home = {i.rpartition("/")[0] for i, share in covers.items() if share == most}

    def weight(passage: Passage) -> tuple[float, bool, bool, bool]:
        facts = stated[passage.id]
        second = bool(facts) and all(f.confidence != "high" for f in facts)
        old = all(f.as_of[:MONTH] < newest[:MONTH] for f in facts)
        return (
            -covers[passage.id],
            passage.id.rpartition("/")[0] not in home,
            not any(f.metric in named for f in facts),
            second and old,
        )

    return sorted(passages, key=weight)


def _tells(shelf: Shelf, topic: str, ref: SentenceRef) -> bool:
    """Whether a sentence states a fact or a figure, and does not only explain another one or lean
    on it; what the article says has to speak of the topic itself.
    """
    if not shelf.reads_alone(ref):
        return False
    if ref.passage_id.startswith(ARTICLE):
        texts = [shelf.text(ref, lang) for lang in TWINS]
        return max(shelf.coverage(topic, texts)) >= SAME_CLAIM
    return bool(shelf.stated(ref)) or shelf.figures(ref) > 0


def _with_facts(
    shelf: Shelf, chosen: Selection, passages: Iterable[Passage], limits: Limits
) -> Selection:
    """The selection with the figures and the claims that belong to its sentences."""
    others = (ref for p in passages for ref in shelf.refs(p))
    refs = dict.fromkeys((*chosen.shown, *others))
    facts = [fact for ref in refs for fact in shelf.stated(ref)]
    named = {fact.id for fact in facts}
    related = [c for c in shelf.library.corpus.crosschecks if named.intersection(c.facts)]
    shown = dict.fromkeys(c for ref in chosen.shown for c in _checks_of(shelf, ref))
    first = _gravest(shown, limits)
    further = [c for c in related if c not in first]
    checks = (*first, *_gravest(further, limits))[: limits.checks]
    ordered = tuple(sorted(checks, key=lambda c: c.n))
    return replace(chosen, figures=_figures(facts, limits), checks=ordered)


def _newest(shelf: Shelf, ref: SentenceRef) -> SentenceRef:
    """The sentence of the newest level of the same measure known at the time, else this one."""
    for fact in shelf.stated(ref):
        own = shelf.library.ledger.find(subject=fact.subject, metric=fact.metric)
        alike = (f for f in own if not f.later and f.counterparty == fact.counterparty)
        levels = (f for f in alike if f.period.kind == "instant" and f.stated_in)
        newest = max(levels, key=lambda f: f.as_of, default=fact)
        if fact.period.kind == "instant" and newest.as_of > fact.as_of and newest.stated_in:
            return newest.stated_in
    return ref


def _checks_of(shelf: Shelf, ref: SentenceRef) -> list[CrossCheck]:
    """The claims of the article that one of its sentences makes."""
    checks = shelf.library.corpus.crosschecks
    here = [c for c in checks if ref.passage_id == f"{ARTICLE}{c.paragraph}"]
    text = shelf.text(ref, TWINS[0])
    return [c for c in here if shelf.coverage(c.claim_zh, [text])[0] >= SAME_CLAIM]


def _differs(check: CrossCheck) -> bool:
    return check.verdict in DIFFERS


# --- rules ------------------------------------------------------------------------------------


def _lead(shelf: Shelf, passages: Sequence[Passage]) -> tuple[SentenceRef, ...]:
    """A few sentences that stand alone, from as many paragraphs as possible."""
    stating = [[r for r in shelf.refs(p) if shelf.stated(r)] for p in passages]
    plain = [[r for r in shelf.refs(p) if not shelf.stated(r)] for p in passages]
    chosen = list(_in_turn(stating))[:LEAD]
    if len(chosen) < LEAD - 1:
        chosen += list(_in_turn(plain))[: LEAD - 1 - len(chosen)]
    return shelf.in_order(chosen)


def _by_heading(
    shelf: Shelf, passages: Sequence[Passage], lead: Collection[SentenceRef], limits: Limits
) -> tuple[Picked, ...]:
    """The most telling sentences under each heading: those that state a fact or a figure first."""
    sections = []
    for heading, group in _grouped(passages, lambda p: p.heading):
        refs = [ref for p in group for ref in shelf.refs(p) if ref not in lead]
        ranked = sorted(refs, key=lambda r: _telling(shelf, r))[: limits.sentences]
        whole = dict.fromkeys(ref for r in ranked for ref in _from_its_start(shelf, r))
        if fresh := [ref for ref in whole if ref not in lead]:
            sections.append(Picked(heading, shelf.in_order(fresh)))
    return tuple(sections)


def _telling(shelf: Shelf, ref: SentenceRef) -> tuple[bool, int, int, int]:
    return (not shelf.stated(ref), -shelf.figures(ref), -shelf.concepts(ref), ref.sentence)


def _from_its_start(shelf: Shelf, ref: SentenceRef) -> Sequence[SentenceRef]:
    """A sentence that states no fact leans on those before it, so they come along."""
    if shelf.stated(ref):
        return (ref,)
    return [SentenceRef(ref.passage_id, n, ref.index) for n in range(ref.sentence + 1)]


def _gravest(checks: Iterable[CrossCheck], limits: Limits) -> tuple[CrossCheck, ...]:
    """The claims where the article and the record differ most, back in the article's order."""
    ranked = sorted(checks, key=lambda c: (_GRAVITY.index(c.verdict), -len(c.facts), c.n))
    return tuple(sorted(ranked[: limits.checks], key=lambda c: c.n))


def _figures(facts: Iterable[Fact], limits: Limits) -> tuple[Fact, ...]:
    """Facts with one figure or a range that a digest states, each once."""
    held = {
        fact.id: fact
        for fact in facts
        if fact.stated_in is not None and fact.unit and fact.values and not fact.series
    }
    return tuple(held.values())[: limits.figures]


def _with_later(shelf: Shelf, chosen: Selection, limits: Limits) -> Selection:
    """The selection with the newest later statement on each of its figures."""
    found = dict.fromkeys(chosen.later)
    for fact in chosen.figures:
        newer = [f.stated_in for f in shelf.library.ledger.later_than(fact) if f.stated_in]
        if newer and not fact.later:
            found.setdefault(newer[-1])
    fresh = [ref for ref in found if ref not in chosen.shown]
    return replace(chosen, later=tuple(fresh)[: limits.later])


def _covering(shelf: Shelf, topic: str, passage: Passage) -> list[SentenceRef]:
    """The sentences of a passage, those that cover most of the topic and state a fact first."""
    refs = shelf.refs(passage)
    scores = dict.fromkeys(refs, 0.0)
    for lang in TWINS:
        texts = [shelf.text(ref, lang) for ref in refs]
        for ref, score in zip(refs, shelf.coverage(topic, texts), strict=True):
            scores[ref] = max(scores[ref], score)
    return sorted(refs, key=lambda r: (not shelf.stated(r), -scores[r], r.sentence))


def _title(passage: Passage) -> Mapping[str, str]:
    return passage.title


def _grouped(
    passages: Iterable[Passage], key: Callable[[Passage], Mapping[str, str]]
) -> list[tuple[Mapping[str, str], list[Passage]]]:
    """Passages by document and heading or title, in order of first appearance."""
    groups: dict[tuple[str, str], tuple[Mapping[str, str], list[Passage]]] = {}
    for passage in passages:
        name = key(passage)
        document = passage.id.rpartition("/")[0]
        groups.setdefault((document, name.get("en", "")), (name, []))[1].append(passage)
    return list(groups.values())


def _in_turn(lists: Iterable[Sequence[T]]) -> Iterator[T]:
    """The first of each list, then the second of each, and so on, each once."""
    every = (item for layer in zip_longest(*lists) for item in layer if item is not None)
    return iter(dict.fromkeys(every))


def _known_sources(shelf: Shelf, asked: Sequence[str]) -> tuple[str, ...]:
    for source_id in asked:
        if source_id not in shelf.sources:
            near = ", ".join(shelf.nearest(source_id))
            raise InputError(
                f"unknown source {source_id!r}; nearest: {near}; "
                "`looplens sources` lists the catalogue"
            )
    return tuple(dict.fromkeys(asked))
