"""What the passage that leads names as a cause and another tells: "lifted by a disposal gain".

A reason often stands in two places: one sentence names what did it, another says what that was and
how much. The first names a measure that is not asked about; the ledger knows which sentence states
its figure for the same party and time. It weighs no sentence and words nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.answer.retrieve.facts import wants_later
from bot.answer.retrieve.kinds import same_stretch
from bot.knowledge.ledger import Ledger, family
from bot.language.glossary import Glossary
from bot.language.periods import overlaps
from bot.language.twins import sentences_in
from bot.records import Fact, Passage, Question, SentenceRef

__all__ = ["causes_named"]

MOST = 2


def causes_named(
    question: Question,
    leading: Mapping[tuple[str, str], float],
    passages: Mapping[tuple[str, str], Passage],
    ledger: Ledger | None,
    glossary: Glossary,
) -> tuple[SentenceRef, ...]:
    """The sentences elsewhere that state what the leading passage names beside what is asked; none
    where no reason is asked for.
    """
    passage = passages.get(next(iter(leading), ("", "")))
    if ledger is None or passage is None or question.intent != "explanation":
        return ()
    said = sentences_in(passage, question.language)
    refs = [SentenceRef(passage.id, n, passage.index) for n in range(len(said))]
    stated = [f for ref in refs for f in ledger.stated_at(ref)]
    known = {family(m.concept) for m in question.metrics} | {family(f.metric) for f in stated}
    named = frozenset[str]().union(*(_measures(glossary, text) for text in said)) - known
    subjects, later = {f.subject for f in stated}, wants_later(question)
    found = (
        fact.stated_in
        for subject in sorted(subjects)
        for metric in sorted(named)
        for fact in ledger.find(subject=subject, metric=metric)
        if fact.values and (later or not fact.later) and _at_once(fact, stated)
    )
    return tuple(dict.fromkeys(ref for ref in found if ref and ref not in refs))[:MOST]


def _at_once(fact: Fact, stated: list[Fact]) -> bool:
    """Whether a fact is of the stretch of time of one that the passage states."""
    return any(
        overlaps(f.period, fact.period) and same_stretch((f.period,), fact.period) for f in stated
    )


@lru_cache(maxsize=8192)
def _measures(glossary: Glossary, text: str) -> frozenset[str]:
    return frozenset(m.concept for m in glossary.find_metrics(text))
