"""Calculations from the working that a question spells out, with its operands put in.

The tree becomes expressions of operand names: arithmetic one expression, a named formula one call,
two ways of doing a thing each a calculation of its own and then what lies between them. Where an
operand has neither a figure of the reader's nor a fact, nothing is worked out and it is named.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.answer.plan.bench import Bench, ends, expression, written
from bot.answer.plan.operands import PARTS_OF_A_YEAR, Desk, length_in_months, stated_term
from bot.calculate.expression import evaluate
from bot.knowledge.ledger import Ledger
from bot.language.workings import leaves
from bot.records import Evidence, Fact, Sought, Working

__all__ = ["NAMED", "missing", "operands_of", "work_out"]

SCALED = {"years": "1", "quarters": "4", "months": "12", "weeks": "52", "days": "365"}
A_YEAR = 12
"""Months between two figures, at least, of which a growth a year is told."""
NAMED = frozenset(
    "depreciation compare book declining_balance runway payback coverage cagr annualise"
    " at_margin".split()
)
"""Computations with a name: nothing simpler stands in for them."""


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
    bench = Bench(desk, chosen)
    made, purposes = len(desk.calculations), len(desk.purposes)
    build = BUILDERS.get(working.operation, _plain)
    if build(bench, working):
        return True
    desk.cut(made, purposes)
    return False


# --- what is worked out ------------------------------------------------------------------------


def _plain(bench: Bench, working: Working) -> bool:
    """One expression, then by the quarter, month or day where that is asked for."""
    written_out = expression(bench, working)
    operation = working.operation if working.operation in PURPOSES else "result"
    return bench.finish(operation, written_out) and _by_the_part(bench, working.per, operation)


PURPOSES = frozenset(
    "share multiple depreciation runway payback coverage whole middle scenario portion book"
    " compound present_value annuity_value interest".split()
)


def _by_the_part(bench: Bench, per: str, operation: str) -> bool:
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


def _compare(bench: Bench, working: Working) -> bool:
    """Each way of doing it, then what lies between the two: the larger less the smaller."""
    desk = bench.desk
    places: list[int] = []
    both: list[Fact] = []
    for part in working.parts:
        assert isinstance(part, Working)
        bench.used = []
        operation = "depreciation" if part.operation == "depreciation" else "scenario"
        if not bench.finish(operation, expression(bench, part)):
            return False
        if not _by_the_part(bench, working.per, operation):
            return False
        places.append(len(desk.calculations) - 1)
        both += bench.used
    bench.used = both
    values = [Decimal(desk.calculations[p].value or "0") for p in places]
    large, small = (0, 1) if values[0] >= values[1] else (1, 0)
    names = [desk.result(places[n]) for n in (large, small)]
    return bench.finish("between", f"{names[0]} - {names[1]}")


def _both_ends(bench: Bench, working: Working) -> bool:
    """The lower end and the upper end, each stated, or each at a price for one."""
    low, high = ends(bench, working.parts[0])
    if len(working.parts) == 1:
        return bench.finish("low_end", f"{low} / 1") and bench.finish("high_end", f"{high} / 1")
    each = written(bench, working.parts[1])
    return bench.finish("result", f"{low} * {each}") and bench.finish("result", f"{high} * {each}")


def _lasting(bench: Bench, working: Working) -> bool:
    """An amount over a rate; a fact's rate is its figure over the length of its period."""
    amount, burn = working.parts
    cash = written(bench, amount)
    fact = bench.fact(burn)
    rate = written(bench, burn)
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


def _cagr(bench: Bench, working: Working) -> bool:
    """Compound growth a year; between facts the years are those between their dates."""
    start, end, *given = working.parts
    if given:
        years = written(bench, given[0])
    else:
        first, last = bench.fact(start), bench.fact(end)
        apart = _years_apart(first, last)
        if apart is None:
            return False
        years = bench.desk.constant(apart, "years", "years between the dates")
    call = f"cagr({written(bench, start)}, {written(bench, end)}, {years})"
    return bench.finish("cagr", call)


def _years_apart(first: Fact | None, last: Fact | None) -> str | None:
    if first is None or last is None or not (first.period.end and last.period.end):
        return None
    days = date.fromisoformat(last.period.end) - date.fromisoformat(first.period.end)
    months = round(days.days / 30.44)
    return format((Decimal(months) / 12).normalize(), "f") if months >= A_YEAR else None


def _apart(bench: Bench, working: Working) -> bool:
    """What lies between two figures, the larger less the smaller."""
    one, other = (written(bench, p) for p in working.parts)
    values = [_value(bench, n) for n in (one, other)]
    if None not in values and values[0] < values[1]:  # type: ignore[operator]
        one, other = other, one
    return bench.finish("result", f"{one} - {other}")


def _value(bench: Bench, expression: str) -> Decimal | None:
    """What a piece of an expression comes to."""
    made = evaluate(expression, bench.desk.operands)
    return Decimal(made.value) if made.value is not None else None


