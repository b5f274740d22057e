"""Tables named by two columns, the rows beside the highest one, lists and counts: the whole path.

The documents are ours. A wrong cell is worse than none: what no row or column is for is not told.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer

KILNS = """Year,Works,Bricks fired (thousand tonnes),Staff,Gas cost (£ per tonne),Note
2022,Harwick,84,310,41.20,Kiln relined in May.
2022,Loxley,61,205,44.00,"Two short stops, in March and June."
2022,Dunsop,37,150,46.10,Nothing to report.
2023,Harwick,88,305,52.30,Gas contract renewed.
2023,Loxley,57,198,55.90,Flood in the yard; 12 per cent of pallets were spoiled.
2023,Dunsop,41,149,51.00,Nothing to report.
2024,Harwick,91,322,47.50,Second shift on Fridays.
2024,Loxley,66,214,49.20,New loading bay.
2024,Dunsop,39,151,50.40,Nothing to report.
"""
STORES = """季度,門市,營業額（萬元）,來客數,退貨率（%）
2024年第一季,河東店,820,15200,1.8
2024年第一季,松山店,640,13100,2.4
2024年第二季,河東店,905,16050,1.5
2024年第二季,松山店,598,12040,2.9
2024年第三季,河東店,870,15880,1.9
2024年第三季,松山店,655,13510,2.2
"""
LIFTS = """# Ardle ski lifts 2024

| Lift | Days open | Rides (thousand) |
|---|---|---|
| Corrie | 96 | 210 |
| Gully | 81 | 148 |
| Saddle | 70 | 95 |
| All lifts | 99 | 453 |
"""
CLUB = """Minutes of the Dunwick rowing club, 4 March 2025

The treasurer reported that subscriptions rose by 6 per cent. The committee agreed on three steps \
to keep the boathouse dry. First, the gutters will be renewed before May. Second, a pump is to be \
hired for the winter. Third, the lower store will be moved upstairs. Ms Oakley asked two firms for \
a quotation.

The boat vets come for two hours a week. Of the 340 complaints received, 190 concerned late \
changes of the rota, 85 cold showers and 65 parking.

The club's launch burns £2.40 an hour. Repairs cost £960 a year. No cox may steer for more than \
three races a day; eight crews entered the regatta.
"""
ORCHARD = """楓林果園合作社去年成果

合作社今年採收蘋果三百二十公噸，去年同期為四百公噸，前年為三百五十公噸。

每百箱壓傷，甲倉由二十一點四箱減為九點八箱，乙倉由十九點七箱減為十四點二箱。

客服問了一百二十攤，認為包裝太薄的有四十七攤，認為運送太慢的五十二攤，沒有意見的二十一攤。

社員大會五月召開，社員都收到通知。
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("owngrid")
    asked = {}
    for name, text in (
        ("kilns.csv", KILNS),
        ("stores.csv", STORES),
        ("lifts.md", LIFTS),
        ("club.txt", CLUB),
        ("orchard.txt", ORCHARD),
    ):
        (folder / name).write_text(text, encoding="utf-8")
        stem = name.partition(".")[0]
        library.add(stem, [folder / name])
        asked[stem] = Explainer(library.settings, library.over([stem])).ask
    yield lambda name, question: asked[name](question)
    for name in asked:
        library.remove(name)


@pytest.mark.parametrize(
    ("name", "question", "told"),
    [
        ("kilns", "How many staff did Loxley have in 2023?", "198"),
        ("kilns", "What did gas cost per tonne at Dunsop in 2024?", "50.4"),
        ("kilns", "2023年Loxley的瓦斯成本每公噸多少？", "55.9"),
        ("stores", "松山店第二季的來客數是多少？", "12,040"),
        ("stores", "What was the return rate at 松山店 in the third quarter?", "2.2%"),
    ],
)
def test_a_row_is_named_by_two_columns(ask, name, question, told):
    """The one row that has both names is told, and no other figure."""
    answer = ask(name, question)
    assert answer.status == "answered"
    assert told in answer.sentences[0].text
    assert len(answer.citations) == 1


@pytest.mark.parametrize(
    ("name", "question", "value"),
    [
        ("kilns", "By what percentage did Harwick's brick output grow from 2022 to 2024?", "8.33"),
        ("kilns", "How many more staff did Harwick have than Dunsop in 2024?", "171"),
        ("kilns", "What share of the bricks fired in 2024 at all works came from Loxley?", "33.67"),
        ("stores", "河東店第三季的營業額比第二季少百分之幾？", "-3.87"),
        ("orchard", "今年的蘋果採收量比去年少百分之幾？", "-20"),
        ("orchard", "甲倉每百箱的壓傷減少了百分之幾？", "-54.2"),
        ("orchard", "問過的攤位當中，認為包裝太薄的占百分之幾？", "39.17"),
        ("club", "What percentage of the complaints were about cold showers?", "25"),
    ],
)
def test_what_rows_and_parts_come_to(ask, name, question, value):
    """Two rows are set apart, a row is a part of its column, a part is one of its sentence."""
    answer = ask(name, question)
    results = [Decimal(c.value) for c in answer.calculations]
    assert any(abs(r - Decimal(value)) < Decimal("0.05") for r in results), answer.answer


@pytest.mark.parametrize(
    ("name", "question"),
    [
        ("kilns", "What was the brick output of Brinmore in 2023?"),
        ("kilns", "What share of Loxley's pallets was spoiled in 2023?"),
        ("stores", "松山店第四季的營業額是多少？"),
    ],
)
def test_no_cell_is_told_for_what_no_row_or_column_is_for(ask, name, question):
    """A name, a quarter or a measure that the table has not leads to no cell of another."""
    answer = ask(name, question)
    assert not answer.calculations
    assert not any(" is " in s.text or "為" in s.text[:14] for s in answer.sentences)


def test_the_others_are_told_beside_the_highest(ask):
    """ "And the others" asks for every row; the row of all together is none of them."""
    answer = ask("lifts", "Which lift had the most days open, and how did the others do?")
    assert "Of the 3 rows, Corrie is highest" in answer.answer
    assert "Gully 81; Saddle 70" in answer.answer
    plain = ask("lifts", "Which lift had the most days open?")
    assert "Saddle" not in plain.answer


def test_a_list_is_told_whole(ask):
    """What announces a list stands before its numbered sentences, and nothing of others between."""
    answer = ask("club", "What steps did the committee agree on to keep the boathouse dry?")
    assert all(word in answer.answer for word in ("three steps", "gutters", "pump", "upstairs"))
    assert "quotation" not in answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What does the launch burn for each hour it runs?", "2.40"),
        ("How many races may a cox steer in a day at most?", "three races"),
    ],
)
def test_a_rate_or_a_limit_leads(ask, question, told):
    """A figure for each of what is asked, and a limit where one is asked for, come first."""
    assert told in ask("club", question).sentences[0].text


@pytest.mark.parametrize(
    ("name", "question", "refused"),
    [
        ("orchard", "合作社總共有幾位社員？", True),
        ("club", "How many vets work at the club?", True),
        ("club", "How many crews did enter the regatta?", False),
        ("club", "俱樂部有幾艘獨木舟（kayak）？", True),
    ],
)
def test_things_that_are_never_counted_are_refused(ask, name, question, refused):
    """Where the things stand in the document without a number, another number is not theirs."""
    assert (ask(name, question).status == "refused") is refused
