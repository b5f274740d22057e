"""Premises that are corrected, beside true and supposed ones of the same words that are not."""

from __future__ import annotations

import pytest

from bot.answer.plan.premises import corrections
from bot.answer.retrieve import retrieve
from bot.answer.understand import understand
from bot.library import Library

TWINS = [
    ("Under Amazon's letter of intent with OpenAI, when is the first gigawatt due?", True),
    ("Under NVIDIA's letter of intent with OpenAI, when is the first gigawatt due?", False),
    ("依微軟與OpenAI的意向書，第一個吉瓦什麼時候？", True),
    ("依輝達與OpenAI的意向書，第一個吉瓦什麼時候？", False),
    ("Why did Oracle's revenue beat expectations in the second quarter of fiscal 2026?", True),
    ("Did Oracle's revenue beat expectations in the second quarter of fiscal 2026?", False),
    ("甲骨文2026會計年度第二季營收是否優於預期？", False),
    ("甲骨文2025年11月底的RPO是8,230億美元，對吧？", True),
    ("甲骨文2025年11月底的RPO是5,230億美元，對吧？", False),
    ("If OpenAI paid Oracle $5 trillion over 10 years, how much a year is that?", False),
    ("假設OpenAI要付甲骨文5兆美元、分10年，一年多少？", False),
    ("When did Amazon announce that it would put up to $100 billion into OpenAI?", True),
    ("When did NVIDIA announce that it would put up to $100 billion into OpenAI?", False),
    ("SoftBank bought Nokia shares in October 2025: what did it pay per share?", True),
    ("NVIDIA bought Nokia shares in October 2025: what did it pay per share?", False),
    ("軟銀2025年10月認購諾基亞的新股，一股多少錢？", True),
    ("輝達2025年10月認購諾基亞的新股，一股多少錢？", False),
    ("How many Intel shares did Microsoft buy in December 2025?", True),
    ("How many Intel shares did NVIDIA buy in December 2025?", False),
    ("Why did Oracle's cloud infrastructure wither in fiscal 2026 Q2?", True),
    ("Why did Oracle's cloud infrastructure boom in fiscal 2026 Q2?", False),
    ("甲骨文FY26 Q2的雲端應用大幅衰退，原因是什麼？", True),
    ("甲骨文FY26 Q2的雲端應用持續成長，原因是什麼？", False),
    ("When does OpenAI begin to buy from Oracle?", False),
    ("OpenAI從哪一年開始付錢給甲骨文？", False),
    ("OpenAI已經開始付錢給甲骨文，付了多少？", True),
    ("At what price may OpenAI buy AMD shares?", False),
    ("OpenAI行使認股權買超微的股票，一股多少錢？", False),
    ("What did OpenAI pay when it bought AMD shares in the market?", True),
]


@pytest.mark.parametrize(("question", "false"), TWINS)
def test_a_false_premise_is_corrected_and_its_true_twin_is_not(
    library: Library, question: str, false: bool
) -> None:
    """By the deal, the direction and the amount; a supposition is no premise."""
    assert library.ledger is not None
    read = understand(question, (), library.glossary, library.phrases)
    found = retrieve(read, library.searcher, library.ledger, library.glossary)
    assert bool(corrections(read, found.facts, library.ledger)) is false
