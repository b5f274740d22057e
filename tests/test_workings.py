"""Calculations that a question spells out: read as a tree, operands found, worked out, cited.

The values are computed by hand in the last column, from the corpus' sentences or from what the
question itself gives; nothing is read from the product.
"""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from bot import Explainer
from bot.answer.understand import understand
from bot.calculate.expression import evaluate
from bot.language.script import has_han
from bot.records import Turn

DOCS = Path(__file__).parents[1] / "docs"
PAGE = Path(__file__).parent / "data" / "workings.jsonl"
ROWS = [json.loads(line) for line in PAGE.read_text("utf-8").splitlines()]


def rows(kind):
    """The rows of a kind, each with its question as its name."""
    return [pytest.param(r, id=r["turns"][-1]) for r in ROWS if r["kind"] == kind]


@pytest.fixture(scope="module")
def explainer(library):
    return Explainer(library.settings, library)


def told(explainer, turns):
    """The answer to the last of several turns."""
    history: list[Turn] = []
    for text in turns[:-1]:
        answer = explainer.ask(text, history=history)
        history += [Turn("user", text), Turn("assistant", answer.answer)]
    return explainer.ask(turns[-1], history=history)


def near(found: str | None, wanted: str) -> bool:
    """Equal to the digits that the row gives."""
    return found is not None and abs(Decimal(found) / Decimal(wanted) - 1) < Decimal("0.0005")


def holds(answer, value, unit):
    """The value is among the results, nothing was held back, and every result is reproducible."""
    results = [(c.value, c.unit) for c in answer.calculations]
    assert any(near(v, value) and u == unit for v, u in results), (results, answer.answer)
    assert not answer.findings
    for made in answer.calculations:
        again = evaluate(made.expression, language=answer.language)
        assert near(again.value, made.value or "0"), made.expression
        origins = [(o.marker, o.given, o.calculation, o.constant) for o in made.operands]
        assert all(sum(x is not None for x in four) == 1 for four in origins)


@pytest.mark.parametrize("row", rows("given"))
def test_the_readers_own_figures(explainer, row):
    """No source is needed for what the question itself gives, and none is cited."""
    answer = told(explainer, row["turns"])
    holds(answer, row["value"], row["unit"])
    assert not answer.citations
    assert "given" in {n.code for n in answer.notes}


@pytest.mark.parametrize("row", rows("facts"))
def test_figures_of_the_corpus(explainer, row):
    """Every operand that the reader does not give carries its sentence."""
    holds(told(explainer, row["turns"]), row["value"], row["unit"])


@pytest.mark.parametrize("row", rows("changed"))
def test_one_operand_changed(explainer, row):
    """A short follow-up takes the earlier calculation up with what it changes."""
    answer = told(explainer, row["turns"])
    holds(answer, row["value"], row["unit"])
    assert answer.question == row["turns"][-1]


SECTION = (DOCS / "calculator.md").read_text("utf-8").split("\n## Questions\n")[1].split("\n## ")[0]
SHOWN = [
    [cell.strip().strip("`") for cell in line.strip("|").split("|")]
    for line in SECTION.splitlines()
    if line.startswith("| `")
]


@pytest.mark.parametrize(("english", "chinese", "shown"), SHOWN, ids=[r[0] for r in SHOWN])
def test_the_page_shows_what_comes_out(explainer, english, chinese, shown):
    """Both ways of asking come to what docs/calculator.md says."""
    for question in (english, chinese):
        answer = explainer.ask(question)
        results = [" / ".join(dict.fromkeys(c.display.values())) for c in answer.calculations]
        assert shown in results, answer.answer


def test_both_languages_are_asked_alike():
    """About as many rows are in Chinese as in English."""
    chinese = sum(1 for r in ROWS if has_han(r["turns"][-1]))
    assert 0.4 <= chinese / len(ROWS) <= 0.6


@pytest.mark.parametrize(
    "question",
    [
        "divide $100 billion by 0",
        "100億除以零是多少？",
        "What is Oracle's RPO divided by zero?",
        "把甲骨文的RPO除以0",
    ],
)
def test_nothing_is_divided_by_zero(explainer, question):
    """The answer says so in one sentence, and the calculation holds the error as a value."""
    answer = explainer.ask(question)
    (made,) = answer.calculations
    assert made.value is None
    assert made.error is not None
    assert made.error.code == "division_by_zero"
    said = "divided by zero" if answer.language == "en" else "除以零"
    assert said in answer.sentences[0].text
    assert not answer.findings


