"""Quantities: every written form is read, what is none is left alone, what is written is read."""

from __future__ import annotations

import json
from decimal import Context, Decimal, localcontext
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.language.amounts import readable, write_literal
from bot.language.quantities import (
    display,
    read_quantities,
    read_quantity_at,
    write_quantity,
)
from bot.language.units import CURRENCY_NAMES, MEASURE_NAMES, RATE_NAMES
from bot.records import Bound, Lang

ROOT = Path(__file__).parents[1]
CASES = [
    json.loads(line)
    for line in (ROOT / "tests" / "data" / "quantities.jsonl").read_text("utf-8").splitlines()
]
FACTS = [
    json.loads(line)
    for name in ("facts.jsonl", "facts_later.jsonl")
    for line in (ROOT / "corpus" / name).read_text("utf-8").splitlines()
]
LANGUAGES: tuple[Lang, ...] = ("en", "zh-TW", "zh-CN")
BOUNDS: tuple[Bound, ...] = ("exact", "about", "up_to", "at_least", "more_than", "less_than")
UNITS = (
    *CURRENCY_NAMES,
    "%",
    "pp",
    "x",
    "1",
    *MEASURE_NAMES,
    *(f"{unit}/{below}" for unit in ("USD", "TWD", "GW", "GPUs", "users") for below in RATE_NAMES),
)


def _row(quantity: Any) -> dict[str, Any]:
    """A quantity as the table writes it: what is usual is left out."""
    row: dict[str, Any] = {"value": quantity.value, "unit": quantity.unit}
    if quantity.bound != "exact":
        row["bound"] = quantity.bound
    if quantity.low is not None:
        row |= {"low": quantity.low, "high": quantity.high}
    if quantity.implied:
        row["implied"] = True
    return row


def _decimals(row: dict[str, Any]) -> dict[str, Any]:
    figures = ("value", "low", "high")
    return {key: Decimal(value) if key in figures else value for key, value in row.items()}


@pytest.mark.parametrize("case", CASES, ids=[c["text"][:40] for c in CASES])
def test_written_forms(case: dict[str, Any]) -> None:
    """Each written form is read to its value, unit, bound and range; the rest is no quantity."""
    found = read_quantities(case["text"], case.get("language"))
    assert [_row(q) for q in found] == [_decimals(row) for row in case["want"]]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("fact", [f for f in FACTS if f["value"]], ids=lambda f: f["id"])
def test_facts_are_read_from_their_statements(fact: dict[str, Any], language: str) -> None:
    """The ledger's figure is found in the fact's own sentence, in both languages."""
    found = read_quantities(fact[f"statement_{language}"], "en" if language == "en" else "zh-TW")
    assert abs(Decimal(fact["value"])) in {abs(v) for q in found for v in q.values}


def test_units_and_bounds_of_facts() -> None:
    """All but a few facts, whose sentence leaves the unit to its context, are read with theirs."""
    stated = [
        (fact, read_quantities(fact[key], language))
        for fact in FACTS
        for key, language in (("statement_en", "en"), ("statement_zh", "zh-TW"))
        if fact["value"]
    ]
    whole = [
        any(
            (abs(q.value), q.unit, q.bound)
            == (abs(Decimal(fact["value"])), fact["unit"], fact["bound"])
            for q in found
        )
        for fact, found in stated
    ]
    assert sum(whole) / len(whole) > 0.98


