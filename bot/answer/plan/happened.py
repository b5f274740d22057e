"""An event that a question takes for granted of a party, of which no source tells.

"Why did one cancel its deal with the other" takes a cancellation for granted: what the deal says is
no answer before that is denied. The events are deeds of one list (`bot/language/deeds.txt`); one
counts only where a company named stands before its verb as its subject, and is told where a fact
or a sentence found has a word of the deed, as done, beside all the companies concerned. What may,
might or should happen claims nothing. After the end of a party nothing else is left to answer: a
question that takes one for granted is refused. Nothing is denied where a reader's own documents
are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.answer.plan.own_telling import of_the_corpus
from bot.knowledge.ledger import Ledger
from bot.language.deeds import Deed, deeds, deeds_marked
from bot.language.denial import HEDGED, denies
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han
from bot.records import Correction, Evidence, Fact, Mention, Question

__all__ = ["ended_unsaid", "unhappened"]

GLOSSARY = "glossary/"
COMPANY = "company"
END = "end"
# A sale on the market is no retreat; what is swallowed whole is merged.
AS_MUCH = frozenset(("event", "whole"))
# From a party to its own verb: an object before it (把…), auxiliaries, adverbs and a time.
GAP = re.compile(
    r"^(?: (?:has|had|have|was|were|is|are|been|did|does|just|then|already|suddenly|recently"
    r"|finally|really|ever|also|now|declared|in \d{4}|[a-z]+ly))* $"
    r"|^(?:在|于|\d+年?|\d+月|\d+日|已经?|曾经?|都|也|又|突然|最近|后来|刚刚?|早就|全部|被|宣布|宣告|申请|为什么|为何|何时|什么时候"
    r"|哪[天年]|几月|怎么|如何|有没有|是否|是不是)*$"
    r"|^把[^，。；]{1,16}$"
)
# Between the two sides and the verb of a passive: "was its deal with that one cancelled".
OF_THE_DEAL = re.compile(
    r"^(?:['’]s|的)? ?(?:\w+ ){0,2}(?:contract|deal|agreement|partnership|order|plan)s?"
    r"(?: with [^,;?]{1,24})?(?: (?:been|get|got|was|were))? $"
    r"|^(?:的|之间的)(?:合约|协议|契约|合同|合作|计划|订单)(?:已经?|突然)?(?:被|遭到?)?$"
)
# "Had one cancelled its deal, what would …" supposes.
INVERTED = re.compile(r"^(?:and |but )?had\b")
# A noun of the event with its party: the bankruptcy of one, one's bankruptcy.
WHOSE = re.compile(r"^(?:['’]s|的) ?$")
OF_WHOM = re.compile(r"^ (?:of|by) (?:the )?$")
REACH = 60


@dataclass(frozen=True, slots=True)
class _Unheard:
    """A deed of which no source tells, in the question's words, and the companies concerned."""

    deed: Deed
    said: str
    parties: tuple[str, ...]


def unhappened(
    question: Question, evidence: Evidence, ledger: Ledger, glossary: Glossary
) -> tuple[Correction, ...]:
    """The correction of an event that no source tells of, by what they do say of its parties."""
    if question.followed_up:
        return ()
    for unheard in _unheard(question, evidence, ledger, glossary, ended=False):
        fact = _instead(question, frozenset(unheard.parties), evidence, ledger)
        if fact is not None and fact.stated_in is not None:
            return (Correction(unheard.said, fact.stated_in, fact.id, "relation"),)
    return ()


def ended_unsaid(question: Question, evidence: Evidence, ledger: Ledger, glossary: Glossary) -> str:
    """The company whose end the question takes for granted, and of which no source says so."""
    found = _unheard(question, evidence, ledger, glossary, ended=True)
    return next((unheard.parties[0] for unheard in found), "")


def _unheard(
    question: Question, evidence: Evidence, ledger: Ledger, glossary: Glossary, *, ended: bool
) -> Iterator[_Unheard]:
    """The events that the question takes for granted and no source tells of."""
    text, companies = fold(question.text), _companies_named(question)
    if not companies or not of_the_corpus(evidence) or INVERTED.search(text):
        return
    for deed in deeds_marked("event"):
        if (END in deed.marks) != ended or (ended and HEDGED.search(text)):
            continue
        for said, parties in _taken(deed, text, companies, ended):
            if not HEDGED.search(text[: said.end()]) and not _is_told(
                deed, frozenset(parties), evidence, ledger, glossary
            ):
                yield _Unheard(deed, said.group(), parties)


