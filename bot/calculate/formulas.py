"""The named finance formulas: what each takes, what it computes, and how it is said.

Most are expressions over their parameters, computed and shown by the same walker as a reader's
own; a few (min, irr …) are computed here. A formula knows its conditions; where one fails it
raises a Problem that says which. It knows no syntax and keeps no figure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from bot.calculate.measures import WORKING, Amount, alike, in_years, over
from bot.calculate.problems import Problem

Taken = Literal["any", "number", "years", "life", "frequency"]
MANY = 100
_IRR_STEPS = 200
_IRR_WORK = 40


@dataclass(frozen=True, slots=True)
class Parameter:
    """One argument: its name in the body and in both languages, and what it may be.

    `years` turns a time into a plain number of years, `life` turns a plain number into years,
    `frequency` turns a time into how many of it make a year.
    """

    name: str
    zh: str
    taken: Taken = "any"
    least: Decimal | None = None
    optional: str | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A function of the calculator; `kind` is the unit that its result must have."""

    name: str
    parameters: tuple[Parameter, ...]
    said: dict[str, str]
    body: str | None = None
    build: Callable[[int], str] | None = None
    native: Callable[[Sequence[Amount]], Amount] | None = None
    kind: str | None = None
    check: Callable[[Sequence[Amount]], None] | None = None
    repeats: bool = False

    def arity(self) -> tuple[int, int]:
        """How many arguments it takes, from and to."""
        least = sum(1 for p in self.parameters if p.optional is None)
        return least, MANY if self.repeats else len(self.parameters)

    def usage(self) -> str:
        """How it is called: share(part, whole)."""
        names = [p.name if p.optional is None else f"[{p.name}]" for p in self.parameters]
        return f"{self.name}({', '.join(names)}{', …' if self.repeats else ''})"


def taken(parameter: Parameter, value: Amount) -> Amount:
    """An argument as its formula takes it. Raises Problem where it cannot be that."""
    if parameter.taken == "number" and value.dims:
        raise Problem("unit_mismatch", "must_be_number", found=parameter.name)
    if parameter.taken == "years":
        value = in_years(value)
    elif parameter.taken == "life" and not value.dims:
        value = Amount(in_years(value).number, (("years", 1),))
    elif parameter.taken == "frequency":
        if value.is_time:
            value = over(Amount(Decimal(1), (("years", 1),)), value)
        value = Amount(value.number, (("years", -1),))
    if parameter.least is not None and value.number <= parameter.least:
        least = parameter.least.normalize()
        raise Problem(
            "domain",
            "domain",
            reason_en=f"{parameter.name} must be more than {least:f}.",
            reason_zh=f"{parameter.zh}必須大於{least:f}。",
        )
    return value


# --- computed here -----------------------------------------------------------------------------


def _extreme(pick: Callable[[Amount, Amount], bool]) -> Callable[[Sequence[Amount]], Amount]:
    def chosen(values: Sequence[Amount]) -> Amount:
        best = values[0]
        for value in values[1:]:
            best, value = alike(best, value)
            best = value if pick(value, best) else best
        return best

    return chosen


def _absolute(values: Sequence[Amount]) -> Amount:
    return replace(values[0], number=values[0].number.copy_abs())


def _round(values: Sequence[Amount]) -> Amount:
    """Half up, to decimal places of the figure as it is shown (percent points for %)."""
    value, places = values
    digits = places.number
    if places.dims or digits != digits.to_integral_value() or abs(digits) > 30:
        raise Problem("domain", "must_be_number", found="places")
    points = 2 if value.unit in ("%", "pp") else 0
    step = Decimal(1).scaleb(-int(digits) - points)
    units = WORKING.divide(value.number, step).quantize(Decimal(1), ROUND_HALF_UP, WORKING)
    return replace(value, number=WORKING.multiply(units, step))


