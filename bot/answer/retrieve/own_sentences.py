"""How the sentences of a reader's own documents are weighed: by all that is asked, in their place.

Rows of a table that the question's words do not tell apart lose their topic; the row that is named
answers who or where in its own words; so does the sentence that names who holds an office. It
searches nothing and decides nothing about enough.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answer.retrieve.documents import Said, documents_of, place_of, weigh
from bot.answer.retrieve.kinds import asks_name
from bot.answer.retrieve.offices import names_holder
from bot.answer.retrieve.own_counted import gloss_lacking, never_counted
from bot.answer.retrieve.own_nouns import speaks_nowhere
from bot.answer.retrieve.own_order import CANDIDATES, Candidate, in_order, worth_measuring
from bot.answer.retrieve.own_replies import asks_office, asks_whether, reply_asked
from bot.answer.retrieve.weighing import OVER_ROWS, SUBJECTS
from bot.index.search import Searcher
from bot.knowledge.readings import ROW
from bot.language.glossary import Glossary
from bot.language.grounds import asks_reason
from bot.language.script import has_han
from bot.records import (
    ROW_NAMED,
    Fact,
    Hit,
    Passage,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
)

__all__ = [
    "in_documents",
    "likeliest_first",
    "names_the_holder",
    "of_one_document",
    "rows_told_apart",
    "told_in_place",
    "with_named_row",
]

CORPUS = "corpus"
OF_ALL = frozenset({"sum", "total"})
"""Operations that a count of all things is asked for with."""
OF_OFFICE = 0.75
"""A sentence that speaks less of an office than this names somebody else."""
SURELY = 0.65
"""From here on the first sentence answers, whatever word it has for the thing."""
HOLDER, ROW_TOLD = 0.95, 0.6
"""What a sentence that names an office's holder scores, and what a named row covers, at least."""


def names_the_holder(
    question: Question, scored: ScoredSentence, said: Said, text: str
) -> ScoredSentence:
    """The sentence, before all others where it names the holder of the office asked for."""
    if said.strange or not names_holder(question.standalone, text):
        return scored
    best = max(scored.score, HOLDER)
    return replace(scored, score=best, coverage=best, topic=1.0, fits=True)


def told_in_place(scored: ScoredSentence, said: Said, hit: Hit, fit: float) -> ScoredSentence:
    """A sentence of a reader's document with the weight that it has in its place."""
    topic = 0.0 if said.strange else said.topic * fit
    share = said.coverage * (1 + fit) / 2
    score = round(0.4 * share + 0.35 * topic + 0.15 * said.own + 0.1 * hit.score, 6)
    return replace(scored, score=score, coverage=share, topic=topic)


def rows_told_apart(
    question: Question, sentences: tuple[ScoredSentence, ...], read: Sequence[Fact]
) -> tuple[ScoredSentence, ...]:
    """The rows of a table that the question's words do not tell apart have no topic."""
    sources = {f.stated_in: f.source_id for f in read if f.topic == ROW and f.stated_in}
    if OVER_ROWS & {m.concept for m in question.operations} or not sources:
        return sentences
    groups: dict[tuple[object, ...], list[SentenceRef]] = {}
    for s in sentences:
        if s.ref in sources:
            groups.setdefault((sources[s.ref], s.coverage, s.topic), []).append(s.ref)
    alike = {ref for refs in groups.values() if len(refs) >= SUBJECTS for ref in refs}
    return tuple(replace(s, topic=0.0) if s.ref in alike else s for s in sentences)


def with_named_row(
    question: Question, sentences: Sequence[ScoredSentence], facts: Sequence[ScoredFact]
) -> tuple[ScoredSentence, ...]:
    """The sentences, where the row of a table that is named answers who or where as it stands."""
    rows = {s.fact.stated_in for s in facts if ROW_NAMED in s.reasons}
    if not rows or not asks_name(question):
        return tuple(sentences)
    told = [
        replace(s, score=max(s.score, HOLDER), coverage=max(s.coverage, ROW_TOLD), topic=1.0)
        if s.ref in rows and (s.fits or question.answer_type not in ("when", "who"))
        else s
        for s in sentences
    ]
    return tuple(sorted(told, key=lambda s: -s.score))


