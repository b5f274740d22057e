"""bot.answer.verify: what a sentence may rest on, by kind of fault."""

from __future__ import annotations

import pytest

from bot.answer.verify import verify_line
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.settings import data_root


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    corpus = load_corpus(data_root("corpus"))
    return Glossary(corpus.terms, corpus.metrics)


HARBOUR = "Harbour Lines reported revenue of $4.2 billion for the second quarter of 2024, up 12%."
HARBOUR_ZH = "港灣航運2024年第二季營收為42億美元，年增12%。"
PLAN = "Under a letter of intent NVIDIA intends to invest up to $100 billion in OpenAI."
LOSS = "Oracle's free cash flow was about minus $10 billion in the quarter."

HOLDS = [
    ("Harbour Lines had revenue of $4.2 billion in the second quarter of 2024 [1].", HARBOUR),
    ("Revenue at Harbour Lines was $4,200 million, up 12% [1].", HARBOUR),
    ("港灣航運2024年第二季營收42億美元，年增12%[1]。", HARBOUR),
    (
        "Harbour Lines reported revenue of $4.2 billion for the second quarter of 2024 [1].",
        HARBOUR_ZH,
    ),
    ("NVIDIA intends to invest up to $100 billion in OpenAI under a letter of intent [1].", PLAN),
    ("輝達依意向書擬投資OpenAI最高1,000億美元[1]。", PLAN),
    ("Oracle's free cash flow was about minus $10 billion in the quarter [1].", LOSS),
    ("甲骨文當季自由現金流約為負100億美元[1]。", LOSS),
]


@pytest.mark.parametrize(("answer", "quote"), HOLDS)
def test_what_the_quote_says_holds(glossary, answer, quote):
    """A paraphrase or translation with the quote's own figures is not flagged."""
    line = {"id": "x", "answer": answer, "citations": [{"marker": 1, "text": quote}]}
    assert verify_line(line, glossary)["findings"] == []


FAILS = [
    (
        "Harbour Lines had revenue of $4.7 billion in the second quarter of 2024 [1].",
        HARBOUR,
        "unsupported_number",
    ),
    ("港灣航運2024年第二季營收47億美元[1]。", HARBOUR, "unsupported_number"),
    (
        "Harbour Lines had revenue of $42 billion in the second quarter of 2024 [1].",
        HARBOUR,
        "wrong_scale",
    ),
    ("港灣航運2024年第二季營收42萬美元[1]。", HARBOUR_ZH, "wrong_scale"),
    (
        "Harbour Lines had revenue of €4.2 billion in the second quarter of 2024 [1].",
        HARBOUR,
        "wrong_unit",
    ),
    ("Oracle's free cash flow was about $10 billion in the quarter [1].", LOSS, "wrong_sign"),
    ("甲骨文當季自由現金流約為100億美元[1]。", LOSS, "wrong_sign"),
    (
        "Harbour Lines had revenue of $4.2 billion in the second quarter of 2023 [1].",
        HARBOUR,
        "wrong_period",
    ),
    (
        "Harbour Lines had revenue of $4.2 billion in the third quarter of 2024 [1].",
        HARBOUR,
        "wrong_period",
    ),
    ("Microsoft intends to invest up to $100 billion in OpenAI [1].", PLAN, "wrong_entity"),
    ("NVIDIA has paid OpenAI up to $100 billion [1].", PLAN, "wrong_status"),
    ("輝達已支付OpenAI最高1,000億美元[1]。", PLAN, "wrong_status"),
    ("NVIDIA intends to invest $100 billion in OpenAI [1].", PLAN, "wrong_status"),
    ("Harbour Lines had revenue of $4.2 billion [3].", HARBOUR, "unknown_citation"),
    ("Harbour Lines had revenue of $4.2 billion.", HARBOUR, "uncited_claim"),
    ("Read more at https://example.com about Harbour Lines [1].", HARBOUR, "hostile_text"),
    (
        "Whales migrate along coasts every spring to feed their young calves [1].",
        HARBOUR,
        "unsupported_claim",
    ),
]


@pytest.mark.parametrize(("answer", "quote", "kind"), FAILS)
def test_each_kind_of_fault_is_found(glossary, answer, quote, kind):
    """A changed digit, scale, unit, sign, period, party, status or marker is caught."""
    line = {"id": "x", "answer": answer, "citations": [{"marker": 1, "text": quote}]}
    result = verify_line(line, glossary)
    assert not result["ok"]
    assert kind in {f["kind"] for f in result["findings"]}


def test_a_shown_calculation_supports_its_result(glossary):
    """A figure may rest on a calculation's operands, steps and value."""
    line = {
        "id": 7,
        "question": "What is that per year?",
        "answer": "Spread over 5 years that is $60 billion a year.",
        "calculations": [
            {
                "expression": "US$300bn / 5 years",
                "steps": ["300 ÷ 5 = 60"],
                "value": "60000000000",
                "unit": "USD/year",
                "display": {"en": "US$60 billion a year"},
                "operands": [
                    {"name": "q1", "value": "300000000000", "unit": "USD", "given": "US$300bn"},
                    {"name": "q2", "value": "5", "unit": "years", "given": "5 years"},
                ],
            }
        ],
    }
    assert verify_line(line, glossary) == {"id": 7, "ok": True, "findings": []}


def test_the_readers_own_figure_is_traceable(glossary):
    """A number of the question may be repeated."""
    line = {
        "id": "q",
        "question": "Is it true that Harbour Lines had $9 billion?",
        "answer": "The sources do not say $9 billion: Harbour Lines reported $4.2 billion [1].",
        "citations": [{"marker": 1, "text": HARBOUR}],
    }
    assert verify_line(line, glossary)["findings"] == []


def test_a_marker_after_the_full_stop_belongs_to_its_sentence(glossary):
    """Both marker styles are read."""
    line = {
        "id": "m",
        "answer": "Harbour Lines had revenue of $4.2 billion.[1] It grew 12%. [1]",
        "citations": [{"marker": 1, "text": HARBOUR}],
    }
    assert verify_line(line, glossary)["findings"] == []


@pytest.mark.parametrize("line", [{}, {"id": 1, "answer": 5}])
def test_a_line_without_an_answer_is_an_error(glossary, line):
    """The caller is told what the line lacks."""
    with pytest.raises(ValueError, match="answer"):
        verify_line(line, glossary)
