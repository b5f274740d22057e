"""What the deals between parties come to: several that are listed added up, and the price of one.

Each takes figures that belong together by their parties, and none where a source tells the figure
itself. It reads few words: that deals are added up, and the thing whose price is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answer.plan.operands import MONEY, Desk
from bot.language.own_rates import unit_asked
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact

__all__ = ["listed_deals", "price_of_one"]

_ADDED = re.compile(
    r"\b(?:one|a) (?:basket|pile|pot|grand total)\b|\bgrand total\b|\badd(?:ed|ing)?\b|\btogether\b"
    r"|\bcombined\b|\baltogether\b|\bin all\b|\bsum\b|\ball told\b|\btotal\b"
    r"|合[起计]|加[起总一在]|总[共计和数]|一共|统统|全部"
)
_OF_DEALS = re.compile(
    r"\b(?:orders?|contracts?|deals?|agreements?|cloud|signed|commit\w*|bought|buys?)\b"
    r"|合约|契约|合同|订单|单|云端|签|采购|约|承诺"
)
_DEAL = re.compile(r"^contract_value$|^(?:cloud_)?purchase_commitment$")
_GROUPS = ("share", "growth", "times", "before", "difference")
LOOKED_AT = 6


def listed_deals(desk: Desk) -> bool:
    """What one party's deals with several others come to, each of them named."""
    folded = fold(desk.question.text)
    if not (_ADDED.search(folded) and _OF_DEALS.search(folded)) or desk.ledger is None:
        return False
    working = desk.question.working
    if working is not None and working.operation != "add":
        return False  # the sum is only the first step
    named = [m.concept for m in desk.question.entities if m.kind == "company"]
    parties = list(dict.fromkeys(named))
    for giver in parties:
        others = [p for p in parties if p != giver]
        deals = [_deal(desk, giver, other) for other in others]
        found = list({d.id: d for d in deals if d is not None}.values())
        if len(found) > 1 and None not in deals and not set(_GROUPS) & desk.asked:
            names = ", ".join(desk.of_fact(f) for f in found)
            return desk.work("sum", f"sum({names})", found)
    return False


def _deal(desk: Desk, giver: str, taker: str) -> Fact | None:
    """The whole of what one party has signed for with another, as of the day asked about."""
    dated = named_periods(desk.question.periods)
    own = desk.ledger.find(subject=giver) if desk.ledger else ()
    # A group may be named for its part with which the deal is: Amazon for its cloud.
    names = [m.text for m in desk.question.entities if m.concept == taker]
    known = any(f.counterparty == taker for f in own)
    pool = [
        f
        for f in own
        if (f.counterparty == taker or (not known and _within_name(f, names)))
        and _DEAL.search(f.metric)
        and f.unit == "USD"
        and len(f.values) == 1
        and f.stated_in is not None
        and (not f.later or desk.question.as_of == "latest")
    ]
    return max(pool, key=lambda f: (timing(dated, f) if dated else 0, f.values[0]), default=None)


def _within_name(fact: Fact, names: Sequence[str]) -> bool:
    """Whether a deal's sentence names its other side by a longer name that begins so."""
    said = f"{fact.statement_en} {fact.statement_zh}"
    longer = (rf"{re.escape(n)}(?: [A-Z]\w+|[\u3400-\u9fff]+[（(])" for n in names)
    return fact.counterparty is not None and any(re.search(name, said) for name in longer)


def price_of_one(desk: Desk, folded: str) -> bool:
    """Money over the number of things of the same deal or sentence, by the thing that is named."""
    unit = unit_asked(folded)
    if not unit or desk.ledger is None or {"share", "times", "difference", "sum"} & desk.asked:
        return False
    parties = {m.concept for m in desk.question.entities}
    one = (unit, unit.removesuffix("s"))
    if any((f.unit or "").partition("/")[2] in one for f in desk.facts[:LOOKED_AT]):
        return False  # a source tells the price of one
    for count in desk.facts[:LOOKED_AT]:
        if count.unit != unit or (parties and not parties & {count.subject, count.counterparty}):
            continue
        money = next(iter(_paid_for(desk, count)), None)
        if money is not None:
            shown = f"{desk.of_fact(money)} / {desk.of_fact(count)}"
            return desk.work("per_unit", shown, [money, count])
    return False


def _paid_for(desk: Desk, count: Fact) -> Iterator[Fact]:
    """The money of the deal that a number of things is of: of its passage, then of its parties."""
    ref = count.stated_in
    own = [
        f
        for f in (desk.ledger.find(subject=count.subject) if desk.ledger else ())
        if f.unit in MONEY and len(f.values) == 1 and f.stated_in and f.later == count.later
        if f.counterparty == count.counterparty
    ]
    beside = [f for f in own if ref and f.stated_in and f.stated_in.passage_id == ref.passage_id]
    yield from beside if count.counterparty is None else (*beside, *own)
