"""What a plain answer leaves out that nobody asked for: what a term means, and what our own reading
says of something else.

A question for one fact is answered by sentences that state one. A sentence beside them that holds
no figure, names no party and points to nothing told before is a lecture: "A gigawatt is a measure
of electric power". It is left to questions for a meaning, a reason or detail. It adds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.asked_outright import asked_outright
from bot.index.search import READING
from bot.language.glossary import Glossary
from bot.language.grounds import asks_reason
from bot.language.quantities import read_quantities
from bot.language.script import fold
from bot.language.silence import tells_silence
from bot.language.turns import LEANS
from bot.language.twins import sentences_in
from bot.records import Evidence, Question, ScoredFact, ScoredSentence, SentenceRef

__all__ = ["without_idle"]

CORPUS = "corpus"
PLAIN = ("fact", "time")
FIGURES = frozenset({"asks_number", "asks_money"})
FIGURE_TYPES = frozenset({"percent", "duration", "when", "price", "power", "money", "count"})
"""A question for anything else may ask for the very remark: what matters, what that means."""
LIKELY = 0.3
"""How likely a passage of our own reading must be to answer for it to be told beside a fact."""
PARTIES = ("company", "person")
_OF_THE_FIGURE = re.compile(
    r"\b(?:sources?|reports?|press|known|round(?:ed)?|leak(?:s|ed)?|estimates?|figures?|amounts?"
    r"|numbers?|unnamed|names?|compar\w+|confus\w+|cannot|(?:must|should|can) not)\b"
    r"|媒体|报导|报道|来源|资料|约略|取整|未知|不明|金额|数字|点名|不能|不可|比较|相比|混为"
)
"""What says of a figure whence it is and how far it can be relied on."""
_THEREFORE = re.compile(r"\b(?:therefore|thus|hence)\b|因此|所以|可见")


def without_idle(
    question: Question,
    evidence: Evidence,
    facts: Sequence[ScoredFact],
    sentences: Sequence[ScoredSentence],
    opening: SentenceRef | None,
    glossary: Glossary,
) -> tuple[tuple[ScoredSentence, ...], SentenceRef | None]:
    """The sentences, and the one that opens, of an answer to a question for one fact; all of them
    where it asks for more, or where no sentence states a fact.
    """
    stated = {f.fact.stated_in for f in (*facts, *evidence.facts)}
    refs = [s.ref for s in sentences]
    figure = any(m.concept in FIGURES for m in question.refusal_cues)
    figure = figure or question.answer_type in FIGURE_TYPES
    plain = question.intent in PLAIN and question.level != "detailed" and figure
    plain = plain and not (asks_reason(question.standalone) or question.followed_up)
    plain = plain and asked_outright(question, evidence) is not None
    told = [r for r in (opening, *refs, *(f.fact.stated_in for f in facts)) if r in stated]
    if not plain or not told or evidence.outline or any(r.index != CORPUS for r in refs):
        return tuple(sentences), opening
    idle = {r for r in refs if r not in stated and _idle(r, question, evidence, glossary)}
    idle -= {r for r in idle if _next(r) in refs and _leans(_next(r), question, evidence)}
    kept = tuple(s for s in sentences if s.ref not in idle)
    idle_first = opening is not None and opening not in stated
    if opening is not None and idle_first and _idle(opening, question, evidence, glossary):
        opening = None
    return kept, opening


def _idle(ref: SentenceRef, question: Question, evidence: Evidence, glossary: Glossary) -> bool:
    """Whether a sentence that states no fact says nothing of what is asked about."""
    document = ref.passage_id.partition("/")[0]
    if document == READING:
        return evidence.leading.get((ref.index, ref.passage_id), 0.0) < LIKELY
    text = sentences_in(evidence.passage(ref), question.language)[ref.sentence]
    folded = fold(text)
    if LEANS.search(folded) or read_quantities(text) or tells_silence(text):
        return False
    if _OF_THE_FIGURE.search(folded):
        return False
    return not any(m.kind in PARTIES for m in glossary.find(text))


def _next(ref: SentenceRef) -> SentenceRef:
    return SentenceRef(ref.passage_id, ref.sentence + 1, ref.index)


def _leans(ref: SentenceRef, question: Question, evidence: Evidence) -> bool:
    """Whether a sentence can hardly be read without the one before it."""
    text = sentences_in(evidence.passage(ref), question.language)[ref.sentence]
    return LEANS.search(fold(text)) is not None or _THEREFORE.search(fold(text)) is not None
