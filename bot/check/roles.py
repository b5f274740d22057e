"""The parties of a sentence that is checked: named ones, and those told only by what they do.

"The chip maker invests in the model company" names nobody, and yet says who invests in whom. What
a party is called counts as a party where it stands alone; right before a name it only describes
that one. Of a party named and one told by its trade it is not known whether they are the same.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache

from bot.answer.verify.names import Name, free, names_of
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.word_lists import word_list

__all__ = ["alike", "is_role", "parties_of"]

MARK = "a "
ROLES = tuple(
    (MARK + name, re.compile(rf"\b(?:{en})s?(?![a-z])|(?:{zh})"))
    for name, en, zh in word_list("callings")["trade"]
)


@lru_cache(maxsize=4096)
def parties_of(text: str, glossary: Glossary) -> tuple[Name, ...]:
    """The parties of a text in text order; a trade in the place of an unlisted name is no name."""
    folded, names = fold(text), names_of(text, glossary)
    roles: list[Name] = []
    for role, pattern in ROLES:  # the longer ones stand first
        found = [Name(role, m.span(), text[slice(*m.span())]) for m in pattern.finditer(folded)]
        roles += free(found, roles)
    listed = [name for name in names if name.text.isascii() or glossary.term(name.who)]
    begins = {name.span[0] - gap for name in listed for gap in (0, 1)}
    roles = [role for role in free(roles, listed) if role.span[1] not in begins]
    return tuple(sorted((*roles, *free(names, roles)), key=lambda name: name.span))


def is_role(who: str | None) -> bool:
    """Whether a party is known by its trade alone."""
    return who is not None and who.startswith(MARK)


def alike(
    one: str | None, others: Sequence[str | None], known: Collection[str | None]
) -> set[str | None]:
    """The others, those of the other kind as not known where the sources do not tell of `one`."""
    if one in known:
        return set(others)
    return {who if is_role(who) == is_role(one) else None for who in others}
