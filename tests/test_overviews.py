"""What a general message is answered with: our own reading, then the digests' sentences for it."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.language.introductions import introduced
from bot.settings import data_root
from tools.questions import TUNING, rows_of

READING = "looplens-reading"
CORPUS = load_corpus(data_root("corpus"))
OVERVIEWS = {overview.passage_id: overview for overview in CORPUS.overviews}


@pytest.fixture(scope="module")
def explainer() -> Explainer:
    return Explainer(engine="extractive")


def told(answer) -> list[str]:
    return [citation.passage_id for citation in answer.citations]


GENERAL = [
    ("Who all is mixed up in this?", "players"),
    ("這齣戲到底有哪些人在演？", "players"),
    ("Just how big are the sums we're talking about here?", "sums"),
    ("Give me the order in which things happened", "timeline"),
    ("整件事的來龍去脈，按時間排", "timeline"),
    ("Anything new since January 2026?", "since-then"),
    ("How did Wall Street take it?", "market-reaction"),
    ("股市買單嗎？當時怎麼反應？", "market-reaction"),
    ("How hungry for electricity is all of this?", "power"),
    ("Which words do I need to know before I read on?", "terms"),
    ("Which of these promises are firm and which are just talk?", "known-unknown"),
    ("Both camps in one go, please: fans and doubters", "both-sides"),
    ("軟銀在裡面是幹嘛的？", "softbank"),
    ("What do the big banks and think tanks make of the build-out?", "research-views"),
]


def test_general_messages_are_answered_by_their_overview(explainer):
    """Four fifths of these, none of which the weights were fitted on; and none is refused."""
    assert not {q for q, _ in GENERAL} & {
        row["question"] for row in rows_of(TUNING / "readings.jsonl")
    }
    answers = [(key, explainer.ask(question)) for question, key in GENERAL]
    right = [told(a)[:1] == [f"{READING}/{key}"] for key, a in answers]
    assert 5 * sum(right) >= 4 * len(GENERAL)
    assert sum(a.status == "refused" for _, a in answers) <= 2


def test_the_digests_sentences_follow_in_their_order(explainer):
    answer = explainer.ask("這齣戲到底有哪些人在演？")
    after = [key for key in told(answer) if not key.startswith(READING)]
    meant = [ref.passage_id for ref in OVERVIEWS[f"{READING}/players"].tells]
    assert len(after) >= 3
    assert after == meant[: len(after)]


def test_more_is_told_in_detail_and_less_in_brief(explainer):
    question = "Give me the order in which things happened"
    lengths = [
        len(told(explainer.ask(question, level=level)))
        for level in ("brief", "standard", "detailed")
    ]
    assert lengths == sorted(set(lengths))


def test_what_came_later_is_told_only_as_of_a_later_day(explainer):
    """An overview of what came later is of nothing else, whatever day the reader stands at."""
    later = {p.id for p in CORPUS.passages if p.later}
    question = "Besides OpenAI, whom else has NVIDIA backed with cash?"
    assert not later & set(told(explainer.ask(question, level="detailed")))
    assert later & set(told(explainer.ask(question, level="detailed", as_of="latest")))
    assert later & set(told(explainer.ask("Anything new since January 2026?")))


@pytest.mark.parametrize(
    "question",
    [
        "How much did SoftBank get for its NVIDIA shares?",
        "甲骨文2025年11月底的總債務是多少？",
        "How many gigawatts does the AMD agreement cover?",
        "OpenAI 2025年上半年營收多少？",
    ],
)
def test_a_question_for_one_figure_is_given_no_overview(explainer, question):
    """The figure opens the answer."""
    assert not told(explainer.ask(question))[0].startswith(READING)


@pytest.mark.parametrize(
    "question",
    [
        "Who should I put my savings on?",
        "推薦我買哪一檔？",
        "Give me a recipe for onion soup",
        "誰會贏得下屆世界盃？",
    ],
)
def test_what_is_refused_stays_refused(explainer, question):
    assert explainer.ask(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        ("Tell me about NVIDIA", "nvidia-results"),
        ("Could you introduce Microsoft to me, please?", "microsoft-role"),
        ("跟我介紹一下OpenAI這家公司", "openai-results"),
        ("Quick rundown on CoreWeave", "coreweave"),
        ("說說甲骨文吧", "oracle-results"),
    ],
)
def test_who_asks_for_a_company_alone_is_told_of_it(explainer, question, key):
    """The words all together looked like a forecast to the weights."""
    assert told(explainer.ask(question))[0] == f"{READING}/{key}"


@pytest.mark.parametrize(
    "question",
    [
        "Tell me about NVIDIA's gross margin",
        "Tell me about Oracle and SoftBank",
        "Tell me about Oracle's future",
        "Tell me about the weather",
        "介紹一下甲骨文的負債",
    ],
)
def test_who_asks_for_more_or_less_than_a_company_is_no_introduction(question):
    library = Explainer(engine="extractive").library
    asked = understand(question, (), library.glossary, library.phrases, as_of="article")
    assert introduced(asked) == ""


def test_every_overview_follows_a_passage_of_ours():
    ours = {p.id for p in CORPUS.passages if p.source_id == READING}
    assert set(OVERVIEWS) <= ours
    assert all(len(overview.tells) >= 5 for overview in OVERVIEWS.values())
