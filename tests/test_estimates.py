"""Premises about what was expected: a result taken for the other side of the estimates."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.plan.estimates import against_estimates
from bot.answer.understand import understand


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("By how much did Oracle beat the revenue estimate in the quarter to November 2025?", True),
        ("甲骨文11月止那季營收比分析師平均預估多出多少？", True),
        ("甲骨文2026會計年度第二季資本支出低於市場預估多少？", True),
        ("How far did Oracle's revenue fall short of estimates in fiscal Q2 2026?", False),
        ("Did Oracle's revenue beat or miss estimates in fiscal Q2 2026?", False),
        ("甲骨文2026會計年度第二季營收不如預期多少？", False),
        ("Oracle's RPO at the end of November 2025 beat the consensus by how much?", False),
        ("By how much did NVIDIA beat the revenue estimate?", False),
        ("In December 2025 Oracle's revenue topped what analysts expected. By how much?", True),
        ("甲骨文2025年12月公布的營收超過分析師預估，超了多少？", True),
        ("In December 2025 Oracle's revenue was below what analysts expected. By how much?", False),
    ],
)
def test_a_result_on_the_other_side_of_all_estimates_is_told(library, question, told):
    """Not where it is so, where both are asked, where estimates differ or none is known."""
    asked = understand(question, (), library.glossary, library.phrases)
    assert (against_estimates(asked, library.ledger) is not None) is told


@pytest.mark.parametrize(
    ("question", "words"),
    [
        (
            "By how much did Oracle beat the average revenue estimate in the quarter to November"
            " 2025?",
            "missed",
        ),
        ("甲骨文2026會計年度第二季營收比分析師平均預估多出多少？", "少"),
    ],
)
def test_the_correction_comes_first(library, question, words):
    """The sentence that tells how it was stands before any figure."""
    first = Explainer(library.settings, library).ask(question).sentences[0]
    assert first.kind == "correction"
    assert words in first.text
