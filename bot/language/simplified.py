"""Chinese of our own in the glyphs and with the names that its reader writes.

A mainland reader writes 英伟达, not 辉达, and 资料 where it means papers, not data. It reads no
sentence and changes nothing but the script.
"""

from __future__ import annotations

import re

from bot.language.glossary import Glossary
from bot.language.script import to_simplified
from bot.records import Lang

__all__ = ["in_script"]

PROPER = frozenset({"company", "person", "product"})
PAPERS = re.compile(r"資料(?!中心|庫|處理|量|科學|流|集|傳輸|網路)")
"""資料 that is papers or material; the converter knows only data."""


def in_script(text: str, glossary: Glossary, language: Lang) -> str:
    """The text as readers of the language write it."""
    if language != "zh-CN":
        return text
    pieces, last = [], 0
    for mention in glossary.find(text):
        term = glossary.term(mention.concept)
        if term is not None and mention.kind in PROPER and mention.text == term.zh_tw:
            pieces += [_simplified(text[last : mention.start]), term.zh_cn]
            last = mention.end
    return "".join([*pieces, _simplified(text[last:])])


def _simplified(text: str) -> str:
    return "资料".join(to_simplified(part) for part in PAPERS.split(text))
