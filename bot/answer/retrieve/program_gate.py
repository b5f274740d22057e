"""Which operations a question's wording can mean on two facts.

An operation is meant where a cue names it, within what the other cues say, or where all words
together make it likely (`bot.language.operations`). It weighs nothing: what is meant is measured,
and most of it is not taken.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import log

from bot.answer.retrieve.program_kinds import CALLED
from bot.answer.retrieve.program_pairs import Single, adds_up
from bot.knowledge.ledger import family, is_growth
from bot.language.script import fold
from bot.language.timing import named_periods
from bot.records import Fact, Question

__all__ = ["OPEN", "Gate", "asks_rate_alone", "is_open"]

OPEN = 0.1
"""From what probability an operation is meant that no cue names."""
LEAST = 0.001
BACKWARDS = frozenset({"before", "implied", "difference"})
"""Operations that may want the level before a growth."""


def is_open(question: Question) -> bool:
    """Whether the words alone make an operation likely enough."""
    return any(question.likely.get(name, 0.0) >= OPEN for name in CALLED)


def asks_rate_alone(question: Question) -> bool:
    """Whether a rate of growth is named and nothing asks for the level that it started from."""
    asked = {m.concept for m in question.operations}
    rate = any(is_growth(m.concept) for m in question.metrics)
    return rate and not BACKWARDS & asked


class Gate:
    """What one question can mean."""

    def __init__(self, question: Question, singles: Iterable[Single]) -> None:
        self._question = question
        self._asked = frozenset(m.concept for m in question.operations)
        self._metrics = frozenset(m.concept for m in question.metrics)
        self._rated = self._rate_stated(singles)
        self._top = max((question.likely.get(name, 0.0) for name in CALLED), default=0.0)

    def lets(self, operation: str, a: Fact, b: Fact) -> bool:
        """Whether the wording can mean this operation on these two."""
        if operation == "before" and asks_rate_alone(self._question):
            return False
        if self._named(operation, a, b):
            return True
        if self._question.likely.get(operation, 0.0) < OPEN:
            return False
        if operation == "sum":
            return adds_up(self._question, a, b)
        if operation == "growth":
            return not self._rated
        return operation != "difference" or a.unit != "%" or a.metric == b.metric

    def likelihood(self, operation: str) -> dict[str, float]:
        """How likely an operation is by all words, and how much less than the likeliest."""
        if not self._question.likely:
            return {}
        chance = log(self._question.likely.get(operation, 0.0) + LEAST)
        return {"likely": chance, "likelier": chance - log(self._top + LEAST)}

    def unlikelihood(self) -> dict[str, float]:
        """How likely it is by all words that no operation on two figures is asked for."""
        return {
            f"none_{name}": log(self._question.likely[name] + LEAST)
            for name in ("none", "other")
            if name in self._question.likely
        }

    def _named(self, operation: str, a: Fact, b: Fact) -> bool:
        """Whether cues name the operation, as it can be meant beside the others that they name."""
        if not CALLED[operation] & self._asked:
            return False
        ratios = {"times", "per_unit"} & self._asked
        if ratios == {"per_unit"} and a.unit == b.unit == "USD/share":
            return operation == "difference"  # "per share" is said of a price
        if ratios and operation not in ("times", "per_unit", "share", "product"):
            return False
        if "times" in self._asked and "share" not in self._asked and operation == "share":
            return False
        if operation == "sum" and not adds_up(self._question, a, b):
            return False
        if operation == "growth" and self._rated:
            return False
        if operation == "growth" and "growth" not in self._asked:
            return self._question.answer_type == "percent"
        if operation == "growth":
            return family(a.metric) == family(b.metric)
        if operation == "difference" and not (CALLED["difference"] - {"growth"}) & self._asked:
            return family(a.metric) == family(b.metric)  # what one figure changed by
        if operation == "difference" and a.unit == "%":
            spoken = fold(self._question.text)
            points = a.metric in self._metrics or "point" in spoken or "百分点" in spoken
            return points and a.metric == b.metric
        return True

    def _rate_stated(self, singles: Iterable[Single]) -> bool:
        """Whether a figure is itself the rate of growth that is asked for, of no two times."""
        question = self._question
        if question.answer_type != "percent" or len(named_periods(question.periods)) > 1:
            return False
        if {"before", "difference"} & self._asked:
            return False
        families = {family(m.concept) for m in question.metrics}
        return any(
            is_growth(s.fact.metric) and family(s.fact.metric) in families and s.party > 0
            for s in singles
        )
