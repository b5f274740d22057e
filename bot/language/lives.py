"""The reader's own cost written off as a company does, or as two companies do, each in its years.

It reads whose way is meant; how long that is a fact tells.
"""

from __future__ import annotations

import re

from bot.language.asked import Asked
from bot.records import Mention, Working

__all__ = ["as_others_do"]

_DIFFER = re.compile(r"\bdiffer\w*\b|\bapart\b|差")


def as_others_do(asked: Asked) -> Working | None:
    """The reader's own cost over the life that a company uses: "like CoreWeave does"; where two
    companies are named and the difference is asked for, over the life of each.
    """
    parties = [m for m in asked.named if m.kind == "company"]
    if len(asked.money) != 1 or not parties or not asked.says("work_like"):
        return None
    cost = asked.given("cost", asked.money[0])
    per = asked.per if asked.per != "year" else ""
    each = list({m.concept: m for m in reversed(parties)}.values())[::-1]
    differ = asked.asks("difference") or _DIFFER.search(asked.folded)
    if len(each) == 2 and differ:
        spans = [(m.start, m.end) for m in each]
        lives = (asked.sought("life", "years", span) for span in spans)
        return Working("compare", tuple(Working("depreciation", (cost, n)) for n in lives), per)
    party = _nearest(parties, asked.places("work_like"))
    life = asked.sought("life", "years", (party.start, party.end))
    return Working("depreciation", (cost, life), per)


def _nearest(parties: list[Mention], places: list[re.Match[str]]) -> Mention:
    """The party that the words for another's way of doing it stand around, or next to."""
    return min(
        parties,
        key=lambda m: min(
            0
            if p.start() <= m.start <= p.end()
            else min(abs(p.start() - m.end), abs(m.start - p.end()))
            for p in places
        ),
    )
