"""bot.knowledge.lines: wrapped lines, headings and tables of spaces in plain text."""

from __future__ import annotations

import pytest

from bot.knowledge.files import read_source_files
from bot.knowledge.lines import paragraphs, wrap_column

MINUTES = """\
ORLAND VALLEY WATER DISTRICT
Minutes of the 48th meeting of the Board

ITEM 1. PUMPS
Smt. Rao reported that the three pumps at Dell Weir had been repaired at
a cost of Rs 12.4 lakh, against an estimate of Rs 10.5 lakh, and that a
spare had been ordered. The position of the stations was as under:

Station        Capacity        Average flow 2024-25   Average flow 2023-24
               (litres/day)    (litres/day)           (litres/day)
Dell Weir      2,50,000        2,18,400               1,96,700
Upper Mill St  1,20,000        1,09,300                 88,600

ITEM 2. STAFF
Two operators had left since the spring, and the Board agreed to fill
both posts at once.
"""
NEWS = """\
北坑溪整治完工　縣府：今年汛期前啟用

【記者林又安／北坑報導】

北坑溪整治工程昨天完工，總經費3億2,400萬元，比預算少1,600萬元，縣府表示今年汛期以前可以啟用，沿岸三個里的居民不必再撤離，工程處也說明後續維護由鄉公所負責，每年約需四百二十萬元。
"""
POEM = """\
The rain came down
on the tin roof
and nobody
slept.
"""


def _read(text: str) -> list[tuple[str, str]]:
    return [(block.heading, block.text) for block in paragraphs(text)]


def test_wrapped_lines_are_sentences_again():
    """A line that was broken because no word had room in it is joined with the next."""
    said = dict(reversed(_read(MINUTES)))  # the first paragraph under each heading
    assert "repaired at a cost of Rs 12.4 lakh" in said["ITEM 1. PUMPS"]
    assert said["ITEM 2. STAFF"].endswith("agreed to fill both posts at once.")
    assert wrap_column(MINUTES) >= 70


def test_columns_of_spaces_are_a_table():
    """Each row has its label and the heads of its columns, both rows of heads joined."""
    rows = [text for _, text in _read(MINUTES) if text.startswith("Station:")]
    assert rows == [
        "Station: Dell Weir; Capacity (litres/day): 2,50,000; Average flow 2024-25 (litres/day):"
        " 2,18,400; Average flow 2023-24 (litres/day): 1,96,700",
        "Station: Upper Mill St; Capacity (litres/day): 1,20,000; Average flow 2024-25"
        " (litres/day): 1,09,300; Average flow 2023-24 (litres/day): 88,600",
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("名稱    數量    單價\n螺絲    1,200    3.5\n墊片    800    1.2\n", 2),
        ("| Item | 2024 | 2023 |\n|---|---|---|\n| Ropes | 41 | 38 |\n| Buoys | 16 | 9 |\n", 2),
        ("Item\tPrice\nRope\t$12.50\nBuoy\t$40.00\n", 2),
    ],
)
def test_tables_of_other_kinds(text, lines):
    """Columns by spaces under Chinese heads, by strokes and by tabs."""
    found = _read(text)
    assert len(found) == lines
    assert all(": " in said for _, said in found)


@pytest.mark.parametrize("text", [POEM, "蘋果\n香蕉\n鳳梨\n", "12 High Street\nAshby\nLE65 1AA\n"])
def test_lines_that_were_meant_stay(text):
    """A poem, a list and an address keep their breaks."""
    assert _read(text) == [("", text.strip())]


def test_a_byline_heads_nothing():
    """Who reports stands by itself; it is no heading of what is reported."""
    assert all("記者" not in heading for heading, _ in _read(NEWS))


def test_a_file_of_minutes(tmp_path):
    """The same through a real file: sentences end where they do, and not at line ends."""
    path = tmp_path / "minutes.txt"
    path.write_text(MINUTES, encoding="utf-8")
    (document,) = read_source_files([path], max_mb=1).documents
    said = [
        p.text[lang][start:end]
        for p in document.passages
        for lang, spans in p.sentences.items()
        for start, end in spans
    ]
    assert any(s.startswith("Smt. Rao reported") and s.endswith("ordered.") for s in said)
