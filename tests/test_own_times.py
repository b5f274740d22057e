"""Times that only a document itself dates, and one measure that a sentence tells at several times.

The texts are invented for these tests.
"""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.knowledge.files import read_source_files
from bot.knowledge.prefaces import year_stated
from bot.knowledge.readings import read_facts
from bot.language.own_years import Calendar, earlier_by
from bot.language.periods import read_periods

REPORT = """# Ostrel Ferries plc: annual report for the year ended 30 September 2025

FY25 is the year ended 30 September 2025 and FY24 the year before it. Amounts are in £ million unless stated otherwise.

## Trading

Net debt was 61.4 on 30 September 2025, after 70.2 at the half year (31 March 2025) and 48.8 a year earlier. Punctuality averaged 94.1% (FY24: 91.6%). Capital expenditure was 12.7 (FY24: 9.9).

| | FY25 | FY24 |
|---|---|---|
| Tickets | 81.5 | 76.2 |
| Freight | 33.4 | 35.9 |
| Catering | 10.1 | 9.4 |
| **Revenue** | **125.0** | **121.5** |
| Fuel | (38.2) | (36.6) |
| Crews | (41.0) | (39.2) |
| **Operating profit** | **45.8** | **45.7** |
"""  # noqa: E501
NEWS = """霧角纜車加開班次

2026年3月4日

霧角纜車去年平均每天載客5.31萬人次，前年是4.87萬人次。

維修進度到2月底完成72%，去年底為58%。票價由2023年的60元調高為75元。
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory):
    folder = tmp_path_factory.mktemp("times")
    (folder / "ostrel.md").write_text(REPORT, encoding="utf-8")
    (folder / "wujiao.txt").write_text(NEWS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def ask(library, documents):
    library.add("times", [documents])
    yield Explainer(library.settings, library.over(["times"])).ask
    library.remove("times")


@pytest.fixture(scope="module")
def days(library, documents):
    """The first and last day of each figure, by its value."""
    found = {}
    for document in read_source_files([documents], max_mb=1).documents:
        for passage in document.passages:
            for fact in read_facts(passage, library.glossary):
                found[float(fact.values[0])] = (fact.period.start, fact.period.end)
    return found


@pytest.mark.parametrize(
    ("sentence", "ends"),
    [
        ('"FY26" is the year ended 31 March 2026.', "-03-31"),
        ("Our financial year ends on 30 June.", "-06-30"),
        ("The fiscal year ends on June 30.", "-06-30"),
        ("本年度指2025年7月1日至2026年6月30日。", "-06-30"),
        ("本會會計年度至每年9月30日止。", "-09-30"),
        ("It opened in the year ended 31 March 2026.", ""),
        ("The contract ends on 30 June.", ""),
        ("FY25 was a good year.", ""),
    ],
)
def test_a_sentence_says_how_the_years_run(sentence, ends):
    """Only one that defines a year does."""
    assert year_stated(sentence) == ends


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("FY26", "2025-07-01", "2026-06-30"),
        ("2025會計年度", "2024-07-01", "2025-06-30"),
        ("H1 FY26", "2025-07-01", "2025-12-31"),
        ("Q4 FY26", "2026-04-01", "2026-06-30"),
        ("last year", "2024-07-01", "2025-06-30"),
        ("前年", "2023-07-01", "2024-06-30"),
        ("31 March", "2026-03-31", "2026-03-31"),
        ("from FY24 to FY26", "2023-07-01", "2026-06-30"),
        ("in 2025", "2025-01-01", "2025-12-31"),
    ],
)
def test_a_calendar_dates_what_only_its_document_can(said, start, end):
    """A year that has days already keeps them."""
    (period,) = read_periods(said)
    told = Calendar("-06-30", 2026).dated(period)
    assert (told.start, told.end) == (start, end)


def test_without_a_calendar_a_time_stays_a_name():
    """Nothing is guessed of a document that does not say how its years run."""
    for said in ("FY26", "last year", "31 March"):
        (period,) = read_periods(said)
        assert Calendar().dated(period) == period


@pytest.mark.parametrize(
    ("said", "months", "end"),
    [
        ("31 March 2026", 12, "2025-03-31"),
        ("31 March 2026", 6, "2025-09-30"),
        ("29 February 2024", 12, "2023-02-28"),
        ("30 June 2025", 3, "2025-03-31"),
        ("12 May 2025", 12, "2024-05-12"),
    ],
)
def test_a_day_so_many_months_before(said, months, end):
    """The end of a month stays one."""
    (period,) = read_periods(said)
    assert earlier_by(period, months).end == end


@pytest.mark.parametrize(
    ("value", "start", "end"),
    [
        (61400000.0, "2025-09-30", "2025-09-30"),
        (70200000.0, "2025-03-31", "2025-03-31"),
        (48800000.0, "2024-09-30", "2024-09-30"),
        (94.1, "2024-10-01", "2025-09-30"),
        (91.6, "2023-10-01", "2024-09-30"),
        (9900000.0, "2023-10-01", "2024-09-30"),
        (76200000.0, "2023-10-01", "2024-09-30"),
        (53100.0, "2025-01-01", "2025-12-31"),
        (48700.0, "2024-01-01", "2024-12-31"),
        (58.0, "2025-12-31", "2025-12-31"),
    ],
)
def test_each_figure_has_the_time_that_is_told_for_it(days, value, start, end):
    """At the half year, a year earlier, in brackets, over a column, 去年 and 前年."""
    assert days[value] == (start, end)


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What was Ostrel's net debt at the half year?", "£70.2 million"),
        ("2025年3月底，Ostrel的淨負債有多少？", "7,020萬英鎊"),
        ("What did Ostrel earn from freight in the year to September 2024?", "£35.9 million"),
        ("霧角纜車前年平均每天載客多少人次？", "4.87萬人次"),
    ],
)
def test_the_figure_of_the_time_asked_for_is_told(ask, question, figure):
    """In the words in which a reader names the time."""
    answer = ask(question)
    assert figure in answer.sentences[0].text, answer.answer
    assert not answer.findings


def test_two_times_of_one_sentence_are_set_beside_each_other(ask):
    """The figures at the two times asked for, and no third."""
    answer = ask(
        "By how much did Ostrel's net debt grow between September 2024 and September 2025?"
    )
    assert [c.value for c in answer.calculations][:1] == ["12600000"], answer.answer


def test_the_rows_that_make_up_a_total_are_not_the_whole_column(ask):
    """Costs and other totals are left out where it is asked what adds up to a total."""
    answer = ask("Which three kinds of income add up to the revenue of Ostrel?")
    assert [c.value for c in answer.calculations] == ["125000000"], answer.answer
    assert len(answer.calculations[0].operands) == 3


def test_a_statement_of_sums_is_not_added_up(ask):
    """A column of income, costs and what is left of it has no total of all its rows."""
    answer = ask("What do all rows of Ostrel's table come to in total in FY25?")
    values = [c.value for c in answer.calculations]
    assert not any(len(c.operands) > 4 for c in answer.calculations), values
