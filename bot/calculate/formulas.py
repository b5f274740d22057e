"""The named finance formulas: what each takes, what it computes, and how it is said.

Each is an expression over its parameters, so that it is computed, unit-checked and shown like a
reader's own. A formula knows its conditions; where one fails it raises an ExpressionError that
says which.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from bot.calculate.functions import (
    Formula,
    Parameter,
    absolute,
    exchanged,
    extreme,
    internal_rate,
    rounded,
)
from bot.calculate.measures import Amount, alike, over
from bot.calculate.problems import ExpressionError

__all__ = ["FORMULAS"]

# --- conditions --------------------------------------------------------------------------------


def _refuse(english: str, chinese: str) -> ExpressionError:
    return ExpressionError("domain", "domain", reason_en=english, reason_zh=chinese)


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
    _below_cost(values, 3)


def _below_cost(values: Sequence[Amount], place: int = 2) -> None:
    if len(values) <= place:
        return
    cost, salvage = alike(values[0], values[place])
    if salvage.number > cost.number:
        raise _refuse("The salvage value exceeds the cost.", "殘值高於成本。")


def _joins_two(values: Sequence[Amount]) -> None:
    pair, own = exchanged(values[1]), values[0].currency
    if pair is not None and own is not None and pair[1] != own:
        raise ExpressionError("unit_mismatch", "two_currencies", left=own, right=pair[1])
    money = pair[0] if pair else values[1].currency
    if money is not None and money in {unit for unit, _ in values[0].dims}:
        raise ExpressionError("unit_mismatch", "same_currency", left=money)


# --- the list ----------------------------------------------------------------------------------

_ZERO = Decimal(0)
_A = Parameter("a", "數值")
_COST = Parameter("cost", "成本")
_LIFE = Parameter("life", "耐用年限", "life", _ZERO)


def _chain(values: Sequence[Amount]) -> str:
    return " + ".join(f"a{n}" for n in range(len(values)))


def _average(values: Sequence[Amount]) -> str:
    return f"({_chain(values)}) / {len(values)}"


def _present_value(values: Sequence[Amount]) -> str:
    later = [f"a{n} / (1 + a0) ^ {n - 1}" for n in range(2, len(values))]
    return " + ".join(["a1", *later])


def _annual(values: Sequence[Amount]) -> str:
    return "(1 + amount) ^ period - 1" if values[0].kind == "%" else "amount * period"


def _a_year(result: Amount, values: Sequence[Amount]) -> Amount:
    """A growth that was compounded stays a percentage; anything else becomes a yearly rate."""
    if values[0].kind == "%":
        return replace(result, kind="%")
    return over(result, Amount(Decimal(1), (("years", 1),)))


def _straight_line(values: Sequence[Amount]) -> str:
    return "cost / life" if len(values) == 2 else "(cost - salvage) / life"


def _declining(values: Sequence[Amount]) -> str:
    book = "cost * (1 - 2 / life) ^ (year - 1)"
    if len(values) == 3:
        return f"{book} * 2 / life"
    return f"max(min({book} * 2 / life, {book} - salvage), cost - cost)"


INTEREST = (
    (
        "simple_interest",
        ("principal", "本金"),
        "principal * rate * periods",
        "principal × rate × periods",
        "本金 × 利率 × 期數",
    ),
    (
        "compound",
        ("principal", "本金"),
        "principal * (1 + rate) ^ periods",
        "principal × (1 + rate)^periods",
        "本金 ×（1 + 利率）^ 期數",
    ),
    (
        "present_value",
        ("amount", "金額"),
        "amount / (1 + rate) ^ periods",
        "amount ÷ (1 + rate)^periods",
        "金額 ÷（1 + 利率）^ 期數",
    ),
    (
        "annuity_value",
        ("payment", "每期付款"),
        "payment / rate * (1 - 1 / (1 + rate) ^ periods)",
        "payment ÷ rate × (1 − 1 ÷ (1 + rate)^periods); paid at the end of each period",
        "每期付款 ÷ 利率 ×（1 − 1 ÷（1 + 利率）^ 期數）；每期期末付款",
    ),
)
"""Interest and present value: name, the amount that is taken, body, and how it is said."""

FORMULAS: dict[str, Formula] = {
    f.name: f
    for f in (
        Formula("sum", (_A,), {"en": "a + b + …", "zh-TW": "各項相加"}, body=_chain, repeats=True),
        Formula(
            "avg",
            (_A,),
            {"en": "(a + b + …) ÷ how many", "zh-TW": "各項總和 ÷ 項數"},
            body=_average,
            repeats=True,
        ),
        Formula(
            "min",
            (_A,),
            {"en": "the smallest", "zh-TW": "最小者"},
            native=extreme(lambda new, best: new.number < best.number),
            repeats=True,
        ),
        Formula(
            "max",
            (_A,),
            {"en": "the largest", "zh-TW": "最大者"},
            native=extreme(lambda new, best: new.number > best.number),
            repeats=True,
        ),
        Formula("abs", (_A,), {"en": "without its sign", "zh-TW": "絕對值"}, native=absolute),
        Formula(
            "round",
            (_A, Parameter("places", "小數位數", optional=True)),
            {"en": "rounded half up", "zh-TW": "四捨五入"},
            native=rounded,
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
            (Parameter("new", "本期"), Parameter("growth", "成長率", "rate", Decimal(-1))),
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
            body=_annual,
            finish=_a_year,
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
        *(
            Formula(
                name,
                (
                    Parameter(*amount_of),
                    Parameter("rate", "利率", "rate", Decimal(-1)),
                    Parameter("periods", "期數", "years", _ZERO),
                ),
                {"en": english, "zh-TW": chinese},
                body=body,
            )
            for name, amount_of, body, english, chinese in INTEREST
        ),
        Formula(
            "npv",
            (Parameter("rate", "折現率", "rate", Decimal(-1)), Parameter("flow", "現金流")),
            {
                "en": "flow₀ + flow₁ ÷ (1 + rate) + flow₂ ÷ (1 + rate)² + …; flow₀ is today's",
                "zh-TW": "現金流₀ + 現金流₁ ÷（1 + 折現率）+ …；現金流₀為今日",
            },
            body=_present_value,
            repeats=True,
        ),
        Formula(
            "irr",
            (_A, Parameter("b", "數值")),
            {
                "en": "the rate at which npv is 0; flows at equal distances, the first today's",
                "zh-TW": "使淨現值為 0 的折現率；各期等距，首筆為今日",
            },
            native=internal_rate,
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
            (_COST, _LIFE, Parameter("salvage", "殘值", optional=True)),
            {"en": "(cost − salvage) ÷ life", "zh-TW": "（成本 − 殘值）÷ 耐用年限"},
            body=_straight_line,
            check=_below_cost,
        ),
        Formula(
            "declining_balance",
            (
                _COST,
                Parameter("life", "耐用年限", "years", Decimal(1)),
                Parameter("year", "第幾年", "years", _ZERO),
                Parameter("salvage", "殘值", optional=True),
            ),
            {
                "en": "book value at the start of the year × 2 ÷ life, never below salvage",
                "zh-TW": "年初帳面價值 × 2 ÷ 耐用年限，不低於殘值",
            },
            body=_declining,
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
            (Parameter("amount", "金額", "unpriced"), Parameter("rate", "匯率", "price", _ZERO)),
            {
                "en": "amount × rate; the rate is the price of one unit, such as NT$32.5",
                "zh-TW": "金額 × 匯率；匯率為一單位外幣的價格，如新台幣32.5元",
            },
            body="amount * rate",
            given=_joins_two,
        ),
    )
}
