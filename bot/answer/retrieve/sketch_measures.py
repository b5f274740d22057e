"""What is measured of a sketch: how its facts suit the question, what they are to one another, and
whether what it comes to is the kind of thing asked for.

The facts of a sketch are measured once for all sketches on them. It weighs nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from math import log

from bot.answer.retrieve.facts import parties
from bot.answer.retrieve.program_kinds import COUNTS, MONEY
from bot.answer.retrieve.program_pairs import (
    FRAGMENT,
    Single,
    beside,
    is_outcome,
    is_promise,
)
from bot.answer.retrieve.programs import Programs
from bot.answer.retrieve.sketch_parts import GROUPS, Sketch
from bot.knowledge.ledger import family
from bot.language.glossary import Glossary
from bot.language.timing import named_periods, timing
from bot.records import Fact, Question

__all__ = ["Measures"]

LEAST = 0.001
KINDS = {
    "share": "ratio", "times": "ratio", "unpaid": "ratio", "difference": "change",
    "growth": "change", "grown": "change", "sum": "sum", "sum_three": "sum", "per_unit": "unit",
    "product": "unit", "lasting": "unit", "portion": "part", "rest": "part", "whole": "part",
    "before": "back", "after": "back", "less_two": "rests", "less_two_each": "rests",
    "less_parts": "rests", "bought": "unit",
    "two_shares": "twice", "sum_whole": "rests", "middle_gap": "middle", "middle_growth": "middle",
    "middles": "middle", "middles_growth": "middle", "ends_growth": "middle",
    "ends_portion": "part", "top_portion": "part", "own_share": "own", "own_part_shared": "own",
    "own_gain": "own", "own_each": "own", "share_over": "ratio", "rest_share": "ratio",
    "rest_times": "ratio", "less_shares": "twice", "rise": "back", "left_each": "rests",
    "gap_each": "change", "in_turn": "change", "portion_gap": "part", "share_gap": "twice",
    "ratios": "twice", "high_gap": "middle", "low_gap": "middle", "upper_beat": "middle",
    "lower_beat": "middle", "width_portion": "part", "least_portion": "part",
    "own_undone": "own", "own_dropped": "own", "own_lives": "own", "own_two_lives": "own",
    "own_sized": "unit", "sum_deals": "sum",
}  # fmt: skip
"""Kinds alike in what their facts are to one another."""
SECOND_HAND = frozenset({"press", "leak", "research", "article"})
"""Where a figure comes from that is not the party's own word."""
BETWEEN = ("same", "kin", "at_once", "deal", "subject", "sentence", "passage", "status")


