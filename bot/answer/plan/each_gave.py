"""Which of two companies has put more into a third, and by how much: payments added up for each.

"Who had put more money into C, A or B?" names no measure; a company pays in by an investment, by
part of a round, by drawing on a commitment. What has been paid is not held against what is planned.
It reads the ledger's own deals and words nothing.
"""

from __future__ import annotations

import re

from bot.answer.plan.operands import FORWARD, MONEY, Desk
from bot.answer.plan.sides import usable
from bot.language.periods import overlaps
from bot.language.script import fold
from bot.records import Fact

__all__ = ["each_gave"]

TWO, THREE = 2, 3
PAID_IN = ("equity_investment", "funding_round_part", "funded_amount")
SO_FAR = frozenset({"funded_amount"})
"""What is told as the whole of all payments so far."""
STRETCHES = ("year", "quarter", "month")
"""Times within which a payment lies; a day is one by which it was made."""
_GIVES = re.compile(
    r"\bput\b|\bpaid\b|\bpays?\b|\binvest\w*|\bhand(?:ed|ing)?\b|\bgave\b|\bgiven?\b|\bpour\w*|\bcash\b"
    r"|\bmoney\b|投|付|掏|拿出|砸|给|出资|注资"
)
_MORE = re.compile(
    r"\bmore\b|\bmost\b|\bless\b|\blarger\b|\bbigger\b|\bgap\b|谁.{0,20}多|哪.{0,20}多|多多少|比较多|差多少"
)
_OWES = re.compile(
    r"\bowes?\b|\bcontract\w*|\bpurchase\w*|\bbuy\w*|\bcompute\b|合约|采购|算力|欠|买"
)


def each_gave(desk: Desk) -> bool:
    """What each of two companies paid into a third that the question names, and the difference."""
    folded = fold(desk.question.text)
    if desk.ledger is None or not (_GIVES.search(folded) and _MORE.search(folded)):
        return False
    named = list(dict.fromkeys(m.concept for m in desk.question.entities if m.kind == "company"))
    others = {m.concept for m in desk.question.metrics} - {*PAID_IN, "planned_investment"}
    if len(named) != THREE or others or _OWES.search(folded):
        return False
    for taker in named:
        one, other = (_paid(desk, giver, taker) for giver in named if giver != taker)
        if one and other and len({f.status in FORWARD for f in (*one, *other)}) == 1:
            return _set_apart(desk, one, other)
    return False


def _paid(desk: Desk, giver: str, taker: str) -> list[Fact]:
    """The payments of one company into another within the times named: the whole of them so far, or
    each investment, or its part of a round.
    """
    assert desk.ledger is not None
    times = [p for p in desk.question.periods if p.kind in STRETCHES and p.end]
    own = [
        f
        for f in desk.ledger.find(subject=giver)
        if f.counterparty == taker and f.metric in PAID_IN and f.unit in MONEY and usable(desk, f)
    ]
    done = [f for f in own if f.status not in FORWARD]
    own = done or own
    timely = [f for f in own if any(overlaps(p, f.period) for p in times)]
    own = timely or own
    whole = [f for f in own if f.metric in SO_FAR]
    if whole:
        return [max(whole, key=lambda f: f.period.end or "")]
    kind = next((m for m in PAID_IN if any(f.metric == m for f in own)), "")
    return [f for f in own if f.metric == kind]


def _set_apart(desk: Desk, one: list[Fact], other: list[Fact]) -> bool:
    """Each side's payments added up where there are several, then the larger less the smaller."""
    names, totals = [], []
    for payments in (one, other):
        totals.append(sum(f.values[0] for f in payments))
        operands = [desk.of_fact(f) for f in payments]
        if len(operands) == 1:
            names.append(operands[0])
            continue
        if not desk.work("sum", f"sum({', '.join(operands)})", payments):
            return False
        names.append(desk.result(len(desk.calculations) - 1))
    large, small = (0, 1) if totals[0] >= totals[1] else (1, 0)
    sides = (one, other)
    facts = [*sides[large], *sides[small]]
    told = "pledged_more" if facts[0].status in FORWARD else "gave_more"
    less = f"{names[large]} - {names[small]}"
    if totals[0] == totals[1] or not desk.work(told, less, [facts[0], facts[-1]]):
        return bool(desk.calculations)
    desk.purposes.insert(0, desk.purposes.pop())
    return True
