"""The facts that may be operands: what is told of all at once is what each by itself gives."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.answer.retrieve.facts import parties
from bot.answer.retrieve.shelf import shelf_of
from bot.language.periods import read_periods
from bot.language.timing import fit, timing, timing_of
from bot.library import Library


@pytest.fixture(scope="module")
def shelf(library: Library):
    ids = tuple(f.id for f in library.ledger.facts if len(f.values) == 1)
    return shelf_of(ids, library.ledger, library.glossary)


def test_what_facts_share_is_told_of_each(library: Library, shelf) -> None:
    """A fact's metric, parties and time are those at its place in the lists."""
    for at, fact in enumerate(shelf.facts):
        assert shelf.metrics[shelf.metric[at]] == fact.metric
        named = (parties(fact, library.glossary), fact.subject)
        assert shelf.owners[shelf.owner[at]] == named
        like = shelf.timed[shelf.time[at]]
        assert (like.period.start, like.period.end, like.as_of) == (
            fact.period.start,
            fact.period.end,
            fact.as_of,
        )


def test_a_part_has_a_larger_figure_of_its_deal(shelf) -> None:
    """A figure is of a part where another one of the same deal is larger; a reported one never."""
    wholes: dict[object, Decimal] = {}
    for fact in shelf.facts:
        deal = (fact.subject, fact.counterparty, fact.metric, fact.unit)
        if fact.counterparty is not None:
            wholes[deal] = max(wholes.get(deal, fact.values[0]), fact.values[0])
    for at, fact in enumerate(shelf.facts):
        deal = (fact.subject, fact.counterparty, fact.metric, fact.unit)
        larger = wholes.get(deal, fact.values[0]) > fact.values[0]
        small = larger or (deal not in wholes and fact.values[0] < 0)
        assert shelf.partial[at] == (fact.status != "reported" and small), fact.id


def test_a_passage_found_first_gains_most(shelf) -> None:
    """A fact gains by the place of its passage among those found, and nothing where it is none."""
    passage = shelf.facts[0].stated_in.passage_id
    gained = shelf.near({passage: 1}, (0.5, 0.25))
    for fact, gain in zip(shelf.facts, gained, strict=True):
        assert gain == (0.25 if fact.stated_in.passage_id == passage else 0.0)


def test_the_same_facts_have_one_shelf(library: Library, shelf) -> None:
    """Asked for again, the same facts of a ledger are not laid out anew."""
    again = shelf_of(tuple(f.id for f in shelf.facts), library.ledger, library.glossary)
    assert again is shelf


@pytest.mark.parametrize("asked", ["2025年第三季", "fiscal 2026", "November 2025", "Q2", "9月"])
def test_a_time_told_once_is_told_right(library: Library, asked: str) -> None:
    """The fit of a fact's time that is remembered is that of the fact itself."""
    periods = read_periods(asked)
    for fact in library.ledger.facts:
        fits = [found for p in periods if (found := fit(p, fact)) is not None]
        assert timing_of(periods).of(fact) == timing(periods, fact) == max(fits, default=0.0)
