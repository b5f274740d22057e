"""Which of two sides has the larger figure, and by how much or how many times; the figure first."""

from __future__ import annotations

import pytest

from bot import Explainer
from bot.library import Library
from bot.records import Answer


@pytest.fixture(scope="module")
def explainer(library: Library) -> Explainer:
    return Explainer(library.settings, library, "extractive")


def told(answer: Answer) -> list[str]:
    """What was worked out, to four digits, with its unit."""
    return [f"{float(c.value or 0):.4g} {c.unit}" for c in answer.calculations]


PARTIES = [
    ("Which had the bigger net profit, NVIDIA in fiscal Q3 2026 or Oracle in fiscal Q2 2026, and "
     "how many times as big?", "NVIDIA", ["5.231 x"]),
    ("誰跟OpenAI談的電力比較大，AMD還是博通？是另一家的幾倍？", "博通", ["1.667 x"]),
    ("Between Lucent and Nortel, who lent customers more and by what multiple?", "Lucent",
     ["2.613 x"]),
    ("Who guided to more capex for 2025 in October, Amazon or Meta at the bottom of its range, and "
     "how much more?", "Amazon", ["5.5e+10 USD"]),
    ("輝達與諾基亞、英特爾的投資案，每股買價哪家高？高多少美元？", "英特爾", ["17.27 USD/share"]),
    ("Whose backlog grew faster year on year, Oracle's at the end of May 2026 or Microsoft's at "
     "the end of December 2025? How many points apart?", "Oracle", ["253 pp"]),
    ("Was Google Cloud's or CoreWeave's backlog larger at the end of September 2025, and by how "
     "much?", "Google", ["9.94e+10 USD"]),
]  # fmt: skip


@pytest.mark.parametrize(("question", "ahead", "values"), PARTIES)
def test_two_parties_are_set_beside_each_other(explainer, question, ahead, values) -> None:
    """The party that is ahead opens the answer with the gap, and both sides are cited."""
    answer = explainer.ask(question, as_of="latest")
    assert told(answer) == values
    first = answer.sentences[0]
    assert ahead in first.text.split("larger" if "larger" in first.text else "較大")[0]
    assert len(first.markers) > 1


BY_THE_YEAR = [
    "Which costs OpenAI more per year over its term: the AWS contract or the Oracle contract? By "
    "how much?",
    "OpenAI跟AWS和甲骨文的兩份合約，平均每年哪份付得多？多多少？",
]


@pytest.mark.parametrize("question", BY_THE_YEAR)
def test_contracts_are_compared_by_the_year_of_their_terms(explainer, question) -> None:
    """Each amount over its own term first; the answer opens with what lies between."""
    answer = explainer.ask(question)
    assert told(answer) == ["6e+10 USD/year", "5.429e+09 USD/year", "5.457e+10 USD/year"]
    assert answer.sentences[0].calculations == (2,)
    assert len(answer.sentences[0].markers) > 1


OF_ONE = [
    ("甲骨文2025年11月底的遞延收入跟剩餘履約義務哪個大？差多少？", "5.131e+11 USD"),
    (
        "甲骨文2026會計年度第二季，雲端營收跟軟體營收誰的年增率高？差幾個百分點？",
        "37 pp",
    ),
    ("Which is larger, NVIDIA's revenue or its net income in Q3 of fiscal 2026, and by how much?",
     "2.51e+10 USD"),
    ("SoftBank sold shares of two companies in 2025: which sale brought more, and how many times "
     "the other?", "1.573 x"),
    ("甲骨文2026會計年度前兩季，哪一季RPO增加得多？是另一季的幾倍？", "4.662 x"),
    ("Besides NVIDIA, OpenAI agreed on gigawatts with two chip makers in October 2025: whose deal "
     "is larger by power, and what is the ratio?", "1.667 x"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), OF_ONE)
def test_two_figures_of_one_party_are_set_beside_each_other(explainer, question, value) -> None:
    """Two measures, two sales, two quarters, two deals that go unnamed."""
    assert told(explainer.ask(question)) == [value]


def test_a_word_for_debt_names_the_measure(explainer) -> None:
    """Not some other figure that both parties happen to have."""
    answer = explainer.ask("甲骨文和CoreWeave誰的負債多？多多少？")
    assert told(answer) == ["9.483e+10 USD"]


DESCRIBED = [
    ("Who was worth more, ChatGPT's maker in October 2025 or Claude's maker in November 2025, and "
     "by what multiple?", "1.429 x"),
    ("Which spent more on capex, Redmond in July to September 2025 or Ellison's company in "
     "September to November 2025, and how many times as much?", "2.908 x"),
    ("奧特曼那家和Claude的母公司，2025年秋天誰的估值高？高多少？", "1.5e+11 USD"),
]  # fmt: skip


@pytest.mark.parametrize(("question", "value"), DESCRIBED)
def test_a_party_may_be_described(explainer, question, value) -> None:
    """By its product, its head or its seat, as the glossary lists it."""
    assert told(explainer.ask(question)) == [value]


NONE = [
    "Who runs Oracle and how much does the company owe?",
    "I am the one who has to explain it: how much of CoreWeave's revenue in Q3 2025 went into "
    "interest?",
    "Which companies did NVIDIA invest in, and how much?",
    "軟銀2025年籌錢付給OpenAI，哪些錢是賣輝達來的？",
]


@pytest.mark.parametrize("question", NONE)
def test_nothing_is_compared_where_no_sides_are_set_apart(explainer, question) -> None:
    """A question with "who" or "how much" is no comparison by that."""
    answer = explainer.ask(question)
    assert "the larger" not in answer.answer
    assert "較大" not in answer.answer


def test_a_comparison_of_prices_is_no_advice(explainer) -> None:
    """Which price was higher is told; which share to buy is not."""
    asked = "輝達買英特爾跟買諾基亞，哪家每股買得貴？是另一家的幾倍？"
    assert told(explainer.ask(asked)) == ["3.874 x"]
    refused = explainer.ask("英特爾跟諾基亞，該買哪一家？")
    assert refused.refusal is not None
    assert refused.refusal.code == "investment_advice"
