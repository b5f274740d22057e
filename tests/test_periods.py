"""bot.language.periods, .dates and .calendars: when a text speaks of."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.corpus import load_corpus
from bot.language.calendars import calendar_dates, fiscal_dates, months_to
from bot.language.periods import overlaps, read_periods
from bot.records import Period
from bot.settings import data_root

ORACLE, NVIDIA, MICROSOFT, OPENAI = "GLO-003", "GLO-001", "GLO-005", "GLO-002"


def read(text: str, fiscal_of: str | None = None) -> list[tuple[str, str | None, str | None]]:
    return [(p.label, p.start, p.end) for p in read_periods(text, fiscal_of)]


@pytest.mark.parametrize(
    "text",
    [
        "the second quarter of fiscal 2026",
        "fiscal 2026, quarter two",
        "quarter two of fiscal 2026",
        "fiscal 2026 second quarter",
        "second-quarter fiscal 2026 results",
        "fiscal second quarter of 2026",
        "Q2 of fiscal year 2026",
        "Q2 FY26",
        "FY26 Q2",
        "FY2026Q2",
        "2QFY26",
        "Q2 FY2026",
        "2026會計年度第二季",
        "2026 會計年度第 2 季",
        "2026財年第二季度",
        "2026财年Q2",
    ],
)
def test_a_fiscal_quarter_in_every_wording(text):
    """All of these are Oracle's quarter from September to November 2025."""
    assert read(text, ORACLE) == [("FY2026 Q2", "2025-09-01", "2025-11-30")]


@pytest.mark.parametrize(
    ("company", "text", "start", "end"),
    [
        (NVIDIA, "fiscal 2026 Q3", "2025-07-28", "2025-10-26"),
        (NVIDIA, "fiscal 2026", "2025-01-27", "2026-01-25"),
        (NVIDIA, "2027會計年度第一季", "2026-01-26", "2026-04-26"),
        (NVIDIA, "first nine months of fiscal 2026", "2025-01-27", "2025-10-26"),
        (MICROSOFT, "FY26 Q1", "2025-07-01", "2025-09-30"),
        (MICROSOFT, "2025會計年度", "2024-07-01", "2025-06-30"),
        (ORACLE, "first half of fiscal 2026", "2025-06-01", "2025-11-30"),
        (ORACLE, "fiscal 2026 to fiscal 2030", "2025-06-01", "2030-05-31"),
        (ORACLE, "end of fiscal 2025", "2025-05-31", "2025-05-31"),
    ],
)
def test_each_company_has_its_own_calendar(company, text, start, end):
    """Dates as the companies' own reports give them."""
    (found,) = read_periods(text, company)
    assert (found.start, found.end, found.fiscal_of) == (start, end, company)


@pytest.mark.parametrize("company", [None, OPENAI])
def test_an_unknown_fiscal_calendar_gives_no_dates(company):
    """Better no date than the wrong one."""
    (found,) = read_periods("fiscal 2026 Q2", company)
    assert (found.label, found.start, found.end, found.fiscal_of) == ("FY2026 Q2", None, None, None)


