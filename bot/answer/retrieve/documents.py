"""How far a reader's own documents speak of a question, word by word and in their place.

No glossary knows a stranger's names and products, so a text is weighed by the question's own words:
those that the document's title or heading holds say which document is meant, the rest is what is
asked about it (the topic). A name of the question that stands nowhere in the document means that
it speaks of something else. It decides nothing: plan says what is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer.retrieve.asked_about import asked_words, names_written
from bot.answer.retrieve.asking import carries_figure, sum_asked
from bot.answer.retrieve.equivalents import LIGHT
from bot.answer.retrieve.held import PLACED, told_words
from bot.answer.retrieve.own_aliases import aliases_of, with_aliases
from bot.answer.retrieve.own_counted import type_asked
from bot.answer.retrieve.own_times import asked_times
from bot.answer.retrieve.parties import named_groups, stands_for_document, told_in
from bot.index.search import Searcher
from bot.knowledge.ledger import family
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han
from bot.records import Fact, Hit, Mention, Passage, Question

__all__ = [
    "Place",
    "Said",
    "documents_of",
    "of_documents",
    "place_of",
    "read_around",
    "weigh",
]

THERE = 0.5
AROUND, BESIDE, ELSEWHERE = 0.7, 0.6, 0.45
LIGHTLY, UNKNOWN = 0.25, 0.35
NAMED, OTHER = 0.3, 0.5
"""A title with this share of the question's words names its document; what is left of others."""
STRANGE = 0.4
"""What is left of a text's coverage that lacks a name of the question."""
OF_TWO = frozenset({"share", "times", "difference", "sum", "without", "per_unit"})
"""Operations whose operands may be figures of two parties."""
ACROSS = 0.55
FEW = 3
"""What a text in the other language covers at least that has the one name asked about, of which
no more passages of its document tell.
"""
WHOLE, NEAR, DOCUMENTS = 30, 3, 4
MEASURE = re.compile(
    r"salar(?:y|ies)|bonus(?:es)?|wages?|profits?|revenues?|turnover|employees|population"
    r"|dividends?|interest rates?|share price|market value"
    r"|(?:年|月|底|起)?薪(?:水|资|酬)|[年月底起]薪|年终奖金|(?:净|纯|毛)?利润?|获利|盈余|营收|营业额|营业收入|员工(?:人?数)?|总?人口|利率|股[价利息]"
    r"|市值"
)
"""Measures that every document which tells them calls so, or by a word of the thesaurus."""
_NUMBERED = re.compile(r"^(.*/p)(\d+)$")
_FIRST_PERSON = re.compile(r"\b(?:I|me|my|myself)\b|本人|我(?![們们國国方司])")
_SIGNED = re.compile(
    r"(?:[A-Z][\w.\u2019'-]*\s){1,3}[A-Z][\w\u2019'-]*,\s[A-Za-z ]{3,40}"
    r"|(?:董事長|董事长|執行長|执行长|總經理|总经理|主席|院長|校長)[\s:：]*[\u3400-\u9fff]{2,4}"
)
"""A name and an office alone on a line."""


@dataclass(frozen=True, slots=True)
class Place:
    """A text with what stands around it: its sentence or passage, its title and heading, the
    passages that were read of its document, the one that it stands in, and the title alone.
    """

    text: str
    around: str
    title: str
    document: tuple[str, ...]
    passage: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """How far a text covers a question with its place, and what is asked of its document.

    `own` is what it covers by itself; `strange` where the question names something that its
    document does not; `alone` what it tells by itself of what is asked of its document; `lacks`
    where the question asks for a measure of which its document has no word.
    """

    coverage: float
    topic: float
    own: float
    strange: bool
    alone: float = 0.0
    lacks: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    """A word of the question as `weigh` counts it.

    `name` where it is written as one, `verb` where it only carries the figure that is asked for,
    `idle` where it tells no two figures apart either.
    """

    text: str
    weight: float
    shares: tuple[float, ...]
    light: bool
    name: bool
    verb: bool
    idle: bool


def read_around(hits: Sequence[Hit], searcher: Searcher) -> tuple[Hit, ...]:
    """The hits, and after them the rest of a short document that they lie in, or what is near."""
    own = [h for h in hits if h.passage.index != "corpus"]
    known = {(h.passage.index, h.passage.id) for h in hits}
    added: list[Hit] = []
    sources: set[tuple[str, str]] = set()
    for hit in own:
        sources.add((hit.passage.index, hit.passage.source_id))
        if len(sources) > DOCUMENTS:
            break
        for passage in _neighbours(hit.passage, searcher):
            if (passage.index, passage.id) not in known:
                known.add((passage.index, passage.id))
                added.append(Hit(passage, 0.0, next(iter(passage.text))))
    return (*hits, *added)


