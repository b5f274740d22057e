"""Questions whose figures are all the reader's: two of them set in relation, from them alone.

A question that names no company and no metric of the sources, and gives two figures, is worked
out from those. The figures are masked, so that a cue says in which order they stand: what is the
part and what the whole, which is the earlier and which the later. It knows no fact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal

from bot.language.asked import Asked
from bot.language.cues import patterns
from bot.language.units import CURRENCIES
from bot.records import Quantity, Question, Sought, Working

__all__ = ["asks_of_own", "left_by", "read_own", "set_off", "uses_all"]

FIGURE = "#"
LEAST = 1_000_000
BESIDE = 14
"""How many characters may stand between a metric's name and the figure that the reader gives."""
SIGN = re.compile(r"(?:minus|less|減去?|减去?|-|−|–)\s*", re.IGNORECASE)
SHARES = ("%", "x")
OTHERWISE = ("difference", "without", "remaining", "share", "times", "growth", "before")


def asks_of_own(question: Question) -> bool:
    """Whether all that a question speaks of are figures of the reader's, two of them at least."""
    single = [q for q in question.quantities if q.low is None]
    amounts = [q for q in single if q.unit.partition("/")[0] in CURRENCIES or _large(q)]
    shares = [q for q in single if q.unit in SHARES]
    if question.followed_up or question.entities or not amounts:
        return False
    if len(amounts) + len(shares) < 2:
        return False
    return all(
        any(0 <= q.start - m.end <= BESIDE or 0 <= m.start - q.end <= BESIDE for q in amounts)
        for m in question.metrics
    )


def _large(quantity: Quantity) -> bool:
    """Whether a bare number is an amount by its size: 「訂單880億」."""
    return quantity.unit == "1" and quantity.value >= LEAST


def set_off(quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The figures with a minus between two of them read as an operator and not as a sign."""
    made: list[Quantity] = []
    for place, quantity in enumerate(quantities):
        sign = SIGN.match(quantity.text)
        before = quantities[place - 1] if place else None
        if sign and before and quantity.value < 0 and quantity.start - before.end <= 1:
            start = quantity.start + sign.end()
            text = quantity.text[sign.end() :]
            made.append(replace(quantity, value=-quantity.value, text=text, start=start))
        else:
            made.append(quantity)
    return tuple(made)


def uses_all(asked: Asked, operands: Iterable[Sought]) -> bool:
    """Whether every amount and share that the reader gives is an operand, and nothing else is."""
    found = list(operands)
    spans = {s.span for s in found}
    given = (q for q in asked.quantities if q in asked.money or q.unit in SHARES)
    return all(s.given for s in found) and all((q.start, q.end) in spans for q in given)


def read_own(asked: Asked) -> Working | None:
    """The relation in which the question sets its two figures, or their average; or None."""
    if asked.asks("average") and not asked.per:
        return _average(asked)
    if asked.asks("sum") and not (asked.asks(*OTHERWISE) or asked.says("chain_less")):
        return _total(asked)
    if len(asked.single) != 2 or len(asked.quantities) != 2:
        return None
    return next((found for reader in READERS if (found := reader(asked)) is not None), None)


def _placed(asked: Asked, key: str) -> dict[str, Quantity] | None:
    """The figures by the names that the first fitting cue of a list gives their places."""
    masked, places = "", {}
    at = 0
    for quantity in asked.single:
        masked += asked.folded[at : quantity.start].replace(FIGURE, " ")
        places[len(masked)] = quantity
        masked += FIGURE
        at = quantity.end
    masked += asked.folded[at:].replace(FIGURE, " ")
    for cue in patterns(asked.phrases, key):
        found = cue.search(masked)
        if found is not None:
            return {name: places[found.start(name)] for name in found.groupdict() if found[name]}
    return None


def _in_order(asked: Asked, key: str, operation: str, *roles: str) -> Working | None:
    """An operation on two figures of one unit, by the places that a cue of the list gives."""
    placed = _placed(asked, key)
    if placed is None or len({placed[r].unit for r in roles}) != 1:
        return None
    return Working(operation, tuple(asked.given(r, placed[r]) for r in roles))


def _share(asked: Asked) -> Working | None:
    return _in_order(asked, "own_share", "share", "part", "whole")


def _multiple(asked: Asked) -> Working | None:
    return _in_order(asked, "own_multiple", "multiple", "amount", "base")


def _change(asked: Asked) -> Working | None:
    """From one figure to another: the rate, the multiple or the amount, as is asked."""
    operation = "gap" if asked.asks("difference", "growth", "sum") else ""
    operation = "growth" if asked.says("own_rate") else operation
    operation = "multiple" if asked.asks("times") else operation
    return _in_order(asked, "own_change", operation, "new", "old") if operation else None


def _changed_by(asked: Asked) -> Working | None:
    """A figure before a change of so many per cent, or after it."""
    before = asked.asks("before") or asked.says("own_before")
    if not (before or asked.says("own_after")):
        return None
    if len(asked.money) != 1 or len(asked.percents) != 1:
        return None
    falls, rises = asked.says("own_fall"), asked.says("own_rise")
    if falls == rises:
        return None
    changed = left_by(asked.given("change", asked.percents[0]), falls=falls)
    return Working("over" if before else "times", (asked.given("amount", asked.money[0]), changed))


def left_by(change: Sought, *, falls: bool) -> Working:
    """What one becomes by a change of so many per cent."""
    one = Sought("one", "constant", (0, 0), Quantity(Decimal(1), "1", "1", 0, 0))
    if change.given is not None:  # "halved" is read as -50%: the verb gives the direction
        change = replace(change, given=replace(change.given, value=abs(change.given.value)))
    return Working("less" if falls else "add", (one, change))


def _portion(asked: Asked) -> Working | None:
    """So much of an amount."""
    placed = _placed(asked, "own_portion")
    if placed is None or placed["share"].unit != "%" or placed["whole"] not in asked.money:
        return None
    return Working(
        "portion", (asked.given("whole", placed["whole"]), asked.given("share", placed["share"]))
    )


def _total(asked: Asked) -> Working | None:
    """The sum of the figures, where all are amounts of one currency."""
    amounts = asked.money
    if len(amounts) != len(asked.quantities) or len({q.unit for q in amounts}) != 1:
        return None
    return Working("add", tuple(asked.given("term", q) for q in amounts))


def _average(asked: Asked) -> Working | None:
    """The sum of the figures over how many they are."""
    total = _total(asked)
    if total is None:
        return None
    count = Quantity(Decimal(len(total.parts)), "1", f"{len(total.parts)}", 0, 0)
    return Working("over", (total, Sought("count", "constant", (0, 0), count)))


def _between(asked: Asked) -> Working | None:
    """What lies between two figures: the larger less the smaller."""
    if len(asked.money) != 2 or not asked.asks("difference"):
        return None
    small, large = sorted(asked.money, key=lambda q: q.value)
    if small.unit != large.unit:
        return None
    return Working("gap", (asked.given("amount", large), asked.given("base", small)))


Reader = Callable[[Asked], Working | None]
READERS: tuple[Reader, ...] = (_multiple, _change, _share, _changed_by, _portion, _between)
