"""What one sentence or row of a reader's document lays out, where a calculation is asked of it.

"It cost £19.6m against a budget of £17.8m", "£38.7m, down from £44.2m", "$1,140 a year … at a cost
of $20,500", a row with the same measure at two times: what is asked says the operation, the
sentence that speaks of it has the operands. It knows no metric and searches nothing; where a
sentence has several figures that may be meant it leaves them alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import combinations

from bot.answer.plan.operands import Desk
from bot.answer.plan.own_asked import (
    BY_WHAT,
    CHANGE,
    Asked,
    asked_of,
    divides,
    of_kind_asked,
    way_asked,
)
from bot.answer.plan.own_kinds import is_age
from bot.answer.plan.own_rows import at_years, named_cells, of_years, scale_of, years_asked
from bot.knowledge.ledger import family, is_growth
from bot.knowledge.readings import CELL, ROW
from bot.language.script import fold
from bot.language.timing import timing
from bot.language.units import CURRENCIES, TIME_UNITS
from bot.records import Evidence, Fact, Quantity, Question, ScoredSentence, SentenceRef

__all__ = ["laid_out"]

LOOKED_AT, SPEAKS, CLOSE, ACROSS = 3, 0.25, 0.70, 8
"""The sentences looked at, what one holds of the question, and of what the best one holds."""
SAME_HEAD = 0.60
"""How alike two heads are that name one measure at two times."""
SLIGHTLY = 0.05
"""By how much less alike heads may be than those of the best pair."""
FIRST = 0.10
"""What it is worth that a sentence is the likeliest to answer."""
APART = 0.04
"""By how much the words must prefer one figure, or pair, to the next."""
_SAVES = re.compile(
    r"\bsav|\bcut|\breduc|\bearn|\bbring|\byield|\ba year\b|\bper year\b|省|节|减|收|赚"
)
_WISHED = re.compile(
    r"\b(?:wants?|wanted|demand(?:s|ed|ing)?|asks? for|asked for|asking for|seeks?|sought|hopes?"
    r"|hoped|calls? for|called for)\b|要求|希望|主张|争取|盼"
)
_RATE_SAID = re.compile(
    r"\s*(?:a|an|per|for each|each|for every|/)\s+([a-z]{3,})"
    r"|^[^，。；]{0,3}[／/每]([\u3400-\u9fff]{1,3})"
)
_AGAINST = re.compile(
    r"\bagainst\b|\bcompared (?:with|to)\b|\bthan\b|\bversus\b|\bfrom\b|\bnow\b|\bdown\b|\bup\b"
    r"|\bwas\b|\bonly\b"
    r"|[较比从]|(?<!理)由(?!于)|原(?!因|则|料|理|住)|只剩|降|升|增|减|调|剩|仅|去年|前年|上年"
)
_OF_IT = re.compile(
    r"\bof (?:which|whom|it|them|these|those|the|all|[\d£$€])|\bout of\b|\bonly\b|\bincluding\b"
    r"|\bwere\b"
    r"|其中|占|当中|之中|[^\s]中[，,有]|即|共|总|合计|只|仅"
)
_TIMELESS = re.compile(
    r"(?:fy)?(?:19|20)\d\d(?:[-/]\d{2,4})?|\d{2,3} ?年度?|\d+"
    r"|去年|今年|本年|前年|上年|本期|上期|前期|[上本这][一]?[次轮期季]"
    r"|\b(?:last|this|previous|prior|current) year\b|\b(?:first|second|third) (?:round|half"
    r"|phase)\b|[()（）年月]"
)


def laid_out(desk: Desk, evidence: Evidence) -> bool:
    """Whether a sentence or row that speaks of the question holds the operands of what it asks."""
    asked = asked_of(desk.question)
    if not asked or not any(f.provenance == "reader" for f in evidence.read):
        return False
    covered = {s.fact.id: s.coverage for s in evidence.facts}
    if evidence.pair is not None:
        asked = [one for one in asked if one not in ("growth", "difference")]  # its words name it
    for told in _leading(evidence):
        facts = [
            f for f in evidence.read if f.stated_in == told and len(f.values) == 1 and f.values[0]
            if not is_age(f)
        ]  # fmt: skip
        for one in asked:
            meant = of_kind_asked(desk.question, facts) if one == "difference" else facts
            if _worked(desk, one, meant, covered):
                return True
    return "rate" in asked and _rate_across(desk, evidence)


def _leading(evidence: Evidence) -> list[SentenceRef]:
    """The sentences and rows of a reader's documents that speak of the question, the best first."""
    said: list[ScoredSentence] = [
        s for s in evidence.sentences[:LOOKED_AT] if s.ref.index != "corpus" and s.topic > 0
    ]
    facts = [s for s in evidence.facts[:LOOKED_AT] if s.fact.provenance == "reader" and s.topic > 0]
    found = [(s.coverage, s.ref) for s in said]
    found += [(s.coverage, s.fact.stated_in) for s in facts if s.fact.stated_in is not None]
    best = max((covered for covered, _ in found), default=0.0)
    good = [(covered, ref) for covered, ref in found if covered >= max(SPEAKS, CLOSE * best)]
    own = next((s for s in evidence.sentences if s.ref.index != "corpus"), None)
    if own is not None:  # it answers likeliest, however few words it shares
        good.append((own.coverage + FIRST, own.ref))
    ranked = sorted(good, key=lambda one: -one[0])
    return list(dict.fromkeys(ref for _, ref in ranked))


