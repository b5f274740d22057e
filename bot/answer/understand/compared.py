"""The thing spoken of set beside another party: "how does that compare with NVIDIA?".

Like is set beside like: the measure that was asked for is asked of the other party as well. Where
no measure was asked for, the two are compared in words and no figure is set over another. It finds
no fact.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer.understand.history import Before
from bot.answer.understand.joined import COMPARING
from bot.answer.understand.reading import Reader
from bot.language.exchange import exchanged
from bot.language.script import fold
from bot.records import Question

_BESIDE = re.compile(
    r"\bcompar|^[跟和与同][^，,]{1,20}比(?:起来|较|一比)?(?:呢|如何|怎么样|又如何)*\W*$"
)
_NO_MORE = re.compile(
    r"(?:['’]s)?(?: (?:then|now|though|in comparison|please))*\W*$|[^，,]{0,6}比[^，,]{0,6}\W*$"
)
"""A party's name ends the words: nothing of it is named."""
_DIFFERS = re.compile(
    r"^(?:(?:and|so|but|then)\b[, ]*)*what(?:['’]s| is| are) (?:the|their) differences?"
    r"(?: then)?\W*$"
    r"|^(?:那|所以)?(?:有什么|哪里)?(?:差别|不同|不一样|差异)(?:在哪里?|是什么|呢)?\W*$"
)
"""What sets two things side by side without a figure: "what's the difference?"."""

__all__ = ["beside_party", "in_words", "sets_beside_party"]


def sets_beside_party(question: Question) -> bool:
    """Whether the words only set the thing spoken of beside one party."""
    named = question.metrics or question.terms or question.quantities or question.periods
    one = len({m.concept for m in question.entities}) == 1
    worked = COMPARING & {m.concept for m in question.operations}
    if not one or named or worked:
        return False
    folded, end = fold(question.text), max(m.end for m in question.entities)
    return _BESIDE.search(folded) is not None and _NO_MORE.match(folded, end) is not None


def beside_party(question: Question, before: Before, reader: Reader) -> Question | None:
    """The measure asked for before of the one party and of the other, where there is one."""
    earlier = before.figure if before.figure.metrics else before.topic
    if sets_beside_party(before.said[-1]):
        earlier = before.topic  # one party after another is set beside the first
    if not sets_beside_party(question) or len({m.concept for m in earlier.metrics}) != 1:
        return None
    bare = reader.again(question.entities[0].text, question)
    swapped = exchanged(bare, earlier)
    if not swapped:
        return None
    told = reader.again(f"{earlier.text} {swapped}", question)
    asked = question.asked or question.text
    return replace(told, asked=asked, form=question.form, intent="comparison", followed_up=True)


def in_words(question: Question, earlier: Question) -> Question:
    """The question without its operation on two figures, where it names none and no figure was
    asked for before.
    """
    cues = {m.concept for m in earlier.refusal_cues}
    figure = earlier.metrics or earlier.working or earlier.quantities or "asks_number" in cues
    named = question.metrics or question.quantities or question.periods
    if figure or named or not _DIFFERS.search(fold(question.text)):
        return question
    kept = tuple(m for m in question.operations if m.concept not in COMPARING)
    return replace(question, operations=kept, intent="comparison")
