"""Which of several figures for one thing a question means: the later, unless the earlier is asked.

An estimate that was raised, a budget that was revised: the document has both. It works out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.answer.plan.own_bonds import Bonds
from bot.language.script import fold
from bot.records import Fact, Question

__all__ = ["is_old", "latest_of", "versions_of"]

APART, ALIKE = 0.05, 2
"""How much more the words bind the one meant, and how many times one estimate is another."""
_OLD = re.compile(
    r"\b(?:first|earlier|original(?:ly)?|initial(?:ly)?|former(?:ly)?|previous(?:ly)?|used to"
    r"|had spoken|had been|before|last year|a year ago|at first|once)\b"
    r"|原[先本来订定估为]|原先|原本|先前|之前|起初|当初|最初|前年|上一?[期年季]|旧|前次|核定的"
)
_NEW = re.compile(
    r"\b(?:raised?|risen|rose|now|latest|new|revised|updated|increased|lifted|after)\b"
    r"|增[为至到]|提高[为到至]|调[高升整]为?|上修|改为|最新|目前|追加|变更|修正|升[为至]|涨[为至到]"
)
_SEGMENT = re.compile(r"前年|上年|前[一]?[年季月期]|(?:in )?the (?:year|month|quarter) before")
"""What says at the head of a part of a sentence that all of it is of before."""


def is_old(fact: Fact) -> bool:
    """Whether a figure's own words say that it was one of before."""
    return _OLD.search(fold(fact.clause)) is not None


def versions_of(facts: Sequence[Fact], pool: Sequence[Fact]) -> list[Fact]:
    """The figures, and those of their passage that say what one of them was or became."""
    found = list(facts)
    for fact in pool:
        if fact in found or not (_NEW.search(fold(fact.clause)) or is_old(fact)):
            continue
        if any(_of_one_thing(fact, other) for other in facts):
            found.append(fact)
    return found


def _of_one_thing(one: Fact, other: Fact) -> bool:
    """Whether two amounts may be one at two times: of one unit and size, told side by side."""
    a, b = one.stated_in, other.stated_in
    if a is None or b is None or a.passage_id != b.passage_id or one.unit != other.unit:
        return False
    first, second = sorted((abs(one.values[0]), abs(other.values[0])))
    marked = is_old(one) or is_old(other)
    return marked and abs(a.sentence - b.sentence) <= 1 and second <= ALIKE * first


def latest_of(question: Question, facts: Sequence[Fact], bonds: Bonds) -> Fact | None:
    """Of figures for one thing the latest, or the earliest if that is asked for; None if unsure."""
    distinct = {f.values: f for f in reversed(facts)}
    pool = [f for f in facts if distinct[f.values] is f]
    if len(pool) < 2:
        return pool[0] if pool else None
    wants_old = _OLD.search(fold(question.standalone)) is not None
    wants_old = wants_old and not _NEW.search(fold(question.standalone))
    earlier = {f.compares_to for f in pool}
    old = [f for f in pool if f.id in earlier or is_old(f)]
    if not old:
        old = [f for f in pool if _SEGMENT.match(fold(_segment(f)))]
    new = [f for f in pool if f not in old]
    if wants_old:
        new, old = old, new
    if len(new) == 1:
        return new[0]
    marked = [f for f in new if _NEW.search(fold(f.clause))]
    if not wants_old and len(marked) == 1:
        return marked[0]
    ranked = sorted(new or old, key=lambda f: -bonds.score(f))
    if len(ranked) > 1 and bonds.score(ranked[0]) - bonds.score(ranked[1]) < APART:
        return None
    return ranked[0] if ranked else None


def _segment(fact: Fact) -> str:
    """The part of its sentence, between semicolons, that a figure stands in."""
    text = fact.statement_en
    at = text.find(fact.clause.lstrip(";； "))
    start = max(text.rfind(mark, 0, max(at, 0)) for mark in ";；") + 1
    return text[start:].strip()
