"""The operands that a question's phrases name: a fact of the ledger for each side of "A of B".

A question that sets two figures beside each other has a phrase for each, around a connecting word.
Every way of cutting it there is tried: each phrase is read for its own metric, parties and period,
takes from the other what it leaves out, and is matched with the ledger; the cut whose two facts
fit best tells the operands. It computes nothing and knows no operation but by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from itertools import islice, product

import numpy as np

from bot.answer.retrieve.facts import parties
from bot.answer.retrieve.shelf import Floats, shelf_of
from bot.index.search import Searcher
from bot.knowledge.ledger import Ledger, alike, family
from bot.language.glossary import Glossary
from bot.language.script import fold
from bot.language.timing import Timing, means_earlier, named_periods, timing_of, year_before
from bot.records import Fact, Hit, Period, Question, Span

COMPARING = frozenset({"share", "times", "difference", "sum", "without", "growth"})
CONNECTORS = re.compile(
    r"\b(?:and|of|than|to|versus|vs\.?|from|over|with|by|for|as|is|was|were|are|against|minus|plus"
    r"|exceeds?|excluding|without|between)\b"
    r"|[和与跟占佔比对减至到及、，,是较]|扣掉|扣除|减去|加上|除以|相较|相对|之于"
)
MOVED_BY = "_guidance_change"
MOVING = re.compile(
    r"\b(?:rais\w+|lift\w*|bump\w*|hik\w+|upward|cut|lower\w*|revis\w+|chang\w+)\b"
    r"|上修|下修|[上下]调|[调提][高升]|修正|追加"
)
POOL, FACTS = 40, 3
"""Facts matched by their fields before words are compared, and kept of each phrase after."""
ENOUGH = 0.55
WORDS, BEYOND = 0.5, 0.2
"""What a fact gains by the words of its phrase, and loses by what it says beyond the question."""
OWN = {"exact": 0.45, "alike": 0.30, "narrower": 0.15, "kin": 0.10, "other": -0.35}
TAKEN = {"exact": 0.25, "alike": 0.20, "narrower": 0.22, "kin": 0.0, "other": -0.15}
PARTY, STRANGER = (0.30, 0.15), (-0.40, -0.25)
PERIOD = (0.35, 0.25)
NEWEST, AT_ONCE, ONE_PARTY = 0.08, 0.15, 0.05
CONSENSUS, OUTLOOK, MEDIUM = 0.30, 0.08, 0.05
NEAR = (0.25, 0.18, 0.14, 0.08, 0.06, 0.04)
"""What a fact gains whose passage a search puts first, second, third …"""
ONE_PASSAGE = 0.12
PART = 0.15

Ids = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A part of the question: what it names itself, and what it takes from the rest."""

    text: str
    metrics: frozenset[str]
    families: frozenset[str]
    parties: frozenset[str]
    periods: tuple[Period, ...]
    own_metric: bool
    own_party: bool
    own_period: bool
    expected: bool
    ahead: bool
    times: Timing


@dataclass(frozen=True, slots=True)
class _Match:
    """A fact with how well it fits a phrase."""

    fact: Fact
    score: float


