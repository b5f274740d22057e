"""An amount that the question writes, as a multiple or a share of a measure that it names, or the
measure of it: how many times a quarter's revenue $100 billion is.

Which of the two is divided by the other follows from where they stand about the words that ask. An
amount that the sources tell of the parties named is taken from them. It sets no two amounts of the
reader's beside each other, and looks at no measure without a figure for the time named.
"""

from __future__ import annotations

import re

from bot.answer.plan.operands import MONEY, Desk
from bot.answer.plan.side_figures import of_party
from bot.knowledge.ledger import is_change, known_at
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact, Mention, Quantity

__all__ = ["own_beside"]

_TIMES = re.compile(
    r"\bhow many times(?: over)?\b|\bhow many (?:quarters|years)(?:'|s)* worth of\b"
    r"|几倍|多少倍|几分之几"
)
_SHARE = re.compile(
    r"\b(?:what|which|how (?:much|big|large)(?: of)?)\b[^?.;]{0,24}"
    r"\b(?:share|part|portion|proportion|fraction|per ?cent(?:age)?)\b"
    r"|\bas a (?:share|percentage|proportion|fraction)\b"
    r"|百分之几|几成|多少%|百分比|多[少大]比[例重]|几%"
)
_CONTAINS = re.compile(
    r"\b(?:cover\w*|fund\w*|pay(?:s|ing)? for|last\w*|contains?|hold\w*)\b"
    r"|够|能付|能买|付得起|支应|撑"
)
_OF = re.compile(r"\bof\b")


def own_beside(desk: Desk) -> bool:
    """The one ratio of the amount that is written and the figure of the measure that is named."""
    question, folded = desk.question, fold(desk.question.text)
    amounts = [q for q in question.quantities if q.unit in MONEY and q.low is None and q.value > 0]
    asks = next((a for a in (_TIMES, _SHARE) if a.search(folded)), None)
    if asks is None or len(amounts) != 1 or len(question.quantities) > 1 or question.working:
        return False
    amount = amounts[0]
    levels = [(m, f) for m in question.metrics if (f := _level(desk, m)) is not None]
    levels = [(m, f) for m, f in levels if f.values[0] > 0 and f.values[0] != amount.value]
    if len({f.id for _, f in levels}) != 1:
        return False
    measure, level = levels[0]
    upper = _amount_is_divided(folded, asks, amount, measure)
    told = _told(desk, amount)
    own, other = desk.of_fact(told) if told else desk.given(amount), desk.of_fact(level)
    pair = f"{own}, {other}" if upper else f"{other}, {own}"
    formula = "multiple" if asks is _TIMES else "share"
    if told is None:
        return desk.work("work_result", f"{formula}({pair})", [level])
    operation = "times" if asks is _TIMES else "share"
    return desk.work(operation, f"{formula}({pair})", [told, level] if upper else [level, told])


def _level(desk: Desk, measure: Mention) -> Fact | None:
    """The figure of the measure for the time that is named, of a party that is; the latest where
    no time is.
    """
    question = desk.question
    if is_change(measure.concept):
        return None
    dated = [p for p in named_periods(question.periods) if p.end]
    fitting = [
        f
        for f in (desk.ledger.facts if desk.ledger else ())
        if f.metric == measure.concept
        and f.unit in MONEY
        and len(f.values) == 1
        and f.stated_in is not None
        and f.status == "reported"
        and any(f.subject == m.concept for m in question.entities)
        and known_at(f, question.as_of)
        and (not dated or timing(dated[:1], f) > 0)
    ]
    return max(
        fitting,
        key=lambda f: (timing(dated[:1], f) if dated else 0.0, f.period.end or f.as_of),
        default=None,
    )


def _told(desk: Desk, amount: Quantity) -> Fact | None:
    """The fact that tells the amount of two parties that are named; None where it is the
    reader's own.
    """
    named = {m.concept for m in desk.question.entities}
    return next(
        (
            f
            for f in (desk.ledger.facts if desk.ledger else ())
            if f.stated_in is not None
            and len(f.values) == 1
            and (f.unit, f.values[0]) == (amount.unit, amount.value)
            and f.counterparty is not None
            and {f.subject, f.counterparty} <= named
            and any(of_party(f, m) for m in desk.question.entities)
            and known_at(f, desk.question.as_of)
        ),
        None,
    )


def _amount_is_divided(
    folded: str, asks: re.Pattern[str], amount: Quantity, measure: Mention
) -> bool:
    """Whether the amount is what is divided, by where both stand about the words that ask."""
    found = asks.search(folded)
    assert found is not None
    start, end = found.span()
    before = [place for place in (amount.start, measure.start) if place < start]
    if re.search(r"[\u3400-\u9fff]", found.group()):
        # The divisor stands nearest before "幾倍", or after "占" or "的".
        return not before or max(before) == measure.start
    after = [place for place in (amount.start, measure.start) if place >= end]
    if not after:
        return amount.start < measure.start
    first = min(after) == measure.start
    divisor_is_measure = first
    if asks is _SHARE and len(after) > 1 and not _OF.match(folded[end:].lstrip()):
        divisor_is_measure = not first
    if len(after) > 1 and _CONTAINS.search(folded):
        divisor_is_measure = not divisor_is_measure
    return divisor_is_measure
