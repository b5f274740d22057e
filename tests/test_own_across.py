"""What is worked out of figures sentences apart in a reader's document, and what is not.

The documents are ours; their names stand in no glossary. The tables of words are read as they
stand, without a document.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.answer.plan.own_sides import divided_by, sides_of, thing_counted
from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.settings import data_root

FERRY = """# Skarrow Ferries: report to members, spring 2026

In 2025 the boats carried 186,400 passengers, after 171,200 in 2024.

The new boat, the Maren, was ordered from Halstad Yard for £9.8 million. The Highland Transport \
Fund is giving £3.6 million towards her. She will carry 240 people.

Fares brought in £2.94 million in 2025. The council's yearly support of £650,000 has not changed.

## New pier

The builder's first estimate for the pier shed was £240,000. After the survey of the piles he \
raised it to £275,000. The members have collected £190,000 in gifts and will take a bank loan for \
what is lacking. The shed will have a floor space of 1,100 square metres.

An average islander makes 14 crossings a month. The fare per crossing rises from 310p to 330p.

| | 2025 | 2024 |
|---|---:|---:|
| Staff costs (£ thousand) | 742 | 718 |
| Fuel (£ thousand) | 1,120 | 970 |
| Total spending (£ thousand) | 2,840 | 2,605 |
"""
HARBOUR = """# 蒔港漁會 114年度業務報告摘要

去年拍賣市場成交量為8,640公噸，成交金額7.2億元；前年成交量9,150公噸，成交金額7.5億元。

製冰廠汰舊換新的總經費原估6,800萬元，發包後增為8,100萬元。漁業署補助3,500萬元，縣政府補助1,200萬元，不足的部分由漁會自籌。新廠每天可製冰120公噸，舊廠是85公噸。

去年休漁獎勵金發給400艘漁船，共1,650萬元。漁會現有車輛93輛，其中電動車31輛。

將採購20輛新車，預算5,400萬元，中央補助其中的四成。

共有四家廠商投標，報價最低的是鼎味食品，每份61元。得標廠商為禾田餐飲，每份午餐65元，上一期合約每份58元。
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("across")
    explainers = {}
    for name, text in (("skarrow.md", FERRY), ("shigang.md", HARBOUR)):
        (folder / name).write_text(text, encoding="utf-8")
        index = f"across-{name[:4]}"
        library.add(index, [folder / name])
        explainers[text] = Explainer(library.settings, library.over([index])).ask
    yield lambda text, question: explainers[text](question)
    for name in ("across-skar", "across-shig"):
        library.remove(name)


def results(answer):
    return [Decimal(c.value) for c in answer.calculations if c.value]


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (
            FERRY,
            "How much of the price of the Maren is left for Skarrow Ferries to pay after the "
            "Highland grant?",
            6_200_000,
        ),
        (FERRY, "How much will Skarrow Ferries have to borrow for the pier shed?", 85_000),
        (HARBOUR, "蒔港漁會的製冰廠更新，漁會自己要籌多少錢？", 34_000_000),
        (HARBOUR, "蒔港漁會採購新車，扣掉中央補助，自己要出多少錢？", 32_400_000),
    ],
)
def test_what_is_left_of_a_cost_after_what_others_give(ask, text, question, value):
    """A cost less the grants, gifts or shares told in other sentences; of a cost, the latest."""
    assert value in results(ask(text, question))


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (
            FERRY,
            "What does the pier shed of Skarrow Ferries cost per square metre at the latest "
            "estimate?",
            250,
        ),
        (HARBOUR, "蒔港漁會去年休漁獎勵金平均每艘漁船多少錢？", 41_250),
    ],
)
def test_an_amount_is_divided_by_what_the_question_names(ask, text, question, value):
    """The number of the things that are named, in another sentence or beside the amount."""
    assert value in results(ask(text, question))


