"""Which calculation a question spells out: a tree of operations on operands.

A named computation (depreciation, runway, CAGR …) is read first, then spoken arithmetic of more
than one step. Simple questions of two figures have none: the rules of `bot.answer.plan` plan them.
It finds no fact.
"""

from __future__ import annotations

from bot.language.asked import Asked
from bot.language.chains import leaves, read_chain
from bot.language.computations import read_computation
from bot.language.own_figures import asks_of_own, read_own, set_off, uses_all
from bot.language.phrases import Phrases
from bot.records import Question, Working

__all__ = ["asks_of_own", "leaves", "read_working"]


def read_working(question: Question, phrases: Phrases) -> Working | None:
    """The calculation that the question's words spell out, or None."""
    asked = Asked(
        text=question.text,
        phrases=phrases,
        quantities=set_off(question.quantities),
        operations=question.operations,
        named=tuple(
            m for m in (*question.metrics, *question.entities, *question.terms) if m.kind != "unit"
        ),
        periods=question.periods,
    )
    if asks_of_own(question):
        if question.intent == "explanation":
            return None
        found = read_computation(asked)
        if found is None or not all(s.given for s in leaves(found)):
            found = read_own(asked) or read_chain(asked, own=True)
            found = found if found is not None and uses_all(asked, leaves(found)) else None
    else:
        found = read_computation(asked) or read_chain(asked)
    cues = {m.concept for m in question.refusal_cues}
    if found is None or all(leaf.given for leaf in leaves(found)):
        return found
    asks = {"asks_number", "asks_money"} & cues or question.operations
    told = question.intent in ("explanation", "definition", "status", "list", "crosscheck")
    return found if asks or not told else None
