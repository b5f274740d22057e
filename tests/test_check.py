"""bot.check: what bears a sentence out, alone or together, and what contradicts it."""

from __future__ import annotations

import re

import pytest

from bot import Explainer
from bot.check import check_paragraph

HAN, LATIN = re.compile(r"[\u3400-\u9fff]"), re.compile(r"[a-z]{4,}")


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer()


SENTENCES = [
    ("Larry Ellison likes sailing.", "not_found"),
    ("艾利森喜歡打網球。", "not_found"),
    ("A letter of intent must be registered with a court.", "not_found"),
    (
        "A letter of intent states what two parties plan to do and is usually not binding.",
        "supported",
    ),
    ("意向書寫下雙方打算做的事，通常沒有法律約束力。", "supported"),
]


@pytest.mark.parametrize(("sentence", "verdict"), SENTENCES)
def test_a_sentence_without_a_figure_needs_its_words(explainer, sentence, verdict) -> None:
    """Invented claims about known parties are not found; reworded ones are supported."""
    assert check_paragraph(explainer.library, sentence).sentences[0].verdict == verdict


SEVERAL = [
    ("甲骨文2025年11月底的RPO是5,230億美元，年增438%。", "supported"),
    ("Oracle's RPO was $523 billion at the end of November 2025, up 438%.", "supported"),
    ("輝達2026會計年度第三季營收為570.06億美元，年增62%。", "supported"),
    ("CoreWeave's third-quarter 2025 revenue was $1.36 billion, up 134%, with a net loss of $110"
     " million.", "supported"),
    ("CoreWeave's third-quarter 2025 revenue was $1.36 billion, up 143%, with a net loss of $110"
     " million.", "number_mismatch"),
    ("甲骨文2025年11月底的RPO是5,230億美元，年減438%。", "contradicted"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "verdict"), SEVERAL)
def test_several_source_sentences_bear_one_out(explainer, sentence, verdict) -> None:
    """Two figures of one sentence may stand in two sentences of the sources, both are shown."""
    checked = check_paragraph(explainer.library, sentence).sentences[0]
    assert checked.verdict == verdict
    assert checked.beside


def test_only_the_figure_that_is_wrong_is_named(explainer) -> None:
    checked = check_paragraph(explainer.library, SEVERAL[4][0]).sentences[0]
    assert [f.text for f in checked.findings] == ["143%"]


STANDING = [
    ("Oracle's RPO fell to $523 billion.", "contradicted"),
    ("甲骨文2025年11月底RPO跌到5,230億美元。", "contradicted"),
    ("Oracle's RPO rose to $523 billion.", "supported"),
    ("Oracle expects capital spending of about $35 billion in fiscal 2026.", "out_of_date"),
    ("甲骨文2026會計年度資本支出指引為350億美元。", "out_of_date"),
    ("In September 2025 Oracle planned capital spending of about $35 billion for fiscal 2026.",
     "supported"),
    ("Oracle expects capital spending of about $50 billion in fiscal 2026.", "supported"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "verdict"), STANDING)
def test_a_figure_stands_and_moved_as_told(explainer, sentence, verdict) -> None:
    """A level told with the other direction is contradicted; a plan that was replaced is old."""
    assert check_paragraph(explainer.library, sentence).sentences[0].verdict == verdict


ELSEWHERE = [
    ("NVIDIA has paid OpenAI $100 billion.", "status_overstated"),
    ("輝達已付給OpenAI 1,000億美元。", "status_overstated"),
    ("OpenAI is listed on Nasdaq.", "not_found"),
    ("TSMC lends money to farmers.", "not_found"),
    ("Microsoft signed a $300 billion cloud contract with Oracle.", "contradicted"),
    ("亞馬遜持有OpenAI 27%的股權。", "contradicted"),
]


@pytest.mark.parametrize(("sentence", "verdict"), ELSEWHERE)
def test_what_speaks_of_something_else_contradicts_nothing(explainer, sentence, verdict) -> None:
    """A definition, or a sentence of another party without the figure, is no contradiction."""
    assert check_paragraph(explainer.library, sentence).sentences[0].verdict == verdict


def test_the_source_with_most_of_the_figures_is_shown() -> None:
    """Not one of another day, of which only the time differs."""
    library = Explainer().library
    dated = check_paragraph(library, "Oracle shares fell 12% on 11 December 2025.").sentences[0]
    assert dated.verdict == "number_mismatch"
    assert "11 December" in (dated.quote or "")
    shared = check_paragraph(library, "OpenAI與甲骨文的合約約3,000億美元、為期4年，每年750億美元。")
    assert shared.sentences[0].verdict == "number_mismatch"
    assert "3,000億美元" in (shared.sentences[0].quote or "")


@pytest.mark.parametrize(
    ("paragraph", "foreign"),
    [
        ("NVIDIA invested $100 billion in OpenAI. Oracle's RPO was $511 billion.", HAN),
        ("輝達投資OpenAI 1,000億美元。甲骨文2025年11月底的RPO是5,110億美元。", LATIN),
        ("甲骨文的RPO是5,110億美元。Oracle shares fell 12% on 11 December 2025.", LATIN),
    ],
)
def test_all_notes_are_in_the_paragraphs_language(explainer, paragraph, foreign) -> None:
    """The verdict's words and each reason, with the figures that it names."""
    checked = check_paragraph(explainer.library, paragraph)
    said = [
        note for one in checked.sentences for note in (one.words, *(f.reason for f in one.findings))
    ]
    said = [note.replace("12%", "") for note in said]
    assert len(said) >= 4
    assert not [note for note in said if foreign.search(note)]
