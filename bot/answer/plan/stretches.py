"""The figure of a stretch of time that no source tells, from the stretches around it.

A year less its first half is its second; nine months less two quarters are the third; a year's
target less the quarters that are over is what is left of it. The whole and its parts are figures
of one party and one measure, and the parts must fill all of the whole but the stretch asked for,
day by day. What is left is then told by the month or quarter, or set over what is over, where that
is asked. It knows no other relation between figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.answer.plan.operands import FORWARD, MONEY, Desk
from bot.knowledge.ledger import family
from bot.language.asked import PER
from bot.language.script import fold
from bot.language.timing import named_periods
from bot.records import Fact, Period

__all__ = ["quarters_asked", "quarters_together", "rest_of_stretch"]

_SECOND = re.compile(
    r"\b(?:second|latter|last|back) (?:half|six months)\b|(?<![a-z])h2(?!\d)|\b2h\b"
    r"|\bother (?:half|six months)\b"
    r"|\bfrom july\b|\bjuly (?:on|onwards?)\b|\bjuly (?:to|through|until|and|-|\u2013) december\b"
    r"|\b(?:last|final|closing|remaining) two quarters\b|[下后]半|后面?两季"
    r"|7月(?:起|以后|之后|到12月|至12月)"
)
_HOW_LONG = re.compile(
    r"\bhow (?:long|many (?:years|quarters|months|days))\b|多久|(?:几|多少)(?:年|季|个月|天)(?!度)"
)
_LEFT = re.compile(
    r"\b(?:left|still|remain\w*|yet|unspent|to go|rest of the year)\b"
    r"|剩|还[有要准得需差可]|余|尚|接下来"
)
_PLAN = re.compile(
    r"\b(?:budget|target|guid\w+|plan\w*|goals?|outlook|forecast|expect\w*)\b|指引|目标|预算|计划|计画|财测|预计"
)
_QUARTERS = tuple(
    re.compile(rf"(?<![a-z])q{n}(?!\d)|\b{word} (?:fiscal )?quarter\b|第{han}季")
    for n, word, han in (
        (1, "first", "[一1]"),
        (2, "second", "[二2]"),
        (3, "third", "[三3]"),
        (4, "fourth", "[四4]"),
    )
)
_QUARTERS_OF = re.compile(
    r"\b(?:(?:all|the) four|four|the) quarters\b|\beach quarter\b"
    r"|\bfirst (?P<first>two|three|2|3) quarters\b|\bquarterly (?:figures|results|numbers)\b"
    r"|[四4]个?季|各季|每季|(?:前|头)(?P<han>[两二三23])个?季"
)
_COUNTED = {2: "two|2|[两二]", 3: "three|3|三"}
_ADDS = re.compile(
    r"\badd\w*\b|\bsum\b|\btogether\b|\bcombined\b|\btotal\w*\b|\baltogether\b|\bin all\b"
    r"|加|合计|总[共计和]|湊|凑|一共|共"
)
_OWN_WORD = frozenset({"filing", "release"})
_WHOLES = frozenset({"year", "ytd"})
_REST = frozenset({"remaining", "without", "implied", "times", "difference", *PER})
MOST_PARTS = 3


@dataclass(frozen=True, slots=True)
class _Rest:
    """A whole, what of it is over or known, and the days of the stretch asked for."""

    whole: Fact
    parts: tuple[Fact, ...]
    start: date
    end: date


def rest_of_stretch(desk: Desk) -> bool:
    """What the stretch asked for comes to; False where it is told, or its neighbours are not."""
    folded = fold(desk.question.text)
    if desk.ledger is None:
        return False
    own = _own_figures(desk)
    found = next((r for r in _rests(desk, folded) if own <= set(r.whole.values)), None)
    if found is None:
        return False
    facts = [found.whole, *found.parts]
    shown = " - ".join(desk.of_fact(f) for f in facts)
    return desk.work("work_result", shown, facts) and _then(desk, found)


def _own_figures(desk: Desk) -> set[Decimal]:
    """The amounts and rates that the reader brings: a question is about those, where the sources'
    whole is not the very amount.
    """
    own = (q for q in desk.question.quantities if re.search(r"\d", q.text))
    return {q.value for q in own if q.unit.partition("/")[0] in (*MONEY, "%", "x")}


def quarters_together(desk: Desk) -> bool:
    """What the quarters of a named year, all of them or the first ones, come to together, and how
    far that is from the plan for the year where a plan is spoken of; False where one is not told.
    """
    folded = fold(desk.question.text)
    if desk.ledger is None or _own_figures(desk) or not quarters_asked(folded):
        return False
    count = quarters_asked(folded)
    for year in _years_named(desk):
        start, end = _days(year)
        known = _quarters_from(desk, start, end)[:count]
        if len(known) == count:
            shown = " + ".join(desk.of_fact(f) for f in known)
            return desk.work("sum", shown, known) and _beside_plan(desk, folded, start, end)
    return False


def quarters_asked(folded: str) -> int:
    """How many quarters of a year are to be added up; 0 where none are."""
    found = _QUARTERS_OF.search(folded)
    if found is None or not _ADDS.search(folded):
        return 0
    first = found["first"] or found["han"] or ""
    return next((n for n, word in _COUNTED.items() if first and re.search(word, first)), 4)


def _years_named(desk: Desk) -> list[Period]:
    dated = named_periods(desk.question.periods)
    return [p for p in dated if p.kind in ("year", "ytd") and p.start and p.end]


def _quarters_from(desk: Desk, start: date, end: date) -> tuple[Fact, ...]:
    """The reported quarters of the measure asked about that follow one another in a year; of two
    accounts of one the party's own word.
    """
    named = {family(m.concept) for m in desk.question.metrics}
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    if len(named) != 1 or len(parties) != 1:
        return ()
    flows = [
        f
        for f in _flows(desk, next(iter(parties)), named)
        if f.period.kind == "quarter" and f.status == "reported" and _days(f.period)[1] <= end
    ]
    flows.sort(key=lambda f: (f.provenance not in _OWN_WORD, f.later))
    found: list[Fact] = []
    while (one := next((f for f in flows if _days(f.period)[0] == start), None)) is not None:
        found.append(one)
        start = _days(one.period)[1] + timedelta(days=1)
    return tuple(found)


def _beside_plan(desk: Desk, folded: str, start: date, end: date) -> bool:
    """How far all quarters came above or below the newest plan for the very year."""
    made = desk.calculations[-1]
    plans = [
        f
        for f in _wholes(desk)
        if f.status in FORWARD and _days(f.period) == (start, end) and not f.later
    ]
    if not _PLAN.search(folded) or len(desk.operands) != len(_QUARTERS) or not plans:
        return True
    result, plan = desk.result(len(desk.calculations) - 1), desk.of_fact(plans[0])
    above = Decimal(made.value or 0) >= plans[0].values[0]
    high, low = (result, plan) if above else (plan, result)
    told = f"work_onward_{'above' if above else 'below'}"
    return desk.work(told, f"{high} - {low}", [plans[0]])


def _then(desk: Desk, found: _Rest) -> bool:
    """The rest by the month or quarter, or as a multiple of what it follows, where asked."""
    asked = {m.concept for m in desk.question.operations}
    last = len(desk.calculations) - 1
    named = {PER[o] for o in asked if o in PER}
    per = next((p for p in ("month", "quarter") if p in named), "")
    months = round(((found.end - found.start).days + 1) / 30.44)
    count = {"month": months, "quarter": months // 3}.get(per, 0)
    if count > 1:
        parts = desk.constant(str(count), f"{per}s", f"{per}s of the rest")
        return desk.work("work_result", f"{desk.result(last)} / {parts}", [found.whole])
    if "times" in asked and len(found.parts) == 1:
        base = desk.of_fact(found.parts[0])
        return desk.work(
            "work_multiple", f"multiple({desk.result(last)}, {base})", [found.whole, found.parts[0]]
        )
    return True


def _rests(desk: Desk, folded: str) -> Iterator[_Rest]:
    asked = {m.concept for m in desk.question.operations}
    second, left = _SECOND.search(folded) is not None, _LEFT.search(folded) is not None
    several = len({family(m.concept) for m in desk.question.metrics}) > 1 or "without" in asked
    plan = _PLAN.search(folded) is not None and not several
    quarters = [n for n, one in enumerate(_QUARTERS) if one.search(folded)]
    if not (second or left or (quarters and _REST & asked)):
        return
    for whole in _wholes(desk):
        parts = _within(desk, whole)
        start, end = _days(whole.period)
        middle = _half(start)
        if second and middle is not None and middle < end and whole.period.kind == "year":
            known = _cover(parts, start, middle - timedelta(days=1))
            if known and not _told(parts, middle, end):
                yield _Rest(whole, known, middle, end)
        if left and plan and not second and whole.status in FORWARD and whole.period.kind == "year":
            known = _so_far(desk, parts, start, end)
            if known:
                yield _Rest(whole, known, _days(known[-1].period)[1] + timedelta(days=1), end)
        if quarters and whole.period.kind == "ytd":
            yield from _missing_quarter(whole, parts, quarters)


def _missing_quarter(
    whole: Fact, parts: Sequence[Fact], quarters: Sequence[int]
) -> Iterator[_Rest]:
    """The first or last quarter of a part of a year whose others are told."""
    start, end = _days(whole.period)
    known = [f for f in parts if f.period.kind == "quarter"]
    after = [f for f in known if _days(f.period)[0] > start + timedelta(days=40)]
    opening = _chain_back(after, end)
    if 0 in quarters and opening:
        first = _days(opening[0].period)[0]
        if not _told(parts, start, first - timedelta(days=1)):
            yield _Rest(whole, opening, start, first - timedelta(days=1))


def _chain_back(parts: Sequence[Fact], end: date) -> tuple[Fact, ...]:
    """The stretches that follow one another up to a day, the earliest first."""
    found: list[Fact] = []
    while (one := next((f for f in parts if _days(f.period)[1] == end), None)) is not None:
        found.insert(0, one)
        end = _days(one.period)[0] - timedelta(days=1)
    return tuple(found)


def _so_far(desk: Desk, parts: Sequence[Fact], start: date, end: date) -> tuple[Fact, ...]:
    """What is over of a year, up to the day that the question names or as far as is told."""
    named = [p for p in named_periods(desk.question.periods) if p.kind == "instant" and p.end]
    days = [date.fromisoformat(p.end) for p in named if p.end]
    until = next((d for d in days if start < d < end), None)
    if until is not None:
        return _cover(parts, start, until)
    found: list[Fact] = []
    place = start
    while (one := next((f for f in parts if _days(f.period)[0] == place), None)) is not None:
        found.append(one)
        place = _days(one.period)[1] + timedelta(days=1)
    return tuple(found)


def _cover(parts: Sequence[Fact], start: date, end: date) -> tuple[Fact, ...]:
    """Stretches that fill the days from one to another, one after the other; none where they do
    not.
    """
    for one in parts:
        first, last = _days(one.period)
        if first != start or last > end:
            continue
        if last == end:
            return (one,)
        rest = _cover(parts, last + timedelta(days=1), end)
        if rest and len(rest) < MOST_PARTS:
            return (one, *rest)
    return ()


def _told(parts: Sequence[Fact], start: date, end: date) -> bool:
    """Whether a source tells the figure of the very stretch."""
    return any(_days(f.period) == (start, end) for f in parts)


def _half(start: date) -> date | None:
    """The day on which the second half of a year begins that starts on a first of the month."""
    if start.day != 1:
        return None
    month = start.month + 6
    return date(start.year + (month > 12), month - 12 if month > 12 else month, 1)


def _wholes(desk: Desk) -> list[Fact]:
    """The figures of longer stretches of the measure and party asked about, those meant first."""
    named = {family(m.concept) for m in desk.question.metrics}
    parties = {m.concept for m in desk.question.entities if m.kind == "company"}
    if len(parties) > 1:
        return []
    lead = next((f for f in desk.facts if f.unit in MONEY and f.period.kind in _WHOLES), None)
    if not parties and lead is not None:
        parties = {lead.subject}
    if not named and lead is not None:
        named = {lead.metric}
    asks_plan = bool({"guidance", "expected"} & {m.concept for m in desk.question.refusal_cues})
    dated = named_periods(desk.question.periods)
    pool = [f for p in sorted(parties) for f in _flows(desk, p, named) if f.period.kind in _WHOLES]
    pool = [
        f for f in pool if not f.later or desk.question.as_of == "latest" or not _early(pool, f)
    ]
    fit = [f for f in pool if _of_named(f, dated)]
    return sorted(
        fit, key=lambda f: (f.later, (f.status in FORWARD) != asks_plan, _backwards(f.as_of))
    )


def _early(pool: Sequence[Fact], fact: Fact) -> bool:
    """Whether another figure of the same stretch was told within the article's horizon."""
    return any(f.period.end == fact.period.end and not f.later for f in pool)


