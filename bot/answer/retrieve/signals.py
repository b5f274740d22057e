"""How well what was found bears on a question: plain measures, each with a name.

What a question demands of one sentence (`bot.answer.retrieve.demands`), how many parties it names,
whether they are named anywhere, how like a sentence is to what is asked. It judges nothing:
`bot.answer.plan.answerable` does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.answer.retrieve.demands import Beyond, measure_demands
from bot.answer.retrieve.facts import CORPUS, mentioned
from bot.answer.retrieve.heads import by_company
from bot.answer.retrieve.held_in import without_names
from bot.index.search import Searcher
from bot.language.answer_units import UNIT_KINDS, any_of_kind
from bot.language.glossary import Glossary
from bot.language.periods import read_periods
from bot.language.quantities import read_quantities
from bot.language.turns import PERSON
from bot.language.twins import sentences_in
from bot.records import Hit, Passage, Question, ScoredFact, ScoredSentence

SENTENCES, PARTIES = 16, 3
GLOSSARY = "glossary/"


def fits(answer_type: str, text: str, lang: str, glossary: Glossary) -> bool:
    """Whether a sentence holds the kind of thing that is asked for; so where none is told."""
    if answer_type in UNIT_KINDS:
        return any_of_kind(answer_type, (q.unit for q in read_quantities(text, lang)))
    if answer_type == "when":
        return any(p.start or p.end for p in read_periods(text))
    if answer_type == "who":
        named = any(m.kind == "person" for m in glossary.find(text))
        return named or PERSON.search(text) is not None
    if answer_type == "organisation":
        return any(m.kind == "company" for m in glossary.find(text))
    return True


def measure(
    question: Question,
    hits: Sequence[Hit],
    sentences: Sequence[ScoredSentence],
    facts: Sequence[ScoredFact],
    passages: Mapping[tuple[str, str], Passage],
    searcher: Searcher,
    glossary: Glossary,
    beyond: Beyond,
) -> Mapping[str, float]:
    """The measures by name; zero where nothing was found."""
    parties = {m.concept for m in question.entities}
    read = (question, sentences, facts, passages, searcher, glossary)
    demanded = measure_demands(*read, beyond)
    why = float(question.intent == "explanation")
    nobody = float(not question.entities and not question.metrics)
    measured = {
        **demanded,
        "parties": float(min(PARTIES, len(parties))),
        "absent": _absent(by_company(question, glossary), hits, glossary),
        "why": why,
        "near_why": why * demanded["near"],
        "nobody": nobody,
        "near_nobody": nobody * demanded["near"],
    }
    if any(h.passage.index != CORPUS for h in hits):  # weighed for a reader's own documents alone
        measured["likeness"] = _likeness(question, hits, sentences[:SENTENCES], searcher, glossary)
    return measured


def _likeness(
    question: Question,
    hits: Sequence[Hit],
    sentences: Sequence[ScoredSentence],
    searcher: Searcher,
    glossary: Glossary,
) -> float:
    """How like the nearest sentence is to what is asked, the names of parties left out of both."""
    passages = {(h.passage.index, h.passage.id): h.passage for h in hits}
    texts = []
    for scored in sentences:
        passage = passages.get((scored.ref.index, scored.ref.passage_id))
        if passage is None:
            continue  # read beside the hits, of a document of the reader's
        said = sentences_in(passage, question.language)[scored.ref.sentence]
        texts.append(without_names(said, glossary))
    rest = question.standalone
    for text in sorted({m.text for m in question.entities}, key=len, reverse=True):
        rest = rest.replace(text, " ")
    return max(searcher.likeness(rest, texts), default=0.0) if texts else 0.0


def _absent(question: Question, hits: Sequence[Hit], glossary: Glossary) -> float:
    """The share of the parties asked about that no passage of a source found names."""
    asked = {m.concept for m in question.entities}
    if not asked:
        return 0.0
    absent = asked
    alone = question.intent == "definition" and len(asked) == 1 and not question.metrics
    found = (h.passage for h in hits if alone or not h.passage.id.startswith(GLOSSARY))
    for text in (t for p in found for t in (*p.text.values(), *p.title.values())):
        absent = absent - mentioned(glossary, text)
        if not absent:
            break
    if absent != asked and any(m.concept == "without" for m in question.operations):
        return 0.0  # who is left out of what is asked need not be named
    return len(absent) / len(asked)
