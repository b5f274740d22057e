"""The ledger arm of retrieval: facts scored by the parties, metric, period and words they share.

Weights are constants of this file, tuned on the development split of evals/. Where no period is
asked for, what was newest and what was reported come first. It reads only the question and the
ledger, and decides nothing about enough or too little.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bot.answer.retrieve.groups import counted_group, names_in, says_subject
from bot.answer.retrieve.weighing import weigh_documents, words_of
from bot.index.search import Searcher
from bot.knowledge.ledger import Ledger, alike, family, is_growth
from bot.language.answer_units import unit_of_kind
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.timing import ARTICLE_HORIZON, timing
from bot.language.units import TIME_UNITS
from bot.records import COUNTED, Fact, Hit, Period, Question, ScoredFact, SentenceRef

FACTS = 24
CORPUS = "corpus"
YEAR_END = "2025-12-31"
FAR = "2027-01-01"
"""From here on figures are plans, of the article's time as well as of later."""
SPOKEN = ("instant", "month", "quarter")
ENDING = ("instant", "quarter", "none")
"""Of a day or a quarter that ends with the article's year, a figure can only have come later."""
# Weights of the parts of a fact's score; tuned on the development split of evals/.
WORDS, METRIC, PARTY, PERIOD = 0.45, 0.25, 0.20, 0.18
STRANGER, OTHER_TIME, OUTLOOK, NEWEST = 0.30, 0.25, 0.06, 0.10
SECOND_HAND, FIGURE = 0.05, 0.15
MENTIONED = 0.5
"""Of a party's weight, what a fact has that names the party only beside its own."""
OF_KIND, OF_ANOTHER = 0.1, 0.1
TOLD_BY_UNIT = frozenset({"percent", "power", "money"})
"""The kinds of answer whose unit speaks for a fact. How long is left out: a contract's amount
states its term too."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the ledger arm needs for one question, computed once."""

    companies: frozenset[str]
    people: frozenset[str]
    metrics: frozenset[str]
    families: frozenset[str]
    operations: frozenset[str]
    cues: frozenset[str]
    asked: tuple[Period, ...]
    figures: frozenset[tuple[object, ...]]
    text: str = ""
    counted: int = 0
    kind: str = ""
    things: frozenset[str] = frozenset()
    """The words after "how many": one of them is what is counted."""


_HOW_MANY = re.compile(r"\bhow many ((?:[a-z-]+ ?){1,3})")


def wants_later(question: Question) -> bool:
    """Whether the question itself asks beyond the article's horizon (or its as-of does)."""
    if question.as_of == "latest":
        return True
    if question.as_of != "article":
        return question.as_of >= ARTICLE_HORIZON
    if any(m.concept == "asks_later" for m in question.refusal_cues):
        return True
    if _foretold(question.periods):
        return False
    dated = [p for p in question.periods if p.end is not None]
    ending = (*ENDING, "month") if len(dated) > 1 else ENDING
    return any(
        (p.start is not None and p.start >= ARTICLE_HORIZON)
        or (p.kind in ending and p.end is not None and p.end >= YEAR_END)
        for p in question.periods
    )


def _foretold(periods: Sequence[Period]) -> bool:
    """Whether a question about a far year says that it was spoken of before the horizon."""
    told = any(p.end and p.end < ARTICLE_HORIZON and p.kind in SPOKEN for p in periods)
    return told and all(
        (p.end or "") < ARTICLE_HORIZON or (p.start or "") >= FAR
        for p in periods
        if p.start or p.end
    )


def _allowed(fact: Fact, question: Question, later: bool) -> bool:
    if question.as_of not in ("article", "latest"):
        return fact.as_of <= question.as_of
    return later or not fact.later


def within(question: Question, ledger: Ledger) -> tuple[Fact, ...]:
    """The facts within the question's as-of."""
    later = wants_later(question)
    return tuple(f for f in ledger.facts if _allowed(f, question, later))


def find_facts(
    question: Question,
    hits: Sequence[Hit],
    searcher: Searcher,
    ledger: Ledger,
    glossary: Glossary,
) -> tuple[ScoredFact, ...]:
    """The facts that match the question, best first, within its as-of."""
    found = replace(_found(question), counted=counted_group(question, ledger.facts))
    later = wants_later(question)
    candidates = [
        f for f in _candidates(found, hits, ledger, glossary) if _allowed(f, question, later)
    ]
    if not candidates:
        return ()
    english = question.language == "en"
    texts = [words_of(f, english) for f in candidates]
    coverages = searcher.coverage(question.standalone, texts)
    topics = topic_coverage(question, texts, searcher)
    newest = _newest(candidates)
    scored = [
        _score(fact, coverage.score, topic, found, glossary, newest)
        for fact, coverage, topic in zip(candidates, coverages, topics, strict=True)
    ]
    scored = weigh_documents(question, scored, hits, searcher)
    scored.sort(key=lambda s: (-s.score, s.fact.id))
    return tuple(scored[:FACTS])


