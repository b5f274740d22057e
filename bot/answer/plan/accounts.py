"""Which told facts are two accounts of one thing: by the ledger, by the reader, by who speaks.

It decides nothing about which of them holds, and finds no passage.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from bot.knowledge.ledger import Ledger, alike, family, is_growth, known_alike
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.units import CURRENCIES
from bot.records import Fact, Quantity, Question, ScoredFact

__all__ = [
    "accounts",
    "alternatives",
    "counted_twice",
    "of_one_deal",
    "offered",
    "revised",
    "told_twice",
    "untold",
    "voices",
]

MOST = 2
"""So many accounts of one figure are set beside the first."""
HELD = frozenset({"opinion", "estimate", "commentary"})
"""How a figure stands that is somebody's view of a matter, and not their own account."""
PLANS = frozenset({"guidance"})
LARGE = 10**6
LIKE, SAME, LIKELY = 0.3, 0.1, 0.4
"""What one measure and one counterparty add to how likely two facts are meant, and the least that
one of them must be.
"""
_OR = re.compile(
    r"^[^.?!。？！]{0,24}?(?:\bor\b|\bversus\b|\bvs\b|还是|抑或|或(?:者|是)?)[^.?!。？！]{0,24}$"
)


def alternatives(question: Question) -> tuple[Quantity, ...]:
    """The figures of one unit of which the question asks which it is: "438% or 433%"."""
    found = [q for q in question.quantities if _measures(q)]
    for one, other in combinations(found, 2):
        between = fold(question.text)[one.end : other.start]
        if one.unit == other.unit and _OR.search(between):
            return (one, other)
    return ()


def offered(
    question: Question, found: Sequence[ScoredFact], ledger: Ledger, glossary: Glossary
) -> list[Fact]:
    """The facts that have the figures which the reader holds against one another, the likest two
    first; none where one of the figures is nowhere told of the parties named, or none is likely.
    """
    figures = alternatives(question) or _alike(question)
    named = {m.concept for m in question.entities}
    known = [
        [
            f
            for f in ledger.facts
            if f.stated_in and _has(f, q) and (not named or named & _told_of(f, glossary))
        ]
        for q in figures
    ]
    if len(known) < 2:
        return []
    likely = {s.fact.id: s.score for s in found}

    def fit(pair: tuple[Fact, Fact]) -> float:
        one, other = pair
        like = one.metric == other.metric or alike(one.metric, {family(other.metric)})
        same = one.counterparty == other.counterparty
        return sum(likely.get(f.id, 0.0) for f in pair) + LIKE * like + SAME * same

    pairs = [
        (a, b) for a in known[0] for b in known[1] if a.id != b.id and _parties(a) & _parties(b)
    ]
    best = max(pairs, key=fit, default=None)
    return list(best) if best and max(likely.get(f.id, 0.0) for f in best) >= LIKELY else []


def _told_of(fact: Fact, glossary: Glossary) -> set[str]:
    """Whom a fact is of, and who else its statement names."""
    return _parties(fact) | {m.concept for m in glossary.find(fact.statement_en)}


def _has(fact: Fact, figure: Quantity) -> bool:
    """Whether a fact has a figure, its currency left out or not."""
    bare = figure.unit == "1" and (fact.unit or "") in CURRENCIES
    return (bare or fact.unit == figure.unit) and set(figure.values) == set(fact.values)


def _measures(figure: Quantity) -> bool:
    """Whether a figure is one of money, of a rate or of a size, and no small count."""
    return figure.unit != "1" or abs(figure.value) >= LARGE


def _alike(question: Question) -> tuple[Quantity, ...]:
    """The two figures of one unit of a question that has no other."""
    found = [q for q in question.quantities if _measures(q)]
    both = len(found) == 2 and found[0].unit == found[1].unit
    return tuple(found) if both and found[0].values != found[1].values else ()


