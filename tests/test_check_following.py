"""Figures of a paragraph that follow from the others of their sentence."""

from __future__ import annotations

import pytest

from bot.check.following import following

FOLLOW = [
    ("Sales reached $50 billion, up 25% on a year earlier, which means $40 billion a year ago.",
     "$50 billion / (1 + 25%)"),
    ("Orders fell 20% to $80 million, meaning $100 million the year before.",
     "$80 million / (1 - 20%)"),
    ("營收為50億美元，年增25%，也就是一年前約40億美元。", "50億美元 / (1 + 25%)"),
    ("The fund has $60 billion and a third party holds 15% of it, or $9 billion.",
     "$60 billion * 15%"),
    ("It costs $70 million against $52 million, that is $18 million more.",
     "$70 million - $52 million"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "shown"), FOLLOW)
def test_a_figure_that_follows_is_shown_with_its_calculation(sentence, shown) -> None:
    """The last clause's one figure is worked out from the figures before it."""
    found = following(sentence, "zh-TW" if "，" in sentence else "en")
    assert found is not None
    assert found.shown.startswith(shown + " = ")


@pytest.mark.parametrize(
    "sentence",
    [
        "Sales reached $50 billion, up 25% from a year earlier, which means $45 billion before.",
        "Sales reached $50 billion, up 25%, and costs were $40 billion.",
        "Sales reached $50 billion, which means growth.",
        "營收為50億美元，年增25%，也就是一年前約30億美元。",
    ],
)
def test_a_figure_that_does_not_follow_is_left_to_the_sources(sentence) -> None:
    """Another result, another clause or no figure: nothing follows."""
    assert following(sentence, "zh-TW" if "，" in sentence else "en") is None
