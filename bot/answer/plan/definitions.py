"""What follows from how a figure is defined, where the question asks for the other side of it.

Falls on days in a row make one fall, compounded; a level a year before a growth is told by both; a
plan that took another's place moved it by so much. Each takes facts that belong together by their
party, measure and time, and none where a source tells the figure itself. It reads few words: which
side is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bot.answer.plan.deal_figures import price_of_one
from bot.answer.plan.implied_levels import level_after_change
from bot.answer.plan.operands import FORWARD, MONEY, Desk, partner
from bot.answer.plan.portions import profit_of_margin, share_in_money
from bot.answer.plan.told_parts import left_of_whole, named_together, number_bought
from bot.answer.plan.ways_round import BACK_TO
from bot.knowledge.ledger import family
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact

__all__ = ["follows"]

_COMPOUNDED = re.compile(
    r"\bcompound\w*|\b(?:both|two|three|the) (?:days|sessions|trading days)\b|\btwo-day\b"
    r"|\bcombined\b|连乘|[两二三]天|两日|合起来|累计"
)
_MOVED = re.compile(
    r"\b(?:rais(?:e|ed|es|ing)|lift(?:ed|s)?|bump(?:ed|s)?|cut|lower(?:ed|s)?|trim\w*|revis\w+"
    r"|upgrad\w+|upward|downward|nudg\w+)\b|修正|上修|下修|上调|下调|调升|调降|调高|调低|往[上下]修|提高"
)
_PERCENT = re.compile(
    r"\bper ?cent\b|\bpercent(?:age)?\b|(?<!\d)%|百分之[几多]|几(?:%|趴|成)|百分比"
)
_YEAR_BEFORE = re.compile(
    r"\b(?:the |a )?(?:year before|previous (?:fiscal )?year|prior (?:fiscal )?year|year earlier)\b"
    r"|前一(?:个会计)?年|上一?(?:个会计)?年度?|去年"
)
_ORDERS = re.compile(
    r"\borders?\b|\bdemand\b|\bbids?\b|\b(?:over)?subscri\w+|抢购|认购|下单|订单|需求|抢"
)
_TIMES = re.compile(r"\boversubscri\w+|\bfactor\b|\btimes\b|\bmultiple\b|[几多少]倍")
_VALUED = re.compile(r"\bvaluation\b|\bpost-?money\b|\bpre-?money\b|\bvalued\b|估值|投[后前]")
_BEFORE_MONEY = re.compile(r"\bpre-?money\b|\bbefore the (?:new )?money\b|投前|投入前")
_INVESTED = re.compile(r"^(?:equity_investment|funding_round_part)$")
SAME_TIME = 0.9
_FALL = re.compile(r"\bf[ae]ll\b|\bdrop\w*|\blos[est]\w*|\bdeclin\w*|\bslid\w*|跌|降|掉|少")
LOOKED_AT, A_YEAR, SLACK = 6, 365, 20
IN_ROW = 5
"""How many days two changes that follow one another may lie apart."""


def follows(desk: Desk) -> bool:
    """What follows from a definition, where the question asks for that."""
    parties = {m.concept for m in desk.question.entities}
    own = [f for f in (desk.ledger.facts if desk.ledger else ()) if f.subject in parties]
    told = {(f.unit, abs(f.values[0])) for f in (*desk.facts, *own) if f.values}
    figures = [
        q for q in desk.question.quantities if q.unit.partition("/")[0] in (*MONEY, "%", "x")
    ]
    if any((q.unit, abs(q.value)) not in told for q in figures):
        return False  # a figure of the reader's own takes part
    rules = (
        _in_row,
        _oversubscribed,
        _stake_bought,
        _up_again,
        _revised,
        _on_year_before,
        _gained_in_a_year,
        price_of_one,
        profit_of_margin,
        share_in_money,
        number_bought,
        left_of_whole,
        named_together,
        level_after_change,
    )
    return any(rule(desk, fold(desk.question.text)) for rule in rules)


def _in_row(desk: Desk, folded: str) -> bool:
    """Changes of one figure on days that follow one another, compounded."""
    if not _COMPOUNDED.search(folded) or desk.question.answer_type not in ("percent", ""):
        return False
    for lead in desk.facts[:LOOKED_AT]:
        if lead.unit != "%" or not lead.metric.endswith("_change_pct"):
            continue
        days = sorted(_of_days(desk, lead), key=lambda f: f.period.end or "")
        if 2 <= len(days) <= IN_ROW:
            one = desk.constant("1", "1", "the level before")
            left = " * ".join(f"(1 + {desk.of_fact(f)})" for f in days)
            shown = f"pct_change({one}, {one} * {left})"
            fell = _FALL.search(folded) and all(f.values[0] < 0 for f in days)
            return desk.work("work_result", f"abs({shown})" if fell else shown, days)
    return False


def _of_days(desk: Desk, lead: Fact) -> Iterator[Fact]:
    """The changes of a figure on single days around one that leads."""
    here = _day(lead)
    for fact in desk.ledger.find(subject=lead.subject, metric=lead.metric) if desk.ledger else ():
        alone = fact.period.start in (None, fact.period.end) and len(fact.values) == 1
        if alone and fact.stated_in and abs((_day(fact) - here).days) <= IN_ROW:
            yield fact


def _day(fact: Fact) -> date:
    return date.fromisoformat(fact.period.end or fact.as_of)


def _gained_in_a_year(desk: Desk, _folded: str) -> bool:
    """What a level gained between two days a year apart, from the later level and its growth."""
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    named = {family(m.concept) for m in desk.question.metrics}
    if len(dated) != 2 or desk.ledger is None or "difference" not in desk.asked:
        return False
    days = sorted(date.fromisoformat(p.end) for p in dated if p.end)
    if abs((days[1] - days[0]).days - A_YEAR) > SLACK:
        return False
    for level in desk.facts:
        if level.metric not in named or abs((_day(level) - days[1]).days) > SLACK:
            continue
        growth = partner(desk, level, "_growth")
        told = desk.ledger.find(subject=level.subject, metric=level.metric)
        if growth is None or any(abs((_day(f) - days[0]).days) <= SLACK for f in told):
            continue
        before = f"{desk.of_fact(level)} / (1 + {desk.of_fact(growth)})"
        return desk.work("gain", f"{desk.of_fact(level)} - {before}", [level, growth])
    return False


def _up_again(desk: Desk, folded: str) -> bool:
    """By how much a price must rise to be at its high again."""
    if not _PERCENT.search(folded) or not BACK_TO.search(folded):
        return False
    for low in desk.facts:
        pool = (
            desk.ledger.find(subject=low.subject, metric=f"{low.metric}_high")
            if desk.ledger
            else ()
        )
        high = next((f for f in pool if f.unit == low.unit and f.stated_in), None)
        if high is not None and 0 < low.values[0] < high.values[0]:
            shown = f"pct_change({desk.of_fact(low)}, {desk.of_fact(high)})"
            return desk.work("work_result", shown, [low, high])
    return False


def _revised(desk: Desk, folded: str) -> bool:
    """By how much a plan was moved, in per cent or in money, from the one whose place it took."""
    if not _MOVED.search(folded) or desk.ledger is None or {"sum", "times"} & desk.asked:
        return False
    percent = _PERCENT.search(folded)
    if not percent and not {"difference", "growth"} & desk.asked:
        return False
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    for new in desk.facts[:LOOKED_AT]:
        old = desk.ledger.get(new.compares_to) if new.compares_to else None
        if old is None or new.status not in FORWARD or (parties and new.subject not in parties):
            continue
        same = (old.subject, old.metric, old.unit, old.period.end)
        told = desk.ledger.find(subject=new.subject, metric=f"{new.metric}_guidance_change")
        if same != (new.subject, new.metric, new.unit, new.period.end) or len(old.values) != 1:
            continue
        names = desk.of_fact(old), desk.of_fact(new)
        if percent:
            return desk.work("growth", f"pct_change({names[0]}, {names[1]})", [new, old])
        return not told and desk.work("difference", f"{names[1]} - {names[0]}", [new, old])
    return False


def _oversubscribed(desk: Desk, folded: str) -> bool:
    """How many times an issue was asked for: the orders over its size."""
    wanted = _ORDERS.search(folded) and (_TIMES.search(folded) or "times" in desk.asked)
    for orders in desk.facts if wanted and desk.ledger else ():
        if not orders.metric.endswith("order_book") or desk.ledger is None:
            continue
        own = desk.ledger.find(subject=orders.subject)
        when = (orders.period.start, orders.period.end)
        issued = [
            f
            for f in own
            if f.metric.endswith("_issued")
            and (f.period.start, f.period.end) == when
            and f.unit == orders.unit
            and len(f.values) == 1
            and f.stated_in is not None
        ]
        if len(issued) == 1:
            shown = f"multiple({desk.of_fact(orders)}, {desk.of_fact(issued[0])})"
            return desk.work("work_multiple", shown, [orders, issued[0]])
    return False


def _stake_bought(desk: Desk, folded: str) -> bool:
    """The share of a company that an investment buys at the value put on it in the same round."""
    valued = _VALUED.search(folded)
    if not valued or desk.question.answer_type != "percent" or desk.ledger is None:
        return False
    before = _BEFORE_MONEY.search(folded) is not None
    for part in desk.facts[:LOOKED_AT]:
        if not _INVESTED.search(part.metric) or part.counterparty is None or part.stated_in is None:
            continue
        when = (part.period.end or part.as_of)[:7]
        values = [
            f
            for f in desk.ledger.find(subject=part.counterparty)
            if f.metric == ("valuation" if before else "valuation_post_money")
            and (f.period.end or f.as_of)[:7] == when
            and f.unit == part.unit
            and f.stated_in is not None
            and len(f.values) == 1
        ]
        if len(values) == 1:
            shown = f"share({desk.of_fact(part)}, {desk.of_fact(values[0])})"
            return desk.work("work_share", shown, [part, values[0]])
    return False


def _on_year_before(desk: Desk, folded: str) -> bool:
    """A year's figure or plan as a multiple of the year before, or by how much it is above it."""
    percent = _PERCENT.search(folded)
    if not _YEAR_BEFORE.search(folded) or not ("times" in desk.asked or percent):
        return False
    dated = [p for p in named_periods(desk.question.periods) if p.kind == "year"]
    named = {family(m.concept) for m in desk.question.metrics}
    if len(dated) != 1 or desk.ledger is None:
        return False
    for new in desk.facts[:LOOKED_AT]:
        if new.metric not in named or new.period.kind != "year" or timing(dated, new) < SAME_TIME:
            continue
        pool = desk.ledger.find(subject=new.subject, metric=new.metric)
        days = [f for f in pool if f.period.kind == "year" and f.status == "reported"]
        old = next((f for f in days if abs((_day(new) - _day(f)).days - A_YEAR) <= SLACK), None)
        if old is None or len(old.values) != 1 or old.stated_in is None:
            continue
        if "times" in desk.asked:
            shown = f"multiple({desk.of_fact(new)}, {desk.of_fact(old)})"
            return desk.work("work_multiple", shown, [new, old])
        return desk.work(
            "growth", f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})", [new, old]
        )
    return False
