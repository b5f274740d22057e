"""What sketches are made of: the calculation with what it comes to, and its operands.

The values are rough (floats), and power is in gigawatts: they only tell sketches apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.answer.retrieve.program_kinds import MONEY
from bot.answer.retrieve.program_pairs import Single
from bot.language.quantities import read_quantities
from bot.records import Fact, Quantity, Sought, Working

__all__ = [
    "GROUPS",
    "LENGTHS",
    "PARTS",
    "RATIOS",
    "TIMES",
    "Part",
    "Sketch",
    "constant",
    "is_amount",
    "is_money",
    "length_of",
    "operand",
    "own_figure",
    "term_of",
    "unit_of",
    "value_of",
]

GROUPS = {
    kind: group
    for group, kinds in {
        "share": ("share", "share_over"),
        "times": ("times", "series_times", "rest_times"),
        "difference": ("difference", "less_share", "less_shares"),
        "growth": ("growth", "in_turn"),
        "sum": ("sum", "sum_three", "series_sum", "series_rest", "sum_deals"),
        "per_unit": ("per_unit", "bought"),
        "portion": ("portion", "top_portion", "least_portion"),
        "rest": ("rest",),
        "rest_share": ("rest_share",),
        "before": ("before",),
        "after": ("after", "series_next"),
        "rise": ("rise",),
        "product": ("product",),
        "whole": ("whole", "sum_whole"),
        "both": ("grown", "unpaid", "two_shares", "ratios", "series_left"),
        "spread": ("spread", "parts"),
        "lasting": ("lasting",),
        "pace": ("run_rate",),
        "mean": ("series_mean",),
        "remainder": ("less_two", "less_two_each", "less_parts", "less_three"),
        "left_each": ("left_each", "gap_each"),
        "middle": (
            "middle",
            "middle_gap",
            "middle_growth",
            "middles",
            "middles_growth",
            "middle_per",
        ),
        "ends": ("ends_portion", "ends_growth", "width_portion"),
        "edge": ("upper_end", "lower_end", "upper_beat", "lower_beat", "high_gap", "low_gap"),
        "gap_of_shares": ("share_gap", "portion_gap", "middle_portion"),
        "cagr": ("series_cagr",),
        "own_portion": ("own_portion", "own_two", "own_part_of"),
        "own_rest": ("own_rest", "own_part_rest"),
        "own_undone": ("own_undone", "own_dropped"),
        "own_whole": ("own_whole",),
        "own_spread": ("own_spread", "own_part_spread", "own_part_each"),
        "own_saved": ("own_saved", "own_top", "own_lives", "own_two_lives"),
        "own_units": ("own_priced", "own_sized"),
        "own_gain": ("own_gain",),
        "own_share": ("own_share", "own_part_shared"),
        "own_heads": ("own_heads",),
        "own_over": ("own_over", "own_base"),
        "own_gap": ("own_gap",),
        "own_grown": ("own_grown",),
        "own_both": ("own_each",),
    }.items()
    for kind in kinds
}
"""What each kind of sketch is by the question's words; several kinds may be asked for alike."""
TIMES = {"years": 1.0, "quarters": 0.25, "months": 1 / 12, "weeks": 1 / 52, "days": 1 / 365}
LENGTHS = {"quarter": 0.25, "half": 0.5, "year": 1.0, "ttm": 1.0}
PARTS = {"year": 1, "quarter": 4, "month": 12, "week": 52, "day": 365}
RATIOS = frozenset({"USD/share", "x", "%"})
TALLIES = frozenset({"contracts", "tranches", "partners", "customers", "companies"})
"""Units of what an amount is divided among, and of which there is no part."""

Part = Working | Sought


@dataclass(frozen=True, slots=True)
class Sketch:
    """One calculation, or two, on facts and figures of the reader's, with what it comes to."""

    kind: str
    workings: tuple[Working, ...]
    singles: tuple[Single, ...]
    values: tuple[float, ...]
    units: tuple[str, ...]
    given: tuple[Quantity, ...] = ()


def operand(single: Single, kind: str = "any") -> Sought:
    """A fact's figure, or another one that it has, as an operand."""
    return Sought(single.fact.id, kind, (0, 0))


def own_figure(quantity: Quantity) -> Sought:
    """A figure of the reader's as an operand."""
    return Sought("own", quantity.unit, (quantity.start, quantity.end), quantity)


def constant(value: str, unit: str, name: str) -> Sought:
    """A number that holds by definition as an operand."""
    return Sought("number", "constant", (0, 0), Quantity(Decimal(value), unit, name, 0, 0))


def value_of(single: Single) -> float:
    """The figure of a fact, of power in gigawatts."""
    return float(single.fact.values[0]) * (0.001 if single.fact.unit == "MW" else 1.0)


def unit_of(single: Single) -> str:
    """The unit of a fact's figure as sketches reckon with it."""
    unit = single.fact.unit or "1"
    return "GW" if unit == "MW" else unit


def is_money(single: Single) -> bool:
    """Whether a figure is money, or money a year."""
    return unit_of(single) in MONEY


def is_amount(single: Single) -> bool:
    """Whether a figure is an amount or a count and no ratio, and can have parts."""
    return unit_of(single) not in RATIOS and unit_of(single) not in TALLIES


@lru_cache(maxsize=2048)
def _read_term(statement: str) -> Quantity | None:
    read = read_quantities(statement, "en")
    return next((q for q in read if q.unit in ("years", "months") and q.low is None), None)


def term_of(fact: Fact) -> Quantity | None:
    """The stretch of time that the fact's own statement gives."""
    return _read_term(fact.statement_en)


def length_of(single: Single) -> float:
    """How many years the figure is of; 0 where it is of a day or of no stretch."""
    period = single.fact.period
    if "/year" in unit_of(single):
        return 1.0
    if period.kind == "multi_year" and period.start and period.end:
        return float(int(period.end[:4]) - int(period.start[:4]) + (period.end[5:7] == "12"))
    return LENGTHS.get(period.kind, 0.0)
