"""What the deal between two parties comes to, where just that is asked: the source's own amount.

Where it is asked whether the deal stands, or when it starts, the facts that decide that come first.

"How much is the contract of one with the other" has an answer that a source states: a working
with another figure, or another measure of the deal, must not go before it. The amounts are those
of the ledger's legs between the two, whoever they are. It searches nothing and judges no premise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer.plan.own_telling import of_the_corpus
from bot.answer.plan.ruled import ruled
from bot.knowledge.ledger import Ledger
from bot.language.script import fold
from bot.language.units import CURRENCIES
from bot.records import Evidence, Fact, Flow, Question, ScoredFact

__all__ = ["deal_asked", "led_by_deal"]

COMPANY, CONTRACT = "company", "contract"
INTENTS = ("fact", "status", "explanation", "summary", "definition")
ADDS = frozenset({"sum", "total", "worth"})
"""What the words for a deal's whole may be read as, though its amount is stated."""
_DEAL = r"(?:contract|deal|agreement|order|partnership|tie-?up)s?"
_SIZE = re.compile(
    rf"\bhow (?:big|large|much)\b[^?.;]*\b{_DEAL}\b"
    rf"|\b{_DEAL}\b[^?.;]*\b(?:worth|add up to|come to|amount to|cost)\b"
    rf"|\b(?:size|value|worth|amount|total)\b[^?.;]* (?:of|for) [^?.;]*\b{_DEAL}\b"
    rf"|\bwhat(?:'s| is| was)\b[^?.;]*\b{_DEAL}(?:['’]s)? (?:size|value|amount|total|worth)\b"
    r"|(?:合约|协议|契约|合同|订单|大单|交易|合作案?)[^，。；?？]{0,8}"
    r"(?:多少钱|多大|总额|总金额|金额|总值|价值|值多少|规模|共多少|(?:是|有)多少\s*[?？]?\s*$)"
    r"|(?:多大|多少钱)的?(?:合约|协议|契约|合同|订单|大单|交易)"
    r"|(?:签|下)了?(?:多少钱|多大)的"
)
_OWES = re.compile(
    r"\b(?:how much|what)\b[^?.;]*\b(?:owe|owes|agree[sd]? to pay|promis\w+ to pay|committed to"
    r"|has to pay|have to pay|must pay|is to pay|supposed to pay|going to pay)\b"
    r"|\bhow much (?:must|should) [^?.;]*\bpay\b|\bhow much (?:does|did|has|have|do) [^?.;]*"
    r"\b(?:have to pay|need to pay|agreed? to pay|promised? to pay|commit(?:ted)? to pay)\b"
    r"|\b(?:how much|what) (?:will|would|is) [^?.;]*\bpay(?:ing)?\b"
    r"|(?:会付|会给|付给|将付|将支付|要付|得付|须付|需付|需要付|应付|该付|要支付|须支付|需支付|要给|承诺付|答应付|欠|承诺支付)"
    r"[^，。；?？]{0,16}(?:多少|几)"
)
_GETS = re.compile(
    r"\b(?:how much|what) (?:will|would|is|does|should) [^?.;]*\b(?:get|getting|receive|earn"
    r"|be paid|collect|take)\b[^?.;]*\bfrom\b"
    r"|(?:从|向)[^，。；?？]{1,16}(?:拿|收|赚|得)(?:到|进|取)?(?:多少|几)"
)
_OTHER = re.compile(
    r"\b(?:(?:a|per|each|every|one) (?:year|month|quarter|week|day)|annual\w*|yearly|monthly"
    r"|percent|per cent|share|part of|fraction|already|so far|yet|interest|gigawatts?|power"
    r"|capacity|remaining|left|times|compared?|than)\b"
    r"|[每一](?:年|月|个月|季|天|日)|年均|平均|百分|比例|占|几成|几年|已经?付|至今|目前为止|利息|吉瓦|电力|容量|剩"
    r"|倍|差|年平均|股权|持股"
)


def deal_asked(question: Question, evidence: Evidence, ledger: Ledger | None) -> tuple[Fact, ...]:
    """What decides a question about a deal, or the amounts of the one whose size is asked for, the
    ledger's own first; else none.
    """
    if ruling := ruled(question, evidence, ledger):
        return ruling.facts
    text = fold(question.standalone)
    owes, gets = _OWES.search(text), _GETS.search(text)
    sized = owes or gets or _SIZE.search(text)
    if ledger is None or question.intent not in INTENTS or not sized:
        return ()
    asked = {m.concept for m in question.operations} - ADDS
    given = question.quantities or question.supposed or question.working is not None
    if asked or given or _OTHER.search(text) or any(p.start or p.end for p in question.periods):
        return ()
    if not of_the_corpus(evidence):
        return ()
    named = [m.concept for m in question.entities if m.kind == COMPANY]
    if len(set(named)) != 2:
        return ()
    legs = [leg for leg in ledger.flows if {leg.giver, leg.taker} == set(named)]
    if owes or gets:
        legs = [leg for leg in legs if (leg.giver == named[0]) is bool(owes)]
    legs.sort(key=lambda leg: leg.kind != CONTRACT)
    return tuple(dict.fromkeys(f for leg in legs[:1] for f in _amounts(leg, ledger, question)))


def led_by_deal(deal: tuple[Fact, ...], facts: tuple[ScoredFact, ...]) -> tuple[ScoredFact, ...]:
    """The facts of an answer with the amounts of the deal that is asked for before all others."""
    own = {f.id for f in deal}
    return (
        *(ScoredFact(f, 1.0, ("leg",)) for f in deal),
        *(s for s in facts if s.fact.id not in own),
    )


def _amounts(leg: Flow, ledger: Ledger, question: Question) -> Iterator[Fact]:
    """The leg's own amount, then what others say that the same deal comes to."""
    own = ledger.get(leg.fact_id) if leg.fact_id else None
    if own is None or not _is_amount(own) or (own.later and question.as_of != "latest"):
        return
    yield own
    for fact in ledger.find(subject=own.subject, metric=own.metric):
        same = fact.counterparty == own.counterparty and fact.values == own.values
        if same and _is_amount(fact) and (not fact.later or question.as_of == "latest"):
            yield fact


def _is_amount(fact: Fact) -> bool:
    return (fact.unit or "") in CURRENCIES and bool(fact.values) and fact.stated_in is not None
