"""Which of two deals is the larger, each named by its two parties, and by how much.

"A's investment in B or B's contract with C": the words before and after "or" each name one leg of
the ledger's flows. It reads no other measure and chooses no deal that only one party names.
"""

from __future__ import annotations

import re

from bot.answer.plan.operands import MONEY, Desk
from bot.knowledge.ledger import known_at
from bot.language.script import fold
from bot.records import Fact

__all__ = ["deal_against_deal"]

_OR = re.compile(r"\bor\b|\bversus\b|\bvs\b|\bthan\b|还是|抑或|或是")
_LARGER = re.compile(
    r"\b(?:bigger|larger|greater|smaller|more|less|worth more|higher)\b"
    r"|比较?[大多高小少]|[更较][大多高小少]|哪[一个笔份项边方]{0,2}[大多高小少]|谁[大多高小少]"
)


def deal_against_deal(desk: Desk) -> bool:
    """The larger deal less the smaller one, where two are named apart and nothing else is asked."""
    folded = fold(desk.question.text)
    parts = list(_OR.finditer(folded))
    if desk.ledger is None or len(parts) != 1 or not _LARGER.search(folded):
        return False
    if desk.question.quantities or {"share", "times", "per_year", "sum"} & desk.asked:
        return False
    cut = parts[0]
    one, other = _deal(desk, 0, cut.start()), _deal(desk, cut.end(), len(folded))
    if one is None or other is None:
        return False
    large, small = sorted((one, other), key=lambda f: -f.values[0])
    alike = large.values[0] == small.values[0]
    shown = f"{desk.of_fact(large)} - {desk.of_fact(small)}"
    return desk.work("difference" if alike else "side_gap", shown, [large, small])


def _deal(desk: Desk, start: int, end: int) -> Fact | None:
    """The figure of the one leg between two companies that these words name, as it is known by the
    day asked about.
    """
    assert desk.ledger is not None
    named = {m.concept for m in desk.question.entities if start <= m.start and m.end <= end}
    legs = [leg for leg in desk.ledger.flows if {leg.giver, leg.taker} <= named]
    facts = [f for leg in legs if (f := desk.ledger.get(leg.fact_id)) is not None]
    known = [
        f
        for f in facts
        if f.unit in MONEY
        and len(f.values) == 1
        and f.stated_in is not None
        and known_at(f, desk.question.as_of)
    ]
    pairs = {frozenset((leg.giver, leg.taker)) for leg in legs}
    return max(known, key=lambda f: f.as_of, default=None) if len(pairs) == 1 else None