def rest_coverage(
    question: Question, texts: Sequence[str], searcher: Searcher
) -> tuple[float, ...]:
    """What each text covers of the question but its metrics, periods and operations; 1 where
    nothing is left of it.
    """
    rest = question.standalone
    spans = [question.text[p.span[0] : p.span[1]] for p in question.periods if p.span]
    named = (*spans, *(m.text for m in (*question.metrics, *question.operations)))
    for text in sorted(named, key=len, reverse=True):
        rest = rest.replace(text, " ")
    found = searcher.coverage(rest, texts)
    if not any(c.score or c.missing for c in found):
        return (1.0,) * len(texts)
    return tuple(c.score for c in found)


def topic_coverage(
    question: Question, texts: Sequence[str], searcher: Searcher
) -> tuple[float, ...]:
    """What each text covers of the question without the names of its parties; 1 where nothing
    is left of it.
    """
    rest = question.standalone
    spans = [question.text[p.span[0] : p.span[1]] for p in question.periods if p.span]
    for text in sorted((*spans, *(m.text for m in question.entities)), key=len, reverse=True):
        rest = rest.replace(text, " ")
    if not any(c.isalnum() for c in rest):
        return (1.0,) * len(texts)
    return tuple(c.score for c in searcher.coverage(rest, texts))


def _found(question: Question) -> Found:
    companies = {m.concept for m in question.entities if m.kind != "person"}
    metrics = {m.concept for m in question.metrics}
    return Found(
        companies=frozenset(companies),
        people=frozenset(m.concept for m in question.entities if m.kind == "person"),
        metrics=frozenset(metrics),
        families=frozenset(family(m) for m in metrics),
        operations=frozenset(m.concept for m in question.operations),
        cues=frozenset(m.concept for m in question.refusal_cues),
        asked=tuple(p for p in question.periods if p.kind != "relative"),
        figures=frozenset((q.unit, *q.values) for q in question.quantities),
        text=question.text,
        kind=_kind_told(question, metrics),
        things=frozenset(w for m in _HOW_MANY.finditer(fold(question.text)) for w in m[1].split()),
    )


def _kind_told(question: Question, metrics: Collection[str]) -> str:
    """The kind of answer that a fact's unit is held against. Of two measures, or beside the
    reader's own figures, those found are operands of any unit.
    """
    if len({family(m) for m in metrics}) > 1 or question.quantities or question.working:
        return ""
    return question.answer_type if question.answer_type in TOLD_BY_UNIT else ""


def _candidates(
    found: Found, hits: Sequence[Hit], ledger: Ledger, glossary: Glossary
) -> Iterable[Fact]:
    """Facts stated in the hits, and those that share a party or a metric with the question."""
    stated = {
        fact.id: fact
        for hit in hits
        for number in range(len(next(iter(hit.passage.sentences.values()))))
        for fact in ledger.stated_at(SentenceRef(hit.passage.id, number, hit.passage.index))
    }
    said = {
        subject
        for subject in {fact.subject for fact in ledger.facts}
        if says_subject(found.text, subject) or found.counted == names_in(subject)
    }
    metrics = {fact.metric for fact in ledger.facts}
    wanted = {m for m in metrics if family(m) in found.families or alike(m, found.families)}
    for fact in ledger.facts:
        measured = fact.metric in wanted
        taken = fact.subject in said or (measured and not found.companies)
        if not taken and found.companies:
            theirs = parties(fact, glossary)
            shared = measured and not found.companies.isdisjoint(theirs)
            taken = shared or found.companies <= theirs
        if taken:
            stated[fact.id] = fact
    return stated.values()


@lru_cache(maxsize=8192)
def mentioned(glossary: Glossary, text: str) -> frozenset[str]:
    """The concepts that a text names."""
    return frozenset(m.concept for m in glossary.find(text))


def parties(fact: Fact, glossary: Glossary) -> frozenset[str]:
    """The concepts that a fact is about or names, by glossary id."""
    return _parties(fact.subject, fact.counterparty, fact.statement_en, glossary)


@lru_cache(maxsize=4096)
def _parties(
    subject: str, counterparty: str | None, statement: str, glossary: Glossary
) -> frozenset[str]:
    named = {subject, counterparty} if counterparty else {subject}
    return mentioned(glossary, statement) | named | {_whole(party, glossary) for party in named}


def _of_deal(fact: Fact, glossary: Glossary) -> set[str]:
    """The subject and the counterparty of a fact, and the companies that they belong to."""
    named = {fact.subject, fact.counterparty} if fact.counterparty else {fact.subject}
    return named | {_whole(party, glossary) for party in named}


def _whole(party: str, glossary: Glossary) -> str:
    """The company that a unit or product belongs to, or the party itself."""
    term = glossary.term(party)
    return _whole(term.part_of, glossary) if term and term.part_of else party