def _worked(desk: Desk, asked: Asked, facts: Sequence[Fact], covered: dict[str, float]) -> bool:
    if asked in ("growth", "difference"):
        way = way_asked(desk.question)
        years = years_asked(desk.question)
        dated = years and all(f.topic != ROW and f.period.end for f in facts)
        if years and dated and len(facts) > 2:
            pair = at_years(facts, years)
        else:
            pair = of_years(desk.question, facts) or _changed(
                facts, covered, way, _WISHED.search(fold(desk.question.standalone)) is not None
            )
        if pair is None:
            return False
        now, before = pair
        if asked == "growth":
            shown = f"pct_change({desk.of_fact(before)}, {desk.of_fact(now)})"
            return desk.work(asked, shown, [now, before])
        shown = f"{desk.of_fact(now)} - {desk.of_fact(before)}"
        done = desk.work(asked, shown, [now, before])
        if done and _base(now) in CURRENCIES and CHANGE.search(fold(desk.question.standalone)):
            # "By how much did it grow" may ask for either.
            shown = f"pct_change({desk.of_fact(before)}, {desk.of_fact(now)})"
            desk.work("growth", shown, [now, before])
        return done
    if asked == "share":
        return _share(desk, facts, covered)
    if asked == "portion":
        return _portion(desk, facts, covered)
    if asked == "payback":
        return _payback(desk, facts)
    return _rate(desk, facts, covered) if asked == "rate" else _product(desk, facts)


def _portion(desk: Desk, facts: Sequence[Fact], covered: dict[str, float]) -> bool:
    """The share that the words name of the one amount told before it."""
    money = [f for f in facts if _base(f) in CURRENCIES]
    shares = [f for f in facts if _unit(f) == "%" and not is_growth(f.metric)]
    if len(money) != 1 or not shares or facts[0].topic == ROW:
        return False
    ranked = sorted(shares, key=lambda f: -covered.get(f.id, 0.0))
    told = [covered.get(f.id, 0.0) for f in ranked[:2]]
    if len(told) > 1 and told[0] - told[1] < APART:
        return False
    if _place(money[0]) > _place(ranked[0]):
        return False
    shown = f"{desk.of_fact(money[0])} * {desk.of_fact(ranked[0])}"
    return desk.work("portion", shown, [money[0], ranked[0]])


def _changed(
    facts: Sequence[Fact], covered: dict[str, float], way: int, wished: bool = False
) -> tuple[Fact, Fact] | None:
    """A figure and the earlier one, or the one that it is held against: the later first.

    `way` says which way the question takes it to have moved, 0 where it says neither; what
    somebody wishes to move (`wished`) has not, and any two figures side by side do not tell it.
    """
    by_id = {f.id: f for f in facts}
    linked = [(f, by_id[f.compares_to]) for f in facts if f.compares_to in by_id]
    linked = [(a, b) for a, b in linked if _unit(a) == _unit(b) and a.values != b.values]
    if len(linked) == 1:
        return _oriented(linked[0], way)
    if linked:
        return _preferred(linked, covered)
    alike = [
        (_alike(a, b), *_in_order(a, b))
        for a, b in combinations(facts, 2)
        if _unit(a) == _unit(b) and a.values != b.values
    ]
    best = max((alikeness for alikeness, _, _ in alike), default=0.0)
    pairs = [(a, b) for alikeness, a, b in alike if alikeness >= max(SAME_HEAD, best - SLIGHTLY)]
    if not pairs and way and len(alike) == 1 and _unit(alike[0][1]) != "1" and not wished:
        pairs = [alike[0][1:]]  # all that the sentence holds of the kind
    meant = [(a, b) for a, b in pairs if not way or (a.values[0] > b.values[0]) == (way > 0)]
    found = _preferred(meant or pairs, covered)
    return _oriented(found, way) if found else None


