"""bot.answer.plan: calculations by rules, premises, refusals, from real facts of the ledger."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from bot.answer.plan import plan as make_plan
from bot.answer.plan.arithmetic import calculations
from bot.answer.plan.premises import corrections
from bot.answer.plan.refusals import refuse
from bot.answer.plan.selection import choose_facts, rivals
from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.knowledge.ledger import Ledger
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.language.wording import Wording
from bot.records import Evidence, Question, ScoredFact
from bot.settings import data_root

NOTHING = Evidence((), (), (), {})


@pytest.fixture(scope="module")
def parts():
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)
    return Ledger(corpus.facts, corpus.flows), glossary, Phrases(data_root("prompts"))


@pytest.fixture
def read(parts):
    def read(text: str) -> Question:
        return understand(text, (), parts[1], parts[2])

    return read


def scored(ledger: Ledger, *ids: str, score: float = 0.9) -> tuple[ScoredFact, ...]:
    facts = [ledger.get(i) for i in ids]
    assert all(facts)
    return tuple(
        ScoredFact(f, score - 0.01 * n, (), 0.5, named=True) for n, f in enumerate(facts) if f
    )


def found(facts: tuple[ScoredFact, ...]) -> Evidence:
    """Evidence of nothing but these facts."""
    return Evidence((), (), facts, {})


WORKED = [
    (
        "At NT$32 to the dollar, what is Oracle's RPO in Taiwan dollars?",
        ["ORCL-008"],
        "16736000000000",
        "TWD",
    ),
    ("匯率以31.5計算，甲骨文RPO折合新台幣多少？", ["ORCL-008"], "16474500000000", "TWD"),
    ("What was Oracle's RPO a year earlier?", ["ORCL-008", "ORCL-009"], "97211895910.78", "USD"),
    ("甲骨文RPO一年前是多少?", ["ORCL-008", "ORCL-009"], "97211895910.78", "USD"),
    (
        "How much is the OpenAI contract with Oracle per year?",
        ["OPAI-011"],
        "60000000000",
        "USD/year",
    ),
    ("OpenAI與甲骨文的合約一個月要付多少?", ["OPAI-011"], "5000000000", "USD/month"),
    ("甲骨文平均每個月要花多少資本支出?", ["ORCL-020"], "2958333333.33", "USD/month"),
    (
        "How much a month is Oracle's capex over the last four quarters?",
        ["ORCL-020"],
        "2958333333.33",
        "USD/month",
    ),
    (
        "How far below expectations was Oracle's free cash flow?",
        ["ORCL-025", "ORCL-026"],
        "-4800000000",
        "USD",
    ),
    ("甲骨文自由現金流比預期差多少?", ["ORCL-025", "ORCL-026"], "-4800000000", "USD"),
    (
        "If only 60% of the OpenAI contract with Oracle is paid, how much is that?",
        ["OPAI-011"],
        "180000000000",
        "USD",
    ),
    ("如果OpenAI與甲骨文的合約跑六年,每年多少?", ["OPAI-011"], "50000000000", "USD/year"),
    (
        "What share of Oracle's revenue is its cloud revenue?",
        ["ORCL-004", "ORCL-002"],
        "49.69",
        "%",
    ),
    ("How many times its capex is Oracle's RPO?", ["ORCL-008", "ORCL-020"], "14.73", "x"),
    (
        "微軟與輝達合計投資Anthropic多少?",
        ["NVDA-029", "NVDA-029a", "NVDA-020"],
        "15000000000",
        "USD",
    ),
    ("甲骨文RPO一年之內增加了多少美元?", ["ORCL-008", "ORCL-009"], "425788104089.2", "USD"),
    ("What is 40 billion divided by 400,000?", [], "100000", "1"),
    ("5,230億美元除以300億美元是多少?", [], "17.43", "1"),
]


@pytest.mark.parametrize(("text", "ids", "value", "unit"), WORKED)
def test_a_question_is_computed_from_its_facts(parts, read, text, ids, value, unit):
    """Each operation takes its operands from facts or the reader and gives one result."""
    ledger = parts[0]
    made, purposes = calculations(read(text), found(scored(ledger, *ids)), ledger)
    assert made, "nothing was planned"
    assert made[-1].value is not None
    exact = Decimal(made[-1].value)
    assert abs(exact - Decimal(value)) <= abs(Decimal(value)) * Decimal("0.001")
    assert made[-1].unit == unit
    assert len(purposes) == len(made)


def test_every_operand_has_one_origin(parts, read):
    """Operands are cited, given, constant or an earlier calculation, and nothing else."""
    ledger = parts[0]
    for text, ids, _, _ in WORKED:
        made, _ = calculations(read(text), found(scored(ledger, *ids)), ledger)
        for operand in (o for c in made for o in c.operands):
            origins = (operand.ref, operand.given, operand.calculation, operand.constant)
            assert sum(o is not None for o in origins) == 1, (text, operand)


def test_nothing_is_computed_without_its_operands(parts, read):
    """Where a growth is missing the level before it is not guessed."""
    ledger = parts[0]
    made, _ = calculations(
        read("What was it a year earlier?"), found(scored(ledger, "OPAI-007")), ledger
    )
    assert made == ()


PREMISES = [
    ("Now that NVIDIA has paid OpenAI $100 billion, what follows?", "NVDA-020", "status"),
    ("輝達已支付OpenAI的1,000億美元用在哪裡?", "NVDA-020", "status"),
    ("Why did Oracle's RPO reach $900 billion?", "ORCL-008", "amount"),
    ("為什麼甲骨文的RPO達到9,000億美元?", "ORCL-008", "amount"),
    ("Why did Oracle's RPO fall over the year?", "ORCL-009", "sign"),
    ("So OpenAI has been paying Oracle under the contract since 2025?", "OPAI-012", "time"),
    ("OpenAI從2025年就開始付甲骨文這筆錢了吧？", "OPAI-012", "time"),
    ("Oracle's second quarter of 2025: so that is April to June?", "ORCL-001", "time"),
    ("甲骨文2025年第二季是4到6月的業績嗎？", "ORCL-001", "time"),
    ("Now that auditors have confirmed Burry's claim, what follows?", "DEPR-008", "opinion"),
    ("會計師已經證實貝瑞的說法，接下來呢？", "DEPR-008", "opinion"),
    ("Did NVIDIA buy Oracle?", "ORCL-066", "relation"),
    ("Did OpenAI invest in NVIDIA?", "NVDA-020", "direction"),
]


@pytest.mark.parametrize(("text", "fact", "kind"), PREMISES)
def test_a_false_premise_is_corrected(parts, read, text, fact, kind):
    """What is planned, wrong, early, unproven or done by nobody is named."""
    ledger = parts[0]
    found = corrections(read(text), scored(ledger, fact), ledger)
    assert [c.text for c in found] == [kind]
    assert found[0].ref == ledger.get(fact).stated_in


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("Why did Oracle's RPO reach $523 billion?", "ORCL-008"),
        ("為什麼甲骨文的RPO達到5,230億美元?", "ORCL-008"),
        ("If NVIDIA had paid OpenAI $100 billion, what would follow?", "NVDA-020"),
        ("If Oracle's RPO were $900 billion, what share would OpenAI be?", "ORCL-008"),
        ("Oracle's software revenue growth in its second quarter?", "ORCL-007a"),
        ("甲骨文第二季軟體營收成長率？", "ORCL-007a"),
        ("Oracle's revenue growth (September to November 2025)?", "ORCL-001"),
        ("甲骨文的營收（2025年9月至11月）？", "ORCL-001"),
        ("Oracle's free cash flow was minus $10 billion. Was it positive before?", "ORCL-025"),
        ("Microsoft invested $13bn in Oracle, right?", "NVDA-029a"),
    ],
)
def test_a_true_premise_or_a_supposition_is_left_alone(parts, read, text, fact):
    """What the sources say, or the reader only supposes, is not corrected."""
    ledger = parts[0]
    assert corrections(read(text), scored(ledger, fact), ledger) == ()


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_a_refusal_names_a_wording_that_works(parts, read, language):
    """An ambiguous question gets the choices and a question about one of them."""
    ledger, glossary, phrases = parts
    text = "What was the revenue?" if language == "en" else "營收是多少?"
    facts = scored(ledger, "ORCL-002", "NVDA-003", "CRWV-001", "OPAI-001")
    wording = Wording(phrases, glossary, language)
    refusal = refuse(read(text), NOTHING, facts, wording)
    assert refusal is not None
    assert refusal.code == "ambiguous"
    assert wording.party("GLO-001") in refusal.message
    assert refusal.rephrase


def test_unlike_accounts_of_one_figure_are_rivals(parts):
    """The contract's two accounts are set beside each other; another figure is not."""
    ledger = parts[0]
    ranked = scored(ledger, "OPAI-011", "OPAI-013", "OPAI-016")
    assert [s.fact.id for s in rivals(ranked)] == ["OPAI-016"]


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("甲骨文的RPO換算成新台幣是多少？", True),
        ("What is Oracle's RPO in NT dollars?", True),
        ("At NT$32 to the dollar, what is Oracle's RPO in NT dollars?", False),
    ],
)
def test_a_missing_rate_is_asked_for(parts, read, text, missing):
    """Nothing is converted in silence at a rate of our own."""
    ledger, glossary, phrases = parts[0], parts[1], parts[2]
    made = make_plan(read(text), found(scored(ledger, "ORCL-008")), ledger, glossary, phrases)
    assert ("missing_rate" in {note.code for note in made.notes}) is missing
    assert any(c.unit == "TWD" for c in made.calculations) is not missing


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("What is SoftBank's stake in OpenAI?", True),
        ("軟銀在OpenAI的持股是什麼？", True),
        ("What is a stake?", False),
    ],
)
def test_a_partys_figure_asked_for_by_what_is_stated(parts, read, text, stated):
    """ "What is X's stake" asks for a figure, "what is a stake" for a definition."""
    question = read(text)
    assert question.intent == "definition"
    facts = tuple(replace(s, coverage=0.6) for s in scored(parts[0], "OPAI-029b"))
    assert bool(choose_facts(question, found(facts), ())) is stated
