"""Who did what to whom, as a question asserts it, against the deals that the ledger holds.

"Did NVIDIA buy Oracle" asserts a takeover, "how much did OpenAI invest in NVIDIA" an investment
from the one to the other. The ledger's flows say who gives money to whom and for what; a relation
that none bears out is denied with what the sources say of the two instead. It reads a verb only
where it stands between two parties and has the second for its object.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.knowledge.ledger import STAKES, Ledger
from bot.language.answer_units import UNIT_KINDS, unit_of_kind
from bot.language.script import fold
from bot.records import Fact, Mention, Question

__all__ = ["Asserted", "asserted", "by_another", "denied"]

REACH = 60
MONTH = 7
"""Characters of a date that tell its month."""
TAKEOVER, EQUITY, DEBT, SALE = "takeover", "equity", "debt", "sale"
_TAKES_OVER = (
    r"\b(?:buy|buys|bought|buying|acquir(?:e|es|ed|ing)|tak(?:e|es|en|ing) over"
    r"|took over|swallow(?:s|ed)?|purchas(?:e|es|ed)|merg(?:e|es|ed) with|owns?|owned)\b"
    r"|收购|并购|买下|吞并|入主|合并|买走"
)
_BELONGS = (
    r"\b(?:subsidiary|unit|part|arm|division|property) of\b|\b(?:owned|bought|acquired|controlled"
    r"|taken over|swallowed) by\b|\bbelongs? to\b|(?:属于|归).{0,4}|被"
)
_INVESTS = (
    r"\binvest(?:s|ed|ing|ment)?\b.{0,24}\bin(?:to)?\b|\bput(?:s|ting)? .{0,24}\binto\b"
    r"|\b(?:stake|shares?|stock|holding) (?:in|of)\b|\bfund(?:s|ed|ing)?\b|投资|入股|注资|出资给?"
)
_LENDS = r"\b(?:lend|lends|lent|loan(?:s|ed)?)\b|借(?:钱|款)?给|贷款给"
_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (EQUITY, re.compile(_INVESTS)),
    (DEBT, re.compile(_LENDS)),
    (TAKEOVER, re.compile(_TAKES_OVER)),
)
_SELLS = re.compile(
    r"\b(?:sold|sell(?:s|ing)?|dump(?:s|ed|ing)?|unload(?:s|ed|ing)?|offload(?:s|ed|ing)?"
    r"|dispos(?:e|ed|ing) of|let go of)\b(?: (?:all|off|out|of|its|their|the|entire)){0,4}\s*$"
    r"|(?:卖|出清|脱手|抛|处分)(?:掉|出|光|了|完|清)*(?:全部|所有|手上|手中)*的?\s*$|把(?:手上|手中)?的?\s*$"
)
_HELD = re.compile(
    r"^(?:'s|’s)?\s*(?:shares?|stakes?|stock|holdings?|position)\b|^\s*的?(?:全部)?(?:股票|持股|股份|股权|新股|普通股)"
)
_STAKE_IN = re.compile(
    r"\b(?:s[eo]ld?l?|selling|dump(?:s|ed)?|offload(?:s|ed)?|unload(?:s|ed)?|dispos(?:e|ed) of"
    r"|exit(?:s|ed)?|liquidat(?:e|ed))\b(?: \w+){0,4} (?:stakes?|shares?|holdings?|stock|position)"
    r" (?:in|of) ?$"
)
_SOLD_AFTER = re.compile(r"^的?(?:全部)?(?:股票|持股|股份|股权).{0,4}(?:卖|出清|脱手|抛|处分)")
DISPOSAL, WARRANT = "disposal", "warrant"
_BUYS = re.compile(
    r"\b(?:buy|buys|bought|buying|purchas\w+|acquir\w+|t(?:ake|akes|aking|ook)|pick(?:s|ed)? up"
    r"|snap(?:s|ped)? up|pa(?:y|ys|id) for|subscrib\w+)\b[^,;]{0,30}$"
    r"|(?:买|认购|收购|购|吃下|拿下)[^，。；]{0,10}$"
)
_BOUGHT_BY = re.compile(r"\b(?:did|has|have|had|that|which)\s*$|[\u3400-\u9fff]\s*$")
_BUYS_NEXT = re.compile(
    r"\s*(?:buy|bought|purchas\w+|acquir\w+|subscribe\w*|snap(?:ped)? up|pick(?:ed)? up)\b"
    r"|(?:\d{1,4}年\d{0,2}月?)?(?:认购|买|购入|收购)"
)
_TICKER = re.compile(r"^\s*[(（][^)）]{1,12}[)）]")
_PASSIVE = re.compile(_BELONGS)
_FROM = re.compile(r"\b(?:from|with|by|per|for)\b|向|跟|与|和|对|同|的")
_WHOLE = re.compile(r"^\s*(?:(?:up|out|all of|the whole of|了|整个|掉)\s*)?$")
_AFTER_NAME = re.compile(
    r"^\s*(?:$|[?？!！。，,.;；:]|吗|了|呢|吧|过|而|[之以]?后|多少|几|对|是不是|没"
    r"|[花付]了?多少|一?[总共]共?[花付]|的(?:价格|代价|金额|原因|理由|时间|日期)"
    r"|(?:in|for|last|this|by|at|on|with|as|to|and|or|before|after|already|yet|outright|back|over"
    r"|now|from|when|under|through|during|of late)\b)"
)
_OWN = re.compile(r"子公司|旗下|母公司")


@dataclass(frozen=True, slots=True)
class Asserted:
    """What a question takes for granted or asks to confirm: who, what, whom, in which words."""

    giver: str
    taker: str
    kind: str
    said: str


def asserted(question: Question) -> Asserted | None:
    """The relation between two companies that the question asserts; None where it does not."""
    text = fold(question.text)
    companies = [
        m  # one that an earlier turn named stands elsewhere
        for m in question.entities
        if m.kind == "company" and text[m.start : m.end] == fold(m.text)
    ]
    for one, other in pairwise(companies):
        between, after = text[one.end : other.start], text[other.end :]
        if one.concept == other.concept or len(between) > REACH:
            continue
        if found := _between(one, other, between, after, question.text):
            return found
    return None


def _between(
    one: Mention, other: Mention, between: str, after: str, question_text: str
) -> Asserted | None:
    """The relation that the words between two names say, and those just after the second."""
    said = question_text[one.start : other.end]
    if _OWN.search(after[:6]) or re.search(_OWN, between):
        return Asserted(other.concept, one.concept, TAKEOVER, said)
    passive = _PASSIVE.search(between)
    takes_after = re.match(r"\s*(?:" + _TAKES_OVER + ")", after)
    if passive and (passive.group() != "被" or takes_after):
        return Asserted(other.concept, one.concept, TAKEOVER, said)
    if _sale(between, after):
        return Asserted(one.concept, other.concept, SALE, said)
    if _BUYS.search(between) and _HELD.search(_TICKER.sub("", after)):
        return Asserted(one.concept, other.concept, EQUITY, said)
    if _HELD.search(between) and _BOUGHT_BY.search(between) and _BUYS_NEXT.match(after):
        return Asserted(other.concept, one.concept, EQUITY, said)
    if not _AFTER_NAME.search(after):
        return None  # "buy Oracle's cloud", 買輝達的晶片: the second is not what is bought
    for kind, pattern in _KINDS:
        match = pattern.search(between)
        rest = between[match.end() :] if match else ""
        if match and not _FROM.search(rest) and (kind != TAKEOVER or _WHOLE.match(rest)):
            return Asserted(one.concept, other.concept, kind, said)
    return None


def _sale(between: str, after: str) -> bool:
    """Whether the first is said to sell what it holds of the second."""
    if _STAKE_IN.search(between):
        return True
    sells = _SELLS.search(between)
    if sells is None or _HELD.search(after) is None:
        return False
    return not sells.group().startswith("把") or _SOLD_AFTER.search(after) is not None


_RIGHT = re.compile(
    r"\b(?:could|can|may|might|entitled|able|allowed|exercis\w*|warrants?|options?)\b"
    r"|可以?|能|得以|有权|行使|认购|认股|选择权"
)
"""What says of a purchase that there is a right to it."""


def has_a_right(claim: Asserted, fact: Fact | None, question: Question) -> bool:
    """Whether it is asked what the first may buy of the second, which gave it that right."""
    given = fact is not None and WARRANT in fact.metric and fact.subject == claim.giver
    return given and claim.kind == EQUITY and _RIGHT.search(fold(question.text)) is not None


def denied(claim: Asserted, ledger: Ledger) -> tuple[str, Fact | None] | None:
    """How the ledger denies the relation, and the fact that it has instead; None where it may hold.

    `direction`: the money goes the other way; `relation`: nothing of the kind is known.
    """
    pair = {claim.giver, claim.taker}
    if claim.kind == SALE:
        return _sold_by_another(claim, ledger)
    flows = [f for f in ledger.flows if {f.giver, f.taker} == pair]
    facts = [f for flow in flows if (f := ledger.get(flow.fact_id)) and f.stated_in]
    facts.sort(key=lambda f: f.later)
    if claim.kind == TAKEOVER:
        known = [f for f in ledger.facts if {f.subject, f.counterparty} == pair and f.stated_in]
        known.sort(key=lambda f: (f.later, "stake" not in f.metric, f not in facts))
        return "relation", next(iter(known), None)
    ways = [f for f in flows if f.kind == claim.kind]
    if not flows or any((f.giver, f.taker) == (claim.giver, claim.taker) for f in ways):
        return None
    back = [f for flow in ways if (f := ledger.get(flow.fact_id)) and f.stated_in]
    if back:
        return "direction", back[0]
    return "relation", next(iter(facts), None)


def by_another(claim: Asserted, question: Question, ledger: Ledger) -> Fact | None:
    """The stake that another party alone takes in the second, of the amount or the month that the
    question names; None where the first may have taken one then, or several others did.
    """
    if claim.kind != EQUITY:
        return None
    known = [f for f in ledger.facts if f.counterparty == claim.taker and f.metric in STAKES]
    meant = [f for f in known if f.stated_in and f.values and _is_meant(question, f)]
    takers = {f.subject for f in meant}
    if len(takers) != 1 or claim.giver in takers:
        return None
    kind = question.answer_type
    of_kind = (f for f in meant if kind in UNIT_KINDS and unit_of_kind(kind, f.unit or "1"))
    return next(of_kind, meant[0])


def _is_meant(question: Question, fact: Fact) -> bool:
    """Whether the question names the fact's own amount, or the month in which it was told."""
    if any(q.value in fact.values and q.unit in (fact.unit, "1") for q in question.quantities):
        return True
    months = {
        end[:MONTH]
        for p in question.periods
        if p.kind in ("instant", "month") and (end := p.end or p.start)
    }
    return fact.as_of[:MONTH] in months


def _sold_by_another(claim: Asserted, ledger: Ledger) -> tuple[str, Fact | None] | None:
    """That the second sold what it held of the first, or that another than the first sold it."""
    sales = [f for f in ledger.facts if f.metric.startswith(DISPOSAL) and f.stated_in]
    if any((f.subject, f.counterparty) == (claim.giver, claim.taker) for f in sales):
        return None
    back = [f for f in sales if (f.subject, f.counterparty) == (claim.taker, claim.giver)]
    if back:
        return "direction", back[0]
    others = [f for f in sales if f.counterparty == claim.taker]
    if others:
        return "relation", others[0]
    known = [f for f in ledger.facts if (f.subject, f.counterparty) == (claim.giver, claim.taker)]
    stakes = [f for f in known if f.stated_in and f.metric in (*STAKES, "equity_investment")]
    return ("relation", stakes[0]) if stakes else None
