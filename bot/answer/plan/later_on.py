"""What became later of the figure that leads an answer: at most one dated fact.

It tells nothing where later days are asked about anyway, nor where a figure of one time is.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer.plan.operands import FORWARD
from bot.knowledge.ledger import Ledger
from bot.records import Fact, Question, ScoredFact

__all__ = ["later_on"]


def later_on(
    question: Question, facts: Sequence[ScoredFact], ledger: Ledger | None, *, computed: bool
) -> tuple[Fact, ...]:
    """The newest later fact on the leading fact's subject and metric, at the article's horizon;
    beside a result only what became of a plan: the next figure says nothing of it.
    """
    if ledger is None or question.as_of != "article" or not facts:
        return ()
    leading = facts[0].fact
    if leading.later or leading.metric.endswith("_consensus"):
        return ()
    if (computed or question.intent == "explanation") and leading.status not in FORWARD:
        return ()  # what became of a plan matters to its reason; the next figure does not
    dated = [p for p in question.periods if p.start or p.end]
    if dated and leading.period.kind not in ("instant", "none"):
        return ()
    later = [f for f in ledger.later_than(leading) if f.stated_in is not None]
    return tuple(later[-1:])
