"""Strangers' expressions and round trips by the thousand: no crash, bounded work, no mismatch."""

from __future__ import annotations

import random
import time

from pace import slowness

from bot.calculate.expression import evaluate
from bot.calculate.syntax import MAX_OPERATIONS
from tools.measure_calculator import SEED, hostile, round_trips

LONGEST_S = 2.0
"""Far above what one takes on an idle machine: this catches work without bound, not slowness. On a
slower machine it grows with what a fixed loop takes."""


def test_ten_thousand_round_trips() -> None:
    """What is written in each language is read back to the same value, unit and bound."""
    assert list(round_trips(10_000)) == []


def test_hostile_expressions_are_values() -> None:
    """A value or an error, within the bound on steps, in bounded time."""
    chance = random.Random(SEED)
    longest = 0.0
    for _ in range(3_000):
        text = hostile(chance)
        begin = time.process_time()
        found = evaluate(text)
        longest = max(longest, time.process_time() - begin)
        assert (found.error is None) != (found.value is None), text
        assert len(found.steps) <= 2 * MAX_OPERATIONS, text
    assert longest < LONGEST_S * slowness()


def test_the_widest_expression_is_bounded() -> None:
    """As many operations, arguments and nested calls as are read at all."""
    for text in (
        "+".join(["1"] * (MAX_OPERATIONS + 1)),
        f"npv(10%, {', '.join(['1'] * 99)})",
        f"irr(-100, {', '.join(['1'] * 99)})",
        "sum(" * 30 + "1" + ")" * 30,
        "*".join(["npv(10%, " + ", ".join(["1"] * 95) + ")"] * 6),
    ):
        begin = time.process_time()
        found = evaluate(text)
        assert time.process_time() - begin < LONGEST_S * slowness(), text
        assert len(found.steps) <= 2 * MAX_OPERATIONS