def _taken(
    deed: Deed, text: str, companies: list[Mention], ended: bool
) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    """The words by which a text takes a deed for granted, with the companies concerned."""
    for verb in (deed.chinese if has_han(text) else deed.english).finditer(text):
        if parties := _concerned(text, verb, companies):
            yield verb, parties[:1] if ended else parties
    for noun in deed.told.finditer(text) if ended else ():
        for party in companies:
            before, after = text[party.end : noun.start()], text[noun.end() : party.start]
            if WHOSE.match(before) or OF_WHOM.match(after):
                yield noun, (party.concept,)


def _companies_named(question: Question) -> list[Mention]:
    """The companies that stand in a question's own words."""
    text = fold(question.text)
    return [
        m for m in question.entities if m.kind == COMPANY and text[m.start : m.end] == fold(m.text)
    ]


def _concerned(text: str, verb: re.Match[str], companies: list[Mention]) -> tuple[str, ...]:
    """The subject of a verb with the company that it is done to; none where it has no company."""
    before = [m for m in companies if m.end <= verb.start()]
    subject = next((m for m in before if GAP.match(text[m.end : verb.start()])), None)
    passive = next((m for m in before if OF_THE_DEAL.match(text[m.end : verb.start()])), None)
    if passive is not None and (subject is None or passive.start < subject.start):
        return tuple(m.concept for m in before)
    if subject is None:
        return ()
    behind = [m for m in companies if 0 <= m.start - verb.end() <= REACH]
    inside = [m for m in before if m.start > subject.start]
    return tuple(m.concept for m in (subject, *inside, *behind[:1]))


def _is_told(
    deed: Deed,
    parties: frozenset[str],
    evidence: Evidence,
    ledger: Ledger,
    glossary: Glossary,
) -> bool:
    """Whether a text has a word of the deed, or a verb that says as much, of all the parties."""
    like = (deeds()[name] for name in sorted(deed.like))
    ways = [deed.told, *(other.verb for other in like if other.marks & AS_MUCH)]
    for text in _texts(evidence, ledger):
        folded = fold(text)
        for verb in (match for way in ways for match in way.finditer(folded)):
            before = folded[max(0, verb.start() - REACH) : verb.start()]
            done = not HEDGED.search(before) and denies(before) == "no"
            if done and parties <= _named(text, glossary):
                return True
    return False


def _texts(evidence: Evidence, ledger: Ledger) -> Iterator[str]:
    """The sentences of the facts, and those found, apart from the glossary's."""
    for fact in ledger.facts:
        yield from (fact.statement_en, fact.statement_zh)
    for hit in evidence.hits:
        if hit.passage.id.startswith(GLOSSARY):
            continue
        for lang, spans in hit.passage.sentences.items():
            yield from (hit.passage.text[lang][start:end] for start, end in spans)


@lru_cache(maxsize=4096)
def _named(text: str, glossary: Glossary) -> frozenset[str]:
    return frozenset(m.concept for m in glossary.find(text))


def _instead(
    question: Question, parties: frozenset[str], evidence: Evidence, ledger: Ledger
) -> Fact | None:
    """What the sources do say of the parties: the measure named, their deal, or what was found."""
    found = [s.fact for s in evidence.facts if s.fact.stated_in is not None]
    measures = {m.concept for m in question.metrics}
    if measured := _of_any(parties, [f for f in found if f.metric in measures]):
        return measured
    if len(parties) > 1:
        legs = (leg for leg in ledger.flows if {leg.giver, leg.taker} == parties)
        deals = [f for leg in legs if (f := ledger.get(leg.fact_id)) and f.stated_in]
        deals.sort(key=lambda f: f.later)
        both = [f for f in found if {f.subject, f.counterparty} == parties]
        return next(iter((*deals, *both)), None) or _of_any(parties, found)
    return _of_any(parties, found)


def _of_any(parties: frozenset[str], found: list[Fact]) -> Fact | None:
    of_them = (f for f in found if parties & {f.subject, f.counterparty})
    return next(of_them, None)
