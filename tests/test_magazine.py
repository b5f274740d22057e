"""bot.knowledge.magazine: paragraphs and heads of a page, furniture left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge.blocks import Block
from bot.knowledge.files import read_source_files
from bot.knowledge.magazine import looks_like_magazine, read_magazine
from bot.language.script import normalise

PAGE = Path(__file__).parent / "data" / "magazine-page.txt"
ARTICLE = Path(__file__).parents[2] / "shared" / "article" / "trade-magazine-415.txt"
BYLINE = "NO.7 MAY 2024\n\n題目\n\n◎撰文/某人\n"
HEADS = [
    "",
    "",
    "",
    "誰離開了誰 航線表重新洗牌",
    "誰離開了誰 航線表重新洗牌",
    "誰離開了誰 航線表重新洗牌",
    "誰離開了誰 航線表重新洗牌",
    "運費會跌嗎?",
    "貨主的功課 別把雞蛋放在同一艘船上",
    "貨主的功課 別把雞蛋放在同一艘船上",
]


@pytest.fixture(scope="module")
def page() -> str:
    return normalise(PAGE.read_text(encoding="utf-8"))


def body(page: str) -> list[str]:
    """The paragraphs of the page by their first characters, as a person picks them out."""
    starts = "貨櫃船公司 所謂海運 船公司結 這次變動 第一 第二 第三 分析師 對中小型 聯盟會再變"
    lines = page.split("\n")
    return [
        next(line for line in lines if line.startswith(start)).removesuffix(" ■")
        for start in starts.split()
    ]


def test_paragraphs_come_out_whole(page):
    """Ten paragraphs, the lead first, each under its head, character for character."""
    reading = read_magazine(page)
    assert [block.text for block in reading.blocks] == body(page)
    assert [block.heading for block in reading.blocks] == HEADS
    assert [block.locator for block in reading.blocks] == [f"¶{n}" for n in range(1, 11)]


def test_title_and_issue(page):
    """The line above the byline is the title; the running head dates the issue."""
    reading = read_magazine(page)
    assert reading.title == "三大海運聯盟換夥伴 貨主該怎麼訂艙"
    assert reading.date == "2024-03"


@pytest.mark.parametrize(
    "furniture",
    ["標準字", "harbor", "碼頭上等待", "LOGO", "協會", "Society", "Quayside", "pics", "■", "撰文"],
)
def test_furniture_stays_out(page, furniture):
    """Running heads, image names, captions, byline, end mark and footer are no text."""
    reading = read_magazine(page)
    assert furniture in page
    assert not any(furniture in block.text + block.heading for block in reading.blocks)


@pytest.mark.parametrize(
    ("below", "blocks"),
    [
        ("a_01\n\n正文第一段在此。", [Block("正文第一段在此。", "", "¶1")]),
        ("a_01\n圖說文字在此。\n\n正文。", [Block("正文。", "", "¶1")]),
        ("a_01\n圖說一。\n圖說二。\n\n正文。", [Block("正文。", "", "¶1")]),
        ("cover.jpg\n圖說沒有句號\n\n正文。", [Block("正文。", "", "¶1")]),
        ("小標\n\n正文。", [Block("正文。", "小標", "¶1")]),
        ("小標\n正文。", [Block("小標正文。", "", "¶1")]),
        ("一段。\n二段。", [Block("一段。", "", "¶1"), Block("二段。", "", "¶2")]),
        ("折行的一\n段文字。", [Block("折行的一段文字。", "", "¶1")]),
        ("完。 ■\n\n頁尾一句話。", [Block("完。", "", "¶1")]),
        ("正文。\n\n沒有正文的小標", [Block("正文。", "", "¶1")]),
        ("GB200\n\n正文。", [Block("正文。", "", "¶1")]),
        ("會怎樣？\n\n正文。", [Block("正文。", "會怎樣？", "¶1")]),
    ],
)
def test_the_rules_one_by_one(below, blocks):
    """Directly under an image's name stands its caption; after a blank line, text."""
    assert list(read_magazine(BYLINE + below).blocks) == blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (BYLINE + "a_01\n\n正文。 ■", True),
        (BYLINE + "正文。 ■", True),
        (BYLINE + "正文。", False),
        ("題目\n\n正文 NO.7。 ■\na_01", False),
        ("文/某人\n\n正文。", False),
        ("By: someone\n\nPlain text.", False),
        ("", False),
    ],
)
def test_looks_like_magazine(text, expected):
    """A byline and two more marks of the layout; one alone is an ordinary text."""
    assert looks_like_magazine(text) is expected


def test_files_reads_the_page(page):
    """A .txt with this layout becomes passages of the magazine, not of plain text."""
    (document,) = read_source_files([PAGE], max_mb=1).documents
    assert document.source.title == "三大海運聯盟換夥伴 貨主該怎麼訂艙"
    assert document.source.date == "2024-03"
    assert [p.locator for p in document.passages] == [f"¶{n}" for n in range(1, 11)]
    assert [p.text["zh-TW"] for p in document.passages] == body(page)
    assert {p.text_kind for p in document.passages} == {"original"}


@pytest.mark.skipif(not ARTICLE.exists(), reason="the original article is not on this machine")
def test_the_original_article():
    """Sixteen paragraphs: the lead is ¶1, the RPO paragraph ¶12, the footer is gone."""
    (document,) = read_source_files([ARTICLE], max_mb=1).documents
    texts = [passage.text["zh-TW"] for passage in document.passages]
    heads = [passage.heading["zh-TW"] for passage in document.passages]
    lines = ARTICLE.read_text(encoding="utf-8").split("\n")
    long = [line.removesuffix(" ■") for line in lines if len(line) > 30 and line[-1] in "。?:■"]
    assert len(texts) == 16
    assert "5,230" in texts[11]
    # Every long line but the caption (no section head stands between it and its image).
    assert [line for line in long if line not in texts] == [lines[40]]
    assert [line for line in texts if line not in long] == []
    assert len(set(heads)) == 5
    assert heads[:3] == ["", "", ""]
    assert document.source.date == "2026-01"