class Slots:
    """The ledger's facts as operands for one question."""

    def __init__(
        self,
        question: Question,
        facts: Iterable[Fact],
        ledger: Ledger,
        searcher: Searcher,
        glossary: Glossary,
        hits: Sequence[Hit] = (),
        *,
        ranges: bool = False,
    ) -> None:
        self._question = question
        self._place = {h.passage.id: n for n, h in reversed(list(enumerate(hits)))}
        self._searcher = searcher
        self._glossary = glossary
        stated = (f for f in facts if f.stated_in is not None)
        usable = (f for f in stated if len(f.values) == 1 or (ranges and f.low is not None))
        self._shelf = shelf_of(tuple(dict.fromkeys(f.id for f in usable)), ledger, glossary)
        self._near = self._shelf.near(self._place, NEAR)
        self._metrics: dict[tuple[frozenset[str], bool], Floats] = {}

    @property
    def _plans(self) -> bool:
        """Whether plans are set beside one another, and none is said to have been moved."""
        guided = any(m.concept == "guidance" for m in self._question.refusal_cues)
        return guided and MOVING.search(fold(self._question.text)) is None

    def reading(self, question: Question) -> Slots:
        """The same facts as operands of the question read otherwise."""
        other = copy(self)
        other._question = question
        return other

    def pair(self) -> tuple[str, str] | None:
        """The ids of the two facts that the question's phrases name, in its order."""
        best: tuple[float, str, str] | None = None
        for left, right in self._cuts():
            for one, other in product(self._matches(left), self._matches(right)):
                score = self._together(one, other)
                if score is not None and (best is None or score > best[0]):
                    best = (score, one.fact.id, other.fact.id)
        return (best[1], best[2]) if best is not None else None

    def of_one_passage(self) -> tuple[str, str] | None:
        """The two figures of a passage found first that can be compared, where it has just two."""
        whole = self._phrase((0, len(self._question.text)))
        for passage, place in sorted(self._place.items(), key=lambda item: item[1])[:2]:
            stated = [f for f in self._shelf.facts if _at(f, passage)]
            pairs = [
                (a, b)
                for n, a in enumerate(stated)
                for b in stated[n + 1 :]
                if self._together(_Match(a, 0.0), _Match(b, 0.0)) is not None
            ]
            fields = dict(zip((f.id for f in self._shelf.facts), self._fields(whole), strict=True))
            pairs.sort(key=lambda p: -(fields[p[0].id] + fields[p[1].id]))
            if pairs and place < 2:
                return (pairs[0][0].id, pairs[0][1].id)
        return None

    def _cuts(self) -> Iterator[tuple[_Phrase, _Phrase]]:
        text = self._question.text
        for found in CONNECTORS.finditer(fold(text)):
            left, right = (0, found.start()), (found.end(), len(text))
            if all(self._says(span) for span in (left, right)):
                yield self._phrase(left), self._phrase(right)

    def _says(self, span: Span) -> bool:
        named = (*self._question.metrics, *self._question.entities, *self._question.terms)
        dated = [p.span for p in self._question.periods if p.span is not None]
        inside = [m for m in named if span[0] <= m.start and m.end <= span[1]]
        return bool(inside) or any(span[0] <= a and b <= span[1] for a, b in dated)

    def _phrase(self, span: Span) -> _Phrase:
        asked = self._question
        start, end = span
        metrics = {m.concept for m in asked.metrics if start <= m.start and m.end <= end}
        named = {m.concept for m in asked.entities if start <= m.start and m.end <= end}
        dated = tuple(
            p
            for p in asked.periods
            if p.kind != "relative" and p.span and start <= p.span[0] and p.span[1] <= end
        )
        cues = {m.concept for m in asked.refusal_cues if start <= m.start and m.end <= end}
        dated = dated or self._earlier(span)
        every = tuple(p for p in asked.periods if p.kind != "relative")
        every_metric = {m.concept for m in asked.metrics}
        if len(named_periods(asked.periods)) > 1:  # the growth asked for is between two levels
            metrics, every_metric = {family(m) for m in metrics}, {family(m) for m in every_metric}
        return _Phrase(
            text=asked.text[start:end],
            metrics=frozenset(metrics or every_metric),
            families=frozenset(map(family, metrics or every_metric)),
            parties=frozenset(named or {m.concept for m in asked.entities}),
            periods=dated or every,
            own_metric=bool(metrics),
            own_party=bool(named),
            own_period=bool(dated),
            expected="expected" in cues,
            ahead="guidance" in cues,
            times=timing_of(dated or every),
        )

    def _earlier(self, span: Span) -> tuple[Period, ...]:
        """The year before the one dated period of the question, where the phrase speaks of it."""
        dated = [p for p in self._question.periods if p.kind != "relative" and p.end]
        said = [p for p in self._question.periods if means_earlier(p) and p.span]
        here = any(p.span and span[0] <= p.span[0] and p.span[1] <= span[1] for p in said)
        return (year_before(dated[0]),) if here and len(dated) == 1 else ()

    def matching(
        self, span: Span, fits: Callable[[Fact], bool], least: float, most: int
    ) -> tuple[tuple[float, Fact], ...]:
        """The facts that fit the words at a span best, of those that `fits` admits, best first."""
        found = self._matches(self._phrase(span), fits, least, most)
        return tuple((m.score, m.fact) for m in found)

    def _matches(
        self,
        phrase: _Phrase,
        fits: Callable[[Fact], bool] | None = None,
        least: float = ENOUGH,
        most: int = FACTS,
    ) -> list[_Match]:
        """The facts that fit a phrase best: by their fields first, then by its words too."""
        fields = self._fields(phrase)
        order = np.lexsort((self._shelf.order, -fields)).tolist()
        every = (_Match(self._shelf.facts[at], float(fields[at])) for at in order)
        pool = list(islice((m for m in every if fits is None or fits(m.fact)), POOL))
        english = self._question.language == "en"
        texts = [m.fact.statement_en if english else m.fact.statement_zh for m in pool]
        words = self._searcher.coverage(phrase.text, texts)
        more = self._searcher.beyond(self._question.standalone, texts)
        least_more = min(more, default=0.0)
        found = [
            _Match(m.fact, m.score + WORDS * w.score - BEYOND * (x - least_more))
            for m, w, x in zip(pool, words, more, strict=True)
        ]
        found.sort(key=lambda m: (-m.score, m.fact.id))
        return [m for m in found[:most] if m.score >= least]

    def _fields(self, phrase: _Phrase) -> Floats:
        """How every fact fits a phrase by its fields."""
        shelf = self._shelf
        score = self._by_metric(phrase) + self._by_party(phrase)
        if phrase.periods:
            times = np.array([phrase.times.of(f) for f in shelf.timed])
            score += PERIOD[not phrase.own_period] * times[shelf.time]
        else:
            score += np.where(shelf.newest, NEWEST, 0.0)
        unlike = CONSENSUS * np.where(shelf.expected, 1.0, 0.3)
        score -= np.where(shelf.expected != phrase.expected, unlike, 0.0)
        score += np.where(shelf.ahead, OUTLOOK if phrase.ahead else -OUTLOOK, 0.0)
        score += self._near
        # A figure of one step of a deal, where the phrase names no step.
        unnamed = np.array([m not in phrase.metrics for m in shelf.metrics])[shelf.metric]
        part = np.where(shelf.fragment, unnamed, shelf.partial)
        found: Floats = score - MEDIUM * shelf.medium - PART * part
        return found

    def _by_metric(self, phrase: _Phrase) -> Floats:
        """What each fact's metric counts for a phrase."""
        key = (phrase.metrics, phrase.own_metric)
        found = self._metrics.get(key)
        if found is None:
            told = np.array([_metric(phrase, one) for one in self._shelf.metrics])
            found = self._metrics[key] = told[self._shelf.metric]
        return found

    def _by_party(self, phrase: _Phrase) -> Floats:
        """What each fact's parties count for a phrase."""
        told = np.array([_party(phrase, *owner) for owner in self._shelf.owners])
        found: Floats = told[self._shelf.owner]
        return found

    def _of_strangers(self, fact: Fact) -> bool:
        """Whether the question names companies, and the fact is of none of them."""
        named = {m.concept for m in self._question.entities if m.kind == "company"}
        return bool(named) and not named & parties(fact, self._glossary)

    def _together(self, one: _Match, other: _Match) -> float | None:
        a, b = one.fact, other.fact
        if a.id == b.id or not _comparable(a, b) or a.values == b.values:
            return None
        if any(self._of_strangers(f) for f in (a, b)):
            return None
        at_once = a.period.end == b.period.end
        same = (a.subject, a.counterparty, a.metric) == (b.subject, b.counterparty, b.metric)
        if same and at_once and not (self._plans and b.id == a.compares_to):
            return None  # two readings of one figure are rivals, not operands
        if self._plans and any(f.metric.endswith(MOVED_BY) for f in (a, b)):
            return None  # of two plans neither is what the one differs from the other by
        named = any(p.end or p.start for p in self._question.periods)
        bonus = AT_ONCE if at_once and not (named and same) else 0.0
        if a.stated_in and b.stated_in and a.stated_in.passage_id == b.stated_in.passage_id:
            bonus += ONE_PASSAGE
        return one.score + other.score + bonus + ONE_PARTY * (a.subject == b.subject)


