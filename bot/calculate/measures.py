"""Figures with units, and what may be done with them: the algebra under the calculator.

An Amount is a Decimal with dimensions (USD¹ years⁻¹) and, where it has none, a kind: a plain
number, `%`, `pp` or `x`. A percent is held as a ratio (438% is 4.38) until it is shown. Time and
power convert among themselves (12 months, 365 days a year); money never does. It knows no syntax
and words no step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Context, Decimal, DecimalException, DivisionByZero, InvalidOperation, Overflow

from bot.calculate.problems import ExpressionError
from bot.language.units import CURRENCIES, PLURAL, SINGULAR

DIGITS = 34
# Guard digits beyond the 34 that are given out, so that rounding happens once.
WORKING = Context(
    prec=DIGITS + 16, Emax=9999, Emin=-9999, traps=[DivisionByZero, InvalidOperation, Overflow]
)
_FINAL = Context(prec=DIGITS, Emax=9999, Emin=-9999)
_LARGEST_EXPONENT = 50
_LARGEST_POWER = 10_000
# A figure with more digits than these was computed and not written by anyone.
_WRITTEN = 15
_SHOWN_WHOLE = 6

Dims = tuple[tuple[str, int], ...]
KINDS = ("%", "pp", "x", "1")
# Units of one dimension, as how many of the first one make how many of this one.
_CONVERTIBLE: dict[str, tuple[str, int, int]] = {
    "years": ("years", 1, 1),
    "quarters": ("years", 1, 4),
    "months": ("years", 1, 12),
    "weeks": ("years", 7, 365),
    "days": ("years", 1, 365),
    "hours": ("years", 1, 8760),
    "GW": ("GW", 1, 1),
    "MW": ("GW", 1, 1_000),
    "kW": ("GW", 1, 1_000_000),
    "W": ("GW", 1, 1_000_000_000),
    "GWh": ("GWh", 1, 1),
    "MWh": ("GWh", 1, 1_000),
    "kWh": ("GWh", 1, 1_000_000),
}


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure in calculation; `soft` where its unit was left open (5,230億 of what?).

    `place` is the power of ten down to which its digits were given; a sum or difference goes down
    to its coarsest operand's, or is shown whole where it is short, and so many times a figure as
    far as the figure; other results have none.
    """

    number: Decimal
    dims: Dims = ()
    kind: str = "1"
    soft: bool = False
    place: int | None = None

    @property
    def unit(self) -> str:
        """Its unit as the contract writes it: USD, USD/year, %, 1; products with a dot."""
        if not self.dims:
            return self.kind
        above = [_power(u, e) for u, e in self.dims if e > 0]
        below = [_power(SINGULAR.get(u, u), -e) for u, e in self.dims if e < 0]
        return "·".join(above or ["1"]) + "".join(f"/{u}" for u in below)

    @property
    def shown(self) -> Decimal:
        """The number as it is given out: percent points for %, at most 34 digits."""
        points = self.number.scaleb(2, WORKING) if self.unit in ("%", "pp") else self.number
        return _FINAL.plus(points)

    @property
    def shown_place(self) -> int | None:
        """Down to which power of ten the digits of `shown` are known."""
        if self.place is None:
            return None
        return self.place + (2 if self.unit in ("%", "pp") else 0)

    @property
    def is_time(self) -> bool:
        """Whether it is a length of time."""
        return len(self.dims) == 1 and self.dims[0][1] == 1 and _base(self.dims[0][0]) == "years"

    @property
    def is_open(self) -> bool:
        """Whether it may be money of any currency: 5,230億, but not 5,230億元."""
        return self.soft and not self.dims

    @property
    def currency(self) -> str | None:
        """Its currency, where it is money and nothing else."""
        return self.dims[0][0] if len(self.dims) == 1 and self.dims[0][0] in CURRENCIES else None


def amount(value: Decimal, unit: str, *, soft: bool = False) -> Amount:
    """An Amount from a value in base units of a unit code."""
    if unit in KINDS:
        number = value.scaleb(-2, WORKING) if unit in ("%", "pp") else value
        return Amount(number, (), unit, soft, _place(number))
    above, *below = unit.split("/")
    dims: dict[str, int] = {}
    if above != "1":
        dims[above] = 1
    for part in below:
        name = PLURAL.get(part, part)
        dims[name] = dims.get(name, 0) - 1
    return Amount(value, _dims(dims.items()), "1", soft, _place(value))


def _place(number: Decimal) -> int | None:
    """Where a figure's digits end: its last one that is no idle zero, at the third at least."""
    digits, exponent = number.normalize(WORKING).as_tuple()[1:]
    if not number or not isinstance(exponent, int) or len(digits) > _WRITTEN:
        return None
    return min(exponent, number.adjusted() - 2)


