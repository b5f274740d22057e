"""bot.answer.retrieve.column: the figures of a table's column, through the whole path."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer

SHOPS = """Shop,Town,Revenue (£ thousand),Staff,Manager,Opening date
Northgate,Ravensby,640,12,Ada Frome,2015-04-01
Quayside,Ravensby,410,9,Bo Lund,2019-09-12
Millpond,Thornlea,730,14,Cy Marsh,2011-02-27
Hilltop,Thornlea,220,5,Di Novak,2022-06-30
Total,,2000,40,,
"""
SHEET = """# Plover kettle

| Property | Plover | Plover Max |
|---|---|---|
| Volume | 1.2 l | 1.8 l |
| Power | 1500 W | 2200 W |
| Weight | 0.9 kg | 1.3 kg |
| Cord | 80 cm | 95 cm |
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("columns")
    (folder / "shops.csv").write_text(SHOPS, encoding="utf-8")
    (folder / "plover.md").write_text(SHEET, encoding="utf-8")
    library.add("columns", [folder])
    explainer = Explainer(library.settings, library.over(["columns"]))
    yield explainer.ask
    library.remove("columns")


COLUMNS = [
    ("What is the average revenue of the shops?", "500000"),
    ("What is the average revenue of the shops in Thornlea?", "475000"),
    ("Which shop has the most staff?", "14"),
    ("Which shop has the lowest revenue?", "220000"),
    ("What share of the total revenue of all shops does Northgate have?", "32"),
]


@pytest.mark.parametrize(("question", "value"), COLUMNS)
def test_a_column_is_taken_whole(ask, question, value):
    """Every row counts but the row of totals; words that only some rows have choose among them."""
    answer = ask(question)
    assert [Decimal(c.value) for c in answer.calculations] == [Decimal(value)], answer.answer


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the total revenue of all shops?", "£2 million"),
        ("所有店的營收總和是多少？", "200萬英鎊"),
    ],
)
def test_a_total_that_the_table_states_is_told(ask, question, said):
    """The row of totals answers for the sum; nothing is added up again."""
    answer = ask(question)
    assert said in answer.answer
    assert not answer.calculations
    assert answer.citations


def test_the_best_row_is_named(ask):
    """A ranking says whose figure it is."""
    assert "Millpond" in ask("Which shop has the most staff?").answer


def test_figures_in_unlike_units_are_no_column(ask):
    """Litres, watts and kilograms have no highest."""
    assert not ask("What is the highest figure of the Plover?").calculations


def test_a_row_that_is_not_there_is_not_answered(ask):
    """A question that no row's label answers takes no row's figure."""
    answer = ask("What is the revenue of the Brackenfold shop?")
    assert answer.status == "refused"
    assert answer.refusal.code == "not_in_corpus"