def _oriented(pair: tuple[Fact, Fact], way: int) -> tuple[Fact, Fact]:
    """The pair the way round that the question takes it to have moved."""
    now, before = pair
    turned = way and (abs(now.values[0]) > abs(before.values[0])) != (way > 0)
    return (before, now) if turned else pair


def _in_order(one: Fact, other: Fact) -> tuple[Fact, Fact]:
    """The later of two figures first; without dates the first told."""
    if one.period.end and other.period.end and one.period.end != other.period.end:
        return (one, other) if one.period.end > other.period.end else (other, one)
    return one, other


def _alike(one: Fact, other: Fact) -> float:
    """How far two figures of a sentence or row are of one measure: heads that are alike but for
    the time, or a word that holds the one against the other.
    """
    if ROW in (one.topic, other.topic):
        first, second = (_TIMELESS.sub("", fold(f.clause.split(CELL)[-2])) for f in (one, other))
        return SequenceMatcher(None, first, second).ratio() if first or second else 1.0
    if is_growth(one.metric) or is_growth(other.metric):
        return 0.0
    return 1.0 if _AGAINST.search(fold(one.statement_en)) else 0.0


def _preferred(
    pairs: Sequence[tuple[Fact, Fact]], covered: dict[str, float]
) -> tuple[Fact, Fact] | None:
    """The pair whose words the question holds most of, where none comes near it."""
    ranked = sorted(pairs, key=lambda p: -(covered.get(p[0].id, 0.0) + covered.get(p[1].id, 0.0)))
    if not ranked:
        return None
    told = [covered.get(a.id, 0.0) + covered.get(b.id, 0.0) for a, b in ranked[:2]]
    return ranked[0] if len(told) == 1 or told[0] - told[1] >= APART else None


def _share(desk: Desk, facts: Sequence[Fact], covered: dict[str, float]) -> bool:
    """The part that is asked about of the whole that its sentence tells; of a row, the one measure
    that is named of the other.
    """
    if facts and facts[0].topic == ROW:
        return _measures(desk, facts)
    plain = [f for f in facts if _unit(f) not in ("%", "pp", "x", "ages")]
    units = dict.fromkeys(map(_unit, plain))
    groups = [g for g in ([f for f in plain if _unit(f) == u] for u in units) if len(g) > 1]
    counts = [f for f in plain if _base(f) not in CURRENCIES and _unit(f) not in TIME_UNITS]
    if not groups and len(counts) > 1:
        groups = [counts]  # 763 people, 688 of them: the noun stands once
    found = [pair for group in groups if (pair := _part_of(group, covered))]
    if len(found) != 1:
        return False
    part, whole = found[0]
    if not _named(desk.question, whole):
        return False
    alike = Quantity(part.values[0], _unit(whole), "", 0, 0) if part in counts else None
    shown = f"share({desk.of_fact(part, alike)}, {desk.of_fact(whole)})"
    return desk.work("share", shown, [part, whole])


def _named(question: Question, fact: Fact) -> bool:
    """Whether a figure is of a measure that the question names; so where it names none."""
    named = {family(m.concept) for m in question.metrics}
    return not named or family(fact.metric) in named


def _part_of(group: Sequence[Fact], covered: dict[str, float]) -> tuple[Fact, Fact] | None:
    """The part that the words name, and the whole: the largest of the figures."""
    whole = max(group, key=lambda f: abs(f.values[0]))
    parts = [f for f in group if abs(f.values[0]) < abs(whole.values[0])]
    ranked = sorted(parts, key=lambda f: -covered.get(f.id, 0.0))
    if not ranked or not _OF_IT.search(fold(whole.statement_en)):
        return None
    told = [covered.get(f.id, 0.0) for f in ranked[:2]]
    return (ranked[0], whole) if len(told) == 1 or told[0] - told[1] >= APART else None


def _measures(desk: Desk, facts: Sequence[Fact]) -> bool:
    """Two measures of a row that the question names, at the time that it names."""
    named = list(dict.fromkeys(m.concept for m in desk.question.metrics))
    asked = [p for p in desk.question.periods if p.start or p.end]
    if len(named) != 2:
        return False
    chosen = []
    for metric in named:
        own = [f for f in facts if f.metric == metric and (not asked or timing(asked, f) > 0)]
        if len(own) != 1:
            return False
        chosen.append(own[0])
    part, whole = sorted(chosen, key=lambda f: abs(f.values[0]))
    if _unit(part) != _unit(whole):
        return False
    shown = f"share({desk.of_fact(part)}, {desk.of_fact(whole)})"
    return desk.work("share", shown, [part, whole])


