"""The parties of texts that belong together, each known as one in all of them.

A name that one text makes known is found in the others as well: a title and a name, a name at the
head of a Chinese text, a Latin name that a Chinese text writes by its sound or that writes Chinese
characters in pinyin. Names that are translated by their meaning are not joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.answer.verify.leads import heads_of, leads_of, places_of
from bot.answer.verify.names import COMMON, LATIN, POSSESSIVE, WHERE, Name, free
from bot.answer.verify.spelled import spelled_as
from bot.language.readings import read_out
from bot.language.script import fold, has_han

__all__ = ["heard", "led", "opened", "unified"]


def unified(texts: Sequence[Sequence[Name]]) -> list[tuple[Name, ...]]:
    """The same names, where "Founder Ardmore" is known as the Ardmore of another place."""
    firsts = Counter(name.who for names in texts for name in names)
    heads: dict[str, set[str]] = {}
    for name in (name for names in texts for name in names):
        *_, last = name.text.lower().split(" ")
        if last != name.who and name.text.isascii():
            heads.setdefault(last, set()).add(name.who)

    def titled(name: Name) -> str | None:
        words = name.text.lower().split(" ")
        once = len(words) > 1 and words[0] == name.who and firsts[name.who] == 1
        return words[1] if once and words[1] in firsts else None

    kept = {titled(name) for names in texts for name in names}

    def known(name: Name) -> Name:
        called = titled(name)
        if called:
            return replace(name, who=called)
        said = name.text.lower()
        if said not in kept and len(heads.get(said, ())) == 1:
            return replace(name, who=next(iter(heads[said])))  # the Commission
        return name

    return [tuple(known(name) for name in names) for names in texts]


def heard(
    texts: Sequence[str], named: Sequence[Sequence[Name]], others: Sequence[Sequence[Name]] = ()
) -> list[tuple[Name, ...]]:
    """The same names, with those that a Chinese text writes by the sound of another's Latin one.

    The names of the `others` are sought where no name of the texts themselves stands.
    """
    if not any(map(has_han, texts)):
        return [tuple(names) for names in named]
    own = [
        n
        for text, names in zip(texts, named, strict=True)
        for n in names
        if not WHERE.search(text[: n.span[0]])
    ]
    latin = _latin(own)
    away = _latin(name for names in others for name in names)
    more = {who: said for who, said in away.items() if who not in latin}
    found = []
    for text, names in zip(texts, named, strict=True):
        kept = list(names)
        for group in (latin, more) if has_han(text) else ():
            listed = [n for n in kept if n.who.startswith("GLO-") or n.who in latin]
            spelt = free(_written_as(text, group), listed)
            kept = [*free(kept, spelt), *spelt]
        found.append(tuple(sorted(kept, key=lambda name: name.span)))
    return found


def _latin(names: Iterable[Name]) -> dict[str, tuple[str, ...]]:
    """The unlisted Latin names, each with the ways in which it is written."""
    found: dict[str, dict[str, None]] = {}
    for name in names:
        if name.who.isascii() and name.who.islower():
            found.setdefault(name.who, {})[name.text] = None
    return {who: tuple(said) for who, said in found.items()}


def _written_as(text: str, latin: Mapping[str, Sequence[str]]) -> list[Name]:
    """The Latin names that a Chinese text reads out in pinyin or spells by their sound."""
    folded = fold(text)
    places = [
        (who, span) for who, said in latin.items() for one in said for span in read_out(folded, one)
    ]
    places += spelled_as(folded, sorted(latin))
    found: list[Name] = []
    for who, span in places:
        new = Name(who, span, text[slice(*span)])
        found += free([new], found)
    return found


def led(
    texts: Sequence[str], named: Sequence[Sequence[Name]], around: Sequence[str] = ()
) -> list[tuple[Name, ...]]:
    """The same names, with the Chinese parties that the texts, or those around, name at their
    head.
    """
    chinese, beyond = [t for t in texts if has_han(t)], [t for t in around if has_han(t)]
    leads = dict.fromkeys(lead for text in (*chinese, *beyond) for lead in leads_of(text))
    leads |= dict.fromkeys((*heads_of(chinese), *heads_of(beyond)))
    if not leads:
        return [tuple(names) for names in named]
    listed = [n.text for names in named for n in names if n.who.startswith("GLO-")]
    leads = dict.fromkeys(lead for lead in leads if not any(lead[:2] in fold(x) for x in listed))
    found = []
    for text, names in zip(texts, named, strict=True):
        places = places_of(fold(text), leads) if has_han(text) else ()
        new = [Name(who, span, text[slice(*span)]) for who, span in places]
        new = free(new, [n for n in names if n.who.startswith("GLO-") or n.who.isascii()])
        found.append(tuple(sorted((*free(names, new), *new), key=lambda name: name.span)))
    return found


def opened(
    texts: Sequence[str], named: Sequence[Sequence[Name]], others: Sequence[Sequence[Name]]
) -> list[tuple[Name, ...]]:
    """The same names, with a text's first word where it is a name in another text."""
    known = {n.who for names in (*named, *others) for n in names if n.who.isascii()}
    found = []
    for text, names in zip(texts, named, strict=True):
        first = LATIN.match(text)
        said = POSSESSIVE.sub("", first.group()) if first else ""
        new = Name(said.lower(), (0, len(said)), said)
        fresh = new.who in known and new.who not in COMMON
        found.append((*free([new] if fresh else [], names), *names))
    return found
