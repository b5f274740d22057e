"""Calculations from the working that a question spells out, with its operands put in.

The tree becomes expressions of operand names: arithmetic one expression, a named formula one call,
two ways of doing a thing each a calculation of its own and then what lies between them. Where an
operand has neither a figure of the reader's nor a fact, nothing is worked out and it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from bot.answer.plan.operands import PARTS_OF_A_YEAR, Desk, length_in_months, stated_term
from bot.calculate.expression import evaluate
from bot.knowledge.ledger import Ledger
from bot.language.quantities import read_quantities
from bot.language.workings import leaves
from bot.records import Evidence, Fact, Quantity, Sought, Working

__all__ = ["missing", "work_out"]

Part = Working | Sought
SCALED = {"years": "1", "quarters": "4", "months": "12", "weeks": "52", "days": "365"}
NAMED = frozenset(
    "depreciation compare book declining_balance runway payback coverage cagr annualise".split()
)
"""Computations with a name: nothing simpler stands in for them."""
IN_ROWS = {
    "add": " + ",
    "less": " - ",
    "gap": " - ",
    "times": " * ",
    "portion": " * ",
    "over": " / ",
    "scenario": " / ",
    "whole": " / ",
}
"""Operations that stand between their operands."""
CALLS = {
    "share": "share",
    "multiple": "multiple",
    "runway": "runway",
    "payback": "payback",
    "coverage": "coverage",
    "declining_balance": "declining_balance",
}


@dataclass(slots=True)
class _Bench:
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


def operands_of(evidence: Evidence, ledger: Ledger | None) -> dict[Sought, Fact]:
    """The facts that the operands of the question's working are."""
    found = ((s, ledger.get(i)) for s, i in evidence.operands.items()) if ledger else ()
    return {sought: fact for sought, fact in found if fact is not None}


def missing(working: Working, chosen: Mapping[Sought, Fact]) -> tuple[Sought, ...]:
    """The operands that have neither a figure of the reader's nor a fact."""
    lacking = (s for s in leaves(working) if s.given is None and s not in chosen)
    return tuple(dict.fromkeys(lacking))


def work_out(desk: Desk, working: Working, chosen: Mapping[Sought, Fact]) -> bool:
    """Plan the working's calculations on the desk; False where one of them has no value."""
    if missing(working, chosen):
        return False
    bench = _Bench(desk, chosen)
    made, purposes = len(desk.calculations), len(desk.purposes)
    build = BUILDERS.get(working.operation, _plain)
    if build(bench, working):
        return True
    del desk.calculations[made:], desk.purposes[purposes:]
    return False


# --- expressions -------------------------------------------------------------------------------


def _written(bench: _Bench, part: Part) -> str:
    """An operand, or a working in brackets, as a piece of an expression."""
    if isinstance(part, Sought):
        return _operand(bench, part)
    return f"({_expression(bench, part)})"


def _operand(bench: _Bench, sought: Sought) -> str:
    desk = bench.desk
    if sought.given is not None:
        if sought.kind == "constant":
            return desk.constant(
                format(sought.given.value, "f"), sought.given.unit, sought.given.text
            )
        return desk.given(sought.given)
    fact = bench.chosen[sought]
    if sought.kind == "all":
        return _all_of(bench, fact)
    if sought.kind == "level" and len(fact.values) == 2:
        low, high = _ends(bench, sought)
        return f"avg({low}, {high})"
    bench.used.append(fact)
    return desk.of_fact(fact)


def _all_of(bench: _Bench, fact: Fact) -> str:
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


def _expression(bench: _Bench, working: Working) -> str:
    """The arithmetic of a working in names of operands."""
    operation, parts = working.operation, working.parts
    if operation == "middle":
        low, high = _ends(bench, parts[0])
        return f"avg({low}, {high})"
    if operation in IN_ROWS:
        return IN_ROWS[operation].join(_written(bench, p) for p in parts)
    if operation == "growth":
        new, old = (_written(bench, p) for p in parts)
        return f"pct_change({old}, {new})"
    if operation == "priced":
        return " * ".join((_written(bench, parts[0]), _price(bench, *parts)))
    if operation == "depreciation":
        return f"depreciation({', '.join(_written(bench, p) for p in parts)})"
    if operation == "book":
        cost, life, age, *left = (_written(bench, p) for p in parts)
        less = f", {left[0]}" if left else ""
        return f"{cost} - depreciation({cost}, {life}{less}) * {age}"
    return f"{CALLS[operation]}({', '.join(_written(bench, p) for p in parts)})"


