"""bot.knowledge.ledger: facts by what they are about."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_corpus import write_corpus

from bot.knowledge.corpus import load_corpus
from bot.knowledge.ledger import Ledger, same_measure
from bot.language.periods import read_periods
from bot.records import Fact, SentenceRef
from bot.settings import data_root


@pytest.fixture(scope="module")
def shipped() -> Ledger:
    corpus = load_corpus(data_root("corpus"))
    return Ledger(corpus.facts, corpus.flows)


@pytest.fixture
def fact(tmp_path) -> Fact:
    return load_corpus(write_corpus(tmp_path)).facts[0]


def ids(facts: tuple[Fact, ...]) -> list[str]:
    return [f.id for f in facts]


def test_get(shipped):
    """By id; an unknown id gives None."""
    assert shipped.get("ORCL-008").metric == "rpo"
    assert shipped.get("ORCL-999") is None


@pytest.mark.parametrize(
    ("wanted", "some", "none"),
    [
        ({"subject": "GLO-003", "metric": "rpo"}, "ORCL-008", "ORCL-009"),
        ({"metric": "rpo_growth"}, "ORCL-009", "ORCL-008"),
        ({"subject": "GLO-001", "status": "letter_of_intent"}, "NVDA-020", "NVDA-001"),
        ({"topic": "depreciation"}, "DEPR-001", "ORCL-008"),
        ({"subject": "GLO-003", "metric": "rpo", "as_of": "2025-08-31"}, "ORCL-053", "ORCL-008"),
    ],
)
def test_find(shipped, wanted, some, none):
    """Every given field must fit; `as_of` leaves out what came later."""
    found = ids(shipped.find(**wanted))
    assert some in found
    assert none not in found


def test_find_without_fields_is_all(shipped):
    """No condition, every fact, in the order of the files."""
    assert shipped.find() == shipped.facts
    assert shipped.find(subject="nobody") == ()


def test_stated_at(fact):
    """The facts of one sentence, and of no other."""
    twin = replace(fact, id="LINE-003")
    ledger = Ledger([fact, twin])
    assert ids(ledger.stated_at(SentenceRef("line-results/volume", 0))) == ["LINE-001", "LINE-003"]
    assert ledger.stated_at(SentenceRef("line-results/volume", 1)) == ()
    assert ledger.stated_at(SentenceRef("line-results/volume", 0, index="mine")) == ()


def later(fact: Fact, name: str, as_of: str, **values: object) -> Fact:
    return replace(fact, id=name, as_of=as_of, later=True, **values)


def test_later_than_follows_subject_and_metric(fact):
    """Later rows on the same thing, the oldest first."""
    rows = [later(fact, "B", "2026-06-30"), later(fact, "A", "2026-02-28")]
    assert ids(Ledger([fact, *rows]).later_than(fact)) == ["A", "B"]


@pytest.mark.parametrize(
    "values",
    [
        {"metric": "other"},
        {"subject": "GLO-002"},
        {"counterparty": "GLO-002"},
        {"later": False},
        {"as_of": "2025-01-31"},
        {"metric": "other", "compares_to": "LINE-001"},
    ],
    ids=str,
)
def test_later_than_leaves_out_other_things(fact, values):
    """Another subject, metric or party, an earlier day, a row of the article's time."""
    row = replace(later(fact, "A", "2026-02-28"), **values)
    assert Ledger([fact, row]).later_than(fact) == ()


def test_later_than_follows_links(fact):
    """`compares_to` links rows of other periods and parties, through any number of steps."""
    rows = [
        later(fact, name, f"2026-0{n}-28", subject=f"S{n}", compares_to=linked)
        for n, (name, linked) in enumerate([("A", "LINE-001"), ("B", "A"), ("C", "B")], 1)
    ]
    assert ids(Ledger([fact, *rows]).later_than(fact)) == ["A", "B", "C"]


def test_links_in_a_ring_end(fact):
    """Rows that link to one another do not loop for ever."""
    a = later(fact, "A", "2026-01-28", subject="S", compares_to="B")
    b = later(fact, "B", "2026-02-28", subject="S", compares_to="A")
    assert ids(Ledger([a, b]).later_than(a)) == ["B"]


def test_the_shipped_ledger_knows_what_came_later(shipped):
    """Oracle's RPO of November 2025 was followed by those of February and May 2026."""
    assert ids(shipped.later_than(shipped.get("ORCL-008"))) == ["LATER-015", "LATER-020"]


def test_flows_are_kept(shipped):
    """The legs of the loop, as the corpus lists them."""
    assert shipped.flows == load_corpus(data_root("corpus")).flows


@pytest.mark.parametrize(
    ("period", "fiscal_of", "some", "none"),
    [
        ("2025年11月", None, "ORCL-008", "ORCL-053"),
        ("fiscal 2026 Q2", "GLO-003", "ORCL-019", "ORCL-058"),
        ("August 2025", None, "ORCL-058", "ORCL-019"),
    ],
)
def test_find_by_period(shipped, period, fiscal_of, some, none):
    """A fact is of a period where the two share a day; a fiscal one by its company's calendar."""
    (wanted,) = read_periods(period, fiscal_of=fiscal_of)
    found = ids(shipped.find(subject="GLO-003", period=wanted))
    assert some in found
    assert none not in found


def test_find_flows(shipped):
    """Legs by a party on either side, by kind and by status."""
    assert shipped.find_flows() == shipped.flows
    legs = [flow.id for flow in shipped.find_flows(party="GLO-016")]
    assert {"openai-coreweave", "nvidia-coreweave", "lenders-coreweave"} <= set(legs)
    assert {f.kind for f in shipped.find_flows(kind="debt")} == {"debt"}
    assert "nvidia-openai" in [f.id for f in shipped.find_flows("GLO-001", "equity")]
    assert shipped.find_flows(status="opinion") == ()


@pytest.mark.parametrize(
    ("metric", "alike", "other"),
    [
        ("rpo", {"commercial_rpo", "revenue_backlog"}, "customer_rpo"),
        ("revenue_backlog", {"rpo", "commercial_rpo"}, "rpo_growth"),
        ("rpo_growth", {"commercial_rpo_growth"}, "rpo"),
        ("customer_share_of_rpo", {"customer_backlog_share"}, "rpo"),
        ("revenue", set(), "revenue_backlog"),
    ],
)
def test_a_measure_goes_by_several_names(metric, alike, other):
    """Whatever a company calls it; a growth rate finds growth rates only."""
    found = same_measure(metric, load_corpus(data_root("corpus")).metrics)
    assert {metric, *alike} <= found
    assert other not in found
