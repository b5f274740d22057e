"""A second step that a question asks for, of what its first part comes to: per quarter, as a share
of another figure, at the reader's own rate.

"What does that leave, and per quarter?" asks two things, and the second has no operand but the
result of the first. The first is planned by itself; here its result is set over, beside or against
what the second names. Where the second names nothing that is known, nothing is added: the question
is then planned as a whole. It finds no fact and plans no first step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from bot.answer.plan.operands import (
    MONEY,
    PARTS_OF_A_YEAR,
    Desk,
    asked_currency,
    asked_per,
    given_rate,
    length_in_months,
    parts_of_period,
    stated_term,
)
from bot.answer.plan.set_beside import BESIDE
from bot.answer.plan.together import both_planned
from bot.knowledge.ledger import Ledger
from bot.language.script import fold
from bot.records import Fact, Plan, Question, ScoredFact, Sought, Working

__all__ = ["SecondStep", "go_on", "second_step", "sought_by", "stands_whole"]

_END = re.compile(
    r"[?？;；]\s*"
    r"|[,，]?\s+and\s+(?=(?:then\s+)?(?:how|what|which|by how|tell|per|(?:a|each|every)\s"
    r"(?:year|quarter|month|week|day)\b))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,，。]\s*(?=(?:那|这|又|而|再|也|等于|相当于|折合|换算|换成|平均|是|占|会)[^,，。?？]*"
    r"(?:多少|几|百分之))"
)
_ASKS = re.compile(r"\b(?:how|what|which|per|each|every|tell)\b|多少|几|百分之|呢|吗")
_BACK = re.compile(
    r"\b(?:that|this|it|those|these|each of them|which)\b"
    r"|^how many times\b|^what (?:share|percent\w*|fraction|part|proportion) of\b"
    r"|\bthe (?:new |whole )?(?:total|sum|result|rest|remainder|difference|bill|amount)\b"
    r"|\bif\b|这|那|它|其|此|等于|相当于|呢|折合|换成|换算|汇率|如果|假如|要是|若"
    r"|^(?:又|再|也|会|是|占|折|换|平均|合|比)"
)
_BARE = re.compile(r"(?:per|each|every|a)\s\w+$")
"""A stretch of time alone: "and per quarter?"."""
_FALLS = re.compile(
    r"\bcut\b|\bless\b|\bdiscount\w*|\bdrop\w*|\bfall\w*|\bshav\w+|(?<!多)少|降|砍|减|折让"
)
_RISES = re.compile(r"\bmore\b|\bris\w+|\bgrow\w*|\bincreas\w+|增|涨|多[付花出]|贵")
_OF_RESULT = re.compile(
    r"\b(?:of|in|into) (?:it|that|this|those|these|the (?:new |whole )?(?:total|sum|result))\b"
    r"|\bof those\b|\btimes (?:that|this|it|those)\b(?! \w+ed\b)"
    r"|(?:它|这|那|其|前者|此)(?:个|笔|项)?(?:数字|金额|数目)?的?(?:[几多]少?倍|百分之|[几多]少?成)"
    r"|占(?:它|这|那|其|总|新)"
)
"""Words that make the first result the whole, or the measure, of what the second part names."""
_FITS = re.compile(r"\bhow many of (?:those|them|these|that)\b.*\b(?:fit|in|into|make)\b")
_NAMES = {"times": "multiple", "share": "share", "growth": "growth", "difference": "above"}
_COMPARES = re.compile(r"\bthan\b|\bover\b|\bfrom\b|比|较")
_A_YEAR = re.compile(
    r"\b(?:one|a|each|every|average|single) year\b|\byearly\b|\bannual\w*|[一每]年"
)
_RATIOS = ("%", "pp", "x")
WHOLE = BESIDE | {"miss"}
"""What only workings of both parts of a question are for."""
TWO = 2
YEARLY = frozenset({"year", "ttm"})


@dataclass(frozen=True, slots=True)
class SecondStep:
    """The two parts of a question of which the second goes on from the result of the first."""

    first: str
    second: str
    start: int


def second_step(question: Question, plan: Plan) -> SecondStep | None:
    """Where a question goes on from its own first result; None where it asks one thing, or where
    the plan of the whole has both results.
    """
    if _is_whole(question, plan):
        return None
    text, folded = question.text, fold(question.text)
    ends = [m for m in _END.finditer(folded) if folded[m.end() :].strip()]
    for cut in reversed(ends or list(_CLAUSE.finditer(folded))):
        told = folded[cut.end() :].strip(" ?？。.!！")
        if not text[: cut.start()].strip() or not _ASKS.search(told):
            continue
        if _BACK.search(told) or _BARE.match(told):
            first = text[: cut.start()].strip()
            return SecondStep(f"{first}?", text[cut.end() :].strip(), cut.end())
        return None
    return None


def _is_whole(question: Question, plan: Plan) -> bool:
    """Whether the plan of the whole question stands: it has both results, or asks for none."""
    if question.followed_up or question.history or plan.corrections or plan.about_sources:
        return True
    if stands_whole(plan):
        return True
    refused = plan.refusal is not None and plan.refusal.code != "not_in_corpus"
    return refused or bool(plan.spoken) or len({c.unit for c in plan.calculations}) > 1


def stands_whole(plan: Plan) -> bool:
    """Whether what was worked out answers both parts of a question: two sides, several over one."""
    return bool(WHOLE & {p.operation for p in plan.purposes}) or _sum_over(plan)


def _sum_over(plan: Plan) -> bool:
    """Whether the plan sets several figures together over one: it has both steps."""
    made = [p for p in plan.purposes if p.operation == "work_share"]
    return bool(made) and len(made) == len(plan.purposes) and len(made[0].facts) > TWO


def sought_by(step: SecondStep, question: Question) -> Question:
    """The question as one whose calculation has the second part's words for its only operand."""
    sought = Sought("base", "money", (step.start, len(question.text)))
    return replace(question, working=Working("share", (sought,)))


