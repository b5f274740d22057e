"""bot.language.timewords: one period, worded alike in both languages."""

from __future__ import annotations

import pytest

from bot.language.timewords import write_period
from bot.records import Period

WORDED = [
    (("2025-11-30", "2025-11-30", "instant"), "end of November 2025", "2025年11月底"),
    ((None, "2025-09-22", "instant"), "22 September 2025", "2025年9月22日"),
    (("2025-09-01", "2025-11-30", "quarter"), "September to November 2025", "2025年9月至11月"),
    (
        ("2024-12-01", "2025-11-30", "ttm"),
        "December 2024 to November 2025",
        "2024年12月至2025年11月",
    ),
    (("2025-01-01", "2025-12-31", "year"), "2025", "2025年"),
    (("2026-01-01", "2028-12-31", "multi_year"), "2026 to 2028", "2026年至2028年"),
    (("2025-09-01", "2025-09-30", "month"), "September 2025", "2025年9月"),
]


@pytest.mark.parametrize(("dates", "english", "chinese"), WORDED)
def test_a_period_is_worded_by_its_dates(dates, english, chinese):
    """Fiscal names are not used, so that no reader takes them for calendar ones."""
    start, end, kind = dates
    period = Period("Oracle FY2026 Q2", start, end, kind)
    assert write_period(period, "en") == english
    assert write_period(period, "zh-TW") == chinese


def test_a_period_without_dates_keeps_its_label_in_english_only():
    """An English label is no Chinese wording."""
    period = Period("over about 8 years", None, None, "multi_year")
    assert write_period(period, "en") == "over about 8 years"
    assert write_period(period, "zh-TW") == ""
