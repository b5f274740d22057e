"""Which one- or two-figure calculation a question asks for, over the ledger's facts.

Every pair of facts that might bear on the question is set beside it under every operation that
their units allow. What is measured of such a program: how much of the question's words the two
hold together and what each holds alone, how high the search puts their passages, the parties,
metrics and periods they share with the question and with one another, whether the wording asks for
the operation, and whether its result is the kind of thing asked for. It computes nothing; which
program is taken, and whether any, is for the plan.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.answer.retrieve.facts import parties, series
from bot.answer.retrieve.groups import counted_group, names_in, says_subject
from bot.answer.retrieve.program_gate import Gate
from bot.answer.retrieve.program_kinds import (
    ALIKE,
    AMOUNTS,
    CALLED,
    COUNTS,
    FIRST,
    MONEY,
    TOLD,
    WEAK,
    operations,
    share_of_level,
    unit_of,
)
from bot.answer.retrieve.program_pairs import (
    AHEAD,
    FRAGMENT,
    Single,
    are_rivals,
    beside,
    is_of,
    is_outcome,
    is_promise,
    is_stray,
)
from bot.index.search import Searcher
from bot.knowledge.ledger import alike, family
from bot.language.glossary import Glossary
from bot.language.timing import named_periods, timing, timing_of
from bot.records import Fact, Hit, Question

POOL, WIDE = 26, 6
"""Facts that are paired, of those that bear on the question at all; ranges and series beside."""


@dataclass(frozen=True, slots=True)
class Program:
    """An operation on facts, in the order in which its formula takes them, with its measures."""

    operation: str
    facts: tuple[Fact, Fact]
    measures: Mapping[str, float]


class Programs:
    """The programs of one question."""

    def __init__(
        self,
        question: Question,
        facts: Sequence[Fact],
        searcher: Searcher,
        glossary: Glossary,
        hits: Sequence[Hit],
        pairs: Sequence[Collection[str]] = (),
    ) -> None:
        self._question = question
        self._told = [frozenset(pair) for pair in pairs]
        self._glossary = glossary
        self._place = {h.passage.id: n for n, h in reversed(list(enumerate(hits)))}
        self._asked = frozenset(m.concept for m in question.operations)
        self._companies = frozenset(m.concept for m in question.entities)
        self._families = frozenset(family(m.concept) for m in question.metrics)
        self._metrics = frozenset(m.concept for m in question.metrics)
        self._cues = frozenset(m.concept for m in question.refusal_cues)
        self._periods = named_periods(question.periods)
        self._times = timing_of(self._periods)
        against = "miss" in self._asked or "expected" in self._cues
        self._against = 1.0 if against else -1.0
        self._two_times = len(self._periods) > 1 or bool({"growth", "before"} & self._asked)
        usable = [f for f in facts if f.stated_in and len(f.values) == 1 and f.unit in AMOUNTS]
        self._given = {(q.unit, q.value) for q in question.quantities}
        self._most: dict[tuple[str | None, ...], float] = {}
        for fact in usable:
            deal = (fact.subject, fact.counterparty, fact.metric, fact.unit)
            if fact.counterparty is not None:
                self._most[deal] = max(self._most.get(deal, 0.0), float(abs(fact.values[0])))
        self._counted = counted_group(question, usable)
        newest: dict[tuple[str, ...], str] = {}
        for fact in usable:
            newest[series(fact)] = max(newest.get(series(fact), ""), fact.as_of)
        self._newest = newest
        self._parties: dict[str, float] = {}
        self._theirs: dict[str, frozenset[str]] = {}
        self._weights: tuple[float, ...] = ()
        self._named = {metric: self._metric(metric) for metric in {f.metric for f in usable}}
        ranges = [f for f in facts if f.stated_in and len(f.values) > 1 and f.unit in AMOUNTS]
        self._named |= {metric: self._metric(metric) for metric in {f.metric for f in ranges}}
        self._singles, self._wide = self._measured(usable, ranges, searcher)
        self._gate = Gate(question, self._singles)

    @property
    def singles(self) -> Sequence[Single]:
        """The facts of one figure that bear on the question, best first."""
        return self._singles

    @property
    def wide(self) -> Sequence[Single]:
        """The ranges and series that bear on it, best first."""
        return self._wide

    @property
    def weights(self) -> Sequence[float]:
        """What each word of the question weighs, one in all."""
        return self._weights

    def all(self) -> Iterator[Program]:
        """Every program that the units allow."""
        for pair, programs in self.by_pair():
            for one in programs:
                yield replace(one, measures={**pair, **one.measures})

    def by_pair(self) -> Iterator[tuple[Mapping[str, float], Iterator[Program]]]:
        """The measures of each two facts, with its programs and what is theirs alone."""
        able = [single for single in self._singles if not is_stray(single)]
        for n, one in enumerate(able):
            for other in able[n + 1 :]:
                if are_rivals(one, other):
                    continue
                meant = [o for o in operations(one.fact, other.fact) if self._gate.lets(*o)]
                if meant:
                    pair = self._pair(one, other)
                    yield pair, (self._program(pair, *o) for o in meant)

    def _program(self, pair: Mapping[str, float], operation: str, a: Fact, b: Fact) -> Program:
        own = {**self._called(operation, a, b), **self._gate.likelihood(operation)}
        own |= {name: own[of] if of in own else pair[of] for name, of in ALIKE[operation]}
        return Program(operation, (a, b), own)

    def _measured(
        self, facts: Sequence[Fact], ranges: Sequence[Fact], searcher: Searcher
    ) -> tuple[list[Single], list[Single]]:
        question = self._question
        rest = question.standalone
        for text in sorted((m.text for m in question.operations), key=len, reverse=True):
            rest = rest.replace(text, " ")
        english = question.language == "en"
        rough = sorted(facts, key=lambda f: (-self._rough(f), f.id))[: 3 * POOL]
        rough += sorted(ranges, key=lambda f: (-self._rough(f), f.id))[: 2 * WIDE]
        texts = [f.statement_en if english else f.statement_zh for f in rough]
        called = [self._called_too(fact, english) for fact in rough]
        words = searcher.words(rest, list(zip(texts, called, strict=True)))
        total = sum(w.weight for w in words) or 1.0
        self._weights = tuple(w.weight / total for w in words)
        found = []
        likeness = searcher.likeness(rest, texts)
        strange = searcher.beyond(question.standalone, texts)
        for n, fact in enumerate(rough):
            held = tuple(w.shares[n] for w in words)
            covered = sum(w * h for w, h in zip(self._weights, held, strict=True))
            found.append(self._single(fact, held, covered, likeness[n], strange[n]))
        found.sort(key=lambda s: (-self._worth(s), s.fact.id))
        single = [s for s in found if len(s.fact.values) == 1]
        return single[:POOL], [s for s in found if len(s.fact.values) > 1][:WIDE]

    def _called_too(self, fact: Fact, english: bool) -> str:
        """The other names of what a fact measures: a question seldom has its sentence's words."""
        metric = self._glossary.metric(fact.metric)
        if metric is None:
            return ""
        forms = (metric.en, *metric.cues_en) if english else (metric.zh_tw, *metric.cues_zh)
        return ". ".join(forms)

    def _rough(self, fact: Fact) -> float:
        ref = fact.stated_in
        place = (
            1 / (1 + self._place[ref.passage_id] / 3)
            if ref and ref.passage_id in self._place
            else 0.0
        )
        named = self._named[fact.metric]
        return place + 0.6 * self._party(fact) + 0.6 * named + 0.3 * self._timing(fact)

    def _worth(self, single: Single) -> float:
        between = len(self._companies) > 1 and single.party == 1.0
        return (
            1.5 * single.covered + 0.6 * single.near + 0.5 * single.place + 0.35 * single.party
            + 0.3 * single.metric + 0.2 * single.period + 0.3 * between
        )  # fmt: skip

    def _single(
        self, fact: Fact, held: tuple[float, ...], covered: float, near: float, beyond: float
    ) -> Single:
        ref = fact.stated_in
        found = self._place.get(ref.passage_id) if ref else None
        return Single(
            fact,
            held,
            covered,
            0.0 if found is None else 1 / (1 + found / 3),
            self._party(fact),
            self._named[fact.metric],
            self._timing(fact),
            float((fact.status in AHEAD) != bool({"guidance", "expected"} & self._cues)),
            float(fact.metric.endswith("_consensus")) * (0.0 if "expected" in self._cues else 1.0),
            float(self._newest.get(series(fact), fact.as_of) == fact.as_of),
            near,
            beyond,
        )

    def _party(self, fact: Fact) -> float:
        found = self._parties.get(fact.id)
        if found is None:
            found = self._parties[fact.id] = self._party_of(fact)
        return found

    def _party_of(self, fact: Fact) -> float:
        if self._counted:
            return 1.0 if names_in(fact.subject) == self._counted else -1.0
        if says_subject(self._question.text, fact.subject):
            return 1.0
        if not self._companies:
            return 0.0
        shared = self._companies & parties(fact, self._glossary)
        return len(shared) / len(self._companies) if shared else -1.0

    def _asked_of(self, fact: Fact) -> frozenset[str]:
        """The parties asked about that a fact is of."""
        found = self._theirs.get(fact.id)
        if found is None:
            found = self._theirs[fact.id] = self._companies & parties(fact, self._glossary)
        return found

    def _metric(self, metric: str) -> float:
        if not self._families:
            return 0.0
        if metric in self._metrics:
            return 1.0
        plain = family(metric)
        if plain in self._families or alike(metric, self._families):
            return 0.7
        return 0.3 if any(plain.endswith(f"_{f}") for f in self._families) else -0.5

    def _timing(self, fact: Fact) -> float:
        return self._times.of(fact)

    def _pair(self, one: Single, other: Single) -> dict[str, float]:
        a, b = one.fact, other.fact
        at_once = a.period.end == b.period.end and a.period.start == b.period.start
        revised = b.id == a.compares_to or a.id == b.compares_to
        union = [max(x, y) for x, y in zip(one.held, other.held, strict=True)]
        covered = sum(w * h for w, h in zip(self._weights, union, strict=True))
        asked = self._companies
        met = sum(1 for m in self._families if m in {family(a.metric), family(b.metric)})
        theirs = [self._asked_of(f) for f in (a, b)]
        both = theirs[0] | theirs[1]
        kin = [f.metric for f in (a, b) if f.metric != family(f.metric)]
        return {
            "shared_out": float(bool(theirs[0] - theirs[1]) and bool(theirs[1] - theirs[0])),
            "lesser": float(self.lesser(a) + self.lesser(b)),
            "relative": float(sum(metric not in self._metrics for metric in kin)),
            "quoted": float(sum((f.unit, f.values[0]) in self._given for f in (a, b))),
            "near": one.near + other.near,
            "nearest": max(one.near, other.near),
            "beyond": one.beyond + other.beyond,
            "covered": covered,
            "alone": min(covered - one.covered, covered - other.covered),
            "least": min(one.covered, other.covered),
            "most": max(one.covered, other.covered),
            "place": one.place + other.place,
            "placed": min(one.place, other.place),
            "first": float(max(one.place, other.place) == 1.0),
            "party": len(both) / len(asked) if asked else 0.0,
            "stranger": float((one.party < 0) + (other.party < 0)),
            "metrics": met / len(self._families) if self._families else 0.0,
            "metric": one.metric + other.metric,
            "unnamed": float((one.metric < 0) + (other.metric < 0)),
            "period": one.period + other.period,
            "elsewhere": float((one.period < 0) + (other.period < 0)),
            "periods": self._spread(a, b),
            "ahead": one.ahead + other.ahead,
            "expected": one.expected + other.expected,
            "newest": one.newest + other.newest if not self._periods else 0.0,
            **beside(a, b),
            "revised": float(revised and at_once) * float("growth" in self._asked),
            "fragment": float(self._fragment(a) + self._fragment(b)),
            "worded": float({a.id, b.id} in self._told[:1]),
            "beside": float({a.id, b.id} in self._told[1:]),
            "in_turn": float(revised and not at_once),
            "outcome": float(is_outcome(a, b)) * self._against,
            "promised": float(is_promise(a, b)) * float("remaining" in self._asked),
        }

    def none(self) -> dict[str, float]:
        """What speaks for no calculation at all: a figure that says it itself, a wording that asks
        for something else.
        """
        question, wanted = self._question, self._question.answer_type
        fitting = [s for s in self._singles if is_of(s.fact, wanted)]
        return {
            "none_said": max((s.covered for s in fitting), default=0.0),
            "none_lead": max((s.covered for s in fitting if s.place == 1.0), default=0.0),
            "none_weak": float(self._asked <= WEAK),
            "none_told": float(question.intent in TOLD),
            "none_compared": float(question.intent == "comparison"),
            "none_unasked": float(not {"asks_number", "asks_money"} & self._cues),
            "none_spelt": float(question.working is not None),
            "none_unnamed": float(not self._companies and not self._metrics),
            **self._gate.unlikelihood(),
        }

    def lesser(self, fact: Fact) -> bool:
        """Whether the deal that the figure is of has a larger one of the same kind."""
        deal = (fact.subject, fact.counterparty, fact.metric, fact.unit)
        return self._most.get(deal, 0.0) > float(abs(fact.values[0]))

    def _fragment(self, fact: Fact) -> bool:
        """Whether the figure is of one part of a deal, and the question names no such part."""
        return bool(FRAGMENT.search(fact.metric)) and fact.metric not in self._metrics

    def _spread(self, a: Fact, b: Fact) -> float:
        """How well two periods asked for are told apart by the two facts."""
        if len(self._periods) < 2:
            return 0.0
        one, other = self._periods[0], self._periods[1]
        ways = ((a, b), (b, a))
        return max(timing((one,), x) + timing((other,), y) for x, y in ways) / 2

    def _called(self, operation: str, a: Fact, b: Fact) -> dict[str, float]:
        wanted = self._question.answer_type
        unit = unit_of(operation, a, b)
        right = {
            "percent": unit in ("%", "pp"),
            "power": unit in ("GW", "MW"),
            "money": unit in MONEY or unit.startswith("USD"),
            "price": unit.endswith("/share"),
            "count": unit in COUNTS,
            "duration": unit == "years",
        }
        main = FIRST.get(operation)
        same = (a.subject, a.metric) == (b.subject, b.metric)
        over = a.period.end != b.period.end
        again = family(a.metric) == family(b.metric)
        usual = {"growth": again, "before": True, "after": True, "per_unit": True, "product": True}
        return {
            f"is_{operation}": 1.0,
            "main": float(main in self._asked),
            "others": float(len(self._asked - CALLED[operation])),
            "fitting": float(right.get(wanted, False)),
            "unfitting": float(wanted in right and not right[wanted]),
            "money_asked": float("asks_money" in self._cues and unit not in MONEY),
            "percent_asked": float(wanted == "percent" and unit == "%"),
            "of_level": float(operation in ("portion", "rest") and share_of_level(b, a)),
            "usual": float(usual.get(operation, False)),
            "over_time": float(same and over),
            "untold_time": float(same and over and not self._two_times and operation != "sum"),
            "sum_over_time": float(same and over and operation == "sum"),
            "sum_of_one": float(same and not over and operation == "sum"),
            "share_over_time": float(operation == "share" and same),
            "sum_of_unlike": float(operation == "sum" and not same and a.metric != b.metric),
            "part": float(b.metric.endswith(f"_{a.metric}") or a.metric.endswith(f"_{b.metric}")),
        }
