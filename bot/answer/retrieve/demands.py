"""What a question demands of one sentence: its parties, its measure, its time, the kind of thing.

"How many shares did SoftBank sell" wants a sentence that speaks of SoftBank and holds a number of
shares; one that is like it in every other word does not answer it. Each measure is taken over
single sentences, because several that each meet a part answer nothing together. It knows no party,
no figure and no question, and judges nothing: `bot.answer.plan.answerable` does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace

from bot.answer.retrieve.facts import mentioned
from bot.answer.retrieve.heads import by_company
from bot.answer.retrieve.held_in import (
    Read,
    as_demanded,
    measures_stated,
    read_sentence,
    without_known,
    without_names,
)
from bot.answer.retrieve.kinds import same_stretch
from bot.answer.retrieve.lacking import lacking
from bot.answer.retrieve.single import asks_of_two, asks_one_thing
from bot.answer.retrieve.untold import (
    kind_of_measure,
    told_of_several,
    unmeasured,
    unreported,
    unshared,
    untimed,
)
from bot.answer.retrieve.wanted import (
    OF_FIGURES,
    OF_NAMES,
    asks_person,
    asks_teller,
    holds_kind,
    kind_asked,
)
from bot.index.search import Searcher
from bot.knowledge.ledger import family
from bot.language.glossary import Glossary
from bot.language.particulars import places, places_of_business
from bot.language.periods import overlaps
from bot.language.silence import tells_silence
from bot.language.twins import tongue_of
from bot.records import Fact, Passage, Period, Question, ScoredFact, ScoredSentence, SentenceRef

__all__ = ["Beyond", "measure_demands"]

FACTS = 12
GLOSSARY = "glossary/"
STRETCHES = frozenset({"quarter", "half", "year", "ttm"})
UNNAMED_TIME, LACKING = 0.5, 0.5
NEARLY, OF_THE_MATTER = 0.7, 0.5
"""Of the likeness of the nearest sentence, what one near it and one of the matter have."""

NO_MEASURE: frozenset[str] = frozenset()
NONE: Mapping[str, float] = {
    "held": 0.0,
    "near": 0.0,
    "kind": 0.0,
    "kind_asked": 0.0,
    "unsaid": 0.0,
    "elsewhere": 0.0,
    "unranked": 0.0,
    "unsaid_why": 0.0,
    "apart": 0.0,
    "unkept": 0.0,
    "unshared": 0.0,
    "untimed": 0.0,
    "unmeasured": 0.0,
    "unreported": 0.0,
    "unheard": 0.0,
    "astray": 0.0,
    "unjoined": 0.0,
}


@dataclass(frozen=True, slots=True)
class Beyond:
    """What is known beside the sentences: the facts of the ledger, into how many sides the question
    was cut, the passages likeliest to answer.
    """

    known: Sequence[Fact] = ()
    sides: int = 0
    leading: Collection[tuple[str, str]] = ()


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The kind of thing asked for; of a name, what the question names itself (None where it offers
    a choice among those) and whether it is a person's.
    """

    kind: str
    known: frozenset[str] | None
    person: bool
    teller: bool
    """Whether it is asked who says or reports something."""


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A sentence that may answer, with the text of its passage."""

    ref: SentenceRef
    text: str
    title: str
    whole: str
    around: str
    """The passage in every language that it has."""
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
    beyond: Beyond,
) -> Mapping[str, float]:
    """The measures by name, each of the sentence that does best; zero where nothing was found."""
    found = list(_candidates(question, sentences, facts, passages))
    if not found:
        return {**NONE, **lacking(question, (), ())}
    question = without_known(as_demanded(by_company(question, glossary)))
    rest = question.standalone
    for text in sorted(_told_apart(question), key=len, reverse=True):
        rest = rest.replace(text, " ")
    likes = searcher.likeness(rest, [without_names(c.text, glossary) for c in found])
    kind = "" if _reason(question) else kind_asked(question.standalone)
    kind = kind or kind_of_measure(question, beyond.known)
    alone = asks_one_thing(question, kind, beyond.sides)
    known = _known(question, glossary) if alone else None
    person = kind != "organisation" and asks_person(rest)
    wanted = _Wanted(kind, known, person, asks_teller(question.standalone))
    where = _known_places(question, found)
    stated = measures_stated(beyond.known)
    met = [
        _met(question, wanted, c, like, where, stated.get(c.ref, NO_MEASURE), glossary)
        for c, like in zip(found, likes, strict=True)
    ]
    sums = told_of_several(question, beyond.known, glossary)
    met = [replace(m, kind=0.0) if c.ref in sums else m for c, m in zip(found, met, strict=True)]
    itself = any(m.measure and m.itself and m.time for m in met)
    beside = any(m.beside for m in met)
    heard = [i for i, m in enumerate(met) if (m.beside if beside else m.around)]
    speaking = [(found[i], met[i]) for i in heard]
    best = facts[0] if facts and facts[0].fact.stated_in not in sums else None
    one = bool(kind) and alone and not _silent(speaking)
    return {
        "held": max((_whole(m) for _, m in speaking), default=0.0),
        "near": max((m.like for _, m in speaking), default=0.0),
        "kind": max((m.kind for m in met if m.itself), default=0.0),
        "kind_asked": float(bool(kind)),
        "apart": _apart(speaking, bool(question.metrics)) if one else 0.0,
        "unkept": float(one and not _kept(speaking, beyond.leading, kind in OF_FIGURES)),
        "unshared": float(one and unshared(question, kind, beyond.known, glossary)),
        "untimed": float(alone and not _timely(speaking) and untimed(question, beyond.known, best)),
        "unmeasured": float(alone and not itself and unmeasured(question, beyond.known, glossary)),
        "unreported": float(alone and unreported(question, beyond.known)),
        "unheard": float(alone and not speaking and asks_of_two(question)),
        "astray": _astray(met, speaking) if kind and alone and _of_parties(question) else 0.0,
        "unjoined": float(alone and _unjoined(question, speaking)),
        **_lacking(question, _heard(found, speaking, beyond.leading), _of_matter(speaking)),
    }


def _of_parties(question: Question) -> bool:
    """Whether it asks of its parties; a reason may well stand in a sentence beside them."""
    return bool(question.entities) and question.intent != "explanation"


def _astray(met: Sequence[_Met], speaking: Sequence[tuple[_Candidate, _Met]]) -> float:
    """How much more like the question a sentence is that does not speak of all its parties."""
    near = max((m.like for _, m in speaking), default=0.0)
    return max((m.like for m in met), default=0.0) - near


def _unjoined(question: Question, speaking: Sequence[tuple[_Candidate, _Met]]) -> bool:
    """Whether two measures are named and no sentence of the matter holds both."""
    measures = {family(m.concept) for m in question.metrics}
    return len(measures) > 1 and not any(m.measure == 1.0 and m.kind for _, m in speaking)


def _known(question: Question, glossary: Glossary) -> frozenset[str]:
    """The concepts that the question names: to none of them is "who" an answer."""
    return frozenset(m.concept for m in glossary.find(question.standalone))


def _silent(speaking: Sequence[tuple[_Candidate, _Met]]) -> bool:
    """Whether a sentence of the matter says that just this is not known."""
    near = max((m.like for _, m in speaking), default=0.0)
    return any(m.like >= OF_THE_MATTER * near and tells_silence(c.text) for c, m in speaking)


def _apart(speaking: Sequence[tuple[_Candidate, _Met]], measured: bool) -> float:
    """How much less like the question the sentences are that hold the kind of thing asked for; not
    at all where one holds the measure that is named, of the time asked about.
    """
    near = max((m.like for _, m in speaking), default=0.0)
    if measured and any(m.kind and m.measure and m.time == 1.0 for _, m in speaking):
        return 0.0
    return near - max((m.like * m.kind for _, m in speaking), default=0.0)


def _kept(
    speaking: Sequence[tuple[_Candidate, _Met]],
    leading: Collection[tuple[str, str]],
    figure: bool,
) -> bool:
    """Whether a sentence near the question, or for a figure of a passage that leads, holds that
    kind: a leading passage names some place or company almost always.
    """
    near = max((m.like for _, m in speaking), default=0.0)
    return any(
        m.kind
        for c, m in speaking
        if m.like >= NEARLY * near or (figure and (c.ref.index, c.ref.passage_id) in leading)
    )


def _reason(question: Question) -> bool:
    """Whether a reason alone is asked for: a share or a price that it speaks of is none wanted."""
    cues = {m.concept for m in question.refusal_cues}
    return question.intent == "explanation" and not cues & {"asks_number", "asks_money"}


def _of_matter(speaking: Sequence[tuple[_Candidate, _Met]]) -> list[_Candidate]:
    """The sentences of the matter that hold the kind of thing asked for."""
    near = max((m.like for _, m in speaking), default=0.0) * OF_THE_MATTER
    return [c for c, m in speaking if m.kind and m.like >= near]


def _heard(
    found: Sequence[_Candidate],
    speaking: Sequence[tuple[_Candidate, _Met]],
    leading: Collection[tuple[str, str]],
) -> list[_Candidate]:
    """The sentences of the passages that speak of all parties, and of those that lead."""
    led = [c for c in found if (c.ref.index, c.ref.passage_id) in leading]
    return [*(c for c, _ in speaking), *led] if speaking else list(found)


def _lacking(
    question: Question, heard: Sequence[_Candidate], told: Sequence[_Candidate]
) -> Mapping[str, float]:
    """What of the question's particulars no passage heard and no sentence told names."""
    wholes = {f"{c.whole} {c.title}" for c in heard}
    return lacking(question, wholes, {f"{c.text} {c.title}" for c in told or heard})


