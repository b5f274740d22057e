"""Where one working becomes an expression: its operands by name, its arithmetic in one line.

An operand is the reader's figure, a fact's, the sum of all of a kind that a fact is one of, or the
middle of a range. It works nothing out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.answer.plan.operands import MONEY, Desk, stated_term
from bot.language.asked import LEAST_AMOUNT
from bot.language.quantities import read_quantities
from bot.language.workings import leaves
from bot.records import Fact, Quantity, Sought, Working

__all__ = ["Bench", "Part", "ends", "expression", "written"]

Part = Working | Sought
IN_ROWS = {
    "add": " + ",
    "less": " - ",
    "gap": " - ",
    "times": " * ",
    "portion": " * ",
    "at_margin": " * ",
    "interest": " * ",
    "over": " / ",
    "scenario": " / ",
    "whole": " / ",
    "power": " ^ ",
}
"""Operations that stand between their operands."""
ENDS = {"bottom": 0, "top": 1}
"""The ends of a range by their names."""
CALLS = {
    "share": "share",
    "multiple": "multiple",
    "runway": "runway",
    "payback": "payback",
    "coverage": "coverage",
    "declining_balance": "declining_balance",
    "simple_interest": "simple_interest",
    "compound": "compound",
    "compounded": "cagr",
    "present_value": "present_value",
    "annuity_value": "annuity_value",
}


@dataclass(slots=True)
class Bench:
    """Where one working is put together: its desk and the facts that it has used."""

    desk: Desk
    chosen: Mapping[Sought, Fact]
    used: list[Fact] = field(default_factory=list)

    def fact(self, part: Part) -> Fact | None:
        """The fact that an operand is, where it is one."""
        return self.chosen.get(part) if isinstance(part, Sought) else None

    def finish(self, operation: str, expression: str) -> bool:
        """Work an expression out under what it is for."""
        return self.desk.work(f"work_{operation}", expression, dict.fromkeys(self.used))


def written(bench: Bench, part: Part) -> str:
    """An operand, or a working in brackets, as a piece of an expression."""
    if isinstance(part, Sought):
        return _operand(bench, part)
    return f"({expression(bench, part)})"


def _operand(bench: Bench, sought: Sought) -> str:
    desk = bench.desk
    if sought.given is not None:
        if sought.kind == "constant":
            return desk.constant(
                format(sought.given.value, "f"), sought.given.unit, sought.given.text
            )
        return desk.given(
            sought.given if sought.role == "heads" else _in_currency(bench, sought.given)
        )
    fact = bench.chosen[sought]
    if sought.kind == "all":
        return _all_of(bench, fact)
    if sought.kind == "level" and len(fact.values) == 2:
        low, high = ends(bench, sought)
        return f"avg({low}, {high})"
    if sought.kind in ("lower", "upper"):
        return ends(bench, sought)[sought.kind == "upper"]
    bench.used.append(fact)
    return desk.of_fact(fact, _other_figure(fact, sought.kind))


def _other_figure(fact: Fact, kind: str) -> Quantity | None:
    """Another figure of a fact than its own: an end of its range, an entry of its series, the
    term that its statement gives, a yearly amount as what one year comes to.
    """
    unit = fact.unit or "1"
    if kind == "term":
        return stated_term(fact)
    if kind == "plain" and unit.endswith("/year"):
        return Quantity(fact.values[0], unit.removesuffix("/year"), "", 0, 0)
    name, _, number = kind.partition(":")
    place = {"low": 0, "high": -1, "entry": int(number or 0)}.get(name)
    return None if place is None else Quantity(fact.values[place], unit, "", 0, 0)


def _in_currency(bench: Bench, given: Quantity) -> Quantity:
    """The reader's amount, in the one currency of the sources' amounts where it names none."""
    units = {f.unit or "1" for f in bench.chosen.values()}
    if given.unit != "1" or given.value < LEAST_AMOUNT or len(units) != 1 or not units <= {*MONEY}:
        return given
    return replace(given, unit=units.pop())


def _all_of(bench: Bench, fact: Fact) -> str:
    """The sum of every payment, contract or sale of the kind that a fact is one of."""
    desk = bench.desk
    own = desk.ledger.find(subject=fact.subject, metric=fact.metric) if desk.ledger else ()
    year = (fact.period.end or fact.as_of)[:4]
    alike = [
        f
        for f in own
        if (f.counterparty, f.unit, f.status, f.later, f.topic)
        == (fact.counterparty, fact.unit, fact.status, fact.later, fact.topic)
        and len(f.values) == 1
        and f.stated_in is not None
        and f.period.kind == fact.period.kind
        and (f.period.end or f.as_of)[:4] == year
    ]
    parts = alike if fact in alike and len({f.values for f in alike}) == len(alike) else [fact]
    bench.used.extend(parts)
    names = [desk.of_fact(f) for f in parts]
    return names[0] if len(names) == 1 else f"({' + '.join(names)})"


def expression(bench: Bench, working: Working) -> str:
    """The arithmetic of a working in names of operands."""
    operation, parts = working.operation, working.parts
    if operation == "middle":
        told = bench.fact(parts[0])
        if told is not None and len(told.values) == 1:  # "plus or minus 2%": it is the middle
            bench.used.append(told)
            return bench.desk.of_fact(told)
        low, high = ends(bench, parts[0])
        return f"avg({low}, {high})"
    if operation in ENDS:
        return ends(bench, parts[0])[ENDS[operation]]
    if operation in IN_ROWS:
        return IN_ROWS[operation].join(written(bench, p) for p in parts)
    if operation == "growth":
        new, old = (written(bench, p) for p in _in_time(bench, parts))
        return f"pct_change({old}, {new})"
    if operation == "priced":
        return " * ".join((written(bench, parts[0]), _price(bench, *parts)))
    if operation == "depreciation":
        return f"depreciation({', '.join(written(bench, p) for p in parts)})"
    if operation == "convert":
        return f"convert({', '.join(written(bench, p) for p in parts)})"
    if operation == "exchange":
        amount, rate, one = (written(bench, p) for p in parts)
        return f"{amount} / {rate} * {one}"
    if operation == "book":
        cost, life, age, *left = (written(bench, p) for p in parts)
        less = f", {left[0]}" if left else ""
        return f"{cost} - depreciation({cost}, {life}{less}) * {age}"
    return f"{CALLS[operation]}({', '.join(written(bench, p) for p in parts)})"


def _in_time(bench: Bench, parts: Sequence[Part]) -> Sequence[Part]:
    """The two sides of a growth, the other way round where the second is the plan that took the
    place of the first.
    """
    new, old = (next((f for f in map(bench.fact, _leaves_of(p)) if f), None) for p in parts)
    replaced = new is not None and old is not None and old.compares_to == new.id
    return parts[::-1] if replaced else parts


def _price(bench: Bench, count: Part, price: Part) -> str:
    """The reader's price for one of what a fact counts."""
    assert isinstance(price, Sought)
    assert price.given is not None
    fact = next(f for f in map(bench.fact, _leaves_of(count)) if f is not None)
    one = (fact.unit or "1").removesuffix("s")
    return bench.desk.given(replace(price.given, unit=f"{price.given.unit}/{one}"))


