"""Which words name the whole (`shares`), in both languages."""

from __future__ import annotations

import pytest

from bot.language.shares import words_of_whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("What was capex as a share of operating cash flow?", "operating cash flow"),
        ("What % of revenue is cloud?", "revenue"),
        ("Of its revenue, what share is cloud?", "its revenue"),
        ("How much of the backlog comes from OpenAI?", "the backlog"),
        ("資本支出佔營業現金流幾成？", "營業現金流"),
        ("營業現金流裡資本支出佔多少？", "營業現金流"),
        ("营业现金流中，资本支出占多大比例？", "营业现金流"),
        ("資本支出是營業現金流的幾成？", "營業現金流"),
        ("What is Oracle's RPO?", None),
        ("甲骨文的RPO是多少？", None),
    ],
)
def test_the_whole_is_told_by_the_words(question, whole):
    """What stands after "share of", after 佔 or before 裡 is the whole."""
    span = words_of_whole(question)
    assert (question[slice(*span)].strip() if span else None) == whole
