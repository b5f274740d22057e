"""What follows from how a figure is defined, where the question asks for the other side of it.

A gross margin and a revenue give the cost; a customer's share and the revenue give what it bought;
falls on days in a row make one fall, compounded; a level a year before a growth is told by both;
money and a number of things of one deal give the price of one; a party's deals with several others
that are listed add up. Each takes facts that belong together by their party, measure and time, and
none where a source tells the figure itself. It reads few words: which side is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from bot.answer.plan.operands import FORWARD, MONEY, Desk, partner
from bot.answer.plan.ways_round import BACK_TO
from bot.knowledge.ledger import family
from bot.language.own_rates import unit_asked
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact

__all__ = ["follows", "level_of", "listed_deals"]

_COST = re.compile(r"\bcosts?\b|成本")
_REST = re.compile(
    r"\bkeeps?\b|\bkept\b|\bleft\b|\brest\b|\bremain\w*|\bafter\b|\bothers?\b|\beverybody else\b"
    r"|剩|其余|其他|自己|扣[掉除]|之后|留"
)
_OTHER_THAN = re.compile(
    r"\bother than\b|\b(?:everyone|everybody|anyone|everything|anything) else\b|\bapart from\b"
    r"|\bexcluding\b|\bthe rest\b|以外|其他|其余|剩下"
)
_COMPOUNDED = re.compile(
    r"\bcompound\w*|\b(?:both|two|three|the) (?:days|sessions|trading days)\b|\btwo-day\b"
    r"|\bcombined\b|连乘|[两二三]天|两日|合起来|累计"
)
_MOVED = re.compile(
    r"\b(?:rais(?:e|ed|es|ing)|lift(?:ed|s)?|bump(?:ed|s)?|cut|lower(?:ed|s)?|trim\w*|revis\w+"
    r"|upgrad\w+|upward|downward|nudg\w+)\b|修正|上修|下修|上调|下调|调升|调降|调高|调低|往[上下]修|提高"
)
_PERCENT = re.compile(r"\bper ?cent\b|\bpercent(?:age)?\b|(?<!\d)%|百分之[几多]|几(?:%|趴|成)")
_YEAR_BEFORE = re.compile(
    r"\b(?:the |a )?(?:year before|previous (?:fiscal )?year|prior (?:fiscal )?year|year earlier)\b"
    r"|前一(?:个会计)?年|上一?(?:个会计)?年度?|去年"
)
_NUMBER = re.compile(r"(?<![\d.,])\d{1,2}(?![\d.,%])")
SAME_TIME = 0.9
_ANY_TIME = frozenset({"revenue_share_paid", "rpo_recognition_share"})
"""Shares that hold for other stretches of time than the one that they are told of."""
_FALL = re.compile(r"\bf[ae]ll\b|\bdrop\w*|\blos[est]\w*|\bdeclin\w*|\bslid\w*|跌|降|掉|少")
_ADDED = re.compile(
    r"\b(?:one|a) (?:basket|pile|pot|grand total)\b|\bgrand total\b|\badd(?:ed|ing)?\b|\btogether\b"
    r"|\bcombined\b|\baltogether\b|\bin all\b|\bsum\b|\ball told\b|\btotal\b"
    r"|合[起计]|加[起总一在]|总[共计和数]|一共|统统|全部"
)
_OF_DEALS = re.compile(
    r"\b(?:orders?|contracts?|deals?|agreements?|cloud|signed|commit\w*|bought|buys?)\b"
    r"|合约|契约|合同|订单|单|云端|签|采购|约"
)
_DEAL = re.compile(r"^contract_value$|^(?:cloud_)?purchase_commitment$")
_LARGEST = re.compile(r"\b(?:largest|biggest|bigger|larger|top|one|dominat\w*)\b|最大|较大|第一大")
_SECOND = re.compile(
    r"\bsecond\b(?! (?:fiscal )?(?:quarter|half))|\b(?:runner-up|smaller|other one)\b"
    r"|第二大|次大|较小"
)
_OTHERWISE = frozenset({"growth", "times", "before", "sum"})
CLEARLY = 0.1
_GROUPS = ("share", "growth", "times", "before", "difference")
LOOKED_AT, A_YEAR, SLACK = 6, 365, 20
IN_ROW = 5
"""How many days two changes that follow one another may lie apart."""


def follows(desk: Desk) -> bool:
    """What follows from a definition, where the question asks for that."""
    if any(q.unit.partition("/")[0] in (*MONEY, "%", "x") for q in desk.question.quantities):
        return False  # a figure of the reader's own takes part
    rules = (
        _in_row,
        _up_again,
        _revised,
        _on_year_before,
        _a_year_before,
        _price_of_one,
        _share_in_money,
    )
    return any(rule(desk, fold(desk.question.text)) for rule in rules)


# --- changes -----------------------------------------------------------------------------------


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


def _a_year_before(desk: Desk, _folded: str) -> bool:
    """A level at one of two days a year apart, from that of the later day and its growth."""
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    named = {family(m.concept) for m in desk.question.metrics}
    if len(dated) != 2 or desk.ledger is None:
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
        if "difference" in _asked(desk):
            return desk.work("gain", f"{desk.of_fact(level)} - {before}", [level, growth])
        return desk.work("before_year", before, [level, growth])
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
    if not _MOVED.search(folded) or desk.ledger is None or {"sum", "times"} & _asked(desk):
        return False
    percent = _PERCENT.search(folded)
    if not percent and not {"difference", "growth"} & _asked(desk):
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


def _on_year_before(desk: Desk, folded: str) -> bool:
    """A year's figure or plan as a multiple of the year before, or by how much it is above it."""
    percent = _PERCENT.search(folded)
    if not _YEAR_BEFORE.search(folded) or not ("times" in _asked(desk) or percent):
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
        if "times" in _asked(desk):
            shown = f"multiple({desk.of_fact(new)}, {desk.of_fact(old)})"
            return desk.work("work_multiple", shown, [new, old])
        return desk.work(
            "growth", f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})", [new, old]
        )
    return False