def test_spans_are_the_text_in_order() -> None:
    """Every quantity is a slice of the text, in order and without overlap."""
    text = "RPO高達5,230億美元（US$523 billion），年增438%；資本支出120億至130億美元，約5年。"
    found = read_quantities(text)
    assert [q.text for q in found] == [text[q.start : q.end] for q in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert len(found) == 5


@given(
    digits=st.integers(1, 10**9),
    power=st.integers(-4, 12),
    negative=st.booleans(),
    unit=st.sampled_from(UNITS),
    bound=st.sampled_from(BOUNDS),
    language=st.sampled_from(LANGUAGES),
)
def test_what_is_written_is_read(
    digits: int, power: int, negative: bool, unit: str, bound: Bound, language: Lang
) -> None:
    """Value, unit and bound survive writing and reading, alone and in a sentence."""
    value = Decimal(-digits if negative else digits).scaleb(power)
    written = write_quantity(value, unit, language, bound=bound)
    sentence = f"It came to {written} then." if language == "en" else f"金額是{written}。"
    for text in (written, sentence):
        (found,) = read_quantities(text, language)
        assert (found.value, found.unit, found.bound) == (value, unit, bound), text


@given(
    digits=st.integers(1, 10**9),
    power=st.integers(-4, 12),
    unit=st.sampled_from(UNITS),
    language=st.sampled_from(LANGUAGES),
)
def test_literals_are_read_where_they_begin(
    digits: int, power: int, unit: str, language: Lang
) -> None:
    """A figure written for an expression is read back whole by the expression's own reader."""
    value = Decimal(digits).scaleb(power)
    written = write_literal(value, unit, language)
    found = read_quantity_at(f"({written})", 1)
    assert found is not None
    assert (found.value, found.unit, found.end) == (value, unit, 1 + len(written))


@given(digits=st.integers(1, 10**9), power=st.integers(0, 9), language=st.sampled_from(LANGUAGES))
def test_both_languages_say_the_same(digits: int, power: int, language: Lang) -> None:
    """Chinese and English forms of one amount are read to the same value, exactly."""
    value = Decimal(digits).scaleb(power)
    (english,) = read_quantities(write_quantity(value, "USD", "en"))
    (other,) = read_quantities(write_quantity(value, "USD", language))
    assert english.value == other.value == value


@given(text=st.text(max_size=300))
@example("\ud800\udfff 5億\x00")
@example("１" * 200 + "億兆萬")
@example("İ5İ億İ")
@example("約" * 80 + "至5-億%每年")
def test_strangers_texts_are_survived(text: str) -> None:
    """Any string gives quantities that are slices of it, and no exception."""
    for quantity in read_quantities(text):
        assert quantity.text == text[quantity.start : quantity.end] != ""


@given(
    text=st.text(
        alphabet="0123456789.,-–%$兆億萬千百十一兩年月季倍成約至每股半點元美 Qmbk()", max_size=60
    )
)
def test_strangers_figures_are_survived(text: str) -> None:
    """Strings made of the pieces of figures are survived too, and never overlap."""
    found = read_quantities(text)
    assert all(a.end <= b.start for a, b in pairwise(found))


@pytest.mark.parametrize("piece", ["9億", "1,", "至5", "每年", "$", "一百", "5%-", "(1) ", "約約"])
def test_long_texts_cost_no_more_than_their_length(piece: str) -> None:
    """A hundred thousand characters of one piece are read through without a blow-up."""
    read_quantities(piece * (100_000 // len(piece)))


def test_the_callers_decimal_context_does_not_matter() -> None:
    """A caller's own precision neither rounds what is read nor what is written."""
    with localcontext(Context(prec=2)):
        (found,) = read_quantities("US$523,456,789,012.34")
        assert found.value == Decimal("523456789012.34")
        assert write_quantity(found.value, "USD", "en") == "$523.45678901234 billion"


DISPLAYED = [
    ("97211895910.78", "USD", "US$97.2 billion", "972億美元"),
    ("523000000000", "USD", "US$523 billion", "5,230億美元"),
    ("16060000000", "USD", "US$16.06 billion", "160.6億美元"),
    ("999960000000", "USD", "US$1 trillion", "1兆美元"),
    ("60000000000", "USD/year", "US$60 billion a year", "每年600億美元"),
    ("-4800000000", "USD", "-US$4.8 billion", "負48億美元"),
    ("57.36137667", "%", "57.4%", "57.4%"),
    ("438", "%", "438%", "438%"),
    ("-3", "%", "-3%", "-3%"),
    ("2.26", "USD/share", "US$2.26 a share", "每股2.26美元"),
    ("35.6252", "USD/share", "US$35.63 a share", "每股35.63美元"),
    ("4.5", "GW", "4.5 gigawatts", "4.5吉瓦"),
    ("1", "GW/week", "1 gigawatt a week", "每週1吉瓦"),
    ("8.5737", "x", "8.57x", "8.57倍"),
    ("400000", "GPUs", "400,000 GPUs", "40萬顆GPU"),
    ("12345", "customers", "12,345 customers", "12,345家客戶"),
    ("300000000000", "TWD", "NT$300 billion", "新台幣3,000億元"),
    ("0.125", "1", "0.125", "0.125"),
    ("2.5", "pp", "2.5 percentage points", "2.5個百分點"),
    ("0", "USD", "US$0", "0美元"),
]


@pytest.mark.parametrize(("value", "unit", "english", "chinese"), DISPLAYED)
def test_display(value: str, unit: str, english: str, chinese: str) -> None:
    """A figure by itself has three significant digits, in both languages' scales."""
    assert display(Decimal(value), unit) == {"en": english, "zh-TW": chinese}


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [("0.5", 1, "0.5"), ("2.45", 2, "2.5"), ("2.449", 2, "2.4"), ("-2.45", 2, "minus 2.5")],
)
def test_rounding_is_half_up_and_once(value: str, digits: int, expected: str) -> None:
    """A half goes away from zero, and nothing is rounded before it."""
    assert write_quantity(Decimal(value), "1", "en", digits=digits) == expected


def test_simplified_readers_get_their_own_magnitudes() -> None:
    """1.4兆 would mislead a mainland reader: it is written 1.4万亿."""
    assert write_quantity(Decimal("1.4e12"), "USD", "zh-CN") == "1.4万亿美元"


def test_a_step_shows_short_figures_whole() -> None:
    """A figure of four digits is not rounded, a longer one keeps three."""
    assert [readable(Decimal(v)) for v in ("16.06", "97.21189")] == ["16.06", "97.2"]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("存放6萬2,000公噸漁獲", "62000", "1"),
        ("月薪2萬9,500元", "29500", "TWD"),
        ("容量4萬公噸，投資額29億元", "40000", "1"),
    ],
)
def test_thousands_after_ten_thousands_are_one_figure(text, value, unit):
    """6萬2,000 is one figure, and what is weighed takes no currency from its sentence."""
    first = read_quantities(text, "zh-TW")[0]
    assert (first.value, first.unit) == (Decimal(value), unit)


@pytest.mark.parametrize(
    ("language", "unit"),
    [("zh-TW", "TWD"), ("zh-CN", "CNY"), (None, "TWD"), ("en", "TWD")],
)
def test_what_yuan_means_is_told_by_each_reader_anew(language, unit):
    """A sentence that was read for one reader is read for the mainland's in its own way."""
    assert [q.unit for q in read_quantities("成本為300元。", language)] == [unit]
