"""bot.language.statuses: what a stranger's sentence says of the standing of what it tells."""

from __future__ import annotations

import pytest

from bot.language.statuses import read_status

SAID = [
    ("The two signed a letter of intent for up to $75 million.", "letter_of_intent"),
    ("雙方簽署意向書，金額最高7,500萬美元。", "letter_of_intent"),
    ("The two signed an LOI over $75 million.", "letter_of_intent"),
    ("雙方簽了LOI，金額7,500萬美元。", "letter_of_intent"),
    ("雙方簽署MOU，興建500MW電廠。", "letter_of_intent"),
    ("Both LOIs were published in May.", "letter_of_intent"),
    ("The bank sent a letter of interest for €40 million.", "letter_of_intent"),
    ("They agreed in principle on a price of $3 billion.", "letter_of_intent"),
    ("A preliminary agreement covers 2,000 acres.", "letter_of_intent"),
    ("兩家公司達成初步協議，金額3億元。", "letter_of_intent"),
    ("双方有合作意向，金额3亿元。", "letter_of_intent"),
    ("Loire Shipping paid $40 million.", "reported"),
    ("The memorandum of understanding is not yet a contract.", "letter_of_intent"),
    ("Analysts expect revenue of $4 billion.", "estimate"),
    ("市場估計投資額約3億元。", "estimate"),
    ("The company expects to open the plant in 2026.", "guidance"),
    ("新廠預計2026年完工，投資最高3億元。", "guidance"),
    ("Revenue was $600 million in 2024.", "reported"),
    ("2024年營收為6億元。", "reported"),
]


@pytest.mark.parametrize(("sentence", "status"), SAID)
def test_the_words_tell_the_standing(sentence: str, status: str) -> None:
    """A letter of intent never passes for what is reported."""
    assert read_status(sentence) == status
