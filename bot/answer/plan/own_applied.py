"""A figure of the reader's own, set to one figure of the sources that its words and unit call for.

So many shares at what was earned, lost or paid on each; a level that rises or falls by the reader's
rate; a year's interest on a debt at the reader's rate; an amount released evenly over a capacity of
which only so much is built. Which figure of the sources is meant follows from the party, the time
and the measure; where the reader quotes a source, that figure is none of their own. It reads no
share of a figure: "20% of it" is a part and no rise.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from bot.answer.plan.operands import MONEY, Desk
from bot.answer.plan.side_figures import of_party
from bot.knowledge.ledger import family, is_change, known_at
from bot.language.script import fold
from bot.language.timing import named_periods, timing
from bot.records import Fact, Quantity

__all__ = ["own_applied"]

LOOKED_AT, MOST, NEAR = 12, 100, 16
AGAINST = frozenset("difference times remaining before".split())
_EARNED = re.compile(
    r"\bprofits?\b|\bearn\w*\b|\bnet income\b|\bbottom line\b|\bloss(?:es)?\b|\bdrag\b|\bresult\b"
    r"|获利|盈余|净利|赚|亏|拖累|损失"
)
_LOWERED = re.compile(
    r"\bdrag\w*\b|\breduc\w*\b|\bhit\b|\beffect\b|\bimpact\b|拖累|减少|拉低|影响|侵蚀"
)
_ADJUSTED = re.compile(r"\badjusted\b|\bnon-?gaap\b|调整后|非gaap")
_PAID = re.compile(
    r"\b(?:same|that|very) price\b|\bprice (?:\w+ )?paid\b|\bpaid (?:a|per|for each) share\b"
    r"|\bat what \w+ paid\b|同样?(?:的)?价|一样的价|成交价|买进价|入股价"
)
_MOVED = re.compile(
    r"\bshr[aiu]nk\w*\b|\bsince\b|\bpeak\b|\bgain\w*\b|\blos[et]\b|\bfell\b|\brose\b|涨|跌|蒸发|缩水"
)
_RISES = re.compile(
    r"\b(?:ris\w+|rose|gr[eo]w\w*|increas\w+|jump\w*|more|higher|up|climb\w*|above)\b"
    r"|[增涨升多]|成长|提高"
)
_FALLS = re.compile(
    r"\b(?:f[ae]ll\w*|drop\w*|declin\w*|cut|less|lower|down|shr[aiu]nk\w*|below)\b"
    r"|[减跌降少砍]|缩水"
)
_PART_OF = re.compile(r"^\s*(?:of\b|的(?!话)|share\b|stake\b)")
_INTEREST = re.compile(
    r"\binterest\b|\bborrowing costs?\b|\bcost of (?:debt|borrowing)\b|利息|借款成本"
)
_EVENLY = re.compile(
    r"\bpro[- ]?rata\b|\bprorated?\b|\bin proportion\b|\bproportional\w*|\bby the gigawatt\b"
    r"|按比例|依比例|照比例|比例(?:拨|给|付|出)"
)
CROWD, CROWDS = 1000, {"users": "user", "people": "person", "subscribers": "subscriber"}
"""So many, at least, share an amount out; units of those who are counted, and of one of them."""
_EACH = re.compile(
    r"\bper (?:head|person|capita|citizen|inhabitant)\b|\beach (?:of|person|one|get|pay)\w*\b"
    r"|\bamong\b|\bapiece\b|\bfor each\b|人均|每人|一人|每个人|平分|均分|分给"
)
_FIRST = re.compile(r"\boriginal(?:ly)?\b|\bfirst\b|\binitial(?:ly)?\b|最初|原先|原本|一开始|当初")
_PAYS = re.compile(r"\bpay\w*\b|\bsubscri\w*\b|\bfee\b|\bcharg\w*\b|付|缴|月费|年费|订阅")


def own_applied(desk: Desk) -> bool:
    """The one calculation that the reader's figure calls for; it stands where it is worked out."""
    own = list(_own(desk))
    if desk.ledger is None or not own or any(f.clause for f in desk.facts[:2]):
        return False
    folded = fold(desk.question.text)
    return any(rule(desk, own, folded) for rule in RULES)


