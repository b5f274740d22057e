"""bot.knowledge.readings: figures of sentences and rows as facts."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.knowledge.corpus import load_corpus
from bot.knowledge.readings import ROW, read_facts
from bot.language.glossary import Glossary
from bot.language.script import has_han
from bot.language.sentences import split_sentences
from bot.records import Fact, Passage
from bot.settings import data_root


@pytest.fixture(scope="module")
def read():
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)

    def read(text: str, title: str = "", heading: str = "") -> list[Fact]:
        lang = "zh-TW" if has_han(text) else "en"
        passage = Passage(
            id="kilnworks.txt/p1",
            index="own",
            source_id="kilnworks.txt",
            locator="¶1",
            heading={lang: heading},
            title={lang: title},
            text={lang: text},
            sentences={lang: split_sentences(text)},
            text_kind="original",
        )
        return list(read_facts(passage, glossary))

    return read


def told(facts: list[Fact]) -> list[tuple[str, Decimal, str | None]]:
    return [(f.metric, f.values[0], f.period.end) for f in facts]


METRICS = [
    ("Revenue was £41 million.", "revenue", "41000000"),
    ("Gross profit was £9 million.", "gross_profit", "9000000"),
    ("營業毛利3億元。", "gross_profit", "300000000"),
    ("Cost of sales was £30 million.", "", "30000000"),
    ("The net loss came to £2 million.", "net_income", "-2000000"),
    ("營業損失2,150萬元。", "operating_income", "-21500000"),
    ("Revenue rose 12% on the year.", "revenue_growth", "12"),
    ("Revenue fell 7% on the year.", "revenue_growth", "-7"),
    ("冷凍麵團只占營收的8%。", "revenue_share", "8"),
    ("毛利率為21.3%。", "gross_margin", "21.3"),
]


@pytest.mark.parametrize(("text", "metric", "value"), METRICS)
def test_a_figure_is_of_the_metric_that_its_clause_names(read, text, metric, value):
    """The metric as a whole: gross profit is no net income, cost of sales is no revenue."""
    fact = read(text)[0]
    assert (fact.metric, fact.values[0]) == (metric, Decimal(value))


CHANGES = [
    ("Kilnworks employs 4,300 people, up from 3,900.", "4300", "3900"),
    ("Borrowings rose from 88,000 to 94,600.", "94600", "88000"),
    ("Operating profit was £38 million, against £41 million the year before.", "38E6", "41E6"),
    ("毛利率由31.5%下降到29.8%。", "29.8", "31.5"),
    ("營收為52.8億元，比2023年的48億元成長一成。", "52.8E8", "48E8"),
]


@pytest.mark.parametrize(("text", "now", "before"), CHANGES)
def test_a_figure_knows_what_it_changed_from(read, text, now, before):
    """The later figure of a change points to the earlier one of its sentence."""
    facts = read(text)
    (later,) = [f for f in facts if f.compares_to]
    earlier = next(f for f in facts if f.id == later.compares_to)
    assert (later.values[0], earlier.values[0]) == (Decimal(now), Decimal(before))
    assert later.metric == earlier.metric
    assert later.unit == earlier.unit


UNLINKED = [
    "Freight brought in £151 million, passengers £233 million.",
    "Of 212 members, 148 came.",
]


@pytest.mark.parametrize("text", UNLINKED)
def test_two_figures_side_by_side_are_no_change(read, text):
    """Only words that say so make one figure the earlier one of another."""
    assert not [f for f in read(text) if f.compares_to]


PERIODS = [
    ("Revenue was £41 million.", "Kilnworks: annual report 2024", ["2024-12-31"]),
    ("Revenue was £41 million.", "Minutes of 22 March 2025", [None]),
    (
        "The accounts are those of 2023. Revenue was £41 million.",
        "Minutes of 22 March 2025",
        ["2023-12-31"],
    ),
    ("全年營收41.8億元，2022年為38億元。", "窯業公司2023年度報告", ["2023-12-31", "2022-12-31"]),
    (
        "Revenue was £9 million in 2021, against £8 million the year before.",
        "",
        ["2021-12-31", "2020-12-31"],
    ),
]


@pytest.mark.parametrize(("text", "title", "ends"), PERIODS)
def test_a_figure_is_of_the_time_that_is_told_nearest(read, text, title, ends):
    """Its own, else the title's, else an earlier sentence's; a day of meeting is none."""
    assert [f.period.end for f in read(text, title) if f.unit != "1"] == ends


def test_a_quarter_without_a_year_is_kept(read):
    """第一季 is a period, so that it answers for no other quarter."""
    assert read("第一季營收8億元。")[0].period.label == "Q1"


ROWS = [
    ("Item: Revenue; 2024: £41 million; 2023: £40 million", ["revenue", "revenue"]),
    ("Item: Cost of sales; 2024: £31 million; 2023: £30 million", [""] * 2),
    ("Item: Net loss of closed works; 2024: £3 million; 2023: £2 million", [""] * 2),
    ("項目: 營業收入; 2024年: 5億元; 2023年: 4億元", ["revenue", "revenue"]),
]


@pytest.mark.parametrize(("text", "metrics"), ROWS)
def test_a_row_is_of_a_metric_where_its_label_is_its_name(read, text, metrics):
    """A label that says more than a metric names another figure."""
    known = {"revenue", "net_income"}
    found = [f.metric if f.metric in known else "" for f in read(text, "Kilnworks")]
    assert found == metrics


def test_cells_have_the_period_of_their_head(read):
    """Each year's column is of its year."""
    facts = read("Item: Revenue; 2024: £41 million; 2023: £40 million", "Kilnworks")
    assert [(f.topic, f.period.label) for f in facts] == [(ROW, "2024"), (ROW, "2023")]


def test_a_day_of_opening_is_no_period(read):
    """A row's date counts only under a head that speaks of time alone."""
    opened = read("Shop: Northgate; Revenue: £4 million; Opening date: 2018-03-02")
    dated = read("Shop: Northgate; Revenue: £4 million; Date: 2018-03-02")
    assert [f.period.end for f in opened] == [None]
    assert [f.period.end for f in dated] == ["2018-03-02"]


def test_a_cell_in_an_unknown_unit_is_a_figure(read):
    """36 kg is 36 of something; the cell keeps its words."""
    (fact,) = read("Property: Weight; Plain: 36 kg")
    assert fact.values == (Decimal(36),)
    assert fact.clause.endswith("36 kg")


def test_what_is_planned_is_guidance(read):
    """The clause of a figure, not its whole sentence, says whether it is planned."""
    facts = read("It made 5,200 bikes in 2024 and plans to make 7,800 in 2025.")
    assert [f.status for f in facts] == ["reported", "guidance"]
