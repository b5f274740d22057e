"""Explanations and comparisons on the real corpus: what is told, and what is left out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot import Explainer
from bot.answer.plan.verdict import explains
from bot.answer.retrieve.cuts import compares, facets_of
from bot.answer.understand import understand
from bot.language.reasons import gives_reason

QUESTIONS = Path(__file__).parent / "data" / "prose_questions.jsonl"
LEAST = 26
"""Of the 34 questions of the file; 26 are answered, one is refused (docs/decisions/0045)."""


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library)


@pytest.fixture
def read(library):
    return lambda text: understand(text, (), library.glossary, library.phrases)


SIDES = [
    (
        "How does SoftBank's money for OpenAI differ from NVIDIA's?",
        ("SoftBank", "OpenAI"),
        ("NVIDIA", "OpenAI"),
    ),
    (
        "Amazon's contract with OpenAI versus Microsoft's Azure order: how big is each?",
        ("Amazon", "OpenAI"),
        ("OpenAI", "Microsoft", "Azure"),
    ),
    ("輝達投資英特爾跟投資OpenAI，差別在哪？", ("輝達", "英特爾"), ("輝達", "OpenAI")),
    ("思科跟朗訊當年借給客戶的錢，哪家多？", ("思科",), ("朗訊",)),
]


@pytest.mark.parametrize(("question", "one", "other"), SIDES)
def test_each_side_is_worded_without_the_other(read, question, one, other):
    """What only one side names stands in its wording alone; what both share stands in both."""
    asked = read(question)
    assert compares(asked)
    left, right = facets_of(asked)
    assert all(name in left for name in one)
    assert all(name in right for name in other)
    assert not any(name in right for name in one if name not in other)
    assert not any(name in left for name in other if name not in one)


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("What is RPO? Why does OpenAI need chips?", 2),
        ("什麼是RPO？為什麼OpenAI需要GPU？", 2),
        ("Why did CoreWeave cut its budget?", 0),
        ("甲骨文的淨利為什麼比較高？感覺很奇怪", 0),
    ],
)
def test_questions_of_one_message_are_told_apart(read, question, parts):
    """Only what asks, and has a subject of its own, is a question of its own."""
    assert len(facets_of(read(question))) == parts


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Why can nobody say how much of Oracle's RPO is OpenAI's?", True),
        ("為什麼甲骨文的自由現金流轉負？", True),
        ("Why did Oracle's RPO rise, and by how much?", False),
        ("How much did Oracle's RPO rise?", False),
        ("Do the press and OpenAI agree on what the contract is worth in all?", True),
        ("媒體和甲骨文對合約總金額的說法一致嗎？", True),
        ("Do the two figures agree, or what is the difference?", False),
    ],
)
def test_a_reason_is_not_worked_out(read, question, expected):
    """Whether a reason or an agreement is asked for: no arithmetic unless a figure is, besides."""
    assert explains(read(question)) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It cut the plan because a shell was late.", True),
        ("由於裝機完成才撥款，金額要看建置了多少。", True),
        ("Revenue was $4.1 billion.", False),
        ("營收為41億美元。", False),
    ],
)
def test_a_reason_is_told_from_a_figure(text, expected):
    assert gives_reason(text) is expected


WORKED = [
    "Why might a falling share of its biggest customer be good news for CoreWeave?",
    "最大客戶占比下降，為什麼對CoreWeave是好事？",
]


@pytest.mark.parametrize("question", WORKED)
def test_an_explanation_holds_no_sum_of_its_own(explainer, question):
    answer = explainer.ask(question)
    assert answer.citations[0].passage_id == "coreweave/largest-customer"
    assert not answer.calculations


LARGER = [
    ("Which lent more to telecom customers, Lucent or Cisco?", ("8.1", "2.4", "5.7")),
    ("思科跟朗訊當年借給客戶的錢，哪家多？", ("81", "24", "57")),
]


@pytest.mark.parametrize(("question", "figures"), LARGER)
def test_a_comparison_of_like_figures_ends_in_a_verdict(explainer, question, figures):
    """Both figures are stated and cited, and their difference is shown with its working."""
    answer = explainer.ask(question)
    assert all(figure in answer.answer for figure in figures)
    assert answer.calculations
    assert answer.sentences[0].calculations == (0,)


@pytest.mark.parametrize(
    "question",
    [
        "Which is further along, NVIDIA's money for Intel or its money for OpenAI?",
        "輝達投資英特爾跟投資OpenAI，哪一筆是已經做完的？差別在哪？",
    ],
)
def test_a_plan_is_not_subtracted_from_a_payment(explainer, question):
    """Both sides are told with what they are; no sum is made of an intention and a deed."""
    answer = explainer.ask(question)
    cited = {c.passage_id.partition("/")[2] for c in answer.citations}
    assert "intel" in cited
    assert any(c.passage_id.startswith("nvidia-openai-loi/") for c in answer.citations)
    assert not answer.calculations


def test_questions_written_beforehand_are_answered(explainer):
    """Explanations and comparisons by points, in both languages, each with a citation expected."""
    right = 0
    for line in QUESTIONS.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        answer = explainer.ask(case["question"], as_of=case.get("as_of", "article"))
        said = answer.answer.casefold()
        told = all(any(w.casefold() in said for w in point) for point in case["points"])
        cited = any(c.passage_id.startswith(p) for c in answer.citations for p in case["citations"])
        right += told and cited
    assert right >= LEAST
