"""Sums of the reader's own and levels at the reader's figures, as workings (`own_amounts`,
`supposed_parts`), in both languages.
"""

from __future__ import annotations

import pytest

from bot.answer.understand import understand
from bot.knowledge.corpus import load_corpus
from bot.language.glossary import Glossary
from bot.language.phrases import Phrases
from bot.records import Sought, Working
from bot.settings import data_root


@pytest.fixture(scope="module")
def parts():
    corpus = load_corpus(data_root("corpus"))
    return Glossary(corpus.terms, corpus.metrics), Phrases(data_root("prompts"))


def told(part: Working | Sought) -> str:
    """A working as text: the reader's figures with their units, other operands by their role."""
    if isinstance(part, Sought):
        return f"{part.given.value.normalize():f}{part.given.unit}" if part.given else part.role
    return f"{part.operation}({', '.join(map(told, part.parts))})"


OWN = [
    ("A 5% slice went for $2 billion. What is the whole firm worth?", "whole(2000000000USD, 5%)"),
    ("If 60% of the loan is 4.2 million, what is 100%?", "whole(42000001, 60%)"),
    ("如果27%值1,350億美元，100%值多少？", "whole(135000000000USD, 27%)"),
    ("花3億元買到15%的股份，公司總值是多少？", "whole(300000000TWD, 15%)"),
    ("What interest is due each year on $18 billion at 5%?", "interest(18000000000USD, 5%)"),
    ("180億美元用5%計算，一年利息多少？", "interest(18000000000USD, 5%)"),
    ("What is $60 billion a year in NT dollars at 32?", "convert(60000000000USD/year, 32TWD)"),
    ("每年600億美元換成台幣是多少？匯率32", "convert(60000000000USD/year, 32TWD)"),
    ("2,000 shares at $15: how much in total?", "times(2000shares, 15USD/share)"),
    ("What is 8% of 1,250?", "portion(12501, 8%)"),
    ("Cash of £90m, yearly outflow of £36m: how long does it last?", None),
    ("手上有175億美元，一年燒85億，可以撐多久？", None),
]


@pytest.mark.parametrize(("question", "working"), OWN)
def test_figures_of_the_reader_alone_are_worked_out(parts, question, working):
    """The whole of a part, interest, another currency, a price for so many, a runway."""
    read = understand(question, (), *parts).working
    assert read is not None
    if working is None:
        assert read.operation == "runway"
        assert "burn" not in told(read)
    else:
        assert told(read) == working


@pytest.mark.parametrize(
    "question",
    [
        "$300 billion is cut by 40%, what is the total left?",
        "5億元減少兩成，總共剩多少？",
        "What is 27% of $500 billion?",
    ],
)
def test_a_change_or_a_part_is_no_whole(parts, question):
    """A percentage by which an amount changes, or of which it is asked, implies no whole."""
    read = understand(question, (), *parts).working
    assert read is None or read.operation != "whole"


SUPPOSED = [
    ("At a 70% gross margin, what would NVIDIA's gross profit be?", "at_margin(taken_in, 70%)"),
    ("假如輝達第三季毛利率只有70%，毛利是多少？", "at_margin(taken_in, 70%)"),
    (
        "NVIDIA's gross margin drops from 75% to 70%: how much less gross profit?",
        "at_margin(taken_in, less(75%, 70%))",
    ),
    ("如果毛利率從73.4%掉到60%，輝達毛利會少多少？", "at_margin(taken_in, less(73.4%, 60%))"),
    (
        "If OpenAI pays only half of its $300 billion, what is left of Oracle's RPO?",
        "less(level_left, times(300000000000USD, less(11, 50%)))",
    ),
    (
        "如果甲骨文RPO裡OpenAI占57%，而OpenAI只付一半，RPO會變多少？",
        "times(level_left, less(11, times(57%, less(11, 50%))))",
    ),
    ("甲骨文RPO裡扣掉OpenAI的3000億還剩多少？", "less(level_left, 3000000000001)"),
    (
        "If Oracle's RPO rises by $50 billion each quarter, what will it be in two years?",
        "add(level_left, times(50000000000USD, 81))",
    ),
    ("如果甲骨文RPO每季增加680億，一年後多少？", "add(level_left, times(680000000001, 41))"),
    ("How many years of FY2025 revenue is Oracle's RPO?", "multiple(latest, base)"),
    ("甲骨文的RPO相當於幾年的2025會計年度營收？", "multiple(latest, base)"),
    (
        "OpenAI與甲骨文的合約平均一年多少？佔甲骨文2025會計年度營收幾成？",
        "yearly_share(contract, base)",
    ),
    (
        "How much a year is the AWS contract of OpenAI? And how many times its revenue is that?",
        "yearly_multiple(contract, base)",
    ),
]


@pytest.mark.parametrize(("question", "working"), SUPPOSED)
def test_a_level_at_the_readers_figure(parts, question, working):
    """The reader's margin, share or pace takes the place of the source's."""
    read = understand(question, (), *parts).working
    assert read is not None
    assert told(read) == working
