"""Expressions as trees: what may be written, how it binds, and where each piece stands.

A figure is read by `bot.language.quantities` (5,230億美元, US$300bn, 438%, 5 years), so that
expressions and texts are read alike. Operators: + - * / ^ with × ÷ · − x 負 and `of`/的 for a share
of something; functions with arguments after , ; ， 、. A call whose commas can be read in two ways
keeps both readings. Length, depth and digits are bounded. It computes nothing.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.calculate.commas import could_part, first_group, tight_figures, ungrouped
from bot.calculate.literals import read_literal
from bot.calculate.problems import ExpressionError, excerpt
from bot.language.numerals import MAX_NUMERAL
from bot.records import Quantity

MAX_LENGTH = 2_000
MAX_DEPTH = 60
MAX_OPERATIONS = 200
MAX_ARGUMENTS = 100
MAX_READINGS = 3
"""How many calls of one expression are read in a second way."""

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
# 2 x 3 and 5 GW x US$40bn; 2x is a multiple.
_CROSS = re.compile(r"(?<=\s)[xX](?=\s)")
# Accounts mark a fall with a triangle, share prices a rise.
_MARKS = "△▲▽▼"
_UNIT = re.compile(
    r"(?:years?|quarters?|months?|weeks?|days?|[GM]W|shares?)(?![A-Za-z0-9_])"
    r"|[年季月週周日天股](?![\u4e00-\u9fff])|吉瓦|百萬瓦|百万瓦",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"(?:thousand|million|billion|trillion|[mbt]n|[km])(?![A-Za-z0-9_])|[百千萬万億亿兆]+",
    re.IGNORECASE,
)
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
    """A function with its arguments.

    `other` is what they are where every comma without a space parts two of them, and `readings`
    how both would be written for sure; `other` is None where only one reading can be made. `tight`
    is whether figures with commas stand in a list that nothing parts for sure.
    """

    function: str
    arguments: tuple[Node, ...]
    at: int
    other: Call | None = None
    readings: tuple[str, str] | None = None
    tight: bool = False


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
        self.splits = False
        self.readings = MAX_READINGS

    def whole(self) -> Node:
        self._skip()
        if self.at == len(self.text):
            raise ExpressionError("syntax", "empty", 0)
        node = self._expression(0)
        if self.at < len(self.text):
            raise self._misplaced()
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
            splits, self.splits = self.splits, False
            self._step()
            node = self._expression(0)
            self.splits = splits
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
        opened, splits = self.at, self.splits
        arguments, written = self._arguments(at, splits=False)
        end = self.at
        call = Call(function, arguments, at)
        tight = tight_figures(self.text[opened + 1 : end].rstrip()[:-1])
        if tight:
            call = replace(call, tight=True)
        if could_part(tight):
            call = self._both(call, written, opened)
        self.at, self.splits = end, splits
        return call

    def _arguments(self, at: int, *, splits: bool) -> tuple[tuple[Node, ...], list[str]]:
        """The arguments from an opening bracket to its end, and each as it is written."""
        opened, self.splits = self.at, splits
        self._step()
        arguments: list[Node] = []
        written: list[str] = []
        if self.text[self.at : self.at + 1] not in tuple(_CLOSE):
            begin = self.at
            arguments.append(self._expression(0))
            written.append(self.text[begin : self.at])
            while self.text[self.at : self.at + 1] in tuple(_SEPARATORS):
                self._step()
                if len(arguments) == MAX_ARGUMENTS:
                    raise ExpressionError("too_large", "too_much_work", at, expected=MAX_ARGUMENTS)
                begin = self.at
                arguments.append(self._expression(0))
                written.append(self.text[begin : self.at])
        self._close(opened)
        return tuple(arguments), written

    def _both(self, call: Call, written: list[str], opened: int) -> Call:
        """The call with its other reading, in which every comma without a space parts figures."""
        readings = (", ".join(map(ungrouped, written)), "")
        self.readings -= 1
        if self.readings < 0:
            return replace(call, readings=readings)
        operations, depth, self.at = self.operations, self.depth, opened
        try:
            arguments, pieces = self._arguments(call.at, splits=True)
        except ExpressionError:
            return call
        finally:
            self.operations, self.depth = operations, depth
        if len(arguments) == len(call.arguments):
            return call
        other = Call(call.function, arguments, call.at)
        return replace(
            call, other=other, readings=(readings[0], ", ".join(p.strip() for p in pieces))
        )

    def _literal(self) -> Node:
        at = self.at
        digits = _DIGITS.match(self.text, at)
        if digits and len(digits.group()) > MAX_NUMERAL:
            sentence = "too_many_groups" if "," in digits.group() else "too_many_digits"
            raise ExpressionError("too_large", sentence, at, expected=MAX_NUMERAL)
        group = first_group(self.text, at) if self.splits else None
        quantity = read_literal(self.text[:group], at)
        if quantity is None:
            raise self._unreadable(at)
        self.at = quantity.end
        self._skip()
        return Literal(quantity, at)

    def _misplaced(self) -> ExpressionError:
        """Why something stands after a whole piece where only an operator may."""
        scale = _SCALE.match(self.text, self.at)
        if scale and self.text[: self.at].rstrip()[-1:] in tuple(_CLOSE):
            found = excerpt(scale.group())
            return ExpressionError("syntax", "scale_outside", self.at, found=found)
        found = excerpt(self.text[self.at :])
        return ExpressionError("syntax", "unexpected_after", self.at, found=found)

    def _unreadable(self, at: int) -> ExpressionError:
        if self.text[at] in _MARKS:
            return ExpressionError("syntax", "rise_or_fall", at, found=excerpt(self.text[at]))
        if unit := _UNIT.match(self.text, at):
            return ExpressionError("syntax", "unit_alone", at, found=excerpt(unit.group()))
        name = _NAME.match(self.text, at)
        if name is None:
            return ExpressionError("syntax", "unexpected", at, found=excerpt(self.text[at:]))
        known = [*self.names, *self.functions]
        near = difflib.get_close_matches(name.group().lower(), known, n=3, cutoff=0.5)
        expected = ", ".join(near or sorted(known))
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
        match = _OF.match(self.text, self.at) or _CROSS.match(self.text, self.at)
        return ("*", match.end()) if match else None

    def _close(self, opened: int) -> None:
        if self.at >= len(self.text):
            raise ExpressionError("syntax", "unclosed", opened)
        if self.text[self.at] not in _CLOSE:
            raise self._misplaced()
        self._step()

    def _step(self) -> None:
        self.at += 1
        self._skip()

    def _skip(self) -> None:
        match = _SPACE.match(self.text, self.at)
        self.at = match.end() if match else self.at
