"""Answers over a reader's own documents that were asked for in other words than they have.

The documents are ours; their names stand in no glossary.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.answer.retrieve.synonyms import han_synonyms, said_otherwise
from bot.language.script import fold

REVIEW = """# Pellworth Harbour Trust: annual review for the year to 31 March 2025

I took the chair in 2019 and shall stay until Marion Teague succeeds me in July.

Oswald Prynne, Chair

## The year in figures

| £ million | Income 2025 | Income 2024 | Surplus 2025 | Surplus 2024 | Staff |
|---|---|---|---|---|---|
| Quays | 14.2 | 12.8 | 3.1 | 2.6 | 96 |
| Dry docks | 6.1 | 5.3 | 0.9 | 0.4 | 71 |
| Fish market | 3.3 | 3.8 | (1.3) | 0.1 | 38 |

Ferries carried 412,000 passengers. We shed twenty-two posts at the fish market.

The ice plant cost £3.1 million, of which the county paid 40 per cent. Mooring took 52 minutes, down from 61.

The loan is £9 million, of which £5.5 million has been drawn. Borrowings were £7.4 million and cash £2.2 million.
"""  # noqa: E501
NEWS = """白禾醫院新大樓啟用

白禾醫院新大樓昨天啟用，營造商因為工程晚了八個月而遭罰一千二百萬元，並向院方求償三千萬元。

急診病患的等候時間由五十二分鐘縮短到三十五分鐘，停電當天斷電的居民戶數三百二十餘戶。

醫院因設備損壞損失七千八百萬元，其中保險公司理賠兩千六百萬元。醫院預定招募一百五十名護理師，到上月底只錄取九十名。

| 部門 | 114年營收（百萬元） | 113年營收（百萬元） |
|---|---|---|
| 門診 | 2,200 | 2,000 |
| 急診 | 900 | 800 |
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("words")
    (folder / "pellworth.md").write_text(REVIEW, encoding="utf-8")
    (folder / "baihe.md").write_text(NEWS, encoding="utf-8")
    library.add("words", [folder])
    yield Explainer(library.settings, library.over(["words"])).ask
    library.remove("words")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many travellers did the ferries take?", "412,000"),
        ("How many jobs were axed at the fish market?", "twenty-two"),
        ("How many people worked in the dry docks?", "71"),
        ("How high was the income of the quays in the year to March 2025?", "14.2"),
        ("What was the income of the quays in the year to 31 March 2024?", "12.8"),
        ("Who is to succeed Oswald Prynne as chair?", "Marion Teague"),
        ("營造商向醫院索討多少錢？", "三千萬元"),
        ("包商因為工程延宕被開罰多少？", "一千二百萬元"),
        ("急診現在要等幾分鐘？", "三十五分鐘"),
        ("有多少人家停電（戶）？", "三百二十餘戶"),
    ],
)
def test_a_figure_is_found_in_other_words(ask, question, figure):
    """Synonyms, turns of speech, the document's own year, and the later of two figures."""
    answer = ask(question)
    assert figure in answer.answer.split("[1]")[0], answer.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("How much of the loan has not been drawn yet?", "3500000"),
        ("What was net debt?", "5200000"),
        ("How much money did the county pay?", "1240000"),
        ("By how many per cent did the income of the quays grow?", "10.9375"),
        ("扣掉理賠，醫院自己還要負擔多少損失？", "52000000"),
        ("護理師還差幾個才招滿？", "60"),
        ("門診的營收成長了百分之幾？", "10"),
    ],
)
def test_what_figures_side_by_side_come_to(ask, question, value):
    """What is left of a whole, net debt, an amount by its share, growth from row to year."""
    answer = ask(question)
    assert Decimal(value) in [Decimal(c.value or 0) for c in answer.calculations], answer.answer


def test_a_sentence_without_a_figure_besides_a_date_answers_no_how_much(ask):
    """The year in which she took the chair is no number of shares."""
    answer = ask("How many shares does Oswald Prynne hold?")
    assert answer.refusal is not None
    assert answer.refusal.code == "not_in_corpus", answer.answer


@pytest.mark.parametrize(
    ("word", "text", "alike"),
    [
        ("jobs", "the mill shed forty posts", True),
        ("kids", "參加的兒童有三百人", True),
        ("理賠", "the insurers paid nothing", True),
        ("jobs", "the mill shed its skin", False),
        ("mill", "the factory", False),
    ],
)
def test_words_of_one_group_say_the_like(word, text, alike):
    """Across languages too; a word that stands in no group says nothing otherwise."""
    assert any(p.search(fold(text)) for p in said_otherwise(fold(word))) is alike


def test_the_longer_chinese_word_is_read_first():
    """造船廠 is not read as the shorter 船廠."""
    found = [word for word, _ in han_synonyms(fold("去年的造船廠"))]
    assert found[-1] == fold("造船廠")
