"""Expressions as trees: what may be written, how it binds, and where each piece stands.

A figure is read by `bot.language.quantities` (5,230億美元, US$300bn, 438%, 5 years), so that
expressions and texts are read alike. Operators: + - * / ^ with × ÷ · − 負 and `of`/的 for a share
of something; functions with arguments after , ; ， 、. Length, depth and digits are bounded. It
computes nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from bot.calculate.literals import read_literal
from bot.calculate.problems import ExpressionError, excerpt
from bot.language.numerals import MAX_NUMERAL
from bot.records import Quantity

MAX_LENGTH = 2_000
MAX_DEPTH = 60
MAX_OPERATIONS = 200
MAX_ARGUMENTS = 100

_SPACE = re.compile(r"[\s\u3000\u200b\ufeff]*")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|[\u4e00-\u9fff]+(?=\s*[(（])")
_DIGITS = re.compile(r"[\d.,０-９]+")
_OPERATORS = {
    "+": "+",
    "＋": "+",
    "-": "-",
    "－": "-",
    "−": "-",
    "–": "-",
    "*": "*",
    "×": "*",
    "·": "*",
    "＊": "*",
    "的": "*",
    "/": "/",
    "÷": "/",
    "／": "/",
    "^": "^",
    "＾": "^",
}
_OF = re.compile(r"of(?![A-Za-z0-9_])", re.IGNORECASE)
_OPEN, _CLOSE, _SEPARATORS = "(（", ")）", ",;，、；"
# How strongly each binds, and whether it binds to the right.
_STRENGTH = {"+": 10, "-": 10, "*": 20, "/": 20, "^": 40}
_SIGN_STRENGTH = 30


@dataclass(frozen=True, slots=True)
class Literal:
    """A figure as it was written."""

    quantity: Quantity
    at: int


@dataclass(frozen=True, slots=True)
class Name:
    """A named operand."""

    name: str
    at: int


@dataclass(frozen=True, slots=True)
class Sign:
    """A figure with a minus before it, or a percent sign after it."""

    operator: str
    value: Node
    at: int


@dataclass(frozen=True, slots=True)
class Operation:
    """Two sides with an operator between them."""

    operator: str
    left: Node
    right: Node
    at: int


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments."""

    function: str
    arguments: tuple[Node, ...]
    at: int


Node = Literal | Name | Sign | Operation | Call


def parse(expression: str, names: Collection[str], functions: Collection[str]) -> Node:
    """The tree of an expression. Raises ExpressionError with the place where it cannot be read."""
    if len(expression) > MAX_LENGTH:
        raise ExpressionError(
            "too_large", "too_long", MAX_LENGTH, found=len(expression), expected=MAX_LENGTH
        )
    return _Parser(expression, names, functions).whole()


@lru_cache(maxsize=256)
def parse_formula(body: str, names: tuple[str, ...], functions: frozenset[str]) -> Node:
    """The tree of a formula's own body, read once; our own text needs no bounds."""
    return _Parser(body, names, functions, operations=10 * MAX_OPERATIONS).whole()


