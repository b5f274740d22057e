"""Whether a figure that sources bear out still stands, and moved the way that a sentence tells."""

from __future__ import annotations

import re

from bot.check.holding import Held, Holding
from bot.knowledge.ledger import family, is_growth
from bot.language.directions import FALLS, RISES
from bot.language.script import fold
from bot.language.timing import named_periods
from bot.library import Library
from bot.records import Fact, Period, Question, SentenceRef

__all__ = ["moved_otherwise", "replaced"]

FALL, RISE = re.compile(FALLS), re.compile(RISES)


def moved_otherwise(holding: Holding, held: Held) -> SentenceRef | None:
    """The source sentence of a change that goes against the direction that a sentence tells.

    "Fell to 523 billion" where the sources tell the level in one sentence and its rise in another.
    """
    falls = _direction(holding.question.text)
    quoted = " ".join(holding.quote(ref) for ref in held.refs)
    if falls is None or FALL.search(fold(quoted)) or RISE.search(fold(quoted)):
        return None
    ledger = holding.library.ledger
    for level in (f for ref in held.refs for f in ledger.stated_at(ref)):
        for change in ledger.find(subject=level.subject):
            if (
                is_growth(change.metric)
                and family(change.metric) == family(level.metric)
                and change.period.end == level.period.end
                and change.values
                and change.stated_in is not None
                and (change.values[0] < 0) != falls
            ):
                return change.stated_in
    return None


def _direction(text: str) -> bool | None:
    """Whether a text tells of a fall; None where it tells of neither fall nor rise, or of both."""
    falls, rises = bool(FALL.search(fold(text))), bool(RISE.search(fold(text)))
    return None if falls == rises else falls


def replaced(ref: SentenceRef, question: Question, library: Library) -> bool:
    """Whether a later reading of the same figure stands, not merely the next period's, and the
    sentence does not say itself that it speaks of the earlier day.
    """
    return any(
        later.period.label == fact.period.label and later.values != fact.values
        for fact in library.ledger.stated_at(ref)
        if not any(_is_day_of(period, fact) for period in named_periods(question.periods))
        for later in (*library.ledger.later_than(fact), *library.ledger.replacing(fact))
    )


def _is_day_of(period: Period, fact: Fact) -> bool:
    """Whether a period named holds the day that a fact was told, and is not what it is told of."""
    told_of = (period.start, period.end) == (fact.period.start, fact.period.end)
    return not told_of and (period.start or "") <= fact.as_of <= (period.end or "")
