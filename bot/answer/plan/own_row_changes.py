"""Which row of a reader's table grew or fell between two of its times: every row beside the others.

Retrieval brings each row's two figures (`bot.answer.retrieve.column`), totals left out; the row
that is meant is told with its change. Where none went that way, it works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from bot.answer.plan.operands import Desk
from bot.language.moved import FELL, asks_which_moved
from bot.language.script import fold
from bot.records import Fact

__all__ = ["rows_changed"]

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
