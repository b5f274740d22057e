"""Whether the parties of a sentence are those of its quotes, and do what they do there.

Names that the quotes lack are faults where the quotes could have named them. Of two parties in
one sentence it is checked who gives and who takes (`relations`), and what belongs to which
(`belongings`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.answer.verify.acts import acted_otherwise
from bot.answer.verify.belongings import misplaced
from bot.answer.verify.names import Name, mentions, names_of, unlisted
from bot.answer.verify.numbers import Fault
from bot.answer.verify.owners import owned_otherwise, speaks
from bot.answer.verify.reading import Reading, read
from bot.answer.verify.relations import turned
from bot.answer.verify.together import heard, led, opened, paired, unified
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han
from bot.records import Mention

__all__ = ["check_parties"]

# A body that no quote speaks of is not the party whose name it begins with.
BODY = re.compile(
    r"\b(?:Union|Council|Committee|Ministry|Foundation|Bank|Association|Federation|University|Court"
    r"|Parliament|Agency|Authority|Institute)$"
)
# 榕江市議會 is not 榕江市.
CHINESE_BODY = re.compile(
    "(?:议会|工会|协会|公会|商会|学会|基金会|委员会|法院|医院|大学|银行|联盟)$"
)
# "NHS England" is not known from another NHS.
SHORT = 4
KINDS = ("company", "person", "product")
# A firm that a quote does not name again: its name may stand in a title.
PRONOUN = re.compile(
    r"\bthe (?:company|firm|group|partners?)\b|\b(?:we|our|they|it)\b|公司|集团|双方|该"
)


def check_parties(
    text: str,
    quotes: Sequence[str],
    context: Sequence[str],
    glossary: Glossary,
    around: Sequence[str] = (),
) -> list[Fault]:
    """Every party that the quotes do not name, and the first that stands in another's place.

    What else the answer cites (`around`) tells which words are names.
    """
    faults = _absent(text, quotes, context, glossary)
    if faults:
        return faults
    mine = read(text)
    own, *told = _named((text, *quotes), tuple(around), glossary)
    if not own:
        return []
    theirs = [(read(quote), names) for quote, names in zip(quotes, told, strict=True)]
    found = (
        next(_substituted(own, theirs, context, text, glossary), None)
        or next(turned(mine, own, theirs), None)
        or next(misplaced(mine, own, theirs), None)
        or next(owned_otherwise(mine, own, theirs, glossary), None)
        or next(acted_otherwise(mine, own, theirs), None)
    )
    return [found] if found else []


@lru_cache(maxsize=2048)
def _named(
    texts: tuple[str, ...], around: tuple[str, ...], glossary: Glossary
) -> tuple[tuple[Name, ...], ...]:
    """The parties of texts that belong together, each known as one in all of them."""
    found: Sequence[Sequence[Name]] = [names_of(text, glossary) for text in texts]
    others = [[n for n in unlisted(t) if not mentions(n.text, glossary)] for t in around]
    found = opened(texts, found, others)
    if any(map(has_han, texts)):
        found = paired(texts, led(texts, heard(texts, found, others), around), around, others)
    elif not found[0]:
        return ((),)
    return tuple(unified(found))


def _absent(
    text: str, quotes: Sequence[str], context: Sequence[str], glossary: Glossary
) -> list[Fault]:
    known = {m.concept for q in (*quotes, *context) for m in mentions(q, glossary)}
    measures = glossary.find_metrics(text)
    return [
        Fault("wrong_entity", m.text, f"{m.text} is not named in the cited sentences")
        for m in mentions(text, glossary)
        if m.kind in KINDS
        and m.concept not in known
        and (m.kind != "product" or not (has_han(m.text) or _within(m, measures)))
        and not any(word in "".join(quotes) for word in (m.text, *m.text.split("-")[:1]))
        and not _is_a_word(m, quotes, glossary)
    ]


def _is_a_word(mention: Mention, quotes: Sequence[str], glossary: Glossary) -> bool:
    """Whether quotes of another language have the name in small letters: apples, 蘋果."""
    names = [name.lower() for name in glossary.names(mention.concept) if name.isascii()]
    return has_han(mention.text) and any(
        re.search(rf"\b{re.escape(name)}s?\b", quote) for name in names for quote in quotes
    )


def _within(product: Mention, measures: Sequence[Mention]) -> bool:
    """Whether a product is part of what a measure is called: GPU of GPU purchases."""
    return any(m.start <= product.start and product.end <= m.end for m in measures)


def _substituted(
    own: Sequence[Name],
    theirs: Sequence[tuple[Reading, Sequence[Name]]],
    context: Sequence[str],
    text: str,
    glossary: Glossary,
) -> Iterator[Fault]:
    """A name that no quote has, where the quotes name another that the sentence lacks."""
    known = {name.who for _, names in theirs for name in names}
    titled = {name.who for words in context for name in names_of(words, glossary)}
    letters = fold("".join((*(r.text for r, _ in theirs), *context)))
    left = known - {name.who for name in own}
    yield from _of_the_title(own, theirs, titled - known, glossary)
    same = [has_han(r.text) == has_han(text) for r, _ in theirs]
    for name in own:
        body = BODY.search(name.text) or CHINESE_BODY.search(fold(name.text))
        if all(same) and body and not _has_body(name, letters):
            reason = f"{name.text} is not named in the cited sentences"
            yield Fault("wrong_entity", name.text, reason)
        short = len(name.who) <= SHORT and name.who.isascii() and " " in name.text
        if name.who in known or fold(name.text) in letters:
            continue
        if not short and (name.who in titled or name.who in letters):
            continue
        han, chinese = has_han(name.text + name.who), has_han(text)
        alike_written = any(has_han(r.text) == chinese for r, _ in theirs)
        if {who for who in left if alike_written or has_han(who) == han}:
            reason = f"{name.text} is not named in the cited sentences"
            yield Fault("wrong_entity", name.text, reason)


def _has_body(name: Name, letters: str) -> bool:
    """Whether texts speak of such a body at all, or may by its letters alone: the ECB."""
    said = fold(name.text)
    last = said[-2:] if has_han(said) else said.rsplit(" ", 1)[-1]
    initials = "".join(word[0] for word in said.split(" ") if word not in ("of", "the"))
    named = last in letters or (name.text.isascii() and initials in letters)
    return named or name.who.startswith("GLO-")


def _of_the_title(
    own: Sequence[Name],
    theirs: Sequence[tuple[Reading, Sequence[Name]]],
    titled: set[str],
    glossary: Glossary,
) -> Iterator[Fault]:
    """A firm that only a title names, in the place of one that a quote names without a pronoun."""
    left = {
        name.who
        for reading, names in theirs
        for name in names
        if not speaks(reading, name) and _kind(name, glossary) != "person"
    } - {name.who for name in own}
    if not left or any(PRONOUN.search(r.folded) for r, _ in theirs):
        return
    letters = "".join(r.folded for r, _ in theirs)
    for name in own:
        if name.who in titled and fold(name.text) not in letters and name.who not in letters:
            reason = f"{name.text} is not named in the cited sentences"
            yield Fault("wrong_entity", name.text, reason)


def _kind(name: Name, glossary: Glossary) -> str:
    term = glossary.term(name.who)
    return term.kind if term else ""
