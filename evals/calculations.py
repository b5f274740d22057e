"""Whether calculations are right and rest on something, told by an evaluator of our own.

The expression is read with `evals.numbers` and computed anew; each operand is looked for where it
says that it comes from. Knows the four operations, powers and the plain functions; what it cannot
read (units that convert, finance formulas) it does not judge. It checks no units.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow
from typing import Any

from evals.matching import traced
from evals.numbers import Number, read_numbers

CLOSE = Decimal("0.000001")
"""Relative difference up to which two computed values are one."""
ORIGINS = ("marker", "given", "calculation", "constant")
_TOKEN = re.compile(r"\s*(?:(?P<name>[a-z_]+)\s*(?=\()|(?P<sign>\*\*|[-+*/^(),÷×−]))")
_SIGNS = {"÷": "/", "×": "*", "−": "-", "^": "**"}


class _UnreadableError(Exception):
    """The expression holds something that this evaluator does not know."""


def _ratio(one: Decimal, other: Decimal) -> Decimal:
    return one / other


def _change(old: Decimal, new: Decimal) -> Decimal:
    return (new - old) / abs(old)


def _cagr(first: Decimal, last: Decimal, years: Decimal) -> Decimal:
    return (last / first) ** (1 / years) - 1


FUNCTIONS: Mapping[str, Callable[..., Decimal]] = {
    "sum": lambda *values: sum(values, Decimal(0)),
    "avg": lambda *values: sum(values, Decimal(0)) / len(values),
    "min": min,
    "max": max,
    "abs": abs,
    "share": _ratio,
    "multiple": _ratio,
    "per": _ratio,
    "coverage": _ratio,
    "growth": _change,
    "pct_change": _change,
    "implied_base": lambda value, rate: value / (1 + rate),
    "cagr": _cagr,
}


def recomputed(expression: str) -> Decimal | None:
    """An expression's value, percents as shares and MW as GW; None where it cannot be judged."""
    try:
        reader = _Reader(expression)
        value = reader.sum()
        reader.end()
    except (_UnreadableError, TypeError, InvalidOperation, DivisionByZero, Overflow):
        return None
    return value


def executes(made: Mapping[str, Any]) -> bool | None:
    """Whether a calculation's value is that of its expression; None where it is not judged."""
    if made["value"] is None:
        return None
    value = recomputed(made["expression"])
    if value is None:
        return None
    stated = Decimal(made["value"])
    if made["unit"] in ("%", "pp"):
        value *= 100
    if made["unit"].partition("/")[0] == "MW":
        value *= 1000
    return abs(value - stated) <= CLOSE * max(abs(stated), Decimal("1e-9"))


def operand_stands(
    operand: Mapping[str, Any], answer: Mapping[str, Any], given: Sequence[Number]
) -> bool:
    """Whether an operand has exactly one origin and its value is found there."""
    named = [origin for origin in ORIGINS if operand.get(origin) is not None]
    if len(named) != 1:
        return False
    pair = (Decimal(operand["value"]), str(operand["unit"]))
    if named == ["marker"]:
        quotes = [c["quote"] for c in answer["citations"] if c["marker"] == operand["marker"]]
        return any(traced(n, [pair]) for quote in quotes for n in read_numbers(quote))
    if named == ["given"]:
        return any(traced(n, [pair]) for n in given)
    if named == ["constant"]:
        return bool(operand["constant"])
    position = int(operand["calculation"])
    if not 0 <= position < len(answer["calculations"]):
        return False
    earlier = answer["calculations"][position]["value"]
    return earlier is not None and Decimal(earlier) == pair[0]


class _Reader:
    """Recursive descent over an expression; figures are read once, by the evaluation's reader."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._figures = {n.start: n for n in read_numbers(text)}

    def sum(self) -> Decimal:
        value = self._product()
        while sign := self._sign("+", "-"):
            other = self._product()
            value = value + other if sign == "+" else value - other
        return value

    def end(self) -> None:
        if self._text[self._at :].strip():
            raise _UnreadableError(self._text[self._at :])

    def _product(self) -> Decimal:
        value = self._power()
        while sign := self._sign("*", "/"):
            other = self._power()
            value = value * other if sign == "*" else value / other
        return value

    def _power(self) -> Decimal:
        if not self._starts_figure() and self._sign("-"):
            return -self._power()
        value = self._atom()
        if self._sign("**"):
            value = value ** self._power()
        return value

    def _atom(self) -> Decimal:
        if self._sign("("):
            value = self.sum()
            self._expect(")")
            return value
        token = _TOKEN.match(self._text, self._at)
        if token and token["name"]:
            return self._call(token)
        return self._figure()

    def _starts_figure(self) -> bool:
        while self._text[self._at : self._at + 1] == " ":
            self._at += 1
        return self._at in self._figures

    def _call(self, token: re.Match[str]) -> Decimal:
        function = FUNCTIONS.get(token["name"])
        if function is None:
            raise _UnreadableError(token["name"])
        self._at = token.end()
        self._expect("(")
        values = [self.sum()]
        while self._sign(","):
            values.append(self.sum())
        self._expect(")")
        return function(*values)

    def _figure(self) -> Decimal:
        if not self._starts_figure():
            raise _UnreadableError(self._text[self._at :])
        figure = self._figures[self._at]
        self._at = figure.end
        # Loss words and a minus before it are none of its own: the minus was an operator.
        value = -abs(figure.value) if figure.text.startswith("-") else abs(figure.value)
        # In "1 - 50%" the one is bare: it is no end of a range that shares the percent sign.
        bare = figure.text.strip("+-−").replace(".", "").replace(",", "").isdigit()
        unit = "1" if bare else figure.unit.partition("/")[0]
        return value / (100 if unit in ("%", "pp") else 1000 if unit == "MW" else 1)

    def _sign(self, *wanted: str) -> str | None:
        token = _TOKEN.match(self._text, self._at)
        if token is None or not token["sign"]:
            return None
        sign = _SIGNS.get(token["sign"], token["sign"])
        if sign not in wanted:
            return None
        self._at = token.end()
        return sign

    def _expect(self, sign: str) -> None:
        if self._sign(sign) is None:
            raise _UnreadableError(self._text[self._at :])