def go_on(
    parts: tuple[Question, Question],
    plans: tuple[Plan, Plan],
    whole: Plan,
    chosen: Mapping[Sought, str],
    ledger: Ledger,
) -> Plan | None:
    """The plan of the first part, or where that has none of the whole question, with what the
    second part asks of its result; None where that is nothing that can be worked out.
    """
    first, other = plans
    if first.refusal is not None or not first.calculations or first.calculations[-1].error:
        first = whole
    if first.refusal is not None or not first.calculations or first.calculations[-1].error:
        return None
    second = parts[1]
    desk = _desk_of(first, second, ledger)
    base = next(map(ledger.get, chosen.values()), None)
    if _at_own_rate(desk, second) or _by_the_part(desk, second, first):
        return _told(desk, first, None)
    asked = _operation(second)
    if asked == "growth" and _since(desk, first):
        return _told(desk, first, None)
    if not asked or not first.calculations[-1].unit.startswith("USD"):
        return None
    if _goes_on_from(other, first):
        return _beside_result(first, other, second, ledger, asked)
    part = asked == "share" and _OF_RESULT.search(fold(second.text))  # "what slice of it is X?"
    fresh = base is not None and (part or base.id not in _used(first))
    if base is not None and fresh and _against(desk, second, base, asked):
        return _told(desk, first, base)
    return first if first is plans[0] and _strays(whole, first) else None


def _desk_of(plan: Plan, question: Question, ledger: Ledger) -> Desk:
    """A desk on which the plan's calculations stand, for what goes on from them."""
    desk = Desk(question, (), ledger)
    desk.calculations.extend(plan.calculations)
    desk.purposes.extend(plan.purposes)
    desk.expressions.extend("" for _ in plan.calculations)
    return desk


def _strays(whole: Plan, first: Plan) -> bool:
    """Whether the one figure that the whole question was worked out on is of its second part."""
    one, other = (_used(plan) for plan in (whole, first))
    return len(one) == len(other) == 1 and one != other


