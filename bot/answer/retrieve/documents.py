"""How far a reader's own documents speak of a question, word by word and in their place.

No glossary knows a stranger's names and products, so a text is weighed by the question's own words:
those that the document's title or heading holds say which document is meant, the rest is what is
asked about it (the topic). A name of the question that stands nowhere in the document means that
it speaks of something else. It decides nothing: plan says what is enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answer.retrieve.equivalents import EQUIVALENTS, LIGHT
from bot.index.search import Searcher
from bot.language.script import fold, has_han
from bot.records import Hit, Passage, Question

__all__ = ["Place", "Said", "asked_words", "document_of", "place_of", "read_around", "weigh"]

THERE = 0.5
PLACED, AROUND, ELSEWHERE = 0.9, 0.7, 0.45
LIGHTLY = 0.25
STRANGE = 0.4
"""What is left of a text's coverage that lacks a name of the question."""
WHOLE, NEAR, DOCUMENTS = 30, 3, 4
_NUMBERED = re.compile(r"^(.*/p)(\d+)$")
_MEASURE = re.compile(
    r"(?<=[几多])(?:[家间个名位台辆座条艘部栋款种项所人次颗片张户头只](?=[\u3400-\u9fff])"
    r"|少(?=[\u3400-\u9fff]))|(?<=哪)一?[家间个位天年]|(?<=每)[家间个名位台辆座条人]"
)
_POSSESSIVE = re.compile(r"(?<=[A-Za-z])['\u2019]s?(?=\W|$)")
_OPENING = re.compile(r"(?:^|[.?!]\s+)[\"“]?\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """A text with what stands around it: its sentence or passage, its document, its title."""

    text: str
    around: str
    title: str
    document: str


@dataclass(frozen=True, slots=True)
class Said:
    """How far a text covers a question with its place, and what is asked by itself.

    `strange` where the question names something that its document does not.
    """

    coverage: float
    topic: float
    strange: bool


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


def place_of(hit: Hit, lang: str, text: str, around: str, hits: Sequence[Hit]) -> Place:
    """A text of a hit with its place among everything that was read of its document."""
    passage = hit.passage
    title = f"{passage.title.get(lang, '')} {passage.heading.get(lang, '')}"
    return Place(text, around, title, document_of(passage, hits))


def document_of(passage: Passage, hits: Sequence[Hit]) -> str:
    """What was read of the document that a passage belongs to."""
    source = (passage.index, passage.source_id)
    return "\n".join(
        text
        for h in hits
        if (h.passage.index, h.passage.source_id) == source
        for text in h.passage.text.values()
    )


def asked_words(question: Question, *, periods: bool = False) -> str:
    """The question without its operations, its periods and words that only ask."""
    text = question.standalone
    spans = [] if periods else [question.text[p.span[0] : p.span[1]] for p in question.periods
                                if p.span]  # fmt: skip
    for said in sorted((*spans, *_operations(question)), key=len, reverse=True):
        text = text.replace(said, " " * len(said))
    folded = fold(text)
    for found in reversed(list(_MEASURE.finditer(folded))):
        text = text[: found.start()] + " " * len(found.group()) + text[found.end() :]
    return _POSSESSIVE.sub(lambda m: " " * len(m.group()), text)


def _operations(question: Question) -> list[str]:
    """Short words of operations; a long match of one has words in it that are asked about."""
    return [
        m.text
        for m in question.operations
        if len(m.text) <= (5 if has_han(m.text) else 14) and m.concept not in ("per_unit",)
    ]


def weigh(question: Question, places: Sequence[Place], searcher: Searcher) -> tuple[Said, ...]:
    """How far each text speaks of the question, in the order given."""
    if not places:
        return ()
    asked = asked_words(question)
    texts = [f for p in places for f in (p.text, p.around, p.title, p.document)]
    unlike = list(dict.fromkeys(texts))
    at = {text: n for n, text in enumerate(unlike)}
    words = searcher.words(asked, unlike)
    names = _names(question.standalone)
    rows = [
        (
            w.text,
            w.weight * (LIGHTLY if fold(w.text) in LIGHT else 1.0),
            _with_equivalents(w.text, w.shares, unlike),
        )
        for w in words
    ]
    found = []
    for place in places:
        text, around, title, document = (
            at[t] for t in (place.text, place.around, place.title, place.document)
        )
        found.append(_said(rows, names, text, around, title, document, place))
    return tuple(found)


def _said(
    rows: Sequence[tuple[str, float, tuple[float, ...]]],
    names: frozenset[str],
    text: int,
    around: int,
    title: int,
    document: int,
    place: Place,
) -> Said:
    total = held = asked = told = 0.0
    strange = False
    foreign = not has_han(place.document)
    for word, weight, shares in rows:
        here = max(shares[text], AROUND * shares[around], ELSEWHERE * shares[document])
        whole = max(here, PLACED * shares[title])
        total += weight
        held += weight * whole
        if shares[title] < THERE:
            asked += weight
            told += weight * here
        nowhere = max(shares[text], shares[around], shares[title], shares[document]) < THERE
        if nowhere and fold(word) in names and not (foreign and has_han(word)):
            strange = True
    coverage = held / total if total else 0.0
    topic = told / asked if asked else 1.0
    return Said(round(coverage * (STRANGE if strange else 1.0), 6), round(topic, 6), strange)


def _with_equivalents(
    word: str, shares: tuple[float, ...], texts: Sequence[str]
) -> tuple[float, ...]:
    """A word's shares, where a text says the same in another way."""
    folded = fold(word)
    same = [said for asked, said in EQUIVALENTS if asked.fullmatch(folded)]
    if not same:
        return shares
    return tuple(
        max(share, PLACED) if any(s.search(fold(text)) for s in same) else share
        for share, text in zip(shares, texts, strict=True)
    )


def _names(text: str) -> frozenset[str]:
    """Words that are written as names: capitals inside a sentence, codes and numbers after them."""
    opening = {m.end() for m in _OPENING.finditer(text)}
    found = set()
    for match in re.finditer(r"[^\W\d_][\w&.-]*(?:['\u2019]s)?|\d[\d.]*", text):
        word = match.group()
        if word[0].isdigit():
            before = re.search(r"([A-Z][\w-]*)\s$", text[: match.start()])
            if before and fold(before[1]) not in _MONTHS:
                found.add(fold(word))
        elif word[0].isupper() and match.end() not in opening and fold(word) not in _MONTHS:
            found.add(fold(re.sub(r"['\u2019]s$", "", word)))
            found.add(fold(word))
    return frozenset(found)


_MONTHS = frozenset(
    "january february march april may june july august september october november december "
    "q1 q2 q3 q4 fy".split()
)
