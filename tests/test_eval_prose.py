"""Points within the budget, sentences that serve, quotes that carry, sides shown: what earns."""

from __future__ import annotations

from typing import Any

import pytest
from test_eval_metrics import HALF, QUOTE, answer, case, citation, earned, number, sentence

from evals.metrics import score
from evals.wording import beginning, length, says

FILLER = " ".join(f"word{n}" for n in range(200))


@pytest.mark.parametrize(("start", "value"), [("The backlog grew. ", 1), (f"{FILLER} ", 0)])
def test_points_must_come_within_the_levels_budget(start, value):
    """A point after two hundred words is found, but too late for a standard answer."""
    text = f"{start}{FILLER} and the backlog."
    given = answer(sentence(text, (1,)))
    scored = score(case(points=(("backlog",),)), given)
    assert earned("points_found", scored) == 1
    assert earned("points_in_budget", scored) == value


@pytest.mark.parametrize(
    ("sentences", "value"),
    [
        (("The backlog was $80 billion [1].",), 1),
        (("The backlog was $80 billion [1].", "Gardens need water [1]."), 0.5),
        (("Gardens need water [1].", "Hills are green [1]."), 0),
    ],
)
def test_sentences_that_serve_no_point_are_counted(sentences, value):
    """Dumping text does not pay."""
    given = answer(*(sentence(text, (1,)) for text in sentences))
    expected: dict[str, Any] = {"numbers": (number("8e10", "USD"),), "points": (("order book",),)}
    assert earned("sentences_useful", score(case(**expected), given)) == value


def test_operands_and_corrections_serve():
    """What an expected value is made from is no padding."""
    made = answer(
        sentence("The backlog was $80 billion [1].", (1,)),
        sentence("It had been $50 billion.", (), (0,)),
        calculations=[HALF],
    )
    assert earned("sentences_useful", score(case(numbers=(number("5e10", "USD"),)), made)) == 1


@pytest.mark.parametrize(
    ("text", "quote", "value"),
    [
        ("The backlog was $80 billion [1].", QUOTE, 1),
        ("The backlog was $80 billion [1].", "Backlogs are orders not yet delivered.", 0.5),
        ("The backlog was $80 billion [1].", "Gardens need water.", 0),
        ("The revenue was high [1].", "Gardens need water.", None),
    ],
)
def test_the_quote_at_hand_must_carry_the_point(text, quote, value):
    """A right sentence beside a quote that says something else has its citation elsewhere."""
    given = answer(sentence(text, (1,)), citations=[citation(quote=quote)])
    wanted = case(points=(("backlog", "積壓訂單"),), numbers=(number("8e10", "USD"),))
    assert earned("citation_locality", score(wanted, given)) == value


def test_a_point_without_a_wording_in_the_quotes_language_is_not_judged():
    """A Chinese sentence may rest on an English quote that no alternative is in."""
    given = answer(sentence("積壓訂單很多[1]。", (1,)), language="zh-TW")
    wanted = case("zh-TW", points=(("積壓訂單",),))
    assert earned("citation_locality", score(wanted, given)) is None


def test_simplified_and_traditional_say_the_same():
    """A Simplified answer is held against Traditional quotes."""
    assert says("積壓訂單增加", "积压订单")


@pytest.mark.parametrize(
    ("bound", "text", "value"),
    [
        ("up_to", "It was up to $80 billion [1].", 1),
        ("up_to", "最高800億美元[1]。", 1),
        ("up_to", "It was $80 billion [1].", 0),
        ("at_least", "It was more than $80 billion [1].", 1),
        ("about", "It was about $80 billion [1].", 1),
        (None, "It was up to $80 billion [1].", 1),
    ],
)
def test_a_bound_must_be_kept_where_the_case_names_one(bound, text, value):
    """Up to a hundred billion is not a hundred billion."""
    wanted = number("8e10", "USD")
    wanted = type(wanted)(wanted.value, wanted.unit, wanted.tolerance, True, bound)
    scored = score(case(numbers=(wanted,)), answer(sentence(text, (1,))))
    assert earned("numeric_exact", scored) == value


SIDES = {"topic": "backlog", "sides": [{"marker": 1, "statement": "a"}, {"marker": 2}]}


@pytest.mark.parametrize(
    ("markers", "text", "conflicts", "shown", "marked"),
    [
        ((1,), "Burry says so, NVIDIA denies it [1].", [SIDES], 1, 1),
        ((1,), "Burry says so, NVIDIA denies it [1].", [], 1, 0),
        ((1,), "Burry says so [1].", [], 0, 0),
        ((), "Burry says so, NVIDIA denies it.", [SIDES], 0, 1),
    ],
)
def test_a_conflict_needs_both_sides_cited(markers, text, conflicts, shown, marked):
    """One side is none; a side without its source is hearsay."""
    given = answer(sentence(text, markers), conflicts=conflicts)
    scored = score(case(kind="conflict", points=(("Burry",), ("NVIDIA",))), given)
    assert earned("conflict_shown", scored) == shown
    assert earned("conflict_marked", scored) == marked


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (["It is a letter of intent [1]."], 1),
        (["Much is known [1].", "It is a letter of intent [1]."], 1),
        (["One [1].", "Two [1].", "It is a letter of intent [1]."], 0),
        (["Yes, it was paid [1]."], 0),
    ],
)
def test_a_premise_is_corrected_at_once(texts, value):
    """Within two sentences, or by a sentence that says it is a correction."""
    given = answer(*(sentence(text, (1,)) for text in texts))
    scored = score(case(kind="premise", points=(("letter of intent",),)), given)
    assert earned("premise_corrected", scored) == value


def test_the_twins_have_about_the_same_length():
    """Words of one language and characters of the other are made comparable."""
    chinese = length("甲骨文的剩餘履約義務在2025年11月底達到5,230億美元。")
    english = length("Oracle's remaining performance obligations were $523 billion then.")
    assert 0.5 < chinese / english < 2.5


@pytest.mark.parametrize(("words", "start"), [(2, "one two"), (9, "one two three"), (0, "")])
def test_the_beginning_ends_at_a_word(words, start):
    """Nothing is cut within a word."""
    assert beginning("one two three", words).strip() == start


@pytest.mark.parametrize(
    ("value", "right", "stands"), [("50000000000", 1, 1), ("51000000000", 0, 1)]
)
def test_calculations_and_operands_are_judged(value, right, stands):
    """The expression must give the value, and the quote must hold the operand."""
    made = HALF | {"expression": "US$80 billion / 1.6", "value": value}
    scored = score(case(), answer(sentence("It was so.", (1,), (0,)), calculations=[made]))
    assert earned("calculations_right", scored) == right
    assert earned("operands_traced", scored) == stands
