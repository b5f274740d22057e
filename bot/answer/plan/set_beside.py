"""Which of two sides has the larger figure, and by how much or how many times.

"Who ..., A or B, and by what multiple?" names two sides and wants them told apart. The figures of
the two are chosen together: of one measure (or of two that are named), one unit and one standing,
each of its own side and of the time that is said for it. A side is one of two companies, one of two
that a third deals with, one of two times, one of two measures. Nothing is worked out where a side
has no figure of its own, or where one company has several that would do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from bot.answer.plan.changes import in_points
from bot.answer.plan.operands import MONEY, Desk, stated_term
from bot.answer.plan.side_figures import (
    A_YEAR,
    Reading,
    figures_asked,
    kind_named,
    like,
    measures_named,
    of_party,
    readings,
)
from bot.answer.plan.sides import companies_named, times_of_sides
from bot.knowledge.ledger import family, is_change, is_growth
from bot.language.script import fold
from bot.records import Fact, Mention, Quantity

__all__ = ["BESIDE", "side_against_side"]

BESIDE = frozenset({"side_times", "side_gap"})
"""What the workings of two sides are for."""
TWO, FEW, LOOKED_AT = 2, 4, 3
COUNTS = frozenset({"contracts", "companies", "1"})
"""Units of what is counted in "the two contracts": no figure of the reader's."""
_WHO = re.compile(
    r"\bwho(?:se)?\b|\bwhich\b|\b(?:more|less) in .{3,80}\bor (?:in|to)\b"
    r"|谁|哪一?[家个间季年笔边方项块者样份张次场种批座]|哪里|哪(?=[多大高贵快])"
)
_MORE = re.compile(
    r"\b(?:more|less|most|least|ahead|exceed\w*|(?:larg|bigg|great|high|small|low|heavi|fast|slow|quick"
    r"|dear|cheap|fatt|steep|rich|strong)er)\b|[多大高快贵凶猛强少小低慢重]|严重|厉害|便宜|领先"
)
_TIMES = re.compile(
    r"\bhow many times\b|\bmultiple\b|\b(?:the|what) ratio\b|\bwhat factor\b|\btimes (?:over|as)\b"
    r"|[几多]少?倍|倍数"
)
_GAP = re.compile(
    r"\bhow much\b|\bdifference\b|\bgap\b|\bapart\b|\bby how (?:much|many)\b|\bhow many\b"
    r"|(?:差|多|大|高|少|贵|快)(?:了|出|到)?(?:多少|几)|差距|相差"
)
_BESIDE = re.compile(
    r"\band\b|\bor\b|\bvs\b|\bversus\b|\bagainst\b|\bthan\b|[跟和与及或]|还是|对上|、|/"
)
_BESIDES = re.compile(r"(?:\bbesides|\bother than|\bapart from|\baside from|除了|除)\s?$")
_FIRST_TWO = re.compile(r"\bfirst two quarters\b|[前头首][两二]季|上半年")


def side_against_side(desk: Desk) -> bool:
    """The larger side's figure over the smaller one's, or less it; told where it is asked who is
    ahead and by how much.
    """
    question, folded = desk.question, fold(desk.question.text)
    own = [q for q in question.quantities if not _counts(q)]
    if desk.ledger is None or own or any(f.clause for f in desk.facts[:LOOKED_AT]):
        return False
    if not _WHO.search(folded) or not _MORE.search(folded):
        return False
    times = _TIMES.search(folded) is not None
    if not times and ("share" in desk.asked or not _GAP.search(folded)):
        return False
    pool = figures_asked(desk)
    pair = next((found for rule in RULES if (found := rule(desk, pool)) is not None), None)
    return pair is not None and _told(desk, pair, times=times)


def _counts(one: Quantity) -> bool:
    """Whether a figure only counts what is set apart: the first two quarters, two contracts."""
    return (one.unit in COUNTS and one.value <= FEW) or (
        one.unit == "quarters" and one.value == TWO
    )


Pair = tuple[Reading, Reading]


# --- the two sides -----------------------------------------------------------------------------