def _asked(desk: Desk) -> set[str]:
    return {m.concept for m in desk.question.operations}


# --- deals -------------------------------------------------------------------------------------


def listed_deals(desk: Desk) -> bool:
    """What one party's deals with several others come to, each of them named."""
    folded = fold(desk.question.text)
    if not (_ADDED.search(folded) and _OF_DEALS.search(folded)) or desk.ledger is None:
        return False
    named = [m.concept for m in desk.question.entities if m.kind == "company"]
    parties = list(dict.fromkeys(named))
    for giver in parties:
        others = [p for p in parties if p != giver]
        deals = [_deal(desk, giver, other) for other in others]
        found = [d for d in deals if d is not None]
        if len(others) > 1 and len(found) == len(others) and not set(_GROUPS) & _asked(desk):
            names = ", ".join(desk.of_fact(f) for f in found)
            return desk.work("sum", f"sum({names})", found)
    return False


def _deal(desk: Desk, giver: str, taker: str) -> Fact | None:
    """The whole of what one party has signed for with another, as of the day asked about."""
    dated = named_periods(desk.question.periods)
    own = desk.ledger.find(subject=giver) if desk.ledger else ()
    pool = [
        f
        for f in own
        if f.counterparty == taker
        and _DEAL.search(f.metric)
        and f.unit == "USD"
        and len(f.values) == 1
        and f.stated_in is not None
        and (not f.later or desk.question.as_of == "latest")
    ]
    return max(pool, key=lambda f: (timing(dated, f) if dated else 0, f.values[0]), default=None)


def _price_of_one(desk: Desk, folded: str) -> bool:
    """Money over the number of things of the same deal or sentence, by the thing that is named."""
    unit = unit_asked(folded)
    if not unit or desk.ledger is None or {"share", "times", "difference", "sum"} & _asked(desk):
        return False
    parties = {m.concept for m in desk.question.entities}
    one = (unit, unit.removesuffix("s"))
    if any((f.unit or "").partition("/")[2] in one for f in desk.facts[:LOOKED_AT]):
        return False  # a source tells the price of one
    for count in desk.facts[:LOOKED_AT]:
        if count.unit != unit or (parties and not parties & {count.subject, count.counterparty}):
            continue
        money = next(iter(_paid_for(desk, count)), None)
        if money is not None:
            shown = f"{desk.of_fact(money)} / {desk.of_fact(count)}"
            return desk.work("per_unit", shown, [money, count])
    return False


def _paid_for(desk: Desk, count: Fact) -> Iterator[Fact]:
    """The money of the deal that a number of things is of: of its passage, then of its parties."""
    ref = count.stated_in
    own = [
        f
        for f in (desk.ledger.find(subject=count.subject) if desk.ledger else ())
        if f.unit in MONEY and len(f.values) == 1 and f.stated_in and f.later == count.later
        if f.counterparty == count.counterparty
    ]
    beside = [f for f in own if ref and f.stated_in and f.stated_in.passage_id == ref.passage_id]
    yield from beside if count.counterparty is None else (*beside, *own)


# --- shares ------------------------------------------------------------------------------------


def _share_in_money(desk: Desk, folded: str) -> bool:
    """What a stated share or margin comes to in money, or what it leaves."""
    question = desk.question
    cues = {m.concept for m in question.refusal_cues}
    money = question.answer_type == "money" or "asks_money" in cues
    if not (money and {"asks_number", "asks_money"} & cues) or _OTHERWISE & _asked(desk):
        return False
    for share in _shares_told(desk, folded):
        level = level_of(desk, share)
        named = {m.concept for m in question.metrics}
        gap = "difference" in _asked(desk) and (level is None or level.metric not in named)
        if level is None or gap:
            continue
        costs = share.metric.endswith("gross_margin") and _COST.search(folded)
        kept = share.metric == "revenue_share_paid" and _REST.search(folded)
        left = costs or kept or _OTHER_THAN.search(folded)
        part = f"(1 - {desk.of_fact(share)})" if left else desk.of_fact(share)
        return desk.work("portion", f"{desk.of_fact(level)} * {part}", [level, share])
    return False


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
    single = [f for f in found if not f.metric.startswith("top_")]
    if single and (_LARGEST.search(folded) or _SECOND.search(folded)):
        single.sort(key=lambda f: f.values[0], reverse=True)
        return single[1:] if _SECOND.search(folded) else single
    said = set(_NUMBER.findall(folded))  # "months 13 to 36"
    return sorted(
        found,
        key=lambda f: (
            -len(said & set(_NUMBER.findall(f.statement_en))),
            -desk.coverage.get(f.id, 0.0),
        ),
    )


def level_of(desk: Desk, share: Fact) -> Fact | None:
    """The figure of which a percentage is a share by its name, of one party and one time."""
    names = _wholes(share.metric)
    pool = [
        f
        for f in (desk.ledger.find(subject=share.subject) if desk.ledger else ())
        if f.metric in names
        and f.unit in MONEY
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
    return 0 <= (start - _day(level)).days <= SLACK


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
