"""The own evaluator: right calculations hold, wrong ones are seen, the rest is left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from evals.calculations import executes, operand_stands, recomputed
from evals.numbers import read_numbers


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("US$523 billion / (1 + 438%)", "97211895910.78066914498141264"),
        ("5,230億美元 - 1,380億美元", "385000000000"),
        ("(-US$10 billion) - (-US$5.2 billion)", "-4800000000"),
        ("sum((-3.62億美元), (-100億美元))", "-10362000000"),
        ("share(US$9.9 billion, US$523 billion)", "0.0189292543021032504780"),
        ("pct_change(85億美元, 120億美元)", "0.4117647058823529411764"),
        ("2 ** 3 * 2", "16"),
        ("avg(1, 2, 6)", "3"),
        ("-(2 + 3)", "-5"),
        ("implied_base(100, 25%)", "80"),
        ("cagr(100, 121, 2)", "0.1"),
        ("share(2.9吉瓦, 580百萬瓦)", "5"),
        ("200 gigawatts * (1 - 50%)", "100"),
        ("5,230億美元 * (1 - 57%)", "224890000000"),
    ],
)
def test_expressions_are_computed_anew(expression, value):
    """Both magnitude styles, percents, signs, the four operations and the plain functions."""
    found = recomputed(expression)
    assert found is not None
    assert abs(found - Decimal(value)) < Decimal("1e-9") * max(1, abs(Decimal(value)))


@pytest.mark.parametrize(
    "expression", ["npv(10%, 1, 2)", "1 / 0", "2 +", "(3", "abs(1, 2)", "three apples", "1 2"]
)
def test_what_cannot_be_read_is_not_judged(expression):
    """Silence, not a verdict."""
    made = {"expression": expression, "value": "1", "unit": "1"}
    assert recomputed(expression) is None
    assert executes(made) is None


@pytest.mark.parametrize(
    ("value", "unit", "right"),
    [("25", "%", True), ("0.25", "x", True), ("2.5", "%", False), ("-25", "%", False)],
)
def test_the_value_must_be_that_of_the_expression(value, unit, right):
    """Percents are points in the value, shares in the computation."""
    assert executes({"expression": "1 / 4", "value": value, "unit": unit}) is right


ANSWER = {
    "citations": [{"marker": 1, "quote": "The backlog was $80 billion."}],
    "calculations": [{"value": "50000000000"}],
}


@pytest.mark.parametrize(
    ("operand", "stands"),
    [
        ({"value": "80000000000", "unit": "USD", "marker": 1}, True),
        ({"value": "81000000000", "unit": "USD", "marker": 1}, False),
        ({"value": "80000000000", "unit": "USD", "marker": 2}, False),
        ({"value": "60", "unit": "%", "given": "60%"}, True),
        ({"value": "61", "unit": "%", "given": "61%"}, False),
        ({"value": "50000000000", "unit": "USD", "calculation": 0}, True),
        ({"value": "50000000001", "unit": "USD", "calculation": 0}, False),
        ({"value": "5", "unit": "USD", "calculation": 4}, False),
        ({"value": "12", "unit": "months", "constant": "months of a year"}, True),
        ({"value": "12", "unit": "months"}, False),
        ({"value": "60", "unit": "%", "given": "60%", "constant": "sixty"}, False),
    ],
)
def test_an_operand_stands_where_it_says(operand, stands):
    """One origin, and the value is found in it."""
    given = read_numbers("If 60% of it came true?")
    assert operand_stands(operand, ANSWER, given) is stands
