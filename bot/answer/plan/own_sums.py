"""Sums over the figures of a reader's own documents that their sentences lay out.

What is left of a whole after the part told beside it; the amount that a share told beside an amount
comes to; net debt from borrowings and cash. No metric need be known: the figures stand in one
sentence or the next. It knows no ledger and searches nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import permutations

from bot.answer.plan.operands import MONEY, Desk
from bot.knowledge.ledger import is_growth
from bot.language.script import fold, has_han
from bot.records import Evidence, Fact, Question, ScoredFact, SentenceRef

__all__ = ["alike_counts", "asks_net_debt", "sum_of_own"]

LOOKED_AT, NEAR, SPOKEN_OF = 12, 0.6, 0.5
"""The figures looked at, the share of the best coverage that an operand has, and the topic."""
BESIDE = 0.2
"""What it is worth that two figures stand in one sentence."""
OTHERS = frozenset({"share", "growth", "times", "per_unit", "sum", "average"})
_PART = re.compile(
    r"\bso far\b|\bof (?:which|it)\b|\bonly\b|\balready\b|\bto date\b|\bbring back\b"
    r"|\b(?:met|takes?|paid|drawn|spent|covered?|received|filled|done)\b|其中|已|只|仅|才|截至|理赔|可赔|补助"
)
"""What says that a figure is the part of a whole that is done or taken off."""
_NET = re.compile(r"\bnet (?:debt|borrowings?)\b|净(?:负债|借款|债务)")
_OWED = re.compile(r"\bborrowings?\b|\bdebts?\b|\bloans?\b|借款|负债|贷款")
_CASH = re.compile(r"\bcash\b|现金")
_WORDS = re.compile(r"[a-z]{4,}|(?<=[\d〇一二三四五六七八九十百千万])[\u3400-\u9fff]{1,2}")
_TAKEN_OFF = re.compile(
    r"(?:扣[掉除]|减[掉去])(?:了)?([\u3400-\u9fff]{2,8}?)(?:之?[后後]|还|剩|是|有|[，,?？]|$)"
)
_MOVES = re.compile(
    r"\brose\b|\bup\b|\bfell\b|\bdown\b|\bmore\b|\bless\b|年增|年减|成长|增|减|降|涨"
)


def sum_of_own(desk: Desk, evidence: Evidence) -> bool:
    """Whether the figures beside each other in a document give what is asked for."""
    found = [
        s
        for s in evidence.facts[:LOOKED_AT]
        if s.fact.provenance == "reader" and s.fact.stated_in and len(s.fact.values) == 1
    ]
    if not found or found[0] is not evidence.facts[0]:
        return False
    asked = {m.concept for m in desk.question.operations}
    if _net_debt(desk, found):
        return True
    if {"remaining", "without"} & asked and not OTHERS & asked:
        return _rest(desk, found)
    return not asked and _portion(desk, found)


def asks_net_debt(question: Question) -> bool:
    """Whether net debt is asked for, which no document need state."""
    return _NET.search(fold(question.standalone)) is not None


def _net_debt(desk: Desk, found: Sequence[ScoredFact]) -> bool:
    """Borrowings less cash, where net debt is asked for and not told."""
    if not asks_net_debt(desk.question):
        return False
    money = [s.fact for s in found if s.fact.unit in MONEY]
    if any(_NET.search(fold(f.clause)) for f in money):
        return False
    for owed in (f for f in money if _OWED.search(fold(f.clause))):
        for cash in (f for f in money if _CASH.search(fold(f.clause))):
            if owed.unit == cash.unit and owed.stated_in == cash.stated_in and owed != cash:
                shown = f"{desk.of_fact(owed)} - {desk.of_fact(cash)}"
                return desk.work("difference", shown, [owed, cash])
    return False


def _rest(desk: Desk, found: Sequence[ScoredFact]) -> bool:
    """A whole less its part, told in one sentence or the next."""
    best = max(s.coverage for s in found)
    pool = [s for s in found if s.coverage >= NEAR * best]
    pairs = [
        (whole.coverage + part.coverage + BESIDE * (step == 0), -n, whole.fact, part.fact)
        for n, (whole, part) in enumerate(permutations(pool, 2))
        if (step := _steps(whole.fact.stated_in, part.fact.stated_in)) <= 1
        if alike_counts(whole.fact, part.fact) and _size(whole.fact) > _size(part.fact)
        if _PART.search(fold(part.fact.clause)) and max(whole.topic, part.topic) >= SPOKEN_OF
        if _taken_off(desk.question, part.fact)
    ]
    if not pairs:
        return False
    whole, part = max(pairs, key=lambda pair: pair[:2])[2:]
    first, second = (
        f"abs({desk.of_fact(f)})" if f.values[0] < 0 else desk.of_fact(f) for f in (whole, part)
    )
    return desk.work("without", f"{first} - {second}", [whole, part])


def _taken_off(question: Question, part: Fact) -> bool:
    """Whether a part is what the question says is taken off, where it says so: 扣掉支出."""
    found = _TAKEN_OFF.search(fold(question.standalone))
    if found is None or has_han(found[1]) != has_han(part.clause):
        return found is None
    said = fold(part.clause)
    pairs = {found[1][n : n + 2] for n in range(len(found[1]) - 1)}
    return any(pair in said for pair in pairs)


def _portion(desk: Desk, found: Sequence[ScoredFact]) -> bool:
    """A share of the amount told before it, where money is asked for and the share says it all."""
    cues = {m.concept for m in desk.question.refusal_cues}
    share = max(found, key=lambda s: s.coverage)
    if "asks_money" not in cues and desk.question.answer_type != "money":
        return False
    if share.fact.unit != "%" or share.topic < SPOKEN_OF or is_growth(share.fact.metric):
        return False
    if _MOVES.search(fold(share.fact.clause)):
        return False
    rivals = (s for s in found if s.fact.unit in MONEY and s.coverage >= share.coverage)
    whole = next(iter(_before(share.fact, found)), None)
    if whole is None or any(rivals):
        return False
    return desk.work(
        "portion", f"{desk.of_fact(whole)} * {desk.of_fact(share.fact)}", [whole, share.fact]
    )


def _before(share: Fact, found: Sequence[ScoredFact]) -> Iterator[Fact]:
    """The amounts of a share's own sentence that stand before it, the nearest first."""
    told = [s.fact for s in found if s.fact.stated_in == share.stated_in and s.fact.unit in MONEY]
    yield from sorted((f for f in told if _place(f) < _place(share)), key=_place, reverse=True)


def _place(fact: Fact) -> int:
    return int(fact.id.rpartition(".")[2])


def alike_counts(whole: Fact, part: Fact) -> bool:
    """One unit, and for bare numbers a word in common: boxes filled and boxes listed."""
    if whole.unit != "1" or part.unit != "1":
        return whole.unit == part.unit
    words = [set(_WORDS.findall(fold(f.clause))) for f in (whole, part)]
    return bool(words[0] & words[1])


def _size(fact: Fact) -> Decimal:
    return abs(fact.values[0])


def _steps(one: SentenceRef | None, other: SentenceRef | None) -> int:
    """How many sentences lie from one to the other; many where they are of two passages."""
    if one is None or other is None or one.passage_id != other.passage_id:
        return LOOKED_AT
    return abs(one.sentence - other.sentence)
