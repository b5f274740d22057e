"""Which row of a reader's table grew or fell between two of its times: every row beside the others.

Retrieval brings each row's two figures (`bot.answer.retrieve.column`), totals left out; the row
that is meant is told with its change. Two rows that the question names are set apart. Where none
went that way, it works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_asked import asked_of
from bot.knowledge.readings import CELL, ROW
from bot.language.moved import FELL, asks_which_moved
from bot.language.script import fold
from bot.records import ROW_NAMED, Evidence, Fact

__all__ = ["rows_apart", "rows_changed"]

MOST_TOLD = 5
"""Rows that fell which one answer tells, the greatest change first."""
_ONE = re.compile(r"\b(?:most|fastest|quickest|largest|biggest|greatest|sharpest|least)\b|最")
_BY_AMOUNT = re.compile(r"\b(?:most|largest|biggest|greatest)\b|最[多大]")
_BY_RATE = re.compile(r"%|\b(?:per ?cent|percentage|rate|proportion\w*|relative)\b|率|比例|百分")

Pair = tuple[Fact, Fact]


def rows_changed(desk: Desk) -> bool:
    """Whether rows were set beside each other: the change of the one that grew or fell most, or of
    each that did, is worked out; nothing where none did.
    """
    if not desk.column or not asks_which_moved(desk.question.standalone):
        return False
    pairs = list(zip(desk.column[::2], desk.column[1::2], strict=False))
    desk.column = ()
    if len(pairs) < 2 or any(old.values[0] <= 0 for old, _ in pairs):
        return False
    folded = fold(desk.question.standalone)
    way = -1 if FELL.search(folded) else 1
    gone = sorted((p for p in pairs if way * _gain(p) > 0), key=lambda p: -way * _rate(p))
    if not gone:
        return True
    if _ONE.search(folded):
        by_amount = _BY_AMOUNT.search(folded) and not _BY_RATE.search(folded)
        gone = [max(gone, key=lambda p: way * _gain(p))] if by_amount else gone[:1]
        if by_amount:
            old, new = gone[0]
            desk.work("difference", f"{desk.of_fact(new)} - {desk.of_fact(old)}", [new, old])
    return _told(desk, gone[:MOST_TOLD])


def rows_apart(desk: Desk, evidence: Evidence) -> bool:
    """Whether the question sets two rows of a table apart that retrieval found for it: the one's
    figure of a column by how much or how far above or below the other's.
    """
    named = {s.fact.id: s.fact for s in evidence.facts if ROW_NAMED in s.reasons}
    pair = [named[i] for i in evidence.pair or () if i in named]
    kinds = [one for one in asked_of(desk.question) if one in ("growth", "difference")]
    if len(pair) != 2 or not kinds or any(f.topic != ROW for f in pair):
        return False
    one, other = pair
    same = [f.clause.split(CELL)[-2] for f in pair]
    if one.stated_in == other.stated_in or same[0] != same[1] or other.values[0] <= 0:
        return False
    if kinds[0] == "growth":
        return _told(desk, [(other, one)])
    shown = f"{desk.of_fact(one)} - {desk.of_fact(other)}"
    return desk.work("difference", shown, [one, other])


def _told(desk: Desk, gone: Sequence[Pair]) -> bool:
    worked = [
        desk.work("growth", f"pct_change({desk.of_fact(old)}, {desk.of_fact(new)})", [new, old])
        for old, new in gone
    ]
    return all(worked)


def _gain(pair: Pair) -> Decimal:
    return pair[1].values[0] - pair[0].values[0]


def _rate(pair: Pair) -> Decimal:
    return _gain(pair) / pair[0].values[0]
