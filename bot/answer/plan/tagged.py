"""A figure that the reader states and asks to have confirmed, where the sources tell another.

"A holds 40% of B, right? What is that worth …", 「A付每股5美元對吧」: the tag makes it a premise,
even where something is to be worked out with it. It is held against the ledger's figure of the same
kind between the same two companies, and the working goes on with that one.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer.plan.operands import MONEY, Desk
from bot.answer.plan.swapped import evaluated
from bot.knowledge.ledger import Ledger, known_at
from bot.language.script import fold
from bot.records import Fact, Operand, Quantity, Question

__all__ = ["set_right", "taken_for_granted"]

NEAR = 0.03
PAID_FOR_ONE = frozenset({"exercise_price", "share_price_paid"})
_CONFIRMED = re.compile(
    r",? (?:right|correct|true|no|yes)\?|\b(?:is|was|are|were|do|does|did|has|have|had)n['’]t "
    r"(?:it|they|he|she|that)\?|\bam i right\b|\bif i(?:'m| am) not mistaken\b"
    r"|(?:对吧|对吗|对不对|不是吗|没错吧|是吧|是不是|没记错)"
)
_HOLDS = re.compile(
    r"\b(?:holds?|held|owns?|owned|has|have|had|with|stake|got|kept?)\b|持|有|占|握|股份|股权"
)
_PAYS = re.compile(r"\b(?:pays?|paid|costs?|bought|buys?|price)\b|付|买|花|价")
_FOR_ONE = re.compile(
    r"^.{0,4}\b(?:apiece|each|a share|per share|for (?:each|every|one|a) )|^.{0,3}[1一每]股"
)
_ONE_BEFORE = re.compile(r"(?:每|[1一])股.{0,6}$|\b(?:each|per) share .{0,20}$")


def taken_for_granted(question: Question, ledger: Ledger) -> tuple[Quantity, Fact] | None:
    """The stated figure that does not hold, and the fact that has another; None where all may."""
    folded = fold(question.text)
    tag = _CONFIRMED.search(folded)
    named = {m.concept for m in question.entities if m.kind == "company"}
    if tag is None or len(named) != 2:
        return None
    for quantity in question.quantities:
        if quantity.end > tag.start() + 1 or quantity.low is not None:
            continue
        said = folded[: tag.start()]
        metrics = _kind(said, quantity)
        theirs = [
            f
            for f in ledger.facts
            if f.metric in metrics
            and {f.subject, f.counterparty} == named
            and len(f.values) == 1
            and f.stated_in is not None
            and known_at(f, question.as_of)
        ]
        if theirs and not any(_near(quantity, f) for f in theirs):
            return quantity, max(theirs, key=lambda f: f.as_of)
    return None


def _kind(said: str, quantity: Quantity) -> frozenset[str]:
    """The measures that a figure can be of: a part held, the price of one share."""
    before, after = said[: quantity.start], said[quantity.end :]
    if quantity.unit == "%" and _HOLDS.search(said):
        return frozenset({"stake"})
    one = quantity.unit.endswith("/share") or (
        quantity.unit in MONEY and (_FOR_ONE.search(after) or _ONE_BEFORE.search(before))
    )
    return PAID_FOR_ONE if one and _PAYS.search(said) else frozenset()


def _near(quantity: Quantity, fact: Fact) -> bool:
    value, said = float(fact.values[0]), float(quantity.value)
    return abs(value - said) <= NEAR * max(abs(value), abs(said))


def _only_confirms(desk: Desk) -> bool:
    """Whether nothing but a confirmation of the reader's figure is asked for, and that figure was
    worked with.
    """
    folded = fold(desk.question.text).rstrip("?？ 。.!")
    tags = [m.end() for m in _CONFIRMED.finditer(fold(desk.question.text))]
    cues = {m.concept for m in desk.question.refusal_cues}
    own = any(o.given is not None for o in desk.operands.values())
    asks = desk.asked or {"asks_number", "asks_money"} & cues
    return bool(tags) and max(tags) >= len(folded) and own and not asks


def set_right(desk: Desk) -> None:
    """Put the sources' figure in the place of the reader's that does not hold, and work on."""
    if _only_confirms(desk):
        desk.clear()
    found = taken_for_granted(desk.question, desk.ledger) if desk.ledger else None
    if found is None or not desk.calculations:
        return
    quantity, fact = found
    said = quantity.text.strip()
    unit = fact.unit or "1"
    swaps = {
        name: Operand(name, format(fact.values[0], "f"), unit, ref=fact.stated_in, fact_id=fact.id)
        for name, operand in desk.operands.items()
        if operand.given is not None and operand.given.strip() == said and operand.unit == unit
    }
    made = evaluated(desk, swaps) if swaps else None
    if made is None:
        return
    desk.operands.update(swaps)
    desk.calculations[:] = made
    desk.purposes[:] = [
        replace(p, operation="work_result", facts=(*p.facts, fact.id)) for p in desk.purposes
    ]
