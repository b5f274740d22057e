"""What the ledger does not hold of the parties, the measure and the time of a question."""

from __future__ import annotations

import pytest

from bot.answer.retrieve.untold import (
    kind_of_measure,
    told_of_several,
    unmeasured,
    unreported,
    unshared,
    untimed,
)
from bot.answer.retrieve.wanted import kind_asked
from bot.answer.understand import understand
from bot.library import Library

UNSHARED = [
    ("What percentage of Nokia does NVIDIA get?", False),
    ("What percentage of Lambda does NVIDIA hold?", True),
    ("輝達取得諾基亞幾％股權？", False),
    ("輝達持有Lambda幾％股權？", True),
    ("How much did NVIDIA pay?", False),
]
UNTIMED = [
    ("What was Oracle's revenue in 2015?", True),
    ("甲骨文2015年營收多少？", True),
    ("What was NVIDIA's gross margin in the third quarter of fiscal 2026?", False),
    ("What was NVIDIA's gross margin in the second quarter of fiscal 2026?", True),
    ("輝達2026會計年度第三季毛利率是多少？", False),
    ("輝達2026會計年度第二季毛利率是多少？", True),
    ("Why did Oracle's revenue grow in 2015?", False),
    ("What was NVIDIA's net income in the whole of fiscal 2026?", True),
    ("輝達2026會計年度全年淨利是多少？", True),
    ("What was NVIDIA's gross margin in fiscal 2026, quarter three?", False),
    ("How much cash will OpenAI's negative cash flow come to by 2029?", False),
    ("What was OpenAI's revenue in 2023?", True),
    ("OpenAI 2023年的營收是多少？", True),
    ("What was OpenAI's revenue in the first half of 2025?", False),
]
UNMEASURED = [
    ("What was TSMC's revenue in the third quarter of 2025?", True),
    ("台積電2025年第三季營收多少？", True),
    ("What was NVIDIA's revenue in 2011?", False),
    ("輝達2011年營收多少？", False),
    ("Why did TSMC's revenue grow?", False),
    ("If TSMC's revenue were $30 billion, what would a tenth be?", False),
    ("What was AMD's revenue in the third quarter of 2025?", True),
    ("What was Oracle's net income in the first quarter of fiscal 2031?", False),
]
TOGETHER = [
    ("What was Amazon's capital spending in the third quarter of 2025?", True),
    ("Meta截至2025年9月四季的自由現金流是多少？", True),
    ("What did Amazon and its peers put into capital spending?", False),
    ("四大業者2025年第三季的資本支出合計多少？", False),
    ("How do Amazon's and Meta's capital spending compare?", False),
]
UNREPORTED = [
    ("What did Amazon's capital spending in 2025 actually come to?", True),
    ("亞馬遜2025年資本支出實際花了多少？", True),
    ("What was Amazon's guidance for capital spending in 2025?", False),
    ("What was Oracle's actual revenue in the second quarter of fiscal 2026?", False),
    ("甲骨文2026會計年度第二季實際營收多少？", False),
]
MEASURED = [
    ("What was NVIDIA's net income in fiscal 2026?", "money"),
    ("Oracle's remaining performance obligations?", "money"),
    ("Oracle's RPO is $523 billion, is that right?", ""),
    ("Who runs Oracle?", ""),
]


@pytest.mark.parametrize(("question", "expected"), UNSHARED)
def test_no_figure_of_the_kind_belongs_to_both(
    library: Library, question: str, expected: bool
) -> None:
    """Two companies must share a figure of the kind asked for; of one nothing is said."""
    read = understand(question, (), library.glossary, library.phrases)
    kind = kind_asked(question)
    assert unshared(read, kind, library.ledger.facts, library.glossary) is expected


@pytest.mark.parametrize(("question", "expected"), UNTIMED)
def test_the_measure_is_known_for_another_time_only(
    library: Library, question: str, expected: bool
) -> None:
    """A quarter's figure is none of another quarter; a reason is asked of no figure."""
    read = understand(question, (), library.glossary, library.phrases)
    assert untimed(read, library.ledger.facts) is expected


@pytest.mark.parametrize(("question", "kind"), MEASURED)
def test_a_measure_that_is_named_tells_the_kind_of_its_figure(
    library: Library, question: str, kind: str
) -> None:
    """By its one unit in the ledger; a statement put to be confirmed asks for no figure."""
    read = understand(question, (), library.glossary, library.phrases)
    assert kind_of_measure(read, library.ledger.facts) == kind


@pytest.mark.parametrize(("question", "expected"), UNMEASURED)
def test_the_measure_is_not_known_of_the_party_at_any_time(
    library: Library, question: str, expected: bool
) -> None:
    """A reason is asked of no figure; figures of the reader's own need no source."""
    read = understand(question, (), library.glossary, library.phrases)
    assert unmeasured(read, library.ledger.facts, library.glossary) is expected


@pytest.mark.parametrize(("question", "expected"), UNREPORTED)
def test_what_came_of_a_plan_is_not_the_plan(
    library: Library, question: str, expected: bool
) -> None:
    """Where it is asked what it came to and only guidance is known."""
    read = understand(question, (), library.glossary, library.phrases)
    assert unreported(read, [f for f in library.ledger.facts if not f.later]) is expected


@pytest.mark.parametrize(("text", "alone"), TOGETHER)
def test_what_several_have_together_is_no_figure_of_one(library: Library, text, alone) -> None:
    """Where one of them is asked about alone; not where others are named or hinted at."""
    assert library.ledger is not None
    read = understand(text, (), library.glossary, library.phrases)
    assert bool(told_of_several(read, library.ledger.facts, library.glossary)) is alone
