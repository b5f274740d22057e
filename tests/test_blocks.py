"""bot.knowledge.blocks: lines joined, long paragraphs cut."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.blocks import LONGEST, Block, Reading, make_passages
from bot.records import Source

MINE = Source("x.txt", "X", "", "txt", "", None, "reader", "original")


@pytest.mark.parametrize(
    "text",
    [
        "市場正在檢視這套循環能否持續下去。" * 200,
        "It grew by a fifth. " * 300,
        "字" * 3000,
        "a " * 2000,
    ],
    ids=["zh", "en", "no-end", "no-sentence"],
)
def test_long_paragraphs_are_cut(text):
    """No passage is longer than 900 characters, none is a crumb, and no character is lost."""
    passages = make_passages(Reading((Block(text, "H"),)), MINE)
    parts = [next(iter(p.text.values())) for p in passages]
    assert max(map(len, parts)) <= LONGEST
    assert min(map(len, parts)) > LONGEST / 4
    assert "".join("".join(parts).split()) == "".join(text.split())
    assert passages[1].locator == "¶1 (2)"
    assert {next(iter(p.heading.values())) for p in passages} == {"H"}


def test_long_paragraphs_are_cut_at_sentence_ends():
    """Each piece ends where a sentence does."""
    passages = make_passages(Reading((Block("It grew by a fifth. " * 300),)), MINE)
    assert all(p.text["en"].endswith("fifth.") for p in passages)


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\0"), max_size=3000))
def test_any_block_makes_passages(text):
    """Passages hold sentences that lie in their text, whatever the block was."""
    for passage in make_passages(Reading((Block(text),)), MINE):
        ((lang, said),) = passage.text.items()
        assert said == said.strip() != ""
        assert all(0 <= start < end <= len(said) for start, end in passage.sentences[lang])
