"""All that the corpus says in answer to a question for several things: the members of a list.

Whom a party pays, buys from or is paid by stands in the legs of the loop, each with the sentence of
its fact. Other lists are read from the passages that most likely answer: sentences that enumerate
before others. It composes nothing, and does not say whether the list is complete.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from bot.answer.retrieve.breadth import beyond_time, likely_enough
from bot.answer.retrieve.facts import wants_later
from bot.answer.retrieve.hits import of_sources
from bot.answer.retrieve.leading import leading
from bot.answer.retrieve.listing import asks_list, asks_members, left_out, without_left_out
from bot.answer.retrieve.rows import events_of, of_a_course, rows_of
from bot.index.search import Searcher
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.in_time import asks_since, asks_timeline
from bot.language.periods import overlaps
from bot.language.script import fold
from bot.language.twins import sentences_in
from bot.records import (
    Facet,
    Fact,
    Flow,
    FlowKind,
    Hit,
    Passage,
    Question,
    ScoredFact,
    ScoredSentence,
    SentenceRef,
)

__all__ = ["gather"]

CORPUS, GLOSSARY, ARTICLE = "corpus", "glossary/", "article-415/"
FOUND = 12
"""How many passages are looked at."""

LISTS = 4.0
"""How many times likelier a passage answers that lists several things."""

ENUMERATES, EACH = 0.3, 2
"""What a sentence that enumerates counts more; how many sentences a member of a list has."""

MEMBERS, ENDS = 2, 2
"""Members that make a list; of a course that has only two figures the change is told."""
_ITEMS = re.compile(r"、.{1,40}(?:、|和|与|及)|,.{1,60}(?:,| and ).{1,60}\band\b|;.{1,80};")
_FIRST = re.compile(
    r"\bfirst\b.*\bsecond\b|\bone\b.*\b(?:another|the other)\b|第一.*第二|一是.*二是"
)
_PARTS = re.compile(
    r"\b(?:[2-9]|two|three|four|five) (?:[\w-]+ ){0,2}[a-z]+s\b[^.]{0,40}:"
    r"|[2-9两三四五][个段种点条步项大]"
)
_OF_COMPANIES = re.compile(
    r"\b(?:compan|firm|outfit|supplier|vendor|investor|lender|backer|customer|client|partner|whom?\b"
    r"|where\b|contracts\b|deals\b|agreements\b|orders\b|stakes\b|investments\b|loans\b)"
    r"|公司|企业|厂|谁|股东|金主|客户|供应商|业者|哪几家|哪些家|合约|合同|协议|订单|投资案|持股"
)
_DEALS: tuple[tuple[re.Pattern[str], tuple[FlowKind, ...], str], ...] = (
    (
        re.compile(
            r"\b(?:investors?|backers?|shareholders?|owners?)\b|\braise\b|股东|金主|募资|投资人"
        ),
        ("equity",),
        "taker",
    ),
    (
        re.compile(
            r"\binvest|\bstakes?\b|\bown money\b|\bput (?:\w+ ){0,3}(?:money|cash) in"
            r"|\bfund(?:s|ed|ing)?\b|\bback(?:s|ed|ing)?\b|\bhold(?:s|ing)? shares\b"
            r"|投资|入股|出资|砸钱|掏钱|注资|给钱"
        ),
        ("equity",),
        "",
    ),
    (
        re.compile(r"\b(?:customers?|clients?)\b|客户"),
        ("contract", "purchase"),
        "taker",
    ),
    (
        re.compile(
            r"\bsuppl|\bcompute\b|\bchips?\b|\bcloud\b|\bvendors?\b|\bbuy|\brent|供应|采购|买|租"
            r"|\blined up\b|(?:芯片|晶片|云端?|算力)(?:商|厂|业者)|找[了上过]|谈好|谈定"
        ),
        ("contract", "purchase"),
        "giver",
    ),
    (
        re.compile(r"\bsign|\bcontracts?\b|\borders?\b|签|合约|合同|订单"),
        ("contract", "purchase"),
        "either",
    ),
    (
        re.compile(r"\bdeals?\b|\bagreements?\b|协议|交易"),
        ("contract", "purchase", "equity"),
        "either",
    ),
    (re.compile(r"\blend|\bborrow|\bloan|借款|借钱|放款|举债"), ("debt",), "taker"),
)


def gather(
    question: Question,
    likely: Mapping[tuple[str, str], float],
    facets: Sequence[Facet],
    searcher: Searcher,
    glossary: Glossary,
    ledger: Ledger | None,
    facts: Sequence[ScoredFact],
) -> tuple[tuple[ScoredSentence, ...], tuple[Hit, ...]]:
    """The sentences that hold the members of the list asked for, in order, with their passages.

    Nothing where no list is asked for, where its members are sides that were searched apart, or
    where more than the corpus is searched.
    """
    text = question.text
    in_time = asks_timeline(text) or asks_since(text) or of_a_course(question)
    if (
        facets
        or ledger is None
        or {u.name for u in searcher.indexes} != {CORPUS}
        or not (asks_list(question) or asks_members(question) or in_time)
    ):
        return (), ()
    dated = rows_of(question, ledger, facts) or events_of(question, ledger) if in_time else []
    ends_only = len(dated) <= ENDS and not (asks_timeline(text) or asks_since(text))
    if dated and not ends_only:
        return _of_legs(dated, searcher)
    legs = _members(question, ledger)
    if len({f.stated_in for f in legs}) >= MEMBERS:
        return _of_legs(legs, searcher)
    if not asks_list(question):
        return (), ()
    rows = rows_of(question, ledger, facts)
    if rows:
        return _of_legs(rows, searcher)
    return _of_passages(question, likely, searcher, glossary, facts, ledger)


def _members(question: Question, ledger: Ledger) -> list[Fact]:
    """The facts behind the legs of the loop that the question asks for, by whom it names."""
    out = left_out(question)
    named = list(dict.fromkeys(m.concept for m in question.entities if m.concept not in out))
    folded = fold(without_left_out(question))
    deal = next((d for d in _DEALS if d[0].search(folded)), None)
    if len(named) != 1 or deal is None or not _OF_COMPANIES.search(folded):
        return []
    pattern, kinds, role = deal
    if not role:
        cue = pattern.search(folded)
        mention = next(m for m in question.entities if m.concept == named[0])
        role = "giver" if cue and fold(mention.text) in folded[: cue.start()] else "taker"
    legs = (leg for leg in ledger.flows if leg.kind in kinds and named[0] in _side(leg, role))
    found = ((leg, ledger.get(leg.fact_id)) for leg in legs if not {leg.giver, leg.taker} & out)
    told = [fact for _, fact in found if fact is not None and _in_time(fact, question)]
    asked = {m.concept for m in question.metrics}
    measured = {(f.subject, f.counterparty) for f in told if f.metric in asked}
    return [
        f for f in told if f.metric in asked or (f.subject, f.counterparty) not in measured
    ]  # each member by the measure asked for, where the ledger has it


def _side(leg: Flow, role: str) -> tuple[str, ...]:
    """Who stands on a side of a leg, or on either."""
    return {"giver": (leg.giver,), "taker": (leg.taker,)}.get(role, (leg.giver, leg.taker))


def _in_time(fact: Fact, question: Question) -> bool:
    """Whether a leg is of the time asked about, and stated somewhere."""
    asked = [p for p in question.periods if p.start or p.end]
    if fact.stated_in is None or (fact.later and not wants_later(question)):
        return False
    return not asked or any(
        overlaps(p, fact.period) or (p.start or "") <= fact.as_of <= (p.end or "9") for p in asked
    )


def _of_legs(
    legs: Sequence[Fact], searcher: Searcher
) -> tuple[tuple[ScoredSentence, ...], tuple[Hit, ...]]:
    refs = dict.fromkeys(f.stated_in for f in legs if f.stated_in is not None)
    found = []
    for ref in refs:
        passage = searcher.passage(ref.index, ref.passage_id)
        if passage is not None:
            found.append((ref, Hit(passage, 1.0, next(iter(passage.text)))))
    return (
        tuple(ScoredSentence(ref, 1.0, 1.0, topic=1.0) for ref, _ in found),
        tuple(hit for _, hit in found),
    )


def _of_passages(
    question: Question,
    likely: Mapping[tuple[str, str], float],
    searcher: Searcher,
    glossary: Glossary,
    facts: Sequence[ScoredFact],
    ledger: Ledger,
) -> tuple[tuple[ScoredSentence, ...], tuple[Hit, ...]]:
    """The sentences of the likeliest passages, those that enumerate or cover most first."""
    text = without_left_out(question)
    out = left_out(question)
    own = replace(
        question,
        standalone=text,
        entities=tuple(m for m in question.entities if m.concept not in out),
    )
    hits = [
        h
        for h in of_sources(searcher, text, FOUND)
        if (wants_later(question) or not h.passage.later)
        and not h.passage.id.startswith(GLOSSARY)
        and not beyond_time(h.passage, question, ledger)
    ]
    shares = leading(own, hits, searcher, glossary, facts) if out or not likely else likely
    if any(m.concept == "names_article" for m in question.refusal_cues):
        shares = {k: v for k, v in shares.items() if k[1].startswith(ARTICLE)} or shares
    by_key = {(h.passage.index, h.passage.id): h for h in hits}
    asked = {m.concept for m in own.entities}
    shares = {
        key: share * (LISTS if _lists(by_key[key].passage, asked, own.language, glossary) else 1.0)
        for key, share in shares.items()
        if key in by_key
    }
    told = likely_enough(shares)
    chosen = [s for key in told for s in _ranked(own, by_key[key], searcher, glossary)]
    return tuple(chosen), tuple(by_key[key] for key in told)


def _ranked(
    question: Question, hit: Hit, searcher: Searcher, glossary: Glossary
) -> Iterator[ScoredSentence]:
    """The sentences of a passage, best first."""
    said = sentences_in(hit.passage, question.language)
    asked = {m.concept for m in question.entities}
    scored = []
    for number, (text, c) in enumerate(
        zip(said, searcher.coverage(question.standalone, said), strict=True)
    ):
        ref = SentenceRef(hit.passage.id, number, hit.passage.index)
        others = {m.concept for m in glossary.find(text) if m.kind == "company"} - asked
        listed = enumerates(text) or len(others) > 1
        scored.append(ScoredSentence(ref, c.score + ENUMERATES * listed, c.score, topic=c.score))
    yield from sorted(scored, key=lambda s: (-s.score, s.ref.sentence))


def _lists(passage: Passage, asked: Set[str], language: str, glossary: Glossary) -> bool:
    """Whether a passage enumerates, or tells of several parties sentence by sentence."""
    said = sentences_in(passage, language)
    named = [{m.concept for m in glossary.find(t) if m.kind == "company"} - asked for t in said]
    each = {frozenset(names) for names in named if names}
    return len(each) > MEMBERS or any(enumerates(text) for text in said)


def enumerates(text: str) -> bool:
    """Whether a sentence names several things one after another."""
    folded = fold(text)
    return bool(_ITEMS.search(folded) or _FIRST.search(folded) or _PARTS.search(folded))
