"""What a reader's own documents are told by: the likeliest sentence, or what comes nearest."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import Explainer
from bot.answer.plan.own_telling import HARDLY, what_comes_nearest
from bot.answer.retrieve import retrieve
from bot.answer.understand import understand

CONTRACT = """# Contract for the Harrowmere pools

## 4. Deductions

The operator forfeits $450 for every hour in which a pool stays shut without notice. Notice is given two days ahead.

## 5. Income

Takings above $1.2 million a year are divided: 35 per cent goes to the town. The bid of Tidewell Leisure was set aside, since nobody would vouch for it.

## 6. People

The town's officer for this contract is Marit Solheim. The fund for pensions had a gap of $1.4 million in 2024.
"""  # noqa: E501
MINUTES = """# 梧桐社區管理委員會紀錄

電梯更新案經六票贊成，由宏曜公司承做，保固三年。

地下室燈具全面更換後，預估每年可省電費十七萬元。

颱風期間中庭積水，清理費用為8萬6,000元，由住戶林淑敏負責追蹤進度。
"""


@pytest.fixture(scope="module")
def shelf(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("nearest")
    (folder / "contract.md").write_text(CONTRACT, encoding="utf-8")
    (folder / "minutes.md").write_text(MINUTES, encoding="utf-8")
    library.add("nearest", [folder])
    yield library.over(["nearest"])
    library.remove("nearest")


@pytest.fixture(scope="module")
def ask(shelf):
    return Explainer(shelf.settings, shelf).ask


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("If a pool closes without warning, what does an hour cost the company running it?", "450"),
        ("What slice of the takings over the line ends up with the town?", "35"),
        ("Whose bid was thrown out?", "Tidewell"),
        ("Whom do I call at the town about this contract?", "Solheim"),
        ("換電梯最後給哪家做？", "宏曜"),
        ("地下室的燈換掉以後一年省多少？", "十七萬"),
        ("颱風淹水後的善後是誰在盯？", "林淑敏"),
    ],
)
def test_a_sentence_in_other_words_than_the_questions_is_quoted(ask, question, said):
    """The sentence that answers is told, plainly or as what comes nearest."""
    answer = ask(question)
    assert answer.status in ("answered", "partial")
    assert said in "".join(s.text for s in answer.sentences), answer.answer
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "hedge"),
    [
        ("How many hours a week must the pools be open?", "do not say this in so many words"),
        ("社區大樓一共有幾戶住戶？", "沒有直接這樣寫"),
    ],
)
def test_what_only_comes_nearest_says_so_and_refuses(ask, question, hedge):
    """A doubtful answer opens by saying so, has the refusal's code and cites what it quotes."""
    answer = ask(question)
    assert answer.status == "partial"
    assert answer.refusal is not None
    assert answer.refusal.code == "not_in_corpus"
    assert hedge in answer.sentences[0].text
    assert answer.sentences[0].kind == "transition"
    assert all(s.markers for s in answer.sentences[1:])


def test_a_brief_answer_quotes_one_sentence(ask):
    """The level bounds what is quoted as coming nearest, too."""
    answer = ask("How many hours a week must the pools be open?", level="brief")
    assert len([s for s in answer.sentences if s.kind == "claim"]) == 1


def test_pensions_in_a_document_are_no_advice(ask):
    """A question that names shares or a pension fund asks what the reader's document says."""
    answer = ask("How big was the hole in the pension fund?")
    assert "1.4 million" in answer.answer


@pytest.mark.parametrize(
    "question", ["Should I buy shares of the operator?", "我該買宏曜的股票嗎？"]
)
def test_advice_is_refused_of_documents_too(ask, question):
    """What the reader should buy is no matter of what the documents say."""
    assert ask(question).refusal.code == "investment_advice"


def test_what_hardly_speaks_of_it_is_not_quoted(shelf):
    """Below the least sureness nothing is quoted; above it the first sentence and those near."""
    question = understand("What does an hour of closure cost?", (), shelf.glossary, shelf.phrases)
    found = retrieve(question, shelf.searcher, None, shelf.glossary)
    likely = replace(found, signals={"own_sure": HARDLY, "own_near": 1.0})
    assert what_comes_nearest(question, likely) == found.sentences[:1]
    two = replace(found, signals={"own_sure": HARDLY, "own_near": 7.0})
    assert what_comes_nearest(question, two) == found.sentences[:2]
    hardly = replace(found, signals={"own_sure": HARDLY / 2, "own_near": 7.0})
    assert what_comes_nearest(question, hardly) == ()


@pytest.mark.parametrize(
    "question",
    [
        "How much money did Tidewell Leisure bid for the pools?",
        "宏曜公司承做電梯更新要多少錢？",
    ],
)
def test_money_is_not_told_by_a_sentence_that_has_none(ask, question):
    """The sentence on the bid tells no sum: another sum of the document is no answer."""
    answer = ask(question)
    assert answer.status == "refused"
    assert answer.refusal.code == "not_in_corpus"


def test_why_somebody_paid_is_told_by_a_sentence_without_money(ask):
    """A reason has no unit, whatever its question speaks of."""
    assert "vouch" in ask("Why did the money offered by Tidewell Leisure not count?").answer
