"""One XBRL fact in words: how long, until when, how much of what, and where it is stated."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.knowledge.xbrl import (
    FiledFact,
    Filing,
    describe,
    distinct,
    label_words,
    lines,
    period_words,
    precision_words,
    value_words,
    words_of,
)
from bot.language.quantities import read_quantities
from bot.language.sentences import split_sentences

FILING = Filing("0009990001-25-000042", "Brightwater", "10-Q", "2025-11-05")
FACT = FiledFact(
    "us-gaap:Revenues", "Revenues", "41200000", "USD", "-3", "2025-07-01", "2025-09-30"
)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2025-07-01", "2025-09-30", "three months ended 30 September 2025"),
        ("2025-01-01", "2025-09-30", "nine months ended 30 September 2025"),
        ("2025-01-01", "2025-06-30", "six months ended 30 June 2025"),
        ("2024-07-01", "2025-06-30", "year ended 30 June 2025"),
        ("2025-07-28", "2025-10-26", "three months ended 26 October 2025"),  # 13 weeks
        ("2025-07-27", "2025-11-01", "three months ended 1 November 2025"),  # 14 weeks
        ("2025-01-27", "2025-10-26", "nine months ended 26 October 2025"),  # 39 weeks
        ("2023-10-01", "2024-10-05", "year ended 5 October 2024"),  # 53 weeks
        ("2025-03-01", "2025-03-31", "month ended 31 March 2025"),
        ("2022-01-01", "2025-12-31", "48 months ended 31 December 2025"),
        ("2025-06-02", "2025-09-21", "112 days ended 21 September 2025"),  # 16 weeks
        ("2025-09-30", "2025-09-30", "day ended 30 September 2025"),
        (None, "2025-09-30", "as of 30 September 2025"),
        (None, None, "at all times"),
    ],
)
def test_a_period_is_said_in_words(start: str | None, end: str | None, words: str) -> None:
    """Fiscal quarters and years of whole weeks are three months and a year."""
    assert period_words(replace(FACT, start=start, end=end)) == words


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        ("41200000", "USD", "US$41,200,000"),
        ("-5200000.50", "USD", "-US$5,200,000.50"),
        ("0", "USD", "US$0"),
        ("-0.27", "USD/shares", "-US$0.27 per share"),
        ("1000000", "EUR", "EUR 1,000,000"),
        ("12345678", "shares", "12,345,678 shares"),
        ("0.413", "pure", "0.413"),
        ("40", "MW", "40 MW"),
        ("1.2E3", "USD", "US$1,200"),
        ("unknown", "USD", "unknown USD"),
    ],
)
def test_a_value_is_written_exactly_with_its_unit(value: str, unit: str, words: str) -> None:
    """Nothing is rounded, and a per-share figure is not a sum of money."""
    assert value_words(replace(FACT, value=value, unit=unit)) == words


def test_a_fact_says_what_how_much_how_long_and_where() -> None:
    """The whole passage of a part of the company."""
    part = replace(
        FACT,
        dimensions=(("srt:ProductOrServiceAxis", "b:TidalMember"),),
        parts=(("Product", "Tidal energy"),),
    )
    assert describe(part, FILING) == (
        "Brightwater reported Revenues (Product: Tidal energy) of US$41,200,000 for the three "
        "months ended 30 September 2025 (1 July 2025 to 30 September 2025; XBRL concept "
        "us-gaap:Revenues, to the nearest thousand)."
    )


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        (FACT, [Decimal(41200000)]),
        (replace(FACT, start=None), [Decimal(41200000)]),
        (replace(FACT, value="-0.27", unit="USD/shares", decimals="2"), [Decimal("-0.27")]),
    ],
)
def test_a_passage_holds_no_figure_but_the_facts(fact: FiledFact, values: list[Decimal]) -> None:
    """Nor two sentences, of which one could be quoted without its period."""
    text = describe(fact, FILING)
    assert [q.value for q in read_quantities(text) if q.unit.startswith("USD")] == values
    assert not [q for q in read_quantities(text) if q.unit == "1"]
    assert len(split_sentences(text)) == 1


@pytest.mark.parametrize(
    ("decimals", "words"),
    [
        ("0", "to the nearest whole"),
        ("-3", "to the nearest thousand"),
        ("-5", "to the nearest hundred thousand"),
        ("-6", "to the nearest million"),
        ("-7", "to the nearest ten million"),
        ("2", "to two decimal places"),
        ("1", "to one decimal place"),
        ("INF", "exact"),
        ("", ""),
        ("-99", ""),
    ],
)
def test_exactness_is_said_in_words(decimals: str, words: str) -> None:
    """A figure such as -3 beside a value would be read as one."""
    assert precision_words(decimals) == words


@pytest.mark.parametrize(
    ("values", "kept"),
    [
        ([("41000000", "-6"), ("41200000", "-3")], ["41200000"]),
        ([("41200000", "-3"), ("41000000", "-6")], ["41200000"]),
        ([("41200000", "-3"), ("41200000.0", "-3")], ["41200000"]),
        ([("41200000", "-3"), ("41300000", "-3")], ["41200000", "41300000"]),
        ([("7", ""), ("8", "INF")], ["8"]),
    ],
)
def test_a_repeated_fact_is_kept_once(values: list[tuple[str, str]], kept: list[str]) -> None:
    """The most exact one stays; a contradiction is not hidden."""
    facts = [replace(FACT, value=value, decimals=decimals) for value, decimals in values]
    assert [fact.value for fact in distinct(facts)] == kept


def test_every_line_has_an_id_of_its_own() -> None:
    """Accession, concept and context; then a number, where another unit or value needs it."""
    nine = replace(FACT, start="2025-01-01", value="118700000")
    euro = replace(FACT, unit="EUR")
    rows = [json.loads(line) for line in lines([FACT, nine, euro], FILING)]
    key = "0009990001-25-000042:us-gaap:Revenues:"
    assert [row["id"] for row in rows] == [
        f"{key}2025-07-01..2025-09-30",
        f"{key}2025-01-01..2025-09-30",
        f"{key}2025-07-01..2025-09-30:2",
    ]


@pytest.mark.parametrize(
    ("label", "words"),
    [("Cloud services [Member]", "Cloud services"), ("Legal  Entity [Axis]", "Legal Entity")],
)
def test_a_label_loses_its_role(label: str, words: str) -> None:
    """What a label is in the taxonomy is no part of the name."""
    assert label_words(label) == words


def test_a_concept_without_a_label_is_taken_apart() -> None:
    """Its name is its words."""
    assert words_of("us-gaap:NetIncomeLoss") == "Net Income Loss"
