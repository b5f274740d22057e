"""Two accounts of one figure set beside each other: of two sources, or the article's and another's.

Where it is asked how far two accounts of one figure lie apart, they are of one party, measure and
time; a figure of another time is none of them. Where the reader tells what the article or a report
has, what another source has of the same measure and stretch of time is set beside it. It decides
nothing about which of them holds.
"""

from __future__ import annotations

import re

from bot.answer.plan.conflicts import asks_how_they_differ
from bot.answer.plan.operands import MONEY, Desk
from bot.answer.plan.sides import usable
from bot.knowledge.ledger import alike, family, is_change, is_growth
from bot.language.script import fold
from bot.language.timing import fit
from bot.records import Fact, Quantity

__all__ = ["between_accounts"]

VERY_TIME = 0.8
_APART = re.compile(
    r"\bhow far (?:off|apart|out)\b|\boff by\b|\bout by\b|\bby how much\b|\bthe gap\b"
    r"|\bhow (?:much|big)\b|\bdifference\b|差|少了?多少|多了?多少|出入"
)
_FOUR_QUARTERS = re.compile(
    r"\bpast[- ]year\b|\b(?:past|last|trailing) (?:year|twelve months|12 months|four quarters)\b"
    r"|\bfour[- ]quarters?\b|过去一年|近一年|四季|过去十二个月"
)


def between_accounts(desk: Desk) -> bool:
    """How far two accounts of one figure lie apart; False where there are no two."""
    folded = fold(desk.question.text)
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    if len(parties) != 1 or desk.question.working or not _APART.search(folded):
        return False
    own = [q for q in desk.question.quantities if q.unit in MONEY]
    if len(own) == 1 and own[0].low is None:
        return _beside_what_is_said(desk, own[0])
    if own or not asks_how_they_differ(desk.question):
        return False
    for one in _of_measure(desk):
        for other in _of_measure(desk):
            if one is not other and _two_accounts(one, other):
                new, old = sorted((one, other), key=lambda f: f.as_of, reverse=True)
                less = f"{desk.of_fact(new)} - {desk.of_fact(old)}"
                return desk.work("difference", less, [new, old])
    return False


def _of_measure(desk: Desk) -> list[Fact]:
    """The single figures of the measure, party and time that are named, the likeliest first."""
    named = {family(m.concept) for m in desk.question.metrics}
    parties = {m.concept for m in desk.question.entities}
    dated = [p for p in desk.question.periods if p.end and p.kind in ("year", "quarter")]
    return [
        f
        for f in desk.facts
        if f.subject in parties
        and (family(f.metric) in named or alike(f.metric, named))
        and not (is_growth(f.metric) or is_change(f.metric))
        and usable(desk, f)
        and all((fit(p, f) or 0.0) >= VERY_TIME for p in dated)
    ]


def _two_accounts(one: Fact, other: Fact) -> bool:
    """Whether two facts tell one figure otherwise, by two sources or of two standings."""
    same = (one.metric, one.counterparty, one.unit, one.period.kind) == (
        other.metric,
        other.counterparty,
        other.unit,
        other.period.kind,
    )
    at_once = (one.period.start, one.period.end) == (other.period.start, other.period.end)
    return same and at_once and one.values != other.values and one.source_id != other.source_id


def _beside_what_is_said(desk: Desk, own: Quantity) -> bool:
    """How far the sources' figure lies from the one that the reader says the article has."""
    question = desk.question
    cues = {m.concept for m in question.refusal_cues}
    if not {"names_article", "asks_stated"} <= cues or "difference" not in desk.asked:
        return False
    found = [f for f in _of_measure(desk) if f.unit == own.unit and f.values[0] != own.value]
    if _FOUR_QUARTERS.search(fold(question.text)):
        found = [f for f in found if f.period.kind == "ttm"]
    elif not any(p.end for p in question.periods):
        return False
    if not found:
        return False
    theirs, said = desk.of_fact(found[0]), desk.given(own)
    order = (theirs, said) if found[0].values[0] >= own.value else (said, theirs)
    return desk.work("work_apart_from", " - ".join(order), [found[0]])