def _used(plan: Plan) -> set[str]:
    return {o.fact_id for c in plan.calculations for o in c.operands if o.fact_id}


def _asked(question: Question) -> set[str]:
    return {m.concept for m in question.operations}


def _operation(second: Question) -> str:
    """How the second part sets its figure against the result; empty where it does not."""
    asked = _asked(second)
    if _FITS.search(fold(second.text)):
        return "times"
    return "growth" if "growth" in asked else next((o for o in _NAMES if o in asked), "")


def _told(desk: Desk, first: Plan, base: Fact | None) -> Plan:
    known = {s.fact.id for s in first.facts}
    more = (ScoredFact(base, 1.0, ("operand",)),) if base and base.id not in known else ()
    return replace(
        first,
        calculations=tuple(desk.calculations),
        purposes=tuple(desk.purposes),
        facts=(*first.facts, *more),
    )


# --- what the second part asks ------------------------------------------------------------------


def _at_own_rate(desk: Desk, second: Question) -> bool:
    """The result in another currency, or at a percentage, that the second part gives."""
    last = len(desk.calculations) - 1
    if {"times", "share", "growth"} & _asked(second) or desk.calculations[last].unit in _RATIOS:
        return False
    target = asked_currency(second)
    rate = given_rate(second, target)
    if target is not None and rate is not None:
        priced = desk.given(replace(rate, unit=target))
        return desk.work("work_onward_own", f"convert({_result(desk, last)}, {priced})", [])
    rates = [q for q in second.quantities if q.unit == "%" and q.low is None and q.value > 0]
    if len(rates) != 1 or second.metrics or second.entities:
        return False
    folded, share = fold(second.text), desk.given(rates[0])
    factor = share
    if _FALLS.search(folded):
        factor = f"(1 - {share})"
    elif _RISES.search(folded):
        factor = f"(1 + {share})"
    return desk.work("work_onward_own", f"{_result(desk, last)} * {factor}", [])


def _by_the_part(desk: Desk, second: Question, first: Plan) -> bool:
    """The result by the quarter, month or year of the time that it is of."""
    per = asked_per(second)
    if per is None or second.metrics or second.entities or {"times", "share"} & _asked(second):
        return False
    last = len(desk.calculations) - 1
    amount, _, own = desk.calculations[last].unit.partition("/")
    if amount not in MONEY:
        return False
    if own:
        parts = int(PARTS_OF_A_YEAR[per]) if own == "year" and per != "year" else 0
    else:
        parts = _parts_of(desk, first, per)
    if parts <= 1:
        return False
    count = desk.constant(str(parts), f"{per}s", f"{per}s of that time")
    return desk.work("work_onward_each", f"{desk.result(last, amount)} / {count}", [])


def _parts_of(desk: Desk, first: Plan, per: str) -> int:
    """How many quarters, months or years the first result is of; 0 where that is not known."""
    ids = first.purposes[-1].facts if first.purposes else ()
    facts = [f for i in ids if desk.ledger and (f := desk.ledger.get(i)) is not None]
    if len(facts) == 1:
        term = stated_term(facts[0])
        if term is not None and term.unit == "years" and per != "week":
            return int(term.value) * int(PARTS_OF_A_YEAR[per])
        return parts_of_period(facts[0], per) or 0
    months = [length_in_months(f) for f in facts]
    if not all(months) or per not in ("quarter", "month"):
        return 0
    whole, *parts = sorted((m for m in months if m), reverse=True)
    takes_away = {"-", "−"} & set(first.calculations[-1].expression)
    told = whole - sum(parts) if takes_away else whole + sum(parts)
    return told // 3 if per == "quarter" else told


