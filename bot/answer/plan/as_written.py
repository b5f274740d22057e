"""A sum that the reader writes out: figures with operators between them, in signs or in words.

"$90 billion + 5%" is 5% more, as people say it. It needs no source and knows no fact.
"""

from __future__ import annotations

import re
from decimal import Decimal

from bot.answer.plan.operands import Desk

__all__ = ["sum_as_written"]

WORDED = (
    (re.compile(r"\bdivided by\b|除以|÷"), " / "),
    (re.compile(r"\bmultiplied by\b|\btimes\b|乘以|乘上|×"), " * "),
    (re.compile(r"\bplus\b|加上|\b(?<=\d )and(?= \d)\b"), " + "),
    (re.compile(r"\bminus\b|減去|减去"), " - "),
)


def sum_as_written(desk: Desk) -> bool:
    """A sum of the reader's own figures: from the first to the last, nothing but operators."""
    quantities = desk.question.quantities
    if len(quantities) < 2 or desk.question.followed_up:
        return False
    text = desk.question.text
    expression = text[: quantities[-1].end]
    for quantity in reversed(quantities):
        name = desk.given(quantity)
        expression = expression[: quantity.start] + name + expression[quantity.end :]
    expression = expression[expression.index(next(reversed(desk.operands))) :]
    for pattern, operator in WORDED:
        expression = pattern.sub(operator, expression)
    expression = _of_the_figure(desk, expression)
    operators_only = re.fullmatch(r"[q\d\s+*/()-]+", expression) and re.search(
        r"[+*/-]", expression
    )
    return bool(operators_only) and desk.work("given", expression, [])


def _of_the_figure(desk: Desk, expression: str) -> str:
    """A figure plus so many per cent, as people say it: per cent of that figure."""
    found = re.fullmatch(r"(q\d+) ?([+-]) ?(q\d+)", expression.strip())
    if found is None:
        return expression
    amount, share = (desk.operands[name] for name in (found[1], found[3]))
    if share.unit != "%" or amount.unit == "%" or abs(Decimal(amount.value)) <= 1:
        return expression
    return f"{found[1]} * (1 {found[2]} {found[3]})"
