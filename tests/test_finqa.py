"""FinQA programs: the published shapes run through the calculator, errors are values."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculate.finqa import MAX_LENGTH, OPERATORS, run_program

TABLE = [
    ["", "2025", "2024", "2023"],
    ["net revenue", "$ 1,250", "1,000", "800"],
    ["operating costs , net", "(5)", "12", "7"],
    ["free cash flow", "-10.0", "-5.2", "3"],
    ["Margin", "12.5%", "10%", "7.5%"],
    ["notes (see page 4)", "a", "b", "c"],
]


@pytest.mark.parametrize(
    ("program", "answer"),
    [
        ("add(1, 2)", "3"),
        ("subtract(5829, 5735)", "94"),
        ("subtract(5829, 5735), divide(#0, 5735)", "0.01639"),
        ("divide(subtract(5829, 5735), 5735)", "0.01639"),
        ("multiply(#0, 2)", None),
        ("multiply(523, const_1000000)", "523000000"),
        ("divide(1, const_3), multiply(#0, const_m1)", "-0.33333"),
        ("add(const_2, const_3), multiply(#0, #0)", "25"),
        ("exp(1.08, const_5), multiply(1000, #0)", "1469.32808"),
        ("greater(12, 9)", "yes"),
        ("greater(9, 12)", "no"),
        ("greater(9, 9)", "no"),
        ("subtract(12%, 5%)", "0.07"),
        ("multiply(1,250, 40%)", None),
        ("add(-5.2, 10)", "4.8"),
        ("table_max(net revenue, none)", "1250"),
        ("table_min(net revenue, none)", "800"),
        ("table_sum(net revenue, none)", "3050"),
        ("table_average(net revenue, none)", "1016.66667"),
        ("table_average(Margin, none)", "0.1"),
        ("table_sum(free cash flow, none), divide(#0, const_3)", "-4.06667"),
        (
            "table_max(free cash flow, none), table_min(free cash flow, none), subtract(#0, #1)",
            "13",
        ),
        ("add(table_max(net revenue, none), 1)", "1251"),
        ("table_max(net revenue)", "1250"),
    ],
)
def test_programs(program: str, answer: str | None) -> None:
    """Each published operator, constants, earlier steps, tables, flat and nested."""
    found = run_program(program, TABLE)
    assert found.answer == answer
    assert (found.error is None) == (answer is not None)


def test_tokens_are_read_like_text() -> None:
    """The published list of tokens, up to EOF."""
    tokens = ["subtract(", "5829", "5735", ")", "divide(", "#0", "5735", ")", "EOF"]
    assert run_program(tokens) == run_program("subtract(5829, 5735), divide(#0, 5735)")
    rows = ["table_max(", "net revenue", "none", ")", "EOF"]
    assert run_program(rows, TABLE).answer == "1250"


def test_each_operation_is_a_calculation() -> None:
    """Steps carry expression, steps and operands; the value is exact, the answer rounded."""
    found = run_program("subtract(5829, 5735), divide(#0, 5735)")
    assert [s.steps for s in found.steps] == [("5,829 − 5,735 = 94",), ("94 ÷ 5,735 = 0.0164",)]
    assert [o.given for o in found.steps[0].operands] == ["5829", "5735"]
    assert found.value == Decimal("0.01639058413251961639058413251961639")


@pytest.mark.parametrize(
    ("program", "code"),
    [
        ("", "unknown_name"),
        ("power(2, 3)", "unknown_name"),
        ("add(1)", "syntax"),
        ("add(1, 2", "syntax"),
        ("add(1, 2) add(3, 4)", "syntax"),
        ("add(1, two)", "syntax"),
        ("add(#0, 1)", "unknown_name"),
        ("add(1, #1)", "unknown_name"),
        ("divide(1, 0)", "division_by_zero"),
        ("exp(10, 9999)", "too_large"),
        ("greater(2, 1), add(#0, 1)", "domain"),
        ("table_max(gross profit, none)", "unknown_name"),
        ("table_sum(notes (see page 4), none)", "domain"),
        ("add(1, 2), " * (MAX_LENGTH // 10), "too_large"),
        (", ".join(["add(1, 2)"] * 51), "too_large"),
        ("add(" * 60 + "1", "too_large"),
    ],
)
def test_errors_are_values(program: str, code: str) -> None:
    """What cannot be run says why and has no answer."""
    found = run_program(program, TABLE)
    assert found.error is not None
    assert (found.error.code, found.value, found.answer) == (code, None, None)
    assert found.error.message


CELLS = [
    ("1,234", "1234"),
    ("$ 1,234", "1234"),
    ("$1234.5", "1234.5"),
    ("12.5%", "0.125"),
    ("12.5 %", "0.125"),
    ("-50 ( 50 )", "-50"),
    ("$ -7.3 ( 7.3 )", "-7.3"),
    ("1,234 (a)", "1234"),
    (" 8 ", "8"),
    ("+3", "3"),
]
MISSING = ["(50)", "( 50 )", "—", "-", "n/a", "N/A", "", " ", "1,234 *", "- 50", "2 013 x", "nan"]


@pytest.mark.parametrize(("cell", "value"), CELLS, ids=[c for c, _ in CELLS])
def test_a_cell_is_read_as_published(cell: str, value: str) -> None:
    """Without $ and %, and up to the first bracket, as the set's own script reads it."""
    assert run_program("table_sum(row, none)", [["row", cell, "0"]]).answer == value


@pytest.mark.parametrize("cell", MISSING)
def test_a_cell_without_a_number_takes_its_row_along(cell: str) -> None:
    """A row with one such cell has no value, as in the set's own script; the cell is named."""
    found = run_program("table_max(row, none)", [["row", "5", cell]])
    assert found.error is not None
    assert found.error.code == "domain"
    assert repr(cell) in found.error.message


_NUMBERS = st.decimals(-(10**6), 10**6, places=3).filter(bool)


@given(a=_NUMBERS, b=_NUMBERS, c=_NUMBERS)
def test_arithmetic_agrees_with_python(a: Decimal, b: Decimal, c: Decimal) -> None:
    """A program of three operations comes to what Decimal makes of it."""
    found = run_program(f"subtract({a}, {b}), divide(#0, {c}), multiply(#1, const_100)")
    assert found.value is not None
    assert abs(found.value - (a - b) / c * 100) <= Decimal("1e-12")


@given(st.text(alphabet="(),#_%. 0123456789addivetblmuxgr", max_size=80))
def test_hostile_programs_never_raise(text: str) -> None:
    """Strangers' programs give a value or an error."""
    for program in (text, f"add({text})", f"table_max({text}, none)"):
        found = run_program(program, TABLE)
        assert (found.error is None) == (found.answer is not None)


def test_the_operator_set_is_the_published_one() -> None:
    """Ten operators, by their published names."""
    assert sorted(OPERATORS) == sorted(
        "add subtract multiply divide exp greater "
        "table_max table_min table_sum table_average".split()
    )
