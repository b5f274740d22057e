"""What a question demands of one sentence: its parties, its measure, its time, the kind of thing.

"How many shares did SoftBank sell" wants a sentence that speaks of SoftBank and holds a number of
shares; one that is like it in every other word does not answer it. Each measure is taken over
single sentences, because several that each meet a part answer nothing together. It knows no party,
no figure and no question, and judges nothing: `bot.answer.plan.answerable` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.retrieve.facts import mentioned
from bot.answer.retrieve.wanted import holds_kind, kind_asked
from bot.index.search import Searcher
from bot.knowledge.ledger import family
from bot.language.glossary import Glossary
from bot.language.particulars import particulars, places, places_of_business, ranks
from bot.language.periods import overlaps, read_periods
from bot.language.quantities import read_quantities
from bot.language.script import has_han
from bot.language.twins import tongue_of
from bot.records import Passage, Period, Question, ScoredFact, ScoredSentence, SentenceRef

__all__ = ["measure_demands", "without_names"]

FACTS = 12
GLOSSARY = "glossary/"
UNNAMED_TIME, LACKING = 0.5, 0.5
EPITHET, HAN_EPITHET = 16, 6
"""Characters before the name of a party in which a place says whence it comes."""

NONE: Mapping[str, float] = {
    "held": 0.0,
    "near": 0.0,
    "kind": 0.0,
    "kind_asked": 0.0,
    "unsaid": 0.0,
    "elsewhere": 0.0,
    "unranked": 0.0,
}


@dataclass(frozen=True, slots=True)
class _Read:
    """What one sentence holds: units, concepts named, measures named, days."""

    units: frozenset[str]
    named: frozenset[str]
    measures: frozenset[str]
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may answer, with the text of its passage."""

    ref: SentenceRef
    text: str
    title: str
    whole: str
    lang: str
    period: Period | None


@dataclass(frozen=True, slots=True)
class _Met:
    """How far a candidate meets each demand, each 0 to 1."""

    beside: bool
    """Every party asked about is named in it or in the title and heading above it."""
    around: bool
    """Every party is named in its passage."""
    itself: bool
    """Every party is named in the sentence."""
    measure: float
    time: float
    kind: float
    like: float


def measure_demands(
    question: Question,
    sentences: Sequence[ScoredSentence],
    facts: Sequence[ScoredFact],
    passages: Mapping[tuple[str, str], Passage],
    searcher: Searcher,
    glossary: Glossary,
) -> Mapping[str, float]:
    """The measures by name, each of the sentence that does best; zero where nothing was found."""
    found = list(_candidates(question, sentences, facts, passages))
    if not found:
        return {**NONE, **_lacking(question, ())}
    rest = question.standalone
    for text in sorted(_told_apart(question), key=len, reverse=True):
        rest = rest.replace(text, " ")
    likes = searcher.likeness(rest, [without_names(c.text, glossary) for c in found])
    kind = "" if _reason(question) else kind_asked(question.standalone)
    met = [_met(question, kind, c, like, glossary) for c, like in zip(found, likes, strict=True)]
    beside = any(m.beside for m in met)
    heard = [i for i, m in enumerate(met) if (m.beside if beside else m.around)]
    speaking = [met[i] for i in heard]
    return {
        "held": max((_whole(m) for m in speaking), default=0.0),
        "near": max((m.like for m in speaking), default=0.0),
        "kind": max((m.kind for m in met if m.itself), default=0.0),
        "kind_asked": float(bool(kind)),
        **_lacking(question, [found[i] for i in heard] or found),
    }


def _reason(question: Question) -> bool:
    """Whether a reason alone is asked for: a share or a price that it speaks of is none wanted."""
    cues = {m.concept for m in question.refusal_cues}
    return question.intent == "explanation" and not cues & {"asks_number", "asks_money"}


def _lacking(question: Question, heard: Sequence[_Candidate]) -> Mapping[str, float]:
    """The share of the particulars, places and ranks asked about that no passage or, of ranks, no
    sentence names beside the parties (any of what was found, where none names them all); none where
    a reason is asked for, which needs no such word.
    """
    if question.intent == "explanation":
        return {"unsaid": 0.0, "elsewhere": 0.0, "unranked": 0.0}
    wholes = {f"{c.whole} {c.title}" for c in heard}
    alone = {f"{c.text} {c.title}" for c in heard}
    text = question.standalone
    return {
        "unsaid": _share_lacking(particulars(text), map(particulars, wholes)),
        "elsewhere": _share_lacking(
            places_of_business(_without_epithets(question)), map(places, wholes)
        ),
        "unranked": _share_lacking(ranks(text), map(ranks, alone)),
    }


