"""The two names that a document gives one thing: 青穗醫療（Chingsui Health，以下稱「青穗」）.

A question in the other language has the one name and nearly every sentence the other: each place
that has one is read as having both. Only a name in capitals beside one in Chinese letters is told;
it translates nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
_BEFORE = re.compile(r"^.*(?:[的与與和向由在是及于於]|位于|位於)")


@lru_cache(maxsize=256)
def aliases_of(document: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """The names that a document gives in both letters, as they stand: Chinese, other.

    Where it says how it calls a thing from there on, the short name is told.
    """
    found: dict[str, str] = {}
    for passage in document:
        for match in _GIVEN.finditer(passage):
            han = match["short"] or _BEFORE.sub("", match["han"])
            found.setdefault(han, match["latin"].strip())
        for match in _TURNED.finditer(passage):
            found.setdefault(match["han"], match["latin"].strip())
    return tuple((han, latin) for han, latin in found.items() if len(han) > 1)


def with_aliases(text: str, aliases: Sequence[tuple[str, str]]) -> str:
    """The text, where each name is followed by the other one of the same thing."""
    for han, latin in aliases:
        if han in text:
            text = text.replace(han, f"{han} {latin} ")
        elif latin in text:
            text = re.sub(rf"(?<![A-Za-z]){re.escape(latin)}(?![A-Za-z])", f"{latin} {han} ", text)
    return text