def plus(left: Amount, right: Amount, at: int | None = None, verb: str = "added") -> Amount:
    """The sum. Raises ExpressionError where the units do not allow it."""
    left, right = alike(left, right, at, verb)
    number = WORKING.add(left.number, right.number)
    return replace(
        left,
        number=number,
        kind=_sum_kind(left, right),
        soft=left.soft and right.soft,
        place=_common_place(left, right, number),
    )


def _common_place(left: Amount, right: Amount, total: Decimal) -> int | None:
    """Down to where the digits of a sum are known; a short sum is shown whole."""
    if left.place is None or right.place is None:
        return None
    whole = len(total.normalize(WORKING).as_tuple().digits) <= _SHOWN_WHOLE
    return min(left.place, right.place) if whole else max(left.place, right.place)


def minus(left: Amount, right: Amount, at: int | None = None) -> Amount:
    """The difference. Raises ExpressionError where the units do not allow it."""
    return plus(left, negative(right), at, "subtracted")


def negative(value: Amount) -> Amount:
    """The same with the other sign."""
    return replace(value, number=value.number.copy_negate())


def times(left: Amount, right: Amount) -> Amount:
    """The product, units and all."""
    right, dims = _combined(left, right, 1)
    kind = left.kind if left.kind == right.kind and not dims else "1"
    if not dims and (_is_whole(left) or _is_whole(right)):
        kind = "%"  # 300 ÷ 523 × 100% is said as a percentage
    soft = (left.soft or right.soft) and not dims
    number = WORKING.multiply(left.number, right.number)
    place = right.place if _is_count(left) else left.place if _is_count(right) else None
    return Amount(number, dims, kind, soft, place)


def _is_whole(value: Amount) -> bool:
    return value.kind == "%" and value.number == 1 and not value.dims


def _is_count(value: Amount) -> bool:
    """Whether it says how many times: so many times a figure is known as far as the figure is."""
    written = value.place is not None and not value.dims and value.kind == "1" and not value.soft
    return written and value.number == value.number.to_integral_value()


def over(left: Amount, right: Amount, at: int | None = None) -> Amount:
    """The quotient, units and all. Raises ExpressionError on zero."""
    if right.number == 0:
        raise ExpressionError("division_by_zero", "zero", at)
    if (left.currency and right.is_open) or (right.currency and left.is_open):
        left, right = alike(left, right, at, "compared")
    right, dims = _combined(left, right, -1)
    plain = not dims and right.kind == "1" and not left.dims and not right.dims
    return Amount(
        WORKING.divide(left.number, right.number),
        dims,
        left.kind if plain else "1",
        left.soft and not right.soft and not dims,
    )


def power(base: Amount, exponent: Amount, at: int | None = None) -> Amount:
    """The power, by a plain number. Raises ExpressionError where it is too large."""
    if exponent.dims:
        raise ExpressionError("unit_mismatch", "must_be_number", at, found=exponent.unit)
    if base.dims and exponent.number != 1:
        raise ExpressionError("unit_mismatch", "must_be_number", at, found=base.unit)
    if base.number == 0 and exponent.number < 0:
        raise ExpressionError("division_by_zero", "zero", at)
    if base.number < 0 and exponent.number != exponent.number.to_integral_value():
        raise ExpressionError(
            "domain",
            "domain",
            at,
            reason_en="A root of a negative number has no real value.",
            reason_zh="負數開根號沒有實數解。",
        )
    if abs(exponent.number) > _LARGEST_POWER or _digits_of_power(base, exponent) > 60:
        raise ExpressionError("too_large", "too_large", at)
    # Decimal has no 0 ^ 0; in a rate that compounds for no period at all, it is 1.
    empty = exponent.number == 0
    number = Decimal(1) if empty else WORKING.power(base.number, exponent.number)
    return replace(base, number=number, kind="1", soft=False, place=None)


def alike(
    left: Amount, right: Amount, at: int | None = None, verb: str = "compared"
) -> tuple[Amount, Amount]:
    """Both in the unit of the first. Raises ExpressionError where they cannot be."""
    if left.is_open and right.currency:
        left = replace(left, dims=right.dims, soft=False)
    elif right.is_open and left.currency:
        right = replace(right, dims=left.dims, soft=False)
    converted, rest = _combined(left, right, -1)
    if rest:
        raise _mismatch(left, right, at, verb)
    return left, replace(converted, dims=left.dims)


