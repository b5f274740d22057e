"""Members of a list that the ledger holds as figures of one measure: over time, or over parties.

"Every valuation from 2024 to 2025" asks for one party's figures in their order, "which firms write
servers off over six years" for one measure of whoever has it. Each figure comes with its sentence.
It reads no passage and says nothing where fewer than two are known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.answer.retrieve.facts import wants_later
from bot.answer.retrieve.listing import left_out
from bot.knowledge.ledger import Ledger
from bot.language.in_time import asks_course, asks_since, asks_timeline
from bot.language.script import fold
from bot.records import Fact, Question, ScoredFact

__all__ = ["events_of", "of_a_course", "rows_of"]

LOOKED_AT, FEWEST, MOST, PAIR, ENOUGH = 3, 2, 10, 2, 3
STRETCHES = ("quarter", "half", "ytd", "year", "ttm", "multi_year")
OTHERS = frozenset({"instant", "contract_term", "none", "month"})
POST = "post_money"
"""A valuation after the money of a round is one of the same row as that before it."""
ARTICLE = "2025-12-31"
"""The day up to which the article's own sources tell."""
_OVER_TIME = re.compile(
    r"\b(?:over time|over the years|in order|so far|through(?:out)?|history|path|course)\b"
    r"|\bby (?:fiscal )?(?:year|quarter|month)\b|\b(?:each|every) (?:year|quarter|month)\b"
    r"|\bfrom .{2,40} (?:to|through|until)\b"
    r"|一路|历年|历次|历来|[逐每各][年季月]|从.{2,20}到|怎么[变走]|沿革|变化"
)
_OF_PARTIES = re.compile(
    r"\b(?:which|what|whose|who|all|every|other|the) (?:[\w-]+ ){0,3}"
    r"(?:compan(?:y|ies)|firms?|parties|groups?|makers?|players?|operators?|providers?)\b"
    r"|(?:哪[些几]|各)(?:家|间)|(?:哪些|所有|各)(?:云端?|科技|晶片)?(?:公司|企业|业者|厂商|同业)"
)
_BEFORE = re.compile(r"^before\b")


def rows_of(question: Question, ledger: Ledger, facts: Sequence[ScoredFact]) -> list[Fact]:
    """The figures that are the members asked for: by time, or the largest first; else none."""
    out = left_out(question)
    named = {m.concept for m in question.entities if m.kind == "company"} - out
    asked = {m.concept for m in question.metrics}
    lead = next((s.fact for s in facts[:LOOKED_AT] if s.named and s.fact.metric in asked), None)
    if lead is None:
        return []
    folded = fold(question.text)
    pool = [f for f in ledger.find(metric=lead.metric) if _told(f, question)]
    if asks_timeline(question.text):
        like = [f for f in ledger.find(subject=lead.subject) if f.unit == lead.unit]
        like = [f for f in like if f.metric.startswith(f"{lead.metric}_{POST}")]
        pool += [f for f in like if _told(f, question)]
    if named == {lead.subject} and _over_time(question):
        found = [f for f in pool if f.subject == lead.subject and _within(f, question)]
        found = [f for f in found if f.counterparty == lead.counterparty]
        found = sorted(_of_like_stretches(_reported(found)), key=_day)
        found = _since(found) if asks_since(question.text) else found
    elif not named and _OF_PARTIES.search(folded):
        found = [f for f in pool if f.subject not in out and not _BEFORE.match(f.period.label)]
        found = [f for f in _stating(found, question) if _newest(f, found)]
        found.sort(key=lambda f: -f.values[0])
    else:
        return []
    several = len({f.stated_in for f in found}) >= FEWEST
    return found[:MOST] if several else []


def of_a_course(question: Question) -> bool:
    """Whether it is asked how something went over a time, and not by how much it changed."""
    counted = any(m.concept == "asks_number" for m in question.refusal_cues)
    return asks_course(question.text) and not counted


