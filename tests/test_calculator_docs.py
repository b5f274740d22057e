"""docs/calculator.md holds: every figure, expression, function and program on it is run."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from bot.calculate.expression import evaluate
from bot.calculate.finqa import run_program
from bot.calculate.formulas import FORMULAS
from bot.language.quantities import read_quantities

PAGE = (Path(__file__).parents[1] / "docs" / "calculator.md").read_text("utf-8")


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading, code marks taken off."""
    section = PAGE.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


EXAMPLES = [row[-3:] for heading in ("Expressions", "Functions") for row in rows(heading)]


@pytest.mark.parametrize(("written", "value", "unit", "bound"), rows("Figures"))
def test_figures_are_read_as_shown(written: str, value: str, unit: str, bound: str) -> None:
    """One figure a row, with its unit and bound; a range has two ends."""
    (found,) = read_quantities(written)
    ends = [Decimal(end) for end in value.split(" to ")]
    assert (list(found.values), found.unit, found.bound) == (ends, unit, bound)


@pytest.mark.parametrize(("english", "chinese", "shown"), EXAMPLES, ids=[e[0] for e in EXAMPLES])
def test_examples_come_to_what_is_shown(english: str, chinese: str, shown: str) -> None:
    """Both ways of writing one calculation come to one value, shown in both languages."""
    found, other = evaluate(english), evaluate(chinese, language="zh-TW")
    assert (found.error, other.error) == (None, None)
    assert (found.value, found.unit) == (other.value, other.unit)
    assert " / ".join(dict.fromkeys(found.display.values())) == shown
    assert found.steps
    assert other.steps


def test_every_function_has_an_example() -> None:
    """No function is left out, and each row calls the function that it names."""
    named = [(row[0], row[1].split("(")[0], row[2].split("(")[0]) for row in rows("Functions")]
    assert all(len(set(names)) == 1 for names in named)
    assert {names[0] for names in named} == set(FORMULAS)


@pytest.mark.parametrize("name", FORMULAS)
def test_a_function_names_its_formula(name: str) -> None:
    """In both languages, with the result."""
    example = next(row[1] for row in rows("Functions") if row[0] == name)
    assert set(evaluate(example).formulas[name]) == {"en", "zh-TW"}


@pytest.mark.parametrize(("cell", "value"), rows("FinQA programs"))
def test_cells_are_read_as_shown(cell: str, value: str) -> None:
    """A number, or missing: then its row has no value."""
    found = run_program("table_sum(row, none)", [["row", cell]])
    assert found.answer == (None if value == "missing" else value)


@pytest.mark.parametrize("block", re.findall(r"^```python\n(.*?)^```$", PAGE, re.M | re.S))
def test_python_on_the_page_runs(block: str) -> None:
    """It asserts what it says."""
    assert "assert" in block
    exec(compile(block, "docs/calculator.md", "exec"), {})
