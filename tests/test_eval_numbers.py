"""The evaluation's number reader against strings labelled by hand."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from evals.matching import equals
from evals.numbers import read_numbers

DATA = Path(__file__).parent / "data"
LABELLED = [json.loads(line) for line in (DATA / "eval_numbers.jsonl").read_text().splitlines()]


QUANTITIES = [
    json.loads(line)
    for line in (DATA / "eval_quantities.jsonl").read_text(encoding="utf-8").splitlines()
]
COUNTED = {"shares", "people", "chips", "companies", "items"}


def read_as_labelled(row: dict[str, Any]) -> bool:
    """Whether every value, unit and bound is read as an outside author labelled it.

    The two conventions differ in this: a labelled range is one quantity and ours two figures, whose
    bounds are not compared; what is counted is "1" there and keeps its noun here; a label without a
    unit (a bare 億 or 元) leaves ours open.
    """
    wanted = [
        (Decimal(value), quantity["unit"], quantity["bound"] if quantity["low"] is None else None)
        for quantity in row["quantities"]
        for value in (
            [quantity["value"]] if quantity["low"] is None else [quantity["low"], quantity["high"]]
        )
    ]
    found = read_numbers(row["text"])
    return len(found) == len(wanted) and all(
        number.value == value
        and unit in ("", "1" if number.unit in COUNTED else number.unit)
        and bound in (None, number.bound)
        for number, (value, unit, bound) in zip(found, wanted, strict=True)
    )


def test_the_reader_agrees_with_quantities_that_others_labelled():
    """At least 300 strings, of which at least 95% are read as labelled."""
    agreed = sum(read_as_labelled(row) for row in QUANTITIES)
    print(f"\nnumber reader: {agreed} of {len(QUANTITIES)} hand-labelled strings as labelled")
    assert len(QUANTITIES) >= 300
    assert agreed >= 0.95 * len(QUANTITIES)


def test_the_reader_shares_no_code_with_the_product():
    """What judges must not repeat the mistakes of what is judged."""
    for name in ("numbers", "figure_patterns", "bounds", "matching", "calculations"):
        source = (Path(__file__).parents[1] / "evals" / f"{name}.py").read_text(encoding="utf-8")
        assert not re.search(r"^\s*(?:from|import) bot", source, re.MULTILINE)


def test_the_table_is_large_enough():
    """At least eighty strings, some of which hold no figure."""
    assert len(LABELLED) >= 80
    assert sum(not row["numbers"] for row in LABELLED) >= 15


@pytest.mark.parametrize("row", LABELLED, ids=lambda row: row["text"])
def test_figures_are_read_as_a_person_labelled_them(row):
    """Value, unit and loss words of every figure; nothing else is read as one."""
    found = [(n.value, n.unit, n.falling) for n in read_numbers(row["text"])]
    labelled = [(Decimal(v), unit, bool(rest)) for v, unit, *rest in row["numbers"]]
    assert found == labelled


@pytest.mark.parametrize(
    ("text", "value", "unit", "tolerance", "expected"),
    [
        ("$97.2 billion", "97211895910", "USD", "1e8", True),
        ("972億美元", "97211895910", "USD", "1e8", True),
        ("$97.2 million", "97211895910", "USD", "1e8", False),
        ("9,720億美元", "97211895910", "USD", "1e8", False),
        ("972億", "97211895910", "USD", "1e8", True),
        ("97.2%", "97.2", "USD", "1", False),
        ("minus $10 billion", "-1e10", "USD", "1e8", True),
        ("淨損100億美元", "-1e10", "USD", "1e8", True),
        ("$10 billion", "-1e10", "USD", "1e8", False),
        ("minus $10 billion", "1e10", "USD", "1e8", False),
        ("fell 10.83%", "-10.83", "%", "0.01", True),
        ("590 MW", "0.59", "GW", "0.001", True),
        ("$60 billion", "6e10", "USD/year", "1e8", True),
        ("$60 billion a month", "6e10", "USD/year", "1e8", False),
        ("5 years", "5", "months", "0", False),
        ("3 customers", "3", "companies", "0", True),
    ],
)
def test_a_figure_states_a_value_in_its_unit_and_sign(text, value, unit, tolerance, expected):
    """Off by ten, another unit or a lost minus is not the value."""
    (number,) = read_numbers(text)
    same = equals(number, Decimal(value), unit, Decimal(tolerance), signed=True)
    assert same is expected


def test_each_figure_keeps_its_place_and_its_own_text():
    """Offsets cut the original text, full-width characters included."""
    text = "甲骨文為５，２３０億美元[1]，年增438%。"
    assert [text[n.start : n.end] for n in read_numbers(text)] == ["５，２３０億美元", "438%"]
    assert [n.text for n in read_numbers(text)] == ["５，２３０億美元", "438%"]
