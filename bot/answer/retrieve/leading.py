"""Which of the passages found speaks first, and how surely: shares that add up to one.

A search ranks passages by its two arms alone. An answer is drawn from one or two of them, so what
the passage, its best sentence and its best fact of the ledger cover of the question is weighed
beside both arms, and whether it names the parties and measures asked about. The weights are those
of a logistic choice among the passages of a question (docs/decisions/0080). Judges no answer.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import chain

from bot.answer.retrieve.facts import mentioned, wants_later
from bot.index.search import Searcher
from bot.knowledge.ledger import family
from bot.language.glossary import Glossary
from bot.language.twins import sentences_in, tongue_of
from bot.records import Hit, Passage, Question, ScoredFact

__all__ = ["leading"]

LEXICAL, DEVIATION, COVERED = 2.5, 1.04, 3.7
"""What the lexical share, a standard deviation of the vector and the coverage weigh."""

SENTENCE, LIKE = 3.1, 2.5
"""What the coverage and the vector of the sentence weigh that is nearest to the question."""

PARTIES, MEASURES = 1.7, 1.3
"""What the share of the parties and of the measures asked about weighs that it names."""

FACT, OF_FACT = 3.0, 2.7
"""What the score and the coverage of the best fact that it states weigh."""

LATER, LONG = 2.1, 0.4
"""What it is worth to be a later development where one is asked for, and each sentence."""

GLOSSARY = "glossary/"


def leading(
    question: Question,
    hits: Sequence[Hit],
    searcher: Searcher,
    glossary: Glossary,
    facts: Sequence[ScoredFact] = (),
) -> Mapping[tuple[str, str], float]:
    """The probability of each passage to be the one that answers, best first.

    Definitions of the glossary are left out: an answer quotes them only where one is asked for.
    """
    found = [h for h in hits if not h.passage.id.startswith(GLOSSARY)]
    if not found:
        return {}
    asked, language = question.standalone, question.language
    covered = [
        c.score for c in searcher.coverage(asked, [_whole(h.passage, language) for h in found])
    ]
    said = [sentences_in(h.passage, language) for h in found]
    each = list(chain.from_iterable(said))
    best = _of_best(said, [c.score for c in searcher.coverage(asked, each)])
    like = _of_best(said, searcher.likeness(asked, each))
    stated = _stated(facts)
    later = wants_later(question)
    weights = []
    for hit, share, sentence, near in zip(found, covered, best, like, strict=True):
        score, of_fact = stated.get((hit.passage.index, hit.passage.id), (0.0, 0.0))
        weights.append(
            LEXICAL * hit.lexical
            + DEVIATION * hit.deviations
            + COVERED * share
            + SENTENCE * sentence
            + LIKE * near
            + _named(question, hit.passage, glossary)
            + FACT * score
            + OF_FACT * of_fact
            + LATER * (later and hit.passage.later)
            + LONG * len(sentences_in(hit.passage, language))
        )
    raised = [math.exp(w - max(weights)) for w in weights]
    shares = {
        (h.passage.index, h.passage.id): r / sum(raised) for h, r in zip(found, raised, strict=True)
    }
    return dict(sorted(shares.items(), key=lambda item: -item[1]))


def _of_best(said: Sequence[Sequence[str]], scores: Sequence[float]) -> list[float]:
    """For each passage the best score of its sentences, which stand one after another."""
    found, at = [], 0
    for sentences in said:
        found.append(max(scores[at : at + len(sentences)], default=0.0))
        at += len(sentences)
    return found


def _stated(facts: Sequence[ScoredFact]) -> dict[tuple[str, str], tuple[float, float]]:
    """For each passage the score and coverage of the best fact that it states."""
    best: dict[tuple[str, str], tuple[float, float]] = {}
    for scored in facts:
        if ref := scored.fact.stated_in:
            key = (ref.index, ref.passage_id)
            best[key] = max(best.get(key, (0.0, 0.0)), (scored.score, scored.coverage))
    return best


def _named(question: Question, passage: Passage, glossary: Glossary) -> float:
    """What the parties and measures asked about that a passage names are worth."""
    tongue = tongue_of(passage.text, question.language)
    text = passage.text[tongue]
    above = (passage.title.get(tongue, ""), passage.heading.get(tongue, ""))
    parties = {m.concept for m in question.entities}
    measures = {family(m.concept) for m in question.metrics}
    of_whom = mentioned(glossary, text)
    of_what = frozenset[str]().union(*(_measured(glossary, part) for part in (text, *above)))
    return PARTIES * len(parties & of_whom) / max(1, len(parties)) + MEASURES * len(
        measures & of_what
    ) / max(1, len(measures))


@lru_cache(maxsize=4096)
def _measured(glossary: Glossary, text: str) -> frozenset[str]:
    return frozenset(family(m.concept) for m in glossary.find_metrics(text))


def _whole(passage: Passage, language: str) -> tuple[str, ...]:
    """Title, heading and sentences of a passage in the reader's language, else in its own."""
    lang = tongue_of(passage.text, language)
    above = (passage.title.get(lang, ""), passage.heading.get(lang, ""))
    return (*above, *sentences_in(passage, language))
