"""Members of a list that the ledger holds as figures of one measure: over time, or over parties.

"Every valuation from 2024 to 2025" asks for one party's figures in their order, "which firms write
servers off over six years" for one measure of whoever has it. Each figure comes with its sentence.
It reads no passage and says nothing where fewer than two are known.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.retrieve.facts import wants_later
from bot.answer.retrieve.listing import left_out
from bot.knowledge.ledger import Ledger
from bot.language.script import fold
from bot.records import Fact, Question, ScoredFact

__all__ = ["rows_of"]

LOOKED_AT, FEWEST, MOST = 3, 2, 10
_OVER_TIME = re.compile(
    r"\b(?:over time|over the years|in order|so far|through(?:out)?|history|path|course)\b"
    r"|\b(?:year|quarter|month) by (?:year|quarter|month)\b|\bfrom .{2,40} (?:to|through|until)\b"
    r"|一路|历年|历次|历来|逐[年季月]|从.{2,20}到|怎么[变走]|沿革|变化"
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
    if named == {lead.subject} and _OVER_TIME.search(folded):
        found = [f for f in pool if f.subject == lead.subject and _within(f, question)]
        found.sort(key=_day)
    elif not named and _OF_PARTIES.search(folded):
        found = [f for f in pool if f.subject not in out and not _BEFORE.match(f.period.label)]
        found = [f for f in _stating(found, question) if _newest(f, found)]
        found.sort(key=lambda f: -f.values[0])
    else:
        return []
    several = len({f.stated_in for f in found}) >= FEWEST
    return found[:MOST] if several else []


def _told(fact: Fact, question: Question) -> bool:
    return bool(fact.values) and bool(fact.stated_in) and (not fact.later or wants_later(question))


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