def _timely(speaking: Sequence[tuple[_Candidate, _Met]]) -> bool:
    """Whether a sentence near the question holds the kind of thing asked for of that time."""
    near = max((m.like for _, m in speaking), default=0.0)
    told = (m for _, m in speaking if m.like >= NEARLY * near)
    return any(m.kind and m.measure and m.time == 1.0 for m in told)


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
            around = "\n".join(passage.text.values())
            yield _Candidate(ref, whole[start:end], title, whole, around, lang, periods.get(ref))


def _known_places(question: Question, found: Sequence[_Candidate]) -> frozenset[str]:
    """The places asked about of which some passage found speaks: an answer stands in such a one."""
    asked = places_of_business(question.standalone)
    if not asked:
        return asked
    return asked & frozenset[str]().union(*(places(f"{c.around} {c.title}") for c in found))


def _met(
    question: Question,
    wanted: _Wanted,
    candidate: _Candidate,
    like: float,
    where: frozenset[str],
    stated: Set[str],
    glossary: Glossary,
) -> _Met:
    read = read_sentence(candidate.text, candidate.lang, glossary)
    asked = {m.concept for m in question.entities}
    near = read.named | mentioned(glossary, candidate.title)
    beside = asked <= near
    measures = {family(m.concept) for m in question.metrics}
    there = where <= places(f"{candidate.around} {candidate.title}")
    return _Met(
        beside=beside,
        around=beside or asked <= near | mentioned(glossary, candidate.whole),
        itself=asked <= read.named,
        measure=len(measures & (read.measures | stated)) / len(measures) if measures else 1.0,
        time=_in_time(question, candidate, read),
        kind=float(there and _holds(question, wanted, candidate, read, glossary)),
        like=like,
    )