def _at(fact: Fact, passage: str) -> bool:
    return fact.stated_in is not None and fact.stated_in.passage_id == passage


def _comparable(a: Fact, b: Fact) -> bool:
    """Figures of one unit, or of two for one thing; percentages only of one metric, for a growth
    and a share have nothing between them.
    """
    if a.unit == "%" and b.unit == "%":
        return a.metric == b.metric
    return a.unit == b.unit or {a.unit, b.unit} <= {"GW", "MW"}


def _party(phrase: _Phrase, theirs: frozenset[str], subject: str) -> float:
    if not phrase.parties:
        return 0.0
    shared = phrase.parties & theirs
    taken = not phrase.own_party
    if not shared:
        return STRANGER[taken]
    main = ONE_PARTY if subject in phrase.parties else 0.0
    return PARTY[taken] * len(shared) / (1 if taken else len(phrase.parties)) + main


def _metric(phrase: _Phrase, metric: str) -> float:
    if not phrase.metrics:
        return 0.0
    weights = OWN if phrase.own_metric else TAKEN
    plain = family(metric)
    if metric in phrase.metrics:
        return weights["exact"]
    if plain in phrase.families:
        return weights["kin"]
    if alike(metric, phrase.families):
        return weights["alike"]
    if any(plain.endswith(f"_{one}") for one in phrase.families):
        return weights["narrower"]
    return weights["other"]


def find_slots(
    question: Question,
    facts: Sequence[Fact],
    ledger: Ledger,
    searcher: Searcher,
    glossary: Glossary,
    hits: Sequence[Hit],
) -> tuple[Ids | None, Ids | None]:
    """The two facts that a comparing question names, and two of the best passage; None where it
    compares nothing.
    """
    asked = {m.concept for m in question.operations}
    if not COMPARING & asked or question.followed_up:
        return None, None
    slots = Slots(question, facts, ledger, searcher, glossary, hits)
    return slots.pair(), slots.of_one_passage()
