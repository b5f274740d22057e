"""The parties that a text names: of the glossary, capitalised, or ending like a Chinese firm.

A name is known by its glossary id, by its first word, or by the two letters before an ending and
the ending. It takes the name of a place for a party as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.verify.firms import firms_in
from bot.answer.verify.spelled import goes_on
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han
from bot.language.timewords import MONTHS
from bot.language.units import CURRENCIES
from bot.records import Mention, Span

__all__ = [
    "COMMON",
    "LATIN",
    "MANY",
    "POSSESSIVE",
    "WHERE",
    "Name",
    "free",
    "measures",
    "mentions",
    "names_of",
    "unlisted",
]

# An apostrophe ends a word within a name: Pinehollow Teachers' Union.
_WORD = r"[A-Z][A-Za-z0-9&'’.-]*[A-Za-z0-9](?:(?<=s)['’](?= [A-Z]))?(?![$€£])"
LATIN = re.compile(rf"(?<![A-Za-z0-9]){_WORD}(?:(?: of the| of| de)? {_WORD})*")
# Words that open a sentence without being a name: those that open one of the shipped English
# digests and stand there in small letters too, the nouns of the shipped measures' names, the closed
# classes of English, titles and the calendar.
_OPENING = (
    "a according accounts after all an another anyone as at because before both but buying by "
    "capacity capital cash chips cloud commentary companies computing constant cost debt demand "
    "depreciation diluted each earnings fast for free gross guidance here his how if in "
    "infrastructure investor investors it leaked lender long many money monthly net networking new "
    "news no not of on one part payment pre press private read real rented reports sales seen "
    "selling setting short side some spending stock such that the their then these this to totals "
    "trading under unlike venture visibility when whether while with yet"
)
_NOUNS = (
    "assets backlog commitments contracts customers deal development effect financing firms "
    "growth income interest inventory investment investments loans loss margin market obligations "
    "operating orders outlook output power price production profit purchase rate receivables "
    "research results revenue revenues risk servers share shares software stake supply target term "
    "users valuation value vendor vendors"
)
_CLOSED = (
    "and or from its those her he she they we over between during where about two three four five "
    "first second third fourth most more any every there nobody until only also since through per "
    "so than what who why roughly almost nearly around other much few half nothing neither either "
    "none someone everyone against without within upon into"
)
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_TITLES = (
    "chief executive chairman chairwoman president minister professor mr mrs ms dr mayor senator "
    "superintendent governor judge director secretary commissioner councillor economist analyst "
    "spokesman spokeswoman captain sir dame lord"
)
# Words of a land, which alone are no party.
DEMONYMS = frozenset(
    "american european asian african chinese japanese korean taiwanese british english french "
    "german dutch italian spanish portuguese danish swedish norwegian finnish swiss austrian "
    "belgian irish scottish welsh indian australian canadian mexican brazilian russian polish "
    "turkish israeli western eastern northern southern".split()
)
COMMON = frozenset(
    f"{_OPENING} {_NOUNS} {_CLOSED} {_DAYS} {_TITLES} {' '.join(MONTHS).lower()}".split()
)
POSSESSIVE = re.compile(r"[’']s$|[’']$")
ACRONYM = 5
MANY = 2
DOES = re.compile(
    r"[’']s\b| ?[\u3400-\u9fff\d]|, (?:an?|the|which|who|whose|based|for) "
    r"| (?:already |also |now |then )?(?:is|was|has|had|will|would|may|might|could|can|made|paid"
    r"|sold|bought|lost|rose|fell|got|took|won|gave|did|does|spent|put|held|grew|[a-z]{2,}(?:ed"
    r"|s))\b"
)
AMOUNT = re.compile(r" ?\d")
# Behind these a name is more likely a place.
WHERE = re.compile(r"\b(?:in|near|outside|across|at) (?:the )?$")
# A sentence's first word with such an end is more likely a word than a name.
PLAIN = re.compile(r"(?:ing|ed|ly|tion|ment|ness|ity|s)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A party's place in a folded text, and who it is: a concept, or its own first word."""

    who: str
    span: Span
    text: str


@lru_cache(maxsize=4096)
def mentions(text: str, glossary: Glossary) -> tuple[Mention, ...]:
    """What the glossary finds in a text, found once, but for parts of longer spelled names."""
    return tuple(
        m
        for m in glossary.find(text)
        # NOK 214 million is no Nokia.
        if not _of_a_longer_name(m, text)
        and not (m.text in CURRENCIES and AMOUNT.match(text, m.end))
    )


def _of_a_longer_name(mention: Mention, text: str) -> bool:
    """Whether characters that spell sounds go on behind a name: 克雷斯 of 塔斯曼克雷斯特."""
    if mention.kind != "person" or not has_han(mention.text):
        return False
    return goes_on(fold(text[mention.end : mention.end + 2]))


@lru_cache(maxsize=4096)
def measures(text: str, glossary: Glossary) -> tuple[Mention, ...]:
    """The measures that a text names, found once."""
    return glossary.find_metrics(text)


@lru_cache(maxsize=4096)
def names_of(text: str, glossary: Glossary) -> tuple[Name, ...]:
    """The parties of a text, in text order, without overlaps."""
    found = [
        Name(m.concept, (m.start, m.end), m.text)
        for m in mentions(text, glossary)
        if m.kind in ("company", "person")
    ]
    taken = [name.span for name in found]
    known = [(m.start, m.end) for m in mentions(text, glossary)]
    free = [
        name
        for name in unlisted(text)
        if not any(_meet(name.span, span) for span in taken)
        and not any(a <= name.span[0] and name.span[1] <= b for a, b in known)
    ]
    return tuple(sorted((*found, *free), key=lambda name: name.span))


def free(names: Sequence[Name], taken: Sequence[Name]) -> list[Name]:
    """The names that stand where none of the others does."""
    return [n for n in names if not any(_meet(n.span, other.span) for other in taken)]


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


@lru_cache(maxsize=4096)
def unlisted(text: str) -> tuple[Name, ...]:
    """The parties of a text that are known by their letters alone, without the glossary."""
    return tuple(_unlisted(text))


def _unlisted(text: str) -> Iterator[Name]:
    for match in LATIN.finditer(text):
        start, words = match.start(), match.group().split(" ")
        while words and POSSESSIVE.sub("", words[0]).lower() in COMMON:
            start += len(words[0]) + 1
            words = words[1:]
        while len(words) > 1 and len(words[0]) <= MANY and words[0].isupper():
            start += len(words[0]) + 1  # the UK Space Agency
            words = words[1:]
        while words and words[-1] in CURRENCIES:
            words = words[:-1]  # "Skarvholm Line NOK 214 million"
        said = POSSESSIVE.sub("", " ".join(words))
        first = POSSESSIVE.sub("", words[0]).lower() if words else ""
        if (
            said.lower() in DEMONYMS
            or len(first) <= MANY
            or (said.rstrip("s").isupper() and len(said) <= ACRONYM)
        ):
            continue
        if not first[-1].isdigit() and not (
            start == 0 and len(words) == 1 and not _a_name(said, text)
        ):
            yield Name(first, (start, start + len(said)), said)
    folded = fold(text)
    for start, end in firms_in(folded):
        yield Name(folded[start:end], (start, end), text[start:end])


def _a_name(word: str, text: str) -> bool:
    """Whether a sentence's first word is more likely a name: it does something, or has."""
    return not PLAIN.search(word) and DOES.match(text, len(word)) is not None
