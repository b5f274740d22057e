"""bot.language.timing: which of a fact's periods answers the one asked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.knowledge.corpus import load_corpus
from bot.language.periods import read_periods
from bot.language.timing import named_periods, timing
from bot.records import Fact, Period
from bot.settings import data_root

QUARTER = Period("Oracle FY2026 Q2", "2025-09-01", "2025-11-30", "quarter")
YEAR = Period("Oracle FY2026", "2025-06-01", "2026-05-31", "year")
DAY = Period("end of Oracle FY2026 Q2", None, "2025-11-30", "instant")
EARLIER = Period("Oracle FY2026 Q1", "2025-06-01", "2025-08-31", "quarter")


@pytest.fixture(scope="module")
def fact() -> Fact:
    return load_corpus(data_root("corpus")).facts[0]


def fit(fact: Fact, asked: Period, theirs: Period) -> float:
    return timing((asked,), replace(fact, period=theirs, as_of="2025-12-10"))


def test_the_very_period_fits_best(fact):
    """Equal dates beat a common end, that a longer stretch around, that another time."""
    asked = Period("FY2026 Q2", "2025-09-01", "2025-11-30", "quarter")
    fits = [fit(fact, asked, p) for p in (QUARTER, DAY, YEAR, EARLIER)]
    assert fits == sorted(fits, reverse=True)
    assert fits[0] == 1.0
    assert fits[-1] == -1.0


@pytest.mark.parametrize(("label", "best"), [("Q2", QUARTER), ("Q1", EARLIER)])
def test_a_bare_quarter_is_compared_by_name(fact, label, best):
    """ "the second quarter" without a year prefers facts whose period has that name."""
    asked = Period(label, None, None, "quarter")
    others = [QUARTER, EARLIER, YEAR]
    assert max(others, key=lambda p: fit(fact, asked, p)) == best


def test_a_relative_word_says_nothing(fact):
    """ "last year" has no dates of its own."""
    assert fit(fact, Period("last year", None, None, "relative"), QUARTER) == 0.0


@pytest.mark.parametrize(
    ("text", "company", "ends"),
    [
        (
            "FY2026 Q1 to FY2026 Q2",
            "GLO-003",
            [("2025-06-01", "2025-08-31"), ("2025-09-01", "2025-11-30")],
        ),
        (
            "2026財年第二季到第三季",
            "GLO-001",
            [("2025-04-28", "2025-07-27"), ("2025-07-28", "2025-10-26")],
        ),
        (
            "March to October 2025",
            None,
            [("2025-03-01", "2025-03-31"), ("2025-10-01", "2025-10-31")],
        ),
    ],
)
def test_a_range_is_named_by_its_first_and_last(text, company, ends):
    """Of a range of quarters the two quarters, of one of months the two months."""
    periods = read_periods(text, company)
    assert [(p.start, p.end) for p in named_periods(periods)] == ends


def test_a_quarter_of_thirteen_weeks_is_the_quarter_to_that_month(fact):
    """It closes some days before the month does; another quarter, or the year, is not meant."""
    asked = Period("quarter to 2025-07", "2025-05-01", "2025-07-31", "quarter")
    weeks = Period("FY2026 Q2", "2025-04-28", "2025-07-27", "quarter")
    after = Period("FY2026 Q3", "2025-07-28", "2025-10-26", "quarter")
    half = Period("FY2026 H1", "2025-01-27", "2025-07-27", "half")
    assert fit(fact, asked, weeks) == 1.0
    assert max(fit(fact, asked, after), fit(fact, asked, half)) < 0.6
