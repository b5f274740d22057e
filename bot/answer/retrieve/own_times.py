"""The times of a question as the documents asked count them: FY26, the half year, last year.

A numbered year has days where a document says when its years end; "last year" is told from the day
on which a news story or minutes were written, and of an annual report it stays a word: nobody knows
when its reader asks. Of a measure that one sentence or row tells at several times, the figure of
the time asked for is the one that is meant.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.knowledge.lent_units import DATE, preface_of
from bot.knowledge.readings import calendar_of
from bot.knowledge.times_told import times_told
from bot.language.own_years import NUMBERED_YEAR, Calendar, earlier_by
from bot.language.script import fold
from bot.records import (
    ROW_NAMED,
    TIME_MEANT,
    Fact,
    Passage,
    Period,
    Question,
    ScoredFact,
    SentenceRef,
)

__all__ = ["asked_times", "of_other_times", "pair_of_times", "timely_first"]

AHEAD = 0.3
"""What such a figure leads the others of its sentence by."""
NEARLY = 0.1
"""How much less of the question the sentence of a pair may hold than the best one."""
CLEAR = 0.05
"""How much more of it, at least, than another pair's."""
MONTH, SLACK = 31, 6
_YEAR_BEFORE = re.compile(
    r"前一个?(?:会计|财政)?年|上一?年|去年同期|上年同期"
    r"|\b(?:a|one|the) year (?:before|earlier|ago)\b|\b(?:previous|prior|preceding) (?:\w+ )?year\b"
)
_OF_A_YEAR = frozenset({"ttm", "year"})
_SET_APART = frozenset({"difference", "growth", "times"})

CORPUS = "corpus"
LEADING = 6
"""The passages found whose documents say how a year is counted."""


def asked_times(question: Question, passages: Sequence[Passage]) -> tuple[Period, ...]:
    """The periods of a question, with the days that its documents give them."""
    own = [p for p in passages if p.index != CORPUS][:LEADING]
    counted = Counter((p.source_id, calendar_of(p)) for p in own)
    if not counted or question.text != question.standalone:
        return question.periods
    (source, calendar), _ = counted.most_common(1)[0]
    by_day = any(preface_of(p, DATE) and p.source_id == source for p in own) and not calendar.ends
    return _dated(question, calendar, by_day=by_day)


def _dated(question: Question, calendar: Calendar, *, by_day: bool) -> tuple[Period, ...]:
    known = {p.span: p for p in question.periods if p.start or p.end}
    found = []
    for period in times_told(question.text, calendar):
        plain = period.kind == "relative" or _was_relative(period, question)
        named = NUMBERED_YEAR.fullmatch(period.label) is not None
        # "The previous year" is a report's own; "last year" may be the reader's.
        named = named or (not known and _YEAR_BEFORE.search(fold(period.label)) is not None)
        if period.span in known:
            found.append(known[period.span])
        elif named or by_day or not plain:
            found.append(period)
        else:
            found += [p for p in question.periods if p.span == period.span]
    return tuple(found) or question.periods


def _was_relative(period: Period, question: Question) -> bool:
    return any(p.span == period.span and p.kind == "relative" for p in question.periods)


def timely_first(question: Question, facts: Sequence[ScoredFact]) -> tuple[ScoredFact, ...]:
    """The facts, best first, where the figure of the time asked for leads those of its sentence
    that tell the same at other times.
    """
    asked = _dates_asked(question)
    beside: defaultdict[SentenceRef | None, list[ScoredFact]] = defaultdict(list)
    for s in facts:
        beside[s.fact.stated_in].append(s)
    meant: dict[str, ScoredFact] = {}
    for told in beside.values():
        for s in told if len(asked) == 1 else ():
            alike = [o for o in told if o.fact.unit == s.fact.unit]
            same = [o for o in alike if _same_time(asked[0], o.fact.period)]
            others = {o.fact.period.end for o in alike if o not in same and o.fact.period.end}
            if same == [s] and others:
                meant[s.fact.id] = replace(
                    s,
                    score=round(max(o.score for o in alike) + AHEAD, 6),
                    coverage=max(o.coverage for o in alike),
                    topic=max(o.topic for o in alike),
                    reasons=(*s.reasons, TIME_MEANT),
                )
    if not meant:
        return tuple(facts)
    told_first = [meant.get(s.fact.id, s) for s in facts]
    return tuple(sorted(told_first, key=lambda s: -s.score))