def events_of(question: Question, ledger: Ledger) -> list[Fact]:
    """What is dated between the parties named, in order of time, where a timeline of no measure or
    what came after the article is asked for: of two parties all that is between them, of one the
    legs of the loop on which it stands.
    """
    since = asks_since(question.text)
    named = {m.concept for m in question.entities if m.kind == "company"} - left_out(question)
    if not (since or asks_timeline(question.text)) or not 0 < len(named) <= PAIR:
        return []
    if len(named) < PAIR and (question.metrics or (since and question.terms)):
        return []  # a subject of its own is asked about
    legs = [leg for leg in ledger.flows if named <= {leg.giver, leg.taker}]
    ids = (i for leg in legs for i in (leg.fact_id, *(leg.remarks if len(named) == PAIR else ())))
    found = [f for f in map(ledger.get, ids) if f is not None]
    if len(named) == PAIR and len(found) < ENOUGH:
        found = [f for f in ledger.facts if {f.subject, f.counterparty} == named]
    found = [f for f in found if f.stated_in is not None and f.provenance != "own_arithmetic"]
    found = [f for f in found if (not f.later or _later_too(question)) and _within(f, question)]
    found = [f for f in found if f.as_of > ARTICLE or not since]
    found.sort(key=lambda f: f.as_of)
    first = {f.stated_in: f for f in reversed(found)}
    found = [f for f in found if first[f.stated_in] is f]
    return thinned(found, MOST) if len(found) >= (1 if since else FEWEST) else []


def thinned(found: Sequence[Fact], most: int) -> list[Fact]:
    """So many of some facts in their order, the first and the last among them; of one passage only
    its first where there is no room for more.
    """
    places = [f.stated_in.passage_id if f.stated_in else f.id for f in found]
    turns = [places[:n].count(place) for n, place in enumerate(places)]
    last = len(found) - 1
    order = sorted(range(len(found)), key=lambda n: (n != last, turns[n], n))
    return [found[n] for n in sorted(order[:most])]


def _over_time(question: Question) -> bool:
    text = question.text
    by_words = _OVER_TIME.search(fold(text)) is not None
    return by_words or asks_timeline(text) or asks_course(text) or asks_since(text)


def _reported(found: Sequence[Fact]) -> list[Fact]:
    """Without what is only expected of a day of which there is a reported figure, and each sentence
    once.
    """
    reported = {_day(f) for f in found if f.status == "reported"}
    kept = [f for f in found if f.status == "reported" or _day(f) not in reported]
    first = {f.stated_in: f for f in reversed(kept)}
    return [f for f in kept if first[f.stated_in] is f]


def _of_like_stretches(found: Sequence[Fact]) -> list[Fact]:
    """Of figures over stretches of time those over the commonest kind: quarters and years are not
    set in one row.
    """
    kinds = Counter(f.period.kind for f in found if f.period.kind in STRETCHES)
    if not kinds or kinds.most_common(1)[0][1] < FEWEST:
        return [*found]
    main = kinds.most_common(1)[0][0]
    return [f for f in found if f.series or f.period.kind in {main} | OTHERS]


def _since(found: Sequence[Fact]) -> list[Fact]:
    """What came after the article, with the last figure before it to start from."""
    before = [f for f in found if f.as_of <= ARTICLE]
    return [*before[-1:], *(f for f in found if f.as_of > ARTICLE)]


def _told(fact: Fact, question: Question) -> bool:
    known = bool(fact.values) and bool(fact.stated_in)
    return known and (not fact.later or _later_too(question))


def _later_too(question: Question) -> bool:
    """Whether what came after the article belongs to it: where the question names a time up to
    which it asks, that may be one.
    """
    until = any(p.end and p.end > ARTICLE for p in question.periods)
    told = asks_since(question.text) or asks_timeline(question.text)
    return wants_later(question) or told or (until and asks_course(question.text))


def _day(fact: Fact) -> str:
    return fact.period.end or fact.period.start or fact.as_of


def _within(fact: Fact, question: Question) -> bool:
    """Whether a figure is of a day between the first and the last that the question names."""
    dated = [p for p in question.periods if p.start or p.end]
    if not dated:
        return True
    first = min(p.start or p.end or "" for p in dated)
    last = max(p.end or p.start or "" for p in dated)
    return first <= _day(fact) and (fact.period.start or _day(fact)) <= last


def _stating(facts: Sequence[Fact], question: Question) -> list[Fact]:
    """Those with the figure that the question names in their unit; all where it names none."""
    said = [q for q in question.quantities if any(q.unit == f.unit for f in facts)]
    return [f for f in facts if not said or any(q.value in f.values for q in said)]


def _newest(fact: Fact, facts: Sequence[Fact]) -> bool:
    return not any(f.subject == fact.subject and _day(f) > _day(fact) for f in facts)
