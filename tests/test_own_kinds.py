"""Which figures of a reader's document are worked with together, and which are never.

The documents are ours. A clock's hour, votes, and a price of one thing are no operands of a sum.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.knowledge.corpus import load_corpus
from bot.knowledge.prose import never_names, read_prose
from bot.language.glossary import Glossary
from bot.settings import data_root

QUARRY = """# Minutes of the Dunmore Allotment Society, 9 May 2025

The meeting voted 7 to 2 to hire a digger in June. The hire will cost £1,900; fifteen plot holders \
have put their names down and each will pay £60.

A full plot costs £48 a year, or £30 for pensioners. Rents cover 70% of the society's costs of \
£21,000 a year.

The shed burned for three hours in March. The society will invest £4,000 in a new one, which will \
create 12 places for volunteers.
"""
CABLE = """# 嶺腳社區協會 會議紀錄

三家廠商報價，青田工程88萬元、松茂工程79萬元、大埕工程96萬元。表決結果8票同意、3票反對。

登山步道整修後，早上6時起開放，當天增開4輛接駁車，每輛可坐32人。

協會存款為240萬元，本季支出36萬元。
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("kinds")
    explainers = {}
    for name, text in (("dunmore.md", QUARRY), ("lingjiao.md", CABLE)):
        (folder / name).write_text(text, encoding="utf-8")
        index = f"kinds-{name[:4]}"
        library.add(index, [folder / name])
        explainers[text] = Explainer(library.settings, library.over([index])).ask
    yield lambda text, question: explainers[text](question)
    for name in ("kinds-dunm", "kinds-ling"):
        library.remove(name)


def results(answer):
    return [Decimal(c.value) for c in answer.calculations if c.value]


@pytest.mark.parametrize(
    ("text", "question", "value"),
    [
        (QUARRY, "How much will the fifteen plot holders pay together?", 900),
        (CABLE, "增開的4輛接駁車總共可以坐多少人？", 128),
        (CABLE, "最低報價和最高報價差多少？", 170000),
    ],
)
def test_what_a_sentence_lists_alike_is_worked_out(ask, text, question, value):
    """So many things times what each is; the highest of several offers less the lowest."""
    assert Decimal(value) in results(ask(text, question))


@pytest.mark.parametrize(
    ("text", "question", "wrong"),
    [
        (QUARRY, "How much will the fifteen plot holders pay together?", {22, 17, 1960}),
        (QUARRY, "How much must the society pay itself after the members' payments?", {1840}),
        (QUARRY, "How much more is the full fee than the pensioner fee?", {-20952, 20952}),
        (CABLE, "增開的4輛接駁車總共可以坐多少人？", {10, 38}),
        (CABLE, "最低報價和最高報價差多少？", {5, 11}),
        (CABLE, "協會付完步道工程款後剩多少？", {2040000}),
    ],
)
def test_figures_of_other_kinds_are_no_operands(ask, text, question, wrong):
    """The hour of a clock, votes, a price of one, and an amount of something else."""
    assert not {Decimal(one) for one in wrong} & set(results(ask(text, question)))


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The shed burned for three hours in March.", "en"),
        ("The society will invest in a shed, which will create 12 places.", "en"),
        ("協會將投資興建棚屋，可容納12人。", "zh-TW"),
    ],
)
def test_no_measure_of_money_is_lent_to_hours_or_places(text, lang):
    """Hours that something burned are no cash burned, and places are no investment."""
    corpus = load_corpus(data_root("corpus"))
    glossary = Glossary(corpus.terms, corpus.metrics)
    assert not any(one.metric for one in read_prose(text, lang, (), glossary))


@pytest.mark.parametrize(
    ("metric", "unit", "never"),
    [
        ("cash_flow", "hours", True),
        ("net_income", "people", True),
        ("equity_investment", "1", True),
        ("equity_investment", "USD", False),
        ("revenue", "TWD/year", False),
        ("headcount", "people", False),
    ],
)
def test_a_measure_of_money_names_no_count_and_no_length(metric, unit, never):
    """So it is where a sentence in another language is brought, too."""
    assert never_names(metric, unit) is never
