"""What a question of a reader's document asks to work out, as its words alone say it.

A growth, a share, a gap, a payback, a rate or a product; which way something is taken to have
moved, and whether money is meant. It looks at no document.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from bot.answer.plan.operands import CURRENCIES as NAMED
from bot.answer.plan.own_sides import sides_of
from bot.knowledge.readings import ROW
from bot.language.script import fold
from bot.language.units import CURRENCIES, TIME_UNITS
from bot.records import Fact, Question

__all__ = [
    "BY_WHAT",
    "CHANGE",
    "Asked",
    "asked_of",
    "asks_money",
    "divides",
    "of_kind_asked",
    "way_asked",
]

Asked = Literal["growth", "share", "difference", "payback", "rate", "product", "portion"]

_PERCENT = re.compile(
    r"\bper ?cent(?:age)?\b|%|\bwhat (?:share|proportion|fraction|portion|part)\b"
    r"|百分之[几多]|几[%成趴]|比例|比率|占多少"
)
_POINTS = re.compile(r"\b(?:percentage|per cent) points?\b|百分点")
CHANGE = re.compile(
    r"\b(?:grow|grew|grown|growth|rise|rose|risen|rising|increase[ds]?|fall|fell|fallen"
    r"|drop(?:ped)?|declined?"
    r"|decreased?|go(?:ne)? (?:up|down)|went (?:up|down)|come down|came down|shr[aiu]nk"
    r"|climb(?:ed)?|jump(?:ed)?"
    r"|cut|dearer|cheaper|change[ds]?|higher|lower|(?:more|fewer|less) than)\b"
    r"|[增减涨跌升降]|成长|衰退|缩水|[多少高低贵便][了出]|更[多少高低]|变[多少高低贵]|少收|多收"
)
_SHARE = re.compile(
    r"\b(?:share|proportion|fraction|portion|part|percent|percentage|per cent|%) of\b"
    r"|\bof (?:all|the|every|its|their)\b"
    r"|\bout of\b|\bwere\b|\bgot\b|\bmade up\b|\baccount|占|比例|比重|之中|里面|其中|当中"
)
_UP = re.compile(
    r"\b(?:gr[eo]w[ns]?|growth|rose|rise[ns]?|increased?|more|up|higher|dearer|climbed?|jumped?"
    r"|overshoo?t|overspen[dt]|longer)\b"
    r"|[增涨升超]|成长|多[\u3400-\u9fff]{0,2}(?:了|出|几|多少)|高[了出]|贵[了出]"
)
_DOWN = re.compile(
    r"\b(?:fell|fallen|fall|dropped?|drop|declined?|decreased?|less|fewer|down|lower|cheaper"
    r"|shr[aiu]nk|cut|shorter|faster)\b"
    r"|[减降跌]|衰退|缩|少[了出收几]|低[了出]|便宜"
)
_GAP = re.compile(
    r"\b(?:by )?how (?:much|many)\b[^?]*\b(?:more|less|fewer|higher|lower|dearer|cheaper|longer"
    r"|shorter|faster"
    r"|slower|older|larger|smaller|bigger|above|below|over|under|exceed|overshoot|overspen[dt]"
    r"|overrun"
    r"|short of|grow|grew|rise|rose|fall|fell|drop|increase|decrease|go up|went up|came down"
    r"|come down|gap"
    r"|save)\b"
    r"|\b(?:difference|gap|left(?: over)?|margin) between\b|\boversho[ot]|\boverrun|\boverspen"
    r"|[多少高低贵][了出]?(?:了)?(?:多少|几)"
    r"|(?:成长|增加|减少|上升|下降|提高|上涨|下跌|缩小|[增减涨跌升降])了?(?:多少|几)|比.{1,24}[多少高低贵][\u3400-\u9fff]{1,3}(?:多少|几)|[相差]差(?:了)?(?:多少|几)|差(?:了)?[多几]|差距|超支|超出|落差|中间差"
)
_PAYBACK = re.compile(
    r"\bpay(?:s|ing)? (?:for itself|for themselves|(?:itself|themselves) (?:back|off)|back)\b"
    r"|\bpayback\b"
    r"|\brecoup|\bbreak even\b|\bearn(?:s|ed)? (?:its|their) (?:cost|money) back\b|回本|回收(?:成本"
    r"|期)?|打平|赚回"
)
_PER = re.compile(
    r"\bper\b|\bfor (?:each|every)\b|\b(?:did|does|do|for|to|by|did) each\b|\bapiece\b"
    r"|\beach\b.{0,40}\bon average\b"
    r"|\bon average\b.{0,60}\b(?:each|every|a)\b"
    r"|每(?!年|月|季|周|週|天|日)|除下来|平均一|一(?:公里|户|人|辆|台|趟|次"
    r"|份|公顷|坪|间|张|度)(?:等于|要|是|得|补|花)"
)
_TOGETHER = re.compile(
    r"\ball (?:of )?(?:the|its|these|those)\b|\bevery\b|\bin (?:all|total)\b|\baltogether\b"
    r"|\btotal\b|\bused up\b"
    r"|\bowe\b|\bcome to\b|\bcost\b|总共|一共|全部|合计|总额|共(?:要|需|得|花)|用完|用满"
)
BY_WHAT = re.compile(
    r"\b(?:per|each|every) ([a-z]{3,})"
    r"|(?:每一?|一)(公里|公顷|公吨|公斤|公升|平方米|[户人辆台趟次份坪间张度棵床名位家])"
)
_A_YEAR = re.compile(r"\bper (?:year|month|week|day)\b|每[年月周日天]")
_NOUN = re.compile(
    r"\b(?:per|each|every) ([a-z]{3,})|每一?[家间个名位台辆座条张]?([\u3400-\u9fff]{1,2})"
)
_MONEY_ASKED = re.compile(
    r"[几多]少?[百千万亿]*(?:元|块|钱|美元|英镑|日圆|欧元)"
    r"|\b(?:dollars|pounds|euros|rupees|yuan|yen)\b"
)
LIKELY, PLAINLY, PARTS = 0.35, 0.50, 0.25
"""How likely all the words ask for an operation that no cue names, at most for none, and for the
part of an amount that a share of it is.
"""
_NAMES = re.compile(r"\b[A-Z][a-z]+(?: [A-Z][a-z]+)+")
_LIKELY: tuple[tuple[str, Asked], ...] = (
    ("growth", "growth"),
    ("difference", "difference"),
    ("share", "share"),
    ("per_unit", "rate"),
    ("product", "product"),
    ("portion", "portion"),
)


def asked_of(question: Question) -> list[Asked]:
    """What the question asks to work out, as its words say; nothing where it asks for a figure."""
    folded = fold(question.standalone)
    found: list[Asked] = []
    if _PAYBACK.search(folded) and question.answer_type in ("duration", None, ""):
        return ["payback"]
    if _POINTS.search(folded):
        return ["difference"]
    if _PERCENT.search(folded):
        if CHANGE.search(folded) or sides_of(question) is not None:
            found.append("growth")
        if _SHARE.search(folded) or (not found and len(question.metrics) > 1):
            found.append("share")
        return found
    if _GAP.search(folded):
        return ["difference"]
    if _PER.search(folded):
        found.append("rate")
    if _TOGETHER.search(folded) and not _A_YEAR.search(folded):
        found.append("product")
    return found or _likely(question)


def _likely(question: Question) -> list[Asked]:
    """The operation that all the question's words together ask for, where no cue names one."""
    chances = question.likely
    rest = {"without", "remaining"} & {m.concept for m in question.operations}
    if rest or chances.get("none", 1.0) > PLAINLY:
        return []
    found = [asked for name, asked in _LIKELY if chances.get(name, 0.0) >= LIKELY]
    parts = chances.get("portion", 0.0) + chances.get("share", 0.0)
    if not found and asks_money(question) and parts >= PARTS:
        return ["portion"]
    return found


