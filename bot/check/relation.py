"""Whether what a sentence says of its parties stands in the source sentences that bear it out.

Names and figures in common say nothing of who does what. A deed of the sentence (`bot.check.said`)
must be one of the sources', told as a fact where it is told as one, and not the other way round. A
verb outside the list of deeds must stand there itself or as a word of the thesaurus; what is denied
here and not there, or done for a purpose that the sources do not give, is not said
(`bot.check.words`). It does not judge figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from bot.answer.verify.relations import dealings
from bot.check.roles import alike, parties_of
from bot.check.said import Said, said_of
from bot.check.words import content, given, leads, stands, turned_round
from bot.language.denial import DENIED
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han

__all__ = ["Borne", "borne", "carried"]

Borne = Literal["said", "unsaid", "opposite"]

SIDES = (frozenset(("sell", "supply")), frozenset(("own", "invest", "own whole")))
TAKEN = frozenset(("goods", "stake"))
HALF, NEARLY = (1, 2), (2, 3)
"""How many of the other words must stand in the sources, with a party in common and without."""


def borne(sentence: str, quotes: Sequence[str], figures: bool, glossary: Glossary) -> Borne:
    """Whether the sources say of the parties what a sentence says of them."""
    same = [q for q in quotes if has_han(q) == has_han(sentence)] or list(quotes)
    if any(fold(sentence).strip(" .。") in fold(quote) for quote in same):
        return "said"
    mine = said_of(sentence, glossary)
    theirs = [said for quote in quotes for said in said_of(quote, glossary)]
    near = [said for quote in same for said in said_of(quote, glossary)]
    for said in mine:
        marks = said.deed.marks
        if "telling" in marks or (figures and "deed" not in marks and "whole" not in marks):
            continue
        verdict = _one(said, theirs, near)
        if verdict != "said":
            return verdict
    if _one_language(sentence, same) and not given(sentence, same, glossary):
        return "unsaid"
    if figures:
        return "said"
    if not _dealt(sentence, same, glossary):
        return "unsaid"
    if _one_language(sentence, same) and turned_round(sentence, same, glossary):
        return "unsaid"
    done = any(said.verb for said in mine) or _verb_stands(sentence, same, glossary, bool(mine))
    return "said" if done else "unsaid"


def carried(sentence: str, quotes: Sequence[str], glossary: Glossary) -> bool:
    """Whether a sentence without a figure says in other words what sources say of its parties.

    Its verbs mean what theirs mean, its parties are theirs, and half of what is left stands there,
    or nearly all of it where it names no party.
    """
    same = [q for q in quotes if has_han(q) == has_han(sentence)]
    mine = [said for said in said_of(sentence, glossary) if "telling" not in said.deed.marks]
    near = [said for quote in same for said in said_of(quote, glossary)]
    parties = {name.who for name in parties_of(sentence, glossary)}
    known = {name.who for quote in same for name in parties_of(quote, glossary)}
    if not same or not parties <= known or (parties and not (mine and near)):
        return False
    for said in mine:
        told = [o for o in near if o.name == said.name and not o.denied_unlike(said)]
        if not told or (said.subject and all(o.subject != said.subject for o in told)):
            return False
    if parties and not any(said.subject for said in mine):
        return False
    if borne(sentence, same, False, glossary) != "said":
        return False
    if not parties and _denies(sentence) != any(_denies(quote) for quote in same):
        return False  # no name ties the two together, and one of them denies something
    left = content(sentence, glossary)
    told_there = [fold(quote) for quote in same]
    found = sum(any(stands(w, text) for text in told_there) for w in left)
    some, of = HALF if parties else NEARLY
    return found * of >= some * len(left) and bool(parties or found)


def _denies(text: str) -> bool:
    return DENIED.search(fold(text)) is not None


def _one_language(sentence: str, quotes: Sequence[str]) -> bool:
    return any(has_han(quote) == has_han(sentence) for quote in quotes)


def _one(said: Said, theirs: Sequence[Said], near: Sequence[Said]) -> Borne:
    """Whether a deed of the sentence is told in the sources, as it is told there."""
    names = said.deed.like | {said.name}
    told = [other for other in near if other.name in names]
    is_deed = "deed" in said.deed.marks
    if not told and not is_deed:
        told = [other for other in theirs if other.name in names]
    if not told:
        contrary = [o for o in near if o.name in said.deed.against]
        against = contrary and said.denied == "no" and all(o.denied == "no" for o in contrary)
        return "opposite" if against and is_deed else "unsaid"
    exact = [other for other in told if other.name == said.name]
    if said.verb:
        exact = [other for other in exact if other.verb] or exact
    if not is_deed:
        done = said.verb and not said.hedged and said.denied == "no"
        if (done or not (exact or said.hedged)) and all(
            o.hedged or o.denied == "yes" for o in exact or told
        ):
            return "unsaid"
        denied = exact and all(said.denied_unlike(o) and o in near for o in exact)
        return "said" if _same_side(said, told, _parties(near)) and not denied else "unsaid"
    if not exact:
        return "said"
    if all(said.denied_unlike(other) for other in exact):
        return "unsaid" if said.hedged or all(o.hedged for o in exact) else "opposite"
    done = not said.hedged and said.denied == "no"
    if done and all(o.hedged or o.denied == "yes" for o in exact):
        return "unsaid"
    whose = alike(said.subject, [other.subject for other in exact], _parties(near))
    if said.subject and None not in whose and said.subject not in whose:
        return "unsaid"
    return "said"


def _parties(told: Sequence[Said]) -> set[str | None]:
    return {who for said in told for who in (said.subject, said.beside)}


def _same_side(said: Said, told: Sequence[Said], known: set[str | None]) -> bool:
    """Whether who gives, or who takes, is not another party in all that tells of it."""
    side = next((side for side in SIDES if said.name in side), frozenset((said.name,)))
    peers = [other for other in told if other.name in side]
    if said.verb:
        peers = [other for other in peers if other.verb] or peers
    whose = alike(said.subject, [other.subject for other in peers], known)
    if said.subject not in whose and said.subject in {other.beside for other in peers} - {None}:
        return False
    return not said.subject or not whose or None in whose or said.subject in whose


def _dealt(sentence: str, quotes: Sequence[str], glossary: Glossary) -> bool:
    """Whether who gives to whom is not told otherwise."""
    mine = {deal for deal in dealings(sentence, glossary) if deal[0] in TAKEN}
    theirs = {d for quote in quotes for d in dealings(quote, glossary) if d[0] in TAKEN}
    return not mine or not theirs or bool(mine & theirs) or not _same_pair(mine, theirs)


def _same_pair(mine: set[tuple[str, str, str]], theirs: set[tuple[str, str, str]]) -> bool:
    return any(kind == other for kind, *_ in mine for other, *_ in theirs)


def _verb_stands(sentence: str, quotes: Sequence[str], glossary: Glossary, named: bool) -> bool:
    """Whether the verb of a sentence without one of a deed, or a synonym, is in a quote; where a
    noun names a deed, whether nearly all of its other words are.
    """
    if not _one_language(sentence, quotes):
        return True
    told = [fold(quote) for quote in quotes]
    if named:
        left = content(sentence, glossary)
        found = sum(any(stands(word, text) for text in told) for word in left)
        some, of = NEARLY
        return not left or found * of > some * len(left)
    verbs = list(leads(sentence, glossary))
    return not verbs or any(stands(verb, text) for verb in verbs for text in told)