def test_an_amount_a_kilo_of_tonnes(ask):
    """Tonnes are a thousand kilos each; of two years the one asked for."""
    found = results(ask(HARBOUR, "蒔港漁會去年拍賣市場平均每公斤成交多少錢？"))
    assert [round(value, 1) for value in found] == [Decimal("83.3")]


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (HARBOUR, "禾田餐飲的午餐每份比最低的報價貴多少元？", 4),
        (HARBOUR, "禾田餐飲的午餐每份比上一期合約貴多少元？", 7),
    ],
)
def test_both_sides_of_a_difference_are_those_named(ask, text, question, value):
    """What stands behind 比 says which figure the other is set against."""
    assert value in results(ask(text, question))


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (HARBOUR, "蒔港漁會的車輛有百分之幾是電動車？", "33.3"),
        (FERRY, "What share of total spending at Skarrow Ferries went on staff in 2025?", "26.1"),
        (HARBOUR, "蒔港漁會新廠每天的製冰量比舊廠多幾成？", "41.2"),
    ],
)
def test_shares_and_growth_in_per_cent(ask, text, question, value):
    """A part of its sentence's whole, one row of another, and how much more the one is."""
    assert Decimal(value) in [round(found, 1) for found in results(ask(text, question))]


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (FERRY, "How much a year does Skarrow Ferries pay per nurse for training?"),
        (FERRY, "How much more a month will the average islander of Skarrow Ferries pay?"),
        (HARBOUR, "蒔港漁會的製冰廠每公里管線要花多少錢？"),
        (HARBOUR, "蒔港漁會理事長一年的薪水比總幹事多多少？"),
    ],
)
def test_figures_of_other_things_are_not_worked_with(ask, text, question):
    """No result where the document has no figure of what the question divides by or names."""
    assert results(ask(text, question)) == []


@pytest.fixture(scope="module")
def read():
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)
    phrases = Phrases(data_root("prompts"))
    return lambda text: understand(text, (), glossary, phrases)


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("What does the wing cost per square metre?", ("square metre",)),
        ("What did each pupil pay?", ("pupil",)),
        ("What does it cost per year?", ()),
        ("平均每公里要花多少錢？", ("公里",)),
        ("平均每艘漁船領到多少錢？", ("艘", "渔船")),
        ("平均每供一次餐要多少錢？", ("次", "餐")),
        ("每個月要付多少錢？", ()),
    ],
)
def test_what_a_question_divides_by(read, question, thing):
    """The things behind "per" and 每; a stretch of time is none."""
    assert divided_by(read(question)) == thing


@pytest.mark.parametrize(
    ("clause", "thing", "value", "counted"),
    [
        ("a floor space of 1,100 square metres", ("square metre",), 1100, True),
        ("補貼已發給87家商店", ("公里",), 87, False),
        ("本線長11.2公里、14站", ("公里",), 14, False),
        ("共1萬2,800張", ("张",), 12_800, True),
        ("發給412艘漁船", ("艘", "渔船"), 412, True),
    ],
)
def test_which_number_of_a_clause_counts_the_things(clause, thing, value, counted):
    """The word stands behind the very number."""
    assert thing_counted(clause, thing, Decimal(value)) is counted


@pytest.mark.parametrize(
    ("question", "other", "of_time"),
    [
        ("How much higher was the price than the lowest bid?", "the lowest bid", False),
        ("How many more visits were there than the year before?", "the year before", True),
        ("午餐每份比上一期合約貴多少元？", "上一期合约", False),
        ("營收比去年同期增加多少？", "去年同期", True),
    ],
)
def test_what_a_question_sets_something_against(read, question, other, of_time):
    """The words behind "than" and 比, and whether they are only another time."""
    sides = sides_of(read(question))
    assert sides is not None
    assert (sides.other.strip(), sides.of_time) == (other, of_time)


def test_a_share_is_no_comparison(read):
    """比例 and 比率 compare nothing."""
    assert sides_of(read("訂餐的學生占全校的比例是多少？")) is None