def asks_money(question: Question) -> bool:
    """Whether a sum of money is asked for: how much money, how many pounds, 幾千元."""
    return question.answer_type == "money" or bool(_MONEY_ASKED.search(fold(question.standalone)))


def way_asked(question: Question) -> int:
    """Which way the question takes a figure to have moved; Lower Fenwick is no way."""
    folded = fold(_NAMES.sub(" ", question.standalone))
    up, down = _UP.search(folded) is not None, _DOWN.search(folded) is not None
    return up - down


def of_kind_asked(question: Question, facts: Sequence[Fact]) -> list[Fact]:
    """The figures of the kind that the question asks for: money, or no money."""
    folded = fold(question.standalone)
    if _POINTS.search(folded):
        return [f for f in facts if _base(f) in ("%", "pp")]
    if asks_money(question):
        code = next((code for code, said in NAMED.items() if said.search(folded)), "")
        money = [f for f in facts if _base(f) in (*CURRENCIES, "pence", "cents")]
        if code:
            money = [f for f in money if _base(f) == code or _base(f) not in CURRENCIES]
        # A table whose unit stands elsewhere has bare figures.
        return money or [f for f in facts if f.topic == ROW and (f.unit or "1") == "1"]
    if question.answer_type == "duration":
        return [f for f in facts if _base(f) in TIME_UNITS]
    if question.answer_type == "count":
        return [f for f in facts if _base(f) not in (*CURRENCIES, "%", "pp", "x")]
    return list(facts)


def divides(question: Question, one: Fact, other: Fact) -> bool | None:
    """Whether the first of two figures, and not the second, counts what the question divides by.

    None where nothing tells.
    """
    money = [_base(fact) in CURRENCIES for fact in (one, other)]
    if money[0] != money[1]:
        return money[1]
    noun = _NOUN.search(fold(question.standalone))
    if noun is None:
        return None
    stem = re.escape((noun[1] or noun[2]).removesuffix("s"))
    told = [re.search(rf"{stem}", fold(fact.clause)) is not None for fact in (one, other)]
    return told[0] if told[0] != told[1] else None


def _base(fact: Fact) -> str:
    return (fact.unit or "1").partition("/")[0]