def _neighbours(passage: Passage, searcher: Searcher) -> Iterable[Passage]:
    found = _NUMBERED.match(passage.id)
    if not found:
        return
    stem, number = found[1], int(found[2])
    long = searcher.passage(passage.index, f"{stem}{WHOLE + 1}") is not None
    span = range(max(1, number - NEAR), number + NEAR + 1) if long else range(1, WHOLE + 1)
    for at in span:
        near = searcher.passage(passage.index, f"{stem}{at}")
        if near is not None:
            yield near
        elif not long:
            return


def place_of(
    hit: Hit, text: str, around: str, documents: Mapping[tuple[str, str], tuple[str, ...]]
) -> Place:
    """A text of a hit with its title and heading, and what was read of its document."""
    passage = hit.passage
    lang = next(iter(passage.text))
    read = documents[(passage.index, passage.source_id)]
    signed = _signature(read) if _FIRST_PERSON.search(text) else ""
    title = f"{passage.title.get(lang, '')} {passage.heading.get(lang, '')} {signed}"
    return Place(text, around, title, read, passage.text[lang], passage.title.get(lang, ""))


def _signature(document: Sequence[str]) -> str:
    """The line with which a letter of the document is signed: its "I" and "me"."""
    return next((p for p in document if _SIGNED.fullmatch(p.strip())), "")


def documents_of(hits: Iterable[Hit]) -> dict[tuple[str, str], tuple[str, ...]]:
    """The passages that were read of each document, by index and source, in their order."""
    texts: dict[tuple[str, str], dict[str, None]] = {}
    for hit in sorted(hits, key=lambda h: _number(h.passage)):
        passage = hit.passage
        read = texts.setdefault((passage.index, passage.source_id), {})
        read.update(dict.fromkeys(passage.text.values()))
    return {source: tuple(read) for source, read in texts.items()}


def of_documents(
    question: Question, read: Sequence[Fact], hits: Sequence[Hit], glossary: Glossary
) -> Question:
    """The question as it is meant of documents: metrics that none of their figures is of are words
    there, a name that they write so is no slip for a known one that is written like it, and their
    own years have days.
    """
    told = {family(fact.metric) for fact in read}
    texts = [fold(text) for hit in hits for text in hit.passage.text.values()]

    def slip(mention: Mention) -> bool:
        written = fold(mention.text)
        known = {fold(name) for name in glossary.names(mention.concept)}
        return written not in known and any(written in text for text in texts)

    return replace(
        question,
        metrics=tuple(m for m in question.metrics if family(m.concept) in told),
        periods=asked_times(question, [hit.passage for hit in hits]),
        answer_type=type_asked(question),
        entities=tuple(m for m in question.entities if not slip(m)),
    )


def _number(passage: Passage) -> int:
    found = _NUMBERED.match(passage.id)
    return int(found[2]) if found else 0


def weigh(question: Question, places: Sequence[Place], searcher: Searcher) -> tuple[Said, ...]:
    """How far each text speaks of the question, in the order given."""
    if not places:
        return ()
    places = [_in_both_letters(place) for place in places]
    asked = asked_words(question, told=[t for d in {p.document for p in places} for t in d])
    every = (t for p in places for t in (p.text, p.around, p.passage, p.title, p.name, *p.document))
    at = {text: n for n, text in enumerate(dict.fromkeys(every))}
    names, english = names_written(question.standalone), question.language == "en"
    # A unit that is asked for is part of the figure, no word of the text.
    light = LIGHT | {fold(m.text) for m in question.terms if m.kind == "unit"}
    light |= sum_asked(question.standalone)
    told = told_words(asked, tuple(at), searcher)
    rows = [
        _Word(
            word.text,
            word.weight * (LIGHTLY if fold(word.text) in light else 1.0),
            word.shares,
            fold(word.text) in light,
            fold(word.text) in names or (english and has_han(word.text)),
            verb := carries_figure(question.standalone, word.text),
            verb and not OF_TWO & {m.concept for m in question.operations},
        )
        for word in told
    ]
    meant = _meant_documents(rows, at, places)
    said = [word.text for word in told]
    groups = {
        document: named_groups(question.standalone, said, document)
        for document in {p.document for p in places}
    }
    return tuple(
        _across(
            question,
            groups[place.document],
            place,
            _said(
                _with_names(rows, groups[place.document]),
                at,
                place,
                place.document in meant,
                asked,
                _local(question, groups[place.document], place),
            ),
        )
        for place in places
    )


def _in_both_letters(place: Place) -> Place:
    """The place, each thing under both of the names that its document gives it."""
    aliases = aliases_of(place.document)
    if not aliases:
        return place
    said = {
        name: with_aliases(getattr(place, name), aliases)
        for name in ("text", "around", "title", "passage", "name")
    }
    return Place(**said, document=tuple(with_aliases(text, aliases) for text in place.document))


