"""What a question names that no text beside its parties does: an auditor, a country, the first one.

Each is a share of what is named, 0 where nothing is or all of it is found. The words are those of
`bot.language.particulars`. It searches nothing and judges nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from bot.language.particulars import particulars, places, places_of_business, ranks
from bot.language.script import has_han
from bot.records import Question

__all__ = ["lacking"]

EPITHET, HAN_EPITHET = 16, 6
"""Characters before the name of a party in which a place says whence it comes."""


def lacking(
    question: Question, wholes: Collection[str], told: Collection[str]
) -> Mapping[str, float]:
    """The share of the particulars, places and ranks asked about that none of the passages
    `wholes` or, of ranks, none of the sentences `told` names; of a reason, which may need no such
    word, the particulars count apart.
    """
    text = question.standalone
    unsaid = _share_lacking(particulars(_without_measures(question)), map(particulars, wholes))
    where = places_of_business(_without_epithets(question))
    elsewhere = _share_lacking(where, map(places, wholes))
    if question.intent == "explanation":
        return {"unsaid": 0.0, "unsaid_why": unsaid, "elsewhere": elsewhere, "unranked": 0.0}
    return {
        "unsaid": unsaid,
        "unsaid_why": 0.0,
        "elsewhere": elsewhere,
        "unranked": _share_lacking(ranks(text), map(ranks, told)),
    }


def _without_measures(question: Question) -> str:
    """The question without the words that name a measure: sources have their own for it."""
    text = question.standalone
    for mention in sorted(question.metrics, key=lambda m: -m.start):
        if text[mention.start : mention.end] == mention.text:
            text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


def _without_epithets(question: Question) -> str:
    """The question without the words just before a party: "Finland's Nokia" asks for no Finland."""
    text = question.standalone
    for mention in sorted(question.entities, key=lambda m: -m.start):
        reach = HAN_EPITHET if has_han(text) else EPITHET
        if text[mention.start : mention.end] == mention.text:
            text = text[: max(0, mention.start - reach)] + text[mention.start :]
    return text


def _share_lacking(asked: frozenset[str], told: Iterable[frozenset[str]]) -> float:
    if not asked:
        return 0.0
    return min((len(asked - named) / len(asked) for named in told), default=1.0)