@pytest.mark.parametrize(
    ("question", "advises"),
    [
        ("一顆GPU 3萬美元，1,000億美元可以買幾顆？", False),
        ("一颗芯片3万美元，1,000亿美元可以买几颗？", False),
        ("At $30,000 a chip, how many could $100 billion buy?", False),
        ("輝達一股200美元，我用10萬美元可以買幾股？該不該買？", True),
        ("Should I buy NVIDIA shares, and how many would $10,000 get me?", True),
    ],
)
def test_what_a_price_buys_is_a_division(explainer, question, advises):
    """How many chips an amount buys is worked out; shares to buy stay a matter of advice."""
    answer = explainer.ask(question)
    refused = answer.refusal is not None and answer.refusal.code == "investment_advice"
    assert refused == advises
    assert bool(answer.calculations) != advises


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("$38 billion at 5% simple interest for 3 years", "principal × rate × periods"),
        ("380億美元單利5%三年利息多少？", "本金 × 利率 × 期數"),
        ("380亿美元单利5%三年利息多少？", "本金 × 利率 × 期数"),
        ("1,000億美元以年利率5%複利十年是多少？", "本金 ×（1 + 利率）^ 期數"),
        ("What is $9 billion in 4 years worth today at 8%?", "amount ÷ (1 + rate)^periods"),
    ],
)
def test_the_formula_of_interest_is_named(explainer, question, formula):
    """Interest and present value are told with their formula in words."""
    assert formula in explainer.ask(question).answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("If Oracle's RPO grew 10% a year for 3 years?", "end of November 2025"),
        ("甲骨文的RPO每年成長10%，三年後是多少？", "2025年11月底"),
        ("What is a fifth of Oracle's RPO?", "end of November 2025"),
        ("What was Oracle's capex as a share of operating cash flow?", "September to November"),
        ("甲骨文的資本支出佔營業現金流幾成？", "2025年9月至11月"),
        ("How many times bigger is NVIDIA's revenue than Oracle's?", "July to October 2025"),
        ("輝達的營收是甲骨文的幾倍？", "2025年7月至10月"),
    ],
)
def test_a_figure_without_a_time_is_the_latest(explainer, question, told):
    """Where no time is asked for, every wording takes the same figure, and names its time."""
    assert told in explainer.ask(question).answer


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("If Meta wrote its 2025 capex off over four years, how much is that a year?", "the cost"),
        ("輝達的營業利益可以付幾次利息？利息保障倍數多少？", "利息或其他支出義務"),
    ],
)  # fmt: skip
def test_what_lacks_is_named(explainer, question, lacking):
    """Where an operand lacks nothing is worked out, and the note says which."""
    answer = explainer.ask(question)
    assert not answer.calculations
    (note,) = [n for n in answer.notes if n.code == "missing_operand"]
    assert lacking in note.text


@pytest.mark.parametrize(
    ("question", "standing"),
    [
        (
            "What do NVIDIA's letter of intent for OpenAI and SoftBank's December payment to "
            "OpenAI come to together?",
            "a letter of intent",
        ),
        ("輝達投資OpenAI的意向書加上軟銀12月付給OpenAI的錢，合計多少？", "意向書"),
    ],
)  # fmt: skip
def test_unlike_standings_are_said(explainer, question, standing):
    """A plan and money paid are put into one figure only with a visible note."""
    answer = explainer.ask(question)
    assert any(near(c.value, "122500000000") for c in answer.calculations), answer.answer
    (note,) = [n for n in answer.notes if n.code == "unlike_standing"]
    assert standing in note.text


PLAIN = [
    "What was Oracle's revenue in the second quarter of fiscal 2026?",
    "How much of Oracle's RPO is OpenAI's contract?",
    "「年化營收」跟「年營收」不是一樣嗎？為什麼不能混著講",
    "晶片到底能用幾年？貝瑞跟輝達各自怎麼說？",
    "Which rating house had not turned gloomy on Oracle by the middle of December?",
    "甲骨文的營收和資本支出各是多少？",
    "Is OpenAI worth the whole of its valuation?",
    "Is NVIDIA's investment in OpenAI paid in ten equal instalments?",
    "Did Oracle's RPO double within a year?",
    "What discount rate does the market apply to Oracle?",
    "Is half of Oracle's RPO owed by OpenAI?",
    "甲骨文的RPO有一半來自OpenAI嗎？",
    "OpenAI與甲骨文的合約是分期付款嗎？",
    "為什麼甲骨文的RPO每季都成長？",
]


@pytest.mark.parametrize("question", PLAIN)
def test_no_working_is_read_into_plain_questions(library, question):
    """Questions of facts, views and two figures are left to the simpler rules."""
    found = understand(question, (), library.glossary, library.phrases)
    assert found.working is None
