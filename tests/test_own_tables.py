"""What is worked out of a reader's tables, and of counts and prices that stand side by side."""

from __future__ import annotations

import pytest

from bot import Explainer

ORCHARD = """# Brackenhill Orchard Trust: yearly review 2024

Income reached £612,000 in 2024, up from £548,000, and spending was £587,000. It had 38 paid staff and 260 volunteers at the end of the year; in 2023 there were 31 staff.

## Sales of produce (£ thousand)

| Produce | 2022 | 2023 | 2024 |
|---|---|---|---|
| Eating apples | 92 | 104 | 121 |
| Cider apples | 61 | 58 | 47 |
| Pears | 33 | 36 | 45 |
| Freshly-pressed juice | 25 | 32 | 40 |
| Total | 211 | 230 | 253 |

## Visits

In 2024 the open days drew 9,600 visitors on 12 days. The tree-sponsoring scheme has 340 sponsors, who give £25 a year each.

The new press house cost £84,000; the county paid £30,000 of it and a lottery fund £36,000. A pruning course costs £60 and a grafting course £45. Of the 52 people who took the pruning course, 13 were under 25.
"""  # noqa: E501
COLLEGE = """# 松林社區大學2024年度工作報告

2024年共開設132門課，學員4,620人。講師88人，行政人員11人。全年收入2,960萬元，支出2,815萬元。

## 各類課程學員人數（單位：人）

| 類別 | 2022年 | 2023年 | 2024年 |
|---|---|---|---|
| 語言 | 980 | 1,050 | 1,176 |
| 手工藝 | 1,210 | 1,180 | 1,062 |
| 音樂 | 640 | 720 | 882 |
| 園藝 | 1,350 | 1,400 | 1,500 |
| 合計 | 4,180 | 4,350 | 4,620 |

## 設備

學費每門2,400元，報名費每人200元。停車場平日收費每小時20元，假日30元。
學校將投資12億元興建新館，預計2026年第三季完工；資金的六成來自銀行貸款，其餘由自有資金支應。
"""


def _asking(library, tmp_path_factory, name, text):
    folder = tmp_path_factory.mktemp(name)
    (folder / f"{name}.md").write_text(text, encoding="utf-8")
    library.add(name, [folder])
    shelf = library.over([name])
    return Explainer(shelf.settings, shelf).ask


@pytest.fixture(scope="module")
def orchard(library, tmp_path_factory):
    yield _asking(library, tmp_path_factory, "orchard", ORCHARD)
    library.remove("orchard")


@pytest.fixture(scope="module")
def college(library, tmp_path_factory):
    yield _asking(library, tmp_path_factory, "college", COLLEGE)
    library.remove("college")


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What were the sales of pears in 2022 and in 2024?", ("£33,000", "£45,000")),
        ("How much more did eating apples bring in than cider apples in 2024?", ("£74,000",)),
        ("What was the average yearly income from cider apples over the three years?",
         ("£55,333", "2022 to 2024")),
        ("By what percentage did sales of pears grow from 2022 to 2024?", ("36.4%",)),
        ("What share of the 2024 sales were eating apples?", ("47.8%",)),
        ("What was the surplus of the trust in 2024?", ("£25,000",)),
        ("How many visitors came per open day?", ("800",)),
        ("How much do all the sponsors give a year?", ("£8,500",)),
        ("How much of the press house did the trust have to pay itself?", ("£18,000",)),
        ("What percentage of those on the pruning course were under 25?", ("25%",)),
        ("What do the pruning course and the grafting course cost together?", ("£105",)),
    ],
)  # fmt: skip
def test_worked_out_of_an_english_report(orchard, question, told):
    """Rows by label, figures by time; counts by the days or things that the question names."""
    answer = orchard(question)
    assert answer.status == "answered"
    assert all(part in answer.answer for part in told), answer.answer


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("音樂課程2022年和2024年的學員各有多少人？", ("640", "882")),
        ("2024年園藝課程的學員比手工藝多多少人？", ("438",)),
        ("音樂課程三年平均每年有多少學員？", ("747",)),
        ("園藝課程占2024年學員總數的比例是多少？", ("32.5%",)),
        ("2024年的結餘是多少？", ("145萬",)),
        ("平均每門課有多少學員？", ("35",)),
        ("平均每位講師帶多少學員？", ("52.5",)),
        ("學費加報名費一共多少錢？", ("2,600",)),
        ("假日停車比平日每小時貴多少？", ("10元",)),
        ("自有資金要出多少錢？", ("4.8億",)),
    ],
)
def test_worked_out_of_a_chinese_report(college, question, told):
    """The same in Chinese; a year in the quote does not hold back the bare 12 of its step."""
    answer = college(question)
    assert answer.status == "answered"
    assert all(part in answer.answer for part in told), answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "What did cider apples bring in in 2021?",
        "What was the average yearly income from plums over the three years?",
        "How much more did plums bring in than cider apples in 2024?",
    ],
)
def test_nothing_is_worked_out_of_a_row_or_year_that_is_not_there(orchard, question):
    """A row or year that the table lacks gives no result."""
    assert not orchard(question).calculations


def test_an_age_is_no_operand(orchard):
    """13 were under 25: the 25 counts nobody."""
    answer = orchard("What percentage of those on the pruning course were under 25?")
    assert {o.value for c in answer.calculations for o in c.operands} == {"13", "52"}


def test_a_result_of_a_quoted_change_is_shown(library, tmp_path_factory):
    """The quote's own "rose to … from" says nothing of what the quote comes to by the farm."""
    text = (
        "# Meadowline Dairies: annual report 2024\n\nThe co-operative has 214 member farms. "
        "Revenue rose to £41.2 million in 2024 from £36.5 million in 2023.\n"
    )
    ask = _asking(library, tmp_path_factory, "meadowline", text)
    answer = ask("What was revenue per member farm in 2024?")
    library.remove("meadowline")
    assert "£192,5" in answer.answer


def test_an_amount_in_the_currency_named_needs_no_rate(orchard):
    """ "In pounds" of a document that counts in pounds converts nothing."""
    answer = orchard("How much more is the pruning course than the grafting course, in pounds?")
    assert answer.status == "answered", answer.answer
    assert "£15" in answer.answer
    assert all(note.code != "missing_rate" for note in answer.notes)
