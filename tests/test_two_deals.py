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
    ("Is Microsoft's investment in Anthropic or NVIDIA's investment in Intel larger?", None),
    ("What is larger: NVIDIA's money for OpenAI, or OpenAI's order with Oracle?", "200000000000"),
    ("輝達對OpenAI的投資和OpenAI對甲骨文的合約，前者還是後者比較大？", None),
    ("輝達給OpenAI的錢多，還是OpenAI給甲骨文的合約比較多？", "200000000000"),
]


@pytest.mark.parametrize(("question", "apart"), SET_BESIDE)
def test_the_larger_deal_is_told_with_the_difference(explainer, question, apart) -> None:
    """Where the words name one leg on each side of "or"; else no difference of two deals."""
    made = [Decimal(c.value) for c in explainer.ask(question).calculations if c.value]
    assert (Decimal(apart) in made) if apart else Decimal("200000000000") not in made


def test_a_multiple_of_two_deals_is_no_difference(explainer) -> None:
    """Asked how many times, no difference is told."""
    question = "How many times NVIDIA's investment in OpenAI is OpenAI's contract with Oracle?"
    made = [Decimal(c.value) for c in explainer.ask(question).calculations if c.value]
    assert Decimal("200000000000") not in made


@pytest.mark.parametrize("question", ["OpenAI跟甲骨文的合約是多少？", "OpenAI和AWS的合約是多少?"])
def test_what_a_contract_is_asks_for_its_sum(explainer, question) -> None:
    """With or without a question mark, of either width."""
    first = explainer.ask(question).sentences[0].text
    assert "億美元" in first
    assert "4.5吉瓦" not in first
