"""The calculations with two facts that a question may ask for, weighed against none at all.

Each program of a question counts by its fitted weights; what two facts have in common is weighed
once for all their programs. Which of them is taken, and whether any, is for the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.answer.retrieve.program_gate import is_open
from bot.answer.retrieve.program_kinds import OPERATIONS
from bot.answer.retrieve.program_weights import ANY, WEIGHTS
from bot.answer.retrieve.programs import Programs
from bot.index.search import Searcher
from bot.language.glossary import Glossary
from bot.records import Fact, Hit, Question, Reckoning

__all__ = ["find_reckonings", "reckonings", "reckons"]


def find_reckonings(
    question: Question,
    facts: Sequence[Fact],
    searcher: Searcher,
    glossary: Glossary,
    hits: Sequence[Hit],
    pairs: Sequence[Collection[str]] = (),
) -> tuple[Reckoning, ...]:
    """The calculations with two facts that a question may ask for, best first; none where it asks
    for no operation, supposes figures of its own or follows up another. A score is against none.

    `pairs` are the facts that the question's phrases name, and the two of the best passage.
    """
    if not reckons(question):
        return ()
    return reckonings(Programs(question, facts, searcher, glossary, hits, pairs))


def reckons(question: Question) -> bool:
    """Whether a question may ask for a calculation with two facts, and no more."""
    asked = {m.concept for m in question.operations}
    supposed = bool({"whatif", "convert"} & asked) and bool(question.quantities)
    wanted = bool(asked & OPERATIONS) or is_open(question)
    return wanted and not supposed and not question.followed_up


def reckonings(programs: Programs) -> tuple[Reckoning, ...]:
    """The calculations of a question's programs, best first."""
    none = weigh(programs.none())
    found = [
        Reckoning(p.operation, (p.facts[0].id, p.facts[1].id), ANY + weigh(p.measures, base) - none)
        for pair, some in programs.by_pair()
        for base in (weigh(pair),)
        for p in some
    ]
    return tuple(sorted(found, key=lambda r: (-r.score, r.facts, r.operation)))


def weigh(measures: Mapping[str, float], base: float = 0.0) -> float:
    """What measures count together, by the fitted weights; added to what others count."""
    return sum(
        [WEIGHTS[name] * value for name, value in measures.items() if value and name in WEIGHTS],
        base,
    )
