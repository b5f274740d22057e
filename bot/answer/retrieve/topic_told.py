"""What a summary tells of a topic that is neither a party nor the article: the loop, or an idea.

The loop is told in short, then leg by leg with each leg's own sentence. An idea is told by the
passages that likeliest speak of it, the likeliest whole and of each other one the sentence that
leads. It weighs no passage itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.knowledge.ledger import Ledger
from bot.language.script import fold
from bot.language.turns import POINTS_BACK
from bot.language.twins import sentences_in
from bot.language.whole import of_the_loop
from bot.records import Level, Passage, Question, SentenceRef, Source

__all__ = ["loop_told", "topic_told"]

GLOSSARY = "glossary"
SURE, OTHERS = 0.3, 0.2
"""How likely the likeliest passage must be, and what share of that each other one, to be told."""
PASSAGES: dict[Level, int] = {"brief": 2, "standard": 4, "detailed": 7}
WHOLE = 3
"""Sentences of the likeliest passage that are told."""

_ARTICLE = re.compile(r"\barticle\b|\bmagazine\b|\bauthor|文章|杂志|本文|这篇|作者")


def loop_told(
    question: Question,
    documents: Sequence[Passage],
    ledger: Ledger | None,
    sources: Mapping[str, Source],
) -> tuple[SentenceRef, ...]:
    """The loop in short and its three legs, where the loop and nothing else of it is the topic."""
    if ledger is None or not of_the_loop(question):
        return ()
    legs = (ledger.get(leg.fact_id) for leg in ledger.flows if leg.triangle)
    told = [f.stated_in for f in legs if f is not None and f.stated_in is not None and not f.later]
    ours = {s.id for s in sources.values() if s.use == "own"} - {GLOSSARY}
    in_short = [p for p in documents if p.source_id in ours][:1]
    refs = [SentenceRef(p.id, n, p.index) for p in in_short for n in range(_count(p))]
    return tuple(dict.fromkeys([*refs[:1], *told, *refs[1:]]))


def topic_told(
    question: Question,
    texts: Mapping[str, Passage],
    likely: Mapping[tuple[str, str], float] | None,
) -> tuple[SentenceRef, ...]:
    """What the likeliest passages tell of an idea; nothing where none is likely, nor where a party
    or the article itself is named.
    """
    known = {k: v for (_, k), v in (likely or {}).items() if not k.startswith(f"{GLOSSARY}/")}
    ranked = [(key, share) for key, share in known.items() if key in texts]
    ranked.sort(key=lambda pair: -pair[1])
    if question.entities or of_article(question) or not ranked or ranked[0][1] < SURE:
        return ()
    keys = [key for key, share in ranked if share >= OTHERS * ranked[0][1]]
    told: list[SentenceRef] = []
    for key in keys[: PASSAGES[question.level]]:
        passage = texts[key]
        said = sentences_in(passage, question.language)
        alone = [n for n, text in enumerate(said) if POINTS_BACK.search(fold(text)) is None]
        shown = range(len(said))[:WHOLE] if not told else alone[:1]
        told += [SentenceRef(key, n, passage.index) for n in shown]
    return tuple(told)


def of_article(question: Question) -> bool:
    """Whether the article is named, and not what it is about alone."""
    return _ARTICLE.search(fold(question.text)) is not None


def _count(passage: Passage) -> int:
    return len(next(iter(passage.sentences.values())))
