"""Conflicts: both sides of it stand in the Answer where accounts of one thing differ."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.plan.conflicts import asks_how_they_differ
from bot.answer.understand import understand


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


MARKED = [
    ("Bloomberg says Oracle's sites for OpenAI slipped. How did Oracle respond?", "no site"),
    ("彭博說甲骨文替OpenAI蓋的機房要延後，甲骨文怎麼回應？", "均無延誤"),
    ("Does the article's account of who carries out Stargate match OpenAI's?", "MGX"),
    ("甲骨文2026會計年度第二季營收，不同來源的數字有出入，哪個才對？", "160.6"),
    ("What is Oracle's RPO growth: 438% or 433%?", "433%"),
    ("OpenAI's commitments: $1.4 trillion or $600 billion? Which is right?", "$600 billion"),
    ("輝達到底要投OpenAI 1,000億美元還是300億美元？", "300億美元"),
    ("甲骨文租用輝達伺服器的毛利率是14%還是30%到40%？", "14%"),
    ("Was the DA Davidson view of the OpenAI contract the same as JPMorgan's?", "JPMorgan"),
    ("Burry says chips last 2 to 3 years; what does NVIDIA say?", "4 to 6 years"),
    ("亞馬遜2025年資本支出，有的寫1,180億美元，有的寫1,250億美元，為什麼不一樣？", "1,180億"),
    ("OpenAI 2025年燒錢，先前說85億，後來說80億，哪個算數？", "80億"),
    ("分析師原本預期甲骨文2025年11月底的RPO是多少？", "5,260億"),
    ("News sounds as if NVIDIA's $100 billion for OpenAI were settled. Do NVIDIA's filings put it"
     " differently?", "10-Q"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "said"), MARKED)
def test_both_sides_are_marked(explainer, question, said) -> None:
    """Each side has its statement and the marker of the citation that shows it."""
    answer = explainer.ask(question)
    sides = [side for conflict in answer.conflicts for side in conflict.sides]
    assert len(sides) >= 2
    assert any(said in side.statement for side in sides)
    assert all(len(c.sides) >= 2 and c.sides[0] != c.sides[1] for c in answer.conflicts)


@pytest.mark.parametrize(
    "question",
    [
        "How do NVIDIA's and AMD's deals with OpenAI differ?",
        "甲骨文跟微軟的RPO哪個比較大？",
        "How much of OpenAI does Microsoft own?",
        "How long does CoreWeave depreciate its equipment?",
        "輝達2026會計年度第二季前兩大客戶各占營收多少？",
        "OpenAI跟AWS的合約金額多少？",
        "How do the server lives of Meta and Nebius differ?",
    ],
)
def test_two_things_are_no_conflict(explainer, question) -> None:
    """Two deals, or two companies' figures, are not two accounts of one thing."""
    assert explainer.ask(question).conflicts == ()


def test_a_claim_is_held_against_a_fact_of_its_own_parties(explainer) -> None:
    """What was put into another company says nothing against a claim about OpenAI."""
    answer = explainer.ask("Which other companies had NVIDIA invested in by the end of 2025?")
    told = [side.statement for c in answer.conflicts for side in c.sides]
    assert not any("Intel" in text for text in told)


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        ("Do the two reports agree on the sum?", True),
        ("Which figure is right, the paper's or the filing's?", True),
        ("報紙和公司的說法對不起來", True),
        ("What was the revenue in the second quarter?", False),
        ("Some say 40, others say 60: what is it?", True),
        ("What is in the list according to the paper, and what according to the company?", True),
        ("One page gives 12 ships, the other 15. Why?", True),
        ("Does the filing support the paper's reason for the loan?", True),
        ("有人說早就停工了，有人說還在蓋", True),
        ("一開始說三億，後來又說五億，哪個算數？", True),
        ("How does a lease differ from a loan?", False),
        ("第二季營收多少？", False),
        ("公司後來蓋了幾座廠？", False),
    ],
)
def test_whether_accounts_are_said_to_differ(explainer, text, differ) -> None:
    shelf = explainer.library
    assert asks_how_they_differ(understand(text, (), shelf.glossary, shelf.phrases)) is differ
