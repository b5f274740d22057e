"""Where in a file a quote stands, in the reader's language: table 3 row 2 is 表3第2列.

An index stores a place once, in English words; ¶ and names of sheets are the same in both
languages. It knows the words that the readers of files write and nothing of the files.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.records import Lang

__all__ = ["say_place"]

_WORDS = (
    (re.compile(r"\btable (\d+)"), "表{}"),
    (re.compile(r"\brow (\d+)"), "第{}列"),
    (re.compile(r"\bpage (\d+)"), "第{}頁"),
    (re.compile(r"\bslide (\d+)"), "投影片{}"),
    (re.compile(r"\bchapter (\d+)"), "第{}章"),
    (re.compile(r"\bnotes\b"), "備忘稿"),
)
_SIMPLIFIED = (("列", "行"), ("頁", "页"), ("備忘稿", "备注"), ("投影片", "幻灯片"))
"""Mainland readers call a table's row 行."""
_GAP = re.compile(r"(?:(?<=[\u3400-\u9fff])|(?<=[表片]\d)|(?<=[表片]\d\d)) (?=[\u3400-\u9fff])")


@lru_cache(maxsize=1024)
def say_place(locator: str, language: Lang) -> str:
    """The place in the reader's language; as it is stored for readers of English."""
    if language == "en":
        return locator
    said = locator
    for pattern, form in _WORDS:
        said = pattern.sub(lambda m, form=form: form.format(*m.groups()), said)  # type: ignore[misc]
    if said == locator:
        return locator
    if language == "zh-CN":
        for traditional, simplified in _SIMPLIFIED:
            said = said.replace(traditional, simplified)
    return _GAP.sub("", said)
