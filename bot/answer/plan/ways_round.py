"""Which way round a calculation stands: the part over the whole, the change up to a level again.

A share is of what the question's words call the whole; where a level is to be reached again, the
change is from the lower one. The operands stay, only their order is another. It chooses no
operation and no fact.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.answer.plan.operands import Desk
from bot.calculate.expression import evaluate
from bot.knowledge.ledger import family
from bot.language.script import fold
from bot.language.shares import words_of_whole
from bot.records import Fact, Mention, Purpose, Question, Span

__all__ = ["BACK_TO", "as_gap", "orient", "turn_back"]

SHARE = re.compile(r"share\((\w+), (\w+)\)")
CHANGE = re.compile(r"pct_change\((\w+), (\w+)\)")
LESS = frozenset(
    {"less", "lower", "smaller", "fewer", "shorter", "below", "少", "低", "小", "短", "慢"}
)
_GAP = re.compile(
    r"比.{1,40}?(?P<han>[多高大少低小短])了?(?:多少|几|大概|大约|约)?(?:百分|几?%|%|趴|成)"
    r"|\b(?:per ?cent|percentage|%)\b.{0,60}?\b(?P<word>more|larger|bigger|greater|higher"
    r"|less|lower|smaller|fewer|shorter)\b.{0,60}?\bthan\b"
)
BACK_TO = re.compile(
    r"\b(?:back (?:to|up|at)|regain\w*|recover\w*|return(?:s|ing)? to|recoup\w*|climb\w* back"
    r"|break even|undo)\b|回得?[到去了]|涨回|回升到|解套|收复|重返|回本"
)
"""What says that a level is to be reached again."""


def orient(desk: Desk) -> None:
    """Set a share the way round that the question's words say: the part over the whole."""
    whole = words_of_whole(desk.question.text)
    kinds = ("share",) if desk.question.followed_up else ("share", "work_share")
    for number, purpose in enumerate(desk.purposes):
        if not 0 <= purpose.calculation < len(desk.expressions):
            continue  # it states a fact and works nothing out
        found = SHARE.fullmatch(desk.expressions[purpose.calculation])
        if whole is None or found is None or purpose.operation not in kinds:
            continue
        facts = [desk.ledger.get(i) if desk.ledger else None for i in purpose.facts]
        if len(facts) != len(found.groups()) or None in facts:
            continue
        part, other = (_named_within(desk.question, f, whole) for f in facts if f is not None)
        if not (part[0] > 0 >= other[0] or (part[0] == other[0] and part[1] > 0 >= other[1])):
            continue
        turned = f"share({found[2]}, {found[1]})"
        result = evaluate(turned, desk.operands, language=desk.question.language)
        if result.error is None:
            desk.expressions[purpose.calculation] = turned
            desk.calculations[purpose.calculation] = result
            desk.purposes[number] = replace(purpose, facts=purpose.facts[::-1])


def as_gap(desk: Desk) -> None:
    """Set two figures beside each other by how many per cent one is more or less than the other,
    where the words say so, and not as a share: what stands after "than" is the base.
    """
    said = _GAP.search(fold(desk.question.text))
    if said is None or len(desk.purposes) != 1 or len(desk.expressions) != 1:
        return
    purpose = desk.purposes[0]
    facts = [f for i in purpose.facts if desk.ledger and (f := desk.ledger.get(i)) is not None]
    found = SHARE.fullmatch(desk.expressions[0]) or CHANGE.fullmatch(desk.expressions[0])
    if purpose.operation not in ("share", "exceeds") or len(facts) != 2 or found is None:
        return
    if any(len(f.values) != 1 or f.values[0] <= 0 or f.clause for f in facts):
        return
    small, large = sorted(facts, key=lambda f: f.values[0])
    names = dict(zip((f.id for f in _in_order(purpose, facts)), found.groups(), strict=True))
    less = (said["han"] or said["word"] or "") in LESS
    base, other = (large, small) if less else (small, large)
    of, to = names[base.id], names[other.id]
    shown = f"share({of} - {to}, {of})" if less else f"pct_change({of}, {to})"
    result = evaluate(shown, desk.operands, language=desk.question.language)
    if result.error is None:
        desk.expressions[0], desk.calculations[0] = shown, result
        desk.purposes[0] = replace(purpose, operation="exceeds", facts=(other.id, base.id))


def _in_order(purpose: Purpose, facts: Sequence[Fact]) -> Sequence[Fact]:
    """The facts in the order of the operands: of a share as they stand, of a change turned."""
    return facts if purpose.operation == "share" else facts[::-1]


def turn_back(desk: Desk) -> None:
    """Set a change the way round that the question says: what it takes to be back at a level."""
    if not BACK_TO.search(fold(desk.question.text)):
        return
    for number, expression in enumerate(desk.expressions):
        found = CHANGE.fullmatch(expression)
        made = desk.calculations[number]
        if found is None or made.unit != "%" or not (made.value or "").startswith("-"):
            continue
        turned = f"pct_change({found[2]}, {found[1]})"
        result = evaluate(turned, desk.operands, language=desk.question.language)
        if result.error is None:
            desk.expressions[number], desk.calculations[number] = turned, result
            desk.purposes[:] = [
                replace(p, operation="work_result") if p.calculation == number else p
                for p in desk.purposes
            ]


def _named_within(question: Question, fact: Fact, span: Span) -> tuple[int, int]:
    """How often the words at a span name a fact's measure, and its parties, less those outside."""
    told = {fact.metric, family(fact.metric)}
    measures = [m for m in question.metrics if m.concept in told]
    parties = [m for m in question.entities if m.concept in (fact.subject, fact.counterparty)]
    return _inside(measures, span), _inside(parties, span)


def _inside(mentions: Sequence[Mention], span: Span) -> int:
    return sum(1 if span[0] <= m.start and m.end <= span[1] else -1 for m in mentions)
