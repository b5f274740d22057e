"""What stands at the head of a table's row that quotes a source: whom or what it tells of, and its
figure, as the ledger holds them for the very sentence that the row cites.

It reads no question but for the parties that it names, and looks nothing up.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.language.amounts import write_quantity
from bot.language.wording import Wording
from bot.records import Fact, Question

__all__ = ["row_cells"]


def row_cells(question: Question, facts: Sequence[Fact], wording: Wording) -> tuple[str, str]:
    """Whom or what a sentence that states some facts tells of, and its figure; both empty where it
    states no figure.

    Of a deal it is the party that the question does not name; else the measure and its time.
    """
    fact = next((f for f in facts if f.values and not f.series), None)
    if fact is None:
        return "", ""
    named = {m.concept for m in question.entities}
    shown = [
        write_quantity(v, fact.unit or "1", wording.language, bound=fact.bound or "exact")
        for v in fact.values
    ]
    figure = ("–" if wording.language == "en" else "至").join(shown)
    if fact.counterparty is None:
        known = wording.glossary.term(fact.subject) is not None
        return wording.fact(fact) if known else "", figure
    other = fact.counterparty if fact.subject in named else fact.subject
    return wording.party(other), figure
