"""The sides that a question sets against each other, each with the times that it names for it.

Two companies and one measure, one company and two of its measures (or a part of it and the whole).
"A's from September to November, or B's from March to October" binds two times to each; a time that
stands before both is common to them. It finds each side's readings in the ledger and works nothing
out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.answer.plan.operands import Desk
from bot.knowledge.ledger import alike, family, is_change, is_growth, known_at
from bot.language.script import fold
from bot.language.timewords import MONTHS
from bot.language.timing import fit, named_periods
from bot.records import Fact, Mention, Period, Question

__all__ = [
    "Side",
    "companies_named",
    "in_time",
    "of_time",
    "sides_of",
    "times_of_sides",
    "usable",
]

FITS = 0.5
DAYS_OF_A_QUARTER, SLACK = 91, 20
_FISCAL = re.compile(r"^(?:FY\d{4} Q[1-4]|FY\d{4}|Q[1-4] \d{4})$")
_MONTH_NAMED = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_WHOLE = re.compile(
    r"\b(?:the )?company as a whole\b|\bwhole company\b|\bcompany-?wide\b|\boverall\b|\bin total\b"
    r"|\bthe (?:group|total|company)\b|全公司|整个?公司|公司整体|整体|总营收|全部营收"
)
_QUARTERLY = re.compile(
    r"\bquarter[- ](?:on|over)[- ]quarter\b|\bqoq\b|\b(?:previous|prior|preceding|last) quarter\b"
    r"|\bquarter (?:before|earlier)\b|\bsequential\w*\b|季增|环比|[前上]一?季|较上季"
)


@dataclass(frozen=True, slots=True)
class Side:
    """One side: whose figure, of which measure, and at which times, as far as they are named."""

    party: str
    metric: str
    times: tuple[Period, ...]


def sides_of(desk: Desk) -> tuple[Side, Side] | None:
    """The two sides of a question; None where it does not name just two."""
    question = desk.question
    parties = companies_named(question)
    measures = list(dict.fromkeys(family(m.concept) for m in question.metrics))
    if len(parties) == 2 and measures:
        bound = times_of_sides(question, parties)
        shared = [m for m in measures if all(_series(desk, p.concept, m) for p in parties)]
        if not shared:
            return None
        one, other = (Side(p.concept, shared[0], t) for p, t in zip(parties, bound, strict=True))
        return one, other
    if len(parties) != 1:
        return None
    whole = _whole_of(measures) if len(measures) == 1 and _says_whole(question) else ""
    pair = [*measures, whole] if whole else measures
    if len(pair) == 1 and len(stretches := _stretches(question)) == 2:
        first, second = stretches
        return Side(parties[0].concept, pair[0], first), Side(parties[0].concept, pair[0], second)
    if len(pair) != 2:
        return None
    times = _times(question)
    return Side(parties[0].concept, pair[0], times), Side(parties[0].concept, pair[1], times)


def _stretches(question: Question) -> list[tuple[Period, ...]]:
    """The stretches from one time to another that are named, each as its two ends."""
    return [ends for p in question.periods if p.end and len(ends := named_periods((p,))) == 2]


def _says_whole(question: Question) -> bool:
    return _WHOLE.search(fold(question.text)) is not None


def _whole_of(measures: Sequence[str]) -> str:
    """The measure that a part's name ends with: of data-centre revenue the revenue."""
    _, _, whole = measures[0].rpartition("_")
    return whole if whole == "revenue" and whole != measures[0] else ""


def companies_named(question: Question) -> list[Mention]:
    """The companies, each where it is first named."""
    first: dict[str, Mention] = {}
    for mention in sorted(question.entities, key=lambda m: m.start):
        if mention.kind == "company":
            first.setdefault(mention.concept, mention)
    return list(first.values())


def _times(question: Question) -> tuple[Period, ...]:
    """Every time that is named, a range as its two ends, and months that only name an event."""
    found: list[tuple[int, Period]] = []
    for period in question.periods:
        if period.kind == "relative" or period.span is None:
            continue
        found += [(period.span[0], p) for p in named_periods((period,))]
    taken = [p.span for p in question.periods if p.span]
    for month in _MONTH_NAMED.finditer(question.text):
        if not any(a <= month.start() < b for a, b in taken):
            found.append((month.start(), Period(month.group(), None, None, "month", None, None)))
    found.sort(key=lambda f: f[0])
    return tuple(p for _, p in found if p.kind != "year" or len(found) == 1)


