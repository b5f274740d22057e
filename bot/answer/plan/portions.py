"""What a stated share or margin comes to in money, or what it leaves.

A gross margin and a revenue give the cost; a customer's share and the revenue give what it bought.
A share and its whole belong together by their party, by their time and by the share's name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from bot.answer.plan.operands import FORWARD, MONEY, Desk
from bot.answer.plan.told_parts import names_part, whole_told
from bot.language.timing import named_periods, timing
from bot.records import Fact

__all__ = ["level_of", "profit_of_margin", "share_in_money"]

_GROSS = re.compile(r"\bgross profits?\b(?! margin)|毛利(?!率)")
_COST = re.compile(r"\bcosts?\b|成本")
_REST = re.compile(
    r"\bkeeps?\b|\bkept\b|\bleft\b|\brest\b|\bremain\w*|\bafter\b|\bothers?\b|\beverybody else\b"
    r"|剩|其余|其他|自己|扣[掉除]|之后|留"
)
_OTHER_THAN = re.compile(
    r"\bother than\b|\b(?:everyone|everybody|anyone|everything|anything) else\b|\bapart from\b"
    r"|\bexcluding\b|\bthe rest\b|以外|其他|其余|剩下"
)
_LARGEST = re.compile(r"\b(?:largest|biggest|bigger|larger|top|one|dominat\w*)\b|最大|较大|第一大")
_SECOND = re.compile(
    r"\bsecond\b(?! (?:fiscal )?(?:quarter|half))|\b(?:runner-up|smaller|other one)\b"
    r"|第二大|次大|较小"
)
_OF_EACH = re.compile(
    r"\bcents\b|\b(?:of|for|per|out of) (?:each|every|a|one)? ?(?:\w+ )?dollar\b"
    r"|每[收赚卖进花].{0,4}[1一](?:块|元|美元)|每[1一]?(?:块|元|美元)"
)
_NUMBER = re.compile(r"(?<![\d.,])\d{1,2}(?![\d.,%])")
_OTHERWISE = frozenset({"growth", "times", "before", "sum"})
_ANY_TIME = frozenset({"revenue_share_paid", "rpo_recognition_share"})
"""Shares that hold for other stretches of time than the one that they are told of."""
CAPACITY = ("GW", "MW")
TOGETHER = "top_"
"""How a share of several together is named: it is their sum already."""
CLEARLY = 0.1
SAME_TIME = 0.9
LOOKED_AT, SLACK = 6, 20


def share_in_money(desk: Desk, folded: str) -> bool:
    """What a stated share or margin comes to in money, or what it leaves."""
    question = desk.question
    cues = {m.concept for m in question.refusal_cues}
    amount = question.answer_type in ("money", "power") or "asks_money" in cues
    if _OF_EACH.search(folded):
        return False  # so much of each dollar is a ratio
    otherwise = _OTHERWISE - {"sum"}
    if question.answer_type == "power":
        otherwise -= {"growth"}  # what is added is no rate
    if not (amount and {"asks_number", "asks_money"} & cues) or otherwise & desk.asked:
        return False
    units = CAPACITY if question.answer_type == "power" else MONEY
    of_lead = _ranked(_shares_of_lead(desk, folded, units), folded)
    for share in (*_shares_quoted(desk), *_shares_told(desk, folded), *of_lead):
        level = level_of(desk, share, units)
        if "sum" in desk.asked and not share.metric.startswith(TOGETHER):
            continue
        named = {m.concept for m in question.metrics}
        ratios = {m for m in named if "_to_" in m}
        if "share" in desk.asked and ratios and share.metric not in ratios:
            continue  # another ratio is asked for, and no amount
        gap = "difference" in desk.asked and (level is None or level.metric not in named)
        if level is None or gap:
            continue
        costs = share.metric.endswith("gross_margin") and _COST.search(folded)
        kept = share.metric == "revenue_share_paid" and _REST.search(folded)
        left = costs or kept or _OTHER_THAN.search(folded)
        part = f"(1 - {desk.of_fact(share)})" if left else desk.of_fact(share)
        return desk.work("portion", f"{desk.of_fact(level)} * {part}", [level, share])
    return False


def profit_of_margin(desk: Desk, folded: str) -> bool:
    """A party's gross profit from its margin and revenue of one time, where none is told."""
    cues = {m.concept for m in desk.question.refusal_cues}
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    asks = desk.question.answer_type == "money" and {"asks_number", "asks_money"} & cues
    if not (asks and _GROSS.search(folded)) or desk.asked or len(parties) != 1 or not desk.ledger:
        return False
    dated, party = named_periods(desk.question.periods), next(iter(parties))
    told = desk.ledger.find(subject=party, metric="gross_profit")
    margins = [
        f
        for f in desk.ledger.find(subject=party, metric="gross_margin")
        if len(f.values) == 1
        and f.stated_in is not None
        and (not f.later or desk.question.as_of == "latest")
        and (not dated or timing(dated, f) >= SAME_TIME)
    ]
    margin = max(margins, key=lambda f: f.period.end or "", default=None)
    level = level_of(desk, margin) if margin is not None and not told else None
    if margin is None or level is None:
        return False
    shown = f"{desk.of_fact(level)} * {desk.of_fact(margin)}"
    return desk.work("work_result", shown, [level, margin])