def counted_twice(question: Question, told: Sequence[Fact]) -> list[Fact]:
    """Two facts told of one measure, party and time with other figures: of two sources, or by two
    who estimate it.
    """
    for one, other in combinations(_asked(question, told), 2):
        dated = bool(one.period.end) and _ends(one) == _ends(other)
        same = one.metric == other.metric and _parties(one) == _parties(other) and dated
        if not same or one.status != other.status or one.later != other.later:
            continue
        two = one.source_id != other.source_id and one.status == "reported"
        guessed = one.status == "estimate" and one.stated_in != other.stated_in
        if (two or guessed) and one.values and _unlike(one, other):
            return [one, other]
    return []


def told_twice(told: Sequence[Fact], *, otherwise: bool = False) -> list[Fact]:
    """Two told facts with other figures of one party, measure and time, by two sources.

    A plan and what became of it are two accounts only where it is asked how accounts differ
    (`otherwise`).
    """
    for one, other in combinations(told, 2):
        same = (one.metric, one.subject, one.counterparty) == (
            other.metric,
            other.subject,
            other.counterparty,
        )
        dated = bool(one.period.end) and _ends(one) == _ends(other)
        plain = one.status == other.status and other.id != one.compares_to
        both = plain and one.id != other.compares_to and one.later == other.later
        if not (same and dated and one.values and one.source_id != other.source_id):
            continue
        if _unlike(one, other) and (otherwise or both):
            return [one, other]
    return []


def of_one_deal(told: Sequence[Fact]) -> list[Fact]:
    """Two told facts that measure one deal between two parties otherwise, by two sources: so much a
    year by the one, so much in all by the other.
    """
    for one, other in combinations(told, 2):
        deal = one.counterparty is not None and _parties(one) == _parties(other)
        measured = one.metric != other.metric and alike(one.metric, {family(other.metric)})
        told_of = one.values and other.values and one.source_id != other.source_id
        if deal and measured and told_of and one.stated_in != other.stated_in:
            return [one, other]
    return []


def accounts(question: Question, told: Sequence[Fact]) -> list[Fact]:
    """The first two accounts of one thing that are told, and further ones that differ from both."""
    told = _asked(question, told)
    for one, other in combinations(told, 2):
        if _apart(one, other):
            more = [f for f in told if _apart(one, f) and _apart(other, f)]
            return [one, other, *more[: MOST - 1]]
    return counted_twice(question, told)


def _asked(question: Question, told: Sequence[Fact]) -> list[Fact]:
    """The told facts of the measures that the question names, by name or by a figure, if any."""
    metrics = {family(m.concept) for m in question.metrics}
    figures = [q for q in question.quantities if _measures(q)]
    if figures and not metrics:
        metrics = {family(f.metric) for f in told for q in figures if set(q.values) & set(f.values)}
        metrics = metrics or {""}
    return [
        f for f in told if not metrics or family(f.metric) in metrics or alike(f.metric, metrics)
    ]


def revised(question: Question, told: Sequence[Fact]) -> list[Fact]:
    """A plan and what was planned for the same time before or after it, where a figure is asked."""
    if not (question.metrics or question.quantities):
        return []
    pairs = combinations(_asked(question, told), 2)
    return list(next(((a, b) for a, b in pairs if _plans(a, b)), ()))


def _plans(one: Fact, other: Fact) -> bool:
    plans = {one.status, other.status} <= PLANS and one.metric == other.metric
    of_one = _parties(one) == _parties(other) and _ends(one) == _ends(other)
    return plans and of_one and one.stated_in != other.stated_in and _unlike(one, other)


