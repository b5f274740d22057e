"""Measures that a question asks for by a turn of speech: "how much does X owe" asks for its debt.

The turns stand with the measures in `metrics.yaml` (`asks_en`, `asks_zh`), as patterns over folded
text: `{X}` is any company's name, and the guillemets stand around the words that stand for the
measure. A measure that the question names outside the turn is the one that is meant. It knows no
company and no figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.records import Mention

__all__ = ["NAME", "by_turn_of_speech", "compiled"]

NAME = "\ue000"
"""Stands for each character of a company's name."""


def by_turn_of_speech(
    text: str, entities: Sequence[Mention], named: Sequence[Mention], glossary: Glossary
) -> tuple[Mention, ...]:
    """The measure that the turn of the question asks for; none where it names one beside that."""
    masked = fold(text)
    for m in entities:
        if m.kind == "company":
            masked = f"{masked[: m.start]}{NAME * (m.end - m.start)}{masked[m.end :]}"
    found = [(turn.search(masked), metric) for metric, turn in _turns(glossary)]
    turns = [(match, metric) for match, metric in found if match]
    if not turns:
        return ()
    match, metric = max(turns, key=lambda one: one[0].end() - one[0].start())
    if any(m.start < match.start() or m.end > match.end() for m in named):
        return ()
    start, end = match.span("m")
    return (Mention(metric, "metric", text[start:end], start, end),)


@lru_cache(maxsize=8)
def _turns(glossary: Glossary) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Every turn of speech with the measure that it asks for."""
    return tuple((metric.id, compiled(turn)) for metric in glossary.metrics for turn in metric.asks)


def compiled(turn: str) -> re.Pattern[str]:
    """A turn of `metrics.yaml` as a pattern. Raises re.error where it is none."""
    plain = fold(turn) if not turn.isascii() else turn
    plain = plain.replace("{x}", "{X}").replace("{X}", f"{NAME}+")
    return re.compile(plain.replace("«", "(?P<m>").replace("»", ")"))
