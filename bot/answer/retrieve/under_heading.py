"""What stands under a heading that asks what the reader asks, as in a list of answers.

Such a heading says in the reader's own kind of words what its passage tells, and two questions are
far more like one another than a question is like its answer. Headings that ask nothing are left
to the search; it judges no sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answer.retrieve.opened import add_passages
from bot.answer.retrieve.our_reading import asked_of_us
from bot.index.coverage import Coverage
from bot.index.search import Searcher
from bot.language.glossary import Glossary
from bot.language.twins import sentences_in
from bot.records import Hit, Overview, Passage, Question, SentenceRef, Source

__all__ = ["answering", "under_heading"]

CORPUS = "corpus"
ALIKE = 1.8
"""How alike the two questions must be, of 3: the cosine of their vectors, the share of the reader's
question that the heading holds, and the share of the heading that the question holds."""
BESIDE = 0.3
"""How much less alike another heading may be whose passage is told as well."""
AT_MOST = 2
ASKS_MARKS = ("?", "？")
FIGURES = frozenset({"asks_number", "asks_money"})
NO_QUESTION = frozenset({"unsafe"})


def answering(
    question: Question,
    hits: Sequence[Hit],
    passages: dict[tuple[str, str], Passage],
    searcher: Searcher,
    glossary: Glossary,
    sources: Mapping[str, Source],
    overviews: Sequence[Overview],
) -> tuple[SentenceRef, ...]:
    """The sentences of our own reading that a question asks for, else of what stands under a
    heading that asks it; their passages are added to those that can be quoted.
    """
    refs = asked_of_us(question, searcher, glossary, sources, overviews) or under_heading(
        question, hits, searcher
    )
    add_passages(passages, searcher, refs)
    return refs


def under_heading(
    question: Question, hits: Sequence[Hit], searcher: Searcher
) -> tuple[SentenceRef, ...]:
    """The sentences of a reader's own passages whose heading asks the question, the best first.

    None where a figure or a calculation is asked for: those stand in sentences of their own.
    """
    cues = {m.concept for m in question.refusal_cues}
    figures = question.quantities or question.working or cues & FIGURES
    if figures or cues & NO_QUESTION:
        return ()
    own = [h.passage for h in hits if h.passage.index != CORPUS]
    headed = {passage.id: passage for passage in own if _headings(passage)}
    scored = [(_alike(question.standalone, p, searcher), p) for p in headed.values()]
    best = max((score for score, _ in scored), default=0.0)
    if best < ALIKE:
        return ()
    near = [(score, p) for score, p in scored if score >= max(ALIKE, best - BESIDE)]
    told = [p for _, p in sorted(near, key=lambda pair: -pair[0])][:AT_MOST]
    return tuple(ref for passage in told for ref in _sentences(passage, question))


def _headings(passage: Passage) -> tuple[str, ...]:
    """The headings over a passage, in its languages, that are questions."""
    return tuple(h for h in passage.heading.values() if h.rstrip().endswith(ASKS_MARKS))


def _alike(text: str, passage: Passage, searcher: Searcher) -> float:
    """How like a question is to the heading over a passage, 0 to 3, in its best language."""
    headings = _headings(passage)
    held: Sequence[Coverage] = searcher.coverage(text, headings)
    other = searcher.beyond(text, headings)
    likeness = max(searcher.likeness(text, headings))
    return likeness + max(c.score for c in held) + 1.0 - min(other)


def _sentences(passage: Passage, question: Question) -> tuple[SentenceRef, ...]:
    count = len(sentences_in(passage, question.language))
    return tuple(SentenceRef(passage.id, n, passage.index) for n in range(count))
