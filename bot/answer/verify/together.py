"""The parties of texts that belong together, each known as one in all of them.

A name that one text makes known is found in the others as well: a title and a name, a name at the
head of a Chinese text, a Latin name that a Chinese text writes by its sound or that writes Chinese
characters in pinyin. Names that are translated by their meaning are not joined.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from bot.answer.verify.leads import heads_of, leads_of, places_of
from bot.answer.verify.names import COMMON, LATIN, POSSESSIVE, WHERE, Name, free
from bot.answer.verify.spelled import spelled_as
from bot.language.readings import read_out
from bot.language.script import fold, has_han

# What parties are, in the words in which both languages end their names.
KINDS = tuple(
    re.compile(rf"\b(?:{en})\b|(?:{zh})$")
    for en, zh in (
        ("university|college|institute of technology", "大学|学院"),
        ("hospitals?|clinic|trust", "医院"),
        ("courts?", "法院"),
        ("bank|bancorp", "银行"),
        ("insurance|assurance|life|re", "保险|人寿|产险|寿险|再保"),
        ("foundation|fund", "基金会?"),
        ("capital|ventures|partners|investments?", "资本|创投|投资"),
        ("council|assembly|parliament", "议会"),
        ("union", "工会"),
        ("ministry", "(?<!总)部"),
        ("commission|committee", "委员会|会"),
        ("agency|administration|authority|office", "局|署|总署|处"),
        ("government|city|county", "政府|市|县"),
        ("energy|power", "能源|电力"),
        ("airways|airlines?|air", "航空"),
        ("pharma|pharmaceuticals?|therapeutics|drugs", "制药|药厂|药业"),
        ("semiconductors?", "半导体"),
        ("pictures|films?|studios?", "影业|影视"),
        ("consultants?|consulting", "顾问"),
        ("shipping|lines?", "航运|海运"),
        ("construction|build(?:ers)?", "营造|建设"),
        ("telecom|communications", "电信|通信|通讯"),
        ("foods?", "食品"),
    )
)

__all__ = ["heard", "led", "opened", "paired", "unified"]


def unified(texts: Sequence[Sequence[Name]]) -> list[tuple[Name, ...]]:
    """The same names, where "Founder Ardmore" is known as the Ardmore of another place."""
    firsts = Counter(name.who for names in texts for name in names)
    heads: dict[str, set[str]] = {}
    for name in (name for names in texts for name in names):
        *_, last = name.text.lower().split(" ")
        if last != name.who and name.text.isascii() and " of " not in name.text:
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
    latin = _latin(n for names in named for n in names)
    places = {
        n.who
        for text, names in zip(texts, named, strict=True)
        for n in names
        if WHERE.search(text[: n.span[0]])
    }
    away = _latin(name for names in others for name in names)
    more = {who: said for who, said in away.items() if who not in latin}
    found = []
    for text, names in zip(texts, named, strict=True):
        kept = list(names)
        for group in (latin, more) if has_han(text) else ():
            listed = [n for n in kept if n.who.startswith("GLO-") or n.who in latin]
            spelt = free(_written_as(text, group, places), listed)
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


def _written_as(
    text: str, latin: Mapping[str, Sequence[str]], places: Collection[str]
) -> list[Name]:
    """The Latin names that a Chinese text writes in pinyin or, but for places, spells by sound."""
    folded = fold(text)
    found = [
        (who, span) for who, said in latin.items() for one in said for span in read_out(folded, one)
    ]
    found += spelled_as(folded, sorted(who for who in latin if who not in places))
    return _once(Name(who, span, text[slice(*span)]) for who, span in found)


def _once(names: Iterable[Name]) -> list[Name]:
    """The names, but for those that stand where an earlier one does."""
    found: list[Name] = []
    for name in names:
        found += free([name], found)
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
        longest = sorted(places, key=lambda place: place[1][0] - place[1][1])
        new = _once(Name(who, span, text[slice(*span)]) for who, span in longest)
        new = free(new, [n for n in names if n.who.startswith("GLO-") or n.who.isascii()])
        found.append(tuple(sorted((*free(names, new), *new), key=lambda name: name.span)))
    return found


def paired(
    texts: Sequence[str],
    named: Sequence[Sequence[Name]],
    around: Sequence[str],
    others: Sequence[Sequence[Name]],
) -> list[tuple[Name, ...]]:
    """The same names, where the last two that the first text and the rest leave over are one party.

    Of a sentence and quotes in two languages the names that are called alike by what they are (a
    ministry, 部) go together first; then, if each side has one name left, these do.
    """
    rest = [
        names
        for text, names in zip(texts, named, strict=True)
        if has_han(text) != has_han(texts[0])
    ]
    if len(rest) != len(texts) - 1 or not rest:
        return [tuple(names) for names in named]
    # Only what each side writes in its own script, and no other citation knows, may go together.
    known = {name.who for names in others for name in names}
    script = has_han(texts[0])
    mine, theirs = _said(named[:1]), _said(rest)
    joined = _away(texts, named[0], around) if not script else {}
    known |= set(joined)
    left = {w: s for w, s in mine.items() if w not in {*theirs, *known} and has_han(w) == script}
    over = {w: s for w, s in theirs.items() if w not in mine and has_han(w) != script}
    for name in (name for names in others for name in names):
        for side in (left, over):
            if name.who in side:
                side[name.who].append(fold(name.text))
    for kind in KINDS:
        one, two = (
            [w for w, said in side.items() if any(map(kind.search, said))] for side in (left, over)
        )
        if len(one) == len(two) == 1:
            joined[two[0]] = one[0]
            del left[one[0]], over[two[0]]
    if len(left) == len(over) == 1:
        joined[next(iter(over))] = next(iter(left))
    return [
        tuple(replace(name, who=joined.get(name.who, name.who)) for name in names)
        for names in named
    ]


def _away(texts: Sequence[str], names: Sequence[Name], around: Sequence[str]) -> dict[str, str]:
    """The Latin names that write out characters of another citation alone, by those characters."""
    found = {}
    own, away = "".join(map(fold, texts)), [fold(text) for text in around if text not in texts]
    for name in names:
        if name.who.isascii() and name.who.islower() and not read_out(own, name.text):
            places = ((text, span) for text in away for span in read_out(text, name.text))
            if place := next(places, None):
                found[name.who] = place[0][slice(*place[1])]
    return found


def _said(named: Iterable[Sequence[Name]]) -> dict[str, list[str]]:
    """The unlisted names, each with the ways in which it is written, folded."""
    found: dict[str, list[str]] = {}
    for name in (name for names in named for name in names):
        if not name.who.startswith("GLO-"):
            found.setdefault(name.who, []).append(fold(name.text))
    return found


def opened(
    texts: Sequence[str], named: Sequence[Sequence[Name]], others: Sequence[Sequence[Name]]
) -> list[tuple[Name, ...]]:
    """The same names, with a text's first word where it is a name in another text."""
    known = {n.who for names in (*named, *others) for n in names if n.who.isascii()}
    chinese = [fold(text) for text in texts if has_han(text)]
    found = []
    for text, names in zip(texts, named, strict=True):
        first = LATIN.match(text)
        said = POSSESSIVE.sub("", first.group()) if first else ""
        new = Name(said.lower(), (0, len(said)), said)
        written = any(read_out(text, said) for text in chinese) if said and chinese else False
        fresh = (new.who in known or written) and new.who not in COMMON
        found.append((*free([new] if fresh else [], names), *names))
    return found
