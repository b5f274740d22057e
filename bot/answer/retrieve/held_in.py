"""What one sentence holds, and what of a question is asked: names, measures, units, days.

The same sentences are read for every question, so what is read of one is kept. What a reader says
that they know already is left out of what is asked (`bot.language.set_aside`). It judges nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answer.retrieve.wanted import has_name, only_tells
from bot.knowledge.ledger import family
from bot.language.glossary import Glossary
from bot.language.leaving_out import set_aside
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.set_aside import known_already
from bot.records import Fact, Mention, Period, Question, SentenceRef

__all__ = [
    "Read",
    "as_demanded",
    "measures_stated",
    "read_sentence",
    "without_known",
    "without_names",
]

_DENIED = re.compile(r"(?:没|尚未|未曾|未|\bnot(?: yet)?|\bnever|\bun) ?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Read:
    """What one sentence holds: units, concepts named, measures named, days."""

    units: frozenset[str]
    named: frozenset[str]
    measures: frozenset[str]
    periods: tuple[Period, ...]
    kinds: tuple[tuple[str, str], ...]
    """The concepts named, each with its kind."""
    stranger: bool
    """Whether it has a name that the glossary does not know."""
    tellers: frozenset[str]
    """The concepts named that only report what it says."""


def as_demanded(question: Question) -> Question:
    """The question with what its words demand: a thing that is only counted ("how many GPUs") need
    not be named as well, nor a party that is set aside ("besides Nokia, who …"), and what is
    denied ("not sold yet") names no measure.
    """
    measured = [(m.start, m.end) for m in question.metrics]

    def counted(mention: Mention) -> bool:
        within = any(a <= mention.start and mention.end <= b for a, b in measured)
        return mention.kind == "product" and within

    aside = set_aside(question.text, _standing(question)) if _OTHER.search(question.text) else []

    def left_out(mention: Mention) -> bool:
        return any(start <= mention.start < end for start, end in aside)

    demanded = (m for m in question.entities if not (counted(m) or left_out(m)))
    parties = tuple(demanded) or question.entities
    said = question.standalone if question.standalone == question.text else ""
    metrics = tuple(m for m in question.metrics if not _DENIED.search(fold(said[: m.start])))
    return replace(question, entities=parties, metrics=metrics)


_OTHER = re.compile(r"\bwh(?:o|om|ose|ich)\b|[谁誰哪]", re.IGNORECASE)
"""What asks for others than those that are set aside."""


def _standing(question: Question) -> list[Mention]:
    text = question.text
    return [m for m in question.entities if text[m.start : m.end] == m.text]


def without_known(question: Question) -> Question:
    """The question without the clauses that only tell what the reader knows already; its times
    stay, and its parties where no other is named.
    """
    spans = known_already(question.text) if question.standalone == question.text else ()
    if not spans:
        return question
    text = question.text
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]

    def asked(mention: Mention) -> bool:
        return not any(start <= mention.start and mention.end <= end for start, end in spans)

    parties = tuple(m for m in question.entities if asked(m))
    return replace(
        question,
        text=text,
        standalone=text,
        entities=parties or question.entities,
        metrics=tuple(m for m in question.metrics if asked(m)),
    )


@lru_cache(maxsize=8192)
def read_sentence(text: str, lang: str, glossary: Glossary) -> Read:
    """What a sentence in a language holds."""
    found = glossary.find(text)
    rest = text
    for mention in sorted(found, key=lambda m: -m.start):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    return Read(
        units=frozenset(q.unit for q in read_quantities(text, lang)),
        named=frozenset(m.concept for m in found),
        measures=frozenset(family(m.concept) for m in glossary.find_metrics(text)),
        periods=tuple(p for p in read_periods(text) if p.start or p.end),
        kinds=tuple((m.concept, m.kind) for m in found),
        stranger=has_name(rest),
        tellers=frozenset(m.concept for m in found if only_tells(text, m.start, m.end)),
    )


@lru_cache(maxsize=4096)
def without_names(text: str, glossary: Glossary) -> str:
    """A sentence without the names of companies, people and products."""
    named = {m.text for m in glossary.find(text) if m.kind in ("company", "person", "product")}
    for name in sorted(named, key=len, reverse=True):
        text = text.replace(name, " ")
    return text


def measures_stated(known: Sequence[Fact]) -> Mapping[SentenceRef, Set[str]]:
    """The measures of the facts that each sentence states, however it words them."""
    stated: dict[SentenceRef, set[str]] = {}
    for fact in known:
        if fact.stated_in is not None:
            stated.setdefault(fact.stated_in, set()).add(family(fact.metric))
    return stated