@pytest.mark.parametrize(
    ("text", "kind", "start", "end"),
    [
        ("the first six months of 2025", "half", "2025-01-01", "2025-06-30"),
        ("in the second 6 months of 2025", "half", "2025-07-01", "2025-12-31"),
        ("November 2025", "month", "2025-11-01", "2025-11-30"),
        ("Nov. 2025", "month", "2025-11-01", "2025-11-30"),
        ("2025年11月", "month", "2025-11-01", "2025-11-30"),
        ("二〇二五年十一月", "month", "2025-11-01", "2025-11-30"),
        ("2025-11", "month", "2025-11-01", "2025-11-30"),
        ("民國114年11月", "month", "2025-11-01", "2025-11-30"),
        ("22 September 2025", "instant", "2025-09-22", "2025-09-22"),
        ("September 22nd, 2025", "instant", "2025-09-22", "2025-09-22"),
        ("2025年9月22日", "instant", "2025-09-22", "2025-09-22"),
        ("2025-09-22", "instant", "2025-09-22", "2025-09-22"),
        ("2025/9/22", "instant", "2025-09-22", "2025-09-22"),
        ("first half of 2025", "half", "2025-01-01", "2025-06-30"),
        ("2025年上半年", "half", "2025-01-01", "2025-06-30"),
        ("H2 2026", "half", "2026-07-01", "2026-12-31"),
        ("1H25", "half", "2025-01-01", "2025-06-30"),
        ("3Q25", "quarter", "2025-07-01", "2025-09-30"),
        ("Q3'25", "quarter", "2025-07-01", "2025-09-30"),
        ("third quarter of 2025", "quarter", "2025-07-01", "2025-09-30"),
        ("2025年第三季", "quarter", "2025-07-01", "2025-09-30"),
        ("2025年三季度", "quarter", "2025-07-01", "2025-09-30"),
        ("114年第3季", "quarter", "2025-07-01", "2025-09-30"),
        ("in 2025", "year", "2025-01-01", "2025-12-31"),
        ("2025年", "year", "2025-01-01", "2025-12-31"),
        ("民國一百一十四年", "year", "2025-01-01", "2025-12-31"),
        ("calendar 2025", "year", "2025-01-01", "2025-12-31"),
        ("，2030年", "year", "2030-01-01", "2030-12-31"),
        ("end of 2025", "instant", "2025-12-31", "2025-12-31"),
        ("2022年底", "instant", "2022-12-31", "2022-12-31"),
        ("截至2025年11月30日", "instant", "2025-11-30", "2025-11-30"),
        ("four quarters to November 2025", "ttm", "2024-12-01", "2025-11-30"),
        ("截至2025年11月的四季", "ttm", "2024-12-01", "2025-11-30"),
        ("the quarter to October 2025", "quarter", "2025-08-01", "2025-10-31"),
        ("2025年10月止當季", "quarter", "2025-08-01", "2025-10-31"),
        ("nine months to September 2025", "ytd", "2025-01-01", "2025-09-30"),
        ("2025年前三季", "ytd", "2025-01-01", "2025-09-30"),
        ("September to November 2025", "quarter", "2025-09-01", "2025-11-30"),
        ("2025年9月至11月", "quarter", "2025-09-01", "2025-11-30"),
        ("10 September to 10 December 2025", "none", "2025-09-10", "2025-12-10"),
        ("from 1999 to 2002", "multi_year", "1999-01-01", "2002-12-31"),
        ("2023-2025年", "multi_year", "2023-01-01", "2025-12-31"),
        ("2024–25", "multi_year", "2024-01-01", "2025-12-31"),
        ("early 2026", "none", "2026-01-01", "2026-04-02"),
        ("late 2025", "none", "2025-10-01", "2025-12-31"),
    ],
)
def test_calendar_periods(text, kind, start, end):
    """Kind and dates of one period in a text."""
    (found,) = read_periods(text)
    assert (found.kind, found.start, found.end) == (kind, start, end)


@pytest.mark.parametrize(
    "text",
    [
        *("去年", "去年同期", "前年", "今年", "明年", "上季", "本季", "上個月", "明天", "一年前"),
        *("last year", "a year earlier", "next year", "this quarter", "tomorrow", "last month"),
        *("去年第三季", "the same quarter"),
    ],
)
def test_relative_words_keep_their_word(text):
    """A relative period has its word and no dates."""
    (found,) = read_periods(f"x {text} y")
    assert (found.label, found.kind, found.start, found.end) == (text, "relative", None, None)


@pytest.mark.parametrize(
    "text", ["近四季", "過去一年", "trailing twelve months", "last four quarters"]
)
def test_trailing_words(text):
    """A year that ends now is of the kind ttm, without dates."""
    assert [(p.kind, p.label) for p in read_periods(text)] == [("ttm", text)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "H100 and A100",
            "GB200",
            "10-Q and 8-K",
            "2,025 units",
            "$2025",
            "2025億美元",
            "2000 GPUs",
        ),
        *(
            "GPT-5",
            "Gemini 3",
            "5 years",
            "4個月",
            "he may march on",
            "2025年代",
            "年增438%",
            "No. 415",
        ),
        *("the 2nd of three", "20256", "A4 2026.5", "上市公司", "不到一年"),
    ],
)
def test_what_is_no_period(text):
    """Products, forms, amounts, durations and verbs are none."""
    assert read_periods(text) == ()


def test_periods_share_a_year():
    """A list of quarters needs its year once, before or after."""
    labels = [("FY2026 Q1", "2025-06-01", "2025-08-31"), ("FY2026 Q2", "2025-09-01", "2025-11-30")]
    assert read("Q1 and Q2 of fiscal 2026", ORACLE) == labels
    assert read("2026會計年度第一季與第二季", ORACLE) == labels


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("in the first or the second quarter of fiscal 2026", ["FY2026 Q1", "FY2026 Q2"]),
        ("the first, second and third quarters of 2025", ["2025 Q1", "2025 Q2", "2025 Q3"]),
        ("the first and second halves of 2025", ["2025 H1", "2025 H2"]),
        ("in Q2 versus Q3 of fiscal 2026", ["FY2026 Q2", "FY2026 Q3"]),
        ("faster in Q1 than in Q2 of 2025", ["2025 Q1", "2025 Q2"]),
        ("fiscal 2025 and 2026", ["FY2025", "FY2026"]),
        ("fiscal 2026 and the 2025 commitments", ["FY2026", "2025"]),
        ("the first of the second quarter", ["Q2"]),
        ("the July–October 2025 period", ["2025-07 to 2025-10"]),
        ("the July–September 2025 quarter", ["2025-07 to 2025-09"]),
        ("the June 2025 quarter against the one before", ["quarter to 2025-06"]),
        ("the June quarter of 2025", ["quarter to 2025-06"]),
        ("the 2025 quarter", ["2025"]),
        ("2025年6月那季跟9月那季", ["quarter to 2025-06", "quarter to 2025-09"]),
        ("2026會計年度第一、二季", ["FY2026 Q1", "FY2026 Q2"]),
        ("2025年第三季還是第四季", ["2025 Q3", "2025 Q4"]),
        ("2025年第二、第三季", ["2025 Q2", "2025 Q3"]),
    ],
)
def test_parts_beside_each_other_share_noun_and_year(text, labels):
    """What is said once of two parts holds of both."""
    assert [p.label for p in read_periods(text)] == labels