def _without_epithets(question: Question) -> str:
    """The question without the words just before a party: "Finland's Nokia" asks for no Finland."""
    text = question.standalone
    for mention in sorted(question.entities, key=lambda m: -m.start):
        reach = HAN_EPITHET if has_han(text) else EPITHET
        if text[mention.start : mention.end] == mention.text:
            text = text[: max(0, mention.start - reach)] + text[mention.start :]
    return text


def _share_lacking(asked: frozenset[str], told: Iterable[frozenset[str]]) -> float:
    if not asked:
        return 0.0
    return min((len(asked - named) / len(asked) for named in told), default=1.0)


def _whole(met: _Met) -> float:
    """The likeness of a sentence by how far it meets the other demands."""
    measure = LACKING + (1 - LACKING) * met.measure
    return met.like * met.kind * measure * (LACKING + (1 - LACKING) * met.time)


def _told_apart(question: Question) -> set[str]:
    """The words that are held against a sentence by themselves: parties and times."""
    spans = (question.text[p.span[0] : p.span[1]] for p in question.periods if p.span)
    return {text for text in (*spans, *(m.text for m in question.entities)) if text}


def _candidates(
    question: Question,
    sentences: Sequence[ScoredSentence],
    facts: Sequence[ScoredFact],
    passages: Mapping[tuple[str, str], Passage],
) -> Iterator[_Candidate]:
    """The sentences of the passages found and those that state the best facts, each once."""
    periods = {f.fact.stated_in: f.fact.period for f in facts if f.fact.stated_in}
    stated = [s.ref for s in sentences]
    stated += [f.fact.stated_in for f in facts[:FACTS] if f.fact.stated_in]
    seen: set[SentenceRef] = set()
    for ref in stated:
        passage = passages.get((ref.index, ref.passage_id))
        if passage is None or ref in seen or ref.passage_id.startswith(GLOSSARY):
            continue
        seen.add(ref)
        lang = tongue_of(passage.text, question.language)
        if ref.sentence < len(passage.sentences[lang]):
            start, end = passage.sentences[lang][ref.sentence]
            whole = passage.text[lang]
            title = " ".join((*passage.title.values(), *passage.heading.values()))
            yield _Candidate(ref, whole[start:end], title, whole, lang, periods.get(ref))


def _met(
    question: Question, kind: str, candidate: _Candidate, like: float, glossary: Glossary
) -> _Met:
    read = _read(candidate.text, candidate.lang, glossary)
    asked = {m.concept for m in question.entities}
    near = read.named | mentioned(glossary, candidate.title)
    beside = asked <= near
    wanted = {family(m.concept) for m in question.metrics}
    return _Met(
        beside=beside,
        around=beside or asked <= near | mentioned(glossary, candidate.whole),
        itself=asked <= read.named,
        measure=float(not wanted or bool(wanted & read.measures)),
        time=_in_time(question, candidate, read),
        kind=float(
            not kind or holds_kind(kind, candidate.text, read.units, bool(read.periods), glossary)
        ),
        like=like,
    )


def _in_time(question: Question, candidate: _Candidate, read: _Read) -> float:
    """1 where a sentence speaks of the time asked about, less where it tells none, else 0."""
    asked = [p for p in question.periods if p.start or p.end]
    told = [p for p in (*read.periods, candidate.period) if p and (p.start or p.end)]
    if not asked:
        return 1.0
    if not told:
        return UNNAMED_TIME
    return float(any(overlaps(one, other) for one in asked for other in told))


@lru_cache(maxsize=8192)
def _read(text: str, lang: str, glossary: Glossary) -> _Read:
    return _Read(
        units=frozenset(q.unit for q in read_quantities(text, lang)),
        named=frozenset(m.concept for m in glossary.find(text)),
        measures=frozenset(family(m.concept) for m in glossary.find_metrics(text)),
        periods=tuple(p for p in read_periods(text) if p.start or p.end),
    )


@lru_cache(maxsize=4096)
def without_names(text: str, glossary: Glossary) -> str:
    """A sentence without the names of companies, people and products."""
    named = {m.text for m in glossary.find(text) if m.kind in ("company", "person", "product")}
    for name in sorted(named, key=len, reverse=True):
        text = text.replace(name, " ")
    return text
