"""Calculations that a question asks for, planned by rules from facts and the reader's figures.

Each rule takes the operands from ledger facts (which carry their sentence) or from the question
(which the reader gave) and hands an expression of operand names to the calculator. Statuses are
not mixed in silence: the facts behind an operand are stated beside the result. It plans nothing
where an operand is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from bot.answer.plan.as_written import sum_as_written
from bot.answer.plan.asked_too import asked_too
from bot.answer.plan.changes import (
    changed_from,
    difference_of,
    gain_of,
    growth_of,
    left_of_target,
    level_before,
    remaining_of,
    rest_without,
    total,
)
from bot.answer.plan.current import as_it_stands, reached_of, revised_by
from bot.answer.plan.deal_figures import listed_deals
from bot.answer.plan.definitions import follows
from bot.answer.plan.excluded import (
    bygone,
    every_party,
    fragment_unnamed,
    of_the_time,
    parts_at_each_time,
)
from bot.answer.plan.expected import exceeds_expected, miss_of
from bot.answer.plan.identities import implied
from bot.answer.plan.operands import (
    ENOUGH,
    MONEY,
    TERMS,
    Desk,
    asked_per,
    leading,
    stated_term,
    term_operand,
)
from bot.answer.plan.outside import left_outside, told_without
from bot.answer.plan.own_across import across
from bot.answer.plan.own_rests import rest_of_own
from bot.answer.plan.own_row_changes import rows_apart, rows_changed
from bot.answer.plan.own_sums import sum_of_own
from bot.answer.plan.own_told import laid_out
from bot.answer.plan.ratios import (
    MARGINS,
    margin_of,
    market_value_of,
    over_column,
    per_unit_of,
    portion_of,
    series_of,
    share_of,
    times_of,
    yearly_growth,
)
from bot.answer.plan.reckoned import likeliest, reckon
from bot.answer.plan.series_stretch import stretch_of_series
from bot.answer.plan.sketched import better_sketch, lacks_points, leaves_out_a_party
from bot.answer.plan.spreads import by_the_part, convert, pace, spread
from bot.answer.plan.swapped import like_lengths, suppose, to_latest
from bot.answer.plan.tagged import set_right
from bot.answer.plan.told_parts import named_together
from bot.answer.plan.two_sided import of_two_sides
from bot.answer.plan.ways_round import as_gap, orient, turn_back
from bot.answer.plan.well_bound import well_bound
from bot.answer.plan.workings import NAMED, missing, operands_of, work_out
from bot.knowledge.ledger import Ledger, family
from bot.language.script import fold
from bot.language.workings import asks_of_own, leaves
from bot.records import Calculation, Evidence, Purpose, Question

Made = tuple[tuple[Calculation, ...], tuple[Purpose, ...]]


def calculations(
    question: Question, evidence: Evidence, ledger: Ledger | None
) -> tuple[tuple[Calculation, ...], tuple[Purpose, ...]]:
    """What the question's operations come to; empty where it asks for none or operands lack."""
    desk = _by_rules(question, evidence, ledger)
    planned = tuple(desk.calculations), tuple(desk.purposes)
    whole = _all_own(question) or desk.firm or _read_whole(question, evidence, ledger)
    settled = question.working is not None and question.working.operation in SETTLED
    stated = bool(planned[1]) and all(p.operation == "stated" for p in planned[1])
    if (planned[1] and whole) or settled or stated:
        return _also(desk)
    own = any(o.given for c in planned[0] for o in c.operands)
    if not own and (leaves_out_a_party(planned[0], evidence.sketches) or lacks_points(desk)):
        planned = (), ()
    sketched = better_sketch(Desk(question, (), ledger), evidence, planned)
    if sketched is None:
        return _also(desk) if planned[1] else planned
    return _also(_done(sketched))


def _also(desk: Desk) -> Made:
    """What a desk's calculations come to, with the other relation of two figures that is asked for
    in as many words; a figure of the reader's that does not hold is set right before.
    """
    set_right(desk)
    asked_too(desk)
    return tuple(desk.calculations), tuple(desk.purposes)


