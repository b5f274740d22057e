"""Operands and calculations with two facts: chosen by how well they suit, worked out exactly."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.answer.plan.arithmetic import calculations
from bot.answer.plan.operands import Desk
from bot.answer.plan.reckoned import likeliest, reckon
from bot.answer.retrieve.facts import within
from bot.answer.retrieve.program_kinds import ALIKE
from bot.answer.retrieve.program_weights import WEIGHTS
from bot.answer.retrieve.programs import Programs
from bot.answer.retrieve.reckoned import find_reckonings
from bot.answer.understand import understand
from bot.library import Library
from bot.records import Evidence, Purpose, Question, Reckoning, ScoredFact

RULED = [
    (
        "By what percentage does Oracle's fiscal 2026 revenue target exceed fiscal 2025 revenue?",
        ["ORCL-031", "ORCL-060"],
        "16.72",
        "%",
    ),
    (
        "CoreWeave已簽約的電力和運轉中的電力，中間還差多少吉瓦？",
        ["CRWV-010", "CRWV-010a"],
        "2.31",
        "GW",
    ),
    (
        "貝瑞估計甲骨文2028年獲利高估的比例，比Meta高幾個百分點？",
        ["DEPR-007", "DEPR-007a"],
        "6.1",
        "pp",
    ),
    (
        "OpenAI年中的現金與有價證券是上半年燒錢金額的幾倍？",
        ["OPAI-005a", "OPAI-005"],
        "7",
        "x",
    ),
    (
        "Michael Burry's understated depreciation: how much is that per year?",
        ["DEPR-006"],
        "58666666667",
        "USD",
    ),
    (
        "How much did the four firms spend on capital per day in the third quarter of 2025?",
        ["HYPE-006"],
        "1239130435",
        "USD",
    ),
    (
        "輝達2026會計年度第三季的營收，平均一個月多少？",
        ["NVDA-009", "NVDA-003"],
        "19002000000",
        "USD",
    ),
    (
        "How much was OpenAI's cash burn still to come after the first half, by its own target?",
        ["OPAI-006a", "OPAI-005"],
        "6000000000",
        "USD",
    ),
    (
        "Bain puts part of the extra computing in the United States: how many gigawatts is that?",
        ["MRKT-003a", "MRKT-003"],
        "100",
        "GW",
    ),
    (
        "What fraction of NVIDIA's data-centre revenue is networking revenue?",
        ["NVDA-005", "NVDA-005a", "NVDA-004"],
        "15.99",
        "%",
    ),
]


@pytest.mark.parametrize(("text", "ids", "value", "unit"), RULED)
def test_operands_of_the_rules(
    library: Library, text: str, ids: list[str], value: str, unit: str
) -> None:
    """The right figure of each pair, in the unit that is asked for."""
    question = understand(text, (), library.glossary, library.phrases)
    facts = [library.ledger.get(i) for i in ids]
    scored = tuple(
        ScoredFact(f, 0.9 - 0.01 * n, (), 0.5, named=True) for n, f in enumerate(facts) if f
    )
    pair = (ids[0], ids[1]) if len(ids) == 2 and unit in ("GW", "pp") else None
    made, _ = calculations(question, Evidence((), (), scored, {}, pair=pair), library.ledger)
    assert made
    assert made[-1].unit.split("/")[0] == unit
    assert abs(as_shown(made[-1].value, unit)) == pytest.approx(
        Decimal(value), rel=Decimal("0.001")
    )


def as_shown(value: str | None, unit: str) -> Decimal:
    """Percentages as they are read."""
    assert value is not None
    return Decimal(value) * (100 if unit in ("%", "pp") and abs(Decimal(value)) < 1 else 1)


RECKONED = [
    ("share", ("ORCL-019", "ORCL-002"), "74.53", "%"),
    ("times", ("OPAI-005a", "OPAI-005"), "7", "x"),
    ("difference", ("DEPR-007", "DEPR-007a"), "6.1", "pp"),
    ("growth", ("OPAI-027", "OPAI-028"), "218.5", "%"),
    ("growth", ("ORCL-019", "ORCL-058a"), "48.15", "%"),
    ("sum", ("NVDA-037", "NVDA-036"), "2800000000", "USD"),
    ("per_unit", ("OPAI-026a", "OPAI-026"), "57142857143", "USD"),
    ("portion", ("ORCL-053", "ORCL-056"), "45500000000", "USD"),
    ("rest", ("LATER-001", "LATER-001b"), "343750000000", "USD"),
    ("before", ("MSFT-009", "MSFT-009a"), "259602649007", "USD"),
    ("after", ("HIST-003a", "HIST-003"), "11755200000", "USD"),
    ("product", ("OPAI-021", "OPAI-020"), "96000000000", "USD"),
]


@pytest.mark.parametrize(("operation", "ids", "value", "unit"), RECKONED)
def test_each_calculation_is_worked_out(
    library: Library, operation: str, ids: tuple[str, str], value: str, unit: str
) -> None:
    """Every kind has its formula, over operands that carry their sentences."""
    question = understand("By what percentage?", (), library.glossary, library.phrases)
    desk = Desk(question, (), library.ledger)
    assert reckon(desk, Reckoning(operation, ids, 0.0))
    made = desk.calculations[-1]
    assert made.unit.split("/")[0] == unit
    assert as_shown(made.value, unit) == pytest.approx(Decimal(value), rel=Decimal("0.001"))
    assert {o.fact_id for o in made.operands if o.ref} == set(ids)


def test_a_clearly_likelier_calculation_replaces_the_planned_one() -> None:
    """Where one stands out, it is taken; where it is the planned one or hardly likelier, not."""
    wide = [Reckoning("share", ("a", "b"), 6.0), Reckoning("share", ("a", "c"), 1.0)]
    planned = [Purpose("share", 0, ("a", "c"))]
    assert likeliest(wide, planned) == wide[0]
    assert likeliest(wide, [Purpose("share", 0, ("b", "a"))]) is None
    assert likeliest([Reckoning("share", ("a", "b"), 0.1)] * 8, ()) is None
    assert likeliest((), planned) is None


ASKED = [
    ("What is the ratio of SoftBank's holdings?", False),
    ("How many more gigawatts does OpenAI plan with Broadcom than with AMD?", True),
    ("甲骨文2026會計年度第二季的資本支出占當季營收多少百分比？", True),
    ("Who leads Oracle?", False),
]


@pytest.mark.parametrize(("text", "any_found"), ASKED)
def test_only_questions_that_ask_for_an_operation_have_any(
    library: Library, text: str, any_found: bool
) -> None:
    """A question without an operation is left alone."""
    question = understand(text, (), library.glossary, library.phrases)
    hits = library.searcher.search(text, 12)
    pool = within(question, library.ledger)
    found = find_reckonings(question, pool, library.searcher, library.glossary, hits)
    assert bool(found) == any_found
    assert list(found) == sorted(found, key=lambda r: -r.score)


SUITED = [
    ("How many more gigawatts does OpenAI plan with Broadcom than with AMD?", "difference", "GW"),
    ("輝達投資英特爾的金額是投資諾基亞的幾倍？", "times", "x"),
]


@pytest.mark.parametrize(("text", "operation", "unit"), SUITED)
def test_the_operation_asked_for_suits_best(
    library: Library, text: str, operation: str, unit: str
) -> None:
    """Wording and units tell the operation; figures of strangers are not paired."""
    question: Question = understand(text, (), library.glossary, library.phrases)
    hits = library.searcher.search(text, 12)
    pool = within(question, library.ledger)
    found = find_reckonings(question, pool, library.searcher, library.glossary, hits)
    assert found[0].operation == operation
    desk = Desk(question, pool, library.ledger)
    assert reckon(desk, found[0])
    assert [made.unit for made in desk.calculations] == [unit]


def test_every_weight_is_of_a_measure(library: Library) -> None:
    """Weights and measures name the same things, so that none is lost in silence."""
    texts = [text for text, asked in ASKED if asked]
    names: set[str] = {f"is_{one}" for one, *_ in RECKONED}
    names |= {name for kind in ALIKE.values() for name, _ in kind}
    for text in texts:
        question = understand(text, (), library.glossary, library.phrases)
        hits = library.searcher.search(text, 12)
        pool = within(question, library.ledger)
        programs = Programs(question, pool, library.searcher, library.glossary, hits)
        names |= set(programs.none())
        for program in programs.all():
            names |= set(program.measures)
    assert set(WEIGHTS) <= names


@pytest.mark.parametrize(
    ("text", "part", "whole", "made"),
    [
        ("What share of NVIDIA's revenue is data centre?", "NVDA-004", "NVDA-009", False),
        ("輝達資料中心佔營收多少？", "NVDA-004", "NVDA-009", False),
        ("What share of NVIDIA's revenue is data centre?", "NVDA-004", "NVDA-003", True),
        (
            "What share of its revenue from 27 January to 26 October 2025 did NVIDIA earn in its"
            " third quarter of fiscal 2026?",
            "NVDA-003",
            "NVDA-009",
            True,
        ),
    ],
)
def test_a_quarter_is_no_share_of_nine_months(
    library: Library, text: str, part: str, whole: str, made: bool
) -> None:
    """Unless the question names both stretches of time."""
    question = understand(text, (), library.glossary, library.phrases)
    facts = [library.ledger.get(part), library.ledger.get(whole)]
    assert all(facts)
    desk = Desk(question, tuple(f for f in facts if f), library.ledger)
    names = [desk.of_fact(f) for f in facts if f]
    assert desk.work("share", f"share({', '.join(names)})", desk.facts) is made


@pytest.mark.parametrize(
    ("text", "other", "made"),
    [
        ("What is Oracle's RPO minus OpenAI's contract?", "MSFT-009", False),
        ("甲骨文RPO扣掉OpenAI的合約還剩多少？", "MSFT-009", False),
        ("How far apart are the RPO of Oracle and that of Microsoft?", "MSFT-009", True),
    ],
)
def test_the_figure_of_a_company_that_is_not_named_is_no_operand(
    library: Library, text: str, other: str, made: bool
) -> None:
    """Where the question names two companies, both figures are of those."""
    question = understand(text, (), library.glossary, library.phrases)
    facts = [library.ledger.get("ORCL-008"), library.ledger.get(other)]
    desk = Desk(question, tuple(f for f in facts if f), library.ledger)
    names = [desk.of_fact(f) for f in facts if f]
    assert len(names) == 2
    assert desk.work("difference", " - ".join(names), desk.facts) is made