def untold(
    question: Question,
    told: Sequence[Fact],
    found: Sequence[ScoredFact],
    ledger: Ledger,
    glossary: Glossary,
) -> list[Fact]:
    """What belongs to the accounts that are asked about and is not told yet: the reader's figures,
    another account of the first told fact of a measure that is named, or the view of the second of
    two who are named.
    """
    if both := offered(question, found, ledger, glossary):
        return [f for f in both if f not in told]
    if accounts(question, told) or revised(question, told):
        return []
    metrics = {m.concept for m in question.metrics}
    for fact in (f for f in told if f.metric in metrics and f.values and not is_growth(f.metric)):
        for other in ledger.find(subject=fact.subject, metric=fact.metric):
            known = other.stated_in is not None and other not in told
            if known and (_apart(fact, other) or _plans(fact, other)):
                return [other]
    return _other_view(question, told, ledger, glossary)


def _other_view(
    question: Question, told: Sequence[Fact], ledger: Ledger, glossary: Glossary
) -> list[Fact]:
    """The view of the one of two named who is not told, on what the other one's is of."""
    named = {m.concept for m in question.entities}
    views = [f for f in told if f.status in HELD and _speaker(f, named, glossary)]
    who = {_speaker(f, named, glossary) for f in views}
    if len(named) != 2 or len(who) != 1:
        return []
    for metric in (m for f in views for m in (f.metric, *sorted(known_alike(f.metric)))):
        for fact in ledger.find(metric=metric):
            spoken = fact.status in HELD and fact.stated_in and not fact.later
            if spoken and _speaker(fact, named, glossary) in named - who:
                return [fact]
    return []


def voices(question: Question, told: Sequence[Fact], glossary: Glossary) -> list[Fact]:
    """What two that the question names each hold, as it is told; of one measure first."""
    named = {m.concept for m in question.entities}
    spoken: dict[str, list[Fact]] = {}
    for fact in told:
        if fact.status in HELD and (who := _speaker(fact, named, glossary)):
            spoken.setdefault(who, []).append(fact)
    if len(spoken) < 2:
        return []
    first, second, *_ = spoken.values()
    pairs = [(a, b) for a in first for b in second if a.stated_in != b.stated_in]

    def measured(pair: tuple[Fact, Fact]) -> tuple[bool, bool]:
        one, other = pair
        like = one.metric == other.metric or alike(one.metric, {family(other.metric)})
        return like, one.unit == other.unit

    return list(max(pairs, key=measured, default=()))


def _speaker(fact: Fact, named: set[str], glossary: Glossary) -> str:
    """Whom of those named a fact lets speak: its subject, or the first that its statement names."""
    if fact.subject in named:
        return fact.subject
    first = next(iter(glossary.find(fact.statement_en)), None)
    return first.concept if first is not None and first.concept in named else ""


def _parties(fact: Fact) -> set[str]:
    return {who for who in (fact.subject, fact.counterparty) if who}


def _ends(fact: Fact) -> tuple[str | None, str | None]:
    return fact.period.start, fact.period.end


def _apart(one: Fact, other: Fact) -> bool:
    """Whether two facts tell of one thing and one time, and tell it otherwise."""
    if one.stated_in == other.stated_in or not _unlike(one, other):
        return False
    grown = other.id == one.compares_to or one.id == other.compares_to
    if grown and (one.metric != other.metric or _ends(one) != _ends(other)):
        return False
    if _parties(one) == _parties(other):
        timed = {one.period.kind, other.period.kind} - {"none", "contract_term"}
        if timed and _ends(one) != _ends(other):
            return False
        rates = is_growth(one.metric) and is_growth(other.metric)
        same = one.metric == other.metric or (rates and family(one.metric) == family(other.metric))
        planned = {one.status, other.status} <= PLANS
        again = planned and one.as_of != other.as_of and one.provenance == other.provenance
        return same and (rates or (one.source_id != other.source_id and not again))
    views = {one.status, other.status} <= HELD
    measured = one.metric == other.metric or alike(one.metric, {family(other.metric)})
    return views and measured and one.unit == other.unit and one.source_id != other.source_id


def _unlike(one: Fact, other: Fact) -> bool:
    if one.values or other.values:
        unlike = (one.values, one.bound) != (other.values, other.bound)
        return unlike and one.unit == other.unit
    return one.statement_en != other.statement_en