def _leaves_of(part: Part) -> tuple[Sought, ...]:
    """The operands of a working, or the one that a part is."""
    return leaves(part) if isinstance(part, Working) else (part,)


def ends(bench: Bench, part: Part) -> tuple[str, str]:
    """Both ends of a range, the reader's or a fact's."""
    assert isinstance(part, Sought)
    desk = bench.desk
    if part.given is not None:
        low, high = part.given.values
        names = [desk.given(replace(part.given, value=v, low=None, high=None)) for v in (low, high)]
        return names[0], names[1]
    fact = bench.chosen[part]
    bench.used.append(fact)
    unit = fact.unit or "1"
    names = [desk.of_fact(fact, Quantity(v, unit, "", 0, 0)) for v in fact.values]
    if len(names) == 2:
        return names[0], names[1]
    widths = (q for q in read_quantities(fact.statement_en, "en") if q.unit in ("%", unit))
    width = next((q for q in widths if abs(q.values[-1]) != abs(fact.values[0])), None)
    if width is None:
        return names[0], names[0]
    spread = desk.of_fact(fact, replace(width, value=abs(width.values[-1]), low=None, high=None))
    if width.unit != "%":
        return f"({names[0]} - {spread})", f"({names[0]} + {spread})"
    return f"{names[0]} * (1 - {spread})", f"{names[0]} * (1 + {spread})"
