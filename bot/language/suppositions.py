"""Workings of what is supposed: only part of one figure is kept inside another, a quarter repeats.

"Assume the whole deal sits in the backlog and only 60% of it is honoured: what does that shrink
to?", 「要是季季都照那一季花，一年多少」. Two figures of the sources stand in the first, the level
and the part of it that is not all kept; one stands in the second, of a shorter stretch than a year.
It knows no fact.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from bot.language.asked import Asked
from bot.language.own_figures import left_by
from bot.records import Mention, Quantity, Sought, Working

__all__ = ["SUPPOSITIONS"]

HOLDS_DEALS = ("rpo", "backlog")
"""How the names of measures end that count signed deals at their full amount."""


def _partly_kept(asked: Asked) -> Working | None:
    """A level less so much of a deal inside it as is supposed not to be kept."""
    supposes = asked.says("work_supposed") or asked.says("own_remain")
    if len(asked.percents) != 1 or asked.money or asked.times or not supposes:
        return None
    kept = asked.percents[0]
    level = next((m for m in asked.named if m.kind == "metric"), None)
    if level is None or not 0 < kept.value < 100 or not asked.says("work_inside"):
        return None
    if not (asked.says("work_deal") or asked.says("work_deal_word")):
        return None
    whole = asked.sought("level", "money", _clause(asked, level))
    deal = asked.sought("deal", "money")
    given = asked.given("change", kept)
    part: Sought | Working = left_by(given, falls=True)
    if asked.says("work_not_kept"):
        part = replace(given, role="share")
    return Working("less", (whole, Working("times", (deal, part))))


def _partly_done(asked: Asked) -> Working | None:
    """What is left of a deal of which only so much is used, paid or kept; of a backlog that holds
    such a deal of another company, the backlog less what does not come of it.
    """
    supposes = asked.says("work_supposed") or asked.asks("whatif")
    part = _part(asked)
    left = asked.says("own_remain") or asked.says("work_left_of") or asked.asks("remaining")
    if part is None or not (supposes and left) or asked.money[1:] or asked.times:
        return None
    kept, gone = asked.says("work_kept"), asked.says("work_not_kept") or asked.says("own_fall")
    if not (kept or gone):
        return None
    given = asked.given("change", part)
    rest = left_by(given, falls=True)
    if asked.money:
        return Working("times", (asked.given("amount", asked.money[0]), rest))
    metrics = [m for m in asked.named if m.kind == "metric" and not m.concept.startswith("GLO-")]
    level = next((m for m in metrics if m.concept.endswith(HOLDS_DEALS)), None)
    companies = {m.concept for m in asked.named if m.kind == "company"}
    if level is not None and len(companies) > 1:
        lost: Sought | Working = rest if kept and not gone else replace(given, role="share")
        whole = asked.sought("latest", "money")
        return Working("less", (whole, Working("times", (asked.sought("deal", "money"), lost))))
    told = asked.says("work_deal") or asked.says("work_deal_word")
    if not companies or (not metrics and not told) or len({m.concept for m in metrics}) > 1:
        return None
    amount = asked.sought("level_left" if metrics else "deal", "money")
    return Working("times", (amount, rest))


def _part(asked: Asked) -> Quantity | None:
    """The one part of a whole that is supposed, in per cent; half too."""
    if asked.percents:
        one = asked.percents[0]
        return one if len(asked.percents) == 1 and 0 < one.value < 100 else None
    halves = asked.places("work_by_half")
    if len(halves) != 1:
        return None
    start, end = halves[0].span()
    return Quantity(Decimal(50), "%", asked.text[start:end], start, end)


def _clause(asked: Asked, mention: Mention) -> tuple[int, int]:
    """The part of the sentence that a mention stands in."""
    return next(
        (c for c in asked.clauses(asked.whole) if c[0] <= mention.start and mention.end <= c[1]),
        asked.whole,
    )


def _same_again(asked: Asked) -> Working | None:
    """What a quarter comes to over a year in which each quarter is like it."""
    short = [p for p in asked.periods if p.kind in ("quarter", "month")]
    named = any(m.kind == "metric" for m in asked.named)
    supposes = asked.says("work_supposed") or asked.says("work_every_part")
    if not (short and named and supposes and asked.says("work_whole_year")):
        return None
    if asked.money or asked.percents or asked.asks("share", "times", "growth", "difference"):
        return None
    return Working("annualise", (asked.sought("part_year", "flow"),))


SUPPOSITIONS = (_partly_kept, _partly_done, _same_again)
