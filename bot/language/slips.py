"""Names as they come out by a slip, put as they are written: OpenIA, 甲古文, Microsft.

The glossary lists misspellings and finds Latin names with one slip; the sources hold none of them,
so a search needs the name itself. It corrects no other word.
"""

from __future__ import annotations

from bot.language.glossary import Glossary
from bot.language.script import fold, has_han

__all__ = ["rightly_named"]

PROPER = frozenset({"company", "person", "product"})


def rightly_named(text: str, glossary: Glossary) -> str:
    """The text with each misspelled name of a company, person or product put as it is written."""
    for mention in reversed(glossary.find(text)):
        term = glossary.term(mention.concept)
        if mention.kind not in PROPER or term is None:
            continue
        written = fold(mention.text)
        slip = written in {fold(name) for name in term.misspellings}
        if slip and written not in {fold(n) for n in (term.en, term.zh_tw, *term.aliases)}:
            name = term.zh_tw if has_han(mention.text) else term.en
            text = f"{text[: mention.start]}{name}{text[mention.end :]}"
    return text