def of_other_times(question: Question, read: Sequence[Fact]) -> frozenset[SentenceRef]:
    """The sentences all of whose figures are of other times than the one asked for, where another
    sentence has one of that very time.
    """
    asked = _dates_asked(question)
    timely = {f.stated_in for f in read if any(_same_time(a, f.period) for a in asked)}
    dated: defaultdict[SentenceRef, list[bool]] = defaultdict(list)
    for fact in read:
        if fact.stated_in is not None:
            dated[fact.stated_in].append(bool(fact.period.start or fact.period.end))
    if not timely:
        return frozenset()
    return frozenset(ref for ref, told in dated.items() if all(told) and ref not in timely)


def pair_of_times(
    question: Question, facts: Sequence[ScoredFact], read: Sequence[Fact]
) -> tuple[str, str] | None:
    """The figures of one sentence or row at the two times that a question sets beside each other,
    the later first; None where they are not told side by side.
    """
    if not _SET_APART & {m.concept for m in question.operations}:
        return None
    asked = sorted(_dates_asked(question), key=lambda p: str(p.end))
    before = _YEAR_BEFORE.search(fold(question.standalone)) is not None
    if len(asked) == 1 and asked[0].kind == "multi_year":
        asked = _both_ends(asked[0])
    if len(asked) == 1 and (before or asked[0].kind in _OF_A_YEAR):
        asked.insert(0, earlier_by(asked[0], 12))
    if len(asked) != 2:
        return None
    covered = {s.fact.id: s.coverage for s in facts}
    best = max(covered.values(), default=0.0)
    beside: defaultdict[tuple[SentenceRef | None, str | None], list[Fact]] = defaultdict(list)
    for fact in read:
        beside[(fact.stated_in, fact.unit)].append(fact)
    rows = [s for s in facts if ROW_NAMED in s.reasons and s.coverage >= best - NEARLY]
    named = {s.fact.stated_in for s in rows}
    found: list[tuple[float, str, str]] = []
    for (ref, _), told in beside.items():
        if named and ref not in named:
            continue
        old, new = ([f for f in told if _same_time(a, f.period) or _at_end(a, f)] for a in asked)
        if len(old) == len(new) == 1 and old[0] is not new[0]:
            share = max(covered.get(f.id, 0.0) for f in told)
            found.append((share, new[0].id, old[0].id))
    found.sort(reverse=True)
    if not found or (not named and found[0][0] < best - NEARLY):
        return None
    if len(found) > 1 and found[1][0] > found[0][0] - CLEAR:
        return None  # several measures are told at both times
    return found[0][1], found[0][2]


def _dates_asked(question: Question) -> list[Period]:
    return [p for p in question.periods if p.start and p.end]


def _both_ends(years: Period) -> list[Period]:
    """The first and the last year of a stretch of years: from FY24 to FY26."""
    first = f"{int(str(years.start)[:4]) + 1}{str(years.start)[4:]}"
    last = f"{int(str(years.end)[:4]) - 1}{str(years.end)[4:]}"
    ends = earlier_by(replace(years, start=first, end=first), 0).end
    begins = replace(years, end=ends, kind="year"), replace(years, start=last, kind="year")
    return list(begins)


def _at_end(asked: Period, fact: Fact) -> bool:
    """Whether a figure is of the day that ends the year asked for: what is owed then."""
    when = fact.period
    return asked.kind in _OF_A_YEAR and bool(when.end) and when.start == when.end == asked.end


def _same_time(asked: Period, told: Period) -> bool:
    """Whether a figure is of the very time asked for: the same stretch, or a day in a month."""
    if not (asked.start and asked.end and told.start and told.end):
        return False
    if told.start == told.end:
        days = (date.fromisoformat(asked.end) - date.fromisoformat(asked.start)).days
        return days < MONTH and asked.start <= told.start <= asked.end
    apart = (
        abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
        for one, other in ((asked.start, told.start), (asked.end, told.end))
    )
    return max(apart) <= SLACK