def _across(
    question: Question, groups: Sequence[tuple[str, ...]], place: Place, said: Said
) -> Said:
    """What is told of a text in the other language: a name of the question that it has, and that
    its document is not about, says what the dictionary cannot.
    """
    if has_han(place.text) == has_han(question.standalone):
        return said
    own = [g for g in groups if not told_in(g, (place.title,))]
    if not own or not all(told_in(g, (place.text,)) for g in own):
        return said
    if any(sum(told_in(g, (p,)) for p in place.document) > FEW for g in own):
        return said
    return replace(
        said, coverage=max(said.coverage, ACROSS), topic=max(said.topic, ACROSS), strange=False
    )


def _with_names(rows: Sequence[_Word], groups: Sequence[Sequence[str]]) -> tuple[_Word, ...]:
    """The words, where those that make up a name count as names."""
    joined = [part for group in groups for part in group if has_han(part)]
    return tuple(
        replace(w, name=True) if any(fold(w.text) in part for part in joined) else w for w in rows
    )


def _local(
    question: Question, groups: Sequence[tuple[str, ...]], place: Place
) -> tuple[tuple[str, ...], ...]:
    """The names of the question that the document tells of in one place and is not about.

    Where two figures are set beside each other, each may well be of one of the names.
    """
    if OF_TWO & {m.concept for m in question.operations} or question.intent == "comparison":
        return ()
    return tuple(g for g in groups if not stands_for_document(g, place.title, place.document))


def _meant_documents(
    rows: Sequence[_Word], at: Mapping[str, int], places: Sequence[Place]
) -> frozenset[tuple[str, ...]]:
    """The documents that may be meant: all, unless the question names one by its title."""
    total = sum(word.weight for word in rows)
    named: dict[tuple[str, ...], float] = {}
    for title, document in dict.fromkeys((p.name, p.document) for p in places):
        share = sum(w.weight * w.shares[at[title]] for w in rows if not w.light)
        named[document] = max(share, named.get(document, 0.0))
    best = max(named.values(), default=0.0)
    if best < NAMED * total:
        return frozenset(named)
    return frozenset(document for document, share in named.items() if share > best / 2)


def _said(
    rows: Sequence[_Word],
    at: Mapping[str, int],
    place: Place,
    meant: bool,
    asked_for: str,
    local: Sequence[tuple[str, ...]] = (),
) -> Said:
    text, around, title = (at[t] for t in (place.text, place.around, place.title))
    passage = at[place.passage]
    document = [at[t] for t in place.document]
    total = held = own = asked = told = alone = lightly = by_light = 0.0
    factor = 1.0 if meant else OTHER
    near = (place.text, _leading_to(place), place.title)
    strange = any(not told_in(name, near) for name in local)
    far = 0.0 if local else ELSEWHERE
    lacks = False
    before = ""
    foreign = not any(has_han(t) for t in place.document)
    for word in rows:
        shares, weight = word.shares, word.weight
        elsewhere = max((shares[n] for n in document), default=0.0)
        beside = max(AROUND * shares[around], BESIDE * shares[passage])
        here = max(shares[text], beside, far * elsewhere)
        nowhere = max(shares[text], shares[around], shares[title], elsewhere) < THERE
        lacks = lacks or (nowhere and MEASURE.fullmatch(fold(word.text)) is not None)
        single = nowhere and len(word.text) == 1 and has_han(word.text) != foreign
        idle = word.idle and shares[text] < THERE
        carries = (idle or (nowhere and word.verb)) and not word.name
        if carries:
            weight *= LIGHTLY
        elif nowhere and word.name:
            strange = True
        elif single and before and f"{before}{word.text}" in asked_for:
            strange = True  # a name that no dictionary knows falls into its letters
        elif nowhere and has_han(word.text) == foreign and max(shares) < THERE:
            weight *= UNKNOWN  # the dictionary may not know it in the document's language
        before = word.text if single else ""
        total += weight
        own += weight * shares[text]
        held += weight * max(here, PLACED * shares[title])
        if word.light and shares[title] <= THERE:
            lightly += weight
            by_light += weight * shares[text]
        if (local or shares[title] <= THERE) and not (word.light or word.name or carries):
            asked += weight
            told += weight * here
            alone += weight * shares[text]
    if not asked and lightly:  # beyond the title it asks for the money or the number alone
        asked, told, alone = lightly, lightly, by_light
    coverage = factor * held / total if total else 0.0
    topic = factor * told / asked if asked else factor
    return Said(
        round(coverage * (STRANGE if strange else 1.0), 6),
        round(topic, 6),
        round(own / total if total else 0.0, 6),
        strange,
        round(alone / asked if asked else 0.0, 6),
        lacks,
    )


def _leading_to(place: Place) -> str:
    """The passage up to the end of the text: a name that only comes after is not what it is of."""
    for part in (place.around, place.text):
        at = place.passage.find(part) if part != place.passage else -1
        if at >= 0:
            return place.passage[: at + len(part)]
    at = place.passage.find(place.text)
    return place.passage[: at + len(place.text)] if at >= 0 else place.passage