def gained(question: Question, evidence: Evidence, ledger: Ledger | None) -> Made:
    """The amount by which a level grew over the year, where an amount is asked for."""
    desk = _laid_out(question, evidence, ledger)
    cues = {m.concept for m in (*question.refusal_cues, *question.operations)}
    if {"asks_money", "growth"} <= cues and gain_of(desk):
        _done(desk)
    return tuple(desk.calculations), tuple(desk.purposes)


def _by_rules(question: Question, evidence: Evidence, ledger: Ledger | None) -> Desk:
    """The desk with what the rules, the spelled-out workings and the reckonings come to."""
    desk = Desk(question, (), ledger)
    if sum_as_written(desk) or (_all_own(question) and _spelt_out(desk, evidence)):
        return _done(desk)
    desk = _laid_out(question, evidence, ledger)
    asked = [m.concept for m in question.operations]
    listed = [s.fact for s in evidence.facts[:SERIES_FIRST] if len(s.fact.series) > 1]
    whole = well_bound(desk) or listed_deals(desk) or yearly_growth(desk, listed)
    if whole or stretch_of_series(desk, listed):
        desk.firm = True
        return _done(desk)
    if rows_changed(desk):
        desk.firm = bool(desk.calculations)
        return _done(desk)
    if of_two_sides(desk):
        return _done(desk)
    added = question.working is None or question.working.operation == "add"
    if added and "share" in asked and named_together(desk, fold(question.text)):
        desk.firm = True
        return _done(desk)
    if _spelt_out(desk, evidence):
        return _done(desk)
    settled = question.working is not None and question.working.operation in SETTLED
    if settled or _tells_result(question) or _wants_another(desk, evidence):
        return Desk(question, (), ledger)
    if rows_apart(desk, evidence) or across(desk, evidence) or laid_out(desk, evidence):
        return _done(desk)
    if implied(desk) or rest_of_own(desk, evidence) or sum_of_own(desk, evidence):
        return _done(desk)
    if exceeds_expected(desk):
        desk.firm = True
        return _done(desk)
    firm = (revised_by, reached_of, told_without, left_outside, parts_at_each_time, follows, pace)
    desk.firm = any(rule(desk) for rule in firm)
    if desk.firm:
        return _done(desk)
    if "difference" in asked and changed_from(desk) and difference_of(desk, "difference"):
        return _done(desk)
    for operation, rule in RULES:
        lasts = operation == "before" and question.answer_type == "duration"
        if operation in asked and not lasts and rule(desk, operation):
            desk.firm = desk.firm or operation in MARGINS
            break
    if not desk.calculations and any(m.concept.endswith("_margin") for m in question.metrics):
        margin_of(desk, "share")
    cues = {m.concept for m in question.refusal_cues}
    leads = bool(desk.facts) and desk.facts[0].unit == "%" and question.answer_type == "power"
    if not desk.calculations and ("asks_money" in cues or leads):
        portion_of(desk, "portion")
    desk = _suiting_better(desk, evidence)
    if asks_of_own(question) and any(p.facts for p in desk.purposes):
        # the sources' figures are no answer to a sum of the reader's own
        return Desk(question, (), ledger)
    return _done(desk)


