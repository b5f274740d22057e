"""Whether a deal is signed or meant: the deal of the two parties that are named is told first."""

from __future__ import annotations

import pytest

from bot import Explainer


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


DEALS = [
    ("OpenAI與甲骨文的合約是真的簽了還是意向書？", "openai-oracle-contract/"),
    ("Is the OpenAI–Oracle deal signed or just a letter of intent?", "openai-oracle-contract/"),
    ("OpenAI和甲骨文的合約簽了嗎？", "openai-oracle-contract/"),
    ("輝達跟OpenAI的協議簽了嗎？", "nvidia-openai-loi/"),
    ("Is the NVIDIA-OpenAI deal legally binding?", "nvidia-openai-loi/"),
]


@pytest.mark.parametrize(("question", "passage"), DEALS)
def test_the_deal_of_the_two_is_told_first(explainer, question, passage) -> None:
    """Two ways that a question offers take neither for granted, and no other deal stands first."""
    answer = explainer.ask(question)
    assert answer.citations[0].passage_id.startswith(passage)
    assert not answer.answer.startswith(("沒有來源這麼說", "No source says so"))
