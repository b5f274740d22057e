"""What is told of a reader's own documents: the sentences likeliest to answer, as they stand.

A stranger's question seldom has its document's words, so that little tells what a document answers
from what it does not. Where it is likely the sentence answers; where it is doubtful the answer says
that the documents do not tell it in these words and quotes what comes nearest; only where hardly
anything speaks for it is the question refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.records import (
    CELL_MEANT,
    Evidence,
    Level,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
)

__all__ = ["CORPUS", "of_own_only", "of_the_first", "told_of_own", "what_comes_nearest"]

CORPUS = "corpus"

HARDLY, NOBODY = 0.1, 0.2
"""How sure it is that the first sentence answers, at least, where it is quoted at all, and where it
names nobody and somebody is asked for.
"""
ROOM: dict[Level, int] = {"brief": 1, "standard": 2, "detailed": 3}
LED = 2
"""A figure of a sentence further down answers nothing of its own."""


def of_own_only(evidence: Evidence) -> bool:
    """Whether what was found lies in the reader's own indexes alone."""
    return bool(evidence.hits) and all(h.passage.index != CORPUS for h in evidence.hits)


def what_comes_nearest(question: Question, evidence: Evidence) -> tuple[ScoredSentence, ...]:
    """The sentences of the reader's documents that are quoted where it is doubtful that they
    answer; none where hardly anything speaks for them.
    """
    nobody = question.answer_type == "who" and not any(s.fits for s in evidence.sentences[:LED])
    least = NOBODY if nobody else HARDLY
    if not of_own_only(evidence) or evidence.signals.get("own_sure", 0.0) < least:
        return ()
    return told_of_own(question, evidence, frozenset())


def of_the_first(ranked: Sequence[ScoredFact], evidence: Evidence) -> list[ScoredFact]:
    """The facts, those of a reader's document only from the sentences that lead, or where a cell
    of a table is the one meant.
    """
    led = {s.ref for s in evidence.sentences[:LED]}
    return [
        s
        for s in ranked
        if s.fact.provenance != "reader" or CELL_MEANT in s.reasons or s.fact.stated_in in led
    ]


def told_of_own(
    question: Question, evidence: Evidence, stated: frozenset[SentenceRef | None]
) -> tuple[ScoredSentence, ...]:
    """The sentences that likeliest answer a plain question, without those stated already: the first
    and those that are nearly as likely.
    """
    near = max(1, int(evidence.signals.get("own_near", 1.0)))
    room = min(near, ROOM[question.level])
    return tuple(s for s in evidence.sentences[:room] if s.ref not in stated)
