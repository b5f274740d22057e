"""Whether a question asks for all of several things, and whom it leaves out of them.

"Which companies supply OpenAI besides Oracle" wants every one but Oracle. It reads the wording of
questions alone, in both languages, and finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.language.in_time import asks_timeline
from bot.language.leaving_out import set_aside
from bot.language.script import fold
from bot.records import Question, Span

__all__ = ["asks_list", "asks_members", "left_out", "without_left_out"]

_THINGS = (
    r"(?:companies|firms|outfits|parties|partners|customers|clients|suppliers|vendors|investors"
    r"|lenders|backers|banks|owners|sites|places|states|deals|contracts|agreements|loops|critics"
    r"|sceptics|skeptics|others)\b"
)
_KINDS = (
    r"(?:steps|stages|legs|risks|reasons|grounds|obligations|duties|terms|conditions|kinds|types"
    r"|sorts|roles|ways|means|arguments|consequences)\b"
)
_SINGULAR = (
    r"(?:is|was|has|does|this|its|business|process|loss|basis|series|news|plus|versus|less)\b"
)
_LIST = re.compile(
    r"\blist (?:the|all|them|each|every|out|compan)|\bjust list\b|\blist$|^\W*(?:please )?list\b"
    r"|\bname (?:me |us )?(?:the|all|them|each|every|two|three|four|a few|some|several|any)\b"
    r"|\b(?:list|give|tell|show|find) (?:me |us )?(?:a few|several|all)\b(?! (?:more )?about\b)"
    r"|\b(?:give|tell|show|list|quote|name)\b.{0,24}\beach (?:one|of)\b"
    r"|\bfrom (?:first to last|start to finish|beginning to end|oldest to newest)\b"
    r"|\bfirst to last\b|\b(?:each|every) (?:version|step|stage|revision|update)\b"
    rf"|\b(?:which|whose) (?!{_SINGULAR})(?:[\w'-]+ ){{0,2}}?(?!{_SINGULAR})"
    r"[a-z]{3,}(?:er|or|ist|ant|ent|st)s\b"
    r"|\bwhose (?:[\w'-]+ )?(?!is\b|was\b|has\b)[a-z]{3,}s (?:did|has|have|had|does|do|were|are)\b"
    r"|\beverything you (?:have|know)\b"
    rf"|\b(?:which|whose|all|other|those|these) (?:[\w-]+ ){{0,2}}{_THINGS}"
    rf"|\b(?:which|what|whose|the|all|other) (?:[\w-]+ ){{0,2}}{_KINDS}"
    r"|\bwho (?:all|else)\b|\bwho (?:are|were) (?:the|all)\b"
    r"|\bwho\b(?!.{0,40}\bmore\b).{4,80}\beach\b\W*$"
    r"|(?:^|\b(?:name|list|give|tell|show|find|quote|need|want)\b.{0,20}\b)every(?:body|one|thing)\b"
    r"(?! (?:agree|know|say|think|call|believe)s?\b)"
    r"|\ball of (?:them|those|these)\b|\bnames,? please\b"
    r"|\b(?:list|name|give|tell|show|quote) .{0,12}\bevery (?!year\b|month\b|quarter\b|day\b)[a-z]+"
    r"|^every (?!year\b|month\b|quarter\b|day\b|time\b)[a-z]+"
    r"|\b(?:line up|lay out|set out|break down|spell out|run through|enumerate|itemi[sz]e)"
    r" (?:the|all|every|each|[a-z]+'s)\b"
    r"|\b(?:two|three|four|five|six|[2-9])"
    r" (?:biggest|largest|smallest|main|top|highest|lowest|chief|key)\b"
    r"|\b(?:by|for) (?:each )?(?:year|quarter|month)\b.{0,12}$"
    r"|\b(?:year|quarter|month) by (?:year|quarter|month)\b"
    rf"|\bwhich (?:[\w'-]+ ){{0,3}}?(?!{_SINGULAR})[a-z]{{3,}}s (?:are|were|do|did|have|came|could"
    r"|might|would|will|can|in|of|from|that|use|used|say|said|make|made|get|got|the|does)\b"
    r"|一([年季月天个项家笔样条层轮次])一\1|逐[年季月项家笔]|一路|都列|全列|列给|一排|前[两三四五六2-9]大|(?:讲|说|列)[几两三2-9]点"
    r"|所有的?[^,?;。]{1,12}(?:列|给|讲|有)|全部(?:列|讲|说|给)|[都全].{0,4}(?:列|数)[一出给]"
    r"|[帮给]我列|列(?:个|一份|成)?(?:清单|出来|表)|谁[^?？]{2,24}[?，,]各|从头到尾"
    r"|哪些|列出|列举|列一下|条列|罗列|逐一|一一|有谁|都是谁|哪几|有哪|哪[两三四五]|谁.{0,12}每家"
)
_SIZED = re.compile(
    rf"\b(?:{_THINGS}|stakes|investments|holdings|orders|loans)\W* (?:and|with|plus|by|,) "
    r"(?:[\w-]+ ){0,3}(?:amounts?|sizes?|sums?|values?|figures?|prices?|terms|worth|size)\b"
    r"|\b(?:all|every one) of (?:[\w-]+ )?[\w-]+'s? (?:[\w-]+ ){0,2}"
    rf"(?:{_THINGS}|stakes|investments|holdings|orders|loans)"
    r"|(?:供应商|客户|股东|金主|伙伴|合约|协议|合同|订单|投资|持股)(?:名单)?(?:和|跟|与|及|以及|、)"
    r"(?:它们|他们|各自|相关)?的?(?:合约|合同|投资)?(?:金额|数字|规模|大小|年限)"
)
"""The members of a list with the figure of each: "its suppliers and contract sizes"."""
_DEALS = re.compile(
    r"\bwho (?:are|were)\b|\bwho (?:\w+ ){0,2}(?:invest|len[dt]|back|suppl|fund|financ)\w*"
    r"|谁.{0,4}(?:投资|出资|入股|借|供应|供货|出钱)"
)
_COUNT = re.compile(
    r"\bhow many\b(?!.*[?.,;] *(?:name|list)\b)(?!.*\beach\b)|\bhow much\b(?!.*\beach\b)"
)
_ASKS = re.compile(r"\b(?:which|what|who|whom|where|whose)\b|哪|谁|什么|有没有")
_BESIDE = (
    r"(?:^beyond|\b(?:besides|apart from|aside from|other than|excluding|except(?: for)?"
    r"|leaving(?= (?:[^,?;.]{1,40} )?(?:aside|out)\b)))\b"
)
_VERB = r" (?:ha(?:s|ve|d)|d(?:o|oes|id)|is|are|was|were|will|would|can|could|that|who)\b"
"""What ends the names that are left out: "other than Nokia has it …"."""
_OUT = re.compile(
    r"\((?:but )?not [^()]{1,60}\)"
    rf"|{_BESIDE}[^?;:.]{{1,80}}?,? (?=which\b|what\b|whom?\b|where\b|how\b)"
    rf"|{_BESIDE}[^?;:.,]{{1,60}}?(?=$|[?;:.,]|{_VERB})"
    r"|除(?:了|去|开)?[^,?;。]{1,40}?(?:以外|之外|外|,|(?=[还也又另都]))"
    r"|(?:^|[,?;。(])[^,?;。()]{1,24}?(?:也?先?不算|除外|不计|先不管)"
)


def asks_list(question: Question) -> bool:
    """Whether several things are asked for, all of them."""
    folded = fold(question.text)
    if _COUNT.search(folded):
        return False
    if _LIST.search(folded) or _SIZED.search(folded) or asks_timeline(question.text):
        return True
    named = question.entities or question.metrics
    if question.form.layout == "table" and named and question.intent != "comparison":
        return True
    return bool(left_out(question)) and bool(_ASKS.search(folded))


def asks_members(question: Question) -> bool:
    """Whether it is asked who deals with a party, of whom there may be several."""
    return bool(_DEALS.search(fold(question.text)))


def left_out(question: Question) -> frozenset[str]:
    """The parties that the question leaves out of its answer."""
    return _within(question, _left_out(question))


def without_left_out(question: Question) -> str:
    """The question without the words that leave parties out."""
    if not left_out(question):
        return question.standalone
    text = question.text
    for start, end in reversed(_left_out(question)):
        if any(start <= m.start and m.end <= end for m in question.entities):
            text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split())


def _left_out(question: Question) -> list[Span]:
    """Where words set something aside, or only the names there where the words take in others."""
    spans = [match.span() for match in _OUT.finditer(fold(question.text))]
    known = set_aside(question.text, question.entities)
    fewer = known and len(_within(question, known)) < len(_within(question, spans))
    return known if fewer else spans


def _within(question: Question, spans: Sequence[Span]) -> frozenset[str]:
    """The parties that stand in some part of the question."""
    return frozenset(
        m.concept for m in question.entities for a, b in spans if a <= m.start and m.end <= b
    )