def _irr(flows: Sequence[Amount]) -> Amount:
    """The rate at which flows at equal distances have no present value, by bisection."""
    if len(flows) > _IRR_WORK:
        raise Problem("timeout", "too_much_work", expected=_IRR_STEPS * _IRR_WORK)
    numbers = [flows[0].number] + [alike(flows[0], f)[1].number for f in flows[1:]]
    signs = [n > 0 for n in numbers if n]
    if sum(1 for a, b in zip(signs, signs[1:], strict=False) if a != b) != 1:
        raise Problem(
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


# --- conditions --------------------------------------------------------------------------------


def _refuse(english: str, chinese: str) -> Problem:
    return Problem("domain", "domain", reason_en=english, reason_zh=chinese)


def _positive_start(values: Sequence[Amount]) -> None:
    if values[0].number < 0:
        raise _refuse(
            "Growth from a negative start means nothing; use pct_change or the difference.",
            "起始值為負時成長率沒有意義；請改用 pct_change 或差額。",
        )


def _same_sign(values: Sequence[Amount]) -> None:
    if values[0].number < 0 or values[1].number < 0:
        raise _refuse(
            "cagr needs a start and an end that are not negative.",
            "cagr 的起始值與結束值不可為負。",
        )


def _sells_above_cost(values: Sequence[Amount]) -> None:
    price, cost = alike(values[1], values[2])
    if price.number <= cost.number:
        raise _refuse(
            "There is no break-even: the price does not exceed the unit cost.",
            "單價未高於單位成本，無法損益兩平。",
        )


def _within_life(values: Sequence[Amount]) -> None:
    if not values[2].number <= values[1].number:
        raise _refuse(
            "The year lies beyond the useful life.",
            "年度超過耐用年限。",
        )


# --- the list ----------------------------------------------------------------------------------

_ZERO = Decimal(0)
_A = Parameter("a", "數值")
_COST = Parameter("cost", "成本")
_LIFE = Parameter("life", "耐用年限", "life", _ZERO)


def _chain(count: int) -> str:
    return " + ".join(f"a{n}" for n in range(count))


def _average(count: int) -> str:
    return f"({_chain(count)}) / {count}"


def _present_value(count: int) -> str:
    later = [f"a{n} / (1 + a0) ^ {n - 1}" for n in range(2, count)]
    return " + ".join(["a1", *later])


FORMULAS: dict[str, Formula] = {
    f.name: f
    for f in (
        Formula("sum", (_A,), {"en": "a + b + …", "zh-TW": "各項相加"}, build=_chain, repeats=True),
        Formula(
            "avg",
            (_A,),
            {"en": "(a + b + …) ÷ how many", "zh-TW": "各項總和 ÷ 項數"},
            build=_average,
            repeats=True,
        ),
        Formula(
            "min",
            (_A,),
            {"en": "the smallest", "zh-TW": "最小者"},
            native=_extreme(lambda new, best: new.number < best.number),
            repeats=True,
        ),
        Formula(
            "max",
            (_A,),
            {"en": "the largest", "zh-TW": "最大者"},
            native=_extreme(lambda new, best: new.number > best.number),
            repeats=True,
        ),
        Formula("abs", (_A,), {"en": "without its sign", "zh-TW": "絕對值"}, native=_absolute),
        Formula(
            "round",
            (_A, Parameter("places", "小數位數", optional="0")),
            {"en": "rounded half up", "zh-TW": "四捨五入"},
            native=_round,
        ),
        Formula(
            "share",
            (Parameter("part", "部分"), Parameter("whole", "整體")),
            {"en": "part ÷ whole", "zh-TW": "部分 ÷ 整體"},
            body="part / whole",
            kind="%",
        ),
        Formula(
            "growth",
            (Parameter("old", "前期"), Parameter("new", "本期")),
            {"en": "(new − old) ÷ old", "zh-TW": "（本期 − 前期）÷ 前期"},
            body="(new - old) / old",
            kind="%",
            check=_positive_start,
        ),
        Formula(
            "pct_change",
            (Parameter("old", "前期"), Parameter("new", "本期")),
            {"en": "(new − old) ÷ |old|", "zh-TW": "（本期 − 前期）÷ 前期的絕對值"},
            body="(new - old) / abs(old)",
            kind="%",
        ),
        Formula(
            "implied_base",
            (Parameter("new", "本期"), Parameter("growth", "成長率", "number", Decimal(-1))),
            {"en": "new ÷ (1 + growth)", "zh-TW": "本期 ÷（1 + 成長率）"},
            body="new / (1 + growth)",
        ),
        Formula(
            "cagr",
            (
                Parameter("start", "起始值"),
                Parameter("end", "結束值"),
                Parameter("years", "年數", "years", _ZERO),
            ),
            {"en": "(end ÷ start)^(1 ÷ years) − 1", "zh-TW": "（結束值 ÷ 起始值）^（1 ÷ 年數）− 1"},
            body="(end / start) ^ (1 / years) - 1",
            kind="%",
            check=_same_sign,
        ),
        Formula(
            "annualise",
            (
                Parameter("amount", "金額"),
                Parameter("period", "期間", "frequency", _ZERO),
            ),
            {"en": "amount × periods a year", "zh-TW": "金額 × 一年期數"},
            body="amount * period",
        ),
        Formula(
            "per",
            (Parameter("amount", "金額"), Parameter("count", "數量")),
            {"en": "amount ÷ count", "zh-TW": "金額 ÷ 數量"},
            body="amount / count",
        ),
        Formula(
            "multiple",
            (Parameter("amount", "金額"), Parameter("base", "基準")),
            {"en": "amount ÷ base", "zh-TW": "金額 ÷ 基準"},
            body="amount / base",
            kind="x",
        ),
        Formula(
            "npv",
            (Parameter("rate", "折現率", "number", Decimal(-1)), Parameter("flow", "現金流")),
            {
                "en": "flow₀ + flow₁ ÷ (1 + rate) + flow₂ ÷ (1 + rate)² + …; the first flow is today's",
                "zh-TW": "現金流₀ + 現金流₁ ÷（1 + 折現率）+ 現金流₂ ÷（1 + 折現率）² + …；首筆為今日",
            },
            build=_present_value,
            repeats=True,
        ),
        Formula(
            "irr",
            (_A, Parameter("b", "數值")),
            {
                "en": "the rate at which npv is 0; flows at equal distances, the first today's",
                "zh-TW": "使淨現值為 0 的折現率；各期等距，首筆為今日",
            },
            native=_irr,
            kind="%",
            repeats=True,
        ),
        Formula(
            "payback",
            (Parameter("investment", "投資額"), Parameter("inflow", "每期流入", least=_ZERO)),
            {"en": "investment ÷ inflow of a period", "zh-TW": "投資額 ÷ 每期流入"},
            body="investment / inflow",
        ),
        Formula(
            "runway",
            (Parameter("cash", "現金"), Parameter("burn", "每期消耗")),
            {"en": "cash ÷ |burn of a period|", "zh-TW": "現金 ÷ 每期消耗（絕對值）"},
            body="cash / abs(burn)",
        ),
        Formula(
            "coverage",
            (Parameter("income", "收入"), Parameter("obligation", "支出義務", least=_ZERO)),
            {"en": "income ÷ obligation", "zh-TW": "收入 ÷ 支出義務"},
            body="income / obligation",
            kind="x",
        ),
        Formula(
            "depreciation",
            (_COST, _LIFE, Parameter("salvage", "殘值", optional="cost - cost")),
            {"en": "(cost − salvage) ÷ life", "zh-TW": "（成本 − 殘值）÷ 耐用年限"},
            body="(cost - salvage) / life",
        ),
        Formula(
            "declining_balance",
            (
                _COST,
                Parameter("life", "耐用年限", "years", Decimal(1)),
                Parameter("year", "第幾年", "years", _ZERO),
                Parameter("salvage", "殘值", optional="cost - cost"),
            ),
            {
                "en": "book value at the start of the year × 2 ÷ life, never below salvage",
                "zh-TW": "年初帳面價值 × 2 ÷ 耐用年限，不低於殘值",
            },
            body="max(min(cost * (1 - 2 / life) ^ (year - 1) * 2 / life,"
            " cost * (1 - 2 / life) ^ (year - 1) - salvage), cost - cost)",
            check=_within_life,
        ),
        Formula(
            "break_even",
            (
                Parameter("fixed_cost", "固定成本"),
                Parameter("price", "單價"),
                Parameter("unit_cost", "單位成本"),
            ),
            {"en": "fixed cost ÷ (price − unit cost)", "zh-TW": "固定成本 ÷（單價 − 單位成本）"},
            body="fixed_cost / (price - unit_cost)",
            check=_sells_above_cost,
        ),
        Formula(
            "convert",
            (Parameter("amount", "金額"), Parameter("rate", "匯率", least=_ZERO)),
            {
                "en": "amount × rate; the rate is the price of one unit, such as NT$32.5",
                "zh-TW": "金額 × 匯率；匯率為一單位外幣的價格，如新台幣32.5元",
            },
            body="amount * rate",
        ),
    )
}
