"""Calculations laid out over what units allow: which there are, and which one is taken."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from bot.answer.plan.arithmetic import calculations
from bot.answer.plan.operands import Desk
from bot.answer.plan.sketched import (
    _comes_to,
    better_sketch,
    leaves_out_a_party,
    rough_values,
)
from bot.answer.retrieve import retrieve
from bot.answer.retrieve.facts import within
from bot.answer.retrieve.programs import Programs
from bot.answer.retrieve.sketch_kinds import sketches
from bot.answer.retrieve.sketch_parts import GROUPS, Sketch
from bot.answer.retrieve.sketched import likely_kinds
from bot.answer.understand import understand
from bot.language.operations import likely_sketches
from bot.library import Library
from bot.records import Calculation, Evidence, Operand, Purpose, Question, Sketched, Sought, Working

ASKED = [
    ("OpenAI的AWS合約攤下來每年要付多少？", ["5428571429"]),
    ("OpenAI's AWS contract averaged out: how much does it pay a year?", ["5428571429"]),
    ("OpenAI's first deal with Amazon's cloud: averaged out, how much a year?", ["5428571429"]),
    ("OpenAI跟亞馬遜雲端最早那張約，攤平一年是多少錢？", ["5428571429"]),
    ("If 25% of the AMD warrant shares vest, how many shares is that?", ["40000000"]),
    ("超微認股權證的股數如果有25%既得，那是多少股？", ["40000000"]),
    (
        "甲骨文2026財年的資本支出指引扣掉第一季和第二季已經花掉的，還有多少？",
        ["29500000000"],
    ),
    (
        "If OpenAI could pay Oracle over ten years, how much lighter would each year be?",
        ["30000000000"],
    ),
]
NOT_ASKED = [
    "Why did Oracle raise its capital spending guidance?",
    "甲骨文2026會計年度第二季的營收是多少？",
    "Who are the partners in Stargate?",
    "什麼是剩餘履約義務？",
]


def _question(text: str, library: Library) -> Question:
    return understand(text, (), library.glossary, library.phrases)


def _evidence(text: str, library: Library) -> tuple[Question, Evidence]:
    question = _question(text, library)
    found = retrieve(question, library.searcher, library.ledger, library.glossary)
    return question, found


@pytest.mark.parametrize(("text", "wanted"), ASKED)
def test_a_question_in_words_of_no_list_is_worked_out(
    text: str, wanted: list[str], library: Library
) -> None:
    """The likeliest calculation over what units allow comes to the figure asked for."""
    question, found = _evidence(text, library)
    made = calculations(question, found, library.ledger)[0]
    values = [round(abs(Decimal(c.value or "0"))) for c in made]
    assert [Decimal(v) for v in wanted] == values[-len(wanted) :]


@pytest.mark.parametrize("text", NOT_ASKED)
def test_a_question_for_no_calculation_gets_no_sketch(text: str, library: Library) -> None:
    """Where no calculation is likely, none is laid out, or none is taken."""
    question, found = _evidence(text, library)
    desk = Desk(question, (), library.ledger)
    assert better_sketch(desk, found, ((), ())) is None


def test_a_follow_up_lays_out_nothing(library: Library) -> None:
    """What a follow-up asks is read with the question before it, by its own rules."""
    question = replace(_question(ASKED[0][0], library), followed_up=True)
    assert likely_kinds(question) == {}


def test_the_probabilities_of_the_groups_sum_to_one(library: Library) -> None:
    """Every group of sketches has a probability, beside none and another calculation."""
    likely = likely_sketches(_question(ASKED[1][0], library))
    assert set(likely) == {"none", "other", *GROUPS.values()}
    assert sum(likely.values()) == pytest.approx(1.0)


def _laid_out(text: str, kinds: Sequence[str], library: Library) -> list[Sketch]:
    question = _question(text, library)
    hits = library.searcher.search(text, k=12)
    pool = within(question, library.ledger)
    programs = Programs(question, pool, library.searcher, library.glossary, hits)
    given = question.quantities
    return list(sketches(programs.singles, programs.wide, given, "", "", kinds))


def test_only_the_open_kinds_are_laid_out(library: Library) -> None:
    """A kind whose group is not likely is not drawn at all."""
    made = _laid_out("How much does Oracle owe, and what at 5%?", ["own_portion"], library)
    assert {s.kind for s in made} == {"own_portion"}


def test_a_growth_leads_forward_and_to_what_came(library: Library) -> None:
    """No growth is laid out back in time or from an outcome to what was expected of it."""
    text = "By what percentage did Oracle's capital spending exceed what analysts expected?"
    grown = [s for s in _laid_out(text, ["growth"], library) if s.kind == "growth"]
    facts = [(s.singles[0].fact, s.singles[1].fact) for s in grown]
    assert facts
    assert not [new for new, old in facts if new.metric == f"{old.metric}_consensus"]
    alike = [(a, b) for a, b in facts if (a.subject, a.metric) == (b.subject, b.metric)]
    assert all((a.period.end or a.as_of) >= (b.period.end or b.as_of) for a, b in alike)


LAID_OUT = [
    ("Oracle's capex of the second quarter of fiscal 2026, all year long", "run_rate", 4.8e10),
    ("全年都照甲骨文2026會計年度第二季的資本支出花，一年是多少？", "run_rate", 4.8e10),
    ("Oracle's two falls on 11 and 12 December 2025, compounded", "in_turn", -14.8159),
    ("甲骨文2025年12月11日和12日股價連跌兩天，連乘起來多少？", "in_turn", -14.8159),
    ("CoreWeave's 2024 sales that were not Microsoft's or NVIDIA's", "less_shares", 23),
    ("The upper end of NVIDIA's guidance for the fourth quarter of 2026", "upper_end", 6.63e10),
    ("輝達2026會計年度第四季財測的上緣", "upper_end", 6.63e10),
    ("CoreWeave's 2025 capital spending guidance: how far did the top come down?", "high_gap", 9e9),
    ("Oracle's OCI projection for five fiscal years: the average year", "series_mean", 7.62e10),
]


@pytest.mark.parametrize(("text", "kind", "value"), LAID_OUT)
def test_steps_that_units_allow_are_laid_out(
    text: str, kind: str, value: float, library: Library
) -> None:
    """A year at one pace, changes in turn, what shares leave, ends of a range, a mean."""
    made = [s for s in _laid_out(text, [kind], library) if s.kind == kind]
    assert any(s.values[0] == pytest.approx(value, rel=1e-4) for s in made)


def test_an_end_by_a_stated_margin_is_worked_out(library: Library) -> None:
    """The margin stated with a figure makes its ends: 65 plus or minus 2% reaches 66.3."""
    sought = Sought("NVDA-008", "upper", (0, 0))
    one = Sketched("upper_end", (Working("add", (sought,)),), {sought: "NVDA-008"}, 5.0)
    question, found = _evidence("What is the most that NVIDIA's guidance allows?", library)
    made = better_sketch(
        Desk(question, (), library.ledger), replace(found, sketches=(one,)), ((), ())
    )
    assert made is not None
    assert Decimal(made.calculations[-1].value or "0") == Decimal("66300000000")


def _planned(*fact_ids: str) -> tuple[Calculation, ...]:
    operands = tuple(Operand(f"q{n}", "1", "USD", fact_id=i) for n, i in enumerate(fact_ids))
    return (Calculation("1 + 1", (), "2", "USD", {}, operands),)


@pytest.mark.parametrize(
    ("planned", "theirs", "leaves_out"),
    [
        (("A",), {"B": "xy", "A": "x"}, True),
        (("A", "B"), {"B": "xy", "A": "x"}, False),
        (("A",), {"B": "y", "A": "x"}, False),
        (("A",), {"B": "xy", "A": ""}, False),
        (("C",), {"B": "xy", "A": "x"}, False),
    ],
)
def test_figures_of_another_deal_than_the_named_one_are_no_plan(
    planned: tuple[str, ...], theirs: dict[str, str], leaves_out: bool
) -> None:
    """Where operands of one more of the named parties are found; unknown ones tell nothing."""
    found = [
        replace(_sketch(fact, 0.0), parties={fact: frozenset(named)})
        for fact, named in theirs.items()
    ]
    assert leaves_out_a_party(_planned(*planned), found) == leaves_out


def test_a_sketch_without_a_party_that_is_named_is_not_taken(library: Library) -> None:
    """However likely it is: another sketch is of that party too."""
    question, found = _evidence("What share is Oracle's revenue?", library)
    desk = Desk(question, (), library.ledger)
    one = replace(_sketch("ORCL-002", 5.0), parties={"ORCL-002": frozenset({"x"})})
    two = replace(_sketch("ORCL-008", -5.0), parties={"ORCL-008": frozenset({"x", "y"})})
    assert better_sketch(desk, replace(found, sketches=(one,)), ((), ())) is not None
    assert better_sketch(desk, replace(found, sketches=(one, two)), ((), ())) is None


@pytest.mark.parametrize(
    ("unit", "value", "rough"), [("%", "49.7", 49.7), ("MW", "400", 0.4), ("USD", "7", 7.0)]
)
def test_what_is_planned_is_compared_by_what_sketches_tell(
    unit: str, value: str, rough: float
) -> None:
    """Percentages by the hundred, power in gigawatts."""
    assert rough_values((Calculation("1", (), value, unit, {}),)) == [pytest.approx(rough)]


@pytest.mark.parametrize(
    ("values", "told", "alike"),
    [
        ((5.0,), [5.004], True),
        ((-5.0, 2.0), [2.0, 5.0], True),
        ((5.0, 3.0), [5.0], False),
        ((5.0,), [], False),
        ((), [5.0], False),
    ],
)
def test_a_sketch_is_known_to_come_to_what_is_planned(
    values: tuple[float, ...], told: list[float], alike: bool
) -> None:
    """All of its values are among those planned, whatever their signs."""
    assert _comes_to(replace(_sketch("ORCL-002", 0.5), values=values), told) == alike


def _sketch(fact_id: str, score: float) -> Sketched:
    fact, two = Sought(fact_id, "any", (0, 0)), Sought(fact_id, "plain", (0, 0))
    return Sketched("sum", (Working("add", (fact, two)),), {fact: fact_id, two: fact_id}, score)


@pytest.mark.parametrize(
    ("scores", "planned", "taken"),
    [
        ((2.0,), False, True),
        ((-2.0,), False, False),
        ((0.8, 0.7), False, True),
        ((-2.0,), True, False),
        ((0.8,), True, True),
        ((3.0,), True, True),
    ],
)
def test_a_sketch_must_be_likely_enough(
    scores: tuple[float, ...], planned: bool, taken: bool, library: Library
) -> None:
    """More so where something is planned; sketches that come to the same count together."""
    question, found = _evidence("What share is Oracle's revenue?", library)
    found = replace(found, sketches=tuple(_sketch("ORCL-002", score) for score in scores))
    made = ((), (Purpose("share", 0, ("ORCL-008", "ORCL-002")),)) if planned else ((), ())
    assert (better_sketch(Desk(question, (), library.ledger), found, made) is not None) == taken


@pytest.mark.parametrize(("score", "taken"), [(-0.2, False), (4.0, True)])
def test_where_no_word_asks_for_one_a_sketch_must_be_nearly_sure(
    score: float, taken: bool, library: Library
) -> None:
    """A question for a figure that is stated is no sum."""
    question, found = _evidence("What is Oracle's revenue?", library)
    assert not question.operations
    found = replace(found, sketches=(_sketch("ORCL-002", score),))
    assert (better_sketch(Desk(question, (), library.ledger), found, ((), ())) is not None) == taken