def _laid_out(question: Question, evidence: Evidence, ledger: Ledger | None) -> Desk:
    """A desk with the facts that may be operands, the pair and the column that were found."""
    facts = evidence.facts
    bare = Desk(question, (), ledger)
    pair = of_the_time(bare, evidence.pair)
    near = of_the_time(bare, evidence.near_pair)
    usable = tuple(
        s.fact
        for s in facts
        if (s.score >= ENOUGH or s.fact.id in (pair or ()))
        and s.fact.stated_in
        and len(s.fact.values) == 1
    )
    also = (*(pair or ()), *(near or ()))
    named = (ledger.get(i) for i in also) if ledger else ()
    usable += tuple(f for f in named if f is not None and f not in usable)
    desk = Desk(question, usable, ledger, {s.fact.id: s.coverage for s in facts})
    kept = (f for f in usable if not fragment_unnamed(desk, f))
    desk.facts = tuple(f for f in kept if not bygone(desk, f, usable))
    desk.pair, desk.column = pair, evidence.column
    desk.near_pair = near
    desk.lead_metric = next((family(f.metric) for f in usable), "")
    named_ops = {m.concept for m in question.operations}
    largest = "share" in named_ops and bool({"highest", "lowest"} & named_ops)
    reach, bar = (8, 0.6) if largest else (4, 0.9)
    listed = [s for s in facts[:reach] if len(s.fact.series) > 1 and s.fact.stated_in]
    if listed and listed[0].coverage >= bar * max(s.coverage for s in facts[:6]):
        desk.series = listed[0].fact
    return desk


def _done(desk: Desk) -> Desk:
    """The desk with what was worked out on the figures that the question means of those that it
    may mean.
    """
    every_party(desk)
    like_lengths(desk)
    to_latest(desk)
    orient(desk)
    as_gap(desk)
    turn_back(desk)
    suppose(desk)
    return desk


def _suiting_better(desk: Desk, evidence: Evidence) -> Desk:
    """The desk with another calculation where one suits the question clearly better."""
    chosen = likeliest(evidence.reckonings, desk.purposes)
    other = replace(desk, calculations=[], purposes=[], operands={}, expressions=[])
    return other if chosen is not None and reckon(other, chosen) else desk


SERIES_FIRST = 6
SET_BESIDE = ("multiple", "share", "apart", "rate")
"""What sets a figure that the reader gives beside one of the sources: no other stands in for it."""


def _wants_another(desk: Desk, evidence: Evidence) -> bool:
    """Whether a computation with a name, or one of several steps, is asked for and lacks an
    operand: a simpler one is no answer to it.
    """
    working = desk.question.working
    if working is None or not missing(working, operands_of(evidence, desk.ledger)):
        return False
    sought = [s for s in leaves(working) if s.kind != "constant"]
    own = working.operation in SET_BESIDE and any(s.given for s in sought)
    return working.operation in NAMED or len(sought) > 2 or own


def _all_own(question: Question) -> bool:
    """Whether every figure of the working that the question spells out is the reader's."""
    working = question.working
    return working is not None and all(s.given for s in leaves(working))


READ_WHOLE = frozenset({"range", "debt", "deal", "part_year", "level_left"})
"""Roles of operands of which the question's words tell what they are and what is done with them."""
SETTLED = frozenset({"at_margin", "yearly_share", "yearly_multiple"})
"""Workings that no other calculation stands in for, where an operand is missing either."""


def _read_whole(question: Question, evidence: Evidence, ledger: Ledger | None) -> bool:
    """Whether all that is asked was read from the words, and every operand of it is found."""
    working = question.working
    if working is None:
        return False
    if working.operation not in SETTLED and not READ_WHOLE & {s.role for s in leaves(working)}:
        return False
    return not missing(working, operands_of(evidence, ledger))


def _spelt_out(desk: Desk, evidence: Evidence) -> bool:
    """The working that the question's own words spell out, where every operand is found."""
    working = desk.question.working
    chosen = as_it_stands(desk, operands_of(evidence, desk.ledger))
    return working is not None and work_out(desk, working, chosen)


def _tells_result(question: Question) -> bool:
    """Whether the reader states the share or multiple and asks if it holds: nothing is left to
    work out.
    """
    asked = {m.concept for m in question.operations}
    cues = {m.concept for m in question.refusal_cues}
    stated = any(q.unit in ("%", "x") for q in question.quantities)
    told = {"share", "times", "growth"}
    return stated and "asks_number" not in cues and bool(asked) and asked <= told


# --- the rules --------------------------------------------------------------------------------


