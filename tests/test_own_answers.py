"""Answers over a reader's own index, end to end: whose figure, which row, in whose words.

The documents are ours; their names stand in no glossary.
"""

from __future__ import annotations

import pytest

from bot import Explainer

REPORT = """# Ravensgill Optics plc: annual report 2025

Ravensgill Optics makes lenses. Revenue for the year was £238.4 million. A customer, Luma Yard, took 18% of it.

We spent £27 million on the coating hall. The pension scheme showed a deficit of £7.9 million.

The hospital of Ambleford paid £410,000 for lenses. People without a car pay £46 a week for taxis.

| Division | Revenue | Staff |
|---|---|---|
| Film | £82.5 million | 450 |
| Survey | £51.7 million | 310 |
| Scopes | £104.2 million | 640 |
| Total | £238.4 million | 1,400 |
"""  # noqa: E501
NEWS = """鯨嶼物流冷鏈園區動工

鯨嶼物流昨天動土，園區總經費新台幣48億元，由鯨嶼物流自籌18億元，其餘30億元由銀行聯貸，利率2.35%。

公司去年營收為63億5,000萬元，比前一年的57億2,000萬元成長11%。

南方的鼎潤倉儲也將興建倉庫，容量4萬公噸。居民收集了2,300份連署。
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("answers")
    (folder / "ravensgill.md").write_text(REPORT, encoding="utf-8")
    (folder / "whale.txt").write_text(NEWS, encoding="utf-8")
    library.add("answers", [folder])
    yield Explainer(library.settings, library.over(["answers"])).ask
    library.remove("answers")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How much did the hospital fork out for lenses?", "410,000"),
        ("How much did Ravensgill plough into the coating hall?", "27 million"),
        ("鯨嶼物流自己要掏多少錢？", "18億元"),
        ("居民收到多少份連署？", "2,300"),
        ("How big is the hole in the pension scheme?", "7.9 million"),
        ("How many people work in the Film division?", "450"),
        ("What do people without a car pay for taxis a week?", "46"),
    ],
)
def test_a_verb_that_no_text_has_is_no_reason_to_refuse(ask, question, figure):
    """The verb that carries the figure asked for is known by its place."""
    answer = ask(question)
    assert figure in answer.sentences[0].text, answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "What was Luma Yard's revenue in 2025?",
        "鼎潤倉儲去年的營收是多少？",
        "How many people work in the telescope division?",
        "園區的保險費一年多少錢？",
    ],
)
def test_another_ones_figure_is_not_given(ask, question):
    """Neither the document's own figure for a party it mentions, nor the total for a row."""
    answer = ask(question)
    assert answer.refusal is not None
    assert answer.refusal.code == "not_in_corpus", answer.answer


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("What share of revenue did the Film division have?", "34.6"),
        ("鯨嶼物流去年營收比前一年多了多少？", "630000000"),
        ("自籌資金占園區總經費的幾成？", "37.5"),
    ],
)
def test_what_follows_is_worked_out(ask, question, value):
    """A row's share of its column's total; how far a figure is from the earlier one."""
    answer = ask(question)
    assert [c.value for c in answer.calculations], answer.answer
    assert any(str(c.value).startswith(value) for c in answer.calculations), answer.answer


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        ("What is the total staff of all divisions?", ("1,400",)),
        ("Which division has the most staff?", ("Scopes", "640")),
    ],
)
def test_nothing_stands_beside_the_result_of_a_column(ask, question, figures):
    """The rows stand in the calculation: no single row and no raw row follows."""
    answer = ask(question)
    assert len(answer.sentences) == 1, answer.answer
    assert all(figure in answer.sentences[0].text for figure in figures), answer.answer
    assert not answer.findings


def test_no_raw_row_fills_an_answer(ask):
    """A row of a table is no sentence to add to one."""
    answer = ask("How much did the coating hall cost?")
    assert "£27 million" in answer.answer, answer.answer
    assert all("Division:" not in s.text for s in answer.sentences), answer.answer


def test_a_foreign_sentence_names_the_figure_that_is_meant(ask):
    """Of the four figures of a quoted sentence only one is asked for."""
    text = ask("What is the interest rate of 鯨嶼物流's loan?").sentences[0].text
    lead, _, quote = text.partition(": “")
    assert "2.35%" in lead
    assert "18" not in lead
    assert "18億元" in quote


@pytest.mark.parametrize(
    "question",
    [
        "What is the interest rate of 鯨嶼物流's loan?",
        "Ravensgill 的鍍膜廠花了多少錢？",
        "Ravensgill的營收是多少？",
    ],
)
def test_a_foreign_sentence_stands_in_the_answer_as_it_was_written(ask, question):
    """The reader sees its words at once: to the character of the citation, but for its stop."""
    answer = ask(question)
    texts = {c.marker: c.quote for c in answer.citations}
    brought = [s for s in answer.sentences if "“" in s.text or "「" in s.text]
    assert brought, answer.answer
    for sentence in brought:
        quotes = [texts[marker].rstrip(" .。") for marker in sentence.markers]
        assert any(quote in sentence.text for quote in quotes), answer.answer


def test_places_are_said_in_the_readers_language(ask):
    """A row of an English table is cited as 表1第2列 to a reader of Chinese."""
    answer = ask("Film 的 Staff 是多少？")
    assert [c.locator for c in answer.citations] == ["表1第2列"], answer.answer


@pytest.mark.parametrize(
    "question", ["What is Ravensgill's advertising budget?", "鯨嶼物流的廣告費是多少？"]
)
def test_suggestions_are_about_the_documents_asked(ask, question):
    """Where the shipped corpus is not asked, nothing of it is suggested."""
    answer = ask(question)
    assert answer.refusal is not None
    for said in (*answer.suggestions, answer.refusal.rephrase):
        assert not any(name in said for name in ("NVIDIA", "輝達", "Oracle", "甲骨文")), said


@pytest.mark.parametrize(
    ("question", "figures"),
    [
        (
            "What was NVIDIA's revenue for the first nine months of fiscal 2026, and how much "
            "revenue did Ravensgill Optics have in 2025?",
            ("147.811", "238.4"),
        ),
        (
            "輝達2026會計年度前九個月的營收是多少？鯨嶼物流去年的營收又是多少？",
            ("1,478.11億", "63億5,000萬"),
        ),
    ],
)
def test_both_halves_of_a_question_are_answered(library, ask, question, figures):
    """One half of the shipped corpus, the other of an own index; neither is dropped."""
    assert ask is not None
    answer = Explainer(library.settings, library.over(["corpus", "answers"])).ask(question)
    assert all(figure in answer.answer for figure in figures), answer.answer
