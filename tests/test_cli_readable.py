"""An Answer as text: all of it is shown, in the reader's language, in colour only on demand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.cli.readable import answer_text, calculation_text
from bot.language.phrases import Phrases
from bot.records import (
    Answer,
    Calculation,
    CalculationError,
    Citation,
    Conflict,
    ConflictSide,
    Finding,
    Lang,
    Note,
    Refusal,
)
from bot.settings import data_root

CITATION = Citation(
    marker=1, index="corpus", passage_id="a/b", source_id="s", title="A Title", publisher="Pub",
    date="2025-12-10", locator="¶12", lang="en", text_kind="digest", quote="RPO was $523 billion.",
    start=0, end=21, sha256="0" * 64, url="urn:there", status="contract", confidence="high",
    as_of="2025-11-30",
)  # fmt: skip
CALCULATION = Calculation(
    "523 / 5", ("523 ÷ 5 = 104.6",), "104.6", "1", {"en": "104.6", "zh-TW": "104.6"}
)
ANSWER = Answer(
    id="x", question="q", language="en", as_of="article", status="answered",
    answer="RPO was $523 billion [1].", citations=(CITATION,), calculations=(CALCULATION,),
    findings=(Finding("wrong_unit", None, "a held sentence", "its unit"),),
    conflicts=(Conflict("the term", (ConflictSide("five years", None, 1),)),),
    notes=(Note("later", "a later remark"),), suggestions=("a next question",),
)  # fmt: skip


@pytest.fixture(scope="module")
def phrases() -> Phrases:
    return Phrases(data_root("prompts"))


@pytest.mark.parametrize(
    "part",
    [
        "RPO was $523 billion [1].", "[1] “RPO was $523 billion.”", "A Title", "Pub", "2025-12-10",
        "¶12", "contract", "urn:there", "523 ÷ 5 = 104.6", "= 104.6", "a held sentence", "its unit",
        "the term", "five years [1]", "a later remark", "a next question", "extractive",
    ],
)  # fmt: skip
def test_everything_in_the_answer_is_shown(part: str, phrases: Phrases) -> None:
    """Quote, source, date, place, firmness, arithmetic, remarks: nothing is left to --json."""
    assert part in answer_text(ANSWER, phrases, colour=False)


@pytest.mark.parametrize(
    ("language", "label"), [("zh-TW", "出處"), ("zh-CN", "出处"), ("en", "Sources")]
)
def test_labels_are_in_the_language_of_the_answer(
    language: Lang, label: str, phrases: Phrases
) -> None:
    """The words around the answer follow its language."""
    shown = answer_text(replace(ANSWER, language=language), phrases, colour=False)
    assert label in shown.splitlines()


def test_our_summary_is_called_ours(phrases: Phrases) -> None:
    """A digest says whose words it is; an original text does not."""
    original = replace(ANSWER, citations=(replace(CITATION, text_kind="original"),))
    assert "Our summary" in answer_text(ANSWER, phrases, colour=False)
    assert "Our summary" not in answer_text(original, phrases, colour=False)


def test_a_refusal_shows_the_way_on(phrases: Phrases) -> None:
    """The nearest passages and a wording that works."""
    refused = Answer(
        id="x", question="q", language="en", as_of="article", status="refused", answer="No.",
        refusal=Refusal("future", ("near/one",), "Ask this instead?"),
    )  # fmt: skip
    shown = answer_text(refused, phrases, colour=False)
    assert "near/one" in shown
    assert "Ask this instead?" in shown


def test_colours_are_for_terminals(phrases: Phrases) -> None:
    """A pipe gets plain text; pytest's captured stdout is no terminal."""
    assert "\033" not in answer_text(ANSWER, phrases)
    assert "\033" in answer_text(ANSWER, phrases, colour=True)


def test_a_calculation_without_a_value_says_why() -> None:
    """The expression, the reason and its code."""
    failed = replace(
        CALCULATION, value=None, error=CalculationError("division_by_zero", "nothing to divide by")
    )
    assert calculation_text(failed) == "523 / 5: nothing to divide by (division_by_zero)"