def _two_parties(desk: Desk, pool: Sequence[Fact]) -> Pair | None:
    """The figures of two parties that are named, each of its own time; where more parties are
    named, what two of them have with the third.
    """
    parties = companies_named(desk.question)
    products = [m for m in desk.question.entities if m.kind == "product"]
    if len(parties) == 1 and len({m.concept for m in products}) == 1:
        parties = sorted([*parties, products[0]], key=lambda m: m.start)
    plain = len(parties) == TWO and (measures_named(desk) or _side_by_side(desk, parties))
    if plain and (found := _of_each(desk, pool, parties)) is not None:
        return found
    people = [m for m in desk.question.entities if m.kind == "person"]
    thirds = [p for p in parties if len(parties) > TWO] or people
    found_too: list[tuple[float, Pair]] = []
    for common in thirds:
        sides = [p for p in parties if p.concept != common.concept]
        if len(sides) == TWO:
            with_it = [f for f in pool if common.concept in (f.subject, f.counterparty)]
            if (pair := _of_each(desk, with_it, sides)) is not None:
                found_too.append((pair[0].worth + pair[1].worth, pair))
    return max(found_too, key=lambda f: f[0])[1] if found_too else None


def _side_by_side(desk: Desk, parties: Sequence[Mention]) -> bool:
    """Whether two names are joined as sides: "A or B", 「A跟B」; else one may be what the
    other deals in.
    """
    one, other = sorted(parties, key=lambda m: m.start)
    return _BESIDE.search(fold(desk.question.text[one.end : other.start])) is not None


def _of_each(desk: Desk, pool: Sequence[Fact], parties: Sequence[Mention]) -> Pair | None:
    bound = times_of_sides(desk.question, parties)
    if bound[0] == bound[1]:
        bound = desk.question.periods, desk.question.periods
    one, other = (
        readings(
            desk,
            (f for f in pool if of_party(f, own) and not of_party(f, rival)),
            times,
            bound=bound[0] != bound[1],
        )
        for (own, rival), times in zip((parties, parties[::-1]), bound, strict=True)
    )
    return _best(one, other, like)


def _two_measures(desk: Desk, pool: Sequence[Fact]) -> Pair | None:
    """Two measures of one company at one time."""
    measures = list(dict.fromkeys(m.concept for m in desk.question.metrics))
    parties = companies_named(desk.question)
    if len(measures) != TWO or len(parties) != 1:
        return None
    own = [f for f in pool if parties[0].concept in (f.subject, f.counterparty)]
    one, other = (
        readings(desk, (f for f in own if _of_measure(f, m)), desk.question.periods, bound=True)
        for m in measures
    )
    return _best(one, other, _at_once)


def _of_measure(fact: Fact, measure: str) -> bool:
    grown = is_growth(fact.metric) and family(fact.metric) == family(measure)
    return fact.metric == measure or grown


def _at_once(a: Fact, b: Fact) -> bool:
    kinds = (is_growth(a.metric), is_change(a.metric)) == (is_growth(b.metric), is_change(b.metric))
    same = (a.unit, a.period.end, a.period.kind) == (b.unit, b.period.end, b.period.kind)
    return same and kinds and a.metric != b.metric and a.values != b.values


def _two_of_one(desk: Desk, pool: Sequence[Fact]) -> Pair | None:
    """The only two figures of one measure that the parties have: of two deals, two sales, the two
    quarters that are named.
    """
    named = [m for m in desk.question.entities if m.kind in ("company", "person")]
    besides = [m for m in named if _left_out(desk, m)]
    held = [f for f in pool if named and all(of_party(f, m) != (m in besides) for m in named)]
    if not kind_named(desk) and len(named) < TWO:
        return None
    measures = {family(m) for m in measures_named(desk)}
    groups: dict[tuple[str, str | None, str], list[Reading]] = {}
    for one in readings(desk, held, desk.question.periods, bound=True):
        fact = one.fact
        if not measures or family(fact.metric) in measures:
            groups.setdefault((family(fact.metric), fact.unit, fact.subject), []).append(one)
    pairs = [pair for group in groups.values() if (pair := _only_two(desk, group)) is not None]
    return pairs[0] if len(pairs) == 1 else None


