"""Two deals set beside each other, each named by its parties; what one contract comes to."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.library import Library


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


SET_BESIDE = [
    ("Is NVIDIA's investment in Intel or NVIDIA's investment in Nokia larger?", 4_000_000_000),
    ("What is larger: NVIDIA's money for OpenAI, or OpenAI's order with Oracle?", 200_000_000_000),
    ("輝達給OpenAI的錢多，還是OpenAI給甲骨文的合約比較多？", 200_000_000_000),
    ("Is Microsoft's investment in Anthropic or NVIDIA's investment in Intel larger?", 0),
]


@pytest.mark.parametrize(("question", "apart"), SET_BESIDE)
def test_two_deals_are_told_with_the_difference(explainer, question, apart) -> None:
    """The words before and after "or" each name one; equal ones differ by nothing, and no other
    deal of either party takes their place.
    """
    assert [Decimal(c.value) for c in explainer.ask(question).calculations] == [apart]


@pytest.mark.parametrize("question", ["OpenAI跟甲骨文的合約是多少？", "OpenAI和AWS的合約是多少?"])
def test_what_a_contract_is_asks_for_its_sum(explainer, question) -> None:
    """With or without a question mark, of either width."""
    first = explainer.ask(question).sentences[0].text
    assert "億美元" in first
    assert "4.5吉瓦" not in first