def test_spans_point_at_the_words():
    """Each period says where it stood."""
    text = "甲骨文２０２６會計年度第二季，與 2025 年 8 月底相比"
    spans = [p.span for p in read_periods(text, ORACLE)]
    assert [text[slice(*span)] for span in spans] == ["２０２６會計年度第二季", "2025 年 8 月底"]


def test_a_quarter_and_its_last_day_are_one():
    """`second quarter ended 30 November 2025` is dated by its day."""
    assert read("in the second quarter ended 30 November 2025", ORACLE) == [
        ("quarter to 2025-11-30", "2025-09-01", "2025-11-30")
    ]


def test_a_quarter_without_a_year_has_no_dates():
    """Its label still says which."""
    assert read("第二季的自由現金流") == [("Q2", None, None)]


def period(label: str, start: str | None, end: str | None, kind: str = "quarter") -> Period:
    return Period(label, start, end, kind)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        (period("a", "2025-09-01", "2025-11-30"), period("b", "2025-11-30", "2025-11-30"), True),
        (period("a", "2025-09-01", "2025-11-30"), period("b", "2025-12-01", "2025-12-31"), False),
        (
            period("a", None, "2025-11-30", "instant"),
            period("b", "2025-01-01", "2025-11-29"),
            False,
        ),
        (period("a", None, "2025-11-30", "instant"), period("b", "2025-01-01", "2025-12-31"), True),
        (period("a", "2027-01-01", None, "none"), period("b", "2030-01-01", "2030-12-31"), True),
        (period("a", None, "2030-12-31", "none"), period("b", "2028-01-01", "2028-12-31"), True),
        (
            period("FY2026 Q2", None, None),
            period("Oracle FY2026 Q2", "2025-09-01", "2025-11-30"),
            True,
        ),
        (
            period("FY2026 Q3", None, None),
            period("Oracle FY2026 Q2", "2025-09-01", "2025-11-30"),
            False,
        ),
        (period("FY2026", None, None), period("Oracle FY2026 Q2", None, None), True),
        (period("Q2", None, None), period("Oracle FY2026 Q2", None, None), True),
        (period("去年", None, None, "relative"), period("FY2026", None, None), False),
        (period("long term", None, None), period("FY2026", None, None), False),
    ],
)
def test_overlaps(a, b, expected):
    """By dates where both have them, open sides reach on; by fiscal label otherwise."""
    assert overlaps(a, b) is expected
    assert overlaps(b, a) is expected


# These state a figure of a later or vaguer period than the words that date the statement.
DATED_OTHERWISE = {
    *("ORCL-042", "ORCL-056", "ORCL-056a", "ORCL-056b", "ORCL-056c"),
    *("OPAI-007", "OPAI-019", "OPAI-035"),
}


def test_the_ledger_is_read_as_it_is_dated():
    """Every statement of a dated fact, in both languages, names a period that meets the fact's."""
    missed = [
        (fact.id, statement)
        for fact in load_corpus(data_root("corpus")).facts
        if (fact.period.start or fact.period.end) and fact.id not in DATED_OTHERWISE
        for statement in (fact.statement_en, fact.statement_zh)
        if not any(overlaps(p, fact.period) for p in read_periods(statement, fact.subject))
    ]
    assert missed == []


@given(st.one_of(st.text(), st.text("0123456789年月日季第QHFY至-~/. 上下半度會計民國")))
def test_any_text_is_read(text):
    """Periods lie in the text, in order, and end no earlier than they start."""
    last = 0
    for found in read_periods(text, ORACLE):
        start, end = found.span
        assert last <= start < end <= len(text)
        assert found.start is None or found.end is None or found.start <= found.end
        last = end


def test_calendar_arithmetic():
    """Leap years, days that do not exist, and months before a day."""
    assert calendar_dates(2024, month=2) == (date(2024, 2, 1), date(2024, 2, 29))
    assert calendar_dates(2025, month=2, day=29) is None
    assert calendar_dates(2025, "H2") == (date(2025, 7, 1), date(2025, 12, 31))
    assert fiscal_dates("GLO-999", 2026) is None
    assert months_to(date(2025, 1, 31), 12) == (date(2024, 2, 1), date(2025, 1, 31))


@pytest.mark.parametrize("text", ["a quarter two years ago", "a quarter three times as good"])
def test_a_quarter_before_a_count_of_something_else_is_not_numbered(text):
    """Quarter two is one; a quarter two years ago is any."""
    assert all(not period.label.endswith(("Q2", "Q3")) for period in read_periods(text))
