"""A follow-up that names another party: "And with CoreWeave?" after a question about AWS.

The earlier question is asked again with the one party exchanged: the one that stands after the
same preposition, else, where the new one stands alone, the first. What else the follow-up says
stays behind it. Knows no company and no metric; who the parties are comes with the questions.
"""

from __future__ import annotations

import re

from bot.language.script import fold
from bot.records import Mention, Question

__all__ = ["exchanged"]

_PREPOSITION = re.compile(
    r"\b(with|in|into|from|to|by|for|of|at|on)\s+(?:the\s+)?$|([跟和对向给在与把从])$"
)


def exchanged(question: Question, earlier: Question) -> str | None:
    """The earlier question about the party that this one names; None where none is exchanged."""
    if question.metrics or question.terms or not earlier.entities:
        return None
    new = list({m.concept: m for m in question.entities}.values())
    old = list({m.concept: m for m in earlier.entities}.values())
    if len(new) != 1 or new[0].concept in {m.concept for m in old}:
        return None
    alike = [m for m in old if m.kind == new[0].kind]
    if not alike:
        return None
    gone = _counterpart(question, new[0], earlier, alike)
    text = earlier.text
    for mention in sorted(earlier.entities, key=lambda m: -m.start):
        if mention.concept == gone.concept:
            text = f"{text[: mention.start]}{new[0].text}{text[mention.end :]}"
    return f"{text} {_rest(question.text, new[0])}".strip()


def _counterpart(
    question: Question, new: Mention, earlier: Question, alike: list[Mention]
) -> Mention:
    """The party of the earlier question whose place the new one takes."""
    said = _preposition(question.text, new)
    if not said:
        return alike[0]
    same = [m for m in alike if _preposition(earlier.text, m) == said]
    return same[0] if same else alike[-1]


def _preposition(text: str, mention: Mention) -> str:
    found = _PREPOSITION.search(fold(text)[: mention.start])
    return found.group().strip() if found else ""


def _rest(text: str, new: Mention) -> str:
    """What follows the first clause of the follow-up: "And Nortel? How far behind was it?"."""
    parts = re.split(r"(?<=[?？。.!！，,])\s*", text[new.end :], maxsplit=1)
    return parts[1] if len(parts) > 1 else ""