def _holds(
    question: Question, wanted: _Wanted, candidate: _Candidate, read: Read, glossary: Glossary
) -> bool:
    """Whether a sentence holds the kind of thing asked for; of one name or place asked for, one
    that the question does not name itself.
    """
    kind = wanted.kind
    if not kind:
        return True
    if not holds_kind(kind, candidate.text, read.units, bool(read.periods), glossary):
        return False
    if kind == "place":
        return bool(places(candidate.text) - places(question.standalone))
    if kind not in OF_NAMES or wanted.known is None:
        return True
    bearers = ("person",) if wanted.person else ("company", "person")
    others = wanted.known if wanted.teller else wanted.known | read.tellers
    return read.stranger or any(
        of in bearers and concept not in others for concept, of in read.kinds
    )


def _in_time(question: Question, candidate: _Candidate, read: Read) -> float:
    """1 where a sentence speaks of the time asked about, less where it tells none, else 0; a
    measure of a year is none of its quarters'.
    """
    asked = [p for p in question.periods if p.start or p.end]
    told = [p for p in (*read.periods, candidate.period) if p and (p.start or p.end)]
    if not asked:
        return 1.0
    if not told:
        return UNNAMED_TIME
    measured = bool(question.metrics)
    return float(
        any(
            overlaps(one, other) and (not measured or not _of_other_length(one, other))
            for one in asked
            for other in told
        )
    )


def _of_other_length(asked: Period, told: Period) -> bool:
    """Whether a stretch is asked about and a sentence tells of one of another length."""
    stretches = asked.kind in STRETCHES and told.kind in STRETCHES
    return stretches and not same_stretch((asked,), told)
