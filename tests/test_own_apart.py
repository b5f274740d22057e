"""What is worked out of figures of a reader's document that stand in brackets, in two rows, in two
columns or a sentence apart, and what is left alone.

The documents are ours; their names stand in no glossary.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.knowledge.prose import read_prose

GUILD = """# Corrie Moor Rowing Guild: review of 2025

Our income was £640,000, against £610,000 the year before. Entry fees are still the largest part \
of it: they brought in £256,000. Running the guild cost £585,000. We put £20,000 of the surplus \
into new oars.

A fleece (code F2, £38) is sent within a week. The rain cape (£54) takes longer, as it is sewn \
to order.

The old slipway was patched for £9,000; the new slipway, by Brandreth Marine, is priced at \
£400,000. The Lottery will bear 55% of the new slipway and our insurers £60,000; the rest falls \
on the guild.

A locker costs £30 a year and may be shared. Until last spring a locker cost £24.

Of 500 cards handed out to spectators 320 came back. Nine in ten liked the new start times.

The launch carried 4,200 passengers; it lay idle for \
6 weeks.

| Item | Budget | Spent |
|---|---:|---:|
| Boats | 61,000 | 66,400 |
| Coaching | 48,000 | 45,100 |
| Fuel and towing | 9,500 | 12,250 |

| £ thousand | 2025 | 2024 |
|---|---:|---:|
| Shop turnover | 96 | 88 |
| Turnover | 640 | 610 |
| Cost of crews | 402 | 391 |
| Operating profit | 48 | 61 |
"""
VALLEY = """# 霧岫果菜合作社年報

本年度營業額六千四百萬元，扣除各項費用後，結餘八百二十萬元。理事會決議其中三百萬元整修倉庫，其餘發給社員。

理事林柏舟問及往後的開銷：新倉庫一年的電費估計一百六十萬元，舊倉庫去年是七十二萬元。倉庫由本社自行設計，十月落成。
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("apart")
    explainers = {}
    for name, text in (("corrie.md", GUILD), ("wuxiu.md", VALLEY)):
        (folder / name).write_text(text, encoding="utf-8")
        index = f"apart-{name[:4]}"
        library.add(index, [folder / name])
        explainers[text] = Explainer(library.settings, library.over([index])).ask
    yield lambda text, question: explainers[text](question)
    for name in ("apart-corr", "apart-wuxi"):
        library.remove(name)


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (GUILD, "What do the fleece and the rain cape come to together?", "92"),
        (GUILD, "By how much did fuel and towing go over budget?", "2750"),
        (GUILD, "What did boats and coaching cost between them?", "111500"),
        (GUILD, "What portion of the guild's income came from entry fees?", "40"),
        (GUILD, "What was left of the guild's income after its running costs in 2025?", "55000"),
        (GUILD, "How much of the new slipway is left for the guild itself to pay?", "120000"),
        (GUILD, "By what percentage did the price of a locker go up?", "25"),
        (GUILD, "Corrie Moor 發出的卡片回收率是多少？", "64"),
        (GUILD, "What was the guild's operating margin in 2025?", "7.5"),
        (VALLEY, "結餘修完倉庫以後，還有多少可以發給社員？", "5200000"),
    ],
)
def test_operands_apart_are_found(ask, text, question, value):
    """Each operand is named by the question, by its row, or by what points back to it."""
    answer = ask(text, question)
    assert answer.status == "answered"
    assert answer.sentences[0].calculations
    assert Decimal(answer.calculations[0].value) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (VALLEY, "新倉庫蓋好一共花了多少錢？"),
        (GUILD, "How many passengers a week did the launch carry on average?"),
    ],
)
def test_what_is_not_asked_for_is_not_worked_out(ask, text, question):
    """Two yearly bills are not what one thing cost in all; weeks of another half-sentence do not
    divide.
    """
    assert not ask(text, question).calculations


@pytest.mark.parametrize(
    ("text", "value", "words"),
    [
        ("The fan kit (part FK-2, $49) helps.", "49", "The fan kit (part FK-2, $49) helps."),
        ("長笛班（每期十堂，3,600元）開課。", "3600", "長笛班（每期十堂，3,600元）開課"),
        (
            "It cost £9 then; the new slip, by Brandreth, is priced at £4.",
            "4",
            "; the new slip, by Brandreth, is priced at £4.",
        ),
        ("It cost £9 (of which £2 for tea), as said.", "9", "It cost £9"),
    ],
)
def test_a_clause_holds_what_its_figure_is_said_of(library, text, value, words):
    """Brackets with one figure belong to the words before them; a verb after what is put in between
    goes on with its subject.
    """
    lang = "en" if text.isascii() or "£" in text else "zh-TW"
    read = list(read_prose(text, lang, ("", "", ""), library.glossary))
    assert [r.clause for r in read if r.quantity.value == Decimal(value)] == [words]
