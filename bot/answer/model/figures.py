"""The figures that a model may calculate with, by id: q1… from the sheet and the reader, c0….

A model types no figure. `typed_figures` finds those it typed all the same, so that the expression
can be refused. Knows no model; the arithmetic is `bot.calculate`'s.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.answer.model.sheet import Sheet
from bot.language.quantities import read_quantities
from bot.records import Calculation, Fact, Operand, Quantity, Question

STRUCTURAL = ("1", "2", "4", "12")
"""The only numerals that a model may type: adding one to a growth rate, an average of two, quarters
and months of a year. They state nothing about the world. 100 is not among them: percentages are
converted by the calculator, and a typed 100 would turn 57% into 5,700."""

_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_NUMERAL = re.compile(r"\d[\d.,]*|\.\d+")
_ALLOWED = re.compile(r"[-+*/^(),\s×÷]*")


@dataclass(frozen=True, slots=True)
class Figures:
    """The operands that a model may name, and where each stands on the sheet."""

    operands: Mapping[str, Operand]
    by_sentence: Mapping[str, tuple[str, ...]]
    of_reader: tuple[str, ...]


def read_figures(question: Question, sheet: Sheet) -> Figures:
    """Number the reader's figures, then every figure of the sheet's sentences."""
    operands: dict[str, Operand] = {}
    by_sentence: dict[str, tuple[str, ...]] = {}

    def add(value: Decimal, unit: str, origin: Operand) -> str:
        name = f"q{len(operands) + 1}"
        operands[name] = replace(origin, name=name, value=format(value, "f"), unit=unit)
        return name

    of_reader = tuple(
        add(value, quantity.unit, Operand("", "", "", given=quantity.text))
        for quantity in _given(question)
        for value in quantity.values
    )
    for row in sheet.sentences:
        names = []
        for quantity in read_quantities(row.text, row.lang):
            for value in quantity.values:
                fact = _fact_of(value, quantity.unit, row.facts)
                origin = Operand("", "", "", ref=row.ref, fact_id=fact.id if fact else None)
                names.append(add(_signed(value, fact), quantity.unit, origin))
        by_sentence[row.id] = tuple(names)
    return Figures(operands, by_sentence, of_reader)


def _given(question: Question) -> list[Quantity]:
    """What the reader said, now and before; an assistant's turn gives no figure."""
    found = list(question.quantities)
    for turn in question.history:
        if turn.role == "user":
            found += read_quantities(turn.content)
    return list({(q.value, q.unit, q.high): q for q in reversed(found)}.values())[::-1]


def typed_figures(expression: str) -> tuple[str, ...]:
    """What an expression holds besides ids, functions, operators and the structural numerals."""
    rest = _NAME.sub(" ", expression)
    numerals = [found.strip(".,") for found in _NUMERAL.findall(rest)]
    typed = [found for found in numerals if found not in STRUCTURAL]
    # Number words and units in any script (五千億, %, US$) are figures typed in another way.
    other = _ALLOWED.sub("", _NUMERAL.sub(" ", rest)).strip()
    return tuple(typed) + ((other,) if other else ())


def calculated(calculations: Sequence[Calculation]) -> dict[str, Operand]:
    """Earlier calculations as operands `c0`…, those without a value left out."""
    return {
        f"c{n}": Operand(f"c{n}", c.value, c.unit, calculation=n)
        for n, c in enumerate(calculations)
        if c.value is not None
    }


def _fact_of(value: Decimal, unit: str, facts: Sequence[Fact]) -> Fact | None:
    for fact in facts:
        if fact.unit == unit and abs(value) in {abs(v) for v in fact.values}:
            return fact
    return None


def _signed(value: Decimal, fact: Fact | None) -> Decimal:
    """A loss that a sentence words without a minus has one in the ledger; the ledger's counts."""
    if fact is None or not fact.signed:
        return value
    return next(v for v in fact.values if abs(v) == abs(value))
