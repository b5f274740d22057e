"""The steps of a calculation as a reader sees them: 523 ÷ (1 + 4.38) = 97.2.

The figures of one step are shown in one readable scale (billions, 億), the largest in which all
of them can be read; a percentage inside arithmetic is shown as the ratio that it is. It computes
nothing but that scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.calculate.measures import WORKING, Amount
from bot.language.amounts import as_displayed, display, grouped, readable
from bot.language.units import CURRENCIES, POWER_UNITS, TIME_UNITS
from bot.records import Lang

_SCALES: dict[str, tuple[int, ...]] = {"en": (12, 9, 6), "zh": (12, 8, 4)}
_SIGNS = {"+": "+", "-": "−", "*": "×", "/": "÷", "^": "^"}
_BINDS = {"+": 1, "-": 1, "*": 2, "/": 2, "^": 4}
_LARGE = Decimal(10) ** 6
_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a step: exact where it was written, else a result that may be rounded."""

    amount: Amount
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Worked:
    """An operation in a step; `left` is None for a sign, and `|` stands for abs."""

    operator: str
    left: Shown | None
    right: Shown


Shown = Figure | Worked


def arithmetic_step(shown: Shown, result: Amount, language: Lang) -> str:
    """One step of arithmetic with its result."""
    if _all_percent(shown) and result.unit == "%":
        return f"{_text(shown, 0, 0, percent=True)} = {_figure(result, 0, exact=False)}"
    scale = _scale(shown, result, language)
    return f"{_text(shown, scale, 0)} = {_result(result, scale, _degree(shown) or 0)}"


def call_step(name: str, arguments: Sequence[Figure], result: Amount, language: Lang) -> str:
    """One step of a function that has no arithmetic to show, such as min."""
    degrees = {_figure_degree(a.amount) for a in arguments if a.amount.number}
    degree = 0 if result.kind == "%" else max(degrees, default=0)
    scale = _fitting(arguments, result if degree else None, language) if degrees == {1} else 0
    inside = ", ".join(_text(a, scale, 0, percent=True) for a in arguments)
    return f"{name}({inside}) = {_result(result, scale, degree)}"


def conversion_step(before: Amount, after: Amount, language: Lang) -> str:
    """One step that restates a figure in another unit of the same dimension."""
    style = "en" if language == "en" else "zh-TW"
    return " = ".join(display(a.shown, a.unit)[style] for a in (before, after))


# --- scale -------------------------------------------------------------------------------------


def _degree(shown: Shown) -> int | None:
    """The power of the scale that a piece carries; None where its sides do not agree."""
    if isinstance(shown, Figure):
        return _figure_degree(shown.amount)
    right = _degree(shown.right)
    left = right if shown.left is None else _degree(shown.left)
    if left is None or right is None:
        return None
    if shown.operator in "+-|":
        return left if left == right or _is_zero(shown) else None
    if shown.operator == "^":
        return 0 if left == right == 0 else None
    return left + right if shown.operator == "*" else left - right


def _figure_degree(amount: Amount) -> int:
    if not amount.dims:
        return int(amount.kind == "1" and (amount.soft or abs(amount.number) >= _LARGE))
    return sum(e for unit, e in amount.dims if unit in CURRENCIES) + sum(
        e
        for unit, e in amount.dims
        if unit not in CURRENCIES
        and unit not in TIME_UNITS
        and unit not in POWER_UNITS
        and abs(amount.number) >= _LARGE
    )


def _is_zero(shown: Worked) -> bool:
    sides = (shown.left, shown.right)
    return any(isinstance(s, Figure) and s.amount.number == 0 for s in sides)


def _figures(shown: Shown) -> Iterator[Figure]:
    if isinstance(shown, Figure):
        yield shown
        return
    if shown.left is not None:
        yield from _figures(shown.left)
    yield from _figures(shown.right)


def _scale(shown: Shown, result: Amount, language: Lang) -> int:
    """The power of ten in which the figures of a piece of arithmetic are shown."""
    degree = _degree(shown)
    figures = list(_figures(shown))
    if degree not in (0, 1) or any(_figure_degree(f.amount) not in (0, 1) for f in figures):
        return 0
    return _fitting(figures, result if degree else None, language)


def _fitting(figures: Sequence[Figure], result: Amount | None, language: Lang) -> int:
    """The largest power of ten in which every scaled figure, and the result, can be read."""
    sizes = [abs(f.amount.number) for f in figures if _figure_degree(f.amount) == 1]
    sizes = [size for size in sizes if size]
    outcome = abs(result.number) if result is not None else Decimal(0)
    for power in _SCALES["en" if language == "en" else "zh"]:
        one = Decimal(10) ** power
        fits = bool(sizes) and min(sizes) * 10 >= one and max(sizes) >= one
        if fits and (not outcome or outcome >= one):
            return power
    return 0


# --- text --------------------------------------------------------------------------------------


def _all_percent(shown: Shown) -> bool:
    if isinstance(shown, Figure):
        return shown.amount.unit in ("%", "pp")
    sides = shown.left is None or _all_percent(shown.left)
    return shown.operator in "+-" and sides and _all_percent(shown.right)


def _text(shown: Shown, scale: int, binds: int, *, percent: bool = False) -> str:
    if isinstance(shown, Figure):
        text = _figure(shown.amount, scale, exact=shown.exact, ratio=not percent)
        return f"({text})" if text.startswith("-") and binds else text
    if shown.operator == "|":
        return f"|{_text(shown.right, scale, 0, percent=percent)}|"
    if shown.left is None:
        text = "-" + _text(shown.right, scale, 3, percent=percent)
        return f"({text})" if binds else text
    own = _BINDS[shown.operator]
    # A minus at the very beginning needs no brackets, save below a power.
    plain = isinstance(shown.left, Figure) and shown.operator != "^"
    left = _text(shown.left, scale, 0 if plain else own, percent=percent)
    # The right side of − and ÷ needs its brackets even among equals.
    right = _text(shown.right, scale, own + 1, percent=percent)
    text = f"{left} {_SIGNS[shown.operator]} {right}"
    return f"({text})" if own < binds else text


def _result(result: Amount, scale: int, degree: int) -> str:
    return _figure(result, scale if degree else 0, exact=False, ratio=False, scaled=bool(degree))


def _figure(
    amount: Amount, scale: int, *, exact: bool, ratio: bool = False, scaled: bool | None = None
) -> str:
    place = amount.place
    if amount.unit in ("%", "pp") and not ratio:
        short = len(amount.shown.normalize().as_tuple().digits) <= _LONGEST
        points = None if place is None else place + 2
        whole = exact and short
        return f"{grouped(amount.shown) if whole else readable(amount.shown, place=points)}%"
    with_scale = _figure_degree(amount) == 1 if scaled is None else scaled
    number = amount.number.scaleb(-scale, WORKING) if with_scale else amount.number
    short = len(number.normalize(WORKING).as_tuple().digits) <= _LONGEST
    # A large result in full is no longer than its operands, and rounded it would not be equal.
    if short and (exact or (not scale and abs(number) >= _LARGE)):
        return grouped(number)
    if with_scale and scale and not exact:
        # The step ends in the very figure that the display shows, whatever its scale.
        shown = as_displayed(amount.number, amount.unit, place)
        return grouped(shown.scaleb(-scale, WORKING))
    if not with_scale or not scale:
        large = not exact and abs(number) >= _LARGE and number.adjusted() < _LONGEST
        place = min(0, place or 0) if large else place
    elif place is not None:
        place -= scale
    return readable(number, "1" if with_scale and scale else amount.unit, place)
