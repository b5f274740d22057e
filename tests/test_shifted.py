"""Times that a follow-up tells from the one asked about before (`bot.language.shifted`)."""

from __future__ import annotations

import pytest

from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.records import Turn
from bot.settings import data_root


@pytest.fixture(scope="module")
def follow():
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)
    phrases = Phrases(data_root("prompts"))

    def follow(*turns: str):
        history = [t for text in turns[:-1] for t in (Turn("user", text), Turn("assistant", "…"))]
        return understand(turns[-1], history, glossary, phrases)

    return follow


MOVED = [
    (("NVIDIA's revenue in Q3 FY26?", "And the quarter before that?"), "FY2026 Q2"),
    (("NVIDIA's revenue in Q1 FY26?", "the previous quarter?"), "FY2025 Q4"),
    (("Oracle's revenue in fiscal 2025?", "and the year after?"), "FY2026"),
    (("Oracle's RPO at the end of August 2025?", "three months later?"), "end of November 2025"),
    (("輝達2026會計年度第三季營收？", "前一季呢？"), "輝達FY2026 Q2營收"),
    (("甲骨文2025年8月底的RPO有多少？", "下一季呢？"), "甲骨文2025年11月底的RPO"),
    (("CoreWeave's revenue in Q3 2025?", "And a year earlier?"), "2024 Q3"),
]


@pytest.mark.parametrize(("turns", "told"), MOVED)
def test_a_time_is_reckoned_from_the_one_before(follow, turns, told):
    """The earlier question is asked of the time so long before or after."""
    text = follow(*turns).text
    assert told in text
    assert text.startswith(turns[0][:2])


NAMED = [
    (("Oracle's capital spending in Q2 FY26?", "And Q1?"), "FY2026 Q1"),
    (("Oracle's RPO at the end of November 2025?", "sorry, I meant August"), "August 2025"),
    (("What was NVIDIA's revenue in FY2026?", "and fiscal 2025?"), "fiscal 2025"),
    (("甲骨文2026會計年度第二季資本支出？", "我說的是第一季"), "FY2026 Q1"),
    (("甲骨文2025年11月底RPO多少？", "不是，我是問8月底的"), "2025年8月底"),
    (("OpenAI 2025年營收目標？", "到2029年呢？"), "OpenAI 2029年營收目標"),
    (("What was Meta's cash at the end of June 2025?", "and at year end?"), "the end of 2025"),
    (("Meta 2025年6月底的現金多少？", "到年底呢？"), "2025年底"),
]


@pytest.mark.parametrize(("turns", "told"), NAMED)
def test_a_time_alone_takes_the_place_of_the_one_before(follow, turns, told):
    """With the year of the earlier one where it names none."""
    text = follow(*turns).text
    assert told in text
    assert not any(period in text for period in ("Q2", "November", "11月", "第二季", "2025年營收"))


AGAINST = [
    (
        "How fast did OCI revenue grow in Oracle's Q2 FY26?",
        "and against the quarter before?",
    ),
    ("甲骨文FY26第三季營收？", "再下一季多了多少"),
    ("What was Oracle's RPO at the end of August 2025?", "How much did it grow by next quarter?"),
    ("甲骨文2026會計年度第一季資本支出多少？", "下一季是它的幾倍？"),
    ("Meta's revenue in the quarter to June 2025?", "how much more than the quarter before?"),
]


SETS = ("rate", "apart", "rate", "multiple", "apart")


@pytest.mark.parametrize(("turns", "operation"), list(zip(AGAINST, SETS, strict=True)))
def test_two_times_of_one_figure_are_set_beside_each_other(follow, turns, operation):
    """What lies between them is of the earlier question at both times."""
    question = follow(*turns)
    assert question.working is not None
    assert question.working.operation == operation
    assert len({p.end for p in question.periods if p.end}) == 2


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (
            ("How big was OpenAI's AWS deal of November 2025?", "And what of the next February?"),
            "February 2026",
        ),
        (("OpenAI跟AWS在2025年11月簽了多少？", "隔年2月又追加了多少？"), "2026年2月"),
    ],
)
def test_the_following_month_is_of_the_year_meant(follow, turns, told):
    """A month named only by what it follows is written out."""
    assert told in follow(*turns).standalone


@pytest.mark.parametrize(
    "turns",
    [
        ("What is Oracle's RPO?", "And the quarter before?"),
        ("Oracle's RPO in August 2025 and in November 2025?", "the quarter before?"),
        ("甲骨文的RPO多少？", "前一季呢？"),
    ],
)
def test_nothing_is_reckoned_from_no_time_or_from_two(follow, turns):
    """The earlier question must name one time."""
    assert "FY20" not in follow(*turns).text
