"""The finance formulas: against independent arithmetic, with their conditions and their wording."""

from __future__ import annotations

from decimal import Context, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calculate.expression import evaluate, usages
from bot.calculate.formulas import FORMULAS
from bot.calculate.functions import Formula

POSITIVE = st.integers(1, 10**6)
CLOSE = Decimal("1e-25")


def _value(expression: str) -> Decimal:
    found = evaluate(expression)
    assert found.value is not None, found.error
    return Decimal(found.value)


def _alike(found: Decimal, expected: Decimal) -> bool:
    return abs(found - expected) <= CLOSE * max(Decimal(1), abs(expected))


@pytest.mark.parametrize("formula", FORMULAS.values(), ids=list(FORMULAS))
def test_every_formula_is_said_in_both_languages(formula: Formula) -> None:
    """Each has its text, and each argument its Chinese name."""
    assert set(formula.said) == {"en", "zh-TW"}
    assert all(formula.said.values())
    assert all(p.name.isascii() and not p.zh.isascii() for p in formula.parameters)


def test_usage_shows_what_is_optional() -> None:
    """Help pages and errors show how a function is called."""
    assert usages()["depreciation"] == "depreciation(cost, life, [salvage])"
    assert usages()["sum"] == "sum(a, …)"


@given(part=POSITIVE, whole=POSITIVE)
def test_share(part: int, whole: int) -> None:
    """A share times its whole is the part."""
    assert _alike(_value(f"share({part}, {whole})") * whole / 100, Decimal(part))


@given(old=POSITIVE, percent=st.integers(-99, 900))
def test_growth_and_implied_base_undo_each_other(old: int, percent: int) -> None:
    """What grew by p from a base has that base."""
    new = Decimal(old) * (100 + percent) / 100
    assert _alike(_value(f"growth({old}, {new})"), Decimal(percent))
    assert _alike(_value(f"implied_base({new}, {percent}%)"), Decimal(old))


@given(start=POSITIVE, percent=st.integers(1, 300), years=st.integers(1, 12))
def test_cagr_undoes_compounding(start: int, percent: int, years: int) -> None:
    """A sum that grew by p a year has p as its rate."""
    with localcontext(Context(prec=60)):
        end = Decimal(start) * (1 + Decimal(percent) / 100) ** years
    assert _alike(_value(f"cagr({start}, {end:f}, {years})"), Decimal(percent))


@pytest.mark.parametrize("years", ["2", "2 years", "24 months", "8 quarters"])
def test_cagr_takes_any_length_of_time(years: str) -> None:
    """A plain number is years."""
    assert _value(f"cagr(100, 121, {years})") == 10


@pytest.mark.parametrize(
    ("period", "value"), [("1 quarter", 4), ("4", 4), ("1 month", 12), ("6 months", 2)]
)
def test_annualise(period: str, value: int) -> None:
    """By how many of the period make a year."""
    found = evaluate(f"annualise(US$1bn, {period})")
    assert (found.value, found.unit) == (str(value * 10**9), "USD/year")


@given(rate=st.integers(1, 60), flows=st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_npv_against_a_sum_of_its_own(rate: int, flows: list[int]) -> None:
    """Each flow is discounted by its place, the first not at all."""
    with localcontext(Context(prec=60)):
        expected = sum(
            (Decimal(f) / (1 + Decimal(rate) / 100) ** n for n, f in enumerate(flows)), Decimal(0)
        )
    listed = ", ".join(str(f) for f in flows)
    assert _alike(_value(f"npv({rate}%, {listed})"), expected)


@given(cost=st.integers(100, 10_000), flows=st.lists(st.integers(1, 5_000), min_size=1, max_size=6))
def test_irr_makes_npv_vanish(cost: int, flows: list[int]) -> None:
    """At the rate found, the flows have no present value."""
    rate = _value(f"irr(-{cost}, {', '.join(str(f) for f in flows)})") / 100
    with localcontext(Context(prec=60)):
        left = sum((Decimal(f) / (1 + rate) ** (n + 1) for n, f in enumerate(flows)), Decimal(0))
    assert abs(left - cost) < Decimal("1e-15") * cost


@given(cost=st.integers(1000, 10**6), life=st.integers(2, 12))
def test_declining_balance_never_ends_below_salvage(cost: int, life: int) -> None:
    """The years' charges never exceed cost less salvage, and none is negative."""
    salvage = cost // 10
    charges = [
        _value(f"declining_balance(US${cost}, {life}, {year}, US${salvage})")
        for year in range(1, life + 1)
    ]
    assert min(charges) >= 0
    assert sum(charges) <= cost - salvage + CLOSE * cost


@given(cost=POSITIVE, life=st.integers(1, 40), salvage=st.integers(0, 10**6))
def test_straight_line_sums_to_what_is_written_off(cost: int, life: int, salvage: int) -> None:
    """The yearly charge times the life is cost less salvage, which is no more than the cost."""
    if salvage > cost:
        refused = evaluate(f"depreciation(US${cost}, {life} years, US${salvage})")
        assert refused.error is not None
        assert refused.error.code == "domain"
        return
    found = _value(f"depreciation(US${cost}, {life} years, US${salvage})")
    assert _alike(found * life, Decimal(cost - salvage))


def test_a_life_in_months_gives_a_charge_a_month() -> None:
    """The charge is for the unit in which the life is given."""
    found = evaluate("depreciation(US$6bn, 60 months)")
    assert (found.value, found.unit) == ("100000000", "USD/month")


@given(values=st.lists(st.integers(-1000, 1000), min_size=1, max_size=30))
def test_sum_avg_min_max(values: list[int]) -> None:
    """Against Python's own."""
    listed = ", ".join(str(v) for v in values)
    assert _value(f"sum({listed})") == sum(values)
    assert _alike(_value(f"avg({listed})"), Decimal(sum(values)) / len(values))
    assert _value(f"min({listed})") == min(values)
    assert _value(f"max({listed})") == max(values)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(2.345, 2)", "2.35"),
        ("round(1234, -2)", "1200"),
        ("round(57.365%, 2)", "57.37"),
    ],
)
def test_round_is_half_up(expression: str, value: str) -> None:
    """Away from zero at the half, in the figure as it is shown."""
    assert evaluate(expression).value == value


def test_break_even_covers_the_fixed_cost() -> None:
    """At that many units the margin equals the fixed cost."""
    assert _value("break_even(US$1,200, US$20, US$8)") == 100


def test_runway_takes_a_burn_as_a_cash_flow() -> None:
    """A negative flow a month is the same burn, and the answer is in months."""
    found = evaluate("runway(US$30bn, -US$1bn/month)")
    assert (found.value, found.unit) == ("30", "months")


def test_a_rate_makes_currencies_meet() -> None:
    """With the reader's rate, money of two currencies can be compared."""
    assert _value("share(convert(US$1bn, NT$32), NT$64bn)") == 50