class _Parser:
    """A Pratt parser over one expression; `at` is the next unread place."""

    def __init__(
        self,
        text: str,
        names: Collection[str],
        functions: Collection[str],
        operations: int = MAX_OPERATIONS,
    ) -> None:
        self.text = text
        self.names = names
        self.functions = functions
        self.at = 0
        self.depth = 0
        self.operations = operations

    def whole(self) -> Node:
        self._skip()
        if self.at == len(self.text):
            raise ExpressionError("syntax", "empty", 0)
        node = self._expression(0)
        if self.at < len(self.text):
            found = excerpt(self.text[self.at :])
            raise ExpressionError("syntax", "unexpected_after", self.at, found=found)
        return node

    def _expression(self, strength: int) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ExpressionError("too_large", "too_deep", self.at, expected=MAX_DEPTH)
        left = self._operand()
        while (operator := self._operator()) is not None and _STRENGTH[operator[0]] > strength:
            symbol, end = operator
            at, self.at = self.at, end
            self.operations -= 1
            if self.operations < 0:
                raise ExpressionError("too_large", "too_much_work", at, expected=MAX_OPERATIONS)
            self._skip()
            binds = _STRENGTH[symbol] - (symbol == "^")
            left = Operation(symbol, left, self._expression(binds), at)
        self.depth -= 1
        return left

    def _operand(self) -> Node:
        if self.at >= len(self.text):
            raise ExpressionError("syntax", "unexpected_end", len(self.text))
        at, char = self.at, self.text[self.at]
        sign = "-" if char in "負负" else _OPERATORS.get(char)
        if sign in ("-", "+"):
            self._step()
            value = self._expression(_SIGN_STRENGTH)
            return Sign("-", value, at) if sign == "-" else value
        if char in _OPEN:
            self._step()
            node = self._expression(0)
            self._close(at)
        else:
            node = self._named() or self._literal()
        return self._percent(node)

    def _named(self) -> Node | None:
        """A named operand or a function call, where a known name stands here."""
        match = _NAME.match(self.text, self.at)
        if match is None:
            return None
        at = self.at
        name = next((n for n in (match.group(), match.group().lower()) if n in self.names), None)
        if name is not None:
            self.at = match.end()
            self._skip()
            return Name(name, at)
        opens = _SPACE.match(self.text, match.end())
        called = opens is not None and self.text[opens.end() : opens.end() + 1] in tuple(_OPEN)
        function = match.group().lower()
        if not called or function not in self.functions:
            return None
        self.at = opens.end() if opens else match.end()
        return self._call(function, at)

    def _call(self, function: str, at: int) -> Node:
        opened = self.at
        self._step()
        arguments: list[Node] = []
        if self.text[self.at : self.at + 1] not in tuple(_CLOSE):
            arguments.append(self._expression(0))
            while self.text[self.at : self.at + 1] in tuple(_SEPARATORS):
                self._step()
                if len(arguments) == MAX_ARGUMENTS:
                    raise ExpressionError("too_large", "too_much_work", at, expected=MAX_ARGUMENTS)
                arguments.append(self._expression(0))
        self._close(opened)
        return Call(function, tuple(arguments), at)

    def _literal(self) -> Node:
        at = self.at
        digits = _DIGITS.match(self.text, at)
        if digits and len(digits.group()) > MAX_NUMERAL:
            raise ExpressionError("too_large", "too_many_digits", at, expected=MAX_NUMERAL)
        quantity = read_literal(self.text, at)
        if quantity is None:
            raise self._unreadable(at)
        self.at = quantity.end
        self._skip()
        return Literal(quantity, at)

    def _unreadable(self, at: int) -> ExpressionError:
        name = _NAME.match(self.text, at)
        if name is None:
            return ExpressionError("syntax", "unexpected", at, found=excerpt(self.text[at:]))
        known = [*self.names, *self.functions]
        near = difflib.get_close_matches(name.group().lower(), known, n=3, cutoff=0.5)
        expected = ", ".join(near or sorted(known)[:12])
        return ExpressionError(
            "unknown_name", "unknown_name", at, found=excerpt(name.group()), expected=expected
        )

    def _percent(self, node: Node) -> Node:
        """A percent sign after a bracket or a name; a figure has read its own."""
        while self.text[self.at : self.at + 1] in ("%", "％"):
            node = Sign("%", node, self.at)
            self._step()
        return node

    def _operator(self) -> tuple[str, int] | None:
        if self.text.startswith("**", self.at):
            return "^", self.at + 2
        symbol = _OPERATORS.get(self.text[self.at : self.at + 1])
        if symbol is not None:
            return symbol, self.at + 1
        match = _OF.match(self.text, self.at)
        return ("*", match.end()) if match else None

    def _close(self, opened: int) -> None:
        if self.at >= len(self.text):
            raise ExpressionError("syntax", "unclosed", opened)
        if self.text[self.at] not in _CLOSE:
            found = excerpt(self.text[self.at :])
            raise ExpressionError("syntax", "unexpected_after", self.at, found=found)
        self._step()

    def _step(self) -> None:
        self.at += 1
        self._skip()

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
