"""What is read from strangers' documents: their money, their years, figures at other times."""

from __future__ import annotations

import pytest

from bot.knowledge.cells import cells_of, table_name
from bot.knowledge.prose import read_prose, told_figures
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("Turnover was Rs 1,184.6 crore.", [("11846000000", "INR")]),
        ("a penalty of Rs. 38.6 lakh", [("3860000", "INR")]),
        ("₹45 cr for the plant", [("450000000", "INR")]),
        (
            "capacity 2,50,000 and 1,80,000, 88,600",
            [(n, "1") for n in ("250000", "180000", "88600")],
        ),
        ("The total is 14.2p (2024: 12.8p).", [("14.2", "pence"), ("12.8", "pence")]),
        ("The ride costs 60 cents.", [("60", "cents")]),
        ("NZ$4.2 million and R$3.5 million", [("4200000", "NZD"), ("3500000", "BRL")]),
        ("CHF 12,000 or SEK 5m", [("12000", "CHF"), ("5000000", "SEK")]),
        ("市府113年撥給2億1,400萬元", [("214000000", "TWD")]),
        ("112年底為83億5,700萬元", [("8357000000", "TWD")]),
        ("公司已有113年歷史", [("113", "years")]),
        ("80歲以上者", [("80", "ages")]),
    ],
)
def test_money_and_years_of_strangers(text, figures):
    """Scales, currencies and years as strangers write them."""
    assert [(str(q.value), q.unit) for q in read_quantities(text)] == figures


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("113年撥給", ("2024-01-01", "2024-12-31")),
        ("114年1至4月", ("2025-01-01", "2025-04-30")),
        ("the course of ROC 113", ("2024-01-01", "2024-12-31")),
        ("112年底", ("2023-12-31", "2023-12-31")),
    ],
)
def test_years_of_the_republic(text, span):
    """A year without the name of its era is one, alone and with its months."""
    assert [(p.start, p.end) for p in read_periods(text)] == [span]


def test_the_same_measure_at_other_times_in_brackets(library):
    """Each figure keeps its measure; the years in brackets are those of the figures in them."""
    text = (
        "Group revenue rose to £312.6m (2024: £298.1m; 2023: £305.4m), and operating profit "
        "reached £41.7m (2024: £36.9m)."
    )
    assert cells_of(text) == []
    found = list(read_prose(text, "en", ("", ""), library.glossary))
    told = [(r.metric, str(r.quantity.value), r.period.label) for r in found]
    assert told == [
        ("revenue", "312600000", ""),
        ("revenue", "298100000", "2024"),
        ("revenue", "305400000", "2023"),
        ("operating_income", "41700000", ""),
        ("operating_income", "36900000", "2024"),
    ]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        (
            "Annual Report, 52 weeks ended 29 March 2025 › Revenue by destination",
            "Revenue by destination",
        ),
        ("二、主要发现 › 表1 三区食堂运营情况", "三区食堂运营情况"),
        ("ITEM 3. PROCUREMENT", "Procurement"),
    ],
)
def test_a_table_is_called_without_number_or_figures(heading, name):
    """The last heading above a table names it."""
    assert table_name(heading) == name


@pytest.mark.parametrize(
    ("text", "lang", "units"),
    [
        ("平均拨付时间为127天，2024年缩短至58天。", "zh-CN", ["days", "days"]),
        ("It takes 38 days, against 58 days a year ago.", "en", ["days", "days"]),
        ("A loan of £2 million over 10 years.", "en", ["GBP"]),
    ],
)
def test_lengths_of_time_set_against_each_other(text, lang, units):
    """Two lengths that a sentence compares are figures; a term of an amount is none."""
    assert [q.unit for q in told_figures(text, lang)] == units
