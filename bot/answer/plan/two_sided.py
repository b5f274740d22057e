"""The workings on two sides, in the order in which they are tried.

One party beside the rest, what each of two paid into a third, what each side changed by, each
side's ratio, two accounts of one figure, a part at the reader's valuation. It chooses nothing.
"""

from __future__ import annotations

from bot.answer.plan.each_gave import each_gave
from bot.answer.plan.each_side import beside_the_rest, each_changed, each_ratio
from bot.answer.plan.operands import Desk
from bot.answer.plan.set_beside import side_against_side
from bot.answer.plan.stakes import part_at_valuation
from bot.answer.plan.versions import between_accounts

__all__ = ["of_two_sides"]

RULES = (
    part_at_valuation,
    beside_the_rest,
    each_gave,
    each_changed,
    each_ratio,
    side_against_side,
    between_accounts,
)


def of_two_sides(desk: Desk) -> bool:
    """Whether one of them was worked out; it stands."""
    desk.firm = any(rule(desk) for rule in RULES)
    return desk.firm