def likeliest_first(
    question: Question,
    sentences: Sequence[ScoredSentence],
    said: Mapping[SentenceRef, tuple[Said, float, Hit]],
    hits: Sequence[Hit],
    searcher: Searcher,
    glossary: Glossary,
) -> tuple[tuple[ScoredSentence, ...], Mapping[str, float]]:
    """The sentences with those of a reader's documents in the order in which they likely answer,
    and what is known of the first of them; those of the corpus keep their places.

    `said` is what each says in its place, how it fits the time and kind asked for, and its hit.
    """
    own = [s for s in sentences if s.ref in said]
    pinned = [s for s in own if s.score >= HOLDER]
    rest = [s for s in own if s.score < HOLDER]
    measured = [
        Candidate(s, said[s.ref][0], said[s.ref][1], said[s.ref][2].passage)
        for s in (*pinned, *rest)
    ]
    measured = worth_measuring(question, measured, len(pinned) + CANDIDATES, searcher)
    order, signals = in_order(question, measured, hits, searcher, glossary)
    by_ref = {s.ref: s for s in own}
    likely = sorted((by_ref[ref] for ref in order), key=lambda s: s.score < HOLDER)
    told = iter([*likely, *(s for s in rest if s.ref not in order)])
    ordered = tuple(next(told) if s.ref in said else s for s in sentences)
    first = next((s.ref for s in ordered if s.ref in said), None)
    if pinned:
        return ordered, {"own_sure": 1.0, "own_near": float(len(pinned))}
    if first and _of_another(question, *said[first][::2]):
        signals = {**signals, "own_sure": 0.0}
    if first and asks_office(question.standalone) and said[first][0].topic < OF_OFFICE:
        signals = {**signals, "own_reply": 0.0}
    if first and said[first][0].lacks and _asks_figure(question.standalone):
        signals = {**signals, "own_lacks": 1.0}
    lead = said[first][2] if first else None
    if lead and _uncounted(question, lead, hits):
        signals = {**signals, "own_lacks": 1.0}
    if lead and signals["own_sure"] < SURELY and not signals["own_reply"]:
        texts = [t for h in hits if _of_source(h, lead) for t in _all_texts(h)]
        if speaks_nowhere(question.standalone, texts, searcher):
            signals = {**signals, "own_lacks": 1.0}
    return ordered, signals


def _of_source(hit: Hit, lead: Hit) -> bool:
    return hit.passage.source_id == lead.passage.source_id


def _all_texts(hit: Hit) -> tuple[str, ...]:
    """What a passage says, with its heading and title."""
    passage = hit.passage
    return (*passage.text.values(), *passage.heading.values(), *passage.title.values())


def _uncounted(question: Question, lead: Hit, hits: Sequence[Hit]) -> bool:
    """Whether things are counted of which the document that leads, in the question's language,
    tells no number, or what is asked about is called by a word of its language that it lacks.
    """
    own = [h.passage for h in hits if h.passage.source_id == lead.passage.source_id]
    texts = [
        text[start:end]
        for passage in own
        for lang, text in passage.text.items()
        for start, end in passage.sentences[lang]
    ]
    if any(has_han(t) for t in texts) == (question.language == "en"):
        titles = [t for passage in own for t in passage.title.values()]
        return gloss_lacking(question.standalone, [*texts, *titles])
    if {m.concept for m in question.operations} - OF_ALL:
        return False
    return never_counted(question.standalone, texts)


def _asks_figure(asked: str) -> bool:
    """Whether no name, reason, yes or no is asked for."""
    return not (reply_asked(asked) or asks_whether(asked) or asks_reason(asked))


def of_one_document(
    sentences: Sequence[ScoredSentence],
    passages: Mapping[tuple[str, str], Passage],
    read: Sequence[Fact],
    facts: Sequence[ScoredFact],
) -> tuple[tuple[Fact, ...], tuple[ScoredFact, ...]]:
    """The figures of the document whose sentence likeliest answers: those of another one are of
    other matters, however alike their words are.
    """
    lead = next((s.ref for s in sentences if s.ref.index != CORPUS), None)
    if lead is None:
        return tuple(read), tuple(facts)
    source = passages[lead.index, lead.passage_id].source_id
    return (
        tuple(f for f in read if f.source_id == source),
        tuple(s for s in facts if s.fact.source_id == source),
    )


def _of_another(question: Question, said: Said, hit: Hit) -> bool:
    """Whether the question names somebody of whom a document in its own language has nothing; a
    name may well be written otherwise in the other one.
    """
    foreign = any(has_han(text) for text in hit.passage.text.values()) == (
        question.language == "en"
    )
    return said.strange and not foreign


def in_documents(
    question: Question,
    refs: Sequence[SentenceRef],
    texts: Sequence[str],
    hit_of: Sequence[Hit],
    searcher: Searcher,
) -> dict[SentenceRef, Said]:
    """How far the sentences of a reader's own documents speak of the question, in their place."""
    own = [
        (ref, text, hit)
        for ref, text, hit in zip(refs, texts, hit_of, strict=True)
        if ref.index != CORPUS
    ]
    documents = documents_of(hit_of)
    places = [
        place_of(hit, text, next(iter(hit.passage.text.values())), documents)
        for _, text, hit in own
    ]
    return dict(zip((ref for ref, _, _ in own), weigh(question, places, searcher), strict=True))