def _own(desk: Desk) -> Iterator[Quantity]:
    """The reader's figures, without those that quote what is told of the parties alone."""
    named: set[str | None] = {m.concept for m in desk.question.entities}
    told = {
        (f.unit, value)
        for f in (desk.ledger.facts if desk.ledger else ())
        if f.subject in named and f.counterparty in (named | {None})
        for value in f.values
    }
    for one in desk.question.quantities:
        ends = [(one.unit, one.value)] if one.low is None else [(one.unit, one.low)]
        if one.value > 0 and not set(ends) & told:
            yield one


def _known(desk: Desk) -> Iterator[Fact]:
    """Single figures known by the day asked about, of a party that is named."""
    for fact in desk.ledger.facts if desk.ledger else ():
        told = len(fact.values) == 1 and fact.stated_in is not None
        of_them = told and any(of_party(fact, m) for m in desk.question.entities)
        if of_them and known_at(fact, desk.question.as_of):
            yield fact


def _best(desk: Desk, found: Iterator[Fact] | list[Fact]) -> Fact | None:
    """The figure that suits the times and measures that are named best; none of another time."""
    dated = [p for p in named_periods(desk.question.periods) if p.end]
    measures = {m.concept for m in desk.question.metrics}
    named = {m.concept for m in desk.question.entities}
    place = {f.id: n for n, f in enumerate(desk.facts[:LOOKED_AT])}

    def worth(fact: Fact) -> float:
        timely = timing(dated[:1], fact) if dated else 0.0
        both = len(named & {fact.subject, fact.counterparty})
        kin = (fact.metric in measures) + 0.5 * (family(fact.metric) in measures)
        found_at = 0.5 / (1 + place[fact.id]) if fact.id in place else 0.0
        return 2 * timely + kin + 0.5 * both + found_at + desk.coverage.get(fact.id, 0.0)

    fitting = [f for f in found if not dated or timing(dated[:1], f) >= 0]
    return max(fitting, key=worth, default=None)


# --- the rules -----------------------------------------------------------------------------------


def _shares(desk: Desk, own: list[Quantity], folded: str) -> bool:
    """What so many shares have of a company's earnings, or cost at the price that one paid."""
    count = own[0]
    if len(own) != 1 or count.unit != "shares" or AGAINST & desk.asked:
        return False
    paid = _PAID.search(folded) is not None
    if not paid and (not _EARNED.search(folded) or _MOVED.search(folded)):
        return False
    adjusted = _ADJUSTED.search(folded) is not None
    if paid:
        kinds = {"share_price_paid"}
    elif _LOWERED.search(folded):
        kinds = {"eps_effect"}
    else:
        kinds = {"adjusted_eps"} if adjusted else {"eps"}
    each = _best(desk, [f for f in _known(desk) if f.metric in kinds and f.unit == "USD/share"])
    if each is None:
        return False
    price = f"abs({desk.of_fact(each)})" if each.values[0] < 0 else desk.of_fact(each)
    return desk.work("work_result", f"{desk.given(count)} * {price}", [each])


def _risen(desk: Desk, own: list[Quantity], folded: str) -> bool:
    """A level that rises or falls by the reader's rate, from the time that is named first."""
    rates = [q for q in own if q.unit == "%" and q.low is None and q.value < MOST]
    if len(own) != 1 or len(rates) != 1 or "whatif" not in desk.asked:
        return False
    if {"share", "difference", "times"} & desk.asked:
        return False
    rate = rates[0]
    before, after = (
        folded[max(0, rate.start - NEAR) : rate.start],
        folded[rate.end : rate.end + NEAR],
    )
    if _PART_OF.match(after):
        return False
    near = f"{before}#{after}".replace("多少", "")
    up, down = _RISES.search(near) is not None, _FALLS.search(near) is not None
    measures = {family(m.concept) for m in desk.question.metrics}
    first = {f.id for f in desk.facts[:LOOKED_AT]}
    levels = [
        f
        for f in _known(desk)
        if f.unit in (*MONEY, "users", "GW", "USD/share")
        and not is_change(f.metric)
        and not f.metric.endswith("_consensus")
        and (family(f.metric) in measures or (not measures and f.id in first))
    ]
    level = _best(desk, levels)
    if up == down or level is None:
        return False
    sign = "+" if up else "-"
    factor = f"(1 {sign} {desk.given(rate)})"
    return desk.work("work_result", f"{desk.of_fact(level)} * {factor}", [level])


