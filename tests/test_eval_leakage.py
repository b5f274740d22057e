"""Near-duplicates between questions are found, in words and in templates; others are not."""

from __future__ import annotations

import pytest

from evals.leakage import find_leaks, template

NAMES = ["Oracle", "甲骨文", "微軟", "Microsoft"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How much did Oracle's RPO grow?", "How much did Oracle's RPO grow?"),
        ("How much did Oracle's RPO grow?", "how much did oracle's rpo grow ?"),
        ("What was Oracle's revenue in 2024?", "What was Microsoft's revenue in 2025?"),
        ("甲骨文第三季的自由現金流是多少？", "微軟第二季的自由現金流是多少？"),
        ("甲骨文2025年發了180億美元的債嗎？", "微軟2024年發了9億美元的債嗎？"),
    ],
)
def test_one_wording_or_one_template_is_a_leak(one, other):
    """Case, marks, figures, periods and names do not make another question."""
    assert len(find_leaks([one], [other], NAMES)) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("How much did Oracle's RPO grow?", "Who guarantees the bonds of Oracle?"),
        ("甲骨文第三季的自由現金流是多少？", "為什麼有人擔心微軟的折舊？"),
        ("Why?", "Who?"),
    ],
)
def test_another_question_is_none(one, other):
    """Sharing a company or a question word is not enough."""
    assert find_leaks([one], [other], NAMES) == ()


def test_names_and_figures_are_masked():
    """What is left is the phrasing family."""
    assert template("What did Oracle pay in 2025?", NAMES) == "what did @ pay in #"
