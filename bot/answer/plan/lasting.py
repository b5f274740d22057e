"""How long what a party has in hand lasts at the rate at which it runs down.

Cash and securities at the end of a stretch of time, over what was burnt in that stretch by the
month. Both are the party's own, of one time; where the reader names a time it is that one. It reads
no plan and no rate of the reader's own.
"""

from __future__ import annotations

import re

from bot.answer.plan.operands import Desk, length_in_months
from bot.knowledge.ledger import known_at
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact

__all__ = ["cash_lasts"]

CASH, BURN = "cash_and_securities", ("cash_flow", "free_cash_flow")
FITS = 0.5
A_YEAR = 12
_LASTS = re.compile(
    r"\b(?:last|lasts|hold out|stretch|tide|carry|keep going|run out|runway|run dry)\b"
    r"|[撑烧用维耗](?:得了|得起|多久|几个月|几年|完)|撑得|见底|坐吃山空"
)
_MONTHS = re.compile(r"\bmonths?\b|几个月|多少个?月")


def cash_lasts(desk: Desk) -> bool:
    """How many months, or years, the cash of a party that is named lasts."""
    folded = fold(desk.question.text)
    wants = desk.question.answer_type == "duration" or _MONTHS.search(folded) is not None
    if desk.ledger is None or desk.question.quantities or not wants or not _LASTS.search(folded):
        return False
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    pairs = [
        (max(timing(dated, f) for f in (cash, burn)) if dated else 0.0, cash.as_of, cash, burn)
        for party in sorted(parties)
        for cash in _of(desk, party, (CASH,))
        for burn in _of(desk, party, BURN)
        if cash.period.end == burn.period.end and burn.values[0] < 0
    ]
    fitting = [p for p in pairs if not dated or p[0] >= FITS]
    best = max(fitting, key=lambda p: p[:2], default=None)
    return best is not None and _worked(desk, best[2], best[3], years=not _MONTHS.search(folded))


def _of(desk: Desk, party: str, metrics: tuple[str, ...]) -> list[Fact]:
    return [
        f
        for f in (desk.ledger.find(subject=party) if desk.ledger else ())
        if f.metric in metrics
        and f.status == "reported"
        and len(f.values) == 1
        and f.stated_in is not None
        and f.period.end
        and known_at(f, desk.question.as_of)
    ]


def _worked(desk: Desk, cash: Fact, burn: Fact, *, years: bool) -> bool:
    months = length_in_months(burn)
    if months is None:
        return False
    span = desk.constant(str(months), "months", "months of the period")
    rate = f"abs({desk.of_fact(burn)}) / {span}"
    if not desk.work("work_runway", f"runway({desk.of_fact(cash)}, {rate})", [cash, burn]):
        return False
    if not years:
        return True
    last = desk.result(len(desk.calculations) - 1, "1")
    count = desk.constant(str(A_YEAR), "1", "months of a year")
    one = desk.constant("1", "years", "years")
    return desk.work("work_in_units", f"{last} / {count} * {one}", [])
