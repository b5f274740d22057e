"""The workings whose operands their words bind tightly, in the order in which they are tried.

Two deals beside each other, the rest of a stretch of time, quarters added up, what shares gained or
lost, an earlier level from a later one, an amount that is written beside a measure, the reader's
figure at one of the sources, middles of ranges, what follows beside what is stated, how long cash
lasts, an outcome beside what was expected. Where one of them is worked out, it stands; it chooses
nothing itself.
"""

from __future__ import annotations

from bot.answer.plan.earlier_level import earlier_than_told
from bot.answer.plan.expected import apart_from_expected
from bot.answer.plan.identities import implied_beside
from bot.answer.plan.implied_levels import worth_moved
from bot.answer.plan.lasting import cash_lasts
from bot.answer.plan.middles import of_middles
from bot.answer.plan.operands import Desk
from bot.answer.plan.own_applied import own_applied
from bot.answer.plan.own_beside import own_beside
from bot.answer.plan.stretches import quarters_together, rest_of_stretch
from bot.answer.plan.two_deals import deal_against_deal

__all__ = ["well_bound"]

RULES = (
    deal_against_deal,
    rest_of_stretch,
    quarters_together,
    worth_moved,
    earlier_than_told,
    own_beside,
    own_applied,
    of_middles,
    implied_beside,
    cash_lasts,
    apart_from_expected,
)


def well_bound(desk: Desk) -> bool:
    """Whether one of them was worked out."""
    return any(rule(desk) for rule in RULES)
