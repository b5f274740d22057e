"""Answers over a reader's own tables and sums, end to end: which cell, what is left, whose office.

The documents are ours; their names stand in no glossary.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from bot import Explainer
from bot.knowledge.blocks import Block, Reading, make_passages
from bot.knowledge.magnitudes import Magnitude, stands_apart
from bot.language.periods import read_periods
from bot.records import Source

CLINIC = """# Tarnmoor Clinic: running costs 2025/26 (thousand pounds)

| Ward | Budget 2024/25 | Outturn 2024/25 | Budget 2025/26 | Posts |
|---|---|---|---|---|
| Surgery | 4,100 | 4,350 | 4,500 | 61 |
| Children's ward | 2,200 | 2,080 | 2,300 | 34 |
| Laboratory | 1,500 | 1,540 | 1,610 | 25 |
| Total | 7,800 | 7,970 | 8,410 | 120 |

**1. Visitors.** The clinic saw 9,400 callers, 2,100 of them after dark.

**2. Building.** The new wing cost £640,000, of which the council paid £300,000 and a bank 150,000; the rest was our own. It was eleven days late in March 2026.

**3. Staff.** Of the 120 posts, 97 are filled.
"""  # noqa: E501
DAMS = """河川局114年水庫簡報

局長由謝明哲擔任，副局長賴俊宏請假。

修壩經費兩億元，中央補助七成，其餘由縣府自籌。巡查員編制六十人，現有四十六人。

| 水庫 | 有效容量（萬噸） | 6月底蓄水量（萬噸） | 去年同期蓄水量（萬噸） | 平均停留（天） | 管理者 |
|---|---|---|---|---|---|
| 青石水庫 | 8,200 | 5,100 | 6,300 | 41.5 | 河川局 |
| 白埤水庫 | 3,600 | 2,900 | 2,400 | 18.2 | 白埤農會 |
| 合計 | 11,800 | 8,000 | 8,700 | | |
"""


@pytest.fixture(scope="module")
def ask(library, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cells")
    (folder / "tarnmoor.md").write_text(CLINIC, encoding="utf-8")
    (folder / "dams.md").write_text(DAMS, encoding="utf-8")
    library.add("cells", [folder])
    yield Explainer(library.settings, library.over(["cells"])).ask
    library.remove("cells")


@pytest.mark.parametrize(
    ("question", "figure"),
    [
        ("How many posts are there in surgery?", "61"),
        ("How much has been set aside for the children's ward in 2025/26?", "2.3 million"),
        ("What did the laboratory actually cost in 2024/25?", "1.54 million"),
        ("青石水庫六月底還有多少水？", "5,100"),
        ("白埤水庫的水平均停留幾天？", "18.2"),
        ("兩座水庫加起來的容量是多少？", "11,800"),
        ("白埤水庫歸誰管理？", "白埤農會"),
        ("局長是誰？", "謝明哲"),
    ],
)
def test_the_cell_that_is_meant_answers(ask, question, figure):
    """The row by its label, the column by head, kind of figure and time; a total as it is told."""
    answer = ask(question)
    assert figure in answer.answer.split("[1]")[0], answer.answer


@pytest.mark.parametrize(
    "question",
    [
        "How many scanners are there in surgery?",
        "白埤水庫有幾座抽水站？",
        "青石水庫是哪一年完工的？",
    ],
)
def test_what_no_column_counts_is_not_told(ask, question):
    """A row that is named answers no question for things that its table does not count."""
    answer = ask(question)
    assert answer.refusal is not None, answer.answer
    assert answer.refusal.code == "not_in_corpus"


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("By how much did surgery overspend its budget in 2024/25?", "250000"),
        ("What share of all posts is in the laboratory?", "20.83"),
        ("How much of the new wing did the clinic pay itself?", "190000"),
        ("How many posts are not filled?", "23"),
        ("修壩經費中縣府自己要出多少錢？", "60000000"),
        ("巡查員還缺幾個人？", "14"),
        ("青石水庫比去年同期少了多少水？", "1200"),
    ],
)
def test_what_a_row_or_sentence_lays_out_is_worked_out(ask, question, value):
    """Two cells of one row, a row's share of the total, a whole less its parts, a share borne."""
    answer = ask(question)
    found = [abs(Decimal(c.value or 0)).quantize(Decimal("0.01")) for c in answer.calculations]
    assert Decimal(value).quantize(Decimal("0.01")) in found, answer.answer


@pytest.mark.parametrize("question", ["How many posts are there in surgery?", "局長是誰？"])
def test_suggestions_are_of_the_document_that_answers(ask, question):
    """The document that the answer is drawn from comes first, and no other before it."""
    answer = ask(question)
    own = "tarnmoor" if "surgery" in question else "dams"
    assert answer.citations[0].source_id.startswith(own)
    title = answer.citations[0].title
    assert answer.suggestions
    first = answer.suggestions[0]
    other = "河川局114年水庫簡報" if own == "tarnmoor" else "Tarnmoor Clinic"
    assert other not in first, (title, first)


@pytest.mark.parametrize(
    ("head", "column", "apart"),
    [
        ("Posts (full-time equivalent)", True, True),
        ("床位數", True, True),
        ("Vehicles", False, False),
        ("Budget 2025/26", True, False),
    ],
)
def test_counts_take_no_currency_from_the_title(head, column, apart):
    """A column of posts is in no thousand pounds; a row of vehicles may well be."""
    assert stands_apart(head, Magnitude("£", "thousand"), column=column) is apart


@pytest.mark.parametrize(
    ("text", "heading", "rest"),
    [
        ("3. Staff. We took on nine.", "3. Staff", "We took on nine."),
        ("三、票價。全票三十元。", "三、票價", "全票三十元。"),
        ("3. The board noted that costs rose. It agreed.", "", "3. The board noted"),
        ("一、通過去年決算。無異議。", "", "一、通過去年決算"),
    ],
)
def test_a_heading_that_runs_into_its_paragraph_is_put_over_it(text, heading, rest):
    """A numbered heading is no sentence; a numbered sentence is no heading."""
    source = Source("s", "t", "", "", "", None, "reader")
    passage = make_passages(Reading((Block(text),)), source)[0]
    assert next(iter(passage.heading.values())) == heading
    assert next(iter(passage.text.values())).startswith(rest)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("visits that came two hours late in May 2025", "2025-05-01"),
        ("in late May 2025", "2025-05-23"),
    ],
)
def test_lateness_is_no_part_of_a_month(text, start):
    """What comes late in a month is late, and not of its last days."""
    assert read_periods(text)[0].start == start