def _left_out(desk: Desk, party: Mention) -> bool:
    """Whether a party is named to be left out: "besides A"."""
    return _BESIDES.search(fold(desk.question.text[: party.start])) is not None


def _only_two(desk: Desk, group: Sequence[Reading]) -> Pair | None:
    """The two readings of a group where there are just two, or one with each of two parties, the
    largest; of quarters in a row the first two where those are named.
    """
    quarters = [r for r in group if r.fact.period.kind == "quarter"]
    if len(quarters) >= TWO and _FIRST_TWO.search(fold(desk.question.text)):
        first = sorted(quarters, key=lambda r: r.fact.period.end or "")[:TWO]
        return first[0], first[1]
    each: dict[str | None, Reading] = {}
    for one in sorted(group, key=lambda r: abs(r.value)):
        each[one.fact.counterparty] = one
    found = list(each.values()) if len(each) == TWO else list(group)
    if len(found) > TWO and None in each and len(each) == TWO + 1:
        found = [r for party, r in each.items() if party is not None]
    if len(found) != TWO or found[0].value == found[1].value:
        return None
    one, other = found
    again = one.fact.counterparty == other.fact.counterparty
    restated = again and one.fact.period.label == other.fact.period.label
    return None if restated else (one, other)


RULES: tuple[Callable[[Desk, Sequence[Fact]], Pair | None], ...] = (
    _two_parties,
    _two_measures,
    _two_of_one,
)


# --- choosing two together -----------------------------------------------------------------------


def _best(
    one: Iterable[Reading], other: Sequence[Reading], fits: Callable[[Fact, Fact], bool]
) -> Pair | None:
    """The two that suit best of all that can be set beside each other."""
    found = [
        (a.worth + b.worth + _shared(a.fact, b.fact), a, b)
        for a in one
        for b in other
        if a.value != b.value and fits(a.fact, b.fact)
    ]
    best = max(found, key=lambda f: f[0], default=None)
    return None if best is None else (best[1], best[2])


def _shared(a: Fact, b: Fact) -> float:
    """How much two figures have in common beside what they must have."""
    partner = {a.subject, a.counterparty} & {b.subject, b.counterparty}
    return (
        0.8 * (a.metric == b.metric)
        + 0.3 * (a.status == b.status)
        + 0.3 * (a.period.kind == b.period.kind)
        + 0.2 * (a.period.end == b.period.end)
        + 0.5 * bool(partner)
        + 0.1 * (a.provenance == b.provenance)
    )


# --- telling them apart --------------------------------------------------------------------------


def _told(desk: Desk, pair: Pair, *, times: bool) -> bool:
    """Work out the gap or the multiple, and tell it before what each side comes to."""
    rates = pair[0].fact.unit == "%"  # a fall of 3% is less than a rise of 1%
    large, small = sorted(pair, key=lambda r: -(r.value if rates else abs(r.value)))
    facts = [large.fact, small.fact]
    names = [name for reading in (large, small) if (name := _operand(desk, reading))]
    if len(names) != TWO:
        desk.clear()
        return False
    told = "side_times" if times else "side_gap"
    shown = f"multiple({names[0]}, {names[1]})" if times else f"{names[0]} - {names[1]}"
    if not desk.work(told, shown, facts):
        desk.clear()
        return False
    if not times:
        in_points(desk)
    desk.purposes.insert(0, desk.purposes.pop())
    return True


def _operand(desk: Desk, reading: Reading) -> str:
    """A side's figure on the desk; what one year of a term comes to is worked out first."""
    fact = reading.fact
    several = len(fact.values) > 1
    quantity = Quantity(reading.value, fact.unit or "1", "", 0, 0) if several else None
    name = desk.of_fact(fact, quantity)
    yearly = A_YEAR.search(fold(desk.question.text)) and fact.unit in MONEY
    term = stated_term(fact) if yearly else None
    if term is not None and term.unit == "years":
        each = f"{name} / {desk.of_fact(fact, term)}"
        made = desk.work("per_year", each, [fact])
        return desk.result(len(desk.calculations) - 1) if made else ""
    return f"abs({name})" if reading.value < 0 and fact.unit != "%" else name
