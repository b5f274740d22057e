"""A turn of speech asks for a measure: "how much does X owe" is its debt, which then opens."""

from __future__ import annotations

import re

import pytest

from bot import Explainer
from bot.answer.understand import understand
from bot.language.measures_asked import NAME, compiled


@pytest.fixture(scope="module")
def explainer(library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


def first(answer: str) -> str:
    """The first sentence of an answer."""
    return re.split(r"\[\d+\]", answer, maxsplit=1)[0]


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How much money does Meta owe at present?", "total_debt"),
        ("How deeply is Oracle in debt?", "total_debt"),
        ("Anthropic一共欠了多少錢？", "total_debt"),
        ("What was SoftBank worth?", "valuation"),
        ("CoreWeave這家公司值多少錢？", "valuation"),
        ("How much money does Anthropic still have in the bank?", "cash_and_securities"),
        ("微軟帳上還有多少現金？", "cash_and_securities"),
        ("For what price may OpenAI take up the AMD stock?", "exercise_price"),
        ("How many dollars a share has Meta gained since July?", "share_price"),
        ("By how much did Oracle's value climb?", "market_cap_change"),
        ("How long are Oracle's new leases to run?", "lease_term"),
        ("租約一簽就是幾年？", "lease_term"),
        ("How much would it cost to build one gigawatt?", "capital_cost_per_gw"),
        ("造1吉瓦得花多少錢？", "capital_cost_per_gw"),
        ("How much money is CoreWeave actually making?", "net_income"),
        ("微軟一季賺多少？", "net_income"),
        ("How much did Meta take in last year?", "revenue"),
        ("How much must CoreWeave pay in interest?", "net_interest_expense"),
        ("How much is Alphabet planning to spend on new data centres?", "capex"),
        ("How many GPUs is Oracle due to buy?", "gpu_count"),
        ("Whose part of OpenAI is bigger?", "stake"),
    ],
)
def test_a_turn_of_speech_asks_for_a_measure(library, question, measure):
    """The measure is read, and its name is what is searched for; the text stays the reader's."""
    read = understand(question, (), library.glossary, library.phrases)
    assert [m.concept for m in read.metrics] == [measure]
    assert read.text == question
    assert library.glossary.name(measure, read.language) in read.standalone


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("How much does Microsoft owe Oracle?", "total_debt"),
        ("Meta欠微軟多少錢？", "total_debt"),
        ("What is the deal of Meta worth?", "valuation"),
        ("How much money does NVIDIA have riding on Intel?", "cash_and_securities"),
        ("輝達有多少錢投到英特爾？", "cash_and_securities"),
        ("How much did Microsoft make from Azure?", "net_income"),
        ("How much revenue did Meta lose in what it sold?", "total_debt"),
    ],
)
def test_another_thing_is_asked_for(library, question, measure):
    """A creditor, a deal, a use of the money or a measure that is named makes it another one."""
    read = understand(question, (), library.glossary, library.phrases)
    assert measure not in {m.concept for m in read.metrics}


def test_a_turn_that_is_no_pattern_is_refused() -> None:
    """A pattern has a name for any company and says which words stand for the measure."""
    turn = compiled("how much does {X} «weigh»")
    found = turn.search(f"how much does {NAME * 4} weigh")
    assert found is not None
    assert found["m"] == "weigh"
    with pytest.raises(re.error):
        compiled("how much (does {X} «weigh»")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How much money does Oracle owe at present?", "$106 billion"),
        ("甲骨文總共欠了多少債？", "1,060億"),
        ("How deeply is CoreWeave in debt?", "$11.17 billion"),
        ("What is OpenAI as a company worth?", "$500 billion"),
        ("How much is NVIDIA itself worth?", "$4.46 trillion"),
        ("輝達現在值多少？", "4.46兆"),
        ("How much money did OpenAI hold in the bank?", "$17.5 billion"),
        ("OpenAI帳上還剩多少錢？", "175億"),
        ("For what price may OpenAI buy the AMD stock?", "$0.01"),
        ("For how long do Oracle's new leases run?", "19 years"),
        ("甲骨文那些租約要簽多久？", "19年"),
        ("How much would it cost to build one gigawatt?", "$40 billion"),
        ("一吉瓦的造價是多少？", "400億"),
        ("How much money is CoreWeave making?", "net loss of $110 million"),
        ("How much did NVIDIA take in during the third quarter of fiscal 2026?", "$57.006 billion"),
        ("How much must CoreWeave pay in interest?", "$310.6 million"),
        ("How many GPUs is Oracle due to buy?", "400,000"),
        ("How quickly has NVIDIA grown?", "62% year on year"),
        ("CoreWeave成長得有多快？", "134%"),
        ("How large was Oracle's order book?", "$523 billion"),
        ("甲骨文手裡有多少在手訂單？", "5,230億"),
        ("How costly are CoreWeave's loans?", "7% to 15%"),
        ("What interest does Oracle pay on the new bonds?", "4.45% to 6.10%"),
        ("How much cash has Oracle received for its stake in Ampere?", "$4.3 billion"),
        ("How much did NVIDIA's value climb on 22 September 2025?", "$170 billion"),
    ],
)
def test_the_figure_asked_for_outright_opens(explainer, question, figure):
    """Before what else stands near it, and of the party named."""
    answer = explainer.ask(question)
    assert figure in first(answer.answer), answer.answer


