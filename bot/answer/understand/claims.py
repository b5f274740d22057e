"""A follow-up that only brings in a figure: the question before, asked again with that claim.

"But I read it was 20 gigawatts", "isn't it 200 billion?": what was asked for is to be held against
the figure, which is taken into no calculation. It finds no fact.
"""

from __future__ import annotations

from dataclasses import replace

from bot.answer.understand.history import Before
from bot.language.hearsay import brought_in, of_the_thing
from bot.records import Question

__all__ = ["of_claim", "with_claim"]


def of_claim(question: Question, before: Before) -> Question | None:
    """The question of before with the figure claimed, where the words name nothing else; in few
    words, for it was answered just now.
    """
    claimed = brought_in(question)
    if claimed is None or _names_its_own(question) or not of_the_thing(question.text):
        return None
    return replace(
        before.whole,
        language=question.language,
        level="brief" if question.level == "standard" else question.level,
        form=question.form,
        claimed=claimed,
    )


def with_claim(question: Question, made: Question) -> Question:
    """The question as it was understood, with a figure claimed of what it names itself."""
    if made.claimed is not None or not _names_its_own(question):
        return made
    claimed = brought_in(question)
    return replace(made, claimed=claimed, working=None) if claimed else made


def _names_its_own(question: Question) -> bool:
    """Whether words name a party, a measure or an idea of their own."""
    ideas = [m for m in question.terms if m.kind != "unit"]
    return bool(question.entities or question.metrics or ideas)