def _interest(desk: Desk, own: list[Quantity], folded: str) -> bool:
    """A year's interest on what is owed, at the reader's rate or so many points of it more."""
    rates = [q for q in own if q.unit in ("%", "pp") and q.low is None and q.value < MOST]
    others = [q for q in own if q not in rates and q.unit not in ("years", "1")]
    spelt = desk.question.working is not None
    if len(rates) != 1 or others or spelt or not _INTEREST.search(folded):
        return False
    if desk.question.answer_type == "duration" or {"share", "times"} & desk.asked:
        return False
    debts = [f for f in _known(desk) if f.unit in MONEY and _owed(f)]
    whole = [f for f in debts if f.metric.startswith("total_debt")]
    debt = _best(desk, whole) or _best(desk, debts)
    if debt is None:
        return False
    rate = rates[0]
    share = Quantity(rate.value, "%", rate.text, rate.start, rate.end)
    return desk.work("work_result", f"{desk.of_fact(debt)} * {desk.given(share)}", [debt])


def _owed(fact: Fact) -> bool:
    return fact.metric.startswith(("total_debt", "debt_")) or fact.metric == "borrowings"


def _evenly(desk: Desk, own: list[Quantity], folded: str) -> bool:
    """The part of an amount that so much of what it is released for brings."""
    if not _EVENLY.search(folded) or len(own) != 1:
        return False
    part, known = own[0], list(_known(desk))
    named = {m.concept for m in desk.question.entities}
    wholes = [f for f in known if f.unit == part.unit]
    wholes.sort(key=lambda f: (-len(named & {f.subject, f.counterparty}), -f.values[0]))
    for whole in wholes:
        deal = {whole.subject, whole.counterparty}
        amounts = [f for f in known if f.unit in MONEY and {f.subject, f.counterparty} == deal]
        amount = max(amounts, key=lambda f: f.values[0], default=None)
        if amount is not None and None not in deal and part.value < whole.values[0]:
            shown = f"{desk.of_fact(amount)} * {desk.given(part)} / {desk.of_fact(whole)}"
            return desk.work("whatif", shown, [amount, whole])
    return False


def _heads(desk: Desk, own: list[Quantity], folded: str) -> bool:
    """An amount shared out among so many people, of a party's first plan where that is said."""
    if len(own) != 1 or own[0].unit not in ("1", "people") or own[0].value < CROWD:
        return False
    if not _EACH.search(folded) or AGAINST & desk.asked:
        return False
    amounts = [f for f in _known(desk) if f.unit in MONEY and not is_change(f.metric)]
    if _FIRST.search(folded):
        early = min((f.as_of for f in amounts), default="")
        first = [f for f in amounts if f.as_of == early]
        amount = max(first, key=lambda f: f.values[0], default=None)
    else:
        amount = _best(desk, amounts)
    if amount is None:
        return False
    heads = desk.given(Quantity(own[0].value, "1", own[0].text, 0, 0))
    return desk.work("work_result", f"{desk.of_fact(amount)} / {heads}", [amount])


def _takings(desk: Desk, own: list[Quantity], folded: str) -> bool:
    """What so many of those who are counted bring in at the reader's price for each."""
    prices = {q.value: q for q in own if q.unit in MONEY and q.low is None}
    shares = [q for q in own if q.unit == "%" and q.low is None]
    if (
        len(prices) != 1
        or len(shares) > 1
        or len(prices) + len(shares) < len({q.value for q in own})
    ):
        return False
    if not _PAYS.search(folded):
        return False
    counts = [f for f in _known(desk) if f.unit in CROWDS]
    count, price = _best(desk, counts), next(iter(prices.values()))
    if count is None or not shares:
        return False
    one = Quantity(price.value, f"{price.unit}/{CROWDS[count.unit or '']}", price.text, 0, 0)
    shown = f"{desk.of_fact(count)} * {desk.given(shares[0])} * {desk.given(one)}"
    return desk.work("work_result", shown, [count])


RULES: tuple[Callable[[Desk, list[Quantity], str], bool], ...] = (
    _shares,
    _evenly,
    _risen,
    _interest,
    _heads,
    _takings,
)
