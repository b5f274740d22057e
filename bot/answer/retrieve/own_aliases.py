"""The two names that a document gives one thing: 青穗醫療（Chingsui Health，以下稱「青穗」）.

A question has the one name and nearly every sentence the other: each place that has one is read as
having both. Told are a name in capitals beside one in Chinese letters, and the short form that a
text brings in: the works council (WC), 港務工程局（以下簡稱港工局）. It translates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

__all__ = ["aliases_of", "with_aliases"]

_HAN = r"[\u3400-\u9fff]"
_NAME = r"[A-Z][A-Za-z0-9.'\u2019-]*(?: (?:[A-Z0-9&]|of |and |de )[A-Za-z0-9.'\u2019-]*){0,4}"
_GIVEN = re.compile(
    rf"(?P<han>{_HAN}{{2,16}})\s*[（(]\s*(?P<latin>{_NAME})\s*"
    rf"(?:[，,、；;]\s*(?:以下)?(?:简|簡)?(?:称|稱)(?:为|為)?\s*[「“『\"](?P<short>{_HAN}{{2,8}})[」”』\"])?"
    r"\s*[）)]"
)
_TURNED = re.compile(rf"(?P<latin>{_NAME})\s*[（(]\s*(?P<han>{_HAN}{{2,10}})\s*[）)]")
_SHORT_LATIN = re.compile(
    r"(?P<long>(?:[A-Za-z][a-z'\u2019-]+ (?:of |and |for |the )?){1,5}[A-Za-z][a-z'\u2019-]+)"
    r"\s*\([\"\u201c']?(?P<short>[A-Z]{2,6})[\"\u201d']?\)"
)
_SHORT_HAN = re.compile(
    rf"(?P<long>{_HAN}{{3,14}})\s*[（(](?:以下)?(?:简|簡)?(?:称|稱)(?:为|為)?\s*[「“『\"]?"
    rf"(?P<short>{_HAN}{{2,6}})[」”』\"]?[）)]"
)
_SMALL = frozenset("of and for the".split())
_BEFORE = re.compile(r"^.*(?:[的与與和向由在是及于於]|位于|位於)")


@lru_cache(maxsize=256)
def aliases_of(document: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The names that a document gives one thing, as they stand: Chinese and other, long and short.

    Where it says how it calls a thing from there on, the short name is told.
    """
    found: dict[str, str] = {}
    for passage in document:
        for match in _GIVEN.finditer(passage):
            han = match["short"] or _BEFORE.sub("", match["han"])
            found.setdefault(han, match["latin"].strip())
        for match in _TURNED.finditer(passage):
            found.setdefault(match["han"], match["latin"].strip())
        found |= {k: v for k, v in _shortened(passage) if k not in found}
    return tuple((han, latin) for han, latin in found.items() if len(han) > 1)


def _shortened(passage: str) -> Iterator[tuple[str, str]]:
    """The long and the short form of what a passage shortens."""
    for match in _SHORT_LATIN.finditer(passage):
        words, size = match["long"].split(), len(match["short"])
        told = [at for at, word in enumerate(words) if word not in _SMALL][-size:]
        if "".join(words[at][0] for at in told).upper() == match["short"]:
            yield " ".join(words[told[0] :]), match["short"]
    for match in _SHORT_HAN.finditer(passage):
        short = match["short"]
        at = match["long"].find(short[0])
        rest = iter(match["long"][max(at, 0) :])
        if at >= 0 and all(letter in rest for letter in short):
            yield match["long"][at:], short


def with_aliases(text: str, aliases: Sequence[tuple[str, str]]) -> str:
    """The text, where each name is followed by the other one of the same thing."""
    for han, latin in aliases:
        if han in text:
            text = text.replace(han, f"{han} {latin} ")
        elif latin in text:
            text = re.sub(rf"(?<![A-Za-z]){re.escape(latin)}(?![A-Za-z])", f"{latin} {han} ", text)
    return text
