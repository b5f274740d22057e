"""Operands of one operation: who is meant, what a share is of, what follows from two figures."""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot.answer.plan.arithmetic import calculations
from bot.answer.plan.identities import implied
from bot.answer.plan.operands import Desk
from bot.answer.plan.pairs import choose_pair
from bot.answer.retrieve import retrieve
from bot.answer.retrieve.facts import within
from bot.answer.retrieve.groups import counted_group, names_in, says_subject
from bot.answer.retrieve.program_kinds import share_of_level
from bot.answer.retrieve.programs import Programs
from bot.answer.understand import understand
from bot.library import Library
from bot.records import Calculation, Question

COUNTED = [
    ("What did the four cloud giants spend on capital?", 4),
    ("What did the four largest US tech firms spend?", 4),
    ("四大雲端業者第三季的資本支出是多少？", 4),
    ("Alphabet, Microsoft, Meta and Amazon: what do the four companies spend?", 0),
    ("What did the three firms spend?", 0),
    ("甲骨文的資本支出是多少？", 0),
]


def asked(library: Library, text: str) -> Question:
    """A question as every later step reads it."""
    return understand(text, (), library.glossary, library.phrases)


@pytest.mark.parametrize(("text", "count"), COUNTED)
def test_parties_spoken_of_by_their_number(library: Library, text: str, count: int) -> None:
    """A group is meant where figures of so many exist, and they are not named one by one."""
    assert counted_group(asked(library, text), library.ledger.facts) == count


@pytest.mark.parametrize(
    ("subject", "names", "text", "said"),
    [
        ("Nortel", 1, "What did Nortel lend?", True),
        ("Nortel", 1, "北電Nortel借出多少？", True),
        ("Nortel", 1, "What did Nortelia lend?", False),
        ("The article", 1, "What does the article say?", False),
        ("Alphabet, Microsoft, Meta and Amazon", 4, "Alphabet, Microsoft, Meta and Amazon", False),
        ("GLO-003", 1, "GLO-003", False),
    ],
)
def test_a_subject_outside_the_glossary(subject: str, names: int, text: str, said: bool) -> None:
    """It is known by its very name; a list, a common word and an id are none."""
    assert names_in(subject) == names
    assert says_subject(text, subject) is said


@pytest.mark.parametrize(
    ("rate", "level", "of_it"),
    [
        ("ORCL-056", "ORCL-053", True),
        ("LATER-003b", "LATER-003", True),
        ("ORCL-004b", "ORCL-002", True),
        ("ORCL-004b", "ORCL-004", False),
        ("LATER-001b", "LATER-001", True),
        ("CRWV-008", "ORCL-008", False),
        ("NVDA-006", "NVDA-003", False),
    ],
)
def test_what_a_share_is_of(library: Library, rate: str, level: str, of_it: bool) -> None:
    """The percentage's own name says of what it is a share."""
    one, other = library.ledger.get(rate), library.ledger.get(level)
    assert one is not None
    assert other is not None
    assert share_of_level(one, other) is of_it


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("By how much did Amazon raise its 2025 capex plan in October 2025?", "HYPE-001 HYPE-001a"),
        ("亞馬遜把2025年資本支出預期調高了多少？", "HYPE-001 HYPE-001a"),
    ],
)
def test_a_plan_and_the_plan_before_it_are_operands(library: Library, text: str, ids: str) -> None:
    """Two readings of one figure are rivals, unless one took the place of the other."""
    question = asked(library, text)
    hits = library.searcher.search(text, 12)
    pool = within(question, library.ledger)
    found = Programs(question, pool, library.searcher, library.glossary, hits).all()
    assert any(
        p.operation == "difference" and {f.id for f in p.facts} == set(ids.split()) for p in found
    )


IMPLIED = [
    (
        "What capex is implied by Oracle's operating cash flow and free cash flow in the second"
        " quarter of fiscal 2026?",
        None,
    ),
    ("Back out Oracle's fiscal 2026 capex from its operating and free cash flow.", None),
    (
        "Back out Oracle's latest full-year capex, fiscal 2026, from operating and free cash flow.",
        "55700000000",
    ),
    (
        "由甲骨文最新的2026會計年度營業現金流與自由現金流反推，資本支出是多少？",
        "55700000000",
    ),
    ("From the proceeds of the Ampere sale and the gain, what was its book value?", "1600000000"),
    ("從出售Ampere的得款與獲利推算，甲骨文持股的帳面價值是多少？", "1600000000"),
    ("What was Oracle's capex in the second quarter of fiscal 2026?", None),
]


@pytest.mark.parametrize(("text", "value"), IMPLIED)
def test_what_follows_from_two_figures(library: Library, text: str, value: str | None) -> None:
    """Of one party and one time; a figure that is stated for its period is not worked out."""
    question = asked(library, text)
    evidence = retrieve(question, library.searcher, library.ledger, library.glossary)
    desk = Desk(question, tuple(s.fact for s in evidence.facts), library.ledger)
    assert implied(desk) is (value is not None)
    assert [Decimal(made.value or "0") for made in desk.calculations] == (
        [Decimal(value)] if value else []
    )


WORKED = [
    ("How much did Oracle's RPO gain from the end of May 2025 to November 2025?", "385", "USD"),
    ("甲骨文的RPO從2025年5月底到11月底多了多少美元？", "385", "USD"),
    ("By how much did Oracle's capex overshoot what analysts had pencilled in for the quarter to"
     " November 2025?", "3.75", "USD"),
    ("甲骨文2026會計年度第二季資本支出比分析師原本猜的多了多少？", "3.75", "USD"),
    ("How much of its OpenAI commitment had Microsoft not yet paid at the end of September 2025?",
     "1.4", "USD"),
    ("微軟答應給OpenAI的錢，到2025年9月底還有多少沒付？", "1.4", "USD"),
    ("What was left of Lucent's revenue by 2002, in dollars?", "11.755", "USD"),
    ("四大雲端業者2025年第三季的資本支出，前一年同一季是多少？", "64.77", "USD"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "billions", "unit"), WORKED)
def test_one_operation_in_the_words_of_strangers(
    library: Library, text: str, billions: str, unit: str
) -> None:
    """The operation is read from unlike wordings, and its two operands are the right ones."""
    made = plan_of(library, text)
    assert made
    wanted = Decimal(billions) * 10**9
    assert any(
        m.unit == unit
        and abs(Decimal(m.value or "0")) == pytest.approx(wanted, rel=Decimal("0.01"))
        for m in made
    )


def plan_of(library: Library, text: str) -> tuple[Calculation, ...]:
    """The calculations planned for a question."""
    question = asked(library, text)
    evidence = retrieve(question, library.searcher, library.ledger, library.glossary)
    return calculations(question, evidence, library.ledger)[0]


def test_a_pair_must_be_of_both_times_that_are_named(library: Library) -> None:
    """What the phrases name gives way where it misses one of the two times."""
    question = asked(library, "甲骨文的RPO從2025年5月底到11月底多了多少美元？")
    facts = [library.ledger.get(i) for i in ("ORCL-008", "ORCL-053")]
    desk = Desk(question, tuple(f for f in facts if f), library.ledger)
    desk.pair = ("ORCL-008", "ORCL-053")
    pair = choose_pair(desk)
    assert pair is not None
    assert {f.id for f in pair} == {"ORCL-008", "ORCL-060a"}
