"""A follow-up and the questions before it as one: a calculation on the figures of both.

Each question's words stand behind the other's, and what the follow-up asks for is asked of both: of
the last two questions, of one figure at two times, or of figures that the follow-up only partly
names. It takes no figure from an answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answer.understand.reading import REFUSALS, Reader
from bot.language.cues import pattern
from bot.language.phrases import Phrases
from bot.language.pointing import both_together
from bot.language.script import fold
from bot.language.shifted import set_beside_shifted
from bot.records import Mention, Question, Working

__all__ = [
    "COMPARING",
    "added_up",
    "as_one",
    "asked_for",
    "in_percent",
    "of_both",
    "of_profit",
    "of_two_times",
    "set_beside",
]

COMPARING = frozenset({"share", "times", "difference", "growth"})
OF_TWO = COMPARING | {"sum", "per_unit", "worth", "without", "remaining", "average"}
"""Operations with two figures, of which a follow-up may name one."""
_TRADES = re.compile(
    r"买|卖|股|投资|进场|持有|基金|\b(?:buy|sell|invest\w*|stocks?|shares?|hold|bet|trad\w+)\b"
)
"""Words of one who asks what to do with money: without them, whether it made any asks a figure."""


_BARE_PERCENT = re.compile(r"多少[%％趴]|百分之(?:几|多少)|几[%％趴]|what (?:percent|percentage)")
_OF_WHOLE = re.compile(r"占|比重|比例|相当|\bof\b|\bshare\b")


def in_percent(question: Question, earlier: Question) -> Question:
    """The question without a share, where a bare "what per cent" follows a growth: it is one."""
    grew = any(m.concept == "growth" for m in earlier.operations)
    shares = [m for m in question.operations if m.concept == "share"]
    folded = fold(question.text)
    if not grew or len(shares) != 1 or question.metrics or _OF_WHOLE.search(folded):
        return question
    if not _BARE_PERCENT.fullmatch(fold(shares[0].text)):
        return question
    kept = tuple(m for m in question.operations if m not in shares)
    return replace(question, operations=kept)


_ADD_UP = re.compile(r"\badd(?:ed|ing)? (?:them|it|these|those|both|all(?: of (?:them|it))?) up\b")


def added_up(question: Question) -> Question:
    """The question without a growth, where "add them up" asks for a sum."""
    if not _ADD_UP.search(fold(question.text)):
        return question
    kept = tuple(m for m in question.operations if m.concept != "growth")
    return replace(question, operations=kept)


def of_profit(question: Question, said: Sequence[Question], phrases: Phrases) -> Question:
    """Without the cue of investment advice where a company that was asked about before only is said
    to make money or to lose it.
    """
    advice = "investment_advice"
    asked = [question, *(one for one in said if any(m.concept == advice for m in one.refusal_cues))]
    if any(_trades(one, phrases) for one in asked) or not any(one.entities for one in said):
        return question
    kept = tuple(m for m in question.refusal_cues if m.concept != advice)
    return replace(question, refusal_cues=kept)


def _trades(question: Question, phrases: Phrases) -> bool:
    folded = fold(question.text)
    speaks = pattern(phrases, "speaks_of_reader").search(folded)
    return speaks is not None or _TRADES.search(folded) is not None


def asked_for(read: Question, refused: Collection[str]) -> tuple[Mention, ...]:
    """The cues of questions read as one; of those to refuse only what the last one asks for."""
    return tuple(m for m in read.refusal_cues if m.concept not in REFUSALS or m.concept in refused)


def set_beside(question: Question, pointed: tuple[str, Working], reader: Reader) -> Question:
    """The follow-up as the words and the calculation that it comes to with those before it."""
    text, working = pointed
    read = reader.again(text, question)
    refused = {m.concept for m in question.refusal_cues}
    if not pattern(reader.phrases, "speaks_of_reader").search(fold(question.text)):
        refused.discard("investment_advice")  # how two figures compare is no advice
    return replace(
        read,
        refusal_cues=asked_for(read, refused),
        working=working,
        intent="fact",
        operations=question.operations,
        answer_type=question.answer_type,
        followed_up=True,
    )


def of_both(
    question: Question, first: Question, last: Question, said: Sequence[Question], reader: Reader
) -> Question | None:
    """What the figures of the last two questions come to: "and the two together?", "which is
    bigger?". `said` are the reader's questions as they stood.
    """
    if COMPARING & {m.concept for m in last.operations}:
        return None  # the last one was about two figures itself
    one, other = (_own_words(q, raw) for q, raw in ((first, said[-2]), (last, said[-1])))
    other = other.removeprefix(one).strip()
    summed = both_together(question, one, other, reader.phrases)
    if summed is not None:
        return set_beside(question, summed, reader)
    whole = reader.again(f"{one} {other} {question.text}", question)
    return replace(whole, operations=question.operations)


def _own_words(question: Question, raw: Question) -> str:
    """A question written out; as it stood where it was only put behind the one before it and names
    something of its own.
    """
    named = raw.entities or raw.metrics or raw.terms or raw.periods
    joined = named and question.text != raw.text and question.text.endswith(raw.text)
    return raw.text if joined else question.text


def of_two_times(question: Question, earlier: Question, reader: Reader) -> Question | None:
    """What lies between the earlier figure and the one of a time told from it."""
    beside = set_beside_shifted(question, earlier)
    return set_beside(question, beside, reader) if beside is not None else None


def as_one(question: Question, earlier: Question, reader: Reader) -> Question | None:
    """The two questions as one, where the follow-up asks for a calculation and names only some of
    its figures: "with the share count of May, what market value is that?".
    """
    asked = {m.concept for m in question.operations}
    dated = [p for p in question.periods if p.kind != "relative"]
    named = question.metrics or question.entities or question.quantities or dated
    if question.intent != "fact" or not (asked & OF_TWO and named):
        return None
    whole = reader.again(f"{earlier.text} {question.text}", question)
    return replace(
        whole,
        intent=question.intent,
        operations=question.operations,
        answer_type=question.answer_type or whole.answer_type,
        refusal_cues=question.refusal_cues,
        likely=question.likely,
        asked=question.asked or question.text,
    )
