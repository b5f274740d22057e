"""An event that a question takes for granted of a party, of which no source tells.

"Why did one cancel its deal with the other" takes a cancellation for granted: what the deal says is
no answer before that is denied. The events stand in classes (`bot/language/happenings.txt`); one
counts only where a company named stands before its verb as its subject, and is told where a fact
or a sentence found has a verb of the class, as done, beside all the companies concerned. What may,
might or should happen claims nothing. Nothing is denied where a reader's own documents are asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from bot.answer.plan.failures import companies_named, sentences_found
from bot.answer.plan.own_telling import of_the_corpus
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.script import fold, has_han
from bot.language.word_lists import word_list
from bot.records import Correction, Evidence, Fact, Mention, Question

__all__ = ["unhappened"]

_LISTS = word_list("happenings")
_MORE = {name: (en, zh) for name, en, zh in _LISTS["told"]}
EVENTS = tuple(
    (name, re.compile(rf"\b(?:{en})(?![a-z])"), re.compile(zh))
    for name, en, zh in _LISTS["happening"]
)
TOLD = {
    name: re.compile("|".join(p for p in (*_MORE.get(name, ()), en.pattern, zh.pattern)))
    for name, en, zh in EVENTS
}
# From a party to its own verb: an object before it (把…), auxiliaries, adverbs and a time.
GAP = re.compile(
    r"^(?: (?:has|had|have|was|were|is|are|been|did|does|just|then|already|suddenly|recently"
    r"|finally|really|ever|also|now|in \d{4}|[a-z]+ly))* $"
    r"|^(?:在|于|\d+年?|\d+月|\d+日|已经?|曾经?|都|也|又|突然|最近|后来|刚刚?|全部|被|宣布|为什么|为何|何时|什么时候|怎么|如何|有没有|是否|是不是)*$"
    r"|^把[^，。；]{1,16}$"
)
# Between the two sides and the verb of a passive: "was its deal with that one cancelled".
OF_THE_DEAL = re.compile(
    r"^(?:['’]s|的)? ?(?:\w+ ){0,2}(?:contract|deal|agreement|partnership|order|plan)s?"
    r"(?: with [^,;?]{1,24})?(?: (?:been|get|got|was|were))? $"
    r"|^(?:的|之间的)(?:合约|协议|契约|合同|合作|计划|订单)(?:已经?|突然)?(?:被|遭到?)?$"
)
HEDGE = re.compile(
    r"\b(?:could|can|may|might|would|will|should|if|whether|unless|plan\w*|intend\w*|expect\w*"
    r"|threat\w*|able|allowed|right|risk|likely|possib\w*|going to|want\w*|how far"
    r"|suppos\w+|imagin\w+|assum\w+|what happens|happens? (?:when|once))\b|^(?:and |but )?had\b"
    r"|能(?!源|力)|可能|可以|可否|会(?!计|议)|若|如果|一旦|的话|打算|预计|将|想|有权|风险|条件|假设|假如|万一|就算|即使"
)
DENIED = re.compile(
    r"\b(?:not|no|never|nor|neither|none|without|cannot|hardly)\b|n['’]t\b"
    r"|不|没|未|无|尚待|是否"
)
REACH = 60


def unhappened(
    question: Question, evidence: Evidence, ledger: Ledger, glossary: Glossary
) -> tuple[Correction, ...]:
    """The correction of an event that no source tells of, by what they do say of its parties."""
    text = fold(question.text)
    if question.followed_up or not of_the_corpus(evidence):
        return ()
    companies = companies_named(question)
    for name, english, chinese in EVENTS:
        verb = (chinese if has_han(question.text) else english).search(text)
        if verb is None or HEDGE.search(text[: verb.end()]):
            continue
        parties = _concerned(text, verb, companies)
        if not parties or _is_told(name, parties, evidence, ledger, glossary):
            continue
        fact = _instead(question, parties, evidence, ledger)
        if fact is not None and fact.stated_in is not None:
            return (Correction(verb.group(), fact.stated_in, fact.id, "relation"),)
    return ()


def _concerned(text: str, verb: re.Match[str], companies: list[Mention]) -> frozenset[str]:
    """The subject of a verb with the company that it is done to; none where it has no company."""
    before = [m for m in companies if m.end <= verb.start()]
    subject = next((m for m in before if GAP.match(text[m.end : verb.start()])), None)
    passive = next((m for m in before if OF_THE_DEAL.match(text[m.end : verb.start()])), None)
    if passive is not None and subject is None:
        return frozenset(m.concept for m in before)
    if subject is None:
        return frozenset()
    behind = [m for m in companies if 0 <= m.start - verb.end() <= REACH]
    inside = [m for m in before if m.start > subject.start]
    return frozenset(m.concept for m in (subject, *inside, *behind[:1]))


def _is_told(
    name: str, parties: frozenset[str], evidence: Evidence, ledger: Ledger, glossary: Glossary
) -> bool:
    for text in _texts(evidence, ledger):
        folded = fold(text)
        for verb in TOLD[name].finditer(folded):
            before = folded[max(0, verb.start() - REACH) : verb.start()]
            if HEDGE.search(before) or DENIED.search(before):
                continue
            if parties <= _named(text, glossary):
                return True
    return False


def _texts(evidence: Evidence, ledger: Ledger) -> Iterator[str]:
    """The sentences of the facts, and those found, apart from the glossary's."""
    for fact in ledger.facts:
        yield from (fact.statement_en, fact.statement_zh)
    yield from sentences_found(evidence)


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