def _price(bench: _Bench, count: Part, price: Part) -> str:
    """The reader's price for one of what a fact counts."""
    assert isinstance(price, Sought)
    assert price.given is not None
    fact = next(f for f in map(bench.fact, leaves_of(count)) if f is not None)
    one = (fact.unit or "1").removesuffix("s")
    return bench.desk.given(replace(price.given, unit=f"{price.given.unit}/{one}"))


def leaves_of(part: Part) -> tuple[Sought, ...]:
    """The operands of a working, or the one that a part is."""
    return leaves(part) if isinstance(part, Working) else (part,)


def _ends(bench: _Bench, part: Part) -> tuple[str, str]:
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


# --- what is worked out ------------------------------------------------------------------------


def _plain(bench: _Bench, working: Working) -> bool:
    """One expression, then by the quarter, month or day where that is asked for."""
    expression = _expression(bench, working)
    operation = working.operation if working.operation in PURPOSES else "result"
    return bench.finish(operation, expression) and _by_the_part(bench, working.per, operation)


PURPOSES = frozenset(
    "share multiple depreciation runway payback coverage whole middle scenario portion book".split()
)


def _by_the_part(bench: _Bench, per: str, operation: str) -> bool:
    """What a year or another stretch comes to, by the stretch that is asked for."""
    desk, last = bench.desk, len(bench.desk.calculations) - 1
    amount, _, own = desk.calculations[last].unit.partition("/")
    if own == per or not {own, per} <= set(PARTS_OF_A_YEAR):
        return True
    sign, long, short = "/", own, per
    if int(PARTS_OF_A_YEAR[per]) < int(PARTS_OF_A_YEAR[own]):
        sign, long, short = "*", per, own
    parts, rest = divmod(int(PARTS_OF_A_YEAR[short]), int(PARTS_OF_A_YEAR[long]))
    if rest:
        return True
    number = desk.constant(str(parts), f"{short}s", f"{short}s of a {long}")
    return bench.finish(operation, f"{desk.result(last, amount)} {sign} {number}")


def _compare(bench: _Bench, working: Working) -> bool:
    """Each way of doing it, then what lies between the two: the larger less the smaller."""
    desk = bench.desk
    places: list[int] = []
    for part in working.parts:
        assert isinstance(part, Working)
        operation = "depreciation" if part.operation == "depreciation" else "scenario"
        if not bench.finish(operation, _expression(bench, part)):
            return False
        if not _by_the_part(bench, working.per, operation):
            return False
        places.append(len(desk.calculations) - 1)
    values = [Decimal(desk.calculations[p].value or "0") for p in places]
    large, small = (0, 1) if values[0] >= values[1] else (1, 0)
    names = [desk.result(places[n]) for n in (large, small)]
    return bench.finish("between", f"{names[0]} - {names[1]}")


def _both_ends(bench: _Bench, working: Working) -> bool:
    """The lower end and the upper end, each stated."""
    low, high = _ends(bench, working.parts[0])
    return bench.finish("low_end", f"{low} / 1") and bench.finish("high_end", f"{high} / 1")


def _lasting(bench: _Bench, working: Working) -> bool:
    """An amount over a rate; a fact's rate is its figure over the length of its period."""
    amount, burn = working.parts
    cash = _written(bench, amount)
    fact = bench.fact(burn)
    rate = _written(bench, burn)
    if fact is not None and (fact.unit or "").partition("/")[2] == "":
        months = length_in_months(fact)
        if months is None:
            return False
        rate = f"{rate} / {bench.desk.constant(str(months), 'months', 'months of the period')}"
    call = f"{working.operation}({cash}, {rate})"
    if not bench.finish(working.operation, call):
        return False
    last = bench.desk.calculations[-1].unit
    if working.unit and working.unit != last and working.unit in SCALED and last in SCALED:
        per = Decimal(SCALED[working.unit]) / Decimal(SCALED[last])
        return bench.finish(
            "in_units", _converted(bench.desk, len(bench.desk.calculations) - 1, working.unit, per)
        )
    return True


def _converted(desk: Desk, number: int, unit: str, ratio: Decimal) -> str:
    """An earlier time in another unit of time, by how many of one make the other."""
    earlier = desk.result(number, "1")
    if ratio >= 1:
        return f"{earlier} * {desk.constant(format(ratio, 'f'), unit, f'{unit} of one')}"
    whole = format((1 / ratio).normalize(), "f")
    return f"{earlier} / {desk.constant(whole, '1', 'of one')} * {desk.constant('1', unit, unit)}"


