"""Which cells of a row of a reader's table a question sets beside each other.

A row may tell one measure at several times, or several measures of which the question names an
amount and a count. It works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold
from bot.language.timing import timing
from bot.language.units import CURRENCIES
from bot.records import Evidence, Fact, Purpose, Question

__all__ = ["at_years", "named_cells", "of_one_row", "of_years", "scale_of", "years_asked"]

PLAINLY, APART = 0.5, 0.02
"""How likely a question asks for no arithmetic, and by how much its words must prefer one cell."""
_SCALES = (
    (re.compile(r"[（(][^（()）]*(?:thousand|千)"), "1000"),
    (re.compile(r"[（(][^（()）]*万"), "10000"),
    (re.compile(r"[（(][^（()）]*(?:million|百万)"), "1000000"),
)
_BEFORE = re.compile(
    r"\b(?:year|month|season|round) (?:before|earlier)\b"
    r"|\b(?:previous|last|prior|preceding) (?:year|month|season|round)\b"
    r"|\byear[- ]on[- ]year\b|\bthe (?:following|next) year\b|前一?年|去年|上年"
    r"|[前上]一?[季期次]"
)


def of_years(question: Question, facts: Sequence[Fact]) -> tuple[Fact, Fact] | None:
    """Of a row with one measure at three times or more, its figures at the time asked for, else the
    latest, and at the time before that.
    """
    cells = [f for f in facts if f.topic == ROW and f.period.end]
    if len(cells) < 3 or len(cells) != len(facts) or len({_unit(f) for f in cells}) != 1:
        return None
    cells.sort(key=lambda f: f.period.end or "")
    if len({f.period.end for f in cells}) != len(cells):
        return None
    asked = [p for p in question.periods if p.start or p.end]
    meant = [n for n, f in enumerate(cells) if asked and timing(asked, f) > 0]
    if len(meant) > 2 or (len(meant) == 2 and not _BEFORE.search(fold(question.standalone))):
        return None if len(meant) > 2 else (cells[meant[1]], cells[meant[0]])
    if not meant and not _BEFORE.search(fold(question.standalone)):
        return None
    at = meant[-1] if meant else len(cells) - 1
    return (cells[at], cells[at - 1]) if at else None


def years_asked(question: Question) -> tuple[str, str] | None:
    """The earlier and the later of the two years that a question names; None where it names one."""
    asked = [p for p in question.periods if p.end and p.kind != "relative"]
    long = [p for p in asked if p.kind == "multi_year" and p.start]
    years = {(p.start or "")[:4] for p in long} | {(p.end or "")[:4] for p in asked}
    if len(years) != 2:
        return None
    return min(years), max(years)


def at_years(facts: Sequence[Fact], years: tuple[str, str]) -> tuple[Fact, Fact] | None:
    """The one figure of a sentence at the later of two years and the one at the earlier."""
    at = [[f for f in facts if (f.period.end or "")[:4] == year] for year in years]
    if any(len(of_year) != 1 for of_year in at) or _unit(at[0][0]) != _unit(at[1][0]):
        return None
    return at[1][0], at[0][0]


def named_cells(
    question: Question, cells: Sequence[Fact], covered: Mapping[str, float]
) -> list[Fact]:
    """Of a row, the amount and the count that the question's words name best, at its time."""
    asked = [p for p in question.periods if p.start or p.end]
    chosen = []
    for money in (True, False):
        own = [f for f in cells if (_base(f) in CURRENCIES) == money]
        own = [f for f in own if not asked or not f.period.end or timing(asked, f) > 0] or own
        ranked = sorted(own, key=lambda f: -covered.get(f.id, 0.0))
        told = [covered.get(f.id, 0.0) for f in ranked[:2]]
        if ranked and (len(told) == 1 or told[0] - told[1] >= APART):
            chosen.append(ranked[0])
    return chosen


def of_one_row(question: Question, evidence: Evidence, purposes: Sequence[Purpose]) -> bool:
    """Whether a question that hardly asks for a figure as it stands was worked out of two cells of
    the very row that it means.
    """
    used = {i for purpose in purposes for i in purpose.facts}
    meant = evidence.facts[0].fact.stated_in
    told = [f.stated_in == meant for f in evidence.read if f.id in used]
    return len(told) > 1 and all(told) and question.likely.get("none", 1.0) < PLAINLY


def scale_of(fact: Fact) -> str:
    """In what a column counts whose head says so and its figure does not: 供餐（万人次）."""
    if fact.topic != ROW or (fact.unit or "1") != "1":
        return ""
    head = fold(fact.clause.split(CELL)[-2])
    return next((scale for said, scale in reversed(_SCALES) if said.search(head)), "")


def _unit(fact: Fact) -> str:
    return fact.unit or "1"


def _base(fact: Fact) -> str:
    return _unit(fact).partition("/")[0]
