"""A result that the question has above what was expected, or below it, against both figures.

The ledger keeps what was expected of a measure beside what was reported. Where all expectations of
one period lie on the same side of the result and the question takes it for the other, that is
corrected. Who asks whether it beat or missed takes nothing for granted. It words nothing.
"""

from __future__ import annotations

from bot.knowledge.ledger import Ledger, family
from bot.language.periods import overlaps
from bot.language.script import fold
from bot.language.turns import WHETHER
from bot.records import Fact, Period, Question

__all__ = ["against_estimates"]

MONTH = 7
"""Characters of a date that tell its month."""
EXPECTED, APART = "_consensus", "_vs_consensus"


def against_estimates(question: Question, ledger: Ledger) -> tuple[str, Fact] | None:
    """The words that say the opposite of the sources, and the fact that tells how it was."""
    cues = {m.concept: m.text for m in question.refusal_cues}
    above, below = cues.get("premise_beat"), cues.get("premise_missed")
    if bool(above) == bool(below) or "expected" not in cues or WHETHER.search(fold(question.text)):
        return None
    found = [
        (result, result.values[0] > other.values[0])
        for other in ledger.facts
        if _asked(other, question) and (result := _result(other, ledger)) is not None
    ]
    if not found or len({higher for _, higher in found}) > 1 or found[0][1] == bool(above):
        return None
    result = found[0][0]
    apart = ledger.find(subject=result.subject, metric=family(result.metric) + APART)
    told = next((f for f in apart if f.period.end == result.period.end and f.stated_in), result)
    return above or below or "", told


def _asked(fact: Fact, question: Question) -> bool:
    """Whether a fact is what was expected of a measure, a party and a time that are asked about."""
    named = {m.concept for m in question.entities}
    measures = {family(m.concept) for m in question.metrics}
    dated = [p for p in question.periods if p.start or p.end]
    return (
        fact.metric.endswith(EXPECTED)
        and not fact.metric.endswith(APART)
        and fact.subject in named
        and family(fact.metric) in measures
        and len(fact.values) == 1
        and not fact.later
        and (not dated or any(overlaps(p, fact.period) or _told_in(p, fact) for p in dated))
    )


def _told_in(asked: Period, fact: Fact) -> bool:
    """Whether the month asked about is that in which the result came out."""
    return asked.kind == "month" and fact.as_of[:MONTH] == (asked.end or "")[:MONTH]


def _result(expected: Fact, ledger: Ledger) -> Fact | None:
    """What was reported of the same measure for the same time."""
    same = ledger.find(subject=expected.subject, metric=family(expected.metric))
    return next(
        (
            f
            for f in same
            if len(f.values) == 1
            and f.stated_in is not None
            and f.unit == expected.unit
            and (f.period.kind, f.period.end) == (expected.period.kind, expected.period.end)
        ),
        None,
    )