class Measures:
    """The measures of one question's sketches."""

    def __init__(
        self,
        question: Question,
        programs: Programs,
        glossary: Glossary,
        likely: Mapping[str, float],
        told: Sequence[Collection[str]] = (),
    ) -> None:
        self._question = question
        self._programs = programs
        self._weights = programs.weights
        self._glossary = glossary
        self._likely = likely
        self._top = max((p for n, p in likely.items() if n != "none"), default=0.0)
        self._chances = {g: log(likely.get(g, 0.0) + LEAST) for g in set(GROUPS.values())}
        self._told = [frozenset(ids) for ids in told]
        self._companies = frozenset(m.concept for m in question.entities)
        self._families = frozenset(family(m.concept) for m in question.metrics)
        self._metrics = frozenset(m.concept for m in question.metrics)
        self._periods = named_periods(question.periods)
        self._cues = frozenset(m.concept for m in question.refusal_cues)
        self._own = sum(q.low is None for q in question.quantities)
        self._per = any(m.concept.startswith("per_") for m in question.operations)
        asked = {m.concept for m in question.operations}
        self._against = 1.0 if "miss" in asked or "expected" in self._cues else -1.0
        self._remaining = "remaining" in asked
        self._given = {(q.unit, q.value) for q in question.quantities}
        self._theirs: dict[str, frozenset[str]] = {}
        self._said: dict[str, frozenset[int]] = {}
        self._timed: dict[str, tuple[float, ...]] = {}
        self._known: dict[tuple[str, ...], dict[str, float]] = {}

    def of(self, sketch: Sketch) -> dict[str, float]:
        """All measures of a sketch."""
        facts = self.of_facts(sketch.singles)
        return {**facts, **self.of_use(sketch, facts)}

    def parties_of(self, sketch: Sketch) -> Mapping[str, frozenset[str]]:
        """The parties asked about that each fact of a sketch is of, by the fact's id."""
        return {s.fact.id: self._parties(s) for s in sketch.singles}

    def of_facts(self, singles: Sequence[Single]) -> dict[str, float]:
        """The measures of some facts, whatever is made of them: one record for all sketches."""
        key = tuple(sorted(s.fact.id for s in singles))
        facts = self._known.get(key)
        if facts is None:
            facts = self._known[key] = self._of_facts(singles)
        return facts

    def of_use(self, sketch: Sketch, facts: Mapping[str, float]) -> dict[str, float]:
        """The measures of what a sketch makes of its facts."""
        measures = self._of_result(sketch)
        kind = KINDS.get(sketch.kind)
        if kind is not None and len(sketch.singles) > 1:
            for name in BETWEEN:
                if facts[name]:
                    measures[f"{kind}_{name}"] = facts[name]
        if kind is not None and len(sketch.singles) == 2:
            measures[f"{kind}_order"] = self._order(*(s.fact for s in sketch.singles))
        if sketch.kind in ("growth", "grown"):
            if len(self._periods) > 1:
                new, old = sketch.singles
                first, last = sorted(self._periods, key=lambda p: p.end or "")[:2]
                measures["in_time"] = timing((last,), new.fact) + timing((first,), old.fact)
            later, earlier = (s.fact.period.end or s.fact.as_of for s in sketch.singles)
            measures["forward"] = float(later > earlier) - float(later < earlier)
        return measures

    def _of_facts(self, singles: Sequence[Single]) -> dict[str, float]:
        count = len(singles)
        held = [s.held for s in singles]
        union = [max(column) for column in zip(*held, strict=True)]
        covered = self._sum(union)
        alone = [
            covered - self._sum([max(c) for c in zip(*(held[:n] + held[n + 1 :]), strict=True)])
            for n in range(count)
        ] if count > 1 else [covered]  # fmt: skip
        theirs = [self._parties(s) for s in singles]
        both = frozenset().union(*theirs)
        met = self._families & {family(s.fact.metric) for s in singles}
        ids = frozenset(s.fact.id for s in singles)
        found = {
            f"facts_{count}": 1.0,
            "covered": covered,
            f"alone_{min(count, 2)}": min(alone),
            "least": min(s.covered for s in singles),
            "most": max(s.covered for s in singles),
            "near": sum(s.near for s in singles) / count,
            "nearest": max(s.near for s in singles),
            "beyond": sum(s.beyond for s in singles) / count,
            "place": sum(s.place for s in singles) / count,
            "placed": min(s.place for s in singles),
            "first": float(max(s.place for s in singles) == 1.0),
            "party": len(both) / len(self._companies) if self._companies else 0.0,
            "stranger": sum(s.party < 0 for s in singles) / count,
            "metrics": len(met) / len(self._families) if self._families else 0.0,
            "metric": sum(s.metric for s in singles) / count,
            "unnamed": sum(s.metric < 0 for s in singles) / count,
            "period": sum(s.period for s in singles) / count,
            "elsewhere": sum(s.period < 0 for s in singles) / count,
            "ahead": sum(s.ahead for s in singles) / count,
            "expected": sum(s.expected for s in singles) / count,
            "newest": sum(s.newest for s in singles) / count if not self._periods else 0.0,
            "fragment": sum(
                bool(FRAGMENT.search(s.fact.metric)) and s.fact.metric not in self._metrics
                for s in singles
            ) / count,
            "lesser": sum(map(self._programs.lesser, (s.fact for s in singles))) / count,
            "quoted": sum((s.fact.unit, s.fact.values[0]) in self._given for s in singles) / count,
            "relative": sum(
                s.fact.metric != family(s.fact.metric) and s.fact.metric not in self._metrics
                for s in singles
            ) / count,
            "second_hand": sum(s.fact.provenance in SECOND_HAND for s in singles) / count,
            "worded": float(any(ids <= told or told <= ids for told in self._told[:1] if told)),
            "operand": float(any(ids == told for told in self._told[2:] if told)),
        }  # fmt: skip
        if count > 1:
            between = [beside(a.fact, b.fact) for a, b in combinations(singles, 2)]
            for name in ("source", "document", *BETWEEN):
                found[name] = sum(b[name] for b in between) / len(between)
            shared = [bool(t - u) and bool(u - t) for t, u in combinations(theirs, 2)]
            found["shared_out"] = sum(shared) / len(shared)
            found |= self._together([s.fact for s in singles])
        return found

    def _together(self, facts: Sequence[Fact]) -> dict[str, float]:
        """What facts are to one another beside what they share."""
        pairs = list(combinations(facts, 2))
        outcome = any(is_outcome(a, b) for a, b in pairs)
        linked = any(b.id == a.compares_to or a.id == b.compares_to for a, b in pairs)
        promised = any(is_promise(a, b) for a, b in pairs)
        told = [self._times(fact) for fact in facts]
        periods = len(self._periods) > 1
        return {
            "outcome": float(outcome) * self._against,
            "linked": float(linked),
            "promised": float(promised and self._remaining),
            "periods": min(max(column) for column in zip(*told, strict=True)) if periods else 0.0,
            "timed": min(map(max, told)) if periods else 0.0,
        }

    def _times(self, fact: Fact) -> tuple[float, ...]:
        """How well a fact fits each of the periods that are named."""
        found = self._timed.get(fact.id)
        if found is None:
            found = tuple(timing((period,), fact) for period in self._periods)
            self._timed[fact.id] = found
        return found

    def _order(self, one: Fact, other: Fact) -> float:
        """Whether what names the first of two facts alone is said before what names the other."""
        a, b = self._mentions(one), self._mentions(other)
        if not a - b or not b - a:
            return 0.0
        return 1.0 if min(a - b) < min(b - a) else -1.0

    def _mentions(self, fact: Fact) -> frozenset[int]:
        """Where the question names a party, the measure or the time of a fact."""
        found = self._said.get(fact.id)
        if found is None:
            theirs, question = parties(fact, self._glossary), self._question
            places = {m.start for m in question.entities if m.concept in theirs}
            kin = {fact.metric, family(fact.metric)}
            places |= {m.start for m in question.metrics if m.concept in kin}
            spans = ((p, p.span) for p in self._periods)
            places |= {span[0] for p, span in spans if span and timing((p,), fact) > 0}
            found = self._said[fact.id] = frozenset(places)
        return found

    def _parties(self, single: Single) -> frozenset[str]:
        """The parties asked about that a fact is of."""
        found = self._theirs.get(single.fact.id)
        if found is None:
            found = self._companies & parties(single.fact, self._glossary)
            self._theirs[single.fact.id] = found
        return found

    def _sum(self, held: Sequence[float]) -> float:
        return sum(w * h for w, h in zip(self._weights, held, strict=True))

    def _of_result(self, sketch: Sketch) -> dict[str, float]:
        wanted, unit = self._question.answer_type, sketch.units[0]
        right = {
            "percent": "%" in sketch.units or "pp" in sketch.units,
            "power": unit in ("GW", "MW"),
            "money": unit.split("/")[0] in MONEY,
            "price": unit.endswith("/share"),
            "count": unit in COUNTS,
            "duration": unit in ("years", "months", "quarters", "days"),
        }
        chance = self._chances[GROUPS[sketch.kind]]
        shares = [v for v, u in zip(sketch.values, sketch.units, strict=True) if u == "%"]
        return {
            f"is_{sketch.kind}": 1.0,
            "likely": chance,
            "likelier": chance - log(self._top + LEAST),
            "fitting": float(right.get(wanted, False)),
            "unfitting": float(wanted in right and not right[wanted]),
            "money_asked": float("asks_money" in self._cues and unit.split("/")[0] not in MONEY),
            "per_asked": float(self._per and "/" not in unit),
            "per_unasked": float(not self._per and "/" in unit),
            "used": len(sketch.given) / self._own if self._own else 0.0,
            "unused": float(self._own - len(sketch.given)),
            "own": float(bool(sketch.given)),
            "two_own": float(len(sketch.values) > 1 and bool(sketch.given)),
            "over": float(any(abs(v) > 100 for v in shares) and "share" in sketch.kind),
            "vast": float(any(abs(v) > 500 for v in shares)),
            "tiny": float(any(abs(v) < 2 for v in shares)),
        }