def _paced(bench: Bench, working: Working) -> bool:
    """What a pace comes to, then what that costs at a price a unit."""
    grown, price = working.parts
    if not bench.finish("result", written(bench, grown)[1:-1]):
        return False
    last = len(bench.desk.calculations) - 1
    return bench.finish("result", f"{bench.desk.result(last)} * {written(bench, price)}")


def _after_fall(bench: Bench, working: Working) -> bool:
    """A level before a fall times what the fall left of it."""
    amount, one, change = working.parts
    level, fall = bench.fact(amount), bench.fact(change)
    if level is None or fall is None or fall.values[0] >= 0 or level.subject != fall.subject:
        return False
    if not fall.metric.startswith(level.metric) or level.period.end == fall.period.end:
        return False
    changed = f"({written(bench, one)} + {written(bench, change)})"
    return bench.finish("result", f"{written(bench, amount)} * {changed}")


def _yearly(bench: Bench, working: Working) -> bool:
    """The yearly averages of two contracts, each over its own term, one set beside the other; or
    what another working comes to in place of one of them.
    """
    made: list[str] = []
    both: list[Fact] = []
    for part in working.parts:
        fact, bench.used = bench.fact(part), []
        term = stated_term(fact) if fact is not None else None
        if isinstance(part, Working):
            shown = expression(bench, part)
        elif fact is None or term is None:
            return False
        else:
            shown = f"{written(bench, part)} / {bench.desk.of_fact(fact, term)}"
        if not bench.finish("result", shown):
            return False
        made.append(bench.desk.result(len(bench.desk.calculations) - 1))
        both += bench.used
    bench.used = both
    if working.operation == "yearly_apart":
        values = [Decimal(c.value or "0") for c in bench.desk.calculations[-2:]]
        large, small = made if values[0] >= values[1] else reversed(made)
        return bench.finish("result", f"{large} - {small}")
    name = "share" if working.operation == "yearly_part" else "multiple"
    if name == "multiple":
        first, second = (Decimal(c.value or 0) for c in bench.desk.calculations[-2:])
        made = made if first >= second else made[::-1]
    return bench.finish(name, f"{name}({made[0]}, {made[1]})")


def _yearly_over(bench: Bench, working: Working) -> bool:
    """What a deal comes to by the year of its term, then that set over another figure."""
    amount, base = working.parts
    fact = bench.fact(amount)
    term = stated_term(fact) if fact is not None else None
    call = OVER_NEXT[working.operation]
    told = fact is not None and (fact.unit or "").endswith("/year")
    if fact is not None and told and isinstance(amount, Sought):
        once = replace(amount, kind="plain")  # one year of it
        bench.chosen = {**bench.chosen, once: fact}
        return bench.finish(call, f"{call}({written(bench, once)}, {written(bench, base)})")
    if fact is None or term is None or term.unit != "years":
        return False
    desk, shown = bench.desk, f"{written(bench, amount)} / {bench.desk.of_fact(fact, term)}"
    if not desk.work("per_year", shown, [fact]):
        return False
    last = desk.result(len(desk.calculations) - 1, fact.unit)
    bench.used.clear()
    return bench.finish(working.operation, f"{call}({last}, {written(bench, base)})")


OVER_NEXT = {"yearly_share": "share", "yearly_multiple": "multiple"}


def _rate(bench: Bench, working: Working) -> bool:
    """The change in per cent from the earlier figure to the later one."""
    one, other = working.parts
    first, last = bench.fact(one), bench.fact(other)
    if first and last and (first.period.end or "") > (last.period.end or ""):
        one, other = other, one
    return bench.finish("result", f"pct_change({written(bench, one)}, {written(bench, other)})")


def _simple_interest(bench: Bench, working: Working) -> bool:
    """The interest alone, then the amount with it."""
    amount = written(bench, working.parts[0])
    if not bench.finish("simple_interest", expression(bench, working)):
        return False
    interest = bench.desk.result(len(bench.desk.calculations) - 1)
    return bench.finish("with_interest", f"{amount} + {interest}")


def _by_zero(bench: Bench, working: Working) -> bool:
    """That nothing can be divided by zero."""
    one, other = (written(bench, p) for p in working.parts)
    return bench.desk.refuse("work_by_zero", f"{one} / {other}", dict.fromkeys(bench.used))


def _annualise(bench: Bench, working: Working) -> bool:
    """An amount of a part of a year over the whole of it."""
    amount, *given = working.parts
    name = written(bench, amount)
    if given:
        period = written(bench, given[0])
    else:
        fact = bench.fact(amount)
        months = length_in_months(fact) if fact is not None else None
        if months is None or months == 12:
            return False
        period = bench.desk.constant(str(months), "months", "months of the period")
    return bench.finish("annualise", f"annualise({name}, {period})")


Builder = Callable[[Bench, Working], bool]
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
    "yearly_part": _yearly,
    "yearly_apart": _yearly,
    "yearly_share": _yearly_over,
    "yearly_multiple": _yearly_over,
    "simple_interest": _simple_interest,
    "by_zero": _by_zero,
}
