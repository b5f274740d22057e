"""Programs in the published FinQA operator set, run through the calculator's own evaluator.

FinQA (Chen and others, 2021) writes arithmetic over a report as a program: `subtract(5829, 5735),
divide(#0, 5735)`. This module reads such a program, flat or nested, as text or as its published
list of tokens, and hands each operation to `bot.calculate.expression.evaluate`, so that the
calculator can be checked against that public set. It ships none of the set's data, words no answer
and reads a table only by its rows' names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, InvalidOperation

from bot.calculate.expression import evaluate
from bot.language.numerals import MAX_NUMERAL
from bot.records import Calculation, CalculationError, CalculationErrorCode, Operand

__all__ = ["OPERATORS", "ProgramResult", "run_program"]

_ARITHMETIC = {"add": "+", "subtract": "-", "multiply": "*", "divide": "/", "exp": "^"}
_TABLE = {"table_max": "max", "table_min": "min", "table_sum": "sum", "table_average": "avg"}
OPERATORS = (*_ARITHMETIC, "greater", *_TABLE)
"""The names of the published operators."""

MAX_LENGTH = 4_000
MAX_STEPS = 50
_PLACES = Decimal("0.00001")
_CALL = re.compile(r"\s*([a-z_]+)\s*\(\s*")
# A row's name may hold commas and brackets, so the published `, none)` is looked for first.
_ROW = (re.compile(r"(.*?)\s*,\s*none\s*\)", re.IGNORECASE), re.compile(r"(.*?)\s*\)"))
_ATOM = re.compile(r"\s*([^,()]+?)\s*(?=[,)])")
_NUMBER = re.compile(
    r"[+-]?(?:[0-9][0-9,]*(?:\.[0-9]*)?|\.[0-9]+)(?:e[+-]?[0-9]{1,2})?%?", re.IGNORECASE
)
_WIDE = Context(prec=60)


@dataclass(frozen=True, slots=True)
class ProgramResult:
    """What a program comes to.

    `value` is the exact decimal, `answer` what FinQA compares: the value rounded to five places,
    or `yes` / `no` of `greater`. Each operation is one of `steps`, and `#n` counts them. Where
    `error` is set there is no value.
    """

    value: Decimal | None
    answer: str | None
    steps: tuple[Calculation, ...]
    error: CalculationError | None = None


class _ProgramError(Exception):
    """Why a program cannot be run; leaves this module as a CalculationError only."""

    def __init__(self, error: CalculationError) -> None:
        super().__init__(error.message)
        self.error = error


def run_program(
    program: str | Sequence[str], table: Sequence[Sequence[object]] = ()
) -> ProgramResult:
    """Run a program over a table whose rows begin with their names. Raises nothing.

    The program is text (`divide(#0, const_100)`) or the published tokens (`divide(`, `#0`,
    `const_100`, `)`, `EOF`).
    """
    text = program if isinstance(program, str) else _joined(program)
    runner = _Runner(text, table)
    try:
        last = runner.run()
    except _ProgramError as problem:
        return ProgramResult(None, None, tuple(runner.steps), problem.error)
    answer = last if isinstance(last, str) else _rounded(last)
    value = last if isinstance(last, Decimal) else None
    return ProgramResult(value, answer, tuple(runner.steps))


def _joined(tokens: Sequence[str]) -> str:
    """The published list of tokens as text: a comma stands between arguments and between steps."""
    pieces: list[str] = []
    for token in tokens:
        if token == "EOF":
            break
        if pieces and token != ")" and not pieces[-1].endswith("("):
            pieces.append(", ")
        pieces.append(token)
    return "".join(pieces)


def _rounded(value: Decimal) -> str:
    """Five places, as the published comparison rounds, with no idle zeros."""
    try:
        number = value.quantize(_PLACES, ROUND_HALF_EVEN, _WIDE).normalize(_WIDE)
    except InvalidOperation:
        number = value
    return format(number + 0 if number else Decimal(0), "f")


class _Runner:
    """One program being read and run from left to right; `values` holds each step's result."""

    def __init__(self, text: str, table: Sequence[Sequence[object]]) -> None:
        self.text = text
        self.rows = {_name(row[0]): row[1:] for row in table if row}
        self.at = 0
        self.steps: list[Calculation] = []
        self.values: list[Decimal | str] = []

    def run(self) -> Decimal | str:
        """The value of the last step."""
        if len(self.text) > MAX_LENGTH:
            raise self._problem("too_large", f"the program has more than {MAX_LENGTH} characters")
        last = self._call(0)
        while self.at < len(self.text.rstrip()):
            if self.text[self.at] != ",":
                raise self._problem("syntax", "a comma was expected between two operations")
            self.at += 1
            last = self._call(0)
        return last

    def _call(self, depth: int) -> Decimal | str:
        match = _CALL.match(self.text, self.at)
        if match is None or match[1] not in OPERATORS:
            found = self.text[self.at : self.at + 24].strip()
            raise self._problem(
                "unknown_name", f"{found!r} is no operator; known: {', '.join(OPERATORS)}"
            )
        if depth > MAX_STEPS or len(self.steps) >= MAX_STEPS:
            raise self._problem("too_large", f"the program has more than {MAX_STEPS} steps")
        name, self.at = match[1], match.end()
        if name in _TABLE:
            return self._table(name)
        left = self._argument(depth)
        self._expect(",")
        right = self._argument(depth)
        self._expect(")")
        operands = {
            n: Operand(n, format(value, "f"), "1", given=str(value))
            for n, value in (("a", left), ("b", right))
        }
        if name == "greater":
            return self._kept(evaluate("a - b", operands), greater=True)
        return self._kept(evaluate(f"a {_ARITHMETIC[name]} b", operands))

    def _argument(self, depth: int) -> Decimal:
        """A number, a constant, an earlier step or a nested operation."""
        if _CALL.match(self.text, self.at):
            value = self._call(depth + 1)
        else:
            match = _ATOM.match(self.text, self.at)
            if match is None:
                raise self._problem("syntax", "an argument was expected")
            self.at = match.end()
            value = self._atom(match[1])
        if isinstance(value, str):
            raise self._problem("domain", "yes and no cannot be computed with")
        return value

    def _atom(self, word: str) -> Decimal | str:
        if word.startswith("#"):
            place = word[1:]
            if not place.isdecimal() or int(place[:4]) >= len(self.values):
                raise self._problem("unknown_name", f"{word} names no earlier step")
            return self.values[int(place)]
        number = _number(word)
        if number is None:
            raise self._problem("syntax", f"{word[:24]!r} is no number, constant or step")
        return number

    def _table(self, name: str) -> Decimal | str:
        matches = [m for m in (row.match(self.text, self.at) for row in _ROW) if m]
        match = next((m for m in matches if _name(m[1]) in self.rows), None)
        if match is None:
            known = ", ".join(list(self.rows)[:8]) or "none"
            raise self._problem("unknown_name", f"the table has no such row; rows: {known}")
        row = self.rows[_name(match[1])]
        self.at = match.end()
        self._skip()
        cells = []
        for cell in row:
            number = _cell(str(cell))
            if number is None:
                told = f"the cell {str(cell)[:24]!r} of {match[1]!r} holds no number"
                raise self._problem("domain", told)
            cells.append(number)
        if not cells:
            raise self._problem("domain", f"{match[1]!r} has no cells")
        operands = {
            f"a{n}": Operand(f"a{n}", format(value, "f"), "1", given=str(row[n]))
            for n, value in enumerate(cells)
        }
        return self._kept(evaluate(f"{_TABLE[name]}({', '.join(operands)})", operands))

    def _kept(self, calculation: Calculation, *, greater: bool = False) -> Decimal | str:
        self.steps.append(calculation)
        if calculation.error is not None or calculation.value is None:
            error = calculation.error or CalculationError("domain", "the step has no value")
            raise _ProgramError(error)
        value: Decimal | str = Decimal(calculation.value)
        if greater:
            value = "yes" if Decimal(calculation.value) > 0 else "no"
        self.values.append(value)
        return value

    def _expect(self, mark: str) -> None:
        self._skip()
        if self.text[self.at : self.at + 1] != mark:
            raise self._problem("syntax", f"{mark!r} was expected")
        self.at += 1
        self._skip()

    def _skip(self) -> None:
        while self.text[self.at : self.at + 1].isspace():
            self.at += 1

    def _problem(self, code: CalculationErrorCode, message: str) -> _ProgramError:
        return _ProgramError(CalculationError(code, f"{message}.", self.at))


def _name(cell: object) -> str:
    return " ".join(str(cell).split()).lower()


def _number(word: str) -> Decimal | None:
    """5,829 and 12% (0.12), and constants: const_100 is 100, const_m1 is -1."""
    word = word.strip()
    if word.startswith("const_"):
        word = word.removeprefix("const_")
        word = f"-{word[1:]}" if word.startswith("m") else word
    if len(word) > MAX_NUMERAL or not _NUMBER.fullmatch(word):
        return None
    number = Decimal(word.rstrip("%").replace(",", ""))
    return number.scaleb(-2, _WIDE) if word.endswith("%") else number


def _cell(cell: str) -> Decimal | None:
    """A table's cell as the published reader takes it; None where it finds no number.

    It drops every $ and %, and all from the first bracket on: "$ 1,234", "-50 ( 50 )" and "12.5%"
    are numbers; "(50)", "—", "-", "n/a", "- 50", "1,234 *" and an empty cell are none.
    """
    text = cell.replace("$", "").partition("(")[0].strip()
    number = text.replace("%", "").strip()
    return _number(f"{number}%" if "%" in text else number)
