"""bot.language.places: where a quote stands, in the reader's language."""

from __future__ import annotations

import pytest

from bot.language.places import say_place


@pytest.mark.parametrize(
    ("stored", "english", "traditional", "simplified"),
    [
        ("¶12", "¶12", "¶12", "¶12"),
        ("table 1 row 3", "table 1 row 3", "表1第3列", "表1第3行"),
        ("page 12 table 1 row 4", "page 12 table 1 row 4", "第12頁表1第4列", "第12页表1第4行"),
        ("page 12 ¶3", "page 12 ¶3", "第12頁 ¶3", "第12页 ¶3"),
        ("slide 3 notes ¶1", "slide 3 notes ¶1", "投影片3備忘稿 ¶1", "幻灯片3备注 ¶1"),
        ("chapter 2 table 1 row 3", "chapter 2 table 1 row 3", "第2章表1第3列", "第2章表1第3行"),
        ("Sheet1 row 12", "Sheet1 row 12", "Sheet1 第12列", "Sheet1 第12行"),
        ("列表", "列表", "列表", "列表"),
    ],
)
def test_a_place_is_said_in_each_language(stored, english, traditional, simplified):
    """Words of places have a form in each language; names of sheets and ¶ stay."""
    said = tuple(say_place(stored, language) for language in ("en", "zh-TW", "zh-CN"))
    assert said == (english, traditional, simplified)