def _shares_told(desk: Desk, folded: str) -> list[Fact]:
    """The percentages that the question is about: they lead, are named or fit its words best."""
    if not desk.facts:
        return []
    lead = desk.facts[0]
    named = {m.concept for m in desk.question.metrics}
    least = desk.coverage.get(lead.id, 0.0) + CLEARLY
    dated = named_periods(desk.question.periods)
    found = [
        f
        for f in desk.facts[:LOOKED_AT]
        if f.unit == "%"
        and len(f.values) == 1
        and (not dated or timing(dated, f) >= SAME_TIME or f.metric in _ANY_TIME)
        and (lead.unit == "%" or f.metric in named or desk.coverage.get(f.id, 0.0) >= least)
    ]
    ranked = _ranked(found, folded)
    if ranked != found:
        return ranked
    said = set(_NUMBER.findall(folded))  # "months 13 to 36"
    return sorted(
        found,
        key=lambda f: (
            -len(said & set(_NUMBER.findall(f.statement_en))),
            -desk.coverage.get(f.id, 0.0),
        ),
    )


def _ranked(shares: list[Fact], folded: str) -> list[Fact]:
    """Of several shares the largest single one first, or the second, where one is asked for."""
    single = [f for f in shares if not f.metric.startswith(TOGETHER)]
    if not single or not (_LARGEST.search(folded) or _SECOND.search(folded)):
        return shares
    single.sort(key=lambda f: f.values[0], reverse=True)
    return single[1:] if _SECOND.search(folded) else single


def _shares_quoted(desk: Desk) -> list[Fact]:
    """The shares of the party named that the reader quotes by their figure."""
    quoted = {q.value for q in desk.question.quantities if q.unit == "%" and q.low is None}
    parties = {m.concept for m in desk.question.entities}
    dated = named_periods(desk.question.periods)
    return [
        f
        for f in (desk.ledger.facts if desk.ledger and quoted else ())
        if f.unit == "%"
        and f.values
        and f.values[0] in quoted
        and f.subject in parties
        and f.stated_in is not None
        and (not dated or timing(dated, f) >= SAME_TIME or f.metric in _ANY_TIME)
    ]


def _shares_of_lead(desk: Desk, folded: str, units: Sequence[str]) -> list[Fact]:
    """The shares of the figure that leads of which the question names the part."""
    lead = next((f for f in desk.facts if f.unit in units), None)
    return [
        f
        for f in desk.facts[:LOOKED_AT]
        if f.unit == "%"
        and len(f.values) == 1
        and lead is not None
        and level_of(desk, f, units) is lead
        and not desk.question.quantities
        and names_part(folded, f, lead)
    ]


def level_of(desk: Desk, share: Fact, units: Sequence[str] = MONEY) -> Fact | None:
    """The figure of which a percentage is a share by its name, of one party and one time; by its
    sentence where the name tells none.
    """
    names = _wholes(share.metric)
    if not names and "_share" in share.metric:
        whole = whole_told(desk, share)
        return whole if whole is not None and whole.unit in units else None
    pool = [
        f
        for f in (desk.ledger.find(subject=share.subject) if desk.ledger else ())
        if f.metric in names
        and f.unit in units
        and len(f.values) == 1
        and f.stated_in is not None
        and f.counterparty is None
        and (f.later <= share.later)
        and _at_its_time(desk, f, share)
    ]
    return max(pool, key=lambda f: (f.confidence == "high", f.as_of), default=None)


def _at_its_time(desk: Desk, level: Fact, share: Fact) -> bool:
    """Whether a level is of a share's own time: its stretch, its day, or the day it starts from."""
    if (level.period.start, level.period.end) == (share.period.start, share.period.end):
        return True
    if share.metric == "revenue_share_paid":  # a rate that holds for whatever stretch is asked
        asked = named_periods(desk.question.periods)
        wanted = level.status not in FORWARD or _of_target(desk)
        return bool(asked) and timing(asked, level) >= 0.9 and wanted
    if level.period.kind != "instant" or not share.period.start:
        return level.period.kind == "instant" and level.period.end == share.period.end
    if level.period.end == share.as_of:
        return True  # a share of that day's level which falls in a later stretch
    start = date.fromisoformat(share.period.start)
    return 0 <= (start - date.fromisoformat(level.period.end or level.as_of)).days <= SLACK


def _of_target(desk: Desk) -> bool:
    return bool({"guidance", "expected"} & {m.concept for m in desk.question.refusal_cues})


def _wholes(metric: str) -> Sequence[str]:
    """The measures that a percentage is a share of, by its name."""
    of = re.search(r"_share_of_(.+)$", metric)
    if of:
        return (of[1],)
    if metric.endswith("_margin") and not metric.endswith("_target"):
        return ("revenue",)
    if metric == "revenue_share_paid":
        return ("revenue",)
    found = re.match(r"(?:[a-z_]*?)(revenue|backlog|rpo|capex)(?:_recognition)?_share$", metric)
    return (found[1], f"revenue_{found[1]}") if found else ()