def series(fact: Fact) -> tuple[str, ...]:
    """What makes facts readings of one figure over time: subject, metric, status, period kind."""
    return (fact.subject, fact.metric, fact.status, fact.period.kind)


def _newest(facts: Iterable[Fact]) -> Mapping[tuple[str, ...], str]:
    newest: dict[tuple[str, ...], str] = {}
    for fact in facts:
        key = series(fact)
        newest[key] = max(newest.get(key, ""), fact.as_of)
    return newest


def _score(
    fact: Fact,
    coverage: float,
    topic: float,
    found: Found,
    glossary: Glossary,
    newest: Mapping[tuple[str, ...], str],
) -> ScoredFact:
    score, reasons = WORDS * coverage, [f"words {coverage:.2f}"]
    for part, reason in (
        _metric(fact, found),
        _party(fact, found, glossary),
        _period(fact, found),
        _time(fact, found, newest),
        _kind(fact, found),
    ):
        score += part
        if reason:
            reasons.append(reason)
    named = family(fact.metric) in found.families or alike(fact.metric, found.families)
    if fact.unit in found.things - TIME_UNITS and found.companies <= parties(fact, glossary):
        score, named = score + METRIC, True
        reasons.append(COUNTED)
    deal = len(found.companies) > 1 and found.companies <= parties(fact, glossary)
    if (fact.unit, *fact.values) in found.figures and (deal or fact.metric in found.metrics):
        score, named = score + FIGURE, True
        reasons.append("figure")
    return ScoredFact(fact, round(score, 6), tuple(reasons), coverage, named, topic)


def _metric(fact: Fact, found: Found) -> tuple[float, str]:
    portion = "share" in fact.metric and not fact.metric.startswith("share_")
    if "share" in found.operations and fact.unit == "%" and portion:
        return METRIC, "a share is asked for"
    if not found.metrics:
        return 0.0, ""
    # Where a share is asked for, a level is an operand at best.
    weight = METRIC * (0.5 if "share" in found.operations and fact.unit != "%" else 1.0)
    expected = "expected" in found.cues or "miss" in found.operations
    if fact.metric.endswith("_consensus") and family(fact.metric) in found.families:
        return (weight, "what was expected") if expected else (0.0, "")
    if fact.metric in found.metrics:
        wants_growth = "growth" in found.operations and not is_growth(fact.metric)
        return weight * (0.8 if wants_growth else 1.0), f"metric {fact.metric}"
    if family(fact.metric) in found.families:
        growth = is_growth(fact.metric) and "growth" in found.operations
        return weight * (1.0 if growth else 0.25), f"kin of {family(fact.metric)}"
    if alike(fact.metric, found.families):
        return weight * 0.6, "a figure of a like name"
    if any(fact.metric.endswith(f"_{plain}") for plain in found.families):
        return weight * 0.4, "a narrower metric"
    return -METRIC * 0.4, ""


def _party(fact: Fact, found: Found, glossary: Glossary) -> tuple[float, str]:
    wanted = found.companies | found.people
    if found.counted and not wanted:
        group = names_in(fact.subject) == found.counted
        return (PARTY, "the group named") if group else (-STRANGER, "another party")
    if says_subject(found.text, fact.subject):
        return PARTY, "its subject is named"
    if not wanted:
        return 0.0, ""
    involved = parties(fact, glossary)
    shared = wanted & involved
    if not shared:
        return -STRANGER, "another party"
    bonus = PARTY * len(shared) / len(wanted)
    if fact.subject in wanted:
        bonus += 0.04
    elif found.metrics and len(wanted) == 1 and not wanted & _of_deal(fact, glossary):
        bonus *= MENTIONED
    return bonus, f"party {len(shared)}/{len(wanted)}"


def _period(fact: Fact, found: Found) -> tuple[float, str]:
    fit = timing(found.asked, fact)
    if fit > 0:
        return PERIOD * fit, f"period {fit:.1f}"
    return OTHER_TIME * fit, "another period" if fit < 0 else ""


def _kind(fact: Fact, found: Found) -> tuple[float, str]:
    """For or against a fact by the unit of what is asked for; operands may have any unit."""
    if not found.kind or fact.unit is None or not fact.values:
        return 0.0, ""
    if unit_of_kind(found.kind, fact.unit):
        return OF_KIND, "of the kind asked for"
    return (0.0, "") if found.operations else (-OF_ANOTHER, "of another kind")


def _time(fact: Fact, found: Found, newest: Mapping[tuple[str, ...], str]) -> tuple[float, str]:
    """Prefer, where no period is asked for, what was newest and what was reported."""
    part = 0.0
    if not found.asked and newest[series(fact)] == fact.as_of:
        part += NEWEST
    if fact.status in ("guidance", "estimate", "opinion", "letter_of_intent"):
        part += OUTLOOK if "guidance" in found.cues else -OUTLOOK * ("miss" not in found.operations)
    if fact.confidence == "medium":
        part -= SECOND_HAND
    return part, ""