def _supposed(desk: Desk, _operation: str) -> bool:
    """The reader's own share of the reader's own amount: no source is needed for it."""
    amounts = [q for q in desk.question.quantities if q.unit in MONEY and q.low is None]
    shares = [q for q in desk.question.quantities if q.unit == "%" and q.low is None]
    if len(amounts) != 1 or len(shares) != 1:
        return False
    if asked_per(desk.question) and any(amounts[0].value in f.values for f in desk.facts):
        return False  # the amount that a source gives, with the term that it gives
    return desk.work("given", f"{desk.given(amounts[0])} * {desk.given(shares[0])}", [])


DEAL = re.compile(r"^contract_value|commitment|^purchase")
OF_DEAL = re.compile(r"\b(?:contract|deal|agreement)s?\b|合约|合同")


def _speaks_of_deal(desk: Desk) -> bool:
    return OF_DEAL.search(fold(desk.question.text)) is not None


def _whatif(desk: Desk, operation: str) -> bool:
    """The reader's own share or term applied to the leading amount."""
    own = [q.value for q in desk.question.quantities if q.unit in MONEY]
    named = [f for f in desk.facts if f.values and f.values[0] in own]
    of_deals = [f for f in desk.facts if _speaks_of_deal(desk) and DEAL.search(f.metric)]
    amount = leading((*named, *of_deals, *desk.facts), MONEY)
    if amount is None:
        return False
    shares = [q for q in desk.question.quantities if q.unit == "%"]
    if any(q.value < 0 for q in shares):
        return False  # "halved" is a change, no share
    terms = [q for q in desk.question.quantities if q.unit in TERMS]
    per = asked_per(desk.question)
    if not shares and not (terms and per):
        return False
    expression = desk.of_fact(amount)
    if shares:
        expression = f"{expression} * {desk.given(shares[0])}"
    term = terms[0] if terms else stated_term(amount)
    if per and term is not None:
        expression = f"{expression} / {term_operand(desk, amount, term)}"
        return desk.work(operation, expression, [amount]) and by_the_part(
            desk, per, operation, amount
        )
    return desk.work(operation, expression, [amount])


def _names_company(desk: Desk) -> bool:
    return any(m.kind == "company" for m in desk.question.entities)


def _pro_rata(desk: Desk, _operation: str) -> bool:
    """An amount released evenly over a quantity, at the point that the reader names."""
    cues = {m.concept for m in desk.question.refusal_cues}
    if not ({"asks_number", "asks_money"} & cues or _names_company(desk)):
        return False
    for given in desk.question.quantities:
        if given.unit in (*MONEY, *TERMS, "%", "x", "1"):
            continue
        for whole in desk.facts:
            amount = leading(desk.facts, MONEY)
            same = amount and {amount.subject, amount.counterparty} == {
                whole.subject,
                whole.counterparty,
            }
            if amount and same and whole.unit == given.unit and given.value < whole.values[0]:
                expression = f"{desk.of_fact(amount)} * {desk.given(given)} / {desk.of_fact(whole)}"
                return desk.work("whatif", expression, [amount, whole])
    return False


Rule = Callable[[Desk, str], bool]
RULES: tuple[tuple[str, Rule], ...] = (
    ("highest", series_of),
    ("lowest", series_of),
    ("convert", convert),
    ("whatif", _supposed),
    ("whatif", _pro_rata),
    ("whatif", _whatif),
    ("average", over_column),
    ("average", series_of),
    ("sum", over_column),
    ("highest", over_column),
    ("total", over_column),
    ("lowest", over_column),
    ("operating_margin", margin_of),
    ("net_margin", margin_of),
    ("sum", series_of),
    ("times", series_of),
    ("remaining", left_of_target),
    ("without", rest_without),
    ("remaining", remaining_of),
    ("miss", miss_of),
    ("worth", market_value_of),
    ("share", share_of),
    ("times", times_of),
    ("before", level_before),
    ("per_day", spread),
    ("per_week", spread),
    ("per_month", spread),
    ("per_quarter", spread),
    ("per_year", spread),
    ("per_unit", per_unit_of),
    ("difference", difference_of),
    ("sum", total),
    ("growth", growth_of),
)