def test_a_fall_in_dollars_a_share_is_worked_out(explainer):
    """What a share lost is a difference of two prices, and no net loss."""
    answer = explainer.ask(
        "How many dollars a share has Oracle lost since its September 2025 high?"
    )
    assert "345.72 − 197" in first(answer.answer)


@pytest.mark.parametrize(
    "question",
    [
        "How much money does Meta owe?",
        "What is SoftBank worth?",
        "微軟帳上有多少現金？",
        "How much interest does Amazon pay?",
    ],
)
def test_what_the_sources_do_not_hold_is_refused(explainer, question):
    """Another company's figure is no answer."""
    assert explainer.ask(question).status == "refused"


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many different customers stood behind Oracle's RPO leap?", "3 different customers"),
        ("How many new tranches did Oracle's notes come in?", "6 tranches"),
    ],
)
def test_what_is_counted_leads_the_measure_beside_it(explainer, question, figure):
    """ "How many customers" asks for a number of them, whatever amount is named beside."""
    assert figure in first(explainer.ask(question).answer)


@pytest.mark.parametrize(
    ("question", "refused"),
    [
        ("Give me a summary of the telecom bust.", False),
        ("總結一下電信業的破產潮", False),
        ("Give me a summary of the Macbeth parallel.", True),
        ("總結一下三國演義", True),
    ],
)
def test_a_digest_may_be_summarised_by_its_topic(explainer, question, refused):
    """Where all words of the topic stand in the digest that is nearly surely meant."""
    answer = explainer.ask(question)
    assert (answer.status == "refused") is refused
    if not refused:
        told = {c.passage_id.partition("/")[0] for c in answer.citations}
        assert "telecom-parallel" in told


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("What would OpenAI be paying CoreWeave?", "$22.4 billion"),
        ("How much is Microsoft going to receive from OpenAI?", "$250 billion"),
        ("OpenAI會付給CoreWeave多少錢？", "224億"),
        ("微軟會從OpenAI收到多少錢？", "2,500億"),
        ("How much would OpenAI get from NVIDIA?", "$100 billion"),
    ],
)
def test_what_is_paid_or_received_is_the_deals_amount(explainer, question, figure):
    """By the leg whose giver pays; that it lies ahead was agreed and is no forecast."""
    assert figure in first(explainer.ask(question).answer)


def test_no_leg_means_no_amount(explainer):
    """Another party's contract is not told as one with the party named."""
    assert "$300 billion" not in first(explainer.ask("What will Meta be paying Oracle?").answer)


@pytest.mark.parametrize(
    ("question", "worked"),
    [
        ("Adding all the projected years of Oracle's OCI, where do we end up?", "= 381"),
        ("Adding both payments of SoftBank into OpenAI, how many dollars is that?", "= 30"),
        (
            "Of NVIDIA's planned investment in OpenAI, what percentage is the opening payment?",
            "10 ÷ 100 = 10%",
        ),
    ],
)
def test_a_sum_and_a_first_payment_in_english(explainer, question, worked):
    """What is added is all of it, and no move of a share price is a share."""
    assert worked in first(explainer.ask(question).answer)