def matched(left: Amount, right: Amount) -> Amount:
    """The right side in the left side's units of time and power, where both have some."""
    here = {_base(u): u for u, _ in left.dims}
    dims: dict[str, int] = {}
    for unit, exponent in right.dims:
        name = here.get(_base(unit), unit)
        dims[name] = dims.get(name, 0) + exponent
    if _dims(dims.items()) == right.dims:
        return right
    number = _combined(left, right, 1)[0].number
    return replace(right, number=number, dims=_dims(dims.items()), place=None)


def in_years(value: Amount, at: int | None = None) -> Amount:
    """A time as a plain number of years; a plain number is one already. Raises ExpressionError."""
    if not value.dims and value.kind == "1":
        return replace(value, soft=False)
    if not value.is_time:
        raise ExpressionError("unit_mismatch", "must_be_time", at, found=value.unit)
    return Amount(_converted(value.number, value.dims[0][0], "years"))


def checked(value: Amount, at: int | None = None) -> Amount:
    """The same amount. Raises ExpressionError where it is out of all bounds."""
    if value.number and abs(value.number.adjusted()) > _LARGEST_EXPONENT:
        raise ExpressionError("too_large", "too_large", at)
    return value


def final(value: Amount) -> Amount:
    """The same amount as a result. Raises ExpressionError where its unit means nothing."""
    above = [u for u, e in value.dims if e > 0]
    below = [u for u, e in value.dims if e < 0]
    money = [u for u, _ in value.dims if u in CURRENCIES]
    simple = all(abs(e) == 1 for _, e in value.dims) and len(above) <= 1 and len(below) <= 1
    if problem := two_currencies(value):
        raise problem
    if not simple or len(money) > 1:
        raise ExpressionError("unit_mismatch", "no_unit", found=value.unit)
    return value


def two_currencies(value: Amount) -> ExpressionError | None:
    """Why an amount in one currency per another means nothing without a rate; None elsewhere."""
    money = [u for u, _ in value.dims if u in CURRENCIES]
    if len(money) != 2:
        return None
    return ExpressionError("unit_mismatch", "two_currencies", left=money[0], right=money[1])


def _power(unit: str, exponent: int) -> str:
    return unit if exponent == 1 else f"{unit}^{exponent}"


def _dims(items: Iterable[tuple[str, int]]) -> Dims:
    return tuple(sorted((u, e) for u, e in items if e))


def _base(unit: str) -> str:
    return _CONVERTIBLE[unit][0] if unit in _CONVERTIBLE else unit


def _combined(left: Amount, right: Amount, sign: int) -> tuple[Amount, Dims]:
    """The right side in the left side's units of time and power, and the joint dimensions."""
    if not right.dims:
        return right, left.dims
    here = {_base(u): u for u, _ in left.dims}
    number = right.number
    dims = dict(left.dims)
    for unit, exponent in right.dims:
        name = here.get(_base(unit), unit)
        for _ in range(abs(exponent)):
            number = (
                _converted(number, unit, name) if exponent > 0 else _converted(number, name, unit)
            )
        dims[name] = dims.get(name, 0) + sign * exponent
    place = right.place if number == right.number else None
    return replace(right, number=number, place=place), _dims(dims.items())


def _converted(number: Decimal, unit: str, into: str) -> Decimal:
    """So many of a unit, counted in another of the same dimension; exact where it can be."""
    if unit == into:
        return number
    _, top, bottom = _CONVERTIBLE[unit]
    _, into_top, into_bottom = _CONVERTIBLE[into]
    up = WORKING.multiply(number, Decimal(top * into_bottom))
    return WORKING.divide(up, Decimal(bottom * into_top))


def _sum_kind(left: Amount, right: Amount) -> str:
    if left.kind == right.kind:
        return left.kind
    return "%" if {left.kind, right.kind} == {"%", "pp"} else "1"


def _digits_of_power(base: Amount, exponent: Amount) -> Decimal:
    """About how many digits the power has before or after its point."""
    if base.number in (0, 1, -1):
        return Decimal(0)
    try:
        return abs(WORKING.multiply(exponent.number, WORKING.log10(abs(base.number))))
    except DecimalException:
        return Decimal(_LARGEST_POWER)


def _mismatch(left: Amount, right: Amount, at: int | None, verb: str) -> ExpressionError:
    if left.currency and right.currency:
        return ExpressionError(
            "unit_mismatch", "two_currencies", at, left=left.currency, right=right.currency
        )
    names = {"1": "a plain number"}
    return ExpressionError(
        "unit_mismatch",
        "units",
        at,
        left=names.get(left.unit, left.unit),
        right=names.get(right.unit, right.unit),
        verb=verb,
    )
