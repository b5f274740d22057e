"""The same two figures once more, in the other way that a question asks for too.

"How much more, and how many times", 「差多少、成長幾%」: an amount, a rate and a multiple of two
figures are three readings of one comparison. Where one of them was worked out and another is asked
for in as many words, that one is set beside it. It chooses no figure: the two stand already.
"""

from __future__ import annotations

import re

from bot.answer.plan.operands import Desk
from bot.language.script import fold
from bot.records import Fact

__all__ = ["asked_too"]

_ONE = r"\(?(q\d+)\)?"
_LESS = re.compile(rf"{_ONE} - {_ONE}")
_CHANGE = re.compile(rf"pct_change\({_ONE}, {_ONE}\)")
_LESS_BY = re.compile(rf"share\({_ONE} - {_ONE}, \(?\1\)?\)")
"""By which part of it a figure is less than another: from the larger one down."""
_OVER = re.compile(rf"multiple\({_ONE}, {_ONE}\)|{_ONE} / {_ONE}")
_AMOUNT = re.compile(
    r"\bby how much\b|\bhow much (?:more|less|higher|lower|larger|smaller|bigger)\b|\bthe gap\b"
    r"|\bhow many (?:(?:more|fewer) )?(?!per ?cent|percentage|points?\b|times\b|more\b|fewer\b)"
    r"[a-z]+"
    r"|\bin (?:us )?dollars\b|\bdollar (?:amount|terms|gap|difference|change)\b|\bthe difference\b"
    r"|(?:多|少|差|增加?|减少?|高|低|涨|砍|加|扩大|缩减?)了?出?(?:多少|几)"
    r"(?![^?？,，、。]{0,2}(?:%|％|百分|趴|倍|成))"
)
_RATE = re.compile(
    r"(?<!of )\b(?:what|how many|which) (?:per ?cent|percentage|pct|%)(?!age points| points)"
    r"|\bin (?:per ?cent|percentage terms|%)(?!age points| points)"
    r"|\bper ?cent(?:age)? (?:rise|increase|change|growth|gain|jump|cut|drop|fall|decline)\b"
    r"|\bas a percentage\b|%\?"
    r"|(?:成长|增长|增加?|减少?|涨|跌|升|降|砍|缩|多|少|高|低|幅)(?:了|掉|出|幅|度)*(?:是|为|约|大概|等于)?"
    r"(?:百分之[几多]|几%|几％|几趴|多少%|多少％|多少趴|几成|几个百分比)"
)
_TIMES = re.compile(
    r"\bhow many times\b|\bwhat multiple\b|\bas a multiple\b"
    r"|\bwhat(?: is|'s)? the (?:multiple|ratio)\b|几倍|多少倍"
)
_OF_WHOLE = re.compile(
    r"\b(?:share|proportion|fraction|portion) of\b|\bper ?cent(?:age)? of\b|% of\b|占|比重|份额"
)


def asked_too(desk: Desk) -> None:
    """Set the amount, the rate or the multiple of the two figures beside the one worked out."""
    found = _two_figures(desk)
    if found is None:
        return
    made, (one, other) = found
    folded = fold(desk.question.text)
    if made != "amount" and _AMOUNT.search(folded):
        _amount(desk, one, other)
    if made != "rate" and _RATE.search(folded) and not _OF_WHOLE.search(folded):
        _rate(desk, one, other)
    if made != "times" and _TIMES.search(folded):
        _multiple(desk, one, other)


Side = tuple[str, Fact]
"""The name of an operand on the desk, and the fact whose figure it is."""


def _two_figures(desk: Desk) -> tuple[str, tuple[Side, Side]] | None:
    """What was worked out of just two figures of the ledger, and the two: of a change the new one
    first, else as they stand.
    """
    if len(desk.purposes) != 1 or len(desk.expressions) != 1 or desk.question.quantities:
        return None
    expression, kind = desk.expressions[0], ""
    forms = (("amount", _LESS), ("rate", _CHANGE), ("rate", _LESS_BY), ("times", _OVER))
    for name, pattern in forms:
        if found := pattern.fullmatch(expression):
            kind, names = name, [n for n in found.groups() if n]
    if not kind:
        return None
    sides = [(n, f) for n in names if (f := _fact(desk, n)) is not None]
    if len(sides) != len(names) or any(f.clause for _, f in sides):
        return None
    units = {desk.operands[n].unit for n, _ in sides}
    if (len(units) != 1 and units != {"GW", "MW"}) or units & {"%", "pp", "x"}:
        return None
    one, other = reversed(sides) if kind == "rate" else sides
    return kind, (one, other)


def _fact(desk: Desk, name: str) -> Fact | None:
    """The fact whose figure an operand is."""
    known = desk.operands[name].fact_id if name in desk.operands else None
    return desk.ledger.get(known) if known and desk.ledger else None


def _value(desk: Desk, side: Side) -> float:
    operand = desk.operands[side[0]]
    return float(operand.value) * (0.001 if operand.unit == "MW" else 1.0)


def _in_time(one: Fact, other: Fact) -> bool:
    """Whether two figures are readings of one thing, of which the one follows the other."""
    return (one.subject, one.counterparty, one.metric) == (
        other.subject,
        other.counterparty,
        other.metric,
    )


def _turned(desk: Desk, one: Side, other: Side) -> tuple[Side, Side]:
    """The newer of two readings first; of two things the larger."""
    if _in_time(one[1], other[1]):
        ends = one[1].period.end or "", other[1].period.end or ""
        later = ends[0] < ends[1] or one[1].id == other[1].compares_to
    else:
        later = _value(desk, one) < _value(desk, other)
    return (other, one) if later else (one, other)


def _amount(desk: Desk, one: Side, other: Side) -> None:
    first, last = _turned(desk, one, other)
    told = "difference" if _in_time(first[1], last[1]) else "larger"
    desk.work(told, f"{first[0]} - {last[0]}", [first[1], last[1]])


def _rate(desk: Desk, one: Side, other: Side) -> None:
    first, last = _turned(desk, one, other)
    if _value(desk, last) <= 0 or _value(desk, first) <= 0:
        return
    told = "growth" if _in_time(first[1], last[1]) else "exceeds"
    desk.work(told, f"pct_change({last[0]}, {first[0]})", [first[1], last[1]])


def _multiple(desk: Desk, one: Side, other: Side) -> None:
    first, last = _turned(desk, one, other)
    if _value(desk, last) > 0 and _value(desk, first) > 0:
        desk.work("times", f"multiple({first[0]}, {last[0]})", [first[1], last[1]])
