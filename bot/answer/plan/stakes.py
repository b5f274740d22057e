"""What a company's part of another is worth at the valuation that the reader gives.

"At a valuation of $90bn, what is A's stake in B worth": the part is the ledger's, the valuation the
reader's. It reads no share price; what a source values a part at is told as it stands.
"""

from __future__ import annotations

import re

from bot.answer.plan.operands import MONEY, Desk
from bot.answer.plan.sides import usable
from bot.language.script import fold

__all__ = ["part_at_valuation"]

_WORTH = re.compile(r"\bworth\b|\bvalued?\b|\bcome to\b|值多少|价值|值几|市值多少")
_PART = re.compile(
    r"\bstakes?\b|\bholdings?\b|\bshares?\b|\bh[oe]lds?\b|\bowns?\b|\bslice\b|\bpiece\b"
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
    if not words or len(amounts) != 1 or len(named) != 2 or desk.ledger is None:
        return False
    parts = [
        f
        for f in desk.ledger.find(metric="stake")
        if {f.subject, f.counterparty} == named and f.unit == "%" and usable(desk, f)
    ]
    if not parts:
        return False
    part = max(parts, key=lambda f: f.as_of)
    whole = desk.given(amounts[0])
    return desk.work("work_result", f"{whole} * {desk.of_fact(part)}", [part])
