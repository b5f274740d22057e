"""Which row of a reader's table grew or fell, and what is said of a cell: through the whole path.

The documents are ours; a label holds a gloss of the word that the measure is asked for by.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer

LAUNDRY = """# Harrow Lane Laundry: year in review 2024

Harrow Lane Laundry is run by 31 owners. Revenue rose to £590,000 in 2024 from £541,000 in 2023.

## Revenue by line (£ thousands)

| Line | 2022 | 2023 | 2024 |
|---|---|---|---|
| Hotel linen | 210 | 231 | 248 |
| Workwear | 150 | 148 | 163 |
| Soap sales | 92 | 88 | 81 |
| Carpets | 61 | 74 | 98 |
| Total | 513 | 541 | 590 |
"""
PLOUGHS = """# 和豐農機2024年年報

公司2024年營收為新台幣19.4億元，2023年為18.6億元。

## 各產品線營收（單位：新台幣百萬元）

| 產品線 | 2023年 | 2024年 | 年增率 |
|---|---|---|---|
| 耕耘機 | 820 | 905 | 10.4% |
| 噴霧器 | 610 | 575 | -5.7% |
| 零件銷售 | 430 | 460 | 7.0% |
| 合計 | 1860 | 1940 | 4.3% |
"""
KILNS = """# Cobb Pottery 2024

## Tiles fired (thousand)

| Kiln | 2023 | 2024 |
|---|---|---|
| North | 31 | 44 |
| South | 52 | 57 |
| Total | 83 | 101 |
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rowchanges")
    asked = {}
    for name, text in (("laundry", LAUNDRY), ("ploughs", PLOUGHS), ("kilns", KILNS)):
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
        library.add(name, [folder / f"{name}.md"])
        asked[name] = Explainer(library.settings, library.over([name])).ask
    yield lambda name, question: asked[name](question)
    for name in asked:
        library.remove(name)


@pytest.mark.parametrize(
    ("name", "question", "row", "change"),
    [
        ("laundry", "Which line shrank between 2022 and 2024?", "Soap sales", "-11.96"),
        ("laundry", "Which lines declined in 2024?", "Soap sales", "-7.95"),
        ("laundry", "Which line grew fastest from 2023 to 2024?", "Carpets", "32.43"),
        ("laundry", "Which line grew most between 2022 and 2024?", "Hotel linen", "18.10"),
        ("ploughs", "哪一條產品線2024年衰退？", "噴霧器", "-5.74"),
        ("ploughs", "哪一條產品線成長最快？", "耕耘機", "10.37"),
    ],
)
def test_the_row_that_changed_is_told(ask, name, question, row, change):
    """Every row counts at both times; one that adds up the others never wins."""
    answer = ask(name, question)
    worked = answer.calculations[-1]
    assert round(Decimal(worked.value), 2) == Decimal(change), answer.answer
    assert row in answer.answer
    assert "Total" not in answer.answer
    assert "合計" not in answer.answer


def test_no_row_is_told_where_none_went_that_way(ask):
    """Where every row grew, the growth of one, or of all together, is no answer to what fell."""
    assert not ask("kilns", "Which kiln declined in 2024?").calculations


@pytest.mark.parametrize(
    ("name", "question", "figure", "never"),
    [
        ("ploughs", "和豐農機2024年的營收是多少？", "19.4億", "4.6億"),
        ("ploughs", "2023年營收是多少？", "18.6億", "4.3億"),
        ("laundry", "2024年的總營收是多少？", "59萬", "8.1萬"),
    ],
)
def test_a_word_for_the_measure_names_no_row(ask, name, question, figure, never):
    """Revenue asked for is the whole's, though a row's label says the like of it: Soap sales."""
    answer = ask(name, question).answer
    assert figure in answer
    assert never not in answer


def test_a_ranking_takes_every_row_of_the_kind_asked_for(ask):
    """零件銷售 holds a gloss of 營收, and is no column alone."""
    answer = ask("ploughs", "哪一條產品線2024年營收最高？").answer
    assert "耕耘機最高" in answer


@pytest.mark.parametrize(
    ("name", "question", "said"),
    [
        (
            "laundry",
            "How much did hotel linen bring in in 2024?",
            "Hotel linen (Revenue by line, 2024) is £248,000",
        ),
        ("ploughs", "噴霧器2024年的營收是多少？", "噴霧器（各產品線營收，2024年）為新台幣5.75億元"),
    ],
)
def test_a_cell_is_told_with_its_year_and_its_unit_once(ask, name, question, said):
    """The unit in brackets behind a heading is said by the figure."""
    assert said in ask(name, question).answer