def _since(desk: Desk, first: Plan) -> bool:
    """How much a level has grown since the earlier one that the first part came to."""
    purpose = first.purposes[-1]
    level = desk.ledger.get(purpose.facts[0]) if desk.ledger and purpose.facts else None
    if not purpose.operation.startswith("before") or level is None or len(level.values) != 1:
        return False
    before = desk.result(len(desk.calculations) - 1)
    return desk.work("work_onward_since", f"pct_change({before}, {desk.of_fact(level)})", [level])


def _against(desk: Desk, second: Question, base: Fact, asked: str) -> bool:
    """The result set over or against a figure of the sources, whichever way the words say; against
    one year of a contract where the result is one year's and the words speak of one.
    """
    last = len(desk.calculations) - 1
    amount, _, own = desk.calculations[last].unit.partition("/")
    if (base.unit or "1").partition("/")[0] != amount or own not in ("", "year"):
        return False
    term = stated_term(base)
    years = term is not None and term.unit == "years"
    if own and years and _A_YEAR.search(fold(second.text)):
        if not desk.work("per_year", f"{desk.of_fact(base)} / {desk.of_fact(base, term)}", [base]):
            return False
        figure = desk.result(len(desk.calculations) - 1, amount)
    elif own and not _of_a_year(base):
        return False
    else:
        figure = desk.of_fact(_as_one_year(base))
    return _set(desk, asked, desk.result(last, amount), figure, second, [base])


def _as_one_year(base: Fact) -> Fact:
    """A yearly figure as what one year comes to."""
    return replace(base, unit=(base.unit or "1").removesuffix("/year"))


def _of_a_year(fact: Fact) -> bool:
    """Whether a figure can stand beside an amount a year: of a year, or of no stretch of time."""
    whole = fact.period.kind in (*YEARLY, "instant", "none")
    return whole or (fact.unit or "").endswith("/year")


def _set(
    desk: Desk, asked: str, result: str, figure: str, second: Question, facts: list[Fact]
) -> bool:
    """The operation between the first result and what the second part names; of two results the
    sentence names neither.
    """
    turned = _OF_RESULT.search(fold(second.text)) is not None
    kind = "onward_two" if desk.operands[figure].calculation is not None else "onward"
    if asked in ("times", "share"):
        name = _NAMES[asked]
        one, other = (figure, result) if turned else (result, figure)
        told = f"work_{kind}_{'of_' if turned else ''}{name}"
        return desk.work(told, f"{name}({one}, {other})", facts)
    if asked == "growth":
        compares = _COMPARES.search(fold(second.text)) and kind == "onward"
        shown = f"pct_change({figure}, {result})"
        return bool(compares) and desk.work("work_onward_growth", shown, facts)
    above = Decimal(desk.operands[result].value) >= Decimal(desk.operands[figure].value)
    high, low = (result, figure) if above else (figure, result)
    return desk.work(f"work_{kind}_{'above' if above else 'below'}", f"{high} - {low}", facts)


def _goes_on_from(other: Plan, first: Plan) -> bool:
    """Whether the second part comes to an amount of its own: an average year, a sum."""
    if other.refusal is not None or not other.calculations or not other.purposes:
        return False
    made, before = other.calculations[-1], first.calculations[-1]
    spread = other.purposes[-1].operation in (*SPREADS, "sum", "work_result")
    return spread and made.unit == before.unit and made.value not in (None, before.value)


SPREADS = ("per_year", "per_quarter", "per_month")


def _beside_result(
    first: Plan, other: Plan, second: Question, ledger: Ledger, asked: str
) -> Plan | None:
    """Two results, one set over the other."""
    both = both_planned(first, other)
    desk = _desk_of(both, second, ledger)
    one, two = len(first.calculations) - 1, len(both.calculations) - 1
    ids = other.purposes[-1].facts
    facts = [f for i in ids if (f := ledger.get(i)) is not None]
    if not _set(desk, asked, _result(desk, one), _result(desk, two), second, facts):
        return None
    return replace(both, calculations=tuple(desk.calculations), purposes=tuple(desk.purposes))


def _result(desk: Desk, number: int) -> str:
    return desk.result(number)