def _cagr(bench: _Bench, working: Working) -> bool:
    """Compound growth a year; between facts the years are those between their dates."""
    start, end, *given = working.parts
    if given:
        years = _written(bench, given[0])
    else:
        first, last = bench.fact(start), bench.fact(end)
        apart = _years_apart(first, last)
        if apart is None:
            return False
        years = bench.desk.constant(apart, "years", "years between the dates")
    call = f"cagr({_written(bench, start)}, {_written(bench, end)}, {years})"
    return bench.finish("cagr", call)


def _years_apart(first: Fact | None, last: Fact | None) -> str | None:
    if first is None or last is None or not (first.period.end and last.period.end):
        return None
    days = date.fromisoformat(last.period.end) - date.fromisoformat(first.period.end)
    months = round(days.days / 30.44)
    return format((Decimal(months) / 12).normalize(), "f") if months > 0 else None


def _apart(bench: _Bench, working: Working) -> bool:
    """What lies between two figures, the larger less the smaller."""
    one, other = (_written(bench, p) for p in working.parts)
    values = [_value(bench, n) for n in (one, other)]
    if None not in values and values[0] < values[1]:  # type: ignore[operator]
        one, other = other, one
    return bench.finish("result", f"{one} - {other}")


def _value(bench: _Bench, expression: str) -> Decimal | None:
    """What a piece of an expression comes to."""
    made = evaluate(expression, bench.desk.operands)
    return Decimal(made.value) if made.value is not None else None


def _paced(bench: _Bench, working: Working) -> bool:
    """What a pace comes to, then what that costs at a price a unit."""
    grown, price = working.parts
    if not bench.finish("result", _written(bench, grown)[1:-1]):
        return False
    last = len(bench.desk.calculations) - 1
    return bench.finish("result", f"{bench.desk.result(last)} * {_written(bench, price)}")


def _after_fall(bench: _Bench, working: Working) -> bool:
    """A level before a fall times what the fall left of it."""
    amount, one, change = working.parts
    level, fall = bench.fact(amount), bench.fact(change)
    if level is None or fall is None or fall.values[0] >= 0 or level.subject != fall.subject:
        return False
    if not fall.metric.startswith(level.metric) or level.period.end == fall.period.end:
        return False
    changed = f"({_written(bench, one)} + {_written(bench, change)})"
    return bench.finish("result", f"{_written(bench, amount)} * {changed}")


def _yearly(bench: _Bench, working: Working) -> bool:
    """The yearly averages of two contracts, each over its own term, one as a multiple."""
    made: list[str] = []
    both: list[Fact] = []
    for part in working.parts:
        fact, bench.used = bench.fact(part), []
        term = stated_term(fact) if fact is not None else None
        if fact is None or term is None:
            return False
        name = _written(bench, part)
        if not bench.finish("result", f"{name} / {bench.desk.of_fact(fact, term)}"):
            return False
        made.append(bench.desk.result(len(bench.desk.calculations) - 1))
        both += bench.used
    bench.used = both
    return bench.finish("multiple", f"multiple({made[0]}, {made[1]})")


def _rate(bench: _Bench, working: Working) -> bool:
    """The change in per cent from the earlier figure to the later one."""
    one, other = working.parts
    first, last = bench.fact(one), bench.fact(other)
    if first and last and (first.period.end or "") > (last.period.end or ""):
        one, other = other, one
    return bench.finish("result", f"pct_change({_written(bench, one)}, {_written(bench, other)})")


def _annualise(bench: _Bench, working: Working) -> bool:
    """An amount of a part of a year over the whole of it."""
    amount, *given = working.parts
    name = _written(bench, amount)
    if given:
        period = _written(bench, given[0])
    else:
        fact = bench.fact(amount)
        months = length_in_months(fact) if fact is not None else None
        if months is None or months == 12:
            return False
        period = bench.desk.constant(str(months), "months", "months of the period")
    return bench.finish("annualise", f"annualise({name}, {period})")


Builder = Callable[[_Bench, Working], bool]
BUILDERS: Mapping[str, Builder] = {
    "compare": _compare,
    "ends": _both_ends,
    "runway": _lasting,
    "payback": _lasting,
    "cagr": _cagr,
    "annualise": _annualise,
    "apart": _apart,
    "rate": _rate,
    "pace": _paced,
    "after_fall": _after_fall,
    "yearly": _yearly,
}
