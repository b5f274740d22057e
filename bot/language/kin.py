"""A company told of under the name of its unit, or a unit under the company's: Amazon and AWS.

Readers name the one where the sources tell of the other. Which belongs to which stands in the
glossary (`part_of`); here a text is put in the names of the kin. A figure of the whole is none of a
unit's: a unit is told of by its whole only in a deal with another party, or where its name is
commonly said of the whole (`for_whole`). It does not know of whom the sources tell.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.language.glossary import Glossary
from bot.language.script import has_han, to_simplified
from bot.records import Lang, Mention, Term

__all__ = ["in_names_of_kin"]

PARTIES = frozenset({"company", "product"})
OF_A_DEAL = 2


def in_names_of_kin(text: str, language: Lang, glossary: Glossary) -> Iterator[str]:
    """The text once for each kin of a company that it names, under the name of that kin."""
    named = [m for m in glossary.find(text) if m.kind in PARTIES]
    several = len({_house(m.concept, glossary) for m in named}) >= OF_A_DEAL
    for concept in dict.fromkeys(m.concept for m in named):
        term = glossary.term(concept)
        for kin in _kin(term, several, glossary) if term else ():
            if kin.id in {m.concept for m in named}:
                continue
            yield _put(text, [m for m in named if m.concept == concept], kin, language)


def _kin(term: Term, several: bool, glossary: Glossary) -> Iterator[Term]:
    """The units of a company, and the company of a unit where that one may stand for it; no product
    has a deal of its own.
    """
    for unit in glossary.terms:
        if unit.part_of == term.id and (unit.kind == "company" or not several):
            yield unit
    whole = glossary.term(term.part_of) if term.part_of else None
    if whole is not None and (several or term.for_whole):
        yield whole


def _house(concept: str, glossary: Glossary) -> str:
    """The company that has no other above it."""
    term = glossary.term(concept)
    return _house(term.part_of, glossary) if term and term.part_of else concept


def _put(text: str, mentions: list[Mention], kin: Term, language: Lang) -> str:
    name = kin.zh_tw if has_han(text) else kin.en
    name = to_simplified(name) if language == "zh-CN" else name
    for mention in reversed(mentions):
        text = f"{text[: mention.start]}{name}{text[mention.end :]}"
    return text
