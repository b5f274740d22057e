"""Which passage of our own reading a question asks for, in words that it was not fitted on."""

from __future__ import annotations

import json

import pytest

from bot import Explainer
from bot.answer.retrieve.our_reading import LEAST_OF_NONE, LIKELY, NONE, likely_readings
from bot.knowledge.corpus import load_corpus
from bot.settings import data_root
from tools.fit_readings import QUESTIONS, WEIGHTS
from tools.questions import rows_of

READING = "looplens-reading"
MANY = 12


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(engine="extractive")


def likeliest(question: str) -> str:
    """The passage that would open the answer; empty where none would."""
    chances = dict(likely_readings(question))
    none = chances.pop(NONE)
    best = max(chances, key=lambda name: chances[name])
    likely = chances[best] >= max(LIKELY, LEAST_OF_NONE * none)
    return best.split("/")[-1] if likely else ""


FRESH = [
    (
        "My aunt reckons the whole thing is 1999 with better chips. What is not the same?",
        "telecom-different",
    ),
    (
        "Suppose Sam Altman's firm runs dry: which of the three gets burnt worst?",
        "if-openai-cannot-pay",
    ),
    ("要是資料中心拖個一年半載才通電，甲骨文會怎樣？", "if-sites-are-late"),
    ("為什麼老黃願意掏錢給跟他買貨的人？", "nvidia-motive"),
    ("老黄为什么愿意掏钱给买他东西的人？", "nvidia-motive"),
    (
        "Does it have to be paid back, the cash NVIDIA promises, or do they become an owner?",
        "equity-or-loan",
    ),
    ("甲骨文那一大疊訂單，會不會最後拿不到半毛錢？", "backlog-can-vanish"),
]


def test_questions_in_fresh_words_find_their_passage():
    """Two thirds of these, which are farther off than most."""
    assert not {q for q, _ in FRESH} & {row["question"] for row in rows_of(QUESTIONS)}
    right = [likeliest(question) == key for question, key in FRESH]
    assert 3 * sum(right) >= 2 * len(FRESH)


@pytest.mark.parametrize(
    "question",
    [
        "What did NVIDIA earn in the third quarter of fiscal 2026?",
        "甲骨文9月發了多少債？",
        "Should I buy Oracle after the fall?",
        "Who won the ski race in Kitzbuehel?",
        "輝達下一季營收會是多少？",
    ],
)
def test_what_asks_for_something_else_finds_none(question):
    """A figure, advice, another subject, a forecast."""
    chances = likely_readings(question)
    assert max(p for name, p in chances.items() if name != NONE) < LIKELY


def test_every_passage_has_wordings_by_several_authors_or_many():
    """In both languages; and the weights know every passage and no other."""
    mine = {p.id for p in load_corpus(data_root("corpus")).passages if p.source_id == READING}
    rows = rows_of(QUESTIONS)
    for key in (name.split("/")[-1] for name in mine):
        wordings = [row for row in rows if row["reading"] == key]
        assert len({row["by"] for row in wordings}) >= 4 or len(wordings) >= MANY, key
        assert any(row["question"].isascii() for row in wordings)
    known = set(json.loads(WEIGHTS.read_text(encoding="utf-8"))["classes"])
    assert known == mine | {NONE}


def test_an_explanation_is_never_given_for_a_figure(explainer):
    """Our reading states none, so it cannot stand in for one."""
    answer = explainer.ask("How much more does Oracle owe than it takes in, and why is that risky?")
    assert not answer.citations or not answer.citations[0].passage_id.startswith(READING)


def test_a_refused_subject_that_our_reading_covers_is_answered(explainer):
    """The cue lists called these advice, a forecast or another field."""
    for question in (
        "Is AI a bubble?",
        "AI是泡沫嗎？",
        "How does this compare with the dot-com years?",
    ):
        answer = explainer.ask(question)
        assert answer.status == "answered"
        assert answer.citations[0].passage_id.startswith(READING)
    assert (
        explainer.ask("Should I sell my NVIDIA shares before the bubble bursts?").status
        == "refused"
    )