def _backwards(day: str) -> int:
    return -date.fromisoformat(day).toordinal()


def _of_named(fact: Fact, dated: Sequence[Period]) -> bool:
    """Whether the stretch holds every day that the question names."""
    start, end = _days(fact.period)
    ends = [date.fromisoformat(p.end) for p in dated if p.end]
    starts = [date.fromisoformat(p.start) for p in dated if p.start]
    slack = timedelta(days=31)  # a plan of "December" stands after the stretch it is about
    return all(start <= d <= end + slack for d in ends) and all(d >= start for d in starts)


def _flows(desk: Desk, party: str, named: set[str]) -> Iterator[Fact]:
    """The figures of a stretch of time that a party has of the measures asked about."""
    for metric in sorted(named):
        for fact in desk.ledger.find(subject=party, metric=metric) if desk.ledger else ():
            whole = len(fact.values) == 1 and fact.stated_in is not None and fact.unit in MONEY
            if whole and fact.period.start and fact.period.end and fact.counterparty is None:
                yield fact


def _within(desk: Desk, whole: Fact) -> list[Fact]:
    """The reported figures of shorter stretches inside a longer one, the longest first."""
    start, end = _days(whole.period)
    inside = [
        f
        for f in _flows(desk, whole.subject, {whole.metric})
        if f.status == "reported"
        and (whole.later or not f.later)
        and start <= _days(f.period)[0]
        and _days(f.period)[1] <= end
        and _days(f.period) != (start, end)
    ]
    inside.sort(key=lambda f: (_days(f.period)[0] - _days(f.period)[1], f.confidence != "high"))
    return inside


def _days(period: Period) -> tuple[date, date]:
    assert period.start is not None
    assert period.end is not None
    return date.fromisoformat(period.start), date.fromisoformat(period.end)
