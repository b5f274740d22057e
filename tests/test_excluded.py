"""Operands that a question's words rule out (`plan.excluded`, `plan.outside`)."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.answer.plan.arithmetic import calculations
from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.records import Evidence, ScoredFact
from bot.settings import data_root


@pytest.fixture(scope="module")
def parts():
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)
    return Ledger(corpus.facts, corpus.flows), glossary, Phrases(data_root("prompts"))


def worked(parts, text, ids):
    """What a question comes to on these facts, and what each result is for."""
    ledger, glossary, phrases = parts
    facts = [ledger.get(i) for i in ids]
    scored = tuple(ScoredFact(f, 0.9 - 0.01 * n, (), 0.5, named=True) for n, f in enumerate(facts))
    question = understand(text, (), glossary, phrases)
    return calculations(question, Evidence((), (), scored, {}), ledger)


COMES_TO = [
    (
        "How much did Lucent, Nortel and Cisco lend customers in total?",
        ["HIST-001", "HIST-001b"],
        ["13.6e9"],
    ),
    ("朗訊、北電和思科一共借給客戶多少錢？", ["HIST-001", "HIST-001b"], ["13.6e9"]),
    ("OpenAI對微軟、甲骨文與亞馬遜的合約合計多少？", ["MSFT-002", "MSFT-006"], ["588e9"]),
    (
        "What do OpenAI's contracts with Microsoft, Oracle and Amazon add up to?",
        ["MSFT-002", "MSFT-006"],
        ["588e9"],
    ),
    (
        "Oracle's capex guidance in December versus September: how much more?",
        ["ORCL-021", "ORCL-022", "ORCL-059"],
        ["15e9"],
    ),
    (
        "What share of NVIDIA's revenue was data center revenue in Q2 and Q3 FY2026?",
        ["NVDA-004", "NVDA-003", "NVDA-002", "NVDA-001"],
        ["87.92", "89.84"],
    ),
    (
        "輝達第二季資料中心營收占總營收幾成？第三季呢？",
        ["NVDA-004", "NVDA-003", "NVDA-002", "NVDA-001"],
        ["87.92", "89.84"],
    ),
    ("How much of NVIDIA's revenue isn't data centre, Q3 FY2026?", ["NVDA-004b"], ["5.791e9"]),
    ("輝達非資料中心的營收是多少？", ["NVDA-004"], ["5.791e9"]),
    ("甲骨文2026會計年度第二季不含雲端的營收是多少？", ["ORCL-004"], ["8.1e9"]),
    ("甲骨文雲端營收占比第一季是多少？", ["ORCL-004b", "ORCL-052"], ["48.32"]),
    ("甲骨文的租賃承諾比一季前多多少？", ["ORCL-044", "ORCL-048"], ["148e9", "148"]),
]


@pytest.mark.parametrize(("text", "ids", "values"), COMES_TO)
def test_operands_are_those_that_the_words_name(parts, text, ids, values):
    """Every party of a sum, two plans, a part and its whole of one time, the complement once."""
    made, _ = worked(parts, text, ids)
    assert len(made) == len(values), [c.expression for c in made]
    for calculation, value in zip(made, values, strict=True):
        exact, wanted = Decimal(calculation.value), Decimal(value)
        assert abs(exact - wanted) <= abs(wanted) * Decimal("0.001"), calculation.expression


NOTHING = [
    ("How much of OpenAI does SoftBank own, as a share?", ["OPAI-029b", "OPAI-029", "OPAI-030"]),
    ("軟銀占OpenAI多少股份？花了多少錢？", ["OPAI-029b", "OPAI-029", "OPAI-030"]),
    ("甲骨文9月發債有多少人搶購？是發行額的幾倍？", ["ORCL-036", "ORCL-037b"]),
    ("If Microsoft's gross margin were 60%, what would gross profit be?", ["MSFT-004"]),
]


@pytest.mark.parametrize(("text", "ids"), NOTHING)
def test_nothing_is_worked_out_of_other_figures(parts, text, ids):
    """A stake is told, one step of an issue is no operand, a margin needs its revenue."""
    made, _ = worked(parts, text, ids)
    assert made == ()


@pytest.mark.parametrize(
    "text",
    ["Without the Ampere gain, what would EPS have been?", "扣除Ampere利益，每股盈餘是多少？"],
)
def test_a_figure_told_without_a_part_stands(parts, text):
    """Nothing is taken off a figure that is told without it already."""
    made, purposes = worked(parts, text, ["ORCL-018a", "ORCL-018"])
    assert made == ()
    assert [(p.operation, p.facts) for p in purposes] == [("stated", ("ORCL-018a",))]
