"""What a function of the calculator is, what its arguments may be, and the few computed here.

A Formula is data; `formulas` lists them all. Most have a body that the walker of `expression`
computes and shows; min, max, abs, round and irr have none and are computed in this module. It
knows no syntax and keeps no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from typing import Literal

from bot.calculate.measures import WORKING, Amount, alike, in_years, over
from bot.calculate.problems import ExpressionError
from bot.language.units import CURRENCIES

Taken = Literal["any", "number", "rate", "years", "life", "frequency", "unpriced", "price"]
MANY = 100
"""The most arguments of a function that repeats its last one."""
_IRR_STEPS = 200
_IRR_WORK = 40


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: its name in the body and in both languages, and what it may be.

    `rate` is a percentage or a ratio, `years` turns a time into a plain number of years, `life` a
    plain number into years,
    `frequency` a time into how many of it make a year, `unpriced` takes the currency away.
    It must be more than `least`.
    """

    name: str
    zh: str
    taken: Taken = "any"
    least: Decimal | None = None
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Formula:
    """A function of the calculator.

    Its body is an expression over its parameters (a0, a1 … where the last one repeats), or is
    built for the arguments at hand; a native one is computed here. `check` looks at the
    arguments as taken, `given` at them as written. `kind` is the unit that the result must have,
    `finish` a last change of it.
    """

    name: str
    parameters: tuple[Parameter, ...]
    said: dict[str, str]
    body: str | Callable[[Sequence[Amount]], str] | None = None
    native: Callable[[Sequence[Amount]], Amount] | None = None
    kind: str | None = None
    check: Callable[[Sequence[Amount]], None] | None = None
    given: Callable[[Sequence[Amount]], None] | None = None
    finish: Callable[[Amount, Sequence[Amount]], Amount] | None = None
    repeats: bool = False

    def arity(self) -> tuple[int, int]:
        """How many arguments it takes, from and to."""
        least = sum(1 for p in self.parameters if not p.optional)
        return least, MANY if self.repeats else len(self.parameters)

    def usage(self) -> str:
        """How it is called: share(part, whole)."""
        names = [f"[{p.name}]" if p.optional else p.name for p in self.parameters]
        return f"{self.name}({', '.join(names)}{', …' if self.repeats else ''})"

    def parameter(self, place: int) -> Parameter:
        """The parameter of an argument's place; the last one may repeat."""
        return self.parameters[min(place, len(self.parameters) - 1)]

    def names(self, count: int) -> tuple[str, ...]:
        """What the arguments are called in the body."""
        if self.repeats:
            return tuple(f"a{n}" for n in range(count))
        return tuple(p.name for p in self.parameters[:count])


def taken(parameter: Parameter, value: Amount) -> Amount:
    """An argument as its formula takes it. Raises ExpressionError where it cannot be that."""
    if parameter.taken in ("number", "rate") and value.dims:
        raise ExpressionError("unit_mismatch", "must_be_number", found=parameter.name)
    if parameter.taken == "years":
        value = in_years(value)
    elif parameter.taken == "life" and not value.dims:
        value = Amount(in_years(value).number, (("years", 1),))
    elif parameter.taken == "frequency" and value.is_time:
        value = over(Amount(Decimal(1)), in_years(value))
    elif parameter.taken == "frequency":
        value = in_years(value)
    elif parameter.taken == "unpriced":
        value = replace(value, dims=tuple(d for d in value.dims if d[0] not in CURRENCIES))
    elif parameter.taken == "price" and (pair := exchanged(value)):
        value = replace(value, dims=((pair[0], 1),))
    elif parameter.taken == "price" and value.currency is None:
        raise ExpressionError(
            "unit_mismatch",
            "domain",
            reason_en="The rate must be in a currency, such as NT$32.5 for one dollar.",
            reason_zh="匯率必須帶有幣別，例如一美元兌新台幣32.5元。",
        )
    if parameter.least is not None and value.number <= parameter.least:
        least = parameter.least.normalize()
        raise ExpressionError(
            "domain",
            "domain",
            reason_en=f"{parameter.name} must be more than {least:f}.",
            reason_zh=f"{parameter.zh}必須大於{least:f}。",
        )
    return value


def exchanged(value: Amount) -> tuple[str, str] | None:
    """The two currencies of a rate that names both, NT$32.5/US$: wanted and given; else None."""
    above = [u for u, e in value.dims if e == 1 and u in CURRENCIES]
    below = [u for u, e in value.dims if e == -1 and u in CURRENCIES]
    return (above[0], below[0]) if len(value.dims) == 2 and above and below else None


# --- computed here -----------------------------------------------------------------------------


def extreme(pick: Callable[[Amount, Amount], bool]) -> Callable[[Sequence[Amount]], Amount]:
    """A function that picks one of its arguments, by how a new one compares with the best."""

    def chosen(values: Sequence[Amount]) -> Amount:
        best = values[0]
        for other in values[1:]:
            best, value = alike(best, other)
            best = value if pick(value, best) else best
        points = {value.kind for value in values} == {"%", "pp"}
        return replace(best, kind=values[0].kind) if points else best

    return chosen


def absolute(values: Sequence[Amount]) -> Amount:
    """The figure without its sign."""
    return replace(values[0], number=values[0].number.copy_abs())


def rounded(values: Sequence[Amount]) -> Amount:
    """Half up, to decimal places of the figure as it is shown (percent points for %)."""
    value, places = values[0], values[1] if len(values) > 1 else Amount(Decimal(0))
    digits = places.number
    if places.dims or digits != digits.to_integral_value() or abs(digits) > 30:
        raise ExpressionError("domain", "must_be_number", found="places")
    points = 2 if value.unit in ("%", "pp") else 0
    step = Decimal(1).scaleb(-int(digits) - points)
    units = WORKING.divide(value.number, step).quantize(Decimal(1), ROUND_HALF_UP, WORKING)
    return replace(value, number=WORKING.multiply(units, step))


def internal_rate(flows: Sequence[Amount]) -> Amount:
    """The rate at which flows at equal distances have no present value, by bisection."""
    if len(flows) > _IRR_WORK:
        raise ExpressionError("timeout", "too_much_work", expected=_IRR_STEPS * _IRR_WORK)
    numbers = [flows[0].number] + [alike(flows[0], f)[1].number for f in flows[1:]]
    signs = [n > 0 for n in numbers if n]
    if sum(1 for a, b in pairwise(signs) if a != b) != 1:
        raise ExpressionError(
            "domain",
            "domain",
            reason_en="irr needs flows that change sign exactly once.",
            reason_zh="irr 的現金流正負號須恰好變換一次。",
        )

    def present(rate: Decimal) -> Decimal:
        factor = WORKING.divide(Decimal(1), 1 + rate)
        total = Decimal(0)
        for number in reversed(numbers):
            total = WORKING.add(WORKING.multiply(total, factor), number)
        return total

    low, high = Decimal("-0.999999"), Decimal(1)
    rising = present(low) < 0
    while (present(high) < 0) == rising and high < 10**9:
        high *= 10
    for _ in range(_IRR_STEPS):
        middle = WORKING.divide(WORKING.add(low, high), Decimal(2))
        low, high = (middle, high) if (present(middle) < 0) == rising else (low, middle)
    return Amount(low, (), "%")
