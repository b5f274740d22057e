"""The sentence that most likely answers opens a plain answer; what hardly bears on it is left."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.language.script import fold
from bot.language.turns import LEADS_TO


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("甲骨文2025年11月底手上還有多少已簽約、尚未認列的營收？", "5,230億"),
        (
            "How much signed revenue that it has not recognised did Oracle have in November 2025?",
            "$523",
        ),
        ("What cut of its sales does OpenAI reportedly hand over to Microsoft?", "20%"),
        ("甲骨文2025年9月發債，搶著認購的最多到多少錢？", "880億"),
    ],
)
def test_the_likeliest_sentence_opens_the_answer(explainer, question, first):
    """Not the figure whose measure has most words of the question."""
    answer = explainer.ask(question)
    assert first in answer.sentences[0].text, answer.answer
    assert not answer.findings


@pytest.mark.parametrize(
    ("question", "never"),
    [
        ("甲骨文2025年9月發債，搶著認購的最多到多少錢？", "營收"),
        ("Burry's NVIDIA puts: how big a position was that, in notional terms?", "Oracle"),
    ],
)
def test_a_figure_of_an_unlikely_passage_is_left_aside(explainer, question, never):
    """A plain answer is short: what stands elsewhere and only shares a word is not told."""
    answer = explainer.ask(question)
    assert answer.status == "answered"
    assert all(never not in s.text for s in answer.sentences if s.kind == "claim"), answer.answer


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("To what level did Oracle lift its fiscal 2026 capital spending guidance?", "$50 billion"),
        ("How high did Oracle's RPO climb by the end of November 2025?", "$523 billion"),
        ("甲骨文11月底RPO增加到多少？", "5,230億"),
        ("甲骨文2025年12月把2026會計年度的資本支出指引上修到多少？", "500億"),
    ],
)
def test_what_a_change_led_to_is_told_before_the_change(explainer, question, first):
    """The level leads, and nothing is subtracted."""
    answer = explainer.ask(question)
    assert first in answer.sentences[0].text, answer.answer
    assert not answer.calculations


@pytest.mark.parametrize(
    "question",
    [
        "By how much did Oracle's RPO grow in the quarter to November 2025?",
        "How much higher is the guidance after the increase?",
        "甲骨文的RPO增加了多少？",
        "漲價之後少了多少？",
    ],
)
def test_how_much_changed_is_no_question_for_a_level(question):
    """ "By how much", 增加了多少."""
    assert LEADS_TO.search(fold(question)) is None


def test_one_sentence_is_the_one_that_opens(explainer):
    """Where a single sentence is asked for, it is not the first fact."""
    answer = explainer.ask("用一句話回答：甲骨文2025年9月發債，搶著認購的最多到多少錢？")
    assert len([s for s in answer.sentences if s.kind == "claim"]) == 1
    assert "880億" in answer.sentences[0].text, answer.answer


@pytest.mark.parametrize(
    ("question", "first", "then"),
    [
        ("甲骨文2025年9月至11月的營業現金流是多少？", "約21億美元", "223億"),
        (
            "What was Oracle's operating cash flow in the quarter to November 2025?",
            "$2.1 billion",
            "$22.3 billion",
        ),
    ],
)
def test_the_time_named_leads_a_longer_one_that_ends_with_it(explainer, question, first, then):
    """The quarter's figure, not that of the four quarters."""
    answer = explainer.ask(question)
    assert first in answer.sentences[0].text, answer.answer
    assert then not in answer.sentences[0].text


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("How big was Oracle's backlog at the end of November 2025?", "$523 billion"),
        ("How much of OpenAI does Microsoft own?", "27%"),
        ("What portion of OpenAI is held by Microsoft?", "27%"),
        ("微軟持有OpenAI多少股份？", "27%"),
        ("微软拥有OpenAI几成股份？", "27%"),
        ("Whose slice of OpenAI is larger, Microsoft's or SoftBank's?", "27%"),
    ],
)
def test_a_level_or_a_stake_opens_the_answer(explainer, question, first):
    """Not how the measure grew, and no number of shares worked out of other figures."""
    answer = explainer.ask(question)
    assert first in answer.sentences[0].text, answer.answer
    assert not answer.calculations


@pytest.mark.parametrize(
    "question",
    [
        "輝達還投資哪些公司？",
        "除了OpenAI，輝達還投資哪些公司？",
        "Besides Oracle, who does OpenAI buy computing from?",
        "Apart from Oracle, which companies sell computing to OpenAI?",
    ],
)
def test_who_else_is_told(explainer, question):
    """What a company invests in is no advice, and a name that is set aside is not demanded."""
    answer = explainer.ask(question)
    assert answer.status == "answered", answer.answer


@pytest.mark.parametrize("question", ["OpenAI有賺錢嗎？", "CoreWeave到底有沒有賺錢？"])
def test_whether_a_company_earns_is_no_advice(explainer, question):
    """What it lost is told."""
    answer = explainer.ask(question)
    assert answer.status == "answered", answer.answer
    assert "淨損" in answer.sentences[0].text


@pytest.mark.parametrize(
    "question", ["該投資哪些公司？", "除了輝達，還能投資哪些公司？", "買輝達賺錢嗎？"]
)
def test_what_to_invest_in_is_advice(explainer, question):
    """Where no company is said to invest."""
    assert explainer.ask(question).refusal.code == "investment_advice"


def test_whether_a_party_can_pay_is_no_forecast(explainer):
    """付得起 asks how a debt stands to what comes in; 最後還得起 what comes of it."""
    assert explainer.ask("OpenAI付得起嗎？").status == "answered"
    assert explainer.ask("OpenAI最後還得起錢嗎？").refusal.code == "future"
