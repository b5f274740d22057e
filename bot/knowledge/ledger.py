"""The ledger: atomic facts and the legs of the loop, looked up by what they are about.

Built from the corpus' records in memory; every lookup is by key. It reads no file, converts no
unit and chooses nothing: which fact answers a question is for `bot.answer`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import lru_cache

from bot.language.periods import overlaps
from bot.records import Fact, Flow, Metric, Period, SentenceRef

# Suffixes by which a metric's relatives are named in the ledger (corpus/README.md).
SUFFIXES = (
    "_guidance_change",
    "_guidance_growth",
    "_growth_cc",
    "_growth_qoq",
    "_growth",
    "_change_pct",
    "_vs_consensus",
    "_consensus",
    "_change",
)


@lru_cache(maxsize=1024)
def family(metric: str) -> str:
    """The plain metric behind a relative: rpo for rpo_growth, free_cash_flow for its consensus."""
    for suffix in SUFFIXES:
        if metric.endswith(suffix):
            return metric.removesuffix(suffix)
    return metric


# Figures that readers name alike: which of them is meant follows from the parties.
ALIKE = (
    frozenset({"rpo", "commercial_rpo", "revenue_backlog"}),
    frozenset({"equity_investment", "planned_investment"}),
    frozenset({"average_annual_payment", "contract_value_per_year", "contract_value"}),
    frozenset({"cash_flow", "free_cash_flow"}),
    frozenset({"lease_commitments", "purchase_obligations"}),
    frozenset({"server_useful_life", "chip_useful_life"}),
    frozenset({"total_debt", "debt_principal"}),
    frozenset({"valuation", "market_cap"}),
    frozenset({"exercise_price", "share_price_paid"}),
)
_NAMED_LIKE = {metric: group for group in ALIKE for metric in group}


def alike(metric: str, families: AbstractSet[str]) -> bool:
    """Whether the metric is one that readers name like one of these."""
    return not families.isdisjoint(_NAMED_LIKE.get(family(metric), ()))


def known_alike(metric: str) -> frozenset[str]:
    """The metrics that readers name like this one, itself left out."""
    return _NAMED_LIKE.get(family(metric), frozenset()) - {metric}


def same_measure(metric: str, metrics: Iterable[Metric]) -> frozenset[str]:
    """The metrics that tell the same thing of different companies: RPO and revenue backlog.

    A relative (a growth rate, a change) keeps to the same relative of each.
    """
    known = {m.id: m.family for m in metrics}

    def told(name: str) -> tuple[str, str]:
        plain = family(name)
        return known.get(name) or known.get(plain) or plain, name.removeprefix(plain)

    return frozenset({metric, *(name for name in known if told(name) == told(metric))})


STAKES = frozenset(
    "equity_investment shares_acquired share_price_paid stake investment_tranche".split()
)
"""Measures of what one company holds or buys of another."""


def known_at(fact: Fact, as_of: str) -> bool:
    """Whether a fact was told by the day asked about: "article", "latest" or a day."""
    return as_of == "latest" or (not fact.later if as_of == "article" else fact.as_of <= as_of)


def is_growth(metric: str) -> bool:
    """Whether a metric is a growth rate, in any of its forms."""
    return metric.endswith(("_growth", "_growth_cc", "_growth_qoq"))


def is_change(metric: str) -> bool:
    """Whether a metric tells how much another one moved, and not where it stands."""
    return is_growth(metric) or metric.endswith(("_change", "_change_pct", "_guidance_growth"))


class Ledger:
    """Facts by id, subject, metric and sentence, in the order of the files."""

    def __init__(self, facts: Iterable[Fact], flows: Iterable[Flow] = ()) -> None:
        self.facts: tuple[Fact, ...] = tuple(facts)
        self.flows: tuple[Flow, ...] = tuple(flows)
        self._by_id: Mapping[str, Fact] = {f.id: f for f in self.facts}
        self._by_subject: dict[str, list[Fact]] = defaultdict(list)
        self._by_sentence: dict[SentenceRef, list[Fact]] = defaultdict(list)
        self._updates: dict[str, list[Fact]] = defaultdict(list)
        for fact in self.facts:
            self._by_subject[fact.subject].append(fact)
            if fact.stated_in is not None:
                self._by_sentence[fact.stated_in].append(fact)
            if fact.later and fact.compares_to is not None:
                self._updates[fact.compares_to].append(fact)

    @classmethod
    def joined(cls, ledger: Ledger | None, read: Iterable[Fact]) -> Ledger | None:
        """The ledger with facts read from documents beside its own; None where there are none."""
        more = tuple(read)
        if not more:
            return ledger
        return cls((*ledger.facts, *more), ledger.flows) if ledger else cls(more)

    def get(self, fact_id: str) -> Fact | None:
        """The fact with this id, or None."""
        return self._by_id.get(fact_id)

    def find(
        self,
        subject: str | None = None,
        metric: str | None = None,
        status: str | None = None,
        as_of: str | None = None,
        topic: str | None = None,
        period: Period | None = None,
    ) -> tuple[Fact, ...]:
        """Facts that match every given field; `as_of` (an ISO date) leaves out later ones.

        A fact is of a period where the two share a day, or name the same fiscal year and quarter.
        """
        pool = self.facts if subject is None else tuple(self._by_subject.get(subject, ()))
        return tuple(
            f
            for f in pool
            if (metric is None or f.metric == metric)
            and (status is None or f.status == status)
            and (topic is None or f.topic == topic)
            and (as_of is None or f.as_of <= as_of)
            and (period is None or overlaps(period, f.period))
        )

    def find_flows(
        self, party: str | None = None, kind: str | None = None, status: str | None = None
    ) -> tuple[Flow, ...]:
        """Legs of the loop that match every given field; `party` gives or takes."""
        return tuple(
            leg
            for leg in self.flows
            if (party is None or party in (leg.giver, leg.taker))
            and (kind is None or leg.kind == kind)
            and (status is None or leg.status == status)
        )

    def stated_at(self, ref: SentenceRef) -> tuple[Fact, ...]:
        """The facts that this sentence of a digest states."""
        return tuple(self._by_sentence.get(ref, ()))

    def later_than(self, fact: Fact) -> tuple[Fact, ...]:
        """Later rows that update this one, oldest first.

        They have its subject, metric, counterparty and kind of period, or are linked to it by
        `compares_to`, directly or through another update of the same metric.
        """
        found = {
            other.id: other
            for other in self._by_subject.get(fact.subject, ())
            if other.later and other.as_of > fact.as_of and _alike(other, fact)
        }
        waiting, seen = [fact.id], {fact.id}
        while waiting:
            for update in self._updates.get(waiting.pop(), ()):
                if update.metric == fact.metric and update.id not in seen:
                    found[update.id] = update
                    seen.add(update.id)
                    waiting.append(update.id)
        return tuple(sorted(found.values(), key=lambda f: (f.as_of, f.id)))

    def replacing(self, fact: Fact) -> tuple[Fact, ...]:
        """Rows that say to take this one's place: of its metric and period, told after it."""
        return tuple(
            other
            for other in self._by_subject.get(fact.subject, ())
            if other.compares_to == fact.id
            and (other.metric, other.period.label) == (fact.metric, fact.period.label)
            and other.as_of > fact.as_of
        )


def _alike(a: Fact, b: Fact) -> bool:
    return (a.metric, a.counterparty, a.period.kind) == (b.metric, b.counterparty, b.period.kind)