def times_of_sides(
    question: Question, parties: Sequence[Mention]
) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    """The times of each party: those said between it and the next one's name, or before it; else
    all of them for both.
    """
    places: list[tuple[int, Period]] = []
    for period in _times(question):
        start = period.span[0] if period.span else question.text.find(period.label)
        places.append((start, period))
    mentions = sorted(
        (m for m in question.entities if m.concept in {p.concept for p in parties}),
        key=lambda m: m.start,
    )
    after: dict[str, list[Period]] = {p.concept: [] for p in parties}
    for start, period in places:
        owner = next((m for m in reversed(mentions) if m.end <= start), None)
        if owner is not None:
            after[owner.concept].append(period)
    if all(after.values()):
        first, second = (tuple(after[p.concept]) for p in parties)
        return first, second
    own = {who: times for who, times in after.items() if len(times) > 1}
    early = [p for start, p in places if start < mentions[0].start]
    if own and not early:
        first, second = (tuple(after[p.concept]) for p in parties)
        return (first, second) if len(own) == 1 and _bound(question, places) else _all(places)
    return _all(places)


def _bound(question: Question, places: Sequence[tuple[int, Period]]) -> bool:
    """Whether the times stand directly behind a name and not behind both: "A from X to Y"."""
    said = fold(question.text)
    return bool(places) and re.search(r"\bfrom\b|从|自", said[: places[0][0]]) is not None


def _all(places: Sequence[tuple[int, Period]]) -> tuple[tuple[Period, ...], tuple[Period, ...]]:
    every = tuple(p for _, p in places)
    return every, every


# --- readings ----------------------------------------------------------------------------------


def usable(desk: Desk, fact: Fact) -> bool:
    """Whether a fact is a single reading within the day asked about, with its sentence."""
    known = known_at(fact, desk.question.as_of)
    return known and len(fact.values) == 1 and fact.stated_in is not None and not fact.clause


def _series(desk: Desk, party: str, metric: str) -> list[Fact]:
    """A party's readings of a measure, or of one that is named alike."""
    ledger = desk.ledger
    if ledger is None:
        return []
    own = [f for f in ledger.find(subject=party, metric=metric) if usable(desk, f)]
    if not own:
        own = [
            f
            for f in ledger.find(subject=party)
            if alike(f.metric, {metric}) and f.metric == family(f.metric) and usable(desk, f)
        ]
    return [f for f in own if not (is_growth(f.metric) or is_change(f.metric))]


def of_time(desk: Desk, side: Side, metric: str = "") -> Fact | None:
    """A side's reading at the one time that is named for it, or its latest reported one."""
    own = _series(desk, side.party, metric or side.metric)
    for period in side.times:
        if (found := _at(own, period, side.times)) is not None:
            return found
    if side.times:
        return None
    told = [f for f in own if f.status == "reported" and f.period.end]
    return max(told, key=lambda f: (f.period.kind == "quarter", f.period.end or ""), default=None)


def in_time(desk: Desk, side: Side) -> tuple[Fact, Fact] | None:
    """A side's earlier and later reading: at the two times named for it, a quarter apart where the
    quarter before is spoken of, or the only two that there are.
    """
    own = _series(desk, side.party, side.metric)
    found: list[Fact] = []
    for period in side.times:
        hit = _at(own, period, side.times)
        if hit is not None and hit not in found:
            found.append(hit)
    if len(found) < 2 and _QUARTERLY.search(fold(desk.question.text)):
        quarters = [f for f in own if f.period.kind in ("quarter", "instant")]
        last = found[0] if found else max(quarters, key=_end, default=None)
        before = _quarter_before(quarters, last) if last is not None else None
        return (before, last) if before is not None and last is not None else None
    if len(found) < 2 and len(own) == 2 and len(side.times) < 2:
        found = own
    found.sort(key=_end)
    return (found[0], found[-1]) if len(found) == 2 and _alike(*found) else None


def _alike(old: Fact, new: Fact) -> bool:
    same = (old.metric, old.unit, old.counterparty) == (new.metric, new.unit, new.counterparty)
    kinds = old.period.kind == new.period.kind
    return same and kinds and _end(old) < _end(new) and old.values[0] > 0


def _end(fact: Fact) -> str:
    return fact.period.end or ""


def _quarter_before(own: Sequence[Fact], last: Fact) -> Fact | None:
    if not last.period.end:
        return None
    ends = date.fromisoformat(last.period.end)
    for fact in own:
        gap = (ends - date.fromisoformat(fact.period.end)).days if fact.period.end else 0
        if abs(gap - DAYS_OF_A_QUARTER) <= SLACK and fact.period.kind == last.period.kind:
            return fact
    return None


def _at(own: Sequence[Fact], period: Period, among: Sequence[Period]) -> Fact | None:
    """The reading at a time: by the quarter's or year's own name, which companies count each their
    own way, else by its dates; of a month without a year one of the years that are named.
    """
    if _FISCAL.match(period.label):
        named = [f for f in own if f.period.label.endswith(period.label)]
        return max(named, key=lambda f: f.status == "reported", default=None)
    fits = [(fit(period, f) or 0.0, f) for f in own]
    good = [(score, f) for score, f in fits if score >= FITS]
    years = {p.end[:4] for p in among if p.end}
    if not period.end and years:
        good = [g for g in good if _end(g[1])[:4] in years] or good
    return max(good, key=lambda g: (g[0], _end(g[1])), default=(0.0, None))[1]
