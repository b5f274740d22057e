"""What a company's part of another is worth at the valuation that the reader gives or names.

"At a valuation of $90bn, what is A's stake in B worth": the part is the ledger's, the valuation the
reader's, or that of a time which is named. It reads no share price; what a source values a part at
is told as it stands.
"""

from __future__ import annotations

import re

from bot.answer.plan.operands import MONEY, Desk
from bot.answer.plan.sides import usable
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact

__all__ = ["part_at_valuation"]

AT_ONCE = 0.8

_WORTH = re.compile(r"\bworth\b|\bvalued?\b|\bcome to\b|值多少|价值|值几|市值多少")
_PART = re.compile(
    r"\bstakes?\b|\bholdings?\b|\bshares?\b|\bh[oe]lds?\b|\bowns?\b|\bslice\b|\bpiece\b"
    r"|\d ?(?:%|per ?cent) of\b"
    r"|股份|持股|股权|手上|持有|那一?份|那块"
)
_VALUATION = re.compile(
    r"\bvaluation\b|\bvalued at\b|\bworth (?:us)?\$|\b(?:float|list|go public|went public)\w* at\b"
    r"|\bmarket (?:cap\w*|value)\b|估值|身价|市值|上市"
)


def part_at_valuation(desk: Desk) -> bool:
    """The part that one company has of another, at the reader's valuation of the whole."""
    folded = fold(desk.question.text)
    amounts = [q for q in desk.question.quantities if q.unit in MONEY and q.low is None]
    named = {m.concept for m in desk.question.entities if m.kind == "company"}
    words = all(said.search(folded) for said in (_WORTH, _PART, _VALUATION))
    if not words or len(amounts) > 1 or len(named) != 2 or desk.ledger is None:
        return False
    parts = [
        f
        for f in desk.ledger.find(metric="stake")
        if {f.subject, f.counterparty} == named and f.unit == "%" and usable(desk, f)
    ]
    if not parts:
        return False
    part = max(parts, key=lambda f: f.as_of)
    if amounts:
        return desk.work("work_result", f"{desk.given(amounts[0])} * {desk.of_fact(part)}", [part])
    valued = _valuation(desk, part.counterparty or "")
    if valued is None:
        return False
    return desk.work(
        "work_result", f"{desk.of_fact(valued)} * {desk.of_fact(part)}", [valued, part]
    )


def _valuation(desk: Desk, party: str) -> Fact | None:
    """What a party was valued at, at the one time that is named."""
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    known = desk.ledger.find(subject=party, metric="valuation") if desk.ledger else ()
    then = [f for f in known if usable(desk, f) and dated and timing(dated, f) >= AT_ONCE]
    return then[0] if len(then) == 1 else None
