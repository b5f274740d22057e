"""Which of the passages found speaks first, and how surely: shares that add up to one.

A search ranks passages by its two arms alone. An answer is drawn from one or two of them, so what
the passage and its best fact of the ledger cover of the question is weighed beside the search's
score, and whether it names the parties and measures asked about. The weights are those of a
logistic choice among the passages of a question (docs/decisions/0082; `tools/fit_leading.py` fits
them). Judges no answer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache

from bot.answer.retrieve.facts import mentioned, wants_later
from bot.index.search import Searcher
from bot.knowledge.ledger import family
from bot.language.glossary import Glossary
from bot.language.twins import sentences_in, tongue_of
from bot.records import Hit, Passage, Question, ScoredFact

__all__ = ["WEIGHTS", "leading", "measures"]

WEIGHTS: Mapping[str, float] = {
    "search": 10.1,  # its score, as a share of the best one's
    "covered": 4.1,  # what its text, heading and title cover of the question
    "parties": 1.0,  # the share of the parties asked about that its text names
    "of_title": 1.5,  # ... that its title or heading names
    "measures": 1.0,  # the share of the measures asked about that it names
    "fact": 3.4,  # the score of the best fact that it states
    "of_fact": 3.0,  # what that fact covers of the question
    "later": 1.6,  # whether it is a later development where one is asked for
}
"""What each measure of a passage weighs in the choice."""

GLOSSARY = "glossary/"


def leading(
    question: Question,
    hits: Sequence[Hit],
    searcher: Searcher,
    glossary: Glossary,
    facts: Sequence[ScoredFact] = (),
) -> Mapping[tuple[str, str], float]:
    """The probability of each passage to be the one that answers, best first."""
    measured = measures(question, hits, searcher, glossary, facts)
    weights = {
        key: sum(WEIGHTS[name] * value for name, value in told.items())
        for key, told in measured.items()
    }
    most = max(weights.values(), default=0.0)
    raised = {key: math.exp(weight - most) for key, weight in weights.items()}
    total = sum(raised.values())
    return dict(sorted(((k, r / total) for k, r in raised.items()), key=lambda item: -item[1]))


def measures(
    question: Question,
    hits: Sequence[Hit],
    searcher: Searcher,
    glossary: Glossary,
    facts: Sequence[ScoredFact] = (),
) -> dict[tuple[str, str], Mapping[str, float]]:
    """What is known of each passage found, by the names of the weights.

    Definitions of the glossary are left out: an answer quotes them only where one is asked for.
    """
    found = [h for h in hits if not h.passage.id.startswith(GLOSSARY)]
    if not found:
        return {}
    wholes = [_whole(h.passage, question.language) for h in found]
    covered = searcher.coverage(question.standalone, wholes)
    stated = _stated(facts)
    later = wants_later(question)
    best = max(hit.score for hit in found) or 1.0
    told: dict[tuple[str, str], Mapping[str, float]] = {}
    for hit, share in zip(found, covered, strict=True):
        key = (hit.passage.index, hit.passage.id)
        score, of_fact = stated.get(key, (0.0, 0.0))
        told[key] = {
            "search": hit.score / best,
            "covered": share.score,
            **_named(question, hit.passage, glossary),
            "fact": score,
            "of_fact": of_fact,
            "later": float(later and hit.passage.later),
        }
    return told


def _stated(facts: Sequence[ScoredFact]) -> dict[tuple[str, str], tuple[float, float]]:
    """For each passage the score and coverage of the best fact that it states."""
    best: dict[tuple[str, str], tuple[float, float]] = {}
    for scored in facts:
        if ref := scored.fact.stated_in:
            key = (ref.index, ref.passage_id)
            best[key] = max(best.get(key, (0.0, 0.0)), (scored.score, scored.coverage))
    return best


def _named(question: Question, passage: Passage, glossary: Glossary) -> dict[str, float]:
    """The shares of the parties and measures asked about that a passage names."""
    tongue = tongue_of(passage.text, question.language)
    text = passage.text[tongue]
    above = (passage.title.get(tongue, ""), passage.heading.get(tongue, ""))
    parties = {m.concept for m in question.entities}
    asked = {family(m.concept) for m in question.metrics}
    in_title = frozenset[str]().union(*(mentioned(glossary, part) for part in above))
    measured = frozenset[str]().union(*(_measured(glossary, part) for part in (text, *above)))
    return {
        "parties": len(parties & mentioned(glossary, text)) / max(1, len(parties)),
        "of_title": len(parties & in_title) / max(1, len(parties)),
        "measures": len(asked & measured) / max(1, len(asked)),
    }


@lru_cache(maxsize=4096)
def _measured(glossary: Glossary, text: str) -> frozenset[str]:
    return frozenset(family(m.concept) for m in glossary.find_metrics(text))


def _whole(passage: Passage, language: str) -> tuple[str, ...]:
    """Title, heading and sentences of a passage in the reader's language, else in its own."""
    lang = tongue_of(passage.text, language)
    above = (passage.title.get(lang, ""), passage.heading.get(lang, ""))
    return (*above, *sentences_in(passage, language))