def _payback(desk: Desk, facts: Sequence[Fact]) -> bool:
    """What something costs over what it saves a year."""
    money = [f for f in facts if _base(f) in CURRENCIES]
    if len(money) < 2:
        return False
    cost = max(money, key=lambda f: abs(f.values[0]))
    saves = [f for f in money if f is not cost and _base(f) == _base(cost)]
    if not saves or not _SAVES.search(fold(cost.statement_en)):
        return False
    a_year = _plain(desk, saves[0], "/year")
    shown = f"payback({_plain(desk, cost)}, {a_year})"
    return desk.work("work_payback", shown, [cost, saves[0]])


def _plain(desk: Desk, fact: Fact, per: str = "") -> str:
    """An amount with no other time than this one that it is for: what one year saves."""
    return desk.of_fact(fact, Quantity(fact.values[0], f"{_base(fact)}{per}", "", 0, 0))


def _rate(desk: Desk, facts: Sequence[Fact], covered: dict[str, float]) -> bool:
    """An amount, or a count, of a sentence by what the question divides it by."""
    plain = [f for f in facts if _unit(f) not in ("%", "pp", "x", "ages", *TIME_UNITS)]
    if plain and plain[0].topic == ROW:
        plain = named_cells(desk.question, plain, covered)
    pairs = []
    for one, other in combinations(plain, 2):
        if _base(one) in CURRENCIES and _base(other) in CURRENCIES:
            continue
        first = divides(desk.question, one, other)
        if first is not None and one.values != other.values:
            pairs.append((other, one) if first else (one, other))
    if len({f.id for f, _ in pairs}) != 1:
        return False
    above, below = min(pairs, key=lambda p: abs(_place(p[0]) - _place(p[1])))
    if not _named(desk.question, above):
        return False
    if _base(above) not in CURRENCIES and _base(below) in CURRENCIES:
        return False
    scale = scale_of(below)
    by = f"({desk.of_fact(below)} * {desk.constant(scale, '1', 'scale')})" if scale else ""
    shown = f"{desk.of_fact(above)} / {by or desk.of_fact(below)}"
    return desk.work("per_unit", shown, [above, below])


def _rate_across(desk: Desk, evidence: Evidence) -> bool:
    """An amount of one sentence by the one count in another of what the question divides by."""
    best = max((s.coverage for s in evidence.facts), default=0.0)
    near = [
        s.fact
        for s in evidence.facts[:ACROSS]
        if s.coverage >= CLOSE * best and s.topic > 0 and len(s.fact.values) == 1
    ]
    lead = next((f for f in near if _base(f) in CURRENCIES), None)
    noun = BY_WHAT.search(fold(desk.question.standalone))
    if lead is None or noun is None or lead.topic == ROW:
        return False
    thing = noun[1] or noun[2]
    below = [
        f
        for f in near
        if f.source_id == lead.source_id and _base(f) not in (*CURRENCIES, "%", "pp", "x")
        if re.search(rf"\d[\d,.]*[^\d，。,;]{{0,6}}{re.escape(thing)}", fold(f.clause))
    ]
    if len(below) != 1:
        return False
    shown = f"{desk.of_fact(lead)} / {desk.of_fact(below[0])}"
    return desk.work("per_unit", shown, [lead, below[0]])


def _place(fact: Fact) -> int:
    return int(fact.id.rpartition(".")[2])


def _product(desk: Desk, facts: Sequence[Fact]) -> bool:
    """A price of one of what the same sentence counts: $3.10 a visit, 22,000 visits."""
    for price in (f for f in facts if _base(f) in CURRENCIES):
        said = fold(price.statement_en)
        for match in _RATE_SAID.finditer(said):
            noun = match[1] or match[2]
            counted = [
                f
                for f in facts
                if _base(f) not in CURRENCIES and _unit(f) not in ("%", "pp", "x")
                if re.search(rf"\d[^.,;，。；]{{0,12}}{re.escape(noun)}", fold(f.clause))
            ]
            if len(counted) == 1 and counted[0].values[0] > 1:
                shown = f"{desk.of_fact(price)} * {desk.of_fact(counted[0])}"
                return desk.work("portion", shown, [price, counted[0]])
    return False


def _unit(fact: Fact) -> str:
    return fact.unit or "1"


def _base(fact: Fact) -> str:
    return _unit(fact).partition("/")[0]


def _kind(fact: Fact) -> str:
    """Counts of things are set beside each other whatever they count."""
    base = _base(fact)
    return base if base in CURRENCIES or base in TIME_UNITS else "count"
