"""`looplens calc` and `looplens loop`: arithmetic without a question or an index."""

from __future__ import annotations

import re
from argparse import Namespace
from typing import Any

from bot.cli.streams import BatchLine, read_batch, readable, write, write_json
from bot.errors import InputError
from bot.records import Calculation, CalculationError, to_json


def register(commands: Any) -> None:
    """Add `calc` and `loop` to the tree of commands."""
    calc = commands.add_parser(
        "calc",
        help="work out an expression in either magnitude style",
        description='Work out an expression such as "5,230億美元 / (1 + 438%%)", exactly. '
        "An expression without a value is an error value, not a failure.",
    )
    calc.add_argument("expression", nargs="?", metavar="EXPRESSION")
    calc.add_argument("--batch", metavar="FILE.jsonl", help="one expression a line, - for stdin")
    calc.add_argument("--json", action="store_true", help="print the Calculation as JSON")
    calc.set_defaults(run=run_calc)
    # "-10bn" is an expression and "-5 * 2" too: only words that look like options are options.
    calc._negative_number_matcher = re.compile(r"-(?!h$|-[a-z])")


def run_calc(arguments: Namespace) -> int:
    """Work out one expression, or every line of a batch."""
    if arguments.batch is not None:
        if arguments.expression is not None:
            raise InputError("an expression and --batch were given; one of them was expected")
        for line in read_batch(arguments.batch):
            write_json({"id": line.id, **to_json(_calculate_line(line))}, line=True)
        return 0
    if arguments.expression is None:
        raise InputError('no expression was given; try: looplens calc "US$300bn / 5 years"')
    calculation = _calculate(arguments.expression)
    if arguments.json:
        write_json(calculation)
    else:
        from bot.cli.readable import calculation_text

        write(calculation_text(calculation))
    return 0


def _calculate(expression: str) -> Calculation:
    from bot.calculate.expression import evaluate

    try:
        return evaluate(expression)
    except InputError as error:
        return _failed(expression, str(error))


def _calculate_line(line: BatchLine) -> Calculation:
    if line.problem:
        return _failed("", line.problem)
    expression = line.value.get("expression")
    if not isinstance(expression, str):
        return _failed("", f'line {line.number} has no "expression"; a text was expected')
    return _calculate(expression)


def _failed(expression: str, message: str) -> Calculation:
    error = CalculationError("syntax", readable(message))
    return Calculation(readable(expression), (), None, "1", {}, (), error)
